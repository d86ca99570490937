/* Preloaded by tests/faults/forge.py: the n-th call that writes to a regular file fails, once or from then on. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long calls, fail_at;
static int fail_with, for_good;

void fault_arm(long at, int error, int good) {
    calls = 0;
    fail_at = at;
    fail_with = error;
    for_good = good;
}

long fault_calls(void) { return calls; }

static int fails(void) {
    calls++;
    if (!fail_at || (for_good ? calls < fail_at : calls != fail_at)) return 0;
    errno = fail_with;
    return 1;
}

static int regular(int fd) {
    struct stat status;
    int before = errno, is = fd > 2 && !fstat(fd, &status) && S_ISREG(status.st_mode);
    errno = before;
    return is;
}

#define REAL(name)                      \
    static __typeof__(&name) real;      \
    if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write);
    return regular(fd) && fails() ? -1 : real(fd, data, size);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    REAL(pwrite);
    return regular(fd) && fails() ? -1 : real(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    REAL(pwrite64);
    return regular(fd) && fails() ? -1 : real(fd, data, size, at);
}

int fsync(int fd) {
    REAL(fsync);
    return fails() ? -1 : real(fd);
}

int fdatasync(int fd) {
    REAL(fdatasync);
    return fails() ? -1 : real(fd);
}

int ftruncate(int fd, off_t size) {
    REAL(ftruncate);
    return fails() ? -1 : real(fd, size);
}

int ftruncate64(int fd, off64_t size) {
    REAL(ftruncate64);
    return fails() ? -1 : real(fd, size);
}

int rename(const char *from, const char *to) {
    REAL(rename);
    return fails() ? -1 : real(from, to);
}

int renameat(int from_fd, const char *from, int to_fd, const char *to) {
    REAL(renameat);
    return fails() ? -1 : real(from_fd, from, to_fd, to);
}

int unlink(const char *path) {
    REAL(unlink);
    return fails() ? -1 : real(path);
}

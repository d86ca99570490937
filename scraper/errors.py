"""What can go wrong. One tree: only `refresh` and `cli` handle these.

Every message says where, what was expected, what was found and what to do.
"""


class FoiError(Exception):
    """Anything this program can explain to its user without a traceback."""


class ConfigError(FoiError):
    """sources.toml, an option or an argument is wrong. Exit status 2."""


class LockedError(FoiError):
    """Another run holds the lock of this archive. Exit status 3."""


class ArchiveError(FoiError):
    """The database cannot be opened, is of another make, or is damaged."""


class MissingCaptureError(ArchiveError):
    """The file of a capture is neither here nor at an address that is known to have it."""


class RemoteError(ArchiveError):
    """A file at another machine's address cannot be read or written, now: to be tried again."""


class ClusterError(FoiError):
    """The machines that read for us cannot be reached, have gone, or run another program."""


class NotAResponseError(FoiError):
    """The page is a listing, a notice or an error page: it answers no request."""


class ReaderError(FoiError):
    """The reader failed on a page: a defect of this program. The page keeps what was known of it."""


class ListingError(FoiError):
    """A listing page did not read as a listing of its platform (blank, or its layout has changed)."""


class FetchError(FoiError):
    """One address could not be fetched; the run goes on with the next."""


class RefusedAddressError(FetchError):
    """An address outside the source's own public hosts: never requested."""


class RobotsError(FetchError):
    """robots.txt forbids this address."""


class GoneError(FetchError):
    """The site says 404 or 410."""


class UnfitBodyError(FetchError):
    """The body is too large, too slow, of a type not asked for, or damaged."""


class BlockedError(FoiError):
    """403, 429 or a challenge page: this source's run ends as `blocked`.

    `retry_at`: the instant before which the host is not to be asked again, where it is known.
    """

    def __init__(self, message: str, *, retry_at: str | None = None) -> None:
        super().__init__(message)
        self.retry_at = retry_at


class UnreachableError(FoiError):
    """The host does not answer (after retries), or robots.txt answers 5xx: this source's run ends as `failed`."""

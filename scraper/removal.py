"""Removal: a response taken down, words redacted in one, and both undone.

What the archive's own tables say decides; everything else follows from it in `settle`, which any later command finishes
when this one was killed: captures sealed away, their records erased where they were, no trace of removed words in the
search index and in the free pages of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from scraper.errors import ConfigError, FoiError, LockedError, RemoteError
from scraper.fetching.copies import recall, replace_copies
from scraper.fetching.sealing import check_copies, copy_records, erase_record, restore_record
from scraper.groups.update import update_groups
from scraper.records import RecordPlace
from scraper.refresh import locked
from scraper.reread import reread_response
from scraper.store import Archive
from scraper.store.cutting import captures_alone
from scraper.store.removals import RemovalReason, ids_of
from scraper.store.removed import REDACTED, pattern_of
from scraper.store.sealed import Removal, RemovalKind, Sealed, open_sealed

_Places = tuple[RecordPlace, RecordPlace]


def take_down(archive: Archive, given: str, *, reason: RemovalReason, note: str | None, at: str) -> str:
    """Take a response out of the archive, by its id, permalink or address; returns its id.

    Gone from the tables when this returns, even while a run is under way: then that run's end seals the captures. One
    that is damaged cannot be sealed: an issue says where it lies. What is left at an address that does not answer
    `settle` tells, and removes when it can.
    ConfigError where there is no such response, or none any more.
    """
    key, address = _find(archive, given)
    if not archive.has_response(key) and (answers := archive.answers_on(address)):
        raise ConfigError(
            f"{given}: several answers stand on this page; take them down one by one: {', '.join(answers)}"
        )
    _be_careful(archive)
    with open_sealed(archive.path, create=True) as sealed, archive.write() as db:
        assert sealed is not None
        removed = archive.cut_out(db, key, address, reason=reason, at=at)
        places, waits = [], False
        try:
            places = _seal(archive, sealed, key, RemovalKind.TAKEDOWN, removed.records)
        except RemoteError:  # the records stand among the rows that are kept: `settle` seals them when it can
            waits = True
        kept = Removal(response=key, kind=RemovalKind.TAKEDOWN, number=1, addresses=removed.addresses, note=note)
        sealed.keep(kept, removed.rows)
    left = sorted(set(removed.records) - {(old.file, old.offset) for old, _ in places})
    if left and not waits:
        where = ", ".join(f"{file} at byte {offset}" for file, offset in left)
        message = f"captures of {key}, which was taken down, are damaged and could not be sealed: {where}. Look at them"
        archive.save_issue(None, None, "sealing", message, None, at)
    settle_unless_locked(archive)
    return key


def put_back(archive: Archive, given: str, *, at: str) -> str:
    """Undo a takedown: all rows and captures are again what they were. ConfigError where nothing is taken down."""
    with locked(archive.path):
        standing = archive.standing(RemovalKind.TAKEDOWN)
        key = next((key for key in ids_of(given) if (key, 1) in standing), None)
        if key is None:
            raise ConfigError(f"{given}: no response with this id or address is taken down")
        with open_sealed(archive.path) as sealed:
            removal = (
                next((r for r in sealed.removals() if _of(r) == (key, RemovalKind.TAKEDOWN)), None) if sealed else None
            )
            if sealed is None or removal is None:
                raise ConfigError(f"{given}: what was taken down is not in the sealed folder; restore it from a backup")
            needed = {values.get("capture") for _, values in sealed.rows(key, RemovalKind.TAKEDOWN)}
            sealed.take_captures(removal, lambda c: c["id"] in needed or c["address"] in removal.addresses)
            rows = sealed.rows(key, RemovalKind.TAKEDOWN)
            _restore_records(archive, sealed, key, RemovalKind.TAKEDOWN)
        _be_careful(archive)
        with archive.write() as db:
            archive.put_back(db, key, rows, at)
        settle(archive)
        update_groups(archive)
    return key


def redact(archive: Archive, given: str, words: str, *, reason: RemovalReason, note: str | None, at: str) -> str:
    """Take words out of everything the archive says of a response, now and at later readings; returns its id.

    ConfigError where the words are not in it, or in its address, which cannot be changed: then nothing is.
    """
    pattern = pattern_of(words)
    with locked(archive.path):
        settle(archive)
        _be_careful(archive)
        key, address = _find(archive, given)
        found = {where for where, text in archive.texts_of(key) if pattern.search(text)}
        if not found:
            raise ConfigError(f"{given}: {words!r} is nowhere in this response; give the words as they stand there")
        if any(where.endswith("url") for where in found):
            raise _of_an_address(given, words, found)
        number = archive.next_redaction(key)
        removal = Removal(
            response=key,
            kind=RemovalKind.REDACTION,
            number=number,
            addresses=archive.addresses_of(key, address),
            note=note,
            words=words,
        )
        with open_sealed(archive.path, create=True) as sealed:
            assert sealed is not None
            sealed.keep(removal, archive.said_elsewhere(key, pattern))
        try:
            archive.add_redaction(key, number, reason, at)
            problems = settle(archive)
            if left := {where for where, text in archive.texts_of(key) if pattern.search(text)}:
                if problems:
                    raise RemoteError(f"{given}: nothing was redacted: {problems[0]}")
                raise _of_an_address(given, words, left)
        except FoiError:
            archive.drop_redaction(key, number)
            settle(archive)
            with suppress(FoiError):
                reread_response(archive, key)
            raise
        finally:
            update_groups(archive)
    return key


def undo_redactions(archive: Archive, given: str, *, at: str) -> str:
    """Undo all redactions of a response. ConfigError where there are none, LockedError during a run."""
    with locked(archive.path):
        standing = {key for key, _ in archive.standing(RemovalKind.REDACTION)}
        key = next((key for key in ids_of(given) if key in standing), None)
        if key is None:
            raise ConfigError(f"{given}: no words are redacted in a response with this id or address")
        if (key, 1) in archive.standing(RemovalKind.TAKEDOWN):
            raise ConfigError(f"{given}: this response is taken down; put it back first: foi takedown {key} --undo")
        _be_careful(archive)
        archive.end_redactions(key, at)
        settle(archive)
        reread_response(archive, key)
        update_groups(archive)
    return key


def settle_unless_locked(archive: Archive) -> list[str]:
    """Finish what removals left to do, as `settle`; while another run is under way, that run will."""
    with suppress(LockedError), locked(archive.path):
        problems = settle(archive)
        update_groups(archive)
        return problems
    return []


def settle(archive: Archive) -> list[str]:
    """Make everything outside the tables follow what they say of removals. The caller holds the lock.

    What came for a removed response since (from a run that was under way) is sealed; what is no longer removed goes
    back; what a kill left half done is finished. Returns in words what could not be done because an address does not
    answer: it still holds a copy, and the next call does it.
    """
    problems: list[str] = []
    with open_sealed(archive.path) as sealed:
        if sealed is None:
            return problems
        _be_careful(archive)
        trace = False
        kept = sealed.removals()
        for removal in reversed(kept):  # the last redaction first: it changed what the one before had left
            with _told(removal, problems):
                _forget_unless_standing(archive, sealed, removal)
        unfinished: list[Removal] = []
        for removal in sealed.removals():
            if removal in kept:
                before = len(problems)
                with _told(removal, problems):
                    trace |= _finish(archive, sealed, removal)
                trace |= not removal.done
                if len(problems) > before:
                    unfinished.append(removal)
        if trace and archive.purge():
            for removal in kept:
                if removal not in unfinished:
                    sealed.mark_done(removal)
    return problems


def unfinished(archive: Archive) -> list[str]:
    """In words, which removals are not finished: records of them still stand where they were."""
    with open_sealed(archive.path) as sealed:
        removals = sealed.removals() if sealed else []
        return [
            f"{r.response}: its {r.kind} is not finished; the next `foi reread` or `foi refresh` goes on with it"
            for r in removals
            if sealed and (sealed.records(r.response, r.kind, erased=False) or _waits(sealed, r))
        ]


@contextmanager
def _told(removal: Removal, problems: list[str]) -> Iterator[None]:
    """A copy that cannot be reached now is told, and the other removals go on."""
    try:
        yield
    except RemoteError as error:
        what = f"the {removal.kind} of {removal.response}"
        problems.append(f"{what} is not finished; the next command repeats it: {error}")


def _finish(archive: Archive, sealed: Sealed, removal: Removal) -> bool:
    """Seal what lies outside of a removal that stands, and erase it there; whether anything came since it was done."""
    key, kind, came = removal.response, removal.kind, False
    if kind is RemovalKind.TAKEDOWN:
        if not removal.done or captures_alone(archive.db, removal.addresses, set()):
            before = sealed.rows(key, kind)
            links = [values["fetch_url"] for table, values in before if table == "entries"]
            with archive.write() as db:
                late = archive.cut_late(db, key, removal.addresses, links)
                _seal(archive, sealed, key, kind, late.records)
                sealed.add_rows(removal, late.rows)
            came = bool(late.rows)
            _seal(archive, sealed, key, kind, _waiting(sealed, key, before))
    else:
        if not removal.done:
            reread_response(archive, key)
            update_groups(archive)  # its title may be that of its group: before `purge`
        if outside := archive.captures_outside(removal.addresses):
            places = _seal(archive, sealed, key, kind, outside)
            with archive.write() as db:
                archive.move_captures(db, places)
    if left := sealed.records(key, kind, erased=False):
        _erase(archive.path.parent, left)
        sealed.mark_erased(key, kind, True)
    return came


def _waiting(sealed: Sealed, key: str, rows: Iterable[tuple[str, dict[str, Any]]]) -> list[tuple[str, int]]:
    """The records of captures that were cut out and could not be sealed then."""
    done = {(old.file, old.offset) for old, _ in sealed.records(key, RemovalKind.TAKEDOWN)}
    cut = [(values["file"], values["offset"]) for table, values in rows if table == "captures"]
    return [place for place in dict.fromkeys(cut) if place not in done]


def _waits(sealed: Sealed, removal: Removal) -> bool:
    rows = sealed.rows(removal.response, removal.kind)
    return removal.kind is RemovalKind.TAKEDOWN and not removal.done and bool(_waiting(sealed, removal.response, rows))


def _erase(folder: Path, places: Sequence[_Places]) -> None:
    """Erase records in their files here and in all copies of these. RemoteError, in the end, where one is left."""
    problem: RemoteError | None = None
    for file in dict.fromkeys(old.file for old, _ in places):
        if problem and not (folder / file).is_file():
            continue  # an address that does not answer is asked once
        try:
            recall(folder, file)
            for old, new in places:
                if old.file == file:
                    erase_record(folder, old, new)
            if not problem:
                replace_copies(folder, file)
        except RemoteError as error:
            problem = error
    if problem:
        raise problem


def _forget_unless_standing(archive: Archive, sealed: Sealed, removal: Removal) -> None:
    """Put back what a removal had sealed that does not stand: it was undone, or a kill came before it did.

    Looked at within a transaction: a takedown under way, which holds one, stands when it has ended.
    """
    key, kind = removal.response, removal.kind
    with archive.write() as db:
        standing = archive.standing(kind)
        if (key, removal.number) in standing:
            return
        last = key not in {other for other, _ in standing}  # no other redaction needs its records
        places = _restore_records(archive, sealed, key, kind) if last else []
        if kind is RemovalKind.TAKEDOWN:
            sealed.forget(removal, records=True)
            return
        archive.move_captures(db, [(new, old) for old, new in places])
        pattern = pattern_of(removal.words or "")
        archive.say_again(db, sealed.rows(key, kind, removal.number), lambda text: pattern.sub(REDACTED, text))
    sealed.forget(removal, records=last)


def _restore_records(archive: Archive, sealed: Sealed, key: str, kind: RemovalKind) -> list[_Places]:
    places = sealed.records(key, kind)
    folder, files = archive.path.parent, {old.file for old, _ in places}
    check_copies(folder, [new for _, new in places])
    for file in files:
        recall(folder, file)
    sealed.mark_erased(key, kind, False)  # first, so that after a kill `settle` erases them again if it must
    for old, new in places:
        restore_record(folder, old, new)
    for file in files:
        with suppress(RemoteError):  # the next push puts it there
            replace_copies(folder, file)
    return places


def _seal(
    archive: Archive, sealed: Sealed, key: str, kind: RemovalKind, records: Sequence[tuple[str, int]]
) -> list[_Places]:
    """Copy records into a new file of the sealed folder, and note them as still to be erased."""
    if not records:
        return []
    number = 1
    while (target := sealed.folder / f"{key}-{kind}-{number}.warc.gz").exists():
        number += 1
    places = copy_records(archive.path.parent, records, target)
    if not places:
        target.unlink(missing_ok=True)
    sealed.keep_records(key, kind, places)
    return places


def _of(removal: Removal) -> tuple[str, RemovalKind]:
    return removal.response, removal.kind


def _be_careful(archive: Archive) -> None:
    """What goes leaves no bytes in the file, and what is said to be done outlasts a power cut."""
    archive.db.execute("PRAGMA secure_delete = ON")
    archive.db.execute("PRAGMA synchronous = FULL")


def _of_an_address(given: str, words: str, where: Iterable[str]) -> ConfigError:
    return ConfigError(
        f"{given}: {words!r} also stands in {', '.join(sorted(where))}: an address cannot be changed. Take the "
        "response down instead"
    )


def _find(archive: Archive, given: str) -> tuple[str, str]:
    if found := archive.find_response(given):
        return found
    standing = {key for key, _ in archive.standing(RemovalKind.TAKEDOWN)}
    if any(key in standing for key in ids_of(given)):
        raise ConfigError(
            f"{given}: this response is taken down already; --undo puts it back, and `foi "
            "publish` makes anew what is published"
        )
    raise ConfigError(
        f"{given}: there is no response with this id or address. Its id is the end of its permalink: "
        "/response/<force>/<id>"
    )

"""The commands that remove: `foi takedown`, `foi redact`, and `foi screen`, which says where private data may be."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from scraper.cli.filters import filter_options, given_filters
from scraper.cli.options import db_option, json_option, print_json, told
from scraper.exports import Format, export
from scraper.fetching.answers import utc_now
from scraper.publish import downloads_of, publish, publish_without, published_copy
from scraper.reading.facts.private import find_private
from scraper.removal import put_back, redact, settle_unless_locked, take_down, undo_redactions
from scraper.store import Archive, open_archive
from scraper.store.removals import REASON_WORDS, RemovalReason

reason_option = click.option(
    "--reason",
    metavar="CODE",
    type=click.Choice([str(reason) for reason in RemovalReason]),
    help="Why, for everyone to read: " + ", ".join(f"{code} ({words})" for code, words in REASON_WORDS.items()) + ".",
)
note_option = click.option("--note", help="For the operator alone; kept beside the archive, never in it.")


@click.command()
@click.argument("given", metavar="ID")
@reason_option
@note_option
@click.option("--undo", is_flag=True, help="Put the response back as it was.")
@db_option
def takedown(given: str, reason: str | None, note: str | None, undo: bool, db: Path) -> int:
    """Take a response out of the archive: ID is its id, its permalink, or its address at the force.

    It is gone at once from pages, search, feeds, downloads and the published copy; its permalink says that it was
    removed, when and why (410). Later runs do not bring it back. Its captures are sealed beside the archive.
    """
    with open_archive(db) as archive:
        settle_unless_locked(archive)  # what an earlier removal left to do, if it was killed
        if undo:
            key = put_back(archive, given, at=utc_now())
        else:
            key = take_down(archive, given, reason=_required(reason), note=note, at=utc_now())
        _hand_out_again(archive, removed=not undo)
        problems = settle_unless_locked(archive)
    click.echo(f"{key}: {'put back' if undo else 'taken down'}{', but not everywhere' if problems else ''}")
    return told(problems)


@click.command("redact")
@click.argument("given", metavar="ID")
@click.argument("words", required=False)
@reason_option
@note_option
@click.option("--undo", is_flag=True, help="Put back all words that were redacted in this response.")
@db_option
def redact_words(given: str, words: str | None, reason: str | None, note: str | None, undo: bool, db: Path) -> int:
    """Take WORDS out of everything the archive says of a response, in all its versions and attachments.

    They are found whatever their case, and stay out of later readings; "[removed]" stands in their place.
    """
    with open_archive(db) as archive:
        settle_unless_locked(archive)
        if undo:
            key = undo_redactions(archive, given, at=utc_now())
        else:
            if not words or sum(map(str.isalnum, words)) < 3:
                raise click.UsageError("give the WORDS to take out, three letters or digits at least")
            key = redact(archive, given, words, reason=_required(reason), note=note, at=utc_now())
        _hand_out_again(archive, removed=not undo)
        problems = settle_unless_locked(archive)
    click.echo(f"{key}: {'words put back' if undo else 'words taken out'}{', but not everywhere' if problems else ''}")
    return told(problems)


@click.command()
@filter_options
@json_option
@db_option
def screen(as_json: bool, db: Path, **filters: Any) -> int:
    """List responses that may hold private data: e-mail addresses, telephone numbers, postcodes and the like.

    Of what the reader could not mask as the requester's own. For a person to look at; kept nowhere.
    """
    found = []
    with open_archive(db) as archive:
        rows = archive.search_rows(**given_filters(filters))
        for response, where, text in archive.texts_to_screen(rows):
            found += [
                {"response": response, "where": where, "kind": str(datum.kind), "text": datum.text}
                for datum in find_private(text)
            ]
    if as_json:
        print_json(found)
        return 0
    for row in found:
        click.echo(f"{row['response']}  {row['where']}: {row['kind']}: {row['text']}")
    click.echo(f"{len({row['response'] for row in found})} responses to look at", err=True)
    return 0


def _required(reason: str | None) -> RemovalReason:
    if reason is None:
        raise click.UsageError(f"give a --reason: {', '.join(RemovalReason)}")
    return RemovalReason(reason)


def _hand_out_again(archive: Archive, *, removed: bool) -> None:
    """Make anew what the archive hands out, as far as it does: its published copy, and the downloads beside it."""
    if removed:
        publish_without(archive, wait_seconds=_PATIENCE_SECONDS)
    elif published_copy(archive.path):
        publish(archive, wait_seconds=_PATIENCE_SECONDS)
    folder = downloads_of(archive.path)
    formats = [f for f in Format if (folder / _FIRST[f]).exists()]
    if formats:
        export(archive, folder, formats, site=_site_of(folder))


def _site_of(folder: Path) -> str:
    """The address of the site that permalinks of an earlier export begin with, "" where it was not given."""
    about = folder / "about.txt"
    said = _PERMALINKS.search(about.read_text(encoding="utf-8")) if about.is_file() else None
    return said[1] if said else ""


_PATIENCE_SECONDS = 3600
"""How long to wait for a publishing that is under way."""

_PERMALINKS = re.compile(r"^Permalinks begin with: (https?://\S+)$", re.M)
_FIRST = {
    Format.PARQUET: "parquet",
    Format.CSV: "responses.csv",
    Format.EXCEL: "responses.excel.csv",
    Format.JSONL: "responses.jsonl",
    Format.SQLITE: "archive.db",
}

"""`foi parse`: read pages and letters without an archive."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import click

from scraper.attachments.letters import page_of_letter
from scraper.attachments.reader import FileReader
from scraper.contract import response_as_dict
from scraper.errors import ConfigError, FoiError, NotAResponseError
from scraper.platforms import find_platform
from scraper.reading import read_response
from scraper.reading.page.document import parse_document, text_of
from scraper.records import Hints, Page


@click.command()
@click.argument("file", required=False)
@click.option("--url", help="The address the page came from: gives platform, reference and month.")
@click.option("--force", help="Id of the force, such as northumbria.")
@click.option("--json", "as_json", is_flag=True, help="Print the record as one JSON object.")
@click.option("--batch", metavar="FILE|-", help="Read JSON lines {id, file, url, force}; print one record a line.")
def parse(file: str | None, url: str | None, force: str | None, as_json: bool, batch: str | None) -> None:
    """Read one page or letter (FILE: html, txt, pdf or docx; - for standard input). Touches no database."""
    if (file is None) == (batch is None):
        raise click.UsageError("name one FILE (or -), or a list of files with --batch")
    with FileReader() as files:
        if batch is not None:
            with _open_input(batch) as lines:
                for record in _parse_lines(lines, files):
                    click.echo(json.dumps(record, ensure_ascii=False))
            return
        record = _parse_file(file or "-", url, force, files)
    click.echo(json.dumps(record, ensure_ascii=False, indent=1) if as_json else _summary(record))


def _parse_lines(lines: TextIO, files: FileReader) -> Iterator[dict[str, Any]]:
    """One record a line, in order; a bad line or file gives a line with `error` and the rest go on."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        task: Any = None
        try:
            task = json.loads(line)
            if not isinstance(task, dict) or not isinstance(task.get("file"), str):
                raise ConfigError(f'line {number}: expected an object with "file"')
            yield {"id": task.get("id")} | _parse_file(task["file"], task.get("url"), task.get("force"), files)
        except (FoiError, OSError, json.JSONDecodeError) as error:
            yield {"id": task.get("id") if isinstance(task, dict) else None, "error": str(error)}


def read_draft(file: str) -> str:
    """The text of a draft in any of the forms of FILE. ConfigError where it cannot be read or holds no words."""
    with FileReader() as files:
        text = text_of(parse_document(page_of_letter(_page(file, None), files)).blocks)
    if not text:
        raise ConfigError(f"{file}: there are no words in it")
    return text


def _page(file: str, url: str | None) -> Page:
    if file == "-":
        body = sys.stdin.buffer.read()
    else:
        try:
            body = Path(file).read_bytes()
        except (OSError, ValueError) as error:
            raise ConfigError(f"{file}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    media_type = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}.get(Path(file).suffix.lower())
    return Page(body=body, url=url, media_type=media_type)


def _parse_file(file: str, url: str | None, force: str | None, files: FileReader) -> dict[str, Any]:
    hints = Hints(force=force, platform=find_platform(url))
    try:
        page = page_of_letter(_page(file, url), files)
        return response_as_dict(read_response(page, hints, today=datetime.now(UTC).date().isoformat()))
    except NotAResponseError as error:
        raise NotAResponseError(f"{file}: {error}") from None


def _summary(record: dict[str, Any]) -> str:
    """The record for a person: what was found, a line each, empty fields left out."""
    lines = [f"{key}: {record[key]}" for key in ("title", "force", "law", "reference") if record[key]]
    lines += [f"{d['kind']}: {d['value']} ({d['text']})" for d in record["dates"]]
    lines += [f"question {q['number'] or '-'}: {q['text']}" for q in record["questions"]]
    lines += [f"outcome: {record['outcome'] or 'not stated'}"]
    lines += [f"  “{record['outcome_evidence']}”"] if record["outcome_evidence"] else []
    for c in record["exemptions"]:
        lines += [f"relied on: {c['law']} {c['section']} {c['title'] or ''}{' (neither confirm nor deny)' * c['ncnd']}"]
        lines += [f"  “{c['quote']}”"]
    lines += [f"mentioned: {c['law']} {c['section']}" for c in record["provisions_mentioned"]]
    lines += [f"attachment: {a['title'] or a['url']}" for a in record["attachments"]]
    lines += [f"warning: {w}" for w in record["warnings"]]
    return "\n".join(lines)


def _open_input(path: str) -> TextIO:
    """A UTF-8 text file to read, or standard input for `-`."""
    if path == "-":
        return sys.stdin
    try:
        return Path(path).open(encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None

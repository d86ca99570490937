"""The operator's first commands: `foi check` looks at the sources, `foi capture` records a page for the tests."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from scraper.attachments.letters import page_of_letter
from scraper.attachments.reader import FileReader
from scraper.check import Sample, SourceCheck, check_sources, fetch_page
from scraper.cli.options import db_option, find_config, json_option, manners_of, print_json, sources_option
from scraper.contract import response_as_dict
from scraper.errors import ConfigError, NotAResponseError
from scraper.reading import read_response
from scraper.reading.facts.private import find_private
from scraper.records import Hints, Page, Source

_MEDIA_TYPES = {".html": "text/html", ".htm": "text/html", ".txt": "text/plain"}


@click.command()
@click.argument("ids", metavar="[SOURCE]...", nargs=-1)
@db_option
@sources_option
@json_option
def check(ids: tuple[str, ...], db: Path, sources_path: Path | None, as_json: bool) -> int:
    """Look at sources (all enabled ones, or those named) and say what to change; writes nothing.

    For each: what robots.txt says, whether the listing answers, how many entries it yields, and three responses read.
    Exit status 1 where something looks wrong.
    """
    config = find_config(sources_path, db)
    checks = check_sources(config.pick(ids), manners=manners_of(config), archive_url=config.client.archive_url)
    if as_json:
        print_json([_as_dict(check) for check in checks])
    else:
        click.echo("\n\n".join("\n".join(_lines(check)) for check in checks))
    return int(any(check.wrong for check in checks))


def _lines(check: SourceCheck) -> list[str]:
    source = check.source
    lines = [f"{source.id}  {source.force_name}, {source.platform}, {source.via}"]
    lines += [f"  listing    {check.listing_url}", f"  robots.txt {check.robots}", f"  status     {check.status}"]
    further = f", {check.pages} further pages linked" if check.pages else ""
    total = f", {check.total} in all by its own word" if check.total is not None else ""
    lines += [f"  entries    {check.entries} responses, {check.left_out} other items{further}{total}"]
    for sample in check.samples:
        lines += [f"  read       {sample.url}", *(f"             {words}" for words in _sample_lines(sample))]
    for problem in check.problems:
        lines += [f"  look       {problem.what}"]
        lines += [f"             sources.toml, [source.{source.id}]:  {problem.line}"] if problem.line else []
    return lines


def _sample_lines(sample: Sample) -> list[str]:
    if sample.response is None:
        return [sample.error or "not read"]
    record = response_as_dict(sample.response)
    dates = ", ".join(f"{d['kind']} {d['value']}" for d in record["dates"]) or "no date"
    relied = ", ".join(f"{c['law']} {c['section']}" for c in record["exemptions"]) or "no exemption"
    lines = [
        f"{record['reference'] or 'no reference'}: {record['title'] or 'no title'}",
        f"{dates}; {len(record['questions'])} questions; {record['outcome'] or 'no outcome'}; {relied}",
    ]
    return lines + [f"warning: {warning}" for warning in record["warnings"]]


def _as_dict(check: SourceCheck) -> dict[str, Any]:
    return {
        "source": check.source.id,
        "platform": check.source.platform,
        "via": str(check.source.via),
        "robots": check.robots,
        "listing": check.listing_url,
        "status": check.status,
        "entries": check.entries,
        "left_out": check.left_out,
        "pages": check.pages,
        "total": check.total,
        "responses": [
            {"url": s.url, "error": s.error, "record": response_as_dict(s.response) if s.response else None}
            for s in check.samples
        ],
        "problems": [{"what": p.what, "line": p.line} for p in check.problems],
    }


@click.command()
@click.argument("source_id", metavar="SOURCE")
@click.argument("page", metavar="URL|FILE")
@click.option("--url", help="The address of a page given as FILE: reference, month and platform come from it.")
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("tests/pages"),
    show_default=True,
    help="Folder of the test pages; a folder for each force is made in it.",
)
@click.option("--name", help="Name of the three files; default: from the address.")
@db_option
@sources_option
def capture(
    source_id: str, page: str, url: str | None, to: Path, name: str | None, db: Path, sources_path: Path | None
) -> int:
    """Record a page as a test: the page, its facts and the record it reads as, for you to correct.

    Fetches URL under the same manners as a refresh, or takes FILE. Nothing that exists is overwritten. Private data
    on the page is pointed out: take it out by hand before you commit the page.
    """
    config = find_config(sources_path, db)
    (source,) = config.pick((source_id,))
    if urlsplit(page).scheme in ("http", "https"):
        found = fetch_page(source, page, manners=manners_of(config))
    else:
        found = _page_of_file(Path(page), url)
    with FileReader() as reader:
        found = page_of_letter(found, reader)
    suffix = ".txt" if found.media_type == "text/plain" else ".html"
    base = to / source.force / (name or _name_of(found.url or page))
    files = [base.with_name(base.name + ending) for ending in (suffix, ".toml", ".json")]
    if standing := [file for file in files if file.exists()]:
        raise ConfigError(f"{standing[0]} exists already: choose another --name, or remove it first")
    today = datetime.now(UTC).date().isoformat()
    record = _record(found, source, today)
    base.parent.mkdir(parents=True, exist_ok=True)
    files[0].write_bytes(found.body)
    facts = {"url": found.url, "force": source.force, "platform": source.platform, "today": today}
    files[1].write_text("".join(f"{key} = {json.dumps(value)}\n" for key, value in facts.items() if value), "utf-8")
    files[2].write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for file in files:
        click.echo(file)
    click.echo(f"Read {files[2].name} against the page and correct it: it is what the test will expect.", err=True)
    for datum in find_private(found.body.decode(found.charset or "utf-8", "replace")):
        click.echo(f"{files[0].name}:{datum.line}: may be private, {datum.kind}: {datum.text}", err=True)
    return 0


def _record(page: Page, source: Source, today: str) -> dict[str, Any]:
    hints = Hints(force=source.force, platform=source.platform)
    try:
        return response_as_dict(read_response(page, hints, today=today))
    except NotAResponseError as error:
        return {"error": str(error)}


def _page_of_file(file: Path, url: str | None) -> Page:
    media_type = _MEDIA_TYPES.get(file.suffix.lower())
    if media_type is None:
        raise ConfigError(f"{file}: expected a page as .html or .txt, or an address beginning with https://")
    try:
        return Page(body=file.read_bytes(), url=url, media_type=media_type)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from None


def _name_of(place: str) -> str:
    """A file name from the last part of an address or path: letters, digits and hyphens only."""
    last = urlsplit(place).path.rstrip("/").rpartition("/")[2]
    return re.sub(r"[^a-z0-9]+", "-", Path(last).stem.lower()).strip("-")[:80] or "page"

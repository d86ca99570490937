"""The commands that show the archive: `foi serve`, and `foi demo` on the bundled sample logs."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path

import click

from scraper.cli.options import db_option, find_config, messages, sources_option
from scraper.cli.runs import print_results
from scraper.demo.run import database_path, open_logs, scrape_logs
from scraper.errors import ConfigError
from scraper.exports import Format, export
from scraper.progress import RunDisplay
from scraper.publish import downloads_of
from scraper.refresh import RunState
from scraper.store import open_archive
from scraper.store.connection import SCHEMA_VERSION, tables_of
from scraper.web.server import ArchiveSite, load_metadata, make_site
from scraper.web.server import serve as run_server

port_option = click.option(
    "--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Port of the site."
)


@click.command()
@port_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--metadata", type=click.Path(path_type=Path, dir_okay=False), help="metadata.yml; default: in this folder."
)
@click.option("--working", is_flag=True, help="Show the archive itself, although a copy of it is published.")
@click.option("--immutable", is_flag=True, help="The file is a copy that nobody writes to, as `foi export` makes.")
@click.option("--url", "public_url", metavar="URL", help="The site's public address, for links in feeds and citations.")
@db_option
@sources_option
def serve(
    port: int,
    host: str,
    metadata: Path | None,
    working: bool,
    immutable: bool,
    public_url: str | None,
    db: Path,
    sources_path: Path | None,
) -> None:
    """Serve the archive until Ctrl-C: search, responses, feeds and downloads; plain Datasette under its name.

    What `foi publish` has published is shown where there is any, and each new copy from when it is published.

    Where readers can report what is wrong is `contact` of sources.toml, or of `plugins: foi-archive:` in metadata.yml.
    """
    if working and immutable:
        raise click.UsageError("give --working or --immutable, not both")
    if not immutable:
        open_archive(db).close()  # says what is wrong before a server starts
    elif (tables := tables_of(db)) is None:
        raise ConfigError(f"{db}: there is no archive of this program here; `foi export` makes copies of one")
    elif tables != SCHEMA_VERSION:
        raise ConfigError(f"{db}: another release of this program made this copy; `foi export` makes a new one")
    contact = find_config(sources_path, db).client.contact or None
    described = load_metadata(db, metadata)
    site = make_site(db, described, working=working, immutable=immutable, contact=contact, public_url=public_url)
    _serve(site, host, port)


@click.command()
@port_option
@click.option("--once", is_flag=True, help="Scrape, print a summary and exit.")
@click.option(
    "--db", type=click.Path(path_type=Path, dir_okay=False), help="The demo's archive.  [default: data/demo.db]"
)
def demo(port: int, once: bool, db: Path | None) -> int:
    """Show the whole thing on bundled sample logs: scrape them over HTTP, archive them, open the site.

    Run it again to see what the archive keeps when answers change and vanish.
    """
    path = database_path(db)
    with open_archive(path, create=True) as archive, open_logs(archive) as logs:
        click.echo(f"{len(logs.sources)} sample disclosure logs are up on this machine", err=True)
        with RunDisplay(messages()) as display:
            results = scrape_logs(archive, logs, display)
        print_results(results, as_json=False)
        export(archive, downloads_of(path), [Format.CSV, Format.SQLITE])
        if once:
            return int(any(r.state is not RunState.OK for r in results))
        _serve(make_site(path, load_metadata(path)), "127.0.0.1", port)
    return 0


def _serve(site: ArchiveSite, host: str, port: int) -> None:
    """Says where the site is and what it shows, and serves it until Ctrl-C, which is the normal way to end it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ConfigError(
                f"{host}:{port} cannot be listened on ({error.strerror}): choose another --port"
            ) from None
    click.echo(f"Shows {site.showing}", err=True)
    click.echo(f"Open http://{host}:{port}/ in a browser. Ctrl-C ends.", err=True)
    with suppress(KeyboardInterrupt):
        run_server(site, host, port)

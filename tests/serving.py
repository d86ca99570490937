"""A site served over HTTP for the tests, and a browser to look at it with."""

from __future__ import annotations

import asyncio
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from scraper.web.server import load_metadata, make_site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

needs_browser = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("REQUIRE_BROWSER"), reason="no Chromium: apt-get install chromium"
)


@contextmanager
def serving(app: Any, **options: Any) -> Iterator[str]:
    """The address of an ASGI application on a free port of this machine; `options` of uvicorn."""
    config = {"port": 0, "log_level": "critical", "lifespan": "on", **options}
    server = uvicorn.Server(uvicorn.Config(app, **config))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.005)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = server.force_exit = True
        thread.join(10)


@contextmanager
def serving_archive(db: Path, **settings: Any) -> Iterator[str]:
    """The address of a site over this archive, served as `foi serve` serves it."""
    with serving(make_site(db, load_metadata(db, ROOT / "metadata.yml"), **settings).app()) as address:
        yield address


def launch(playwright: Playwright) -> Browser:
    """Chromium without a window, and without its own talk to the network."""
    quiet = ("background-networking", "component-update", "sync", "quic", "gpu")
    return playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)]
    )

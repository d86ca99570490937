"""Messages on a change of state, delivered for real: to a webhook and to a mail server on this machine."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from standin import Answer, StandIn
from test_health import log
from test_refresh import LISTING, _listing, run
from test_runs import CONFIG, foi

from scraper import notify
from scraper.errors import ConfigError
from scraper.store import open_archive


class Webhook:
    """A server that keeps the messages posted to it, and answers with `status`."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.status = 200
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                hook.messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(hook.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"json://127.0.0.1:{self.server.server_address[1]}/hook"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))

    def __enter__(self) -> Webhook:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with Webhook() as opened:
        yield opened


@pytest.fixture
def site(tmp_path: Path) -> Iterator[StandIn]:
    with log(range(1, 4)) as (site, _):
        (tmp_path / "sources.toml").write_text(CONFIG.format(url=site.url + LISTING, delay=0), encoding="utf-8")
        yield site


def test_a_message_for_each_change_and_none_without(site: StandIn, hook: Webhook, tmp_path: Path) -> None:
    def refresh() -> tuple[int, str]:
        done = foi(tmp_path, "refresh", "-q", FOI_NOTIFY=hook.address)
        return done.returncode, done.stderr

    assert [refresh(), refresh()] == [(0, "")] * 2 and hook.messages == [], "well from the first is no news"
    site.route(LISTING, Answer(body=b"<p>nothing"))
    assert [refresh()[0] for _ in range(3)] == [1, 1, 1]
    (failed,) = hook.messages
    assert failed["title"] == "FOI archive: northmoor fails"
    assert "northmoor (Northmoor Police disclosure log): ok -> failed, since 20" in failed["message"]
    assert "Has the layout changed?" in failed["message"], "it says why"
    site.route(LISTING, Answer(status=403))
    refresh()
    refresh()
    assert [m["title"] for m in hook.messages[1:]] == ["FOI archive: northmoor is blocked"]
    assert "failed -> blocked" in hook.messages[1]["message"] and "403" in hook.messages[1]["message"]
    site.route(LISTING, Answer(body=_listing(1, 2, 3)))
    assert [refresh(), refresh()] == [(0, "")] * 2
    assert [m["title"] for m in hook.messages[2:]] == ["FOI archive: northmoor is well again"]
    assert "blocked -> ok" in hook.messages[2]["message"]
    foi(tmp_path, "refresh", "-q", FOI_NOTIFY="")
    assert len(hook.messages) == 3


def test_by_mail(site: StandIn, tmp_path: Path) -> None:
    received: list[Any] = []

    class Mailbox:
        async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:
            received.append(envelope)
            return "250 OK"

    server = Controller(Mailbox(), hostname="127.0.0.1", port=0)
    server.port = _free_port()
    server.start()
    try:
        site.route(LISTING, Answer(status=403))
        address = (
            f"mailto://127.0.0.1:{server.port}?from=foi@example.org&to=desk@example.org&smtp=127.0.0.1&mode=insecure"
        )
        done = foi(tmp_path, "refresh", "-q", FOI_NOTIFY=address)
    finally:
        server.stop()
    assert done.returncode == 1 and "FOI_NOTIFY" not in done.stderr, done.stderr
    (mail,) = received
    text = mail.content.decode()
    assert mail.rcpt_tos == ["desk@example.org"]
    assert "Subject: FOI archive: northmoor is blocked" in text and "new -> blocked" in text


def _free_port() -> int:
    with StandIn() as probe:
        return probe.port


def test_one_message_tells_of_all_sources(hook: Webhook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOI_NOTIFY", hook.address)
    with log(range(1, 4)) as (site, source), open_archive(tmp_path / "foi.db", create=True) as archive:
        several = [source, *(_other(source, name) for name in ("second", "third"))]
        warnings: list[str] = []
        run(archive, *several)
        site.route(LISTING, Answer(status=403))
        with notify.on_change(archive, warnings.append):
            run(archive, *several)
        (message,) = hook.messages
        assert message["title"] == "FOI archive: 3 sources have changed: 3 blocked"
        assert all(f"{name} (" in message["message"] for name in ("northmoor", "second", "third"))
        site.route(LISTING, Answer(body=_listing(1, 2, 3)))
        before = archive.source_states()
        run(archive, several[0])
        found = notify.changes(before, archive.source_states())
        assert [(c.source, c.before, c.after, c.why) for c in found] == [("northmoor", "blocked", "ok", None)]
        assert warnings == []


def _other(source: Any, name: str) -> Any:
    from dataclasses import replace

    return replace(source, id=name, force=name)


def test_what_cannot_be_sent_is_a_warning(site: StandIn, hook: Webhook, tmp_path: Path) -> None:
    hook.status = 500
    foi(tmp_path, "refresh", "-q")
    site.route(LISTING, Answer(status=403))
    foi(tmp_path, "refresh", "-q")
    site.route(LISTING, Answer(body=_listing(1, 2, 3)))
    secret = hook.address.replace("json://", "json://user:hunter2@")
    done = foi(tmp_path, "refresh", "-q", FOI_NOTIFY=f"{secret} json://127.0.0.1:1")
    assert done.returncode == 0, "the run itself went well"
    lines = done.stderr.splitlines()
    assert len(lines) == 2 and all("FOI_NOTIFY: the message to json://… could not be sent" in line for line in lines)
    assert "hunter2" not in done.stderr and len(hook.messages) == 1
    site.route(LISTING, Answer(status=403))
    done = foi(tmp_path, "refresh", "--log-json", FOI_NOTIFY=secret)
    events = [json.loads(line) for line in done.stderr.splitlines()]
    assert [e["event"] for e in events[-2:]] == ["run_finished", "warning"] and "FOI_NOTIFY" in events[-1]["message"]


@pytest.mark.parametrize("address", ["nonsense", "bogus://hunter2@host", "json://127.0.0.1 bogus://hunter2"])
def test_an_address_nobody_knows_is_wrong_configuration(site: StandIn, tmp_path: Path, address: str) -> None:
    done = foi(tmp_path, "refresh", FOI_NOTIFY=address)
    assert done.returncode == 2 and "FOI_NOTIFY: address" in done.stderr and "hunter2" not in done.stderr
    assert site.hits == [] and not (tmp_path / "foi.db").exists()


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "apprise", None)
    monkeypatch.setenv("FOI_NOTIFY", "json://127.0.0.1")
    with pytest.raises(ConfigError, match="foi-archive\\[notify\\]"):
        notify.check()
    monkeypatch.setenv("FOI_NOTIFY", " ")
    notify.check()
    assert os.environ["FOI_NOTIFY"] == " "

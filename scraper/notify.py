"""Messages to the operator when the state of a source changes: by e-mail, chat or webhook, as apprise sends them.

The addresses are apprise's, separated by blanks, in the environment variable FOI_NOTIFY: they hold passwords, which do
not belong into sources.toml. Nothing is sent where it is not set, or where nothing has changed.
"""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from scraper.errors import ConfigError
from scraper.store import Archive, SourceState

VARIABLE: Final = "FOI_NOTIFY"
_OK: Final = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A source whose last run ended otherwise than the one before. `before` is None where there was none before.

    States are those of a run: ok, failed, blocked. `since` is an instant; `why` is None where all is well again.
    """

    source: str
    name: str
    before: str | None
    after: str
    since: str | None
    why: str | None


def changes(before: Iterable[SourceState], after: Iterable[SourceState]) -> list[Change]:
    """The sources whose state has changed from one look at the archive to another.

    A source that goes well from its first run on is no news.
    """
    was = {state.source: state.last_state for state in before}
    return [
        Change(
            source=state.source,
            name=state.name,
            before=was.get(state.source),
            after=state.last_state,
            since=state.last_run_at if state.last_state == _OK else state.since,
            why=None if state.last_state == _OK else state.last_reason,
        )
        for state in after
        if state.last_state and state.last_state != (was.get(state.source) or _OK)
    ]


def check() -> None:
    """ConfigError where messages are wanted and cannot be sent: to be called before a run, not after it."""
    _services()


def send(found: Sequence[Change]) -> list[str]:
    """Send one message with all changes to every address; returns what went wrong, which is no failure of the run."""
    problems = []
    for scheme, service in _services() if found else ():
        with import_module("apprise").LogCapture(level=logging.WARNING) as said:
            sent = service.notify(title=subject_of(found), body=body_of(found))
        if not sent:
            reason = said.getvalue().strip().rpartition("\n")[2] or "no reason was given"
            problems.append(f"{VARIABLE}: the message to {scheme}://… could not be sent: {reason}")
    return problems


@contextmanager
def on_change(archive: Archive, warn: Callable[[str], None]) -> Iterator[None]:
    """Sends what has changed while the block ran; `warn` is told what could not be sent. ConfigError as `check`."""
    check()
    before = archive.source_states()
    yield
    for problem in send(changes(before, archive.source_states())):
        warn(problem)


def subject_of(found: Sequence[Change]) -> str:
    """One line, for the head of the message."""
    if len(found) == 1:
        return (
            f"FOI archive: {found[0].source} {'fails' if found[0].after == 'failed' else f'is {_word(found[0].after)}'}"
        )
    counts = Counter(change.after for change in found)
    parts = [f"{counts[state]} {_word(state)}" for state in sorted(counts, key=lambda state: (state == _OK, state))]
    return f"FOI archive: {len(found)} sources have changed: {', '.join(parts)}"


def body_of(found: Sequence[Change]) -> str:
    """Plain text: a paragraph for each source."""
    paragraphs = [
        f"{change.source} ({change.name}): {change.before or 'new'} -> {change.after}"
        + (f", since {change.since}" if change.since else "")
        + (f"\n{change.why}" if change.why else "")
        for change in found
    ]
    return "\n\n".join([*paragraphs, "All that are not well: foi sources --failing"])


def _word(state: str) -> str:
    return "well again" if state == _OK else state


def _services() -> list[tuple[str, Any]]:
    """Each address as its scheme, which is no secret, and the service that sends to it."""
    addresses = os.environ.get(VARIABLE, "").split()
    if not addresses:
        return []
    try:
        apprise = import_module("apprise")
    except ModuleNotFoundError:
        raise ConfigError(
            f"{VARIABLE} is set, and the library that sends messages is missing: pip install 'foi-archive[notify]'"
        ) from None
    services = []
    for number, address in enumerate(addresses, 1):
        scheme, service = address.partition("://")[0], apprise.Apprise()
        with apprise.LogCapture(level=logging.WARNING):
            known = service.add(address)
        if not known:
            raise ConfigError(
                f"{VARIABLE}: address {number} of {len(addresses)} ({scheme if '://' in address else 'no scheme'}) is "
                "none that apprise knows: expected mailto://…, slack://…, json://… and the like, separated by blanks"
            )
        services.append((scheme, service))
    return services

"""How each source is doing, as the pages and `/status.json` tell it."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from typing import Any, Final

from scraper.store.health import Health, SourceHealth, source_health

__all__ = ["Health", "source_states"]

_NAMES: Final = tuple(field.name for field in fields(SourceHealth))


def source_states(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every source with its facts, `health`, `since` (an instant or None) and `why` (None where all is well)."""
    return [{name: _plain(getattr(source, name)) for name in _NAMES} for source in source_health(db)]


def _plain(value: Any) -> Any:
    """As SQLite has it: what is true or false is 1 or 0."""
    return int(value) if isinstance(value, bool) else value

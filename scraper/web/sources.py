"""How each source is doing, as the pages and `/status.json` tell it."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict
from typing import Any

from scraper.store.health import Health, source_health

__all__ = ["Health", "source_states"]


def source_states(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every source with its facts, `health`, `since` (an instant or None) and `why` (None where all is well)."""
    return [{name: _plain(value) for name, value in asdict(source).items()} for source in source_health(db)]


def _plain(value: Any) -> Any:
    """As SQLite has it: what is true or false is 1 or 0."""
    return int(value) if isinstance(value, bool) else value

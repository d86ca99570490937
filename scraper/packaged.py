"""Files of the top folder that come with the program: sources.toml and metadata.yml."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def find_file(name: str, *folders: Path) -> Path:
    """The file as found in the first of these folders that has it, else as it came with the program."""
    package = Path(str(files("scraper")))
    # Inside the package when installed, beside it in a checkout.
    places = [folder / name for folder in (*folders, package, package.parent)]
    return next((p for p in places if p.is_file()), places[0])

"""Why a file cannot be read, as the code that opens it says it."""

from __future__ import annotations

from scraper.attachments.results import FileState


class FileProblem(Exception):
    """A file has no text to offer. Never leaves the process that opens files: it becomes a state and a reason."""

    def __init__(self, state: FileState, reason: str) -> None:
        super().__init__(reason)
        self.state = state
        self.reason = reason

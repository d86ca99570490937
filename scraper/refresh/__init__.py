"""One run over some sources: the only room that knows the order of events.

`run` starts and judges the sources' turns; `turn` fetches and captures within a `budget`; `walk` reads a live listing,
`web_archive` what the web's archive holds; `pages` turns captured bytes into responses, `letters` adds what a page
leaves to its letter; `batch` holds back what was read until `health` has judged it; `files` reads the files that
responses link to; `floors` finds a source's floors in what it has yielded so far.
"""

from scraper.refresh.letters import read_letter, replay_letters
from scraper.refresh.pages import read_answers
from scraper.refresh.plan import Plan, Report, Route, RunState, SourceResult
from scraper.refresh.run import locked, refresh

__all__ = [
    "Plan",
    "Report",
    "Route",
    "RunState",
    "SourceResult",
    "locked",
    "read_answers",
    "read_letter",
    "refresh",
    "replay_letters",
]

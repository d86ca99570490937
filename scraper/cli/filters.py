"""Options that choose responses, as the site's search does: the same names, the same meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

import click

from scraper.cli.options import Decorator
from scraper.law import parse_exemption
from scraper.records import Law, Outcome
from scraper.store.query import NOT_STATED, parse_day
from scraper.store.search import Filters

_NAMES: Final = tuple(Filters.__annotations__)


class _Day(click.ParamType[str]):
    """A day, month or year as people write it, kept as `YYYY[-MM[-DD]]`."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        found = parse_day(value.strip())
        return found or self.fail(f"{value!r} is no date: write 2022, 2022-06 or 2022-06-30", param, ctx)


def _exemptions(_ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Several may stand in one value, with commas between; one that cannot be read is wrong usage, never ignored."""
    found = tuple(part.strip() for value in given for part in re.split("[;,]", value))
    for part in found:
        if parse_exemption(part) is None:
            raise click.BadParameter(
                f"{part!r} names no section: write 31, 31(1)(a), FOIA 40(2), or FOIA 31* for it and its parts",
                param=param,
            )
    return found


_OPTIONS: Final = (
    click.option("--force", multiple=True, help="Only this force; repeatable, as the next three are."),
    click.option(
        "--exemption",
        multiple=True,
        callback=_exemptions,
        help="Only responses relying on it: 31 with its parts, in any law; FOIA 31 exactly; FOIA 31* with its parts.",
    ),
    click.option(
        "--outcome",
        multiple=True,
        type=click.Choice([*(o.value for o in Outcome), NOT_STATED]),
        help=f"Only this outcome; {NOT_STATED}: the page does not say.",
    ),
    click.option(
        "--law",
        multiple=True,
        type=click.Choice([law.value for law in Law], case_sensitive=False),
        help="Only requests handled under this law.",
    ),
    click.option("--since", type=_Day(), help="Only responses dated on or after this day, month or year."),
    click.option("--until", type=_Day(), help="Only responses dated on or before this day, month or year."),
    click.option("--attachment/--no-attachment", default=None, help="Only responses that link files, or that do not."),
)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the filters, each as an argument of its own name."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def given_filters(arguments: Mapping[str, Any]) -> Filters:
    """Those of the filters that were given on the command line."""
    return cast(Filters, {name: arguments[name] for name in _NAMES if arguments[name] not in ((), None)})


words_option: Decorator = click.option(
    "--words", default="", help="Only responses that hold these words, as `foi search` takes them."
)

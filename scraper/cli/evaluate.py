"""`foi evaluate`: how well the reader reads labelled pages."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from scraper.cli.options import json_option, print_json
from scraper.evaluate import FIELDS, Evaluation, Score
from scraper.evaluate import evaluate as run_evaluation
from scraper.progress import TABLE_STYLE, wide_console

# So that the table fits a terminal of 110 columns; `--json` has the full names.
_HEADINGS = {
    "reference": "ref",
    "date_requested": "asked",
    "date_responded": "resp",
    "date_published": "publ",
    "n_questions": "count",
    "questions": "quest",
    "exemptions": "exempt",
    "not_relied": "not rel",
    "no_claim": "none",
}


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--misses", type=click.IntRange(min=0), default=10, show_default=True, help="Show so many misses.")
@click.option(
    "--min", "floors", multiple=True, metavar="FIELD=VALUE", help="Exit 1 if a field scores lower; repeatable."
)
@json_option
def evaluate(folder: Path, misses: int, floors: tuple[str, ...], as_json: bool) -> int:
    """Score the reader on the labelled pages in FOLDER, field by field and force by force, with the misses."""
    least = dict(_floor(text) for text in floors)
    result = run_evaluation(folder)
    low = {name: result.fields[name].value for name, floor in least.items() if result.fields[name].value < floor}
    if as_json:
        print_json(_evaluation_as_dict(result))
    else:
        wide_console().print(_evaluation_table(result))
        for miss in result.misses[:misses]:
            click.echo(f"{miss.page}  {miss.field}: expected {miss.expected!r}, found {miss.found!r}")
    for name, value in low.items():
        click.echo(f"foi: {name} is {value:.3f}, below {least[name]}", err=True)
    return int(bool(low))


def _floor(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        if name in FIELDS:
            return name, float(value)
    except ValueError:
        pass
    raise click.BadParameter(f"{text!r}: expected FIELD=VALUE with a field of {', '.join(FIELDS)}", param_hint="--min")


def _evaluation_as_dict(result: Evaluation) -> dict[str, Any]:
    def scores(fields: dict[str, Score]) -> dict[str, Any]:
        return {name: {"score": round(s.value, 4), "count": s.count} for name, s in fields.items()}

    return {
        "pages": result.pages,
        "fields": scores(result.fields),
        "forces": {force: scores(fields) for force, fields in sorted(result.forces.items())},
        "misses": [asdict(miss) for miss in result.misses],
    }


def _evaluation_table(result: Evaluation) -> Table:
    """A column a field, a line a force, the whole last."""
    table = Table(title=f"{result.pages} pages", **TABLE_STYLE)
    table.add_column("force", no_wrap=True)
    for name in FIELDS:
        table.add_column(_HEADINGS.get(name, name), justify="right", no_wrap=True)
    for force, fields in [*sorted(result.forces.items()), ("all", result.fields)]:
        table.add_row(force, *(f"{fields[name].value:.2f}" if name in fields else "" for name in FIELDS))
    return table

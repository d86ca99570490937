"""The small markup in which the sample letters are written, and its HTML in the habits of each site.

Blocks are parted by blank lines: `## heading`, lines of `- bullet`, lines of `1. numbered`, lines of `| table | row |`
(the first row is the head), else a paragraph. Within a line: `**bold**` and `[text](address)`. A block that is `@name`
stands for the passage of that name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_NUMBERED = re.compile(r"(\d{1,2})\. ")


def expand(text: str, passages: Mapping[str, str]) -> str:
    """The text with every `@name` block replaced by its passage, passages within passages too. KeyError if unknown."""
    blocks = (block.strip() for block in text.split("\n\n"))
    return "\n\n".join(
        expand(passages[block[1:]], passages) if block.startswith("@") else block for block in blocks if block
    )


def to_html(text: str, *, numbers: str, headings: str) -> str:
    """The HTML of a letter.

    `numbers`: how numbered lines are marked up: `list` (an `<ol>`), `printed` (a paragraph each) or `breaks` (one
    paragraph with `<br>`). `headings`: the tag of a heading; `strong` gives a bold paragraph, as word processors do.
    """
    return "\n".join(_block(block.strip(), numbers, headings) for block in text.split("\n\n") if block.strip())


def _block(block: str, numbers: str, headings: str) -> str:
    lines = block.split("\n")
    if block.startswith("## "):
        words = _inline(block[3:])
        return f"<p><strong>{words}</strong></p>" if headings == "strong" else f"<{headings}>{words}</{headings}>"
    if all(line.startswith("|") for line in lines):
        return _table(lines)
    if all(line.startswith("- ") for line in lines):
        return _list("ul", [line[2:] for line in lines])
    if all(_NUMBERED.match(line) for line in lines):
        return _numbered(lines, numbers)
    return f"<p>{_inline(' '.join(lines))}</p>"


def _numbered(lines: list[str], numbers: str) -> str:
    if numbers == "list":
        first = lines[0].split(".")[0]
        tag = "ol" if first == "1" else f'ol start="{first}"'
        return _list(tag, [_NUMBERED.sub("", line, count=1) for line in lines])
    if numbers == "breaks":
        return "<p>" + "<br>\n".join(_inline(line) for line in lines) + "</p>"
    return "\n".join(f"<p>{_inline(line)}</p>" for line in lines)


def _list(tag: str, items: list[str]) -> str:
    return f"<{tag}>\n" + "\n".join(f"<li>{_inline(item)}</li>" for item in items) + f"\n</{tag.split()[0]}>"


def _table(lines: list[str]) -> str:
    rows = [[_inline(cell.strip()) for cell in line.strip("| ").split("|")] for line in lines]
    head = "<thead><tr>" + "".join(f'<th scope="col">{cell}</th>' for cell in rows[0]) + "</tr></thead>"
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f"<table>\n{head}\n<tbody>\n{body}\n</tbody>\n</table>"


def _inline(text: str) -> str:
    safe = escape(text, quote=False)
    safe = _BOLD.sub(r"<strong>\1</strong>", safe)
    return _LINK.sub(r'<a href="\2">\1</a>', safe)

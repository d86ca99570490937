"""What hides in a DOCX letter (ECMA-376 part 1, chapter 17)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from scraper.attachments.hidden.office import find_in_package
from scraper.attachments.parts import Package, attribute, is_on, local
from scraper.attachments.results import Finding, FindingKind

_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"})
_SAID = {
    FindingKind.TRACKED_CHANGES: "changes that were not accepted or rejected",
    FindingKind.HIDDEN_TEXT: "passages not shown",
    FindingKind.COMMENT: "comments",
    FindingKind.EXTERNAL_LINK: "sources of other data",
    FindingKind.EMBEDDED_FILE: "files within the file",
}


def find_in_docx(package: Package, shown: str) -> Iterator[Finding]:
    vanishing = frozenset(
        attribute(style, "styleId")
        for style in package.root("word/styles.xml")
        if local(style) == "style" and any(_vanishes(part) for part in style)
    )
    counts: Counter[tuple[str, FindingKind]] = Counter()
    for part in package.matching("word/", ".xml"):
        if part.count("/") == 1:
            for kind in _in_part(package, part, vanishing):
                counts[part.removeprefix("word/").removesuffix(".xml"), kind] += 1
    for (part, kind), count in counts.items():
        yield Finding(kind=kind, where=part, detail=f"{_SAID[kind]}: {count}")
    yield from find_in_package(package, "word/", shown)


def _in_part(package: Package, part: str, vanishing: frozenset[str | None]) -> Iterator[FindingKind]:
    for element in package.elements(part, drop="p"):
        name = local(element)
        if name in _CHANGES or name.endswith("Change"):
            yield FindingKind.TRACKED_CHANGES
        elif name == "comment":
            yield FindingKind.COMMENT
        elif name == "mailMerge":
            yield FindingKind.EXTERNAL_LINK
        elif name == "altChunk":
            yield FindingKind.EMBEDDED_FILE
        elif (name == "docVar" and attribute(element, "val")) or (name == "p" and _has_unseen(element, vanishing)):
            yield FindingKind.HIDDEN_TEXT


def _has_unseen(paragraph: Element, vanishing: frozenset[str | None]) -> bool:
    """Whether a paragraph has words that are set not to be shown, by themselves or by their style."""
    by_style = any(local(e) == "pStyle" and attribute(e, "val") in vanishing for e in paragraph.iter())
    for run in paragraph.iter():
        if local(run) != "r" or not any(local(t) == "t" and (t.text or "").strip() for t in run):
            continue
        properties = next((child for child in run if local(child) == "rPr"), None)
        own = [] if properties is None else [e for e in properties if local(e) in ("vanish", "rStyle")]
        if not own and by_style:
            return True
        if any(_is_vanish(e) or (local(e) == "rStyle" and attribute(e, "val") in vanishing) for e in own):
            return True
    return False


def _vanishes(properties: Element) -> bool:
    """Whether the run properties of a style hide its text."""
    return local(properties) == "rPr" and any(_is_vanish(element) for element in properties)


def _is_vanish(element: Element) -> bool:
    return local(element) == "vanish" and is_on(attribute(element, "val") or "1")

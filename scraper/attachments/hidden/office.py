"""What DOCX and XLSX have in common: custom XML, embedded files, macros, properties."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from scraper.attachments.hidden.people import find_people, office_properties
from scraper.attachments.parts import Package, local
from scraper.attachments.results import Finding, FindingKind

# Parts that document management adds to every file: rules and empty forms, no words of its users.
_RULES_WORDS = "contentTypeSchema FormTemplates Sources Receivers CoverPageProperties datastoreItem"
_RULES = frozenset(_RULES_WORDS.split())


def find_in_package(package: Package, folder: str, shown: str) -> Iterator[Finding]:
    """`folder` is where the main parts lie: `word/` or `xl/`."""
    yield from found_parts(package, FindingKind.EMBEDDED_FILE, f"{folder}embeddings/", "files within the file")
    yield from found_parts(package, FindingKind.MACROS, f"{folder}vbaProject", "program code, which is not looked into")
    filled = sum(_has_words(package.root(name)) for name in package.matching("customXml/item", ".xml"))
    if filled:
        yield Finding(kind=FindingKind.CUSTOM_XML, where="custom XML", detail=f"parts with words: {filled}")
    yield from find_people(office_properties(package), shown)


def found_parts(package: Package, kind: FindingKind, start: str, what: str, end: str = "") -> Iterator[Finding]:
    """One finding for all parts whose names begin and end so."""
    if count := len(package.matching(start, end)):
        yield Finding(kind=kind, where="the file", detail=f"{what}: {count}")


def _has_words(root: Element) -> bool:
    """Whether a custom XML part holds words. Of document management's own properties only people count."""
    if local(root) in _RULES:
        return False
    wanted = root.iter() if local(root) != "properties" else (e for e in root.iter() if local(e) == "DisplayName")
    return any((element.text or "").strip() for element in wanted)

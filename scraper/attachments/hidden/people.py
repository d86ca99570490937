"""Names of persons in the properties of a file: who wrote it, who saved it last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from scraper.attachments.parts import Package, local
from scraper.attachments.results import Finding, FindingKind

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ADDRESS = re.compile(r"\b[a-z]+\.[a-z]+\d*@|^[a-z]{2,}\.[a-z]{2,}\d*$", re.I)
# Words of what else stands in these fields: programs, offices, departments, roles.
_NO_PERSON_WORDS = (
    "access accessible accounts acrobat admin administrator adobe analysis analyst analytics apache apple author bi "
    "board branch business centre city commission committee communications community company compliance computer "
    "constabulary control corporate council county crime criminal crystal data default department desktop development "
    "digital directorate disclosure division document duty england enterprise example excel finance foi force forms "
    "freedom general generator google governance government group headquarters home hq hr human ict information "
    "insight inspector intelligence internal ireland it justice kingdom knowledge legal libreoffice limited ltd macos "
    "macro management manager marking media metropolitan microsoft ministry national network none northern office "
    "officer official open openpyxl operations oracle owner people performance planning police power press pro public "
    "publishing python records release report reporting reports request requests research resources review sample sap "
    "sas scotland secretary section security sensitive server service services sheets software spreadsheet sql staff "
    "standard standards statistics strategy support system systems team technology temp template test the traffic "
    "transport unit united unknown user users wales windows word workbook workforce writer xlsxwriter"
)
_NO_PERSON = frozenset(_NO_PERSON_WORDS.split())


def names_a_person(value: str) -> bool:
    """Whether a property holds a person's name ("Jane Doe", "DOE, Jane 1234", "jane.doe"); one word alone does not."""
    value = " ".join(value.split())[:200]
    if _ADDRESS.search(value):
        return not _NO_PERSON.intersection(re.split(r"[^a-z]+", value.lower().partition("@")[0]))
    words = _words(value)
    if not 2 <= len(words) <= 4 or _NO_PERSON.intersection(word.lower() for word in words):
        return False
    return all(word[0].isupper() for word in words) and any(len(word) > 2 for word in words)


def find_people(properties: Iterable[tuple[str, str]], shown: str) -> Iterator[Finding]:
    """A finding for each property (its name, its value) that names a person whom the pages of the file do not show."""
    on_pages = {word.lower() for word in _WORD.findall(shown)} if shown else set()
    for name, value in properties:
        if names_a_person(value) and not all(w.lower() in on_pages for w in _words(value.replace(".", " "))):
            yield Finding(kind=FindingKind.PROPERTIES, where="document properties", detail=f"{name} names a person")


def office_properties(package: Package) -> Iterator[tuple[str, str]]:
    """The properties of a DOCX or XLSX file that may hold names."""
    for part, wanted in (("docProps/core.xml", ("creator", "lastModifiedBy")), ("docProps/app.xml", ("Manager",))):
        for element in package.root(part):
            if local(element) in wanted:
                yield local(element), element.text or ""
    for element in package.root("docProps/custom.xml"):
        yield "a custom property", "".join(element.itertext())


def _words(value: str) -> list[str]:
    return _WORD.findall(value.partition("@")[0])

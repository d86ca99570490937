"""The parts of a zip package (DOCX, XLSX, ODS), opened within limits.

Names of parts are only compared, never used as paths, and nothing is unpacked to disk. Python's zipfile gives at most
as many bytes as the directory states, so bounding their sum bounds a zip bomb. XML is read as a stream; expat neither
fetches external entities nor lets internal ones swell.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from scraper.attachments.problems import FileProblem
from scraper.attachments.results import FileState, Limits

ZIP_START = (b"PK\x03\x04", b"PK\x05\x06")


class Package:
    """A zip file whose directory keeps to the limits. FileProblem where it does not, or is no zip file."""

    def __init__(self, body: bytes, limits: Limits | None = None) -> None:
        limits = limits or Limits()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
            raise FileProblem(FileState.UNREADABLE, f"a damaged zip file ({error})") from error
        infos = self._zip.infolist()
        if len(infos) > limits.parts:
            raise FileProblem(FileState.TOO_LARGE, f"a zip file of {len(infos)} parts; at most {limits.parts} are read")
        size = sum(info.file_size for info in infos)
        if size > limits.unpacked_bytes:
            raise FileProblem(
                FileState.TOO_LARGE, f"{size} bytes when unpacked; at most {limits.unpacked_bytes} are read"
            )
        self.names = tuple(info.filename for info in infos)

    def matching(self, start: str, end: str = "") -> tuple[str, ...]:
        """The names of parts that begin and end so, in the order of the file."""
        return tuple(n for n in self.names if n.startswith(start) and n.endswith(end) and not n.endswith("/"))

    def open(self, name: str) -> IO[bytes]:
        try:
            return self._zip.open(name)
        except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise FileProblem(FileState.UNREADABLE, f"part {name} cannot be opened ({error})") from error

    def elements(self, name: str, *, drop: str) -> Iterator[Element]:
        """The elements of an XML part as they end. Those named `drop`, of which large parts consist, are then let go.

        Nothing where there is no such part.
        """
        if name in self.names:
            with self.open(name) as part:
                yield from _elements(part, name, drop)

    def root(self, name: str) -> Element:
        """The whole tree of a small XML part; an empty element where there is no such part."""
        if name not in self.names:
            return Element("none")
        with self.open(name) as part:
            try:
                return ElementTree.parse(part).getroot()
            except _DAMAGE as error:
                raise _damaged(name, error) from error


_DAMAGE = (ElementTree.ParseError, zipfile.BadZipFile, EOFError, ValueError, OSError, LookupError)


def _damaged(name: str, error: Exception) -> FileProblem:
    return FileProblem(FileState.UNREADABLE, f"part {name} is damaged ({error})")


def _elements(part: IO[bytes], name: str, drop: str) -> Iterator[Element]:
    try:
        open_elements: list[Element] = []
        for event, element in ElementTree.iterparse(part, events=("start", "end")):
            if event == "start":
                open_elements.append(element)
                continue
            open_elements.pop()
            yield element
            if open_elements and local(element) == drop:
                open_elements[-1].remove(element)
    except _DAMAGE as error:
        raise _damaged(name, error) from error


def local(element: Element) -> str:
    """The name of an element without its namespace: strict and transitional files differ in it."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return None


def is_on(value: str | None) -> bool:
    """Whether an XML flag is set."""
    return value is not None and value.lower() in ("1", "true", "on")

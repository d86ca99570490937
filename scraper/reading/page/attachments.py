"""The files a response links to: its answer often lies in them."""

from __future__ import annotations

import re
from urllib.parse import unquote

from scraper.records import Attachment, Link

_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsm": "application/vnd.ms-excel.sheet.macroenabled.12",
    "csv": "text/csv",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "zip": "application/zip",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "msg": "application/vnd.ms-outlook",
    "tif": "image/tiff",
    "tiff": "image/tiff",
}
_ASSET_SITES = {"service.gov.uk": "www.gov.uk"}  # GOV.UK keeps its files on assets.publishing.service.gov.uk
_EXTENSION = re.compile(r"\.([a-z]{3,4})$")
_ASSET_FOLDERS = ("/syssiteassets/", "/spa-media/", "/globalassets/", "/contentassets/")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|svg|webp|ico|css|js)$")
_SAYS_FILE = re.compile(
    r"\b(?:attach(?:ed|ment)s?|appendix|annex|enclosure|download (?:the )?(?:response|data|file))\b", re.I
)
_SIZE_NOTE = re.compile(r"\s*[(\[]\s?(?:pdf|docx?|xlsx?|csv|ods|\d[\d.,]{0,8} ?[kmg]b)\b[^)\]]{0,40}[)\]]\s*$", re.I)


def find_attachments(links: tuple[Link, ...], url: str | None) -> tuple[Attachment, ...]:
    """The links of a response that lead to files of its own site, each once, in page order.

    A link counts by its extension, by an asset folder in its path, or because its words call it an attachment.
    Files of other sites (guidance, statistics, the Commissioner) are what the answer points to, not part of it.
    """
    found: dict[str, Attachment] = {}
    site = _site(url) if url else None
    for link in links:
        path = unquote(_path(link.url)).lower()
        extension = _EXTENSION.search(path)
        media_type = _MEDIA_TYPES.get(extension[1]) if extension else None
        is_file = media_type is not None or (
            not _PICTURE.search(path)
            and (any(folder in path for folder in _ASSET_FOLDERS) or _SAYS_FILE.search(link.text) is not None)
        )
        if is_file and link.url.startswith(("http://", "https://", "/")) and _site(link.url) in (site, None, ""):
            title = _SIZE_NOTE.sub("", link.text).strip() or None
            found.setdefault(link.url, Attachment(url=link.url, title=title, media_type=media_type))
    return tuple(found.values())


def _path(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]


def _site(url: str) -> str | None:
    """The registered part of a host (`met.police.uk`), None where the address has no host."""
    _, marker, rest = url.partition("://")
    if not marker:
        return None
    host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2].partition(":")[0].lower()
    site = ".".join(host.split(".")[-3:])
    return _ASSET_SITES.get(site, site)

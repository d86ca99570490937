"""Turning a template and its facts into an answer: one Jinja environment, autoescaped, apart from Datasette's own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote, unquote

from datasette.utils.asgi import Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from scraper.law import legislation_url, meaning_of
from scraper.records import Law
from scraper.store.removals import reason_words
from scraper.web import texts, words
from scraper.web.site import PLUGIN, Site

_HOST: Final = re.compile(r"[A-Za-z0-9.\-]{1,253}(?::\d{1,5})?|\[[0-9a-fA-F:.]{2,45}\](?::\d{1,5})?")
NAVIGATION: Final = (
    ("/search", "Search"),
    ("/ask", "Asked before?"),
    ("/compare", "Compare"),
    ("/forces", "Forces"),
    ("/exemptions", "Exemptions"),
    ("/statistics", "Statistics"),
    ("/status", "Status"),
    ("/downloads", "Downloads"),
    ("/about", "About"),
)


@cache
def environment() -> Environment:
    """The templates with the filters they use. Whitespace around tags is dropped to keep pages small."""
    made = Environment(
        loader=PackageLoader("scraper.web", "templates/site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "day": words.day_words,
        "dated": words.dated_words,
        "instant": words.instant_words,
        "outcome": words.outcome_words,
        "size": words.size_words,
        "media": words.media_words,
        "number": words.number_words,
        "reason": reason_words,
        "provision": words.provision_words,
        "provision_title": words.provision_title,
        "paragraphs": texts.paragraphs,
        "web_address": texts.web_address,
        "path": lambda text: quote(str(text), safe="()"),
    }
    made.globals |= {
        "navigation": NAVIGATION,
        "outcome_meanings": words.OUTCOME_MEANINGS,
        "laws": words.LAWS,
        "share": words.share_words,
        "title_words": words.title_words,
        "static": static_url,
        "exemption_url": exemption_url,
        "release": version("foi-archive"),
    }
    return made


@cache
def static_url(name: str) -> str:
    """The address of a static file, which changes with its content, so that browsers may keep it."""
    body = Path(str(files("scraper.web") / "static" / name)).read_bytes()
    return f"/-/static-plugins/{PLUGIN}/{name}?{sha256(body).hexdigest()[:8]}"


def exemption_url(provision: str) -> str | None:
    """The page of a provision such as `FOIA 31(1)(a)`; None where it is of no law that is known here."""
    law, _, section = provision.partition(" ")
    return f"/exemption/{law}/{quote(section, safe='()')}" if law in Law.__members__ and section else None


def law_facts(provision: str) -> dict[str, Any]:
    """What the law says of a provision: title, meaning in plain English, the statute's address."""
    law, _, section = provision.partition(" ")
    known = Law(law)
    return {
        "id": provision,
        "law": law,
        "section": section,
        "name": f"{words.division_words(law)} {section}",
        "title": words.provision_title(provision),
        "meaning": meaning_of(known, section),
        "statute": legislation_url(known, section),
    }


def base_address(site: Site, request: Request) -> str:
    """Scheme and host of the site: `public_url` where it is set, else as the browser asked."""
    public = site.setting("public_url")
    if public:
        return public.rstrip("/")
    host = request.host if _HOST.fullmatch(request.host or "") else "localhost"
    return f"{'https' if request.scheme == 'https' else 'http'}://{host}"


def part(request: Request, name: str) -> str:
    """A part of the path, its escapes undone."""
    return unquote(request.url_vars[name])


def parameters(request: Request) -> list[tuple[str, str]]:
    """The query of the address, in order, whatever it holds."""
    return parse_qsl(request.query_string, keep_blank_values=True, errors="replace", max_num_fields=None)


def page(
    site: Site,
    request: Request,
    template: str,
    *,
    canonical: str | None = None,
    **facts: Any,
) -> Response:
    """An HTML answer; `canonical` is the page's own path where it differs from the one asked for."""
    base = base_address(site, request)
    context = {
        "base": base,
        "canonical": base + (canonical or request.path),
        "here": request.path,
        "contact": site.setting("contact"),
        "plain": site.datasette.urls.database(site.database.name),
        "index": True,
        "as_of": site.changed_at.date().isoformat(),
        **facts,
    }
    return Response.html(environment().get_template(template).render(context))


def as_json(value: Mapping[str, Any], status: int = 200) -> Response:
    body = json.dumps(value, ensure_ascii=False, indent=1)
    return Response(body, status=status, content_type="application/json; charset=utf-8")


def error_page(status: int, title: str, message: str) -> bytes:
    """A page that needs no archive: something is wrong with the request or with us."""
    context = {"status": status, "title": title, "message": message, "canonical": None, "index": False, "here": ""}
    return environment().get_template("error.html").render(context).encode()

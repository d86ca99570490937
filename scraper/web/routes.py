"""The addresses of the pages, as they stand in the design: stable, since people quote them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Final

from datasette import hookimpl
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response

from scraper.web.protocol import Protocol
from scraper.web.render import error_page
from scraper.web.site import Site, TooSlowError, site_of
from scraper.web.views import (
    about,
    data,
    downloads,
    exemptions,
    forces,
    groups,
    removals,
    response,
    search,
    sql,
    statistics,
    status,
)
from scraper.web.views.errors import too_slow

if TYPE_CHECKING:
    from datasette.app import Datasette

View = Callable[..., Awaitable[Response | None]]

_ID: Final = r"(?P<id>[0-9a-f]{12})"
_FORCE: Final = r"(?P<force>[^/]{1,100})"
_RESPONSE: Final = rf"/response/{_FORCE}/{_ID}"

ROUTES: Final[tuple[tuple[str, View], ...]] = (
    (r"/$", search.home),
    (r"/search$", search.results),
    (r"/search\.(?P<format>csv|xls\.csv|json)$", data.search_data),
    (r"/search\.(?P<format>atom|feed\.json)$", data.feed),
    (rf"{_RESPONSE}(?P<format>\.json)?$", response.response),
    (rf"{_RESPONSE}/v/(?P<number>[1-9][0-9]{{0,5}})$", response.version),
    (rf"{_RESPONSE}/attachment/(?P<number>[1-9][0-9]{{0,5}})\.txt$", response.attachment),
    (r"/forces$", forces.forces),
    (r"/force/(?P<id>[^/]{1,100})$", forces.force),
    (r"/exemptions$", exemptions.exemptions),
    (r"/exemption/(?P<law>[A-Za-z]{3,6})/(?P<section>[^/]{1,60})$", exemptions.exemption),
    (r"/statistics$", statistics.overview),
    (r"/statistics/(?P<name>[a-z_]{1,60})$", statistics.one),
    (r"/statistics/(?P<name>[a-z_]{1,60})\.csv$", statistics.one_csv),
    (r"/compare$", groups.largest),
    (r"/compare/(?P<id>[0-9a-f]{12})$", groups.compare),
    (r"/compare/(?P<id>[0-9a-f]{12})\.csv$", groups.compare_csv),
    (r"/ask$", groups.ask),
    (r"/status(?P<format>\.json)?$", status.status),
    (r"/status/badge\.svg$", status.badge),
    (r"/removals(?P<format>\.json)?$", removals.removals),
    (r"/downloads$", downloads.downloads),
    (r"/downloads/(?P<name>.{1,200})$", downloads.download),
    (r"/about$", about.about),
    (r"/robots\.txt$", about.robots),
    (r"/opensearch\.xml$", about.opensearch),
    (r"/sitemap(?:-(?P<number>[0-9]{1,6}))?\.xml$", about.sitemap),
)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: Datasette) -> list[tuple[str, Callable[..., Any]]]:
    """Our pages, where the database is an archive; with any other, Datasette stays as it is."""
    site = site_of(datasette)
    if site is None:
        return []
    plain = rf"/(?P<database>{re.escape(tilde_encode(site.database.route))})(?:/(?P<table>[^/.]+))?\.(?P<format>csv)$"
    return [(pattern, _route(site, view)) for pattern, view in (*ROUTES, (plain, sql.plain_csv))]


def _route(site: Site, view: View) -> Callable[..., Any]:
    streams = "send" in inspect.signature(view).parameters

    async def answer(request: Request, send: Any) -> Response | None:
        try:
            made = await (view(site, request, send) if streams else view(site, request))
        except TooSlowError:
            return too_slow(request)
        if made is not None and made.status == 200:
            made.headers |= {name: value for name, value in site.validators() if name == "last-modified"}
        return made

    return answer


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """Headers, validators, compression and errors of every answer, Datasette's own included, where it serves us."""
    return (lambda app: Protocol(app, render_error=error_page)) if site_of(datasette) else lambda app: app

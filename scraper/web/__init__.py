"""The archive's site: a Datasette plugin with pages, feeds and data of its own. Reads the database only.

Datasette loads it while it is itself half imported, so nothing here or below imports `datasette.app`.
"""

from scraper.web.plain import (
    extra_css_urls,
    extra_js_urls,
    filters_from_request,
    prepare_connection,
    register_facet_classes,
    render_cell,
)
from scraper.web.protocol import forbidden, handle_exception
from scraper.web.routes import asgi_wrapper, register_routes

__all__ = [
    "asgi_wrapper",
    "extra_css_urls",
    "extra_js_urls",
    "filters_from_request",
    "forbidden",
    "handle_exception",
    "prepare_connection",
    "register_facet_classes",
    "register_routes",
    "render_cell",
]

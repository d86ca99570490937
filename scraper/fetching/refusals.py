"""Telling a refusal from an answer: challenge pages come with any status, also 200 and 503."""

from __future__ import annotations

from collections.abc import Mapping

_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"_cf_chl_opt", "Cloudflare challenge"),
    (b"<title>just a moment...</title>", "Cloudflare challenge"),
    (b"<title>attention required! | cloudflare</title>", "Cloudflare refusal"),
    (b"window.gokuprops", "AWS WAF challenge"),
    (b"awswafintegration.forcerefreshtoken", "AWS WAF challenge"),
    (b"_incapsula_resource?swudnsai", "Imperva challenge"),
    (b"request unsuccessful. incapsula incident id", "Imperva refusal"),
    (b"<title>pardon our interruption", "Imperva challenge"),
    (b"geo.captcha-delivery.com", "DataDome challenge"),
    (b"window._pxappid", "HUMAN challenge"),
    (b"sucuri_cloudproxy_js", "Sucuri challenge"),
    (b"<title>ddos-guard</title>", "DDoS-Guard challenge"),
    (b"/_sec/cp_challenge/", "Akamai challenge"),
    (b"please enable javascript and cookies to continue", "JavaScript challenge"),
)
_LOOK_AT = 64 * 1024
"""Challenge pages are small, or have their marks near the top."""


def find_challenge(headers: Mapping[str, str]) -> str | None:
    """The challenge that the headers (looked up in lower case) declare, or None."""
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return "Cloudflare challenge"
    if (action := headers.get("x-amzn-waf-action", "").lower()) in ("challenge", "captcha"):
        return f"AWS WAF {action}"
    return None


def find_challenge_page(media_type: str | None, body: bytes) -> str | None:
    """The challenge or refusal that a page is, or None for an answer.

    The marks are those of the page that stands in place of the answer; scripts that such services add to ordinary
    pages are not among them.
    """
    if media_type not in (None, "text/html", "application/xhtml+xml", "text/plain"):
        return None
    start = body[:_LOOK_AT].lower()
    return next((name for mark, name in _MARKS if mark in start), None)

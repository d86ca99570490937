"""The reference in an address: number and year in the last part of it, apart or run together.

Digits that run together are split only where a rule says how: the year folder of the same address, or the force's
known form; else they stay as printed.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

_YEARS = re.compile(r"(19|20)\d\d[/._–-](?:(19|20)\d\d|\d\d)")
_SLUG_FORMS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"(?:^|-)im-foi-(20\d\d)-(\d{3,5})(?!\d)", "IM-FOI-{0}-{1}"),
        (r"(?:^|-)foi-(20\d\d)-(\d\d)-(\d{3})(?!\d)", "{0}/{1}-{2}"),  # a financial year, then the number
        (r"(?:^|-)foi[-.]?(20\d\d)[-.](\d{3,6})(?![\d.])", "{0}/{1}"),
        (
            r"(?:^|-)(?:foi|request|rfi|eir)-(?:ref-|reference-|request-|no-)?(\d{2,7}[a-z]?)-(20\d\d|[0-3]\d)(?!\d)",
            "{0}/{1}",
        ),
        (r"(?:^|-)(\d{2,6})-(20\d{4})(?!\d)", "{0}/{1}"),  # a number, then a financial year: 2210-202425
        (r"(?:^|-)foi-{0,3}(\d{1,7}[a-z]?)[-._](20\d{4}|20\d\d|[0-3]\d)(?!\d)", "{0}/{1}"),
        (r"^(\d\d)\.?foi\.?(\d\d)\.?(\d{6})\.?([a-z])(?![a-z])", "{0}/FOI/{1}/{2}/{3}"),
        (r"^(\d\d)\.?foi\.?(\d\d)\.?(\d{6})(?!\d)", "{0}/FOI/{1}/{2}"),
        (r"^foi\.(\d\d)\.(\d{6})\.([a-z])(?![a-z])", "FOI/{0}/{1}/{2}"),
        (r"^request-(\d{3,7})(?!\d)", "{0}"),
        (r"-{2,3}(\d{1,6})\.(20\d\d)$", "{0}/{1}"),
    )
)
_HOST_FORMS = {
    "northumbria.": re.compile(r"(?:^|[-_])(\d{1,5}[a-z]?)[-_]([0-3]\d)$"),
    "west-midlands.": re.compile(r"(?:^|[-_])(\d{1,5}[a-z]?)[-_]([0-3]\d)$"),
    "scotland.": re.compile(r"^(\d\d-\d{4})()(?!\d)"),
    "npcc.": re.compile(r"^(\d{3}-20\d\d)()(?!\d)"),
}
# Number and year at the ends of a slug, where the year is one of the folder's.
_YEARED = tuple(
    re.compile(pattern)
    for pattern in (
        r"^(?P<value>\d{3,7}-(?P<year>20\d\d|\d\d))(?=-|$)",
        r"^(?P<value>(?P<year>20\d\d)-\d{3,6})(?=-|$)",
        r"-(?P<value>\d{3,7}-(?P<year>20\d\d|\d\d))$",
    )
)
_GLUED = re.compile(r"(?:^foi-{0,3}(?P<foi>\d{3,10})(?!\d)|^(?P<first>\d{5,10})-|[-_](?P<last>\d{3,10}[a-z]?)$)")
# How many digits a force writes the year with, where its slugs alone do not tell ("32025" is 320/25 in South Wales).
_YEAR_DIGITS = {
    "northumbria": 2,
    "west-midlands": 2,
    "south-wales": 2,
    "cleveland": 2,
    "northants": 2,
    "northamptonshire": 2,
    "dyfed-powys": 4,
}


def find_reference_in_url(url: str, force: str | None = None, platform: str | None = None) -> str | None:
    """The reference in the last part of an address, split where a rule says how, else None.

    A rule belongs to a host, or to the platform that serves the same addresses from elsewhere.

    Northumbria and West Midlands end their slugs with it, the last two digits the year (`incidents-123019` is
    1230/19). Elsewhere the year folder decides: `/2025/august/foi-82525/` is 825/25, `/disclosure-2024/…-3982024/`
    is 398/2024, `/2022/…/202225392---…/` is 2022/25392. A slug may carry the year before its folder's.
    """
    host, _, path = url.partition("?")[0].partition("#")[0].partition("://")[2].lower().partition("/")
    *folders, slug = [s for s in unquote(path).split("/") if s] or [""]
    if slug == "response" and folders:  # a tab of the page, not its name
        slug = folders.pop()
    slug = re.sub(r"\.(?:aspx?|html?|pdf|docx?)$", "", slug)
    where = f"{host} {platform}."
    for part, pattern in _HOST_FORMS.items():
        match = pattern.search(slug) if part in where else None
        if match:
            return "/".join(group.upper() for group in match.groups() if group)
    for pattern, form in _SLUG_FORMS:
        match = pattern.search(slug)
        value = form.format(*(group.upper() for group in match.groups())) if match else ""
        if value and not is_span_of_years(value):
            return value
    years = _years(folders)
    for pattern in _YEARED:
        match = pattern.search(slug)
        if match and int(match["year"]) % 100 in {y % 100 for y in years} and not is_span_of_years(match["value"]):
            return "/".join(re.split("[-._]", match["value"]))
    match = _GLUED.search(slug)
    if not match:
        return None
    digits = match["foi"] or match["first"] or match["last"]
    year_digits = next((n for name, n in _YEAR_DIGITS.items() if f"{name}." in host or name == force), None)
    always = bool(match["last"]) and ("northumbria." in where or "west-midlands." in where)
    split = _split_always(digits) if always else _split_by_year(digits, years, year_digits)
    if split and is_span_of_years(split):
        return None
    # Digits of no known form at the head of a slug are still its number; at its end they may be anything.
    return split or (None if match["last"] or always else digits)


def _years(folders: list[str]) -> tuple[int, ...]:
    """The years the folders of an address name, each with the year before it, the named ones first."""
    named = [int(y) for folder in folders for y in re.findall(r"(?<!\d)20\d\d(?!\d)", folder)]
    return tuple(dict.fromkeys((*reversed(named), *(y - 1 for y in reversed(named)))))


def _split_always(digits: str) -> str | None:
    """The last two digits are the year, whatever the folders; four that are a year themselves tell nothing."""
    number, year = digits[:-2], digits[-2:]
    if re.fullmatch(r"20[0-3]\d", digits) or not year.isdigit():
        return None
    return f"{number}/{year}" if "05" <= year <= "39" else None


def _split_by_year(digits: str, years: tuple[int, ...], year_digits: int | None) -> str | None:
    """Number and year out of digits that begin or end with the year of a folder."""
    for year in years:
        full, two = str(year), str(year)[2:]
        if digits.startswith(full) and len(digits) >= 8 and year_digits is None:
            return f"{full}/{digits[4:]}"
        if digits.endswith(full) and len(digits) > 4 and year_digits != 2:
            return f"{digits[:-4]}/{full}"
        if digits.endswith(two) and len(digits) > 2 and digits != full:
            return f"{digits[:-2]}/{full if year_digits == 4 else two}"
    return None


def is_span_of_years(value: str) -> bool:
    """`2019/20` and `2014-2021` are periods, not references."""
    if not _YEARS.fullmatch(value):
        return False
    first, second = int(value[:4]), int(value[5:])
    return len(value) == 9 or second == (first + 1) % 100

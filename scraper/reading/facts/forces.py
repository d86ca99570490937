"""Which force a page is of, where its source does not say: by the host of its address, else by whose name it bears."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from scraper.records import Block, Law

# Id (as data.police.uk has it), labels of its hosts, and what stands before "Police" or "Constabulary" in its name.
_PLACES = """
avon-and-somerset | avonandsomerset | Avon and Somerset
bedfordshire | beds bedfordshire | Bedfordshire
cambridgeshire | cambs cambridgeshire | Cambridgeshire
cheshire | cheshire | Cheshire
city-of-london | cityoflondon | City of London
cleveland | cleveland | Cleveland
cumbria | cumbria | Cumbria
derbyshire | derbyshire | Derbyshire
devon-and-cornwall | devon-cornwall | Devon and Cornwall
dorset | dorset | Dorset
durham | durham | Durham
dyfed-powys | dyfed-powys | Dyfed-Powys
essex | essex | Essex
gloucestershire | gloucestershire | Gloucestershire
greater-manchester | gmp | Greater Manchester
gwent | gwent | Gwent
hampshire | hampshire | Hampshire
hertfordshire | herts hertfordshire | Hertfordshire
humberside | humberside | Humberside
kent | kent | Kent
lancashire | lancashire | Lancashire
leicestershire | leics leicestershire | Leicestershire
lincolnshire | lincs lincolnshire | Lincolnshire
merseyside | merseyside | Merseyside
metropolitan | met | Metropolitan
norfolk | norfolk | Norfolk
north-wales | northwales north-wales | North Wales
north-yorkshire | northyorkshire | North Yorkshire
northamptonshire | northants northamptonshire | Northamptonshire
northumbria | northumbria | Northumbria
nottinghamshire | nottinghamshire notts | Nottinghamshire
south-wales | south-wales southwales | South Wales
south-yorkshire | southyorkshire southyorks | South Yorkshire
staffordshire | staffordshire | Staffordshire
suffolk | suffolk | Suffolk
surrey | surrey | Surrey
sussex | sussex | Sussex
thames-valley | thamesvalley | Thames Valley
warwickshire | warwickshire | Warwickshire
west-mercia | westmercia | West Mercia
west-midlands | westmidlands west-midlands | West Midlands
west-yorkshire | westyorkshire | West Yorkshire
wiltshire | wiltshire | Wiltshire
police-scotland | scotland spa | Scottish
northern-ireland | psni | Northern Ireland
btp | btp | British Transport
mdp | mdp | Ministry of Defence
cnc | cnc | Civil Nuclear
jersey | jersey | States of Jersey
"""
_ROWS = tuple(tuple(cell.strip() for cell in line.split("|")) for line in _PLACES.strip().splitlines())
_BY_HOST = {label: force for force, labels, _ in _ROWS for label in labels.split()}
_BY_PLACE = {place.lower(): force for force, _, place in _ROWS}
_NAMED = re.compile(
    r"\b(?P<place>" + "|".join(place for _, _, place in _ROWS) + r") (?:Police|Constabulary)\b"
    r"|\b(?P<scotland>Police Scotland)\b|\b(?P<psni>PSNI|Police Service of Northern Ireland)\b"
)
_NAME_WORDS = ("Police", "Constabulary", "PSNI")
_LAWS = {"police-scotland": Law.FOISA, "jersey": Law.JERSEY}


def find_force(url: str | None, blocks: Iterable[Block]) -> str | None:
    """The id of the force whose page this is, or None.

    By the host (`…northumbria.police.uk`), else the one force that `blocks` name most often. Leave the request out
    of the blocks: requesters write about other forces. Two forces named equally often settle nothing.
    """
    host = urlsplit(url).hostname or "" if url and _is_plain(url) else ""
    if host.endswith(".police.uk"):
        return _BY_HOST.get(host.removesuffix(".police.uk").rpartition(".")[2])
    if host.removeprefix("www.") == "gov.je":
        return "jersey"
    counts: Counter[str] = Counter()
    for block in blocks:
        if not any(word in block.text for word in _NAME_WORDS):
            continue
        for match in _NAMED.finditer(block.text):
            place = match["place"]
            counts[
                _BY_PLACE[place.lower()] if place else "police-scotland" if match["scotland"] else "northern-ireland"
            ] += 1
    best = counts.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def law_of_force(force: str | None) -> Law:
    """The freedom of information law a force is under."""
    return _LAWS.get(force or "", Law.FOIA)


def _is_plain(url: str) -> bool:
    """Whether an address can be split: a stray bracket in its host makes the standard library give up."""
    return "[" not in url and "]" not in url

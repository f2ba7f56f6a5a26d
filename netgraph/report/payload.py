"""What the page's own script reads: the same things, links and reports as the graph, as plain JSON.

Rows are lists in a fixed order, things are named by their place, and what is empty at the end of a
row is left out, to keep the file small.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from netgraph.report.naming import reference, report_line
from netgraph.report.wording import plain, with_days
from netgraph.vocabulary import CLAIMS, ENTITY_KINDS, LINK_KINDS

if TYPE_CHECKING:
    from netgraph.report.build import Report
    from netgraph.report.facts import LinkFact

__all__ = ["payload"]

_KIND_PLACES = {kind.name: place for place, kind in enumerate(ENTITY_KINDS)}
_LINK_PLACES = {kind.name: place for place, kind in enumerate(LINK_KINDS)}
_CLAIM_PLACES = {claim.name: place for place, claim in enumerate(CLAIMS)}
# Details that are words of the vocabulary; any other is somebody's own text and stays as it is.
_DETAILS = frozenset(detail for kind in LINK_KINDS for detail in kind.details)
# Particulars that are days or times.
_DATED = frozenset(("date of birth", "start", "end"))
# How a kind reads whose other end stands within its words, at the dots.
_READS = {"accuses": "named … as exploiting somebody"}
_MANY = {"person": "People", "address": "Addresses"}


def payload(report: "Report") -> dict[str, Any]:
    """Everything that the script of the page needs beside the graph."""
    names = report.names
    findings: dict[str, list[list[Any]]] = {}
    for each in report.leads.findings:
        row = [_CLAIM_PLACES[each.claim], each.support, names.anchors.get(each.subject, "")]
        findings.setdefault(each.subject, []).append(row)
    whats = sorted({what for each in report.facts.things.values() for what, _ in each.particulars})
    places = {what: place for place, what in enumerate(whats)}
    return {
        "particulars": whats,
        "kinds": [
            [kind.name, kind.label, _MANY.get(kind.name, f"{kind.label}s"), kind.mark, kind.colour]
            for kind in ENTITY_KINDS
        ],
        "linkKinds": [
            [plain(kind.name), _READS.get(kind.name, kind.reads), kind.evidence_class.value]
            for kind in LINK_KINDS
        ],
        "claims": [[claim.name, claim.label, claim.colour] for claim in CLAIMS],
        "things": [
            _thing(report, each, findings.get(each, []), places) for each in report.picture.ids
        ],
        "links": [_trimmed(_link(report, link)) for link in report.facts.links],
        "reports": [_trimmed(_report(report, each)) for each in sorted(report.facts.reports)],
        "orders": _orders(report),
        "map": _map(report),
    }


def _orders(report: "Report") -> list[list[Any]]:
    """Id, type, person, first and last day of each order in force on somebody shown."""
    places = report.names.places
    return [
        [
            each.id,
            plain(each.type),
            places[each.person],
            _iso(each.served or each.made),
            _iso(each.ends),
        ]
        for each in report.orders
        if each.person in places
    ]


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _map(report: "Report") -> dict[str, Any]:
    """Spots, areas, journeys and zones; empty for an audience that gets no map."""
    places, grounds = report.names.places, report.grounds
    return {
        "spots": [[places[each.id], each.lat, each.lon, each.area] for each in grounds.spots],
        "areas": [[each.name, each.outline] for each in grounds.areas],
        "journeys": [
            [places[each.event], places[each.person], places[each.start], places[each.end]]
            for each in grounds.journeys
        ],
        "zones": [
            [
                each.order,
                places.get(each.person, -1),
                each.number,
                each.text,
                [places[one] for one in each.addresses],
            ]
            for each in grounds.zones
        ],
    }


def _trimmed(row: list[Any]) -> list[Any]:
    """A row without the empty texts and zeros at its end."""
    while row and row[-1] in ("", 0):
        row = row[:-1]
    return row


def _thing(
    report: "Report", each: str, findings: list[list[Any]], places: dict[str, int]
) -> list[Any]:
    """Kind, id, label, whether it belongs to the core, particulars, findings."""
    thing = report.facts.things[each]
    named = reference(report.names, each)
    whole = thing.label if named.label.endswith("…") and named.id else named.label
    return [
        _KIND_PLACES[thing.kind],
        named.id,
        whole,
        int(each in report.picture.core),
        [[places[what], _shown(what, value)] for what, value in thing.particulars],
        findings,
        int(thing.young and report.names.audience.identifiers),
    ]


def _shown(what: str, value: str) -> str:
    """A particular as it reads: days as people write them, somebody's own words as they are."""
    return with_days(value) if what in _DATED else value


def _link(report: "Report", link: "LinkFact") -> list[Any]:
    """Id, kind, from, to, ISO day, last ISO day, count, report, assessment, detail, why not used."""
    names = report.names
    ended = link.end_day if link.end_day and link.end_day != link.day else None
    return [
        link.id if names.audience.identifiers else "",
        _LINK_PLACES[link.kind],
        names.places[link.from_id],
        names.places[link.to_id],
        link.day.isoformat() if link.day else "",
        ended.isoformat() if ended else "",
        link.count,
        names.report_places.get(link.report, -1),
        int(link.basis == "assessment"),
        plain(link.detail) if link.detail in _DETAILS else link.detail,
        link.why_not,
    ]


def _report(report: "Report", each: str) -> list[Any]:
    """Id, ISO day, grade, grade as written, agency, origin, handling, masked."""
    line = report_line(report.names, report.facts.reports[each])
    day = "" if line.masked else report.facts.reports[each].day.isoformat()
    return [
        line.id,
        day,
        line.grade,
        line.original,
        line.agency,
        line.origin,
        line.handling,
        int(line.masked),
    ]

"""The links, events and flags behind the acts in exploiter findings, with their sources.

Here: one query for all findings, and its rows as records. Not here: what an act is worth
(weight.py), or what follows from it (candidates.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netgraph.records import Finding, Reason

if TYPE_CHECKING:
    import duckdb

__all__ = ["Evidence", "Source", "acts_in", "evidence_behind", "of_reason", "people_in"]

# Classes of reason that are something somebody did, or that somebody told.
_CLASSES_OF_ACTS = ("conduct", "event", "disclosure")


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """An origin of reports, with whether it may be one of the two that a proposal needs.

    ``reliable``: graded 1 or 2. ``dependable``: graded 1 or 2, and A to C.
    """

    origin: str
    reliable: bool
    dependable: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """A usable link, event or flag behind a reason.

    ``event_type``, ``event_victims`` and ``event_address`` are those of the event that a part in
    an event speaks of; ``to_kind`` is ``address`` where that is what the second end is.
    """

    id: str
    kind: str
    from_id: str
    to_id: str
    to_kind: str
    day: date
    report: str
    source: Source
    event_type: str
    event_victims: tuple[str, ...]
    event_address: str


# Every link, event and flag behind the reasons; for a part in an event, what event it was.
_EVIDENCE = """
    WITH asked AS MATERIALIZED (
        SELECT link, kind::VARCHAR AS kind, from_id, to_id, last_day, report, origin, source,
               dependable
        FROM evidence WHERE usable AND link IN (SELECT unnest($links))),
    victims AS (
        SELECT to_id AS event, list(DISTINCT from_id ORDER BY from_id) AS victims
        FROM evidence WHERE kind = 'victim_in' AND usable AND to_id IN (
            SELECT to_id FROM asked UNION ALL SELECT unnest($events)) GROUP BY to_id)
    SELECT l.link AS id, l.kind, l.from_id, l.to_id,
           CASE WHEN a.id IS NOT NULL THEN 'address' ELSE '' END, l.last_day, l.report,
           l.origin, l.source, l.dependable,
           coalesce(e.type::VARCHAR, ''), coalesce(v.victims, []), coalesce(e.address, '')
    FROM asked l
    LEFT JOIN addresses a ON a.id = l.to_id
    LEFT JOIN events_used e ON e.event = l.to_id
    LEFT JOIN victims v ON v.event = l.to_id
    UNION ALL
    SELECT e.event, '', '', e.event, 'event', e.day, e.report, e.origin, e.source, e.dependable,
           e.type::VARCHAR, coalesce(v.victims, []), coalesce(e.address, '')
    FROM events_used e LEFT JOIN victims v ON v.event = e.event
    WHERE e.usable AND e.event IN (SELECT unnest($events))
    UNION ALL
    SELECT flag_id, '', '', subject, '', day, report, origin, source, dependable, '', [], ''
    FROM flags_used WHERE usable AND flag_id IN (SELECT unnest($flags))
    ORDER BY 1, 2
"""


def evidence_behind(
    con: "duckdb.DuckDBPyConnection", findings: Iterable[Finding]
) -> dict[str, Evidence]:
    """Every usable link, event and flag behind the acts in those findings, by id.

    Needs a connection on which evidence.prepare has run.
    """
    reasons = [reason for finding in findings for reason in acts_in(finding)]
    asked = {
        "links": sorted({link for reason in reasons for link in reason.links}),
        "events": sorted({event for reason in reasons for event in reason.events}),
        "flags": sorted({flag for reason in reasons for flag in reason.flags}),
    }
    found = {}
    for *ends, origin, source, dependable, event_type, victims, address in con.execute(
        _EVIDENCE, asked
    ).fetchall():
        each, kind, from_id, to_id, to_kind, day, report = ends
        graded = Source(origin, source in (1, 2), bool(dependable))
        event = (event_type, tuple(victims), address)
        found[each] = Evidence(
            each, kind, from_id, to_id, to_kind, day, report or "", graded, *event
        )
    return found


def people_in(evidence: Mapping[str, Evidence]) -> frozenset[str]:
    """Ids at the ends of that evidence, and of the victims in its events; also ids of places."""
    ends = {end for each in evidence.values() for end in (each.from_id, each.to_id)}
    return frozenset(ends.union(*(each.event_victims for each in evidence.values())))


def acts_in(finding: Finding) -> tuple[Reason, ...]:
    """The reasons of a finding that are acts, told by a report."""
    return tuple(
        reason
        for reason in finding.reasons
        if reason.points > 0 and reason.reports and reason.evidence_class in _CLASSES_OF_ACTS
    )


def of_reason(reason: Reason, evidence: Mapping[str, Evidence]) -> tuple[Evidence, ...]:
    """Links and flags of a reason; its events only where it has no link.

    The report on an event says that it happened, not who did it.
    """
    said = tuple(evidence[each] for each in (*reason.links, *reason.flags) if each in evidence)
    return said or tuple(evidence[event] for event in reason.events if event in evidence)

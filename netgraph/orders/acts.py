"""What the exploiter findings record of each subject's own acts: dates, sources, whom they concern.

Here: from the reasons of findings and the evidence behind them to acts. Not here: what follows
from an act (candidates.py), or who else took part (ties.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netgraph.orders.standing import Standing
from netgraph.orders.terms import (
    ACTS_AT_EVENTS,
    ACTS_TOWARDS_SOMEBODY,
    EVENTS_OF_EXPLOITATION,
    OLD_EVENT,
    TRADE,
)
from netgraph.records import Act, Finding, Reason
from netgraph.vocabulary import LINK_KINDS

if TYPE_CHECKING:
    import duckdb

__all__ = ["Evidence", "RecordedActs", "Source", "evidence_behind", "people_in", "recorded_acts"]

# Classes of reason that are something somebody did, or that somebody told.
_CLASSES_OF_ACTS = ("conduct", "event", "disclosure")
_DONE_BY_THE_SECOND = frozenset(kind.name for kind in LINK_KINDS if kind.conduct_of == "to")


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
    source: Source
    event_type: str
    event_victims: tuple[str, ...]
    event_address: str


@dataclass(frozen=True, slots=True)
class RecordedActs:
    """The acts of one person: what is recorded, by which sources, and whom it concerns.

    ``sources`` leaves out the origins in ``trade_only``: they only tell of drugs or money that
    changed hands with people who are neither children nor possible victims, or of a part in an
    event more than a year old that names nobody harmed. ``last_exploitation`` is the latest day of
    an act that is exploitation; None if there is none.
    ``concerns`` are ids of the people to whom, and the homes in which, something was done.
    """

    acts: tuple[Act, ...]
    sources: tuple[Source, ...]
    trade_only: tuple[str, ...]
    last_exploitation: date | None
    concerns: frozenset[str]

    @property
    def reliable_origins(self) -> tuple[str, ...]:
        """Origins that may be among the two that a proposal needs: none graded 3."""
        return tuple(source.origin for source in self.sources if source.reliable)


# Every link, event and flag behind the reasons; for a part in an event, what event it was.
_EVIDENCE = """
    WITH asked AS MATERIALIZED (
        SELECT link, kind::VARCHAR AS kind, from_id, to_id, last_day, origin, source, dependable
        FROM evidence WHERE usable AND link IN (SELECT unnest($links))),
    victims AS (
        SELECT to_id AS event, list(DISTINCT from_id ORDER BY from_id) AS victims
        FROM evidence WHERE kind = 'victim_in' AND usable AND to_id IN (
            SELECT to_id FROM asked UNION ALL SELECT unnest($events)) GROUP BY to_id)
    SELECT l.link AS id, l.kind, l.from_id, l.to_id,
           CASE WHEN a.id IS NOT NULL THEN 'address' ELSE '' END, l.last_day,
           l.origin, l.source, l.dependable,
           coalesce(e.type::VARCHAR, ''), coalesce(v.victims, []), coalesce(e.address, '')
    FROM asked l
    LEFT JOIN addresses a ON a.id = l.to_id
    LEFT JOIN events_used e ON e.event = l.to_id
    LEFT JOIN victims v ON v.event = l.to_id
    UNION ALL
    SELECT e.event, '', '', e.event, 'event', e.day, e.origin, e.source, e.dependable,
           e.type::VARCHAR, coalesce(v.victims, []), coalesce(e.address, '')
    FROM events_used e LEFT JOIN victims v ON v.event = e.event
    WHERE e.usable AND e.event IN (SELECT unnest($events))
    UNION ALL
    SELECT flag_id, '', '', subject, '', day, origin, source, dependable, '', [], ''
    FROM flags_used WHERE usable AND flag_id IN (SELECT unnest($flags))
    ORDER BY 1, 2
"""


def evidence_behind(
    con: "duckdb.DuckDBPyConnection", findings: Iterable[Finding]
) -> dict[str, Evidence]:
    """Every usable link, event and flag behind the acts in those findings, by id.

    Needs a connection on which evidence.prepare has run.
    """
    reasons = [reason for finding in findings for reason in _acts(finding)]
    asked = {
        "links": sorted({link for reason in reasons for link in reason.links}),
        "events": sorted({event for reason in reasons for event in reason.events}),
        "flags": sorted({flag for reason in reasons for flag in reason.flags}),
    }
    found = {}
    for *ends, day, origin, source, dependable, event_type, victims, address in con.execute(
        _EVIDENCE, asked
    ).fetchall():
        each, kind, from_id, to_id, to_kind = ends
        graded = Source(origin, source in (1, 2), bool(dependable))
        found[each] = Evidence(
            each, kind, from_id, to_id, to_kind, day, graded, event_type, tuple(victims), address
        )
    return found


def people_in(evidence: Mapping[str, Evidence]) -> frozenset[str]:
    """Ids at the ends of that evidence, and of the victims in its events; also ids of places."""
    ends = {end for each in evidence.values() for end in (each.from_id, each.to_id)}
    return frozenset(ends.union(*(each.event_victims for each in evidence.values())))


def recorded_acts(
    finding: Finding,
    evidence: Mapping[str, Evidence],
    people: Mapping[str, Standing],
    as_of: date,
) -> RecordedActs:
    """The acts that one exploiter finding rests on, latest first."""
    acts: list[Act] = []
    sources: dict[str, Source] = {}
    exploitation: list[date] = []
    concerns: set[str] = set()
    trade: set[str] = set()
    for reason in _acts(finding):
        behind = _behind(reason, evidence)
        day = max((each.day for each in behind), default=reason.day)
        acts.append(Act(reason.indicator, reason.text, reason.links, reason.reports, day))
        for each in behind:
            touched = _touched(each, finding.subject, people)
            if not touched and (each.kind in TRADE or _old_event(each, as_of)):
                trade.add(each.source.origin)
                continue
            sources[each.source.origin] = _better(each.source, sources.get(each.source.origin))
            if (
                touched
                or reason.evidence_class == "disclosure"
                or _is_exploitation(each, finding.subject)
            ):
                exploitation.append(each.day)
                concerns |= touched
    return RecordedActs(
        tuple(sorted(acts, key=lambda act: (-_ordinal(act.date), act.indicator))),
        tuple(sources[origin] for origin in sorted(sources)),
        tuple(sorted(trade - set(sources))),
        max(exploitation, default=None),
        frozenset(concerns),
    )


def _acts(finding: Finding) -> tuple[Reason, ...]:
    return tuple(
        reason
        for reason in finding.reasons
        if reason.points > 0 and reason.reports and reason.evidence_class in _CLASSES_OF_ACTS
    )


def _behind(reason: Reason, evidence: Mapping[str, Evidence]) -> tuple[Evidence, ...]:
    """Links and flags of a reason; its events only where it has no link.

    The report on an event says that it happened, not who did it.
    """
    said = tuple(evidence[each] for each in (*reason.links, *reason.flags) if each in evidence)
    return said or tuple(evidence[event] for event in reason.events if event in evidence)


def _better(source: Source, held: Source | None) -> Source:
    """One origin with the better of two grades."""
    if held is None:
        return source
    return Source(
        source.origin, source.reliable or held.reliable, source.dependable or held.dependable
    )


def _touched(each: Evidence, subject: str, people: Mapping[str, Standing]) -> set[str]:
    """People and homes to which that evidence says the subject did something."""
    by_second = each.kind in _DONE_BY_THE_SECOND
    doer, other = (each.to_id, each.from_id) if by_second else (each.from_id, each.to_id)
    if each.kind in TRADE:
        pair = {each.from_id, each.to_id}
        others = pair - {subject} if subject in pair else set()
        return {person for person in others if _protected(person, people)}
    if each.kind in ACTS_AT_EVENTS and doer == subject:
        harmed = set(each.event_victims) - {subject}
        if each.event_type in EVENTS_OF_EXPLOITATION:
            return harmed | ({each.event_address} - {""})
        return {person for person in harmed if _protected(person, people)}
    if doer != subject:
        return set()
    if each.kind == "accuses":
        return {other} if _protected(other, people) else set()
    if each.kind in ACTS_TOWARDS_SOMEBODY or (each.kind, each.to_kind) == ("controls", "address"):
        return {other}
    return set()


def _protected(person: str, people: Mapping[str, Standing]) -> bool:
    return person in people and people[person].needs_protecting


def _old_event(each: Evidence, as_of: date) -> bool:
    """True for a part in an event, not of exploitation, that no longer counts in full."""
    bare = each.kind in ACTS_AT_EVENTS and each.event_type not in EVENTS_OF_EXPLOITATION
    return bare and each.day < as_of - OLD_EVENT


def _is_exploitation(each: Evidence, subject: str) -> bool:
    """True for being named as exploiting somebody, and for a part in an event of exploitation."""
    if each.kind == "accuses":
        return each.to_id == subject
    at_event = each.kind in ACTS_AT_EVENTS and each.event_type in EVENTS_OF_EXPLOITATION
    return at_event and each.from_id == subject


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day is not None else 0

"""The safeguarding queue: people in custody who may be exploited, those with most reasons first.

Nobody is left out for what they are suspected of. Whoever is under 18, or of unknown age, is in
the queue whatever else is recorded; of all others in custody it says that nothing is recorded, which
is not the same as that there is nothing.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from netgraph.findings.assemble import BELOW, assemble
from netgraph.findings.labels import labels
from netgraph.findings.weigh import clear
from netgraph.records import Finding, Reason
from netgraph.safeguarding.guidance import Facts, questions, steps

if TYPE_CHECKING:
    import duckdb

__all__ = ["Custody", "Queue", "Queued", "custody_since"]

_SUPPORT = ("none", "limited", "moderate", "strong")


@dataclass(frozen=True, slots=True)
class Custody:
    """One time in custody: the event, when it began as written, where, and who reported it."""

    event: str
    start: str
    day: date
    address: str
    detail: str
    report: str


@dataclass(frozen=True, slots=True)
class Queued:
    """Somebody to be seen: why, what to ask, what to do.

    ``support`` is that of the finding that they are a likely victim, or ``none``; ``recorded`` says
    what else is recorded that protects; ``age`` is the one on the day of custody.
    """

    person: str
    label: str
    age: int | None
    custody: tuple[Custody, ...]
    support: str
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]
    recorded: tuple[str, ...]
    ask: tuple[str, ...]
    do: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue of some days, and the ids of others in custody of whom nothing is recorded."""

    since: date
    as_of: date
    people: tuple[Queued, ...]
    others: tuple[str, ...]


# People in custody in those days; whoever is linked to such an event as a person concerned.
_CUSTODY = """
    SELECT DISTINCT l.from_id AS person, e.id AS event, e.start_text, e.start_day,
           coalesce(o.address, '') AS address, coalesce(e.detail, '') AS detail,
           coalesce(e.report, '') AS report
    FROM events e JOIN links l ON l.to_id = e.id
         AND l.kind IN ('present_at', 'suspect_in', 'charged_in', 'convicted_in', 'victim_in')
    JOIN people p ON p.id = l.from_id
    LEFT JOIN (SELECT from_id, min(to_id) AS address FROM links WHERE kind = 'occurred_at'
               GROUP BY from_id) o ON o.from_id = e.id
    WHERE e.type = 'custody' AND e.start_day BETWEEN $since AND $as_of
    ORDER BY person, e.start_day, event"""

_FACTS = """
    SELECT f.person, f.date_of_birth, coalesce(f.nrm, ''), coalesce(f.at_risk, ''), f.in_care,
           coalesce(f.home, ''), f.professional
    FROM person_facts f WHERE f.person IN (SELECT unnest($people::VARCHAR[])) ORDER BY f.person"""


def custody_since(con: "duckdb.DuckDBPyConnection", since: date, as_of: date) -> Queue:
    """The queue of everybody in custody from one day to another, looked at from the latter."""
    rows = con.execute(_CUSTODY, {"since": since, "as_of": as_of}).fetchall()
    custody: dict[str, list[Custody]] = {}
    for person, event, start, day, address, detail, report in rows:
        custody.setdefault(person, []).append(Custody(event, start, day, address, detail, report))
    if not custody:
        return Queue(since, as_of, (), ())
    findings = assemble(con, as_of, also_below=custody)
    clear(con)
    about = {each.subject: each for each in findings if each.claim == "likely_victim"}
    taken = {
        each.subject
        for each in findings
        if each.claim == "cuckooed_address" and each.support != BELOW
    }
    names = labels(con, custody)
    people = [
        _queued(row, names, tuple(custody[row[0]]), about.get(row[0]), taken)
        for row in con.execute(_FACTS, {"people": sorted(custody)}).fetchall()
    ]
    queue = tuple(sorted((each for each in people if _is_to_be_seen(each)), key=_order))
    seen = {each.person for each in queue}
    return Queue(since, as_of, queue, tuple(each for each in sorted(custody) if each not in seen))


def _queued(
    row: tuple[Any, ...],
    names: dict[str, str],
    custody: tuple[Custody, ...],
    finding: Finding | None,
    taken: set[str],
) -> Queued:
    person, born, nrm, at_risk, in_care, home, _ = row
    facts = Facts(_age(born, custody[0].day), nrm, at_risk, in_care, home, home in taken)
    reasons = finding.reasons if finding else ()
    return Queued(
        person,
        names[person],
        facts.age,
        custody,
        finding.support if finding else BELOW,
        reasons,
        finding.against if finding else (),
        tuple(_recorded(facts)),
        questions(tuple(each.indicator for each in reasons)),
        steps(facts),
    )


def _recorded(facts: Facts) -> list[str]:
    """What is recorded of a person that asks for care whatever else is."""
    told = []
    if facts.under_18:
        told.append(f"{facts.age} years old")
    elif facts.age is None:
        told.append("age not recorded")
    if facts.at_risk:
        told.append(f"flagged as {'a child' if facts.at_risk == 'child' else 'an adult'} at risk")
    if facts.in_care:
        told.append("in care")
    if facts.nrm:
        told.append(f"referred to the National Referral Mechanism ({facts.nrm})")
    if facts.home_may_be_taken:
        told.append(f"home {facts.home} may be taken over by others")
    return told


def _age(born: date | None, day: date) -> int | None:
    """Whole years on that day; who is born on 29 February is a year older on 1 March."""
    if born is None or born > day:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _is_to_be_seen(each: Queued) -> bool:
    return bool(each.reasons or each.recorded)


def _order(each: Queued) -> tuple[int, bool, int, str]:
    """Best supported first; among those the young, then those with most points."""
    is_adult = each.age is not None and each.age >= 18
    points = sum(reason.points for reason in (*each.reasons, *each.against))
    return -_SUPPORT.index(each.support), is_adult, -points, each.person

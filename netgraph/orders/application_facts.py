"""What the store holds of the subject of an application, row by row, for the file to say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netgraph.orders.statutes import add_years
from netgraph.records import Proposal
from netgraph.vocabulary import LINK_KINDS

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "RecordedAct",
    "RecordedReport",
    "Subject",
    "age_on",
    "recorded_acts",
    "reports_of",
    "subject_of",
]

_READS = {kind.name: kind.reads for kind in LINK_KINDS}


@dataclass(frozen=True, slots=True)
class RecordedAct:
    """One link behind an act: what was done, to whom, when, where, and the report that says so."""

    link: str
    text: str
    day: date | None
    place: str
    basis: str
    detail: str
    report: str
    grade: str
    origin: str
    agency: str
    handling: str


@dataclass(frozen=True, slots=True)
class RecordedReport:
    """A report that the file rests on: its date, grade, origin, agency, handling and marking."""

    id: str
    day: date
    grade: str
    grade_original: str
    origin: str
    agency: str
    handling: str
    marking: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Who the application would be about: names, date of birth, homes, referrals, family."""

    id: str
    names: str
    aliases: tuple[str, ...]
    date_of_birth: date | None
    homes: tuple[tuple[str, str, str], ...]
    flags: tuple[tuple[str, str, str, str], ...]
    family: tuple[tuple[str, str], ...]


_SUBJECT = """
    SELECT concat_ws(' ', nullif(trim(forenames), ''), nullif(trim(surname), '')),
           coalesce(aliases, []), date_of_birth
    FROM people WHERE id = $person
"""
_HOMES = """
    SELECT a.id, concat_ws(', ', nullif(trim(a.line), ''), nullif(trim(a.postcode), '')), l.report
    FROM links l JOIN addresses a ON a.id = l.to_id
    WHERE l.kind = 'lives_at' AND l.from_id = $person
      AND coalesce(l.start_day <= $as_of, true) AND coalesce(l.end_day >= $as_of, true)
    ORDER BY a.id, l.report
"""
_FLAGS = """
    SELECT flag::VARCHAR, coalesce(value, ''), coalesce(start_day::VARCHAR, ''), report FROM flags
    WHERE subject = $person AND coalesce(start_day <= $as_of, true) ORDER BY ALL
"""
_FAMILY = """
    SELECT CASE WHEN from_id = $person THEN to_id ELSE from_id END AS other,
           coalesce(min(detail), 'family')
    FROM links WHERE kind = 'related_to' AND $person IN (from_id, to_id) GROUP BY other ORDER BY other
"""
_ACTS = """
    SELECT l.id, l.kind::VARCHAR, l.from_id, l.to_id, l.start_day, coalesce(e.type::VARCHAR, ''),
           coalesce(min(o.to_id), ''), coalesce(l.basis, 'fact'), coalesce(l.detail, ''), r.id,
           r.grade, coalesce(nullif(trim(r.origin), ''), r.id), coalesce(r.agency, ''),
           concat_ws(' ', r.handling_code, nullif(trim(r.handling), '')), e.start_day
    FROM links l JOIN reports r ON r.id = l.report
    LEFT JOIN events e ON e.id = l.to_id
    LEFT JOIN links o ON o.kind = 'occurred_at' AND o.from_id = e.id
    WHERE l.id IN (SELECT unnest($links)) GROUP BY ALL
"""
_REPORTS = """
    SELECT id, date, grade, grade_original, coalesce(nullif(trim(origin), ''), id),
           coalesce(agency, ''), concat_ws(' ', handling_code, nullif(trim(handling), '')),
           coalesce(nullif(trim(marking), ''), 'OFFICIAL-SENSITIVE')
    FROM reports WHERE id IN (SELECT unnest($reports)) ORDER BY date, id
"""


def subject_of(con: "duckdb.DuckDBPyConnection", person: str, as_of: date) -> Subject:
    """What is recorded of the subject; a person that the store does not hold has empty facts."""
    asked = {"person": person, "as_of": as_of}
    rows = con.execute(_SUBJECT, {"person": person}).fetchall()
    names, aliases, born = rows[0] if rows else ("", [], None)
    return Subject(
        person,
        names,
        tuple(aliases),
        born,
        tuple(con.execute(_HOMES, asked).fetchall()),
        tuple(con.execute(_FLAGS, asked).fetchall()),
        tuple(con.execute(_FAMILY, {"person": person}).fetchall()),
    )


def recorded_acts(con: "duckdb.DuckDBPyConnection", proposal: Proposal) -> tuple[RecordedAct, ...]:
    """Every link behind the acts of a proposal, oldest first."""
    wanted = sorted({link for act in proposal.acts for link in act.links})
    found = []
    for row in con.execute(_ACTS, {"links": wanted}).fetchall():
        link, kind, first, second, day, event, place, *report, event_day = row
        what = f" ({event.replace('_', ' ')})" if event else ""
        text = f"{first} {_READS[kind]} {second}{what}"
        found.append(RecordedAct(link, text, day or event_day, place, *report))
    return tuple(sorted(found, key=lambda act: (act.day or date.max, act.link)))


def reports_of(
    con: "duckdb.DuckDBPyConnection", reports: Iterable[str]
) -> tuple[RecordedReport, ...]:
    """Those reports, oldest first."""
    rows = con.execute(_REPORTS, {"reports": sorted(set(reports))}).fetchall()
    return tuple(RecordedReport(*row) for row in rows)


def age_on(born: date | None, day: date | None) -> str:
    """Whole years of age on a day, in words where it is not known.

    Example:
        >>> age_on(date(2007, 3, 2), date(2025, 3, 1))
        '17'
    """
    if born is None or day is None:
        return "not known"
    years = day.year - born.year
    return str(years - (add_years(born, years) > day))

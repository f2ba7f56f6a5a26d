"""Which links count on a day: the tables ``reports_used`` and ``evidence``; columns in evidence.py.

A case may hold millions of links, so each passes through here once, joined with what is known of
its kind and its report; only the few that are doubted, or a part in an event, are touched again.
"""

from netgraph.vocabulary import CLEARED_DETAILS, LINK_KINDS, EvidenceClass

__all__ = ["CONDUCT_DAYS", "SEEN_DAYS", "enum", "grade_enum", "link_statements"]

# How many days back conduct, disclosures and events still count. SOURCE: [decision-0004].
CONDUCT_DAYS = 1095
# How many days back visits, contacts and sightings still count. SOURCE: [decision-0004].
SEEN_DAYS = 180

_ROLES = "('suspect_in', 'charged_in', 'convicted_in')"
_CLEARED = f"({', '.join(repr(detail) for detail in CLEARED_DETAILS)})"


def link_statements() -> tuple[str, ...]:
    """Statements that make ``reports_used`` and ``evidence``, in order."""
    return (
        _reports_used(),
        _link_kinds(),
        _evidence(),
        _confirm(),
        _clear(),
        "DROP TABLE temp.link_kinds",
    )


def enum(*values: str) -> str:
    """An SQL type of those words, kept as one byte."""
    return f"ENUM({', '.join(repr(value) for value in values)})"


def grade_enum() -> str:
    """The SQL type of the information's grade."""
    return enum("A", "B", "C", "D", "E")


def _reports_used() -> str:
    return f"""
    CREATE OR REPLACE TEMP TABLE reports_used AS
    SELECT id AS report, date AS day, coalesce(nullif(trim(origin), ''), id) AS origin,
           source, information::{grade_enum()} AS information,
           TRY_CAST(handling_code AS {enum("P", "C")}) AS handling_code, agency,
           source IN (1, 2) AND information IN ('A', 'B', 'C') AS dependable
    FROM reports WHERE date <= getvariable('as_of')"""


def _link_kinds() -> str:
    """The vocabulary's kinds: class, and for how many days a link counts (null: for good)."""
    days = {EvidenceClass.ASSOCIATION: str(SEEN_DAYS), EvidenceClass.CONDUCT: str(CONDUCT_DAYS)}
    rows = ", ".join(
        f"('{kind.name}', '{kind.name}', '{kind.evidence_class.value}', "
        f"{days.get(kind.evidence_class, 'NULL')})"
        for kind in LINK_KINDS
    )
    kinds = enum(*(kind.name for kind in LINK_KINDS))
    classes = enum(*(each.value for each in EvidenceClass))
    return f"""
    CREATE OR REPLACE TEMP TABLE link_kinds AS
    SELECT name, kind::{kinds} AS kind, class::{classes} AS class, days::INTEGER AS days
    FROM (VALUES {rows}) AS t(name, kind, class, days)"""


# Why a link does not count, whatever is said of its report.
_ENDED = f"""
    CASE WHEN kind IN {_ROLES} AND detail = 'no_further_action'
           THEN 'ended with no further action'
         WHEN kind IN {_ROLES} AND detail = 'acquitted' THEN 'ended with an acquittal'
         WHEN kind = 'tied_to' AND detail = 'cell' THEN 'a telephone cell covers many homes' END"""


def _evidence() -> str:
    """All links known on the day; the doubted not yet confirmed, nobody yet cleared."""
    return f"""
    CREATE OR REPLACE TEMP TABLE evidence AS
    WITH known AS (
        SELECT l.id AS link, n.kind, n.class, n.days, l.from_id, l.to_id,
               coalesce(l.start_day, r.day) AS day, l.end_day, coalesce(l.count, 1) AS count,
               l.detail, coalesce(l.basis, 'fact')::{enum("fact", "assessment")} AS basis,
               l.report, r.origin, r.source, r.information, r.handling_code, r.dependable
        FROM links l JOIN reports_used r ON r.report = l.report
        JOIN link_kinds n ON n.name = l.kind
        WHERE coalesce(l.start_day, r.day) <= getvariable('as_of')),
    judged AS (
        SELECT *,
               CASE WHEN end_day > day THEN greatest(day, least(end_day, getvariable('as_of')))
                    ELSE day END AS last_day,
               CASE information
                 WHEN 'E' THEN 'graded E: suspected to be false'
                 WHEN 'D' THEN 'graded D: not confirmed by another origin'
                 ELSE {_ENDED} END AS why_not
        FROM known),
    timed AS (
        SELECT *, (getvariable('as_of') - last_day)::INTEGER AS age_days, why_not IS NULL AS usable
        FROM judged),
    windowed AS (SELECT *, coalesce(age_days <= days, true) AS recent FROM timed)
    SELECT link, kind, class, from_id, to_id, day, last_day, end_day,
           coalesce(end_day >= getvariable('as_of'), true) AS in_force, age_days, recent, count,
           detail, basis, report, origin, source, information, handling_code, usable, dependable,
           usable AND recent AS counts, why_not
    FROM windowed"""


def _confirm() -> str:
    """What is graded D counts beside the same kind and ends, from another origin with A to C."""
    undirected = ", ".join(repr(kind.name) for kind in LINK_KINDS if not kind.directed)
    return f"""
    UPDATE evidence
    SET why_not = {_ENDED}, usable = {_ENDED} IS NULL, counts = recent AND {_ENDED} IS NULL
    WHERE link IN (
        WITH doubted AS (
            SELECT link, kind, from_id, to_id, origin FROM evidence WHERE information = 'D'
            UNION ALL
            SELECT link, kind, to_id, from_id, origin FROM evidence
            WHERE information = 'D' AND kind IN ({undirected}))
        SELECT d.link FROM doubted d JOIN evidence e
          ON e.kind = d.kind AND e.from_id = d.from_id AND e.to_id = d.to_id
        WHERE e.information IN ('A', 'B', 'C') AND e.origin <> d.origin)"""


def _clear() -> str:
    """Who was cleared of an event, and not convicted of it, has no part in it that counts."""
    return f"""
    UPDATE evidence
    SET why_not = 'the same person was cleared of that event', usable = false, counts = false
    WHERE kind IN {_ROLES} AND why_not IS NULL AND (from_id, to_id) IN (
        SELECT from_id, to_id FROM evidence
        WHERE kind IN {_ROLES} AND detail IN {_CLEARED} AND information <> 'E'
        EXCEPT
        SELECT from_id, to_id FROM evidence
        WHERE kind = 'convicted_in' AND coalesce(detail, '') NOT IN {_CLEARED}
          AND information IN ('A', 'B', 'C'))"""

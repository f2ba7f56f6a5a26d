"""What of a case counts as evidence on a given day: the tables that every indicator reads.

``prepare`` makes temporary tables on the connection; nothing is written to the store:

- ``reports_used``: report, day, origin (the report itself if none is named), source, information,
  handling_code, agency, dependable. Reports after the day are absent, and all that rests on them.
- ``evidence``, one row for each link: link, kind, class, from_id, to_id, day (start, else the
  report's), last_day (the end, if it has passed), end_day, in_force, age_days (since last_day),
  recent, count (1 if none), detail, basis, report, origin, source, information, handling_code,
  usable, dependable, counts (usable and recent), why_not.
- ``events_used``: event, type, day, start_at, end_day, age_days, recent, detail, report, origin,
  source, information, usable, dependable, counts, address (where it first occurred), lat, lon.
  An event without a report takes the best graded report among the links to it.
- ``flags_used``: flag_id, subject, flag, value, day, start_day, end_day, age_days, report, origin,
  source, information, usable, dependable; only flags in force on the day.
- ``person_facts``: person, date_of_birth, age (whole years, null if unknown), professional, role,
  nrm, at_risk, in_care, home, lat, lon. ``kin(a, b, relation)`` and ``supports_pairs(a, b)``, both
  in both directions. Age at another day: ``exploiters_acts.age_on``.
- ``residents``: address, person, day, end_day, in_force, link, report, origin (usable lives_at).
- ``visitors``: address, person, link, report, origin, day, age_days, partner; usable visits in the
  window by people who do not live there and are neither professionals nor family of a resident
  (partners of a resident are kept, and marked). In ``kin``, relation parent: a is parent of b.
- ``dealings``, ``acts`` and ``attributed``: who did what to whom; see exploiters_acts.py. What
  several indicators ask besides is in evidence_shared.py.

Rules: information E never counts; D only beside a link of the same kind and ends from another
origin with A–C; a suspicion, charge or conviction that ended with nothing is no conduct, nor is
what went before it; a telephone cell is no address. Windows are the constants below.
"""

from datetime import date
from typing import TYPE_CHECKING

from netgraph.findings.evidence_links import CONDUCT_DAYS, SEEN_DAYS, enum, link_statements
from netgraph.findings.evidence_shared import shared_statements
from netgraph.findings.exploiters_acts import age_on, people_tables
from netgraph.vocabulary import (
    CASE_FILES,
    EVENT_TYPES,
    FLAGS,
    LINK_KINDS,
)

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "CONDUCT_DAYS",
    "HALVED_AFTER_DAYS",
    "SEEN_DAYS",
    "prepare",
    "prepare_facts",
    "prepared_for",
]

# Conduct, disclosures and events older than this many days weigh half. SOURCE: [decision-0004].
HALVED_AFTER_DAYS = 365
_OF_EVENTS = tuple(
    kind.name for kind in LINK_KINDS if any("event" in ends for ends in kind.endpoints)
)


def prepare(con: "duckdb.DuckDBPyConnection", as_of: date) -> None:
    """Make the evidence tables of that day; nothing to do if they are already those.

    Sets the variable ``as_of``, which indicators read with ``getvariable('as_of')``.
    """
    prepare_facts(con, as_of)
    if _held(con, "prepared_for_rules") != prepared_for(con):
        for statement in _statements_for_rules():
            con.execute(statement)
        con.execute("SET VARIABLE prepared_for_rules = getvariable('prepared_for')")


def prepare_facts(con: "duckdb.DuckDBPyConnection", as_of: date) -> None:
    """Make, of the evidence tables, those up to ``person_facts``: enough to look things up in.

    What the indicators need beside them is not made: visitors, occupants, dealings and the like.
    """
    signature = _signature(con, as_of)
    if prepared_for(con) == signature:
        return
    con.execute(f"SET VARIABLE as_of = DATE '{as_of.isoformat()}'")
    con.execute("SET VARIABLE prepared_for = ''")
    con.execute("SET VARIABLE prepared_for_rules = ''")
    for statement in _statements():
        con.execute(statement)
    con.execute("SET VARIABLE prepared_for = $signature", {"signature": signature})


def _signature(con: "duckdb.DuckDBPyConnection", as_of: date) -> str:
    """The day, how many rows each table has ever had, and which decisions alter what is read.

    Rows are only ever appended, so that every import that keeps anything changes a number.
    """
    names = (*(file.name for file in CASE_FILES), "superseded")
    rows = con.execute(
        "SELECT database_name, schema_name, table_name, estimated_size FROM duckdb_tables() "
        f"WHERE table_name IN {names} ORDER BY ALL"
    ).fetchall()
    return f"{as_of.isoformat()} {rows} {_held(con, 'effects_shown')}"


def prepared_for(con: "duckdb.DuckDBPyConnection") -> str:
    """The signature for which the tables on this connection were made; empty if for none."""
    return _held(con, "prepared_for")


def _held(con: "duckdb.DuckDBPyConnection", variable: str) -> str:
    # Always fetchall: DuckDB refuses further work while a result is not read to its end.
    return str(con.execute(f"SELECT getvariable('{variable}')").fetchall()[0][0] or "")


# People who live somewhere on the day: since when, and whether they are a child or at risk.
_OCCUPANTS = """
    CREATE OR REPLACE TEMP TABLE occupants AS
    SELECT r.address, r.person, min(r.day) AS day, coalesce(any_value(f.age) < 18, false) AS child,
           any_value(f.at_risk) AS at_risk
    FROM residents r JOIN person_facts f ON f.person = r.person
    WHERE r.in_force GROUP BY r.address, r.person"""


def _statements() -> tuple[str, ...]:
    return (
        *link_statements(),
        _events_used(),
        _flags_used(),
        _residents(),
        _kin(),
        _supports_pairs(),
        _person_facts(),
    )


def _statements_for_rules() -> tuple[str, ...]:
    return (
        _OCCUPANTS,
        _visitors(),
        *people_tables(),
        *shared_statements(),
    )


def _events_used() -> str:
    of_events = ", ".join(repr(kind) for kind in _OF_EVENTS)
    return f"""
    CREATE OR REPLACE TEMP TABLE events_used AS
    WITH known AS (
        SELECT id AS event, type::{enum(*EVENT_TYPES)} AS type, start_day AS day, start_at,
               end_day, detail, report
        FROM events WHERE start_day <= getvariable('as_of')),
    touching AS (
        SELECT k.event, e.report, e.origin, e.information, e.source, e.usable
        FROM evidence e JOIN known k ON k.event = e.to_id WHERE e.kind IN ({of_events})
        UNION ALL
        SELECT k.event, e.report, e.origin, e.information, e.source, e.usable
        FROM evidence e JOIN known k ON k.event = e.from_id
        WHERE e.kind IN ('occurred_at', 'found_at')),
    best AS (
        SELECT event, min({{'i': information, 's': source, 'r': report}}).r AS report
        FROM touching GROUP BY event),
    reported AS (
        SELECT k.* EXCLUDE (report), r.* EXCLUDE (day)
        FROM known k LEFT JOIN best b ON b.event = k.event
        JOIN reports_used r ON r.report = coalesce(k.report, b.report)),
    confirmed AS (
        SELECT DISTINCT d.event FROM reported d JOIN touching t ON t.event = d.event
        WHERE d.information = 'D' AND t.information IN ('A', 'B', 'C') AND t.origin <> d.origin),
    places AS (
        SELECT from_id AS event, min({{'d': day, 'a': to_id}}).a AS address
        FROM evidence WHERE kind = 'occurred_at' AND usable GROUP BY from_id),
    timed AS (
        SELECT p.*, (getvariable('as_of') - p.day)::INTEGER AS age_days,
               p.information IN ('A', 'B', 'C') OR c.event IS NOT NULL AS usable,
               l.address, a.lat, a.lon
        FROM reported p LEFT JOIN confirmed c ON c.event = p.event
        LEFT JOIN places l ON l.event = p.event LEFT JOIN addresses a ON a.id = l.address)
    SELECT event, type, day, start_at, end_day, age_days, age_days <= {CONDUCT_DAYS} AS recent,
           detail, report, origin, source, information, usable, dependable,
           usable AND age_days <= {CONDUCT_DAYS} AS counts, address, lat, lon
    FROM timed"""


def _flags_used() -> str:
    flags = enum(*(flag.name for flag in FLAGS))
    return f"""
    CREATE OR REPLACE TEMP TABLE flags_used AS
    WITH known AS (
        SELECT f.id AS flag_id, f.subject, f.flag::{flags} AS flag, f.value,
               coalesce(f.start_day, r.day) AS day, f.start_day, f.end_day,
               r.report, r.origin, r.source, r.information, r.dependable
        FROM flags f JOIN reports_used r ON r.report = f.report
        WHERE coalesce(f.start_day <= getvariable('as_of'), true)
          AND coalesce(f.end_day >= getvariable('as_of'), true))
    SELECT flag_id, subject, flag, value, day, start_day, end_day,
           (getvariable('as_of') - day)::INTEGER AS age_days,
           report, origin, source, information,
           information IN ('A', 'B', 'C') OR (information = 'D' AND EXISTS (
               SELECT 1 FROM known o WHERE o.subject = k.subject AND o.flag = k.flag
               AND o.value IS NOT DISTINCT FROM k.value AND o.origin <> k.origin
               AND o.information IN ('A', 'B', 'C'))) AS usable,
           dependable
    FROM known k"""


def _residents() -> str:
    return """
    CREATE OR REPLACE TEMP TABLE residents AS
    SELECT to_id AS address, from_id AS person, day, end_day, in_force, link, report, origin
    FROM evidence WHERE kind = 'lives_at' AND usable"""


def _kin() -> str:
    """Family in both directions; parent and child are turned round with the direction."""
    return """
    CREATE OR REPLACE TEMP TABLE kin AS
    SELECT from_id AS a, to_id AS b, coalesce(detail, 'other') AS relation
    FROM evidence WHERE kind = 'related_to' AND usable
    UNION
    SELECT to_id, from_id,
           CASE detail WHEN 'parent' THEN 'child' WHEN 'child' THEN 'parent'
                       ELSE coalesce(detail, 'other') END
    FROM evidence WHERE kind = 'related_to' AND usable"""


def _supports_pairs() -> str:
    return """
    CREATE OR REPLACE TEMP TABLE supports_pairs AS
    SELECT from_id AS a, to_id AS b FROM evidence WHERE kind = 'supports' AND usable
    UNION
    SELECT to_id, from_id FROM evidence WHERE kind = 'supports' AND usable"""


def _person_facts() -> str:
    return f"""
    CREATE OR REPLACE TEMP TABLE person_facts AS
    WITH flagged AS (
        SELECT subject,
               bool_or(flag = 'professional') AS professional,
               max({{'d': day, 'v': value}}) FILTER (flag = 'professional') AS role,
               max({{'d': day, 'v': value}}) FILTER (flag = 'nrm') AS nrm,
               max({{'d': day, 'v': value}}) FILTER (flag = 'at_risk') AS at_risk,
               bool_or(flag = 'in_care') AS in_care
        FROM flags_used WHERE usable GROUP BY subject),
    homes AS (
        SELECT person, substr(max(concat(day, address)), 11) AS home
        FROM residents WHERE in_force GROUP BY person)
    SELECT p.id AS person, p.date_of_birth,
           CASE WHEN p.date_of_birth <= getvariable('as_of')
                THEN {age_on("p.date_of_birth", "getvariable('as_of')")} END::INTEGER AS age,
           coalesce(f.professional, false) AS professional, f.role.v AS role, f.nrm.v AS nrm,
           f.at_risk.v AS at_risk, coalesce(f.in_care, false) AS in_care, h.home, a.lat, a.lon
    FROM people p LEFT JOIN flagged f ON f.subject = p.id
    LEFT JOIN homes h ON h.person = p.id LEFT JOIN addresses a ON a.id = h.home"""


def _visitors() -> str:
    return """
    CREATE OR REPLACE TEMP TABLE visitors AS
    WITH seen AS (
        SELECT e.to_id AS address, e.from_id AS person, e.link, e.report, e.origin,
               e.last_day AS day, e.age_days
        FROM evidence e WHERE e.kind = 'visits' AND e.counts),
    known_there AS (
        SELECT DISTINCT s.address, s.person FROM (SELECT DISTINCT address, person FROM seen) s
        JOIN residents r ON r.address = s.address
        LEFT JOIN kin k ON k.a = r.person AND k.b = s.person AND k.relation <> 'partner'
        LEFT JOIN supports_pairs p ON p.a = r.person AND p.b = s.person
        WHERE r.in_force AND (k.b IS NOT NULL OR p.b IS NOT NULL)),
    partners AS (
        SELECT DISTINCT r.address, k.b AS person FROM residents r
        JOIN kin k ON k.a = r.person AND k.relation = 'partner' WHERE r.in_force)
    SELECT s.*, p.person IS NOT NULL AS partner
    FROM seen s
    JOIN person_facts f ON f.person = s.person AND NOT f.professional
    LEFT JOIN partners p ON p.address = s.address AND p.person = s.person
    WHERE NOT EXISTS (SELECT 1 FROM residents r WHERE r.address = s.address
                      AND r.person = s.person AND coalesce(r.end_day >= s.day, true))
      AND NOT EXISTS (SELECT 1 FROM known_there k
                      WHERE k.address = s.address AND k.person = s.person)"""

"""What the case says of the things in a report: names, particulars, links, reports, orders."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from netgraph.findings.labels import labels
from netgraph.orders.periods import not_discharged
from netgraph.records import ReportEvidence
from netgraph.vocabulary import MARKINGS

if TYPE_CHECKING:
    import duckdb

    from netgraph.report.audiences import Audience

__all__ = [
    "Condition",
    "Facts",
    "LinkFact",
    "OrderFact",
    "Thing",
    "highest_marking",
    "orders_in_force",
    "read_facts",
]


@dataclass(frozen=True, slots=True)
class Thing:
    """A person, address, phone … : how it reads, and particulars as (what, value)."""

    id: str
    kind: str
    label: str
    particulars: tuple[tuple[str, str], ...] = ()
    young: bool = False


@dataclass(frozen=True, slots=True)
class LinkFact:
    """One link between two things shown; ``day`` is None where only its report is dated."""

    id: str
    kind: str
    evidence_class: str
    from_id: str
    to_id: str
    day: date | None
    end_day: date | None
    count: int
    detail: str
    basis: str
    report: str
    origin: str
    information: str
    usable: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of an order, word for word."""

    number: str
    category: str
    text: str
    starts: date | None
    ends: date | None
    targets: tuple[str, ...]
    exceptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderFact:
    """An order in force on the day, with its conditions in force."""

    id: str
    type: str
    person: str
    court: str
    made: date | None
    served: date | None
    interim: bool
    ends: date | None
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a report says of the things in it; ``doubted`` counts links graded E."""

    things: dict[str, Thing]
    links: tuple[LinkFact, ...]
    reports: dict[str, ReportEvidence]
    doubted: int


def highest_marking(con: "duckdb.DuckDBPyConnection") -> str:
    """The highest marking of all reports; one without a marking counts as the highest allowed."""
    rows = con.execute("SELECT DISTINCT coalesce(marking, '') FROM reports ORDER BY 1").fetchall()
    found = {marking for (marking,) in rows}
    return MARKINGS[0] if found == {MARKINGS[0]} else MARKINGS[-1]


def read_facts(
    con: "duckdb.DuckDBPyConnection",
    ids: Iterable[str],
    cited: Iterable[str],
    audience: "Audience",
) -> Facts:
    """What is known of those ids and between them, and of the reports behind it or cited.

    The evidence tables of the day must have been made on the connection. Free words that come
    from a report whose handling code keeps it from the audience are left out.
    """
    wanted = sorted(set(ids))
    rows = con.execute(_LINKS, {"ids": wanted, "open": audience.code_c == "shown"}).fetchall()
    links = tuple(LinkFact(*row) for row in rows)
    behind = sorted({link.report for link in links} | set(cited))
    rows = con.execute(_REPORTS, {"ids": behind}).fetchall()
    [(doubted,)] = con.execute(_DOUBTED, {"ids": wanted}).fetchall()
    return Facts(
        _things(con, wanted, audience),
        links,
        {row[0]: ReportEvidence(*row) for row in rows},
        doubted,
    )


def _things(
    con: "duckdb.DuckDBPyConnection", ids: list[str], audience: "Audience"
) -> dict[str, Thing]:
    rows: list[tuple[Any, ...]] = con.execute(
        "SELECT id, kind FROM entities WHERE id IN (SELECT unnest($ids)) ORDER BY id", {"ids": ids}
    ).fetchall()
    names = labels(con, ids)
    particulars: dict[str, list[tuple[str, str]]] = {}
    for sql in _PARTICULARS if audience.identifiers else ():
        for each, what, value in con.execute(sql, {"ids": ids}).fetchall():
            particulars.setdefault(each, []).append((what, value))
    if audience.identifiers:
        values = {"ids": ids, "open": audience.code_c == "shown"}
        for each, value in con.execute(_EVENT_DETAILS, values).fetchall():
            particulars.setdefault(each, []).append(("detail", value))
    young = {row[0] for row in con.execute(_YOUNG, {"ids": ids}).fetchall()}
    return {
        each: Thing(each, kind, names[each], tuple(particulars.get(each, ())), each in young)
        for each, kind in rows
    }


def orders_in_force(
    con: "duckdb.DuckDBPyConnection", as_of: date, people: Iterable[str] | None = None
) -> tuple[OrderFact, ...]:
    """Orders in force on that day, of all people or of some, by the day on which they end."""
    conditions: dict[str, list[Condition]] = {}
    written: list[tuple[Any, ...]] = con.execute(_CONDITIONS, {"day": as_of}).fetchall()
    for order, *fields, targets, exceptions in written:
        values: tuple[Any, ...] = (*fields, tuple(targets or ()), tuple(exceptions or ()))
        conditions.setdefault(order, []).append(Condition(*values))
    rows: list[tuple[Any, ...]] = con.execute(_ORDERS, {"day": as_of}).fetchall()
    wanted = None if people is None else set(people)
    whole = [(*row, tuple(conditions.get(row[0], ()))) for row in rows]
    return tuple(OrderFact(*row) for row in whole if wanted is None or row[2] in wanted)


_LINKS = """
    SELECT e.link, e.kind::VARCHAR, e.class::VARCHAR, e.from_id, e.to_id,
           CASE WHEN l.start_day IS NOT NULL THEN e.day END, e.end_day, e.count,
           CASE WHEN $open OR e.handling_code = 'P' THEN coalesce(e.detail, '') ELSE '' END,
           e.basis, e.report, e.origin, e.information::VARCHAR, e.usable,
           CASE WHEN e.usable THEN '' ELSE coalesce(e.why_not, '') END
    FROM evidence e JOIN links l ON l.id = e.link
    WHERE e.from_id IN (SELECT unnest($ids)) AND e.to_id IN (SELECT unnest($ids))
      AND e.information <> 'E'
    ORDER BY e.day DESC, e.link"""

_DOUBTED = """
    SELECT count(*) FROM evidence WHERE information = 'E'
       AND (from_id IN (SELECT unnest($ids)) OR to_id IN (SELECT unnest($ids)))"""

_REPORTS = """
    SELECT id, date, grade, coalesce(grade_original, ''), coalesce(nullif(trim(origin), ''), ''),
           coalesce(agency, ''), coalesce(handling, ''), coalesce(marking, '')
    FROM reports WHERE id IN (SELECT unnest($ids)) ORDER BY id"""

_YOUNG = """
    SELECT person FROM person_facts
    WHERE person IN (SELECT unnest($ids)) AND (age < 18 OR at_risk = 'child')"""


def _columns(table: str, **columns: str) -> str:
    """Particulars from the columns of one table: each that is filled, in the given order."""
    parts = " UNION ALL ".join(
        f"SELECT id, {place} AS place, '{what.replace('_', ' ')}' AS what, {value} AS value "
        f"FROM {table} WHERE id IN (SELECT unnest($ids))"
        for place, (what, value) in enumerate(columns.items())
    )
    return f"SELECT id, what, value::VARCHAR FROM ({parts}) WHERE value <> '' ORDER BY id, place"


_EVENT_DETAILS = """
    SELECT e.id, e.detail FROM events e LEFT JOIN reports r ON r.id = e.report
    WHERE e.id IN (SELECT unnest($ids)) AND e.detail <> '' AND ($open OR r.handling_code = 'P')
    ORDER BY e.id"""

# A sentence of a flag: its name and, where it says more, its value.
_FLAGS = """
    SELECT subject, 'recorded as',
           concat_ws(': ', CASE flag WHEN 'nrm' THEN 'National Referral Mechanism'
                           ELSE replace(flag, '_', ' ') END, nullif(replace(value, '_', ' '), ''))
    FROM flags_used WHERE usable AND subject IN (SELECT unnest($ids))
    GROUP BY ALL ORDER BY ALL"""

_HOMES = """
    SELECT r.person, 'lives at',
           coalesce(nullif(concat_ws(', ', a.line, a.postcode), ''), a.id) || ' (' || a.id || ')'
    FROM residents r JOIN addresses a ON a.id = r.address
    WHERE r.in_force AND r.person IN (SELECT unnest($ids)) GROUP BY ALL ORDER BY ALL"""

_PARTICULARS = (
    _columns(
        "people p LEFT JOIN person_facts f ON f.person = p.id",
        also_known_as="array_to_string(p.aliases, '; ')",
        date_of_birth="p.date_of_birth::VARCHAR",
        age="f.age::VARCHAR",
        sex="p.sex",
        PNC_id="p.pnc_id",
        CRO="p.cro",
    ),
    _HOMES,
    _columns("addresses", use="replace(use, '_', ' ')", UPRN="uprn"),
    _columns("phones", number="number", IMEI="imei"),
    _columns("vehicles", plate="vrm", make="make", colour="colour"),
    _columns("organisations", type="type"),
    _columns("accounts", platform="platform", handle="handle"),
    _columns("events", type="replace(type, '_', ' ')", start="start_text", end="end_text"),
    _FLAGS,
)

_ORDERS = f"""
    SELECT id, type, person, coalesce(court, ''), made_day, served_day, coalesce(interim, false),
           ends
    FROM orders WHERE coalesce(made_day <= $day, true) AND coalesce(ends >= $day, true)
      AND {not_discharged("orders.id", "$day")}
    ORDER BY ends NULLS LAST, id"""

_CONDITIONS = f"""
    SELECT order_id, coalesce(number, ''), category, text, starts, ends, targets, exceptions
    FROM conditions WHERE coalesce(starts <= $day, true) AND coalesce(ends >= $day, true)
      AND {not_discharged("conditions.order_id", "$day", "conditions.id")}
    ORDER BY order_id, try_cast(number AS INTEGER) NULLS LAST, number, id"""

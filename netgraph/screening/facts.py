"""What the case knows of the people on the cards: family, schools, custody, permission, protection.

Looked up once for all cards, for the people who are on one; the words are made in exceptions.py
and safeguarding.py.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from netgraph.screening.posts import contexts
from netgraph.screening.rows import midnight, moment

if TYPE_CHECKING:
    import duckdb

__all__ = ["Facts", "Permission", "Stay", "collect_facts"]

_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Stay:
    """A stay in custody of one person: the event, its place, and from when to when."""

    event: str
    place: str
    from_at: datetime
    to_at: datetime


@dataclass(frozen=True, slots=True)
class Permission:
    """A written permission: for which condition (empty: any) and targets (empty: all), and when."""

    id: str
    condition: str
    targets: tuple[str, ...]
    from_at: datetime
    to_at: datetime
    given_by: str
    document: str


@dataclass(slots=True)
class Facts:
    """All of it, by person, by pair of people, by order."""

    family: dict[_Pair, str] = field(default_factory=dict)
    schools: dict[_Pair, str] = field(default_factory=dict)
    stays: dict[str, list[Stay]] = field(default_factory=dict)
    permissions: dict[str, list[Permission]] = field(default_factory=dict)
    homes: dict[str, set[str]] = field(default_factory=dict)
    births: dict[str, date | None] = field(default_factory=dict)
    flags: dict[str, list[tuple[str, str, date | None, date | None]]] = field(default_factory=dict)
    victims: set[str] = field(default_factory=set)
    orders: dict[str, list[tuple[str, datetime, datetime]]] = field(default_factory=dict)
    grades: dict[str, tuple[str, str]] = field(default_factory=dict)
    address_lines: dict[str, str] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, set[str]] = field(default_factory=dict)
    contexts: dict[str, tuple[str, ...]] = field(default_factory=dict)


def collect_facts(con: "duckdb.DuckDBPyConnection") -> Facts:
    """Everything about the people and places on the cards in ``possible``."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE people_on_cards AS "
        "SELECT person AS id FROM possible UNION SELECT other FROM possible WHERE other <> ''"
    )
    facts = Facts()
    _relations(con, facts)
    _protection(con, facts)
    _stays(con, facts)
    for row in con.execute(
        "SELECT permission, order_id, condition, targets, starts_at, ends_at, given_by, document "
        "FROM permission_periods ORDER BY order_id, permission"
    ).fetchall():
        number, order, condition, targets, since, until, by, document = row
        facts.permissions.setdefault(order, []).append(
            Permission(number, condition, tuple(targets), since, until, by, document)
        )
    for person, order, since, until in con.execute(
        "SELECT o.person, o.order_id, greatest(o.in_force_from, o.served_at), o.ends_at "
        "FROM order_terms o SEMI JOIN people_on_cards c ON c.id = o.person "
        "WHERE o.served_at IS NOT NULL ORDER BY 1, 2"
    ).fetchall():
        facts.orders.setdefault(person, []).append((order, since, until))
    facts.grades = {
        report: (grade, code)
        for report, grade, code in con.execute(
            "SELECT id, grade, handling_code FROM screen_reports WHERE id IN "
            "(SELECT unnest(reports) FROM possible) ORDER BY id"
        ).fetchall()
    }
    for person, key in con.execute(
        "SELECT DISTINCT person, key FROM attributions SEMI JOIN people_on_cards c ON c.id = person "
        "ORDER BY ALL"
    ).fetchall():
        facts.numbers.setdefault(person, set()).add(key)
    facts.contexts = contexts(con)
    facts.address_lines = dict(
        con.execute(
            "SELECT id, concat_ws(' ', line, use) FROM screen_addresses "
            "WHERE id IN (SELECT place FROM possible) ORDER BY id"
        ).fetchall()
    )
    return facts


def _relations(con: "duckdb.DuckDBPyConnection", facts: Facts) -> None:
    family = """
        SELECT l.from_id, l.to_id, concat(coalesce(l.detail, 'family'), ', ', l.id, ', report ', l.report)
        FROM screen_links l SEMI JOIN people_on_cards a ON a.id = l.from_id
        SEMI JOIN people_on_cards b ON b.id = l.to_id
        JOIN report_strengths r ON r.report = l.report
        WHERE l.kind = 'related_to' ORDER BY l.id DESC"""
    for first, second, text in con.execute(family).fetchall():
        facts.family[first, second] = facts.family[second, first] = text.replace("_", " ", 1)
    schools = """
        SELECT a.from_id, b.from_id, concat(o.id, ' (', a.id, ', ', b.id, ')')
        FROM screen_links a JOIN screen_links b ON b.to_id = a.to_id AND b.from_id <> a.from_id
        JOIN screen_organisations o ON o.id = a.to_id AND o.type = 'school'
        SEMI JOIN people_on_cards c ON c.id = a.from_id SEMI JOIN people_on_cards d ON d.id = b.from_id
        WHERE a.kind = 'member_of' AND b.kind = 'member_of' ORDER BY a.id DESC, b.id DESC"""
    for first, second, text in con.execute(schools).fetchall():
        facts.schools[first, second] = text
    homes = """
        SELECT l.from_id, l.to_id FROM screen_links l SEMI JOIN people_on_cards c ON c.id = l.from_id
        WHERE l.kind = 'lives_at' ORDER BY ALL"""
    for person, home in con.execute(homes).fetchall():
        facts.homes.setdefault(person, set()).add(home)


def _protection(con: "duckdb.DuckDBPyConnection", facts: Facts) -> None:
    facts.births = dict(
        con.execute(
            "SELECT p.id, p.date_of_birth FROM screen_people p "
            "SEMI JOIN people_on_cards c ON c.id = p.id ORDER BY 1"
        ).fetchall()
    )
    flags = """
        SELECT f.subject, f.flag, coalesce(f.value, ''), f.start_day, f.end_day FROM screen_flags f
        SEMI JOIN people_on_cards c ON c.id = f.subject JOIN report_strengths r ON r.report = f.report
        ORDER BY f.subject, f.flag, f.start_day, f.id"""
    for person, flag, value, since, until in con.execute(flags).fetchall():
        facts.flags.setdefault(person, []).append((flag, value, since, until))
    victims = """
        SELECT DISTINCT l.from_id FROM screen_links l JOIN screen_events e ON e.id = l.to_id
        SEMI JOIN people_on_cards c ON c.id = l.from_id
        WHERE l.kind = 'victim_in' AND e.type IN ('exploitation', 'modern_slavery') ORDER BY 1"""
    facts.victims = {person for (person,) in con.execute(victims).fetchall()}


def _stays(con: "duckdb.DuckDBPyConnection", facts: Facts) -> None:
    stays = f"""
        SELECT l.from_id, e.id,
               coalesce((SELECT min(o.to_id) FROM screen_links o
                         WHERE o.kind = 'occurred_at' AND o.from_id = e.id), ''),
               {moment("e.start")},
               coalesce(e.end_at, {midnight("coalesce(e.end_day, e.start_day) + 1")})
        FROM screen_events e JOIN screen_links l ON l.to_id = e.id AND l.kind = 'present_at'
        SEMI JOIN people_on_cards c ON c.id = l.from_id
        WHERE e.type = 'custody' ORDER BY 1, 4, 2"""
    for person, event, place, since, until in con.execute(stays).fetchall():
        facts.stays.setdefault(person, []).append(Stay(event, place, since, until))

"""What stands in a published copy, as batches of rows; no server here.

Everything is read from the part of the case that the audience may see (report/shared_part.py), and
of that only the columns that are written for it (report/audiences.py): what is left out is not
there to be written. Things that no record which stays tells of are left out as well.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from netgraph.publish.findings import finding_batches
from netgraph.report.facts import highest_marking
from netgraph.report.naming import Names, reference
from netgraph.report.shared_part import shared_part
from netgraph.report.summary import withheld_words
from netgraph.store.neo4j_model import LABELS, LINK_TYPES, TIES
from netgraph.vocabulary import ENTITY_KINDS, LINK_KINDS

if TYPE_CHECKING:
    import duckdb

    from netgraph.orders.entries import RegisteredOrder
    from netgraph.publish import Imprint
    from netgraph.records import Finding
    from netgraph.report.audiences import Published

__all__ = ["Batch", "Copy", "open_copy"]

# Rows in one batch. SOURCE: [benchmark-neo4j].
BATCH_ROWS = 5_000

_KINDS = {kind.name: kind.label for kind in ENTITY_KINDS}

# Things, links and reports that stay: known on that day, and not suspected to be false.
_PREPARE = (
    "CREATE OR REPLACE TEMP TABLE copy_day AS SELECT $day::DATE AS day",
    "CREATE OR REPLACE TEMP TABLE copy_named AS SELECT unnest($named::VARCHAR[]) AS id",
    """CREATE OR REPLACE TEMP TABLE copy_links AS
    SELECT l.* FROM links l JOIN reports r ON r.id = l.report JOIN entities f ON f.id = l.from_id
    JOIN entities t ON t.id = l.to_id CROSS JOIN copy_day d
    WHERE r.information <> 'E' AND r.date <= d.day AND coalesce(l.start_day <= d.day, true)""",
    """CREATE OR REPLACE TEMP TABLE copy_flags AS
    SELECT f.* FROM flags f JOIN reports r ON r.id = f.report JOIN entities e ON e.id = f.subject
    CROSS JOIN copy_day d
    WHERE r.information <> 'E' AND r.date <= d.day AND coalesce(f.start_day <= d.day, true)""",
    """CREATE OR REPLACE TEMP TABLE copy_ids AS
    SELECT id, kind FROM entities WHERE id IN (
        SELECT from_id FROM copy_links UNION SELECT to_id FROM copy_links
        UNION SELECT subject FROM copy_flags UNION SELECT id FROM copy_named)""",
    """CREATE OR REPLACE TEMP TABLE copy_reports AS
    SELECT r.* FROM reports r CROSS JOIN copy_day d WHERE r.id IN (
        SELECT report FROM copy_links UNION SELECT report FROM copy_flags
        UNION SELECT report FROM events WHERE id IN (SELECT id FROM copy_ids))
        AND r.information <> 'E' AND r.date <= d.day""",
)

# What is not within two steps of those asked about does not go into a copy about them.
_NEAR = """
    DELETE FROM copy_ids WHERE id NOT IN (
        WITH ties AS (SELECT from_id AS a, to_id AS b FROM copy_links
                      UNION SELECT to_id, from_id FROM copy_links),
        one AS (SELECT unnest($asked) AS id UNION
                SELECT b FROM ties WHERE a IN (SELECT unnest($asked)))
        SELECT id FROM one UNION SELECT b FROM ties WHERE a IN (SELECT id FROM one))"""
_NEAR_LINKS = """
    DELETE FROM copy_links WHERE from_id NOT IN (SELECT id FROM copy_ids)
        OR to_id NOT IN (SELECT id FROM copy_ids)"""
_NEAR_FLAGS = "DELETE FROM copy_flags WHERE subject NOT IN (SELECT id FROM copy_ids)"

_YOUNG = "SELECT person FROM person_facts WHERE age < 18 OR at_risk = 'child'"


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one sort: nodes of a label, or relationships of a type between two labels.

    A node's row is its properties; a relationship's is ``from``, ``to`` and its ``properties``.
    """

    label: str
    rows: list[dict[str, Any]]
    ends: tuple[str, str] | None = None


@dataclass(slots=True)
class Copy:
    """One copy before it is written; ``batches`` can be gone through again and again."""

    part: "duckdb.DuckDBPyConnection"
    as_of: date
    rules: "Published"
    names: Names
    findings: "tuple[Finding, ...]"
    orders: "tuple[RegisteredOrder, ...]"
    marking: str
    nodes: dict[str, int] = field(default_factory=dict)
    relationships: int = 0

    def size(self) -> int:
        """About how many nodes and relationships there are."""
        [(rows,)] = self.part.execute(
            "SELECT (SELECT count(*) FROM copy_ids) + (SELECT count(*) FROM copy_links) "
            "+ (SELECT count(*) FROM copy_reports) + 2 * (SELECT count(*) FROM copy_flags)"
        ).fetchall()
        return int(rows) + 20 * len(self.findings)

    def batches(self) -> Iterator[Batch]:
        """All nodes, then what joins them; counts what it gives."""
        self.nodes, self.relationships = {}, 0
        for batch in self._batches():
            if batch.rows and batch.ends is None:
                self.nodes[batch.label] = self.nodes.get(batch.label, 0) + len(batch.rows)
            self.relationships += len(batch.rows) if batch.ends else 0
            if batch.rows:
                yield batch

    def _batches(self) -> Iterator[Batch]:
        for kind in ENTITY_KINDS:
            yield from self._things(kind.file, kind.label)
        yield from self._nodes("reports", "copy_reports")
        if "flags" in self.rules.written:
            yield from self._nodes("flags", "copy_flags")
        if "orders" in self.rules.audience.sections:
            yield from self._orders()
        for link in LINK_KINDS:
            for start, end in link.endpoints:
                yield from self._links(link.name, start, end)
        if "flags" in self.rules.written:
            yield from self._about()
        yield from finding_batches(self.findings, self.names, self._held("copy_reports"))

    def _things(self, table: str, label: str) -> Iterator[Batch]:
        """People, addresses … with the name by which the audience knows them."""
        columns = self._columns(table)
        young = self._young() if table == "people" else frozenset()
        chosen = f"SELECT {columns} FROM {table} WHERE id IN (SELECT id FROM copy_ids) ORDER BY id"
        for rows in _read(self.part, chosen):
            for row in rows:
                row["name"] = reference(self.names, row["id"]).label
                if row["id"] in young:
                    row["under_18"] = True
            yield Batch(label, rows)

    def _young(self) -> frozenset[str]:
        if not self.rules.audience.identifiers:
            return frozenset()
        return frozenset(person for (person,) in self.part.execute(_YOUNG).fetchall())

    def _nodes(self, table: str, relation: str) -> Iterator[Batch]:
        for rows in _read(self.part, f"SELECT {self._columns(table)} FROM {relation} ORDER BY id"):
            yield Batch(LABELS[table], rows)

    def _columns(self, table: str) -> str:
        written = ("id", *self.rules.written.get(table, ()))
        return ", ".join(f'"{name}"' for name in written)

    def _held(self, relation: str) -> frozenset[str]:
        rows = self.part.execute(f"SELECT id FROM {relation}").fetchall()
        return frozenset(each for (each,) in rows)

    def _links(self, kind: str, start: str, end: str) -> Iterator[Batch]:
        columns = ", ".join(f'l."{name}"' for name in ("id", *self.rules.written["links"]))
        chosen = (
            f"SELECT l.from_id AS from_, l.to_id AS to_, {columns} FROM copy_links l "
            "JOIN copy_ids f ON f.id = l.from_id JOIN copy_ids t ON t.id = l.to_id "
            f"WHERE l.kind = '{kind}' AND f.kind = '{start}' AND t.kind = '{end}' ORDER BY l.id"
        )
        for rows in _read(self.part, chosen):
            yield Batch(
                LINK_TYPES[kind], [_joined(row) for row in rows], (_KINDS[start], _KINDS[end])
            )

    def _about(self) -> Iterator[Batch]:
        [about] = [tie.type for tie in TIES if tie.table == "flags"]
        for kind, label in _KINDS.items():
            chosen = (
                "SELECT f.id AS from_, f.subject AS to_ FROM copy_flags f "
                f"JOIN copy_ids i ON i.id = f.subject WHERE i.kind = '{kind}' ORDER BY f.id"
            )
            for rows in _read(self.part, chosen):
                yield Batch(about, [_joined(row) for row in rows], ("Flag", label))

    def _orders(self) -> Iterator[Batch]:
        """Orders in force with their conditions in force, word for word."""
        orders, conditions = [], []
        on, of, aimed = [], [], []
        for order in self.orders:
            said = {
                "id": order.order,
                "type": order.type,
                "court": order.court,
                "made_day": order.made,
                "served_day": order.served,
                "interim": order.interim,
                "ends": order.ends,
                "status": order.status,
                "name": order.type,
                "reporting_restriction": list(order.reporting_restriction),
            }
            orders.append(_plain(said))
            on.append(_pair(order.order, order.person))
            for each in order.conditions:
                told = {
                    "id": each.condition,
                    "number": each.number,
                    "category": each.category,
                    "text": each.text,
                    "starts": each.first_day,
                    "ends": each.last_day,
                    "exceptions": list(each.exceptions),
                    "status": each.status,
                    "name": f"{each.number} {each.category}".strip(),
                }
                conditions.append(_plain(told))
                of.append(_pair(each.condition, order.order))
                aimed += [(each.condition, target) for target in each.targets]
        yield Batch("Order", orders)
        yield Batch("Condition", conditions)
        yield Batch("ON", on, ("Order", "Person"))
        yield Batch("OF", of, ("Condition", "Order"))
        for kind, label in _KINDS.items():
            rows = [_pair(a, b) for a, b in aimed if self.names.kinds.get(b) == kind]
            yield Batch("AIMED_AT", rows, ("Condition", label))

    def banner(self, imprint: "Imprint") -> dict[str, Any]:
        """What the banner says: date, marking, expiry, copy, and how to read what is there."""
        audience = self.rules.audience.label.lower()
        name = f"{self.marking} · {audience} {imprint.copy} · expires {imprint.expires}"
        said = {
            "name": name,
            "marking": self.marking,
            "audience": imprint.audience,
            "copy": imprint.copy,
            "recipient": imprint.recipient,
            "expires": imprint.expires,
            "as_of": self.as_of,
            "published_at": imprint.published_at,
            "log_line": imprint.log_line,
            "log_hash": imprint.log_hash,
            "state": "whole",
            "read_this": "Each finding is a lead for a person to judge. After the day of expiry this "
            "copy must not be used: ask for a new one.",
            "left_out": [
                *withheld_words(self.names),
                "Links from reports graded E, suspected to be false, are left out.",
            ],
        }
        return _plain(said)


@contextmanager
def open_copy(
    con: "duckdb.DuckDBPyConnection", as_of: date, rules: "Published", about: tuple[str, ...]
) -> Iterator[Copy]:
    """The copy for one audience on one day, as long as the context lasts."""
    from netgraph import findings
    from netgraph.orders import register
    from netgraph.report import leads

    marking = highest_marking(con)
    audience = rules.audience
    orders = register.in_force(con, as_of) if "orders" in audience.sections else ()
    part, recoded = shared_part(con, about, rules.read)
    try:
        asked = about if audience.identifiers else recoded
        _choose(part, as_of, _named(orders, asked), asked)
        found = leads.narrow(
            leads.Leads(findings.find_all(part, as_of)), (), asked, nearby=audience.nearby
        )
        names = _names(part, rules, asked)
        held = tuple(each for each in found.findings if each.subject in names.kinds)
        orders = tuple(order for order in orders if order.person in names.kinds)
        yield Copy(part, as_of, rules, names, held, orders, marking)
    finally:
        part.close()


def _named(orders: "Iterable[RegisteredOrder]", asked: tuple[str, ...]) -> list[str]:
    """Ids that are there although perhaps no link tells of them: asked about, or of an order."""
    conditions = [each for order in orders for each in order.conditions]
    return [
        *(order.person for order in orders),
        *(target for each in conditions for target in each.targets),
        *asked,
    ]


def _choose(
    part: "duckdb.DuckDBPyConnection", as_of: date, named: list[str], asked: tuple[str, ...]
) -> None:
    """Make the tables of what goes into the copy; about those asked about, if any are."""
    *chosen, reports = _PREPARE
    if asked:
        chosen += [_NEAR, _NEAR_LINKS, _NEAR_FLAGS]
    given: dict[str, object] = {"day": as_of, "named": named, "asked": list(asked)}
    for statement in (*chosen, reports):
        needed = {name: value for name, value in given.items() if f"${name}" in statement}
        part.execute(statement, needed)


def _names(part: "duckdb.DuckDBPyConnection", rules: "Published", asked: tuple[str, ...]) -> Names:
    from netgraph.findings.labels import labels

    kinds = dict(part.execute("SELECT id, kind FROM copy_ids ORDER BY id").fetchall())
    return Names(
        audience=rules.audience,
        labels=labels(part, kinds),
        kinds=kinds,
        places={},
        anchors={},
        reports={},
        report_places={},
        asked=frozenset(asked),
    )


def _read(part: "duckdb.DuckDBPyConnection", query: str) -> Iterator[list[dict[str, Any]]]:
    """Rows of a query as properties, some thousands at a time."""
    found = part.execute(query)
    columns = [each[0] for each in found.description or ()]
    rows = found.fetchall()
    for first in range(0, len(rows), BATCH_ROWS):
        yield [
            _plain(dict(zip(columns, row, strict=True))) for row in rows[first : first + BATCH_ROWS]
        ]


def _plain(said: dict[str, Any]) -> dict[str, Any]:
    """Properties as they are written: nothing that is empty, times with their zone."""
    return {
        name: value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
        for name, value in said.items()
        if value not in (None, "", [])
    }


def _joined(row: dict[str, Any]) -> dict[str, Any]:
    properties = {name: value for name, value in row.items() if name not in ("from_", "to_")}
    return {"from": row["from_"], "to": row["to_"], "properties": properties}


def _pair(start: str, end: str) -> dict[str, Any]:
    return {"from": start, "to": end, "properties": {}}

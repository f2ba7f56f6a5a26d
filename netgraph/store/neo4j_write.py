"""Accepted rows of an import as nodes and relationships of the server.

Rows are sent in batches as parameters of ``UNWIND``; labels, types and property names are the
vocabulary's. A row that changed leaves a ``(:Version)`` of what it said before.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from netgraph.errors import StoreError
from netgraph.intake.references import as_imported
from netgraph.store.neo4j_model import (
    LABELS,
    LINK_TYPES,
    TIES,
    Tie,
    link_properties,
)
from netgraph.tables import table_columns
from netgraph.vocabulary import ENTITY_KINDS

if TYPE_CHECKING:
    import duckdb
    import neo4j

    from netgraph.intake.batch import ImportBatch

__all__ = ["CHANGED", "NEW", "Send", "write_rows"]

# Rows in one statement: large enough that the round trip does not show, small beside the heap.
# SOURCE: [benchmark-neo4j].
BATCH_ROWS = 5_000

# Working tables on the local connection, made anew for each attempt.
_KNOWN = "neo4j_known"
_ROWS = "neo4j_rows"


# Sends one statement with its parameters; gives the server's count of what it made.
Send = Callable[[str, dict[str, object]], "neo4j.SummaryCounters"]

# Which rows of a batch: new ones, changed ones.
NEW, CHANGED = "version = 1", "version > 1"


def write_rows(
    send: Send, con: "duckdb.DuckDBPyConnection", batch: "ImportBatch", import_id: int, which: str
) -> None:
    """Send the new or the changed rows of a batch; the server keeps them when the caller says so.

    Args:
        send: Sends a statement within a transaction.
        con: The connection on which the batch's relations are, with the case as it was before.
        batch: What the import accepted.
        import_id: Number of the import.
        which: NEW or CHANGED.

    Raises:
        StoreError: The graph on the server lacks what the rows name.
    """
    _know_labels(con, batch)
    for table in batch.tables:
        if table.new if which == NEW else table.changed:
            con.execute(
                f"CREATE OR REPLACE TEMP TABLE {_ROWS} AS "
                f"SELECT *, {import_id} AS import_id FROM {table.relation} WHERE {which}"
            )
            if table.table == "links":
                _write_links(send, con, which)
            else:
                _write_nodes(send, con, table.table, which)
    con.execute(f"DROP TABLE IF EXISTS {_ROWS}; DROP TABLE IF EXISTS {_KNOWN}")


def _know_labels(con: "duckdb.DuckDBPyConnection", batch: "ImportBatch") -> None:
    """Every id that a row may name, of the store and of this import, with its node's label."""
    named = {*(kind.file for kind in ENTITY_KINDS), "orders"}
    parts = [
        f"SELECT id, '{LABELS[table]}' AS label FROM kept.{table} WHERE version = 1"
        for table in sorted(named)
    ]
    parts += [
        f"SELECT id, '{LABELS[table.table]}' FROM {table.relation} WHERE version = 1"
        for table in batch.tables
        if table.table in named
    ]
    con.execute(f"CREATE OR REPLACE TEMP TABLE {_KNOWN} AS {' UNION ALL '.join(parts)}")


def _write_nodes(send: Send, con: "duckdb.DuckDBPyConnection", table: str, which: str) -> None:
    """Send the rows of one table, and tie each to what it is about."""
    label = LABELS[table]
    if which == CHANGED:
        _keep_old_nodes(send, con, table)
    columns = _Columns(con, table_columns(table), "true", [])
    query = (
        f"UNWIND $rows AS row MERGE (n:{label} {{id: row[0]}}) SET {columns.assignments(first=0)}"
    )
    for rows in _batches(con, f"SELECT {columns.sent()} FROM {_ROWS}", []):
        send(query, {"rows": rows, "same": columns.same})
    for tie in TIES:
        if tie.table == table:
            _write_ties(send, con, tie)


def _keep_old_nodes(send: Send, con: "duckdb.DuckDBPyConnection", table: str) -> None:
    """Put down what changed rows said, empty their nodes and undo what they were tied to."""
    label = LABELS[table]
    types = "|".join(tie.type for tie in TIES if tie.table == table)
    for rows in _batches(con, f"SELECT id FROM {_ROWS}", []):
        ids = [row[0] for row in rows]
        made = send(
            f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) CREATE (old:Version) "
            "SET old = properties(n), old.table = $table SET n = {id: id}",
            {"ids": ids, "table": table},
        )
        _expect(made.nodes_created, len(ids), table)
        if types:
            send(
                f"UNWIND $ids AS id MATCH (:{label} {{id: id}})-[tie:{types}]->() DELETE tie",
                {"ids": ids},
            )


def _write_ties(send: Send, con: "duckdb.DuckDBPyConnection", tie: Tie) -> None:
    """Join the nodes just written to what their rows name; words that are no id join nothing."""
    is_list = dict(table_columns(tie.table))[tie.column].endswith("[]")
    named = f'unnest("{tie.column}")' if is_list else f'"{tie.column}"'
    pairs = (
        f"(SELECT DISTINCT r.id AS start, k.id AS named, k.label FROM (SELECT id, {named} AS named "
        f"FROM {_ROWS}) AS r JOIN {_KNOWN} AS k ON k.id = r.named)"
    )
    labels = con.execute(f"SELECT DISTINCT label FROM {pairs} ORDER BY label").fetchall()
    for (label,) in labels:
        query = (
            f"UNWIND $rows AS row MATCH (n:{LABELS[tie.table]} {{id: row[0]}}) "
            f"MATCH (m:{label} {{id: row[1]}}) MERGE (n)-[:{tie.type}]->(m)"
        )
        wanted = f"SELECT start, named FROM {pairs} WHERE label = ?"
        for rows in _batches(con, wanted, [label]):
            made = send(query, {"rows": rows}).relationships_created
            _expect(made, len(rows), tie.table)


def _write_links(send: Send, con: "duckdb.DuckDBPyConnection", which: str) -> None:
    """Send the links, one kind and pair of labels after the other."""
    if which == CHANGED:
        _keep_old_links(send, con)
    joined = (
        f"{_ROWS} AS r JOIN {_KNOWN} AS f ON f.id = r.from_id JOIN {_KNOWN} AS t ON t.id = r.to_id"
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {_ROWS} AS "
        f"SELECT r.*, f.label AS from_label, t.label AS to_label FROM {joined}"
    )
    groups = con.execute(
        f"SELECT DISTINCT kind, from_label, to_label FROM {_ROWS} ORDER BY ALL"
    ).fetchall()
    chosen = "kind = ? AND from_label = ? AND to_label = ?"
    for group in groups:
        kind, start, end = group
        columns = _Columns(con, link_properties(), chosen, list(group))
        query = (
            f"UNWIND $rows AS row MATCH (a:{start} {{id: row[0]}}) MATCH (b:{end} {{id: row[1]}}) "
            f"MERGE (a)-[n:{LINK_TYPES[kind]} {{id: row[2]}}]->(b) "
            f"SET {columns.assignments(first=2)}"
        )
        wanted = f"SELECT from_id, to_id, {columns.sent()} FROM {_ROWS} WHERE {chosen}"
        for rows in _batches(con, wanted, list(group)):
            made = send(query, {"rows": rows, "same": columns.same}).relationships_created
            _expect(made, len(rows), "links")


def _keep_old_links(send: Send, con: "duckdb.DuckDBPyConnection") -> None:
    """Put down what changed links said, and take them out of the graph."""
    old = f"{as_imported(con)}.links AS old JOIN {_ROWS} AS r ON r.id = old.id"
    for (kind,) in con.execute(f"SELECT DISTINCT old.kind FROM {old} ORDER BY 1").fetchall():
        query = (
            f"UNWIND $ids AS id MATCH (a)-[n:{LINK_TYPES[kind]} {{id: id}}]->(b) "
            "CREATE (old:Version) SET old = properties(n), old.table = 'links', "
            "old.kind = $kind, old.from_id = a.id, old.to_id = b.id DELETE n"
        )
        for rows in _batches(con, f"SELECT old.id FROM {old} WHERE old.kind = ?", [kind]):
            ids = [row[0] for row in rows]
            made = send(query, {"ids": ids, "kind": kind}).nodes_created
            _expect(made, len(ids), "links")


def _expect(made: int, wanted: int, table: str) -> None:
    """Refuse to go on where the server's graph is not what the import was compared with."""
    if made != wanted:
        raise StoreError(
            f"{table}: {wanted - made} rows name what the server no longer holds; nothing was kept",
            hint="Was the graph changed by hand? Import all case files into an empty database.",
        )


class _Columns:
    """The columns of some rows that are worth sending: those in which anything stands.

    What is the same in all rows (``same``) is sent once, the others (``own``) with each row.
    """

    def __init__(
        self,
        con: "duckdb.DuckDBPyConnection",
        columns: tuple[tuple[str, str], ...],
        chosen: str,
        parameters: list[object],
    ) -> None:
        looked_at = ", ".join(
            f'count("{name}"), count(*) = count("{name}") AND min("{name}") = max("{name}"), '
            f"any_value({_sent(name, kind)})"
            for name, kind in columns
        )
        query = f"SELECT {looked_at} FROM {_ROWS} WHERE {chosen}"
        row = con.execute(query, parameters).fetchone() or ()
        self.own: list[tuple[str, str]] = []
        self.same: dict[str, object] = {}
        self._kinds = dict(columns)
        for place, (name, kind) in enumerate(columns):
            filled, is_same, value = row[3 * place : 3 * place + 3]
            if is_same and name != "id":
                self.same[name] = value
            elif filled:
                self.own.append((name, kind))

    def sent(self) -> str:
        """SQL of the columns that are sent with each row."""
        return ", ".join(_sent(name, kind) for name, kind in self.own)

    def assignments(self, *, first: int) -> str:
        """Cypher that sets the properties of ``n`` from a row in which they start at that place."""
        places = {name: f"row[{place}]" for place, (name, _) in enumerate(self.own, start=first)}
        places |= {name: f"$same.{name}" for name in self.same}
        return ", ".join(
            f"n.{name} = {_READS.get(self._kinds[name], '{}').format(place)}"
            for name, place in places.items()
        )


# How days and times, which travel as text, are read by the server.
_READS = {"DATE": "date({})", "TIMESTAMP": "datetime({})"}


def _sent(name: str, kind: str) -> str:
    """SQL of a column as it travels: days and times as text, all else as it is."""
    forms = {
        "DATE": '"{}"::VARCHAR',
        "TIMESTAMP": "strftime(\"{}\", '%Y-%m-%dT%H:%M:%S.%fZ')",
    }
    return forms.get(kind, '"{}"').format(name)


def _batches(
    con: "duckdb.DuckDBPyConnection", query: str, parameters: list[object]
) -> Iterator[list[tuple[object, ...]]]:
    """Rows of a query, some thousands at a time; nothing else may run on ``con`` meanwhile."""
    found = con.execute(query, parameters)
    while rows := found.fetchmany(BATCH_ROWS):
        yield rows

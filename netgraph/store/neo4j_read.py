"""A case read from the server into DuckDB tables like the embedded store's, for the rules to read.

Everything is read in blocks, column by column; the versions that rows had before are read
with the rest, so that the tables are the ones that the embedded store would hold.
"""

import json
from typing import TYPE_CHECKING, Any

from netgraph.store.neo4j_model import LABELS, LINK_TYPES
from netgraph.tables import kept_columns

if TYPE_CHECKING:
    import duckdb
    import neo4j

__all__ = ["BOOK_IMPORTS", "plain_values", "read_case"]

# Rows in one block. SOURCE: [benchmark-neo4j].
_BLOCK_ROWS = 10_000

# The import register, oldest first, in the order of the embedded store's columns.
BOOK_IMPORTS = (
    "MATCH (n:Import) RETURN n.id, n.imported_at, n.imported_by, n.source, n.mapping, n.files, "
    "n.counts ORDER BY n.id"
)


def read_case(tx: "neo4j.ManagedTransaction", con: "duckdb.DuckDBPyConnection") -> None:
    """Fill the empty tables of ``con`` (store/schema.py) with all that the server holds.

    Rows come in no particular order.
    """
    registered = [list(row) for row in tx.run(BOOK_IMPORTS)]
    for row in registered:
        con.execute("INSERT INTO kept.imports VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    kept = f"WHERE n.import_id <= {len(registered)}"  # not what an import is bringing just now
    for table, label in LABELS.items():
        _copy(tx, con, table, f"MATCH (n:{label}) {kept}")
    types = "|".join(LINK_TYPES.values())
    ends = {"from_id": "startNode(n).id", "to_id": "endNode(n).id", "kind": "toLower(type(n))"}
    _copy(tx, con, "links", f"MATCH ()-[n:{types}]->() {kept}", ends)
    _read_versions(tx, con)


def _read_versions(tx: "neo4j.ManagedTransaction", con: "duckdb.DuckDBPyConnection") -> None:
    """Read what rows said before they changed, and note that they no longer say it."""
    changed = [
        row[0] for row in tx.run("MATCH (n:Version) RETURN DISTINCT n.table ORDER BY n.table")
    ]
    for table in changed:
        _copy(tx, con, table, "MATCH (n:Version {table: $table})")
        old = tx.run("MATCH (n:Version {table: $table}) RETURN n.id, n.version", table=table)
        con.execute(
            f"INSERT INTO kept.superseded SELECT '{table}', unnest(?), unnest(?)",
            [list(column) for column in zip(*old, strict=True)],
        )


def _copy(
    tx: "neo4j.ManagedTransaction",
    con: "duckdb.DuckDBPyConnection",
    table: str,
    found: str,
    in_the_pattern: dict[str, str] | None = None,
) -> None:
    """Copy the kept columns of what a pattern finds as ``n`` into the table.

    The server hands over one record for each block, a list for each column: a record for each row
    costs the driver more than all that is in it.
    """
    columns = kept_columns(table)
    given = in_the_pattern or {}
    lists = ", ".join(
        f"[n IN block | {given.get(name) or _travelling(name, kind)}] AS `{name}`"
        for name, kind in columns
    )
    query = (
        f"{found} WITH collect(n) AS found UNWIND range(0, size(found) - 1, $rows) AS first "
        f"WITH found[first..first + $rows] AS block RETURN {lists}"
    )
    values = ", ".join(
        f'unnest(from_json(?::JSON, \'["{_json_type(kind)}"]\')) AS "{name}"'
        for name, kind in columns
    )
    kept = ", ".join(_kept_form(f'"{name}"', kind) for name, kind in columns)
    insert = f"INSERT INTO kept.{table} SELECT {kept} FROM (SELECT {values})"
    for block in tx.run(query, rows=_BLOCK_ROWS, table=table):
        con.execute(insert, [json.dumps(column, ensure_ascii=False) for column in block])


def _travelling(name: str, kind: str) -> str:
    """Cypher of a property as it travels: a day as text, a time as microseconds since 1970."""
    forms = {
        "DATE": "toString(n.{0})",
        "TIMESTAMP": "n.{0}.epochSeconds * 1000000 + n.{0}.microsecond",
    }
    return forms.get(kind, "n.{0}").format(name)


def _json_type(kind: str) -> str:
    """How a value of an SQL type travels in JSON."""
    return {"DATE": "VARCHAR", "TIMESTAMP": "BIGINT"}.get(kind, kind)


def _kept_form(name: str, kind: str) -> str:
    """SQL that turns what travelled back into the column's type."""
    forms = {"DATE": "{}::DATE", "TIMESTAMP": "make_timestamp({})"}
    return forms.get(kind, "{}").format(name)


def plain_values(value: Any) -> Any:
    """What a server answered, with its days and times as Python's."""
    if isinstance(value, dict):
        return {name: plain_values(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain_values(each) for each in value]
    return value.to_native() if hasattr(value, "to_native") else value

"""A case read from the server into DuckDB tables like the embedded store's, for the rules to read.

Everything is read in large blocks, column by column; the versions that rows had before are read
with the rest, so that the tables are the ones that the embedded store would hold.
"""

import json
from typing import TYPE_CHECKING

from netgraph.store.neo4j_model import LABELS, LINK_TYPES
from netgraph.tables import table_columns

if TYPE_CHECKING:
    import duckdb
    import neo4j

__all__ = ["BOOK_IMPORTS", "read_case"]

# Records in one block.
_BLOCK = 50_000

# The import register, oldest first, in the order of the embedded store's columns.
BOOK_IMPORTS = (
    "MATCH (n:Import) RETURN n.id, n.imported_at, n.imported_by, n.source, n.mapping, n.files, "
    "n.counts ORDER BY n.id"
)


def read_case(tx: "neo4j.ManagedTransaction", con: "duckdb.DuckDBPyConnection") -> None:
    """Fill the empty tables of ``con`` (store/schema.py) with all that the server holds.

    Rows come in no particular order.
    """
    for row in tx.run(BOOK_IMPORTS):
        con.execute("INSERT INTO kept.imports VALUES (?, ?, ?, ?, ?, ?, ?)", list(row))
    for table, label in LABELS.items():
        columns = table_columns(table)
        _copy(tx, con, table, f"MATCH (n:{label}) RETURN {_returned(columns)}")
    types = "|".join(LINK_TYPES.values())
    in_the_pattern = {"kind": "toLower(type(n))", "from_id": "a.id", "to_id": "b.id"}
    links = _returned(table_columns("links"), in_the_pattern)
    _copy(tx, con, "links", f"MATCH (a)-[n:{types}]->(b) RETURN {links}")
    _read_versions(tx, con)


def _read_versions(tx: "neo4j.ManagedTransaction", con: "duckdb.DuckDBPyConnection") -> None:
    """Read what rows said before they changed, and note that they no longer say it."""
    changed = [
        row[0] for row in tx.run("MATCH (n:Version) RETURN DISTINCT n.table ORDER BY n.table")
    ]
    for table in changed:
        columns = _returned(table_columns(table))
        _copy(tx, con, table, f"MATCH (n:Version {{table: $table}}) RETURN {columns}")
        old = tx.run("MATCH (n:Version {table: $table}) RETURN n.id, n.version", table=table)
        con.execute(
            f"INSERT INTO kept.superseded SELECT '{table}', unnest(?), unnest(?)",
            [list(column) for column in zip(*old, strict=True)],
        )


def _copy(
    tx: "neo4j.ManagedTransaction", con: "duckdb.DuckDBPyConnection", table: str, query: str
) -> None:
    """Copy what a query gives, which is all columns of a table in their order, into the table."""
    kinds = [kind for _, kind in table_columns(table)]
    values = ", ".join(
        f"unnest(from_json(?::JSON, '[\"{_json_type(kind)}\"]')) AS c{place}"
        for place, kind in enumerate(kinds)
    )
    read = ", ".join(_kept_form(f"c{place}", kind) for place, kind in enumerate(kinds))
    insert = f"INSERT INTO kept.{table} SELECT {read} FROM (SELECT {values})"
    found = tx.run(query, table=table)
    while block := found.fetch(_BLOCK):
        columns = zip(*block, strict=True)
        con.execute(insert, [json.dumps(column, ensure_ascii=False) for column in columns])


def _returned(
    columns: tuple[tuple[str, str], ...], in_the_pattern: dict[str, str] | None = None
) -> str:
    """Cypher of the columns as they travel: days as text, times as microseconds since 1970."""
    forms = {
        "DATE": "toString(n.{0})",
        "TIMESTAMP": "n.{0}.epochSeconds * 1000000 + n.{0}.microsecond",
    }
    given = in_the_pattern or {}
    return ", ".join(
        f"{given.get(name) or forms.get(kind, 'n.{0}').format(name)} AS `{name}`"
        for name, kind in columns
    )


def _json_type(kind: str) -> str:
    """How a value of an SQL type travels in JSON."""
    return {"DATE": "VARCHAR", "TIMESTAMP": "BIGINT"}.get(kind, kind)


def _kept_form(name: str, kind: str) -> str:
    """SQL that turns what travelled back into the column's type."""
    forms = {"DATE": "{}::DATE", "TIMESTAMP": "make_timestamp({})"}
    return forms.get(kind, "{}").format(name)

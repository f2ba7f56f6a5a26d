"""Rows that were entered at a command, not read from a file: raw tables like those of a case file."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from netgraph.sources.raw import SCRATCH, RawSources, RawTable, raw_columns

if TYPE_CHECKING:
    import duckdb

__all__ = ["open_entered"]


@contextmanager
def open_entered(
    rows: Mapping[str, Sequence[Mapping[str, str]]], name: str, con: "duckdb.DuckDBPyConnection"
) -> Iterator[RawSources]:
    """Hold rows by table, under the contract's column names, as if a file had brought them.

    Args:
        rows: Rows by case file; a column that a row does not name is empty.
        name: What stands for the file's name in messages and in the register.
        con: The store's connection; the working tables last as long as the context.
    """
    import duckdb

    content = json.dumps({table: list(each) for table, each in rows.items()}, sort_keys=True)
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    con.execute(f"ATTACH ':memory:' AS {SCRATCH} (READ_WRITE)")
    try:
        tables = tuple(_raw_table(con, table, rows[table], name) for table in rows if rows[table])
        yield RawSources(tables, ((name, sha256),))
    finally:
        with suppress(duckdb.Error):
            con.execute(f"DETACH {SCRATCH}")


def _raw_table(
    con: "duckdb.DuckDBPyConnection", table: str, rows: Sequence[Mapping[str, str]], name: str
) -> RawTable:
    """One working table with the given rows; the line is the place of the row."""
    columns = [column for column in raw_columns(table) if not column.startswith("_")]
    relation = f"{SCRATCH}.entered_{table}"
    described = ", ".join(f'"{column}" VARCHAR' for column in columns)
    con.execute(
        f"CREATE TABLE {relation} ({described}, _file VARCHAR, _line BIGINT, _reason VARCHAR)"
    )
    con.executemany(
        f"INSERT INTO {relation} VALUES ({', '.join('?' * (len(columns) + 3))})",
        [
            [*(row.get(column) or None for column in columns), name, line, None]
            for line, row in enumerate(rows, start=1)
        ],
    )
    return RawTable(table, relation)

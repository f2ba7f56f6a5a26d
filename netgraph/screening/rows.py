"""The rows that a screening reads: those of the store and those just given, side by side.

For each case file that matters a temporary view ``screen_NAME``: the store's current rows, and the
given rows that were not rejected in place of those with the same id. ``is_new`` marks what is to be
screened: the given rows or, with ``since_import``, the store's rows of later imports.
"""

from typing import TYPE_CHECKING

from netgraph.sources.raw import SCRATCH
from netgraph.tables import PROVENANCE, table_columns

if TYPE_CHECKING:
    import duckdb

__all__ = ["FIRM", "WEAK", "midnight", "moment", "prepare_rows"]

_TABLES = (
    "reports", "people", "addresses", "phones", "vehicles", "organisations", "accounts", "events",
    "links", "flags", "posts",
)  # fmt: skip

# How much a claim bears: 3 well graded and fact, 2 less, 1 a person must look first.
FIRM, WEAK = 3, 1


def midnight(day: str) -> str:
    """SQL: the instant at which that day of Europe/London begins, as UTC."""
    return f"timezone('UTC', timezone('Europe/London', CAST({day} AS TIMESTAMP)))"


def moment(column: str) -> str:
    """SQL: the instant of a moment column; of one that holds only a day, its beginning."""
    return f"coalesce({column}_at, {midnight(f'{column}_day')})"


def prepare_rows(
    con: "duckdb.DuckDBPyConnection", given: tuple[str, ...], since_import: int | None
) -> None:
    """Make the views, and ``report_strengths`` (report, grade, strength 1 to 3; none for E).

    Args:
        con: A store's connection; with given rows, as intake.check has left it.
        given: Tables of which rows were given.
        since_import: The last import that was screened before; None if only given rows are.
    """
    for table in _TABLES:
        con.execute(_view(table, table in given, since_import))
    con.execute(
        "CREATE OR REPLACE TEMP TABLE report_strengths AS "
        "SELECT id AS report, grade, date AS day, CASE WHEN information = 'D' THEN 1 "
        "WHEN source = 3 THEN 2 ELSE 3 END AS strength "
        "FROM screen_reports WHERE information <> 'E' ORDER BY id"
    )


def _view(table: str, given: bool, since_import: int | None) -> str:
    own = len(table_columns(table)) - len(PROVENANCE)
    columns = ", ".join(f'"{name}"' for name, _ in table_columns(table)[:own])
    is_new = f"import_id > {since_import}" if since_import is not None else "false"
    stored = f"SELECT {columns}, source_file, source_line, {is_new} AS is_new FROM main.{table}"
    if not given:
        return f"CREATE OR REPLACE TEMP VIEW screen_{table} AS {stored}"
    typed, out = f"{SCRATCH}.typed_{table}", f"{SCRATCH}.out_{table}"
    fresh = (
        f"SELECT {columns}, source_file, source_line, true AS is_new FROM {typed} AS t "
        f"WHERE NOT EXISTS (SELECT 1 FROM {out} AS o WHERE o.row = t.row "
        "AND o.verdict = 'rejected') "
        "QUALIFY row_number() OVER (PARTITION BY id ORDER BY source_file, source_line) = 1"
    )
    return (
        f"CREATE OR REPLACE TEMP VIEW screen_{table} AS WITH fresh AS ({fresh}) "
        f"SELECT * FROM fresh UNION ALL SELECT * FROM ({stored}) AS held "
        "WHERE NOT EXISTS (SELECT 1 FROM fresh WHERE fresh.id = held.id)"
    )

"""The rows of one plain CSV file as a relation, each with its physical line.

DuckDB reads. A row stands on the line after the one before it, unless line breaks inside quotes,
blank lines or rows that could not be split came between; those are counted, and the count is
checked against the lines of the file.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from netgraph.errors import CaseError
from netgraph.sources.broken_rows import (
    LONGEST_ROW_BYTES,
    BrokenRow,
    CsvFile,
    blank_lines,
    broken_rows,
    forget_broken,
    has_over_long,
)
from netgraph.sources.raw import SCRATCH

if TYPE_CHECKING:
    import duckdb

__all__ = ["count_filled", "literal", "quoted", "read_rows"]

# DuckDB's own limit, below which nothing need be said.
_USUAL_LINE_BYTES = 2_000_000


def quoted(text: str) -> str:
    """A name as SQL identifier."""
    return '"' + text.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def read_rows(
    con: "duckdb.DuckDBPyConnection", file: CsvFile, keep: tuple[str, ...]
) -> tuple[str, tuple[BrokenRow, ...]]:
    """Read the columns to keep into a relation with ``_line``, and the rows that cannot be split.

    Args:
        con: Connection with the scratch database attached.
        file: What to read.
        keep: Columns of its header.

    Returns:
        Name of the relation (columns ``keep``, ``_line`` and ``_row``, another number for every
        row), and the broken rows.

    Raises:
        CaseError: The rows cannot be told apart.
    """
    table = f"{SCRATCH}.rows_{file.number}"
    breaks = _breaks(file.header.columns) if file.text.has_quotes else "0"
    columns = ", ".join(quoted(column) for column in keep)
    for longest in (_longest(file), LONGEST_ROW_BYTES):
        con.execute(
            f"CREATE OR REPLACE TABLE {table} AS SELECT {columns}, CAST({breaks} AS BIGINT) "
            f"AS _breaks FROM {_reader(file, longest)}"
        )
        if longest == LONGEST_ROW_BYTES or not has_over_long(con, file):
            break
        forget_broken(con, file)
    broken = broken_rows(con, file)
    blanks = blank_lines(file) if file.text.has_blank_lines and len(file.header.columns) > 1 else ()
    counted = con.execute(f"SELECT count(*), coalesce(sum(_breaks), 0) FROM {table}").fetchone()
    rows, inner = counted if counted is not None else (0, 0)
    gaps = sorted(
        [line for row in broken for line in range(row.line, row.line + row.lines)]
        + [line for line in blanks if line > file.header.lines]
    )
    if file.header.lines + rows + inner + len(gaps) != file.text.lines:
        raise CaseError(
            f"{file.name}: the rows cannot be told apart"
            + (f", from line {broken[-1].line} on" if broken else ""),
            hint="Check that every quotation mark that opens a field is closed.",
        )
    return _with_lines(con, file, columns, gaps, simple=not inner and not gaps), broken


def _breaks(columns: tuple[str, ...]) -> str:
    """SQL: how many line breaks the fields of a row hold."""
    return " + ".join(
        f"CASE WHEN contains({name}, chr(10)) "
        f"THEN length({name}) - length(replace({name}, chr(10), '')) ELSE 0 END"
        for name in map(quoted, columns)
    )


def _longest(file: CsvFile) -> int:
    """How many bytes a row of that file may have, before longer ones have been met."""
    return min(max(_USUAL_LINE_BYTES, file.text.longest_line + 2), LONGEST_ROW_BYTES)


def _reader(file: CsvFile, longest: int) -> str:
    """SQL: the call that reads the file, every column as text, rows of up to so many bytes."""
    columns = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in file.header.columns)
    limits = ""
    if longest > _USUAL_LINE_BYTES:
        limits = f", max_line_size = {longest}, buffer_size = {2 * longest}"
    return (
        f"read_csv({literal(str(file.text.path))}, header = false, skip = {file.header.lines}, "
        f"auto_detect = false, delim = {literal(file.separator)}, "
        f"quote = {literal(file.quote)}, escape = {literal(file.quote)}, "
        f"columns = {{{columns}}}, store_rejects = true, rejects_limit = 0, "
        f"rejects_table = 'netgraph_rejects_{file.key}', "
        f"rejects_scan = 'netgraph_scans_{file.key}'{limits})"
    )


def _with_lines(
    con: "duckdb.DuckDBPyConnection", file: CsvFile, columns: str, gaps: list[int], *, simple: bool
) -> str:
    """Make the relation that adds each row's line."""
    table, view = f"{SCRATCH}.rows_{file.number}", f"{SCRATCH}.lined_{file.number}"
    first = file.header.lines + 1
    # In a file of one column DuckDB takes a blank line for a row.
    alone = len(file.header.columns) == 1 and file.text.has_blank_lines
    where = f"WHERE {columns} IS NOT NULL" if alone else ""
    if simple:
        con.execute(
            f"CREATE VIEW {view} AS SELECT {columns}, rowid + {first} AS _line, rowid AS _row "
            f"FROM {table} {where}"
        )
        return view
    con.execute(
        f"CREATE TABLE {SCRATCH}.steps_{file.number} AS "
        "SELECT line - place AS since, max(place) + 1 AS passed FROM "
        "(SELECT unnest($lines) AS line, generate_subscripts($lines, 1) - 1 AS place) GROUP BY ALL"
        if gaps
        else f"CREATE TABLE {SCRATCH}.steps_{file.number} AS SELECT 0 AS since, 0 AS passed LIMIT 0",
        {"lines": gaps} if gaps else None,
    )
    con.execute(
        f"CREATE TABLE {view} AS "
        f"SELECT {columns}, _dense + coalesce(passed, 0) AS _line, _row FROM ("
        f"SELECT {columns}, _breaks, rowid AS _row, CAST({first} + coalesce(sum(1 + _breaks) OVER ("
        "ORDER BY rowid ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS BIGINT) AS _dense "
        f"FROM {table}) AS read ASOF LEFT JOIN {SCRATCH}.steps_{file.number} AS step "
        f"ON read._dense >= step.since {where}"
    )
    return view


def count_filled(
    con: "duckdb.DuckDBPyConnection", file: CsvFile, columns: tuple[str, ...]
) -> tuple[int, ...]:
    """How many cells of each of those columns are filled, without keeping any of them."""
    if not columns:
        return ()
    counts = ", ".join(f"count(nullif(trim({quoted(column)}), ''))" for column in columns)
    counted = replace(file, key=f"{file.key}_counted")
    found = con.execute(f"SELECT {counts} FROM {_reader(counted, _longest(file))}").fetchone()
    forget_broken(con, counted)
    return tuple(found) if found is not None else ()

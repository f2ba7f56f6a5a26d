"""Values that are taken as written and may not mean what they say; a person should know.

- A birthday on 1 January is often entered where only the year is known: an age that rests on it
  may be a year out.
- A time of Europe/London without zone on the last Sunday of October may be one of two, on that of
  March none at all (see dates.py for what is taken).
"""

from typing import TYPE_CHECKING

from netgraph.tables import column_name
from netgraph.vocabulary import CASE_FILES, Column, ColumnType

if TYPE_CHECKING:
    import duckdb

    from netgraph.intake.batch import ImportBatch

__all__ = ["BIRTHDAY", "SKIPPED", "TWICE", "count_doubts", "doubts_sql"]

BIRTHDAY = "1 January, often entered where only the year is known"
TWICE = "a time that the clocks go through twice; the later one is taken"
SKIPPED = "a time that the clocks leave out; an hour later is taken"

# The clocks change on the last Sundays of these months, which are not before this day.
_MONTHS, _FIRST_DAY = (3, 10), 25

_DAY_LENGTH = 10


def doubts_sql(table: str, relation: str) -> str:
    """SQL: ``id``, ``column`` and ``doubt`` of each doubtful value; empty if a table has no such."""
    columns = next(file.columns for file in CASE_FILES if file.name == table)
    parts = [part for column in columns for part in _of_column(column)]
    return " UNION ALL ".join(
        f"SELECT id, '{name}' AS \"column\", '{doubt}' AS doubt FROM {relation} WHERE {when}"
        for name, doubt, when in parts
    )


def _of_column(column: Column) -> tuple[tuple[str, str, str], ...]:
    """Column, doubt, and SQL that is true of the rows that have it."""
    name = column_name(column.name)
    if name == "date_of_birth":
        return ((column.name, BIRTHDAY, f"month({name}) = 1 AND day({name}) = 1"),)
    if column.type is not ColumnType.MOMENT:
        return ()
    months = ", ".join(str(month) for month in _MONTHS)
    changing = (
        f"month({name}_day) IN ({months}) AND day({name}_day) >= {_FIRST_DAY} "
        f"AND strlen({name}_text) > {_DAY_LENGTH} "
        f"AND NOT regexp_matches({name}_text, '(?:Z|[+-][0-9]{{2}}(?::?[0-9]{{2}})?)$')"
    )
    local = f"TRY_CAST({name}_text AS TIMESTAMP)"
    shown = f"timezone('Europe/London', timezone('UTC', {name}_at))"
    hour_before = f"timezone('Europe/London', timezone('UTC', {name}_at - INTERVAL 1 HOUR))"
    return (
        (column.name, TWICE, f"{changing} AND {hour_before} = {local}"),
        (column.name, SKIPPED, f"{changing} AND {shown} <> {local}"),
    )


def count_doubts(
    con: "duckdb.DuckDBPyConnection", batch: "ImportBatch"
) -> tuple[tuple[str, str, str, int], ...]:
    """Table, column, what is doubtful and in how many of the new and changed rows."""
    found: list[tuple[str, str, str, int]] = []
    for each in batch.tables:
        sql = doubts_sql(each.table, each.relation) if each.new or each.changed else ""
        if sql and _may_have(con, each.table, each.relation):
            found += con.execute(
                f"SELECT '{each.table}', \"column\", doubt, count(*) FROM ({sql}) GROUP BY ALL "
                "ORDER BY ALL"
            ).fetchall()
    return tuple(found)


def _may_have(con: "duckdb.DuckDBPyConnection", table: str, relation: str) -> bool:
    """Whether a closer look is worth its while: birthdays, or times on days around a change."""
    moments = [
        f"({column_name(column.name)}_at IS NOT NULL "
        f"AND day({column_name(column.name)}_day) >= {_FIRST_DAY})"
        for column in next(file.columns for file in CASE_FILES if file.name == table)
        if column.type is ColumnType.MOMENT
    ]
    if not moments:
        return True
    found = con.execute(f"SELECT 1 FROM {relation} WHERE {' OR '.join(moments)} LIMIT 1")
    return found.fetchone() is not None

"""The columns of each table in which a case is kept and read, derived from the vocabulary.

Stages up to the findings pass **tables**: relations on one DuckDB connection. A store gives
one view for each case file, of the same name (``people``, ``links`` …), holding the current
version of every row, with these columns:

- the contract's columns, under the names that ``column_name`` gives (SQL's own words are kept
  out: ``from`` is ``from_id``, ``to`` is ``to_id``, ``order`` is ``order_id``);
- a ``moment`` column ``X`` is three: ``X_text`` as written, ``X_at`` (UTC; null when only a day
  was given) and ``X_day`` (the day in Europe/London);
- a grade is ``grade`` (3x5x2 as one word), ``grade_original`` (as written), ``source`` (1–3),
  ``information`` (A–E) and ``handling_code`` (P or C);
- provenance: ``version`` (1, 2 …), ``import_id``, ``source_file``, ``source_line``, ``row_hash``.
  The hash is worked out where it is read, and not kept.

Beside them ``entities`` (``id``, ``kind``): every id of the case with its kind of entity.
"""

from netgraph.vocabulary import CASE_FILES, CaseFile, Column, ColumnType

__all__ = [
    "PROVENANCE",
    "case_file",
    "column_name",
    "kept_columns",
    "row_hash",
    "stored_columns",
    "table_columns",
]

# SQL's own words among the contract's column names.
_RENAMED = {"from": "from_id", "to": "to_id", "order": "order_id"}

_SQL_TYPES = {
    ColumnType.ID: "VARCHAR",
    ColumnType.REFERENCE: "VARCHAR",
    ColumnType.TEXT: "VARCHAR",
    ColumnType.TEXTS: "VARCHAR[]",
    ColumnType.DATE: "DATE",
    ColumnType.INTEGER: "BIGINT",
    ColumnType.NUMBER: "DOUBLE",
    ColumnType.CHOICE: "VARCHAR",
    ColumnType.YES_NO: "BOOLEAN",
    ColumnType.MARKING: "VARCHAR",
}

# Where each row came from; after the columns of the case file itself.
PROVENANCE = (
    ("version", "INTEGER"),
    ("import_id", "INTEGER"),
    ("source_file", "VARCHAR"),
    ("source_line", "BIGINT"),
    ("row_hash", "VARCHAR"),
)


def case_file(name: str) -> CaseFile:
    """The case file of that name; KeyError if the contract has none."""
    for file in CASE_FILES:
        if file.name == name:
            return file
    raise KeyError(name)


def column_name(column: str) -> str:
    """Name under which a contract column is kept in a table (moments and grades aside)."""
    return _RENAMED.get(column, column)


def stored_columns(column: Column) -> tuple[tuple[str, str], ...]:
    """Name and SQL type of each table column that one contract column becomes."""
    name = column_name(column.name)
    if column.type is ColumnType.MOMENT:
        return ((f"{name}_text", "VARCHAR"), (f"{name}_at", "TIMESTAMP"), (f"{name}_day", "DATE"))
    if column.type is ColumnType.GRADE:
        return (
            ("grade", "VARCHAR"),
            ("grade_original", "VARCHAR"),
            ("source", "UTINYINT"),
            ("information", "VARCHAR"),
            ("handling_code", "VARCHAR"),
        )
    return ((name, _SQL_TYPES[column.type]),)


def table_columns(name: str) -> tuple[tuple[str, str], ...]:
    """Name and SQL type of every column of one table, provenance last."""
    columns = tuple(
        stored for column in case_file(name).columns for stored in stored_columns(column)
    )
    return columns + PROVENANCE


def kept_columns(name: str) -> tuple[tuple[str, str], ...]:
    """Name and SQL type of the columns of one table that a store has to keep."""
    return tuple(column for column in table_columns(name) if column[0] != "row_hash")


def row_hash(name: str) -> str:
    """SQL over the kept columns: what tells two contents of one row of a table apart.

    The first half of an MD5: 64 bits tell versions of one id apart, and no more is asked of it.
    """
    texts = ", ".join(f"coalesce({_as_text(column)}, '')" for column in case_file(name).columns)
    return f"left(md5(concat_ws(chr(31), {texts})), 16)"


def _as_text(column: Column) -> str:
    """SQL: the content of one contract column as text."""
    name, kind = stored_columns(column)[0]
    if column.type is ColumnType.GRADE:
        return "grade_original"
    if kind == "VARCHAR[]":
        return f"array_to_string(\"{name}\", ';')"
    return f'"{name}"' if kind == "VARCHAR" else f'CAST("{name}" AS VARCHAR)'

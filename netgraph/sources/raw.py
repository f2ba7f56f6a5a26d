"""What every source hands on: rows as text under the contract's column names, not yet checked.

Here: the shape only. Reading is done by case_files.py (case files) and mapped.py (files of
another shape); checking by intake.
"""

from dataclasses import dataclass

from netgraph.tables import case_file

__all__ = ["RAW_COLUMNS", "SCRATCH", "RawSources", "RawTable", "raw_columns"]

# Attached in-memory database in which an import keeps its working tables; gone afterwards.
SCRATCH = "scratch"

# What every raw relation carries beside the contract's columns.
RAW_COLUMNS = ("_file", "_line", "_reason")


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows for one table of the case, as text, on the store's DuckDB connection.

    ``table`` is the name of a case file (``links``). ``relation`` is the full name of a table or
    view (``scratch.raw_links_1``) with exactly the columns of ``raw_columns(table)``:

    - every contract column of that case file under its contract name (``from``, not
      ``from_id``), VARCHAR, NULL where the source has no such column or the cell is empty;
    - ``_file`` VARCHAR, as it is to be shown, and ``_line`` BIGINT, the physical line of the
      file on which the row starts (1 is the header's);
    - ``_reason`` VARCHAR: NULL, or why the row cannot be taken whatever its values are, as a
      sentence without content (``9 fields where the header has 10``). Such rows are not
      checked further and go to the rejects file;
    - a view, not a table, has one more: ``_row`` BIGINT, another number for every row.

    It is read several times, so it is a table unless a view over one is cheap. Several raw
    tables for one table are read one after the other, by file and line.
    """

    table: str
    relation: str


@dataclass(frozen=True, slots=True)
class RawSources:
    """All that was read from the given paths.

    ``files`` are (name as in ``_file``, sha256 of the bytes as they lie on the disk);
    ``not_stored`` are (file, column, filled cells, why) with why ``not in the contract``,
    ``sensitive`` or, from a mapping, why that column is left; ``notes`` are sentences for the
    summary (files that were passed over, what of a mapped source does not fit and how many);
    ``mapping`` is the mapping's name and version, empty for case files.
    """

    tables: tuple[RawTable, ...]
    files: tuple[tuple[str, str], ...]
    not_stored: tuple[tuple[str, str, int, str], ...] = ()
    notes: tuple[str, ...] = ()
    mapping: str = ""


def raw_columns(table: str) -> tuple[str, ...]:
    """Names of the columns of a raw relation, in order: the contract's, then where from."""
    return case_file(table).column_names + RAW_COLUMNS

"""Raw rows become an import batch: table by table, in the contract's order."""

from dataclasses import replace
from typing import TYPE_CHECKING

from netgraph.intake.batch import BatchTable, ImportBatch
from netgraph.intake.grades import DEFAULT_GRADES, read_grade_table
from netgraph.intake.identity import (
    Identity,
    leave_out_forgotten,
    mark_stored,
    reject_duplicates,
)
from netgraph.intake.references import as_imported, know_accepted, know_stored, reject_unknown
from netgraph.intake.rejects import collect_rejects
from netgraph.intake.rows import Rules, TypedRows, count_rows, type_rows
from netgraph.sources import SCRATCH, RawSources
from netgraph.tables import PROVENANCE, row_hash, table_columns
from netgraph.vocabulary import CASE_FILES, CaseFile

if TYPE_CHECKING:
    import duckdb

    from netgraph.actions import ImportOptions

__all__ = ["check"]


def check(
    raw: RawSources,
    con: "duckdb.DuckDBPyConnection",
    options: "ImportOptions",
    *,
    is_new: bool = False,
) -> ImportBatch:
    """Judge every raw row: new, changed, unchanged or rejected with its reason.

    Args:
        raw: What the sources read, on ``con``.
        con: The store's connection, with the views that tables.py describes.
        options: Today, who imports, and how grades are converted.
        is_new: The store holds nothing yet; spares looking.

    Returns:
        The batch; its relations live as long as the sources are open.
    """
    rules = Rules(
        options.today, read_grade_table(options.grades) if options.grades else DEFAULT_GRADES
    )
    stored = () if is_new else _stored(con)
    know_stored(con, stored)
    files = [file for file in CASE_FILES if any(each.table == file.name for each in raw.tables)]
    tables: list[BatchTable] = []
    for place, file in enumerate(files):
        options.progress(place, len(files), file.name)
        relations = tuple(each.relation for each in raw.tables if each.table == file.name)
        amount = count_rows(con, relations)
        if amount:
            typed = type_rows(con, file, (relations, amount), rules)
            tables.append(_judge(con, file, typed, stored))
        else:
            tables.append(_none(con, file))
        if place + 1 < len(files):
            know_accepted(con, file.name, tables[-1].relation)
    options.progress(len(files), len(files), "checked")
    return ImportBatch(
        tuple(tables),
        raw.files,
        options.now,
        options.by,
        options.source,
        raw.mapping,
        collect_rejects(con, raw, tuple(table.table for table in tables if table.rejected)),
        raw.not_stored,
        (*raw.notes, *_of_forgotten(sum(table.forgotten for table in tables))),
    )


def _of_forgotten(rows: int) -> tuple[str, ...]:
    if not rows:
        return ()
    return (
        f"{rows} rows about somebody who was forgotten were left out, and are written nowhere. If newer "
        "evidence says that they must be held: netgraph undo, with the number of that decision.",
    )


def _stored(con: "duckdb.DuckDBPyConnection") -> tuple[str, ...]:
    """Tables of which the store holds anything."""
    held = as_imported(con)
    exists = ", ".join(f"EXISTS (SELECT 1 FROM {held}.{file.name})" for file in CASE_FILES)
    row = con.execute(f"SELECT {exists}").fetchone() or ()
    return tuple(file.name for file, held in zip(CASE_FILES, row, strict=True) if held)


def _judge(
    con: "duckdb.DuckDBPyConnection", file: CaseFile, typed: TypedRows, stored: tuple[str, ...]
) -> BatchTable:
    """Tell the rows of one typed table apart, and make the relation of those to be kept."""
    left, accepted = f"{SCRATCH}.left_{file.name}", f"{SCRATCH}.accepted_{file.name}"
    con.execute(
        f"CREATE VIEW {left} AS SELECT * FROM {typed.relation} AS t "
        f"WHERE NOT EXISTS (SELECT 1 FROM {typed.out} AS o WHERE o.row = t.row)"
    )
    ids = Identity(file, left, typed.out, stored)
    forgotten = leave_out_forgotten(con, ids)
    if typed.left:
        reject_unknown(con, file, left, typed.out)
        reject_duplicates(con, ids)
    versions = mark_stored(con, ids)
    own = len(table_columns(file.name)) - len(PROVENANCE)
    columns = ", ".join(f't."{name}"' for name, _ in table_columns(file.name)[:own])
    version, joined = "1", ""
    if versions:
        version, joined = "coalesce(v.version, 1)", f"LEFT JOIN {versions} AS v ON v.row = t.row"
    con.execute(
        f"CREATE VIEW {accepted} AS SELECT {columns}, {version}::INTEGER AS version, "
        f"t.source_file, t.source_line, {row_hash(file.name)} AS row_hash "
        f"FROM {left} AS t {joined}"
    )
    return replace(_count(con, file, typed, versions), forgotten=forgotten)


def _none(con: "duckdb.DuckDBPyConnection", file: CaseFile) -> BatchTable:
    """What comes of a file that holds nothing but its header."""
    accepted = f"{SCRATCH}.accepted_{file.name}"
    con.execute(
        f"CREATE VIEW {accepted} AS SELECT * EXCLUDE (import_id) FROM main.{file.name} LIMIT 0"
    )
    return BatchTable(file.name, accepted, 0, 0, 0, 0)


def _count(
    con: "duckdb.DuckDBPyConnection", file: CaseFile, typed: TypedRows, versions: str
) -> BatchTable:
    """How many rows of one table came to what."""
    row = con.execute(
        f"SELECT {f'(SELECT count(*) FROM {versions})' if versions else '0'}, "
        "count(*) FILTER (verdict = 'unchanged'), count(*) FILTER (verdict = 'rejected') "
        f"FROM {typed.out}"
    ).fetchone()
    changed, unchanged, rejected = row or (0, 0, 0)
    return BatchTable(
        file.name,
        f"{SCRATCH}.accepted_{file.name}",
        typed.amount - changed - unchanged - rejected,
        changed,
        unchanged,
        rejected,
    )

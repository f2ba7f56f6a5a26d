"""Ids: one id, one thing; and what the store already holds under it.

An id stands for one row of the whole case, whatever its table. The first row with an id is taken;
a later one with the same content is unchanged, with other content rejected. A row that the store
holds with other content becomes its next version.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netgraph.intake.references import KNOWN, as_imported, is_undone, kind_of, may_be_named
from netgraph.sources import SCRATCH
from netgraph.tables import column_name, row_hash
from netgraph.vocabulary import CaseFile, ColumnType

if TYPE_CHECKING:
    import duckdb

__all__ = ["Identity", "leave_out_forgotten", "mark_stored", "reject_duplicates"]


@dataclass(frozen=True, slots=True)
class Identity:
    """What the ids of one table are compared with.

    ``left`` is the relation of rows still in, with their ``row``; ``out`` takes (row, verdict,
    reason); ``stored`` are the tables of which the store holds anything.
    """

    file: CaseFile
    left: str
    out: str
    stored: tuple[str, ...]


def reject_duplicates(con: "duckdb.DuckDBPyConnection", ids: Identity) -> None:
    """Take one row for each id of a table, and none whose id another table has."""
    twice = f"SELECT id FROM {ids.left} GROUP BY id HAVING count(*) > 1"
    if not _rises(con, ids.left) and con.execute(f"{twice} LIMIT 1").fetchone() is not None:
        content = f"SELECT *, {row_hash(ids.file.name)} AS row_hash FROM {ids.left}"
        con.execute(
            f"INSERT INTO {ids.out} SELECT row, "
            "CASE WHEN row_hash = first_hash THEN 'unchanged' ELSE 'rejected' END, "
            "CASE WHEN row_hash <> first_hash THEN concat('id: duplicate id with other content, "
            "first at ', first_file, ' line ', first_line) END FROM ("
            "SELECT row, row_hash, row_number() OVER within AS place, "
            "first_value(row_hash) OVER within AS first_hash, "
            "first_value(source_file) OVER within AS first_file, "
            "first_value(source_line) OVER within AS first_line "
            f"FROM ({content} WHERE id IN ({twice})) WINDOW within AS "
            "(PARTITION BY id ORDER BY source_file, source_line, row)) WHERE place > 1"
        )
    kind = kind_of(ids.file.name)
    others = [f"SELECT id, kind FROM {KNOWN} WHERE kind <> '{kind}'"] + [
        f"SELECT id, '{kind_of(table)}' FROM {as_imported(con)}.{table}"
        for table in ids.stored
        if table != ids.file.name and not may_be_named(table)
    ]
    con.execute(
        f"INSERT INTO {ids.out} SELECT row, 'rejected', 'id: already the id of a row of kind ' "
        f"|| min(kind_there) FROM {ids.left} AS t JOIN ({' UNION ALL '.join(others)}) "
        "AS other(id, kind_there) USING (id) GROUP BY row"
    )


def _rises(con: "duckdb.DuckDBPyConnection", relation: str) -> bool:
    """Whether each id comes after the one before it, so that none can be there twice.

    True in most exports, and many times quicker to see than to group by id.
    """
    row = con.execute(
        "SELECT coalesce(bool_and(id > before), true) FROM "
        f"(SELECT id, lag(id) OVER () AS before FROM {relation})"
    ).fetchone()
    return row is not None and bool(row[0])


def leave_out_forgotten(con: "duckdb.DuckDBPyConnection", ids: Identity) -> int:
    """Leave out the rows about somebody who was forgotten, and put them down nowhere; how many.

    They are not among the rejects either: a rejects file would hold them again.
    """
    [(those,)] = con.execute("SELECT getvariable('forgotten_ids')").fetchall()
    if those is None:
        return 0
    key, *hashes = those
    named = [
        column_name(each.name)
        for each in ids.file.columns
        if each.type in (ColumnType.ID, ColumnType.REFERENCE)
    ]
    listed = [
        column_name(each.name)
        for each in ids.file.columns
        if each.type is ColumnType.TEXTS and each.name == "targets"
    ]
    any_of = "(SELECT unnest($hashes::VARCHAR[]))"
    tests = [f'left(sha256($key || "{name}"), 16) IN {any_of}' for name in named]
    tests += [
        f'list_has_any(list_transform("{name}", lambda x: left(sha256($key || x), 16)), $hashes)'
        for name in listed
    ]
    rows = con.execute(
        f"INSERT INTO {ids.out} SELECT row, 'unchanged', NULL FROM {ids.left} "
        f"WHERE {' OR '.join(f'coalesce({each}, false)' for each in tests)}",
        {"key": key, "hashes": hashes},
    ).fetchall()
    return int(rows[0][0])


def mark_stored(con: "duckdb.DuckDBPyConnection", ids: Identity) -> str:
    """Mark rows that the store holds as they are, and give changed ones their next version.

    What an undone import brought counts as changed, whatever it says: so it stands again.

    Returns:
        The table of (row, version) of the changed rows; empty if the store holds no such rows.
    """
    if ids.file.name not in ids.stored:
        return ""
    versions = f"{SCRATCH}.versions_{ids.file.name}"
    content = f"SELECT id, row, {row_hash(ids.file.name)} AS row_hash FROM {ids.left}"
    held = f"FROM ({content}) AS t JOIN {as_imported(con)}.{ids.file.name} AS held USING (id)"
    is_changed = "t.row_hash <> held.row_hash"
    if undone := is_undone(con, "held.import_id"):
        is_changed = f"({is_changed} OR {undone})"
    con.execute(
        f"CREATE TABLE {versions} AS SELECT t.row, held.version + 1 AS version {held} "
        f"WHERE {is_changed}"
    )
    con.execute(
        f"INSERT INTO {ids.out} SELECT t.row, 'unchanged', NULL {held} WHERE NOT {is_changed}"
    )
    return versions

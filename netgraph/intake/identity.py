"""Ids: one id, one thing; and what the store already holds under it.

An id stands for one row of the whole case, whatever its table. The first row with an id is taken;
a later one with the same content is unchanged, with other content rejected. A row that the store
holds with other content becomes its next version.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netgraph.intake.references import KNOWN, kind_of, may_be_named
from netgraph.sources import SCRATCH
from netgraph.vocabulary import CaseFile

if TYPE_CHECKING:
    import duckdb

__all__ = ["Identity", "mark_stored", "reject_duplicates"]


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
    if con.execute(f"{twice} LIMIT 1").fetchone() is not None:
        con.execute(
            f"INSERT INTO {ids.out} SELECT row, "
            "CASE WHEN row_hash = first_hash THEN 'unchanged' ELSE 'rejected' END, "
            "CASE WHEN row_hash <> first_hash THEN concat('id: duplicate id with other content, "
            "first at ', first_file, ' line ', first_line) END FROM ("
            "SELECT row, row_hash, row_number() OVER within AS place, "
            "first_value(row_hash) OVER within AS first_hash, "
            "first_value(source_file) OVER within AS first_file, "
            "first_value(source_line) OVER within AS first_line "
            f"FROM {ids.left} WHERE id IN ({twice}) WINDOW within AS "
            "(PARTITION BY id ORDER BY source_file, source_line, row)) WHERE place > 1"
        )
    kind = kind_of(ids.file.name)
    others = [f"SELECT id, kind FROM {KNOWN} WHERE kind <> '{kind}'"] + [
        f"SELECT id, '{kind_of(table)}' FROM main.{table}"
        for table in ids.stored
        if table != ids.file.name and not may_be_named(table)
    ]
    con.execute(
        f"INSERT INTO {ids.out} SELECT row, 'rejected', 'id: already the id of a row of kind ' "
        f"|| min(kind_there) FROM {ids.left} AS t JOIN ({' UNION ALL '.join(others)}) "
        "AS other(id, kind_there) USING (id) GROUP BY row"
    )


def mark_stored(con: "duckdb.DuckDBPyConnection", ids: Identity) -> None:
    """Mark rows that the store holds as they are, and give changed ones their next version.

    Makes ``scratch.versions_TABLE`` (row, version) of the changed rows.
    """
    versions = f"{SCRATCH}.versions_{ids.file.name}"
    con.execute(f"CREATE TABLE {versions} (row BIGINT, version INTEGER)")
    if ids.file.name not in ids.stored:
        return
    held = f"FROM {ids.left} AS t JOIN main.{ids.file.name} AS held USING (id)"
    con.execute(
        f"INSERT INTO {versions} SELECT t.row, held.version + 1 {held} "
        "WHERE t.row_hash <> held.row_hash"
    )
    con.execute(
        f"INSERT INTO {ids.out} SELECT t.row, 'unchanged', NULL {held} "
        "WHERE t.row_hash = held.row_hash"
    )

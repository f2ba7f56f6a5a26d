"""The part of a case that may leave the house: no other report, column, name or id exists in it.

Here: copying that part into temporary tables that stand before the case's own. Findings are then
made from them anew, so that no sentence, number or line can rest on what was left out. Not here:
which columns those are (audiences.py).
"""

from typing import TYPE_CHECKING

from netgraph.report.audiences import SHARED_COLUMNS
from netgraph.tables import PROVENANCE, table_columns
from netgraph.vocabulary import CASE_FILES, ENTITY_KINDS, FLAGS, LINK_KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import duckdb

__all__ = ["shared_part"]

_ENTITY_FILES = tuple(kind.file for kind in ENTITY_KINDS)
# Rows that stay, by table; tables that are not here stay empty.
_ROWS = {
    "reports": "t.handling_code = 'P' AND nullif(trim(t.handling), '') IS NULL",
    **dict.fromkeys(_ENTITY_FILES, "true"),
    "events": "t.report IS NULL OR t.report IN (SELECT old FROM shared_reports)",
    "links": "t.report IN (SELECT old FROM shared_reports) "
    "AND t.from_id NOT IN (SELECT old FROM withheld) AND t.to_id NOT IN (SELECT old FROM withheld)",
    "flags": "t.report IN (SELECT old FROM shared_reports)",
}
# The database of which the tables are read: what stands after decisions (store/effects.py), if
# there are any; else the store's own.
_CATALOGUE = (
    "SELECT coalesce((SELECT database_name FROM duckdb_databases() "
    "WHERE database_name = 'standing'), current_database())"
)
# Details by which a link of the vocabulary says more than its kind: relations, outcomes, a cell.
_DETAILS = tuple(sorted({detail for kind in LINK_KINDS for detail in kind.details} | {"cell"}))
_VALUES = tuple(sorted({value for flag in FLAGS for value in flag.values}))


def shared_part(
    con: "duckdb.DuckDBPyConnection",
    asked: tuple[str, ...],
    columns: "Mapping[str, Mapping[str, str]]" = SHARED_COLUMNS,
) -> tuple["duckdb.DuckDBPyConnection", tuple[str, ...]]:
    """A connection that sees only what may be shared, and the new ids of those asked about.

    Reports whose handling code is C, unknown, or that carry handling conditions are absent with
    all that rests on them. Ids that are recoded are others: the order of the new ones says nothing.
    ``columns`` are those that there are, and what becomes of each (audiences.py).
    """
    part = con.cursor()
    [(catalogue,)] = part.execute(_CATALOGUE).fetchall()
    origin = f'"{catalogue}".main'
    part.execute(_codes(origin))
    part.execute("CREATE OR REPLACE TEMP TABLE asked AS SELECT unnest(?) AS old", [list(asked)])
    part.execute(
        f"CREATE OR REPLACE TEMP TABLE shared_reports AS "
        f"SELECT t.id AS old FROM {origin}.reports t WHERE {_ROWS['reports']}"
    )
    part.execute(
        f"CREATE OR REPLACE TEMP TABLE withheld AS SELECT t.id AS old FROM {origin}.events t "
        f"WHERE NOT ({_ROWS['events']})"
    )
    for file in CASE_FILES:
        part.execute(_copy(file.name, origin, columns))
    part.execute(
        "CREATE OR REPLACE TEMP TABLE entities AS "
        + " UNION ALL ".join(
            f"SELECT id, '{k.name}' AS kind FROM temp.{k.file}" for k in ENTITY_KINDS
        )
    )
    rows = part.execute(
        "SELECT c.new FROM codes c JOIN asked a USING (old) ORDER BY c.new"
    ).fetchall()
    for table in ("codes", "asked", "shared_reports", "withheld"):
        part.execute(f"DROP TABLE temp.{table}")
    return part, tuple(new for (new,) in rows)


def _codes(origin: str) -> str:
    """A new id for every id and origin of the case, in the order of a digest of the old ones."""
    sources = [f"SELECT id AS old, '{k.name}' AS what FROM {origin}.{k.file}" for k in ENTITY_KINDS]
    sources += [
        f"SELECT id, '{name.removesuffix('s')}' FROM {origin}.{name}"
        for name in ("reports", "links", "flags")
    ]
    sources.append(
        f"SELECT DISTINCT trim(origin), 'origin' FROM {origin}.reports "
        f"WHERE trim(origin) <> '' AND trim(origin) NOT IN (SELECT id FROM {origin}.reports)"
    )
    return f"""CREATE OR REPLACE TEMP TABLE codes AS
        SELECT old, printf('%s-%07d', what, row_number() OVER (
            PARTITION BY what ORDER BY md5(old), old)) AS new
        FROM ({" UNION ALL ".join(sources)}) QUALIFY row_number() OVER (
            PARTITION BY old ORDER BY what) = 1"""


def _copy(table: str, origin: str, every: "Mapping[str, Mapping[str, str]]") -> str:
    rules = every.get(table, {})
    provenance = {name for name, _ in PROVENANCE}
    columns = []
    for name, kind in table_columns(table):
        value = _value(name, rules.get(name, "")) if name not in provenance else "NULL"
        columns.append(f"({value})::{kind} AS {name}")
    return (
        f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT {', '.join(columns)} "
        f"FROM {origin}.{table} t WHERE {_ROWS.get(table, 'true') if rules else 'false'} ORDER BY 1"
    )


def _value(column: str, rule: str) -> str:
    """What a column becomes; nothing unless the table of columns says otherwise."""
    if rule == "kept":
        return f"t.{column}"
    if rule == "recoded":
        return f"(SELECT c.new FROM codes c WHERE c.old = trim(t.{column}))"
    if rule == "origin":
        coded = _value(column, "recoded")
        named = f"trim(t.{column}) IN (SELECT old FROM shared_reports)"
        return f"CASE WHEN {named} THEN trim(t.{column}) ELSE {coded} END"
    if rule == "asked":
        return f"CASE WHEN t.id IN (SELECT old FROM asked) THEN t.{column} END"
    if rule == "vocabulary":
        words = _DETAILS if column == "detail" else _VALUES
        return f"CASE WHEN t.{column} IN {words!r} THEN t.{column} END"
    return "NULL"

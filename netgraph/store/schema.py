"""The embedded store's tables, derived from tables.py: claims kept for good, views to read.

In schema ``kept`` one table for each case file holds every version of every row; ``superseded``
names the versions that are no longer current. The views in ``main`` show the current ones.
"""

from netgraph.tables import kept_columns, row_hash, table_columns
from netgraph.vocabulary import CASE_FILES, ENTITY_KINDS

__all__ = ["FORMAT", "LAYOUTS", "create_statements", "later_statements"]

# Version of the layout below; a store of another version is refused.
FORMAT = 2

_BOOKS = (
    "CREATE TABLE kept.meta (format INTEGER NOT NULL)",
    f"INSERT INTO kept.meta VALUES ({FORMAT})",
    "CREATE TABLE kept.superseded (table_name VARCHAR NOT NULL, id VARCHAR NOT NULL, "
    "version INTEGER NOT NULL)",
    "CREATE TABLE kept.imports (id INTEGER NOT NULL, imported_at VARCHAR NOT NULL, "
    "imported_by VARCHAR NOT NULL, source VARCHAR NOT NULL, mapping VARCHAR NOT NULL, "
    "files VARCHAR NOT NULL, counts VARCHAR NOT NULL)",
    "CREATE TABLE kept.findings (run INTEGER NOT NULL, as_of DATE NOT NULL, "
    "place INTEGER NOT NULL, finding VARCHAR)",
    "CREATE TABLE kept.decisions (id INTEGER NOT NULL, decision VARCHAR NOT NULL)",
)

# Made when a layout is first kept: a store without it is whole.
LAYOUTS = (
    "CREATE TABLE IF NOT EXISTS kept.layouts (scope VARCHAR NOT NULL, layout VARCHAR NOT NULL)"
)


def create_statements() -> tuple[str, ...]:
    """SQL that makes an empty store, in order."""
    statements = ["CREATE SCHEMA kept", *_BOOKS]
    statements += later_statements(set(), passing=False)
    entities = " UNION ALL ".join(
        f"SELECT id, '{kind.name}' AS kind FROM main.{kind.file}" for kind in ENTITY_KINDS
    )
    return (*statements, f"CREATE VIEW main.entities AS {entities}")


def later_statements(held: set[str], *, passing: bool) -> tuple[str, ...]:
    """SQL that makes the tables of the case files that are not held, and the views of them.

    A passing table lasts as long as the connection, and stands for both.
    """
    statements: list[str] = []
    for file in CASE_FILES:
        if file.name in held:
            continue
        if passing:
            shown = ", ".join(f'"{name}" {kind}' for name, kind in table_columns(file.name))
            statements.append(f"CREATE TEMP TABLE {file.name} ({shown})")
        else:
            kept = ", ".join(f'"{name}" {kind}' for name, kind in kept_columns(file.name))
            statements.append(f"CREATE TABLE kept.{file.name} ({kept})")
            statements.append(_current_view(file.name))
    return tuple(statements)


def _current_view(name: str) -> str:
    """SQL of the view that shows the current version of each row of a table."""
    return (
        f"CREATE VIEW main.{name} AS SELECT *, {row_hash(name)} AS row_hash "
        f"FROM kept.{name} AS row_kept WHERE NOT EXISTS ("
        f"SELECT 1 FROM kept.superseded AS old WHERE old.table_name = '{name}' "
        "AND old.id = row_kept.id AND old.version = row_kept.version)"
    )

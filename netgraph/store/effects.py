"""What people decided of claims, at the one place where claims are read; nothing is rewritten.

A store's rows stay as they were imported. What a decision takes out of them, or reads under another
id, is worked out here when the tables are handed out: over the views of schema.py stand others
(schema ``standing``, an attached database in memory), which leave out

- all that rests on a withdrawn report, and the report itself. An event that another report also
  tells of stays, without what the withdrawn one said of it;
- the rows of an import that was undone. The version before a changed row comes back;
- what names something that is left out.

Where no such decision stands, nothing is done, and it costs nothing. ``DATABASE.main.NAME``, with the
name of the store's own database, always shows a table as it was imported (``as_imported``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netgraph.store import joins
from netgraph.store.removal import forgotten
from netgraph.tables import column_name, row_hash, table_columns
from netgraph.vocabulary import CASE_FILES, ENTITY_KINDS, CaseFile, Column, ColumnType

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "EFFECTIVE_TEXT",
    "STANDING",
    "Effects",
    "apply",
    "effects_of",
    "is_effective",
    "show",
    "standing",
]

# The attached database that shows what stands; connections made from another see it too.
STANDING = "standing"

# Kinds of decision that change what is read.
_EFFECTIVE = ("withdraw", "undo", "same", "forget")

# By what the text of such a decision is known, as a store keeps it.
EFFECTIVE_TEXT = f'"what": "({"|".join(_EFFECTIVE)})"'

# What the connection remembers of the effects that it shows; which imports of them are undone.
_SHOWN, _UNDONE = "effects_shown", "undone_imports"

# The key and the keyed hashes of the ids that were forgotten (removal.py).
_FORGOTTEN = "forgotten_ids"

# Tables of which rows may stand for others.
_OF_ENTITIES = frozenset(kind.file for kind in ENTITY_KINDS if kind.file != "events")

Numbered = tuple[int, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Effects:
    """What is left out, and which ids stand for others, by all decisions that are in force.

    ``withdrawn`` are reports, ``undone`` imports; ``same`` gives for an id the one that is read in
    its place.
    """

    withdrawn: frozenset[str] = frozenset()
    undone: frozenset[int] = frozenset()
    same: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.withdrawn or self.undone or self.same)

    def signature(self) -> str:
        """Text that is another one for other effects."""
        return repr((sorted(self.withdrawn), sorted(self.undone), sorted(self.same.items())))


def is_effective(decision: Mapping[str, str]) -> bool:
    """Whether a decision is of a kind that changes what is read."""
    return decision.get("what") in _EFFECTIVE


def standing(decisions: Iterable[dict[str, str]]) -> tuple[Numbered, ...]:
    """The decisions that nobody has undone since, each with its number, oldest first.

    A decision to undo can be undone itself; what it undid then stands again.
    """
    undone: set[str] = set()
    found: list[Numbered] = []
    for number, decision in reversed(list(enumerate(decisions, start=1))):
        if f"d{number}" in undone:
            continue
        if decision.get("what") == "undo":
            undone.add(decision.get("about", ""))
        found.append((number, decision))
    return tuple(reversed(found))


def effects_of(decisions: Sequence[dict[str, str]]) -> Effects:
    """What all decisions together do to what is read."""
    if not any(map(is_effective, decisions)):
        return Effects()
    held = standing(decisions)
    withdrawn = {each["about"] for _, each in held if each.get("what") == "withdraw"}
    undone = {each["about"] for _, each in held if each.get("what") == "undo"}
    imports = {int(about[1:]) for about in undone if about[:1] == "i"}
    return Effects(frozenset(withdrawn), frozenset(imports), joins.stands_for(held))


def apply(con: "duckdb.DuckDBPyConnection", decisions: Sequence[dict[str, str]]) -> None:
    """Let the tables on this connection show what stands after all decisions.

    Safe to call again and again: what is shown already is not worked out anew.
    """
    show(con, effects_of(decisions))
    _remember_forgotten(con, decisions)


def _remember_forgotten(
    con: "duckdb.DuckDBPyConnection", decisions: Sequence[dict[str, str]]
) -> None:
    """Let an import know whom it must not bring back (intake/identity.py)."""
    key, hashes = forgotten(standing(decisions))
    if hashes:
        con.execute(f"SET VARIABLE {_FORGOTTEN} = $those", {"those": [key, *hashes]})
    elif con.execute(f"SELECT getvariable('{_FORGOTTEN}') IS NOT NULL").fetchall() == [(True,)]:
        con.execute(f"SET VARIABLE {_FORGOTTEN} = NULL")


def show(con: "duckdb.DuckDBPyConnection", effects: Effects) -> None:
    """Let the tables on this connection show what stands with those effects, and no others."""
    shown = con.execute(f"SELECT getvariable('{_SHOWN}')").fetchall()[0][0]
    if not effects and shown is None:
        return
    [(imports,)] = con.execute("SELECT coalesce(max(id), 0) FROM kept.imports").fetchall()
    wanted = f"{imports} {effects.signature()}" if effects else None
    if wanted == shown:
        return
    tables = _kept_tables(con)
    if shown is not None:
        _show_all(con, tables)
    if wanted is not None:
        _leave_out(con, effects, tables)
        _show(con, effects, tables)
        con.execute(f"SET VARIABLE {_SHOWN} = $wanted", {"wanted": wanted})
    con.execute("SET VARIABLE prepared_for = ''")  # what findings/evidence.py has prepared


def _kept_tables(con: "duckdb.DuckDBPyConnection") -> tuple[CaseFile, ...]:
    """Case files of which the store has a table; one made by an older version may lack some."""
    rows = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'kept'"
    ).fetchall()
    held = {name for (name,) in rows}
    return tuple(file for file in CASE_FILES if file.name in held)


def _show_all(con: "duckdb.DuckDBPyConnection", tables: tuple[CaseFile, ...]) -> None:
    """Let the tables show everything again."""
    for file in tables:
        con.execute(f"DROP VIEW IF EXISTS temp.{file.name}")
    con.execute(f"DETACH DATABASE IF EXISTS {STANDING}")
    for name in (_SHOWN, _UNDONE):
        con.execute(f"SET VARIABLE {name} = NULL")


def _leave_out(
    con: "duckdb.DuckDBPyConnection", effects: Effects, tables: tuple[CaseFile, ...]
) -> None:
    """Put down which versions of which rows are not shown, and which ids are gone with them."""
    con.execute(f"ATTACH ':memory:' AS {STANDING} (READ_WRITE)")
    out, gone = _names()
    con.execute(f"CREATE TABLE {out} (table_name VARCHAR, id VARCHAR, version INTEGER)")
    con.execute(f"CREATE TABLE {gone} (id VARCHAR)")
    con.execute(f"INSERT INTO {out} SELECT table_name, id, version FROM kept.superseded")
    undone = sorted(effects.undone)
    con.execute(f"SET VARIABLE {_UNDONE} = $undone::INTEGER[]", {"undone": undone or None})
    if undone:
        for file in tables:
            _undo(con, file.name, ", ".join(map(str, undone)))
    con.execute(
        f"INSERT INTO {gone} SELECT unnest($ids::VARCHAR[])", {"ids": sorted(effects.withdrawn)}
    )
    con.execute(
        f"INSERT INTO {out} SELECT 'reports', id, version FROM kept.reports WHERE id IN (FROM {gone})"
    )
    for file in tables:
        _leave_out_what_names(con, file)


def _undo(con: "duckdb.DuckDBPyConnection", table: str, undone: str) -> None:
    """Leave out the rows of undone imports; the latest of the other versions is shown instead."""
    out, gone = _names()
    touched = f"(SELECT id FROM kept.{table} WHERE import_id IN ({undone}))"
    if not con.execute(f"SELECT 1 FROM {touched} LIMIT 1").fetchall():
        return
    con.execute(f"DELETE FROM {out} WHERE table_name = '{table}' AND id IN {touched}")
    con.execute(
        f"INSERT INTO {out} SELECT '{table}', id, version FROM (SELECT id, version, "
        f"max(version) FILTER (import_id NOT IN ({undone})) OVER (PARTITION BY id) AS latest "
        f"FROM kept.{table} WHERE id IN {touched}) WHERE version IS DISTINCT FROM latest"
    )
    con.execute(
        f"INSERT INTO {gone} SELECT id FROM kept.{table} WHERE id IN {touched} "
        f"GROUP BY id HAVING bool_and(import_id IN ({undone}))"
    )


def _leave_out_what_names(con: "duckdb.DuckDBPyConnection", file: CaseFile) -> None:
    """Leave out the rows of a table that name what is gone; they are gone as well."""
    out, gone = _names()
    columns = [column_name(each.name) for each in _references(file)]
    if not columns or not con.execute(f"SELECT 1 FROM {gone} LIMIT 1").fetchall():
        return
    names_it = " OR ".join(f'r."{name}" IN (FROM {gone})' for name in columns)
    if file.name == "events":
        names_it = f"({names_it}) AND NOT {_told_of_elsewhere()}"
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE naming AS SELECT r.id, r.version FROM kept.{file.name} AS r "
        f"WHERE ({names_it}) AND {_shown(file.name)}"
    )
    con.execute(f"INSERT INTO {out} SELECT '{file.name}', id, version FROM temp.naming")
    con.execute(f"INSERT INTO {gone} SELECT DISTINCT id FROM temp.naming")
    con.execute("DROP TABLE temp.naming")


def _told_of_elsewhere() -> str:
    """SQL: another report, which stands, says who had to do with the event, or where it was."""
    _, gone = _names()
    ends = " UNION ALL ".join(
        f"SELECT {end} FROM kept.links AS r WHERE {_shown('links')} AND r.report NOT IN (FROM {gone})"
        for end in ("from_id", "to_id")
    )
    return f"r.id IN ({ends})"


def _references(file: CaseFile) -> list[Column]:
    return [column for column in file.columns if column.type is ColumnType.REFERENCE]


def _names() -> tuple[str, str]:
    return f"{STANDING}.main.left_out", f"{STANDING}.main.gone"


def _shown(table: str) -> str:
    """SQL over a row ``r`` of a table: this version of it is not left out."""
    return (
        f"NOT EXISTS (SELECT 1 FROM {STANDING}.main.left_out AS o WHERE o.table_name = '{table}' "
        "AND o.id = r.id AND o.version = r.version)"
    )


def _show(con: "duckdb.DuckDBPyConnection", effects: Effects, tables: tuple[CaseFile, ...]) -> None:
    """Make the views of what stands, and let each table's name mean them on this connection."""
    [(store,)] = con.execute("SELECT current_database()").fetchall()
    _, gone = _names()
    gone_ids = con.execute(f"SELECT DISTINCT id FROM {gone}").fetchall() if effects.same else []
    same = sorted(joins.rerooted(effects.same, (each for (each,) in gone_ids)).items())
    con.execute(
        f"CREATE TABLE {joins.SAME_AS} AS SELECT unnest($ids::VARCHAR[]) AS id, "
        "unnest($others::VARCHAR[]) AS stands_for",
        {"ids": [each for each, _ in same], "others": [other for _, other in same]},
    )
    for file in tables:
        if same and file.name in _OF_ENTITIES:
            filled = joins.filled_rows(file, f"kept.{file.name}", _shown(file.name), joins.SAME_AS)
            con.execute(f"CREATE TABLE {STANDING}.main.filled_{file.name} AS {filled}")
        con.execute(f"CREATE VIEW {STANDING}.main.{file.name} AS {_view(file, store, bool(same))}")
        con.execute(f"CREATE OR REPLACE TEMP VIEW {file.name} AS FROM {STANDING}.main.{file.name}")


def _view(file: CaseFile, store: str, has_same: bool) -> str:
    """SQL of a table as it stands, with the columns that tables.py describes."""
    columns, joined = [], ""
    filled = joins.filled_columns(file) if has_same and file.name in _OF_ENTITIES else ()
    for name, kind in table_columns(file.name)[:-1]:
        shown = _read(file, name, has_same)
        if name in filled:
            shown = f'coalesce(f."{name}", r."{name}")'
        columns.append(f'CAST({shown} AS {kind}) AS "{name}"' if shown else f'r."{name}"')
    where = [_shown(file.name)]
    if filled:
        where.append(f"r.id NOT IN (SELECT id FROM {joins.SAME_AS})")
        joined = f"LEFT JOIN {STANDING}.main.filled_{file.name} AS f ON f.id = r.id"
    chosen = f'SELECT {", ".join(columns)} FROM "{store}".kept.{file.name} AS r {joined} WHERE '
    read = f"SELECT *, {row_hash(file.name)} AS row_hash FROM ({chosen}{' AND '.join(where)})"
    return f"{read} WHERE from_id <> to_id" if has_same and file.name == "links" else read


def _read(file: CaseFile, name: str, has_same: bool) -> str:
    """SQL of a column that is read otherwise than it is kept; empty for all others."""
    if file.name == "events" and name in ("report", "detail"):
        _, gone = _names()
        return f'CASE WHEN r.report IN (FROM {gone}) THEN NULL ELSE r."{name}" END'
    things = {
        column_name(each.name) for each in _references(file) if "reports" not in each.refers_to
    }
    if has_same and name in things:
        return f'coalesce((SELECT s.stands_for FROM {joins.SAME_AS} AS s WHERE s.id = r."{name}"), r."{name}")'
    if has_same and name == "targets":
        return (
            "(SELECT list(coalesce(s.stands_for, t.each) ORDER BY t.place) FROM (SELECT "
            "unnest(r.targets) AS each, generate_subscripts(r.targets, 1) AS place) AS t "
            f"LEFT JOIN {joins.SAME_AS} AS s ON s.id = t.each)"
        )
    return ""

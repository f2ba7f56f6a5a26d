"""References: every id that a row names must be known, and of a kind that fits.

Known is what the store holds and what was accepted before in the same import; tables are read in
the contract's order, so that what is named comes before what names it. A row that names a
rejected row is therefore rejected too.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from netgraph.sources import SCRATCH
from netgraph.tables import column_name
from netgraph.vocabulary import ENTITY_KINDS, FLAGS, LINK_KINDS, CaseFile, Column, ColumnType

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "KNOWN",
    "as_imported",
    "is_undone",
    "kind_of",
    "know_accepted",
    "know_stored",
    "may_be_named",
    "reject_unknown",
]

# Every id of this import, and every id of the store that a row may name, with the kind of row.
KNOWN = f"{SCRATCH}.known"

# What may be named: entities by their kind, and three kinds of row that are no entity.
_KINDS = {kind.file: kind.name for kind in ENTITY_KINDS} | {
    "reports": "report",
    "orders": "order",
    "conditions": "condition",
}

# Kinds of thing at which a condition may be aimed, and the one word that is not an id.
_TARGETS = ("person", "address", "phone", "account")
_TARGET_CLASS = "under_18"


def kind_of(table: str) -> str:
    """What a row of that table is, in one word: person, report, link."""
    return _KINDS.get(table, table.removesuffix("s"))


def may_be_named(table: str) -> bool:
    """Whether other rows may name rows of that table."""
    return table in _KINDS


def as_imported(con: "duckdb.DuckDBPyConnection") -> str:
    """Schema that shows the store's rows as they were imported, whatever was decided of them since.

    ``main`` without the name of the database shows what stands after decisions (store/effects.py).
    """
    [(database,)] = con.execute("SELECT current_database()").fetchall()
    return f'"{database}".main'


def is_undone(con: "duckdb.DuckDBPyConnection", import_id: str) -> str:
    """SQL: the import of that number was undone; empty where none was (store/effects.py)."""
    [(undone,)] = con.execute("SELECT getvariable('undone_imports')").fetchall()
    return f"{import_id} IN ({', '.join(map(str, undone))})" if undone else ""


def know_stored(con: "duckdb.DuckDBPyConnection", stored: tuple[str, ...]) -> None:
    """Start with what may be named of the tables of which the store holds anything.

    What only an undone import has brought may not be named.
    """
    con.execute(f"CREATE TABLE {KNOWN} (id VARCHAR, kind VARCHAR)")
    held, undone = as_imported(con), is_undone(con, "import_id")
    for table in stored:
        if may_be_named(table):
            stands = (
                f"WHERE NOT ({undone}) OR id IN (SELECT id FROM main.{table})" if undone else ""
            )
            con.execute(
                f"INSERT INTO {KNOWN} SELECT id, '{kind_of(table)}' FROM {held}.{table} {stands}"
            )


def know_accepted(con: "duckdb.DuckDBPyConnection", table: str, accepted: str) -> None:
    """Add the accepted rows of one table."""
    con.execute(
        f"INSERT INTO {KNOWN} SELECT id, '{kind_of(table)}' FROM {accepted} WHERE version = 1"
    )


def reject_unknown(con: "duckdb.DuckDBPyConnection", file: CaseFile, left: str, out: str) -> None:
    """Reject rows that name something unknown, or something of a kind that does not fit.

    Args:
        con: The connection.
        file: Table to look at.
        left: Relation of its rows that are still in, with their ``row``.
        out: Table that takes (row, verdict, reason).
    """
    references = [column for column in file.columns if column.type is ColumnType.REFERENCE]
    if not references:
        return
    doubtful = f"{SCRATCH}.doubtful_{file.name}"
    found = con.execute(f"CREATE TABLE {doubtful} AS {_doubtful(file, references, left)}")
    if found.fetchall() != [(0,)]:
        rows = f"(SELECT * FROM {left} SEMI JOIN {doubtful} USING (row))"
        con.execute(f"INSERT INTO {out} {_reasons(file, references, rows)}")
    if file.name in ("conditions", "order_steps"):
        _reject_targets(con, left, out)


def _doubtful(file: CaseFile, references: list[Column], left: str) -> str:
    """SQL: the rows that name something that does not fit, found in one quick pass.

    What is wrong with them is only worked out for these (``_reasons``).
    """
    joins, when = [], []
    for column in references:
        known = f"k_{column.name}"
        kinds = [_KINDS[each] for each in column.refers_to] or [kind.name for kind in ENTITY_KINDS]
        joins.append(
            f"LEFT JOIN (SELECT id, kind FROM {KNOWN} WHERE kind IN ({_words(kinds)})) AS {known} "
            f'ON {known}.id = t."{column_name(column.name)}"'
        )
        when.append(f't."{column_name(column.name)}" IS NOT NULL AND {known}.kind IS NULL')
    pairs = _pairs(file)
    if pairs:
        names = pairs[0]
        values = ", ".join(f"({_words(pair)})" for pair in pairs[1:])
        on = " AND ".join(f"{name} = may.c{place}" for place, name in enumerate(names))
        columns = ", ".join(f"c{place}" for place in range(len(names)))
        joins.append(f"LEFT JOIN (VALUES {values}) AS may({columns}) ON {on}")
        when.append("may.c0 IS NULL")
    if file.name == "links":
        when.append(_same_ends()[0])
    return f"SELECT t.row FROM {left} AS t {' '.join(joins)} WHERE {' OR '.join(when)}"


def _pairs(file: CaseFile) -> tuple[tuple[str, ...], ...]:
    """Expressions over a row and the kinds it names, then what these may be together; or nothing."""
    if file.name == "links":
        return (
            ("t.kind", "k_from.kind", "k_to.kind"),
            *((kind.name, start, end) for kind in LINK_KINDS for start, end in kind.endpoints),
        )
    if file.name == "flags":
        return (
            ("t.flag", "k_subject.kind"),
            *((flag.name, kind) for flag in FLAGS for kind in flag.subjects),
        )
    return ()


def _words(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


def _reasons(file: CaseFile, references: list[Column], rows: str) -> str:
    """SQL: row, verdict and reason of those rows that name what does not fit."""
    joins = " ".join(
        f'LEFT JOIN {KNOWN} AS k_{column.name} ON k_{column.name}.id = t."{column_name(column.name)}"'
        for column in references
    )
    reasons = [
        _unknown(f'"{column_name(column.name)}"', column.name, column.refers_to)
        for column in references
    ]
    if file.name == "links":
        reasons.extend((_wrong_ends(), _same_ends()))
    if file.name == "flags":
        reasons.append(_wrong_subject())
    when = " OR ".join(f"coalesce({condition}, false)" for condition, _ in reasons)
    texts = ", ".join(f"CASE WHEN {condition} THEN {text} END" for condition, text in reasons)
    return (
        f"SELECT t.row, 'rejected', concat_ws('; ', {texts}) FROM {rows} AS t {joins} WHERE {when}"
    )


def _unknown(name: str, column: str, files: tuple[str, ...]) -> tuple[str, str]:
    """Condition and reason, as SQL, for a reference that is unknown or of the wrong kind."""
    found = f"k_{column}.kind"
    text = f"'{column}: no ' || t.{name} || ' is known, in this import or in the store'"
    if not files:
        return f"t.{name} IS NOT NULL AND {found} IS NULL", text
    kinds = [_KINDS[file] for file in files]
    words = ", ".join(f"'{kind}'" for kind in kinds)
    return (
        f"t.{name} IS NOT NULL AND ({found} IS NULL OR {found} NOT IN ({words}))",
        f"CASE WHEN {found} IS NULL THEN {text} ELSE "
        f"'{column}: ' || t.{name} || ' is not of kind {' or '.join(kinds)}' END",
    )


def _wrong_ends() -> tuple[str, str]:
    """Condition and reason for a link whose kind does not join what it names."""
    pairs = ", ".join(
        f"'{kind.name} {start} {end}'" for kind in LINK_KINDS for start, end in kind.endpoints
    )
    return (
        f"concat(t.kind, ' ', k_from.kind, ' ', k_to.kind) NOT IN ({pairs}) "
        "AND k_from.kind IS NOT NULL AND k_to.kind IS NOT NULL",
        "concat('from, to: ', t.kind, ' does not join ', k_from.kind, ' to ', k_to.kind)",
    )


def _same_ends() -> tuple[str, str]:
    """Condition and reason for a link of something to itself; a phone may ring its own mailbox."""
    return (
        "t.from_id = t.to_id AND k_from.kind <> 'phone'",
        "concat('from, to: ', t.kind, ' joins ', t.from_id, ' to itself')",
    )


def _wrong_subject() -> tuple[str, str]:
    """Condition and reason for a flag on something that cannot carry it."""
    pairs = ", ".join(f"'{flag.name} {kind}'" for flag in FLAGS for kind in flag.subjects)
    return (
        f"concat(t.flag, ' ', k_subject.kind) NOT IN ({pairs}) AND k_subject.kind IS NOT NULL",
        "concat('subject: ', t.flag, ' is not said of kind ', k_subject.kind)",
    )


# A place as a rule that a machine reads: a street by its name, or an area by three corners or more.
_CORNER = " *-?[0-9]{1,2}([.][0-9]+)? +-?[0-9]{1,3}([.][0-9]+)? *"
_ZONE = f"street: *[^ ].*|area:{_CORNER}(,{_CORNER}){{2,}}"


def _reject_targets(con: "duckdb.DuckDBPyConnection", left: str, out: str) -> None:
    """Reject conditions and permissions aimed at something unknown; ids in order, so that the reason is stable."""
    kinds = ", ".join(f"'{kind}'" for kind in _TARGETS)
    con.execute(
        f"INSERT INTO {out} SELECT row, 'rejected', "
        "'targets: not known as a person, address, phone or account: ' "
        "|| string_agg(target, ', ' ORDER BY target) FROM ("
        f"SELECT DISTINCT row, unnest(targets) AS target FROM {left} AS t "
        f"WHERE NOT EXISTS (SELECT 1 FROM {out} AS o WHERE o.row = t.row)) AS aimed "
        f"WHERE target <> '{_TARGET_CLASS}' AND NOT regexp_full_match(target, '{_ZONE}') AND NOT EXISTS (SELECT 1 FROM {KNOWN} AS k "
        f"WHERE k.id = aimed.target AND k.kind IN ({kinds})) GROUP BY row"
    )

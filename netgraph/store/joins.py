"""Which ids are read as one, by what people decided and by verified identifiers; nothing is rewritten.

The rows of a store stay as they were imported. Of all ids that are the same, the first one stands for
the others: links, flags, orders, conditions and accounts that name another are read as naming it, and
what its own row leaves empty is filled from the others' rows. Here: what stands for what, and the
SQL of the filled rows. Where that is put over the tables is in effects.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netgraph.tables import table_columns
from netgraph.vocabulary import CaseFile

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "OUTCOMES",
    "SAME_AS",
    "Judged",
    "Numbered",
    "filled_columns",
    "filled_rows",
    "judged",
    "read_as",
    "recorded_as",
    "rerooted",
    "stands_for",
]

# Which ids are read as which other ones: columns ``id`` and ``stands_for``.
SAME_AS = "standing.main.same_as"

# What may be decided of a pair; of several decisions on one pair the last one holds.
OUTCOMES = ("same", "different", "unsure")

Pair = tuple[str, str]
Numbered = tuple[int, dict[str, str]]


@dataclass(slots=True)
class Judged:
    """The last decision that stands on each pair: its number and what was decided."""

    pairs: dict[Pair, Numbered] = field(default_factory=dict)

    def outcome(self, pair: Pair) -> str:
        """What holds for a pair by a decision on it; empty if there is none."""
        number_and_decision = self.pairs.get(pair)
        return number_and_decision[1]["what"] if number_and_decision else ""


def judged(held: Iterable[Numbered]) -> Judged:
    """What holds for each pair, of the decisions that nobody has undone (effects.standing)."""
    found = Judged()
    for number, decision in held:
        if decision.get("what") in OUTCOMES and decision.get("other"):
            first, second = sorted((decision["about"], decision["other"]))
            found.pairs[(first, second)] = (number, decision)
    return found


def stands_for(held: Iterable[Numbered]) -> dict[str, str]:
    """For each id that is the same as an earlier one: the id under which it is read.

    What is the same goes over third ones. A decision that would so join two of whom it was decided
    that they are different is passed over: the decision on the two themselves holds.
    """
    last = judged(held)
    same = sorted(
        (number, pair) for pair, (number, each) in last.pairs.items() if each["what"] == "same"
    )
    apart = [pair for pair, (_, each) in last.pairs.items() if each["what"] == "different"]
    first: dict[str, str] = {}

    def found(each: str) -> str:
        while each in first:
            each = first[each]
        return each

    for _, pair in same:
        ends = sorted({found(each) for each in pair})
        if len(ends) == 2 and not any(sorted({found(a), found(b)}) == ends for a, b in apart):
            first[ends[1]] = ends[0]
    return {each: found(each) for each in sorted(first)}


def rerooted(same: Mapping[str, str], gone: Iterable[str]) -> dict[str, str]:
    """The same groups, none of them standing under an id that is gone."""
    missing = set(gone)
    groups: dict[str, list[str]] = {}
    for each, stands in same.items():
        groups.setdefault(stands, [stands]).append(each)
    found = {}
    for members in groups.values():
        held = sorted(each for each in members if each not in missing) or sorted(members)
        found.update({each: held[0] for each in members if each != held[0]})
    return dict(sorted(found.items()))


def filled_rows(file: CaseFile, kept: str, shown: str, same_as: str) -> str:
    """SQL: for each id that stands for others, its row with what it lacks filled from theirs.

    The own row comes first, then the others by their ids. Of several dates of birth the latest is
    read, so that nobody who may be a child is taken for an adult; other names become aliases.

    Args:
        file: The table.
        kept: Relation of all its versions.
        shown: SQL over a row ``r``: that version is shown.
        same_as: Table of ``id`` and ``stands_for``.
    """
    parts = [f'{_filled(name)} AS "{name}"' for name in filled_columns(file)]
    return (
        f"SELECT root AS id, {', '.join(parts)} FROM (SELECT r.*, coalesce(s.stands_for, r.id) AS "
        f"root, coalesce(s.stands_for, r.id) = r.id AS own FROM {kept} AS r LEFT JOIN {same_as} AS s "
        f"ON s.id = r.id WHERE {shown} AND (s.id IS NOT NULL OR r.id IN (SELECT stands_for FROM "
        f"{same_as}))) GROUP BY root"
    )


def filled_columns(file: CaseFile) -> tuple[str, ...]:
    """Columns of a table that are filled from the rows of others."""
    names = (name for name, _ in table_columns(file.name))
    return tuple(name for name in names if name not in ("id", *_NOT_FILLED))


# Where a row came from is told of the row that stands for the others.
_NOT_FILLED = ("version", "import_id", "source_file", "source_line", "row_hash")


def _filled(name: str) -> str:
    """SQL of one column over the rows of a group."""
    if name == "date_of_birth":
        return "max(date_of_birth)"
    if name == "aliases":
        called = "nullif(trim(concat(forenames, ' ', surname)), '')"
        names = f"list_concat(coalesce(aliases, []), CASE WHEN own THEN [] ELSE [{called}] END)"
        return (
            "nullif(list_sort(list_distinct(list_filter(flatten("
            f"list({names} ORDER BY own DESC, id)), lambda each: each IS NOT NULL))), [])"
        )
    return f'first("{name}" ORDER BY own DESC, id) FILTER ("{name}" IS NOT NULL)'


def read_as(con: "duckdb.DuckDBPyConnection", id_: str) -> str:
    """The id under which an id is read on this connection: itself, unless it was joined."""
    rows = _same_as(con, "SELECT stands_for FROM {} WHERE id = $id", id_)
    return rows[0] if rows else id_


def recorded_as(con: "duckdb.DuckDBPyConnection", id_: str) -> tuple[str, ...]:
    """The other ids under which what is read as that id was recorded, in order."""
    root = read_as(con, id_)
    return tuple(_same_as(con, "SELECT id FROM {} WHERE stands_for = $id ORDER BY id", root))


def _same_as(con: "duckdb.DuckDBPyConnection", sql: str, id_: str) -> list[str]:
    """Ids that a question to the table of joined ids gives; none if nothing is joined."""
    held = con.execute(
        "SELECT 1 FROM duckdb_tables() WHERE database_name = 'standing' AND table_name = 'same_as'"
    ).fetchall()
    if not held:
        return []
    return [str(each) for (each,) in con.execute(sql.format(SAME_AS), {"id": id_}).fetchall()]

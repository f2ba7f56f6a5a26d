"""Decisions by which claims are taken out, and by which an import or a decision is undone.

A decision only says what was decided, by whom, when and why; store/effects.py is where it takes
effect. Nothing is deleted: what was taken out comes back when the decision itself is undone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netgraph.errors import DecisionError, UnknownId
from netgraph.provenance.changes import Changes
from netgraph.provenance.outputs import Output
from netgraph.records import ImportRecord
from netgraph.store.effects import standing
from netgraph.vocabulary import CASE_FILES

if TYPE_CHECKING:
    import duckdb

__all__ = ["Given", "SecondThought", "shown_rows", "undoing", "withdrawal"]

# Kinds of decision that can be undone; others stand beside the rules and are decided anew.
UNDOABLE = ("withdraw", "undo", "same", "different", "unsure", "forget", "keep")


@dataclass(frozen=True, slots=True)
class Given:
    """Who decides, why, and when (UTC)."""

    by: str
    reason: str
    now: str


@dataclass(frozen=True, slots=True)
class SecondThought:
    """What came of a decision: its number, how many rows it takes out or brings back, what changed.

    ``rows`` are (table, how many fewer or more are shown); ``outputs`` were handed out before and
    rest on what it concerns.
    """

    decision: int
    what: str
    about: str
    rows: tuple[tuple[str, int], ...]
    changes: Changes
    outputs: tuple[Output, ...] = field(default=())


def withdrawal(
    con: "duckdb.DuckDBPyConnection",
    report: str,
    decisions: Sequence[dict[str, str]],
    given: Given,
) -> dict[str, str]:
    """The decision to withdraw a report.

    Raises:
        UnknownId: The store never held such a report.
        DecisionError: It is withdrawn already, or nobody or nothing is named as who and why.
    """
    held = con.execute("SELECT 1 FROM kept.reports WHERE id = $id LIMIT 1", {"id": report})
    if not held.fetchall():
        raise UnknownId(
            f"{report}: no such report in this store", hint="Give the id of a report, such as r7."
        )
    for number, decision in standing(decisions):
        if decision.get("what") == "withdraw" and decision["about"] == report:
            raise DecisionError(
                f"{report}: withdrawn already, by decision d{number}",
                hint=f"To bring it back: netgraph undo d{number}",
            )
    return _decision("withdraw", report, given)


def undoing(
    what: str,
    imports: Sequence[ImportRecord],
    decisions: Sequence[dict[str, str]],
    given: Given,
) -> dict[str, str]:
    """The decision to undo an import (``3``) or a decision (``d7``).

    Raises:
        UnknownId: There is no such import or decision.
        DecisionError: It is undone already, or is none that can be undone.
    """
    about = f"i{int(what)}" if what.isdigit() else what
    number = int(about[1:]) if about[1:].isdigit() and about[:1] in "id" else 0
    many = len(imports) if about[:1] == "i" else len(decisions)
    if not 1 <= number <= many:
        raise UnknownId(
            f"{what}: no such import or decision",
            hint="Give the number of an import, such as 3, or of a decision, such as d7.",
        )
    for by, decision in standing(decisions):
        if decision.get("what") == "undo" and decision["about"] == about:
            raise DecisionError(
                f"{what}: undone already, by decision d{by}",
                hint=f"To bring it back: netgraph undo d{by}",
            )
    if about[0] == "d" and decisions[number - 1].get("what") not in UNDOABLE:
        raise DecisionError(
            f"{what}: such a decision takes nothing out, and is not undone",
            hint="Decide again: the later decision stands beside the earlier one.",
        )
    return _decision("undo", about, given)


def _decision(what: str, about: str, given: Given) -> dict[str, str]:
    for name, value in (("who decides", given.by), ("a reason", given.reason)):
        if not value.strip():
            raise DecisionError(
                f"{about}: a decision without {name}", hint="Give both --by and --reason."
            )
    return {
        "what": what,
        "about": about,
        "reason": given.reason.strip(),
        "who": given.by.strip(),
        "when": given.now,
    }


def shown_rows(con: "duckdb.DuckDBPyConnection") -> dict[str, int]:
    """How many rows each table shows."""
    counts = ", ".join(f"(SELECT count(*) FROM {file.name})" for file in CASE_FILES)
    row = con.execute(f"SELECT {counts}").fetchall()[0]
    return {file.name: number for file, number in zip(CASE_FILES, row, strict=True)}

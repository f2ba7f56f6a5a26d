"""What a person decides of two records: what a decision must carry, and what it may not join."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import TYPE_CHECKING

from netgraph.errors import DecisionError, UnknownId
from netgraph.matching.conflicts import conflicts_of
from netgraph.matching.records import Conflict, JoinedPair
from netgraph.matching.verified import alike, read_shared, read_verified
from netgraph.store import effects, joins

if TYPE_CHECKING:
    import duckdb

__all__ = ["NewPair", "join_alike", "pair_decision"]

# Who joins what bears one verified identifier.
NETGRAPH = "netgraph"

# Characters that a reason must have, as for every other decision. SOURCE: [decision-0015].
_SHORTEST_REASON = 20


@dataclass(frozen=True, slots=True)
class NewPair:
    """What somebody decides of two records: same, different or unsure; why, who, when."""

    outcome: str
    a: str
    b: str
    reason: str
    by: str
    now: str


def pair_decision(
    con: "duckdb.DuckDBPyConnection", decisions: Sequence[dict[str, str]], new: NewPair
) -> dict[str, str]:
    """The decision as it is kept.

    Raises:
        UnknownId: One of them is not in the store.
        DecisionError: It lacks who or why, or joins what is known to be two.
    """
    _complete(new)
    held = effects.standing(decisions)
    stands = joins.stands_for(held)
    kind = _one_kind(con, new, stands)
    if new.outcome == "same":
        _may_be_one(con, new, held)
    if new.outcome == "different":
        _may_be_two(new, held)
    first, second = sorted((new.a, new.b))
    return {
        "what": new.outcome,
        "about": first,
        "other": second,
        "kind": kind,
        "reason": new.reason.strip(),
        "who": new.by.strip(),
        "when": new.now,
    }


def _complete(new: NewPair) -> None:
    """Refuse a decision without who or why, or on one record alone."""
    for name, value in (("who decides", new.by), ("a reason", new.reason)):
        if not value.strip():
            raise DecisionError(
                f"{new.a}, {new.b}: a decision without {name}", hint="Give both --by and --reason."
            )
    if len(new.reason.strip()) < _SHORTEST_REASON:
        raise DecisionError(
            f"{new.a}, {new.b}: a reason of fewer than {_SHORTEST_REASON} characters",
            hint="Say what was weighed, so that somebody else can follow it.",
        )
    if new.a == new.b:
        raise DecisionError(f"{new.a}: one id, given twice", hint="Give the ids of two records.")


def _one_kind(con: "duckdb.DuckDBPyConnection", new: NewPair, stands: dict[str, str]) -> str:
    """The kind of both records."""
    kinds = []
    for each in (new.a, new.b):
        rows = con.execute(
            "SELECT kind FROM entities WHERE id = $id", {"id": stands.get(each, each)}
        ).fetchall()
        if not rows:
            raise UnknownId(f"no {each} in this store", hint="Ids are shown by: netgraph matches")
        kinds.append(str(rows[0][0]))
    if kinds[0] != kinds[1]:
        raise DecisionError(
            f"{new.a} is recorded as {kinds[0]}, {new.b} as {kinds[1]}",
            hint="Only records of one kind can be of one and the same.",
        )
    if kinds[0] == "event":
        raise DecisionError(
            f"{new.a}, {new.b}: events are not joined",
            hint="Withdraw the report that tells it twice.",
        )
    return kinds[0]


def _may_be_one(
    con: "duckdb.DuckDBPyConnection", new: NewPair, held: tuple[joins.Numbered, ...]
) -> None:
    """Refuse to join what somebody decided is two, or what is known to be."""
    later = {"what": "same", "about": new.a, "other": new.b}
    number = max((each for each, _ in held), default=0) + 1
    before, after = joins.stands_for(held), joins.stands_for((*held, (number, later)))
    ends = sorted({before.get(each, each) for each in (new.a, new.b)})
    if len(ends) == 1:
        raise DecisionError(
            f"{new.a} and {new.b} are read as one already",
            hint="What joins them is shown by: netgraph matches --about ID",
        )
    if after.get(new.a, new.a) != after.get(new.b, new.b):
        blocking = _apart(held, before, ends)
        raise DecisionError(
            f"{new.a} and {new.b}: it was decided that {blocking[1]} and {blocking[2]} are different "
            f"({blocking[0]})",
            hint=f"If that was wrong: netgraph undo {blocking[0]} --reason TEXT",
        )
    read_verified(con)
    found = conflicts_of(con, [(ends[0], ends[1])]).get((ends[0], ends[1]), ())
    forbidding = _forbidding(found)
    if forbidding:
        raise DecisionError(
            f"{new.a} and {new.b} cannot be one: {'; '.join(forbidding)}",
            hint="If a record is wrong, correct or withdraw it first; then decide again.",
        )


def _apart(
    held: tuple[joins.Numbered, ...], before: dict[str, str], ends: list[str]
) -> tuple[str, str, str]:
    """The decision that keeps two groups apart: its number and the two that it names."""
    for (a, b), (number, each) in joins.judged(held).pairs.items():
        if each["what"] == "different" and sorted((before.get(a, a), before.get(b, b))) == ends:
            return f"d{number}", a, b
    return "an earlier decision", ends[0], ends[1]


def _may_be_two(new: NewPair, held: tuple[joins.Numbered, ...]) -> None:
    """Refuse to part two that decisions on third ones join: those have to be undone first."""
    later = {"what": "different", "about": new.a, "other": new.b}
    number = max((each for each, _ in held), default=0) + 1
    pair = tuple(sorted((new.a, new.b)))
    others = [each for each in held if each[1].get("what") != "same" or _pair(each[1]) != pair]
    after = joins.stands_for((*others, (number, {**later, "what": "unsure"})))
    if after.get(new.a, new.a) == after.get(new.b, new.b):
        through = ", ".join(
            f"d{each}"
            for each, decision in others
            if decision.get("what") == "same"
            and after.get(decision["about"], decision["about"]) == after.get(new.a, new.a)
        )
        raise DecisionError(
            f"{new.a} and {new.b} are read as one through others ({through})",
            hint="Undo the one of these that is wrong: netgraph undo NUMBER --reason TEXT",
        )


def _pair(decision: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted((decision["about"], decision["other"])))


def join_alike(
    con: "duckdb.DuckDBPyConnection", decisions: Sequence[dict[str, str]], now: str
) -> tuple[tuple[dict[str, str], ...], tuple[JoinedPair, ...]]:
    """Decisions that join what bears one verified identifier, and the pairs that a conflict keeps apart.

    A pair on which anything was ever decided is left to what was decided, undone or not.
    """
    read_shared(con)
    known = {
        _pair(each)
        for each in decisions
        if each.get("other") and each.get("what") in joins.OUTCOMES
    }
    found = _kept_apart(con, [each for each in alike(con) if (each.a, each.b) not in known])
    joined = tuple(
        {
            "what": "same",
            "about": each.a,
            "other": each.b,
            "kind": each.kind,
            "reason": f"the same verified {each.rule}",
            "rule": each.rule,
            "who": NETGRAPH,
            "when": now,
        }
        for each in found
        if not _forbidding(each.conflicts)
    )
    return joined, tuple(each for each in found if each.conflicts)


def _kept_apart(con: "duckdb.DuckDBPyConnection", pairs: Sequence[JoinedPair]) -> list[JoinedPair]:
    """The pairs, each with what forbids it because of a third that one of the two is joined with."""
    groups: dict[str, tuple[str, ...]] = {}
    for each in pairs:
        members = tuple(
            dict.fromkeys((*groups.get(each.a, (each.a,)), *groups.get(each.b, (each.b,))))
        )
        groups.update(dict.fromkeys(members, members))
    within = {tuple(sorted(two)) for each in groups.values() for two in combinations(each, 2)}
    against = conflicts_of(con, ((a, b) for a, b in within))
    joined: dict[str, tuple[str, ...]] = {}
    found = []
    for each in pairs:
        one, other = joined.get(each.a, (each.a,)), joined.get(each.b, (each.b,))
        across = (tuple(sorted(two)) for two in product(one, other) if two[0] != two[1])
        through = [
            replace(conflict, text=f"{a} and {b}, joined with them: {conflict.text}")
            for a, b in across
            if (a, b) != (each.a, each.b)
            for conflict in against.get((a, b), ())
            if conflict.forbids
        ]
        pair = replace(each, conflicts=(*each.conflicts, *through))
        found.append(pair)
        if not _forbidding(pair.conflicts):
            members = tuple(dict.fromkeys((*one, *other)))
            joined.update(dict.fromkeys(members, members))
    return found


def _forbidding(conflicts: Sequence[Conflict]) -> list[str]:
    """What of the conflicts forbids that two are read as one, in words."""
    return [each.text for each in conflicts if each.forbids]

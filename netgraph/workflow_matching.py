"""One straight-line function for each question of who is recorded twice; see workflow.py.

Each takes an open store and what was given; it returns records. Nothing here reads the clock, the
environment or the terminal: cli does.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from netgraph.errors import StoreError
from netgraph.records import ImportSummary
from netgraph.store import effects, joins
from netgraph.store.base import Store

if TYPE_CHECKING:
    from netgraph.matching import Matches, NewPair
    from netgraph.matching.records import JoinedPair

__all__ = ["decide_pair", "join_by_identifiers", "matches", "refuse_unless_as_imported"]

# Tables whose rows bear identifiers that may join two of them.
_BEAR_IDENTIFIERS = frozenset({"people", "phones", "vehicles", "addresses", "accounts"})

Told = Callable[[tuple[dict[str, str], ...]], None]


def matches(store: Store, about: str = "", threshold: float | None = None) -> "Matches":
    """Who and what may be recorded twice: cards, strongest first, and what is read as one already.

    ``about`` is the id of one record: only what names it, or what is read as it, is given.
    """
    from netgraph import matching

    tables, decisions = store.tables(), store.decisions()
    least = matching.THRESHOLD if threshold is None else threshold
    found = matching.propose_matches(tables, decisions, least)
    found = replace(found, doubtful=_doubtful(store, found))
    if not about:
        return found
    ids = {about, joins.read_as(tables, about), *joins.recorded_as(tables, about)}
    return replace(
        found,
        cards=tuple(each for each in found.cards if {each.a, each.b} & ids),
        standing=tuple(each for each in found.standing if {each.a, each.b} & ids),
        contradicted=tuple(each for each in found.contradicted if {each.a, each.b} & ids),
        doubtful=tuple(each for each in found.doubtful if {each.a, each.b} & ids),
    )


def _doubtful(store: Store, found: "Matches") -> "tuple[JoinedPair, ...]":
    """Pairs that are read as one although what has been imported since says that they are two."""
    from netgraph import matching

    decisions = store.decisions()
    shown = effects.effects_of(decisions)
    if not shown.same:
        return ()
    rules = {f"d{place}": each.get("rule", "") for place, each in enumerate(decisions, start=1)}
    tables = store.tables()
    effects.show(tables, replace(shown, same={}))
    try:
        return matching.second_look(tables, found.standing, rules)
    finally:
        store.tables()  # shows what stands


def decide_pair(store: Store, new: "NewPair") -> tuple[int, dict[str, str], str]:
    """Keep what somebody decided of two records.

    Gives the decision's number, the decision, and the id under which the first record is read now.
    """
    from netgraph import matching

    decision = matching.pair_decision(store.tables(), store.decisions(), new)
    store.write_decision(decision)
    return len(store.decisions()), decision, joins.read_as(store.tables(), new.a)


def join_by_identifiers(
    store: Store, summary: ImportSummary, now: str, told: Told
) -> "tuple[int, tuple[JoinedPair, ...]]":
    """Join what bears one verified identifier, after an import that brought some.

    ``told`` is given the decisions before any is kept. Gives how many pairs were joined, and those
    of which something says that they are two.
    """
    from netgraph import matching

    brought = {table for table, new, changed, _, _ in summary.counts if new or changed}
    if summary.record is None or not brought & _BEAR_IDENTIFIERS:
        return 0, ()
    joined, apart = matching.join_alike(store.tables(), store.decisions(), now)
    if joined:
        told(joined)
    for decision in joined:
        store.write_decision(decision)
    return len(joined), apart


def refuse_unless_as_imported(store: Store) -> None:
    """See that a server may find by itself: it knows the rows, and not what was decided of them.

    Raises:
        StoreError: Decisions take rows out of what is read, or join records.
    """
    if effects.effects_of(store.decisions()):
        raise StoreError(
            "decisions withdraw, undo or join what this store holds, and the server does not know",
            hint="Leave --in-database out: find then reads the case with what was decided.",
        )

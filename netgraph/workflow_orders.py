"""Straight-line functions about what orders would do: lists for a group, and what would change.

Beside workflow.py, which holds the register and the application file; see there.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from netgraph.store.base import Store

if TYPE_CHECKING:
    from netgraph.disruption import Asked
    from netgraph.disruption.records import Disruption
    from netgraph.orders.argument_records import Argument
    from netgraph.orders.non_association_group import Terms
    from netgraph.orders.non_association_records import CourtList, KeptApart
    from netgraph.records import Proposal

__all__ = ["argue", "disrupt", "keep_apart", "keep_apart_for_court"]


def argue(store: Store, person: str, as_of: date) -> "tuple[Proposal, Argument]":
    """The proposal on one person, and its whole argument, for and against."""
    from netgraph import findings
    from netgraph.orders import argument, candidates, decisions

    tables = store.tables()
    found = findings.find_all(tables, as_of)
    proposals = candidates.propose(tables, found, as_of)
    [proposal] = decisions.decided(
        (decisions.proposal_of(person, proposals),), store.decisions(), as_of
    )
    contrary = decisions.contrary(proposal, findings.explain(tables, person, as_of))
    return proposal, argument.argue(tables, proposal, found, contrary, as_of)


def disrupt(store: Store, asked: "Asked", as_of: date) -> "Disruption":
    """What orders on some people, or on the best so many, would change on paper."""
    from netgraph import disruption, findings
    from netgraph.orders import candidates

    tables = store.tables()
    found = findings.find_all(tables, as_of)
    proposals = candidates.propose(tables, found, as_of)
    return disruption.disrupt(tables, (found, proposals), asked, as_of)


def keep_apart(store: Store, people: Sequence[str], as_of: date, terms: "Terms") -> "KeptApart":
    """Whom orders on those people should keep apart, and what each name adds."""
    from netgraph import findings
    from netgraph.orders import candidates, non_association_group

    tables = store.tables()
    found = findings.find_all(tables, as_of)
    proposals = candidates.propose(tables, found, as_of)
    return non_association_group.keep_apart(tables, people, (found, proposals), as_of, terms)


def keep_apart_for_court(
    store: Store, people: Sequence[str], as_of: date, terms: "Terms"
) -> "tuple[KeptApart, tuple[CourtList, ...]]":
    """The same lists, and beside them what a court may see of them."""
    from netgraph import findings
    from netgraph.orders import candidates, non_association_court, non_association_group

    tables = store.tables()
    found = findings.find_all(tables, as_of)
    proposals = candidates.propose(tables, found, as_of)
    kept = non_association_group.keep_apart(tables, people, (found, proposals), as_of, terms)
    return kept, non_association_court.court_lists(tables, kept, found)

"""Other tools that what is recorded of one person makes worth a thought, each with why and its rule.

That a tool is named says that somebody ought to think of it. Whether its test could be met, and whether
it would do instead of an order, is for lawyers and the court; tools.py holds the rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from netgraph.orders.acts import WeighedAct
from netgraph.orders.terms import ACTS_AT_EVENTS, TRADE
from netgraph.orders.tools import TOOLS, Tool
from netgraph.orders.weight import Around, Weighed
from netgraph.records import Proposal

__all__ = ["Alternative", "alternatives"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """A tool to think of, and the records because of which it is named."""

    tool: Tool
    why: str


def alternatives(
    proposal: Proposal, acts: Iterable[WeighedAct], around: Around
) -> tuple[Alternative, ...]:
    """Tools that fit what is recorded, in the order of the table; safeguarding first."""
    pieces = [piece for each in acts for piece in each.behind]
    why = {
        "safeguarding": _named("people and homes to protect", proposal.protects),
        "closure": _named("homes concerned", _homes(pieces, proposal, around)),
        "telecommunications": _named("telephones", _phones(pieces)),
        "child_exploitation_order": _named("children concerned", _children(pieces, around)),
        "abduction_notice": _named("children concerned", _children(pieces, around)),
        "domestic_abuse": _named("at home or in the family", _at_home(pieces, proposal.person)),
        "gang_injunction": _named("drugs or violence", _trade(pieces)),
        "serious_crime_order": _named("charged or convicted", _at_stage(pieces, beyond=True)),
        "bail": _named("suspected or charged", _at_stage(pieces, beyond=False)),
    }
    fits = {key: text for key, text in why.items() if text}
    chosen = [Alternative(tool, fits[tool.key]) for tool in TOOLS if tool.key in fits]
    return tuple(sorted(chosen, key=lambda each: each.tool.key != "safeguarding"))


def _named(words: str, ids: Iterable[str]) -> str:
    listed = ", ".join(sorted(set(ids)))
    return f"{words}: {listed}" if listed else ""


def _homes(pieces: list[Weighed], proposal: Proposal, around: Around) -> set[str]:
    """Homes that somebody else controls, or that an order would protect."""
    controlled = {each.evidence.to_id for each in pieces if each.evidence.to_kind == "address"}
    return controlled | {place for place in proposal.protects if place in around.homes}


def _phones(pieces: list[Weighed]) -> set[str]:
    return {each.evidence.to_id for each in pieces if each.why_not == "line"}


def _children(pieces: list[Weighed], around: Around) -> set[str]:
    return {
        person
        for each in pieces
        for person in each.touched
        if around.is_child(person) and each.why_not != "household"
    }


def _at_home(pieces: list[Weighed], subject: str) -> set[str]:
    """Ids at the other end of pressure within the family or household."""
    ends = {
        end
        for each in pieces
        if each.why_not == "household"
        for end in (each.evidence.from_id, each.evidence.to_id)
    }
    return ends - {subject}


def _trade(pieces: list[Weighed]) -> set[str]:
    return {
        each.evidence.id
        for each in pieces
        if each.evidence.kind in TRADE or each.evidence.event_type in ("drug_supply", "violence")
    }


def _at_stage(pieces: list[Weighed], *, beyond: bool) -> set[str]:
    """Events in which there is a suspicion or charge, or beyond: a charge or conviction."""
    kinds = ("charged_in", "convicted_in") if beyond else ("charged_in", "suspect_in")
    return {
        each.evidence.to_id
        for each in pieces
        if each.evidence.kind in ACTS_AT_EVENTS and each.evidence.kind in kinds
    }

"""Decisions of people on who is proposed: what speaks against it first, then what is kept.

A decision is kept for good, with who decided, when and why, and moves nothing by itself: a proposal
stays what the rules make of it, and the decision stands beside it. Here: what is to be read before,
what a decision must carry, and which decisions stand beside which proposal.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from netgraph.errors import DecisionError, UnknownId
from netgraph.records import Decision, Explanation, OtherExplanation, Proposal, Reason

__all__ = [
    "OUTCOMES",
    "Contrary",
    "NewDecision",
    "contrary",
    "decided",
    "kept_decision",
    "proposal_of",
]

# What may be decided of somebody who is proposed, and what it says.
OUTCOMES = {
    "shortlist": "worth the time of the lawyers",
    "reject": "not to be proposed",
    "override": "a supervisor has looked at what stands in the way, and lets the case go on",
}

# Kind of decision, in the store's book of decisions.
_CANDIDATE = "candidate"

# Letters that a reason must have, so that it says something. SOURCE: [decision-0015].
_SHORTEST_REASON = 20


@dataclass(frozen=True, slots=True)
class Contrary:
    """What speaks against proposing somebody, in the order in which it is to be read.

    ``as_victim`` are reasons to think that the person is being exploited; ``against`` those against
    the exploiter finding; ``explained`` other explanations that were found, or cannot be seen in
    the data; ``not_counted`` how many records about the person do not count, by the rule.
    """

    proposal: Proposal
    as_victim: tuple[Reason, ...]
    against: tuple[Reason, ...]
    explained: tuple[OtherExplanation, ...]
    not_counted: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What somebody decides of a person: outcome, why, who; for an override, of which blockers."""

    person: str
    outcome: str
    reason: str
    by: str
    blockers: tuple[str, ...] = ()


def proposal_of(person: str, proposals: Iterable[Proposal]) -> Proposal:
    """The proposal on that person.

    Raises:
        UnknownId: There is none: nobody without an exploiter finding is proposed.
    """
    found = next((each for each in proposals if each.person == person), None)
    if found is None:
        raise UnknownId(
            f"{person}: there is nothing to decide; no exploiter finding is on this id",
            hint="Whom there is something to decide of is shown by: netgraph propose",
        )
    return found


def contrary(proposal: Proposal, explanation: Explanation) -> Contrary:
    """Everything that speaks against proposing that person, from what explains their findings."""
    by_claim = {each.claim: each for each in (*explanation.considered, *explanation.findings)}
    victim, exploiter = by_claim.get("likely_victim"), by_claim.get("exploiter")
    why_not: dict[str, int] = {}
    for link in explanation.links:
        if not link.used and link.why_not:
            why_not[link.why_not] = why_not.get(link.why_not, 0) + 1
    return Contrary(
        proposal,
        victim.reasons if victim is not None else (),
        exploiter.against if exploiter is not None else (),
        tuple(
            each
            for each in explanation.other_explanations
            if each.claim == "exploiter" and each.result != "not found"
        ),
        tuple(sorted(why_not.items())),
    )


def kept_decision(new: NewDecision, proposal: Proposal, as_of: date, now: str) -> dict[str, str]:
    """What is kept of a decision, with how the proposal stood.

    Raises:
        DecisionError: It lacks who or why, or the proposal does not allow it.
    """
    for name, value in (("who decides", new.by), ("a reason", new.reason)):
        if not value.strip():
            raise DecisionError(
                f"{new.person}: a decision without {name}", hint="Give both --by and --reason."
            )
    if len(new.reason.strip()) < _SHORTEST_REASON:
        raise DecisionError(
            f"{new.person}: a reason of fewer than {_SHORTEST_REASON} characters",
            hint="Say what was weighed, so that somebody else can follow it.",
        )
    standing = [each.code for each in proposal.blockers]
    _refuse(new, proposal, standing)
    blockers = (new.blockers or tuple(standing)) if new.outcome == "override" else ()
    return {
        "what": _CANDIDATE,
        "about": new.person,
        "outcome": new.outcome,
        "blockers": ";".join(dict.fromkeys(blockers)),
        "reason": new.reason.strip(),
        "who": new.by.strip(),
        "when": now,
        "as_of": as_of.isoformat(),
        "status": proposal.status,
    }


def _refuse(new: NewDecision, proposal: Proposal, standing: list[str]) -> None:
    """Refuse what the proposal does not allow to be decided."""
    if new.outcome == "override":
        absent = [code for code in new.blockers if code not in standing]
        if not standing or absent:
            told = ", ".join(absent) or "anything"
            raise DecisionError(
                f"{new.person}: no blocker {told} stands in the way",
                hint=f"What does: {', '.join(standing) or 'nothing'}.",
            )
        if len(set(standing)) > 1 and not new.blockers:
            raise DecisionError(
                f"{new.person}: more than one blocker; each is decided by its name",
                hint=f"Name them with --blocker: {', '.join(dict.fromkeys(standing))}.",
            )
    if new.outcome == "shortlist":
        overridden = {code for each in proposal.decisions for code in _lifted(each)}
        left = [code for code in dict.fromkeys(standing) if code not in overridden]
        if left:
            raise DecisionError(
                f"{new.person}: blocked by {', '.join(left)}",
                hint="A named supervisor decides that first: decide candidate ID override.",
            )
        if proposal.missing:
            raise DecisionError(
                f"{new.person}: the evidence falls short",
                hint="What is missing is shown by: netgraph propose",
            )


def _lifted(decision: Decision) -> tuple[str, ...]:
    return decision.blockers if decision.outcome == "override" else ()


def decided(
    proposals: Iterable[Proposal], kept: Iterable[dict[str, str]], as_of: date
) -> tuple[Proposal, ...]:
    """The proposals, each with the decisions on its person up to that day, oldest first."""
    by_person: dict[str, list[Decision]] = {}
    for each in kept:
        if each.get("what") == _CANDIDATE and each.get("as_of", "") <= as_of.isoformat():
            by_person.setdefault(each.get("about", ""), []).append(_decision(each))
    return tuple(
        replace(each, decisions=tuple(by_person.get(each.person, ()))) for each in proposals
    )


def _decision(kept: dict[str, str]) -> Decision:
    return Decision(
        kept.get("outcome", ""),
        tuple(code for code in kept.get("blockers", "").split(";") if code),
        kept.get("reason", ""),
        kept.get("who", ""),
        kept.get("when", ""),
    )

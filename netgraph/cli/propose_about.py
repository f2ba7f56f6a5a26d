"""``propose --about``: the whole argument on one person, as text and as one JSON object."""

import dataclasses
import datetime as dt
from collections.abc import Iterator

from netgraph.cli.decide import decision_line
from netgraph.orders.argument_records import ArguedAct, Argument, Limb
from netgraph.orders.decisions import Contrary
from netgraph.records import Proposal, Reason

__all__ = ["argument_lines", "argument_object"]

_LIMBS = {
    "act": "Limb: an act",
    "risk": "Limb: a risk of an offence",
    "necessity": "Limb: necessity, and whom it would protect",
}


def argument_object(proposal: Proposal, argued: Argument) -> dict[str, object]:
    """The keys of a proposal, and beside them those of its argument."""
    kept = dataclasses.asdict(proposal)
    told = dataclasses.asdict(argued)
    contrary = told.pop("contrary")
    contrary.pop("proposal")
    told["records"] = told.pop("acts")
    return kept | told | {"contrary": contrary}


def argument_lines(proposal: Proposal, argued: Argument, day: dt.date) -> Iterator[str]:
    """The argument in the order in which it is to be read: safeguarding, for, against, what else."""
    name = f" {proposal.label}" if proposal.label not in ("", proposal.person) else ""
    yield f"The argument on {proposal.person}{name}, as recorded on {day}: {proposal.status}"
    yield "Leads for people to judge. No line says that a test is met; that is for lawyers and the court."
    for blocker in proposal.blockers:
        yield f"  {blocker.code}: {blocker.text}"
    for decision in proposal.decisions:
        yield f"  decided {decision_line(decision)}"
    yield from _acts(argued.acts)
    for limb in argued.limbs:
        yield from _limb(limb)
    yield from _against(argued.contrary)
    yield "\nOTHER TOOLS THAT WHAT IS RECORDED BRINGS TO MIND"
    for each in argued.alternatives:
        tool = each.tool
        yield f"  {tool.name} ({tool.statute}; for: {tool.age})"
        yield f"      because of {each.why}"
        yield f"      rule: {tool.rule}. Longest: {tool.longest}."
        yield f"      to heed: {tool.heed}"
    yield "\nNOT KNOWN, AND WHO MIGHT HOLD IT"
    for unknown in argued.unknown:
        yield f"  {unknown.what}"
        yield f"      ask: {unknown.held_by}"
    yield from _withdrawn(argued)


def _acts(acts: tuple[ArguedAct, ...]) -> Iterator[str]:
    yield f"\nRECORDS OF ACTS ({len(acts)}), oldest first"
    for each in acts:
        yield f"  {each.day or 'no date   '}  {each.stage}: {each.text}"
        agency = f", {each.agency}" if each.agency else ""
        origin = f", origin {each.origin}" if each.origin not in ("", each.report) else ""
        handling = f", handling {each.handling}" if each.handling else ""
        yield (
            f"      report {each.report} graded {each.grade}{agency}{origin}{handling}; {each.basis}; "
            f"hearsay: {each.hearsay}"
        )
        if each.why_not:
            yield f"      no act of exploitation by itself: {each.why_not}"


def _limb(limb: Limb) -> Iterator[str]:
    yield f"\n{_LIMBS[limb.name].upper()}"
    for text in limb.recorded:
        yield f"  recorded: {text}"
    for text in limb.to_answer:
        yield f"  for a person to answer: {text}"


def _against(contrary: Contrary) -> Iterator[str]:
    yield "\nWHAT SPEAKS AGAINST"
    yield "  Signs that this person is being exploited themselves:"
    yield from _reasons(contrary.as_victim)
    yield "  Against the exploiter finding:"
    yield from _reasons(contrary.against)
    yield "  Other explanations:"
    for each in contrary.explained:
        yield f"    {each.explanation} ({each.result})"
    if not contrary.explained:
        yield "    none of those that netgraph knows"
    for why, count in contrary.not_counted:
        yield f"  {count} record{'' if count == 1 else 's'} not counted: {why}"


def _reasons(reasons: tuple[Reason, ...]) -> Iterator[str]:
    for each in reasons:
        yield f"    {each.points:+d}  {each.text} [reports {', '.join(each.reports) or 'none'}]"
    if not reasons:
        yield "    nothing is recorded; that is not the same as none"


def _withdrawn(argued: Argument) -> Iterator[str]:
    yield "\nIF ONE REPORT WERE WITHDRAWN (at the least; reasons that rest on several may weigh less too)"
    falling = [each for each in argued.withdrawals if each.falls]
    for each in falling:
        yield f"  without {each.report}:"
        for text in each.falls:
            yield f"      falls {text}"
    rest = [each.report for each in argued.withdrawals if not each.falls]
    if rest:
        yield f"  nothing falls without any one of: {', '.join(rest)}"

"""What falls when one report is withdrawn: the proposal, an act, a finding, or nobody left to protect.

Reckoned anew for the gate, from the evidence that stays. For the findings it is a lower bound: reasons
that rest on that report alone fall, and those that also rest on others keep their points.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from netgraph.findings.weigh import LIMITED_POINTS
from netgraph.orders.acts import RecordedActs, WeighedAct, summed
from netgraph.orders.weight import Around, weigh
from netgraph.records import Finding

__all__ = ["Withdrawal", "withdrawals"]

_CLAIM_WORDS = {"exploiter": "exploiter", "likely_victim": "likely-victim"}


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A report, its origin, and what would no longer be said without it; empty if all stays."""

    report: str
    origin: str
    falls: tuple[str, ...]


def withdrawals(
    acts: tuple[WeighedAct, ...],
    findings: Iterable[Finding],
    around: Around,
    missing: Callable[[RecordedActs], tuple[str, ...]],
) -> tuple[Withdrawal, ...]:
    """Each report behind the acts, and what falls with it; those with which most falls first.

    Args:
        acts: Acts of one person, weighed.
        findings: Findings on that person, of every claim.
        around: What is known around the person.
        missing: What a candidate would still need, of what acts come to.
    """
    about = tuple(findings)
    subject = next((each.subject for each in about if each.claim == "exploiter"), "")
    origins = {
        piece.evidence.report: piece.evidence.source.origin
        for each in acts
        for piece in each.behind
        if piece.evidence.report
    }
    for finding in about:
        for reason in finding.reasons:
            for report in reason.reports:
                origins.setdefault(report, "")
    before = summed(acts)
    found = []
    for report in origins:
        after = summed(_without(acts, report, subject, around))
        falls = (*_gate(before, after, missing), *_acts(acts, report), *_findings(about, report))
        found.append(Withdrawal(report, origins[report], falls))
    return tuple(sorted(found, key=lambda each: (-len(each.falls), each.report)))


def _without(
    acts: tuple[WeighedAct, ...], report: str, subject: str, around: Around
) -> tuple[WeighedAct, ...]:
    """The acts as they would be weighed if that report had never been."""
    kept = [
        (each, [piece.evidence for piece in each.behind if piece.evidence.report != report])
        for each in acts
    ]
    pieces = list(dict.fromkeys(piece for _, behind in kept for piece in behind))
    anew = dict(zip(pieces, weigh(pieces, subject, around), strict=True))
    return tuple(
        WeighedAct(each.act, tuple(anew[piece] for piece in behind)) for each, behind in kept
    )


def _gate(
    before: RecordedActs, after: RecordedActs, missing: Callable[[RecordedActs], tuple[str, ...]]
) -> list[str]:
    """What of the proposal falls."""
    falls = []
    if not missing(before) and missing(after):
        falls.append(f"the proposal: it would lack {'; '.join(missing(after))}")
    left = sorted(before.concerns - after.concerns)
    if left:
        falls.append(f"that something was done to, or in, {', '.join(left)}")
    return falls


def _acts(acts: tuple[WeighedAct, ...], report: str) -> list[str]:
    """Acts of which only that report tells."""
    return [
        f"the act: {each.act.text}"
        for each in acts
        if each.behind and {piece.evidence.report for piece in each.behind} == {report}
    ]


def _findings(findings: tuple[Finding, ...], report: str) -> list[str]:
    """Findings that would not be made if reasons that rest on that report alone fell."""
    falls = []
    for finding in findings:
        kept = [each for each in finding.reasons if set(each.reports) - {report}]
        points = sum(each.points for each in (*kept, *finding.against))
        carried = any(each.evidence_class != "association" and each.points > 0 for each in kept)
        if points < LIMITED_POINTS or not carried:
            word = _CLAIM_WORDS.get(finding.claim, finding.claim)
            falls.append(f"the {word} finding, and what follows from it")
    return falls

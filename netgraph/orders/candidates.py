"""Who might be proposed for a new order, who is not, and why: the gate before any application.

Here: the gate (acts, sources, grades, recency), what blocks a proposal, what is missing, and whom
an order would protect. Not here: the points of findings, the drafting of conditions.

Nothing is decided: a candidate is somebody whose case is worth a supervisor's and a lawyer's time.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from netgraph.findings import evidence as evidence_tables
from netgraph.orders.acts import RecordedActs, WeighedAct, recorded_acts, summed
from netgraph.orders.evidence_behind import evidence_behind, people_in
from netgraph.orders.family import close_to
from netgraph.orders.standing import Standing, blockers, standings
from netgraph.orders.terms import ADULT_AGE, MINIMUM_SOURCES, RECENT_ACT
from netgraph.orders.weight import NOT_COUNTED, Around
from netgraph.records import Finding, Proposal

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "SAFEGUARDING",
    "STATUSES",
    "missing_for",
    "propose",
    "safeguarding_first",
    "weighed_acts",
]

# In this order, after those for whom safeguarding comes first.
STATUSES = ("candidate", "blocked", "insufficient")

# Blockers that ask for safeguarding before anything else. SOURCE: [decision-0006].
SAFEGUARDING = ("under_18", "possible_victim", "nrm")


def propose(
    con: "duckdb.DuckDBPyConnection", findings: Iterable[Finding], as_of: date
) -> tuple[Proposal, ...]:
    """Everybody with an exploiter finding, as candidate, blocked or insufficient, and why.

    A candidate has at least one recorded act of exploitation, not older than RECENT_ACT; two
    independent sources that each tell of one, neither graded 3 and one of them A to C; and no
    blocker. What is an act of exploitation, and what is not by itself, is in weight.py.
    Whoever passes the gate with a blocker is ``blocked`` until a named supervisor decides
    otherwise; whoever does not pass it is ``insufficient``, with what is missing.

    Args:
        con: A connection with the views of a case.
        findings: All findings of that day, of every claim.
        as_of: The day to look from.

    Returns:
        Children and possible victims first, then candidates, blocked, insufficient; within each
        the strongest finding first, then by id.
    """
    found = tuple(findings)
    exploiters = [finding for finding in found if finding.claim == "exploiter"]
    weighed, around = weighed_acts(con, found, as_of)
    proposals = []
    for finding in exploiters:
        acts = summed(weighed[finding.subject])
        protects = _protects(finding, acts, around)
        proposals.append((_proposal(finding, acts, around.people, protects, as_of), finding.points))
    return tuple(proposal for proposal, _ in sorted(proposals, key=_place))


def weighed_acts(
    con: "duckdb.DuckDBPyConnection", findings: tuple[Finding, ...], as_of: date
) -> tuple[dict[str, tuple[WeighedAct, ...]], Around]:
    """The acts of everybody with an exploiter finding, weighed, and what is known around them."""
    evidence_tables.prepare_facts(con, as_of)
    exploiters = [finding for finding in findings if finding.claim == "exploiter"]
    evidence = evidence_behind(con, exploiters)
    named = {other for each in exploiters for reason in each.reasons for other in reason.others}
    subjects = {finding.subject for finding in exploiters}
    homes = {each.subject: each.support for each in findings if each.claim == "cuckooed_address"}
    around = Around(
        standings(con, subjects | named | people_in(evidence), findings, as_of),
        close_to(con, subjects, homes, ADULT_AGE),
        homes,
    )
    return {each.subject: recorded_acts(each, evidence, around) for each in exploiters}, around


def safeguarding_first(proposal: Proposal) -> bool:
    """True if what comes first for that person is safeguarding, not an order."""
    return any(blocker.code in SAFEGUARDING for blocker in proposal.blockers)


def _place(entry: tuple[Proposal, int]) -> tuple[bool, int, int, str]:
    proposal, points = entry
    status = STATUSES.index(proposal.status)
    return (not safeguarding_first(proposal), status, -points, proposal.person)


def _proposal(
    finding: Finding,
    acts: RecordedActs,
    people: Mapping[str, Standing],
    protects: tuple[str, ...],
    as_of: date,
) -> Proposal:
    missing = missing_for(acts, as_of)
    stopped_by = blockers(people[finding.subject], as_of)
    status = "insufficient" if missing else "blocked" if stopped_by else "candidate"
    return Proposal(
        person=finding.subject,
        status=status,
        acts=acts.acts,
        independent_sources=len(acts.reliable_origins),
        protects=protects,
        blockers=stopped_by,
        missing=missing,
        label=finding.label,
    )


def missing_for(acts: RecordedActs, as_of: date) -> tuple[str, ...]:
    """What a candidate would still need, one phrase each; empty if the gate is passed."""
    missing = []
    earliest = as_of - RECENT_ACT
    if not acts.acts:
        missing.append("an act: nothing recorded says what this person did")
    elif acts.last_exploitation is None:
        missing.append(
            "an act of exploitation towards somebody, or in somebody's home: none of what is "
            "recorded is one by itself"
        )
    elif acts.last_exploitation < earliest:
        missing.append(
            f"an act of exploitation within two years: the latest is of {acts.last_exploitation}"
        )
    if len(acts.reliable_origins) < MINIMUM_SOURCES:
        missing.append(_missing_sources(acts))
    if not any(source.dependable for source in acts.sources):
        missing.append("a report of an act graded 1 or 2 and A to C")
    return tuple(missing)


def _missing_sources(acts: RecordedActs) -> str:
    """That a source is missing, and which of those there are do not count."""
    reliable = len(acts.reliable_origins)
    unreliable = len(acts.sources) - reliable
    notes = [f"{unreliable} graded 3 cannot be one of the two"] if unreliable else []
    if acts.not_counted:
        told = ", ".join(f"{count} only {NOT_COUNTED[why]}" for why, count in acts.not_counted)
        notes.append(f"not counted: {told}")
    note = f" ({'; '.join(notes)})" if notes else ""
    wanted = "a second independent source" if reliable else "two independent sources"
    return f"{wanted} for the acts{note}"


def _protects(finding: Finding, acts: RecordedActs, around: Around) -> tuple[str, ...]:
    """Ids of the people and homes that an order would protect.

    Those to whom something was done, without exploiters who need no protecting themselves; and
    the likely victims and likely cuckooed homes that any reason of the finding names.
    """
    people, homes = around.people, around.homes
    named = {other for reason in finding.reasons for other in reason.others}
    concerned = {each for each in acts.concerns if each not in people or _to_protect(people[each])}
    likely = {
        each for each in named if each in homes or (each in people and people[each].victim_support)
    }
    return tuple(sorted((concerned | likely) - {finding.subject}))


def _to_protect(who: Standing) -> bool:
    return who.needs_protecting or not who.exploiter_support

"""The whole argument on one proposal: acts, the three limbs, what speaks against, what else would do.

Nothing here says that a limb is met. Each limb holds what is recorded, and the questions that people
must answer; what speaks against has as much room as what speaks for.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from netgraph.orders.acts import RecordedActs, WeighedAct, summed
from netgraph.orders.alternatives import alternatives
from netgraph.orders.application_facts import RecordedAct, recorded_acts
from netgraph.orders.argument_records import ArguedAct, Argument, Limb
from netgraph.orders.candidates import missing_for, weighed_acts
from netgraph.orders.decisions import Contrary
from netgraph.orders.held_elsewhere import unknowns
from netgraph.orders.sensitivity import withdrawals
from netgraph.orders.weight import NOT_COUNTED, Weighed
from netgraph.records import Finding, Proposal

if TYPE_CHECKING:
    import duckdb

__all__ = ["STAGES", "argue"]

# Which part of exploiting somebody each kind of record speaks of. SOURCE: [domain-gate], [domain-x11].
STAGES = {
    "accuses": "named by somebody",
    "arranges_travel_for": "transport",
    "charged_in": "event, charged",
    "contacted": "contact",
    "controls": "control",
    "convicted_in": "event, convicted",
    "directs": "direction",
    "in_debt_to": "debt",
    "pays": "money",
    "recruited": "recruitment",
    "supplies": "drugs",
    "suspect_in": "event, suspected",
    "threatens": "threat or punishment",
    "uses": "control of a line",
}

# How near the source was to what it tells, by the grade of the information. SOURCE: [domain-grades].
_HEARSAY = {
    "A": "yes, unless the source itself gives evidence",
    "B": "yes: told on to the source, borne out by others",
    "C": "yes: told on to the source",
    "D": "yes: how the source knows is not known",
}


def argue(
    con: "duckdb.DuckDBPyConnection",
    proposal: Proposal,
    findings: tuple[Finding, ...],
    contrary: Contrary,
    as_of: date,
) -> Argument:
    """The argument on one proposal.

    Args:
        con: A connection with the views of a case.
        proposal: The proposal on that person.
        findings: All findings of that day, of every claim and subject.
        contrary: What speaks against, as it is read before a decision.
        as_of: The day to look from.
    """
    weighed, around = weighed_acts(con, findings, as_of)
    acts = weighed[proposal.person]
    about = [each for each in findings if each.subject == proposal.person]
    told = _argued(recorded_acts(con, proposal), acts)
    came_to = summed(acts)
    return Argument(
        acts=told,
        limbs=(_act(told, came_to), _risk(told, came_to, as_of), _necessity(proposal)),
        contrary=contrary,
        alternatives=alternatives(proposal, acts, around),
        unknown=unknowns(proposal, about, told),
        withdrawals=withdrawals(acts, about, around, lambda each: missing_for(each, as_of)),
    )


def _argued(records: Iterable[RecordedAct], acts: Iterable[WeighedAct]) -> tuple[ArguedAct, ...]:
    """Each record behind the acts, oldest first, with what it counts for."""
    pieces: Mapping[str, Weighed] = {
        piece.evidence.id: piece for each in acts for piece in each.behind
    }
    found = []
    for record in records:
        piece = pieces.get(record.link)
        kind = piece.evidence.kind if piece is not None else ""
        kind = "uses" if piece is not None and piece.why_not == "line" else kind
        why_not = f"only {NOT_COUNTED[piece.why_not]}" if piece and piece.why_not else ""
        found.append(
            ArguedAct(
                day=record.day,
                stage=STAGES.get(kind, kind.replace("_", " ")),
                text=record.text,
                link=record.link,
                report=record.report,
                grade=record.grade,
                origin=record.origin,
                agency=record.agency.replace("_", " "),
                handling=record.handling,
                basis=record.basis,
                hearsay=_HEARSAY.get(record.grade[1:2], "not known"),
                why_not=why_not if piece is not None else "not usable on this day",
            )
        )
    return tuple(found)


def _act(told: tuple[ArguedAct, ...], came_to: RecordedActs) -> Limb:
    counted = [each for each in told if not each.why_not]
    stages = Counter(each.stage for each in counted)
    parts = ", ".join(f"{stage} ({count})" for stage, count in sorted(stages.items()))
    assessed = sum(each.basis == "assessment" for each in counted)
    return Limb(
        "act",
        (
            f"{len(counted)} of {len(told)} records tell of an act towards somebody, or in "
            f"somebody's home{f': {parts}' if parts else ''}.",
            f"They come from {_sources(len(came_to.reliable_origins))} graded 1 or 2; "
            + (f"{assessed} recorded as assessment." if assessed else "all recorded as facts."),
        ),
        (
            "Which of these can be proved in a form that a court admits?",
            "Was the person made to do it, or under 18 when it was done?",
        ),
    )


def _risk(told: tuple[ArguedAct, ...], came_to: RecordedActs, as_of: date) -> Limb:
    days = [each.day for each in told if each.day is not None and not each.why_not]
    recorded = []
    if came_to.last_exploitation is not None:
        ago = (as_of - came_to.last_exploitation).days
        recorded.append(
            f"The latest such act is of {came_to.last_exploitation}, {ago} days before."
        )
    if days:
        years = Counter(day.year for day in days)
        by_year = ", ".join(f"{years[year]} in {year}" for year in sorted(years))
        recorded.append(
            f"Records of such acts by year: {by_year}. More records may mean more looking."
        )
    if came_to.concerns:
        recorded.append(f"They concern {', '.join(sorted(came_to.concerns))}.")
    return Limb(
        "risk",
        tuple(recorded) or ("Nothing recorded bears on it.",),
        (
            "Does what is recorded say that it will happen again, or that it has ended?",
            "What has changed since: arrest, custody, moving away, support taken up?",
        ),
    )


def _necessity(proposal: Proposal) -> Limb:
    protects = ", ".join(proposal.protects)
    orders = [each.text for each in proposal.blockers if each.code == "order_in_force"]
    return Limb(
        "necessity",
        (
            f"By the records an order would protect {protects}."
            if protects
            else "Nobody is recorded whom an order would protect.",
            *orders,
        ),
        (
            "What harm would each of them come to without an order?",
            "Why would the other tools below, alone or together, not do?",
            "What would an order take from this person, and from whom else?",
        ),
    )


def _sources(count: int) -> str:
    return f"{count} independent source{'' if count == 1 else 's'}"

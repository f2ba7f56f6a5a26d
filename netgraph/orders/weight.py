"""Which recorded acts are acts of exploitation towards somebody, and why the others are none.

An order against exploitation needs an act of exploitation. Selling drugs, violence at home, a lift
and the keys of a home are recorded with the same kinds of link; alone they are something else. Here:
the rule for each piece of evidence. Not here: what the evidence is (acts.py), what else a proposal
needs (candidates.py). The reasoning is in decision 0025.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from netgraph.orders.evidence_behind import Evidence
from netgraph.orders.family import FAMILY, HOUSEHOLD, WIDER_FAMILY
from netgraph.orders.standing import Standing
from netgraph.orders.terms import (
    ACTS_AT_EVENTS,
    DONE_BY_THE_SECOND,
    EVENTS_OF_EXPLOITATION,
    PRESSURE,
    TRADE,
)

__all__ = ["NOT_COUNTED", "Around", "Weighed", "weigh"]

# Why a piece of evidence is no act of exploitation by itself, in the order in which it is said.
NOT_COUNTED = {
    "trade": "on drugs or money that changed hands",
    "line": "on a telephone",
    "event": "on an event that names nobody harmed",
    "household": "on family or one household",
    "quarrel": "on threats or debts among adults who are not known to need protecting",
    "ordinary": "on journeys or keys, which have ordinary reasons too",
    "contact": "on contact",
}

# Support of a finding that lets a journey or the keys of a home speak for themselves.
_FIRM = ("strong", "moderate")
# How many likely victims must be moved for journeys to speak for themselves. SOURCE: [decision-0025].
_SEVERAL_MOVED = 2


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around the subjects: standings, who is close to whom, homes by support."""

    people: Mapping[str, Standing]
    close: Mapping[str, Mapping[str, str]]
    homes: Mapping[str, str]

    def protected(self, person: str) -> bool:
        """Whether somebody around is a child, a possible victim or known to be at risk."""
        return person in self.people and self.people[person].needs_protecting

    def is_child(self, person: str) -> bool:
        """True for somebody who is recorded as under 18."""
        return person in self.people and self.people[person].is_child

    def near(self, person: str, other: str) -> str:
        """How two people are close; empty if they are not known to be."""
        return self.close.get(person, {}).get(other, "")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A piece of evidence, to whom or where it says something was done, and why it does not count.

    ``why_not`` is a key of NOT_COUNTED, empty for an act of exploitation.
    """

    evidence: Evidence
    touched: frozenset[str]
    why_not: str


def weigh(evidence: Iterable[Evidence], subject: str, around: Around) -> tuple[Weighed, ...]:
    """Each piece of evidence on a subject's acts, weighed; in the order given.

    A journey or the keys of a home count beside another act of exploitation, or where several
    likely victims were moved, or the home may have been taken over, each with firm support.
    """
    first = tuple(_weighed(each, subject, around) for each in evidence)
    beside = any(not each.why_not for each in first)
    moved = {
        person
        for each in first
        if each.evidence.kind == "arranges_travel_for"
        for person in each.touched
        if person in around.people and around.people[person].victim_support in _FIRM
    }
    return tuple(
        _with_others(each, around, beside=beside, several=len(moved) >= _SEVERAL_MOVED)
        for each in first
    )


def _with_others(each: Weighed, around: Around, *, beside: bool, several: bool) -> Weighed:
    """The same, with what has ordinary reasons too taken in where something else bears it out."""
    if each.why_not != "ordinary":
        return each
    journey = each.evidence.kind == "arranges_travel_for"
    taken = any(around.homes.get(home) in _FIRM for home in each.touched)
    counts = beside or (several if journey else taken)
    return Weighed(each.evidence, each.touched, "" if counts else "ordinary")


def _weighed(each: Evidence, subject: str, around: Around) -> Weighed:
    touched = frozenset(_touched(each, subject, around))
    return Weighed(each, touched, _why_not(each, subject, touched, around))


def _touched(each: Evidence, subject: str, around: Around) -> set[str]:
    """People and homes to which that evidence says the subject did something."""
    by_second = each.kind in DONE_BY_THE_SECOND
    doer, other = (each.to_id, each.from_id) if by_second else (each.from_id, each.to_id)
    if each.kind in TRADE:
        pair = {each.from_id, each.to_id}
        others = pair - {subject} if subject in pair else set()
        return {person for person in others if around.protected(person)}
    if doer != subject:
        return set()
    if each.kind in ACTS_AT_EVENTS:
        harmed = set(each.event_victims) - {subject}
        if each.event_type in EVENTS_OF_EXPLOITATION:
            return harmed | ({each.event_address} - {""})
        return {
            person
            for person in harmed
            if around.protected(person) and not around.near(subject, person)
        }
    if each.kind == "accuses":
        return {other} if around.protected(other) else set()
    towards = each.kind in (*PRESSURE, "directs", "recruited", "arranges_travel_for")
    return {other} if towards or (each.kind, each.to_kind) == ("controls", "address") else set()


def _why_not(each: Evidence, subject: str, touched: frozenset[str], around: Around) -> str:
    """Why that is no act of exploitation by itself; empty if it is one."""
    if each.kind in TRADE:
        return "trade"
    if each.kind == "controls":
        return "ordinary" if touched else "line"
    if each.kind in ACTS_AT_EVENTS:
        return "" if touched or each.event_type in EVENTS_OF_EXPLOITATION else "event"
    if each.kind == "accuses" and each.to_id == subject:
        close = around.near(subject, each.from_id) in (FAMILY, HOUSEHOLD)
        return "household" if close and not around.is_child(each.from_id) else ""
    if not touched:
        return "contact"
    near = {around.near(subject, person) for person in touched}
    if each.kind == "arranges_travel_for":
        return "household" if near & {FAMILY, HOUSEHOLD, WIDER_FAMILY} else "ordinary"
    if each.kind in PRESSURE:
        if near & {FAMILY, HOUSEHOLD}:
            return "household"
        return "" if any(around.protected(person) for person in touched) else "quarrel"
    return ""

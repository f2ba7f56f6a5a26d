"""What the exploiter findings record of each subject's own acts: dates, sources, whom they concern.

Here: from weighed evidence to the acts of one person. Not here: what counts (weight.py), what
follows from an act (candidates.py), or who else took part (ties.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from netgraph.orders.evidence_behind import Evidence, Source, acts_in, of_reason
from netgraph.orders.weight import NOT_COUNTED, Around, Weighed, weigh
from netgraph.records import Act, Finding

__all__ = ["RecordedActs", "WeighedAct", "recorded_acts", "summed"]


@dataclass(frozen=True, slots=True)
class WeighedAct:
    """An act of the proposal, with each piece of evidence behind it, weighed."""

    act: Act
    behind: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class RecordedActs:
    """The acts of one person: what is recorded, by which sources, and whom it concerns.

    ``sources`` are the origins that tell of an act of exploitation; ``not_counted`` how many others
    there are, by the reason why they do not count. ``last_exploitation`` is the latest day of an act
    that is exploitation; None if there is none. ``concerns`` are ids of the people to whom, and the
    homes in which, something was done.
    """

    acts: tuple[Act, ...]
    sources: tuple[Source, ...]
    not_counted: tuple[tuple[str, int], ...]
    last_exploitation: date | None
    concerns: frozenset[str]

    @property
    def reliable_origins(self) -> tuple[str, ...]:
        """Origins that may be among the two that a proposal needs: none graded 3."""
        return tuple(source.origin for source in self.sources if source.reliable)


def recorded_acts(
    finding: Finding, evidence: Mapping[str, Evidence], around: Around
) -> tuple[WeighedAct, ...]:
    """The acts that one exploiter finding rests on, latest first, each piece behind them weighed."""
    behind = {reason.indicator: of_reason(reason, evidence) for reason in acts_in(finding)}
    pieces = list(dict.fromkeys(each for found in behind.values() for each in found))
    weighed = dict(zip(pieces, weigh(pieces, finding.subject, around), strict=True))
    acts = []
    for reason in acts_in(finding):
        found = behind[reason.indicator]
        day = max((each.day for each in found), default=reason.day)
        act = Act(reason.indicator, reason.text, reason.links, reason.reports, day)
        acts.append(WeighedAct(act, tuple(weighed[each] for each in found)))
    return tuple(sorted(acts, key=lambda each: (-_ordinal(each.act.date), each.act.indicator)))


def summed(acts: Iterable[WeighedAct]) -> RecordedActs:
    """What those acts come to: the sources that count, those that do not, the latest day."""
    kept = tuple(acts)
    pieces = [piece for each in kept for piece in each.behind]
    counted = [piece for piece in pieces if not piece.why_not]
    sources: dict[str, Source] = {}
    for piece in counted:
        source = piece.evidence.source
        sources[source.origin] = _better(source, sources.get(source.origin))
    left = {
        why: {piece.evidence.source.origin for piece in pieces if piece.why_not == why}
        for why in NOT_COUNTED
    }
    told = set(sources)
    not_counted = []
    for why, origins in left.items():
        if origins - told:
            not_counted.append((why, len(origins - told)))
        told |= origins
    return RecordedActs(
        tuple(each.act for each in kept),
        tuple(sources[origin] for origin in sorted(sources)),
        tuple(not_counted),
        max((piece.evidence.day for piece in counted), default=None),
        frozenset(touched for piece in counted for touched in piece.touched),
    )


def _better(source: Source, held: Source | None) -> Source:
    """One origin with the better of two grades."""
    if held is None:
        return source
    return Source(
        source.origin, source.reliable or held.reliable, source.dependable or held.dependable
    )


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day is not None else 0

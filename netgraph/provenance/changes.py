"""What changed between two sets of findings, each change with the claims that did it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from netgraph.records import Finding, Reason
from netgraph.vocabulary import CLAIMS

__all__ = ["Change", "ChangedReason", "Changes", "Claims", "compare"]

# Kinds of change, in the order in which they are told.
KINDS = ("new", "stronger", "weaker", "gone", "changed")

_SUPPORT = ("", "limited", "moderate", "strong")
_CLAIM_ORDER = {claim.name: place for place, claim in enumerate(CLAIMS)}


@dataclass(frozen=True, slots=True)
class Claims:
    """Ids of what a reason rests on: links, events and flags, and the reports that they are from."""

    links: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.links or self.events or self.flags or self.reports)


@dataclass(frozen=True, slots=True)
class ChangedReason:
    """A reason that came, went, or rests on other claims than before.

    ``points`` is how much it moved the sum; ``text`` says what it says now, or said.
    """

    indicator: str
    points: int
    text: str
    added: Claims
    lost: Claims


@dataclass(frozen=True, slots=True)
class Change:
    """One finding that is new, gone, stronger, weaker, or rests on other claims (``changed``).

    ``support_before`` is empty for a new one, ``support`` for one that is gone.
    """

    change: str
    claim: str
    subject: str
    label: str
    support_before: str
    support: str
    points_before: int
    points: int
    reasons: tuple[ChangedReason, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes since some moment, looked at from one day, and what may have brought them.

    ``imports`` and ``decisions`` are numbers of those since then.
    """

    as_of: date
    changes: tuple[Change, ...]
    imports: tuple[int, ...] = ()
    decisions: tuple[int, ...] = ()


def compare(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Change, ...]:
    """The changes between two sets of findings: victims first, then by kind of change and points."""
    old = {(each.claim, each.subject): each for each in before}
    new = {(each.claim, each.subject): each for each in after}
    found = [_change(old.get(key), new.get(key)) for key in sorted({*old, *new})]
    return tuple(sorted((each for each in found if each is not None), key=_order))


def _order(each: Change) -> tuple[int, int, int, str]:
    points = max(each.points, each.points_before)
    return _CLAIM_ORDER[each.claim], KINDS.index(each.change), -points, each.subject


def _change(before: Finding | None, after: Finding | None) -> Change | None:
    shown = after or before
    reasons = _changed_reasons(_reasons(before), _reasons(after))
    if shown is None or not reasons:
        return None
    return Change(
        _kind(before, after),
        shown.claim,
        shown.subject,
        shown.label,
        before.support if before else "",
        after.support if after else "",
        before.points if before else 0,
        after.points if after else 0,
        reasons,
    )


def _kind(before: Finding | None, after: Finding | None) -> str:
    if before is None or after is None:
        return "new" if before is None else "gone"
    was, now = (
        (_SUPPORT.index(each.support), each.points, each.independent_sources)
        for each in (before, after)
    )
    if was == now:
        return "changed"
    return "stronger" if now > was else "weaker"


def _reasons(finding: Finding | None) -> dict[str, Reason]:
    every = (*finding.reasons, *finding.against) if finding else ()
    return {each.indicator: each for each in every}


def _changed_reasons(
    before: dict[str, Reason], after: dict[str, Reason]
) -> tuple[ChangedReason, ...]:
    """Reasons that are not as they were, those that moved most first."""
    found = []
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        shown = new or old
        points = (new.points if new else 0) - (old.points if old else 0)
        added, lost = _only(new, old), _only(old, new)
        if shown is not None and (points or added or lost):
            found.append(ChangedReason(name, points, shown.text, added, lost))
    return tuple(sorted(found, key=lambda each: (-abs(each.points), each.indicator)))


def _only(one: Reason | None, other: Reason | None) -> Claims:
    """Claims on which the one reason rests and the other does not."""
    if one is None:
        return Claims()

    def left(ids: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
        return tuple(each for each in ids if each not in set(others))

    return Claims(
        left(one.links, other.links if other else ()),
        left(one.events, other.events if other else ()),
        left(one.flags, other.flags if other else ()),
        left(one.reports, other.reports if other else ()),
    )

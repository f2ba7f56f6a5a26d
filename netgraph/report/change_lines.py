"""What changed since a day, as a report says it: which findings are new, gone, stronger or weaker."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from netgraph.report.content import ChangedArgument, ChangeLine
from netgraph.report.naming import Names, reference, report_lines, sentence
from netgraph.report.wording import amount
from netgraph.vocabulary import CLAIMS

if TYPE_CHECKING:
    from netgraph.provenance.changes import Change, ChangedReason

__all__ = ["MOST_CHANGES", "change_lines", "changes_lead", "spoken_of"]

# Most changes told with their reasons; the rest are counted. SOURCE: [decision-0008].
MOST_CHANGES = 60

_LABELS = {claim.name: claim.label for claim in CLAIMS}
_KINDS = ("new", "stronger", "weaker", "gone", "changed")
_WORDS = {"changed": "rests on other reports"}


def spoken_of(changes: "Iterable[Change]") -> set[str]:
    """Ids of those whom the changes are about."""
    return {each.subject for each in changes}


def change_lines(names: Names, changes: "tuple[Change, ...]") -> tuple[ChangeLine, ...]:
    """The changes in their order: likely victims first, then by what kind of change it is."""
    return tuple(_line(names, each) for each in changes[:MOST_CHANGES])


def changes_lead(changes: "tuple[Change, ...]") -> str:
    """How many changes of each kind there are."""
    if not changes:
        return "No finding is new, gone, stronger or weaker."
    kinds = [each.change for each in changes]
    told = [f"{kinds.count(kind)} {_WORDS.get(kind, kind)}" for kind in _KINDS if kind in kinds]
    return f"{amount(len(changes), 'finding')} changed: {', '.join(told)}."


def _line(names: Names, each: "Change") -> ChangeLine:
    moved = each.support_before and each.support and each.support_before != each.support
    support = f"{each.support_before} to {each.support}" if moved else each.support
    if not each.support:
        support = f"{each.support_before} before"
    return ChangeLine(
        subject=reference(names, each.subject),
        claim=each.claim,
        label=_LABELS[each.claim],
        change=_WORDS.get(each.change, each.change),
        support=support,
        reasons=tuple(_reason(names, one) for one in each.reasons),
    )


def _reason(names: Names, one: "ChangedReason") -> ChangedArgument:
    ids = {each for each in names.kinds if each in one.text}
    came = "came" if one.added and not one.lost else "went" if one.lost and not one.added else ""
    reports = one.added.reports if one.added else one.lost.reports
    return ChangedArgument(
        came=came or "changed",
        text=sentence(names, one.text, ids),
        reports=report_lines(names, reports),
    )

"""The page of a screening: cards of possible breaches, young people, swaps, what does not count.

The same template family, style and policy as the report: one offline file, text escaped, one small
script of our own by its digest.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netgraph.report import page, wording
from netgraph.screening.assemble import CLASSES
from netgraph.screening.decided import OUTCOMES
from netgraph.screening.left_out import REASONS

if TYPE_CHECKING:
    from netgraph.screening.results import Approach, PossibleBreach, Screening

__all__ = ["CARDS_SHOWN", "screening_html"]

# Cards on one page; the table (-o FILE.csv) and --json have all. SOURCE: [decision-0008].
CARDS_SHOWN = 300

_TIMELINES_SHOWN = 60
_STYLES = ("page.css", "cards.css", "screening.css", "print.css")

# Width and half height of a timeline, in its own units.
_WIDTH, _HALF = 600, 22


@dataclass(frozen=True, slots=True)
class _Bar:
    """One day of a timeline: its place, and how high the bars up (made) and down (received) are."""

    x: float
    up: float
    down: float
    text: str


def screening_html(found: "Screening", marking: str, as_of: date) -> str:
    """The whole file as text."""
    values = {
        "found": found,
        "marking": marking,
        "as_of": as_of,
        "as_of_text": wording.day_text(as_of),
        "classes": CLASSES,
        "outcomes": tuple(name.replace("_", " ") for name in OUTCOMES),
        "reasons": REASONS,
        "first": tuple(each for each in found.breaches if each.safeguarding)[:CARDS_SHOWN],
        "others": _others(found),
        "shown": CARDS_SHOWN,
        "by_rule": _by(found.breaches, _rule),
        "by_month": _by(found.breaches, _month_and_rule),
        "timelines": tuple((each, _bars(each)) for each in found.approaches[:_TIMELINES_SHOWN]),
        "width": _WIDTH,
        "half": _HALF,
        "second_look": _needs_second_look,
    }
    return page.plain_page("screening.html.j2", _STYLES, ("screening.js",), values)


def _others(found: "Screening") -> "tuple[PossibleBreach, ...]":
    first = sum(each.safeguarding is not None for each in found.breaches)
    room = max(CARDS_SHOWN - first, 0)
    return tuple(each for each in found.breaches if not each.safeguarding)[:room]


def _month(each: "PossibleBreach") -> str:
    return (each.at_local or each.when)[:7]


def _month_and_rule(each: "PossibleBreach") -> str:
    return f"{_month(each)}, {_rule(each)}"


def _rule(each: "PossibleBreach") -> str:
    return each.rule.replace("_", " ")


def _by(
    breaches: "Iterable[PossibleBreach]", key: "Callable[[PossibleBreach], str]"
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """How many of each class, by something, in its order."""
    counts: dict[str, dict[str, int]] = {}
    for each in breaches:
        line = counts.setdefault(key(each), dict.fromkeys(CLASSES, 0))
        line[each.kind] += 1
    return tuple((name, tuple(line.values())) for name, line in sorted(counts.items()))


def _bars(each: "Approach") -> tuple[_Bar, ...]:
    """The days of one approach along a line from its first day to its last."""
    span = max((each.last - each.first).days, 1)
    most = max(max(made, received) for _, made, received in each.by_day)
    return tuple(
        _Bar(
            round((day - each.first).days / span * (_WIDTH - 12), 1) + 3,
            round(made / most * _HALF, 1),
            round(received / most * _HALF, 1),
            f"{day}: {made} made, {received} received",
        )
        for day, made, received in each.by_day
    )


def _needs_second_look(each: "PossibleBreach") -> bool:
    """Posts, and subjects under 18, are looked at by a second person."""
    return each.rule == "post_to_read" or any("youth offending" in text for text in each.must_know)

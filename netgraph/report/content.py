"""What a report says, as frozen values and without any HTML: page.py writes them down.

Here: the shape of the content, and how findings, proposals and lists become it. Not here: the
words of the first screen and of the method (summary.py), the graph (graph.py).
"""

from dataclasses import dataclass
from datetime import date

from netgraph.report.list_picture import ListPicture

__all__ = [
    "ActLine",
    "Argument",
    "BriefFinding",
    "Card",
    "ChangeLine",
    "ChangedArgument",
    "ClaimSection",
    "ConditionLine",
    "Content",
    "Figure",
    "Imprint",
    "ListCard",
    "ListLine",
    "NoteLine",
    "OrderCard",
    "ProposalCard",
    "Reference",
    "ReportLine",
    "Step",
    "Text",
]


@dataclass(frozen=True, slots=True)
class Reference:
    """A thing that a sentence names: its label, its id where the audience may see it.

    ``place`` is its place among the things of the page (None if it is not drawn); ``anchor`` the
    card about it, if there is one; ``mark`` the letter of its kind.
    """

    label: str
    id: str
    mark: str
    kind: str
    place: int | None = None
    anchor: str = ""


# A sentence: words, and references where it names something.
Text = tuple[str | Reference, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report as a reader may see it; ``masked`` where its handling code keeps it from them."""

    id: str
    day: str
    grade: str
    original: str
    agency: str
    origin: str
    handling: str
    masked: bool = False
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """One reason for or against: its words, what sort it is, and the reports behind it.

    ``points`` is empty for an audience that sees none; ``further`` are things that the sentence
    counts and does not name.
    """

    text: Text
    sort: str
    points: str
    reports: tuple[ReportLine, ...]
    further: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """A finding with its whole argument."""

    anchor: str
    subject: Reference
    claim: str
    support: str
    sources: str
    last_act: str
    young: bool
    also: tuple[tuple[str, str], ...]
    forms: tuple[str, ...]
    reasons: tuple[Argument, ...]
    against: tuple[Argument, ...]
    cannot_tell: tuple[str, ...]
    missing: tuple[Text, ...]
    reports: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class BriefFinding:
    """A finding for which there is no room for a card: one line of a table."""

    subject: Reference
    support: str
    sources: int
    last_act: str


@dataclass(frozen=True, slots=True)
class ClaimSection:
    """All findings of one claim: cards, then lines, then how many are not shown at all.

    ``looked_for`` are the other explanations that the rules look for in every case.
    """

    claim: str
    heading: str
    meaning: str
    colour: str
    cards: tuple[Card, ...]
    lines: tuple[BriefFinding, ...]
    not_shown: int
    looked_for: tuple[str, ...]
    by_support: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ActLine:
    """One recorded act behind a proposal."""

    text: Text
    day: str
    reports: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """Somebody considered for an order: where they stand, and on what that rests."""

    person: Reference
    status: str
    sources: str
    acts: tuple[ActLine, ...]
    protects: tuple[Reference, ...]
    blockers: tuple[tuple[str, Text], ...]
    missing: tuple[Text, ...]
    list_anchor: str = ""


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of a list as it reads: whom, why, for whose sake, and what to except."""

    person: Reference
    reasons: tuple[ActLine, ...]
    protects: tuple[Reference, ...]
    exceptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """Somebody who is not on a list, by what rule, and why."""

    person: Reference
    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class ListCard:
    """The non-association list of one candidate; ``more_left_out`` counts what has no room.

    ``places`` are those of the list among the things of the page, to be looked at by themselves.
    """

    anchor: str
    person: Reference
    listed: tuple[ListLine, ...]
    left_out: tuple[NoteLine, ...]
    more_left_out: int
    conditions: tuple[tuple[str, str], ...]
    picture: ListPicture | None = None
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One condition as it was written, when it holds, whom it concerns, and what is excepted."""

    number: str
    category: str
    text: str
    when: str
    concerns: tuple[Reference, ...]
    exceptions: str


@dataclass(frozen=True, slots=True)
class OrderCard:
    """An order in force, its conditions word for word; ``note`` is what to heed about it."""

    id: str
    type: str
    person: Reference
    court: str
    dates: tuple[tuple[str, str], ...]
    note: str
    conditions: tuple[ConditionLine, ...]


@dataclass(frozen=True, slots=True)
class ChangedArgument:
    """A reason that ``came``, ``went`` or ``changed``, with the reports that did it."""

    came: str
    text: Text
    reports: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One finding that is new, gone, stronger or weaker since the day compared with."""

    subject: Reference
    claim: str
    label: str
    change: str
    support: str
    reasons: tuple[ChangedArgument, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the first screen, what it counts, and where that is shown."""

    number: int
    what: str
    note: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do first: what, and the people or places it concerns with one reason each."""

    heading: str
    text: Text
    subjects: tuple[tuple[Reference, str, Text], ...] = ()
    more: str = ""


@dataclass(frozen=True, slots=True)
class Imprint:
    """Which copy of the report this is: to whom it goes, its number, the last day of its use."""

    recipient: str = ""
    copy: str = ""
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that one report says in words.

    ``proposals`` are (status, heading, how many there are, those with room for a card).
    """

    marking: str
    imprint: Imprint
    imprint_words: tuple[str, ...]
    audience: str
    audience_label: str
    as_of: date
    as_of_text: str
    about: tuple[Reference, ...]
    lead: str
    figures: tuple[Figure, ...]
    steps: tuple[Step, ...]
    claims: tuple[ClaimSection, ...]
    drawn: str
    map_words: str
    has_map: bool
    left_out: tuple[str, ...]
    proposals: tuple[tuple[str, str, int, tuple[ProposalCard, ...]], ...]
    lists: tuple[ListCard, ...]
    lists_left: int
    orders: tuple[OrderCard, ...]
    since: str
    changes: tuple[ChangeLine, ...]
    changes_lead: str
    changes_left: int
    sections: tuple[str, ...]
    withheld: tuple[str, ...]
    manifest: tuple[tuple[str, str], ...]

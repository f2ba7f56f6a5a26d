"""What a non-association list comes to as a choice: the lists, what each name adds, what is held back.

Here: the records alone, for text, JSON and pictures. Their fields come after those of
``NonAssociation``, which other programs rely on.
"""

from dataclasses import dataclass

from netgraph.records import NonAssociation

__all__ = ["CourtCondition", "CourtList", "CourtName", "HeldBack", "KeptApart", "OneSided", "Step"]


@dataclass(frozen=True, slots=True)
class Step:
    """One more name (or pair) on the lists, in the order in which each adds most.

    ``first`` are ids of people whom it is the first to protect, ``again`` of people whom it protects
    beside others; ``protected`` how many are protected by now. ``protection`` is the share of what all
    names that the rules allow would give, ``best`` the most that so many names can give at all;
    0 to 1. ``chosen`` says whether it is on the list.
    """

    number: int
    person: str
    name: str
    both_ways: bool
    first: tuple[str, ...]
    again: tuple[str, ...]
    protected: int
    protection: float
    best: float | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class OneSided:
    """A name on one person's list where the other way round there is none, with the reason."""

    person: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A name that is not shown to a court as it stands, since what it rests on points to a source."""

    person: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class KeptApart:
    """The lists of one person, or of several of one group, and what they come to.

    ``to_protect`` are ids of those whom the lists are for; ``most_each`` the bound of names on one
    list; ``method`` is ``all`` (every name that the rules allow), ``exact`` or ``greedy``;
    ``proven`` the share of the best that the choice is proven to reach.
    """

    lists: tuple[NonAssociation, ...]
    to_protect: tuple[str, ...]
    steps: tuple[Step, ...]
    one_sided: tuple[OneSided, ...]
    held_back: tuple[HeldBack, ...]
    most_each: int
    method: str
    proven: float


@dataclass(frozen=True, slots=True)
class CourtName:
    """Somebody on a list as a court sees it: no source, nobody who is protected."""

    name: str
    reasons: tuple[str, ...]
    exceptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CourtCondition:
    """A condition that names nobody, as a court sees it."""

    category: str
    text: str


@dataclass(frozen=True, slots=True)
class CourtList:
    """A non-association list and its conditions without any protected name or source."""

    person: str
    schedule: tuple[CourtName, ...]
    conditions: tuple[CourtCondition, ...]

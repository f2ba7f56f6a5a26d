"""What is said of orders that do not exist yet: records alone, for text, JSON and pictures."""

from dataclasses import dataclass

__all__ = ["Compared", "Disruption", "Line", "Node", "Reach", "Risk", "Spread", "Step", "Successor"]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a group reaches to those who are to be protected.

    ``victims`` are likely victims with a tie to somebody of the group, ``in_contact`` these and
    likely targets; ``within_two`` have such a tie, or one to a person or home that has; ``ways`` counts all such ties and pairs of ties. ``together`` is how
    many of the group hang together at most, ``parts`` into how many parts it falls.
    """

    victims: int
    in_contact: int
    within_two: int
    ways: int
    together: int
    parts: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The middle nine tenths of each number when part of the intelligence is missing: low, high."""

    victims: tuple[int, int]
    in_contact: tuple[int, int]
    within_two: tuple[int, int]
    ways: tuple[int, int]
    together: tuple[int, int]
    parts: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """One more order, in the order in which each leaves fewest in reach."""

    number: int
    person: str
    reach: Reach


@dataclass(frozen=True, slots=True)
class Compared:
    """Another way of choosing as many people, and what it would leave.

    For chance, ``people`` is empty and ``reach`` the rounded mean of ``of`` choices, with the
    fewest and the most likely victims in contact among them.
    """

    way: str
    people: tuple[str, ...]
    reach: Reach
    of: int = 1
    best: int | None = None
    worst: int | None = None


@dataclass(frozen=True, slots=True)
class Successor:
    """Somebody who could take the place of a person under an order, and why that is thought."""

    of: str
    person: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Risk:
    """Somebody vulnerable who may be worse off for the orders, and how."""

    code: str
    person: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody or some home in the picture: ``group``, ``protect`` or ``home``."""

    id: str
    label: str
    sort: str
    ordered: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A tie in the picture, and whether the orders cut it."""

    one: str
    other: str
    conduct: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Disruption:
    """What those orders would change on paper, with everything that is unsure about it.

    ``kind`` is ``restrain`` (orders with lists and zones) or ``remove`` (as if away altogether);
    ``how`` says how the people were chosen; ``again`` are (person, in how many of ``runs`` runs
    with part of the intelligence missing the same way chooses them again).
    """

    kind: str
    people: tuple[str, ...]
    labels: tuple[str, ...]
    homes: tuple[str, ...]
    how: str
    group: int
    victims: int
    to_protect: int
    before: Reach
    after: Reach
    runs: int
    before_spread: Spread
    after_spread: Spread
    again: tuple[tuple[str, int], ...]
    steps: tuple[Step, ...]
    compared: tuple[Compared, ...]
    still_in_contact: tuple[tuple[str, tuple[str, ...]], ...]
    successors: tuple[Successor, ...]
    risks: tuple[Risk, ...]
    notes: tuple[str, ...]
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]

"""What matching says: a card for a pair, with every field for and against, and what would settle it."""

from dataclasses import dataclass

__all__ = ["Compared", "Conflict", "JoinedPair", "Match", "Matches", "Settled"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One field of two records, how they compare, and what that weighs.

    ``mark`` is ``agree``, ``similar``, ``disagree`` or ``unknown``; ``values`` are the two as
    recorded.
    """

    field: str
    mark: str
    text: str
    weight: float
    values: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why two records can hardly be of one; ``forbids``: they are never read as one while it stands."""

    code: str
    text: str
    forbids: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """What somebody decided of a pair, or netgraph by a verified identifier, and when."""

    decision: str
    outcome: str
    a: str
    b: str
    who: str
    when: str
    reason: str


@dataclass(frozen=True, slots=True)
class Match:
    """A card: two records of one kind that may be of one and the same.

    ``state`` is ``proposed``, ``conflict``, or what somebody decided (``unsure``, ``different``).
    ``grounds`` says the weight in words: ``strong``, ``moderate``, ``limited``.
    """

    kind: str
    a: str
    b: str
    labels: tuple[str, str]
    state: str
    grounds: str
    weight: float
    fields: tuple[Compared, ...]
    conflicts: tuple[Conflict, ...]
    settles: tuple[str, ...]
    decided: tuple[Settled, ...] = ()


@dataclass(frozen=True, slots=True)
class JoinedPair:
    """Two records that bear the same verified identifier: by which rule, and what speaks against."""

    kind: str
    rule: str
    a: str
    b: str
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class Matches:
    """All that is to be said of who may be recorded twice.

    ``standing`` are the decisions that hold; ``contradicted`` pairs with one verified identifier that
    a conflict keeps apart; ``doubtful`` pairs that are read as one although something now says that
    they are two (their ``rule`` is the number of the decision).
    """

    cards: tuple[Match, ...]
    standing: tuple[Settled, ...]
    contradicted: tuple[JoinedPair, ...]
    doubtful: tuple[JoinedPair, ...] = ()

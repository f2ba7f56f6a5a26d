"""What an invented case is made from: its kind, its size, its seed and its days.

Here: the options and how many of each role and decoy follow from them. Not here: names and
places (names.py), what happens (line.py, decoys.py), what gets recorded (intelligence.py).
"""

from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["KINDS", "MINIMUM_PEOPLE", "CaseOptions", "Cast", "cast_of"]

KINDS = ("county_line", "local_network", "child_exploitation")

# Below this there are not enough people for one line, one set of decoys and some bystanders.
MINIMUM_PEOPLE = 300

# One line for so many people, and never more lines than that: the core stays sensible when the
# background grows. SOURCE: [benchmark-accuracy].
PEOPLE_A_LINE = 750
MOST_LINES = 40
# Sets of decoys: one for each line, up to so many. SOURCE: [benchmark-accuracy].
MOST_DECOY_SETS = 20


@dataclass(frozen=True, slots=True)
class Cast:
    """How many people play each part in one line, and how its homes are taken over.

    ``remote`` says that the holder and part of the line sit in the city; ``homes`` names the way
    of each home: nest_invading, quasi, coupling or local. A home beyond ``homes_at_once`` is
    taken over only after another was disturbed. ``decoy_share`` makes the groups of decoys smaller.
    """

    holders: int = 1
    managers: int = 2
    recruiters: int = 2
    drivers: int = 1
    enforcers: int = 1
    sitters: int = 1
    runners: int = 2
    children: int = 5
    alpha_children: int = 1
    adults: int = 2
    alpha_adults: int = 0
    customers: int = 14
    homes: tuple[str, ...] = (
        "nest_invading",
        "quasi",
        "coupling",
        "local",
        "quasi",
        "nest_invading",
    )
    homes_at_once: int = 2
    remote: bool = True
    hotel_nights: bool = False
    decoy_share: float = 1.0


_CASTS = {
    "county_line": Cast(),
    "local_network": Cast(
        recruiters=1,
        drivers=0,
        sitters=2,
        children=3,
        adults=3,
        alpha_adults=1,
        customers=18,
        homes=("local", "coupling", "quasi", "local", "coupling", "local"),
        remote=False,
    ),
    "child_exploitation": Cast(
        managers=1,
        recruiters=3,
        sitters=0,
        runners=1,
        children=8,
        alpha_children=2,
        adults=1,
        customers=6,
        homes=("quasi", "coupling", "quasi"),
        homes_at_once=1,
        remote=False,
        hotel_nights=True,
    ),
}


@dataclass(frozen=True, slots=True)
class CaseOptions:
    """What the caller asks for: the same options give the same bytes."""

    seed: int
    people: int
    kind: str = "county_line"
    start: date = date(2024, 3, 1)
    days: int = 365

    @property
    def end(self) -> date:
        """The day from which the case is meant to be looked at: the first after its last."""
        return self.start + timedelta(days=self.days)

    @property
    def lines(self) -> int:
        """How many lines are run in this world."""
        return min(max(round(self.people / PEOPLE_A_LINE), 1), MOST_LINES)

    @property
    def decoy_sets(self) -> int:
        """How many times each decoy occurs."""
        return min(self.lines, MOST_DECOY_SETS)


def cast_of(kind: str) -> Cast:
    """The parts of one line of that kind; KeyError if there is no such kind."""
    return _CASTS[kind]

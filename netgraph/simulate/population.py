"""The people of an invented county and their homes, as columns: who lives with whom, and where.

Ordinary people only, drawn at once for any number. Who plays a part in a line is picked among
them later (world.py), so that those people have the same families and friends as all others.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from netgraph.simulate.names import MALE, STREETS, SURNAMES, TOWNS
from netgraph.simulate.options import CaseOptions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.integer[Any]]

__all__ = ["Population", "populate"]

HOUSEHOLD_SIZES = (1, 2, 3, 4, 5, 6)
HOUSEHOLD_SHARES = (0.30, 0.31, 0.16, 0.15, 0.05, 0.03)
TWO_ADULTS_SHARE = 0.7
OTHER_SURNAME_SHARE = 0.2
DAYS_A_YEAR = 365.25


@dataclass(slots=True)
class Population:
    """Everybody and every place, one entry each.

    ``birth`` is the true day of birth in days since 1970; ``place_in_home`` 0 is the first adult
    of a household; ``adults_in_home`` how many come before the children. ``attention`` is how
    closely the police watch an address: it has nothing to do with what happens there.
    """

    birth: "Numbers"
    female: "NDArray[np.bool_]"
    surname: "Numbers"
    forename: "Numbers"
    home: "Numbers"
    place_in_home: "Numbers"
    adults_in_home: "Numbers"
    size_of_home: "Numbers"
    town: "Numbers"
    address_town: "Numbers"
    attention: "NDArray[np.float64]"
    latitude: "NDArray[np.float64]"
    longitude: "NDArray[np.float64]"
    street: "Numbers"
    number: "Numbers"
    places: list[tuple[str, str]] = field(default_factory=list)
    place_towns: list[int] = field(default_factory=list)

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.birth)

    @property
    def homes(self) -> int:
        """How many ordinary homes there are; other places are numbered after them."""
        return len(self.address_town)

    def add_place(self, line: str, use: str, town: int) -> int:
        """Add a place that is no ordinary home; gives its number."""
        self.places.append((line, use))
        self.place_towns.append(town)
        return self.homes + len(self.places) - 1

    def town_of(self, address: int) -> int:
        """The town in which an address lies."""
        if address < self.homes:
            return int(self.address_town[address])
        return self.place_towns[address - self.homes]

    def attention_at(self, address: int) -> float:
        """How closely an address is watched; 1 is ordinary."""
        return float(self.attention[address]) if address < self.homes else 1.2


def populate(options: CaseOptions, random: "np.random.Generator", towns: list[int]) -> Population:
    """Draw households, the people in them and their homes, in those towns."""
    import numpy as np

    sizes = _household_sizes(options.people, random)
    households = len(sizes)
    home = np.repeat(np.arange(households), sizes)
    firsts = np.repeat(np.cumsum(sizes) - sizes, sizes)
    place = np.arange(options.people) - firsts
    two = (random.random(households) < TWO_ADULTS_SHARE) & (sizes > 1)
    adults = np.where(two, 2, 1)
    start = np.datetime64(options.start).astype("datetime64[D]").astype(int)
    birth = _births(start, home, place, adults, random)
    address_town = _towns_of(households, towns, random)
    surname = random.integers(0, len(SURNAMES), households)[home]
    other = random.random(options.people) < OTHER_SURNAME_SHARE
    surname = np.where(other, random.integers(0, len(SURNAMES), options.people), surname)
    estates = random.lognormal(0.0, 0.7, (len(TOWNS), len(STREETS)))
    street = random.integers(0, len(STREETS), households)
    return Population(
        birth=birth.astype(np.int32),
        female=random.random(options.people) < 0.5,
        surname=surname.astype(np.int32),
        forename=random.integers(0, len(MALE), options.people).astype(np.int32),
        home=home.astype(np.int32),
        place_in_home=place.astype(np.int32),
        adults_in_home=adults[home].astype(np.int32),
        size_of_home=sizes[home].astype(np.int32),
        town=address_town[home].astype(np.int32),
        address_town=address_town.astype(np.int32),
        attention=estates[address_town, street],
        latitude=_spread([town.latitude for town in TOWNS], address_town, random),
        longitude=_spread([town.longitude for town in TOWNS], address_town, random),
        street=street.astype(np.int32),
        number=random.integers(1, 140, households).astype(np.int32),
    )


def _household_sizes(people: int, random: "np.random.Generator") -> "Numbers":
    import numpy as np

    sizes = random.choice(HOUSEHOLD_SIZES, people, p=HOUSEHOLD_SHARES)
    ends = np.cumsum(sizes)
    last = int(np.searchsorted(ends, people))
    sizes = sizes[: last + 1]
    sizes[-1] -= ends[last] - people
    return sizes.astype(np.int32)


def _births(
    start: int,
    home: "Numbers",
    place: "Numbers",
    adults: "Numbers",
    random: "np.random.Generator",
) -> "Numbers":
    """Days of birth: adults of a home of like age, children 20 to 38 years younger."""
    import numpy as np

    households = len(adults)
    parent_age = random.uniform(24, 62, households)
    own = parent_age[home] + random.uniform(-4, 4, len(home))
    child = np.clip(parent_age[home] - random.uniform(20, 38, len(home)), 0.5, 24)
    alone = random.uniform(19, 88, len(home))
    is_child = place >= adults[home]
    single = np.bincount(home, minlength=households)[home] == 1
    age = np.where(single, alone, np.where(is_child, child, np.maximum(own, 18.5)))
    return (start - age * DAYS_A_YEAR).astype(np.int32)


def _towns_of(households: int, towns: list[int], random: "np.random.Generator") -> "Numbers":
    """The town of each household, neighbours in the same town being neighbours in order."""
    import numpy as np

    shares = np.array([TOWNS[town].share for town in towns])
    drawn = random.choice(towns, households, p=shares / shares.sum())
    return np.sort(drawn).astype(np.int32)


def _spread(
    centres: list[float], towns: "Numbers", random: "np.random.Generator"
) -> "NDArray[np.float64]":
    import numpy as np

    return np.round(np.array(centres)[towns] + random.normal(0, 0.012, len(towns)), 5)

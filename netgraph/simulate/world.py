"""Who plays which part in an invented county, where, and what truly happens there.

The truth of a case: parts of people and homes, and happenings. What is recorded of it is
another matter (intelligence.py), which never looks at the parts.
"""

from dataclasses import dataclass, field
from random import Random

from netgraph.errors import InputError
from netgraph.simulate.names import TOWNS
from netgraph.simulate.options import CaseOptions, Cast
from netgraph.simulate.population import Population

__all__ = ["CITY", "Happening", "Home", "Line", "Part", "Picker", "World", "make_line"]

CITY = len(TOWNS) - 1
NOBODY = -1
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that truly happens: on a day, by somebody, to somebody, somewhere.

    ``what`` is a word of intelligence.RECIPES; ``detail`` what kind of it; ``count`` how often.
    """

    day: int
    what: str
    who: int
    whom: int = NOBODY
    place: int = NOBODY
    detail: str = ""
    count: int = 1


@dataclass(slots=True)
class Part:
    """What one person or home truly is in this world, for truth.csv.

    ``until`` is the day on which a home was given up, NOBODY if it still is in use.
    """

    role: str = ""
    decoy: str = ""
    claims: tuple[str, ...] = ()
    alpha_victim: bool = False
    victim: str = ""
    way: str = ""
    line: str = ""
    until: int = NOBODY


@dataclass(slots=True)
class Home:
    """A home that a line takes over, by one of the four ways, from one day to another."""

    address: int
    occupant: int
    way: str
    controller: int = NOBODY
    start: int = NOBODY
    end: int = NOBODY


@dataclass(slots=True)
class Line:
    """One line: who does what in it, who is exploited by it, and whose homes it uses."""

    number: int
    town: int
    cast: Cast
    phone_holder: int = NOBODY
    holders: list[int] = field(default_factory=list)
    managers: list[int] = field(default_factory=list)
    recruiters: list[int] = field(default_factory=list)
    drivers: list[int] = field(default_factory=list)
    enforcers: list[int] = field(default_factory=list)
    sitters: list[int] = field(default_factory=list)
    runners: list[int] = field(default_factory=list)
    children: list[int] = field(default_factory=list)
    alphas: list[int] = field(default_factory=list)
    adults: list[int] = field(default_factory=list)
    customers: list[int] = field(default_factory=list)
    homes: list[Home] = field(default_factory=list)
    recruited_on: dict[int, int] = field(default_factory=dict)
    recruited_by: dict[int, int] = field(default_factory=dict)

    @property
    def exploited(self) -> list[int]:
        """Everybody whom the line makes work for it, occupants aside."""
        return self.alphas + self.children + self.adults


@dataclass(slots=True)
class World:
    """An invented county: its people and places, the parts they play, and what happened."""

    population: Population
    options: CaseOptions
    first_day: int
    last_day: int
    towns: list[int]
    people: dict[int, Part] = field(default_factory=dict)
    addresses: dict[int, Part] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    stations: dict[int, int] = field(default_factory=dict)
    schools: dict[int, int] = field(default_factory=dict)
    parks: dict[int, int] = field(default_factory=dict)
    hotels: dict[int, int] = field(default_factory=dict)
    organisations: list[tuple[str, str]] = field(default_factory=list)

    def happens(self, happening: Happening) -> None:
        """Note that something happens, if it is within the days of the case."""
        if happening.day < self.last_day:
            self.happenings.append(happening)

    def home_of(self, person: int) -> int:
        """The address at which somebody truly lives."""
        return int(self.population.home[person])

    def add_public_places(self) -> None:
        """Give each town a station, a school, a park and a hotel."""
        for town in self.towns:
            place = TOWNS[town]
            add = self.population.add_place
            self.stations[town] = add(f"{place.name} Station", "public", town)
            self.schools[town] = add(f"{place.name} School", "public", town)
            self.parks[town] = add(f"{place.name} Park", "public", town)
            self.hotels[town] = add(f"{place.name} Lodge Hotel", "hotel", town)


class Picker:
    """Gives people who play no part yet, by age, town and household."""

    def __init__(self, world: World, random: Random) -> None:
        self._world = world
        self._random = random
        population = world.population
        grown = population.place_in_home < population.adults_in_home
        childless = grown & (population.size_of_home == population.adults_in_home)
        alone = population.size_of_home == 1
        self._pools = {
            "child": self._shuffled((~grown).nonzero()[0].tolist()),
            "alone": self._shuffled(alone.nonzero()[0].tolist()),
            "adult": self._shuffled((childless & ~alone).nonzero()[0].tolist()),
            "parent": self._shuffled((grown & ~childless).nonzero()[0].tolist()),
        }
        self._used: set[int] = set()

    def pick(self, low: int, high: int, town: int = NOBODY, *, alone: bool = False) -> int:
        """Somebody of that age on the first day, in that town if there is anybody.

        ``alone`` asks for somebody who lives by themselves.

        Raises:
            InputError: Everybody plays a part already.
        """
        young = high <= 24
        names = ("alone",) if alone else ("child",) if young else ("adult", "alone", "parent")
        for name in names:
            person = self._take(name, town)
            if person != NOBODY:
                self._set_age(person, low, high)
                return person
        raise InputError(
            "too few people for the parts that they must play",
            hint="Ask for more people, with --people.",
        )

    def several(self, count: int, low: int, high: int, town: int = NOBODY) -> list[int]:
        """So many people of that age."""
        return [self.pick(low, high, town) for _ in range(count)]

    def take(self, person: int) -> bool:
        """Reserve one person; False if they play a part already."""
        free = person not in self._used
        self._used.add(person)
        return free

    def _take(self, pool: str, town: int) -> int:
        people = self._pools[pool]
        towns = self._world.population.town
        elsewhere = NOBODY
        for place in range(len(people) - 1, -1, -1):
            person = people[place]
            if person in self._used:
                continue
            if town == NOBODY or towns[person] == town:
                self._used.add(person)
                return person
            elsewhere = person if elsewhere == NOBODY else elsewhere
        self._used.add(elsewhere)
        return elsewhere

    def _set_age(self, person: int, low: int, high: int) -> None:
        birth = self._world.population.birth
        age = (self._world.first_day - int(birth[person])) / DAYS_A_YEAR
        if not low <= age < high:
            age = self._random.uniform(low, high)
            birth[person] = self._world.first_day - int(age * DAYS_A_YEAR)

    def _shuffled(self, people: list[int]) -> list[int]:
        self._random.shuffle(people)
        return people


def make_line(world: World, picker: Picker, random: Random, number: int, cast: Cast) -> Line:
    """Pick the people of one line and the homes that it will take over."""
    town = world.towns[number % (len(world.towns) - 1)]
    far = CITY if cast.remote else town
    line = Line(number, town, cast)
    line.holders = picker.several(cast.holders, 25, 36, far)
    line.managers = picker.several(cast.managers - 1, 21, 30, far) + picker.several(1, 21, 30, town)
    line.recruiters = picker.several(cast.recruiters, 19, 25, town)
    line.drivers = picker.several(cast.drivers, 22, 45, far)
    line.enforcers = picker.several(cast.enforcers, 22, 35, far)
    line.sitters = picker.several(cast.sitters, 19, 24, far)
    line.runners = picker.several(cast.runners, 19, 24, far)
    from_far = cast.children // 2 if cast.remote else 0
    line.children = picker.several(from_far, 13, 17, far)
    line.children += picker.several(cast.children - from_far, 13, 17, town)
    line.alphas = picker.several(cast.alpha_children, 15, 17, far)
    line.alphas += picker.several(cast.alpha_adults, 18, 22, town)
    line.adults = picker.several(cast.adults, 25, 55, town)
    line.customers = picker.several(cast.customers, 20, 60, town)
    line.homes = [_home(world, picker, town, way) for way in cast.homes]
    line.phone_holder = random.choice(line.holders + line.managers)
    _give_parts(world, line)
    return line


def _home(world: World, picker: Picker, town: int, way: str) -> Home:
    occupant = picker.pick(25, 80, town, alone=True)
    return Home(world.home_of(occupant), occupant, way)


def _give_parts(world: World, line: Line) -> None:
    """Write down who is what; who was truly exploited is settled when the days are over."""
    name = f"line-{line.number + 1}"
    roles = {
        "holder": line.holders,
        "manager": line.managers,
        "recruiter": line.recruiters,
        "driver": line.drivers,
        "enforcer": line.enforcers,
        "sitter": line.sitters,
    }
    for role, people in roles.items():
        for person in people:
            world.people[person] = Part(role=role, claims=("exploiter",), line=name)
    for person in line.runners:
        world.people[person] = Part(role="runner", line=name)
    for person in line.customers:
        world.people[person] = Part(decoy="customer", line=name)

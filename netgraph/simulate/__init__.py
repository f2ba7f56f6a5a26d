"""Invented cases with known answers: for tests, documents, the demonstration and benchmarks.

    population → world → line, decoys → intelligence, background → write
    ordinary     parts   what truly        what gets on file       case files
    people               happens                                   and truth.csv

The two halves are kept apart: what truly happens is settled day by day first, and a separate
step that never sees the parts that people play turns it into partial, graded, biased reports.
"""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from netgraph.simulate.options import KINDS, MINIMUM_PEOPLE, CaseOptions, Cast, cast_of

if TYPE_CHECKING:
    import numpy as np

    from netgraph.simulate.case import InventedCase
    from netgraph.simulate.recorder import Recorder
    from netgraph.simulate.world import World

__all__ = ["KINDS", "MINIMUM_PEOPLE", "CaseOptions", "Simulated", "invent", "simulate"]


@dataclass(frozen=True, slots=True)
class Simulated:
    """What was written: how many of each, and the day from which to look at the case."""

    people: int
    links: int
    reports: int
    lines: int
    as_of: str


def simulate(folder: Path, options: CaseOptions) -> Simulated:
    """Write an invented case into a folder: the case files, and truth.csv with the answers.

    The same options give the same bytes.

    Raises:
        InputError: There are too few people for the parts that they must play.
        OutputError: The folder cannot be written.
    """
    from netgraph.simulate import write
    from netgraph.simulate.background import recorded_births

    numbers = _numbers(options)
    world, case, _ = invent(options, cast_of(options.kind), numbers)
    births = recorded_births(case.population, numbers)
    links = write.write_case(folder, case, births, numbers)
    write.write_truth(folder, world)
    return Simulated(
        options.people, links, len(case.reports), len(world.lines), options.end.isoformat()
    )


def invent(
    options: CaseOptions,
    cast: Cast,
    numbers: "np.random.Generator",
    *,
    towns: int = 0,
    noticed: float = 1.0,
) -> "tuple[World, InventedCase, Recorder]":
    """A world in which things happened, the case recorded of it, and who may add to it.

    ``towns`` is how many towns there are, the city among them; 0 means all. ``noticed``
    multiplies the chance that a happening is reported.
    """
    from netgraph.simulate import background, intelligence
    from netgraph.simulate.case import InventedCase
    from netgraph.simulate.names import TOWNS
    from netgraph.simulate.population import populate
    from netgraph.simulate.recorder import Recorder
    from netgraph.simulate.rows import EPOCH
    from netgraph.simulate.world import World

    used = [*range((towns or len(TOWNS)) - 1), len(TOWNS) - 1]
    population = populate(options, numbers, used)
    first = options.start.toordinal() - EPOCH
    world = World(population, options, first, first + options.days, used)
    _live(world, cast)
    case = InventedCase(population, organisations=world.organisations)
    days = (world.first_day, world.last_day)
    known = background.record_background(case, numbers, days)
    random = Random(f"{options.seed}-intelligence")
    recorder = Recorder(case, random, phone_of=known)
    intelligence.record(recorder, world.happenings, days, random, noticed)
    return world, case, recorder


def _numbers(options: CaseOptions) -> "np.random.Generator":
    import numpy as np

    return np.random.default_rng([options.seed, KINDS.index(options.kind), options.people])


def _live(world: "World", cast: Cast) -> None:
    """Pick who plays which part, and let the days pass."""
    from netgraph.simulate.decoys import add_decoys
    from netgraph.simulate.line import run_line
    from netgraph.simulate.world import Picker, make_line

    options = world.options
    world.add_public_places()
    picker = Picker(world, Random(f"{options.seed}-picker"))
    lines = range(options.lines)
    world.lines = [
        make_line(world, picker, Random(f"{options.seed}-{number}-cast"), number, cast)
        for number in lines
    ]
    for line in world.lines:
        run_line(world, line, Random(f"{options.seed}-{line.number}-line"))
    for line in world.lines[: options.decoy_sets]:
        add_decoys(world, picker, Random(f"{options.seed}-{line.number}-decoys"), line)
    world.happenings.sort(key=lambda happening: happening.day)

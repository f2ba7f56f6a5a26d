"""Which people to ask orders against: those whose orders leave fewest in reach.

Here: the choice among those who may be proposed at all. Children, possible victims and people at
risk are never among them. Fewest likely victims in contact come first, then fewest in contact at all, then
fewest within two steps, then fewest ways; of equals, the first by id.
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb

from netgraph.disruption.effects import Lists, Measures, reach
from netgraph.disruption.records import Reach, Step
from netgraph.disruption.scene import Scene

__all__ = ["EXACT_SETS", "best", "one_by_one", "value"]

# Sets of people up to which every one is looked at; above, one by one. SOURCE: [decision-0027].
EXACT_SETS = 2_000


def value(reached: Reach) -> tuple[int, int, int, int]:
    """What is to be as low as can be, the weightiest first."""
    return reached.victims, reached.in_contact, reached.within_two, reached.ways


def best(
    scene: Scene, among: Sequence[str], number: int, start: Measures, lists: Lists
) -> tuple[tuple[str, ...], bool]:
    """The people whose orders leave fewest in reach, and whether every set was looked at."""
    able = sorted(among)
    number = min(number, len(able))
    if comb(len(able), number) > EXACT_SETS:
        return tuple(
            sorted(step.person for step in one_by_one(scene, able, number, start, lists))
        ), False
    return (
        min(
            combinations(able, number),
            key=lambda people: (
                value(reach(scene, _with(start, people), lists)),
                people,
            ),
        ),
        True,
    )


def one_by_one(
    scene: Scene, among: Sequence[str], number: int, start: Measures, lists: Lists
) -> tuple[Step, ...]:
    """People in the order in which each next order leaves fewest in reach."""
    left, done, steps = sorted(among), start, []
    for place in range(1, min(number, len(left)) + 1):
        reached = {person: reach(scene, done.more(person), lists) for person in left}
        person = min(left, key=lambda each: (value(reached[each]), each))
        left.remove(person)
        done = done.more(person)
        steps.append(Step(place, person, reached[person]))
    return tuple(steps)


def _with(start: Measures, people: Sequence[str]) -> Measures:
    return Measures(start.people | frozenset(people), start.removed, start.homes)

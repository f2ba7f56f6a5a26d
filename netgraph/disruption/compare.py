"""The same question beside chance and centrality, and with part of the intelligence missing.

Each run leaves out a tenth of the ties and a fiftieth of the people, as in the stability of ranks
(measures.py), with a seed of its own. What a choice is worth is only what it is worth beside others.
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

from netgraph.disruption.choices import one_by_one
from netgraph.disruption.effects import Lists, Measures, reach
from netgraph.disruption.records import Compared, Reach, Spread
from netgraph.disruption.scene import Scene
from netgraph.measures import DIGITS, PEOPLE_LEFT_OUT, STABILITY_SEED, TAIL, TIES_LEFT_OUT

if TYPE_CHECKING:
    import numpy as np

__all__ = ["RUNS", "chosen_again", "compared", "most_between", "runs_of", "spread"]

# Runs with part of the intelligence missing, and choices by chance. SOURCE: [decision-0027].
RUNS = 40
CHANCES = 200


def runs_of(scene: Scene) -> tuple[Scene, ...]:
    """The scene as it would look if other parts of the intelligence had been missing."""
    import numpy as np

    ties, people = sorted(scene.ties), sorted(scene.group | scene.protect)
    found = []
    for run in range(RUNS):
        drawing = np.random.default_rng([STABILITY_SEED, run])
        no_ties = _drawn(drawing, len(ties), TIES_LEFT_OUT)
        nobody = _drawn(drawing, len(people), PEOPLE_LEFT_OUT)
        found.append(
            scene.without(
                frozenset(ties[at] for at in no_ties), frozenset(people[at] for at in nobody)
            )
        )
    return tuple(found)


def _drawn(drawing: "np.random.Generator", many: int, share: float) -> list[int]:
    out = min(max(1, round(many * share)), max(0, many - 1))
    return [int(at) for at in drawing.permutation(many)[:out]]


def spread(runs: Sequence[Scene], done: Measures, lists: Lists, own: Reach) -> Spread:
    """The middle nine tenths of each number over the runs, widened to hold the number itself."""
    reached = [reach(scene, done, lists) for scene in runs]
    return Spread(
        _between([each.victims for each in reached], own.victims),
        _between([each.in_contact for each in reached], own.in_contact),
        _between([each.within_two for each in reached], own.within_two),
        _between([each.ways for each in reached], own.ways),
        _between([each.together for each in reached], own.together),
        _between([each.parts for each in reached], own.parts),
    )


def _between(numbers: list[int], own: int) -> tuple[int, int]:
    ordered = sorted(numbers)
    last = len(ordered) - 1
    low, high = ordered[int(TAIL * last)], ordered[-1 - int(TAIL * last)]
    return min(low, own), max(high, own)


def chosen_again(
    runs: Sequence[Scene],
    among: Sequence[str],
    people: Sequence[str],
    start: Measures,
    lists: Lists,
) -> tuple[tuple[str, int], ...]:
    """In how many runs each of those people is chosen again, one order after the other."""
    counts = dict.fromkeys(people, 0)
    for scene in runs:
        for step in one_by_one(scene, among, len(people), start, lists):
            if step.person in counts:
                counts[step.person] += 1
    return tuple(sorted(counts.items()))


def compared(
    scene: Scene, among: Sequence[str], number: int, start: Measures, lists: Lists
) -> tuple[Compared, ...]:
    """As many people chosen by chance, by number of ties and by betweenness, among the same people."""
    able = sorted(among)
    number = min(number, len(able))
    if not number:
        return ()
    drawn = _by_chance(able, number)
    reached = [reach(scene, _orders(start, people), lists) for people in drawn]
    found = [
        Compared(
            "chance",
            (),
            _mean(reached),
            len(drawn),
            min(each.victims for each in reached),
            max(each.victims for each in reached),
        )
    ]
    for way, ranked in (("ties", _by_ties(scene)), ("betweenness", _by_betweenness(scene))):
        top = sorted(able, key=lambda person: (-ranked.get(person, 0.0), person))[:number]
        people = tuple(sorted(top))
        found.append(Compared(way, people, reach(scene, _orders(start, people), lists)))
    return tuple(found)


def most_between(scene: Scene, number: int) -> tuple[str, ...]:
    """The people of the scene with the highest betweenness, whoever they are."""
    ranked = _by_betweenness(scene)
    people = (each for each in ranked if each not in scene.homes)
    return tuple(sorted(people, key=lambda person: (-ranked[person], person))[:number])


def _orders(start: Measures, people: Sequence[str]) -> Measures:
    return Measures(start.people | frozenset(people), start.removed, start.homes)


def _by_chance(able: list[str], number: int) -> list[tuple[str, ...]]:
    """Every set where there are few, else so many drawn with a fixed seed."""
    import numpy as np

    if comb(len(able), number) <= CHANCES:
        return list(combinations(able, number))
    drawing = np.random.default_rng([STABILITY_SEED, RUNS])
    return [
        tuple(sorted(able[int(at)] for at in drawing.permutation(len(able))[:number]))
        for _ in range(CHANCES)
    ]


def _mean(reached: list[Reach]) -> Reach:
    def of(numbers: list[int]) -> int:
        return round(sum(numbers) / len(numbers))

    return Reach(
        of([each.victims for each in reached]),
        of([each.in_contact for each in reached]),
        of([each.within_two for each in reached]),
        of([each.ways for each in reached]),
        of([each.together for each in reached]),
        of([each.parts for each in reached]),
    )


def _by_ties(scene: Scene) -> dict[str, float]:
    counts: dict[str, float] = {}
    for tie in scene.ties:
        for each in tie:
            counts[each] = counts.get(each, 0.0) + 1
    return counts


def _by_betweenness(scene: Scene) -> dict[str, float]:
    import networkx as nx

    from netgraph.measures_betweenness import betweenness
    from netgraph.measures_values import ties_of

    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from(sorted(scene.ties))
    ties = ties_of(graph)
    values = (round(float(each), DIGITS) for each in betweenness(ties))
    return dict(zip(ties.people, values, strict=True))

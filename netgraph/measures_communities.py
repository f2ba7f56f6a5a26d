"""Communities: who is tied more with each other than with others, by Louvain's method.

Looks again only at people whose neighbours moved (Ozaki, Tezuka and Inaba 2016), which finds
about as good a division as NetworkX does (a test holds their modularity side by side) in a fraction
of the time. People and ties come in order of id and the order of looking is drawn with a fixed seed, so
the order of rows changes nothing.
"""

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netgraph.measures_values import Ties

__all__ = ["communities"]

# Seed of the order in which people are looked at. SOURCE: [decision-0010].
LOUVAIN_SEED = 0
# Gain in the sum of strengths below which nobody moves: keeps rounding from moving people.
LEAST_GAIN = 1e-9

# For each member: its neighbours with the strength between them.
_Neighbours = list[dict[int, float]]


def communities(ties: "Ties") -> tuple[str, ...]:
    """Name of each person's community: the smallest id in it; alone, a community of one."""
    import numpy as np

    size = len(ties.people)
    neighbours: _Neighbours = [{} for _ in range(size)]
    edges = zip(ties.first.tolist(), ties.second.tolist(), ties.strength.tolist(), strict=True)
    for one, other, strength in edges:
        neighbours[one][other] = neighbours[other][one] = strength
    inside = [0.0] * size
    belongs = list(range(size))
    drawing = np.random.default_rng(LOUVAIN_SEED)
    while True:
        group = _moved(neighbours, inside, drawing.permutation(len(neighbours)).tolist())
        many = max(group, default=-1) + 1
        belongs = [group[member] for member in belongs]
        if many == len(neighbours):
            break
        neighbours, inside = _merged(neighbours, inside, group, many)
    # Places are in order of id, so the first member met has the smallest.
    names: dict[int, str] = {}
    for place, community in enumerate(belongs):
        names.setdefault(community, ties.people[place])
    return tuple(names[community] for community in belongs)


def _moved(neighbours: _Neighbours, inside: list[float], order: list[int]) -> list[int]:
    """Group of each member after moving, one at a time, to where modularity gains most."""
    size = len(neighbours)
    weight = [sum(near.values()) + 2 * own for near, own in zip(neighbours, inside, strict=True)]
    total = sum(weight) or 1.0
    group, held = list(range(size)), list(weight)
    waiting = deque(order)
    is_waiting = [True] * size
    while waiting:
        member = waiting.popleft()
        is_waiting[member] = False
        before = group[member]
        held[before] -= weight[member]
        after = _best(neighbours[member], group, held, before, weight[member] / total)
        held[after] += weight[member]
        if after != before:
            group[member] = after
            for near in neighbours[member]:
                if group[near] != after and not is_waiting[near]:
                    is_waiting[near] = True
                    waiting.append(near)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(each, len(numbers)) for each in group]


def _best(
    near: dict[int, float], group: list[int], held: list[float], stay: int, share: float
) -> int:
    """The group of the neighbours that gains most, or the present one; equal gains: the first."""
    towards: dict[int, float] = {}
    for other, strength in near.items():
        towards[group[other]] = towards.get(group[other], 0.0) + strength
    best, most = stay, towards.get(stay, 0.0) - held[stay] * share
    for candidate, strength in towards.items():
        gain = strength - held[candidate] * share
        if gain > most + LEAST_GAIN:
            best, most = candidate, gain
    return best


def _merged(
    neighbours: _Neighbours, inside: list[float], group: list[int], many: int
) -> tuple[_Neighbours, list[float]]:
    """The network of groups: strengths between them summed, those within kept beside."""
    between: _Neighbours = [{} for _ in range(many)]
    within = [0.0] * many
    for member, near in enumerate(neighbours):
        own = group[member]
        within[own] += inside[member]
        for other, strength in near.items():
            if group[other] == own:
                within[own] += strength / 2
            else:
                between[own][group[other]] = between[own].get(group[other], 0.0) + strength
    return between, within

"""Which of the names that the rules allow protect most: a choice with stated terms, solved exactly.

Here: the choice itself, over ids. Not here: who may be named at all (non_association.py), and whom a
name protects (non_association_routes.py).

**What is counted.** A name keeps the subject from somebody who acts towards, or is in touch with,
people to be protected. For each of those people the first such name counts four, the second two,
the third one, further ones nothing: somebody new counts for more than the same person again.
Recorded conduct counts once more than contact, a likely victim twice as much as a likely target.
SOURCE: [decision-0023].

**What is asked for**, one after the other: the most protection within the bounds; with that, the fewest
names, and of these those that touch lawful life least; with that, the first names by id. So the
same case gives the same list, whatever the order of its rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["DEPTH", "Chosen", "Pair", "best_with_each_number", "choose", "order_of_gain", "worth"]

# What the first, second and third name for one person add. SOURCE: [decision-0023].
DEPTH = (4, 2, 1)
# Pairs up to which the choice is solved exactly, and steps that the solver may take at it: a number
# and not a time, so that every machine gives the same. SOURCE: [decision-0023].
EXACT_PAIRS = 3_000
MOST_NODES = 5_000
# Pairs up to which equal answers are told apart by id completely; above, only pairs that protect
# the same people in the same way are.
ALL_BY_ID = 40
# Pairs up to which the best for each number is worked out beside the order that was taken.
BEST_FOR_EACH = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who may be kept apart, and what that protects.

    ``sides`` are the (subject, name) under which it stands: one, or both where each of the two is
    to have an order. ``routes`` are ((subject, person protected, by conduct or contact), weight).
    ``cost`` is the number of names, and one more where lawful life is touched.
    """

    sides: tuple[tuple[str, str], ...]
    routes: tuple[tuple[tuple[str, str, str], int], ...]
    cost: int = 1


@dataclass(frozen=True, slots=True)
class Chosen:
    """The pairs to keep apart, what they protect, and how they were chosen.

    ``method`` is ``exact`` or ``greedy``; ``bound`` the share of the best that a greedy choice
    reaches at least (1 where it is exact).
    """

    pairs: tuple[Pair, ...]
    protection: int
    method: str
    bound: float


def worth(pairs: Iterable[Pair]) -> int:
    """How much those pairs protect together.

    Example:
        >>> one = Pair((("p1", "p2"),), ((("p1", "v1", "contact"), 2),))
        >>> other = Pair((("p1", "p3"),), ((("p1", "v1", "contact"), 2),))
        >>> worth([one]), worth([one, other])
        (8, 12)
    """
    counts: dict[tuple[str, str, str], int] = {}
    weights: dict[tuple[str, str, str], int] = {}
    for pair in pairs:
        for route, weight in pair.routes:
            counts[route] = counts.get(route, 0) + 1
            weights[route] = weight
    return sum(weights[route] * sum(DEPTH[:many]) for route, many in counts.items())


def choose(pairs: Sequence[Pair], most_each: int | None = None, most: int | None = None) -> Chosen:
    """The pairs that protect most with the fewest names, within the bounds.

    Args:
        pairs: Everybody who may be kept apart; the order does not matter.
        most_each: Names on one person's list at most.
        most: Pairs at most, over all lists.
    """
    ordered = sorted(pairs, key=lambda pair: pair.sides)
    if not ordered:
        return Chosen((), 0, "exact", 1.0)
    if len(ordered) > EXACT_PAIRS:
        return _greedily(ordered, most_each, most)
    problem = _Problem(ordered, most_each, most)
    taken = problem.best()
    if taken is None:
        return _greedily(ordered, most_each, most)
    taken = problem.first_by_id(taken)
    chosen = tuple(pair for pair, take in zip(ordered, taken, strict=True) if take)
    return Chosen(chosen, worth(chosen), "exact", 1.0)


def best_with_each_number(pairs: Sequence[Pair], numbers: Iterable[int]) -> tuple[int, ...]:
    """The most that so many pairs can protect, for each number, whatever was chosen before.

    Empty above BEST_FOR_EACH pairs, where so many exact answers would take too long.
    """
    if len(pairs) > BEST_FOR_EACH:
        return ()
    return tuple(choose(pairs, most=number).protection for number in numbers)


def order_of_gain(pairs: Iterable[Pair]) -> tuple[tuple[Pair, int], ...]:
    """Those pairs, each next one being what adds most to those before it, with what it adds."""
    left = sorted(pairs, key=lambda pair: pair.sides)
    counts: dict[tuple[str, str, str], int] = {}
    found: list[tuple[Pair, int]] = []
    while left:
        gains = [_adds(pair, counts) for pair in left]
        place = max(range(len(left)), key=lambda at: (gains[at], -left[at].cost, -at))
        pair = left.pop(place)
        for route, _ in pair.routes:
            counts[route] = counts.get(route, 0) + 1
        found.append((pair, gains[place]))
    return tuple(found)


def _adds(pair: Pair, counts: dict[tuple[str, str, str], int]) -> int:
    return sum(
        weight * DEPTH[counts.get(route, 0)]
        for route, weight in pair.routes
        if counts.get(route, 0) < len(DEPTH)
    )


def _greedily(ordered: list[Pair], most_each: int | None, most: int | None) -> Chosen:
    """What adds most next, while it adds anything and the bounds leave room.

    What names protect is monotone and submodular, so this reaches at least 1 - 1/e of the best where
    only the number of pairs is bounded, a half where each list is and pairs have one side, and a
    third where pairs have two. SOURCE: [nemhauser-1978], [fisher-1978].
    """
    counts: dict[tuple[str, str, str], int] = {}
    names: dict[str, int] = {}
    left = list(ordered)
    taken: list[Pair] = []
    while left and (most is None or len(taken) < most):
        left = [
            pair
            for pair in left
            if most_each is None or all(names.get(of, 0) < most_each for of, _ in pair.sides)
        ]
        if not left:
            break
        pair = max(left, key=lambda each: (_adds(each, counts), -each.cost))
        if not _adds(pair, counts):
            break
        left.remove(pair)
        taken.append(pair)
        for route, _ in pair.routes:
            counts[route] = counts.get(route, 0) + 1
        for of, _ in pair.sides:
            names[of] = names.get(of, 0) + 1
    chosen = tuple(sorted(taken, key=lambda pair: pair.sides))
    return Chosen(chosen, worth(chosen), "greedy", _proven(ordered, most_each))


def _proven(pairs: list[Pair], most_each: int | None) -> float:
    if most_each is None:
        return 0.632
    return 0.333 if any(len(pair.sides) > 1 for pair in pairs) else 0.5


class _Problem:
    """The choice as a mixed-integer programme: a 0-1 for each pair, a share for each depth.

    All weights are whole. Protection and cost are one value, in which the least protection weighs
    more than all cost.
    """

    def __init__(self, pairs: list[Pair], most_each: int | None, most: int | None) -> None:
        import numpy as np

        self.pairs = pairs
        self.most_each = len(pairs) if most_each is None else most_each
        self.most = len(pairs) if most is None else most
        weights = {route: weight for pair in pairs for route, weight in pair.routes}
        self.routes = sorted(weights)
        depths = len(DEPTH)
        columns = len(pairs) + depths * len(self.routes)
        self.value = np.zeros(columns)
        heavy = 1 + sum(pair.cost for pair in pairs)
        self.value[: len(pairs)] = [pair.cost for pair in pairs]
        for place, route in enumerate(self.routes):
            start = len(pairs) + place * depths
            self.value[start : start + depths] = [-heavy * weights[route] * each for each in DEPTH]
        self.rows, self.limits = self._rows()

    def _rows(self) -> "tuple[Any, NDArray[np.float64]]":
        """No route deeper than its pairs are taken; no list longer than its bound; nor all lists."""
        import numpy as np
        from scipy import sparse

        place = {route: number for number, route in enumerate(self.routes)}
        lists = sorted({of for pair in self.pairs for of, _ in pair.sides})
        list_of = {of: len(place) + number for number, of in enumerate(lists)}
        last = len(place) + len(lists)
        cells: list[tuple[int, int, float]] = []
        for column, pair in enumerate(self.pairs):
            cells += [(place[route], column, -1.0) for route, _ in pair.routes]
            cells += [(list_of[of], column, 1.0) for of, _ in pair.sides]
            cells.append((last, column, 1.0))
        for row in range(len(place)):
            start = len(self.pairs) + row * len(DEPTH)
            cells += [(row, start + depth, 1.0) for depth in range(len(DEPTH))]
        limits = np.zeros(last + 1)
        limits[len(place) : last] = self.most_each
        limits[last] = self.most
        rows, columns, values = zip(*cells, strict=True)
        return sparse.csr_array(
            (values, (rows, columns)), shape=(last + 1, len(self.value))
        ), limits

    def best(self, given: "dict[int, bool] | None" = None) -> tuple[bool, ...] | None:
        """The pairs of an optimum in which those given are as given; None if it was not proven."""
        import numpy as np
        from scipy import optimize

        whole = np.zeros(len(self.value))
        whole[: len(self.pairs)] = 1
        low, high = np.zeros(len(self.value)), np.ones(len(self.value))
        for at, taken in (given or {}).items():
            low[at] = high[at] = float(taken)
        answer = optimize.milp(
            self.value,
            integrality=whole,
            bounds=optimize.Bounds(low, high),
            constraints=optimize.LinearConstraint(self.rows, -np.inf, self.limits),
            options={"mip_rel_gap": 0, "node_limit": MOST_NODES},
        )
        if answer.status != 0:
            return None
        return tuple(bool(value > 0.5) for value in answer.x[: len(self.pairs)])

    def first_by_id(self, taken: tuple[bool, ...]) -> tuple[bool, ...]:
        """Of the answers as good as this one the one with the first pairs by id."""
        if len(self.pairs) > ALL_BY_ID:
            return self._by_exchange(taken)
        goal = self._value_of(taken)
        given: dict[int, bool] = {}
        for at in range(len(self.pairs)):
            given[at] = True
            if taken[at]:
                continue
            other = self.best(given)
            if other is not None and self._value_of(other) == goal:
                taken = other
            else:
                given[at] = False
        return taken

    def _by_exchange(self, taken: tuple[bool, ...]) -> tuple[bool, ...]:
        """Of pairs on the same lists that protect the same people, take the first."""
        alike: dict[object, list[int]] = {}
        for at, pair in enumerate(self.pairs):
            lists = tuple(of for of, _ in pair.sides)
            alike.setdefault((lists, pair.routes, pair.cost), []).append(at)
        first = list(taken)
        for places in alike.values():
            many = sum(taken[at] for at in places)
            for number, at in enumerate(places):
                first[at] = number < many
        return tuple(first)

    def _value_of(self, taken: Sequence[bool]) -> tuple[int, int]:
        chosen = [pair for pair, take in zip(self.pairs, taken, strict=True) if take]
        return worth(chosen), sum(pair.cost for pair in chosen)

"""Place of each person in the network: named measures, ranks, and how sure the ranks are.

Where somebody stands in a network is context for a reader and never a finding: hostels, support
workers and much-watched people stand in the middle too. What each measure is stands in
measures_values.py, measures_betweenness.py and measures_communities.py; which ties there are, in
network.py.
"""

from typing import TYPE_CHECKING, Any

from netgraph.measures_betweenness import EXACT_PEOPLE, STARTING_PEOPLE, betweenness
from netgraph.measures_communities import communities
from netgraph.measures_values import Ties, degree, effective_size, pagerank, ties_of
from netgraph.records import PersonMeasures

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    _Values = dict[str, NDArray[np.float64]]
    _Ranks = dict[str, NDArray[np.int64]]

__all__ = [
    "EXACT_PEOPLE",
    "MEASURES",
    "STARTING_PEOPLE",
    "measure_people",
    "ranks",
    "stability_runs",
]

# The measures that have a rank, in the order in which they are printed.
MEASURES = ("degree", "betweenness", "effective_size", "pagerank")
# Digits that count: values are rounded to these before they are ranked or shown, so that the last
# bits of a sum neither break ties nor differ from machine to machine. SOURCE: [decision-0010].
DIGITS = 9
# Shares of ties and of people that a re-run leaves out. SOURCE: [decision-0010].
TIES_LEFT_OUT = 0.10
PEOPLE_LEFT_OUT = 0.02
# Re-runs: the most, the fewest, and people times ties that all of them may come to.
# SOURCE: [decision-0010].
MOST_RUNS = 40
FEWEST_RUNS = 8
RUNS_BUDGET = 500_000_000
# Seed of the re-runs; each has the number of its run beside it.
STABILITY_SEED = 20250301
# Parts of the re-runs' ranks, lowest and highest, that the interval leaves out.
# SOURCE: [decision-0010].
TAIL = 0.05


def measure_people(graph: "nx.Graph[str]", stability: bool = False) -> tuple[PersonMeasures, ...]:
    """Every person's measures, each with its rank: highest betweenness first, then by degree, id.

    Args:
        graph: From network.people_network, or any undirected graph of people. People flagged
            professional are left out altogether, and so are ties that are only family or work.
        stability: Also re-run with ties and people left out, and give each rank's interval: from
            the 5th to the 95th per cent of the ranks in the runs in which the person was there,
            widened to hold the rank itself.

    Example:
        >>> import networkx as nx
        >>> [first, *_] = measure_people(nx.path_graph(["p1", "p2", "p3"]))
        >>> first.person, first.degree, first.betweenness, first.rank["betweenness"]
        ('p2', 2, 1.0, 1)
    """
    ties = ties_of(graph)
    values = _values(ties)
    ranked = {name: ranks(values[name]) for name in MEASURES}
    intervals = _intervals(ties, ranked) if stability else {}
    grouped = communities(ties)
    found = [
        PersonMeasures(
            person=person,
            degree=int(values["degree"][place]),
            betweenness=float(values["betweenness"][place]),
            effective_size=float(values["effective_size"][place]),
            pagerank=float(values["pagerank"][place]),
            community=grouped[place],
            rank={name: int(ranked[name][place]) for name in MEASURES},
            rank_interval={
                name: (int(low[place]), int(high[place])) for name, (low, high) in intervals.items()
            },
        )
        for place, person in enumerate(ties.people)
    ]
    return tuple(sorted(found, key=lambda each: (-each.betweenness, -each.degree, each.person)))


def stability_runs(people: int, ties: int) -> int:
    """How many re-runs stability makes: 40, fewer in large networks, never fewer than 8."""
    return max(FEWEST_RUNS, min(MOST_RUNS, RUNS_BUDGET // max(1, people * ties)))


def ranks(values: "NDArray[np.float64]") -> "NDArray[np.int64]":
    """Rank of each value: 1 is the highest, equal values share the better rank."""
    import numpy as np

    ordered = np.sort(values)
    above = len(values) - np.searchsorted(ordered, values, side="right")
    return (above + 1).astype(np.int64)


def _values(ties: Ties) -> "_Values":
    """Value of each measure for each person, rounded."""
    computed: dict[str, NDArray[Any]] = {
        "degree": degree(ties),
        "betweenness": betweenness(ties),
        "effective_size": effective_size(ties),
        "pagerank": pagerank(ties),
    }
    return {name: _rounded(values) for name, values in computed.items()}


def _rounded(values: "NDArray[Any]") -> "NDArray[np.float64]":
    import numpy as np

    return np.array([float(f"{value:.{DIGITS}g}") for value in values.tolist()])


def _intervals(
    ties: Ties, ranked: "_Ranks"
) -> "dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]]":
    """Lowest and highest usual rank of each person over the re-runs, by measure."""
    import numpy as np

    runs = stability_runs(len(ties.people), len(ties.first))
    seen = {name: np.full((runs, len(ties.people)), np.nan) for name in MEASURES}
    for run in range(runs):
        people, part = _part(ties, run)
        for name, values in _values(part).items():
            seen[name][run, people] = ranks(values)
    return {name: _spread(seen[name], ranked[name]) for name in MEASURES}


def _part(ties: Ties, run: int) -> "tuple[NDArray[np.int64], Ties]":
    """The places of the people left in a re-run, and the ties among them."""
    import numpy as np

    drawing = np.random.default_rng([STABILITY_SEED, run])
    people = _left(drawing, len(ties.people), PEOPLE_LEFT_OUT)
    kept = _left(drawing, len(ties.first), TIES_LEFT_OUT)
    place = np.full(len(ties.people), -1)
    place[people] = np.arange(len(people))
    first, second = place[ties.first[kept]], place[ties.second[kept]]
    both = (first >= 0) & (second >= 0)
    names = tuple(ties.people[number] for number in people.tolist())
    return people, Ties(names, first[both], second[both], ties.strength[kept][both])


def _left(drawing: "np.random.Generator", many: int, share: float) -> "NDArray[np.int64]":
    """Places that are left when a share of them is taken out: at least one, never all."""
    import numpy as np

    out = min(max(1, round(many * share)), max(0, many - 1))
    return np.sort(drawing.permutation(many)[out:])


def _spread(
    seen: "NDArray[np.float64]", rank: "NDArray[np.int64]"
) -> "tuple[NDArray[np.int64], NDArray[np.int64]]":
    """The 5th and 95th per cent of each column's ranks, widened to hold the rank itself."""
    import numpy as np

    # Sorted, the runs without that person (not a number) come last.
    ordered = np.sort(seen, axis=0)
    last = (~np.isnan(seen)).sum(axis=0) - 1
    columns = np.arange(seen.shape[1])
    low = ordered[np.floor(TAIL * np.maximum(last, 0)).astype(int), columns]
    high = ordered[np.ceil((1 - TAIL) * np.maximum(last, 0)).astype(int), columns]
    low = np.where(last < 0, rank, low)
    high = np.where(last < 0, rank, high)
    return np.minimum(low, rank).astype(np.int64), np.maximum(high, rank).astype(np.int64)

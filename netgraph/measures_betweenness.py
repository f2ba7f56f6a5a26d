"""Betweenness: how often a person stands on the shortest ways between others.

Every tie is one step, whatever its strength. Three ways of doing the same: NetworkX for small
networks, rustworkx for larger ones (a test holds them equal), and for very large ones an estimate
from some starting people, by sparse matrices.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from netgraph.measures_values import Ties

__all__ = ["EXACT_PEOPLE", "STARTING_PEOPLE", "betweenness"]

# People from which on rustworkx is used instead of NetworkX. SOURCE: [decision-0010].
FAST_FROM = 200
# People in one connected part up to which betweenness is exact. SOURCE: [decision-0010].
EXACT_PEOPLE = 5_000
# From how many people shortest ways are followed in larger parts. SOURCE: [decision-0010].
STARTING_PEOPLE = 256
# Seed with which those are drawn.
DRAW_SEED = 0
# Starting people followed together: bounds memory, not the result.
STARTS_AT_ONCE = 32


def betweenness(ties: "Ties") -> "NDArray[np.float64]":
    """Share of the shortest ways between all pairs of others that pass through each person.

    0 to 1, as NetworkX normalises it. Exact where a connected part has at most EXACT_PEOPLE
    people; in larger parts an estimate from STARTING_PEOPLE of them, drawn with a fixed seed.
    """
    import numpy as np

    size = len(ties.people)
    found = np.zeros(size)
    if size < 3:
        return found
    if size <= FAST_FROM:
        return _with_networkx(ties)
    from scipy.sparse import csgraph

    _, part = csgraph.connected_components(ties.matrix, directed=False)
    order = np.argsort(part, kind="stable")
    bounds = np.flatnonzero(np.diff(part[order])) + 1
    for members in np.split(order, bounds):
        if len(members) > 2:
            found[members] = _of_part(ties.matrix[members][:, members])
    return found / ((size - 1) * (size - 2))


def _with_networkx(ties: "Ties") -> "NDArray[np.float64]":
    import networkx as nx
    import numpy as np

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(ties.people)))
    graph.add_edges_from(zip(ties.first.tolist(), ties.second.tolist(), strict=True))
    return np.array(list(nx.betweenness_centrality(graph).values()))


def _of_part(matrix: Any) -> "NDArray[np.float64]":
    """Ordered pairs of others whose shortest ways pass through each person of a connected part."""
    size = matrix.shape[0]
    if size <= EXACT_PEOPLE:
        return _with_rustworkx(matrix)
    return _estimated(matrix, STARTING_PEOPLE)


def _with_rustworkx(matrix: Any) -> "NDArray[np.float64]":
    import numpy as np
    import rustworkx

    size = matrix.shape[0]
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(size))
    first, second = matrix.nonzero()
    ahead = first < second
    pairs = zip(first[ahead].tolist(), second[ahead].tolist(), strict=True)
    graph.add_edges_from_no_data(list(pairs))
    # One thread: several would add up in an order that differs from run to run.
    found = rustworkx.betweenness_centrality(graph, normalized=False, parallel_threshold=size + 1)
    return np.array([2 * float(found[number]) for number in range(size)])


def _estimated(matrix: Any, starts: int) -> "NDArray[np.float64]":
    """The same from some starting people only, scaled up; from all of them it is exact."""
    import numpy as np

    size = matrix.shape[0]
    drawn = np.random.default_rng(DRAW_SEED).permutation(size)[:starts]
    found: NDArray[np.float64] = np.zeros(size)
    for place in range(0, len(drawn), STARTS_AT_ONCE):
        found += _passing(matrix, np.sort(drawn[place : place + STARTS_AT_ONCE]))
    found *= size / len(drawn)
    return found


def _passing(matrix: Any, starts: "NDArray[np.int64]") -> "NDArray[np.float64]":
    """Brandes' sums over some starting people, one step outwards at a time for all of them."""
    import numpy as np

    size, many = matrix.shape[0], len(starts)
    columns = np.arange(many)
    ways = np.zeros((size, many))
    ways[starts, columns] = 1
    steps = np.full((size, many), -1, dtype=np.int32)
    steps[starts, columns] = 0
    reached, front = 0, ways
    while front.any():
        front = matrix @ front
        front[steps >= 0] = 0
        reached += 1
        steps[front > 0] = reached
        ways = ways + front
    passing = np.zeros((size, many))
    for step in range(reached - 1, 0, -1):
        above = np.where(steps == step + 1, (1 + passing) / np.where(ways > 0, ways, 1), 0)
        passing += np.where(steps == step, ways * (matrix @ above), 0)
    total: NDArray[np.float64] = passing.sum(axis=1)
    return total

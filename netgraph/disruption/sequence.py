"""How a network falls apart when whoever stands most in between is taken out, one after the other.

The published way of measuring it (Cavallaro et al. 2020), kept as a yardstick: it knows nothing of
victims, and is no advice. benchmarks/published.py holds it to the published figures.
"""

from typing import TYPE_CHECKING

from netgraph.measures_betweenness import betweenness
from netgraph.measures_values import ties_of

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["falling_apart", "hanging_together"]


def hanging_together(graph: "nx.Graph[str]") -> int:
    """How many people the largest connected part has."""
    import networkx as nx

    return max((len(part) for part in nx.connected_components(graph)), default=0)


def falling_apart(graph: "nx.Graph[str]", number: int) -> tuple[tuple[str, float], ...]:
    """Who is taken out at each step, and the share of the first largest part that is then left.

    Of equals the first by id is taken; the given graph is not changed.

    Example:
        >>> import networkx as nx
        >>> falling_apart(nx.path_graph(["p1", "p2", "p3", "p4", "p5"]), 1)
        (('p3', 0.4),)
    """
    left = graph.copy()
    whole = hanging_together(left) or 1
    found = []
    for _ in range(min(number, len(left))):
        ties = ties_of(left)
        person = ties.people[int(betweenness(ties).argmax())]
        left.remove_node(person)
        found.append((person, hanging_together(left) / whole))
    return tuple(found)

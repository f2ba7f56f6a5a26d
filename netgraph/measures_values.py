"""The ties that measures look at, and three measures: degree, effective size and PageRank.

``Ties`` are arrays: people in order of id, ties between them. Betweenness and communities have
their own files (measures_betweenness.py, measures_communities.py); ranks and re-runs are in
measures.py.

**Strength is never read as distance.** PageRank and communities follow strong ties more; degree,
betweenness and effective size count ties and ask nothing of their strength.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Ties", "degree", "effective_size", "pagerank", "ties_of"]

# Share of steps that follow a tie rather than start anew, and the change between two rounds at
# which PageRank is done. SOURCE: [decision-0010].
DAMPING = 0.85
PAGERANK_TOLERANCE = 1e-12
PAGERANK_ROUNDS = 500
# Neighbour pairs looked at in one go when triangles are counted: bounds memory, not the result.
PAIRS_AT_ONCE = 20_000_000


@dataclass(frozen=True)
class Ties:
    """People in order of id, and the ties between them as places in that order.

    ``first`` < ``second`` in every tie; ties are in order of both; ``strength`` is above 0.
    """

    people: tuple[str, ...]
    first: "NDArray[np.int64]"
    second: "NDArray[np.int64]"
    strength: "NDArray[np.float64]"

    @cached_property
    def matrix(self) -> Any:
        """Who is tied to whom, as a symmetric sparse matrix of ones."""
        return self._sparse(None)

    @cached_property
    def strengths(self) -> Any:
        """The same matrix with the strength of each tie."""
        return self._sparse(self.strength)

    def _sparse(self, values: "NDArray[np.float64] | None") -> Any:
        import numpy as np
        from scipy import sparse

        given = np.ones(len(self.first)) if values is None else values
        size = len(self.people)
        rows = np.concatenate([self.first, self.second])
        columns = np.concatenate([self.second, self.first])
        held = (np.concatenate([given, given]), (rows, columns))
        return sparse.csr_array(held, shape=(size, size))


def ties_of(graph: "nx.Graph[str]") -> Ties:
    """The people and ties of a graph that measures look at, whatever the order of its rows.

    Left out: people flagged ``professional`` and whoever stands alone with oneself; ties marked
    ``professional`` and ties of strength 0 (family and nothing else). A node or tie without these
    attributes is an ordinary one, of strength 1.
    """
    import numpy as np

    people = tuple(
        sorted(person for person, data in graph.nodes(data=True) if not data.get("professional"))
    )
    place = {person: number for number, person in enumerate(people)}
    ties = sorted(
        (*sorted((place[one], place[other])), float(data.get("strength", 1)))
        for one, other, data in graph.edges(data=True)
        if one in place and other in place and one != other
        if not data.get("professional") and data.get("strength", 1) > 0
    )
    columns = np.array(ties, dtype=np.float64).reshape(-1, 3)
    return Ties(
        people, columns[:, 0].astype(np.int64), columns[:, 1].astype(np.int64), columns[:, 2]
    )


def degree(ties: Ties) -> "NDArray[np.int64]":
    """How many people each person has a tie with."""
    import numpy as np

    ends = np.concatenate([ties.first, ties.second])
    return np.bincount(ends, minlength=len(ties.people)).astype(np.int64)


def effective_size(ties: Ties) -> "NDArray[np.float64]":
    """How many separate contacts each person's ties amount to: Burt's effective size.

    Number of contacts n less the mean number of ties among them, n - 2t/n, which is what Burt's
    measure is on ties without strength (Borgatti 1997). 0.0 for a person without ties, where the
    measure is not defined and NetworkX gives NaN.
    """
    import numpy as np

    contacts = degree(ties).astype(np.float64)
    among = _triangles(ties)
    shared = np.divide(2 * among, contacts, out=np.zeros_like(contacts), where=contacts > 0)
    return contacts - shared


def _triangles(ties: Ties) -> "NDArray[np.float64]":
    """Number of ties among each person's contacts, some rows at a time."""
    import numpy as np

    matrix = ties.matrix
    degrees = degree(ties)
    pairs = np.cumsum(matrix @ degrees)
    found = np.zeros(len(ties.people))
    start = 0
    while start < len(found):
        reach = (pairs[start - 1] if start else 0) + PAIRS_AT_ONCE
        stop = max(start + 1, int(np.searchsorted(pairs, reach, side="right")))
        rows = matrix[start:stop]
        found[start:stop] = np.asarray((rows @ matrix).multiply(rows).sum(axis=1)).ravel() / 2
        start = stop
    return found


def pagerank(ties: Ties) -> "NDArray[np.float64]":
    """Share of a walk along ties that each person gets, strong ties being taken more often.

    The shares add up to 1; a step of fifteen per cent, or from a person without ties, goes to
    anybody.
    """
    import numpy as np

    size = len(ties.people)
    if size == 0:
        return np.zeros(0)
    total = np.asarray(ties.strengths.sum(axis=1)).ravel()
    alone = total == 0
    each = np.divide(1, total, out=np.zeros(size), where=~alone)
    share = np.full(size, 1 / size)
    for _ in range(PAGERANK_ROUNDS):
        walked = ties.strengths @ (share * each) + share[alone].sum() / size
        after = DAMPING * walked + (1 - DAMPING) / size
        change = np.abs(after - share).sum()
        share = after
        if change < PAGERANK_TOLERANCE:
            break
    return share

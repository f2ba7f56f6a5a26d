"""Where each thing is drawn: computed beforehand, the same for the same links, whatever their order.

Here: positions in whole pixels. Connected parts are laid out one by one, groups within a part
first, and set side by side, the largest in the middle of the page's first view.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np

    Points = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

__all__ = ["Layout", "positions"]

# Seed of the layout: any number, always the same.
SEED = 5
# Least distance between two things, in pixels, so that their marks do not cover each other.
APART = 62.0
# Wanted length of a line, in pixels.
LINE = 118.0
# Rounds of the spring layout: beyond, nothing moves that a reader would see. SOURCE: [design-speed].
ROUNDS = 70
# Rounds of pushing apart what still overlaps.
PUSHES = 24
# At most so many times the space of the core is given to what stands around it.
MOST_ROOM = 3.0
# Space between two connected parts, in pixels.
GAP = 150.0
# The golden angle: successive groups spiral out without lining up.
TURN = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each id is drawn; ``room`` is how many times further apart the core then stands."""

    at: dict[str, tuple[int, int]]
    room: float


def positions(
    ids: Iterable[str], ties: Mapping[tuple[str, str], float], core: Iterable[str] = ()
) -> Layout:
    """Whole-pixel position of each id.

    The core is laid out by itself, so that it can be looked at by itself; what stands next to it
    fills the space around. Strength pulls together; it is never read as distance.

    Args:
        ids: What is drawn.
        ties: Strength of each tie between two of them.
        core: Those of them that come first; without any, all are alike.
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(ids))
    ordered = sorted((min(pair), max(pair), ties[pair]) for pair in ties)
    graph.add_weighted_edges_from(ordered)
    inner = {each for each in core if each in graph} or set(graph)
    at = _side_by_side(_laid(graph, inner))
    at, room = _around(graph, at)
    apart = _side_by_side(_laid(graph, set(graph) - set(at)))
    return Layout(_whole(at, apart), room)


def _laid(graph: "nx.Graph[str]", ids: set[str]) -> "list[tuple[list[str], Points]]":
    """Each connected part of those ids with its positions, the largest first."""
    import networkx as nx

    inner = graph.subgraph(ids)
    parts = [sorted(part) for part in nx.connected_components(inner)]
    parts.sort(key=lambda part: (-len(part), part[0]))
    return [(part, _part(inner.subgraph(part), part)) for part in parts]


def _whole(at: "dict[str, Points]", apart: "dict[str, Points]") -> dict[str, tuple[int, int]]:
    """Everything in whole pixels, around the middle of what was laid out first."""
    right = max((float(x) for x, _ in at.values()), default=0.0) + GAP
    left = min((float(x) for x, _ in apart.values()), default=0.0)
    found = {each: (round(float(x)), round(float(y))) for each, (x, y) in at.items()}
    for each, (x, y) in apart.items():
        found[each] = (round(float(x) - left + right), round(float(y)))
    return found


def _around(graph: "nx.Graph[str]", at: "dict[str, Points]") -> "tuple[dict[str, Points], float]":
    """The same positions, so many times further apart, with what is linked to them around."""
    import numpy as np
    import rustworkx as rx

    order = list(at)
    beside = dict.fromkeys(order)
    for each in order:
        beside |= dict.fromkeys(sorted(graph[each]))
    further = list(beside)[len(order) :]
    for each in further:
        beside |= dict.fromkeys(sorted(graph[each]))
    every = list(beside)
    if len(every) == len(order):
        return at, 1.0
    room = round(math.sqrt(min(len(every) / len(order), MOST_ROOM)), 3)
    points = {each: at[each] * room for each in order}
    for number, each in enumerate(every[len(order) :]):
        near = [points[other] for other in sorted(graph[each]) if other in points]
        points[each] = np.mean(near, axis=0) + _spiral(number, LINE)
    index = {each: place for place, each in enumerate(every)}
    drawn = rx.PyGraph()
    drawn.add_nodes_from(every)
    inner = graph.subgraph(every)
    ends = sorted(tuple(sorted((index[a], index[b]))) for a, b in inner.edges)
    drawn.add_edges_from([(a, b, 1.0) for a, b in ends])
    scale = LINE * math.sqrt(len(every))
    laid = rx.spring_layout(
        drawn,
        pos={index[each]: tuple((point / scale).tolist()) for each, point in points.items()},
        fixed=set(range(len(order))),
        k=1.0 / math.sqrt(len(every)),
        num_iter=ROUNDS // 2,
        seed=SEED,
    )
    found = np.array([laid[place] for place in range(len(every))]) * scale
    found = _apart(found, fixed=len(order))
    return {each: found[index[each]] for each in every}, room


def _part(graph: "nx.Graph[str]", ids: list[str]) -> "Points":
    """Positions of one connected part, its middle at the origin."""
    import numpy as np
    import rustworkx as rx

    if len(ids) == 1:
        return np.zeros((1, 2))
    index = {each: place for place, each in enumerate(ids)}
    drawn = rx.PyGraph()
    drawn.add_nodes_from(ids)
    edges = sorted((index[a], index[b]) for a, b in graph.edges)
    drawn.add_edges_from([(a, b, 1.0) for a, b in edges])
    start = _groups(graph, ids)
    size = math.sqrt(len(ids))
    laid = rx.spring_layout(
        drawn,
        pos={place: (float(x), float(y)) for place, (x, y) in enumerate(start)},
        k=1.6 / size,
        num_iter=ROUNDS,
        seed=SEED,
    )
    points = np.array([laid[place] for place in range(len(ids))])
    ends = np.array(edges)
    lengths = np.hypot(*(points[ends[:, 0]] - points[ends[:, 1]]).T)
    points *= LINE / max(float(np.median(lengths)), 1e-9)
    points = _apart(points)
    return np.asarray(points - (points.min(axis=0) + points.max(axis=0)) / 2)


def _groups(graph: "nx.Graph[str]", ids: list[str]) -> "Points":
    """First positions: groups along a spiral, large ones inside, members around the middle."""
    import networkx as nx
    import numpy as np

    # The same groups whatever the order of rows: the graph was made from sorted ids and ties.
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(ids)
    edges = [(min(a, b), max(a, b), graph[a][b]["weight"]) for a, b in graph.edges]
    ordered.add_weighted_edges_from(sorted(edges))
    groups = [sorted(group) for group in nx.community.louvain_communities(ordered, seed=SEED)]
    groups.sort(key=lambda group: (-len(group), group[0]))
    points = np.zeros((len(ids), 2))
    index = {each: place for place, each in enumerate(ids)}
    before = 0
    for number, group in enumerate(groups):
        middle = _spiral(number, math.sqrt(before / len(ids)))
        before += len(group)
        spread = 0.6 * math.sqrt(len(group) / len(ids))
        for place, each in enumerate(group):
            around = _spiral(place, spread * math.sqrt((place + 0.5) / len(group)))
            points[index[each]] = middle + around
    return points


def _spiral(number: int, radius: float) -> "Points":
    import numpy as np

    return radius * np.array([math.cos(number * TURN), math.sin(number * TURN)])


def _apart(points: "Points", fixed: int = 0) -> "Points":
    """Push apart what is nearer than the least distance, a little each round; the first stay."""
    import numpy as np
    from scipy.spatial import cKDTree

    for _ in range(PUSHES):
        pairs = cKDTree(points).query_pairs(APART, output_type="ndarray")
        if len(pairs) == 0:
            break
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        gap = points[pairs[:, 0]] - points[pairs[:, 1]]
        length = np.hypot(gap[:, 0], gap[:, 1])
        # Two things in the same place part along an angle that their number gives.
        angle = pairs[:, 0] * TURN
        same = length < 1e-6
        gap[same] = np.column_stack([np.cos(angle[same]), np.sin(angle[same])])
        length[same] = 1.0
        push = gap / length[:, None] * ((APART - np.minimum(length, APART)) / 2)[:, None] * 0.8
        moved = np.zeros_like(points)
        np.add.at(moved, pairs[:, 0], push)
        np.add.at(moved, pairs[:, 1], -push)
        moved[:fixed] = 0.0
        points = points + moved
    return points


def _side_by_side(laid: "list[tuple[list[str], Points]]") -> "dict[str, Points]":
    """All parts on one page: the largest on the left, the others in columns to its right."""
    import numpy as np

    if not laid:
        return {}
    found: dict[str, Points] = {}
    height = max(float(np.ptp(laid[0][1][:, 1])), 0.8 * float(np.ptp(laid[0][1][:, 0])), 6 * LINE)
    left = top = column = 0.0
    for ids, points in laid:
        low, high = points.min(axis=0), points.max(axis=0)
        wide, tall = high - low + GAP
        if top > 0 and top + tall > height + GAP:
            left, top, column = left + column, 0.0, 0.0
        found |= zip(ids, points - low + np.array([left, top]), strict=True)
        top += tall
        column = max(column, float(wide))
    every = np.array(list(found.values()))
    middle = (every.min(axis=0) + every.max(axis=0)) / 2
    return {each: point - middle for each, point in found.items()}

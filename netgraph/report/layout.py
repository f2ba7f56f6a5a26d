"""Where each thing is drawn: computed beforehand, the same for the same links, whatever their order.

Here: positions in whole pixels. Connected parts are laid out one by one, groups within a part
first, and set side by side, the largest in the middle of the page's first view.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
    import numpy as np

    Points = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
    Ends = np.ndarray[tuple[int, ...], np.dtype[np.int64]]

__all__ = ["Layout", "as_text", "from_text", "groups", "merged", "positions"]

# Seed of the layout: any number, always the same.
SEED = 5
# Least distance between two things, in pixels, so that their marks do not cover each other.
APART = 88.0
# Wanted length of a line, in pixels.
LINE = 132.0
# Rounds of the spring layout: beyond, nothing moves that a reader would see. SOURCE: [design-speed].
ROUNDS = 70
# How far things repel each other, in pixels; beyond, groups are apart already.
REACH = 5 * LINE
# The same around the core, where things are to stay near what they are linked to.
NEAR_REACH = 1.6 * LINE
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


def as_text(layout: Layout) -> str:
    """A layout as a store keeps it."""
    whole = {"room": layout.room, "at": {each: layout.at[each] for each in sorted(layout.at)}}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Layout | None:
    """The layout that a store kept; None where it kept none."""
    if not text:
        return None
    whole = json.loads(text)
    return Layout({each: (x, y) for each, (x, y) in whole["at"].items()}, whole["room"])


def merged(kept: Layout | None, now: Layout) -> Layout:
    """What to keep: where things are drawn now, and those of earlier that are not drawn today."""
    return now if kept is None else Layout(kept.at | now.at, now.room)


def positions(
    ids: Iterable[str],
    ties: Mapping[tuple[str, str], float],
    core: Iterable[str] = (),
    kept: Layout | None = None,
) -> Layout:
    """Whole-pixel position of each id.

    The core is laid out by itself, so that it can be looked at by itself; what stands next to it
    fills the space around. Strength pulls together; it is never read as distance.

    Args:
        ids: What is drawn.
        ties: Strength of each tie between two of them.
        core: Those of them that come first; without any, all are alike.
        kept: Where things were drawn before: they stay there to the pixel, others find room.
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(ids))
    ordered = sorted((min(pair), max(pair), ties[pair]) for pair in ties)
    graph.add_weighted_edges_from(ordered)
    inner = {each for each in core if each in graph} or set(graph)
    if kept is not None and any(each in kept.at for each in graph):
        return Layout(_grown(graph, inner, kept), kept.room)
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
    placed = np.array([points[each] for each in every])
    found = _spring(placed, _ends(graph, every), NEAR_REACH, fixed=len(order))
    found = _apart(found, fixed=len(order))
    return dict(zip(every, found, strict=True)), room


def _grown(graph: "nx.Graph[str]", inner: set[str], kept: Layout) -> dict[str, tuple[int, int]]:
    """Those that were there before where they were, and the others around them: the core first."""
    found = {each: kept.at[each] for each in sorted(graph) if each in kept.at}
    for wanted, apart in ((inner, APART * kept.room), (set(graph), APART)):
        found |= _joined(graph, found, sorted(wanted - set(found)), apart)
    rest = set(graph) - set(found)
    if not rest:
        return found
    right = max(x for x, _ in found.values()) + GAP
    top = min(y for _, y in found.values())
    beside = _side_by_side(_laid(graph, rest))
    left, high = (min(float(point[axis]) for point in beside.values()) for axis in (0, 1))
    for each in sorted(beside):
        x, y = beside[each]
        found[each] = (round(float(x) - left + right), round(float(y) - high + top))
    return found


def _joined(
    graph: "nx.Graph[str]", found: dict[str, tuple[int, int]], new: list[str], apart: float
) -> dict[str, tuple[int, int]]:
    """Where the new ones come to rest that are linked, over others, to those that have a place."""
    import numpy as np

    points = {each: np.array(at, dtype=float) for each, at in found.items()}
    waiting = dict.fromkeys(new)
    order: list[str] = []
    while ready := [each for each in waiting if any(other in points for other in graph[each])]:
        for each in ready:
            near = [points[other] for other in sorted(graph[each]) if other in points]
            points[each] = np.mean(near, axis=0) + _spiral(len(order) + 1, LINE)
            order.append(each)
            del waiting[each]
    if not order:
        return {}
    every = [*found, *order]
    placed = np.array([points[each] for each in every])
    rested = _spring(placed, _ends(graph, every), NEAR_REACH, fixed=len(found))
    rested = _apart(rested, fixed=len(found), apart=apart)
    return {
        each: (round(float(rested[place][0])), round(float(rested[place][1])))
        for place, each in enumerate(every)
        if place >= len(found)
    }


def groups(ids: Sequence[str], ties: Mapping[tuple[str, str], float]) -> tuple[int, ...]:
    """The group of each id, in their order: those who are tied more to each other than to others.

    The largest group is 0; one that is tied to nobody is a group of its own.
    """
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(ids))
    graph.add_weighted_edges_from(sorted((min(pair), max(pair), ties[pair]) for pair in ties))
    order = sorted(graph)
    of_place = {
        member: number
        for number, group in enumerate(_communities(graph, order))
        for member in group
    }
    places = {each: place for place, each in enumerate(order)}
    return tuple(of_place[places[each]] for each in ids)


def _communities(graph: "nx.Graph[str]", ids: list[str]) -> list[list[int]]:
    """Communities as places of those ids, the largest first."""
    import networkx as nx

    # Numbers for ids and sorted ties: sets of text have another order in every run of Python.
    index = {each: place for place, each in enumerate(ids)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(ids)))
    edges = [(*sorted((index[a], index[b])), graph[a][b]["weight"]) for a, b in graph.edges]
    numbered.add_weighted_edges_from(sorted(edges))
    found = [sorted(group) for group in nx.community.louvain_communities(numbered, seed=SEED)]
    return sorted(found, key=lambda group: (-len(group), group[0]))


def _part(graph: "nx.Graph[str]", ids: list[str]) -> "Points":
    """Positions of one connected part, its middle at the origin."""
    import numpy as np

    if len(ids) == 1:
        return np.zeros((1, 2))
    ends = _ends(graph, ids)
    points = _spring(_groups(graph, ids) * LINE * math.sqrt(len(ids)), ends, REACH)
    lengths = np.hypot(*(points[ends[:, 0]] - points[ends[:, 1]]).T)
    points = _apart(points * (LINE / max(float(np.median(lengths)), 1e-9)))
    return np.asarray(points - (points.min(axis=0) + points.max(axis=0)) / 2)


def _ends(graph: "nx.Graph[str]", ids: list[str]) -> "Ends":
    """Places of the two ends of each tie between those ids, in order."""
    import numpy as np

    index = {each: place for place, each in enumerate(ids)}
    edges = graph.subgraph(ids).edges
    return np.array(sorted(sorted((index[a], index[b])) for a, b in edges))


def _spring(points: "Points", ends: "Ends", reach: float, fixed: int = 0) -> "Points":
    """Where things come to rest that repel each other while ties pull; the first stay in place.

    Fruchterman and Reingold's rule in whole arrays, in a fixed order: the library that would be
    quicker gives other positions in every run.
    """
    import numpy as np

    warm = LINE * math.sqrt(len(points)) / 8
    for left in range(ROUNDS, 0, -1):
        force = _repulsion(points, reach)
        gap = points[ends[:, 0]] - points[ends[:, 1]]
        pull = gap * (np.hypot(gap[:, 0], gap[:, 1]) / LINE)[:, None]
        np.add.at(force, ends[:, 0], -pull)
        np.add.at(force, ends[:, 1], pull)
        size = np.maximum(np.hypot(force[:, 0], force[:, 1]), 1e-9)
        force *= (np.minimum(size, warm * left / ROUNDS) / size)[:, None]
        force[:fixed] = 0.0
        points = points + force
    return points


def _repulsion(points: "Points", reach: float) -> "Points":
    """How hard each thing is pushed, and where to, by those within reach."""
    import numpy as np
    from scipy.spatial import cKDTree

    pairs = cKDTree(points).query_pairs(reach, output_type="ndarray")
    force = np.zeros_like(points)
    if len(pairs):
        gap = points[pairs[:, 0]] - points[pairs[:, 1]]
        push = gap * (LINE**2 / np.maximum((gap**2).sum(axis=1), 1.0))[:, None]
        for axis in (0, 1):
            force[:, axis] = np.bincount(pairs[:, 0], push[:, axis], len(points))
            force[:, axis] -= np.bincount(pairs[:, 1], push[:, axis], len(points))
    return force


def _groups(graph: "nx.Graph[str]", ids: list[str]) -> "Points":
    """First positions: groups along a spiral, large ones inside, members around the middle."""
    import numpy as np

    together = _communities(graph, ids)
    points = np.zeros((len(ids), 2))
    before = 0
    for number, group in enumerate(together):
        middle = _spiral(number, math.sqrt(before / len(ids)))
        before += len(group)
        spread = 0.6 * math.sqrt(len(group) / len(ids))
        for place, each in enumerate(group):
            around = _spiral(place, spread * math.sqrt((place + 0.5) / len(group)))
            points[each] = middle + around
    return points


def _spiral(number: int, radius: float) -> "Points":
    import numpy as np

    return radius * np.array([math.cos(number * TURN), math.sin(number * TURN)])


def _apart(points: "Points", fixed: int = 0, apart: float = APART) -> "Points":
    """Push apart what is nearer than the least distance, a little each round; the first stay."""
    import numpy as np
    from scipy.spatial import cKDTree

    for _ in range(PUSHES):
        pairs = cKDTree(points).query_pairs(apart, output_type="ndarray")
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
        push = gap / length[:, None] * ((apart - np.minimum(length, apart)) / 2)[:, None] * 0.8
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

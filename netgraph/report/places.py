"""Where things are on the ground: addresses with coordinates, what lies together, and journeys.

Here: what the map of a report is drawn from, in degrees. Areas are made from the case's own points
alone: no tile, boundary file or network is asked. Not here: how it is drawn (assets/map.js).
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

    from netgraph.report.facts import OrderFact

__all__ = ["Area", "Grounds", "Journey", "Spot", "Zone", "areas", "read_grounds"]

# Addresses nearer to each other than this lie in one area. SOURCE: [decision-0008].
TOGETHER_KM = 3.0
# An area has at least so many addresses: fewer have no outline.
LEAST_IN_AREA = 3
# Kilometres in a degree of latitude.
DEGREE_KM = 110.574

_ADDRESSES = """
    SELECT id, round(lat, 5), round(lon, 5), coalesce(line, ''), coalesce(postcode, '')
    FROM addresses WHERE lat IS NOT NULL AND lon IS NOT NULL AND id IN (SELECT unnest($ids))
    ORDER BY id"""

# From home to where somebody was found, or where a journey ended: the home of that day.
_JOURNEYS = """
    WITH away AS (
        SELECT e.id AS event, p.from_id AS person, a.to_id AS place, a.day
        FROM events e
        JOIN evidence p ON p.to_id = e.id AND p.kind = 'present_at' AND p.usable
        JOIN evidence a ON a.from_id = e.id AND a.kind IN ('found_at', 'occurred_at') AND a.usable
        JOIN addresses ON addresses.id = a.to_id
        WHERE e.type IN ('missing', 'travel')
        QUALIFY row_number() OVER (PARTITION BY e.id, p.from_id, a.to_id ORDER BY a.day, a.link) = 1)
    SELECT event, person, h.to_id, place FROM away
    JOIN evidence h ON h.from_id = person AND h.kind = 'lives_at' AND h.usable AND h.to_id <> place
    WHERE event IN (SELECT unnest($ids)) AND person IN (SELECT unnest($ids))
      AND place IN (SELECT unnest($ids)) AND h.to_id IN (SELECT unnest($ids))
      AND coalesce(h.end_day >= away.day, true)
    QUALIFY row_number() OVER (PARTITION BY event, person, place
        ORDER BY h.day <= away.day DESC, h.day DESC, h.to_id) = 1
    ORDER BY away.day, event, person, place"""


@dataclass(frozen=True, slots=True)
class Spot:
    """An address with coordinates; ``area`` is the place of its area, -1 for none."""

    id: str
    lat: float
    lon: float
    area: int


@dataclass(frozen=True, slots=True)
class Area:
    """Addresses that lie together: a name that most of them share, and the line around them."""

    name: str
    outline: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Journey:
    """Somebody went missing or travelled: the event, and from which address to which."""

    event: str
    person: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Zone:
    """Addresses that a condition of an order in force names."""

    order: str
    person: str
    number: str
    text: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """All that the map of one report is drawn from."""

    spots: tuple[Spot, ...] = ()
    areas: tuple[Area, ...] = ()
    journeys: tuple[Journey, ...] = ()
    zones: tuple[Zone, ...] = ()


def read_grounds(
    con: "duckdb.DuckDBPyConnection", ids: Iterable[str], orders: "Iterable[OrderFact]"
) -> Grounds:
    """Where the addresses among those ids are, and what leads from one to another.

    The evidence tables of the day must have been made on the connection.
    """
    values = {"ids": sorted(set(ids))}
    rows = con.execute(_ADDRESSES, values).fetchall()
    found = areas([(lat, lon, line, postcode) for _, lat, lon, line, postcode in rows])
    spots = tuple(
        Spot(each, lat, lon, area)
        for (each, lat, lon, _, _), area in zip(rows, found[1], strict=True)
    )
    journeys = tuple(Journey(*row) for row in con.execute(_JOURNEYS, values).fetchall())
    known = {row[0] for row in con.execute("SELECT id FROM addresses ORDER BY id").fetchall()}
    return Grounds(spots, found[0], journeys, _zones(orders, known & set(values["ids"])))


def _zones(orders: "Iterable[OrderFact]", addresses: set[str]) -> tuple[Zone, ...]:
    return tuple(
        Zone(order.id, order.person, each.number, each.text, there)
        for order in orders
        for each in order.conditions
        if (there := tuple(sorted(addresses & set(each.targets))))
    )


def areas(
    points: Sequence[tuple[float, float, str, str]],
) -> tuple[tuple[Area, ...], tuple[int, ...]]:
    """Which of those addresses lie together, the largest area first, and the area of each.

    Args:
        points: Latitude, longitude, line and postcode of each address.
    """
    groups = [each for each in _together(points) if len(each) >= LEAST_IN_AREA]
    groups.sort(key=lambda group: (-len(group), group[0]))
    of_point = {member: place for place, group in enumerate(groups) for member in group}
    named = _names([[points[each] for each in group] for group in groups])
    made = tuple(
        Area(name, _outline(sorted({points[each][:2] for each in group})))
        for name, group in zip(named, groups, strict=True)
    )
    return made, tuple(of_point.get(place, -1) for place in range(len(points)))


def _together(points: Sequence[tuple[float, float, str, str]]) -> list[list[int]]:
    """Places of the points, grouped so that each is near to another of its group."""
    if len(points) < LEAST_IN_AREA:
        return []
    import networkx as nx
    from scipy.spatial import cKDTree

    wide = math.cos(math.radians(sum(lat for lat, *_ in points) / len(points)))
    flat = [(lat * DEGREE_KM, lon * DEGREE_KM * wide) for lat, lon, *_ in points]
    near: nx.Graph[int] = nx.Graph()
    near.add_nodes_from(range(len(points)))
    near.add_edges_from(sorted(cKDTree(flat).query_pairs(TOGETHER_KM)))
    return [sorted(group) for group in nx.connected_components(near)]


def _names(groups: Sequence[Sequence[tuple[float, float, str, str]]]) -> list[str]:
    """What most addresses of each group share: the end of their line, or the postcode district."""
    given: Counter[str] = Counter()
    named = []
    for group in groups:
        towns = Counter(line.rsplit(",", 1)[1].strip() for _, _, line, _ in group if "," in line)
        districts = Counter(postcode.split()[0] for *_, postcode in group if postcode.split())
        name = _most(towns, len(group)) or _most(districts, len(group)) or "Area"
        given[name] += 1
        named.append(name if given[name] == 1 else f"{name} ({given[name]})")
    return named


def _most(counted: Mapping[str, int], of: int) -> str:
    """The word that at least half of them share."""
    ordered = sorted(counted, key=lambda word: (-counted[word], word))
    return ordered[0] if ordered and counted[ordered[0]] * 2 >= of else ""


def _outline(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """The line around points that are sorted: their convex hull, by Andrew's chain."""

    def half(ordered: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        chain: list[tuple[float, float]] = []
        for point in ordered:
            while len(chain) > 1 and _turns_right(chain[-2], chain[-1], point):
                chain.pop()
            chain.append(point)
        return chain[:-1]

    if len(points) < LEAST_IN_AREA:
        return tuple(points)
    return (*half(points), *half(points[::-1]))


def _turns_right(
    first: tuple[float, float], second: tuple[float, float], third: tuple[float, float]
) -> bool:
    across = (second[0] - first[0]) * (third[1] - first[1])
    return across <= (second[1] - first[1]) * (third[0] - first[0])

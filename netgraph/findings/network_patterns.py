"""What pass two reads from the shape of the network around those whom pass one supports.

Here, on the NetworkX graph: the only link to the young people, the first contact in order of time,
and a central position, which is context only. By SQL: the controller who keeps away
(network_controllers.py) and the same visitors in home after home (network_homes.py). Where somebody
stands never makes a finding: only a controller's conduct can carry one.

Looked at: supported subjects, whom they met or dealt with, and the ties among these
(network.contact_network). A case of a million people costs what its findings' neighbourhood costs.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from netgraph.findings import network_controllers, network_homes
from netgraph.findings.registry import Row, network_indicator
from netgraph.network import contact_network

if TYPE_CHECKING:
    import duckdb
    import networkx as nx

    _Graph = nx.Graph[str]
    _Days = list[tuple[date, str]]

__all__ = [
    "central_position",
    "first_contact_in_time_order",
    "network_controllers",
    "network_homes",
    "only_link_to_young_people",
]

# From how many likely victims a pattern speaks. SOURCE: [domain-x3].
SEVERAL = 2
# Ranks that are shown as a central position, among how many people at least and at most.
# SOURCE: [domain-x13].
TOP_RANKS = 3
FEWEST_PEOPLE = 10
MOST_PEOPLE = 1_000

_PATTERN = "{sources:independent source|independent sources}"


@network_indicator(
    claim="exploiter",
    points=2,
    evidence_class="association",
    source="domain-x3",
    text="The only link between {line}, who may exploit others, and {others:young person|young "
    f"people}} ({{others}}) who may be victims, from {_PATTERN}.",
    benign=("a friend of the young people", "contacts that nobody recorded"),
)
def only_link_to_young_people(con: "duckdb.DuckDBPyConnection", as_of: date) -> Iterator[Row]:
    """Without this person nothing known joins other exploiters to two likely victims under 18."""
    graph, exploiters, victims = _around_supported(con, as_of)
    if not exploiters:
        return
    young = victims & _under_18(con)
    for person in sorted(set(graph) - victims):
        near = set(graph[person])
        line = near & exploiters
        if not line or len(near & young) < SEVERAL:
            continue
        alone = [
            each for each in sorted(near & young) if not _reaches(graph, each, person, exploiters)
        ]
        edges = [graph.edges[person, each] for each in alone]
        origins = {edge["origin"] for edge in edges}
        amount = min(len(alone), len(origins))
        if amount >= SEVERAL:
            edges += [graph.edges[person, each] for each in sorted(line)]
            yield _row(person, amount, edges, (set(alone), len(origins), {"line": sorted(line)}))


def _reaches(graph: "_Graph", start: str, without: str, wanted: set[str]) -> bool:
    """Whether any way from there leads to one of those, if one person were not there."""
    met, waiting = {start, without}, [start]
    while waiting:
        near = set(graph[waiting.pop()]) - met
        if near & wanted:
            return True
        met |= near
        waiting += near
    return False


@network_indicator(
    claim="exploiter",
    points=2,
    evidence_class="association",
    source="domain-x3",
    text="In touch with {line}, who may exploit others, and then, before any of these, with "
    f"{{others:person|people}} ({{others}}) who may be victims, from {_PATTERN}.",
    benign=("a friend or neighbour", "a survivor who helps others"),
)
def first_contact_in_time_order(con: "duckdb.DuckDBPyConnection", as_of: date) -> Iterator[Row]:
    """The one through whom supported exploiters first reached two or more likely victims."""
    graph, exploiters, victims = _around_supported(con, as_of)
    lines = {person: _line(graph, person, exploiters) for person in graph}
    reached: dict[str, list[str]] = {}
    for victim in sorted(victims):
        for person in _first_to(graph, victim, lines, victims):
            reached.setdefault(person, []).append(victim)
    for person, found in sorted(reached.items()):
        edges = [graph.edges[person, victim] for victim in found]
        origins = {edge["origin"] for edge in edges}
        amount = min(len(found), len(origins))
        if amount >= SEVERAL:
            last = max(edge["first_day"] for edge in edges)
            line = [each for day, each in lines[person] if day <= last]
            edges += [graph.edges[person, each] for each in line]
            yield _row(person, amount, edges, (set(found), len(origins), {"line": line}))


def _first_to(
    graph: "_Graph", victim: str, lines: "dict[str, _Days]", victims: set[str]
) -> Iterator[str]:
    """Who knew an exploiter already when they first met the victim, before every other such."""
    days: _Days = []
    for person, edge in graph[victim].items():
        if person in victims or edge["fellows"]:
            continue
        if any(day <= edge["first_day"] for day, each in lines[person][:2] if each != victim):
            days.append((edge["first_day"], person))
    exploiting = lines[victim]
    first = min(days, default=None)
    for day, person in sorted(days):
        others = [other_day for other_day, other in exploiting if other != person]
        if first is not None and day == first[0] and all(day < other for other in others):
            yield person


def _line(graph: "_Graph", person: str, exploiters: set[str]) -> "_Days":
    """Exploiters whom somebody was in touch with, earliest first."""
    return sorted(
        (edge["first_day"], each) for each, edge in graph[person].items() if each in exploiters
    )


@network_indicator(
    claim="exploiter",
    points=0,
    evidence_class="context",
    source="domain-x13",
    text="Stands on the shortest ways between others more than all but {ahead} of the {people} "
    "people nearby; place in the network is context, never a reason.",
    benign=("a much-watched person", "a support worker, a hostel", "a popular victim"),
    carries=False,
)
def central_position(con: "duckdb.DuckDBPyConnection", as_of: date) -> Iterator[Row]:
    """Among the three highest by betweenness of ten or more people nearby: worth no points."""
    graph, exploiters, _ = _around_supported(con, as_of)
    for part in _parts(graph):
        if not (FEWEST_PEOPLE <= len(part) <= MOST_PEOPLE and part & exploiters):
            continue
        passing = _betweenness(graph, sorted(part))
        highest = sorted(passing.values(), reverse=True)
        for person in sorted(part & exploiters):
            ahead = highest.index(passing[person])
            if ahead < TOP_RANKS and passing[person] > 0:
                words: dict[str, object] = {"ahead": ahead, "people": len(part)}
                yield Row(subject=person, amount=ahead + 1, words=words)


def _parts(graph: "_Graph") -> "list[set[str]]":
    """The connected parts of the graph, by the first of their ids."""
    import networkx as nx

    return sorted(nx.connected_components(graph), key=min)


def _betweenness(graph: "_Graph", people: list[str]) -> dict[str, float]:
    """Betweenness of a connected part, as measures.py has it; this way loads less than that."""
    import rustworkx

    place = {person: number for number, person in enumerate(people)}
    part = rustworkx.PyGraph(multigraph=False)
    part.add_nodes_from(people)
    pairs = (sorted((place[one], place[other])) for one in people for other in graph[one])
    part.add_edges_from_no_data(sorted({(one, other) for one, other in pairs}))
    # One thread: several would add up in an order that differs from run to run.
    found = rustworkx.betweenness_centrality(part, parallel_threshold=len(people) + 1)
    return {person: round(found[number], 9) for person, number in place.items()}


def _around_supported(
    con: "duckdb.DuckDBPyConnection", as_of: date
) -> "tuple[_Graph, set[str], set[str]]":
    """The network around supported exploiters and likely victims, and who these are."""
    import networkx as nx

    rows = con.execute(
        "SELECT claim, subject FROM supported WHERE claim IN ('exploiter', 'likely_victim')"
    ).fetchall()
    exploiters = {subject for claim, subject in rows if claim == "exploiter"}
    victims = {subject for claim, subject in rows if claim == "likely_victim"}
    if not exploiters:
        return nx.Graph(), set(), set()
    graph = contact_network(con, as_of, sorted(exploiters | victims))
    # Professionals are no part of that network, yet may be supported.
    return graph, exploiters & set(graph), victims & set(graph)


def _under_18(con: "duckdb.DuckDBPyConnection") -> set[str]:
    rows = con.execute(
        "SELECT person FROM person_facts SEMI JOIN supported ON subject = person WHERE age < 18"
    ).fetchall()
    return {person for (person,) in rows}


def _row(
    subject: str,
    amount: int,
    edges: list[dict[str, Any]],
    words: tuple[set[str], int, dict[str, object]],
) -> Row:
    """A row that rests on the first records of those ties."""
    others, sources, further = words
    return Row(
        subject=subject,
        amount=amount,
        day=max(edge["first_day"] for edge in edges),
        links=tuple(sorted({edge["link"] for edge in edges})),
        reports=tuple(sorted({edge["report"] for edge in edges})),
        others=tuple(sorted(others)),
        words={"sources": sources, **further},
    )

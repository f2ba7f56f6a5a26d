import math
import random
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph import measures_betweenness
from netgraph.measures import MEASURES, measure_people, ranks, stability_runs
from netgraph.measures_betweenness import betweenness
from netgraph.measures_communities import communities
from netgraph.measures_values import effective_size, pagerank, ties_of


def by_person(found):
    return {each.person: each for each in found}


def named(graph):
    return nx.relabel_nodes(graph, {node: f"p{node:04}" for node in graph})


def random_network(people, ties, seed=1):
    return named(nx.gnm_random_graph(people, ties, seed=seed))


SMALL_NETWORKS = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11)), min_size=0, max_size=40
).map(lambda pairs: [(f"p{one:02}", f"p{other:02}") for one, other in pairs if one != other])


def test_the_middle_of_a_chain_is_first_in_every_measure():
    found = by_person(measure_people(nx.path_graph(["p1", "p2", "p3"])))

    assert found["p2"].degree == 2
    assert found["p2"].betweenness == 1.0
    assert found["p2"].effective_size == 2.0
    assert found["p2"].rank == dict.fromkeys(MEASURES, 1)
    assert found["p1"].rank == found["p3"].rank == dict.fromkeys(MEASURES, 2)
    assert found["p1"].rank_interval == {}


def test_people_come_highest_betweenness_first_then_by_id():
    found = measure_people(nx.star_graph(["z", "b", "a", "c"]))

    assert [each.person for each in found] == ["z", "a", "b", "c"]


def test_strength_is_never_read_as_distance():
    # Two strong ties through p2 and one strong direct tie: nobody is between anybody.
    graph = nx.Graph()
    graph.add_edge("p1", "p3", strength=20)
    graph.add_edge("p1", "p2", strength=9)
    graph.add_edge("p2", "p3", strength=9)

    assert [each.betweenness for each in measure_people(graph)] == [0.0, 0.0, 0.0]


def test_strong_ties_count_more_in_pagerank_and_communities():
    graph = nx.Graph()
    graph.add_edge("p1", "p2", strength=8)
    graph.add_edge("p2", "p3", strength=1)
    graph.add_edge("p3", "p4", strength=8)
    found = by_person(measure_people(graph))

    assert found["p1"].community == found["p2"].community == "p1"
    assert found["p3"].community == found["p4"].community == "p3"
    assert found["p2"].pagerank > found["p1"].pagerank


def test_a_person_without_ties_has_zeros_and_no_nan():
    graph = nx.path_graph(["p1", "p2", "p3"])
    graph.add_node("alone")
    found = by_person(measure_people(graph, stability=True))["alone"]

    assert (found.degree, found.betweenness, found.effective_size) == (0, 0.0, 0.0)
    assert found.community == "alone"
    assert found.rank["degree"] == 4
    assert not any(math.isnan(value) for value in (found.pagerank, found.effective_size))


@pytest.mark.parametrize("people", [[], ["p1"], ["p1", "p2"]])
def test_the_smallest_networks_are_measured_without_fault(people):
    graph = nx.complete_graph(people)
    found = measure_people(graph, stability=True)

    assert [each.person for each in found] == people
    assert all(each.betweenness == 0 for each in found)


def test_professionals_are_left_out_with_their_ties():
    graph = nx.star_graph(["worker", "p1", "p2", "p3"])
    graph.nodes["worker"]["professional"] = True
    found = measure_people(graph)

    assert [each.person for each in found] == ["p1", "p2", "p3"]
    assert all(each.degree == 0 for each in found)


def test_ties_that_are_only_family_or_work_do_not_count():
    graph = nx.Graph()
    graph.add_edge("p1", "p2", strength=0, kin=True)
    graph.add_edge("p1", "p3", strength=2, professional=True)
    graph.add_edge("p1", "p4", strength=4, kin=True)
    found = by_person(measure_people(graph))

    assert {person: each.degree for person, each in found.items()} == {
        "p1": 1,
        "p2": 0,
        "p3": 0,
        "p4": 1,
    }


def test_somebody_tied_with_oneself_has_no_tie():
    graph = nx.Graph([("p1", "p1"), ("p1", "p2")])

    assert by_person(measure_people(graph))["p1"].degree == 1


def test_equal_values_share_the_better_rank():
    assert ranks(np.array([5.0, 7.0, 5.0, 1.0])).tolist() == [2, 1, 2, 4]


@settings(max_examples=20, deadline=None)
@given(pairs=SMALL_NETWORKS, seed=st.integers(0, 5))
def test_the_order_of_rows_changes_nothing(pairs, seed):
    strengths = {tuple(sorted(pair)): 1 + len("".join(pair)) % 3 for pair in pairs}
    shuffled = list(pairs)
    random.Random(seed).shuffle(shuffled)
    graphs = []
    for order in (pairs, [pair[::-1] for pair in shuffled]):
        graph = nx.Graph()
        for one, other in order:
            graph.add_edge(one, other, strength=strengths[tuple(sorted((one, other)))])
        graphs.append(graph)

    assert measure_people(graphs[0], stability=True) == measure_people(graphs[1], stability=True)


@settings(max_examples=60, deadline=None)
@given(pairs=SMALL_NETWORKS)
def test_every_measure_equals_that_of_networkx(pairs):
    graph = nx.Graph(pairs)
    graph.add_node("alone")
    ties = ties_of(graph)
    known = {
        person: 0.0 if math.isnan(size) else size
        for person, size in nx.effective_size(graph).items()
    }

    assert dict(zip(ties.people, betweenness(ties), strict=True)) == pytest.approx(
        nx.betweenness_centrality(graph)
    )
    assert dict(zip(ties.people, effective_size(ties), strict=True)) == pytest.approx(known)
    assert dict(zip(ties.people, pagerank(ties), strict=True)) == pytest.approx(
        nx.pagerank(graph, tol=1e-12, max_iter=5000), abs=1e-9
    )


def test_large_networks_give_the_betweenness_of_networkx():
    # More than 200 people: rustworkx, part by part.
    graph = nx.union(random_network(230, 500), nx.path_graph(["q1", "q2", "q3", "q4"]))
    ties = ties_of(graph)

    assert dict(zip(ties.people, betweenness(ties), strict=True)) == pytest.approx(
        nx.betweenness_centrality(graph), abs=1e-12
    )


def test_the_estimate_from_all_starting_people_is_exact():
    graph = random_network(120, 260)
    graph = graph.subgraph(max(nx.connected_components(graph), key=len))
    ties = ties_of(graph)
    size = len(ties.people)
    estimated = measures_betweenness._estimated(ties.matrix, size) / ((size - 1) * (size - 2))

    assert dict(zip(ties.people, estimated, strict=True)) == pytest.approx(
        nx.betweenness_centrality(graph), abs=1e-12
    )


def test_very_large_parts_are_estimated_near_the_truth(monkeypatch):
    graph = named(nx.barabasi_albert_graph(400, 2, seed=3))
    ties = ties_of(graph)
    exact = betweenness(ties)
    monkeypatch.setattr(measures_betweenness, "EXACT_PEOPLE", 300)
    monkeypatch.setattr(measures_betweenness, "STARTING_PEOPLE", 200)
    estimated = betweenness(ties)

    assert np.argmax(exact) == np.argmax(estimated)
    assert np.corrcoef(exact, estimated)[0, 1] > 0.98


def test_effective_size_is_quick_on_three_thousand_people():
    graph = random_network(3000, 20000)
    ties = ties_of(graph)
    sizes = dict(zip(ties.people, effective_size(ties), strict=True))

    some = sorted(graph)[:20]
    assert {person: sizes[person] for person in some} == pytest.approx(
        nx.effective_size(graph, some)
    )


def test_effective_size_is_the_same_when_counted_in_small_steps(monkeypatch):
    ties = ties_of(random_network(100, 400))
    whole = effective_size(ties)
    monkeypatch.setattr("netgraph.measures_values.PAIRS_AT_ONCE", 50)

    assert effective_size(ties).tolist() == whole.tolist()


@pytest.mark.parametrize(
    "graph",
    [
        nx.les_miserables_graph(),
        named(nx.planted_partition_graph(12, 15, 0.4, 0.01, seed=4)),
        named(nx.connected_watts_strogatz_graph(200, 6, 0.1, seed=2)),
    ],
)
def test_communities_are_as_good_as_those_of_networkx(graph):
    for _, _, data in graph.edges(data=True):
        data["strength"] = data.pop("weight", 1)
    ties = ties_of(graph)
    groups = {}
    for person, name in zip(ties.people, communities(ties), strict=True):
        groups.setdefault(name, set()).add(person)
    reference = nx.community.louvain_communities(graph, weight="strength", seed=0)

    assert all(name == min(members) for name, members in groups.items())
    assert nx.community.modularity(graph, groups.values(), weight="strength") > (
        nx.community.modularity(graph, reference, weight="strength") - 0.02
    )


def test_two_cliques_on_a_bridge_are_two_communities_named_by_their_smallest_id():
    graph = nx.barbell_graph(5, 0)
    found = measure_people(named(graph))

    assert {each.person: each.community for each in found} == {
        **{f"p{place:04}": "p0000" for place in range(5)},
        **{f"p{place:04}": "p0005" for place in range(5, 10)},
    }


def test_stability_gives_an_interval_that_holds_the_rank():
    found = measure_people(random_network(60, 150), stability=True)

    for each in found:
        assert set(each.rank_interval) == set(MEASURES)
        for name, (low, high) in each.rank_interval.items():
            assert 1 <= low <= each.rank[name] <= high <= 60


def test_a_sure_first_place_has_a_narrow_interval_and_a_tie_a_wide_one():
    graph = nx.star_graph(["hub", *(f"p{number:02}" for number in range(30))])
    nx.add_path(graph, ["p00", "p01", "p02"])
    found = by_person(measure_people(graph, stability=True))

    assert found["hub"].rank_interval["degree"] == (1, 1)
    low, high = found["p20"].rank_interval["degree"]
    assert high - low > 3


def test_runs_become_fewer_as_networks_grow_but_never_too_few():
    runs = [stability_runs(people, 3 * people) for people in (10, 1000, 4000, 10_000, 10**6)]

    assert runs[0] == runs[1] == 40
    assert runs[-1] == 8
    assert all(one >= other for one, other in pairwise(runs))


def test_values_are_rounded_so_that_last_bits_do_not_show():
    found = measure_people(random_network(50, 120))

    assert all(float(f"{each.pagerank:.9g}") == each.pagerank for each in found)

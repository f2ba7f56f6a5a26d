"""Which names protect most: the answer is the best there is, within bounds, and always the same."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.orders import non_association_choice
from netgraph.orders.non_association_choice import (
    Pair,
    best_with_each_number,
    choose,
    order_of_gain,
    worth,
)


def pair(name, *people, cost=1, weight=2, light=()):
    routes = [(("p1", each, "contact"), weight) for each in people]
    routes += [(("p1", each, "contact"), 1) for each in light]
    return Pair((("p1", name),), tuple(sorted(routes)), cost)


def names(pairs):
    return [each.sides[0][1] for each in pairs]


def test_the_first_name_for_somebody_counts_four_then_two_then_one_then_nothing():
    pairs = [pair(f"n{number}", "v1", weight=1) for number in range(5)]

    assert [worth(pairs[:many]) for many in range(6)] == [0, 4, 6, 7, 7, 7]


def test_somebody_new_counts_for_more_than_the_same_person_again():
    pairs = [pair("n1", "v1", "v2"), pair("n2", "v1"), pair("n3", "v3")]

    assert names(choose(pairs, most_each=2).pairs) == ["n1", "n3"]


def test_the_best_two_are_found_where_the_best_one_is_not_among_them():
    pairs = [
        pair("n1", "v1", "v2", "v3", "v4"),
        pair("n2", "v1", "v2", "v5", light=("v6",)),
        pair("n3", "v3", "v4", "v7", light=("v8",)),
    ]

    assert names(choose(pairs, most_each=1).pairs) == ["n1"]
    assert names(choose(pairs, most_each=2).pairs) == ["n2", "n3"]


def test_a_name_that_adds_nothing_is_not_chosen():
    pairs = [pair("n1", "v1"), pair("n2")]

    assert names(choose(pairs).pairs) == ["n1"]


def test_of_equal_names_the_one_that_touches_no_lawful_life_is_chosen_then_the_first_by_id():
    assert names(choose([pair("n1", "v1", cost=2), pair("n2", "v1")], 1).pairs) == ["n2"]
    assert names(choose([pair("n2", "v1"), pair("n1", "v1")], 1).pairs) == ["n1"]


def test_a_pair_with_two_sides_counts_on_both_lists():
    both = Pair(
        (("p1", "p2"), ("p2", "p1")),
        ((("p1", "v1", "contact"), 2), (("p2", "v1", "contact"), 2)),
        2,
    )
    other = Pair((("p2", "n1"),), ((("p2", "v2", "contact"), 1),))

    assert choose([both, other], most_each=1).pairs == (both,)


_PAIRS = st.lists(st.sets(st.sampled_from("vwxyz"), max_size=3), min_size=1, max_size=6).map(
    lambda people: [pair(f"n{n}", *each, cost=1 + n % 2) for n, each in enumerate(people)]
)


@settings(max_examples=25, deadline=None)
@given(_PAIRS, st.integers(0, 4), st.randoms(use_true_random=False))
def test_no_list_within_the_bound_protects_more_and_order_does_not_matter(pairs, most, random):
    chosen = choose(pairs, most)
    every = [part for many in range(most + 1) for part in combinations(pairs, many)]
    best = max(worth(part) for part in every)
    fewest = min(sum(each.cost for each in part) for part in every if worth(part) == best)
    random.shuffle(pairs)

    assert chosen.protection == best
    assert sum(each.cost for each in chosen.pairs) == fewest
    assert len(chosen.pairs) <= most
    assert choose(pairs, most) == chosen


def test_a_greedy_choice_reaches_what_it_is_proven_to_reach(monkeypatch):
    pairs = [
        pair("n1", "v1", "v2", "v3", "v4"),
        pair("n2", "v1", "v2", "v5", light=("v6",)),
        pair("n3", "v3", "v4", "v7", light=("v8",)),
    ]
    best = choose(pairs, 2).protection
    monkeypatch.setattr(non_association_choice, "EXACT_PAIRS", 0)
    greedy = choose(pairs, 2)

    assert (greedy.method, greedy.bound) == ("greedy", 0.5)
    assert names(greedy.pairs) == ["n1", "n2"]
    assert best > greedy.protection >= greedy.bound * best


def test_each_further_name_adds_no_more_than_the_one_before_and_best_is_never_beaten():
    pairs = [pair("n1", "v1", "v2"), pair("n2", "v2", "v3", "v4"), pair("n3", "v1"), pair("n4")]
    ordered = order_of_gain(pairs)
    gains = [gain for _, gain in ordered]
    best = best_with_each_number(pairs, range(1, 5))

    assert names(each for each, _ in ordered) == ["n2", "n1", "n3", "n4"]
    assert gains == sorted(gains, reverse=True)
    assert all(top >= sum(gains[: n + 1]) for n, top in enumerate(best))

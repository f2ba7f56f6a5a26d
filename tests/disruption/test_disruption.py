"""What orders would change: what they cut, which are best, how sure that is, and what may go wrong."""

from datetime import date

import pytest

from netgraph.disruption import Asked, disrupt
from netgraph.disruption.choices import best, one_by_one
from netgraph.disruption.compare import RUNS, chosen_again, compared, runs_of, spread
from netgraph.disruption.effects import Measures, cut_ties, reach, still_in_contact
from netgraph.disruption.picture import picture
from netgraph.disruption.records import Reach
from netgraph.disruption.scene import Scene
from netgraph.errors import UnknownId
from netgraph.orders.candidates import propose

AS_OF = date(2025, 3, 1)
NO_LISTS = {}

# g1 and g2 each have one victim, g3 shares g1's; t1 is a target; x1 is a bystander between g1 and g2;
# h1 is a home that g2 comes to and v2 lives in.
SCENE = Scene(
    group=frozenset({"g1", "g2", "g3"}),
    victims=frozenset({"v1", "v2"}),
    protect=frozenset({"v1", "v2", "t1"}),
    homes=frozenset({"h1"}),
    ties={
        ("g1", "v1"): True,
        ("g1", "x1"): False,
        ("g2", "h1"): True,
        ("g2", "v2"): True,
        ("g2", "x1"): False,
        ("g3", "v1"): False,
        ("h1", "v2"): False,
        ("t1", "x1"): False,
    },
)


def orders(*people, **options):
    return Measures(frozenset(people), **options)


def test_reach_counts_contact_one_step_further_all_ways_and_the_parts_of_the_group():
    # In contact: v1 (g1, g3) and v2 (g2). One step further: t1 through x1 to g1 and g2, v2 by h1.
    assert reach(SCENE, Measures(), NO_LISTS) == Reach(
        victims=2, in_contact=2, within_two=3, ways=6, together=2, parts=2
    )


def test_an_order_keeps_its_subject_from_all_to_protect_from_homes_and_from_its_list():
    assert cut_ties(SCENE, orders("g2"), {"g2": frozenset({"x1"})}) == {
        ("g2", "h1"),
        ("g2", "v2"),
        ("g2", "x1"),
    }
    assert cut_ties(SCENE, orders("x1"), NO_LISTS) == {("t1", "x1")}


def test_a_list_holds_for_both_on_it():
    assert cut_ties(SCENE, orders("x1"), {"x1": frozenset({"g1"})}) == {
        ("g1", "x1"),
        ("t1", "x1"),
    }


def test_somebody_removed_has_no_tie_and_is_no_longer_of_the_group():
    after = reach(SCENE, orders("g2", removed=True), NO_LISTS)

    assert after == Reach(victims=1, in_contact=1, within_two=2, ways=3, together=1, parts=2)


def test_a_safeguarded_home_is_reached_by_nobody():
    assert cut_ties(SCENE, orders(homes=frozenset({"h1"})), NO_LISTS) == {
        ("g2", "h1"),
        ("h1", "v2"),
    }


def test_who_stays_in_contact_is_said_with_whom():
    assert still_in_contact(SCENE, orders("g1"), NO_LISTS) == (("v1", ("g3",)), ("v2", ("g2",)))


def test_the_best_order_frees_a_victim_who_has_one_contact_and_the_best_two_another():
    assert best(SCENE, ["g3", "g2", "g1"], 1, Measures(), NO_LISTS) == (("g2",), True)
    assert best(SCENE, ["g1", "g2", "g3"], 3, Measures(), NO_LISTS)[0] == ("g1", "g2", "g3")
    assert [
        (s.person, s.reach.victims)
        for s in one_by_one(SCENE, ["g1", "g2", "g3"], 3, Measures(), NO_LISTS)
    ] == [
        ("g2", 1),
        ("g1", 1),
        ("g3", 0),
    ]


def test_two_orders_that_free_only_together_are_found(monkeypatch):
    only = Scene(
        SCENE.group,
        frozenset({"v1"}),
        frozenset({"v1"}),
        frozenset(),
        {("g1", "v1"): True, ("g3", "v1"): True},
    )

    assert best(only, ["g1", "g2", "g3"], 2, Measures(), NO_LISTS) == (("g1", "g3"), True)
    monkeypatch.setattr("netgraph.disruption.choices.EXACT_SETS", 1)
    assert best(only, ["g1", "g2", "g3"], 2, Measures(), NO_LISTS) == (("g1", "g3"), False)


def test_without_part_of_the_intelligence_the_range_holds_the_number_and_is_always_the_same():
    runs = runs_of(SCENE)
    own = reach(SCENE, Measures(), NO_LISTS)
    found = spread(runs, Measures(), NO_LISTS, own)

    assert len(runs) == RUNS
    assert all(len(run.ties) < len(SCENE.ties) for run in runs)
    assert found.victims[0] <= own.victims <= found.victims[1]
    assert found == spread(runs_of(SCENE), Measures(), NO_LISTS, own)
    [(person, times)] = chosen_again(runs, ["g1", "g2", "g3"], ["g2"], Measures(), NO_LISTS)
    assert person == "g2"
    assert 0 < times <= RUNS


def test_a_choice_stands_beside_chance_and_centrality():
    chance, by_ties, between = compared(SCENE, ["g1", "g2", "g3"], 1, Measures(), NO_LISTS)

    assert (chance.way, chance.of, chance.best, chance.worst) == ("chance", 3, 1, 2)
    assert (by_ties.way, by_ties.people, by_ties.reach.victims) == ("ties", ("g2",), 1)
    assert (between.way, between.people) == ("betweenness", ("g1",))


FILES = {
    "people": "id,surname,forenames,date_of_birth\n"
    "c1,Child,Invented,2009-05-05\nc2,Child,Second,2010-05-05\np1,First,Invented,1995-05-05\n"
    "p2,Second,Invented,1994-05-05\np3,Third,Invented,1993-05-05\nm1,Mother,Invented,1970-05-05\n",
    "reports": "id,date,grade,origin\nr1,2025-01-10,1BP,o1\nr2,2025-01-20,2CP,o2\n",
    "addresses": "id\na1\n",
    "links": "id,kind,from,to,start,report,detail\n"
    "l1,directs,p1,c1,2025-01-09,r1,\nl2,recruited,p1,c1,2025-01-19,r2,\n"
    "l3,threatens,p2,c1,2025-01-09,r1,\nl4,threatens,p2,c2,2025-01-19,r2,\n"
    "l5,directs,p2,p1,2025-01-19,r2,\nl6,in_debt_to,c2,p2,2025-01-19,r1,\n"
    "l7,accuses,c1,p1,2025-01-19,r2,\nl8,related_to,c1,m1,2025-01-19,r2,parent\n"
    "l9,directs,c1,c2,2025-01-19,r2,\nl10,visits,p2,a1,2025-01-19,r2,\n"
    "l11,directs,p3,c2,2025-01-19,r2,\n",
}


@pytest.fixture
def asked(case, by_hand):
    """What is answered to a question on the case above, and with its rows in another order."""

    def make(question, *, turned=False):
        files = dict(FILES)
        if turned:
            header, *rows = FILES["links"].strip().splitlines()
            files["links"] = "\n".join([header, *rows[::-1]]) + "\n"
        con = case(**files)
        found = (
            by_hand.exploiter("p1", by_hand.reason(["l1", "l2"], ["r1", "r2"])),
            by_hand.exploiter("p2", by_hand.reason(["l3", "l4"], ["r1", "r2"])),
            by_hand.exploiter("p3", by_hand.reason(["l11"], ["r2"])),
            by_hand.likely_victim("c1"),
            by_hand.cuckooed("a1"),
        )
        return disrupt(con, (found, propose(con, found, AS_OF)), question, AS_OF)

    return make


def test_orders_on_two_leave_one_in_contact_and_say_what_may_go_wrong(asked):
    found = asked(Asked(people=("p2", "p1")))

    assert (found.group, found.victims, found.to_protect) == (3, 2, 2)
    assert (found.before.victims, found.after.victims) == (2, 1)
    assert found.still_in_contact == (("c2", ("p3",)),)
    assert [(each.code, each.person) for each in found.risks] == [
        ("pushed_into_the_gap", "c1"),
        ("debt", "c2"),
        ("may_be_blamed", "c1"),
    ]
    assert [(each.of, each.person) for each in found.successors] == [("p2", "p3")]
    assert {each.id for each in found.nodes} == {"p1", "p2", "p3", "c1", "c2", "a1"}
    assert "m1" not in {each.id for each in found.nodes}


def test_only_those_who_may_be_proposed_are_chosen_and_row_order_does_not_matter(asked):
    found = asked(Asked(best=1))

    assert found.people == ("p2",)
    assert found.how == "every choice was looked at, among 2 who may be proposed"
    assert found == asked(Asked(best=1), turned=True)
    assert picture(found) == picture(asked(Asked(best=1), turned=True))


def test_a_child_may_be_asked_about_and_is_said_not_to_be_proposed(asked):
    [note] = [each for each in asked(Asked(people=("c1",))).notes if each.startswith("c1")]

    assert note == "c1 has no exploiter finding: no order is proposed."


def test_an_unknown_person_or_home_is_refused(asked):
    with pytest.raises(UnknownId, match="no person with the id nobody"):
        asked(Asked(people=("nobody",)))
    with pytest.raises(UnknownId, match="no home with the id p1"):
        asked(Asked(homes=("p1",)))


def test_the_picture_escapes_what_was_imported_and_needs_nothing_else(asked):
    from dataclasses import replace
    from xml.etree import ElementTree

    found = asked(Asked(people=("p2",)))
    hostile = replace(found, nodes=(replace(found.nodes[0], label="<script>x</script>"),))
    text = picture(hostile)

    assert "<script" not in text
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    ElementTree.fromstring(picture(found))
    assert 'class="x"' in picture(found)

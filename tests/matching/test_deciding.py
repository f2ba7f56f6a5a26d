"""What a decision on a pair must carry, and what it may not join."""

import pytest

from netgraph.errors import DecisionError, UnknownId
from netgraph.matching import NewPair, pair_decision
from netgraph.store import joins
from netgraph.store.effects import effects_of

REPORTS = "id,date,grade\nr1,2025-03-01,1AP"
PEOPLE = "id,pnc_id\np1,1999/0123456X\np2,\np3,20/9N\np4,\np5,"
WHY = "Fingerprints of both custody records agree."


@pytest.fixture
def con(case):
    return case(
        reports=REPORTS,
        people=PEOPLE,
        phones="id,number\nt1,07700 900123",
        events="id,type,start,report\ne1,custody,2025-02-01,r1\ne2,custody,2025-02-03,r1",
        links="id,kind,from,to,report\nl1,present_at,p4,e1,r1\nl2,present_at,p5,e1,r1",
    )


def decide(con, outcome, a, b, decisions=(), reason=WHY, by="DC 4321"):
    return pair_decision(con, decisions, NewPair(outcome, a, b, reason, by, "2025-03-01T09:00:00Z"))


def same(a, b, what="same"):
    return {"what": what, "about": a, "other": b}


def test_a_decision_says_who_when_why_and_of_which_two(con):
    assert decide(con, "same", "p2", "p1") == {
        "what": "same",
        "about": "p1",
        "other": "p2",
        "kind": "person",
        "reason": WHY,
        "who": "DC 4321",
        "when": "2025-03-01T09:00:00Z",
    }


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"reason": " "}, "without a reason"),
        ({"by": ""}, "without who decides"),
        ({"reason": "Same name."}, "fewer than 20 characters"),
    ],
)
def test_a_decision_without_who_or_why_is_refused(con, given, told):
    with pytest.raises(DecisionError, match=told):
        decide(con, "same", "p1", "p2", **given)


@pytest.mark.parametrize(("a", "b"), [("p1", "p1"), ("p1", "t1"), ("e1", "e2")])
def test_only_two_records_of_one_kind_can_be_one(con, a, b):
    with pytest.raises(DecisionError):
        decide(con, "same", a, b)


def test_an_id_that_nobody_knows_is_refused(con):
    with pytest.raises(UnknownId, match="no p99"):
        decide(con, "same", "p1", "p99")


def test_two_on_one_custody_record_cannot_be_decided_to_be_one(con):
    with pytest.raises(DecisionError, match="both are on one custody record: e1"):
        decide(con, "same", "p4", "p5")


def test_two_with_verified_identifiers_of_their_own_cannot_be_one(con):
    with pytest.raises(DecisionError, match="verified PNC identifier of their own"):
        decide(con, "same", "p1", "p3")


def test_what_would_join_two_that_are_different_through_a_third_is_refused_with_the_decision(con):
    decisions = (same("p1", "p4", "different"), same("p1", "p2"))

    with pytest.raises(DecisionError, match=r"p1 and p4 are different \(d1\)"):
        decide(con, "same", "p2", "p4", decisions)


def test_two_that_are_joined_through_a_third_cannot_be_told_apart_by_a_word(con):
    decisions = (same("p1", "p2"), same("p2", "p4"))

    with pytest.raises(DecisionError, match=r"through others \(d1, d2\)"):
        decide(con, "different", "p1", "p4", decisions)


def test_a_later_decision_on_the_same_two_takes_the_place_of_the_earlier(con):
    assert decide(con, "different", "p1", "p2", (same("p1", "p2"),))["what"] == "different"
    decisions = (same("p1", "p2"), same("p1", "p2", "different"))
    assert effects_of(decisions).same == {}


def test_what_is_the_same_goes_over_third_ones_and_the_first_id_stands_for_all():
    decisions = (same("p2", "p3"), same("p1", "p3"), same("p4", "p5"))

    assert effects_of(decisions).same == {"p2": "p1", "p3": "p1", "p5": "p4"}


def test_undoing_one_decision_leaves_the_others():
    decisions = (same("p2", "p3"), same("p1", "p3"), {"what": "undo", "about": "d2"})

    assert effects_of(decisions).same == {"p3": "p2"}


def test_a_decision_that_two_are_different_is_kept_whatever_joins_their_fellows():
    decisions = (same("p1", "p3", "different"), same("p1", "p2"), same("p2", "p3"))

    assert effects_of(decisions).same == {"p2": "p1"}


def test_a_group_whose_first_id_is_gone_is_read_under_the_next():
    assert joins.rerooted({"p2": "p1", "p3": "p1"}, ["p1"]) == {"p1": "p2", "p3": "p2"}

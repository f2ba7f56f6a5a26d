"""Prohibitions that recorded conduct might answer, each with what stands behind it."""

from dataclasses import replace
from datetime import date

from netgraph.orders.schedule import prohibitions
from netgraph.records import (
    Act,
    ClassCondition,
    Listed,
    ListedReason,
    NonAssociation,
    Proposal,
)

TRAVEL = Act("arranges_travel", "Arranged a journey for 1 person.", ("l1",), ("r1",), None)
DEBT = Act("holds_debts", "Holds a debt over 1 person.", ("l2",), ("r2",), None)
PROPOSAL = Proposal("p1", "candidate", (TRAVEL, DEBT), 2, (), (), ())
JOURNEYS = ClassCondition(
    "travel", "Not to drive any person under 18, save your family.", "One journey.", ("p2",), ("l1",), ("r1",)
)  # fmt: skip
NAMED = Listed(
    "p3", (ListedReason("Both did something to p2.", ("l2",), ("r2",)),), ("p2",), ("court",)
)


def test_nothing_is_proposed_where_no_conduct_stands_behind_it():
    assert prohibitions(PROPOSAL, NonAssociation("p1", (), (), ())) == ()


def test_a_prohibition_bears_the_act_that_it_answers_whom_it_protects_and_what_it_takes():
    [found] = prohibitions(PROPOSAL, NonAssociation("p1", (), (), (JOURNEYS,)))

    assert (found.answers, found.protects, found.exceptions) == ((TRAVEL,), ("p2",), "your family")
    assert found.interference.startswith("Article 8")
    assert found.period.startswith("at least 2 years, or until further order (section 24(4))")


def test_named_people_come_first_as_a_schedule_without_their_names_in_the_wording():
    first, second = prohibitions(PROPOSAL, NonAssociation("p1", (NAMED,), (), (JOURNEYS,)))

    assert (first.category, first.number, second.number) == ("contact_named", 1, 2)
    assert first.text == (
        "Not to be with, or contact directly or indirectly by any means, any person named in schedule "
        "1, save (a) at a court hearing that both must attend."
    )
    assert (first.answers, first.reports) == ((DEBT,), ("r2",))
    assert first.remarks == ()


def test_a_prohibition_without_an_act_behind_it_is_marked_to_be_left_out():
    nearby = ClassCondition(
        "contact_class",
        "Not to be with or contact any person whom you know to be under 18, save your family.",
        "Near: 1.",
        ("p2",),
        ("l9",),
        ("r9",),
    )
    [found] = prohibitions(PROPOSAL, NonAssociation("p1", (), (), (nearby,)))

    assert found.answers == ()
    assert [(each.code, each.level) for each in found.remarks if each.code == "no_act"] == [
        ("no_act", "fix")
    ]


def test_harm_says_when_it_was_last_recorded_and_the_period_when_the_youngest_is_grown():
    dated = Proposal(
        "p1", "candidate", (replace(TRAVEL, date=date(2025, 1, 9)), DEBT), 2, (), (), ()
    )
    journeys = replace(JOURNEYS, until=date(2027, 5, 5))
    [found] = prohibitions(dated, NonAssociation("p1", (), (), (journeys,)))

    assert found.harm.endswith("look after them; last recorded on 2025-01-09")
    assert found.period.endswith("the youngest whom it is known to protect turns 18 on 2027-05-05")

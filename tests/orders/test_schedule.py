"""Prohibitions that recorded conduct might answer, each with what stands behind it."""

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

"""Decisions on cards: what they must carry, and how they come out by rule."""

import pytest

from netgraph.errors import DecisionError
from netgraph.screening import decided, possible

CARD = "b0123456789ab"
GIVEN = {"rule": "place", "reason": "lives there", "who": "DC 1", "when": "2025-01-01"}


def test_the_names_of_rules_are_those_that_are_run():
    assert [rule.__name__ for rule in possible.RULES] == list(decided.RULE_NAMES)


def test_a_decision_needs_a_reason_somebody_who_decides_and_a_card():
    for changed in ({"reason": " "}, {"who": ""}):
        with pytest.raises(DecisionError, match="a decision needs its"):
            decided.card_decision(CARD, "no_breach", GIVEN | changed)
    with pytest.raises(DecisionError, match="not the id of a card"):
        decided.card_decision("p1", "no_breach", GIVEN)


def test_the_last_decision_on_a_card_counts_and_one_that_needs_more_does_not():
    other = "bba9876543210"
    kept = [
        decided.card_decision(CARD, "no_breach", GIVEN),
        decided.card_decision(CARD, "refer_to_officer_in_case", GIVEN),
        decided.card_decision(other, "exception_applies", GIVEN),
        decided.card_decision("b000000000000", "need_more", GIVEN),
        {"what": "candidate", "outcome": "reject"},
    ]

    [rate] = decided.rates(kept)
    assert (rate.rule, rate.decided, rate.no_breach) == ("place", 2, 1)


def test_the_next_screening_goes_on_after_the_last_import_that_was_screened():
    kept = [decided.screened(3, "2025-01-01", "x"), decided.screened(7, "2025-01-02", "x")]

    assert decided.last_screened(kept) == 7
    assert decided.last_screened([]) == 0

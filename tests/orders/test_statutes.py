"""The limits of the law, as data: what an order as recorded would break, with its section."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netgraph.orders.statutes import (
    STATUTES,
    Draft,
    DraftCondition,
    add_years,
    is_travel_ban,
    length,
    rules_broken,
)
from netgraph.vocabulary import ORDER_TYPES

MADE = date(2025, 1, 10)
ADULT = date(1990, 1, 1)


def draft(kind="STRO", ends=None, *conditions, **facts):
    given = {"interim": False, "served": None, "date_of_birth": ADULT} | facts
    return Draft(kind, MADE, ends, conditions=conditions, **given)


def told(*arguments, commenced=None, **facts):
    """Section and text of each rule that is broken."""
    broken = rules_broken(draft(*arguments, **facts), commenced)
    return [(each.section, each.text) for each in broken]


def sections(*arguments, **facts):
    return [section for section, _ in told(*arguments, **facts)]


def test_a_risk_order_of_one_year_and_364_days_is_too_short():
    assert told("STRO", date(2027, 1, 9)) == [
        (
            "Modern Slavery Act 2015, section 24(4)",
            "the order would run 1 year 364 days; at least 2 years, or until further order",
        )
    ]


def test_a_risk_order_of_two_years_or_until_further_order_keeps_the_limit():
    assert told("STRO", date(2027, 1, 10)) == []
    assert told("STRO", None) == []


def test_the_day_of_making_may_count_for_an_order_as_a_court_made_it():
    assert told("STRO", date(2027, 1, 9), first_day_counts=True) == []
    assert told("STRO", date(2027, 1, 8), first_day_counts=True) != []


def test_each_prohibition_has_a_period_of_its_own():
    short = DraftCondition("3", "Not to enter the area.", ends=date(2026, 1, 10))
    long = DraftCondition("4", "Not to be with B.", ends=date(2027, 1, 10))

    assert told("STRO", date(2028, 1, 10), short, long) == [
        (
            "Modern Slavery Act 2015, section 24(4)",
            "condition 3 would run 1 year; at least 2 years, or until further order",
        )
    ]


def test_a_ban_on_foreign_travel_has_a_fixed_end_within_five_years():
    ban = "Not to travel to any country outside the United Kingdom."

    assert sections("STRO", None, DraftCondition("1", ban)) == [
        "Modern Slavery Act 2015, section 25(1)"
    ]
    assert sections("STRO", None, DraftCondition("1", ban, ends=date(2030, 1, 11))) == [
        "Modern Slavery Act 2015, section 25(1)"
    ]
    assert sections("STRO", None, DraftCondition("1", ban, ends=date(2030, 1, 10))) == []
    assert sections("STPO", None, DraftCondition("1", ban, ends=date(2031, 1, 11))) == [
        "Modern Slavery Act 2015, section 18(1)"
    ]


@pytest.mark.parametrize(
    ("text", "ban"),
    [
        ("Not to leave the United Kingdom.", True),
        ("Not to go abroad.", True),
        ("Not to travel to any country outside the UK other than Ireland.", True),
        ("Not to arrange travel of any person under 18.", False),
        ("Not to leave your home between 21:00 and 06:00.", False),
        ("Not to travel on any train without a valid ticket.", False),
    ],
)
def test_a_ban_on_foreign_travel_is_told_by_its_wording(text, ban):
    assert is_travel_ban(text) is ban


def test_a_prevention_order_is_for_five_years_at_least():
    assert sections("STPO", date(2030, 1, 9)) == ["Modern Slavery Act 2015, section 17(4)"]
    assert sections("STPO", date(2030, 1, 10)) == []


def test_an_interim_order_has_a_fixed_period_however_short():
    assert sections("interim_STRO", None) == ["Modern Slavery Act 2015, section 28"]
    assert sections("interim_STRO", date(2025, 2, 7)) == []
    assert sections("STRO", None, interim=True) == ["Modern Slavery Act 2015, section 28"]


def test_no_order_before_its_act_was_in_force():
    early = Draft("STRO", date(2015, 7, 30), None, False, None, ADULT)

    assert [each.section for each in rules_broken(early)] == [
        "Modern Slavery Act 2015, section 24(4)"
    ]
    assert "in force from 2015-07-31" in rules_broken(early)[0].text


def test_a_child_criminal_exploitation_prevention_order_is_for_adults_once_commenced():
    day = date(2025, 1, 1)

    assert told("CCEPO")[0] == (
        "Crime and Policing Act 2026, Part 4",
        "not known here to be in force: give its first day (--commenced) if it is",
    )
    assert told("CCEPO", commenced=day) == []
    assert told("CCEPO", commenced=date(2025, 1, 11)) != []
    assert "only from the age of 18" in told("CCEPO", commenced=day, date_of_birth=date(2007, 1, 11))[0][1]  # fmt: skip
    assert told("CCEPO", commenced=day, date_of_birth=date(2007, 1, 10)) == []
    assert "the age is not known" in told("CCEPO", commenced=day, date_of_birth=None)[0][1]


def test_a_gang_injunction_is_from_14_and_for_two_years_at_most():
    child = date(2012, 1, 1)

    assert sections("gang_injunction", date(2026, 6, 1), date_of_birth=child) == [
        "Policing and Crime Act 2009, section 34"
    ]
    assert sections("gang_injunction", date(2027, 1, 11)) == [
        "Policing and Crime Act 2009, section 36(2)"
    ]
    assert sections("gang_injunction", None) == ["Policing and Crime Act 2009, section 36(2)"]


def test_days_outside_the_order_are_refused_whatever_the_act():
    early = DraftCondition("1", "A.", starts=date(2025, 1, 9))
    late = DraftCondition("2", "B.", ends=date(2029, 1, 1))
    never = DraftCondition("3", "C.", starts=date(2029, 1, 1))

    assert [text for _, text in told("other", date(2028, 1, 10), early, late, never)] == [
        "condition 1 would begin on 2025-01-09, before the order",
        "condition 2 would end on 2029-01-01, after the order",
        "condition 3 would begin after the order ends",
    ]
    assert told("other", date(2025, 1, 9), served=date(2025, 1, 1)) == [
        ("the register", "it would end on 2025-01-09, before it is made"),
        ("the register", "it would be served on 2025-01-01, before it is made"),
    ]


def test_every_kind_of_order_but_other_has_its_limits():
    assert {each.type for each in STATUTES} == set(ORDER_TYPES) - {"other"}


def test_every_act_says_from_when_it_is_in_force_or_that_this_is_not_known():
    assert [each.type for each in STATUTES if each.in_force_from is None] == [
        "CCEPO",
        "gang_injunction",
        "SCPO",
    ]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 100), st.integers(0, 364))
def test_lengths_are_years_and_days_that_add_up(first, years, days):
    last = date.fromordinal(add_years(first, years).toordinal() + days)
    said = dict(
        zip(length(first, last).split()[1::2], length(first, last).split()[::2], strict=True)
    )

    counted = {unit.rstrip("s"): int(number) for unit, number in said.items()}
    again = add_years(first, counted.get("year", 0)).toordinal() + counted.get("day", 0)
    assert date.fromordinal(again) == last

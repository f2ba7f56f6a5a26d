"""The moments that decide: service, birthdays, clocks going back, variations, interim orders, ends."""

import pytest

from tests.screening.conftest import CONDITIONS, NAMED, ORDERS, UNDER_18, kinds

# The numbers of the case but for their last figure.
NUMBER = "0770090" + "000"

CALL = "07700900001,07700900002,{},60,outgoing\n"
CHILD = "07700900001,07700900003,{},60,outgoing\n"


def test_one_second_before_the_day_of_service_nothing_counts(called):
    orders = ORDERS + "d1,STRO,p1,Oakmere,2025-01-10,2025-01-15,no,2028-01-09\n"
    found = called(CALL.format("2025-01-14T23:59:59"), orders=orders)

    assert found.breaches == ()


def test_on_a_day_of_service_without_hour_the_event_is_to_be_checked(called):
    orders = ORDERS + "d1,STRO,p1,Oakmere,2025-01-10,2025-01-15,no,2028-01-09\n"
    found = called(
        CALL.format("2025-01-15T00:00:00") + CALL.format("2025-01-16T00:00:00"), orders=orders
    )

    assert [kind for _, kind, _ in kinds(found)] == ["check", "match"]
    [first] = [card for card in found.breaches if card.kind == "check"]
    assert any(text.startswith("before service: unknown") for text in first.not_a_breach_if)


def test_an_order_that_is_not_served_is_not_screened_and_that_is_said(called):
    orders = ORDERS + "d1,STRO,p1,Oakmere,2025-01-10,,no,2028-01-09\n"
    found = called(CALL.format("2025-02-15T00:00:00"), orders=orders)

    assert found.breaches == ()
    assert any("no service is recorded" in note for note in found.notes)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2025-03-01T23:59:59", ["match"]),  # 17, and 18 the next day
        ("2025-03-01T23:30:00Z", ["match"]),
        ("2025-03-02T00:00:00", []),
    ],
)
def test_a_contact_who_turns_18_the_next_day_is_under_18_today(called, start, expected):
    found = called(CHILD.format(start))

    assert [each.kind for each in found.breaches] == expected


def test_age_is_worked_out_for_the_day_in_london_in_summer_time(called):
    people = "id,date_of_birth\n" + "".join(f"p{n},1990-01-01\n" for n in (1, 2, 4, 5, 6))
    found = called(
        CHILD.format("2025-06-30T22:59:00Z") + CHILD.format("2025-06-30T23:00:00Z"),
        people=people + "p3,2007-07-01\n",
    )

    assert [each.when for each in found.breaches] == ["2025-06-30T22:59:00Z"]


def test_somebody_born_on_29_february_is_under_18_until_1_march(called):
    people = "id,date_of_birth\n" + "".join(f"p{n},1990-01-01\n" for n in (1, 2, 4, 5, 6))
    found = called(
        CHILD.format("2026-02-28T12:00:00") + CHILD.format("2026-03-01T12:00:00"),
        people=people + "p3,2008-02-29\n",
    )

    assert [each.when for each in found.breaches] == ["2026-02-28T12:00:00"]


def test_an_unknown_age_is_said_and_only_to_be_checked(called):
    found = called(
        "07700900001,07700900004,2025-02-01T10:00:00,60,outgoing\n"
        "07700900001,07700900004,2025-02-03T10:00:00,60,outgoing\n"
    )

    [card] = found.breaches
    assert (card.kind, card.with_id, card.when) == ("check", "p4", "2025-02-01T10:00:00")
    assert "the first of 2 contacts, until 2025-02-03" in card.why
    assert "the date of birth of p4 is not recorded: they may be under 18" in card.why
    assert "the age of p4 is not known" in card.safeguarding


def test_a_professional_of_unknown_age_is_left_out(called):
    found = called("07700900001,07700900005,2025-02-01T10:00:00,60,outgoing\n")

    assert found.breaches == ()


def test_half_past_one_on_the_last_sunday_of_october_is_both_times(called):
    """Served at 01:00 UTC, between the two: the clock cannot say on which side the call was."""
    orders = ORDERS + "d1,STRO,p1,Oakmere,2025-10-01,2025-10-26T01:00:00Z,no,2028-01-09\n"
    found = called(
        CALL.format("2025-10-26T01:30:00")
        + CALL.format("2025-10-26T01:30:00Z")
        + CALL.format("2025-10-26T00:30:00Z"),
        orders=orders,
    )

    assert kinds(found) == [
        ("c1", "check", "2025-10-26T01:30:00"),
        ("c1", "match", "2025-10-26T01:30:00Z"),
    ]
    [card] = [card for card in found.breaches if card.kind == "check"]
    assert any("showed this time twice" in text for text in card.not_a_breach_if)
    assert card.at_local == "2025-10-26T01:30:00+01:00 or 2025-10-26T01:30:00+00:00"


def test_a_variation_in_mid_period_changes_whom_the_condition_names(called):
    old = "c1,d1,1,contact_named,Not to contact A.,,2025-06-30,p2,\n"
    new = "c1b,d1,1,contact_named,Not to contact B.,2025-07-01,,p6,\n"
    calls = "".join(
        f"07700900001,{NUMBER}{n},2025-0{month}-15T10:00:00,60,outgoing\n"
        for month in (6, 7)
        for n in (2, 6)
    )
    found = called(calls, conditions=CONDITIONS + old + new)

    assert [(card.condition, card.when[:7]) for card in found.breaches] == [
        ("c1", "2025-06"),
        ("c1b", "2025-07"),
    ]


def test_a_variation_in_the_register_ends_the_old_wording(called):
    steps = (
        "id,order,kind,date,condition,new_condition\n"
        "s1,d1,variation,2025-07-01,c1,c1b\ns2,d1,service,2025-07-03T09:00:00,,\n"
    )
    conditions = CONDITIONS + NAMED + "c1b,d1,1,contact_named,Not to contact B.,,,p6,\n"
    calls = "".join(
        f"07700900001,{NUMBER}{n},2025-07-{day:02d}T10:00:00,60,outgoing\n"
        for day in (2, 4)
        for n in (2, 6)
    )
    found = called(calls, conditions=conditions, order_steps=steps)

    assert [(card.condition, card.when[:10]) for card in found.breaches] == [("c1b", "2025-07-04")]


def test_an_interim_order_counts_until_the_full_one_is_made_and_that_from_its_service(called):
    orders = ORDERS + (
        "d0,interim_STRO,p1,Oakmere,2025-01-02,2025-01-03T09:00:00,yes,2025-02-28\n"
        "d1,STRO,p1,Oakmere,2025-01-20,2025-01-22T09:00:00,no,2028-01-19\n"
    )
    conditions = CONDITIONS + NAMED + NAMED.replace("c1,d1", "c0,d0")
    calls = "".join(CALL.format(f"2025-01-{day:02d}T10:00:00") for day in (2, 10, 21, 23))
    found = called(calls, against=(), orders=orders, conditions=conditions)

    assert [(card.condition, card.when[:10]) for card in found.breaches] == [
        ("c0", "2025-01-10"),
        ("c1", "2025-01-23"),
    ]


def test_an_expired_order_is_not_screened_and_one_until_further_order_goes_on(called):
    ended = ORDERS + "d1,STRO,p1,Oakmere,2020-01-10,2020-01-15,no,2023-01-09\n"
    going = ORDERS + "d1,STRO,p1,Oakmere,2020-01-10,2020-01-15,no,\n"
    call = CALL.format("2025-02-01T10:00:00")

    assert called(call, orders=ended).breaches == ()
    [card] = called(call, orders=going).breaches
    assert (card.kind, card.last_day) == ("match", "until further order")


def test_a_condition_may_end_before_its_order(called):
    shorter = NAMED.replace(",,,p2,", ",,2025-03-31,p2,")
    found = called(
        CALL.format("2025-03-31T23:59:59") + CALL.format("2025-04-01T00:00:00"),
        conditions=CONDITIONS + shorter + UNDER_18,
    )

    assert [card.when for card in found.breaches] == ["2025-03-31T23:59:59"]

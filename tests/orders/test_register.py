"""The register as it stands on a day, and what is added to it."""

from datetime import date

import pytest

from netgraph.errors import OrderRefused, UnknownId
from netgraph.orders import register
from netgraph.orders.changes import NewCondition, NewOrder, NewStep, london_day
from netgraph.orders.later_steps import add_step, discharge, vary_condition, vary_end
from netgraph.orders.new_order import add_order
from netgraph.store import open_store
from netgraph.workflow import change_order, export_orders, import_files
from tests.conftest import OPTIONS

PEOPLE = "id,surname,date_of_birth\np1,Invented,1990-01-01\np2,Example,2009-03-02"
DAY = date(2026, 1, 1)
ORDER = NewOrder(
    "STRO",
    "p1",
    "2025-01-10",
    "d1",
    "Example Court",
    "2025-01-11T09:00",
    ends="2028-01-10",
    conditions=(
        NewCondition("contact_named", "Not to be with B.", targets="p2", exceptions="court"),
        NewCondition("place", "Not to enter the area.", ends="2027-01-10"),
    ),
)


@pytest.fixture
def store(case_store):
    """A store that holds two people and one order with two conditions."""
    made = case_store(people=PEOPLE)
    change_order(made, lambda con: add_order(con, ORDER), OPTIONS)
    return made


def change(store, make, *arguments, **options):
    return change_order(store, lambda con: make(con, "d1", *arguments, **options), OPTIONS)


def in_force(store, day):
    """Ids of the conditions in force on that day, with whether they are served."""
    return {
        each.condition: each.status
        for order in register.in_force(store.tables(), day)
        for each in order.conditions
    }


def test_an_added_order_is_in_force_from_the_day_it_was_made_and_bears_its_person(store):
    [order] = register.in_force(store.tables(), date(2025, 1, 10))

    assert (order.order, order.label, order.status) == ("d1", "Invented", "in force, not served")
    assert register.in_force(store.tables(), date(2025, 1, 9)) == ()
    assert register.in_force(store.tables(), date(2025, 1, 11))[0].status == "in force"


def test_conditions_get_ids_and_numbers_from_their_place(store):
    order = register.registered_order(store.tables(), "d1", DAY)

    assert [(each.condition, each.number) for each in order.conditions] == [
        ("d1-c1", "1"),
        ("d1-c2", "2"),
    ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"ends": "2027-01-09"}, "section 24\\(4\\): condition 1 would run 1 year 364 days"),
        ({"ends": "2025-01-09"}, "it would end on 2025-01-09, before it is made"),
        ({"conditions": (NewCondition("place", "A.", starts="2024-01-01"),)}, "before the order"),
        ({"conditions": (NewCondition("place", "A.", ends="2030-01-01"),)}, "after the order"),
        ({"person": "p9"}, "person p9: not known"),
        ({"id": "d1"}, "this id is taken"),
        ({"made": "yesterday"}, "a day or time that cannot be read"),
    ],
)
def test_a_bad_order_is_refused_and_nothing_is_kept(store, change, told):
    from dataclasses import replace

    bad = replace(ORDER, **({"id": "d2"} | change))

    with pytest.raises(OrderRefused, match=told):
        change_order(store, lambda con: add_order(con, bad), OPTIONS)

    assert [each.order for each in register.registered_orders(store.tables(), DAY)] == ["d1"]


def test_a_condition_aimed_at_somebody_unknown_is_refused_by_the_rules_of_an_import(store):
    bad = NewOrder(
        "STRO", "p1", "2025-02-01", "d2", conditions=(NewCondition("place", "A.", targets="a9"),)
    )

    with pytest.raises(OrderRefused, match="conditions row 1: targets: not known"):
        change_order(store, lambda con: add_order(con, bad), OPTIONS)


def test_an_import_takes_an_order_that_is_too_short_and_says_so(case_store, import_texts):
    store = case_store(people=PEOPLE)

    summary = import_texts(
        store,
        orders="id,type,person,made,ends\nd7,STRO,p1,2019-01-10,2020-01-08",
        conditions="id,order,category,text\nc1,d7,place,Not to enter.",
    )

    assert summary.rejected_total == 0
    assert [note for note in summary.notes if "d7" in note] == [
        "d7: to look at: Modern Slavery Act 2015, section 24(4): a condition would run 363 days; "
        "at least 2 years, or until further order"
    ]


def test_a_variation_keeps_the_old_wording_to_the_day_before_and_the_new_one_until_served(store):
    wording = NewCondition("", "Not to be with B or C.")
    change(store, vary_condition, NewStep("variation", "2026-03-10", "d1-c1"), wording)
    change(store, add_step, NewStep("service", "2026-03-12T10:00", "d1-c1-varied-1"))

    assert in_force(store, date(2026, 3, 9))["d1-c1"] == "in force"
    assert in_force(store, date(2026, 3, 10))["d1-c1-varied-1"] == "in force, not served"
    assert in_force(store, date(2026, 3, 12))["d1-c1-varied-1"] == "in force"
    order = register.registered_order(store.tables(), "d1", date(2026, 3, 12))
    old, new = [each for each in order.conditions if each.number == "1"]
    assert (old.varied_by, new.varies) == ("d1-c1-varied-1", "d1-c1")
    assert (new.targets, new.exceptions, new.last_day) == (("p2",), ("court",), date(2028, 1, 10))
    assert order.notes == ()


def test_a_variation_of_an_order_that_has_ended_is_refused(store):
    with pytest.raises(OrderRefused, match="it ended on 2028-01-10"):
        change(
            store,
            vary_condition,
            NewStep("variation", "2028-02-01", "d1-c1"),
            NewCondition("", "A."),
        )


def test_one_more_condition_begins_on_the_day_of_its_variation(store):
    wording = NewCondition("device", "Not to possess a second phone.", ends="2027-06-01")
    change(store, vary_condition, NewStep("variation", "2025-03-10"), wording)

    assert "d1-condition-1" not in in_force(store, date(2025, 3, 9))
    assert in_force(store, date(2025, 3, 10))["d1-condition-1"] == "in force, not served"


def test_a_renewal_moves_the_last_day_and_says_what_it_was(store):
    order = change(store, vary_end, NewStep("variation", "2027-06-01"), "2030-01-10")

    assert order.ends == date(2030, 1, 10)
    assert (order.steps[-1].kind, order.steps[-1].detail) == (
        "renewal",
        "last day before: 2028-01-10",
    )
    assert in_force(store, date(2029, 1, 1)) == {"d1-c1": "in force"}


def test_a_risk_order_is_discharged_within_two_years_only_with_consent(store):
    step = NewStep("discharge", "2026-06-01")

    with pytest.raises(OrderRefused, match="section 27: before 2027-01-10 only with the consent"):
        change(store, discharge, step)
    change(store, discharge, step, consent=True)

    assert in_force(store, date(2026, 5, 31)) != {}
    assert in_force(store, date(2026, 6, 1)) == {}
    assert register.registered_order(store.tables(), "d1", date(2026, 6, 1)).ended_by == "discharge"


def test_a_service_before_the_order_was_made_is_refused(store):
    with pytest.raises(OrderRefused, match="service on 2025-01-09, before it was made"):
        change(store, add_step, NewStep("service", "2025-01-09"))


def test_a_step_of_a_condition_of_another_order_is_refused(store):
    with pytest.raises(OrderRefused, match="condition c9: not one of order d1"):
        change(store, add_step, NewStep("service", "2025-02-01", "c9"))


def test_an_unknown_order_cannot_be_shown_or_changed(store):
    with pytest.raises(UnknownId, match="no order with the id d9"):
        register.registered_order(store.tables(), "d9", DAY)
    with pytest.raises(UnknownId, match="no order with the id d9"):
        add_step(store.tables(), "d9", NewStep("service", "2025-01-09"))


def test_what_ends_soon_is_listed_once_and_soonest_first(store):
    change(store, add_step, NewStep("review", "2026-12-01"))

    found = register.expiring(store.tables(), date(2026, 11, 1), 500)

    assert [(each.day, each.what, each.condition, each.days) for each in found] == [
        (date(2026, 12, 1), "review", "", 30),
        (date(2027, 1, 10), "condition", "d1-c2", 70),
        (date(2028, 1, 10), "order", "", 435),
    ]
    assert register.expiring(store.tables(), date(2026, 11, 1), 29) == ()


def test_a_reporting_restriction_is_shown_while_it_holds(store):
    step = NewStep("reporting_restriction", "2025-01-10", until="2026-01-10", detail="Section 45.")
    change(store, add_step, step)

    shown = [
        register.registered_order(store.tables(), "d1", day).reporting_restriction
        for day in (date(2026, 1, 10), date(2026, 1, 11))
    ]
    assert shown == [("Section 45.",), ()]


def test_the_first_service_is_noted_in_the_order_itself(case_store):
    store = case_store(
        people=PEOPLE, orders="id,type,person,made,ends\nd1,STRO,p1,2025-01-10,2028-01-10"
    )

    change(store, add_step, NewStep("service", "2025-01-14T10:30", given_by="PC 1"))

    assert store.tables().execute("SELECT served_text FROM orders").fetchall() == [
        ("2025-01-14T10:30",)
    ]


def test_an_exported_register_is_already_held_by_its_own_store(store, tmp_path):
    change(store, add_step, NewStep("review", "2026-12-01"))

    export_orders(store, tmp_path / "out")
    summary = import_files(store, [tmp_path / "out"], OPTIONS)

    assert [counts[1:4] for counts in summary.counts] == [(0, 0, 1), (0, 0, 2), (0, 0, 1)]


def test_an_export_with_what_is_named_can_be_imported_by_itself(store, case_store, tmp_path):
    export_orders(store, tmp_path / "out", named=True)
    other = open_store(":memory:")

    assert import_files(other, [tmp_path / "out"], OPTIONS).rejected_total == 0

    for day in (date(2025, 1, 10), DAY):
        assert register.in_force(other.tables(), day) == register.in_force(store.tables(), day)


def test_days_of_times_with_a_zone_are_those_of_london():
    assert london_day("2025-06-30T23:30:00Z") == date(2025, 7, 1)
    assert london_day("2025-01-30T23:30:00Z") == date(2025, 1, 30)

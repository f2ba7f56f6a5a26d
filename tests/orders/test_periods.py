"""When an order and its conditions are in force, and from when they are also served."""

from datetime import date, datetime

import pytest

from netgraph.orders.periods import day_bounds, prepare_periods

PEOPLE = "id,date_of_birth\np1,1990-01-01\np2,2009-03-02"
ORDERS = "id,type,person,court,made,served,interim,ends\n"
CONDITIONS = "id,order,number,category,text,starts,ends,targets,exceptions\n"
utc = datetime.fromisoformat
STEPS = "id,order,kind,date,until,condition,new_condition,given_by,targets,document,detail\n"
ONE = CONDITIONS + "c1,d1,1,contact_named,Not to be with B.,,,p2,court"


@pytest.fixture
def periods(case):
    """A function that prepares the periods of a case, and gives the connection."""

    def make(orders="", conditions=ONE, steps=""):
        tables = {"order_steps": STEPS + steps} if steps else {}
        con = case(people=PEOPLE, orders=ORDERS + orders, conditions=conditions, **tables)
        prepare_periods(con)
        return con

    return make


def served(con, at):
    """Ids of the conditions in force and served at that time of Europe/London."""
    rows = con.execute(
        "SELECT condition FROM condition_periods WHERE "
        "timezone('UTC', timezone('Europe/London', ?::TIMESTAMP)) >= starts_at AND "
        "timezone('UTC', timezone('Europe/London', ?::TIMESTAMP)) < ends_at ORDER BY 1",
        [at, at],
    ).fetchall()
    return [row[0] for row in rows]


def term(con, columns, condition="c1"):
    return con.execute(
        f"SELECT {columns} FROM condition_terms WHERE condition = ?", [condition]
    ).fetchall()[0]


def test_the_day_before_service_is_never_served_and_the_day_of_service_is(periods):
    con = periods("d1,STRO,p1,,2025-01-10,2025-01-14,no,2027-01-09")

    assert served(con, "2025-01-13 23:59:59") == []
    assert served(con, "2025-01-14 00:00:00") == ["c1"]


def test_on_a_day_of_service_without_a_time_nothing_is_certain_until_the_next_day(periods):
    con = periods("d1,STRO,p1,,2025-07-10,2025-07-14,no,2027-07-09")

    assert term(con, "served_at, certain_from") == (
        utc("2025-07-13 23:00"),
        utc("2025-07-14 23:00"),
    )


def test_a_service_with_a_time_is_certain_from_that_time(periods):
    con = periods("d1,STRO,p1,,2025-01-10,2025-01-14T10:30,no,2027-01-09")

    assert served(con, "2025-01-14 10:29:59") == []
    assert served(con, "2025-01-14 10:30:00") == ["c1"]
    assert term(con, "certain_from") == (utc("2025-01-14 10:30"),)


def test_the_last_day_of_an_order_is_in_force_to_its_end_in_summer_time_too(periods):
    con = periods("d1,STRO,p1,,2023-07-01,2023-07-01,no,2025-07-31")

    assert served(con, "2025-07-31 23:59:59") == ["c1"]
    assert served(con, "2025-08-01 00:00:00") == []
    assert term(con, "ends_at, ended_by") == (utc("2025-07-31 23:00"), "expiry")


def test_an_order_without_an_end_goes_on_until_further_order(periods):
    con = periods("d1,STRO,p1,,2025-01-10,2025-01-14,no,")

    assert served(con, "2090-01-01 12:00:00") == ["c1"]
    assert term(con, "until_further_order, ended_by") == (True, "")


def test_an_order_that_was_not_served_is_in_force_and_not_in_force_and_served(periods):
    con = periods("d1,STRO,p1,,2025-01-10,,no,2027-01-09")

    assert served(con, "2025-06-01 12:00:00") == []
    assert term(con, "in_force_from, served_at, certain_from") == (
        utc("2025-01-10 00:00"),
        None,
        None,
    )


def test_a_service_that_is_a_step_counts_like_the_one_of_the_order(periods):
    con = periods(
        "d1,STRO,p1,,2025-01-10,,no,2027-01-09", steps="o1,d1,service,2025-01-20T15:00,,,,,,,"
    )

    assert served(con, "2025-01-20 14:59:59") == []
    assert served(con, "2025-01-20 15:00:00") == ["c1"]


def test_a_condition_has_its_own_start_and_end_within_its_order(periods):
    con = periods(
        "d1,STRO,p1,,2025-01-10,2025-01-10,no,2028-01-09",
        CONDITIONS
        + "c1,d1,1,place,Not to enter the area.,2025-03-01,2027-01-09,,\n"
        + "c2,d1,2,place,Not to enter it either.,2020-01-01,2040-01-01,,",
    )

    assert served(con, "2025-02-28 12:00:00") == ["c2"]
    assert served(con, "2025-03-01 00:00:00") == ["c1", "c2"]
    assert served(con, "2027-01-10 00:00:00") == ["c2"]
    assert served(con, "2028-01-10 00:00:00") == []
    assert term(con, "ended_by")[0] == "condition"
    assert term(con, "ended_by", "c2")[0] == "expiry"


def test_an_interim_order_ends_when_the_full_order_is_made(periods):
    con = periods(
        "d0,interim_STRO,p1,,2025-01-02,2025-01-02,yes,2025-01-29\n"
        "d1,STRO,p1,,2025-01-20T11:00,2025-01-22T09:00,no,2028-01-19",
        CONDITIONS + "c0,d0,1,place,Not to enter.,,,,\nc1,d1,1,place,Not to enter.,,,,",
    )

    assert served(con, "2025-01-20 10:59:59") == ["c0"]
    assert served(con, "2025-01-20 11:00:00") == []
    assert served(con, "2025-01-22 09:00:00") == ["c1"]
    assert term(con, "ended_by", "c0") == ("d1",)


def test_an_interim_order_is_not_ended_by_an_order_on_somebody_else_or_of_another_kind(periods):
    con = periods(
        "d0,interim_STRO,p1,,2025-01-02,2025-01-02,yes,2025-01-29\n"
        "d1,STRO,p2,,2025-01-20,2025-01-20,no,\nd2,SCPO,p1,,2025-01-20,2025-01-20,no,",
        CONDITIONS + "c0,d0,1,place,Not to enter.,,,,",
    )

    assert served(con, "2025-01-29 23:59:59") == ["c0"]


def test_a_varied_condition_gives_way_to_the_new_wording_once_that_is_served(periods):
    con = periods(
        "d1,STRO,p1,,2025-01-10,2025-01-10,no,2028-01-09",
        CONDITIONS + "c5,d1,5,place,The old wording.,,,,\nc5b,d1,5,place,The new wording.,,,,",
        "o1,d1,variation,2026-03-10,,c5,c5b,,,,\no2,d1,service,2026-03-12T10:00,,c5b,,,,,",
    )

    assert served(con, "2026-03-09 23:59:59") == ["c5"]
    assert served(con, "2026-03-10 12:00:00") == []
    assert served(con, "2026-03-12 10:00:00") == ["c5b"]
    assert term(con, "varied_by, ended_by", "c5") == ("c5b", "variation")
    assert term(con, "varies", "c5b") == ("c5",)


def test_a_discharged_order_ends_at_its_discharge(periods):
    con = periods(
        "d1,STRO,p1,,2025-01-10,2025-01-10,no,2028-01-09",
        steps="o1,d1,discharge,2027-03-01T12:00,,,,,,,",
    )

    assert served(con, "2027-03-01 11:59:59") == ["c1"]
    assert served(con, "2027-03-01 12:00:00") == []
    assert term(con, "ended_by") == ("discharge",)


def test_one_condition_can_be_discharged_by_itself(periods):
    con = periods(
        "d1,STRO,p1,,2025-01-10,2025-01-10,no,2028-01-09",
        ONE + "\nc2,d1,2,place,Not to enter.,,,,",
        "o1,d1,discharge,2027-03-01,,c1,,,,,",
    )

    assert served(con, "2027-03-01 00:00:00") == ["c2"]


def test_a_written_permission_has_a_period_of_its_own(periods):
    con = periods(
        "d1,STRO,p1,,2025-01-10,2025-01-10,no,2028-01-09",
        steps="o1,d1,permission,2025-06-01T09:00,2025-06-03,c1,,Example Force,p2,doc 7,A funeral",
    )

    assert con.execute("SELECT * FROM permission_periods").fetchall() == [
        ("o1", "d1", "c1", utc("2025-06-01 08:00"), utc("2025-06-03 23:00"), ["p2"],
         "Example Force", "doc 7", "A funeral"),
    ]  # fmt: skip


def test_a_day_begins_and_ends_at_midnight_in_london(periods):
    con = periods("d1,STRO,p1,,2025-01-10,,no,")

    assert day_bounds(con, date(2025, 7, 1)) == (
        utc("2025-06-30 23:00"),
        utc("2025-07-01 23:00"),
    )

"""What holds of every register, whatever was made, served, varied and discharged when."""

import random
import time
from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netgraph.orders import register
from netgraph.orders.periods import day_bounds, prepare_periods
from netgraph.tables import table_columns
from netgraph.vocabulary import CASE_FILES, ENTITY_KINDS

FIRST = date(2025, 1, 1)
SPAN = 60

some_day = st.integers(0, SPAN).map(lambda days: FIRST + timedelta(days))
maybe_day = st.none() | some_day


@pytest.fixture(scope="module")
def con():
    """A connection with the empty tables of a case."""
    made = duckdb.connect(":memory:")
    made.execute("SET TimeZone = 'UTC'")
    for file in CASE_FILES:
        columns = ", ".join(f'"{name}" {kind}' for name, kind in table_columns(file.name))
        made.execute(f"CREATE TABLE {file.name} ({columns})")
    named = " UNION ALL ".join(
        f"SELECT id, '{each.name}' AS kind FROM {each.file}" for each in ENTITY_KINDS
    )
    made.execute(f"CREATE VIEW entities AS {named}")
    yield made
    made.close()


def fill(con, orders, conditions, steps):
    """Put rows by column into the emptied tables; days are given as days."""
    for table, rows in (("orders", orders), ("conditions", conditions), ("order_steps", steps)):
        con.execute(f"DELETE FROM {table}")
        for row in rows:
            names = ", ".join(row)
            con.execute(
                f"INSERT INTO {table} ({names}) VALUES ({', '.join('?' * len(row))})",
                list(row.values()),
            )
    prepare_periods(con)


@st.composite
def registers(draw):
    """Some orders on two people, with conditions, services, variations and discharges."""
    orders, conditions, steps = [], [], []
    for place in range(draw(st.integers(1, 4))):
        order = {
            "id": f"d{place}",
            "type": draw(st.sampled_from(["STRO", "interim_STRO", "STPO", "other"])),
            "person": draw(st.sampled_from(["p1", "p2"])),
            "made_day": draw(some_day),
            "served_day": draw(maybe_day),
            "ends": draw(maybe_day),
        }
        orders.append(order)
        for number in range(draw(st.integers(1, 3))):
            conditions.append(
                {
                    "id": f"d{place}-c{number}",
                    "order_id": order["id"],
                    "text": "Not to enter.",
                    "category": "place",
                    "starts": draw(maybe_day),
                    "ends": draw(maybe_day),
                }
            )
        held = [each["id"] for each in conditions if each["order_id"] == order["id"]]
        for kind in draw(st.lists(st.sampled_from(["service", "discharge"]), max_size=2)):
            steps.append(
                {
                    "id": f"k{len(steps)}",
                    "order_id": order["id"],
                    "kind": kind,
                    "date_day": draw(some_day),
                    "condition": draw(st.none() | st.sampled_from(held)),
                }
            )
        if len(held) > 1 and draw(st.booleans()):
            steps.append(
                {
                    "id": f"k{len(steps)}",
                    "order_id": order["id"],
                    "kind": "variation",
                    "date_day": draw(some_day),
                    "condition": held[0],
                    "new_condition": held[1],
                }
            )
    return orders, conditions, steps


def periods(con, table="condition_periods", first="starts_at"):
    rows = con.execute(f"SELECT condition, {first}, ends_at FROM {table}").fetchall()
    return {condition: (start, end) for condition, start, end in rows}


few = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@few
@given(registers())
def test_periods_lie_within_each_other_and_never_overlap_where_one_replaces_another(con, drawn):
    fill(con, *drawn)
    terms = periods(con, "condition_terms", "in_force_from")

    # A served period lies within the time in force, and is never empty.
    for condition, (start, end) in periods(con).items():
        assert terms[condition][0] <= start < end == terms[condition][1]
    # A condition is never in force while its order is not.
    assert con.execute(
        "SELECT c.condition FROM condition_terms c JOIN order_terms o USING (order_id) "
        "WHERE c.in_force_from < o.in_force_from OR c.ends_at > o.ends_at"
    ).fetchall() == []  # fmt: skip
    # The old and the new wording of a variation are never in force together.
    for step in drawn[2]:
        if step["kind"] == "variation":
            old, new = terms.get(step["condition"]), terms.get(step["new_condition"])
            assert old is None or new is None or old[1] <= new[0]
    # An interim order never outlasts the full order that follows it.
    assert con.execute(
        "SELECT i.order_id FROM order_terms i JOIN order_terms f ON f.person = i.person "
        "WHERE i.type = 'interim_STRO' AND f.type = 'STRO' AND f.made_at >= i.made_at "
        "AND i.ends_at > f.made_at AND i.ends_at > i.in_force_from"
    ).fetchall() == []  # fmt: skip


@few
@given(registers(), some_day)
def test_what_is_in_force_on_a_day_is_what_the_days_written_down_say(con, drawn, day):
    orders, conditions, steps = drawn
    fill(con, orders, conditions, steps)
    shown = {
        each.condition
        for order in register.in_force(con, day)
        for each in order.conditions
        if each.status == "in force"
    }

    assert shown == {each["id"] for each in conditions if counts(each, day, orders, steps)}


def counts(condition, day, orders, steps):
    """Whether a condition is in force and served on a day, by the words of periods.py."""
    order = next(each for each in orders if each["id"] == condition["order_id"])
    of_order = [each for each in steps if each["order_id"] == order["id"]]
    after = [
        each["made_day"]
        for each in orders
        if each["person"] == order["person"] and each["id"] != order["id"]
        if (order["type"] == "interim_STRO" and each["type"] == "STRO" and each["made_day"] >= order["made_day"])
        or (order["type"] == each["type"] and order["type"] in ("STRO", "STPO") and each["made_day"] > order["made_day"])
    ]  # fmt: skip
    ended = [
        each["date_day"]
        for each in of_order
        if each["kind"] == "discharge" and each.get("condition") in (None, condition["id"])
    ]
    ended += [
        each["date_day"]
        for each in of_order
        if each["kind"] == "variation" and each["condition"] == condition["id"]
    ]
    begun = [
        each["date_day"]
        for each in of_order
        if each["kind"] == "variation" and each["new_condition"] == condition["id"]
    ]
    served = [order["served_day"]] if order["served_day"] else []
    served += [
        each["date_day"]
        for each in of_order
        if each["kind"] == "service" and each.get("condition") in (None, condition["id"])
    ]
    served = [each for each in served if not begun or each >= max(begun)]
    starts = [order["made_day"], condition["starts"], *begun, min(served, default=date.max)]
    last = [order["ends"], condition["ends"]]
    return (
        all(day >= each for each in starts if each)
        and all(day <= each for each in last if each)
        and all(day < each for each in (*after, *ended))
    )


@few
@given(registers(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(con, drawn, chance):
    fill(con, *drawn)
    tables = ("order_terms", "condition_terms", "condition_periods", "permission_periods")
    before = [con.execute(f"SELECT * FROM {table}").fetchall() for table in tables]

    fill(con, *(chance.sample(rows, len(rows)) for rows in drawn))

    assert [con.execute(f"SELECT * FROM {table}").fetchall() for table in tables] == before


@few
@given(some_day)
def test_days_follow_each_other_without_gap(con, day):
    assert day_bounds(con, day)[1] == day_bounds(con, day + timedelta(1))[0]


def test_a_thousand_orders_and_ten_thousand_conditions_are_answered_within_a_second(con):
    chance = random.Random(7)
    con.execute("DELETE FROM order_steps")
    for table in ("orders", "conditions", "people"):
        con.execute(f"DELETE FROM {table}")
    con.execute("INSERT INTO people (id) SELECT 'p' || i FROM range(500) AS r(i)")
    con.execute(
        "INSERT INTO orders (id, type, person, made_day, served_day, ends) SELECT 'd' || i, 'other', "
        "'p' || (i % 500), DATE '2020-01-01' + (i * 3)::INTEGER, DATE '2020-01-02' + (i * 3)::INTEGER, "
        "DATE '2023-01-01' + (i * 3)::INTEGER FROM range(1000) AS r(i)"
    )
    con.execute(
        "INSERT INTO conditions (id, order_id, number, category, text) SELECT 'c' || i, "
        "'d' || (i % 1000), (i // 1000)::VARCHAR, 'place', 'Not to enter.' FROM range(10000) AS r(i)"
    )
    day = date(2024, 1, 1) + timedelta(chance.randrange(30))

    started = time.process_time()
    in_force = register.in_force(con, day)
    middle = time.process_time()
    ending = register.expiring(con, day, 90)
    ended = time.process_time()

    assert 200 < len(in_force) < 600
    assert 20 < len(ending) < 60
    assert max(middle - started, ended - middle) < 2 * 1.0  # seconds of two cores

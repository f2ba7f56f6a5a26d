"""A number that goes quiet while another takes up its contacts; false proposals stay away."""

from datetime import date, timedelta

import duckdb
import pytest

from netgraph.screening.line_swaps import find_swaps
from netgraph.sources.devices import open_observed
from tests.shared_data import shared_data

VAST_SWAPS = {("200", "300"), ("1", "309"), ("5", "306"), ("2", "397"), ("3", "360")}


def swaps(rows):
    con = duckdb.connect()
    con.execute("CREATE TABLE calls (sender_key VARCHAR, receiver_key VARCHAR, day DATE)")
    con.executemany("INSERT INTO calls VALUES (?, ?, ?)", rows)
    return find_swaps(con, "calls")


def daily(caller, others, days):
    start = date(2025, 1, 1)
    return [(caller, other, start + timedelta(days=day)) for day in days for other in others]


def test_a_new_number_with_the_same_contacts_is_proposed_with_the_overlap():
    rows = daily("old", "abcd", range(10)) + daily("new", "abce", range(10, 20))

    [found] = swaps(rows)
    assert (found.old, found.new, found.shared, found.overlap) == ("old", "new", 3, 0.75)
    assert (found.quiet_from, found.new_from) == (date(2025, 1, 10), date(2025, 1, 11))


def test_two_friends_with_the_same_contacts_are_not_proposed():
    rows = daily("one", "abcd", range(20)) + daily("two", "abcd", range(20))

    assert swaps(rows) == ()


def test_a_second_number_beside_the_first_is_not_proposed():
    rows = daily("one", "abcd", range(20)) + daily("two", "abcd", range(10, 20))

    assert swaps(rows) == ()


def test_a_new_number_with_other_contacts_is_not_proposed():
    rows = daily("old", "abcd", range(10)) + daily("new", "wxyz", range(10, 20))

    assert swaps(rows) == ()


def test_one_who_talks_only_to_people_who_change_too_is_found_through_their_swaps():
    inner = [("i1", "j1"), ("i2", "j2"), ("i3", "j3")]
    rows = []
    for place, (old, new) in enumerate(inner):
        friends = [f"f{place}{k}" for k in range(6)]
        rows += daily(old, friends, range(10)) + daily(new, friends, range(10, 20))
    rows += daily("leader", [old for old, _ in inner], range(10))
    rows += daily("heir", [new for _, new in inner], range(10, 20))

    found = {(each.old, each.new): each for each in swaps(rows)}
    assert set(found) == {*inner, ("leader", "heir")}
    assert found["leader", "heir"].through_swaps


@pytest.mark.shared
def test_all_five_swaps_of_the_published_call_records_are_found_and_no_other():
    con = duckdb.connect()
    with open_observed([shared_data("vast2008_cdr", "cdr.csv")], con):
        con.execute(
            "CREATE TABLE calls AS SELECT sender AS sender_key, receiver AS receiver_key, day "
            "FROM scratch.communications"
        )

    assert {(each.old, each.new) for each in find_swaps(con, "calls")} == VAST_SWAPS

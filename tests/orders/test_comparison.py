"""What data can show of a condition, and what it leaves to a person."""

import pytest

from netgraph.orders.comparison import comparison
from netgraph.vocabulary import CONDITION_CATEGORIES


@pytest.mark.parametrize("category", CONDITION_CATEGORIES)
def test_every_comparison_says_what_it_leaves_out(category):
    assert comparison(category, [], []).left_out


def test_each_exception_is_left_to_a_person():
    left_out = comparison("contact_named", ["p2"], ["court", "a_funeral"]).left_out

    assert "the exception: at a court hearing that both must attend" in left_out
    assert "the exception: a funeral" in left_out


def test_of_a_condition_of_no_category_data_shows_nothing():
    assert comparison("other", ["p2"], []).compared == ""

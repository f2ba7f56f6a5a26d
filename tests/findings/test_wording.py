"""Sentences made from templates."""

from datetime import UTC, date, datetime

import pytest

from netgraph.findings.wording import fill


@pytest.mark.parametrize(
    ("template", "value", "sentence"),
    [
        ("{n:visitor|visitors}", 1, "1 visitor"),
        ("{n:visitor|visitors}", 0, "0 visitors"),
        ("{n:visitor|visitors}", None, "0 visitors"),
        ("{n:=was|were}", 1, "was"),
        ("{n:=was|were}", 2, "were"),
        ("{n:home|homes}", ["a1", "a1"], "1 home"),
        ("{n}", 3, "3"),
        ("{n}", 2.6, "3"),
        ("{n}", None, "unknown"),
        ("{n}", [], "none"),
        ("{n}", ["b", None, "a", "b"], "a and b"),
        ("{n}", ["c", "b", "a"], "a, b and c"),
        ("{n}", list("gfedcba"), "a, b, c, d, e and 2 more"),
        ("{n}", date(2025, 3, 1), "2025-03-01"),
        ("{n}", datetime(2025, 3, 1, 22, 5, tzinfo=UTC), "2025-03-01"),
    ],
)
def test_a_place_is_filled_in_the_form_of_its_value(template, value, sentence):
    assert fill(template, {"n": value}) == sentence

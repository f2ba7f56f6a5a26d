from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from netgraph.report.wording import amount, day_text, join, letters, parts, shortened, with_days


def test_an_id_is_set_apart_where_a_sentence_names_it():
    assert parts("Threatened p1 and p12.", ["p1", "p12"]) == (
        "Threatened ", ("p1",), " and ", ("p12",), ".",
    )  # fmt: skip


def test_a_number_of_the_sentence_is_no_id():
    assert parts("2 people (2 and 3) were seen 3 times.", ["2", "3"]) == (
        "2 people (", ("2",), " and ", ("3",), ") were seen 3 times.",
    )  # fmt: skip


def test_a_longer_id_is_not_cut_by_a_shorter_one():
    assert parts("p1-b", ["p1", "p1-b"]) == (("p1-b",),)


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=5), max_size=5))
def test_a_sentence_cut_at_its_ids_is_still_the_same_sentence(text, ids):
    assert "".join(part if isinstance(part, str) else part[0] for part in parts(text, ids)) == text


def test_letters_count_on_after_z():
    assert [letters(n) for n in (1, 26, 27, 52, 53, 703)] == ["A", "Z", "AA", "AZ", "BA", "AAA"]


def test_days_amounts_and_lists_read_as_people_write_them():
    assert day_text(date(2025, 3, 1)) == "1 Mar 2025"
    assert day_text(None) == ""
    assert amount(1, "person", "people") == "1 person"
    assert amount(2500, "link") == "2,500 links"
    assert join(["a", "b", "c"]) == "a, b and c"


def test_a_long_name_is_cut_with_an_ellipsis():
    assert shortened("x" * 500).endswith("x…")
    assert len(shortened("x" * 500)) == 90


def test_days_in_a_sentence_stand_as_people_write_them_and_other_numbers_as_they_are():
    assert with_days("latest 2025-01-29; ref 1-2025-01-29, 2025-02-30") == (
        "latest 29 Jan 2025; ref 1-2025-01-29, 2025-02-30"
    )
    assert with_days("2025-01-05T22:10") == "5 Jan 2025, 22:10"

"""What screening marks and proposes on invented sets with known answers, as benchmarks measure it."""

import importlib.util
import sys
from pathlib import Path

import pytest

SCREENING = Path(__file__).parents[2] / "benchmarks" / "screening.py"


@pytest.fixture(scope="module")
def measured():
    specification = importlib.util.spec_from_file_location("screening_measures", SCREENING)
    module = importlib.util.module_from_spec(specification)
    sys.modules["screening_measures"] = module
    specification.loader.exec_module(module)
    yield module
    del sys.modules["screening_measures"]


def test_of_two_thousand_posts_those_to_read_are_marked_and_music_and_slang_never(measured):
    found = {(name, what): value for name, what, value in measured.measure_posts()}

    assert sum(value for (name, _), value in found.items() if name == "posts") == 2_000
    assert [what for (name, what), value in found.items() if name == "false alarms" and value] == []
    assert found["share marked", "offer of drugs"] == 1
    assert found["share marked", "offer of work"] == 1
    # What is said in other words is not marked: the lexicon knows no meaning.
    assert found["share marked", "offer of drugs in other words"] == 0
    assert found["share marked", "all posts"] < 0.1


def test_planted_swaps_are_found_and_few_others_proposed(measured):
    rows, truth = measured.invented_calls(0, 200, 8)
    proposed = measured.proposals(rows)

    assert truth <= proposed
    assert len(proposed - truth) <= 1


def test_in_a_simulated_case_in_which_nobody_changes_number_hardly_any_swap_is_proposed(
    measured, tmp_path
):
    rows, phones = measured.simulated_calls(1, tmp_path)

    assert len(rows) > 1_000
    assert 100 * len(measured.proposals(rows)) / phones < 1

"""The stated shares: sound, and the same in the documentation."""

from pathlib import Path

import pytest

from netgraph.matching.model import people_model
from netgraph.matching.things import THINGS

MODELS = [people_model(), *(thing.model for thing in THINGS)]
FIELDS = [(model, field) for model in MODELS for field in model.fields]
PAGE = (Path(__file__).parents[2] / "docs" / "matching.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=[f"{m.kind} {f.name}" for m, f in FIELDS])
def test_shares_of_the_levels_of_a_field_add_up_to_one(model, field):
    assert sum(level.m for level in field.levels) == pytest.approx(1, abs=1e-3)
    if field.name != "alias":  # two people mostly have no other name to compare at all
        assert sum(level.u for level in field.levels) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=[f"{m.kind} {f.name}" for m, f in FIELDS])
def test_what_disagrees_speaks_against_and_what_agrees_speaks_for(model, field):
    for level in field.levels:
        assert (level.weight > 0) == (level.mark != "disagree") or level.mark == "similar"


@pytest.mark.parametrize(("model", "field"), FIELDS, ids=[f"{m.kind} {f.name}" for m, f in FIELDS])
def test_the_documentation_states_every_share(model, field):
    for level in field.levels:
        row = f"| {field.label} | {level.mark} | {level.words} | {level.m:.8g} | {level.u:.8g} | {level.weight:+.1f} |"
        assert row in PAGE

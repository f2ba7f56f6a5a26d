"""Which columns look like special category data."""

import pytest

from netgraph.sources.headers import is_sensitive
from netgraph.vocabulary import CASE_FILES


@pytest.mark.parametrize(
    "column",
    ["Ethnicity", "ethnic_origin", "Race", "RELIGION", "faith group", "health_notes", "Medical", "Disability",
     "sexual_orientation", "Sexuality", "NHS number", "nhs_no", "NHSNo", "NINO", "national insurance number",
     "self_defined_16_plus_1", "mental-health", "Diagnosis", "political_views", "trade union", "DNA"],
)  # fmt: skip
def test_a_column_that_looks_sensitive_is_told(column: str) -> None:
    assert is_sensitive(column)


@pytest.mark.parametrize(
    "column", ["trace", "brace", "height", "remarks", "faithful_copy", "phone", "natural"]
)
def test_a_column_that_only_sounds_alike_is_not(column: str) -> None:
    assert not is_sensitive(column)


def test_no_column_of_the_contract_looks_sensitive() -> None:
    assert [name for file in CASE_FILES for name in file.column_names if is_sensitive(name)] == []

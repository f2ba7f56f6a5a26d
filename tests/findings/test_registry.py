"""The table of indicators: what it refuses, and that every rule in it can run."""

import re
import string
from datetime import date

import pytest

from netgraph import findings
from netgraph.errors import VocabularyError
from netgraph.findings import registry
from netgraph.findings.evidence import prepare
from netgraph.vocabulary import CLAIMS

AS_OF = date(2025, 3, 1)
STANDARD = {"subject", "amount", "day", "points", "carries", *registry.LIST_COLUMNS}


def rule() -> str:
    """A rule of this test."""
    return "SELECT 'p1' AS subject, 1 AS amount"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"claim": "guilty"}, "unknown claim guilty"),
        ({"evidence_class": "rumour"}, "unknown class rumour"),
        (
            {"evidence_class": "association", "carries": True},
            "an association never carries a finding",
        ),
        ({"points": -1, "against": False}, "the points have the other sign"),
        ({"points": 2, "against": True}, "the points have the other sign"),
    ],
)
def test_an_indicator_that_breaks_the_rules_is_refused(changed, message):
    fields = {
        "claim": "exploiter",
        "points": 1,
        "evidence_class": "conduct",
        "source": "domain-x1",
        "text": "It is so.",
    }

    with pytest.raises(VocabularyError, match=message):
        registry.indicator(**fields | changed)(rule)


def test_a_name_that_another_module_holds_is_refused():
    fields = {"claim": "exploiter", "points": 1, "evidence_class": "conduct"}
    registry.indicators()

    def visitors_with_supply_history() -> str:
        """Another rule of the same name."""
        return ""

    with pytest.raises(VocabularyError, match="the name occurs twice"):
        registry.indicator(**fields, source="domain-x1", text="So.")(visitors_with_supply_history)


def test_a_rule_about_an_unknown_claim_is_refused():
    with pytest.raises(VocabularyError, match="unknown claim guilty"):
        registry.gap(claim="guilty", source="domain-x1", text="")(rule)


def test_indicators_come_by_claim_and_most_points_first():
    every = registry.indicators()

    assert [each.claim for each in every] == [
        claim.name for claim in CLAIMS for each in every if each.claim == claim.name
    ]
    for claim in CLAIMS:
        points = [each.points for each in registry.indicators(claim.name)]
        assert points == sorted(points, reverse=True)


def test_every_indicator_says_what_it_looks_at_and_no_two_say_the_same():
    meanings = [each.meaning for each in registry.indicators()]

    assert all(meaning.endswith(".") for meaning in meanings)
    assert len(set(meanings)) == len(meanings)


@pytest.mark.parametrize("each", registry.indicators(), ids=lambda each: each.name)
def test_benign_explanations_with_the_form_of_a_name_are_arguments_against(each):
    against = {other.name for other in registry.indicators(each.claim) if other.against}

    named = {words for words in each.benign if re.fullmatch(r"[a-z]+(_[a-z]+)+", words)}

    assert named <= against


def test_the_words_of_every_sentence_are_columns_of_its_sql(case):
    con = case(people="id\np1")
    findings.find_all(con, AS_OF)
    prepare(con, AS_OF)
    con.execute(
        "CREATE TEMP TABLE supported AS SELECT '' AS claim, '' AS subject, '' AS support, 0 AS points"
    )

    for each in registry.indicators():
        if each.sql is None:
            continue
        columns = {row[0] for row in con.execute(f"DESCRIBE {each.sql()}").fetchall()}
        words = {field for _, field, _, _ in string.Formatter().parse(each.text) if field}
        assert {"subject", "amount"} <= columns, each.name
        assert words <= columns | STANDARD, each.name


def test_an_empty_case_has_no_findings(case):
    assert findings.find_all(case(people="id\np1"), AS_OF) == ()

"""The questions that look for a claim: one fragment an indicator, and the files are up to date."""

import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from netgraph.cli import main
from netgraph.findings import registry, weigh
from netgraph.findings.evidence import CONDUCT_DAYS, HALVED_AFTER_DAYS, SEEN_DAYS
from netgraph.in_database.fragments import fragments
from netgraph.in_database.question import QUESTIONS, parameters, question, question_file
from netgraph.in_database.question_file import as_cypher
from netgraph.vocabulary import CLAIMS

CYPHER = Path(__file__).parents[2] / "cypher"


def test_every_claim_is_asked_for() -> None:
    assert list(QUESTIONS) == [claim.name for claim in CLAIMS]


@pytest.mark.parametrize("claim", QUESTIONS)
def test_every_indicator_of_pass_one_has_a_fragment_of_its_name(claim: str) -> None:
    names = [each.name for each, _ in fragments(claim)]

    assert names == [each.name for each in registry.indicators(claim) if not each.second_pass]


@pytest.mark.parametrize("claim", QUESTIONS)
def test_the_file_for_browser_is_the_question_that_the_command_sends(claim: str) -> None:
    text = (CYPHER / f"{claim}.cypher").read_text(encoding="utf-8")

    assert question_file(claim) in text
    assert question(claim).rstrip() + ";\n" in text


@pytest.mark.parametrize("claim", QUESTIONS)
def test_the_values_in_the_file_are_those_of_the_rules(claim: str) -> None:
    values = parameters(claim, date(2025, 3, 1))

    assert values["conduct_days"] == CONDUCT_DAYS
    assert values["seen_days"] == SEEN_DAYS
    assert values["halved_after_days"] == HALVED_AFTER_DAYS
    assert values["support"] == {
        "strong": {"points": weigh.STRONG_POINTS, "sources": weigh.STRONG_SOURCES},
        "moderate": {"points": weigh.MODERATE_POINTS, "sources": weigh.MODERATE_SOURCES},
        "limited": {"points": weigh.LIMITED_POINTS},
    }
    written = dict(re.findall(r"^:param (\w+) => (.+);$", question_file(claim), re.MULTILINE))
    assert written == {name: as_cypher(value) for name, value in values.items()}
    assert set(written) == set(re.findall(r"\$(\w+)", question(claim)))


@pytest.mark.parametrize("claim", QUESTIONS)
def test_a_question_writes_nothing_and_calls_no_extension(claim: str) -> None:
    text = re.sub(r"'[^']*'|//.*", "", question(claim))

    assert re.findall(r"\b(CREATE|MERGE|SET|DELETE|REMOVE|LOAD|apoc|gds|db)\b", text) == []
    assert re.findall(r"\bCALL\s+(?!\()", text) == []


def test_a_case_in_a_file_is_refused_as_wrong_usage(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["--store", str(tmp_path / "case.duckdb"), "find", "--in-database"]
    )

    assert done.exit_code == 2
    assert "--in-database needs a store on a server" in done.output

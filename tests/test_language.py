"""Words that are never used of people, in anything that people read.

The list is of words that judge, blame somebody for what was done to them, or say that somebody
is what only a court may find. The sources are in docs/sources.md: [childrens-society-language],
[hmicfrs-language].
"""

import ast
import re

import pytest
from click.testing import CliRunner

from netgraph.cli import COMMANDS, main
from netgraph.findings import registry
from tests.project_files import project_texts

# What is never said, as patterns on whole words; and what to say, where there is something.
NEVER = {
    r"gang[- ]members?": "recorded as a member of …",
    r"gangsters?": "",
    r"thugs?": "",
    r"druggies?|junkies?|addicts?|smackheads?|crackheads?": "somebody who uses drugs",
    r"drug (mule|runner)s?": "somebody who is made to carry drugs",
    r"(child|teenage) prostitut\w*|prostitut\w*|rent boys?": "exploited",
    r"promiscuous|sexually active": "",
    r"lifestyle choices?": "",
    r"putting (himself|herself|themselves|themself) at risk": "at risk from …",
    r"(engag|involv)(es|ed|ing) in (their|her|his) own exploitation": "is being exploited",
    r"involved in (cce|cse|child (criminal|sexual) exploitation)": "may be being exploited",
    r"streetwise|street-wise|hardened|feral|manipulative|attention[- ]seeking": "",
    r"complicit|willing(ly)? (victim|participant|occupant|tenant)s?": "",
    r"troubled famil(y|ies)|known to (the )?police": "",
    r"absconders?|absconded|absconding": "missing",
    r"(known|convicted|habitual|prolific) offenders?|criminals|perpetrators?|ringleaders?": "",
    r"dangerous (person|people|individual|friend|offender)s?": "",
    r"(risk|threat|gang|danger|suspicion|harm|victim) scores?": "points, with their reasons",
    r"(is|are) (an? )?(exploiters?|cuckoo(er|ers|s)?|dealers?|groomers?|traffickers?)": "possible exploiter",
    r"(is|are) (definitely|certainly|undoubtedly|clearly)": "",
    r"proves? (that )?(he|she|they|somebody|the (person|subject))": "",
    r"(meets?|passes|satisfies|satisfied) the (legal |civil |criminal |statutory )?(test|standard)( of proof)?": "",
    r"breach detected": "possible breach, for a person to judge",
}

# A number beside a person that looks like a likelihood.
LIKELIHOOD = re.compile(r"\b\d+(\.\d+)? ?(%|per cent\b)", re.IGNORECASE)


def found_in(text: str) -> list[str]:
    return [
        match.group(0)
        for pattern in NEVER
        for match in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
    ]


def literals(code: str) -> str:
    """All text in a Python module: what it prints, and what its docstrings say."""
    return "\n".join(
        node.value
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


PACKAGE = [(name, text) for name, text in project_texts(".py") if name.startswith("netgraph/")]
PAGES = [
    (name, text)
    for name, text in project_texts(".md", ".html", ".toml", ".css", ".js", ".cypher", ".grass")
    if not name.startswith("tests/")
]


@pytest.mark.parametrize(("name", "text"), PACKAGE, ids=[name for name, _ in PACKAGE])
def test_the_package_uses_no_word_that_judges(name, text):
    assert found_in(literals(text)) == []


@pytest.mark.parametrize(("name", "text"), PAGES, ids=[name for name, _ in PAGES])
def test_pages_and_templates_use_no_word_that_judges(name, text):
    assert found_in(text) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_commands_uses_no_word_that_judges(command):
    assert found_in(CliRunner().invoke(main, [command, "--help"]).stdout) == []


@pytest.mark.parametrize("each", registry.indicators(), ids=lambda each: each.name)
def test_no_reason_gives_a_likelihood(each):
    assert LIKELIHOOD.search(f"{each.text} {each.meaning}") is None
    assert found_in(f"{each.text} {' '.join(each.benign)}".replace("_", " ")) == []


def test_no_template_prints_a_likelihood_beside_a_person():
    templates = [text for name, text in PAGES if name.startswith("netgraph/report/templates")]
    printed = [
        re.sub(r"<style.*?</style>|style=\"[^\"]*\"", "", each, flags=re.DOTALL)
        for each in templates
    ]

    assert [each for each in printed if re.search(r"}} ?(%|per cent)", each)] == []


@pytest.mark.parametrize(
    "text",
    ["He is a gang member", "a risk score of 7", "she is an exploiter", "meets the civil standard"],
)
def test_the_list_finds_what_it_is_for(text):
    assert len(found_in(text)) == 1


def test_claims_and_conditions_are_put_as_possible_likely_or_proposed():
    from netgraph.vocabulary import CLAIMS

    assert [claim.label.split()[0] for claim in CLAIMS] == ["likely", "likely", "possible"]

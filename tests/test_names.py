"""One word for each thing: in the vocabulary, the rules, the command line and the documentation."""

import ast
import re
from pathlib import Path

import pytest

from netgraph import vocabulary
from netgraph.cli import COMMANDS, main
from netgraph.findings import registry

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "netgraph"
CLAIMS = [claim.name for claim in vocabulary.CLAIMS]

# Names that say nothing of what a module holds.
EMPTY_NAMES = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "misc",
    "manager",
    "managers",
    "core",
}

# The commands of the contract that there are so far, in its order.
CONTRACT_COMMANDS = [
    "demo", "simulate", "import", "find", "explain", "claim", "changes", "queue", "measures", "propose", "non-association",
    "matches", "disrupt", "decide", "withdraw", "undo", "review", "forget",
    "orders", "screen", "application", "report", "export", "publish", "log",
]  # fmt: skip

# A key of docs/sources.md, as it stands in a comment ``# SOURCE: [key], [other-key]``.
SOURCE = re.compile(r"SOURCE: ((?:\[[a-z0-9.-]+\](?:,\s+(?:#\s*)?)?)+)")
KEY = re.compile(r"\[([a-z][a-z0-9.-]*)\]")


def source_files():
    """Python files whose constants name a source."""
    return [*sorted(PACKAGE.rglob("*.py")), *sorted((ROOT / "benchmarks").glob("*.py"))]


def keys_used() -> dict[str, str]:
    """Every source key that a constant or an indicator names, with where."""
    found = {each.source: f"indicator {each.name}" for each in registry.indicators()}
    for rule in (*registry.exclusions(), *registry.hypotheses(), *registry.gaps()):
        found[rule.source] = f"rule {rule.name}"
    for path in source_files():
        for keys in SOURCE.findall(path.read_text(encoding="utf-8")):
            found.update(dict.fromkeys(KEY.findall(keys), path.name))
    return found


def test_claims_are_those_of_the_contract_with_victims_first():
    assert CLAIMS == ["likely_victim", "cuckooed_address", "exploiter"]


def test_the_rules_make_exactly_the_claims_of_the_vocabulary():
    assert {each.claim for each in registry.indicators()} == set(CLAIMS)


def test_the_command_line_offers_exactly_the_claims_of_the_vocabulary():
    [claim] = [each for each in main.get_command(None, "find").params if each.name == "claim"]

    assert list(claim.type.choices) == CLAIMS


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_documentation_has_a_heading_for_every_claim(claim):
    assert f"\n## {claim}\n" in (ROOT / "docs" / "findings.md").read_text(encoding="utf-8")


def test_commands_are_named_and_ordered_as_in_the_contract():
    assert list(COMMANDS) == [name for name in CONTRACT_COMMANDS if name in COMMANDS]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_bears_the_name_under_which_it_is_called(command):
    assert main.get_command(None, command).name == command


def test_names_of_indicators_are_unique_over_all_claims_and_are_words():
    names = [each.name for each in registry.indicators()]

    assert len(set(names)) == len(names)
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z0-9]+)*", name)] == []


def test_every_function_marked_as_an_indicator_is_registered():
    marked = {
        node.name
        for path in (PACKAGE / "findings").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        if any(
            isinstance(each, ast.Call) and ast.unparse(each.func).endswith("indicator")
            for each in node.decorator_list
        )
    }

    assert marked == {each.name for each in registry.indicators()}


def test_no_module_has_an_empty_name():
    names = {path.stem for path in PACKAGE.rglob("*.py")} | {
        path.name for path in PACKAGE.rglob("*") if path.is_dir()
    }

    assert names & EMPTY_NAMES == set()


def test_every_source_key_is_in_the_list_of_sources():
    sources = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    decisions = {path.name[:4] for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md")}
    missing = {
        key: where
        for key, where in keys_used().items()
        if f"[{key}]" not in sources
        and not (key.startswith("decision-") and key.removeprefix("decision-") in decisions)
    }

    assert missing == {}

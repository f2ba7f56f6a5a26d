"""A server that finds by itself gives what the finders give in pass one, reason for reason."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from netgraph.cli import main
from netgraph.findings import find_all
from netgraph.in_database.answer import find_there
from netgraph.in_database.question import QUESTIONS, parameters, question
from netgraph.records import Finding, as_json
from netgraph.simulate import KINDS, CaseOptions, simulate
from netgraph.simulate.demonstration import DEMONSTRATION_DAY, write_demonstration
from netgraph.store import open_store
from netgraph.store.neo4j import Neo4jStore
from netgraph.workflow import import_files
from tests.conftest import OPTIONS
from tests.neo4j_server import Server

pytestmark = pytest.mark.neo4j

# The demonstration case and nine invented ones, three of each kind.
SEEDS = {f"{kind} {seed}": (kind, seed) for seed in (1, 2, 3) for kind in KINDS}
PEOPLE = 300


def write_case(name: str, folder: Path) -> date:
    """Write that case; gives the day to look from."""
    if name == "demonstration":
        write_demonstration(folder)
        return DEMONSTRATION_DAY
    kind, seed = SEEDS[name]
    return date.fromisoformat(simulate(folder, CaseOptions(seed, PEOPLE, kind)).as_of)


@pytest.fixture(scope="module", params=["demonstration", *SEEDS])
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, neo4j_server: Server
) -> Iterator[tuple[tuple[Finding, ...], Neo4jStore, date]]:
    """What the finders found without the second pass, and the same case on a server."""
    folder = tmp_path_factory.mktemp("case")
    as_of = write_case(request.param, folder)
    neo4j_server.query("MATCH (n) DETACH DELETE n")
    local = open_store(":memory:")
    import_files(local, [folder], OPTIONS)
    found = find_all(local.tables(), as_of, second_pass=False)
    local.close()
    there = open_store(neo4j_server.bolt, create=True, credentials=neo4j_server.credentials)
    import_files(there, [folder], OPTIONS)
    there.close()
    there = open_store(neo4j_server.bolt, credentials=neo4j_server.credentials)
    assert isinstance(there, Neo4jStore)
    yield found, there, as_of
    there.close()
    neo4j_server.query("MATCH (n) DETACH DELETE n")


def direct(finding: Finding) -> Finding:
    """A finding without what the database does not look at."""
    return replace(finding, also=(), hypotheses=(), missing=())


@pytest.mark.parametrize("claim", QUESTIONS)
def test_the_database_finds_the_same_subjects_for_the_same_reasons(
    both: tuple[tuple[Finding, ...], Neo4jStore, date], claim: str
) -> None:
    found, store, as_of = both
    expected = {each.subject: direct(each) for each in found if each.claim == claim}

    answered = find_there(store, as_of, claim)

    assert {each.subject: direct(each) for each in answered} == expected
    missing = {each.subject: set(each.missing) for each in found if each.claim == claim}
    assert [
        each.subject for each in answered if not set(each.missing) <= missing[each.subject]
    ] == []


@pytest.mark.parametrize("claim", QUESTIONS)
@pytest.mark.parametrize("both", ["demonstration"], indirect=True)
def test_one_subject_can_be_asked_for_by_itself(
    both: tuple[tuple[Finding, ...], Neo4jStore, date], claim: str
) -> None:
    found, store, as_of = both
    first = next(each for each in found if each.claim == claim)

    rows = store.ask(question(claim), parameters(claim, as_of, subject=first.subject))

    assert [(row["subject"], row["points"]) for row in rows] == [(first.subject, first.points)]


@pytest.mark.parametrize("both", ["demonstration"], indirect=True)
def test_the_command_prints_what_the_database_finds_and_says_what_is_left_out(
    both: tuple[tuple[Finding, ...], Neo4jStore, date],
    neo4j_server: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, _, as_of = both
    monkeypatch.setattr(Neo4jStore, "tables", None)  # the case must not be read into this process
    user, password = neo4j_server.credentials
    command = ["--store", neo4j_server.bolt, "find", "cuckooed_address", "--in-database", "--json"]

    done = CliRunner().invoke(
        main,
        [*command, "--as-of", as_of.isoformat()],
        env={"NETGRAPH_NEO4J_USER": user, "NETGRAPH_NEO4J_PASSWORD": password},
    )

    assert done.exit_code == 0, done.output
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    expected = [as_json(direct(each)) for each in found if each.claim == "cuckooed_address"]
    names = [name for name in expected[0] if name not in ("also", "hypotheses", "missing")]
    assert [{name: each[name] for name in names} for each in printed] == [
        {name: each[name] for name in names} for each in expected
    ]
    assert "reasons that rest on other findings" in done.stderr

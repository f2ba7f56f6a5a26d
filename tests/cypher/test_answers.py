"""Every question of cypher/ is asked on each release of Neo4j, and gives the answer written out.

The answers are those on the demonstration case (answers.py). They are asked on Neo4j 5.26, and on
the newest release in both its dialects; where this machine has no Java for the newest, that is
said in the summary of the run.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import neo4j
import pytest

from netgraph.in_database.question import parameters, question
from netgraph.simulate.demonstration import write_demonstration
from netgraph.store import open_store
from netgraph.vocabulary import CLAIMS
from netgraph.workflow import ImportOptions, import_files, non_association
from tests.cypher.answers import ANSWERS, SECOND_IMPORT
from tests.cypher.asking import FINE, FOLDER, Answer, ask, questions
from tests.neo4j_server import NEWEST, MissingTool, Server, java_for, start, stop

pytestmark = pytest.mark.neo4j

QUESTIONS = {question.name: question for question in questions()}
DAY = date(2025, 3, 1)

# Each release with each dialect that it knows; the first has one, which it takes by itself.
LTS = ("5.26",)
NEW = ("2026.08, Cypher 5", "2026.08, Cypher 25")
DIALECTS = {LTS[0]: "", NEW[0]: "CYPHER 5", NEW[1]: "CYPHER 25"}


@dataclass(frozen=True)
class Asked:
    """What a server said to every question, before and after there was a case."""

    empty: dict[str, Answer]
    demonstration: dict[str, Answer]
    since: Answer


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration case, and beside it a second import that says something new."""
    folder = tmp_path_factory.mktemp("questions")
    write_demonstration(folder / "case")
    for name, text in SECOND_IMPORT.items():
        (folder / "second").mkdir(exist_ok=True)
        (folder / "second" / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def newest_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The newest release of Neo4j, with an empty database."""
    try:
        java_for(NEWEST)
    except MissingTool as error:
        pytest.skip(f"the questions were not asked on Neo4j {NEWEST.version}: {error}")
    server = start(tmp_path_factory.mktemp("newest"), brief=True, release=NEWEST)
    yield server
    stop(server.pid)


@pytest.fixture(scope="module")
def asked_first(neo4j_server: Server, demonstration: Path) -> dict[str, Asked]:
    return asked_on(neo4j_server, demonstration, LTS)


@pytest.fixture(scope="module")
def asked_newest(newest_server: Server, demonstration: Path) -> dict[str, Asked]:
    return asked_on(newest_server, demonstration, NEW)


@pytest.fixture(params=DIALECTS)
def asked(request: pytest.FixtureRequest) -> Asked:
    """What the server of one release said in one dialect."""
    where = "asked_first" if request.param in LTS else "asked_newest"
    return request.getfixturevalue(where)[request.param]


def asked_on(server: Server, demonstration: Path, releases: tuple[str, ...]) -> dict[str, Asked]:
    """Everything that is asked of one server, in each of its dialects."""
    with (
        neo4j.GraphDatabase.driver(server.bolt, auth=server.credentials) as driver,
        driver.session() as session,
    ):
        session.run("MATCH (n) DETACH DELETE n").consume()
        for statements in constraints():
            with session.begin_transaction() as transaction:  # sooner than one at a time
                for statement in statements:
                    transaction.run(statement).consume()
        empty = {each: all_answers(session, DIALECTS[each]) for each in releases}
        store = open_store(server.bolt, create=True, credentials=server.credentials)
        for folder, day in (("case", "2025-03-01"), ("second", "2025-03-08")):
            options = ImportOptions(today=DAY, now=f"{day}T09:00:00+00:00", by="tests")
            summary = import_files(store, [demonstration / folder], options)
            assert not summary.rejected
        store.close()
        found = {}
        for each in releases:
            question = QUESTIONS["what_changed_since"]
            since = ask(session, question, DIALECTS[each], since="2025-03-05")
            found[each] = Asked(empty[each], all_answers(session, DIALECTS[each]), since)
        session.run("MATCH (n) DETACH DELETE n").consume()
    return found


def constraints() -> tuple[list[str], list[str]]:
    """The statements that make an empty database ready: constraints and indexes, then names."""
    lines = (FOLDER / "constraints.cypher").read_text(encoding="utf-8").splitlines()
    statements = [line.removesuffix(";") for line in lines if line and not line.startswith("//")]
    names = [each for each in statements if each.startswith("CALL")]
    return [each for each in statements if each not in names], names


def all_answers(session: neo4j.Session, dialect: str) -> dict[str, Answer]:
    return {name: ask(session, question, dialect) for name, question in QUESTIONS.items()}


@pytest.mark.parametrize("claim", [claim.name for claim in CLAIMS])
def test_the_newest_release_looks_for_a_claim_without_a_warning(
    newest_server: Server, asked_newest: dict[str, Asked], claim: str
) -> None:
    assert set(asked_newest) == set(NEW)
    with (
        neo4j.GraphDatabase.driver(newest_server.bolt, auth=newest_server.credentials) as driver,
        driver.session() as session,
    ):
        result = session.run(f"CYPHER 25 {question(claim)}", parameters(claim, DAY))
        rows = list(result)
        remarks = [each.gql_status for each in result.consume().gql_status_objects]

    assert rows == []
    assert set(remarks) <= set(FINE)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_gives_the_answer_written_out(asked: Asked, name: str) -> None:
    answer = asked.demonstration[name]

    if name == "what_changed_since":
        assert len(answer.lines) == 500
    else:
        assert "\n".join(answer.lines) == ANSWERS[name].strip()


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_columns_of_an_answer_are_those_of_the_header(asked: Asked, name: str) -> None:
    assert asked.demonstration[name].columns == tuple(
        column for column, _ in QUESTIONS[name].columns
    )


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_asked_without_a_warning(asked: Asked, name: str) -> None:
    assert asked.demonstration[name].remarks == ()


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_empty_database_gives_no_rows_and_no_warning(asked: Asked, name: str) -> None:
    assert (asked.empty[name].lines, asked.empty[name].remarks) == ((), ())


def test_what_a_later_import_brought_and_changed_is_told_apart(asked: Asked) -> None:
    assert "\n".join(asked.since.lines) == ANSWERS["what_changed_since"].strip()


def test_the_list_of_people_to_keep_apart_is_that_of_the_command(
    asked_first: dict[str, Asked], demonstration: Path
) -> None:
    store = open_store(":memory:")
    import_files(store, [demonstration / "case"], ImportOptions(today=DAY, now="", by="tests"))

    listed = [each.person for each in non_association(store, "p28", DAY).listed]

    lines = asked_first[LTS[0]].demonstration["non_association_list"].lines
    assert [line.split(" | ")[0] for line in lines] == listed
    store.close()

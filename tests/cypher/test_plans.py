"""Every question starts from an index: the plan that the server makes for it is read.

The case is marked as if it had come in fifty imports, as that of a team would: with one import, to
read everything is the right way to see what it brought.
"""

from collections.abc import Iterator
from typing import Any

import neo4j
import pytest

from netgraph.neo4j_browser.questions import Question
from netgraph.simulate.demonstration import DEMONSTRATION_DAY, write_demonstration
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, import_files
from tests.cypher.asking import questions
from tests.neo4j_server import Server

pytestmark = pytest.mark.neo4j

# Steps that find nothing anew: they are handed what another step has found.
HANDED = ("Argument",)

FIFTY_IMPORTS = "WITH n, 1 + toInteger(substring(n.id, 1)) % 50 AS part SET n.import_id = part"


@pytest.fixture(scope="module")
def session(
    neo4j_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[neo4j.Session]:
    folder = tmp_path_factory.mktemp("plans")
    write_demonstration(folder)
    neo4j_server.query("MATCH (n) DETACH DELETE n")
    store = open_store(neo4j_server.bolt, create=True, credentials=neo4j_server.credentials)
    options = ImportOptions(today=DEMONSTRATION_DAY, now="2025-03-01T09:00:00+00:00", by="tests")
    import_files(store, [folder], options)
    store.close()
    neo4j_server.query(f"MATCH (n) WHERE n.import_id > 0 {FIFTY_IMPORTS}")
    neo4j_server.query(f"MATCH ()-[n]->() WHERE n.import_id > 0 {FIFTY_IMPORTS}")
    neo4j_server.query("CALL db.prepareForReplanning()")
    driver = neo4j.GraphDatabase.driver(
        neo4j_server.bolt, auth=neo4j_server.credentials, notifications_min_severity="OFF"
    )
    with driver, driver.session() as session:
        yield session
    neo4j_server.query("MATCH (n) DETACH DELETE n")


def starts(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The steps of a plan that have no step below them, each with what it looks for."""
    below = plan.get("children") or []
    if not below:
        yield plan["operatorType"].split("@")[0], plan["args"].get("Details", "")
    for each in below:
        yield from starts(each)


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_a_question_starts_from_an_index_or_from_a_short_list(
    session: neo4j.Session, question: Question
) -> None:
    plan = session.run(f"EXPLAIN {question.statement}", question.values()).consume().plan

    found = {
        (step, what)
        for step, what in starts(plan)
        if not step.endswith(("Seek", "SeekByRange")) and step not in HANDED
    }
    short = {("NodeByLabelScan", label) for label in question.starts_from}
    assert {(step, what.rpartition(":")[2]) for step, what in found} <= short

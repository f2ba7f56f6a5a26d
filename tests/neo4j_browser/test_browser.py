"""What an officer sees in a real Neo4j Browser, with the officers' copy of the demonstration case."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from netgraph import workflow
from netgraph.neo4j_browser.guide import GUIDE_HOST
from netgraph.neo4j_browser.links import around, browser_link
from netgraph.publish import Imprint
from netgraph.simulate.demonstration import DEMONSTRATION_DAY, write_demonstration
from netgraph.store import open_store
from netgraph.vocabulary import ENTITY_KINDS
from tests.neo4j_browser.officer import CYPHER, Officer, officer_at
from tests.neo4j_server import Server

pytestmark = [pytest.mark.browser, pytest.mark.neo4j]

COLOURS = {kind.label: kind.colour for kind in ENTITY_KINDS}
FINDING, REASON = "#f2c14e", "#faecc0"

# Hosts that Browser asks by itself, whatever is set; it does without an answer (docs/neo4j.md).
ASKED_BY_BROWSER = {
    "canny.io",
    "cdn.segment.com",
    "fonts.googleapis.com",
    "o110884.ingest.sentry.io",
}


@pytest.fixture(scope="module")
def copy_server(neo4j_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that holds the officers' copy of the demonstration case."""
    if not neo4j_server.browser:
        pytest.skip(
            "NETGRAPH_NEO4J_URI names a server of which the address of Browser is not known"
        )
    folder = tmp_path_factory.mktemp("copy")
    write_demonstration(folder)
    neo4j_server.query("MATCH (n) DETACH DELETE n")
    store = open_store(":memory:")
    options = workflow.ImportOptions(today=DEMONSTRATION_DAY, now="2025-03-01", by="tests")
    workflow.import_files(store, [folder], options)
    imprint = Imprint("7", "officer", "Officer 1", "2025-03-01T09:00:00Z", date(2025, 3, 29))
    target = (neo4j_server.bolt, neo4j_server.credentials)
    workflow.publish(store, target, DEMONSTRATION_DAY, imprint, ())
    store.close()
    yield neo4j_server
    neo4j_server.query("MATCH (n) DETACH DELETE n")


@pytest.fixture(scope="module")
def officer(copy_server: Server) -> Iterator[Officer]:
    """An officer who has logged in, loaded the colours, and had only what is asked drawn."""
    with officer_at(copy_server) as officer:
        officer.open(copy_server.browser)
        officer.say(f":style {GUIDE_HOST}/style.grass")
        officer.say(
            ":config {autoComplete: false, allowUserStats: false, allowCrashReports: false}"
        )
        yield officer


def slides() -> list[tuple[str, str]]:
    """Title and question of each slide of the guide that asks one of the graph."""
    found = []
    for slide in (CYPHER / "guide.md").read_text(encoding="utf-8").split("\n---\n"):
        asked = re.search(r"```cypher\n([^:].*?)\n```", slide, re.DOTALL)
        if asked:
            found.append((re.search(r"# (.+)", slide)[1], asked[1]))
    return found


def test_the_guide_leads_from_the_banner_to_a_finding_its_reasons_a_home_and_an_order(
    officer: Officer,
) -> None:
    page = officer.page
    page.locator(".monaco-editor").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(f":guide {GUIDE_HOST}/guide.md")
    page.keyboard.press("Control+Enter")
    page.locator("h1:has-text('A first look at the case')").wait_for()
    seen = {}
    for title, _ in slides():
        page.locator("button:has-text('Next')").click()
        page.locator(f"h1:has-text('{title}')").wait_for()
        page.locator("pre.runnable:visible").first.click()
        officer.run()
        seen[title] = officer.newest

    assert "ERROR" not in "".join(seen.values())
    assert "Displaying 1 nodes, 0 relationships." in seen["The banner"]
    assert "Tyler Tarn" in seen["The findings"]
    assert "Displaying 8 nodes" in seen["One finding and its reasons"]
    assert "Order (1)" in seen["Orders"]
    assert "Nathan Sands" in seen["Contacts against an order"]


def test_a_picture_has_the_colours_and_words_of_the_project(officer: Officer) -> None:
    officer.say(dict(slides())["The home"])
    officer.wait_for_picture()

    colours = officer.colours()
    assert colours["Freya Heath"] == COLOURS["Person"]
    assert COLOURS["Address"] in colours.values()
    assert COLOURS["Event"] in colours.values()
    assert {"controls", "lives at"} <= officer.lines()


def test_a_finding_and_its_reasons_are_drawn_apart_from_people_and_things(officer: Officer) -> None:
    officer.say(dict(slides())["One finding and its reasons"])
    officer.wait_for_picture()

    fills = list(officer.colours().values())
    assert FINDING in fills
    assert REASON in fills


def test_a_link_of_the_report_puts_its_question_into_the_editor_and_runs_nothing(
    officer: Officer, copy_server: Server
) -> None:
    officer.page.goto(browser_link(copy_server.browser, around("person", "p76")))
    officer.page.wait_for_function(
        "() => document.querySelector('.monaco-editor')?.textContent.includes('p76')"
    )

    assert "(:Person {id: 'p76'})" in officer.editor()
    assert "p76" not in officer.newest

    officer.run()
    officer.wait_for_picture()
    assert officer.colours()["Robbie Wren"] == COLOURS["Person"]


def test_browser_works_without_the_hosts_that_it_asks_by_itself(officer: Officer) -> None:
    assert officer.refused <= ASKED_BY_BROWSER

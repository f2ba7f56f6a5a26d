"""The report is for everyone: axe-core finds nothing against WCAG 2.2 AA on any part of it."""

from datetime import date
from pathlib import Path

import axe_playwright_python
import pytest

from netgraph import report
from netgraph.actions import ImportOptions, ScreeningFiles
from netgraph.orders.application_records import Cover
from netgraph.screening import Authority, Question
from netgraph.workflow import screen, write_application
from tests.browser import opened
from tests.report.conftest import AS_OF, SMALL_CASE, imported

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
ASK = f"""async () => (await axe.run(document, {{ runOnly: {RULES} }})).violations.map(
    (found) => [found.id, found.nodes[0].html])"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_part(scheme, small_case, tmp_path):
    path = tmp_path / "report.html"
    report.write(small_case, path, AS_OF)
    with opened(path, color_scheme=scheme, reduced_motion="reduce") as seen:
        page = seen.page
        page.evaluate(AXE.read_text(encoding="utf-8"))
        parts = page.evaluate("[...document.querySelectorAll('.contents a')].map(a => a.hash)")
        assert len(parts) > 8
        for part in parts:
            page.click(f".contents a[href='{part}']")
            assert (part, page.evaluate(ASK)) == (part, [])
        page.click(".contents a[href='#network']")
        page.fill("#search", "quillby")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.click("#view-table")
        assert page.is_visible("#drawer")
        assert page.evaluate(ASK) == []


COVER = Cover("OFFICIAL-SENSITIVE", "draft 1", "1", "", "", date(2025, 9, 1), AS_OF)


@pytest.fixture(scope="module")
def other_pages(small_case, tmp_path_factory):
    """A screening page and an application file."""
    folder = tmp_path_factory.mktemp("pages")
    calls = "a_number,b_number,start,duration_s,direction\n07700 900123,07700 900124,2025-02-01T10:00:00Z,60,out\n"
    (folder / "calls.csv").write_text(calls, encoding="utf-8")
    store = imported(folder, SMALL_CASE)
    question = Question(authority=Authority("PACE 1984 s19, authorised by Inspector 4021"))
    options = ImportOptions(today=AS_OF, now="2025-06-01T09:00:00Z", by="tests")
    files = ScreeningFiles(output=folder / "screening.html")
    screen(store, [folder / "calls.csv"], question, options, files, AS_OF)
    write_application(store, "p-holder", folder / "application.html", COVER)
    store.close()
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["screening.html", "application.html"])
def test_axe_finds_nothing_on_the_other_pages(name, scheme, other_pages):
    with opened(other_pages / name, width=390, color_scheme=scheme) as seen:
        seen.page.evaluate(AXE.read_text(encoding="utf-8"))
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert seen.page.evaluate(ASK) == []
        assert seen.errors == []


def test_the_strongest_lead_its_visitors_and_the_order_are_reached_by_keyboard_alone(
    small_case, tmp_path
):
    path = tmp_path / "report.html"
    report.write(small_case, path, AS_OF)
    with opened(path) as seen:
        page = seen.page

        def go(selector):
            """Tab until the wanted thing has the focus, as a reader without a mouse does."""
            for _ in range(400):
                page.keyboard.press("Tab")
                if page.evaluate("s => Boolean(document.activeElement.closest(s))", selector):
                    style = "getComputedStyle(document.activeElement).outlineStyle"
                    assert page.evaluate(style) != "none"
                    page.keyboard.press("Enter")
                    return
            pytest.fail(f"no key leads to {selector}")

        go(".contents a[href='#cuckooed_address']")
        assert "missing child" in page.text_content("#cuckooed_address .card .arguments")
        go("#cuckooed_address .card .arguments a[data-thing]")
        assert page.is_visible("#drawer")
        assert page.text_content("#drawer-body .link-lines")
        page.keyboard.press("Escape")
        go(".contents a[href='#orders']")
        assert "Not to contact the person named" in page.text_content("#orders")
        go(".contents a[href='#network']")
        go("#exports summary")
        with page.expect_download():
            go("[data-export=csv]")
        assert seen.errors == []
        assert seen.requests == []

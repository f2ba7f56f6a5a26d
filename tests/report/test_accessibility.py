"""The report is for everyone: axe-core finds nothing against WCAG 2.2 AA on any part of it."""

from pathlib import Path

import axe_playwright_python
import pytest

from netgraph import report
from tests.browser import opened
from tests.report.conftest import AS_OF

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

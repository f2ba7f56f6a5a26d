"""Map and timeline in a real Chromium: the same filter as the network, by keyboard, with tables."""

import pytest

from netgraph import report
from tests.browser import opened
from tests.report.conftest import AS_OF

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def path(small_case, tmp_path_factory):
    """The report of the small case."""
    made = tmp_path_factory.mktemp("page") / "report.html"
    report.write(small_case, made, AS_OF)
    return made


def rows(page, table):
    return page.evaluate(
        f"[...document.querySelectorAll('#{table} tbody tr')].map(r => r.textContent)"
    )


def test_addresses_are_walked_through_with_arrow_keys_and_opened_with_enter(path):
    with opened(path) as seen:
        page = seen.page
        page.click(".contents a[href='#map']")
        page.focus("#map-box .spot[tabindex='0']")
        first = page.evaluate("document.activeElement.getAttribute('aria-label')")
        page.keyboard.press("ArrowRight")
        second = page.evaluate("document.activeElement.getAttribute('aria-label')")
        page.keyboard.press("Enter")

        assert first.startswith("12 Kestrel Walk, CM99 1AA, likely cuckooed address")
        assert second == "3 Plover Court, CM99 2BB"
        assert page.text_content("#drawer-name").startswith("3 Plover Court")
        assert page.query_selector_all("#map-box .way title")
        assert seen.errors == []


def test_the_map_says_how_long_a_distance_is_and_its_table_says_the_same_as_the_picture(path):
    with opened(path) as seen:
        page = seen.page
        page.click(".contents a[href='#map']")
        assert page.text_content("#map-shown") == "2 addresses and 1 journey shown."
        assert page.text_content("#map-box .measure").endswith("N")
        assert " km" in page.text_content("#map-box .measure")

        page.click("#map-as-table")
        assert len(rows(page, "map-table")) == 2
        page.click("#map-table-tabs button:last-child")
        [journey] = rows(page, "map-table")
        assert journey.startswith("2 Apr 2025")
        assert "Wren Pennistone" in journey


def test_what_is_left_out_in_one_picture_is_left_out_in_all(path):
    with opened(path) as seen:
        page = seen.page
        page.click(".contents a[href='#map']")
        page.uncheck("#legend-event")
        assert page.text_content("#map-shown").endswith("0 journeys shown.")

        page.click(".contents a[href='#timeline']")
        assert page.query_selector_all("#lanes .s-event") == []
        assert page.query_selector_all("#lanes .s-conduct")
        page.click("#undo")
        assert page.query_selector_all("#lanes .s-event")


def test_the_timeline_has_a_lane_for_each_person_or_address_leads_first(path):
    with opened(path) as seen:
        page = seen.page
        page.click(".contents a[href='#timeline']")
        lanes = "[...document.querySelectorAll('#lanes .lane-name')].map(l => l.textContent)"
        assert page.evaluate(lanes)[0].startswith("Wren Pennistone")
        assert page.query_selector("#lanes .band title")

        page.click("#timeline-address")
        assert page.evaluate(lanes)[0].startswith("12 Kestrel Walk")
        page.click("#timeline-as-table")
        assert rows(page, "timeline-table")[0].startswith("12 May 2025")
        assert seen.errors == []


def test_a_bookmark_opens_the_timeline_as_it_was(path):
    with opened(path) as seen:
        page = seen.page
        page.click(".contents a[href='#timeline']")
        page.select_option("#filter-grade", "dependable")
        said, address = page.inner_html("#lanes"), page.evaluate("location.hash")
        page.goto("about:blank")
        page.goto(path.resolve().as_uri() + address)

        assert address == "#timeline?grade=dependable"
        assert page.inner_html("#lanes") == said

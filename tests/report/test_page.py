"""The page in a real Chromium: what a reader can do with it, with the network off."""

import itertools
import xml.etree.ElementTree
from pathlib import Path

import pytest

from netgraph import report
from netgraph.report.page import json_text
from tests.browser import opened
from tests.report.conftest import AS_OF

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def path(small_case, tmp_path_factory):
    """The report of the small case."""
    made = tmp_path_factory.mktemp("page") / "report.html"
    report.write(small_case, made, AS_OF)
    return made


def test_a_reader_finds_somebody_reads_why_and_walks_on_with_the_keyboard_alone(path):
    with opened(path) as seen:
        page = seen.page
        page.focus("#search")
        page.keyboard.type("roz")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert page.text_content("#drawer-name").startswith("Rosalind Quillby")
        said = page.text_content("#drawer-body")
        assert "possible exploiter" in said
        assert "1 Mar 2025" in said
        assert "1AP" in said

        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert page.is_hidden("#drawer")
        assert seen.errors == []
        assert seen.requests == []


@pytest.mark.parametrize("words", ["quillby", "07700 900123", "07700900123", "zz99abc", "p-child"])
def test_search_finds_by_name_number_plate_and_id(words, path):
    with opened(path) as seen:
        seen.page.fill("#search", words)
        assert len(seen.page.query_selector_all("#found li")) == 1


def network_page(seen):
    """The part with the graph, gone to as a reader does."""
    seen.page.click(".contents a[href='#network']")
    return seen.page


def shown(page):
    """How many things and links the page says that it shows."""
    return page.text_content("#shown")


def choose(page, words, action):
    """Find something and press one of the buttons of what is known of it."""
    page.fill("#search", words)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.click(action)


def test_tables_and_graph_show_the_same_things_and_links(path):
    with opened(path) as seen:
        page = network_page(seen)
        page.click("#scope-all")
        page.click("#view-table")
        counts = page.evaluate(
            "[...document.querySelectorAll('#table-tabs button')].map(b => b.textContent)"
        )
        things = sum(int(text.split()[-1]) for text in counts[:-1])
        assert shown(page) == f"{things} things and {counts[-1].split()[-1]} links shown."

        page.uncheck("#legend-event")
        fewer = page.evaluate(
            "[...document.querySelectorAll('#table-tabs button')].map(b => b.textContent)"
        )
        assert "Events 0" in fewer
        assert int(fewer[-1].split()[-1]) < int(counts[-1].split()[-1])


def test_a_class_of_links_can_be_left_out_of_graph_and_table(path):
    with opened(path) as seen:
        page = network_page(seen)
        page.uncheck("#legend-association")
        page.uncheck("#legend-context")
        page.click("#view-table")
        page.click("#table-tabs button:last-child")
        classes = page.evaluate(
            "[...document.querySelectorAll('#table tbody tr')].map(r => r.cells[3].textContent)"
        )
        assert set(classes) == {"conduct"}


def test_a_column_sorts_both_ways_and_says_so(path):
    with opened(path) as seen:
        page = network_page(seen)
        page.click("#view-table")

        def names():
            return page.evaluate(
                "[...document.querySelectorAll('#table tbody th bdi:first-of-type')].map(b => b.textContent)"
            )

        page.click("#table thead button")
        up = names()
        assert page.get_attribute("#table thead th", "aria-sort") == "ascending"
        page.click("#table thead button")
        assert page.get_attribute("#table thead th", "aria-sort") == "descending"
        assert [name for name in names() if name in up] == up[::-1]


@pytest.mark.parametrize("width", [1280, 640, 390])
def test_no_page_scrolls_sideways(width, path):
    with opened(path, width=width) as seen:
        for link in seen.page.query_selector_all(".contents a"):
            link.click()
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_part_is_shown_by_itself_and_a_link_to_a_card_leads_there(path):
    with opened(path) as seen:
        page = seen.page
        visible = "[...document.querySelectorAll('main > section')].filter(e => e.offsetParent).map(e => e.id)"
        assert page.evaluate(visible) == ["summary"]

        page.click("#summary .figures a[href='#likely_victim']")
        assert page.evaluate(visible) == ["likely_victim"]
        assert page.get_attribute(".contents a[href='#likely_victim']", "aria-current") == "page"

        page.go_back()
        assert page.evaluate(visible) == ["summary"]


def test_only_what_is_around_somebody_can_be_looked_at_and_undone_and_done_again(path):
    with opened(path) as seen:
        page = network_page(seen)
        whole = shown(page)
        choose(page, "plover", "#drawer-around")
        assert shown(page).startswith("2 things and 1 link shown")

        page.click("#undo")
        assert shown(page) == whole
        page.click("#redo")
        assert shown(page).startswith("2 things and 1 link shown")
        assert set(page.evaluate("location.hash").split("only=")[1].split("%2C")) == {
            "a-child",
            "p-child",
        }
        page.click("#drawer-close")
        page.click("#show-everything")
        assert shown(page) == whole
        assert seen.errors == []


def test_a_bookmark_opens_the_same_view_again(path):
    with opened(path) as seen:
        page = network_page(seen)
        page.uncheck("#legend-event")
        page.select_option("#filter-grade", "dependable")
        choose(page, "plover", "#drawer-hide")
        before, address = shown(page), page.evaluate("location.hash")

        page.goto("about:blank")
        page.goto(path.resolve().as_uri() + address)

        assert shown(page) == before
        assert not page.is_checked("#legend-event")


def test_days_can_be_chosen_with_the_keyboard(path):
    with opened(path) as seen:
        page = network_page(seen)
        page.focus("#time-from")
        page.keyboard.press("End")

        assert page.text_content("#time-said") == "May 2025 to May 2025"
        page.click("#view-table")
        page.click("#table-tabs button:last-child")
        days = page.evaluate(
            "[...document.querySelectorAll('#table tbody tr')].map(r => r.cells[4].textContent)"
        )
        assert days
        assert all(not day or day.endswith("May 2025") for day in days)


def test_the_way_between_two_is_shown_step_by_step(path):
    with opened(path) as seen:
        page = network_page(seen)
        choose(page, "quillby", "#drawer-path")
        choose(page, "plover", "#drawer-path")

        steps = page.evaluate(
            "[...document.querySelectorAll('#drawer-body h3')].map(e => e.textContent)"
        )
        assert steps == [
            "1. Rosalind Quillby to Wren Pennistone",
            "2. Wren Pennistone to 3 Plover Court, CM99 2BB",
        ]
        assert shown(page).startswith("3 things and")
        page.click("#path-evidence")
        assert shown(page).startswith("3 things and")
        assert seen.errors == []


def test_leads_can_be_narrowed_by_claim_and_by_support(path):
    with opened(path) as seen:
        page = network_page(seen)
        page.click("#view-table")
        page.select_option("#filter-support", "strong")
        page.uncheck("#legend-exploiter")
        found = page.evaluate(
            "[...document.querySelectorAll('#table tbody tr')].map(r => r.cells[1].textContent)"
        )
        assert any("likely victim (strong)" in text for text in found)
        assert all("likely victim (strong)" in text or text == "" for text in found)


@pytest.mark.parametrize(
    ("kind", "ending", "holds"),
    [
        ("csv", "links.csv", '"Wren Pennistone"'),
        ("graphml", "graph.graphml", '<data key="edge_kind">directs</data>'),
        ("anx", "chart.anx", 'Type="directs"'),
        ("svg", "graph.svg", "<title>OFFICIAL-SENSITIVE, as at 1 Jun 2025</title>"),
    ],
)
def test_what_is_shown_can_be_taken_away_with_its_marking(kind, ending, holds, path):
    with opened(path, accept_downloads=True) as seen:
        page = network_page(seen)
        page.uncheck("#legend-vehicle")
        page.click("#exports summary")
        with page.expect_download() as waiting:
            page.click(f"[data-export={kind}]")
        text = Path(waiting.value.path()).read_text(encoding="utf-8-sig")

        assert waiting.value.suggested_filename == f"netgraph-2025-06-01-{ending}"
        assert holds in text
        assert "OFFICIAL-SENSITIVE" in text
        assert "ZZ99 ABC" not in text
        if kind != "csv":
            xml.etree.ElementTree.fromstring(text)


def test_a_picture_of_the_graph_can_be_taken_away(path):
    with opened(path, accept_downloads=True) as seen:
        page = network_page(seen)
        page.click("#exports summary")
        with page.expect_download() as waiting:
            page.click("[data-export=png]")
        assert Path(waiting.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_things_are_chosen_by_a_line_drawn_around_them(path):
    with opened(path) as seen:
        page = network_page(seen)
        page.click("#lasso-start")
        box = page.query_selector("#lasso").bounding_box()
        corners = [(0.01, 0.01), (0.99, 0.01), (0.99, 0.99), (0.01, 0.99)]
        points = [(box["x"] + box["width"] * x, box["y"] + box["height"] * y) for x, y in corners]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point)
        page.mouse.up()

        chosen = page.text_content("#lasso-said")
        assert chosen.endswith("things chosen.")
        page.click("#lasso-hide")
        assert shown(page).startswith("0 things") or int(shown(page).split()[0]) < int(
            chosen.split()[0]
        )


def test_every_page_of_a_print_carries_marking_day_and_number(path):
    style = path.read_text(encoding="utf-8").split("@page")[1].split("</style>")[0]

    assert '@top-center { content: "OFFICIAL-SENSITIVE"' in style
    assert '@bottom-center { content: "OFFICIAL-SENSITIVE"' in style
    assert '@top-right { content: "as at 1 Jun 2025"' in style
    assert "counter(page)" in style


def test_folded_parts_open_for_printing(path):
    with opened(path) as seen:
        page = seen.page
        assert page.query_selector_all("details:not([open])")
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert page.query_selector_all("details:not([open])") == []
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        assert page.query_selector_all("details:not([open])")


def test_headings_follow_each_other_without_a_gap_and_every_part_has_a_name(path):
    with opened(path) as seen:
        page = seen.page
        levels = page.evaluate(
            "[...document.querySelectorAll('main h1,main h2,main h3,main h4,main h5')].map(h => +h.tagName[1])"
        )
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels))
        unnamed = page.evaluate(
            "[...document.querySelectorAll('button, a, input')].filter(e => !e.textContent.trim()"
            " && !e.getAttribute('aria-label') && !(e.labels && e.labels.length)).length"
        )
        assert unnamed == 0
        ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids))


def test_json_on_the_page_cannot_end_its_element():
    text = json_text({"a": "</script><!--&\u2028\u2029"})

    assert not set("<>&\u2028\u2029") & set(text)

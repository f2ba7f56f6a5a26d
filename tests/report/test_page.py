"""The page in a real Chromium: what a reader can do with it, with the network off."""

import itertools

import pytest

from netgraph import report
from netgraph.report.page import json_text
from tests.browser import opened
from tests.report.conftest import AS_OF

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def path(small_case, tmp_path_factory):
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


def test_tables_and_graph_show_the_same_things_and_links(path):
    with opened(path) as seen:
        page = seen.page
        page.click("#scope-all")
        page.click("#view-table")
        counts = page.evaluate(
            "[...document.querySelectorAll('#table-tabs button')].map(b => b.textContent)"
        )
        shown = page.text_content("#shown")
        things = sum(int(text.split()[-1]) for text in counts[:-1])
        assert shown == f"{things} things and {counts[-1].split()[-1]} links shown."

        page.uncheck("#legend-event")
        fewer = page.evaluate(
            "[...document.querySelectorAll('#table-tabs button')].map(b => b.textContent)"
        )
        assert "Events 0" in fewer
        assert int(fewer[-1].split()[-1]) < int(counts[-1].split()[-1])


def test_a_class_of_links_can_be_left_out_of_graph_and_table(path):
    with opened(path) as seen:
        page = seen.page
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
        page = seen.page
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


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_no_page_scrolls_sideways(width, path):
    with opened(path, width=width) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


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

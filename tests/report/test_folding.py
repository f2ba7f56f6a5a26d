"""Above so many things groups are drawn as one mark: in a real Chromium, with a low limit."""

import json

import pytest

from netgraph import report
from netgraph.report import graph, layout
from tests.browser import opened
from tests.report.conftest import AS_OF

# Two rings of six, joined by one link.
PAIRS = [
    (a, b) for start in (0, 6) for a in range(start, start + 6) for b in range(a + 1, start + 6)
]
PEOPLE = "id,surname\n" + "\n".join(f"p{n:02d},Example{n}" for n in range(12))
LINKS = "id,kind,from,to,start,report\n" + "\n".join(
    f"l{place},associates_with,p{a:02d},p{b:02d},2025-03-0{1 + place % 9},r1"
    for place, (a, b) in enumerate([*PAIRS, (0, 6)])
)


@pytest.fixture
def folded(case, tmp_path, monkeypatch):
    """The report of two groups, with a limit below the number of its things."""
    monkeypatch.setattr(graph, "FOLD_ABOVE", 8)
    con = case(people=PEOPLE, reports="id,date,grade\nr1,2025-03-01,1AP", links=LINKS)
    report.write(con, tmp_path / "report.html", AS_OF)
    return tmp_path / "report.html"


def test_those_who_are_tied_to_each_other_are_one_group_whatever_the_order():
    ids = [f"p{n:02d}" for n in range(12)]
    ties = {(f"p{a:02d}", f"p{b:02d}"): 1.0 for a, b in [*PAIRS, (0, 6)]}

    assert layout.groups(ids, ties) == (0,) * 6 + (1,) * 6
    turned = {(b, a): strength for (a, b), strength in reversed(ties.items())}
    assert layout.groups(ids[::-1], turned) == (1,) * 6 + (0,) * 6


def test_a_report_that_is_small_enough_holds_no_groups(small_case, written):
    options = json.loads(written(small_case).split('id="graph">')[1].split("</script>")[0])[
        "options"
    ]

    assert "folds" not in options


@pytest.mark.browser
def test_groups_are_closed_at_first_and_one_is_looked_into_and_left_again(folded):
    with opened(folded) as seen:
        page = seen.page
        page.click(".contents a[href='#network']")
        assert "12 of the things in 2 groups" in page.text_content("#shown")

        page.uncheck("#legend-association")
        page.click("#undo")
        page.fill("#search", "p07")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.click("#drawer-graph")
        assert "6 of the things in 1 group" in page.text_content("#shown")
        assert page.is_visible("#fold-again")

        page.click("#fold-again")
        assert "12 of the things in 2 groups" in page.text_content("#shown")
        page.click("#view-table")
        assert len(page.query_selector_all("#table tbody tr")) == 12
        assert seen.errors == []

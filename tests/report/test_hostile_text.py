"""Whatever stands in a case file is text on the page: shown as it is, never run, never fetched."""

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest

from netgraph import report
from netgraph.vocabulary import CASE_FILES, ColumnType
from tests.browser import opened
from tests.report.conftest import AS_OF, SMALL_CASE, as_csv, imported
from tests.report.payloads import NAMES, TEXTS

pytestmark = pytest.mark.browser


def _text_columns(file):
    free = (ColumnType.TEXT, ColumnType.TEXTS)
    return [column.name for column in file.columns if column.type in free]


def _rows(text):
    return list(csv.DictReader(io.StringIO(text.strip())))


def _hostile_case():
    """The small case with a payload in every text field of every row, and more rows with more."""
    tables = {}
    turn = 0
    for file in CASE_FILES:
        rows = _rows(SMALL_CASE.get(file.name, ""))
        columns = [c for c in _text_columns(file) if c not in ("targets", "exceptions", "origin")]
        if file.name in ("people", "addresses", "phones", "vehicles", "organisations", "accounts"):
            rows += [{"id": f"{file.name}-{n}"} for n in range(len(NAMES))]
        for row in rows:
            for column in columns:
                row[column] = (
                    NAMES[turn % len(NAMES)].replace(";", ",")
                    if column == "aliases"
                    else NAMES[turn % len(NAMES)]
                )
                turn += 1
        tables[file.name] = rows
    reports = [
        {"id": f"r {text[:60]} {n}", "date": "2025-05-02", "grade": "1AP", "origin": text}
        for n, text in enumerate(TEXTS)
    ]
    tables["reports"] += reports
    ids = [f"people-{n}" for n in range(len(NAMES))]
    tables["links"] += [
        {
            "id": f"x-{n}",
            "kind": "pays",
            "from": "p-holder",
            "to": each,
            "report": reports[n % len(reports)]["id"],
            "start": "2025-05-02",
            "detail": NAMES[n],
        }
        for n, each in enumerate(ids)
    ]
    for n, text in enumerate(TEXTS):
        tables["people"].append({"id": text, "surname": text})
        tables["links"].append(
            {
                "id": f"y{n} {text[:40]}",
                "kind": "associates_with",
                "from": "p-holder",
                "to": text,
                "report": "r-1",
                "start": "2025-05-02",
            }
        )
    for kind, other, link in (
        ("phones", "phones", "uses"),
        ("vehicles", "vehicles", "keeps"),
        ("accounts", "accounts", "uses"),
        ("organisations", "organisations", "member_of"),
        ("addresses", "addresses", "visits"),
    ):
        tables["links"] += [
            {
                "id": f"{kind}-l-{n}",
                "kind": link,
                "from": "p-holder",
                "to": f"{other}-{n}",
                "report": "r-1",
                "start": "2025-05-02",
            }
            for n in range(len(NAMES))
        ]
    return {name: as_csv(name, rows) for name, rows in tables.items() if rows}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    store = imported(tmp_path_factory.mktemp("hostile-case"), _hostile_case())
    path = tmp_path_factory.mktemp("hostile") / "hostile.html"
    report.write(store.tables(), path, AS_OF)
    yield store.tables(), path
    store.close()


def test_nothing_in_a_case_runs_or_is_fetched_when_the_report_is_opened_and_used(hostile):
    con, path = hostile
    kept = con.execute(
        "SELECT count(*) FROM people WHERE surname IN (SELECT unnest(?))", [list(TEXTS)]
    )
    assert kept.fetchall()[0][0] >= len(TEXTS)

    with opened(path) as seen:
        page = seen.page
        page.click(".contents a[href='#network']")
        page.click("#scope-all")
        page.click("#view-table")
        while page.is_visible("#table-more"):
            page.click("#table-more")
        for button in page.query_selector_all("#table tbody tr button.thing")[:80]:
            button.evaluate("b => b.click()")
        page.fill("#search", "<script")
        page.keyboard.press("Enter")
        page.mouse.move(600, 500)
        page.wait_for_timeout(300)

        assert page.evaluate("window.pwned") is None
        assert seen.dialogs == []
        assert seen.requests == []
        assert seen.errors == []
        assert page.url.split("#")[0] == path.resolve().as_uri()


def test_hostile_text_is_text_too_in_what_is_taken_away(hostile):
    _, path = hostile
    with opened(path) as seen:
        page = seen.page
        page.click(".contents a[href='#network']")
        page.click("#scope-all")
        for kind in ("graphml", "anx", "svg"):
            page.click("#exports summary")
            with page.expect_download() as waiting:
                page.click(f"[data-export={kind}]")
            tags = {element.tag for element in ElementTree.parse(waiting.value.path()).iter()}
            assert not {tag for tag in tags if tag.lower().endswith(("script", "img", "iframe"))}
        page.click("#exports summary")
        with page.expect_download() as waiting:
            page.click("[data-export=csv]")
        text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
        rows = csv.reader(io.StringIO(text, newline=""))
        cells = [cell for row in rows for cell in row]
        assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]


def test_hostile_text_is_shown_character_by_character(hostile):
    con, path = hostile
    with opened(path) as seen:
        page = seen.page
        page.click(".contents a[href='#network']")
        page.click("#scope-all")
        page.click("#view-table")
        while page.is_visible("#table-more"):
            page.click("#table-more")
        shown = page.evaluate("document.getElementById('table').textContent")
        surnames = [
            row[0]
            for row in con.execute(
                "SELECT DISTINCT surname FROM people WHERE surname IS NOT NULL"
            ).fetchall()
        ]

        assert len(surnames) > len(TEXTS) - 5
        assert [name for name in surnames if name.strip() and name.strip() not in shown] == []


def test_the_page_carries_a_policy_that_lets_only_its_two_scripts_run(hostile):
    _, path = hostile
    with opened(path) as seen:
        policy = seen.page.get_attribute("meta[http-equiv='Content-Security-Policy']", "content")
        ran = seen.page.evaluate(
            "(() => { const s = document.createElement('script'); s.textContent = 'window.pwned = 2';"
            " document.body.append(s); return window.pwned; })()"
        )

    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert policy.count("sha256-") == 2
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert ran is None


def test_a_page_too_long_a_name_breaks_nothing_on_a_telephone(hostile):
    _, path = hostile
    with opened(path, width=390, height=844) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= 390

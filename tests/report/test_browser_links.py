"""Links from a report's findings into Neo4j Browser: only where it is said where that is, ids only."""

import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from netgraph import report
from netgraph.cli import main
from tests.conftest import CaseMaker

DAY = date(2025, 3, 1)
BROWSER = "http://localhost:7474/browser/"
LINK = re.compile(r'<a class="in-browser" href="([^"]+)"')

# Somebody is told what to do, threatened and in debt, by three reports.
CASE = {
    "people": "id,forenames,surname,date_of_birth\np1,Una,Example,2009-01-01\np2,Sam,Sample,1990-01-01",
    "reports": "id,date,grade\nr1,2025-01-01,1AP\nr2,2025-01-15,1BP\nr3,2025-02-01,1AP",
    "links": "id,kind,from,to,start,report\nl1,directs,p2,p1,2025-01-01,r1\n"
    "l2,threatens,p2,p1,2025-01-15,r2\nl3,in_debt_to,p1,p2,2025-02-01,r3",
}


@pytest.fixture
def written(case: CaseMaker, tmp_path: Path):
    """A function that writes the report and gives its links."""
    con = case(**CASE)

    def write(browser_address: str, audience: str = "analyst") -> list[str]:
        path = tmp_path / "report.html"
        report.write_linked(con, path, DAY, browser_address, about=("p1",), audience=audience)
        return [unescape(link) for link in LINK.findall(path.read_text(encoding="utf-8"))]

    return write


def test_each_finding_has_a_link_that_puts_its_question_into_the_editor(written) -> None:
    links = written(BROWSER)

    asked = [parse_qs(urlsplit(link).query) for link in links]
    assert links
    assert all(link.startswith(f"{BROWSER}?cmd=edit&arg=") for link in links)
    assert "(:Person {id: 'p1'})" in asked[0]["arg"][0]


def test_a_link_holds_ids_and_no_names(written) -> None:
    assert re.findall("Una|Example|Sam|Sample", " ".join(written(BROWSER))) == []


def test_there_is_no_link_where_nobody_said_where_browser_is(written) -> None:
    assert written("") == []


def test_a_copy_that_shows_no_ids_has_no_link(written) -> None:
    assert written(BROWSER, audience="partner") == []


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://host/?x=1", "http://u:p@host/"])
def test_an_address_that_is_no_plain_one_of_a_page_is_refused(address: str) -> None:
    done = CliRunner().invoke(main, ["report", "-o", "x.html", "--browser-address", address])

    assert done.exit_code == 2
    assert "such as http://localhost:7474/browser/" in done.output

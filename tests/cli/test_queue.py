"""A daily import of custody records ends in the queue, and says what it changed."""

import json

import pytest
from click.testing import CliRunner

from netgraph.cli import main

CUSTODY = (
    "CUSTODY_NO,NOMINAL,SURNAME,FORENAMES,DOB,PNC_ID,ARRESTED,REPORTED,OFFENCE\n"
    "EX1,p2,Example,Ann,02/03/2009,,28/02/2025 22:10,2025-02-28,possession\n"
)
CASE = {
    "people": "id,surname,forenames,date_of_birth\np1,Invented,,1990-01-01\np2,Example,Ann,2009-03-02\n",
    "reports": "id,date,grade\nr1,2025-01-10,1AP\nr2,2025-01-20,2BP\n",
    "links": "id,kind,from,to,start,report\nl1,recruited,p1,p2,2025-01-09,r1\n",
}


@pytest.fixture
def run(tmp_path):
    case = tmp_path / "case"
    case.mkdir()
    for name, text in CASE.items():
        (case / f"{name}.csv").write_text(text, encoding="utf-8")
    (tmp_path / "custody-2025-03-01.csv").write_text(CUSTODY, encoding="utf-8")
    store = str(tmp_path / "case.duckdb")

    def command(*words):
        return CliRunner().invoke(main, ["--store", store, *words, "--as-of", "2025-03-01"])

    first = command("import", str(case))
    assert (first.exit_code, "WHAT CHANGED" in first.stdout) == (0, False)
    return command


def test_an_import_of_custody_records_ends_in_the_queue(run, tmp_path):
    result = run("import", str(tmp_path / "custody-2025-03-01.csv"))
    lines = result.stdout.splitlines()

    assert result.exit_code == 0
    assert lines.index("WHAT CHANGED BY IT (looked at from 2025-03-01)") < lines.index(
        "SAFEGUARDING QUEUE: IN CUSTODY FROM 2025-02-28 TO 2025-03-01 (1)"
    )
    assert any(line.startswith("p2 (Ann Example): ") for line in lines)
    assert "    · " + "Where exploitation is suspected" in result.stdout
    [same] = map(json.loads, run("queue", "--json").stdout.splitlines())
    assert (same["person"], same["age"]) == ("p2", 15)
    nobody = run("queue", "--since", "2025-03-01").stdout.splitlines()
    assert nobody[1] == "Nobody is recorded in custody in these days."


def test_an_import_says_what_it_changed_and_a_large_case_how_to_ask(run, tmp_path, monkeypatch):
    links = tmp_path / "links.csv"
    links.write_text("id,kind,from,to,start,report\nl2,directs,p1,p2,2025-01-19,r2\n")
    result = run("import", str(links))

    assert "  p2 (Ann Example): stronger, " in result.stdout
    assert "         by links l2; reports r2" in result.stdout.splitlines()
    monkeypatch.setattr("netgraph.workflow_intelligence.MOST_LINKS", 0)
    links.write_text("id,kind,from,to,start,report\nl3,directs,p1,p2,2025-01-19,r2\n")
    result = run("import", str(links))
    assert result.stdout.splitlines()[-1] == "What it changed: netgraph changes --since 2025-03-01"

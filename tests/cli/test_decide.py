"""The command ``netgraph decide candidate``: what speaks against comes first; nothing moves."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from netgraph.cli import main
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, import_files

AS_OF = "2025-03-01"
REASON = "Both sources were read again; r2 stands by itself."
FILES = {
    "people": "id,surname,date_of_birth\np1,Invented,1990-01-01\np2,Example,2009-03-02\n"
    "p3,Third,2009-03-02\n",
    "reports": "id,date,grade\nr1,2025-01-10,1AP\nr2,2025-01-20,2BP\nr3,2025-01-25,1BP\n",
    "links": "id,kind,from,to,start,report\n"
    "l1,recruited,p1,p2,2025-01-09,r1\nl2,directs,p1,p2,2025-01-19,r2\nl3,threatens,p1,p2,2025-01-24,r3\n"
    "l4,recruited,p3,p2,2025-01-09,r1\nl5,directs,p3,p2,2025-01-19,r2\nl6,threatens,p3,p2,2025-01-24,r3\n",
}


@pytest.fixture
def run(tmp_path):
    """Runs a command on a store with a candidate (p1) and somebody under 18 (p3)."""
    folder = tmp_path / "case"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    path = str(tmp_path / "case.duckdb")
    store = open_store(path, write=True, create=True)
    options = ImportOptions(today=date(2025, 3, 1), now="2025-03-01T09:00:00Z", by="tests")
    assert import_files(store, [folder], options).rejected_total == 0
    store.close()
    return lambda *words: CliRunner().invoke(main, ["--store", path, *words, "--as-of", AS_OF])


def decide(run, person, outcome, *more):
    return run("decide", "candidate", person, outcome, "--by", "DI 1", "--reason", REASON, *more)


def proposals(run):
    lines = run("propose", "--json").stdout.splitlines()
    return {each["person"]: each for each in map(json.loads, lines)}


def test_what_speaks_against_is_printed_before_the_decision_is_recorded(run):
    result = decide(run, "p1", "shortlist")

    assert result.exit_code == 0
    headings = [line for line in result.stdout.splitlines() if line[:2] != "  " or line[2:3] != " "]
    assert [line.strip() for line in headings if line] == [
        "What speaks against proposing p1 Invented (as it stands on 2025-03-01, candidate):",
        "Signs that this person is being exploited themselves",
        "Against the finding",
        "Other explanations",
        "What stands in the way",
        "What is missing",
        "Recorded, and not counted",
        "Recorded: p1 – shortlist, by DI 1: worth the time of the lawyers.",
        "Nothing else has changed.",
    ]


def test_a_decision_is_shown_by_propose_and_moves_nothing(run):
    before = proposals(run)
    decide(run, "p1", "reject")
    decide(run, "p3", "override", "--blocker", "under_18")
    after = proposals(run)

    assert list(after) == list(before)
    assert [each["status"] for each in after.values()] == [
        each["status"] for each in before.values()
    ]
    assert after["p1"]["decisions"][0].items() >= {
        "outcome": "reject", "blockers": [], "reason": REASON, "who": "DI 1",
    }.items()  # fmt: skip
    assert after["p3"]["decisions"][0]["blockers"] == ["under_18"]
    assert f"reject by DI 1: {REASON}" in run("propose").stdout


def test_somebody_under_18_is_not_shortlisted_before_a_supervisor_has_looked(run):
    result = decide(run, "p3", "shortlist")

    assert result.exit_code == 1
    assert result.stderr.startswith("Error: p3: blocked by under_18")
    assert proposals(run)["p3"]["decisions"] == []


def test_json_is_the_decision_alone_and_what_speaks_against_goes_to_stderr(run):
    result = decide(run, "p1", "shortlist", "--json")

    assert json.loads(result.stdout)["outcome"] == "shortlist"
    assert result.stderr.startswith("What speaks against proposing p1")


def test_a_decision_needs_a_reason_and_a_name(run):
    assert run("decide", "candidate", "p1", "reject", "--by", "DI 1").exit_code == 2
    assert run("decide", "candidate", "p1", "reject", "--reason", REASON).exit_code == 2


def test_about_somebody_who_is_not_proposed_nothing_is_decided(run):
    result = decide(run, "p2", "reject")

    assert result.exit_code == 1
    assert "there is nothing to decide" in result.stderr

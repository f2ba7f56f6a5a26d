"""The commands propose and non-association, through the command line alone."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from netgraph.cli import main
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, import_files

AS_OF = "2025-03-01"

FILES = {
    "people": "id,surname,forenames,date_of_birth\n"
    "p1,Adult,Invented,1995-05-05\np2,Child,Invented,2009-05-05\n"
    "p3,Third,Invented,1990-05-05\np4,Teenager,Invented,2008-05-05\n",
    "reports": "id,date,grade,origin\n"
    "r1,2025-01-10,1BP,o1\nr2,2025-01-20,2CP,o2\nr3,2025-01-25,1AP,o3\nr4,2025-01-26,1AP,o4\n",
    "events": "id,type,start,report\ne1,drug_supply,2025-01-09,r1\n",
    "links": "id,kind,from,to,start,report\n"
    "l1,directs,p1,p2,2025-01-09,r1\n"
    "l2,arranges_travel_for,p1,p2,2025-01-19,r2\n"
    "l3,threatens,p1,p2,2025-01-24,r3\n"
    "l4,recruited,p4,p2,2025-01-09,r1\n"
    "l5,directs,p4,p2,2025-01-19,r2\n"
    "l6,threatens,p4,p2,2025-01-24,r3\n"
    "l7,recruited,p3,p2,2025-01-24,r3\n"
    "l8,threatens,p3,p2,2025-01-24,r4\n"
    "l9,directs,p4,p2,2025-01-24,r4\n",
}


@pytest.fixture
def commands_on(tmp_path):
    """A function that imports files into a store, and gives one that runs commands on it."""

    def make(files):
        folder = tmp_path / "case"
        folder.mkdir()
        for name, text in files.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        path = str(tmp_path / "case.duckdb")
        store = open_store(path, write=True, create=True)
        options = ImportOptions(today=date(2025, 3, 1), now="2025-03-01T09:00:00Z", by="tests")
        assert import_files(store, [folder], options).rejected_total == 0
        store.close()
        return lambda *words: CliRunner().invoke(main, ["--store", path, *words, "--as-of", AS_OF])

    return make


@pytest.fixture
def run(commands_on):
    """Runs a command on a store that holds the case above."""
    return commands_on(FILES)


def test_propose_prints_one_object_a_line_with_the_contracts_fields_first(run):
    lines = [json.loads(line) for line in run("propose", "--json").stdout.splitlines()]

    assert {each["person"]: each["status"] for each in lines}["p1"] == "candidate"
    for each in lines:
        assert list(each) == [
            "person",
            "status",
            "acts",
            "independent_sources",
            "protects",
            "blockers",
            "missing",
            "label",
            "decisions",
        ]
        assert all(
            list(act) == ["indicator", "text", "links", "reports", "date"] for act in each["acts"]
        )


def test_propose_prints_children_first_for_people_to_read(run):
    lines = run("propose").stdout.splitlines()

    headings = [line for line in lines if line and not line.startswith((" ", "Proposals on"))]
    assert headings[0].startswith("Safeguarding first")
    assert any(line.startswith("Proposed for a new order") for line in headings[1:])
    assert "  p4 Invented Teenager – blocked" in lines
    assert lines[0].endswith("Whether the test of an order is met is for lawyers and the court.")


def test_propose_on_a_case_without_findings_says_nobody(commands_on):
    result = commands_on({"people": "id\np1\n"})("propose")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[1] == "Nobody: there is no exploiter finding."


def test_non_association_prints_one_object_with_the_contracts_fields_first(run):
    [line] = run("non-association", "p1", "--json").stdout.splitlines()
    result = json.loads(line)

    assert list(result)[:4] == ["person", "listed", "left_out", "class_conditions"]
    [listed] = result["listed"]
    assert list(listed)[:4] == ["person", "reasons", "protects", "exceptions"]
    assert (listed["person"], listed["protects"]) == ("p3", ["p2"])
    assert all(list(reason) == ["text", "links", "reports"] for reason in listed["reasons"])
    assert [(each["person"], each["code"]) for each in result["left_out"]] == [
        ("p2", "naming_exposes_victim"),
        ("p4", "naming_exposes_victim"),
    ]
    assert all(list(each)[:2] == ["category", "text"] for each in result["class_conditions"])


def test_non_association_says_it_when_no_order_is_proposed(run):
    lines = run("non-association", "p4").stdout.splitlines()

    assert lines[0].startswith("Non-association on 2025-03-01: p4 Invented Teenager. ")
    assert lines[1].startswith("p4 is blocked until a named supervisor decides otherwise: aged 16")


def test_non_association_of_an_unknown_id_fails_with_a_hint(run):
    result = run("non-association", "nobody")

    assert result.exit_code == 1
    assert result.stderr == (
        "Error: no person with the id nobody\nIds of people are those of people.csv.\n"
    )


def test_the_same_question_twice_gives_the_same_bytes(run):
    for arguments in (("propose",), ("propose", "--json"), ("non-association", "p1")):
        assert run(*arguments).stdout == run(*arguments).stdout

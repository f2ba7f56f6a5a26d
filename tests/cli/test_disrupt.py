"""The command disrupt, through the command line alone."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from netgraph.cli import main
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, import_files

FILES = {
    "people": "id,surname,forenames,date_of_birth\n"
    "p1,First,Invented,1995-05-05\np2,Child,Invented,2009-05-05\np3,Third,Invented,1990-05-05\n",
    "reports": "id,date,grade,origin\nr1,2025-01-10,1BP,o1\nr2,2025-01-20,2CP,o2\n"
    "r3,2025-01-25,1AP,o3\n",
    "links": "id,kind,from,to,start,report\n"
    "l1,directs,p1,p2,2025-01-09,r1\nl2,arranges_travel_for,p1,p2,2025-01-19,r2\n"
    "l3,threatens,p1,p2,2025-01-24,r3\nl4,threatens,p3,p2,2025-01-24,r3\n"
    "l5,directs,p3,p2,2025-01-09,r1\nl6,recruited,p3,p2,2025-01-19,r2\n",
}


@pytest.fixture
def run(tmp_path):
    """Runs the command on a store that holds the case above."""
    folder = tmp_path / "case"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    path = str(tmp_path / "case.duckdb")
    store = open_store(path, write=True, create=True)
    options = ImportOptions(today=date(2025, 3, 1), now="2025-03-01T09:00:00Z", by="tests")
    assert import_files(store, [folder], options).rejected_total == 0
    store.close()
    words = ["--store", path, "disrupt", "--as-of", "2025-03-01"]
    return lambda *more: CliRunner().invoke(main, [*words, *more])


def test_it_says_what_stays_in_reach_what_it_is_not_and_writes_a_picture(run, tmp_path):
    file = tmp_path / "picture.svg"
    result = run("--orders", "p3,p1", "-o", str(file))

    assert result.exit_code == 0
    assert result.stdout.startswith("Orders on 2025-03-01: p1 Invented First, p3 Invented Third")
    assert "It is no forecast" in result.stdout
    [line] = [each for each in result.stdout.splitlines() if "in contact with the group" in each]
    assert line.split()[-4::2] == ["1", "0"]
    assert file.read_text(encoding="utf-8").startswith("<svg ")


def test_json_is_one_object_and_the_same_twice(run):
    first = run("--best", "1", "--json")
    found = json.loads(first.stdout)

    assert found["people"] == ["p1"]
    assert (found["before"]["victims"], found["after"]["victims"]) == (1, 1)
    assert run("--best", "1", "--json").stdout == first.stdout


def test_it_asks_for_one_of_two_and_for_ids_that_are_there(run):
    assert run().exit_code == 2
    assert run("--best", "1", "--orders", "p1").exit_code == 2
    assert run("--orders", "nobody").stderr.startswith("Error: no person with the id nobody")

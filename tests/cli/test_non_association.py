"""The command non-association with its options, through the command line alone."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from netgraph.cli import main
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, import_files

# p1, p3 and p4 each act towards the child p2, by two origins; p5 does so by reports under conditions.
FILES = {
    "people": "id,surname,forenames,date_of_birth\n"
    "p1,First,Invented,1995-05-05\np2,Child,Invented,2009-05-05\np3,Third,Invented,1990-05-05\n"
    "p4,Fourth,Invented,1991-05-05\np5,Fifth,Invented,1992-05-05\np6,Child,Other,2010-05-05\n",
    "reports": "id,date,grade,origin\nr1,2025-01-10,1BP,o1\nr2,2025-01-20,2CP,o2\n"
    "r3,2025-01-25,1AC,covert-7\nr4,2025-01-26,1BC,covert-8\n",
    "links": "id,kind,from,to,start,report\n"
    "l1,directs,p1,p2,2025-01-09,r1\nl2,recruited,p1,p6,2025-01-19,r1\n"
    "l3,threatens,p3,p2,2025-01-19,r2\nl4,threatens,p4,p2,2025-01-19,r2\n"
    "l5,threatens,p4,p6,2025-01-19,r2\nl6,threatens,p5,p2,2025-01-24,r3\n"
    "l7,recruited,p5,p2,2025-01-24,r4\n",
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
    words = ["--store", path, "non-association", "--as-of", "2025-03-01"]
    return lambda *more: CliRunner().invoke(main, [*words, *more])


def test_the_curve_the_bound_and_both_lists_of_a_pair(run):
    curve = run("p1", "--curve").stdout
    [bounded] = [
        json.loads(line) for line in run("p1", "--most", "1", "--json").stdout.splitlines()
    ]
    two = [json.loads(line) for line in run("p4", "p1", "--json").stdout.splitlines()]

    assert "  names  protection  people  the next name\n" in curve
    assert "      1        0.73       2  p4: first to protect p2, p6\n" in curve
    assert [each["person"] for each in bounded["listed"]] == ["p4"]
    assert {"p3": "beyond_bound", "p5": "beyond_bound"}.items() <= {
        each["person"]: each["code"] for each in bounded["left_out"]
    }.items()
    assert (bounded["method"], bounded["proven"], bounded["most_each"]) == ("exact", 1.0, 1)
    assert [each["person"] for each in two] == ["p1", "p4"]
    assert [one["person"] for one in two[1]["listed"]] == ["p1", "p5"]


def test_the_court_sees_names_without_sources_and_is_not_told_of_those_held_back(run):
    inside, court = run("p1"), run("p1", "--court")
    [shown] = [json.loads(line) for line in run("p1", "--court", "--json").stdout.splitlines()]

    assert "p5 on the list of p1: Without reports that are shared under conditions" in inside.stdout
    assert court.stderr.startswith(
        "1 name is left out, since what it rests on may point to a source"
    )
    assert [each["name"] for each in shown["schedule"]] == ["Invented Third", "Invented Fourth"]
    for hidden in ("Child", "Fifth", "p2", "p5", "p6", "r1", "r2", "covert"):
        assert hidden not in court.stdout

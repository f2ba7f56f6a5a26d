import json

import pytest
from click.testing import CliRunner

from netgraph.cli import main
from netgraph.measures import MEASURES

FIELDS = [
    "person",
    "degree",
    "betweenness",
    "effective_size",
    "pagerank",
    "community",
    "rank",
    "rank_interval",
]


@pytest.fixture
def run(tmp_path):
    """Import a chain of three people and give a function that runs ``netgraph measures``."""
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "people.csv").write_text("id\np1\np2\np3\nworker\n")
    (folder / "reports.csv").write_text("id,date,grade\nr1,2025-01-01,2AP\n")
    (folder / "links.csv").write_text(
        "id,kind,from,to,report\nl1,pays,p1,p2,r1\nl2,pays,p2,p3,r1\nl3,supports,worker,p1,r1\n"
    )
    (folder / "flags.csv").write_text(
        "id,subject,flag,value,report\nf1,worker,professional,nurse,r1\n"
    )
    store = str(tmp_path / "case.duckdb")
    runner = CliRunner()
    assert runner.invoke(main, ["--store", store, "import", str(folder)]).exit_code == 0

    def measures(*options):
        return runner.invoke(
            main, ["--store", store, "measures", "--as-of", "2025-03-01", *options]
        )

    return measures


def test_each_person_is_one_json_object_with_the_fields_of_the_contract(run):
    done = run("--json")
    lines = [json.loads(line) for line in done.stdout.splitlines()]

    assert done.exit_code == 0
    assert [line["person"] for line in lines] == ["p2", "p1", "p3"]
    assert all(list(line) == FIELDS for line in lines)
    assert lines[0]["rank"] == dict.fromkeys(MEASURES, 1)
    assert lines[0]["rank_interval"] == {}


def test_stability_adds_the_interval_of_each_rank_and_says_how_many_runs(run):
    done = run("--json", "--stability")
    first = json.loads(done.stdout.splitlines()[0])

    assert set(first["rank_interval"]) == set(MEASURES)
    assert all(low <= high for low, high in first["rank_interval"].values())
    assert "40 re-runs" in done.stderr


def test_the_table_says_that_a_place_is_no_finding(run):
    done = run("--top", "1")

    assert done.stdout.splitlines()[1].split()[:7] == ["p2", "2", "(1)", "1", "(1)", "2", "(1)"]
    assert "2 more people" in done.stdout
    assert "context, never a finding" in done.stdout


def test_the_table_shows_intervals_beside_ranks(run):
    assert "(1, 1–" in run("--stability").stdout


def test_the_output_is_the_same_each_time(run):
    assert run("--json", "--stability").stdout == run("--json", "--stability").stdout

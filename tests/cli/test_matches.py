"""The commands ``matches`` and ``decide same|different|unsure``, on a store of their own."""

import json

import pytest
from click.testing import CliRunner

from netgraph.cli import main

FILES = {
    "reports": "id,date,grade\nr1,2025-03-01,1AP\n",
    "people": "id,surname,forenames,date_of_birth,pnc_id\np1,Smith,William,2009-03-04,1999/0123456X\n"
    "p2,Smith,Bill,2009-04-03,\np3,Smith,Will,2009-03-04,99/123456X\np4,Lane,Kit,,\np5,Lane,Kit,,\n",
    "events": "id,type,start,report\ne1,custody,2025-02-01,r1\n",
    "links": "id,kind,from,to,report\nl1,associates_with,p2,p4,r1\nl2,present_at,p4,e1,r1\n"
    "l3,present_at,p5,e1,r1\n",
}
WHY = "Fingerprints of both custody records agree."


@pytest.fixture
def run(tmp_path):
    """A function that runs a command on a store into which the case was imported."""
    case = tmp_path / "case"
    case.mkdir()
    for name, text in FILES.items():
        (case / f"{name}.csv").write_text(text, encoding="utf-8")
    store = str(tmp_path / "netgraph.duckdb")

    def command(*words, code=0):
        result = CliRunner().invoke(main, ["--store", store, *words])
        assert result.exit_code == code, result.output + result.stderr
        return result.stdout + result.stderr

    command.imported = command("import", str(case))
    return command


def test_from_import_to_decision_and_back(run):
    assert (
        "Read as one by a verified identifier: 1 pair. Shown by: netgraph matches" in run.imported
    )

    shown = run("matches")
    assert "p1 and p3: same, d1" in shown
    assert "the same verified PNC identifier" in shown
    assert "p1 and p2, person: strong grounds" in shown
    assert "day and month exchanged (2009-03-04 / 2009-04-03)" in shown

    decided = run("decide", "same", "p2", "p1", "--reason", WHY, "--by", "DC 4321")
    assert "Recorded as d2: p1 and p2 – same, by DC 4321." in decided
    assert "Both are read as p1 from now on." in decided

    explained = run("explain", "p2", "--as-of", "2025-03-01")
    assert "Also recorded as p2, p3." in explained
    assert "p1 was seen with p4" in explained or "p1" in explained

    run("undo", "d2", "--reason", "It was another one's fingerprints.", "--as-of", "2025-03-01")
    assert "Also recorded as p3." in run("explain", "p1", "--as-of", "2025-03-01")


def test_two_on_one_custody_record_are_refused_with_the_event_and_without_a_name(run):
    told = run("decide", "same", "p4", "p5", "--reason", WHY, "--by", "DC 4321", code=1)

    assert "p4 and p5 cannot be one: both are on one custody record: e1" in told
    assert "Lane" not in told


def test_json_gives_decisions_and_cards_one_a_line_and_about_leaves_the_rest_out(run):
    lines = [json.loads(line) for line in run("matches", "--json", "--about", "p3").splitlines()]

    assert [(each.get("outcome") or each["state"], each["a"], each["b"]) for each in lines] == [
        ("same", "p1", "p3"),
        ("proposed", "p1", "p2"),
    ]


def test_what_is_different_leaves_the_list_and_an_unsure_pair_stays_with_its_reason(run):
    run(
        "decide", "different", "p1", "p2", "--reason", "Cousins, both seen at home.", "--by", "DC 1"
    )
    assert "p1 and p2, person" not in run("matches")
    assert "p1 and p2, person" in run("matches", "--decided")

    run("decide", "unsure", "p1", "p2", "--reason", "Asked the school for the day.", "--by", "DC 2")
    assert "Decided: p1 and p2: unsure, d3" in run("matches")


def test_a_join_that_a_later_import_contradicts_is_shown_first_to_look_at_again(run, tmp_path):
    run("decide", "same", "p1", "p2", "--reason", WHY, "--by", "DC 4321")
    later = tmp_path / "later"
    later.mkdir()
    (later / "people.csv").write_text(
        "id,surname,forenames,pnc_id\np3,Smith,Will,20/9N\n", encoding="utf-8"
    )
    (later / "links.csv").write_text(
        "id,kind,from,to,report\nl8,present_at,p1,e1,r1\nl9,suspect_in,p2,e1,r1\n", encoding="utf-8"
    )
    run("import", str(later))

    shown = run("matches")

    assert "LOOK AGAIN: READ AS ONE, AND SOMETHING SAYS THAT THEY ARE TWO (2)" in shown
    assert "p1 and p2. To part them: netgraph undo d2 --reason TEXT" in shown
    assert "! both are on one custody record: e1" in shown
    assert "! they no longer bear the same verified PNC identifier" in shown


def test_a_verified_identifier_does_not_join_again_what_was_decided_to_be_different(run, tmp_path):
    run(
        "decide", "different", "p1", "p3", "--reason", "One number was given twice.", "--by", "DC 1"
    )
    people = tmp_path / "people.csv"
    people.write_text("id,surname,forenames\np9,Vale,Tom\n", encoding="utf-8")

    assert "Read as one" not in run("import", str(people))
    assert "READ AS ONE" not in run("matches")


def test_the_log_calls_a_join_a_combination_with_its_ids(run):
    run("decide", "same", "p1", "p2", "--reason", WHY, "--by", "DC 4321")
    lines = [json.loads(line) for line in run("log", "--json").splitlines()]
    combined = [each for each in lines if each["kind"] == "combination"]

    assert [each["command"] for each in combined] == ["import", "decide same"]
    assert combined[0]["options"] == {"joined": ["p1 p3"]}
    assert combined[1]["options"]["a"] == "p1"

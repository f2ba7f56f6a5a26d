"""The commands find and explain, for people and for machines."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from netgraph.cli import main
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, import_files

CASE = {
    "people": "id,forenames,surname,date_of_birth\nboss,Ana,Example,1990-01-01\n"
    "child,,,2009-01-01\ntenant,,,",
    "addresses": "id,line,postcode,use\na1,12 Example Road,CM99 1AA,home",
    "reports": "id,date,grade,origin,agency\nr1,2025-02-01,1AP,school,school\n"
    "r2,2025-02-02,2BP,,police\nr3,2025-02-03,B21,,police\nr4,2025-02-04,1EP,,public",
    "events": "id,type,start,report\ne1,antisocial,2025-02-02,r2",
    "links": """id,kind,from,to,start,report,basis,detail
l1,directs,boss,child,2025-01-10,r1,,
l2,threatens,boss,child,2025-01-20,r2,,
l3,controls,boss,a1,2025-01-25,r3,assessment,(a)
l4,lives_at,tenant,a1,2019-01-01,r1,,
l5,controls,tenant,a1,2025-01-01,r4,,
l6,occurred_at,e1,a1,2025-02-02,r2,,""",
    "flags": "id,subject,flag,value,report\nf1,a1,care_round,,r1",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory) -> Path:
    """A store that holds the small case of this module."""
    folder = tmp_path_factory.mktemp("case")
    for name, text in CASE.items():
        (folder / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
    path = folder / "case.duckdb"
    opened = open_store(str(path), write=True, create=True)
    options = ImportOptions(today=date(2025, 6, 1), now="2025-06-01T09:00:00Z", by="tests")
    import_files(opened, [folder], options)
    opened.close()
    return path


def run(store: Path, *arguments: str, exit_code: int = 0):
    result = CliRunner().invoke(main, ["--store", str(store), *arguments, "--as-of", "2025-03-01"])
    assert result.exit_code == exit_code, result.output
    return result


def test_find_prints_victims_first_with_reasons_points_and_reports(store):
    text = run(store, "find").stdout

    assert text.index("LIKELY VICTIMS") < text.index("POSSIBLE EXPLOITERS")
    assert "boss (Ana Example): " in text
    assert "reports r1" in text
    assert "Not known: " in text
    assert text.endswith("Each is a lead for a person to judge. Run: netgraph explain ID\n")


def test_find_prints_one_claim_as_json_with_the_contracts_fields_first(store):
    lines = run(store, "find", "exploiter", "--json").stdout.splitlines()

    assert [json.loads(line)["claim"] for line in lines] == ["exploiter"]
    assert lines[0].startswith('{"claim": "exploiter", "subject": "boss", "label": "Ana Example"')
    finding = json.loads(lines[0])
    assert list(finding)[3:10] == [
        "support",
        "points",
        "independent_sources",
        "last_act",
        "reasons",
        "against",
        "also",
    ]
    assert list(finding["reasons"][0])[:5] == ["indicator", "points", "text", "links", "reports"]


def test_find_says_when_there_is_nothing(store):
    result = CliRunner().invoke(main, ["--store", str(store), "find", "--as-of", "2020-01-01"])

    assert (result.exit_code, result.stdout) == (0, "Nothing found that a lead could rest on.\n")


def test_find_refuses_a_claim_that_is_not_made(store):
    assert "cuckooed_address" in run(store, "find", "guilt", exit_code=2).stderr


def test_explain_prints_the_whole_argument(store):
    text = run(store, "explain", "a1").stdout

    assert text.startswith("Address a1 (12 Example Road, CM99 1AA)\n")
    assert "found: Carers visit the home by roster." in text
    assert "cannot be seen in the data: a key safe" in text
    assert "l3  2025-01-25  boss controls a1 ((a)), an assessment  [r3 1" in text
    assert "not used: graded E: suspected to be false" in text
    assert "e1  2025-02-02  event of antisocial at a1" in text
    assert "(converted from B21)" in text


def test_explain_says_when_no_finding_rests_on_a_known_id(store):
    text = run(store, "explain", "e1").stdout

    assert "No finding rests on what is recorded." in text
    assert "event of antisocial at a1" in text


def test_explain_prints_one_json_object(store):
    [line] = run(store, "explain", "boss", "--json").stdout.splitlines()

    shown = json.loads(line)
    assert list(shown)[:7] == [
        "subject",
        "kind",
        "label",
        "findings",
        "links",
        "reports",
        "missing",
    ]
    assert {link["id"] for link in shown["links"]} == {"l1", "l2", "l3"}


def test_explain_fails_for_an_id_that_the_store_does_not_hold(store):
    result = run(store, "explain", "nobody", exit_code=1)

    assert result.stdout == ""
    assert "nothing in this store has the id 'nobody'" in result.stderr

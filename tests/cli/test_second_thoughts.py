"""``withdraw``, ``undo`` and ``changes``: claims taken out and back, and who has a copy."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from netgraph.audit import Act, read_line
from netgraph.cli import main
from netgraph.store import open_store
from netgraph.store.file_log import FileLog
from netgraph.workflow import ImportOptions, import_files

AS_OF = "2025-03-01"
FIRST = {
    "people": "id,surname,date_of_birth\np1,Invented,1990-01-01\np2,Example,2009-03-02\n",
    "reports": "id,date,grade\nr1,2025-01-10,1AP\nr2,2025-01-20,2BP\n",
    "links": "id,kind,from,to,start,report\n"
    "l1,recruited,p1,p2,2025-01-09,r1\nl2,directs,p1,p2,2025-01-19,r2\n",
}
SECOND = {
    "reports": "id,date,grade\nr3,2025-02-25,1BP\n",
    "links": "id,kind,from,to,start,report\nl3,threatens,p1,p2,2025-02-24,r3\n",
}


def keep(path, folder, files, now):
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    store = open_store(path, write=True, create=True)
    options = ImportOptions(today=date(2025, 3, 1), now=now, by="tests")
    assert import_files(store, [folder], options).rejected_total == 0
    store.close()


@pytest.fixture
def run(tmp_path):
    """Runs a command on a store of two imports: two reports, and a third a month later."""
    path = str(tmp_path / "case.duckdb")
    keep(path, tmp_path / "first", FIRST, "2025-02-01T09:00:00Z")
    keep(path, tmp_path / "second", SECOND, "2025-02-26T09:00:00Z")
    return lambda *words: CliRunner().invoke(main, ["--store", path, *map(str, words)])


def handed_out(tmp_path, name, as_of, **more):
    """Put a line into the log as netgraph report does, without the work of writing a report."""
    log = FileLog(str(tmp_path / "case.duckdb"))
    inputs = tuple(read_line(log.lines()[-1])["inputs"])
    options = {"output": name, "audience": "partner", "as-of": as_of, **more}
    at = "2025-03-01T10:00:00Z"
    log.append(Act(at, "A", "disclosure", "report", options, "The team", inputs=inputs))


def points(run):
    lines = run("find", "--json", "--as-of", AS_OF).stdout.splitlines()
    return {(each["claim"], each["subject"]): each["points"] for each in map(json.loads, lines)}


def test_a_withdrawn_report_changes_findings_lists_who_has_a_copy_and_can_be_undone(run, tmp_path):
    before = points(run)
    handed_out(tmp_path, "now.html", AS_OF)
    handed_out(tmp_path, "early.html", "2025-01-15")
    handed_out(tmp_path, "of-others.html", AS_OF, about=["p9"])
    result = run("withdraw", "r3", "--reason", "Mistaken.", "--by", "DS 1", "--as-of", AS_OF)

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "Withdrawn: report r3, by DS 1 (decision d1)."
    assert lines[1] == "No longer shown: 1 reports, 1 links."
    assert "LIKELY VICTIMS" in lines
    assert "         no longer by links l3; reports r3" in lines
    [handed] = [line for line in lines if "log line" in line]
    assert handed.endswith("report now.html, for partners, to The team")
    after = points(run)
    assert after[("likely_victim", "p2")] < before[("likely_victim", "p2")]

    undone = run("undo", "d1", "--reason", "It was right.", "--by", "DS 1", "--as-of", AS_OF)
    assert undone.stdout.startswith("Undone: decision d1, by DS 1 (decision d2).\nShown again: ")
    assert points(run) == before
    again = run("undo", "d1", "--reason", "x")
    assert (again.exit_code, "undone already, by decision d2" in again.output) == (1, True)


def test_an_undone_import_takes_its_claims_out_and_is_in_the_log(run):
    result = run("undo", "2", "--reason", "Wrong file.", "--by", "DS 1", "--json", "--as-of", AS_OF)
    done = json.loads(result.stdout)
    log = run("log", "--last", "1").stdout

    assert (done["what"], done["about"]) == ("undo", "i2")
    assert done["rows"] == [["reports", -1], ["links", -1]]
    assert {each["change"] for each in done["changes"]["changes"]} <= {"weaker", "gone"}
    assert "alteration: undo NUMBER 2" in log or "alteration: undo what 2" in log
    assert "because: Wrong file." in log


def test_changes_since_a_day_name_the_claims_that_did_it(run):
    result = run("changes", "--since", "2025-02-20", "--as-of", AS_OF, "--json")
    found = {
        (each["claim"], each["subject"]): each
        for each in map(json.loads, result.stdout.splitlines())
    }
    victim = found[("likely_victim", "p2")]

    assert victim["change"] == "stronger"
    assert victim["points"] == points(run)[("likely_victim", "p2")] > victim["points_before"]
    assert ["l3"] in [each["added"]["links"] for each in victim["reasons"]]
    text = run("changes", "--since", "2025-02-20", "--as-of", AS_OF).stdout
    assert text.startswith("Since 2025-02-20, looked at from 2025-03-01: imports 2.\n")
    nothing = run("changes", "--since", "2025-03-01", "--as-of", AS_OF).stdout
    assert nothing.splitlines()[1] == "No finding is new, gone, stronger or weaker."


def test_what_cannot_be_withdrawn_or_undone_is_said(run):
    for words, said in (
        (("withdraw", "r9"), "r9: no such report"),
        (("undo", "7"), "7: no such import"),
        (("undo", "p1"), "p1: no such import"),
    ):
        result = run(*words, "--reason", "x", "--by", "DS 1")
        assert (result.exit_code, said in result.output) == (1, True)
    assert run("withdraw", "r1").exit_code == 2

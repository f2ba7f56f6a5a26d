"""Every command goes through the log, and the log says whether it is whole."""

import json
import time

import click
import pytest
from click.testing import CliRunner

from netgraph.audit import KINDS, NO_REASON
from netgraph.cli import COMMANDS, main
from netgraph.cli.acts import ACT_KINDS

AS_OF = "2025-06-01"
NAMES = ("Larkspur", "Tansy")
# A command that costs little, for a second line.
QUICK = ("orders", "in-force", "--as-of", AS_OF)
# Seconds of the processor that a command may spend on the log.
LOG_SECONDS = 0.02

# Commands that have no store to log in, or read the log itself.
NOT_LOGGED = ("simulate", "log")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A function that runs a command on a small case; the first one imports it."""
    monkeypatch.setenv("NETGRAPH_USER", "analyst-7")
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "people.csv").write_text("id,surname\np1,Larkspur\np2,Tansy\n")
    (folder / "reports.csv").write_text("id,date,grade\nr1,2025-03-01,1AP\n")
    (folder / "links.csv").write_text("id,kind,from,to,start,report\nl1,pays,p1,p2,2025-03-01,r1\n")

    def call(*arguments, exit_code=0):
        store = str(tmp_path / "s.duckdb")
        result = CliRunner().invoke(main, ["--store", store, *arguments])
        assert result.exit_code == exit_code, result.output + repr(result.exception)
        return result

    call("import", str(folder))
    return call


def lines(run):
    return [json.loads(each) for each in run("log", "--json").stdout.splitlines()]


def test_each_command_is_one_line_that_says_who_what_and_with_which_options(run):
    run("find", "exploiter", "--as-of", AS_OF)
    run("explain", "p1", "--as-of", AS_OF)

    collected, found, explained = lines(run)
    assert (collected["kind"], collected["command"]) == ("collection", "import")
    assert (found["kind"], found["by"]) == ("consultation", "analyst-7")
    assert found["options"] == {"claim": "exploiter", "as-of": AS_OF}
    assert explained["options"] == {"subject": "p1", "as-of": AS_OF}


def test_of_an_import_the_log_holds_the_digest_of_each_file(run):
    import hashlib

    [collected] = lines(run)
    digest = hashlib.sha256(b"id,surname\np1,Larkspur\np2,Tansy\n").hexdigest()

    assert digest in collected["inputs"]
    assert len(collected["inputs"]) == 4
    assert collected["options"] == {}
    assert "collection: import of 3 files" in run("log").stdout


def test_no_name_gets_into_the_log(run, tmp_path):
    run("explain", "Larkspur", exit_code=1)
    run("report", "-o", str(tmp_path / "r.html"), "--about", "p1", "--about", "Tansy", exit_code=1)
    run("import", str(tmp_path / "case"), "--source", "Tansy's file")
    text = (tmp_path / "s.duckdb.log.jsonl").read_text()

    assert [name for name in NAMES if name in text] == []
    assert [each["options"].get("about") for each in lines(run)][2] == ["p1", "given"]


def test_the_line_is_there_before_the_command_fails_or_prints(run):
    run("explain", "p9", exit_code=1)

    assert [each["command"] for each in lines(run)] == ["import", "explain"]


def test_a_dry_run_is_a_consultation(run, tmp_path):
    run("import", "--dry-run", str(tmp_path / "case"))

    assert [each["kind"] for each in lines(run)] == ["collection", "consultation"]


def test_a_copy_for_others_says_for_whom_and_why(run, tmp_path):
    path = str(tmp_path / "r.html")
    run(
        "report",
        "-o",
        path,
        "--audience",
        "officer",
        "--recipient",
        "A team",
        "--reason",
        "briefing",
    )
    line = lines(run)[-1]

    assert (line["kind"], line["recipient"], line["reason"]) == ("disclosure", "A team", "briefing")
    assert line["options"] == {"output": path, "audience": "officer"}


def test_without_a_terminal_a_copy_is_written_without_a_reason_and_both_say_so(run, tmp_path):
    done = run("report", "-o", str(tmp_path / "r.html"), "--audience", "court")

    assert lines(run)[-1]["reason"] == NO_REASON
    assert NO_REASON in done.stderr
    assert done.stdout == f"{tmp_path / 'r.html'}\n"


def test_an_analysts_own_report_needs_no_reason(run, tmp_path):
    done = run("report", "-o", str(tmp_path / "r.html"))

    assert lines(run)[-1]["reason"] == ""
    assert done.stderr == ""


def test_what_cannot_be_logged_is_not_done(run, tmp_path):
    (tmp_path / "s.duckdb.log.jsonl").unlink()
    (tmp_path / "s.duckdb.log.jsonl").symlink_to("/dev/full")
    done = run("report", "-o", str(tmp_path / "r.html"), exit_code=1)

    assert done.stdout == ""
    assert "the log cannot be written" in done.stderr
    assert not (tmp_path / "r.html").exists()


def test_an_import_that_cannot_be_logged_makes_no_store(run, tmp_path):
    (tmp_path / "new.duckdb.log.jsonl").symlink_to("/dev/full")
    done = CliRunner().invoke(
        main, ["--store", str(tmp_path / "new.duckdb"), "import", str(tmp_path / "case")]
    )

    assert done.exit_code == 1
    assert not (tmp_path / "new.duckdb").exists()


def test_nothing_is_logged_where_there_is_no_store(tmp_path):
    CliRunner().invoke(main, ["--store", str(tmp_path / "none.duckdb"), "find"])

    assert list(tmp_path.iterdir()) == []


def test_verify_says_that_a_log_is_whole(run):
    done = run("log", "verify")

    assert done.stdout.startswith("The log is whole: 1 lines")
    assert len(lines(run)) == 1


def test_verify_says_which_line_was_edited(run, tmp_path):
    run(*QUICK)
    path = tmp_path / "s.duckdb.log.jsonl"
    path.write_text(path.read_text().replace("analyst-7", "analyst-8", 1))
    done = run("log", "verify", exit_code=1)

    assert "place 1: line 1 was edited" in done.stdout
    assert done.stdout.endswith("The log is NOT whole.\n")
    assert "The log is not whole" not in run(*QUICK).stderr
    read = [
        json.loads(each) for each in run("log", "verify", "--json", exit_code=1).stdout.splitlines()
    ]
    assert (read[0]["what"], read[0]["place"], read[-1]["whole"]) == ("problem", 1, False)


def test_a_command_warns_where_the_end_of_the_log_was_cut_off(run, tmp_path):
    run(*QUICK)
    path = tmp_path / "s.duckdb.log.jsonl"
    path.write_text(path.read_text().splitlines()[0] + "\n")

    assert "netgraph log verify" in run(*QUICK).stderr
    assert "line 2 is missing" in run("log", "verify", exit_code=1).stdout


def test_verify_sees_that_log_and_second_place_are_gone(run, tmp_path):
    for name in ("jsonl", "head"):
        (tmp_path / f"s.duckdb.log.{name}").unlink()

    assert (
        "the store holds 1 imports, the log tells of 0" in run("log", "verify", exit_code=1).stdout
    )


def test_a_hash_noted_elsewhere_shows_that_a_log_was_made_anew(run):
    noted = lines(run)[0]["hash"]

    run("log", "verify", "--holds", noted)
    assert "no line has the hash" in run("log", "verify", "--holds", "0" * 64, exit_code=1).stdout


def test_lines_read_as_sentences(run):
    run(*QUICK)
    last = run("log", "--last", "1").stdout

    assert "analyst-7" in last
    assert last.rstrip().endswith(f"consultation: orders in-force as-of {AS_OF}")


def leaves(command, name):
    """Names of a command and, of a group, of all its commands."""
    if isinstance(command, click.Group):
        for part in command.list_commands(None):
            yield from leaves(command.get_command(None, part), f"{name} {part}")
    else:
        yield name


def test_every_command_says_what_kind_of_act_it_is():
    every = [leaf for name in COMMANDS for leaf in leaves(main.get_command(None, name), name)]
    unknown = [
        each
        for each in every
        if each.split()[0] not in NOT_LOGGED and not {each, each.split()[0]} & set(ACT_KINDS)
    ]

    assert unknown == []
    assert set(ACT_KINDS.values()) <= set(KINDS)


def test_the_log_costs_a_command_next_to_nothing(tmp_path):
    from netgraph.audit import Act
    from netgraph.store.file_log import FileLog

    log = FileLog(str(tmp_path / "s.duckdb"))
    start = time.process_time()
    for _ in range(10):
        log.append(Act("2025", "tests", "consultation", "find"))

    assert (time.process_time() - start) / 10 < LOG_SECONDS

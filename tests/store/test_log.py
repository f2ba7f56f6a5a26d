"""Where lines of the log are kept: a file beside an embedded store, nodes of a server."""

import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import neo4j
import pytest

from netgraph.audit import REPAIR, Act, check, read_line
from netgraph.errors import LogError
from netgraph.store import open_store
from netgraph.store.file_log import FileLog

LOGS = ["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)]
PROCESSES, APPENDS = 4, 25


def act(text="find"):
    return Act("2025-06-01T09:00:00+00:00", "tests", "consultation", text)


@pytest.fixture(params=LOGS)
def store_at(request, tmp_path):
    """Address and credentials of an empty store of each sort."""
    if request.param == "neo4j":
        server = request.getfixturevalue("empty_server")
        address, credentials = server.bolt, server.credentials
    else:
        address, credentials = str(tmp_path / "case.duckdb"), None
    store = open_store(address, write=True, create=True, credentials=credentials)
    store.log().append(act("import"))
    store.close()
    return address, credentials


def problems(log):
    return [each.text for each in check(log.lines(), log.head()).problems]


def append_some(address, credentials, name):
    if "://" not in address:
        log, store = FileLog(address), None
    else:
        store = open_store(address, credentials=credentials)
        log = store.log()
    for number in range(APPENDS):
        log.append(act(f"{name}-{number}"))
    if store is not None:
        store.close()


def test_lines_come_back_in_order_and_chained(store_at):
    address, credentials = store_at
    store = open_store_if_server(address, credentials)
    log = store.log() if store else FileLog(address)
    log.append(act("find"))
    log.append(act("explain"))

    assert [read_line(each)["command"] for each in log.lines()] == ["import", "find", "explain"]
    assert problems(log) == []
    if store:
        store.close()


def open_store_if_server(address, credentials):
    return open_store(address, credentials=credentials) if "://" in address else None


def test_processes_that_append_at_the_same_time_leave_the_chain_whole(store_at):
    address, credentials = store_at
    context = multiprocessing.get_context("spawn")
    started = [
        context.Process(target=append_some, args=(address, credentials, str(number)))
        for number in range(PROCESSES)
    ]
    for each in started:
        each.start()
    for each in started:
        each.join()
    store = open_store_if_server(address, credentials)
    log = store.log() if store else FileLog(address)
    commands = [read_line(each)["command"] for each in log.lines()]

    assert [each.exitcode for each in started] == [0] * PROCESSES
    assert problems(log) == []
    assert len(commands) == PROCESSES * APPENDS + 1
    for name in range(PROCESSES):
        own = [each for each in commands if each.startswith(f"{name}-")]
        assert own == [f"{name}-{number}" for number in range(APPENDS)]
    if store:
        store.close()


@pytest.mark.neo4j
def test_a_server_whose_log_was_changed_says_so(empty_server):
    store = open_store(
        empty_server.bolt, write=True, create=True, credentials=empty_server.credentials
    )
    log = store.log()
    for name in ("a", "b", "c", "d"):
        log.append(act(name))
    empty_server.query("MATCH (n:LogLine {number: 4}) DELETE n")

    assert problems(log) == ["line 4 is missing at the end"]
    assert log.append(act("e")).is_sound is False
    assert problems(log) == ["line 4 is missing"]
    empty_server.query(
        "MATCH (n:LogLine {number: 2}) SET n.text = replace(n.text, '\"b\"', '\"x\"')"
    )
    assert "line 2 was edited: its hash does not fit what it says" in problems(log)
    empty_server.query("MATCH (n:Log) DELETE n")
    assert log.append(act("f")).is_sound is False
    assert "line 6 is missing" in problems(log)
    store.close()


@pytest.mark.neo4j
def test_a_lost_server_stops_what_was_to_be_logged(empty_server):
    store = open_store(
        empty_server.bolt, write=True, create=True, credentials=empty_server.credentials
    )
    log = store.log()
    store.close()

    with pytest.raises(LogError, match="the log cannot be written"):
        log.append(act())


@pytest.mark.neo4j
def test_the_log_is_written_while_somebody_else_imports(empty_server):
    store = open_store(
        empty_server.bolt, write=True, create=True, credentials=empty_server.credentials
    )
    log = store.log()
    log.append(act("import"))
    with (
        neo4j.GraphDatabase.driver(empty_server.bolt, auth=empty_server.credentials) as driver,
        driver.session() as session,
        session.begin_transaction() as importing,
    ):
        importing.run("MATCH (s:Store) SET s.asked = true").consume()

        assert log.append(act()).number == 2
    store.close()


def test_a_passing_store_has_no_log():
    store = open_store(":memory:")

    assert store.log() is None
    store.close()


def written(tmp_path, lines=3):
    log = FileLog(str(tmp_path / "case.duckdb"))
    for number in range(lines):
        log.append(act(f"c{number}"))
    return log, tmp_path / "case.duckdb.log.jsonl", tmp_path / "case.duckdb.log.head"


def test_a_line_cut_off_in_the_middle_is_kept_and_noted_by_the_next(tmp_path):
    log, path, head = written(tmp_path)
    before = head.read_text()
    log.append(act("cut off"))
    whole = path.read_bytes()
    pending = json.loads(before) | {"pending": json.loads(head.read_text())["hash"]}
    head.write_text(json.dumps(pending))
    path.write_bytes(whole[:-40])

    line = log.append(act("next"))

    assert line.is_sound
    assert path.read_bytes().startswith(whole[:-40] + b"\n")
    assert [read_line(each)["kind"] for each in log.lines()[-2:]] == [REPAIR, "consultation"]
    checked = check(log.lines(), log.head())
    assert checked.problems == ()
    assert [each.line for each in checked.notes] == [4]


def test_a_line_that_lacks_nothing_but_its_end_is_taken_as_it_is(tmp_path):
    log, path, head = written(tmp_path, lines=2)
    first = json.loads(path.read_text().splitlines()[0])
    last = json.loads(head.read_text())["hash"]
    head.write_text(json.dumps({"lines": 1, "hash": first["hash"], "pending": last}))
    path.write_bytes(path.read_bytes()[:-1])

    assert log.append(act("next")).number == 3
    assert problems(log) == []


def test_garbage_at_the_end_that_no_process_was_writing_stays_a_fault(tmp_path):
    log, path, _ = written(tmp_path)
    with path.open("ab") as file:
        file.write(b"something else")

    assert log.append(act("next")).is_sound is False
    assert problems(log) == ["what stands here is no line of the log"]


def test_an_end_that_was_cut_off_stays_to_be_seen_after_further_lines(tmp_path):
    log, path, _ = written(tmp_path, lines=5)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:3]))

    assert log.append(act("next")).is_sound is False
    assert log.append(act("and next")).number == 7
    assert problems(log) == ["lines 4 to 5 are missing"]


def test_a_removed_log_stays_to_be_seen_after_further_lines(tmp_path):
    log, path, _ = written(tmp_path)
    path.unlink()
    log.append(act("next"))

    assert problems(log) == ["lines 1 to 3 are missing"]


def test_a_removed_second_place_stays_to_be_seen_after_further_lines(tmp_path):
    log, _, head = written(tmp_path)
    head.unlink()
    assert log.append(act("next")).is_sound is False
    log.append(act("and next"))

    [problem] = problems(log)
    assert problem.startswith("the second place was gone when this line was written")


def test_a_line_longer_than_what_is_read_at_once_is_found(tmp_path):
    log, _, _ = written(tmp_path)
    log.append(Act("2025", "tests", "consultation", "find", {"about": ["p" * 40_000]}))
    log.append(act("next"))

    assert problems(log) == []


@pytest.mark.parametrize("which", ["jsonl", "head"])
def test_a_full_disk_stops_what_was_to_be_logged(tmp_path, which):
    log, _, _ = written(tmp_path)
    place = tmp_path / f"case.duckdb.log.{which}"
    kept = tmp_path / "kept"
    shutil.move(place, kept)
    place.symlink_to("/dev/full")

    with pytest.raises(LogError, match="No space left on device"):
        log.append(act("next"))

    place.unlink()
    shutil.move(kept, place)
    log.append(act("and on"))
    assert problems(log) == []


def test_a_log_that_may_not_be_written_stops_what_was_to_be_logged(tmp_path):
    (tmp_path / "case.duckdb.log.jsonl").mkdir()

    with pytest.raises(LogError, match="the log cannot be written"):
        FileLog(str(tmp_path / "case.duckdb")).append(act())


APPENDER = """
import sys
from netgraph.audit import Act
from netgraph.store.file_log import FileLog
log = FileLog(sys.argv[1])
number = 0
while True:
    number += 1
    line = log.append(Act("2025", "tests", "consultation", "find", {"n": number, "x": "y" * 3000}))
    print(line.number, flush=True)
"""


def test_a_process_killed_at_any_moment_leaves_a_log_that_goes_on(tmp_path: Path):
    address = str(tmp_path / "case.duckdb")
    acknowledged = 0
    for round_ in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", APPENDER, address], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(3 + round_ % 4):
            acknowledged = int(process.stdout.readline())
        time.sleep(0.0007 * round_)
        os.kill(process.pid, signal.SIGKILL)
        rest = process.communicate()[0].split()
        acknowledged = int(rest[-1]) if rest else acknowledged

        log = FileLog(address)
        assert problems(log) == []
        assert check(log.lines(), log.head()).lines >= acknowledged

"""What kill -9 does amid imports, decisions, withdrawals and removals: nothing lost, nothing half.

The suite kills ten times. ``NETGRAPH_TEST_KILLS=50 pytest tests/store/test_kills.py`` kills more often.
"""

import contextlib
import multiprocessing
import multiprocessing.connection
import os
import random
import time
from datetime import date
from pathlib import Path

from netgraph.audit import Act, check, read_line
from netgraph.provenance.forgetting import Removing
from netgraph.provenance.second_thoughts import Given, withdrawal
from netgraph.store import open_store
from netgraph.store.base import Store
from netgraph.workflow import ImportOptions, import_files
from netgraph.workflow_intelligence import forget

KILLS = int(os.environ.get("NETGRAPH_TEST_KILLS", "10"))
ROWS = 400
STEPS = ("import", "decide", "withdraw", "forget")
DAY = date(2025, 6, 1)

# As in test_faults.py: what is tried is the writing, not the start.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    ["netgraph.store.embedded", "netgraph.intake", "netgraph.sources", "netgraph.orders.register"]
)


def step_of(number: int) -> tuple[str, int]:
    """What is done as that step, and the number of the import that it is about."""
    return STEPS[(number - 1) % len(STEPS)], number - (number - 1) % len(STEPS)


def forgotten_person(about: int) -> str:
    return f"person-{about}-forgettable"


def do(store: Store, folder: Path, address: str, number: int) -> None:
    """Do one step as a command does: first the line of the log, then the thing itself."""
    step, about = step_of(number)
    act = Act(str(number), "tests", "alteration", step, {"number": number})
    log = store.log()
    assert log is not None
    log.append(act)
    given = Given("tests", "Tried here.", str(number))
    if step == "import":
        people = "".join(f"p{number}-{place},Name\n" for place in range(ROWS))
        texts = {
            "people": f"id,surname\n{forgotten_person(number)},Vanishing{number}Name\n{people}",
            "reports": f"id,date,grade\nr{number},2025-01-01,1AP\n",
            "links": f"id,kind,from,to,report\nl{number},pays,p{number}-0,p{number}-1,r{number}\n",
        }
        for name, text in texts.items():
            (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        options = ImportOptions(today=DAY, now=str(number), by="tests")
        import_files(store, [folder / f"{name}.csv" for name in texts], options)
    elif step == "decide":
        kept = {"what": "candidate", "about": f"p{about}-0", "reason": "Tried.", "who": "tests"}
        store.write_decision({**kept, "when": str(number)})
    elif step == "withdraw":
        decision = withdrawal(store.tables(), f"r{about}", store.decisions(), given)
        store.write_decision(decision)
    else:
        removing = Removing(address, DAY, "00112233", act)
        forget(store, forgotten_person(about), given, removing)


def go_on_and_on(
    folder: Path, address: str, first: int, said: "multiprocessing.connection.Connection"
) -> None:
    """Do one step after the other, and say so after each: what was said must be there."""
    for number in range(first, first + 1000):
        store = open_store(address, write=True, create=True)
        do(store, folder, address, number)
        said.send(number)
        store.close()


def steps_kept(store: Store) -> list[int]:
    """Numbers of all steps of which the store holds what came of them."""
    kept = [int(record.imported_at) for record in store.imports()]
    return sorted([*kept, *(int(each["when"]) for each in store.decisions())])


def check_what_is_kept(address: str, steps: list[int]) -> None:
    """Each step that is kept is whole; none that is not has left anything."""
    store = open_store(address)
    con = store.tables()
    people = dict(
        con.execute(
            "SELECT import_id, count(*) FROM people WHERE id LIKE 'p%-%' AND surname = 'Name' GROUP BY 1"
        ).fetchall()
    )
    links = {each for (each,) in con.execute("SELECT id FROM links").fetchall()}
    named = {each for (each,) in con.execute("SELECT id FROM people").fetchall()}
    log = store.log()
    assert log is not None
    lines, head = log.lines(), log.head()
    told = [line for raw in lines if (line := read_line(raw)) is not None]
    store.close()

    assert list(people.values()) == [ROWS] * len(people)
    assert check(lines, head).problems == ()
    assert {*steps} <= {line["options"].get("number") for line in told}
    files = Path(address).read_bytes() + b"".join(lines)
    for number in steps:
        step, about = step_of(number)
        if step == "import":
            assert (f"l{number}" in links) == (number + 2 not in steps)
            assert (forgotten_person(number) in named) == (number + 3 not in steps)
        if step == "forget":
            assert forgotten_person(about).encode() not in files
            assert f"Vanishing{about}Name".encode() not in files


def test_whatever_is_going_on_a_kill_loses_nothing_and_leaves_nothing_half(tmp_path: Path) -> None:
    address = str(tmp_path / "case.duckdb")
    moments = random.Random(5)
    acknowledged = 0
    for _ in range(KILLS):
        hears, says = FORKS.Pipe(duplex=False)
        process = FORKS.Process(
            target=go_on_and_on, args=(tmp_path, address, acknowledged + 1, says)
        )
        process.start()
        says.close()
        acknowledged = hears.recv()
        time.sleep(moments.uniform(0, 0.8))
        process.kill()
        process.join()
        with contextlib.suppress(EOFError):
            while True:
                acknowledged = hears.recv()

        store = open_store(address)
        steps = steps_kept(store)
        store.close()
        assert steps in ([*range(1, acknowledged + 1)], [*range(1, acknowledged + 2)])
        check_what_is_kept(address, steps)
        acknowledged = steps[-1]
    assert acknowledged >= KILLS
    assert [path.name for path in tmp_path.iterdir() if ".new-" in path.name][1:] == []

"""Somebody who is forgotten is in no table, text or file of a store any more, and stays away."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from netgraph.audit import Act, check
from netgraph.errors import DecisionError
from netgraph.provenance.forgetting import Removing
from netgraph.provenance.second_thoughts import Given
from netgraph.records import Finding, ImportSummary
from netgraph.store import open_store
from netgraph.store.base import Store
from netgraph.workflow_intelligence import forget, undo
from tests.conftest import OPTIONS

Importer = Callable[..., ImportSummary]

CASE = {
    "reports": "id,date,grade,handling\nr1,2025-02-01,1AP,\nr2,2025-02-02,1AP,Ask Zephyrine Quillfeather",
    "people": "id,surname,forenames,aliases,pnc_id\nperson-77,Quillfeather,Zephyrine,Zephzeph;Quilly,\n"
    "p2,Baker,Bo,,\np3,Quillfeather,Old,,",
    "addresses": "id,line\na1,1 Example Road",
    "phones": "id,number\nt7,07700 900777\nt8,07700 900008",
    "events": "id,type,start,report\ne7,custody,2025-01-05,r1\ne8,robbery,2025-01-06,r1",
    "accounts": "id,platform,handle\nn7,example,zeph_quill",
    "links": "id,kind,from,to,report,detail\nl1,directs,person-77,p2,r1,\n"
    "l2,directs,p3,p2,r2,told by Zephyrine Quillfeather\nl3,present_at,person-77,e7,r1,\n"
    "l4,occurred_at,e7,a1,r1,\nl5,victim_in,person-77,e8,r1,\nl6,victim_in,p2,e8,r1,\n"
    "l7,uses,person-77,t7,r1,\nl8,uses,person-77,t8,r1,\nl9,uses,p2,t8,r1,\nl10,uses,person-77,n7,r1,",
    "flags": "id,subject,flag,value,report\nf1,person-77,at_risk,child,r1\nf2,p2,at_risk,child,r1",
    "posts": "id,account,posted,text,report\ns7,n7,2025-01-02,Quilly was here,r1",
}
GIVEN = Given("A Supervisor", "Review: no longer necessary.", "2025-03-01T09:00:00Z")
WORDS = ("person-77", "Zephyrine", "Zephzeph", "Quilly", "900777", "zeph_quill")
ACT = Act("2025-03-01T09:00:00Z", "A", "erasure", "forget")


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """A function that opens the same store again and again."""
    address, credentials = str(tmp_path / "case.duckdb"), None
    if request.param != "embedded":
        server = request.getfixturevalue("empty_server")
        address, credentials = server.bolt, server.credentials
    opened: list[Store] = []

    def open_it() -> Store:
        for store in opened:
            store.close()
        opened.append(open_store(address, write=True, create=True, credentials=credentials))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


def removing(tmp_path: Path) -> Removing:
    return Removing(str(tmp_path / "case.duckdb"), date(2025, 3, 1), "0123456789abcdef", ACT)


def everything(store: Store) -> str:
    """All that the tables and books of a store say, as text."""
    con = store.tables()
    tables = con.execute(
        "SELECT DISTINCT table_name FROM duckdb_tables() WHERE schema_name = 'kept'"
    ).fetchall()
    said = [con.execute(f"SELECT * FROM kept.{name}").fetchall() for (name,) in sorted(tables)]
    log = store.log()
    return str((said, store.decisions(), store.findings(date(2025, 3, 1)), log and log.lines()))


def filled(opener: Callable[[], Store], import_texts: Importer) -> Store:
    """A store in which somebody is named in every place where that can be."""
    store = opener()
    import_texts(store, **CASE)
    import_texts(store, people="id,surname,forenames\nperson-77,Quillfeather,Zephyrine Ann")
    about = Finding("exploiter", "person-77", "Zephyrine Quillfeather", "limited", 3, 1, None, ())
    store.write_findings([about, replace(about, subject="p3", label="x")], date(2025, 3, 1))
    who = {"who": "A", "when": "then", "outcome": "reject"}
    store.write_decision({"what": "candidate", "about": "person-77", "reason": "Quilly", **who})
    store.write_decision({"what": "candidate", "about": "p3", "reason": "as person-77", **who})
    store.write_layout("all", json.dumps({"person-77": [1, 2]}))
    log = store.log()
    assert log is not None
    log.append(
        replace(ACT, command="explain", kind="consultation", options={"subject": "person-77"})
    )
    log.append(replace(ACT, command="report", kind="disclosure", options={"output": "x.html"}))
    return store


def test_nothing_of_somebody_who_is_forgotten_is_left(
    opener: Callable[[], Store], import_texts: Importer, tmp_path: Path
) -> None:
    store = filled(opener, import_texts)
    rejects = tmp_path / "case.rejects-0001.csv"
    rejects.write_text(
        "file,line,reason,id,surname\npeople.csv,2,bad,person-77,Quillfeather\nx,3,bad,p9,Q\n"
    )
    before = everything(store)
    done = forget(store, "person-77", GIVEN, removing(tmp_path))
    after = everything(store)

    assert [word for word in WORDS if word not in before] == []
    assert [word for word in WORDS if word.lower() in after.lower()] == []
    assert dict(done.rows) == {
        "accounts": 1, "events": 1, "flags": 1, "links": 7, "people": 1, "phones": 1, "posts": 1,
    }  # fmt: skip
    assert [(each.command, each.where) for each in done.outputs] == [("report", "x.html")]
    assert done.may_name == ()
    assert (done.log_lines, done.decision) == (1, 3)
    store = opener()
    again = everything(store)
    assert [word for word in WORDS if word.lower() in again.lower()] == []
    log = store.log()
    assert log is not None
    assert check(log.lines(), log.head()).problems == ()
    con = store.tables()
    rows = con.execute("SELECT id, detail FROM links ORDER BY id").fetchall()
    assert rows == [("l2", "told by [forgotten]"), ("l6", None), ("l9", None)]
    assert con.execute("SELECT id FROM people ORDER BY id").fetchall() == [("p2",), ("p3",)]
    assert con.execute("SELECT id FROM events").fetchall() == [("e8",)]
    assert store.decisions()[:2] == (
        {"what": "forgotten", "who": "A", "when": "then"},
        {"what": "candidate", "about": "p3", "reason": "as [forgotten]", "who": "A", "when": "then", "outcome": "reject"},
    )  # fmt: skip
    if (tmp_path / "case.duckdb").exists():
        assert rejects.read_text() == "file,line,reason,id,surname\nx,3,bad,p9,Q\n"
        store.close()
        left = {
            path.name: path.read_bytes().lower() for path in tmp_path.iterdir() if path.is_file()
        }
        found = [
            (name, word)
            for name, held in left.items()
            for word in WORDS
            if word.lower().encode() in held
        ]
        assert found == []
        assert "case.duckdb.log.jsonl" in left


def test_importing_again_does_not_bring_them_back_until_a_person_decides_so(
    opener: Callable[[], Store], import_texts: Importer, tmp_path: Path
) -> None:
    store = filled(opener, import_texts)
    done = forget(store, "person-77", GIVEN, removing(tmp_path))
    store = opener()
    summary = import_texts(store, **CASE)

    assert (summary.rejected, summary.notes) == (
        (),
        (
            "13 rows about somebody who was forgotten were left out, and are written nowhere. If newer "
            "evidence says that they must be held: netgraph undo, with the number of that decision.",
        ),
    )
    assert [word for word in WORDS if word in everything(opener()) and word != "Zephyrine"] == []
    store = opener()
    undo(store, f"d{done.decision}", GIVEN, date(2025, 3, 1))
    import_texts(store, **CASE)
    assert store.tables().execute("SELECT count(*) FROM people").fetchall() == [(3,)]


def test_whom_an_order_in_force_names_is_not_forgotten(
    opener: Callable[[], Store], import_texts: Importer, tmp_path: Path
) -> None:
    store = filled(opener, import_texts)
    import_texts(
        store,
        orders="id,type,person,court,made,served,ends\nd1,STRO,p2,Court,2025-01-10,2025-01-11,2027-02-01",
        conditions="id,order,number,category,text,targets\nc1,d1,1,contact_named,Not to contact,person-77",
    )

    with pytest.raises(DecisionError, match="person-77: order d1 is in force"):
        forget(store, "person-77", GIVEN, removing(tmp_path))
    later = replace(removing(tmp_path), as_of=date(2027, 3, 1))
    forget(store, "person-77", GIVEN, later)
    assert store.tables().execute("SELECT targets FROM conditions").fetchall() == [([],)]
    with pytest.raises(DecisionError, match="person-77: forgotten already, by decision d3"):
        forget(store, "person-77", GIVEN, later)
    assert OPTIONS.by == "tests"

"""What every store promises (store/base.py): the same scenarios for each implementation."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from netgraph.errors import NotAStore, StoreError
from netgraph.records import Finding, ImportSummary, Reason
from netgraph.store import open_store
from netgraph.store.base import Store
from netgraph.tables import table_columns
from netgraph.vocabulary import CASE_FILES
from tests.conftest import OPTIONS

Importer = Callable[..., ImportSummary]

REPORTS = """
    id,date,grade,origin,agency,handling,marking
    r1,2025-02-01,2BP,op-1,police,not beyond the team,OFFICIAL
    r2,2025-02-02,B21,,housing,,
"""
PEOPLE = """
    id,surname,forenames,aliases,date_of_birth,sex,pnc_id,cro
    p1,Able,Ann,"Annie;A, B",2009-01-31,F,,
    p2,Baker,,,,,,
    p3,,,,1990-12-01,,,
"""
ADDRESSES = "id,line,postcode,lat,lon,use\na1,1 Example Road,CM99 1AA,51.5,-0.25,home\na2,2 Example Road,,,,"
LINKS = """
    id,kind,from,to,start,end,count,report,basis,detail
    l1,visits,p1,a1,2025-01-05T22:10:00Z,2025-01-06,,r1,,
    l2,contacted,p1,p2,2025-01-05T22:10,,12,r2,assessment,by night
    l3,found_at,e1,p2,,,,r1,,
    l4,found_at,e1,a1,,,,r1,,
"""
WHOLE_CASE = {
    "reports": REPORTS,
    "people": PEOPLE,
    "addresses": ADDRESSES,
    "phones": "id,number,imei\nt1,07700 900001,",
    "vehicles": "id,vrm,make,colour\nv1,AB12 CDE,,red",
    "organisations": "id,name,type\no1,Example Group,gang",
    "accounts": "id,platform,handle\nn1,example,ann_example",
    "events": "id,type,start,end,report,basis,detail\ne1,missing,2025-01-05T23:59:59.5Z,,r1,,",
    "links": LINKS,
    "flags": "id,subject,flag,value,start,end,report,basis\n"
    "f1,p1,at_risk,child,2025-01-01,,r1,\nf2,t1,deal_line,,,,r2,",
    "orders": "id,type,person,court,made,served,interim,ends\n"
    "d1,STRO,p3,Example Court,2025-01-10,2025-01-11T10:00Z,no,2026-01-10",
    "conditions": "id,order,number,category,text,starts,ends,targets,exceptions\n"
    'c1,d1,1,contact_named,"Not to contact, at all","2025-01-11",,p1;p2;under_18,court;custody',
    "order_steps": "id,order,kind,date,until,condition,new_condition,given_by,targets,document,detail\n"
    "k1,d1,permission,2025-02-01T09:00,2025-02-03,c1,,Example Force,p1,doc 7,For a funeral",
    "posts": "id,account,posted,captured,text,coded,report\n"
    "s1,n1,2025-01-02T10:00Z,2025-01-03,\"line 1\nline 2 'quoted' \\ }) //\",,r1",
}


STORES = [
    "embedded",
    pytest.param("neo4j", marks=pytest.mark.neo4j),
    pytest.param("neo4j in stages", marks=pytest.mark.neo4j),
]


@pytest.fixture(params=STORES)
def opener(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Store]]:
    """A function that opens the same store, in which there is nothing yet, again and again."""
    address, credentials = str(tmp_path / "case.duckdb"), None
    if request.param == "neo4j in stages":
        monkeypatch.setattr("netgraph.store.neo4j.ONE_TRANSACTION_ROWS", 0)
    if request.param != "embedded":
        server = request.getfixturevalue("empty_server")
        address, credentials = server.bolt, server.credentials
    opened: list[Store] = []

    def open_it(*, write: bool = False) -> Store:
        opened.append(open_store(address, write=write, create=write, credentials=credentials))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


def whole(case: dict[str, str]) -> dict[str, str]:
    """The case with lines that stand as they are, whatever their indentation here."""
    return {
        name: "\n".join(line.strip() for line in text.split("\n")) for name, text in case.items()
    }


def all_rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Everything that the tables and views of a store hold."""
    con = store.tables()
    names = [f"{schema}.{file.name}" for file in CASE_FILES for schema in ("main", "kept")]
    names += ["main.entities", "kept.superseded", "kept.imports"]
    return {name: con.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in names}


def test_a_store_that_is_not_there_cannot_be_read(opener: Callable[..., Store]) -> None:
    with pytest.raises(NotAStore, match="no store there\nMake one with: netgraph"):
        opener()


def test_the_tables_have_the_columns_that_are_described(opener: Callable[..., Store]) -> None:
    con = opener(write=True).tables()

    for file in CASE_FILES:
        described = con.execute(f"DESCRIBE main.{file.name}").fetchall()
        assert tuple((name, kind) for name, kind, *_ in described) == table_columns(file.name)


def test_every_table_comes_back_as_it_was_imported(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener(write=True)
    summary = import_texts(store, **whole(WHOLE_CASE))
    at_once = all_rows(store)
    store.close()
    again = opener()

    assert summary.rejected == ()
    assert all_rows(again) == at_once
    assert {name: len(rows) for name, rows in at_once.items() if "main." in name} == {
        "main.reports": 2, "main.people": 3, "main.addresses": 2, "main.phones": 1,
        "main.vehicles": 1, "main.organisations": 1, "main.accounts": 1, "main.events": 1,
        "main.links": 4, "main.flags": 2, "main.orders": 1, "main.conditions": 1,
        "main.order_steps": 1, "main.posts": 1, "main.entities": 10,
    }  # fmt: skip
    con = again.tables()
    assert con.execute("SELECT aliases FROM people WHERE id = 'p1'").fetchone() == (
        ["Annie", "A, B"],
    )
    assert con.execute("SELECT start_at::VARCHAR, start_day::VARCHAR FROM events").fetchone() == (
        "2025-01-05 23:59:59.5", "2025-01-05",
    )  # fmt: skip
    assert con.execute("SELECT source_file, source_line, version FROM links WHERE id = 'l2'").fetchone() == (
        "links.csv", 3, 1,
    )  # fmt: skip


def test_the_register_says_what_was_imported(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener(write=True)
    import_texts(store, people="id\np1")
    import_texts(store, people="id\np1\np2")
    store.close()
    store = opener()

    first, second = store.imports()
    assert (first.id, first.imported_by, first.imported_at) == (1, "tests", OPTIONS.now)
    assert (first.counts, second.counts) == (
        (("people", 1, 0, 0, 0),),
        (("people", 1, 0, 1, 0),),
    )
    assert [name for name, _ in first.files] == ["people.csv"]
    store.tables()
    assert store.imports() == (first, second)


def test_importing_the_same_again_changes_nothing(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener(write=True)
    import_texts(store, **whole(WHOLE_CASE))
    before = all_rows(store)
    store.close()
    store = opener(write=True)
    summary = import_texts(store, **whole(WHOLE_CASE))
    store.close()

    assert summary.record is None
    assert all_rows(opener()) == before


def test_a_changed_row_is_shown_as_it_is_now_and_kept_as_it_was(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener(write=True)
    import_texts(store, **whole(WHOLE_CASE))
    store.close()
    store = opener(write=True)
    import_texts(
        store,
        people="id,surname\np1,Other",
        links="id,kind,from,to,report\nl1,gave_address,p2,a2,r2",
        flags="id,subject,flag,report\nf2,a1,care_round,r2",
    )
    import_texts(store, links="id,kind,from,to,report\nl1,lives_at,p2,a2,r2")
    store.close()
    con = opener().tables()

    people = (
        "SELECT version, surname, forenames, date_of_birth::VARCHAR FROM {}.people WHERE id = 'p1'"
    )
    assert con.execute(people.format("main")).fetchall() == [(2, "Other", None, None)]
    assert con.execute(people.format("kept") + " ORDER BY 1").fetchall() == [
        (1, "Able", "Ann", "2009-01-31"),
        (2, "Other", None, None),
    ]
    links = (
        "SELECT version, import_id, kind, from_id, to_id, start_text FROM {}.links WHERE id = 'l1'"
    )
    assert con.execute(links.format("main")).fetchall() == [(3, 3, "lives_at", "p2", "a2", None)]
    assert con.execute(links.format("kept") + " ORDER BY 1").fetchall() == [
        (1, 1, "visits", "p1", "a1", "2025-01-05T22:10:00Z"),
        (2, 2, "gave_address", "p2", "a2", None),
        (3, 3, "lives_at", "p2", "a2", None),
    ]
    assert con.execute("SELECT subject, flag FROM flags WHERE id = 'f2'").fetchall() == [
        ("a1", "care_round")
    ]


def test_temporary_tables_may_be_made_while_reading(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener(write=True)
    import_texts(store, people="id\np1")
    store.close()
    store = opener()
    store.tables().execute("CREATE TEMP TABLE passing AS SELECT * FROM people")
    store.close()

    assert "passing" not in str(opener().tables().execute("SHOW TABLES").fetchall())


def test_a_store_open_for_reading_only_refuses_to_be_written(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener(write=True)
    import_texts(store, people="id\np1")
    store.close()
    store = opener()

    for write in (
        lambda: import_texts(store, people="id\np3"),
        lambda: store.write_decision({"what": "x"}),
        lambda: store.write_findings([], date(2025, 3, 1)),
    ):
        with pytest.raises(StoreError, match="opened for reading only"):
            write()
    assert len(store.imports()) == 1


def test_a_store_may_be_closed_twice(opener: Callable[..., Store]) -> None:
    store = opener(write=True)
    store.close()
    store.close()


def test_recorded_findings_come_back_as_they_were(opener: Callable[..., Store]) -> None:
    reason = Reason("visits_by_children", 3, "Two children", ("l1",), ("r1",), day=date(2025, 2, 1))
    finding = Finding(
        "cuckooed_address", "a1", "1 Example Road", "limited", 3, 1, None, (reason,),
        also=("likely_victim",), missing=("who holds the tenancy",),
    )  # fmt: skip
    store = opener(write=True)
    store.write_findings([finding, finding], date(2025, 3, 1))
    store.write_findings([finding], date(2025, 3, 1))
    store.write_findings([], date(2025, 4, 1))
    store.close()
    store = opener()

    assert store.findings(date(2025, 3, 1)) == (finding,)
    assert store.findings(date(2025, 4, 1)) == ()
    assert store.findings(date(2025, 5, 1)) == ()


def test_where_things_are_drawn_is_kept_by_scope_and_the_last_counts(
    opener: Callable[..., Store],
) -> None:
    store = opener(write=True)
    assert store.layout("") == ""
    for scope, text in (("", '{"p1":[1,2]}'), ('["p1"]', "{}"), ("", '{"p1":[3,4]}')):
        store.write_layout(scope, text)
    store.close()

    again = opener()
    assert [again.layout(scope) for scope in ("", '["p1"]', "none")] == ['{"p1":[3,4]}', "{}", ""]


def test_a_decision_never_overwrites_another(opener: Callable[..., Store]) -> None:
    store = opener(write=True)
    first = {"who": "A Supervisor", "about": "p1", "what": "override", "why": "seen"}
    store.write_decision(first)
    store.write_decision({**first, "what": "withdrawn"})
    store.close()
    store = opener()

    assert store.decisions() == (first, {**first, "what": "withdrawn"})

"""What a withdrawn report and an undone import take out of the tables, in every store."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netgraph.records import ImportSummary
from netgraph.report.shared_part import shared_part
from netgraph.store import effects, open_store
from netgraph.store.base import Store
from netgraph.vocabulary import CASE_FILES
from netgraph.workflow import import_files
from tests.conftest import OPTIONS

Importer = Callable[..., ImportSummary]

CASE = {
    "reports": "id,date,grade\nr1,2025-02-01,1AP\nr2,2025-02-02,1AP",
    "people": "id,surname\np1,Able\np2,Baker",
    "events": "id,type,start,report,detail\ne1,missing,2025-01-05,r1,at night\ne2,robbery,2025-01-06,r1,",
    "links": "id,kind,from,to,report\nl1,directs,p1,p2,r1\nl2,directs,p1,p2,r2\n"
    "l3,present_at,p2,e1,r2\nl4,victim_in,p2,e2,r1",
    "flags": "id,subject,flag,value,report\nf1,p2,at_risk,child,r1",
}
WITHDRAW = {"what": "withdraw", "about": "r1", "who": "A", "when": "now", "reason": "made up"}


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def opener(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., Store]]:
    """A function that opens the same store, in which there is nothing yet, again and again."""
    address, credentials = str(tmp_path / "case.duckdb"), None
    if request.param != "embedded":
        server = request.getfixturevalue("empty_server")
        address, credentials = server.bolt, server.credentials
    opened: list[Store] = []

    def open_it(*, write: bool = True) -> Store:
        for store in opened:
            store.close()
        opened.append(open_store(address, write=write, create=write, credentials=credentials))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


def ids(store: Store) -> str:
    """Ids of what the tables show, in order."""
    con = store.tables()
    tables = ("reports", "people", "events", "links", "flags")
    rows = [
        id_
        for table in tables
        for (id_,) in con.execute(f"SELECT id FROM {table} ORDER BY id").fetchall()
    ]
    return " ".join(rows)


def undo(what: str) -> dict[str, str]:
    return {"what": "undo", "about": what, "who": "A", "when": "later", "reason": "wrong file"}


def test_what_rests_on_a_withdrawn_report_is_out_and_comes_back_as_it_was(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener()
    import_texts(store, **CASE)
    before = ids(store)
    rows = store.tables().execute("SELECT * FROM links ORDER BY id").fetchall()
    store.write_decision(WITHDRAW)

    assert before == "r1 r2 p1 p2 e1 e2 l1 l2 l3 l4 f1"
    assert ids(store) == "r2 p1 p2 e1 l2 l3"
    store = opener(write=False)
    assert ids(store) == "r2 p1 p2 e1 l2 l3"
    store = opener()
    store.write_decision(undo("d1"))
    assert ids(store) == before
    assert store.tables().execute("SELECT * FROM links ORDER BY id").fetchall() == rows


def test_an_event_that_another_report_tells_of_stays_without_what_the_withdrawn_one_said(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener()
    import_texts(store, **CASE)
    store.write_decision(WITHDRAW)

    event = store.tables().execute("SELECT type, report, detail FROM events").fetchall()
    assert event == [("missing", None, None)]


def test_importing_a_withdrawn_report_again_changes_nothing(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener()
    import_texts(store, **CASE)
    store.write_decision(WITHDRAW)
    summary = import_texts(store, **CASE)

    assert (summary.record, summary.rejected) == (None, ())
    assert ids(store) == "r2 p1 p2 e1 l2 l3"


def test_a_new_row_on_a_withdrawn_report_is_kept_and_not_shown(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener()
    import_texts(store, **CASE)
    store.write_decision(WITHDRAW)
    import_texts(store, links="id,kind,from,to,report\nl9,pays,p1,p2,r1\nl8,pays,p1,p2,r2")

    assert ids(store) == "r2 p1 p2 e1 l2 l3 l8"
    assert ids(opener(write=False)) == "r2 p1 p2 e1 l2 l3 l8"


def test_an_undone_import_is_out_and_older_versions_come_back(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener()
    import_texts(store, **CASE)
    import_texts(
        store,
        people="id,surname\np1,Other\np3,New",
        flags="id,subject,flag,report\nf2,p3,in_care,r2",
    )
    import_texts(store, links="id,kind,from,to,report\nl5,pays,p3,p1,r2")
    store.write_decision(undo("i2"))

    assert ids(store) == "r1 r2 p1 p2 e1 e2 l1 l2 l3 l4 f1"
    assert ids(opener(write=False)) == "r1 r2 p1 p2 e1 e2 l1 l2 l3 l4 f1"
    store = opener()
    people = "SELECT surname, version FROM people WHERE id = 'p1'"
    assert store.tables().execute(people).fetchall() == [("Able", 1)]
    store.write_decision(undo("d1"))
    assert ids(store) == "r1 r2 p1 p2 p3 e1 e2 l1 l2 l3 l4 l5 f1 f2"
    assert store.tables().execute(people).fetchall() == [("Other", 2)]


def test_a_file_that_was_undone_can_be_imported_again(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener()
    import_texts(store, people="id,surname\np1,Able")
    import_texts(store, people="id,surname\np1,Other\np3,New")
    store.write_decision(undo("i2"))
    summary = import_texts(store, people="id,surname\np1,Other\np3,New")
    rows = "SELECT id, surname, version FROM people ORDER BY id"

    assert summary.counts == (("people", 0, 2, 0, 0),)
    assert store.tables().execute(rows).fetchall() == [("p1", "Other", 3), ("p3", "New", 2)]
    assert opener(write=False).tables().execute(rows).fetchall() == [
        ("p1", "Other", 3),
        ("p3", "New", 2),
    ]


def test_what_only_an_undone_import_brought_may_not_be_named(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener()
    import_texts(store, **CASE)
    import_texts(store, people="id\np3")
    store.write_decision(undo("i2"))
    summary = import_texts(store, links="id,kind,from,to,report\nl5,pays,p3,p1,r2")

    assert [row.reason for row in summary.rejected] == [
        "from: no p3 is known, in this import or in the store"
    ]


def test_a_copy_for_others_shows_what_stands(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener()
    import_texts(store, **CASE)
    store.write_decision(WITHDRAW)
    part, _ = shared_part(store.tables(), ())

    assert part.execute("SELECT count(*) FROM reports").fetchall() == [(1,)]
    assert part.execute("SELECT count(*) FROM links").fetchall() == [(2,)]


def test_people_decided_to_be_the_same_are_read_under_one_id(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener()
    import_texts(store, **CASE, orders="id,type,person\no1,STRO,p2")
    store.write_decision({"what": "same", "about": "p2", "other": "p1"})
    con = store.tables()

    assert con.execute("SELECT id FROM people").fetchall() == [("p1",)]
    assert con.execute("SELECT id FROM links ORDER BY id").fetchall() == [("l3",), ("l4",)]
    assert con.execute("SELECT from_id, to_id FROM links").fetchall() == [
        ("p1", "e1"),
        ("p1", "e2"),
    ]
    assert con.execute("SELECT person FROM orders").fetchall() == [("p1",)]


def test_whoever_is_the_same_as_one_of_two_is_the_same_as_both() -> None:
    same = [{"what": "same", "about": a, "other": b} for a, b in (("p3", "p2"), ("p1", "p2"))]

    assert effects.effects_of(same).same == {"p2": "p1", "p3": "p1"}


def test_decisions_of_other_kinds_leave_the_tables_as_they_are(
    opener: Callable[..., Store], import_texts: Importer
) -> None:
    store = opener()
    import_texts(store, **CASE)
    store.write_decision({"what": "candidate", "about": "p1"})
    con = store.tables()

    assert con.execute("SELECT getvariable('effects_shown')").fetchall() == [(None,)]
    assert (
        con.execute("SELECT * FROM duckdb_views() WHERE temporary AND NOT internal").fetchall()
        == []
    )


def test_a_decision_to_undo_can_be_undone() -> None:
    decisions = [WITHDRAW, undo("d1"), undo("d2")]

    assert effects.effects_of(decisions[:1]).withdrawn == {"r1"}
    assert not effects.effects_of(decisions[:2])
    assert effects.effects_of(decisions).withdrawn == {"r1"}
    assert [number for number, _ in effects.standing(decisions)] == [1, 3]


DECISIONS = st.lists(
    st.one_of(
        st.sampled_from(["r1", "r2"]).map(lambda each: {**WITHDRAW, "about": each}),
        st.sampled_from(["i1", "i2", "d1", "d2", "d3"]).map(undo),
    ),
    max_size=6,
)


@given(decisions=DECISIONS)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_was_decided_all_is_as_it_was_when_all_of_it_is_undone(
    decisions: list[dict[str, str]], two_imports: Store
) -> None:
    con = two_imports.tables()
    before = [
        con.execute(f"SELECT * FROM {file.name} ORDER BY ALL").fetchall() for file in CASE_FILES
    ]
    effects.apply(con, decisions)
    shown = ids(two_imports)  # asks for the tables, and so for what the store's own decisions say
    effects.apply(con, decisions)
    held = {each for (each,) in con.execute("SELECT id FROM entities").fetchall()}
    ends = con.execute("SELECT from_id, to_id FROM links").fetchall()
    latest = [
        undo(f"d{number}")
        for number, each in effects.standing(decisions)
        if each["what"] == "withdraw" or each["about"][0] == "i"
    ]
    effects.apply(con, [*decisions, *latest])
    after = [
        con.execute(f"SELECT * FROM {file.name} ORDER BY ALL").fetchall() for file in CASE_FILES
    ]

    assert {end for link in ends for end in link} <= held
    assert after == before
    assert shown == ids(two_imports)


@pytest.fixture(scope="module")
def two_imports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A passing store of two imports, the second of which changes what the first brought."""
    store = open_store(":memory:")
    second = {
        "people": "id,surname\np1,Other\np3,New",
        "links": "id,kind,from,to,report\nl5,pays,p3,p1,r2",
    }
    for number, case in enumerate((CASE, second)):
        folder = tmp_path_factory.mktemp(f"case-{number}")
        for name, text in case.items():
            (folder / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
        import_files(store, [folder], OPTIONS)
    yield store
    store.close()

"""What is read as one after a decision, and that taking it back restores every row exactly."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netgraph.errors import StoreError
from netgraph.store import joins
from netgraph.workflow_matching import refuse_unless_as_imported

REPORTS = "id,date,grade\nr1,2025-03-01,1AP"
PEOPLE = """
    id,surname,forenames,aliases,date_of_birth,sex
    p1,Smith,William,,2009-01-01,
    p2,Smyth,Bill,ace,2009-01-02,M
    p3,Jones,Bo,,,
    p4,Lane,Kit,,,F
    p5,Lane,Christine,,,
"""
TABLES = {
    "reports": REPORTS,
    "people": PEOPLE,
    "phones": "id,number,imei\nt1,07700 900123,\nt2,,490154203237518",
    "events": "id,type,start,report\ne1,custody,2025-02-01,r1",
    "links": """
        id,kind,from,to,report
        l1,associates_with,p2,p3,r1
        l2,associates_with,p1,p2,r1
        l3,present_at,p2,e1,r1
        l4,uses,p1,t2,r1
        l5,pays,p4,p5,r1
    """,
    "flags": "id,subject,flag,value,report\nf1,p2,at_risk,child,r1",
    "orders": "id,type,person,made\no1,STRO,p2,2025-01-01",
    "conditions": "id,order,category,text,targets\nc1,o1,contact_named,Not to be with them.,p2;p3",
}
NAMES = (*TABLES, "entities")


def rows(store):
    con = store.tables()
    return {name: con.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in NAMES}


def decide(store, a, b, what="same"):
    store.write_decision({"what": what, "about": a, "other": b})
    return len(store.decisions())


def column(store, table, name):
    return store.tables().execute(f"SELECT {name} FROM {table} ORDER BY id").fetchall()


def test_what_names_the_other_is_read_as_naming_the_first(case_store):
    store = case_store(**TABLES)
    decide(store, "p1", "p2")

    links = store.tables().execute("SELECT id, from_id, to_id FROM links ORDER BY id").fetchall()

    assert links == [
        ("l1", "p1", "p3"),
        ("l3", "p1", "e1"),
        ("l4", "p1", "t2"),
        ("l5", "p4", "p5"),
    ]
    assert column(store, "flags", "subject") == [("p1",)]
    assert column(store, "orders", "person") == [("p1",)]
    assert column(store, "conditions", "targets") == [(["p1", "p3"],)]
    assert ("p2",) not in column(store, "people", "id")
    assert ("p2",) not in column(store, "entities", "id")


def test_what_the_first_row_lacks_comes_from_the_others_and_the_younger_age_counts(case_store):
    store = case_store(**TABLES)
    decide(store, "p1", "p2")

    [row] = (
        store.tables()
        .execute("SELECT surname, sex, date_of_birth::VARCHAR, aliases FROM people WHERE id = 'p1'")
        .fetchall()
    )

    assert row == ("Smith", "M", "2009-01-02", ["Bill Smyth", "ace"])


def test_two_phones_are_read_as_one_with_number_and_handset(case_store):
    store = case_store(**TABLES)
    decide(store, "t1", "t2")

    assert column(store, "phones", "(id, number, imei)") == [
        (("t1", "07700 900123", "490154203237518"),)
    ]


def test_every_id_can_be_asked_under(case_store):
    store = case_store(**TABLES)
    decide(store, "p1", "p2")
    con = store.tables()

    assert [joins.read_as(con, each) for each in ("p1", "p2", "p3")] == ["p1", "p1", "p3"]
    assert joins.recorded_as(con, "p2") == ("p2",)
    assert joins.recorded_as(con, "p3") == ()


def test_importing_the_same_again_changes_nothing_after_a_decision(case_store, import_texts):
    store = case_store(**TABLES)
    decide(store, "p1", "p2")

    summary = import_texts(store, **TABLES)

    assert {(new, changed, rejected) for _, new, changed, _, rejected in summary.counts} == {
        (0, 0, 0)
    }
    assert ("p2",) not in column(store, "people", "id")


PAIRS = st.lists(
    st.tuples(
        st.sampled_from(["same", "same", "different", "unsure"]),
        st.lists(
            st.sampled_from(["p1", "p2", "p3", "p4", "p5"]), min_size=2, max_size=2, unique=True
        ),
    ),
    min_size=1,
    max_size=4,
)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(decisions=PAIRS, order=st.randoms(use_true_random=False))
def test_undoing_decisions_in_any_order_restores_every_row_exactly(case_store, decisions, order):
    if not hasattr(case_store, "kept"):
        case_store.kept = case_store(**TABLES)
        case_store.before = rows(case_store.kept)
    store = case_store.kept
    rest = [decide(store, a, b, what) for what, (a, b) in decisions[:-1]]
    before_last = rows(store)
    last = decide(store, decisions[-1][1][0], decisions[-1][1][1], decisions[-1][0])
    rows(store)
    store.write_decision({"what": "undo", "about": f"d{last}"})
    assert rows(store) == before_last
    order.shuffle(rest)
    for number in rest:
        store.write_decision({"what": "undo", "about": f"d{number}"})
    assert rows(store) == case_store.before


def test_a_server_is_not_asked_to_find_by_itself_what_was_decided_beside_it(case_store):
    store = case_store(**TABLES)
    refuse_unless_as_imported(store)
    decide(store, "p1", "p2")

    with pytest.raises(StoreError, match="the server does not know"):
        refuse_unless_as_imported(store)

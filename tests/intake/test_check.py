"""What each row is judged by: by itself, by its ids, by what it names, by what is kept."""

from collections.abc import Callable, Iterator

import pytest

from netgraph.records import ImportSummary
from netgraph.store import open_store
from netgraph.store.base import Store

REPORT = "id,date,grade\nr1,2025-01-01,2BP"


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


@pytest.fixture
def reasons(store: Store, import_texts: Callable[..., ImportSummary]) -> Callable[..., list[str]]:
    """The reasons of the rows that are rejected, each with its file and line."""

    def run(**tables: str) -> list[str]:
        summary = import_texts(store, **tables)
        assert len(summary.rejected) == summary.rejected_total
        return [f"{row.file} {row.line}: {row.reason}" for row in summary.rejected]

    return run


@pytest.mark.parametrize(
    ("table", "header", "row", "reason"),
    [
        ("people", "id,surname", ",Example", "id: required, and empty"),
        ("people", "id,date_of_birth", "p1,2025-02-30", "date_of_birth: not a day of the calendar as YYYY-MM-DD"),
        ("people", "id,date_of_birth", "p1,01/02/1999", "date_of_birth: day and month cannot be told apart; write YYYY-MM-DD, or have a mapping say the format"),
        ("people", "id,date_of_birth", "p1,1999-1-2", "date_of_birth: not a day of the calendar as YYYY-MM-DD"),
        ("people", "id,date_of_birth", "p1,2025-06-02", "date_of_birth: in the future"),
        ("people", "id,date_of_birth", "p1,1915-05-31", "date_of_birth: more than 110 years ago"),
        ("addresses", "id,lat", "a1,91", "lat: not between -90 and 90"),
        ("addresses", "id,lon", "a1,180.5", "lon: not between -180 and 180"),
        ("addresses", "id,lat", "a1,nan", "lat: not a number"),
        ("addresses", "id,use", "a1,castle", "use: not one of home, hmo, hostel, hotel, supported_living, care_home, business, public, unknown"),
        ("reports", "id,date,grade", "r1,,2BP", "date: required, and empty"),
        ("reports", "id,date,grade", "r1,2025-01-01,9ZZ", "grade: neither 3x5x2 as in 2BP nor 5x5x5 as in B21"),
        ("reports", "id,date,grade", "r1,2025-01-01,B2", "grade: an Admiralty grade; ask whoever sent it for 3x5x2, as in 2BP"),
        ("reports", "id,date,grade,marking", "r1,2025-01-01,2BP,SECRET", "marking: above OFFICIAL-SENSITIVE; such material may not be kept here"),
        ("reports", "id,date,grade,marking", "r1,2025-01-01,2BP,PRIVATE", "marking: not one of OFFICIAL, OFFICIAL-SENSITIVE"),
        ("reports", "id,date,grade,agency", "r1,2025-01-01,2BP,army", "agency: not one of police, social_care, housing, school, health, charity, public, other"),
        ("events", "id,type,start", "e1,party,2025-01-01", "type: not a known type"),
        ("events", "id,type,start", "e1,missing,2025-01-01T25:00", "start: not a day as YYYY-MM-DD, nor an ISO 8601 time"),
        ("events", "id,type,start", "e1,missing,31/12/2024 22:10", "start: day and month cannot be told apart; write YYYY-MM-DD, or have a mapping say the format"),
        ("phones", "id,number", "t1,7.911E+09", "number: shortened by a spreadsheet (as in 7.9E+09); format that column as text and export again"),
        ("phones", "id,imei", "t1,4.90154E+14", "imei: shortened by a spreadsheet (as in 7.9E+09); format that column as text and export again"),
        ("events", "id,type,start", "e1,missing,yesterday", "start: not a day as YYYY-MM-DD, nor an ISO 8601 time"),
        ("events", "id,type,start,end", "e1,missing,2025-01-02,2025-01-01", "end: before start"),
        ("events", "id,type,start,end", "e1,missing,2025-01-02T10:00Z,2025-01-02T09:59Z", "end: before start"),
        ("orders", "id,type,person,interim", "o1,STRO,p1,perhaps", "interim: not yes or no; person: no p1 is known, in this import or in the store"),
    ],
)  # fmt: skip
def test_a_row_that_breaks_a_rule_is_rejected_with_the_column_and_the_rule(
    reasons: Callable[..., list[str]], table: str, header: str, row: str, reason: str
) -> None:
    expected = reason.split("; person")[0]

    assert reasons(**{table: f"{header}\n{row}"}) == [f"{table}.csv 2: {expected}"]


def test_every_reason_of_a_row_is_given(reasons: Callable[..., list[str]]) -> None:
    assert reasons(addresses="id,lat,lon,use\na1,91,x,castle") == [
        "addresses.csv 2: lat: not between -90 and 90; lon: not a number; use: not one of home, "
        "hmo, hostel, hotel, supported_living, care_home, business, public, unknown"
    ]


def test_a_count_is_a_whole_number_and_zero_is_one(reasons: Callable[..., list[str]]) -> None:
    links = "id,kind,from,to,count,report\n" + "\n".join(
        f"l{place},contacted,p1,p2,{count},r1"
        for place, count in enumerate(("0", "12", "-1", "1.5"))
    )

    assert reasons(people="id\np1\np2", reports=REPORT, links=links) == [
        "links.csv 4: count: not a whole number, zero or more",
        "links.csv 5: count: not a whole number, zero or more",
    ]


def test_an_unknown_kind_of_link_is_rejected(reasons: Callable[..., list[str]]) -> None:
    assert reasons(
        people="id\np1\np2", reports=REPORT, links="id,kind,from,to,report\nl1,likes,p1,p2,r1"
    ) == ["links.csv 2: kind: not a known kind"]


def test_nobody_has_a_link_to_themselves_but_a_phone_may_ring_its_own_mailbox(
    reasons: Callable[..., list[str]],
) -> None:
    assert reasons(
        people="id\np1\np2",
        phones="id\nt1",
        reports=REPORT,
        links="id,kind,from,to,report\nl1,directs,p1,p1,r1\nl2,contacted,t1,t1,r1\nl3,pays,p1,p2,r1",
    ) == ["links.csv 2: from, to: directs joins p1 to itself"]


def test_a_link_must_join_what_its_kind_joins(reasons: Callable[..., list[str]]) -> None:
    assert reasons(
        people="id\np1\np2",
        phones="id\nt1",
        reports=REPORT,
        links="id,kind,from,to,report\nl1,visits,p1,p2,r1\nl2,contacted,p1,t1,r1\nl3,uses,p1,t1,r1",
    ) == [
        "links.csv 2: from, to: visits does not join person to person",
        "links.csv 3: from, to: contacted does not join person to phone",
    ]


def test_a_row_that_names_an_unknown_id_says_which_column_and_id(
    reasons: Callable[..., list[str]],
) -> None:
    assert reasons(
        people="id\np1\np2",
        reports=REPORT,
        links="id,kind,from,to,report\nl1,pays,p1,p9,r1\nl2,pays,p8,p1,r7\nl3,pays,p1,p2,p1",
    ) == [
        "links.csv 2: to: no p9 is known, in this import or in the store",
        "links.csv 3: from: no p8 is known, in this import or in the store; report: no r7 is "
        "known, in this import or in the store",
        "links.csv 4: report: p1 is not of kind report",
    ]


def test_a_row_that_names_a_rejected_row_is_rejected_too(
    reasons: Callable[..., list[str]],
) -> None:
    assert reasons(
        people="id,date_of_birth\np1,2030-01-01\np2,",
        reports=REPORT,
        links="id,kind,from,to,report\nl1,pays,p1,p2,r1",
        orders="id,type,person\no1,STRO,p1",
        conditions="id,order,category,text\nc1,o1,place,Keep away",
    ) == [
        "people.csv 2: date_of_birth: in the future",
        "links.csv 2: from: no p1 is known, in this import or in the store",
        "orders.csv 2: person: no p1 is known, in this import or in the store",
        "conditions.csv 2: order: no o1 is known, in this import or in the store",
    ]


def test_a_flag_says_only_what_its_kind_allows(reasons: Callable[..., list[str]]) -> None:
    assert reasons(
        people="id\np1",
        addresses="id\na1",
        reports=REPORT,
        flags="id,subject,flag,value,report\n"
        "f1,a1,at_risk,child,r1\nf2,p1,at_risk,,r1\nf3,p1,nrm,perhaps,r1\nf4,p1,tall,,r1\n"
        "f5,p1,professional,social_worker,r1\nf6,p9,in_care,,r1",
    ) == [
        "flags.csv 2: subject: at_risk is not said of kind address",
        "flags.csv 3: value: required for at_risk",
        "flags.csv 4: value: for nrm, not one of pending, positive, negative",
        "flags.csv 5: flag: not one of at_risk, in_care, nrm, professional, deal_line, care_round, "
        "licensed_hmo, treatment_group, seen_well",
        "flags.csv 7: subject: no p9 is known, in this import or in the store",
    ]


def test_targets_of_a_condition_are_ids_or_under_18(reasons: Callable[..., list[str]]) -> None:
    assert reasons(
        people="id\np1\np2",
        phones="id\nt1",
        vehicles="id\nv1",
        orders="id,type,person\no1,STRO,p1",
        conditions="id,order,category,text,targets\n"
        "c1,o1,contact_named,No contact,p2; t1;under_18\nc2,o1,contact_named,No contact,v1;p9;p2",
    ) == ["conditions.csv 3: targets: not known as a person, address, phone or account: p9, v1"]


def test_a_later_row_with_the_same_id_and_other_content_is_rejected(
    reasons: Callable[..., list[str]],
) -> None:
    assert reasons(people="id,surname\np1,Able\np2,Baker\np1,Cable\np2,Baker") == [
        "people.csv 4: id: duplicate id with other content, first at people.csv line 2"
    ]


def test_one_id_stands_for_one_thing_whatever_the_table(
    reasons: Callable[..., list[str]], import_texts: Callable[..., ImportSummary], store: Store
) -> None:
    import_texts(store, phones="id\nt1", reports=REPORT)

    assert reasons(
        people="id\np1\nt1",
        addresses="id\np1\na1",
        flags="id,subject,flag,report\np1,a1,care_round,r1",
    ) == [
        "people.csv 3: id: already the id of a row of kind phone",
        "addresses.csv 2: id: already the id of a row of kind person",
        "flags.csv 2: id: already the id of a row of kind person",
    ]


def test_an_id_of_a_link_in_the_store_is_taken_too(
    reasons: Callable[..., list[str]], import_texts: Callable[..., ImportSummary], store: Store
) -> None:
    import_texts(
        store, people="id\np1\np2", reports=REPORT, links="id,kind,from,to,report\nl1,pays,p1,p2,r1"
    )

    assert reasons(vehicles="id\nl1") == [
        "vehicles.csv 2: id: already the id of a row of kind link"
    ]


def test_the_same_content_again_changes_nothing(
    import_texts: Callable[..., ImportSummary], store: Store
) -> None:
    first = import_texts(store, people="id,surname\np1,Able\np1,Able\np2,Baker")
    again = import_texts(store, people="id,surname\np1,Able\np1,Able\np2,Baker")

    assert first.counts == (("people", 2, 0, 1, 0),)
    assert again.counts == (("people", 0, 0, 3, 0),)
    assert again.record is None
    assert again.notes == ("Nothing new: the store holds all of this already.",)
    assert len(store.imports()) == 1


def test_a_changed_row_is_a_new_version_and_the_old_one_is_kept(
    import_texts: Callable[..., ImportSummary], store: Store
) -> None:
    import_texts(store, people="id,surname\np1,Able\np2,Baker")
    summary = import_texts(store, people="id,surname\np1,Cable\np2,Baker")
    current = "SELECT id, surname, version, import_id FROM people ORDER BY id"
    kept = "SELECT id, surname, version FROM kept.people ORDER BY id, version"

    assert summary.counts == (("people", 0, 1, 1, 0),)
    assert store.tables().sql(current).fetchall() == [
        ("p1", "Cable", 2, 2),
        ("p2", "Baker", 1, 1),
    ]
    assert store.tables().sql(kept).fetchall() == [
        ("p1", "Able", 1),
        ("p1", "Cable", 2),
        ("p2", "Baker", 1),
    ]


def test_a_change_back_is_a_third_version(
    import_texts: Callable[..., ImportSummary], store: Store
) -> None:
    for surname in ("Able", "Cable", "Able"):
        import_texts(store, people=f"id,surname\np1,{surname}")

    assert store.tables().sql("SELECT surname, version FROM people").fetchall() == [("Able", 3)]


def test_markup_and_formulas_are_kept_as_the_text_that_they_are(
    import_texts: Callable[..., ImportSummary], store: Store
) -> None:
    texts = ["=1+1", "@SUM(A1)", "<script>alert(1)</script>", " two  blanks ", "'; DROP TABLE x"]
    rows = "\n".join(f'p{place},"{text}"' for place, text in enumerate(texts))
    import_texts(store, people=f"id,surname\n{rows}")

    kept = store.tables().sql("SELECT surname FROM people ORDER BY id").fetchall()

    assert [surname for (surname,) in kept] == texts


def test_defaults_are_filled_in_and_lists_are_split(
    import_texts: Callable[..., ImportSummary], store: Store
) -> None:
    import_texts(
        store,
        reports=REPORT,
        people="id,aliases\np1,Ace; Bee ;;\np2,",
        links="id,kind,from,to,report\nl1,pays,p1,p2,r1",
    )
    con = store.tables()

    assert con.sql("SELECT aliases FROM people ORDER BY id").fetchall() == [
        (["Ace", "Bee"],),
        (None,),
    ]
    assert con.sql("SELECT marking FROM reports").fetchall() == [("OFFICIAL-SENSITIVE",)]
    assert con.sql("SELECT basis FROM links").fetchall() == [("fact",)]


def test_the_answer_does_not_depend_on_the_order_of_rows(
    import_texts: Callable[..., ImportSummary],
) -> None:
    rows = [f"p{place},Name{place}" for place in range(50)]
    answers = []
    for order in (rows, rows[::-1]):
        store = open_store(":memory:")
        import_texts(store, people="id,surname\n" + "\n".join(order))
        answers.append(
            store.tables().sql("SELECT id, surname, row_hash FROM people ORDER BY id").fetchall()
        )
        store.close()

    assert answers[0] == answers[1]

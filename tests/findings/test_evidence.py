"""What of a case counts as evidence on a day."""

from datetime import date

import pytest

from netgraph.findings.evidence import prepare

AS_OF = date(2025, 3, 1)
PEOPLE = "id,date_of_birth\np1,1990-01-01\np2,\np3,2009-03-02"
REPORTS = """id,date,grade,origin
rA,2025-02-01,1AP,o1
rB,2025-02-02,2BP,o2
rC,2025-02-03,3CP,o3
rD,2025-02-04,2DP,o4
rE,2025-02-05,1EP,o5
rD1,2025-02-06,2DP,o1
r0,2025-02-07,1AP,
rlate,2025-03-02,1AP,
"""


@pytest.fixture
def evidence(case):
    """A function: the rows of a table of evidence, as dicts by their first column or a named one."""

    def read(
        table: str, as_of: date = AS_OF, key: str = "", **tables: str
    ) -> dict[str, dict[str, object]]:
        con = case(**{"people": PEOPLE, "reports": REPORTS} | tables)
        prepare(con, as_of)
        cursor = con.execute(f"SELECT * FROM {table} ORDER BY ALL")
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return {row[key or names[0]]: row for row in rows}

    return read


def links(*rows: str) -> str:
    header = "id,kind,from,to,start,end,report,detail\n"
    return header + "\n".join(row + "," * (7 - row.count(",")) for row in rows)


def test_a_to_c_count_and_e_never_does(evidence):
    found = evidence(
        "evidence",
        links=links(
            "lA,pays,p1,p2,,,rA",
            "lB,pays,p1,p2,,,rB",
            "lC,pays,p1,p2,,,rC",
            "lE,directs,p1,p2,,,rE",
        ),
    )

    assert [found[link]["usable"] for link in ("lA", "lB", "lC", "lE")] == [True, True, True, False]
    assert found["lE"]["why_not"] == "graded E: suspected to be false"
    assert [found[link]["dependable"] for link in ("lA", "lB", "lC", "lE")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("other", "usable"),
    [
        ("l2,directs,p1,p2,,,rA", True),
        ("l2,directs,p2,p1,,,rA", False),  # the other way round
        ("l2,threatens,p1,p2,,,rA", False),  # another kind
        ("l2,directs,p1,p3,,,rA", False),  # another end
        ("l2,directs,p1,p2,,,rD1", False),  # D confirms nothing
        ("l2,directs,p1,p2,,,rE", False),
    ],
)
def test_d_counts_only_beside_the_same_link_from_another_origin(evidence, other, usable):
    found = evidence("evidence", links=links("l1,directs,p1,p2,,,rD", other))

    assert found["l1"]["usable"] is usable


def test_d_is_not_confirmed_by_its_own_origin(evidence):
    found = evidence("evidence", links=links("l1,directs,p1,p2,,,rD1", "l2,directs,p1,p2,,,rA"))

    assert not found["l1"]["usable"]


def test_an_undirected_link_is_confirmed_from_either_end(evidence):
    found = evidence(
        "evidence",
        links=links("l1,associates_with,p1,p2,,,rD", "l2,associates_with,p2,p1,,,rA"),
    )

    assert found["l1"]["usable"]


def test_a_report_without_origin_is_its_own(evidence):
    found = evidence("evidence", links=links("l1,pays,p1,p2,,,r0"))

    assert found["l1"]["origin"] == "r0"


@pytest.mark.parametrize("detail", ["no_further_action", "acquitted"])
def test_what_ended_with_nothing_takes_the_suspicion_before_it_away(evidence, detail):
    found = evidence(
        "evidence",
        events="id,type,start,report\ne1,drug_supply,2025-01-01,rA\ne2,drug_supply,2025-01-01,rA",
        links=links(
            "l1,suspect_in,p1,e1,,,rA",
            f"l2,charged_in,p1,e1,,,rB,{detail}",
            "l3,suspect_in,p1,e2,,,rA",
            "l4,suspect_in,p2,e1,,,rA",
        ),
    )

    assert [found[link]["usable"] for link in ("l1", "l2", "l3", "l4")] == [
        False,
        False,
        True,
        True,
    ]
    assert found["l1"]["why_not"] == "the same person was cleared of that event"


def test_a_conviction_stands_beside_a_dropped_charge(evidence):
    found = evidence(
        "evidence",
        events="id,type,start,report\ne1,drug_supply,2025-01-01,rA",
        links=links("l1,charged_in,p1,e1,,,rA,no_further_action", "l2,convicted_in,p1,e1,,,rB"),
    )

    assert not found["l1"]["usable"]
    assert found["l2"]["usable"]


def test_a_telephone_cell_ties_no_phone_to_a_home(evidence):
    found = evidence(
        "evidence",
        phones="id,number\nt1,07700900001",
        addresses="id\na1",
        links=links("l1,tied_to,t1,a1,,,rA,cell", "l2,tied_to,t1,a1,,,rA,wifi"),
    )

    assert not found["l1"]["usable"]
    assert found["l2"]["usable"]


def test_nothing_reported_or_done_after_the_day_is_there(evidence):
    found = evidence(
        "evidence",
        links=links(
            "l1,pays,p1,p2,2025-01-01,,rlate",
            "l2,pays,p1,p2,2025-03-02,,rA",
            "l3,pays,p1,p2,2025-03-01,,rA",
        ),
    )

    assert list(found) == ["l3"]


def test_associations_count_for_180_days_and_conduct_for_three_years(evidence):
    found = evidence(
        "evidence",
        links=links(
            "l1,associates_with,p1,p2,2024-09-02,,rA",
            "l2,associates_with,p1,p2,2024-09-01,,rA",
            "l3,directs,p1,p2,2022-03-02,,rA",
            "l4,directs,p1,p2,2022-03-01,,rA",
            "l5,associates_with,p1,p2,2023-01-01,2025-02-01,rA",
        ),
    )

    assert [found[link]["counts"] for link in ("l1", "l2", "l3", "l4", "l5")] == [
        True,
        False,
        True,
        False,
        True,
    ]


def test_a_link_without_a_day_takes_its_reports(evidence):
    found = evidence("evidence", links=links("l1,pays,p1,p2,,,rB"))

    assert found["l1"]["day"] == date(2025, 2, 2)
    assert found["l1"]["age_days"] == 27


def test_an_event_without_a_report_takes_the_best_graded_of_its_links(evidence):
    found = evidence(
        "events_used",
        events="id,type,start,report\ne1,missing,2025-01-01,\ne2,missing,2025-01-01,",
        addresses="id,lat,lon\na1,51.5,0.1",
        links=links(
            "l1,present_at,p3,e1,,,rE", "l2,present_at,p3,e1,,,rB", "l3,occurred_at,e1,a1,,,rC"
        ),
    )

    assert list(found) == ["e1"]
    assert found["e1"]["report"] == "rB"
    assert (found["e1"]["address"], found["e1"]["lat"]) == ("a1", 51.5)


def test_flags_count_while_they_are_in_force(evidence):
    found = evidence(
        "flags_used",
        flags="""id,subject,flag,value,start,end,report
        f1,p1,in_care,,2024-01-01,2025-02-28,rA
        f2,p1,in_care,,2024-01-01,2025-03-01,rA
        f3,p1,in_care,,2025-03-02,,rA
        f4,p1,in_care,,,,rE
        """.replace("        ", ""),
    )

    assert {flag: row["usable"] for flag, row in found.items()} == {"f2": True, "f4": False}


@pytest.mark.parametrize(
    ("as_of", "age"), [(date(2027, 3, 1), 17), (date(2027, 3, 2), 18), (date(2009, 3, 1), None)]
)
def test_age_changes_on_the_birthday(evidence, as_of, age):
    assert evidence("person_facts", as_of)["p3"]["age"] == age


def test_facts_of_a_person_come_from_usable_flags_and_the_latest_home(evidence):
    found = evidence(
        "person_facts",
        addresses="id,lat,lon\na1,51.5,0.1\na2,52,0.2\na3,53,0.3",
        flags="id,subject,flag,value,report\nf1,p1,professional,social_worker,rA\n"
        "f2,p2,at_risk,adult,rE\nf3,p3,nrm,pending,rA",
        links=links(
            "l1,lives_at,p1,a1,2020-01-01,,rA",
            "l2,lives_at,p1,a2,2024-01-01,,rA",
            "l3,lives_at,p1,a3,2024-06-01,2024-09-01,rA",
        ),
    )

    assert (found["p1"]["professional"], found["p1"]["role"]) == (True, "social_worker")
    assert (found["p1"]["home"], found["p1"]["lat"]) == ("a2", 52)
    assert found["p2"]["at_risk"] is None
    assert found["p3"]["nrm"] == "pending"


def test_residents_family_and_professionals_are_no_visitors(evidence):
    found = evidence(
        "visitors",
        key="person",
        people="id\np1\np2\np3\nkin\npartner\ncarer\nofficial\nstranger\nformer",
        addresses="id\na1",
        flags="id,subject,flag,value,report\nf1,official,professional,nurse,rA",
        links=links(
            "h1,lives_at,p1,a1,2020-01-01,,rA",
            "h2,lives_at,former,a1,2020-01-01,2021-01-01,rA",
            "k1,related_to,kin,p1,,,rA,sibling",
            "k2,related_to,partner,p1,,,rA,partner",
            "s1,supports,carer,p1,,,rA",
            *(
                f"v-{who},visits,{who},a1,2025-02-01,,rA"
                for who in ("p1", "kin", "partner", "carer", "official", "stranger", "former")
            ),
        ),
    )

    assert {who: row["partner"] for who, row in found.items()} == {
        "former": False,
        "partner": True,
        "stranger": False,
    }


def test_a_new_day_and_a_new_import_make_the_tables_anew(case_store):
    store = case_store(
        people=PEOPLE, reports=REPORTS, links=links("l1,directs,p1,p2,2025-01-01,,rA")
    )
    con = store.tables()

    counts = []
    for as_of in (AS_OF, date(2024, 1, 1), AS_OF):
        prepare(con, as_of)
        counts.append(con.execute("SELECT count(*) FROM evidence").fetchall()[0][0])

    assert counts == [1, 0, 1]

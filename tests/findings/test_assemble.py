"""Findings as sums of shown reasons: support, independence, order, what never makes a finding."""

import json
import random
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netgraph import findings
from netgraph.records import as_json

AS_OF = date(2025, 3, 1)
FEW = settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

PEOPLE = [
    "boss,1990-01-01",
    "tenant,1955-01-01",
    "child,2009-05-01",
    "d1,1995-01-01",
    "d2,1996-01-01",
]
ADDRESSES = ["a1,12 Example Road,CM99 1AA,home,51.8,0.9", "a2,1 Far Road,CM99 2AA,home,51.2,0.9"]
REPORTS = [
    f"r{number},2025-02-{number:02},{grade},{origin},{agency}"
    for number, grade, origin, agency in (
        (1, "1AP", "housing", "housing"),
        (2, "2BP", "", "police"),
        (3, "2CC", "", "police"),
        (4, "1AP", "school", "school"),
        (5, "2BP", "call", "police"),
        (6, "3DP", "call2", "public"),
        (7, "1EP", "rumour", "public"),
    )
]
EVENTS = [
    "e1,missing,2025-01-20,r4",
    "e2,drug_supply,2025-01-10,r2",
    "e3,drug_supply,2024-01-10,r3",
]
LINKS = [
    "l01,lives_at,tenant,a1,2019-01-01,r1",
    "l02,lives_at,child,a2,2019-01-01,r1",
    "l03,controls,boss,a1,2025-02-01,r5",
    "l04,visits,d1,a1,2025-02-10,r2",
    "l05,visits,d2,a1,2025-02-11,r3",
    "l06,visits,boss,a1,2025-02-12,r5",
    "l07,suspect_in,d1,e2,2025-01-10,r2",
    "l08,charged_in,d2,e3,2024-01-10,r3",
    "l09,present_at,child,e1,2025-01-20,r4",
    "l10,found_at,e1,a1,2025-01-20,r4",
    "l11,directs,boss,child,2025-01-15,r4",
    "l12,threatens,boss,child,2025-01-16,r5",
    "l13,directs,boss,d1,2025-01-16,r6",
    "l14,recruited,boss,child,2024-12-01,r7",
    "l15,in_debt_to,tenant,boss,2025-02-01,r1",
]
HEADERS = {
    "people": "id,date_of_birth",
    "addresses": "id,line,postcode,use,lat,lon",
    "reports": "id,date,grade,origin,agency",
    "events": "id,type,start,report",
    "links": "id,kind,from,to,start,report",
    "flags": "id,subject,flag,value,report",
}


def tables(**changed: list[str]) -> dict[str, str]:
    rows = {
        "people": PEOPLE,
        "addresses": ADDRESSES,
        "reports": REPORTS,
        "events": EVENTS,
        "links": LINKS,
    } | changed
    return {name: "\n".join([HEADERS[name], *lines]) for name, lines in rows.items()}


def as_lines(found) -> list[str]:
    return [json.dumps(as_json(finding)) for finding in found]


def by_key(found) -> dict:
    return {(finding.claim, finding.subject): finding for finding in found}


def test_points_are_the_sum_of_what_is_shown_and_victims_come_first(case):
    found = findings.find_all(case(**tables()), AS_OF)

    assert [finding.claim for finding in found][:1] == ["likely_victim"]
    assert {("cuckooed_address", "a1"), ("exploiter", "boss"), ("likely_victim", "child")} <= set(
        by_key(found)
    )
    for finding in found:
        assert finding.points == sum(
            reason.points for reason in (*finding.reasons, *finding.against)
        )


def test_other_claims_are_named_on_the_subject_and_between_a_home_and_who_lives_there(case):
    found = by_key(findings.find_all(case(**tables()), AS_OF))

    assert ("likely_victim", "tenant") in found
    assert found["cuckooed_address", "a1"].also == ("likely_victim",)
    assert found["likely_victim", "tenant"].also == ("cuckooed_address",)
    assert found["exploiter", "boss"].also == ()


@FEW
@given(seed=st.integers(0, 10_000))
def test_the_order_of_rows_changes_no_byte(case, seed):
    mixed = random.Random(seed)
    shuffled = {
        name: mixed.sample(rows, len(rows))
        for name, rows in {
            "people": PEOPLE,
            "addresses": ADDRESSES,
            "reports": REPORTS,
            "events": EVENTS,
            "links": LINKS,
        }.items()
    }

    assert as_lines(findings.find_all(case(**tables(**shuffled)), AS_OF)) == as_lines(
        findings.find_all(case(**tables()), AS_OF)
    )


def test_two_runs_on_one_connection_print_the_same(case):
    con = case(**tables())

    assert as_lines(findings.find_all(con, AS_OF)) == as_lines(findings.find_all(con, AS_OF))


ASSOCIATIONS = ("associates_with", "contacted", "visits", "gave_address", "seen_at", "tied_to")
CONTEXT = ("related_to", "lives_at", "uses", "keeps", "member_of")
ENDS = {
    "associates_with": ("p", "p"),
    "contacted": ("p", "p"),
    "related_to": ("p", "p"),
    "visits": ("p", "a"),
    "gave_address": ("p", "a"),
    "lives_at": ("p", "a"),
    "seen_at": ("v", "a"),
    "tied_to": ("t", "a"),
    "uses": ("p", "t"),
    "keeps": ("p", "v"),
    "member_of": ("p", "o"),
}


@FEW
@given(
    st.lists(
        st.tuples(
            st.sampled_from(ASSOCIATIONS + CONTEXT),
            st.integers(0, 9),
            st.integers(0, 9),
            st.integers(0, 200),
        ),
        min_size=40,
        max_size=120,
    )
)
def test_being_seen_or_in_touch_never_makes_a_finding(case, drawn):
    names = [f"p{number}" for number in range(10)]
    links, reports = [], []
    for number, (kind, first, second, days) in enumerate(drawn):
        one, other = ENDS[kind]
        if one == other and first == second:
            continue
        day = AS_OF - timedelta(days=days)
        reports.append(f"r{number},{day},1AP,,police")
        links.append(f"l{number},{kind},{one}{first},{other}{second},{day},r{number}")

    con = case(
        people="id,date_of_birth\n"
        + "\n".join(f"{name},{'2010' if name < 'p5' else '1980'}-01-01" for name in names),
        addresses="id,use\n" + "\n".join(f"a{number},home" for number in range(10)),
        phones="id\n" + "\n".join(f"t{number}" for number in range(10)),
        vehicles="id\n" + "\n".join(f"v{number}" for number in range(10)),
        organisations="id,type\n" + "\n".join(f"o{number},gang" for number in range(10)),
        reports="\n".join([HEADERS["reports"], *reports]),
        links="\n".join([HEADERS["links"], *links]),
    )

    assert findings.find_all(con, AS_OF) == ()


@pytest.mark.parametrize("grade", ["1EP", "2EC", "2DP"])
def test_a_case_graded_e_or_unconfirmed_d_gives_nothing(case, grade):
    unsure = [",".join([*row.split(",")[:2], grade, "one", "police"]) for row in REPORTS]

    assert findings.find_all(case(**tables(reports=unsure)), AS_OF) == ()


def test_ten_more_reports_of_one_origin_change_no_points_and_no_sources(case):
    more = [f"x{number},2025-02-05,2BP,call,police" for number in range(10)]
    repeated = [
        f"{kind}{number},{kind},boss,{end},2025-02-01,x{number}"
        for number in range(10)
        for kind, end in (("controls", "a1"), ("threatens", "child"), ("visits", "a1"))
    ]

    def weights(**changed):
        found = findings.find_all(case(**tables(**changed)), AS_OF)
        return {
            (each.claim, each.subject): (each.points, each.independent_sources, each.support)
            for each in found
        }

    assert weights() == weights(reports=REPORTS + more, links=LINKS + repeated)


CONTROL = ["l1,lives_at,tenant,a1,2019-01-01,r1", "l2,controls,boss,a1,{day},r2"]


@pytest.mark.parametrize(
    ("day", "points"), [("2025-02-01", 4), ("2024-03-01", 4), ("2024-02-29", 2), ("2022-03-02", 2)]
)
def test_what_is_older_than_a_year_weighs_half(case, day, points):
    links = [row.format(day=day) for row in CONTROL]
    links.append("l3,tied_to,line,a1,2025-02-01,r4")
    con = case(
        **tables(links=links),
        phones="id\nline",
        flags=f"{HEADERS['flags']}\nf1,line,deal_line,,r4",
    )

    finding = by_key(findings.find_all(con, AS_OF))["cuckooed_address", "a1"]

    weights = {reason.indicator: reason.points for reason in finding.reasons}
    assert weights["others_control_the_home"] == points


def test_what_is_older_than_three_years_is_not_used(case):
    links = [row.format(day="2022-03-01") for row in CONTROL]

    assert findings.find_all(case(**tables(links=links)), AS_OF) == ()


def test_an_earlier_day_sees_only_what_was_reported_by_then(case):
    con = case(**tables())

    assert findings.find_all(con, date(2025, 1, 31)) == ()
    assert by_key(findings.find_all(con, date(2025, 2, 5)))["cuckooed_address", "a1"].points < (
        by_key(findings.find_all(con, AS_OF))["cuckooed_address", "a1"].points
    )


def test_support_takes_points_sources_and_an_act(case):
    def support(*grades: str) -> tuple[str, int]:
        reports = [
            f"r{number},2025-02-01,{grade},,police" for number, grade in enumerate(grades, start=1)
        ]
        links = ["h1,lives_at,tenant,a1,2019-01-01,r1"] + [
            f"l{number},controls,boss,a1,2025-02-01,r{number}"
            for number in range(1, len(grades) + 1)
        ]
        flags = [f"f{number},line,deal_line,,r{number}" for number in range(1, len(grades) + 1)]
        links.append("t1,tied_to,line,a1,2025-02-01,r1")
        links += ["d1,accuses,tenant,boss,2025-02-01,r1"]
        con = case(
            people="id\ntenant\nboss",
            addresses="id\na1",
            phones="id\nline",
            reports="\n".join([HEADERS["reports"], *reports]),
            links="\n".join([HEADERS["links"], *links]),
            flags="\n".join([HEADERS["flags"], *flags]),
        )
        found = by_key(findings.find_all(con, AS_OF))["cuckooed_address", "a1"]
        return found.support, found.independent_sources

    assert support("1AP", "2BP", "2CP") == ("strong", 3)
    assert support("1AP", "2BP") == ("moderate", 2)
    assert support("1AP") == ("limited", 1)
    assert support("1AP", "2BP", "3AP") == ("moderate", 2)  # a source graded 3 stands for nobody
    assert support("3AP") == ("limited", 0)


def test_a_person_without_a_name_is_labelled_by_their_id(case):
    found = by_key(findings.find_all(case(**tables()), AS_OF))
    named = by_key(
        findings.find_all(
            case(
                **tables()
                | {
                    "people": "id,forenames,surname,date_of_birth\nboss,Ana,Example,\n"
                    "tenant,,,\nchild,,,2009-05-01\nd1,,,\nd2,,,"
                }
            ),
            AS_OF,
        )
    )

    assert found["exploiter", "boss"].label == "boss"
    assert named["exploiter", "boss"].label == "Ana Example"
    assert found["cuckooed_address", "a1"].label == "12 Example Road, CM99 1AA"

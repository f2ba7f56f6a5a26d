from datetime import date

import pytest

from netgraph.errors import InputError, UnknownId
from netgraph.network import build_network, people_network

AS_OF = date(2025, 3, 1)
REPORTS = """id,date,grade,origin
r1,2025-01-01,2AP,o1
r2,2025-01-02,1BP,o2
r3,2025-01-03,2EP,o3
r4,2025-01-04,3CP,o4
r5,2025-01-05,2AP,o1"""


def people(*ids):
    return "id\n" + "\n".join(ids)


def links(*rows):
    return "id,kind,from,to,start,end,report,detail\n" + "\n".join(rows)


def network(case, *rows, as_of=AS_OF, **options):
    tables = {"people": people("p1", "p2", "p3", "p4"), "reports": REPORTS}
    part = {key: options.pop(key) for key in list(options) if key in PART}
    con = case(**tables | options, links=links(*rows))
    return people_network(con, as_of, **part)


PART = ("around", "hops", "since", "until", "minimum_grade")


def strengths(graph):
    return {(one, other): data["strength"] for one, other, data in graph.edges(data=True)}


def small_case(case):
    return case(
        people=people("p1", "p2", "p3"),
        addresses="id,line,use\na1,1 Example Rd,home",
        reports=REPORTS,
        links=links(
            "l1,pays,p1,p2,2025-01-01,,r1,",
            "l2,visits,p2,a1,2025-01-02,,r2,",
            "l3,associates_with,p1,p3,2025-01-03,,r3,",
            "l4,associates_with,p2,p3,2024-01-03,,r4,",
        ),
    )


def test_the_whole_network_has_a_node_for_each_thing_and_an_edge_for_each_link(case):
    graph = build_network(small_case(case), AS_OF)

    assert list(graph.nodes(data="kind")) == [
        ("a1", "address"),
        ("p1", "person"),
        ("p2", "person"),
        ("p3", "person"),
    ]
    assert graph.nodes["a1"]["label"] == "1 Example Rd"
    assert graph.edges["p1", "p2", "l1"] == {
        "kind": "pays",
        "evidence": "conduct",
        "day": date(2025, 1, 1),
        "report": "r1",
        "origin": "o1",
        "grade": "2A",
        "count": 1,
        "detail": "",
        "usable": True,
        "why_not": "",
    }
    assert not graph.edges["p1", "p3", "l3"]["usable"]
    assert graph.edges["p1", "p3", "l3"]["why_not"].startswith("graded E")


def test_around_an_id_only_what_usable_links_reach_is_there(case):
    con = small_case(case)

    assert sorted(build_network(con, AS_OF, around=["p1"], hops=0)) == ["p1"]
    assert sorted(build_network(con, AS_OF, around=["p1"], hops=1)) == ["p1", "p2"]
    assert sorted(build_network(con, AS_OF, around=["p1"], hops=2)) == ["a1", "p1", "p2", "p3"]
    assert sorted(build_network(con, AS_OF, around=["a1"])) == ["a1", "p1", "p2", "p3"]


def test_links_among_what_was_reached_are_all_there_used_or_not(case):
    graph = build_network(small_case(case), AS_OF, around=["p1"], hops=2)

    assert sorted(key for _, _, key in graph.edges) == ["l1", "l2", "l3", "l4"]


def test_a_time_window_and_a_lowest_grade_leave_links_out(case):
    con = small_case(case)
    since = build_network(con, AS_OF, since=date(2025, 1, 1))
    until = build_network(con, AS_OF, until=date(2025, 1, 1))
    graded = build_network(con, AS_OF, minimum_grade="2B")

    assert sorted(key for _, _, key in since.edges) == ["l1", "l2", "l3"]
    assert sorted(key for _, _, key in until.edges) == ["l1", "l4"]
    assert sorted(key for _, _, key in graded.edges) == ["l1", "l2"]


def test_links_after_the_day_are_not_there(case):
    graph = build_network(small_case(case), date(2025, 1, 1))

    assert [key for _, _, key in graph.edges] == ["l1"]


def test_an_unknown_id_or_grade_is_refused(case):
    con = small_case(case)

    with pytest.raises(UnknownId, match="nobody"):
        build_network(con, AS_OF, around=["nobody"], hops=1)
    with pytest.raises(InputError):
        build_network(con, AS_OF, minimum_grade="B2")


def test_conduct_weighs_more_than_being_together(case):
    graph = network(
        case, "l1,pays,p1,p2,2025-01-01,,r1,", "l2,associates_with,p1,p3,2025-01-01,,r1,"
    )

    assert strengths(graph) == {("p1", "p2"): 4, ("p1", "p3"): 2}
    assert graph.edges["p1", "p2"]["conduct"]
    assert not graph.edges["p1", "p3"]["conduct"]
    assert sorted(graph) == ["p1", "p2", "p3", "p4"]


def test_reports_of_one_origin_count_once(case):
    graph = network(
        case,
        *(f"l{number},associates_with,p1,p2,2025-01-01,,r1," for number in range(10)),
        "l10,associates_with,p2,p1,2025-01-01,,r5,",
        "l11,associates_with,p1,p3,2025-01-01,,r1,",
        "l12,associates_with,p1,p3,2025-01-01,,r2,",
    )

    assert strengths(graph) == {("p1", "p2"): 2, ("p1", "p3"): 4}
    assert graph.edges["p1", "p2"]["origins"] == 1
    assert len(graph.edges["p1", "p2"]["links"]) == 11


def test_one_origin_counts_by_the_most_that_it_tells(case):
    graph = network(
        case, "l1,pays,p1,p2,2025-01-01,,r1,", "l2,associates_with,p1,p2,2025-01-01,,r5,"
    )

    assert strengths(graph) == {("p1", "p2"): 4}


def test_false_information_makes_no_tie(case):
    graph = network(case, "l1,associates_with,p1,p2,2025-01-01,,r3,")

    assert strengths(graph) == {}


def test_family_ties_are_marked_and_only_conduct_counts_between_relatives(case):
    graph = network(
        case,
        "l1,related_to,p1,p2,,,r1,sibling",
        "l2,associates_with,p1,p2,2025-01-01,,r2,",
        "l3,related_to,p1,p3,,,r1,parent",
        "l4,threatens,p3,p1,2025-01-01,,r2,",
    )

    assert strengths(graph) == {("p1", "p2"): 0, ("p1", "p3"): 4}
    assert graph.edges["p1", "p2"]["kin"]
    assert graph.edges["p1", "p3"]["kin"]
    assert graph.edges["p1", "p3"]["links"] == ("l4",)


def test_professionals_and_their_ties_are_marked(case):
    graph = network(
        case,
        "l1,associates_with,p1,p2,2025-01-01,,r1,",
        "l2,supports,p3,p4,,,r1,",
        "l3,associates_with,p3,p4,2025-01-01,,r1,",
        flags="id,subject,flag,value,report\nf1,p1,professional,social_worker,r1",
    )

    assert graph.nodes["p1"]["professional"]
    assert not graph.nodes["p2"]["professional"]
    assert graph.edges["p1", "p2"]["professional"]
    assert graph.edges["p3", "p4"]["professional"]


VISITS = ("l1,visits,p1,a1,2025-01-01,,r1,", "l2,visits,p2,a1,2025-01-20,,r2,")


def test_people_at_one_home_within_a_month_are_tied(case):
    graph = network(case, *VISITS, addresses="id,line,use\na1,1 Example Rd,home")

    assert strengths(graph) == {("p1", "p2"): 1}
    assert graph.edges["p1", "p2"]["links"] == ("l1", "l2")


def test_people_at_one_home_months_apart_are_not_tied(case):
    graph = network(case, VISITS[0], "l2,visits,p2,a1,2024-06-01,,r2,", addresses="id,use\na1,home")

    assert strengths(graph) == {}


def test_a_resident_is_tied_to_each_visitor_by_the_sightings_of_that_visitor(case):
    graph = network(
        case,
        "l1,lives_at,p1,a1,2020-01-01,,r1,",
        "l2,visits,p2,a1,2025-01-02,,r2,",
        "l3,visits,p2,a1,2025-01-04,,r4,",
        addresses="id,use\na1,",
    )

    assert strengths(graph) == {("p1", "p2"): 2}


@pytest.mark.parametrize("use", ["hotel", "hostel", "hmo", "business", "public"])
def test_a_place_for_many_ties_nobody(case, use):
    graph = network(case, *VISITS, addresses=f"id,use\na1,{use}")

    assert strengths(graph) == {}


def test_a_home_with_very_many_visitors_ties_nobody(case):
    crowd = [f"x{number}" for number in range(16)]
    graph = network(
        case,
        *(f"l-{each},visits,{each},a1,2025-01-01,,r1," for each in crowd),
        people=people(*crowd),
        addresses="id,use\na1,home",
    )

    assert strengths(graph) == {}


def test_people_in_one_event_are_tied_but_not_its_witnesses(case):
    graph = network(
        case,
        "l1,suspect_in,p1,e1,,,r1,",
        "l2,victim_in,p2,e1,,,r1,",
        "l3,witness_in,p3,e1,,,r1,",
        "l4,found_at,e1,p4,,,r1,",
        events="id,type,start\ne1,missing,2025-01-01",
    )

    assert strengths(graph) == {("p1", "p2"): 1, ("p1", "p4"): 1, ("p2", "p4"): 1}


def test_calls_between_telephones_tie_the_people_who_use_them(case):
    graph = network(
        case,
        "l1,uses,p1,t1,2024-01-01,,r1,",
        "l2,uses,p2,t2,2024-01-01,,r2,",
        "l3,contacted,t1,t2,2025-01-01,,r4,",
        phones="id,number\nt1,07700 900001\nt2,07700 900002",
    )

    assert strengths(graph) == {("p1", "p2"): 2}
    assert graph.edges["p1", "p2"]["links"] == ("l1", "l2", "l3")


def test_one_telephone_of_two_people_ties_them_but_a_public_one_does_not(case):
    users = [f"x{number}" for number in range(5)]
    graph = network(
        case,
        *(f"l-{each},uses,{each},t1,2024-01-01,,r1," for each in users),
        "l1,uses,x0,t2,2024-01-01,,r1,",
        "l2,uses,x1,t2,2024-01-01,,r1,",
        people=people(*users),
        phones="id,number\nt1,07700 900001\nt2,07700 900002",
    )

    assert strengths(graph) == {("x0", "x1"): 2}


def test_people_around_somebody_are_found_by_ties(case):
    rows = (
        "l1,pays,p1,p2,2025-01-01,,r1,",
        "l2,pays,p2,p3,2025-01-01,,r1,",
        "l3,pays,p3,p4,2025-01-01,,r1,",
    )
    graph = network(case, *rows, around=["p1"], hops=2)

    assert sorted(graph) == ["p1", "p2", "p3"]


def test_nodes_and_ties_come_in_order_whatever_the_order_of_rows(case):
    rows = ["l1,pays,p3,p1,2025-01-01,,r1,", "l2,pays,p2,p1,2025-01-01,,r1,"]
    one = network(case, *rows)
    other = network(case, *rows[::-1], people=people("p4", "p2", "p3", "p1"))

    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True)) == list(other.edges(data=True))
    assert list(one) == ["p1", "p2", "p3", "p4"]


def test_nothing_is_left_on_the_connection_but_the_evidence_tables(case):
    con = small_case(case)
    build_network(con, AS_OF)
    before = con.execute("SELECT table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
    people_network(con, AS_OF)
    build_network(con, AS_OF, around=["p1"], hops=1)

    assert con.execute("SELECT table_name FROM duckdb_tables() ORDER BY ALL").fetchall() == before

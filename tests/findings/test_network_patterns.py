"""What pass two reads from the network around those whom pass one supports, and what it leaves."""

from datetime import date

import pytest

from netgraph.findings import find_all
from netgraph.findings.network_patterns import TOP_RANKS

AS_OF = date(2025, 6, 1)

# Ten independent reports, and two that share an origin.
REPORTS = "id,date,grade,origin\n" + "\n".join(
    [
        *(f"r{number},2025-05-{number:02},2BP," for number in range(1, 11)),
        "s1,2025-05-11,2BP,operation-1",
        "s2,2025-05-12,2BP,operation-1",
    ]
)
# e1 and e2 direct others (w1, w2), so pass one supports them; c1–c3 are children with a referral,
# so pass one supports them as likely victims; x is the one asked about, k a relative of c1 and c2.
PEOPLE = """
id,date_of_birth
e1,1990-01-01
e2,1991-01-01
x,1985-01-01
k,1986-01-01
w1,1992-01-01
w2,1993-01-01
c1,2009-01-01
c2,2009-02-01
c3,2010-02-01
n1,1980-01-01
n2,1980-01-01
n3,1980-01-01
n4,1980-01-01
n5,1980-01-01
n6,1980-01-01
"""
REFERRED = (
    "id,subject,flag,value,report\nf1,c1,nrm,pending,r1\nf2,c2,nrm,pending,r2\nf3,c3,nrm,pending,r3"
)
SUPPORTED = ("directs e1 w1 r1 2025-04-01", "directs e2 w2 r2 2025-04-01")


def links(*rows):
    """Link rows written as ``kind from to report start detail``; ids are their numbers."""
    lines = ["id,kind,from,to,report,start,detail"]
    for number, row in enumerate(rows, 1):
        kind, first, second, report, *rest = row.split()
        start, detail = ([*rest, "", ""])[:2]
        lines.append(f"l{number},{kind},{first},{second},{report},{start},{detail}")
    return "\n".join(lines)


@pytest.fixture
def reason(case):
    """The reason of that indicator on that subject in a case of SUPPORTED and these links."""

    def run(indicator, subject, *rows, flags=REFERRED, **tables):
        given = {
            "people": PEOPLE,
            "reports": REPORTS,
            "flags": flags,
            "links": links(*SUPPORTED, *rows),
        }
        for finding in find_all(case(**given | tables), AS_OF):
            if finding.subject == subject:
                for each in finding.reasons + finding.against:
                    if each.indicator == indicator:
                        return each
        return None

    return run


# The insulated controller


PAID = ("pays e1 x r3 2025-04-10", "pays e2 x r4 2025-04-11")


def test_who_is_paid_by_two_exploiters_and_keeps_away_may_control_them(reason):
    found = reason("insulated_controller", "x", *PAID)

    assert found.points == 3
    assert found.others == ("e1", "e2")
    assert found.links == ("l3", "l4")
    assert found.reports == ("r3", "r4")
    assert found.evidence_class == "conduct"
    assert found.second_pass
    assert "score" not in found.text


@pytest.mark.parametrize("link", ["directs x e2 r4 2025-04-11", "in_debt_to e2 x r4 2025-04-11"])
def test_orders_and_debts_count_like_money(reason, link):
    conduct = "recruited e2 w2 r5 2025-04-01"

    assert reason("insulated_controller", "x", PAID[0], link, conduct).points == 3


def test_frequent_calls_count_beside_one_act_of_conduct(reason):
    calls = [f"contacted x e2 r4 2025-05-{day:02}" for day in range(1, 6)]
    found = reason("insulated_controller", "x", PAID[0], *calls)

    assert found.others == ("e1", "e2")
    assert reason("insulated_controller", "x", PAID[0], *calls[:4]) is None


def test_who_is_only_in_touch_with_exploiters_is_never_named(reason):
    calls = [
        f"contacted {one} x r{number} 2025-05-01" for number in range(3, 9) for one in ("e1", "e2")
    ]

    assert reason("insulated_controller", "x", *calls) is None


def test_one_exploiter_or_one_origin_is_not_enough(reason):
    assert reason("insulated_controller", "x", PAID[0], "pays e1 x r4 2025-04-11") is None
    assert (
        reason("insulated_controller", "x", "pays e1 x s1 2025-04-10", "pays e2 x s2 2025-04-11")
        is None
    )


def test_who_knows_many_others_does_not_keep_away(reason):
    known = [f"associates_with x n{number} r5 2025-05-01" for number in range(1, 7)]

    assert reason("insulated_controller", "x", *PAID, *known) is None
    assert reason("insulated_controller", "x", *PAID, *known[:5]) is not None


def test_who_was_seen_with_drugs_or_at_the_homes_does_not_keep_away(reason):
    dealt = reason(
        "insulated_controller",
        "x",
        *PAID,
        "suspect_in x v1 r5",
        events="id,type,start\nv1,drug_possession,2025-04-01",
    )
    seen = reason(
        "insulated_controller",
        "x",
        *PAID,
        "lives_at w1 a1 r1",
        "controls e1 a1 r5 2025-05-01",
        "controls e2 a1 r6 2025-05-01",
        "visits x a1 r7 2025-05-01",
        addresses="id,use\na1,home",
    )

    assert dealt is None
    assert seen is None


def test_money_within_a_family_or_a_household_does_not_count(reason):
    family = reason("insulated_controller", "x", *PAID, "related_to x e1 r5 2020-01-01 parent")
    household = reason(
        "insulated_controller",
        "x",
        *PAID,
        "lives_at x a1 r5",
        "lives_at e1 a1 r5",
        addresses="id,use\na1,home",
    )

    assert family is None
    assert household is None


def test_a_professional_is_no_controller(reason):
    flags = REFERRED + "\nf9,x,professional,solicitor,r9"

    assert reason("insulated_controller", "x", *PAID, flags=flags) is None


# The only link to the young people


# x directs w1 so that x has conduct of their own, which a pattern alone never gives.
ONLY = (
    "directs x w1 r5 2025-04-01",
    "associates_with x e1 r6 2025-04-02",
    "associates_with e1 e2 r6 2025-04-02",
    "contacted x c1 r7 2025-05-01",
    "contacted x c2 r8 2025-05-02",
)


def test_the_only_link_between_a_line_and_two_children_is_said(reason):
    found = reason("only_link_to_young_people", "x", *ONLY)

    assert found.points == 2
    assert found.others == ("c1", "c2")
    assert found.links == ("l4", "l6", "l7")
    assert found.evidence_class == "association"
    assert "e1" in found.text


def test_another_way_to_the_children_means_no_only_link(reason):
    other = ("contacted e2 c1 r9 2025-05-03",)
    around = ("associates_with e2 n1 r9 2025-05-03", "associates_with n1 c2 r10 2025-05-04")

    assert reason("only_link_to_young_people", "x", *ONLY, *other) is None
    assert reason("only_link_to_young_people", "x", *ONLY, *around) is None


def test_a_place_in_the_network_alone_is_no_finding(reason, case):
    con = case(people=PEOPLE, reports=REPORTS, flags=REFERRED, links=links(*SUPPORTED, *ONLY[1:]))

    assert "x" not in {finding.subject for finding in find_all(con, AS_OF)}


def test_a_relative_of_the_children_is_no_only_link(reason):
    kin = ("related_to x c1 r9 2020-01-01 parent", "related_to x c2 r9 2020-01-01 parent")

    assert reason("only_link_to_young_people", "x", *ONLY, *kin) is None


def test_a_support_worker_is_no_only_link(reason):
    support = ("supports x c1 r9", "supports x c2 r9")

    assert reason("only_link_to_young_people", "x", *ONLY, *support) is None


def test_children_told_of_by_one_origin_are_one(reason):
    one = (*ONLY[:3], "contacted x c1 s1 2025-05-01", "contacted x c2 s2 2025-05-02")

    assert reason("only_link_to_young_people", "x", *one) is None


# First contact in order of time


FIRST = (
    "directs x w1 r5 2025-04-01",
    "associates_with x e1 r6 2025-01-10",
    "contacted x c1 r7 2025-02-01",
    "contacted x c2 r8 2025-02-02",
    "contacted e1 c1 r9 2025-03-01",
    "contacted e1 c2 r10 2025-03-02",
)


def test_who_knew_the_line_and_then_first_met_the_victims_is_the_first_contact(reason):
    found = reason("first_contact_in_time_order", "x", *FIRST)

    assert found.points == 2
    assert found.others == ("c1", "c2")
    assert found.day == date(2025, 2, 2)
    assert found.links == ("l4", "l5", "l6")


def test_who_met_the_victims_before_knowing_the_line_is_no_first_contact(reason):
    later = FIRST[0], "associates_with x e1 r6 2025-02-20", *FIRST[2:]

    assert reason("first_contact_in_time_order", "x", *later) is None


def test_who_met_the_victims_after_the_line_did_is_no_first_contact(reason):
    earlier = (*FIRST[:4], "contacted e1 c1 r9 2025-01-15", "contacted e1 c2 r10 2025-01-15")

    assert reason("first_contact_in_time_order", "x", *earlier) is None


def test_family_team_mates_and_professionals_are_no_first_contact(reason):
    kin = ("related_to x c1 r9 2020-01-01 sibling", "related_to x c2 r9 2020-01-01 sibling")
    team = ("member_of x o1 r9", "member_of c1 o1 r9", "member_of c2 o1 r9")

    assert reason("first_contact_in_time_order", "x", *FIRST, *kin) is None
    assert (
        reason(
            "first_contact_in_time_order",
            "x",
            *FIRST,
            *team,
            organisations="id,name,type\no1,Example Football Club,other",
        )
        is None
    )
    flags = REFERRED + "\nf9,x,professional,youth_worker,r9"
    assert reason("first_contact_in_time_order", "x", *FIRST, flags=flags) is None


def test_a_professional_who_may_be_a_victim_is_no_part_of_the_pattern(reason):
    flags = REFERRED + "\nf9,c3,professional,nurse,r9"

    assert reason("first_contact_in_time_order", "x", *FIRST, flags=flags).others == ("c1", "c2")


def test_one_victim_is_no_pattern_of_first_contacts(reason):
    assert reason("first_contact_in_time_order", "x", *FIRST[:3], FIRST[4]) is None


# The same visitors in home after home


HOMES = "id,use\na1,home\na2,home"
# a1 and a2 are controlled by somebody who does not live there, so pass one supports them.
TAKEN = (
    "lives_at n1 a1 r1",
    "lives_at n2 a2 r1",
    "controls w1 a1 r3 2025-03-01",
    "controls w1 a1 r4 2025-03-02",
    "controls w1 a2 r5 2025-04-01",
    "controls w1 a2 r6 2025-04-02",
)
MOVED = (
    "visits e1 a1 r7 2025-03-01",
    "visits e2 a1 r8 2025-03-05",
    "visits e1 a2 r9 2025-03-20",
    "visits e2 a2 r10 2025-03-25",
)


def test_exploiters_who_move_from_home_to_home_are_said_at_both(reason):
    earlier = reason("same_visitors_moving", "a1", *TAKEN, *MOVED, addresses=HOMES)
    later = reason("same_visitors_moving", "a2", *TAKEN, *MOVED, addresses=HOMES)

    assert earlier.points == later.points == 2
    assert earlier.others == ("a2",)
    assert later.others == ("a1",)
    assert later.links == ("l10", "l11", "l12", "l9")
    assert "e1 and e2" in later.text


def test_friends_whom_nothing_suggests_exploit_are_left_out_when_they_move(reason):
    friends = [row.replace("e1", "n3").replace("e2", "n4") for row in MOVED]

    assert reason("same_visitors_moving", "a2", *TAKEN, *friends, addresses=HOMES) is None


def test_visitors_of_two_homes_at_the_same_time_do_not_move(reason):
    together = (
        *MOVED[:2],
        "visits e1 a2 r9 2025-03-01",
        "visits e2 a2 r10 2025-03-05",
    )
    much_later = (*MOVED[:2], "visits e1 a2 r9 2025-05-20", "visits e2 a2 r10 2025-05-25")

    assert reason("same_visitors_moving", "a2", *TAKEN, *together, addresses=HOMES) is None
    assert reason("same_visitors_moving", "a2", *TAKEN, *much_later, addresses=HOMES) is None


def test_shared_houses_and_a_tenant_who_moved_are_left_out(reason):
    shared = reason(
        "same_visitors_moving", "a2", *TAKEN, *MOVED, addresses="id,use\na1,hmo\na2,home"
    )
    rehoused = reason(
        "same_visitors_moving", "a2", *TAKEN, *MOVED, "lives_at n1 a2 r2", addresses=HOMES
    )

    assert shared is None
    assert rehoused is None


def test_visits_told_of_by_one_operation_are_no_move(reason):
    one = [
        "visits e1 a1 s1 2025-03-01",
        "visits e2 a1 s2 2025-03-05",
        "visits e1 a2 s1 2025-03-20",
        "visits e2 a2 s2 2025-03-25",
    ]

    assert reason("same_visitors_moving", "a2", *TAKEN, *one, addresses=HOMES) is None


# Central position


CENTRAL = (
    *(f"associates_with e1 n{number} r5 2025-05-01" for number in range(1, 7)),
    "associates_with e1 e2 r6 2025-05-01",
    "associates_with e1 k r6 2025-05-01",
)


def test_a_central_position_is_shown_beside_a_finding_and_worth_nothing(reason):
    found = reason("central_position", "e1", *CENTRAL)

    assert found.points == 0
    assert found.evidence_class == "context"
    assert "all but 0 of the 11 people nearby" in found.text


def test_somebody_at_the_edge_or_in_a_small_network_is_not_central(reason):
    assert reason("central_position", "e2", *CENTRAL[:6]) is None
    assert reason("central_position", "e1", *CENTRAL[:3]) is None
    assert TOP_RANKS == 3


def test_patterns_do_not_depend_on_the_order_of_rows(case):
    rows = links(*SUPPORTED, *ONLY, *FIRST, *PAID, *CENTRAL).splitlines()
    first = case(people=PEOPLE, reports=REPORTS, flags=REFERRED, links="\n".join(rows))
    second = case(
        people=PEOPLE,
        reports=REPORTS,
        flags=REFERRED,
        links="\n".join([rows[0], *reversed(rows[1:])]),
    )

    assert find_all(first, AS_OF) == find_all(second, AS_OF)

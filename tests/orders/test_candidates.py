"""Who is proposed, who is blocked, who falls short, and what each is told."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netgraph.orders.candidates import propose
from netgraph.records import Act, Blocker

AS_OF = date(2025, 3, 1)

# p1 told p2, a child, what to do: two reports of different origin.
REPORTS = """id,date,grade,origin
r1,2025-01-10,1BP,o1
r2,2025-01-20,2CP,o2
"""
PEOPLE = """id,surname,forenames,date_of_birth
p1,Invented,Adult,1995-05-05
p2,Invented,Child,2009-05-05
p3,Invented,Other,1990-05-05
p9,Invented,Ageless,
"""
LINKS = """id,kind,from,to,start,report
l1,directs,p1,p2,2025-01-09,r1
l2,arranges_travel_for,p1,p2,2025-01-19,r2
"""
NO_ACT = (
    "an act of exploitation towards somebody, or in somebody's home: none of what is recorded is one "
    "by itself"
)
FILES = {"reports": REPORTS, "people": PEOPLE, "links": LINKS}


def graded(first, second, origins=("o1", "o2")):
    return (
        f"id,date,grade,origin\nr1,2025-01-10,{first},{origins[0]}\n"
        f"r2,2025-01-20,{second},{origins[1]}\n"
    )


@pytest.fixture
def proposed(case, by_hand):
    """Proposes on one hand-made exploiter finding that rests on l1 and l2."""

    def make(subject="p1", *, more=(), **files):
        finding = by_hand.exploiter(subject, by_hand.reason(["l1", "l2"], ["r1", "r2"]))
        return propose(case(**FILES | files), (*more, finding), AS_OF)

    return make


def codes(proposal):
    return [blocker.code for blocker in proposal.blockers]


def test_an_act_of_exploitation_from_two_good_sources_makes_a_candidate(proposed):
    [proposal] = proposed()

    assert proposal.person == "p1"
    assert proposal.status == "candidate"
    assert proposal.independent_sources == 2
    assert proposal.protects == ("p2",)
    assert proposal.blockers == ()
    assert proposal.missing == ()
    assert proposal.acts == (
        Act(
            "told_others_what_to_do",
            "Told 1 person what to do.",
            ("l1", "l2"),
            ("r1", "r2"),
            date(2025, 1, 19),
        ),
    )


def test_only_people_with_an_exploiter_finding_are_listed(case, by_hand):
    con = case(**FILES, addresses="id\na1\n")

    assert propose(con, (by_hand.likely_victim("p2"), by_hand.cuckooed("a1")), AS_OF) == ()


def test_two_reports_of_one_origin_are_one_source(proposed):
    [proposal] = proposed(reports=graded("1BP", "1BP", ("o1", "o1")))

    assert proposal.status == "insufficient"
    assert proposal.independent_sources == 1
    assert proposal.missing == ("a second independent source for the acts",)


def test_a_source_that_is_not_reliable_is_none_of_the_two(proposed):
    [proposal] = proposed(reports=graded("1BP", "3BP"))

    assert proposal.status == "insufficient"
    assert proposal.missing == (
        "a second independent source for the acts (1 graded 3 cannot be one of the two)",
    )


def test_without_one_dependable_report_nobody_is_proposed(proposed):
    [proposal] = proposed(reports=graded("3BP", "3CP"))

    assert proposal.status == "insufficient"
    assert proposal.missing == (
        "two independent sources for the acts (2 graded 3 cannot be one of the two)",
        "a report of an act graded 1 or 2 and A to C",
    )


@pytest.mark.parametrize(
    ("latest", "status", "missing"),
    [
        ("2023-03-02", "candidate", ()),
        (
            "2023-03-01",
            "insufficient",
            ("an act of exploitation within two years: the latest is of 2023-03-01",),
        ),
    ],
)
def test_the_latest_act_is_at_most_two_years_old(proposed, latest, status, missing):
    [proposal] = proposed(
        links=LINKS.replace("2025-01-09", "2022-06-01").replace("2025-01-19", latest)
    )

    assert proposal.status == status
    assert proposal.missing == missing


def test_supply_alone_is_no_act_of_exploitation(proposed):
    links = LINKS.replace("directs,p1,p2", "supplies,p1,p3")
    [proposal] = proposed(links=links.replace("arranges_travel_for,p1,p2", "pays,p3,p1"))

    assert proposal.status == "insufficient"
    assert len(proposal.acts) == 1
    assert proposal.protects == ()
    assert proposal.missing == (
        NO_ACT,
        "two independent sources for the acts (not counted: 2 only on drugs or money that changed "
        "hands)",
        "a report of an act graded 1 or 2 and A to C",
    )


@pytest.mark.parametrize("kind", ["pays,p2,p1", "supplies,p1,p2"])
def test_drugs_and_money_are_no_act_by_themselves_even_with_a_child(proposed, kind):
    links = LINKS.replace("directs,p1,p2", kind).replace("arranges_travel_for,p1,p2", kind)
    [proposal] = proposed(links=links)

    assert proposal.status == "insufficient"
    assert proposal.missing[0] == NO_ACT


def test_a_dealer_who_is_also_named_once_lacks_a_second_source(proposed):
    links = LINKS.replace("directs,p1,p2", "supplies,p1,p3")
    [proposal] = proposed(links=links.replace("arranges_travel_for,p1,p2", "accuses,p2,p1"))

    assert proposal.status == "insufficient"
    assert proposal.missing == (
        "a second independent source for the acts (not counted: 1 only on drugs or money that "
        "changed hands)",
    )


def test_an_event_of_supply_that_names_nobody_harmed_is_no_second_source(proposed):
    [proposal] = proposed(
        events="id,type,start\ne1,drug_supply,2025-01-19\n",
        links=(
            "id,kind,from,to,start,report\n"
            "l1,directs,p1,p2,2025-01-09,r1\nl2,convicted_in,p1,e1,2025-01-19,r2\n"
        ),
    )

    assert proposal.status == "insufficient"
    assert proposal.missing == (
        "a second independent source for the acts (not counted: 1 only on an event that names "
        "nobody harmed)",
    )


RELATED = "id,kind,from,to,start,report,detail\n"


@pytest.mark.parametrize(
    ("relation", "status"),
    [
        ("l3,related_to,p1,p2,,r1,partner\n", "insufficient"),
        ("l3,related_to,p1,p2,,r1,sibling\n", "insufficient"),
        ("l3,lives_at,p1,a1,,r1,\nl4,lives_at,p2,a1,,r1,\n", "insufficient"),
        ("", "candidate"),
    ],
)
def test_violence_within_a_family_or_household_is_another_harm(proposed, relation, status):
    [proposal] = proposed(
        people=PEOPLE.replace("2009", "1999"),
        addresses="id,use\na1,home\n",
        flags="id,subject,flag,value,report\nf1,p2,at_risk,adult,r1\n",
        links=RELATED
        + "l1,threatens,p1,p2,2025-01-09,r1,\nl2,in_debt_to,p2,p1,2025-01-19,r2,\n"
        + relation,
    )

    assert proposal.status == status


def test_the_partner_of_a_child_is_no_family(proposed):
    [proposal] = proposed(
        links=RELATED
        + "l1,threatens,p1,p2,2025-01-09,r1,\nl2,in_debt_to,p2,p1,2025-01-19,r2,\n"
        + "l3,related_to,p1,p2,,r1,partner\n"
    )

    assert proposal.status == "candidate"


def test_who_is_at_a_home_that_was_taken_over_is_no_household(proposed, by_hand):
    links = RELATED + (
        "l1,threatens,p1,p2,2025-01-09,r1,\nl2,in_debt_to,p2,p1,2025-01-19,r2,\n"
        "l3,lives_at,p1,a1,,r1,\nl4,lives_at,p2,a1,,r1,\n"
    )
    [proposal] = proposed(
        more=(by_hand.cuckooed("a1"),), addresses="id,use\na1,home\n", links=links
    )

    assert proposal.status == "candidate"


def test_threats_among_adults_who_need_no_protecting_are_a_quarrel(proposed):
    [proposal] = proposed(
        links=LINKS.replace("directs,p1,p2", "threatens,p1,p3").replace(
            "arranges_travel_for,p1,p2", "in_debt_to,p3,p1"
        )
    )

    assert proposal.status == "insufficient"
    assert proposal.missing[1] == (
        "two independent sources for the acts (not counted: 2 only on threats or debts among "
        "adults who are not known to need protecting)"
    )


def test_a_parent_who_tells_a_child_what_to_do_for_the_line_is_no_exception(proposed):
    [proposal] = proposed(
        links=RELATED
        + "l1,directs,p1,p2,2025-01-09,r1,\nl2,recruited,p1,p2,2025-01-19,r2,\n"
        + "l3,related_to,p1,p2,,r1,parent\n"
    )

    assert proposal.status == "candidate"


def test_journeys_alone_are_no_act_of_exploitation(proposed):
    [proposal] = proposed(links=LINKS.replace("directs", "arranges_travel_for"))

    assert proposal.status == "insufficient"
    assert proposal.missing[1] == (
        "two independent sources for the acts (not counted: 2 only on journeys or keys, which "
        "have ordinary reasons too)"
    )


def test_journeys_of_two_likely_victims_with_firm_support_are_an_act(proposed, by_hand):
    links = LINKS.replace("directs,p1,p2", "arranges_travel_for,p1,p3")
    firm = tuple(by_hand.likely_victim(each, "moderate") for each in ("p2", "p3"))
    weak = (firm[0], by_hand.likely_victim("p3", "limited"))

    assert [each.status for each in proposed(more=firm, links=links)] == ["candidate"]
    assert [each.status for each in proposed(more=weak, links=links)] == ["insufficient"]


def test_a_lift_for_a_relative_of_a_relative_is_no_act(proposed):
    [proposal] = proposed(
        links=RELATED
        + "l1,directs,p1,p3,2025-01-09,r1,\nl2,arranges_travel_for,p1,p2,2025-01-19,r2,\n"
        + "l3,related_to,p1,p9,,r1,child\nl4,related_to,p2,p9,,r1,other\n"
    )

    assert proposal.status == "insufficient"
    assert proposal.missing == (
        "a second independent source for the acts (not counted: 1 only on family or one household)",
    )


@pytest.mark.parametrize(
    ("found", "status"), [("moderate", "candidate"), ("limited", "insufficient")]
)
def test_the_keys_of_a_home_count_where_it_may_have_been_taken_over(
    proposed, by_hand, found, status
):
    [proposal] = proposed(
        more=(by_hand.cuckooed("a1", support=found),),
        addresses="id\na1\n",
        links="id,kind,from,to,start,report\n"
        "l1,controls,p1,a1,2025-01-09,r1\nl2,controls,p1,a1,2025-01-19,r2\n",
    )

    assert proposal.status == status


def test_somebody_who_has_only_associations_is_never_proposed(case, by_hand):
    links = LINKS.replace("directs", "associates_with").replace("arranges_travel_for", "contacted")
    seen = by_hand.reason(["l1", "l2"], ["r1", "r2"], evidence_class="association", points=9)
    [proposal] = propose(case(**FILES | {"links": links}), (by_hand.exploiter("p1", seen),), AS_OF)

    assert proposal.status == "insufficient"
    assert proposal.acts == ()
    assert proposal.missing == (
        "an act: nothing recorded says what this person did",
        "two independent sources for the acts",
        "a report of an act graded 1 or 2 and A to C",
    )


def test_a_charge_in_an_event_of_exploitation_protects_its_victims_and_home(proposed):
    [proposal] = proposed(
        events="id,type,start,report\ne1,modern_slavery,2025-01-09,r1\n",
        addresses="id\na1\n",
        links="id,kind,from,to,start,report\n"
        "l1,charged_in,p1,e1,2025-01-09,r1\n"
        "l2,controls,p1,a1,2025-01-19,r2\n"
        "l3,victim_in,p3,e1,2025-01-09,r1\n"
        "l4,occurred_at,e1,a1,2025-01-09,r1\n",
    )

    assert proposal.status == "candidate"
    assert proposal.protects == ("a1", "p3")


def test_control_of_a_phone_says_nothing_of_whom_it_concerns(proposed):
    [proposal] = proposed(
        phones="id,number\nt1,07700900001\n",
        links="id,kind,from,to,start,report\n"
        "l1,controls,p1,t1,2025-01-09,r1\nl2,controls,p1,t1,2025-01-19,r2\n",
    )

    assert proposal.status == "insufficient"


def test_an_order_does_not_protect_another_exploiter_who_is_no_victim(proposed, by_hand):
    links = LINKS.replace("directs,p1,p2", "directs,p1,p3")
    other = by_hand.exploiter("p3", by_hand.reason(["l1"], ["r1"], points=3))
    proposals = proposed(more=(other,), links=links)

    assert {each.person: each.protects for each in proposals} == {"p1": ("p2",), "p3": ()}


def test_likely_victims_and_homes_that_a_reason_names_are_protected(case, by_hand):
    con = case(**FILES, addresses="id\na1\na2\n")
    named = by_hand.reason(
        [], ["r1"], evidence_class="association", others=("a1", "a2", "p3", "p9")
    )
    found = (
        by_hand.likely_victim("p3"),
        by_hand.cuckooed("a1"),
        by_hand.exploiter("p1", by_hand.reason(["l1", "l2"], ["r1", "r2"]), named),
    )
    [proposal] = propose(con, found, AS_OF)

    assert proposal.protects == ("a1", "p2", "p3")


def test_a_child_is_blocked_and_comes_first(proposed, by_hand):
    links = "id,kind,from,to,start,report\n" + "".join(
        f"l{n},directs,{who},p3,2025-01-09,r{1 + n % 2}\n"
        for n, who in enumerate(("p1", "p1", "p2", "p2"), start=1)
    )
    child = by_hand.exploiter("p2", by_hand.reason(["l3", "l4"], ["r1", "r2"], points=4))
    first, second = proposed(more=(child,), links=links)

    assert (first.person, first.status) == ("p2", "blocked")
    assert first.blockers == (
        Blocker("under_18", "aged 15 on 2025-03-01: safeguarding comes first"),
    )
    assert (second.person, second.status) == ("p1", "candidate")


def test_eighteen_today_is_adult_and_eighteen_tomorrow_is_not(proposed):
    [today] = proposed(people=PEOPLE.replace("1995-05-05", "2007-03-01"))
    [tomorrow] = proposed(people=PEOPLE.replace("1995-05-05", "2007-03-02"))

    assert today.status == "candidate"
    assert codes(tomorrow) == ["under_18"]


def test_without_a_date_of_birth_somebody_may_be_a_child(proposed):
    [proposal] = proposed(people=PEOPLE.replace("1995-05-05", ""))

    assert proposal.status == "blocked"
    assert proposal.blockers == (
        Blocker("age_unknown", "no date of birth is recorded: this person may be under 18"),
    )


def test_a_likely_victim_finding_of_any_support_blocks(proposed, by_hand):
    [proposal] = proposed(more=(by_hand.likely_victim("p1", "limited"),))

    assert proposal.status == "blocked"
    assert codes(proposal) == ["possible_victim"]


def test_a_recorded_victim_of_exploitation_is_blocked(proposed):
    [proposal] = proposed(
        events="id,type,start,report\ne1,exploitation,2024-01-09,r1\n",
        links=LINKS + "l3,victim_in,p1,e1,2025-01-09,r1\n",
    )

    assert codes(proposal) == ["possible_victim"]
    assert proposal.blockers[0].text == "recorded as a victim of exploitation in e1"


@pytest.mark.parametrize(
    ("value", "status"),
    [("pending", "blocked"), ("positive", "blocked"), ("negative", "candidate")],
)
def test_an_open_referral_blocks_and_a_negative_one_does_not(proposed, value, status):
    [proposal] = proposed(flags=f"id,subject,flag,value,report\nf1,p1,nrm,{value},r1\n")

    assert proposal.status == status
    assert codes(proposal) == (["nrm"] if status == "blocked" else [])


@pytest.mark.parametrize(
    ("order", "blocked"),
    [
        ("o1,STRO,p1,2024-02-01,", True),
        ("o1,STPO,p1,2025-03-01,2025-03-01", True),
        ("o1,interim_STRO,p1,2025-02-01,2025-04-01", True),
        ("o1,CCEPO,p1,,2026-01-01", True),
        ("o1,STRO,p1,2022-02-01,2025-02-28", False),
        ("o1,STRO,p1,2025-03-02,", False),
        ("o1,STRO,p2,2024-02-01,", False),
        ("o1,gang_injunction,p1,2024-02-01,", False),
    ],
)
def test_an_own_order_in_force_blocks_a_new_one(proposed, order, blocked):
    [proposal] = proposed(orders=f"id,type,person,made,ends\n{order}\n")

    assert codes(proposal) == (["order_in_force"] if blocked else [])


def test_an_own_order_that_was_discharged_blocks_nothing(proposed):
    [proposal] = proposed(
        orders="id,type,person,made,ends\nd1,STRO,p1,2020-01-01,2030-01-01\n",
        order_steps="id,order,kind,date\nk1,d1,discharge,2023-01-01\n",
    )

    assert codes(proposal) == []


def test_a_professional_is_blocked(proposed):
    [proposal] = proposed(
        flags="id,subject,flag,value,report\nf1,p1,professional,youth_worker,r1\n"
    )

    assert codes(proposal) == ["professional"]
    assert "youth worker" in proposal.blockers[0].text


def test_blockers_are_shown_also_where_the_evidence_falls_short(proposed):
    [proposal] = proposed(
        people=PEOPLE.replace("1995-05-05", "2008-05-05"),
        reports=graded("1BP", "1BP", ("o1", "o1")),
    )

    assert proposal.status == "insufficient"
    assert codes(proposal) == ["under_18"]
    assert proposal.missing == ("a second independent source for the acts",)


def test_the_strongest_come_first_within_a_status(case, by_hand):
    con = case(**FILES)
    found = tuple(
        by_hand.exploiter(person, by_hand.reason(links, ["r1", "r2"], points=points))
        for person, links, points in (("p3", ["l1"], 9), ("p1", ["l1", "l2"], 5), ("p9", [], 20))
    )

    assert [(each.person, each.status) for each in propose(con, found, AS_OF)] == [
        ("p1", "candidate"),
        ("p9", "insufficient"),
        ("p3", "insufficient"),
    ]


grades = st.tuples(st.sampled_from("123"), st.sampled_from("ABCDE"), st.sampled_from("PC")).map(
    "".join
)
kinds = st.sampled_from(["directs", "associates_with", "contacted", "supplies", "accuses", "pays"])


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    grades=st.tuples(grades, grades),
    origins=st.tuples(st.sampled_from(["o1", "o2"]), st.sampled_from(["o1", "o2"])),
    kinds=st.tuples(kinds, kinds),
    born=st.dates(date(1990, 1, 1), date(2012, 1, 1)),
)
def test_whatever_the_evidence_a_candidate_passes_every_part_of_the_gate(
    proposed, grades, origins, kinds, born
):
    links = (
        "id,kind,from,to,start,report\n"
        f"l1,{kinds[0]},p1,p2,2025-01-09,r1\nl2,{kinds[1]},p1,p2,2025-01-19,r2\n"
    )
    [proposal] = proposed(
        links=links,
        reports=graded(*grades, origins),
        people=PEOPLE.replace("1995-05-05", born.isoformat()),
    )

    usable = [grade for grade in grades if grade[1] in "ABC"]
    if proposal.status == "candidate":
        assert born <= date(2007, 3, 1)
        assert len(set(origins)) == 2
        assert any(grade[0] in "12" for grade in usable)
        assert all(grade[0] in "12" and grade[1] != "E" for grade in grades)
        assert set(kinds) & {"directs", "supplies", "pays"}
    assert bool(proposal.missing) == (proposal.status == "insufficient")

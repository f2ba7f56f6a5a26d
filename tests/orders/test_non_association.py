"""Whom an order keeps apart from its subject, who is left out, and what protects them instead."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netgraph.errors import UnknownId
from netgraph.orders.candidates import propose
from netgraph.orders.lint import lint
from netgraph.orders.non_association import non_association
from netgraph.vocabulary import EXCEPTION_WORDS

AS_OF = date(2025, 3, 1)

# p1 is the subject; p2 a child, p3 and p4 adults, p5 of unknown age, v1 an adult with needs.
PEOPLE = """id,surname,forenames,date_of_birth
p1,Invented,Subject,1995-05-05
p2,Invented,Child,2009-05-05
p3,Invented,Third,1990-05-05
p4,Invented,Fourth,1991-05-05
p5,Invented,Ageless,
v1,Invented,Resident,1960-05-05
"""
REPORTS = """id,date,grade,origin
r1,2025-01-10,1BP,o1
r2,2025-01-20,2CP,o2
r3,2025-01-21,3BP,o3
r4,2025-01-22,1EP,o4
"""
EVENTS = """id,type,start,report
e1,drug_supply,2025-01-09,r1
e2,custody,2025-01-09,r1
e3,drug_possession,2025-01-09,r1
"""
HEADER = "id,kind,from,to,start,report,detail\n"
FILES = {
    "people": PEOPLE,
    "reports": REPORTS,
    "events": EVENTS,
    "addresses": "id\na1\na2\n",
    "phones": "id,number\nt1,07700900001\nt2,07700900002\n",
    "organisations": "id,name,type\ng1,Invented school,school\n",
}


@pytest.fixture
def kept_apart(case, by_hand):
    """The list for p1 over links as ``kind from to report`` lines; findings beside p1's own."""

    def make(links, *findings, subject="p1", exploiters=("p1",), **files):
        rows = "".join(
            f"l{n},{kind},{start},{end},2025-01-09,{report},{''.join(detail)}\n"
            for n, (kind, start, end, report, *detail) in enumerate(
                (line.split() for line in links.strip().splitlines()), start=1
            )
        )
        con = case(**FILES | {"links": HEADER + rows} | files)
        own = [by_hand.exploiter(person, by_hand.reason(["l1"], ["r1"])) for person in exploiters]
        return non_association(con, subject, (*findings, *own), AS_OF)

    return make


def listed(result):
    return [each.person for each in result.listed]


def codes(result):
    return {each.person: each.code for each in result.left_out}


CO_SUSPECTS = """
charged_in p1 e1 r1
suspect_in p3 e1 r1
associates_with p1 p3 r2
"""


def test_a_co_suspect_seen_with_the_subject_by_another_source_is_listed(kept_apart):
    result = kept_apart(CO_SUSPECTS)

    [who] = result.listed
    assert who.person == "p3"
    assert [(each.text, each.links, each.reports) for each in who.reasons] == [
        (
            "Both have a part in e1 (drug supply): p1 was charged in e1; p3 is a suspect in e1 "
            "(latest 2025-01-09).",
            ("l1", "l2"),
            ("r1",),
        ),
        (
            "In touch, or seen at the same place: p1 was seen with p3 (latest 2025-01-09).",
            ("l3",),
            ("r2",),
        ),
    ]
    assert who.exceptions == ("court", "agency_appointment", "custody", "written_permission")
    assert result.left_out == ()


def test_one_origin_is_a_single_source_however_many_reports(kept_apart):
    reports = REPORTS.replace("2CP,o2", "2CP,o1")

    assert codes(kept_apart(CO_SUSPECTS, reports=reports)) == {"p3": "single_source"}


def test_a_source_graded_3_is_not_the_second(kept_apart):
    links = CO_SUSPECTS.replace("r2", "r3")

    assert codes(kept_apart(links)) == {"p3": "single_source"}


def test_what_is_graded_e_does_not_count(kept_apart):
    links = CO_SUSPECTS.replace("suspect_in p3 e1 r1", "suspect_in p3 e1 r4")

    assert codes(kept_apart(links)) == {"p3": "association_only"}


def test_association_alone_never_lists_anybody(kept_apart):
    result = kept_apart("""
        associates_with p1 p3 r1
        associates_with p1 p3 r2
        contacted p3 p1 r2
        present_at p1 e2 r1
        present_at p4 e2 r2
        """)

    assert listed(result) == []
    assert codes(result) == {"p3": "association_only", "p4": "association_only"}
    assert result.class_conditions == ()


def test_calls_between_their_phones_are_contact(kept_apart):
    result = kept_apart("""
        charged_in p1 e1 r1
        charged_in p3 e1 r1
        uses p1 t1 r2
        uses p3 t2 r2
        contacted t1 t2 r2
        """)

    assert listed(result) == ["p3"]
    assert result.listed[0].reasons[1].links == ("l3", "l4", "l5")


def test_possession_in_common_is_association(kept_apart):
    links = CO_SUSPECTS.replace("e1", "e3")

    assert codes(kept_apart(links)) == {"p3": "association_only"}


def test_who_only_buys_is_no_co_exploiter(kept_apart):
    links = "supplies p1 p3 r1\npays p3 p1 r2"

    assert codes(kept_apart(links)) == {"p3": "association_only"}
    assert listed(kept_apart(links, exploiters=("p1", "p3"))) == ["p3"]


def test_family_is_left_out_and_strong_evidence_asks_for_a_decision(kept_apart):
    links = CO_SUSPECTS + "related_to p1 p3 r1 sibling"
    [plain] = kept_apart(links).left_out
    [with_finding] = kept_apart(links, exploiters=("p1", "p3")).left_out

    assert (plain.code, with_finding.code) == ("family", "family")
    assert plain.text == "Family (sibling): contact with family is not cut off by a list."
    assert "for a named supervisor to decide" in with_finding.text


@pytest.mark.parametrize(
    ("extra", "flags"),
    [
        ("", "id,subject,flag,value,report\nf1,p3,professional,youth_worker,r1\n"),
        ("supports p3 p1 r1", "id,subject,flag,value,report\n"),
    ],
)
def test_a_professional_is_left_out(kept_apart, extra, flags):
    result = kept_apart(CO_SUSPECTS + extra, flags=flags)

    assert codes(result) == {"p3": "professional"}


@pytest.mark.parametrize("flag", ["nrm,pending", "nrm,positive", "at_risk,adult", "at_risk,child"])
def test_a_name_that_would_expose_a_victim_is_left_out(kept_apart, flag):
    flags = f"id,subject,flag,value,report\nf1,p3,{flag},r1\n"
    result = kept_apart(CO_SUSPECTS, flags=flags)

    assert codes(result) == {"p3": "naming_exposes_victim"}
    assert result.class_conditions[0].protects == ("p3",)


def test_a_likely_victim_who_is_also_an_exploiter_is_not_named(kept_apart, by_hand):
    result = kept_apart(CO_SUSPECTS, by_hand.likely_victim("p3"), exploiters=("p1", "p3"))

    assert codes(result) == {"p3": "naming_exposes_victim"}


def test_a_child_is_protected_by_a_condition_that_names_nobody(kept_apart):
    result = kept_apart("directs p1 p2 r1\narranges_travel_for p1 p2 r2")

    assert codes(result) == {"p2": "naming_exposes_victim"}
    contact, travel = result.class_conditions
    assert (contact.category, travel.category) == ("contact_class", "travel")
    assert contact.text.startswith(
        "Not to be with, or contact directly or indirectly by any means,"
    )
    assert "under 18" in contact.text
    assert "save (a) where that person is a member of your immediate family" in contact.text
    assert contact.links == ("l1", "l2")
    assert contact.protects == travel.protects == ("p2",)
    assert "p2" not in contact.text + travel.text


def test_an_adult_to_whom_something_was_done_is_not_named(kept_apart):
    result = kept_apart("threatens p1 p3 r1\ndirects p1 p3 r2")

    assert codes(result) == {"p3": "naming_exposes_victim"}
    assert "confidential schedule" in result.class_conditions[0].text


def test_a_second_exploiter_whom_the_subject_directs_is_listed(kept_apart):
    links = "directs p1 p3 r1\ndirects p1 p3 r2\ndirects p3 p2 r1"
    result = kept_apart(links, exploiters=("p1", "p3"))

    assert listed(result) == ["p3"]


def test_two_who_harm_one_person_are_kept_apart_to_protect_that_person(kept_apart):
    result = kept_apart("recruited p1 p2 r1\nthreatens p3 p2 r2")

    [who] = result.listed
    assert who.person == "p3"
    assert who.protects == ("p2",)
    assert who.reasons[0].text == (
        "Both did something to p2: p1 recruited p2; p3 threatened p2 (latest 2025-01-09)."
    )


def test_a_home_that_was_taken_over_is_a_zone_and_its_resident_is_not_named(kept_apart, by_hand):
    result = kept_apart(
        """
        controls p1 a1 r1
        controls p3 a1 r2
        lives_at v1 a1 r1
        """,
        by_hand.cuckooed("a1", "p1", "p3"),
    )

    assert listed(result) == ["p3"]
    assert result.listed[0].protects == ("a1", "v1")
    assert codes(result) == {"v1": "naming_exposes_victim"}
    place = next(each for each in result.class_conditions if each.category == "place")
    assert place.text.startswith("Not to enter or remain in the area marked 1 on the map")
    assert "a1" not in place.text
    assert place.protects == ("a1", "v1")


def test_coming_to_the_same_taken_home_is_association(kept_apart, by_hand):
    result = kept_apart(
        "visits p1 a1 r1\nvisits p3 a1 r2\nassociates_with p1 p3 r2",
        by_hand.cuckooed("a1"),
        exploiters=("p1", "p3"),
    )

    assert codes(result) == {"p3": "association_only"}


def test_coming_to_a_home_that_the_subject_controls_counts_for_an_exploiter_only(kept_apart):
    links = "controls p1 a1 r1\nvisits p3 a1 r2"

    assert codes(kept_apart(links)) == {"p3": "association_only"}
    assert listed(kept_apart(links, exploiters=("p1", "p3"))) == ["p3"]


def test_a_limited_finding_makes_no_co_exploiter_of_a_visitor(kept_apart, by_hand):
    limited = by_hand.exploiter("p3", by_hand.reason(points=3), support="limited")
    result = kept_apart("controls p1 a1 r1\nvisits p3 a1 r2", limited)

    assert codes(result) == {"p3": "association_only"}


def test_the_subjects_own_home_is_no_zone(kept_apart):
    result = kept_apart("controls p1 a1 r1\nlives_at p1 a1 r1\nlives_at p3 a1 r1")

    assert result.class_conditions == ()


def test_somebody_of_unknown_age_is_not_named(kept_apart):
    links = CO_SUSPECTS.replace("p3", "p5")
    result = kept_apart(links)

    assert codes(result) == {"p5": "naming_exposes_victim"}
    assert "Establish the age first" in result.left_out[0].text


def test_control_of_a_line_phone_asks_for_a_condition_on_devices(kept_apart):
    result = kept_apart("controls p1 t1 r1\ncontrols p3 t1 r2")

    assert listed(result) == ["p3"]
    assert [each.category for each in result.class_conditions] == ["device"]


def test_a_post_coded_as_recruitment_asks_for_a_condition_on_posts_that_passes_the_linter(
    kept_apart,
):
    posts = (
        "id,account,posted,captured,text,coded,report\n"
        "s1,n1,2025-01-05,2025-01-06,who wants work,recruitment,r2\n"
        "s2,n1,2025-01-07,2025-01-08,new track,music,r2\n"
    )
    result = kept_apart(
        "directs p1 p2 r1\nuses p1 n1 r1",
        accounts="id,platform,handle\nn1,picshare,invented\n",
        posts=posts,
    )

    *_, last = result.class_conditions
    assert (last.category, last.links, last.reports) == ("social_media", ("l2",), ("r2",))
    assert last.text.startswith("Not to make, post or pass on, knowing what is in it,")
    assert [each for each in lint(last.text, "STRO") if each.level == "fix"] == []


def test_a_condition_for_a_child_says_when_the_child_is_grown(kept_apart):
    people = PEOPLE.replace("2009-05-05", "2008-02-29")
    [contact] = kept_apart("directs p1 p2 r1", people=people).class_conditions

    assert contact.until == date(2026, 3, 1)


def test_a_missing_child_who_was_found_with_the_subject_is_protected(kept_apart):
    result = kept_apart(
        "found_at e9 p1 r1\npresent_at p2 e9 r1",
        events="id,type,start,report\ne9,missing,2025-01-09,r1\n",
    )

    assert codes(result) == {"p2": "naming_exposes_victim"}
    assert result.class_conditions[0].category == "contact_class"


def test_school_and_family_exceptions_are_written_in_where_they_apply(kept_apart):
    result = kept_apart(
        CO_SUSPECTS
        + """member_of p1 g1 r1
        member_of p3 g1 r1
        related_to p1 p4 r1 co_parent
        related_to p4 p3 r1 sibling"""
    )

    assert result.listed[0].exceptions == EXCEPTION_WORDS
    assert codes(result) == {"p4": "family"}


def test_an_order_that_names_the_two_is_said_with_the_first_reason(kept_apart):
    result = kept_apart(
        CO_SUSPECTS,
        orders="id,type,person,made,ends\no1,gang_injunction,p3,2024-06-01,\n",
        conditions="id,order,number,category,text,targets\nc1,o1,1,contact_named,Not to be with,p1\n",
    )

    assert (
        result.listed[0]
        .reasons[0]
        .text.endswith(
            "A condition in force names one of the two to the other (gang_injunction o1)."
        )
    )


def test_a_co_subject_without_a_report_is_association_only(kept_apart):
    result = kept_apart(
        "directs p1 p2 r1",
        orders="id,type,person,made,ends\no1,STRO,p3,2024-06-01,\n",
        conditions="id,order,number,category,text,targets\nc1,o1,1,contact_named,Not to be with,p1\n",
    )

    assert codes(result)["p3"] == "association_only"


def test_an_unknown_id_or_one_that_is_no_person_is_refused(kept_apart):
    for wrong in ("nobody", "a1"):
        with pytest.raises(UnknownId, match=f"no person with the id {wrong}"):
            kept_apart("directs p1 p2 r1", subject=wrong)


def test_somebody_who_is_no_candidate_gets_the_list_with_a_note(kept_apart):
    result = kept_apart(CO_SUSPECTS, exploiters=())

    assert listed(result) == ["p3"]
    assert result.note.startswith("p1 has no exploiter finding, and no order is proposed.")


def test_a_candidate_has_no_note_and_a_blocked_person_says_why(kept_apart, by_hand, case):
    links = HEADER + "l1,directs,p1,p2,2025-01-09,r1,\nl2,threatens,p1,p2,2025-01-19,r2,\n"
    own = by_hand.exploiter("p1", by_hand.reason(["l1", "l2"], ["r1", "r2"]))
    con = case(**FILES, links=links)

    assert non_association(con, "p1", (own,), AS_OF).note == ""
    blocked = non_association(con, "p1", (by_hand.likely_victim("p1"), own), AS_OF).note
    assert blocked.startswith("p1 is blocked until a named supervisor decides otherwise: ")


def test_the_note_is_the_same_where_all_proposals_are_given(by_hand, case):
    links = HEADER + "l1,directs,p1,p2,2025-01-09,r1,\nl2,threatens,p3,p2,2025-01-19,r2,\n"
    con = case(**FILES, links=links)
    found = (
        by_hand.likely_victim("p1"),
        by_hand.exploiter("p1", by_hand.reason(["l1"], ["r1"])),
        by_hand.exploiter("p3", by_hand.reason(["l2"], ["r2"])),
    )

    every = propose(con, found, AS_OF)

    for person in ("p1", "p2", "p3"):
        alone = non_association(con, person, found, AS_OF)
        assert non_association(con, person, found, AS_OF, every) == alone


KINDS = st.sampled_from(
    ["directs", "threatens", "supplies", "associates_with", "contacted", "accuses", "in_debt_to"]
)
ENDS = st.sampled_from(["p1", "p2", "p3", "p4", "p5", "v1"])
LINK = st.tuples(KINDS, ENDS, ENDS, st.sampled_from(["r1", "r2", "r3", "r4"])).filter(
    lambda link: link[1] != link[2]
)
PARTS = st.tuples(
    st.sampled_from(["charged_in", "suspect_in", "victim_in", "present_at"]),
    ENDS,
    st.sampled_from(["e1", "e2", "e3"]),
    st.sampled_from(["r1", "r2", "r3"]),
)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    links=st.lists(LINK | PARTS, min_size=1, max_size=14),
    family=st.sampled_from(["", "p3", "p4"]),
    professional=st.sampled_from(["p3", "p4"]),
    victim=st.sampled_from(["p3", "v1"]),
    exploiters=st.sets(st.sampled_from(["p1", "p2", "p3", "p4"])),
)
def test_whatever_is_recorded_nobody_is_listed_who_may_not_be(
    kept_apart, by_hand, links, family, professional, victim, exploiters
):
    rows = [" ".join(link) for link in links]
    rows += [f"related_to p1 {family} r1 sibling"] if family else []
    result = kept_apart(
        "\n".join(rows),
        by_hand.likely_victim(victim),
        exploiters=sorted(exploiters),
        flags=f"id,subject,flag,value,report\nf1,{professional},professional,teacher,r1\n",
    )
    kinds = {f"l{n}": row.split()[0] for n, row in enumerate(rows, start=1)}
    origins = {"r1": "o1", "r2": "o2", "r3": "o3", "r4": "o4"}

    assert not set(listed(result)) & {family, professional, victim, "p1", "p2", "p5"}
    assert not set(listed(result)) & set(codes(result))
    assert listed(result) == sorted(listed(result))
    assert list(codes(result)) == sorted(codes(result))
    for who in result.listed:
        used = {kinds[link] for reason in who.reasons for link in reason.links}
        assert used - {"associates_with", "contacted", "present_at", "victim_in", "related_to"}
        assert {origins[r] for reason in who.reasons for r in reason.reports} >= {"o1", "o2"}
        assert all(reason.links and reason.reports for reason in who.reasons)
    shielded = {each for each, code in codes(result).items() if code == "naming_exposes_victim"}
    assert shielded <= {each for c in result.class_conditions for each in c.protects}

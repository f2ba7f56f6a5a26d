"""The whole argument on one proposal: records, limbs, what speaks against, what else, what falls."""

from datetime import date

import pytest

from netgraph.findings import explain, find_all
from netgraph.orders.argument import argue
from netgraph.orders.candidates import propose
from netgraph.orders.decisions import contrary, proposal_of

AS_OF = date(2025, 3, 1)

# p1 tells p2, a child, what to do (r1, an assessment) and arranges their journey (r2); p1 also hands
# drugs to p3, an adult (r3), and controls the home a1 of p3 (r4).
FILES = {
    "people": "id,date_of_birth\np1,1995-05-05\np2,2009-05-05\np3,1990-05-05\n",
    "addresses": "id,use\na1,home\n",
    "reports": (
        "id,date,grade,origin,agency\nr1,2025-01-10,1BP,o1,police\nr2,2025-01-20,2AP,o2,school\n"
        "r3,2025-01-21,1AP,o3,police\nr4,2025-01-22,2CC,o4,\n"
    ),
    "links": (
        "id,kind,from,to,start,report,basis\n"
        "l1,directs,p1,p2,2025-01-09,r1,assessment\n"
        "l2,arranges_travel_for,p1,p2,2025-01-19,r2,fact\n"
        "l3,supplies,p1,p3,2025-01-20,r3,fact\n"
        "l4,controls,p1,a1,2025-01-21,r4,fact\n"
        "l5,lives_at,p3,a1,2024-01-01,r3,fact\n"
    ),
}


@pytest.fixture
def argued(case):
    """The argument on p1, of the files given over those above."""

    def make(**files):
        con = case(**FILES | files)
        found = find_all(con, AS_OF)
        proposal = proposal_of("p1", propose(con, found, AS_OF))
        against = contrary(proposal, explain(con, "p1", AS_OF))
        return argue(con, proposal, found, against, AS_OF)

    return make


def test_each_record_has_day_stage_report_grade_basis_and_how_near_the_source_was(argued):
    first, second, third, fourth = argued().acts

    assert (first.day, first.stage, first.report, first.grade) == (
        date(2025, 1, 9),
        "direction",
        "r1",
        "1BP",
    )
    assert (first.basis, first.hearsay) == (
        "assessment",
        "yes: told on to the source, borne out by others",
    )
    assert (second.stage, second.basis, second.hearsay) == (
        "transport",
        "fact",
        "yes, unless the source itself gives evidence",
    )
    assert [third.stage, fourth.stage] == ["drugs", "control"]


def test_a_record_that_is_no_act_by_itself_says_why_and_stays(argued):
    why = {each.link: each.why_not for each in argued().acts}

    assert why == {
        "l1": "",
        "l2": "",
        "l3": "only on drugs or money that changed hands",
        "l4": "",
    }


def test_the_limbs_say_what_is_recorded_and_leave_the_test_to_people(argued):
    limbs = argued().limbs
    told = " ".join(text for limb in limbs for text in (*limb.recorded, *limb.to_answer))

    assert [limb.name for limb in limbs] == ["act", "risk", "necessity"]
    assert limbs[0].recorded == (
        "3 of 4 records tell of an act towards somebody, or in somebody's home: control (1), "
        "direction (1), transport (1).",
        "They come from 3 independent sources graded 1 or 2; 1 recorded as assessment.",
    )
    assert all(limb.to_answer for limb in limbs)
    assert "is met" not in told
    assert "satisfied" not in told


def test_tools_that_fit_come_with_why_safeguarding_first(argued):
    told = {each.tool.key: each.why for each in argued().alternatives}

    assert next(iter(told)) == "safeguarding"
    assert told["closure"] == "homes concerned: a1"
    assert told["abduction_notice"] == "children concerned: p2"
    assert "telecommunications" not in told
    assert "domestic_abuse" not in told


def test_violence_at_home_brings_the_tools_for_it_to_mind(argued):
    links = FILES["links"].replace("directs,p1,p2", "directs,p1,p3")
    told = argued(
        links=links
        + "l6,threatens,p1,p2,2025-01-19,r2,fact\nl7,related_to,p1,p2,,r2,fact\n"
        + "l8,threatens,p1,p3,2025-01-19,r2,fact\n"
    ).alternatives

    assert {each.tool.key: each.why for each in told}["domestic_abuse"] == (
        "at home or in the family: p2"
    )


def test_what_is_not_known_names_who_might_hold_it(argued):
    unknown = {each.what: each.held_by for each in argued().unknown}

    assert next(iter(unknown)).startswith("whether this person is being exploited")
    assert unknown["who booked and paid for the journeys (transport)"] == (
        "British Transport Police, rail, taxi and hire firms"
    )


def test_each_report_says_what_falls_with_it(argued):
    files = {"links": "\n".join(FILES["links"].splitlines()[:4]) + "\n"}
    falls = {each.report: each.falls for each in argued(**files).withdrawals}

    assert falls["r3"] == (
        "the act: Recorded as handing drugs to 1 person (p3), from 1 independent source.",
    )
    assert falls["r1"][0].startswith(
        "the proposal: it would lack an act of exploitation towards somebody"
    )
    assert falls["r2"][0] == (
        "the proposal: it would lack a second independent source for the acts (not counted: "
        "1 only on drugs or money that changed hands)"
    )


def test_a_report_that_others_bear_out_takes_no_proposal_with_it(argued):
    falls = {each.report: each.falls for each in argued().withdrawals}

    assert not any(text.startswith("the proposal") for text in falls["r4"])

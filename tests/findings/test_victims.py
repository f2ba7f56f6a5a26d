"""What makes a person a likely victim, what does not, and what never lowers it."""

from datetime import date

import pytest

from netgraph.findings import find_all
from netgraph.findings.evidence import prepare

AS_OF = date(2025, 6, 1)

# Independent reports r1–r6; s1 and s2 share an origin; r8 is graded E.
REPORTS = """
id,date,grade,origin
r1,2025-05-01,1AP,
r2,2025-05-02,2BP,
r3,2025-05-03,2CP,
r4,2025-05-04,1BP,
r5,2025-05-05,2BP,
r6,2025-05-06,2BP,
s1,2025-05-07,2BP,operation-1
s2,2025-05-08,2BP,operation-1
r8,2025-05-09,2EP,
"""
# c… are children, a… adults, r an adult flagged at risk, w of unknown age.
PEOPLE = """
id,date_of_birth
c1,2009-01-01
c2,2009-02-01
c3,2009-03-01
c4,2009-04-01
c5,2009-05-01
c6,2009-06-01
a1,1990-01-01
a2,1991-01-01
a3,1992-01-01
r,1960-01-01
w,
"""
# home and near are close together; far is some 67 km to the north.
ADDRESSES = """
id,lat,lon,use
home,51.70,0.50,home
near,51.75,0.50,home
far,52.30,0.50,home
hmo,51.70,0.51,hmo
"""
AT_RISK = "id,subject,flag,value,report\nf1,r,at_risk,adult,r1"


def links(*rows):
    """Link rows written as ``kind from to report``, with a start and a detail if given."""
    lines = ["id,kind,from,to,report,start,detail"]
    for number, row in enumerate(rows, 1):
        kind, first, second, report, *rest = row.split()
        start, detail = ([*rest, "", ""])[:2]
        lines.append(f"l{number},{kind},{first},{second},{report},{start},{detail}")
    return "\n".join(lines)


def events(*rows):
    """Event rows written as ``id type day report`` and any words of detail."""
    lines = ["id,type,start,report,detail"]
    for row in rows:
        event, kind, day, report, *detail = row.split()
        lines.append(f"{event},{kind},{day},{report},{' '.join(detail)}")
    return "\n".join(lines)


@pytest.fixture
def every(case):
    """All findings of a case with the people, reports and places above, by claim and subject."""

    def run(*rows, **tables):
        given = {
            "people": PEOPLE,
            "reports": REPORTS,
            "addresses": ADDRESSES,
            "links": links(*rows),
        }
        found = find_all(case(**{**given, **tables}), AS_OF)
        return {(each.claim, each.subject): each for each in found}

    return run


@pytest.fixture
def victims(every):
    """Findings of the claim, by subject."""

    def run(*rows, **tables):
        found = every(*rows, **tables)
        return {
            subject: each for (claim, subject), each in found.items() if claim == "likely_victim"
        }

    return run


def points(finding):
    """Points by indicator, those against with them."""
    return {each.indicator: each.points for each in (*finding.reasons, *finding.against)}


def test_conduct_of_others_towards_a_person_is_counted_by_kind(victims):
    found = victims(
        "directs a1 w r1",
        "recruited a1 a3 r1",
        "recruited a1 c1 r2",
        "threatens a1 c2 r3",
        "in_debt_to c3 a1 r4",
        "arranges_travel_for a1 c4 r5",
        "arranges_travel_for a1 r r6",
        "supplies a1 c5 r1",
        "directs a1 c5 r2",
        flags=AT_RISK,
    )

    # Whoever acts is supported by pass one, which adds a point to those acted upon.
    assert points(found["w"]) == {"told_what_to_do": 3, "exploited_by_supported": 1}
    assert points(found["a3"]) == {"recruited_by_somebody": 3, "exploited_by_supported": 1}
    assert points(found["c1"]) == {"recruited_by_somebody": 4, "exploited_by_supported": 1}
    assert points(found["c2"]) == {"threatened_by_somebody": 3, "exploited_by_supported": 1}
    assert points(found["c3"]) == {"in_debt_to_somebody": 3, "exploited_by_supported": 1}
    assert points(found["c4"]) == {"travel_arranged_by_others": 3, "exploited_by_supported": 1}
    assert points(found["r"]) == {
        "travel_arranged_by_others": 2,
        "at_risk": 1,
        "exploited_by_supported": 1,
    }
    assert points(found["c5"]) == {
        "told_what_to_do": 3,
        "given_drugs_to_hold": 2,
        "exploited_by_supported": 1,
    }


def test_being_told_what_to_do_weighs_less_for_an_adult_not_known_to_be_at_risk(victims):
    alone = victims("directs a1 a2 r1", "directs a1 a2 r2")
    threatened_too = victims("directs a1 a2 r1", "threatens a1 a2 r2")

    assert alone == {}
    assert points(threatened_too["a2"])["told_what_to_do"] == 2


def test_three_records_of_one_origin_are_one_source(victims):
    found = victims("directs a1 c1 s1", "directs a2 c1 s2", "directs a3 c1 s1")

    assert found["c1"].independent_sources == 1
    assert found["c1"].support == "limited"


def test_evidence_suspected_to_be_false_never_counts(victims):
    assert victims("directs a1 c1 r8", "recruited a1 c1 r8") == {}


def test_an_adult_who_buys_drugs_is_no_victim_for_it(victims):
    calls = [f"contacted t1 t2 r{n % 6 + 1} 2025-05-{n % 28 + 1:02}" for n in range(40)]
    found = victims(
        *calls,
        "uses a2 t1 r1",
        "supplies a1 a2 r1",
        "supplies a1 a2 r2",
        "visits a2 near r3",
        phones="id\nt1\nt2",
        flags="id,subject,flag,report\nf1,t2,deal_line,r2",
    )

    assert "a2" not in found


def test_a_family_arranging_a_childs_journeys_gives_nothing(victims):
    found = victims("arranges_travel_for a1 c1 r1", "related_to a1 c1 r2 2009-01-01 parent")

    assert found == {}


def test_a_coach_arranging_a_teams_journeys_gives_nothing(victims):
    found = victims(
        *(f"arranges_travel_for a1 c{n} r{n}" for n in range(1, 7)),
        "member_of a1 o1 r1",
        organisations="id,type\no1,other",
    )

    assert found == {}


def test_a_threat_that_was_answered_is_not_counted(victims):
    found = victims("threatens a1 c1 r1", "threatens c1 a1 r2", "directs a2 c1 r3")

    assert points(found["c1"]) == {
        "told_what_to_do": 3,
        "exploited_by_supported": 1,
        "threats_were_answered": 0,
    }


def test_a_social_worker_with_many_links_to_children_is_no_lead_and_makes_none(every):
    children = [f"c{n}" for n in range(1, 7)]
    found = every(
        *(f"associates_with a1 {child} r1" for child in children),
        *(f"contacted a1 {child} r2" for child in children),
        *(f"supports a1 {child} r3" for child in children),
        *(f"arranges_travel_for a1 {child} r4" for child in children),
        flags="id,subject,flag,value,report\nf1,a1,professional,social_worker,r5",
    )

    assert found == {}


def test_forty_sightings_together_give_nothing(every):
    found = every(*(f"associates_with a1 c{n % 6 + 1} r{n % 5 + 1}" for n in range(40)))

    assert found == {}


# --- missing -------------------------------------------------------------------------------


def episodes(person, count, report=None):
    rows = [f"present_at {person} {person}m{n} {report or f'r{n}'}" for n in range(1, count + 1)]
    made = [f"{person}m{n} missing 2025-04-{n:02} {report or f'r{n}'}" for n in range(1, count + 1)]
    return rows, made


def test_missing_episodes_weigh_by_how_many_independent_ones_there_are(victims):
    one, first = episodes("c1", 1)
    two, second = episodes("c2", 2)
    four, third = episodes("c3", 4)
    same, fourth = episodes("c4", 5, report="s1")
    adult, fifth = episodes("a2", 5)
    found = victims(
        *one,
        *two,
        *four,
        *same,
        *adult,
        *(f"directs a1 {person} r6" for person in ("c1", "c2", "c3", "c4", "a2")),
        events=events(*first, *second, *third, *fourth, *fifth),
    )

    worth = {person: points(found[person])["missing_episodes"] for person in found}
    assert worth == {"c1": 1, "c2": 2, "c3": 3, "c4": 1, "a2": 1}


def test_missing_once_or_twice_is_no_finding_by_itself(victims):
    rows, made = episodes("c1", 2)

    assert victims(*rows, events=events(*made)) == {}


def found_after_missing(victims, *rows):
    found = victims(
        "present_at c1 m1 r1",
        "lives_at c1 home r2",
        *rows,
        events=events("m1 missing 2025-04-01 r1"),
    )
    return points(found["c1"]) if "c1" in found else {}


def test_missing_and_found_far_from_home_weighs_three(victims):
    assert found_after_missing(victims, "found_at m1 far r3") == {
        "found_far_or_with_suspects": 3,
        "missing_episodes": 1,
    }


def test_missing_and_found_nearby_or_with_family_adds_nothing(victims):
    assert found_after_missing(victims, "found_at m1 near r3") == {}
    assert (
        found_after_missing(
            victims,
            "found_at m1 far r3",
            "lives_at a2 far r4",
            "related_to a2 c1 r5 2009-01-01 parent",
        )
        == {}
    )


def test_missing_and_found_with_somebody_recorded_for_exploitation_weighs_three(victims):
    found = found_after_missing(victims, "found_at m1 a1 r3", "supplies a1 a2 r4")

    assert found == {"found_far_or_with_suspects": 3, "missing_episodes": 1}


# --- far from home -------------------------------------------------------------------------


def arrests(person, *places, detail=""):
    rows = [f"lives_at {person} home r6"]
    made = []
    for number, place in enumerate(places, 1):
        event = f"{person}e{number}"
        rows.append(f"suspect_in {person} {event} r{number}")
        if place:
            rows.append(f"occurred_at {event} {place} r{number}")
        made.append(f"{event} drug_supply 2025-04-{number:02} r{number} {detail}")
    return rows, made


def test_a_16_year_old_arrested_three_times_far_from_home_is_a_victim_lead_only(every):
    rows, made = arrests("c1", "far", "far", "far")
    found = every(*rows, events=events(*made))

    assert set(found) == {("likely_victim", "c1")}
    lead = found["likely_victim", "c1"]
    assert lead.support == "moderate"
    assert points(lead) == {"arrested_holding_little": 5}


def test_being_cleared_does_not_take_a_childs_arrest_away_from_a_victim_lead(every):
    found = every(
        "lives_at c1 home r6",
        "occurred_at e1 far r1",
        "suspect_in c1 e1 r1 2025-04-01 no_further_action",
        events=events("e1 drug_supply 2025-04-01 r1"),
    )

    assert points(found["likely_victim", "c1"]) == {"arrested_holding_little": 3}


def test_holding_little_adds_a_point_and_near_home_weighs_less(victims):
    far, first = arrests("c1", "far", detail="small amount held")
    near, second = arrests("c2", "near")
    unknown, third = arrests("c3", "")
    found = victims(
        *far,
        *near,
        *unknown,
        *(f"threatens a1 {child} r5" for child in ("c2", "c3")),
        events=events(*first, *second, *third),
    )

    assert points(found["c1"]) == {"arrested_holding_little": 4}
    assert points(found["c2"])["arrested_holding_little"] == 2
    assert points(found["c3"])["arrested_holding_little"] == 2


@pytest.mark.parametrize(
    ("born", "young"),
    [("2007-04-01", False), ("2007-04-02", True), ("", False), ("2000-02-29", False)],
)
def test_age_is_that_on_the_day_of_the_arrest(victims, born, young):
    rows, made = arrests("p1", "far")
    found = victims(*rows, people=f"id,date_of_birth\np1,{born}\n", events=events(*made))

    assert ("p1" in found) is young


def test_an_adult_arrested_far_from_home_is_no_victim_for_it(victims):
    rows, made = arrests("a1", "far", "far", "far")

    assert victims(*rows, events=events(*made)) == {}


def journeys(people, *, kind="travel"):
    rows = [f"lives_at {person} home r6" for person in people]
    rows += [f"present_at {person} e1 r1" for person in people]
    return [*rows, "occurred_at e1 far r1"], events(f"e1 {kind} 2025-04-01 r1")


def test_a_child_stopped_far_from_home_weighs_two_and_is_no_finding_alone(victims):
    rows, made = journeys(["c1"], kind="stop_search")

    assert victims(*rows, events=made) == {}
    beside = victims(*rows, "supplies a1 c1 r2", events=made)
    assert points(beside["c1"]) == {
        "travelled_far_from_home": 2,
        "given_drugs_to_hold": 2,
        "exploited_by_supported": 1,
    }


def test_a_football_team_far_from_home_gives_nothing(victims):
    rows, made = journeys([f"c{n}" for n in range(1, 7)])
    in_care = "id,subject,flag,value,report\n" + "\n".join(
        f"f{n},c{n},at_risk,child,r5" for n in range(1, 7)
    )

    assert victims(*rows, events=made, flags=in_care) == {}


def test_a_journey_with_a_relative_is_shown_and_subtracted(victims):
    rows, made = journeys(["c1", "a2"])
    found = victims(
        *rows, "related_to a2 c1 r3 2009-01-01 parent", "threatens a1 c1 r4", events=made
    )

    assert points(found["c1"])["travelled_with_a_group"] == -2
    assert found["c1"].points == 4


def test_ten_stops_of_one_operation_weigh_like_one(victims):
    rows = [f"present_at c1 e{n} s1" for n in range(10)]
    rows += [f"occurred_at e{n} far s2" for n in range(10)]
    made = events(*(f"e{n} stop_search 2025-04-0{n % 9 + 1} s1" for n in range(10)))
    found = victims("lives_at c1 home r1", *rows, "threatens a1 c1 s1", events=made)

    assert points(found["c1"])["travelled_far_from_home"] == 2
    assert found["c1"].independent_sources == 1


# --- phones, debts, harm -------------------------------------------------------------------


def test_a_child_with_three_telephones_gets_a_point_that_never_carries(victims):
    rows = [f"uses c1 t{n} r{n} 2025-05-0{n}" for n in range(1, 4)]
    phones = "id\nt1\nt2\nt3"

    assert victims(*rows, phones=phones) == {}
    assert points(victims(*rows, "threatens a1 c1 r5", phones=phones)["c1"])["many_handsets"] == 1


def test_calls_with_a_line_then_a_journey_weigh_two_but_never_carry(victims):
    rows, made = journeys(["a2"])
    line = {
        "phones": "id\nt1\nt2",
        "flags": "id,subject,flag,report\nf1,t2,deal_line,r2",
        "events": made,
    }
    calls = ["contacted t2 t1 r3 2025-03-30", "uses a2 t1 r4"]

    assert victims(*rows, *calls, **line) == {}
    beside = victims(*rows, *calls, "in_debt_to a2 a1 r5", **line)
    assert points(beside["a2"])["runs_for_line"] == 2


def test_robbed_soon_after_contact_with_somebody_recorded_for_supply(victims):
    rows = ["victim_in c1 e1 r1", "associates_with a1 c1 r2 2025-03-25", "recruited a1 c1 r3"]
    soon = victims(*rows, events=events("e1 robbery 2025-04-01 r1"))
    later = victims(*rows, events=events("e1 robbery 2025-05-01 r1"))

    assert points(soon["c1"])["robbed_near_supply_contact"] == 2
    assert "robbed_near_supply_contact" not in points(later["c1"])


def test_harmed_by_a_suspect_with_a_record_of_exploitation(victims):
    found = victims(
        "victim_in a2 e1 r1",
        "suspect_in a1 e1 r2",
        "recruited a1 c2 r3",
        "in_debt_to a2 a3 r4",
        events=events("e1 violence 2025-04-01 r1"),
    )

    assert points(found["a2"])["harmed_by_recorded_people"] == 2


def test_being_recorded_as_the_victim_of_exploitation_weighs_four(victims):
    found = victims("victim_in a2 e1 r1", events=events("e1 exploitation 2025-04-01 r1"))

    assert points(found["a2"]) == {"recorded_victim_of_exploitation": 4}


def test_a_childs_disclosure_counts_and_a_neighbours_does_not(victims):
    found = victims("accuses c1 a1 r1", "accuses a2 a1 r2", "supplies a1 c1 r1")

    assert points(found["c1"])["disclosed_by_themselves"] == 2
    assert "a2" not in found


def test_older_contacts_with_a_record_are_shown_but_never_carry(victims):
    rows = ["associates_with c1 a1 r1", "supplies a1 a2 r2"]

    assert victims(*rows) == {}
    found = victims(*rows, "threatens a3 c1 r3")
    assert points(found["c1"])["older_contacts_with_conduct"] == 2


def test_relatives_professionals_and_people_of_the_same_age_are_no_older_contacts(victims):
    found = victims(
        *(
            "associates_with c1 a1 r1",
            "supplies a1 a3 r2",
            "related_to a1 c1 r3 2009-01-01 sibling",
        ),
        *("associates_with c1 a2 r1", "supplies a2 a3 r2"),
        *("associates_with c1 p1 r1", "supplies p1 a3 r2"),
        "threatens w c1 r4",
        people=PEOPLE + "p1,2006-01-01\n",
        flags="id,subject,flag,value,report\nf1,a2,professional,youth_worker,r5",
    )

    assert "older_contacts_with_conduct" not in points(found["c1"])


def test_somebody_else_controlling_the_home_weighs_three(every):
    found = every("controls a1 home r1", "lives_at a2 home r2")

    assert points(found["likely_victim", "a2"])["home_controlled_by_others"] == 3


def test_a_landlord_of_a_shared_house_makes_nobody_a_victim(victims):
    assert victims("controls a1 hmo r1", "lives_at a2 hmo r2") == {}


def test_living_where_a_home_may_be_taken_over_weighs_by_how_firm_that_is(every):
    found = every(
        "lives_at r near r1",
        "present_at c1 m1 r2",
        "found_at m1 near r3",
        events=events("m1 missing 2025-04-01 r2"),
        flags=AT_RISK,
    )

    assert found["cuckooed_address", "near"].support == "limited"
    assert points(found["likely_victim", "r"]) == {"home_taken_over": 2, "at_risk": 1}


# --- flags ---------------------------------------------------------------------------------


def flags(*rows):
    return "id,subject,flag,value,report\n" + "\n".join(
        f"f{number},{row}" for number, row in enumerate(rows, 1)
    )


def test_a_referral_carries_a_finding_and_risk_and_care_do_not(victims):
    found = victims(
        flags=flags(
            "c1,nrm,pending,r1",
            "c2,nrm,positive,r1",
            "c3,at_risk,child,r1",
            "c3,in_care,,r2",
            "c4,nrm,negative,r1",
        )
    )

    assert set(found) == {"c1", "c2"}
    assert points(found["c1"]) == {"referred_to_nrm": 3}


def test_a_negative_decision_is_shown_and_takes_nothing_away(victims):
    found = victims("recruited a1 c1 r2", flags=flags("c1,nrm,negative,r1"))

    assert points(found["c1"]) == {
        "recruited_by_somebody": 4,
        "exploited_by_supported": 1,
        "referral_decided_negatively": 0,
    }


def test_a_professional_who_was_a_victim_is_still_found(victims):
    found = victims(
        "victim_in a1 e1 r1",
        events=events("e1 exploitation 2025-04-01 r1"),
        flags=flags("a1,professional,youth_worker,r2"),
    )

    assert set(found) == {"a1"}


def test_suspicion_charge_and_conviction_never_lower_a_victim_finding(every):
    acted_upon = ["directs a1 c1 r1", "threatens a1 c1 r2", "in_debt_to c1 a1 r3"]
    own = [
        "suspect_in c1 e1 r4",
        "charged_in c1 e2 r5",
        "convicted_in c1 e3 r6",
        "threatens c1 c2 r1",
    ]
    made = events(
        "e1 exploitation 2025-04-01 r4", "e2 drug_supply 2025-04-02 r5", "e3 violence 2025-04-03 r6"
    )
    without = every(*acted_upon, events=made)
    with_record = every(*acted_upon, *own, events=made)

    key = ("likely_victim", "c1")
    assert with_record[key].points >= without[key].points
    assert {each.indicator for each in without[key].reasons} <= {
        each.indicator for each in with_record[key].reasons
    }


def test_somebody_exploited_who_exploits_others_is_found_as_both(every):
    found = every(
        "recruited a1 c1 r1",
        "directs a1 c1 r2",
        "in_debt_to c1 a1 r3",
        "recruited c1 c2 r4",
        "directs c1 c3 r5",
        "threatens c1 c4 r6",
    )

    victim = found["likely_victim", "c1"]
    exploiter = found["exploiter", "c1"]
    assert victim.support == "strong"
    assert victim.also == ("exploiter",)
    assert "made_to_exploit_others" in victim.hypotheses
    assert {each.indicator for each in exploiter.against} == {
        "under_18_when_acting",
        "owes_debts",
        "acts_under_direction",
    }


def test_a_survivor_who_helps_others_is_no_possible_exploiter(every):
    found = every(
        *(f"associates_with a1 c{n} r{n} 2025-01-0{n}" for n in range(1, 4)),
        flags=flags("a1,nrm,positive,r1", "c1,nrm,positive,r2", "c2,nrm,positive,r3"),
    )

    assert ("exploiter", "a1") not in found


def test_what_is_not_known_is_named(victims):
    missing = victims("directs a1 w r1")["w"].missing

    assert len([text for text in missing if "Date of birth" in text]) == 1
    assert len([text for text in missing if "referral" in text.lower()]) == 1
    assert len([text for text in missing if "distances" in text]) == 1


def test_a_person_born_on_29_february_is_a_child_until_the_first_of_march(case):
    con = case(
        people="id,date_of_birth\np1,2008-02-29\np2,1990-01-01",
        reports="id,date,grade\nr1,2025-05-01,1AP",
        links="id,kind,from,to,report\nl1,recruited,p2,p1,r1",
    )

    forms = [find_all(con, day)[0].hypotheses for day in (date(2026, 2, 28), date(2026, 3, 1))]
    ages = [age_facts(con, day) for day in (date(2026, 2, 28), date(2026, 3, 1))]

    assert forms == [("child",), ()]
    assert ages == [17, 18]


def age_facts(con, day):
    prepare(con, day)
    return con.execute("SELECT age FROM person_facts WHERE person = 'p1'").fetchall()[0][0]


def test_a_referred_professional_beside_a_possible_exploiter_is_found(every):
    found = every(
        "directs a1 a2 r1",
        "directs a1 c1 r2",
        flags=flags("a2,professional,teacher,r3", "a2,nrm,pending,r4"),
    )

    assert ("likely_victim", "a2") in found

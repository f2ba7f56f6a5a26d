"""Homes that others may have taken over: each sign, and what explains it."""

import itertools
from datetime import date

import pytest

from netgraph import findings

AS_OF = date(2025, 3, 1)


class Home:
    """A home ``a1`` of ``tenant``, under construction; every report is its own origin."""

    def __init__(self, make) -> None:
        self.make = make
        self.use = "home"
        self.serial = itertools.count(1)
        self.tables = {
            "reports": ["id,date,grade,origin,agency"],
            "people": ["id,date_of_birth", "tenant,1960-01-01"],
            "addresses": [],
            "phones": ["id"],
            "events": ["id,type,start,report"],
            "links": ["id,kind,from,to,start,report,detail"],
            "flags": ["id,subject,flag,value,report"],
        }
        self.link("lives_at", "tenant", "a1", "2020-01-01")

    def report(self, grade: str = "2BP", origin: str = "", agency: str = "police") -> str:
        number = f"r{next(self.serial)}"
        self.tables["reports"].append(f"{number},2025-02-20,{grade},{origin},{agency}")
        return number

    def person(self, name: str, born: str = "1990-01-01") -> str:
        self.tables["people"].append(f"{name},{born}")
        return name

    def link(self, kind, start, end, day="2025-02-15", report="", detail="") -> str:
        number = f"l{next(self.serial)}"
        row = f"{number},{kind},{start},{end},{day},{report or self.report()},{detail}"
        self.tables["links"].append(row)
        return number

    def event(self, kind: str, day: str = "2025-02-10", at: str = "", report: str = "") -> str:
        number = f"e{next(self.serial)}"
        report = report or self.report()
        self.tables["events"].append(f"{number},{kind},{day},{report}")
        if at:
            self.link("occurred_at", number, at, day, report)
        return number

    def flag(self, subject: str, flag: str, value: str = "", grade: str = "1AP") -> None:
        number = f"f{next(self.serial)}"
        self.tables["flags"].append(f"{number},{subject},{flag},{value},{self.report(grade)}")

    def dealer(self, name: str, visits: bool = True) -> str:
        """Somebody suspected of supply, who visits."""
        self.person(name)
        self.link("suspect_in", name, self.event("drug_supply"))
        if visits:
            self.link("visits", name, "a1")
        return name

    def look(self, claim: str = "cuckooed_address", as_of: date = AS_OF):
        """The findings of a claim by subject."""
        tables = self.tables | {
            "addresses": [
                "id,line,postcode,use,lat,lon",
                f"a1,12 Example Road,CM99 1AA,{self.use},51.8,0.9",
                *self.tables["addresses"],
            ]
        }
        con = self.make(**{name: "\n".join(rows) for name, rows in tables.items() if rows})
        found = findings.find_all(con, as_of)
        return {each.subject: each for each in found if each.claim == claim}

    def points(self) -> dict[str, int]:
        """Points by indicator of the finding on ``a1``, for and against."""
        finding = self.look()["a1"]
        return {each.indicator: each.points for each in (*finding.reasons, *finding.against)}


@pytest.fixture
def home(case):
    return Home(case)


@pytest.fixture
def controlled(home):
    """A home that somebody else is reported to control: enough for a finding by itself."""
    home.person("boss")
    home.link("controls", "boss", "a1")
    return home


def test_two_visitors_with_a_supply_history_carry_a_finding(home):
    home.dealer("d1")
    home.dealer("d2")

    finding = home.look()["a1"]
    [reason] = finding.reasons

    assert (reason.indicator, reason.points) == ("visitors_with_supply_history", 3)
    assert reason.others == ("d1", "d2")
    assert reason.text == (
        "2 people who do not live there, with a record of supply or exploitation, were seen there "
        "in the last 180 days (d1 and d2); the latest of that record is of 2025-02-10."
    )
    assert (finding.label, finding.support) == ("12 Example Road, CM99 1AA", "limited")


def test_one_visitor_with_one_suspicion_says_something_of_the_visitor_only(home):
    home.dealer("d1")

    assert home.look() == {}


def test_visitors_told_of_by_one_origin_carry_nothing(home):
    one = home.report(origin="operation")
    for name in ("d1", "d2", "d3"):
        home.person(name)
        home.link("suspect_in", name, home.event("drug_supply", report=one), report=one)
        home.link("visits", name, "a1", report=one)

    assert home.look() == {}


def test_a_cleared_suspicion_is_no_supply_history(home):
    for name in ("d1", "d2"):
        home.person(name)
        event = home.event("drug_supply")
        home.link("suspect_in", name, event)
        home.link("charged_in", name, event, detail="acquitted")
        home.link("visits", name, "a1")

    assert home.look() == {}


def test_the_occupants_children_and_carers_are_no_visitors(home):
    home.dealer("son")
    home.link("related_to", "tenant", "son", detail="parent")
    home.dealer("carer")
    home.link("supports", "carer", "tenant")
    home.dealer("nurse")
    home.flag("nurse", "professional", "nurse")

    assert home.look() == {}


def test_a_busy_month_stands_out_against_the_homes_own_past(controlled):
    for number in range(4):
        controlled.person(f"v{number}")
        controlled.link("visits", f"v{number}", "a1", "2025-02-15")

    assert controlled.points()["unusual_visitors"] == 2


def test_a_home_that_was_always_busy_does_not_stand_out(controlled):
    for number in range(24):
        controlled.person(f"v{number}")
        day = ("2025-02-15", "2025-01-20", "2024-12-20", "2024-11-20", "2024-10-25", "2024-09-25")
        controlled.link("visits", f"v{number}", "a1", day[number % 6])

    assert "unusual_visitors" not in controlled.points()


def test_many_visitors_seen_by_one_operation_do_not_stand_out(controlled):
    for number in range(10):
        controlled.person(f"v{number}")
        report = controlled.report(origin="operation")
        controlled.link("visits", f"v{number}", "a1", report=report)

    assert "unusual_visitors" not in controlled.points()


def test_three_others_in_a_month_at_the_home_of_one_are_a_group(controlled):
    for number in range(3):
        controlled.person(f"v{number}")
        kind = "gave_address" if number else "visits"
        controlled.link(kind, f"v{number}", "a1", "2025-02-15")

    points = controlled.points()

    assert points["lone_occupant_now_group"] == 1
    assert points["given_as_own_by_non_residents"] == 2


def test_a_missing_child_found_there_carries_a_finding(home):
    home.person("child", "2009-01-01")
    event = home.event("missing")
    home.link("present_at", "child", event)
    home.link("found_at", event, "a1")

    [reason] = home.look()["a1"].reasons

    assert (reason.indicator, reason.points) == ("missing_child_found_there", 4)
    assert "1 missing child (child) was found there" in reason.text


@pytest.mark.parametrize("born", ["2011-06-01", "2006-06-01"])
def test_a_missing_child_found_with_a_child_of_the_same_age_may_be_at_a_friends(home, born):
    home.person("child", "2009-01-01")
    home.person("friend", born)
    home.link("lives_at", "friend", "a1", "2020-01-01")
    event = home.event("missing")
    home.link("present_at", "child", event)
    home.link("found_at", event, "a1")

    assert home.look() == {}
    home.person("boss")
    home.link("controls", "boss", "a1")
    assert home.points()["child_of_same_age_lives_there"] == -2


def test_two_children_of_whom_one_may_be_at_a_friends_are_not_explained(home):
    home.person("friend", "2013-01-01")
    home.link("lives_at", "friend", "a1", "2020-01-01")
    for child, born in (("c1", "2014-01-01"), ("c2", "2008-01-01")):
        home.person(child, born)
        event = home.event("missing")
        home.link("present_at", child, event)
        home.link("found_at", event, "a1")

    assert home.points() == {"missing_child_found_there": 4}


def test_a_small_child_found_there_says_nothing(home):
    home.person("child", "2015-02-11")
    event = home.event("missing", "2025-02-10")
    home.link("present_at", "child", event)
    home.link("found_at", event, "a1")

    assert home.look() == {}


@pytest.mark.parametrize("tie", ["lives there", "family lives there", "is an adult", "graded E"])
def test_a_missing_person_found_where_it_says_nothing(home, tie):
    home.person("child", "1999-01-01" if tie == "is an adult" else "2009-01-01")
    if tie == "lives there":
        home.link("lives_at", "child", "a1", "2024-01-01")
    if tie == "family lives there":
        home.link("related_to", "tenant", "child", detail="other")
    event = home.event("missing")
    home.link("present_at", "child", event)
    home.link("found_at", event, "a1", report=home.report("1EP" if tie == "graded E" else "1AP"))

    assert home.look() == {}


@pytest.mark.parametrize(("detail", "found"), [("wifi", True), ("cell", False)])
def test_a_drug_lines_number_ties_a_home_but_never_by_cell(home, detail, found):
    home.tables["phones"].append("line")
    home.flag("line", "deal_line")
    home.link("tied_to", "line", "a1", detail=detail)

    assert bool(home.look()) is found


def test_the_home_of_whoever_controls_the_line_is_not_tied_by_it(home):
    home.tables["phones"].append("line")
    home.flag("line", "deal_line")
    home.link("tied_to", "line", "a1", detail="wifi")
    home.link("controls", "tenant", "line")

    assert home.look() == {}


def test_a_robbery_of_the_occupant_at_home_counts_more_than_one_elsewhere(controlled):
    controlled.link("victim_in", "tenant", controlled.event("robbery"))
    elsewhere = controlled.points()["occupant_victim_there"]
    controlled.link("victim_in", "tenant", controlled.event("robbery", at="a1"))

    assert (elsewhere, controlled.points()["occupant_victim_there"]) == (1, 2)


def test_violence_by_a_relative_says_nothing_of_the_home(controlled):
    controlled.person("brother")
    controlled.link("related_to", "brother", "tenant", detail="sibling")
    event = controlled.event("violence", at="a1")
    controlled.link("victim_in", "tenant", event)
    controlled.link("suspect_in", "brother", event)

    assert "occupant_victim_there" not in controlled.points()


def test_a_child_harmed_elsewhere_says_nothing_of_the_childs_home(controlled):
    controlled.person("child", "2010-01-01")
    controlled.link("lives_at", "child", "a1", "2020-01-01")
    controlled.person("dealer")
    controlled.link("threatens", "dealer", "child")
    controlled.link("in_debt_to", "child", "dealer")

    assert "occupant_victim_there" not in controlled.points()


def test_control_names_the_statutory_headings_that_were_coded(home):
    home.person("boss")
    home.link("controls", "boss", "a1", detail="(a) keeps the keys; (c)")
    home.link("controls", "boss", "a1", detail="(a)")

    [reason] = home.look()["a1"].reasons

    assert (reason.indicator, reason.points) == ("others_control_the_home", 4)
    assert reason.text.endswith("; headings of control named: (a), (c).")


@pytest.mark.parametrize("who", ["the tenant", "a relative", "a carer", "a professional"])
def test_who_may_control_a_home_does_not_take_it_over(home, who):
    home.person("other")
    if who == "a relative":
        home.link("related_to", "other", "tenant", detail="child")
    if who == "a carer":
        home.link("supports", "other", "tenant")
    if who == "a professional":
        home.flag("other", "professional", "landlord")
    home.link("controls", "tenant" if who == "the tenant" else "other", "a1")

    assert home.look() == {}


def test_whoever_moved_in_later_may_have_taken_it_over(home):
    home.person("partner")
    home.link("related_to", "partner", "tenant", detail="partner")
    home.link("lives_at", "partner", "a1", "2024-12-01")
    home.link("controls", "partner", "a1")

    finding = home.look()["a1"]

    assert finding.reasons[0].indicator == "others_control_the_home"
    assert set(finding.hypotheses) == {"coupling", "nest_invading"}


def test_an_occupant_who_names_a_visitor_is_heard(home):
    home.person("visitor")
    home.link("visits", "visitor", "a1")
    home.link("accuses", "tenant", "visitor")

    [reason] = home.look()["a1"].reasons

    assert (reason.indicator, reason.points, reason.evidence_class) == (
        "occupant_disclosure",
        4,
        "disclosure",
    )


def test_an_accusation_of_somebody_never_there_says_nothing_of_the_home(home):
    home.person("other")
    home.link("accuses", "tenant", "other")

    assert home.look() == {}


def test_checks_that_missed_the_occupant_count_until_somebody_saw_them(controlled):
    controlled.event("welfare_check", "2025-02-10", at="a1")
    missed = controlled.points()
    seen = controlled.event("welfare_check", "2025-02-20", at="a1")
    controlled.link("present_at", "tenant", seen)

    assert missed["occupant_not_seen"] == 1
    assert "occupant_not_seen" not in controlled.points()


def test_nuisance_counts_from_two_origins_on_and_never_carries(home):
    for _ in range(2):
        home.event("antisocial", at="a1")
    for number in range(4):
        home.person(f"v{number}")
        home.link("visits", f"v{number}", "a1")

    assert home.look() == {}
    home.person("boss")
    home.link("controls", "boss", "a1")
    assert home.points()["nuisance"] == 1


def test_an_occupant_at_risk_is_context_without_points(controlled):
    controlled.flag("tenant", "at_risk", "adult")

    assert controlled.points()["occupant_at_risk"] == 0


@pytest.mark.parametrize("flag", ["care_round", "licensed_hmo", "treatment_group", "seen_well"])
def test_a_harmless_explanation_is_subtracted(controlled, flag):
    controlled.dealer("d1")
    controlled.dealer("d2")
    controlled.flag("a1", flag)

    assert controlled.points()[flag] == -3


def test_a_harmless_explanation_graded_e_is_not_heard(controlled):
    controlled.flag("a1", "care_round", grade="1EP")

    assert "care_round" not in controlled.points()


@pytest.mark.parametrize("use", ["hotel", "hostel", "hmo", "supported_living", "care_home"])
def test_many_people_stay_in_a_shared_house(home, use):
    home.use = use
    home.dealer("d1")
    home.dealer("d2")

    assert home.look() == {}


def test_a_hotel_is_weighed_down_twice(controlled):
    controlled.use = "hotel"
    for origin in ("o1", "o2"):
        controlled.dealer(f"d-{origin}")
        controlled.link("accuses", "tenant", "boss")
    controlled.person("child", "2009-01-01")
    event = controlled.event("missing")
    controlled.link("present_at", "child", event)
    controlled.link("found_at", event, "a1")

    assert controlled.points()["shared_accommodation"] == -8


@pytest.mark.parametrize("use", ["business", "public"])
def test_a_place_that_is_no_home_is_never_found(controlled, use):
    controlled.use = use

    assert controlled.look() == {}


def test_the_complaints_of_one_neighbour_are_weighed_down(home):
    home.person("visitor")
    for _ in range(4):
        report = home.report(origin="neighbour", agency="public")
        home.event("antisocial", at="a1", report=report)
        home.link("controls", "visitor", "a1", report=report)

    assert home.look() == {}


def test_the_home_of_a_possible_exploiter_alone_is_not_taken_over_by_visitors(home):
    home.tables["people"][1] = "tenant,1990-01-01"
    home.person("child", "2009-01-01")
    for kind in ("directs", "threatens", "recruited"):
        home.link(kind, "tenant", "child")
    home.dealer("d1")
    home.dealer("d2")

    assert "tenant" in home.look("exploiter")
    assert home.look() == {}


def test_a_home_taken_over_by_local_people_is_found(controlled):
    controlled.tables["addresses"].append("a2,1 Near Road,CM99 1AB,home,51.9,0.9")
    controlled.link("lives_at", "boss", "a2", "2020-01-01")

    assert controlled.look()["a1"].hypotheses == ("local", "nest_invading")


def test_somebody_from_afar_is_not_local(controlled):
    controlled.tables["addresses"].append("a2,1 Far Road,CM99 1AB,home,51.2,0.9")
    controlled.link("lives_at", "boss", "a2", "2020-01-01")

    assert controlled.look()["a1"].hypotheses == ("nest_invading",)


def test_drugs_for_the_occupant_without_control_may_be_an_exchange_that_sours(home):
    home.dealer("d1")
    home.dealer("d2")
    home.link("supplies", "d1", "tenant")

    assert "quasi_cuckooing" in home.look()["a1"].hypotheses
    home.link("threatens", "d1", "tenant")
    assert "quasi_cuckooing" not in home.look()["a1"].hypotheses


def test_a_flat_where_only_recorded_suppliers_live_may_be_let_to_the_line(controlled):
    controlled.dealer("d1", visits=False)
    controlled.tables["links"] = [row for row in controlled.tables["links"] if "tenant" not in row]
    controlled.link("lives_at", "d1", "a1", "2024-10-01")

    assert "line_controlled_let" in controlled.look()["a1"].hypotheses


def test_what_is_not_known_is_said(controlled):
    controlled.tables["links"] = [
        row for row in controlled.tables["links"] if "lives_at" not in row
    ]

    missing = " ".join(controlled.look()["a1"].missing)

    assert "Who lives there is not recorded" in missing
    assert "Only one independent source" in missing
    assert "Only one agency (police)" in missing
    assert "whether they come from elsewhere cannot be told" in missing


def test_a_recent_sight_of_the_occupant_is_not_missing(controlled):
    before = controlled.look()["a1"].missing
    seen = controlled.event("welfare_check", "2025-02-20", at="a1")
    controlled.link("present_at", "tenant", seen)

    text = "No direct sight of the occupant is recorded"
    assert any(text in gap for gap in before)
    assert not any(text in gap for gap in controlled.look()["a1"].missing)

"""What is made of professionals who work with somebody, and of who acts upon that person."""

from datetime import date

import pytest

from netgraph.findings import find_all

AS_OF = date(2025, 3, 1)

# w1 is a social worker and w2 a teacher; p1 is recorded by three origins for running a line; p2 is 22 years old.
PEOPLE = """id,date_of_birth
p1,1995-05-05
p2,2003-02-02
p3,1990-05-05
w1,1980-01-01
w2,1981-01-01
"""
REPORTS = "id,date,grade,origin\n" + "".join(
    f"r{number},2025-01-{10 + number},1BP,o{number}\n" for number in range(1, 9)
)
FLAGS = "id,subject,flag,value,report\nf1,w1,professional,social_worker,r1\nf2,w2,professional,teacher,r1\n"
LINE = (
    "id,kind,from,to,start,report\n"
    "l1,directs,p1,p3,2025-01-09,r1\nl2,recruited,p1,p3,2025-01-09,r2\n"
    "l3,supplies,p1,p3,2025-01-09,r3\n"
)
ONE_WORKS_WITH = "l4,supports,w1,p2,2024-12-01,r4\n"
WORKS_WITH = ONE_WORKS_WITH + "l7,supports,w2,p2,2024-12-01,r7\n"


@pytest.fixture
def victim(case):
    """Reasons of the likely-victim finding on somebody, by indicator; empty if there is none."""

    def ask(links, subject="p2", **files):
        base = {"people": PEOPLE, "reports": REPORTS, "flags": FLAGS}
        con = case(**base | files, links=LINE + links)
        found = {each.subject: each for each in find_all(con, AS_OF) if each.claim == VICTIM}
        return {each.indicator: each for each in found[subject].reasons} if subject in found else {}

    return ask


VICTIM = "likely_victim"
TOLD = "l5,directs,p1,p2,2025-01-09,r5\n"


def test_an_adult_told_what_to_do_is_a_lead_once_professionals_work_with_them(victim):
    reasons = victim(TOLD + WORKS_WITH)

    assert reasons["known_to_services"].points == 1
    assert reasons["known_to_services"].text == (
        "Professionals work with this person (w1 and w2), from 2 independent sources: agencies have "
        "seen a need."
    )


def test_one_record_of_support_may_be_of_somebody_else(victim):
    assert victim(TOLD + ONE_WORKS_WITH) == {}


def test_being_supported_alone_makes_nobody_a_victim(victim):
    assert victim(WORKS_WITH) == {}


def test_a_helper_who_is_no_professional_says_nothing(victim):
    reasons = victim(
        "l4,supports,p3,p2,2024-12-01,r4\nl6,in_debt_to,p2,p1,2025-01-09,r5\n",
    )

    assert "in_debt_to_somebody" in reasons
    assert "known_to_services" not in reasons


def test_a_lift_from_a_possible_exploiter_speaks_once_services_know_the_passenger(victim):
    lift = "l5,arranges_travel_for,p1,p2,2025-01-09,r5\n"

    reasons = victim(lift + WORKS_WITH)
    assert reasons["used_while_known_to_services"].points == 2
    assert reasons["used_while_known_to_services"].text == (
        "While services work with this person, p1, who may exploit others, is recorded as "
        "arranging journeys, from 1 independent source."
    )
    assert victim(lift) == {}


def test_an_adult_who_names_a_possible_exploiter_has_a_reason_more(victim):
    reasons = victim("l5,accuses,p2,p1,2025-01-09,r5\n" + WORKS_WITH)

    assert reasons["named_a_possible_exploiter"].points == 2


def test_naming_somebody_of_whom_nothing_more_is_known_says_nothing(victim):
    assert victim("l5,accuses,p2,w1,2025-01-09,r5\n" + WORKS_WITH) == {}


@pytest.mark.parametrize(
    ("second", "found"),
    [("l6,in_debt_to,w1,p1,2025-01-09,r6\n", True), ("", False)],
)
def test_a_professional_whom_possible_exploiters_act_upon_twice_may_be_a_victim(
    victim, second, found
):
    reasons = victim("l5,directs,p1,w1,2025-01-09,r5\n" + second, subject="w1")

    assert bool(reasons) is found

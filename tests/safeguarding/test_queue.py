"""Who in custody comes first, who is in the queue at all, and what is to be asked and done."""

from datetime import date

import pytest

from netgraph.safeguarding.guidance import ALWAYS_ASK, Facts, questions, steps
from netgraph.safeguarding.queue import custody_since

AS_OF = date(2025, 3, 1)
YESTERDAY = date(2025, 2, 28)
CASE = {
    "reports": "id,date,grade\nr1,2025-02-28,1AP\nr2,2025-01-20,2BP\nr3,2025-01-25,1BP\n",
    "people": "id,surname,date_of_birth\np1,Able,1990-01-01\np2,Baker,1990-01-01\n"
    "p3,Young,2009-03-01\np4,Unknown,\np5,Other,1980-01-01\np6,Earlier,2010-01-01\np7,Risk,1980-01-01",
    "addresses": "id,line\na1,Example Station",
    "events": "id,type,start,report,detail\n"
    + "\n".join(f"c{n},custody,2025-02-28T22:10,r1,theft" for n in (2, 3, 4, 5, 7))
    + "\nc6,custody,2025-02-20,r1,",
    "links": "id,kind,from,to,start,report\n"
    + "\n".join(f"l{n},present_at,p{n},c{n},2025-02-28,r1" for n in (2, 3, 4, 5, 6, 7))
    + "\nx1,occurred_at,c2,a1,,r1\n"
    "x2,directs,p1,p2,2025-01-19,r2\nx3,threatens,p1,p2,2025-01-24,r3\nx4,in_debt_to,p2,p1,2025-01-24,r3",
    "flags": "id,subject,flag,value,report\nf1,p7,at_risk,adult,r1\nf2,p7,nrm,negative,r1",
}


@pytest.fixture(scope="module")
def queue(tmp_path_factory):
    from netgraph.store import open_store
    from netgraph.workflow import ImportOptions, import_files

    folder = tmp_path_factory.mktemp("case")
    for name, text in CASE.items():
        (folder / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
    store = open_store(":memory:")
    import_files(
        store, [folder], ImportOptions(today=AS_OF, now="2025-03-01T09:00:00Z", by="tests")
    )
    yield custody_since(store.tables(), YESTERDAY, AS_OF)
    store.close()


def test_likely_victims_come_first_then_the_young_then_whoever_is_at_risk(queue):
    assert [each.person for each in queue.people] == ["p2", "p3", "p4", "p7"]
    assert queue.others == ("p5",)


def test_each_says_when_where_and_why(queue):
    first = queue.people[0]

    assert (first.support, first.age) != ("none", None)
    [time] = first.custody
    assert (time.event, time.start, time.address, time.detail) == (
        "c2", "2025-02-28T22:10", "a1", "theft",
    )  # fmt: skip
    assert {"told_what_to_do", "threatened_by_somebody"} <= {
        each.indicator for each in first.reasons
    }
    assert any("how is it to be paid" in each for each in first.ask)


def test_age_is_that_on_the_day_of_custody_and_unknown_counts_as_possibly_young(queue):
    by_person = {each.person: each for each in queue.people}

    assert by_person["p3"].age == 15
    assert by_person["p3"].recorded == ("15 years old",)
    assert by_person["p3"].do[0].startswith("An appropriate adult")
    assert by_person["p4"].recorded == ("age not recorded",)
    assert by_person["p4"].do[0].startswith("Find out the age now; until then treat as under 18")


def test_a_negative_decision_is_no_evidence_and_does_not_end_the_referral(queue):
    at_risk = queue.people[3]

    assert at_risk.recorded == (
        "flagged as an adult at risk",
        "referred to the National Referral Mechanism (negative)",
    )
    assert any("not evidence that nobody" in each for each in at_risk.do)
    assert any("first responder offers" in each for each in at_risk.do)


def test_a_pending_referral_is_not_made_twice():
    todo = steps(Facts(age=15, nrm="pending"))

    assert [each for each in todo if "first responder" in each] == []
    assert any("do not refer twice" in each for each in todo)


def test_everybody_is_asked_the_same_first_and_nothing_twice():
    asked = questions(("travelled_far_from_home", "travel_arranged_by_others", "unheard_of"))

    assert asked[:3] == ALWAYS_ASK
    assert len(asked) == 4

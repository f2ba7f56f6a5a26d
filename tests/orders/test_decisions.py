"""What a decision on a proposal must carry, and that it moves nothing."""

from dataclasses import replace
from datetime import date

import pytest

from netgraph.errors import DecisionError, UnknownId
from netgraph.orders.decisions import NewDecision, contrary, decided, kept_decision, proposal_of
from netgraph.records import Blocker, Explanation, LinkEvidence, OtherExplanation, Proposal

DAY = date(2025, 3, 1)
NOW = "2025-03-01T09:00:00Z"
REASON = "Both sources were read again; r2 repeats r1."
CANDIDATE = Proposal("p1", "candidate", (), 2, (), (), ())
BLOCKED = Proposal(
    "p2", "blocked", (), 2, (), (Blocker("under_18", "aged 16"), Blocker("nrm", "pending")), ()
)


def decision(person="p1", outcome="reject", reason=REASON, by="DI 1", blockers=()):
    return NewDecision(person, outcome, reason, by, blockers)


def kept(new, proposal=CANDIDATE, day=DAY):
    return kept_decision(new, proposal, day, NOW)


def test_a_decision_is_kept_with_who_when_why_and_how_the_proposal_stood():
    assert kept(decision()) == {
        "what": "candidate",
        "about": "p1",
        "outcome": "reject",
        "blockers": "",
        "reason": REASON,
        "who": "DI 1",
        "when": NOW,
        "as_of": "2025-03-01",
        "status": "candidate",
    }


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"by": "  "}, "without who decides"),
        ({"reason": ""}, "without a reason"),
        ({"reason": "agreed"}, "fewer than 20 characters"),
    ],
)
def test_a_decision_without_who_or_why_is_refused(change, told):
    with pytest.raises(DecisionError, match=told):
        kept(decision(**change))


def test_an_override_names_the_blocker_where_there_are_several():
    with pytest.raises(DecisionError, match="more than one blocker"):
        kept(decision("p2", "override"), BLOCKED)

    assert kept(decision("p2", "override", blockers=("nrm",)), BLOCKED)["blockers"] == "nrm"


def test_a_blocker_that_does_not_stand_in_the_way_cannot_be_overridden():
    with pytest.raises(DecisionError, match="no blocker professional stands in the way"):
        kept(decision("p2", "override", blockers=("professional",)), BLOCKED)
    with pytest.raises(DecisionError, match="no blocker anything stands in the way"):
        kept(decision(outcome="override"))


def test_a_blocked_person_is_shortlisted_only_after_every_blocker_was_overridden():
    shortlist = decision("p2", "shortlist")
    first = kept(decision("p2", "override", blockers=("nrm",)), BLOCKED)
    second = kept(decision("p2", "override", blockers=("under_18",)), BLOCKED)

    with pytest.raises(DecisionError, match="blocked by under_18, nrm"):
        kept(shortlist, BLOCKED)
    [half] = decided([BLOCKED], [first], DAY)
    with pytest.raises(DecisionError, match=r"blocked by under_18\n"):
        kept(shortlist, half)
    [whole] = decided([BLOCKED], [first, second], DAY)
    assert kept(shortlist, whole)["status"] == "blocked"


def test_whose_evidence_falls_short_is_not_shortlisted():
    short = replace(CANDIDATE, status="insufficient", missing=("a second independent source",))

    with pytest.raises(DecisionError, match="the evidence falls short"):
        kept(decision(outcome="shortlist"), short)


def test_decisions_stand_beside_the_proposal_and_change_nothing_else():
    book = [
        kept(decision(outcome="shortlist")),
        kept(decision(), day=date(2025, 3, 2)),
        {"what": "screening", "about": "p1", "as_of": "2025-01-01"},
    ]

    [early], [late] = decided([CANDIDATE], book, DAY), decided([CANDIDATE], book, date(2025, 3, 2))

    assert [each.outcome for each in early.decisions] == ["shortlist"]
    assert [each.outcome for each in late.decisions] == ["shortlist", "reject"]
    assert replace(late, decisions=()) == CANDIDATE


def test_about_somebody_without_a_finding_there_is_nothing_to_decide():
    with pytest.raises(UnknownId, match="p9: there is nothing to decide"):
        proposal_of("p9", [CANDIDATE])


def test_what_speaks_against_comes_from_every_part_of_the_explanation(by_hand):
    against = by_hand.reason(indicator="acts_under_direction", points=-3)
    finding = replace(by_hand.exploiter("p1", by_hand.reason()), against=(against,))
    link = LinkEvidence("l1", "link", "visits", "p1", "a1", DAY, "r1", "fact", "", False, "too old")
    explanation = Explanation(
        "p1", "person", "", (finding,), (link, replace(link, id="l2"), replace(link, used=True)), (), (),
        (OtherExplanation("exploiter", "a loan", "found"), OtherExplanation("exploiter", "b", "not found")),
        considered=(by_hand.likely_victim("p1"),),
    )  # fmt: skip

    found = contrary(CANDIDATE, explanation)

    assert [each.indicator for each in found.as_victim] == ["found_far_from_home"]
    assert found.against == (against,)
    assert [each.explanation for each in found.explained] == ["a loan"]
    assert found.not_counted == (("too old", 2),)

"""Everything on one subject: used or not and why not, for and against, missing, harmless explanations."""

from datetime import date

import pytest

from netgraph import findings
from netgraph.errors import UnknownId

AS_OF = date(2025, 3, 1)


@pytest.fixture
def con(case):
    """A home that ``boss`` controls, with evidence that counts and evidence that does not."""
    return case(
        people="id,date_of_birth,surname\nboss,1990-01-01,Example\ntenant,1955-01-01,\nv1,,\nv2,,",
        addresses="id,line,use\na1,12 Example Road,home\na2,1 High Street,business\na3,2 Lane,home",
        reports="""id,date,grade,origin,agency,handling,marking
r1,2025-02-01,1AP,housing,housing,,
r2,2025-02-02,2BC,call,police,do not name the caller,OFFICIAL
r3,2025-02-03,1EP,,public,,
r4,2025-02-04,2DP,,public,,
r5,2024-02-04,B21,,police,,
r6,2025-04-01,1AP,,police,,""",
        events="id,type,start,report,detail\ne1,antisocial,2025-02-03,r1,noise\n"
        "e2,violence,2019-01-01,r1,",
        links="""id,kind,from,to,start,report,basis,detail
l1,lives_at,tenant,a1,2019-01-01,r1,,
l2,controls,boss,a1,2025-02-01,r2,assessment,(b)
l3,controls,v1,a1,2025-02-01,r3,,
l4,controls,v2,a1,2025-02-01,r4,,
l5,visits,v1,a1,2024-02-04,r5,,
l6,controls,v1,a1,2025-02-01,r6,,
l7,occurred_at,e1,a1,2025-02-03,r1,,
l8,victim_in,tenant,e2,2019-01-01,r1,,
l9,occurred_at,e2,a1,2019-01-01,r1,,
l10,visits,v1,a2,2025-02-01,r1,,
l11,visits,v1,a3,2025-02-01,r1,,""",
        flags="id,subject,flag,value,report\nf1,a1,care_round,,r3\nf2,a1,care_round,,r1",
    )


def test_every_link_is_shown_with_whether_it_was_used_and_why_not(con):
    shown = findings.explain(con, "a1", AS_OF)

    results = {each.id: each.why_not or "used" for each in shown.links}
    assert results == {
        "l1": "no shown reason rests on it",
        "l2": "used",
        "l3": "graded E: suspected to be false",
        "l4": "graded D: not confirmed by another origin",
        "l5": "older than 180 days",
        "l7": "no shown reason rests on it",
        "l9": "no shown reason rests on it",
        "e1": "no shown reason rests on it",
        "e2": "older than 1095 days",
        "f1": "graded E: suspected to be false",
        "f2": "used",
    }
    assert {each.id: each.used for each in shown.links} == {
        each: result == "used" for each, result in results.items()
    }


def test_links_say_their_ends_day_basis_and_detail(con):
    shown = {each.id: each for each in findings.explain(con, "a1", AS_OF).links}

    assert (shown["l2"].what, shown["l2"].kind) == ("link", "controls")
    assert (shown["l2"].from_id, shown["l2"].to_id) == ("boss", "a1")
    assert (shown["l2"].day, shown["l2"].basis) == (date(2025, 2, 1), "assessment")
    assert (shown["l2"].report, shown["l2"].detail) == ("r2", "(b)")
    assert (shown["e1"].what, shown["e1"].kind, shown["e1"].detail) == (
        "event",
        "antisocial",
        "noise",
    )


def test_reports_keep_their_grade_as_written_handling_and_marking(con):
    shown = {each.id: each for each in findings.explain(con, "a1", AS_OF).reports}

    assert list(shown) == ["r5", "r1", "r2", "r3", "r4"]
    assert (shown["r2"].handling, shown["r2"].marking) == ("do not name the caller", "OFFICIAL")
    assert shown["r5"].grade_original == "B21"
    assert shown["r5"].grade != "B21"


def test_what_was_found_but_is_not_enough_is_told_apart_from_findings(con):
    shown = findings.explain(con, "a1", AS_OF)

    assert shown.findings == ()
    [considered] = shown.considered
    assert (considered.support, considered.points) == ("none", 1)
    assert [reason.indicator for reason in considered.reasons] == ["others_control_the_home"]
    assert [reason.indicator for reason in considered.against] == ["care_round"]


def test_harmless_explanations_are_found_not_found_or_not_to_be_seen(con):
    shown = findings.explain(con, "a1", AS_OF)

    results = {each.explanation: each.result for each in shown.other_explanations}
    assert results["Carers visit the home by roster."] == "found"
    assert results["The house is licensed for several households."] == "not found"
    assert results["a key safe"] == "cannot be seen in the data"
    assert shown.other_explanations[0].result == "found"


def test_a_finding_is_shown_with_what_is_missing_and_the_other_claims(con):
    shown = findings.explain(con, "boss", AS_OF)

    assert (shown.kind, shown.label) == ("person", "Example")
    assert [finding.claim for finding in shown.findings] == ["exploiter"]
    assert "Only one independent source: a second would show whether it holds." in shown.missing


def test_a_known_subject_on_which_nothing_rests_shows_what_is_recorded(con):
    shown = findings.explain(con, "a3", AS_OF)

    assert (shown.findings, shown.considered) == ((), ())
    assert [each.id for each in shown.links] == ["l11"]


def test_a_place_that_is_no_home_says_why_it_is_not_considered(con):
    assert findings.explain(con, "a2", AS_OF).excluded == (
        "cuckooed_address is not considered: A business or a public place is nobody's home.",
    )


def test_an_unknown_id_is_refused_without_its_neighbours_names(con):
    with pytest.raises(UnknownId, match="'nobody'"):
        findings.explain(con, "nobody", AS_OF)


def test_an_explanation_leaves_the_findings_as_they_were(con):
    before = findings.find_all(con, AS_OF)
    findings.explain(con, "a1", AS_OF)

    assert findings.find_all(con, AS_OF) == before

"""Contact with a named person in calls: what matches, what is likely, what does not count."""

import pytest

from netgraph.screening import Authority
from tests.screening.conftest import (
    CONDITIONS,
    D1,
    LINKS,
    NAMED,
    ORDERS,
    USES,
    kinds,
    reasons,
)

# The numbers of the case but for their last figure.
NUMBER = "0770090" + "000"


def test_a_call_to_the_named_person_after_service_matches(called):
    found = called("07700900001,07700900002,2025-02-01T10:00:00,60,outgoing\n")

    [card] = found.breaches
    assert (card.kind, card.with_id, card.condition) == ("match", "p2", "c1")
    assert card.what == "p1 called p2, 60 seconds"
    assert card.verbatim == "call, start 2025-02-01T10:00:00, 60 seconds"
    assert card.grade == "1AP"


def test_a_number_is_known_however_it_is_written(called):
    found = called(
        """\
        +44 7700 900001,0044 7700 900002,2025-02-01T10:00:00,60,
        447700900001,(07700) 900-002,2025-02-02T10:00:00,60,
        7700900001,+44 (0)7700 900002,2025-02-03T10:00:00,60,
        """
    )

    assert [kind for _, kind, _ in kinds(found)] == ["match"] * 3


def test_one_incoming_call_that_nobody_answers_is_no_contact_by_the_person(called):
    found = called("07700900002,07700900001,2025-02-01T10:00:00,0,incoming\n")

    assert found.breaches == ()
    assert reasons(found) == {"not_answered": 1}


def test_the_same_with_the_device_in_the_first_column(called):
    found = called("07700900001,07700900002,2025-02-01T10:00:00,0,incoming\n")

    assert found.breaches == ()
    assert reasons(found) == {"not_answered": 1}


def test_an_answered_call_from_the_named_person_is_likely_and_says_who_called(called):
    found = called("07700900002,07700900001,2025-02-01T10:00:00,90,incoming\n")

    [card] = found.breaches
    assert card.kind == "likely"
    assert "the other made the call: found – the person answered it" in card.not_a_breach_if


def test_a_missed_call_by_the_person_is_only_to_be_checked(called):
    found = called("07700900001,07700900002,2025-02-01T10:00:00,0,outgoing\n")

    assert kinds(found) == [("c1", "check", "2025-02-01T10:00:00")]


def test_calling_again_and_again_on_one_day_is_likely(called):
    found = called(
        "".join(f"07700900001,07700900002,2025-02-01T1{n}:00:00,0,outgoing\n" for n in range(3))
    )

    assert [kind for _, kind, _ in kinds(found)] == ["likely"] * 3


def test_a_call_whose_length_is_not_recorded_is_likely(called):
    found = called("07700900001,07700900002,2025-02-01T10:00:00,,outgoing\n")

    assert [kind for _, kind, _ in kinds(found)] == ["likely"]


def test_a_recycled_number_is_nobodys_after_its_attribution_ends(called):
    links = USES.replace("u2,uses,p2,t2,2024-01-01,,", "u2,uses,p2,t2,2024-01-01,2025-01-31,")
    found = called(
        """\
        07700900001,07700900002,2025-01-31T23:00:00,60,outgoing
        07700900001,07700900002,2025-02-01T00:00:00,60,outgoing
        """,
        links=links,
    )

    assert kinds(found) == [("c1", "match", "2025-01-31T23:00:00")]
    assert reasons(found) == {"not_then_attributed": 1}


def test_a_number_that_the_person_has_given_up_is_not_theirs(called):
    links = USES.replace("u1,uses,p1,t1,2024-01-01,,", "u1,uses,p1,t1,2024-01-01,2025-01-31,")
    found = called("07700900001,07700900002,2025-02-05T10:00:00,60,outgoing\n", links=links)

    assert found.breaches == ()


def test_a_shared_handset_is_only_to_be_checked_and_says_who_shares_it(called):
    links = USES + "u9,uses,p6,t1,2024-06-01,,,r1,,\n"
    found = called("07700900001,07700900002,2025-02-05T10:00:00,60,outgoing\n", links=links)

    [card] = found.breaches
    assert card.kind == "check"
    assert any("p6 is recorded as using it then" in text for text in card.not_a_breach_if)


def test_sharing_that_ended_before_the_call_does_not_matter(called):
    links = USES + "u9,uses,p6,t1,2024-06-01,2024-12-31,,r1,,\n"
    found = called("07700900001,07700900002,2025-02-05T10:00:00,60,outgoing\n", links=links)

    assert [kind for _, kind, _ in kinds(found)] == ["match"]


@pytest.mark.parametrize(
    ("report", "basis", "kind"),
    [("r1", "fact", "match"), ("r1", "assessment", "likely"), ("r3", "fact", "likely"), ("r2", "fact", "check")],
)  # fmt: skip
def test_the_class_is_no_better_than_the_attribution(called, report, basis, kind):
    links = USES.replace(
        "u2,uses,p2,t2,2024-01-01,,,r1,,", f"u2,uses,p2,t2,2024-01-01,,,{report},{basis},"
    )
    found = called("07700900001,07700900002,2025-02-05T10:00:00,60,outgoing\n", links=links)

    assert [each.kind for each in found.breaches] == [kind]


def test_a_report_suspected_to_be_false_attributes_nothing(called):
    links = USES.replace("u2,uses,p2,t2,2024-01-01,,,r1,,", "u2,uses,p2,t2,2024-01-01,,,r4,,")
    found = called("07700900001,07700900002,2025-02-05T10:00:00,60,outgoing\n", links=links)

    assert found.breaches == ()


def test_a_condition_may_name_a_telephone_whoever_uses_it(called):
    found = called(
        "07700900001,07700900006,2025-02-05T10:00:00,60,outgoing\n",
        conditions=CONDITIONS + NAMED.replace(",p2,", ",t6,"),
    )

    [card] = found.breaches
    assert (card.kind, card.with_id) == ("match", "t6")


def test_fellow_subjects_are_screened_each_for_themselves_in_both_directions(called):
    orders = ORDERS + D1 + "d2,STRO,p2,Oakmere,2025-01-10,2025-01-15T12:00:00,no,2028-01-09\n"
    conditions = CONDITIONS + NAMED + "c9,d2,1,contact_named,Not to contact Kai Ashdown.,,,p1,\n"
    found = called(
        "07700900001,07700900002,2025-02-05T10:00:00,60,outgoing\n",
        against=(),
        orders=orders,
        conditions=conditions,
    )

    assert [(each.order, each.person, each.with_id, each.kind) for each in found.breaches] == [
        ("d1", "p1", "p2", "match"),
        ("d2", "p2", "p1", "likely"),
    ]
    assert any("order d2" in text for text in found.breaches[0].must_know)


def test_calls_before_service_or_after_the_end_do_not_count(called):
    found = called(
        """\
        07700900001,07700900002,2025-01-14T23:59:59,60,outgoing
        07700900001,07700900002,2025-01-15T11:59:59,60,outgoing
        07700900001,07700900002,2025-01-15T12:00:00,60,outgoing
        07700900001,07700900002,2028-01-09T23:59:59,60,outgoing
        07700900001,07700900002,2028-01-10T00:00:00,60,outgoing
        """
    )

    assert [when for _, _, when in kinds(found)] == ["2025-01-15T12:00:00", "2028-01-09T23:59:59"]
    assert reasons(found) == {"outside": 3}


def test_numbers_of_people_who_are_not_concerned_are_nowhere_on_the_cards(called):
    found = called(
        """\
        07700900001,07700900002,2025-02-05T10:00:00,60,outgoing
        07700900001,07700900888,2025-02-05T11:00:00,60,outgoing
        07700900001,07700900888,2025-02-05T12:00:00,60,outgoing
        07700900001,07700900888,2025-02-06T12:00:00,60,outgoing
        """
    )

    assert "900888" not in repr(found)
    assert [each.other for each in found.approaches] == ["number ending 888"]


def test_call_data_without_an_attributed_device_is_only_assumed_to_be_the_persons(called):
    rows = """\
        07700900700,07700900002,2025-02-05T10:00:00,60,outgoing
        07700900701,07700900700,2025-02-05T11:00:00,60,incoming
        """
    assumed = called(rows)
    stated = called(rows, authority=Authority("PACE", owner="p1"))

    assert [each.kind for each in assumed.breaches] == ["check"]
    assert [each.kind for each in stated.breaches] == ["match"]


def test_text_messages_in_call_data_are_contact_though_they_last_no_time(screened):
    text = "a_number,b_number,start,duration_s,direction,type\n" + (
        "07700900001,07700900002,2025-02-05T10:00:00,0,outgoing,SMS\n"
        "07700900002,07700900001,2025-02-05T11:00:00,0,incoming,SMS\n"
    )
    found = screened({"calls.csv": text})

    assert kinds(found) == [("c1", "match", "2025-02-05T10:00:00")]
    assert reasons(found) == {"message_received": 1}


def test_rows_that_cannot_be_read_are_named_and_the_others_taken(called):
    found = called(
        """\
        07700900001,07700900002,soon,60,outgoing
        07700900001,,2025-02-05T10:00:00,60,outgoing
        07700900001,07700900002,2025-02-05T10:00:00,60,outgoing
        """
    )

    assert [(file, line) for file, line, _ in found.unread] == [("calls.csv", 2), ("calls.csv", 3)]
    assert len(found.breaches) == 1


def test_the_shipped_call_data_columns_are_read_too(screened):
    text = "From,To,Datetime,Duration(seconds),Cell Tower\n07700900001,07700900002,20250205 1000,60,4\n"
    found = screened({"cdr.csv": text})

    assert [(each.kind, each.when) for each in found.breaches] == [("match", "2025-02-05T10:00:00")]


def test_order_of_rows_does_not_change_what_is_found(called):
    rows = [
        f"{NUMBER}{a},{NUMBER}{b},2025-0{m}-05T10:00:00,60,\n"
        for a, b, m in [(1, 2, 3), (1, 3, 2), (2, 1, 4), (1, 4, 5)]
    ]

    def plain(found):
        return sorted((e.order, e.condition, e.kind, e.when, e.what) for e in found.breaches)

    assert len(plain(called("".join(rows)))) == 4
    assert plain(called("".join(rows))) == plain(called("".join(reversed(rows))))


def test_recorded_contact_between_telephones_counts_like_a_call(screened):
    links = LINKS + (
        "x1,contacted,t1,t2,2025-02-05T10:00:00,,1,r1,,60 seconds\n"
        "x2,contacted,t2,t1,2025-02-06T10:00:00,,1,r1,,0 seconds\n"
        "x3,contacted,t1,t2,2025-01-01,2025-02-20,40,r1,,\n"
    )
    found = screened({"links.csv": links})

    assert kinds(found) == [("c1", "check", "2025-01-01"), ("c1", "match", "2025-02-05T10:00:00")]
    assert reasons(found) == {"not_answered": 1}


def test_rows_that_the_store_holds_already_are_screened_too(screened):
    row = "x1,contacted,p1,p2,2025-02-05,,3,r1,,\n"
    found = screened({"links.csv": LINKS + row}, links=USES + row)

    assert kinds(found) == [("c1", "match", "2025-02-05")]

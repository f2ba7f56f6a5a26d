"""Verified identifiers join by themselves; one that fails its check never does."""

import pytest

from netgraph.matching import join_alike

REPORTS = "id,date,grade\nr1,2025-03-01,1AP"


def joined(con, decisions=()):
    return [
        (each["about"], each["other"], each["rule"]) for each in join_alike(con, decisions, "t")[0]
    ]


@pytest.mark.parametrize(
    ("tables", "rule"),
    [
        ({"people": "id,pnc_id\na,1999/0123456X\nb,99/123456x"}, "PNC identifier"),
        ({"people": "id,cro\na,123456/99L\nb,123456/99l"}, "CRO number"),
        ({"phones": "id,number\na,07700 900123\nb,+44 7700 900123"}, "phone number"),
        ({"phones": "id,number,imei\na,07700 900123,490154203237518\nb,,490154203237518"}, "handset number (IMEI)"),
        ({"vehicles": "id,vrm\na,AB51 ABC\nb,ab51abc"}, "registration mark"),
        ({"addresses": "id,line,uprn\na,1 Quay St,100012345\nb,One Quay Street,000100012345"}, "UPRN"),
        ({"accounts": "id,platform,handle\na,picshare,Ash_1\nb,Picshare,@ash_1"}, "handle on one platform"),
    ],
)  # fmt: skip
def test_one_verified_identifier_joins_two_records(case, tables, rule):
    assert joined(case(reports=REPORTS, **tables)) == [("a", "b", rule)]


@pytest.mark.parametrize(
    "tables",
    [
        {"people": "id,pnc_id\na,1999/1234567A\nb,1999/1234567A"},
        {"people": "id,cro\na,123456/99A\nb,123456/99A"},
        {"phones": "id,number\na,7700900123\nb,7700900123"},
        {"vehicles": "id,vrm\na,ZZ99 0000\nb,ZZ99 0000"},
        {"accounts": "id,platform,handle\na,picshare,ash\nb,chatline,ash"},
        {"people": "id,surname,forenames,date_of_birth\na,Vale,Tom,2001-02-03\nb,Vale,Tom,2001-02-03"},
    ],
    ids=["pnc", "cro", "phone", "vrm", "platform", "name and birthday"],
)  # fmt: skip
def test_what_is_not_verified_joins_nothing(case, tables):
    assert joined(case(reports=REPORTS, **tables)) == []


def test_a_handset_with_two_numbers_is_two_phones(case):
    phones = "id,number,imei\na,07700 900123,490154203237518\nb,07700 900124,490154203237518"

    assert joined(case(reports=REPORTS, phones=phones)) == []


def test_two_of_one_identifier_and_another_that_differs_are_not_joined(case):
    con = case(
        reports=REPORTS,
        people="id,pnc_id,cro\na,1999/0123456X,123456/99L\nb,1999/0123456X,1234/88P",
    )

    decisions, apart = join_alike(con, (), "t")

    assert decisions == ()
    assert [(each.a, each.b, each.conflicts[0].code) for each in apart] == [
        ("a", "b", "other_identifier")
    ]


def test_one_identifier_of_two_who_share_no_name_and_no_birthday_is_left_to_a_person(case):
    people = "id,surname,forenames,date_of_birth,pnc_id\n"
    con = case(
        reports=REPORTS,
        people=f"{people}a,Vale,Tom,2001-02-03,1999/0123456X\nb,Marsh,Kit,1988-09-10,99/123456X",
    )

    decisions, apart = join_alike(con, (), "t")

    assert decisions == ()
    assert apart[0].conflicts[0].text == "no name in common, and another date of birth"


def test_one_identifier_joins_two_whose_names_differ_if_the_birthday_is_one(case):
    people = "id,surname,forenames,date_of_birth,pnc_id\n"
    con = case(
        reports=REPORTS,
        people=f"{people}a,Vale,Ann,2001-02-03,1999/0123456X\nb,Marsh,Kit,2001-02-03,99/123456X",
    )

    assert joined(con) == [("a", "b", "PNC identifier")]


def test_nobody_is_joined_with_two_who_cannot_be_one(case):
    people = "id,pnc_id,cro\na,1999/0123456X,\nb,1999/0123456X,123456/99L\nc,1999/0123456X,1234/88P"
    con = case(reports=REPORTS, people=people)

    decisions, apart = join_alike(con, (), "t")

    assert [(each["about"], each["other"]) for each in decisions] == [("a", "b")]
    assert [(each.a, each.b) for each in apart] == [("a", "c")]
    assert "b and c, joined with them: each has a verified CRO number" in apart[0].conflicts[0].text


def test_two_on_one_custody_record_are_not_joined_whatever_they_bear(case):
    con = case(
        reports=REPORTS,
        people="id,pnc_id\na,1999/0123456X\nb,1999/0123456X",
        events="id,type,start,report\ne1,custody,2025-02-01,r1",
        links="id,kind,from,to,report\nl1,present_at,a,e1,r1\nl2,present_at,b,e1,r1",
    )

    decisions, apart = join_alike(con, (), "t")

    assert decisions == ()
    assert apart[0].conflicts[0].text == "both are on one custody record: e1"


def test_a_pair_on_which_something_was_decided_is_left_to_that(case):
    con = case(reports=REPORTS, people="id,pnc_id\na,1999/0123456X\nb,1999/0123456X")
    decided = ({"what": "different", "about": "a", "other": "b"}, {"what": "undo", "about": "d1"})

    assert joined(con, decided) == []


def test_three_of_one_identifier_are_joined_to_the_first(case):
    con = case(reports=REPORTS, people="id,pnc_id\nc,1999/0123456X\na,1999/0123456X\nb,99/123456X")

    assert [each[:2] for each in joined(con)] == [("a", "b"), ("a", "c")]


def test_identifiers_are_read_after_a_join_of_records_that_have_none(case_store):
    store = case_store(
        reports=REPORTS,
        people="id,surname\np1,Vale\np2,Vale\np3,Marsh",
        phones="id,number\nt1,07700 900123\nt2,+447700900123",
    )
    store.write_decision({"what": "same", "about": "p1", "other": "p2"})

    assert joined(store.tables()) == [("t1", "t2", "phone number")]

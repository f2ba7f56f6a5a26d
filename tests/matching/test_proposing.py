"""Which pairs are proposed, and what their cards say: one invented register, its answers written out."""

from random import Random

import pytest

from netgraph.matching import propose_matches
from netgraph.records import as_json

PEOPLE = """
    id,surname,forenames,aliases,date_of_birth,sex,pnc_id
    bill,Smyth,Bill,,2009-04-03,M,
    will,Smith,William,,2009-03-04,M,
    ann,Jones,Ann-Marie,,1990-05-17,F,
    anne,Brown,Anne Marie,Annie Jones,1990-05-17,F,
    ahmed,Ahmed,Mohammed,,2001-02-03,M,
    mohamed,Mohamed,Ahmad,,2001-02-03,M,
    zoe1,Müller,Zoë,,2003-07-09,F,20/9N
    zoe2,Muller,Zoe,,2003-07-09,F,1999/1234567B
    jake,Stone,Jake,,2008-01-01,M,
    jacob,Stone,Jacob,,2008-06-11,M,
    mia,Wells,Mia,,2010-10-10,F,
    ella,Wells,Ella,,2010-10-10,F,
    sean1,Kelly,Sean,,1999-01-12,M,
    sean2,Kelly,Sean,,1999-01-12,M,
    dee1,Marsh,Deborah,,1985-11-23,F,
    dee2,Marsh,Debbie,,1985-11-25,F,
    old,Vale,Thomas,,1961-08-30,M,
    young,Vale,Thomas,,1990-03-02,M,
    ray1,Keane,Ray,,1979-06-15,M,
    ray2,Keane,Ray,,1988-09-21,M,
    kim1,Lowe,Kim,,2004-04-04,F,
    kim2,Lowe,Kim,,2004-04-04,F,
"""
REPORTS = "id,date,grade\nr1,2025-03-01,1AP"
EVENTS = """
    id,type,start,end,report
    e1,custody,2025-02-01T10:00:00,,r1
    e2,custody,2025-02-02T10:00:00,2025-02-02T18:00:00,r1
    e3,stop_search,2025-02-02T12:00:00,,r1
"""
ADDRESSES = """
    id,line,postcode,uprn
    flat3,"Flat 3, 12 Harbour Rd, Marlinsea",CM99 1AA,
    flat3b,"3/12 Harbour Road, Marlinsea",cm991aa,
    flat4,"Flat 4, 12 Harbour Rd, Marlinsea",CM99 1AA,
    next,"14 Harbour Rd, Marlinsea",CM99 1AA,
    home,"1 Quay St",,
    cell,"2 Tide St",,
"""
PHONES = """
    id,number
    t1,07700 900123
    t2,7700900123
    t3,07700 900124
"""
LINKS = """
    id,kind,from,to,report,detail
    l01,present_at,sean1,e1,r1,
    l02,suspect_in,sean2,e1,r1,
    l03,uses,ann,t1,r1,
    l04,uses,anne,t1,r1,
    l05,lives_at,mia,home,r1,
    l06,lives_at,ella,home,r1,
    l07,lives_at,old,home,r1,
    l08,lives_at,young,home,r1,
    l09,present_at,kim1,e2,r1,
    l10,present_at,kim2,e3,r1,
    l11,occurred_at,e2,cell,r1,
    l12,occurred_at,e3,home,r1,
    l13,related_to,dee1,dee2,r1,sibling
"""
TABLES = {
    "people": PEOPLE,
    "reports": REPORTS,
    "events": EVENTS,
    "addresses": ADDRESSES,
    "phones": PHONES,
    "links": LINKS,
}

_FOUND = {}


@pytest.fixture
def cards(case):
    """Every card of the register by its pair; worked out once for all tests."""
    if not _FOUND:
        found = propose_matches(case(**TABLES), ())
        _FOUND.update({(each.a, each.b): each for each in found.cards})
    return _FOUND


def marks(card):
    return {field.field: field.mark for field in card.fields}


@pytest.mark.parametrize(
    ("pair", "field", "text"),
    [
        (("bill", "will"), "forename", "forename: a short or pet form of the same name"),
        (("bill", "will"), "surname", "surname: spelled alike"),
        (("bill", "will"), "date_of_birth", "date of birth: day and month exchanged"),
        (("ahmed", "mohamed"), "surname", "surname: surname and forename the other way round"),
        (("zoe1", "zoe2"), "surname", "surname: the same"),
        (("dee1", "dee2"), "date_of_birth", "date of birth: one digit different"),
        (("ann", "anne"), "alias", "other names: one is also known by the name of the other"),
        (("ann", "anne"), "contact", "phone, account or address: a phone or account in common"),
        (("flat3", "flat3b"), "numbers", "house and flat: the same"),
        (("t1", "t2"), "number", "number: the same last nine digits; at least one is not verified"),
    ],
)
def test_a_card_says_how_each_field_compares(cards, pair, field, text):
    assert {each.field: each.text for each in cards[pair].fields}[field] == text


def test_a_birthday_on_1_january_agrees_with_any_day_of_that_year(cards):
    assert marks(cards["jacob", "jake"])["date_of_birth"] == "similar"


def test_a_surname_that_differs_speaks_against_and_the_card_shows_it(cards):
    assert marks(cards["ann", "anne"])["surname"] == "disagree"


def test_the_weight_of_a_card_is_the_sum_of_what_it_shows(cards):
    for card in cards.values():
        assert card.weight == round(sum(each.weight for each in card.fields), 1)


@pytest.mark.parametrize(
    "pair",
    [
        ("ella", "mia"),
        ("old", "young"),
        ("ray1", "ray2"),
        ("flat3", "flat4"),
        ("flat3", "next"),
        ("t1", "t3"),
    ],
    ids=["twins", "father and son", "namesakes", "flats", "neighbours", "other number"],
)
def test_what_only_looks_alike_is_not_proposed(cards, pair):
    assert pair not in cards


@pytest.mark.parametrize(
    ("pair", "code"),
    [
        (("sean1", "sean2"), "same_event"),
        (("kim1", "kim2"), "two_places"),
        (("zoe1", "zoe2"), "other_identifier"),
        (("dee1", "dee2"), "two_people"),
    ],
)
def test_what_says_that_two_are_two_is_shown_as_a_conflict(cards, pair, code):
    card = cards[pair]

    assert card.state == "conflict"
    assert [each.code for each in card.conflicts] == [code]


def test_two_on_one_custody_record_are_named_with_it(cards):
    assert cards["sean1", "sean2"].conflicts[0].text == "both are on one custody record: e1"
    assert cards["sean1", "sean2"].conflicts[0].forbids


def test_a_link_between_two_does_not_forbid_but_warns(cards):
    assert not cards["dee1", "dee2"].conflicts[0].forbids


def test_every_card_says_what_would_settle_it(cards):
    assert [card for card in cards.values() if not card.settles] == []
    assert "whether the event names one person twice" in cards["sean1", "sean2"].settles[0]


def test_cards_come_people_first_and_strongest_first_within_a_kind(cards):
    order = [(each.kind, -each.weight) for each in cards.values()]
    kinds = [kind for kind, _ in order]

    assert kinds == sorted(kinds, key=["person", "phone", "vehicle", "address"].index)
    assert [each for each in order if each[0] == "person"] == sorted(
        each for each in order if each[0] == "person"
    )


def test_the_order_of_rows_changes_nothing(cards, case):
    shuffled = {}
    for name, text in TABLES.items():
        header, *rows = [line.strip() for line in text.strip().splitlines()]
        Random(1).shuffle(rows)
        shuffled[name] = "\n".join([header, *rows])

    again = propose_matches(case(**shuffled), ()).cards

    assert [as_json(each) for each in again] == [as_json(each) for each in cards.values()]


def test_a_phone_of_many_people_is_nobodys_own(case):
    people = "\n".join(f"p{number},Lane,Kit,M" for number in range(7))
    links = "\n".join(f"l{number},uses,p{number},t1,r1" for number in range(7))
    con = case(
        people=f"id,surname,forenames,sex\n{people}",
        phones="id,number\nt1,07700 900123",
        links=f"id,kind,from,to,report\n{links}",
        reports=REPORTS,
    )

    assert propose_matches(con, ()).cards == ()


def test_an_empty_store_has_no_matches(case):
    found = propose_matches(case(reports=REPORTS), ())

    assert (found.cards, found.standing, found.contradicted) == ((), (), ())

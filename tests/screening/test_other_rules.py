"""Places, devices, journeys of others and posts; and the gate in front of devices."""

from datetime import date

import pytest

from netgraph.errors import AuthorityMissing, UnknownId
from netgraph.screening import Authority
from tests.screening.conftest import CONDITIONS, LINKS, USES, reasons

EVENTS = "id,type,start,end,report,basis,detail\n"
ADDRESSES = (
    "id,line,postcode,uprn,lat,lon,use\n"
    "a1,1 High Street,CO99 1AA,100,51.8800,0.9000,home\n"
    "a2,3 High Street,CO99 1AA,101,51.8810,0.9000,home\n"
    "a3,9 Mill Lane,CO99 9ZZ,102,51.9500,0.9500,home\n"
    "a4,1 high street,CO99 1AA,,,,home\n"
)
PLACE = "c3,d1,3,place,Not to enter 1 High Street.,,,a1,\n"
VEHICLES = "id,vrm\nv1,ZZ99 ABC\n"


def at(address, kind="present_at"):
    return {
        "events.csv": EVENTS + "e1,stop_search,2025-02-01T10:00:00,,r1,,\n",
        "links.csv": LINKS + f"x1,{kind},p1,e1,,,,r1,,\nx2,occurred_at,e1,{address},,,,r1,,\n",
    }


@pytest.mark.parametrize(
    ("address", "expected"), [("a1", ["match"]), ("a4", ["match"]), ("a2", ["check"]), ("a3", [])]
)
def test_a_place_matches_by_its_address_and_by_postcode_is_only_to_be_checked(
    screened, address, expected
):
    found = screened(at(address), addresses=ADDRESSES, conditions=CONDITIONS + PLACE)

    assert [card.kind for card in found.breaches] == expected


def test_a_vehicle_of_which_the_person_is_keeper_is_only_to_be_checked(screened):
    links = USES + "kv,keeps,p1,v1,2024-01-01,,,r1,,\n"
    found = screened(
        {"links.csv": LINKS + "x1,seen_at,v1,a1,2025-02-01T10:00:00,,,r1,,\n"},
        addresses=ADDRESSES, vehicles=VEHICLES, links=links, conditions=CONDITIONS + PLACE,
    )  # fmt: skip

    [card] = found.breaches
    assert card.kind == "check"
    assert "somebody else drove: unknown – the keeper is not the driver" in card.not_a_breach_if


def test_a_telephone_cell_is_no_place(screened):
    row = "x1,tied_to,t1,a1,2025-02-01,,,r1,,{}\n"
    cell = screened(
        {"links.csv": LINKS + row.format("cell")},
        addresses=ADDRESSES,
        conditions=CONDITIONS + PLACE,
    )
    wifi = screened(
        {"links.csv": LINKS + row.format("wifi")},
        addresses=ADDRESSES,
        conditions=CONDITIONS + PLACE,
    )

    assert (cell.breaches, reasons(cell)) == ((), {"phone_tied": 1})
    assert [card.kind for card in wifi.breaches] == ["check"]


def test_living_there_is_said(screened):
    links = USES + "h1,lives_at,p1,a1,2024-01-01,,,r1,,\n"
    found = screened(
        at("a1"), addresses=ADDRESSES, links=links,
        conditions=CONDITIONS + PLACE.replace(",a1,", ",a1,resident"),
    )  # fmt: skip

    [card] = found.breaches
    assert card.kind == "check"
    assert card.not_a_breach_if[0] == "resident: found – recorded as living there"


def test_a_zone_given_beside_the_order_matches_streets_and_areas_and_says_what_it_leaves_out(
    screened,
):
    condition = "c3,d1,3,place,Not to enter the area on the map.,,,,\n"
    zones = """\
        [c3]
        area = [[51.875, 0.895], [51.875, 0.905], [51.885, 0.905], [51.885, 0.895]]
        leaves_out = "the car park"
        """
    inside = screened(at("a1"), addresses=ADDRESSES, conditions=CONDITIONS + condition, zones=zones)
    outside = screened(
        at("a3"), addresses=ADDRESSES, conditions=CONDITIONS + condition, zones=zones
    )
    street = screened(
        at("a3"), addresses=ADDRESSES, conditions=CONDITIONS + condition,
        zones='[c3]\nstreets = ["Mill Lane"]\n',
    )  # fmt: skip

    assert [card.rule for card in inside.breaches] == ["place_in_zone"]
    assert any("the car park" in note for note in inside.notes)
    assert outside.breaches == ()
    assert [card.kind for card in street.breaches] == ["match"]


def test_a_device_that_is_not_on_the_list_is_one_card_at_its_first_use(called):
    condition = "c4,d1,4,device,Not to use a telephone that is not notified.,,,t6,\n"
    calls = "".join(
        f"07700900001,07700900004,2025-02-0{day}T10:00:00,60,outgoing\n" for day in (1, 2, 3)
    )
    other = called(calls, conditions=CONDITIONS + condition)
    notified = called(calls, conditions=CONDITIONS + condition.replace("t6", "t1"))
    unlisted = called(calls, conditions=CONDITIONS + condition.replace("t6", ""))

    assert [(card.kind, card.with_id, card.when) for card in other.breaches] == [
        ("match", "t1", "2025-02-01T10:00:00")
    ]
    assert (notified.breaches, unlisted.breaches) == ((), ())
    assert any("c4 of d1 (device)" in note for note in unlisted.notes)


def test_a_telephone_newly_recorded_as_theirs_is_compared_with_the_list(screened):
    condition = "c4,d1,4,device,Not to use a telephone that is not notified.,,,t1,\n"
    found = screened(
        {
            "phones.csv": "id,number,imei\nt8,07700 900008,\n",
            "links.csv": LINKS + "x1,uses,p1,t8,2025-02-01,,,r1,,\n",
        },
        conditions=CONDITIONS + condition,
    )

    assert [(card.rule, card.with_id) for card in found.breaches] == [("new_phone_in_use", "t8")]


def test_arranging_the_journey_of_a_child_matches_and_being_on_the_same_train_does_not(screened):
    condition = (
        "c5,d1,5,travel,Not to arrange travel of anybody under 18.,,,under_18,immediate_family\n"
    )
    arranged = screened(
        {"links.csv": LINKS + "x1,arranges_travel_for,p1,p3,2025-02-01,,,r1,,\n"},
        conditions=CONDITIONS + condition,
    )
    train = screened(
        {
            "events.csv": EVENTS + "e1,travel,2025-02-01T10:00:00,,r1,,\n",
            "links.csv": LINKS + "x1,present_at,p1,e1,,,,r1,,\nx2,present_at,p3,e1,,,,r1,,\n",
        },
        conditions=CONDITIONS + condition,
    )

    assert [(card.kind, card.with_id) for card in arranged.breaches] == [("match", "p3")]
    assert arranged.breaches[0].safeguarding.startswith("Safeguarding first: p3 was 17")
    assert [card.kind for card in train.breaches] == ["check"]


POSTS = "id,account,posted,captured,text,coded,report\n"
SOCIAL = "c6,d1,6,social_media,Not to promote the sale of drugs.,,,,\n"


@pytest.mark.parametrize(
    ("text", "coded", "expected"),
    [
        ("cali on deck, hit my line", "", ["check"]),
        ("c0ke 2 for 15", "", ["check"]),
        ("❄️ open all day 🔌", "", ["check"]),
        ("who wants to earn this weekend", "", ["check"]),
        ("look at this", "recruitment", ["likely"]),
        ("look at this", "music", []),
        ("trapping with the mandem, new plug in ends", "", []),
        ("new tape out now, weed and stacks bars, lyrics below", "", []),
        ("❄️ snow day", "", []),
    ],
)
def test_posts_are_marked_for_reading_and_never_for_slang_or_music_alone(
    screened, text, coded, expected
):
    found = screened(
        {"posts.csv": POSTS + f'o1,n1,2025-02-01T20:00:00,2025-02-02,"{text}",{coded},r1\n'},
        conditions=CONDITIONS + SOCIAL,
    )

    assert [card.kind for card in found.breaches] == expected
    assert all(card.verbatim == text for card in found.breaches)
    assert all(
        "read it whole and in context" in " ".join(card.not_a_breach_if) or coded
        for card in found.breaches
    )


def test_a_post_of_somebody_elses_account_is_not_the_persons(screened):
    found = screened(
        {"posts.csv": POSTS + "o1,n2,2025-02-01T20:00:00,,cali on deck hit my line,,r1\n"},
        conditions=CONDITIONS + SOCIAL,
    )

    assert found.breaches == ()


def test_a_device_is_refused_without_an_authority_before_it_is_read(called, screened):
    with pytest.raises(AuthorityMissing, match="lawful authority"):
        called("07700900001,07700900002,2025-02-01T10:00:00,60,\n", authority=Authority("  "))

    posts = screened({"posts.csv": POSTS}, authority=Authority())
    assert posts.breaches == ()


def test_what_is_out_of_scope_is_dropped_and_counted(called):
    scope = Authority("PACE", since=date(2025, 2, 1), until=date(2025, 2, 2), apps=("phone",))
    calls = "".join(
        f"07700900001,07700900002,2025-02-0{day}T10:00:00,60,outgoing\n" for day in (1, 2, 3)
    )
    found = called(calls, authority=scope)
    nothing = called(calls, authority=Authority("PACE", apps=("whatsapp",)))

    assert len(found.breaches) == 2
    assert found.dropped == (("calls and messages outside the days in scope", 1),)
    assert nothing.breaches == ()
    assert nothing.dropped == (("calls and messages of applications outside the scope", 3),)


def test_an_unknown_order_and_an_unknown_owner_are_named(called):
    row = "07700900001,07700900002,2025-02-01T10:00:00,60,\n"
    with pytest.raises(UnknownId, match="no order d9"):
        called(row, against=("d9",))
    with pytest.raises(UnknownId, match="no person p99"):
        called(row, authority=Authority("PACE", owner="p99"))


def test_the_orders_own_rule_in_the_register_is_a_street_or_an_area(screened):
    condition = "c3,d1,3,place,Not to enter the streets or the area on the map.,,,{},\n"
    area = '"area:51.875 0.895, 51.875 0.905, 51.885 0.905, 51.885 0.895"'

    def found(target, given):
        cards = screened(
            given, addresses=ADDRESSES, conditions=CONDITIONS + condition.format(target)
        ).breaches
        return [(card.rule, card.kind) for card in cards]

    seen = LINKS + "x1,seen_at,v1,a3,2025-02-01,,,r1,,\nk1,keeps,p1,v1,2024-01-01,,,r1,,\n"
    cell = LINKS + "x1,tied_to,t1,a1,2025-02-01,,,r1,,cell\n"
    assert found('"street:Mill Lane"', at("a3")) == [("place_in_zone", "match")]
    assert found('"street:Mill Lane"', at("a1")) == []
    assert found(area, at("a1")) == [("place_in_zone", "check")]
    assert found(area, at("a3")) == []
    assert found(area, {"links.csv": cell}) == []
    assert found(
        '"street:Mill Lane"', {"vehicles.csv": "id,vrm\nv1,AB12CDE\n", "links.csv": seen}
    ) == [("place_in_zone", "check")]


@pytest.mark.parametrize(("precision", "cards"), [(40, 1), (5_000, 0)])
def test_a_point_less_precise_than_the_area_is_large_does_not_count(screened, precision, cards):
    condition = 'c3,d1,3,place,Not to enter it.,,,"area:51.875 0.895, 51.875 0.905, 51.885 0.905, 51.885 0.895",\n'
    xml = f"""<?xml version="1.0"?><project xmlns="http://pa.cellebrite.com/report/2.0"><decodedData>
    <model type="Location"><field name="TimeStamp"><value>2025-02-01T10:00:00Z</value></field>
    <field name="Precision"><value>{precision}</value></field><modelField name="Position"><model type="Coordinate">
    <field name="Latitude"><value>51.88</value></field><field name="Longitude"><value>0.90</value></field>
    </model></modelField></model></decodedData></project>"""
    found = screened({"report.xml": xml}, conditions=CONDITIONS + condition)

    assert [card.rule for card in found.breaches] == ["place_in_zone"] * cards


def test_a_post_stands_whole_and_in_its_context(screened):
    rows = (
        'o0,n1,2025-01-31T20:00:00,,"train was late, so bored",,\n'
        'o1,n1,2025-02-01T20:00:00,2026-06-01,"cali on deck, hit my line",repost,r1\n'
        'o2,n1,2025-02-02T09:00:00,,"not mine, do not ask",,\n'
        'o3,n2,2025-01-15T09:00:00,,"Cali on deck, hit my line",,\n'
    )
    found = screened({"posts.csv": POSTS + rows}, conditions=CONDITIONS + SOCIAL)

    [card] = found.breaches
    assert (card.kind, card.verbatim) == ("check", "cali on deck, hit my line")
    assert card.context == (
        "repost: somebody else's words, passed on",
        "captured 2026-06-01: an old post",
        "the same words stood on account n2, posted 2025-01-15T09:00:00",
        "before it, 2025-01-31T20:00:00: “train was late, so bored”",
        "after it, 2025-02-02T09:00:00: “not mine, do not ask”",
    )


def test_a_number_that_somebody_passes_on_is_masked(screened):
    chat = (
        "30/03/2025, 10:00 - +44 7700 900002: hi\n"
        "30/03/2025, 10:01 - KayA: ask her on 07700 900006, or me on 07700 900001\n"
    )
    found = screened({"chat.txt": chat})

    [card] = found.breaches
    assert card.verbatim == "ask her on [number ending 006], or me on 07700 900001"

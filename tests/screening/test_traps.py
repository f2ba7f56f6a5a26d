"""What looks like a breach and is none, or not surely: each has its test."""

from tests.screening.conftest import LINKS, PHONES, USES, kinds, reasons

WHATSAPP = "30/03/2025, 09:00 - Messages and calls are end-to-end encrypted.\n"
EVENTS = "id,type,start,end,report,basis,detail\n"
PLACES = "id,line,postcode,lat,lon,use\na1,Oakmere College,CO99 1AA,,,public\na2,Mill Park,CO99 1AB,,,public\n"
SCHOOL = "id,name,type\ng1,Oakmere College,school\n"


def together(event="e1", address="a1"):
    return LINKS + (
        f"x1,present_at,p1,{event},,,,r1,,\nx2,present_at,p2,{event},,,,r1,,\n"
        f"x3,occurred_at,{event},{address},,,,r1,,\n"
    )


def test_a_saved_contact_is_no_contact(screened, tmp_path):
    xml = b"""<?xml version="1.0"?><project xmlns="http://pa.cellebrite.com/report/2.0"><decodedData>
    <modelType type="Contact"><model type="Contact"><field name="Name"><value>B</value></field>
    <multiModelField name="Entries"><model type="PhoneNumber"><field name="Value"><value>07700900002</value></field></model></multiModelField>
    </model></modelType></decodedData></project>"""
    found = screened({"report.xml": xml})

    assert found.breaches == ()
    assert reasons(found) == {"saved_contact": 1}


def test_a_group_in_which_the_person_never_wrote_does_not_count(screened):
    chat = WHATSAPP + (
        "30/03/2025, 10:00 - +44 7700 900002: who is about\n"
        "30/03/2025, 10:01 - +44 7700 900006: me\n"
        "30/03/2025, 10:02 - +44 7700 900006 added KayA\n"
    )
    found = screened({"chat.txt": chat})

    assert found.breaches == ()
    assert reasons(found) == {"group_never_written_in": 1}


def test_writing_in_a_group_with_the_named_person_is_likely(screened):
    chat = WHATSAPP + (
        "30/03/2025, 10:00 - +44 7700 900002: who is about\n"
        "30/03/2025, 10:01 - +44 7700 900006: me\n"
        "30/03/2025, 10:02 - KayA: and me\n"
    )
    found = screened({"chat.txt": chat})

    [card] = found.breaches
    assert (card.kind, card.with_id, card.verbatim) == ("likely", "p2", "and me")
    assert reasons(found) == {"group_message_received": 1}


def test_a_message_that_is_not_answered_is_no_contact_and_a_reply_is(screened):
    asked = (
        WHATSAPP + "30/03/2025, 10:00 - +44 7700 900002: call me\n30/03/2025, 09:00 - KayA joined\n"
    )
    answered = asked + "30/03/2025, 10:05 - KayA: no\n"

    assert screened({"chat.txt": asked}).breaches == ()
    [card] = screened({"chat.txt": answered}).breaches
    assert (card.verbatim, card.when) == ("no", "2025-03-30T10:05:00")


def test_being_brought_into_the_same_custody_suite_is_an_exception_that_is_found(screened):
    found = screened(
        {"events.csv": EVENTS + "e1,custody,2025-02-01T10:00:00,,r1,,\n", "links.csv": together()},
        addresses=PLACES,
    )

    [card] = [card for card in found.breaches if card.condition == "c1"]
    assert card.kind == "check"
    assert any(text.startswith("custody: found") for text in card.not_a_breach_if)


def test_two_stays_in_the_same_suite_are_no_meeting(screened):
    found = screened(
        {
            "events.csv": EVENTS
            + "e1,custody,2025-02-01T10:00:00,,r1,,\ne2,custody,2025-02-01T11:00:00,,r1,,\n",
            "links.csv": LINKS
            + "x1,present_at,p1,e1,,,,r1,,\nx2,present_at,p2,e2,,,,r1,,\n"
            + "x3,occurred_at,e1,a1,,,,r1,,\nx4,occurred_at,e2,a1,,,,r1,,\n",
        },
        addresses=PLACES,
    )

    assert found.breaches == ()


def test_at_the_same_college_is_an_exception_found_and_off_its_premises_is_not(screened):
    links = USES + "m1,member_of,p1,g1,2024-09-01,,,r1,,\nm2,member_of,p2,g1,2024-09-01,,,r1,,\n"
    events = EVENTS + "e1,other,2025-02-01T10:00:00,,r1,,\n"

    def card(address):
        found = screened(
            {"events.csv": events, "links.csv": together(address=address)},
            addresses=PLACES, organisations=SCHOOL, links=links,
        )  # fmt: skip
        return next(card for card in found.breaches if card.condition == "c1")

    inside, outside = card("a1"), card("a2")
    assert inside.kind == "check"
    assert any(text.startswith("school or college: found") for text in inside.not_a_breach_if)
    assert outside.kind == "match"
    assert any("off its premises" in text for text in outside.not_a_breach_if)


def test_family_is_an_exception_where_the_condition_makes_one(called):
    links = USES + "k1,related_to,p1,p3,,,,r1,,sibling\n"
    found = called("07700900001,07700900003,2025-02-01T10:00:00,60,outgoing\n", links=links)

    [card] = found.breaches
    assert card.kind == "check"
    assert card.not_a_breach_if[0] == (
        "immediate family: found – recorded as family: sibling, k1, report r1"
    )


def test_a_written_permission_in_the_register_is_found_for_its_days(called):
    steps = (
        "id,order,kind,date,until,given_by,targets,document\n"
        "s1,d1,permission,2025-02-01,2025-02-10,Sergeant 12,p2,letter 3\n"
    )
    found = called(
        "07700900001,07700900002,2025-02-05T10:00:00,60,outgoing\n"
        "07700900001,07700900002,2025-02-11T10:00:00,60,outgoing\n",
        order_steps=steps,
    )

    assert [kind for _, kind, _ in kinds(found)] == ["check", "match"]


def test_being_seen_together_without_a_day_is_only_to_be_checked(screened):
    row = "x1,associates_with,p1,p2,{},,,{},,\n"
    reports = "id,date,grade\nr1,2025-01-01,1AP\nr9,2025-03-01,1AP\nr2,2025-01-01,2DP\n"
    dated = screened({"links.csv": LINKS + row.format("2025-02-01", "r1")}, reports=reports)
    undated = screened({"links.csv": LINKS + row.format("", "r9")}, reports=reports)
    hearsay = screened({"links.csv": LINKS + row.format("2025-02-01", "r2")}, reports=reports)

    assert [[card.kind for card in each.breaches] for each in (dated, undated, hearsay)] == [
        ["match"],
        ["check"],
        ["check"],
    ]


def test_two_accounts_of_the_same_name_on_other_platforms_are_not_the_same(screened):
    xml = """<?xml version="1.0"?><project xmlns="http://pa.cellebrite.com/report/2.0"><decodedData>
    <modelType type="Chat"><model type="Chat"><field name="Source"><value>{}</value></field>
    <multiModelField name="Participants"><model type="Party"><field name="Identifier"><value>bee_b</value></field></model></multiModelField>
    <multiModelField name="Messages"><model type="InstantMessage"><modelField name="From"><model type="Party"><field name="IsPhoneOwner"><value>true</value></field></model></modelField>
    <field name="Body"><value>hi</value></field><field name="TimeStamp"><value>2025-03-30T10:00:00+01:00</value></field></model></multiModelField>
    </model></modelType></decodedData></project>"""
    other = screened({"report.xml": xml.format("Instagram")})
    same = screened({"report.xml": xml.format("Snapchat")})

    assert other.breaches == ()
    assert [(card.kind, card.with_id) for card in same.breaches] == [("likely", "p2")]


def test_an_invented_case_has_only_numbers_kept_for_drama():
    assert "07700" in PHONES

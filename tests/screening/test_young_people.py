"""New contacts with young people since service: who began, when, how often, who else."""

from tests.screening.conftest import CONDITIONS, D1, NAMED, ORDERS, UNDER_18


def test_the_pattern_of_an_approach_is_shown_with_who_began_it_and_at_what_hours(called):
    found = called(
        """\
        07700900003,07700900001,2025-01-20T23:30:00,0,incoming
        07700900001,07700900003,2025-01-21T10:00:00,60,outgoing
        07700900001,07700900003,2025-01-21T02:00:00,0,outgoing
        """
    )

    [each] = found.approaches
    assert (each.other, each.age, each.initiated_by) == ("p3", 17, "p3")
    assert (each.made, each.received, each.at_night) == (2, 1, 2)
    assert [(day.isoformat(), made, got) for day, made, got in each.by_day] == [
        ("2025-01-20", 0, 1),
        ("2025-01-21", 2, 0),
    ]


def test_somebody_in_contact_before_service_is_no_new_contact(called):
    found = called(
        """\
        07700900001,07700900003,2025-01-02T10:00:00,60,outgoing
        07700900001,07700900003,2025-01-21T10:00:00,60,outgoing
        """
    )

    assert found.approaches == ()


def test_children_known_to_be_at_risk_come_first_and_shared_contacts_are_named(called):
    flags = "id,subject,flag,value,start,end,report\nf1,p4,at_risk,child,2024-01-01,,r1\n"
    orders = ORDERS + D1 + "d2,STRO,p2,Oakmere,2025-01-10,2025-01-15T12:00:00,no,2028-01-09\n"
    conditions = CONDITIONS + NAMED + UNDER_18 + UNDER_18.replace("c2,d1", "c9,d2")
    people = "id,date_of_birth\np1,1990-01-01\np2,1990-01-01\np3,2007-03-02\np4,2010-01-01\np5,\np6,1991-01-01\n"
    found = called(
        """\
        07700900001,07700900003,2025-01-21T10:00:00,60,
        07700900001,07700900004,2025-01-22T10:00:00,60,
        07700900002,07700900004,2025-01-23T10:00:00,60,
        """,
        against=(), orders=orders, conditions=conditions, flags=flags, people=people,
    )  # fmt: skip

    mine = [each for each in found.approaches if each.order == "d1"]
    assert [(each.other, each.at_risk) for each in mine] == [("p4", "child"), ("p3", "")]
    assert mine[0].shared_with == ("p2",)
    assert any("known to be at risk" in (card.safeguarding or "") for card in found.breaches)

"""The iCalendar file of last days and reviews: stable, folded, without names."""

from datetime import date

from netgraph.orders.calendar import calendar
from netgraph.orders.entries import Expiry

DAY = date(2026, 7, 1)
ORDER = Expiry(date(2027, 11, 11), 498, "order", "d1", "", "", "p77", "Invented Person", "STRO")
CONDITION = Expiry(date(2026, 11, 11), 133, "condition", "d1", "c4", "4", "p77", "Invented", "STRO")
REVIEW = Expiry(date(2027, 1, 1), 184, "review", "d1", "", "", "p77", "Invented", "STRO")


def unfolded(text):
    return text.replace("\r\n ", "").split("\r\n")


def values(text, name):
    return [line.partition(":")[2] for line in unfolded(text) if line.startswith(name)]


def test_each_last_day_is_an_entry_of_one_day():
    text = calendar([CONDITION, REVIEW, ORDER], DAY)

    assert values(text, "DTSTART") == ["20261111", "20270101", "20271111"]
    assert values(text, "DTEND") == ["20261112", "20270102", "20271112"]
    assert values(text, "SUMMARY") == [
        "Last day of condition 4 of order d1 (STRO) on p77",
        "Review of order d1 (STRO) on p77",
        "Last day of order d1 (STRO) on p77",
    ]


def test_no_name_is_in_the_file():
    assert "Invented" not in calendar([ORDER, CONDITION, REVIEW], DAY)


def test_identifiers_stay_when_a_last_day_moves_and_the_time_stamp_is_the_day_asked_about():
    from dataclasses import replace

    before = calendar([ORDER], DAY)
    after = calendar([replace(ORDER, day=date(2029, 1, 1))], date(2027, 1, 1))

    assert values(before, "UID") == values(after, "UID")
    assert values(before, "DTSTAMP") == ["20260701T000000Z"]
    assert calendar([ORDER], DAY) == before


def test_lines_end_as_the_standard_says_and_none_is_longer_than_75_octets():
    from dataclasses import replace

    text = calendar([replace(ORDER, order="ä;,\\\n" * 40)], DAY)

    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "\n" not in text.replace("\r\n", "")
    assert values(text, "SUMMARY")[0].count("ä\\;\\,\\\\\\n") == 40


def test_a_calendar_without_entries_is_a_calendar():
    assert unfolded(calendar([], DAY))[0] == "BEGIN:VCALENDAR"

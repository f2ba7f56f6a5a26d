"""Last days and reviews of orders as one iCalendar file (RFC 5545), without names.

An entry bears ids and dates only: a calendar is read on telephones and shared screens. The same
register gives the same bytes: identifiers come from the ids, and the time stamp is the day asked
about.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from netgraph.orders.entries import Expiry

__all__ = ["calendar"]

# Octets that a line may have, its end not counted. SOURCE: [rfc-5545].
_LINE_OCTETS = 75

# Days before the last day of an order on which a calendar reminds. SOURCE: [decision-0014].
_REMIND_DAYS = 28

_SUMMARIES = {
    "order": "Last day of order {order} ({type}) on {person}",
    "condition": "Last day of condition {name} of order {order} ({type}) on {person}",
    "review": "Review of order {order} ({type}) on {person}",
}


def calendar(expiries: Iterable[Expiry], as_of: date) -> str:
    """The text of an iCalendar file with one all-day entry for each.

    Args:
        expiries: What ends or is due, as ``register.expiring`` gives it.
        as_of: The day asked about: the time stamp of every entry.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//netgraph//orders//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for each in expiries:
        lines += _entry(each, as_of)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _entry(each: Expiry, as_of: date) -> list[str]:
    name = each.number or each.condition
    summary = _SUMMARIES[each.what].format(
        order=each.order, type=each.type, person=each.person, name=name
    )
    key = "\x1f".join((each.what, each.order, each.condition, _review_day(each)))
    uid = hashlib.sha256(key.encode()).hexdigest()[:32]
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}@orders.netgraph.invalid",
        f"DTSTAMP:{as_of:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped('By the register as it stood on ' + as_of.isoformat() + '.')}",
        "CLASS:CONFIDENTIAL",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"TRIGGER:-P{_REMIND_DAYS}D",
        f"DESCRIPTION:{_escaped(summary)}",
        "END:VALARM",
        "END:VEVENT",
    ]


def _review_day(each: Expiry) -> str:
    """What tells reviews of one order apart; a last day that is moved stays the same entry."""
    return each.day.isoformat() if each.what == "review" else ""


def _escaped(text: str) -> str:
    for character in ("\\", ";", ","):
        text = text.replace(character, "\\" + character)
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A line in parts of 75 octets at most, each part after the first begun with a blank."""
    part, room = "", _LINE_OCTETS
    for character in line:
        size = len(character.encode())
        if size > room:
            yield part
            part, room = " ", _LINE_OCTETS - 1
        part += character
        room -= size
    yield part

"""What would make an event no breach: each exception found, not found or unknown, in words.

Exceptions are those written into the condition; below them what else it may be, by the kind of
event. Each text begins with a word for the exception, then found, not found or unknown. What the
data cannot show is unknown, never not found.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from netgraph.screening.facts import Facts
from netgraph.screening.possible import Possible

__all__ = ["exceptions_of", "is_found", "other_explanations"]

_FOUND, _NOT_FOUND, _UNKNOWN = "found", "not found", "unknown"
_SCHOOL = re.compile(r"\b(school|college|academy|university|sixth form)\b", re.IGNORECASE)
_COURT = re.compile(r"\bcourt\b", re.IGNORECASE)
_IN_PERSON = ("meeting", "event")


def exceptions_of(each: Possible, facts: Facts) -> tuple[str, ...]:
    """One text for each exception of the condition, in its order."""
    return tuple(
        f"{word.replace('_', ' ')}: {result} – {text}"
        for word in each.exceptions
        for result, text in [_judge(word, each, facts)]
    )


def is_found(texts: tuple[str, ...]) -> bool:
    """Whether any exception of the condition was found."""
    return any(f": {_FOUND} –" in text for text in texts)


def _judge(word: str, each: Possible, facts: Facts) -> tuple[str, str]:
    rules = {
        "custody": _custody,
        "immediate_family": _family,
        "school_or_college": _school,
        "written_permission": _permission,
        "court": _court,
        "agency_appointment": _appointment,
        "resident": _resident,
    }
    rule = rules.get(word.strip().lower().replace(" ", "_"))
    if rule is None:
        return _UNKNOWN, "the data cannot show it"
    return rule(each, facts)


def _during(since: datetime, until: datetime, each: Possible) -> bool:
    return since <= each.to_at and each.from_at < until


def _custody(each: Possible, facts: Facts) -> tuple[str, str]:
    if each.act == "together_at_custody":
        return _FOUND, f"both were in custody ({each.event})"
    own = [s for s in facts.stays.get(each.person, []) if _during(s.from_at, s.to_at, each)]
    others = [s for s in facts.stays.get(each.other, []) if _during(s.from_at, s.to_at, each)]
    if own and others:
        same = own[0].place and own[0].place == others[0].place
        where = "in the same place" if same else "not recorded as the same place"
        return _FOUND, f"both were in custody then, {where} ({own[0].event}, {others[0].event})"
    if own or others:
        return _NOT_FOUND, "only one of the two is recorded as in custody then"
    return _NOT_FOUND, "neither is recorded as in custody then"


def _family(each: Possible, facts: Facts) -> tuple[str, str]:
    text = facts.family.get((each.person, each.other))
    if text:
        return _FOUND, f"recorded as family: {text}"
    return _NOT_FOUND, "no family link between the two is recorded"


def _school(each: Possible, facts: Facts) -> tuple[str, str]:
    shared = facts.schools.get((each.person, each.other))
    at_school = bool(_SCHOOL.search(facts.address_lines.get(each.place, "")))
    if each.observed in _IN_PERSON and at_school:
        return _FOUND, f"it was at a school or college ({each.place}); ask whether on the premises"
    if each.observed in _IN_PERSON and each.place and not shared:
        return _NOT_FOUND, f"{each.place} is not recorded as a school or college"
    if each.observed in _IN_PERSON and each.place:
        return _NOT_FOUND, f"both attend {shared}, and {each.place} is off its premises"
    if shared and each.observed in _IN_PERSON:
        return _UNKNOWN, f"both attend {shared}; where they were is not recorded"
    if shared:
        return _UNKNOWN, f"both attend {shared}; it was not in person"
    return _NOT_FOUND, "no school or college of both is recorded"


def _permission(each: Possible, facts: Facts) -> tuple[str, str]:
    for permission in facts.permissions.get(each.order, []):
        fits = permission.condition in ("", each.condition)
        aimed = not permission.targets or each.other in permission.targets
        if fits and aimed and _during(permission.from_at, permission.to_at, each):
            by = f" by {permission.given_by}" if permission.given_by else ""
            paper = f", {permission.document}" if permission.document else ""
            return _FOUND, f"given{by} ({permission.id}{paper})"
    return _UNKNOWN, "none is in the register; ask who would have given it"


def _court(each: Possible, facts: Facts) -> tuple[str, str]:
    if _COURT.search(facts.address_lines.get(each.place, "")):
        return (
            _FOUND,
            f"it was at {each.place}, recorded as a court; ask whether both had to be there",
        )
    return _UNKNOWN, "whether both had to be at a hearing is not recorded"


def _appointment(each: Possible, facts: Facts) -> tuple[str, str]:  # noqa: ARG001  # as its siblings
    if each.act == "together_at_welfare_check":
        return _FOUND, f"it was at a welfare check ({each.event})"
    return _UNKNOWN, "appointments are not recorded"


def _resident(each: Possible, facts: Facts) -> tuple[str, str]:
    if each.place and each.place in facts.homes.get(each.person, set()):
        return _FOUND, "recorded as living there"
    return _NOT_FOUND, "not recorded as living there"


def other_explanations(each: Possible, facts: Facts) -> Iterator[str]:
    """What else it may be, by the kind of event; a reasonable excuse comes last, always unknown."""
    if each.own_shared:
        yield (
            f"somebody else used it: unknown – {each.own_shared} is recorded as using it then as well"
        )
    if each.other_shared:
        yield (
            f"it reached somebody else: unknown – {each.other_shared} is recorded as using that "
            "number or account then as well"
        )
    yield from _BY_ACT.get(each.act, ())
    if each.time_strength < 3:  # three is sure
        yield from _time_texts(each)
    if each.observed in ("call", "message", "group_message", "contacted"):
        family = facts.family.get((each.person, each.other))
        if family and "immediate_family" not in each.exceptions:
            yield f"family: found – {family}; the condition makes no exception for it"
    if each.rule == "place" and "resident" not in each.exceptions:
        result, text = _resident(each, facts)
        if result == _FOUND:
            yield f"resident: found – {text}; the condition makes no exception for it"
    yield "reasonable excuse: unknown – only the person can be asked about it"


def _time_texts(each: Possible) -> Iterator[str]:
    if (each.to_at - each.from_at).total_seconds() == 3600:  # one hour
        yield (
            "outside the time in force: unknown – clocks went back that night and showed this time "
            "twice, once within the time in force"
        )
    elif each.before_certain and each.from_at >= each.served_at:
        yield (
            "before service: unknown – the order was served that day, at an hour that is not recorded"
        )
    else:
        yield "outside the time in force: unknown – only part of the recorded time is within it"


_BY_ACT = {
    "called": ("voicemail: unknown – a call of some seconds may have reached only a recording",),
    "called_unanswered": (
        "dialled by mistake: unknown – nobody answered, and it was not tried again and again",
    ),
    "called_repeatedly": ("dialled by mistake: unknown – nobody answered",),
    "called_unknown": ("not answered: unknown – how long the call lasted is not recorded",),
    "answered": (
        "the other made the call: found – the person answered it",
        "voicemail: unknown – the call may have been answered by a recording",
    ),
    "called_by": (
        "the other made the call: found",
        "not answered: unknown – whether the person answered is not recorded",
    ),
    "contacted_by": (
        "the other made the contact: found",
        "no reply: unknown – whether the person answered is not recorded",
    ),
    "wrote_in_group": (
        "meant for others: unknown – it was written to a group in which the other is a member",
    ),
    "seen_together": ("by chance: unknown – being seen together says little about why",),
    "in_same_event": (
        "not together: unknown – both had a part in the event; that they met is not recorded",
    ),
    "together_at_custody": ("not by choice: found – both were brought into custody",),
    "vehicle_kept": ("somebody else drove: unknown – the keeper is not the driver",),
    "vehicle_used": ("somebody else drove: unknown – who drove was not seen",),
    "phone_tied": ("somebody else had it: unknown – a delivery or Wi-Fi is not a person",),
    "device_position": ("the phone was elsewhere: unknown – how precise the point is, is not known",),
    "used_device": ("notified: unknown – a replacement may have been notified and not recorded",),
    "recorded_device": ("notified: unknown – a replacement may have been notified and not recorded",),
    "travelled_together": ("arranged by somebody else: unknown – both were on the journey",),
    "marked_post": (
        "music, art or a joke: unknown – read it whole and in context",
        "repost or quotation: unknown – see whose words they are",
        "old post: unknown – see when it was first posted",
        "somebody else used the account: unknown – ask who has access",
    ),
    "coded_post": (
        "repost or quotation: unknown – see whose words they are",
        "somebody else used the account: unknown – ask who has access",
    ),
}  # fmt: skip

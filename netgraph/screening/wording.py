"""What happened and why it matched, in plain words: ids, never more than the data says."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from netgraph.screening.facts import Facts
from netgraph.screening.masking import masked
from netgraph.screening.possible import Possible

__all__ = ["happened", "how_sure", "local_text", "moment_text", "verbatim", "why_matched"]

_LONDON = ZoneInfo("Europe/London")

_STRENGTHS = {3: "firm", 2: "fair", 1: "weak, look first"}

_HAPPENED = {
    "called": "{person} called {other}{seconds}",
    "called_unanswered": "{person} called {other}, not answered",
    "called_repeatedly": "{person} called {other} again and again that day, not answered",
    "called_unknown": "{person} called {other}, whether answered is not recorded",
    "wrote": "{person} wrote to {other}{app}",
    "wrote_in_group": "{person} wrote in a group of which {other} is a member{app}",
    "answered": "{other} called {person}, who answered{seconds}",
    "called_by": "{other} called {person}, whether answered is not recorded",
    "contacted": "{person} contacted {other}, as recorded",
    "contacted_by": "{other} contacted {person}, whether answered is not recorded",
    "seen_together": "{person} was seen with {other}",
    "in_same_event": "{person} and {other} had a part in the same event {event}",
    "found_there": "{person}, who was missing, was found at {place}",
    "visits": "{person} was seen at {place}",
    "lives_at": "{person} is recorded as living at {place}",
    "controls": "{person} is recorded as deciding who enters {place}",
    "vehicle_kept": "a vehicle of which {person} is the registered keeper was seen at {place}",
    "vehicle_used": "a vehicle that {person} uses was seen at {place}",
    "phone_tied": "a telephone of {person} was tied to {place}",
    "device_position": "the device was near {place}",
    "used_device": "{person} used a telephone that is not on the notified list",
    "recorded_device": "{person} is recorded with telephone {other}, not on the notified list",
    "arranged_travel": "{person} arranged, paid for or drove a journey of {other}",
    "travelled_together": "{person} and {other} were on the same journey",
    "marked_post": "a post of {other}, an account that {person} uses, is to be read: {detail}",
    "coded_post": "a post of {other}, an account that {person} uses, was coded by a person",
}


def happened(each: Possible) -> str:
    """One sentence on what was seen."""
    words = {
        "person": each.person,
        "other": each.other or "somebody",
        "seconds": f", {each.duration_s} seconds" if each.duration_s else "",
        "app": f" ({each.app})" if each.app not in ("", "phone", "sms") else "",
        "event": each.event,
        "place": each.place or each.other,
        "detail": each.detail,
    }
    text = _HAPPENED.get(each.act)
    if text is None and each.act.startswith("together_at_"):
        kind = each.act.removeprefix("together_at_").replace("_", " ")
        text = "{person} and {other} were both at {event} (" + kind + ")"
    if text is None and each.act.startswith("at_"):
        text = (
            "{person} was at {place} ("
            + each.act.removeprefix("at_").replace("_", " ")
            + " {event})"
        )
    if text is None and each.act.startswith(("does_", "done_")):
        kind = each.act.split("_", 1)[1].replace("_", " ")
        ends = "{person}, {other}" if each.act.startswith("does_") else "{other}, {person}"
        text = f"it is recorded that one {kind} the other: {ends}"
    return (text or "{person} and {other}").format(**words)


def why_matched(each: Possible) -> tuple[str, ...]:
    """Why the event falls under the condition, one sentence for each step."""
    found = []
    if each.rule == "contact_with_named":
        found.append(f"the condition names {each.other}")
    elif each.rule in ("contact_with_under_18", "travel_of_others") and each.age is not None:
        found.append(f"{each.other} was {each.age} on {each.day}")
    elif each.age_unknown:
        found.append(f"the date of birth of {each.other} is not recorded: they may be under 18")
        if each.detail:
            found.append(each.detail)
    elif each.rule == "travel_of_others":
        found.append(f"the condition names {each.other}")
    elif each.rule == "place":
        found.append(
            {"point": "a point within fifty metres of", "postcode": "in the postcode of"}.get(
                each.detail, "at"
            )
            + f" {each.other}, which the condition names"
        )
    elif each.rule == "place_in_zone" or each.rule in ("device_not_notified", "new_phone_in_use"):
        found.append(each.other_basis)
    else:
        found.append(
            f"the words that a reader should look at: {each.detail}" if each.detail
            else "a person has coded the post"
        )  # fmt: skip
    if each.time_strength == 3:  # three is sure
        found.append("the condition was in force and served then")
    else:
        found.append("the condition was in force and served for part of that time, or that day")
    return tuple(found)


def how_sure(each: Possible) -> tuple[str, ...]:
    """On what the attributions rest, and how firm each is."""
    found = [f"{each.person}: {_STRENGTHS[each.own_strength]} – {each.own_basis or 'recorded'}"]
    if each.other_basis and each.rule in ("contact_with_named", "contact_with_under_18"):
        found.append(
            f"{each.other}: {_STRENGTHS[max(each.other_strength, 1)]} – {each.other_basis}"
        )
    if each.own_shared:
        found.append(f"shared: {each.own_shared} is attributed with the same then")
    if each.other_shared:
        found.append(
            f"shared on the other side: {each.other_shared} is attributed with the same then"
        )
    return tuple(found)


def verbatim(each: Possible, facts: Facts) -> str:
    """The event as it was recorded: the words that were written, or time and length of a call.

    Numbers in a message of people who are not concerned are masked; a post is shown whole.
    """
    if each.body and each.observed == "post":
        return each.body
    if each.body:
        concerned = facts.numbers.get(each.person, set()) | facts.numbers.get(each.other, set())
        return masked(each.body, concerned)
    if each.observed == "call":
        length = "length not recorded" if each.duration_s is None else f"{each.duration_s} seconds"
        return f"call, start {each.at_text}, {length}"
    return f"{each.observed.replace('_', ' ')}, {each.at_text}"


def moment_text(moment: datetime | None) -> str:
    """An instant in UTC as ISO 8601; empty for none."""
    return f"{moment.isoformat()}Z" if moment is not None else ""


def local_text(each: Possible) -> str:
    """The time in Europe/London with its offset; both where the clock showed it twice."""
    if (each.to_at - each.from_at).total_seconds() > 3600:  # an hour
        return ""
    both = dict.fromkeys((each.from_at, each.to_at))
    return " or ".join(
        moment.replace(tzinfo=UTC).astimezone(_LONDON).isoformat() for moment in both
    )

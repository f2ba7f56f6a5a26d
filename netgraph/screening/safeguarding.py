"""Safeguarding first: what to do before anything else, where a child or somebody at risk is concerned."""

from datetime import date

from netgraph.orders.standing import OPEN_REFERRALS
from netgraph.orders.terms import ADULT_AGE
from netgraph.screening.facts import Facts
from netgraph.screening.possible import Possible

__all__ = ["age_on", "must_know", "protected_by", "safeguarding_text"]

# Kinds of event in which the other party is a person.
_WITH_PEOPLE = (
    "call", "message", "group_message", "meeting", "contacted", "dealing", "journey",
)  # fmt: skip


def age_on(born: date | None, day: date) -> int | None:
    """Whole years of age on a day; None if the date of birth is not known.

    Example:
        >>> age_on(date(2007, 3, 2), date(2025, 3, 1)), age_on(date(2008, 2, 29), date(2026, 2, 28))
        (17, 17)
    """
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def protected_by(person: str, day: date, facts: Facts) -> tuple[str, ...]:
    """Why that person may need protecting on that day, in words; empty if nothing says so."""
    found = []
    age = age_on(facts.births.get(person), day)
    if age is not None and age < ADULT_AGE:
        found.append(f"{person} was {age} that day, a child")
    held = [
        (flag, value)
        for flag, value, since, until in facts.flags.get(person, [])
        if (since is None or since <= day) and (until is None or until >= day)
    ]
    for flag, value in held:
        if flag == "at_risk":
            found.append(f"known to be at risk ({value})")
        elif flag == "in_care":
            found.append("looked after by a local authority")
        elif flag == "nrm" and value in OPEN_REFERRALS:
            found.append(f"referred to the National Referral Mechanism ({value})")
    if person in facts.victims:
        found.append("recorded as a victim of exploitation")
    return tuple(dict.fromkeys(found))


def safeguarding_text(each: Possible, facts: Facts) -> str | None:
    """What to see to first, or None where nothing on record calls for it."""
    parts = []
    if each.observed in _WITH_PEOPLE and each.other in facts.births:
        reasons = protected_by(each.other, each.day, facts)
        if reasons:
            parts.append(
                f"Safeguarding first: {'; '.join(reasons)}. See that {each.other} is safe and speak "
                "to the safeguarding lead and the agencies that work with them before anything is "
                "done about the order."
            )
        elif facts.births[each.other] is None:
            parts.append(
                f"Safeguarding first: the age of {each.other} is not known. Find it out, and until "
                "then act as for a child."
            )
    if each.rule == "travel_of_others" and not parts:
        parts.append(f"Safeguarding first: find out where {each.other} is now and how they are.")
    own = protected_by(each.person, each.day, facts)
    if own:
        parts.append(
            f"{each.person} may need protecting too: {'; '.join(own)}. Ask who told them to do this."
        )
    return " ".join(parts) or None


def must_know(each: Possible, facts: Facts) -> tuple[str, ...]:
    """Who else has to know, by what is on record."""
    found = []
    reasons = protected_by(each.other, each.day, facts) + protected_by(each.person, each.day, facts)
    if any("child" in reason for reason in reasons):
        found.append("children's services, and the social worker if there is one")
    if any("(adult)" in reason for reason in reasons):
        found.append("adult safeguarding")
    if any("Referral Mechanism" in reason for reason in reasons):
        found.append("the first responder who made the referral")
    for order, since, until in facts.orders.get(each.other, []):
        if since <= each.to_at and each.from_at < until:
            found.append(
                f"who deals with order {order}: {each.other} is under that order then, and it is "
                "screened for itself"
            )
    found += [
        f"the originator of report {report}, before it is shared (handling code C)"
        for report in each.reports
        if facts.grades.get(report, ("", ""))[1] == "C"
    ]
    if any(
        age is not None and age < ADULT_AGE
        for age in (age_on(facts.births.get(each.person), each.day),)
    ):
        found.append("the youth offending service: a second look, since the subject is under 18")
    return tuple(found)

"""What of a condition can be compared with data, and what that leaves to a person.

The wording of a condition is what counts; this is an aid beside it. Here: for each category what
data can show, and everything that it leaves out, the exceptions of the condition among it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from netgraph.orders.terms import EXCEPTION_WORDING

__all__ = ["Comparison", "comparison"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What data can show about a condition (empty: nothing), and what it cannot."""

    compared: str
    left_out: tuple[str, ...]


_CHANCE = "whether a meeting was by chance, and who sought it"
_EXCUSE = "whether there was a reasonable excuse"

# By category: what is compared, and what a person has to judge. SOURCE: [domain-7].
_BY_CATEGORY = {
    "contact_named": (
        "calls, messages and shared presence with {targets}",
        ("contact through somebody else", _CHANCE),
    ),
    "contact_class": (
        "calls, messages and shared presence with {targets}",
        ("people whose age is not recorded", "what the subject knew of their age", _CHANCE),
    ),
    "place": (
        "presence at, or vehicles and phones tied to, {targets}",
        ("where a zone on a map ends", "who was in a vehicle, or held a phone"),
    ),
    "travel": (
        "journeys that are recorded as arranged for {targets}",
        ("who paid and why", "what the subject knew of the journey"),
    ),
    "device": (
        "phones and devices that are recorded as used, against {targets}",
        ("who used a device", "what was given to the police in writing, and when"),
    ),
    "social_media": (
        "posts of accounts that are recorded as used, against {targets}",
        ("what a post means", "who made it, and for whom"),
    ),
}
_NO_TARGETS = "whatever the wording names"
_CLASSES = {"under_18": "people recorded as under 18"}


def comparison(category: str, targets: Sequence[str], exceptions: Sequence[str]) -> Comparison:
    """What data can show about a condition of that category, and all that it leaves out.

    Example:
        >>> comparison("contact_named", ["p2"], ["court"]).compared
        'calls, messages and shared presence with p2'
    """
    saved = tuple(
        f"the exception: {EXCEPTION_WORDING.get(word, word.replace('_', ' '))}"
        for word in exceptions
    )
    if category not in _BY_CATEGORY:
        return Comparison("", ("all of it: this wording is for a person to read", *saved))
    compared, left_out = _BY_CATEGORY[category]
    named = ", ".join(_CLASSES.get(each, each) for each in targets) or _NO_TARGETS
    return Comparison(compared.format(targets=named), (*left_out, *saved, _EXCUSE))

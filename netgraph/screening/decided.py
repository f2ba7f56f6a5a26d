"""What was recorded of earlier screenings: which imports, and how officers decided the cards."""

import re
from collections.abc import Iterable

from netgraph.errors import DecisionError
from netgraph.screening.results import RuleRate

__all__ = ["OUTCOMES", "RULE_NAMES", "card_decision", "last_screened", "rates", "screened"]

# What an officer may decide of a card, and whether it was a false alarm.
OUTCOMES = {
    "no_breach": True,
    "exception_applies": True,
    "reasonable_excuse_to_explore": False,
    "refer_to_officer_in_case": False,
    "safeguarding_only": False,
    "need_more": False,
}

# The rules by which a card is made; a test holds them to possible.RULES.
RULE_NAMES = (
    "contact_with_named", "contact_with_under_18", "place", "place_in_zone", "device_not_notified",
    "new_phone_in_use", "travel_of_others", "post_to_read",
)  # fmt: skip


def card_decision(card: str, outcome: str, decision: dict[str, str]) -> dict[str, str]:
    """What is kept of a decision on one card: its rule, reason, who and when.

    Raises:
        DecisionError: There is no reason, nobody who decides, or no such outcome or card.
    """
    if not re.fullmatch("b[0-9a-f]{12}", card):
        raise DecisionError(f"{card}: not the id of a card", hint="It stands on the card, as b….")
    for what in ("reason", "who"):
        if not decision.get(what, "").strip():
            raise DecisionError(
                f"{card}: a decision needs its {what}",
                hint="Say what was weighed, and who decides.",
            )
    return {"what": "possible_breach", "about": card, "outcome": outcome, **decision}


def rates(decisions: Iterable[dict[str, str]]) -> tuple[RuleRate, ...]:
    """For each rule: how many of its cards were decided, and how many as no breach.

    Of several decisions on one card the last counts; a card that needs more is not decided yet.
    """
    last: dict[str, tuple[str, str]] = {}
    for decision in decisions:
        if decision.get("what") == "possible_breach" and decision.get("outcome") in OUTCOMES:
            last[decision.get("about", "")] = (decision.get("rule", ""), decision["outcome"])
    found: dict[str, list[bool]] = {}
    for rule, outcome in last.values():
        if outcome != "need_more":
            found.setdefault(rule, []).append(OUTCOMES[outcome])
    return tuple(RuleRate(rule, len(found[rule]), sum(found[rule])) for rule in sorted(found))


def last_screened(decisions: Iterable[dict[str, str]]) -> int:
    """Number of the last import that was screened with all; 0 if none was."""
    numbers = [int(each["import"]) for each in decisions if each.get("what") == "screening"]
    return max(numbers, default=0)


def screened(number: int, now: str, by: str) -> dict[str, str]:
    """What is kept of a screening of all imports up to that number."""
    return {"what": "screening", "import": str(number), "when": now, "who": by}

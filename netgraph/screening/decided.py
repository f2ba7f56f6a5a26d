"""What was recorded of earlier screenings: which imports, and how officers decided the cards."""

from collections.abc import Iterable

from netgraph.screening.results import RuleRate

__all__ = ["OUTCOMES", "last_screened", "rates", "screened"]

# What an officer may decide of a card, and whether it was a false alarm.
OUTCOMES = {
    "no_breach": True,
    "exception_applies": True,
    "reasonable_excuse_to_explore": False,
    "refer_to_officer_in_case": False,
    "safeguarding_only": False,
    "need_more": False,
}


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

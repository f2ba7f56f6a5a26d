"""The sentence that a reason says: a template of registry.py filled with one row's values."""

import string
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

__all__ = ["MOST_LISTED", "fill", "listed"]

# How many ids a sentence names before it says how many more there are.
MOST_LISTED = 5


class _Sentence(string.Formatter):
    """Formats lists, days, nulls and words that go with a number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            return _numbered(value, format_spec)
        return _plain(value)


_sentence = _Sentence()


def fill(template: str, words: Mapping[str, object]) -> str:
    """The template with its places filled.

    Args:
        template: ``{amount}``, ``{amount:visitor|visitors}`` (number and noun),
            ``{amount:=was|were}`` (the word alone); the number of a list is its length.
        words: Value of each place; lists are sorted and rid of repeats and nulls.

    Example:
        >>> fill("{amount:person|people} ({others}) {amount:=was|were} there.",
        ...      {"amount": 2, "others": ["p2", "p1", "p2"]})
        '2 people (p1 and p2) were there.'
    """
    return _sentence.vformat(template, (), words)


def listed(values: Sequence[object]) -> str:
    """Ids in order as words: ``p1, p2 and p3``; at most five, then how many more."""
    unique = sorted({str(value) for value in values if value is not None})
    if len(unique) > MOST_LISTED:
        more = len(unique) - MOST_LISTED
        return f"{', '.join(unique[:MOST_LISTED])} and {more} more"
    if len(unique) < 2:
        return "".join(unique) or "none"
    return f"{', '.join(unique[:-1])} and {unique[-1]}"


def _numbered(value: Any, spec: str) -> str:
    amount = len(set(value)) if isinstance(value, list | tuple) else int(value or 0)
    singular, _, plural = spec.removeprefix("=").partition("|")
    word = singular if amount == 1 else plural
    return word if spec.startswith("=") else f"{amount} {word}"


def _plain(value: Any) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, list | tuple):
        return listed(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.0f}"
    return str(value)

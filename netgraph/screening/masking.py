"""Numbers of people who are not concerned, inside what somebody wrote: masked.

A message may pass on anybody's number. On a card only those stand that are attributed to the person
under the order or to the other party; of any other its last three figures, so that it can be told
apart and not used.
"""

import re
from collections.abc import Set as AbstractSet

__all__ = ["international", "masked"]

# What may be a telephone number in a text: nine figures or more, with the usual marks between.
_NUMBER = re.compile(r"(?<![\w@])\+?\(?\d(?:[ ().-]{0,2}\d){8,14}(?!\w)")
_LONG, _SHORT = (10, 11), 10


def international(text: str) -> str:
    """A United Kingdom number written in any usual way as international figures; others as they are.

    Example:
        >>> international("+44 (0)7700 900001"), international("07700 900001")
        ('447700900001', '447700900001')
    """
    figures = re.sub(r"[^0-9+]", "", text)
    if figures.startswith("+440"):
        return f"44{figures[4:]}"
    if figures.startswith("+"):
        return figures[1:]
    if figures.startswith("00"):
        return figures[2:]
    if figures.startswith("0") and len(figures) in _LONG:
        return f"44{figures[1:]}"
    if figures.startswith("7") and len(figures) == _SHORT:
        return f"44{figures}"
    return figures


def masked(text: str, concerned: AbstractSet[str]) -> str:
    """The text with every number masked that is none of those, given as international figures."""

    def shown(found: re.Match[str]) -> str:
        number = international(found.group())
        return found.group() if number in concerned else f"[number ending {number[-3:]}]"

    return _NUMBER.sub(shown, text)

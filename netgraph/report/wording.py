"""How days, amounts, kinds and ids read in a report; sentences with the ids they speak of set apart."""

import re
from collections.abc import Callable, Iterable
from datetime import date

__all__ = ["amount", "day_text", "join", "letters", "parts", "plain", "shortened", "with_days"]

# Longest name shown in a heading, a chip or the graph; the whole one stands in its particulars.
LONGEST_NAME = 90

_DAYS = re.compile(
    r"(?<![\w-])(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|\+00:00)?)?(?![\w-])"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: date | None) -> str:
    """A day as people write it, ``1 Mar 2025``; empty if it is not known."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""


def with_days(text: str) -> str:
    """A text whose days stand as people write them; what is no day stays as it is.

    Example:
        >>> with_days("Seen on 2025-03-01 and at 2025-03-02T22:10:00Z, not 2025-13-01.")
        'Seen on 1 Mar 2025 and at 2 Mar 2025, 22:10 UTC, not 2025-13-01.'
    """
    return _DAYS.sub(_as_written, text)


def _as_written(found: re.Match[str]) -> str:
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return found[0]
    time = f", {found[2]}{' UTC' if found[3] else ''}" if found[2] else ""
    return day_text(day) + time


def plain(word: str) -> str:
    """A word of the vocabulary as it reads: ``likely_victim`` is ``likely victim``."""
    return word.replace("_", " ")


def amount(number: int, one: str, more: str = "") -> str:
    """A number with its noun: ``1 person``, ``2,500 people``."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def join(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: ``a, b and c``."""
    listed = list(words)
    if len(listed) < 2:
        return "".join(listed)
    return f"{', '.join(listed[:-1])} {last} {listed[-1]}"


def letters(number: int) -> str:
    """Letters that count: 1 is A, 26 is Z, 27 is AA."""
    text = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def shortened(name: str) -> str:
    """A name short enough for a heading; one that is cut ends with an ellipsis."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def parts(text: str, ids: Iterable[str]) -> tuple[str | tuple[str], ...]:
    """A sentence cut at the ids that it names: text as it is, each id as a tuple of one.

    An id that could be a word or a number of the sentence itself counts only inside brackets.

    Example:
        >>> parts("2 people (p1 and 2) were seen.", ["p1", "2"])
        ('2 people (', ('p1',), ' and ', ('2',), ') were seen.')
    """
    known = sorted({each for each in ids if each}, key=lambda each: (-len(each), each))
    if not known:
        return (text,)
    pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, known))})(?![\w-])")
    found: list[str | tuple[str]] = []
    end = 0
    for match in pattern.finditer(text):
        if not (_distinct(match[1]) or _in_brackets(text, match.start())):
            continue
        found += [text[end : match.start()], (match[1],)]
        end = match.end()
    return tuple(part for part in (*found, text[end:]) if part)


def _distinct(each: str) -> bool:
    """True if no ordinary word or number is written like that id."""
    has: Callable[[Callable[[str], bool]], bool] = lambda test: any(map(test, each))  # noqa: E731
    return has(str.isdigit) and not each.isdigit()


def _in_brackets(text: str, place: int) -> bool:
    return text.count("(", 0, place) > text.count(")", 0, place)

"""Days and moments: ``YYYY-MM-DD``, or ISO 8601 with a time; without zone it is Europe/London.

A time that Europe/London has twice (October) is taken as the later one, and a time that it does
not have (March) an hour later: what the time zone database says.
"""

from datetime import date

from netgraph.intake.reading import Problem, Reading, given
from netgraph.tables import column_name
from netgraph.vocabulary import Column

__all__ = ["LATEST_AGE", "read_date", "read_moment"]

# No living person is recorded as older, in years. SOURCE: [decision-0009].
LATEST_AGE = 110

_DAY = "(?:1[89]|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}"
_DAY_LENGTH = 10
_TIME = "[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]{1,9})?)?"
_ZONE = "Z|[+-][0-9]{2}(?::?[0-9]{2})?"

# Day and month in figures before the year: which is which is not guessed.
_UNCLEAR = "[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:[0-9]{4}|[0-9]{2})(?:[T ].*)?"

_WHICH_IS_WHICH = (
    "day and month cannot be told apart; write YYYY-MM-DD, or have a mapping say the format"
)
_NOT_A_DAY = "not a day of the calendar as YYYY-MM-DD"
_NOT_A_MOMENT = "not a day as YYYY-MM-DD, nor an ISO 8601 time"


def read_date(column: Column, today: date) -> Reading:
    """A day; a date of birth must not be after today, or more than 110 years before."""
    name, text = column_name(column.name), given(column.name)
    day = f"CASE WHEN regexp_full_match({text}, '{_DAY}') THEN TRY_CAST({text} AS DATE) END"
    problems = list(_unread(column, f'"{name}"', _NOT_A_DAY))
    if column.name == "date_of_birth":
        now = f"DATE '{today.isoformat()}'"
        problems += [
            Problem(f'"{name}" > {now}', f"{column.name}: in the future"),
            Problem(
                f'"{name}" < {now} - INTERVAL {LATEST_AGE} YEAR',
                f"{column.name}: more than {LATEST_AGE} years ago",
            ),
        ]
    return Reading(tuple(problems), ((name, day),))


def read_moment(column: Column) -> Reading:
    """A day or a time: the text as written, the instant in UTC, the day in Europe/London."""
    name, text = column_name(column.name), given(column.name)
    local = f"TRY_CAST({text} AS TIMESTAMP)"
    # A text of ten characters can only be a day, and most are: no other shape is looked for then.
    at = (
        f"CASE WHEN strlen({text}) > {_DAY_LENGTH} THEN "
        f"CASE WHEN regexp_full_match({text}, '{_DAY}{_TIME}') THEN {_from_london(local)} "
        f"WHEN regexp_full_match({text}, '{_DAY}{_TIME}(?:{_ZONE})') "
        f"THEN timezone('UTC', TRY_CAST({text} AS TIMESTAMPTZ)) END END"
    )
    day = (
        f"CASE WHEN strlen({text}) = {_DAY_LENGTH} THEN "
        f"CASE WHEN regexp_full_match({text}, '{_DAY}') THEN TRY_CAST({text} AS DATE) END "
        f"WHEN regexp_full_match({text}, '{_DAY}{_TIME}') THEN CAST({local} AS DATE) "
        f"WHEN regexp_full_match({text}, '{_DAY}{_TIME}(?:{_ZONE})') "
        f"THEN CAST(timezone('Europe/London', TRY_CAST({text} AS TIMESTAMPTZ)) AS DATE) END"
    )
    problems = _unread(column, f"{name}_day", _NOT_A_MOMENT)
    return Reading(problems, ((f"{name}_text", text), (f"{name}_at", at), (f"{name}_day", day)))


def _unread(column: Column, day: str, reason: str) -> tuple[Problem, ...]:
    """What is wrong with a text that gave no day."""
    text = given(column.name)
    unread = f"{text} IS NOT NULL AND {day} IS NULL"
    unclear = f"regexp_full_match({text}, '{_UNCLEAR}')"
    return (
        Problem(f"CASE WHEN {unread} THEN {unclear} END", f"{column.name}: {_WHICH_IS_WHICH}"),
        Problem(f"CASE WHEN {unread} THEN NOT {unclear} END", f"{column.name}: {reason}"),
    )


def _from_london(local: str) -> str:
    """SQL: a time of Europe/London as UTC."""
    return f"timezone('UTC', timezone('Europe/London', {local}))"

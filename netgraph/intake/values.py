"""Texts, choices, numbers, yes or no, and markings."""

from netgraph.intake.reading import Problem, Reading, given
from netgraph.tables import column_name
from netgraph.vocabulary import MARKINGS, MARKINGS_REFUSED, Column

__all__ = [
    "LONGEST_TEXT",
    "read_choice",
    "read_integer",
    "read_marking",
    "read_number",
    "read_text",
    "read_texts",
    "read_yes_no",
]

# Longest text that a cell may hold, in characters: some forty printed pages.
# SOURCE: [decision-0009].
LONGEST_TEXT = 100_000

# Longest id, in characters. SOURCE: [decision-0009].
LONGEST_ID = 200

# Marking of a report that has none. SOURCE: [contract].
_USUAL_MARKING = "OFFICIAL-SENSITIVE"

# Degrees. SOURCE: [contract].
_RANGES = {"lat": 90, "lon": 180}

# More choices than this are not listed in a reason.
_FEW = 10

_YES, _NO = ("yes", "true", "y", "1"), ("no", "false", "n", "0")


def read_text(column: Column, longest: int = LONGEST_TEXT) -> Reading:
    """Free text, kept as written: markup or a formula in it is nothing but text."""
    text = given(column.name)
    problem = Problem(
        f"strlen({text}) > {longest} AND length({text}) > {longest}",
        f"{column.name}: longer than {longest} characters",
    )
    return Reading((problem,), ((column_name(column.name), text),))


def read_texts(column: Column) -> Reading:
    """Several texts separated by ``;``, without empty ones, in the order as written."""
    text = given(column.name)
    parts = f"list_filter(list_transform(string_split({text}, ';'), lambda x: trim(x)), lambda x: x <> '')"
    too_long = Problem(
        f"length({text}) > {LONGEST_TEXT}", f"{column.name}: longer than {LONGEST_TEXT} characters"
    )
    return Reading(
        (too_long,),
        ((column_name(column.name), f"CASE WHEN len({parts}) > 0 THEN {parts} END"),),
    )


def read_choice(column: Column) -> Reading:
    """One of a closed list of words, exactly as the contract writes them."""
    text = given(column.name)
    words = ", ".join(f"'{choice}'" for choice in column.choices)
    reason = f"{column.name}: not a known {column.name}"
    if len(column.choices) <= _FEW:
        reason = f"{column.name}: not one of {', '.join(column.choices)}"
    value = f"coalesce({text}, 'fact')" if column.name == "basis" else text
    problem = Problem(f"{text} NOT IN ({words})", reason)
    return Reading((problem,), ((column_name(column.name), value),))


def read_integer(column: Column) -> Reading:
    """A whole number, zero or more."""
    text = given(column.name)
    value = f"CASE WHEN regexp_full_match({text}, '[0-9]{{1,15}}') THEN CAST({text} AS BIGINT) END"
    name = column_name(column.name)
    problem = Problem(
        f'{text} IS NOT NULL AND "{name}" IS NULL',
        f"{column.name}: not a whole number, zero or more",
    )
    return Reading((problem,), ((name, value),))


def read_number(column: Column) -> Reading:
    """A decimal number; latitude and longitude within their range."""
    text = given(column.name)
    value = (
        f"CASE WHEN regexp_full_match({text}, '[+-]?[0-9]{{1,15}}([.][0-9]*)?([eE][+-]?[0-9]{{1,2}})?') "
        f"THEN TRY_CAST({text} AS DOUBLE) END"
    )
    name = column_name(column.name)
    problems = [Problem(f'{text} IS NOT NULL AND "{name}" IS NULL', f"{column.name}: not a number")]
    if column.name in _RANGES:
        limit = _RANGES[column.name]
        problems.append(
            Problem(f'abs("{name}") > {limit}', f"{column.name}: not between -{limit} and {limit}")
        )
    return Reading(tuple(problems), ((name, value),))


def read_yes_no(column: Column) -> Reading:
    """Yes or no, in a few usual spellings."""
    text = given(column.name)
    yes, no = (", ".join(f"'{word}'" for word in words) for words in (_YES, _NO))
    value = (
        f"CASE WHEN lower({text}) IN ({yes}) THEN true WHEN lower({text}) IN ({no}) THEN false END"
    )
    name = column_name(column.name)
    problem = Problem(f'{text} IS NOT NULL AND "{name}" IS NULL', f"{column.name}: not yes or no")
    return Reading((problem,), ((name, value),))


def read_marking(column: Column) -> Reading:
    """A protective marking; none means OFFICIAL-SENSITIVE, anything above it is refused."""
    text = given(column.name)
    value = f"coalesce(upper({text}), '{_USUAL_MARKING}')"
    name = column_name(column.name)
    known, above = (
        ", ".join(f"'{word}'" for word in words) for words in (MARKINGS, MARKINGS_REFUSED)
    )
    return Reading(
        (
            Problem(
                f'"{name}" IN ({above})',
                f"{column.name}: above OFFICIAL-SENSITIVE; such material may not be kept here",
            ),
            Problem(
                f'"{name}" NOT IN ({known}, {above})',
                f"{column.name}: not one of {', '.join(MARKINGS)}",
            ),
        ),
        ((name, value),),
    )

"""Grades: 3x5x2 as one word (``2BP``); 5x5x5 (``B21``) is converted, the original kept.

The conversion is a table that can be replaced (``--grades FILE``); a grade is never converted
back. Admiralty grades (``B2``) are refused: they do not say how the report may be used.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from netgraph.errors import InputError
from netgraph.intake.reading import Problem, Reading, given
from netgraph.vocabulary import Column

__all__ = ["DEFAULT_GRADES", "GradeTable", "read_grade", "read_grade_table"]


@dataclass(frozen=True, slots=True)
class GradeTable:
    """What each part of a 5x5x5 grade becomes in 3x5x2, as (old, new) pairs."""

    source: tuple[tuple[str, str], ...]
    information: tuple[tuple[str, str], ...]
    handling: tuple[tuple[str, str], ...]


# Conservative: what could be better or worse becomes the worse. SOURCE: [domain-4.2].
DEFAULT_GRADES = GradeTable(
    source=(("A", "1"), ("B", "1"), ("C", "3"), ("D", "3"), ("E", "2")),
    information=(("1", "A"), ("2", "A"), ("3", "B"), ("4", "D"), ("5", "E")),
    handling=(("1", "P"), ("2", "C"), ("3", "C"), ("4", "C"), ("5", "C")),
)

_PARTS = {
    "source": ("ABCDE", "123"),
    "information": ("12345", "ABCDE"),
    "handling": ("12345", "PC"),
}


def read_grade_table(path: Path) -> GradeTable:
    """A conversion table from a TOML file with the tables source, information and handling.

    Raises:
        InputError: It cannot be read, or leaves a value out; the message names the key.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path}: not a TOML file of grades",
            hint="Give a file with the tables [source], [information] and [handling].",
        ) from error
    for part, (old, new) in _PARTS.items():
        table = content.get(part)
        for key in old:
            value = str(table.get(key, "")) if isinstance(table, dict) else ""
            if len(value) != 1 or value not in new:
                raise InputError(
                    f"{path}: {part}.{key} must be one of {', '.join(new)}",
                    hint='For example: [source] A = "1"',
                )
    return GradeTable(
        *(tuple((key, str(content[part][key])) for key in old) for part, (old, _) in _PARTS.items())
    )


def read_grade(column: Column, table: GradeTable) -> Reading:
    """A grade as 3x5x2, as written, and in its three parts."""
    text = given(column.name)
    old = f"regexp_full_match({text}, '[A-E][1-5][1-5]')"
    source, information, handling = (
        f"CASE substr({text}, {place}, 1) "
        + " ".join(f"WHEN '{key}' THEN '{value}'" for key, value in part)
        + " END"
        for place, part in enumerate((table.source, table.information, table.handling), start=1)
    )
    grade = (
        f"CASE WHEN regexp_full_match({text}, '[1-3][A-E][PC]') THEN {text} "
        f"WHEN {old} THEN concat({source}, {information}, {handling}) END"
    )
    admiralty = f"regexp_full_match({text}, '[A-F][1-6]')"
    return Reading(
        (
            Problem(
                admiralty,
                f"{column.name}: an Admiralty grade; ask whoever sent it for 3x5x2, as in 2BP",
            ),
            Problem(
                f"{text} IS NOT NULL AND grade IS NULL AND NOT {admiralty}",
                f"{column.name}: neither 3x5x2 as in 2BP nor 5x5x5 as in B21",
            ),
        ),
        (
            ("grade", grade),
            ("grade_original", text),
            ("source", f"TRY_CAST(substr({grade}, 1, 1) AS UTINYINT)"),
            ("information", f"substr({grade}, 2, 1)"),
            ("handling_code", f"substr({grade}, 3, 1)"),
        ),
    )

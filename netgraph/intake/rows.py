"""Raw rows of one table are read as typed rows; what keeps a row out by itself is said here.

The typed rows are a view: nothing is copied before the store takes it.

Judged here is what a row says by itself; ids and references are judged in identity.py and
references.py.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netgraph.intake.dates import read_date, read_moment
from netgraph.intake.grades import GradeTable, read_grade
from netgraph.intake.reading import Problem, Reading, given
from netgraph.intake.values import (
    LONGEST_ID,
    read_choice,
    read_integer,
    read_marking,
    read_number,
    read_text,
    read_texts,
    read_yes_no,
)
from netgraph.sources import SCRATCH
from netgraph.vocabulary import FLAGS, CaseFile, Column, ColumnType

if TYPE_CHECKING:
    import duckdb

__all__ = ["Rules", "numbered", "type_rows"]

# The rows of the second relation of a table are numbered from here on, and so forth.
_ROWS_OF_A_RELATION = 1 << 40

# Pairs of columns of which the second must not come before the first.
_IN_ORDER = {
    "events": ("start", "end"),
    "links": ("start", "end"),
    "flags": ("start", "end"),
    "conditions": ("starts", "ends"),
}

# Blanks that are removed around ids, dates and words (never inside free text).
_BLANKS = "chr(32) || chr(9) || chr(10) || chr(160)"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rules depend on beside the rows."""

    today: date
    grades: GradeTable


def type_rows(
    con: "duckdb.DuckDBPyConnection", file: CaseFile, relations: tuple[str, ...], rules: Rules
) -> tuple[str, str]:
    """Read the raw relations of one case file as typed rows, and put aside those that are wrong.

    Returns:
        The typed view: the stored columns, ``source_file``, ``source_line``, and ``row``, a number
        of each row; and the table of rows that are out (row, verdict, reason): here those with
        which something is wrong by themselves.
    """
    readings = [_read(column, rules) for column in file.columns]
    stored = ", ".join(f'{sql} AS "{name}"' for each in readings for name, sql in each.stored)
    problems = [
        *_required(file),
        *(problem for each in readings for problem in each.problems),
        *_between(file),
    ]
    typed, out = f"{SCRATCH}.typed_{file.name}", f"{SCRATCH}.out_{file.name}"
    con.execute(
        f"CREATE VIEW {typed} AS SELECT *, {stored} FROM (SELECT {_cleaned(file)}, _file AS "
        f"source_file, _line AS source_line, _reason, row FROM ({numbered(con, relations)}))"
    )
    judged = ", ".join(
        f"coalesce({problem.when}, false) AS _problem_{place}"
        for place, problem in enumerate(problems)
    )
    any_of = " OR ".join(f"_problem_{place}" for place in range(len(problems)))
    con.execute(
        f"CREATE TABLE {out} AS SELECT row, 'rejected' AS verdict, {_reason(problems)} AS reason "
        f"FROM (SELECT row, _reason, {judged} FROM {typed}) WHERE _reason IS NOT NULL OR {any_of}"
    )
    return typed, out


def numbered(con: "duckdb.DuckDBPyConnection", relations: tuple[str, ...]) -> str:
    """SQL: the rows of raw relations one after the other, each with a number of its own, ``row``.

    A relation that numbers its rows has a column ``_row``; a table numbers them anyway.
    """
    parts = []
    for place, relation in enumerate(relations):
        held = {name for (name, *_) in con.execute(f"DESCRIBE {relation}").fetchall()}
        own = "_row" if "_row" in held else "rowid"
        left_out = " EXCLUDE (_row)" if "_row" in held else ""
        parts.append(
            f"SELECT *{left_out}, ({place * _ROWS_OF_A_RELATION} + {own})::BIGINT AS row "
            f"FROM {relation}"
        )
    return " UNION ALL ".join(parts)


def _cleaned(file: CaseFile) -> str:
    """SQL: select list that turns raw columns into the cleaned text that rules read."""
    return ", ".join(f"{_clean(column)} AS {given(column.name)}" for column in file.columns)


def _clean(column: Column) -> str:
    """SQL: a raw column as text, NULL where empty; free text keeps its blanks.

    Looking for blanks at the ends is many times quicker than taking them away.
    """
    name = '"' + column.name + '"'
    kept = name if column.type is ColumnType.TEXT else f"trim({name}, {_BLANKS})"
    return (
        f"CASE WHEN {name} < '!' OR starts_with({name}, chr(160)) OR ends_with({name}, ' ') "
        f"OR ends_with({name}, chr(9)) OR ends_with({name}, chr(10)) OR ends_with({name}, chr(160)) "
        f"THEN CASE WHEN trim({name}, {_BLANKS}) <> '' THEN {kept} END ELSE {name} END"
    )


def _read(column: Column, rules: Rules) -> Reading:
    """How one column is read, by its type."""
    kind = column.type
    if kind is ColumnType.DATE:
        return read_date(column, rules.today)
    if kind is ColumnType.GRADE:
        return read_grade(column, rules.grades)
    if kind in {ColumnType.ID, ColumnType.REFERENCE}:
        return read_text(column, LONGEST_ID)
    readers = {
        ColumnType.TEXT: read_text,
        ColumnType.TEXTS: read_texts,
        ColumnType.MOMENT: read_moment,
        ColumnType.INTEGER: read_integer,
        ColumnType.NUMBER: read_number,
        ColumnType.CHOICE: read_choice,
        ColumnType.YES_NO: read_yes_no,
        ColumnType.MARKING: read_marking,
    }
    return readers[kind](column)


def _required(file: CaseFile) -> tuple[Problem, ...]:
    return tuple(
        Problem(f"{given(name)} IS NULL", f"{name}: required, and empty") for name in file.required
    )


def _between(file: CaseFile) -> tuple[Problem, ...]:
    """Problems that take two columns to see."""
    problems = []
    if file.name in _IN_ORDER:
        first, second = _IN_ORDER[file.name]
        before = f'"{second}" < "{first}"'
        if any(column.type is ColumnType.MOMENT for column in file.columns):
            before = f"({second}_day < {first}_day OR {second}_at < {first}_at)"
        problems.append(Problem(before, f"{second}: before {first}"))
    if file.name == "orders":
        problems.append(Problem("ends < made_day", "ends: before made"))
    if file.name == "order_steps":
        problems.append(Problem("until < date_day", "until: before date"))
    if file.name == "flags":
        problems += [_flag_value(flag.name, flag.values) for flag in FLAGS if flag.values]
        problems += [
            Problem(f"flag = '{flag.name}' AND value IS NULL", f"value: required for {flag.name}")
            for flag in FLAGS
            if flag.needs_value
        ]
    return tuple(problems)


def _flag_value(flag: str, values: tuple[str, ...]) -> Problem:
    words = ", ".join(f"'{value}'" for value in values)
    return Problem(
        f"flag = '{flag}' AND value NOT IN ({words})",
        f"value: for {flag}, not one of {', '.join(values)}",
    )


def _reason(problems: list[Problem]) -> str:
    """SQL: the reasons of a row in one text."""
    texts = ", ".join(
        f"CASE WHEN _problem_{place} THEN '{problem.reason.replace(chr(39), chr(39) * 2)}' END"
        for place, problem in enumerate(problems)
    )
    return f"CASE WHEN _reason IS NOT NULL THEN _reason ELSE concat_ws('; ', {texts}) END"

"""Raw rows of one table become typed rows, each with the reasons that keep it out, if any.

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

__all__ = ["Rules", "cleaned", "row_hash", "type_rows"]

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
) -> str:
    """Make the typed table of one case file from its raw relations.

    It has the stored columns, ``source_file``, ``source_line``, ``row_hash`` and ``reason``
    (NULL where nothing is wrong with the row by itself).
    """
    readings = [_read(column, rules) for column in file.columns]
    stored = ", ".join(f'{sql} AS "{name}"' for each in readings for name, sql in each.stored)
    names = ", ".join(f'"{name}"' for each in readings for name, _ in each.stored)
    problems = [
        *_required(file),
        *(problem for each in readings for problem in each.problems),
        *_between(file),
    ]
    table = f"{SCRATCH}.typed_{file.name}"
    raw = " UNION ALL ".join(f"SELECT * FROM {relation}" for relation in relations)
    clean = f"SELECT {cleaned(file)}, _file, _line, _reason FROM ({raw})"
    judged = ", ".join(
        f"coalesce({problem.when}, false) AS _problem_{place}"
        for place, problem in enumerate(problems)
    )
    con.execute(
        f"CREATE TABLE {table} AS SELECT {names}, _file AS source_file, _line AS source_line, "
        f"row_hash, {_reason(problems)} AS reason FROM (SELECT {names}, _file, _line, _reason, "
        f"{row_hash(file)} AS row_hash, {judged} FROM (SELECT *, {stored} FROM ({clean})))"
    )
    return table


def cleaned(file: CaseFile) -> str:
    """SQL: select list that turns raw columns into the cleaned text that rules read."""
    return ", ".join(f"{_clean(column)} AS {given(column.name)}" for column in file.columns)


def row_hash(file: CaseFile) -> str:
    """SQL: what tells two contents of one row apart, over the cleaned text of all its columns.

    The first half of an MD5: 64 bits tell versions of one id apart, and no more is asked of it.
    """
    texts = ", ".join(f"coalesce({given(column.name)}, '')" for column in file.columns)
    return f"left(md5(concat_ws(chr(31), {texts})), 16)"


def _clean(column: Column) -> str:
    """SQL: a raw column as text, NULL where empty; free text keeps its blanks."""
    name = '"' + column.name + '"'
    if column.type is ColumnType.TEXT:
        return f"CASE WHEN trim({name}, {_BLANKS}) <> '' THEN {name} END"
    return f"nullif(trim({name}, {_BLANKS}), '')"


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
    """SQL: the reasons of a row in one text; only worked out for rows that have one."""
    any_of = " OR ".join(f"_problem_{place}" for place in range(len(problems)))
    texts = ", ".join(
        f"CASE WHEN _problem_{place} THEN '{problem.reason.replace(chr(39), chr(39) * 2)}' END"
        for place, problem in enumerate(problems)
    )
    return (
        "CASE WHEN _reason IS NOT NULL THEN _reason "
        f"WHEN {any_of} THEN concat_ws('; ', {texts}) END"
    )

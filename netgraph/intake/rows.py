"""Raw rows of one table are read as typed rows; what keeps a row out by itself is said here.

Many typed rows are a view: nothing is copied before the store takes it. Few are a table: to copy
them is less work than to plan the view again in each statement that reads it.

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

__all__ = ["MOST_COPIED", "Rules", "TypedRows", "count_rows", "numbered", "type_rows"]

# More rows of one table than this are not copied while they are judged. SOURCE: [design-speed].
MOST_COPIED = 50_000

# The rows of the second relation of a table are numbered from here on, and so forth.
_ROWS_OF_A_RELATION = 1 << 40

# Pairs of columns of which the second must not come before the first.
_IN_ORDER = {
    "events": ("start", "end"),
    "links": ("start", "end"),
    "flags": ("start", "end"),
    "conditions": ("starts", "ends"),
}

# Columns of long numbers, which spreadsheets like to shorten.
_LONG_NUMBERS = (("phones", "number"), ("phones", "imei"), ("addresses", "uprn"))

# Blanks that are removed around ids, dates and words (never inside free text).
_BLANKS = (" ", "\t", "\n", "\u00a0")


@dataclass(frozen=True, slots=True)
class Rules:
    """What the rules depend on beside the rows."""

    today: date
    grades: GradeTable


@dataclass(frozen=True, slots=True)
class TypedRows:
    """The rows of one table as read, and those of them that are out.

    ``relation`` has the stored columns, ``source_file``, ``source_line``, ``row`` (a number of
    each) and ``reason`` (NULL where nothing is wrong with the row by itself); ``out`` is the table
    of (row, verdict, reason) to which later judgements add; ``amount`` and ``left`` count the rows
    and those without a reason.
    """

    relation: str
    out: str
    amount: int
    left: int


def type_rows(
    con: "duckdb.DuckDBPyConnection",
    file: CaseFile,
    counted: tuple[tuple[str, ...], int],
    rules: Rules,
) -> TypedRows:
    """Read the raw rows of one case file as typed rows, and put aside those that are wrong.

    Args:
        con: The connection.
        file: Which case file.
        counted: Its raw relations, and how many rows they have together.
        rules: What the rules depend on beside the rows.
    """
    relations, amount = counted
    readings = [_read(column, rules) for column in file.columns]
    stored = ", ".join(f'{sql} AS "{name}"' for each in readings for name, sql in each.stored)
    names = ", ".join(f'"{name}"' for each in readings for name, _ in each.stored)
    problems = [
        *_required(file),
        *(problem for each in readings for problem in each.problems),
        *_shortened(file),
        *_between(file),
    ]
    judged = ", ".join(
        f"coalesce({problem.when}, false) AS _problem_{place}"
        for place, problem in enumerate(problems)
    )
    typed, out = f"{SCRATCH}.typed_{file.name}", f"{SCRATCH}.out_{file.name}"
    many = amount > MOST_COPIED
    cleaned = ", ".join(f"{_clean(each, many=many)} AS {given(each.name)}" for each in file.columns)
    clean = f"SELECT {cleaned}, _file, _line, _reason, row FROM ({numbered(con, relations)})"
    con.execute(
        f"CREATE {'VIEW' if many else 'TABLE'} {typed} AS SELECT {names}, _file AS source_file, "
        f"_line AS source_line, row, {_reason(problems)} AS reason FROM (SELECT {names}, _file, "
        f"_line, _reason, row, {judged} FROM (SELECT *, {stored} FROM ({clean})))"
    )
    made = con.execute(
        f"CREATE TABLE {out} AS SELECT row, 'rejected' AS verdict, reason FROM {typed} "
        "WHERE reason IS NOT NULL"
    ).fetchone()
    return TypedRows(typed, out, amount, left=amount - (made[0] if made is not None else 0))


def count_rows(con: "duckdb.DuckDBPyConnection", relations: tuple[str, ...]) -> int:
    """How many rows those relations have together."""
    counts = " + ".join(f"(SELECT count(*) FROM {relation})" for relation in relations)
    row = con.execute(f"SELECT {counts}").fetchone()
    return row[0] if row is not None else 0


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


def _clean(column: Column, *, many: bool) -> str:
    """SQL: a raw column as text, NULL where empty; free text keeps its blanks.

    In many rows, looking for blanks at the ends first is three times quicker than taking them
    away; in few it is only more to plan.
    """
    name, blanks = f'"{column.name}"', "".join(_BLANKS)
    kept = name if column.type is ColumnType.TEXT else f"trim({name}, '{blanks}')"
    taken = f"CASE WHEN trim({name}, '{blanks}') <> '' THEN {kept} END"
    if not many:
        return taken
    ends = " OR ".join(f"suffix({name}, '{blank}')" for blank in _BLANKS)
    # Of the blanks only the last does not come before '!', nor does an empty text.
    return (
        f"CASE WHEN {name} < '!' OR prefix({name}, '{_BLANKS[-1]}') OR {ends} "
        f"THEN {taken} ELSE {name} END"
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


def _shortened(file: CaseFile) -> tuple[Problem, ...]:
    """Numbers that a spreadsheet has shortened: what they were cannot be known any more."""
    return tuple(
        Problem(
            f"regexp_full_match({given(column)}, '[0-9]+(?:[.,][0-9]+)?[eE][+]?[0-9]+')",
            f"{column}: shortened by a spreadsheet (as in 7.9E+09); format that column as text and "
            "export again",
        )
        for table, column in _LONG_NUMBERS
        if table == file.name
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

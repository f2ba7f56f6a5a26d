"""The words of a mapping against the vocabulary: required columns, kinds, types, dates.

Constants and the values of value tables are known before any data is read, so an unknown kind
is an error in the mapping, not a thousand rejected rows.
"""

import re
from datetime import date

from netgraph.errors import MappingError
from netgraph.sources.headers import is_sensitive
from netgraph.sources.mapping import Cell, Mapping, Rule
from netgraph.sources.mapping_keys import Keys
from netgraph.tables import case_file
from netgraph.vocabulary import Column, ColumnType

__all__ = ["check_rule", "check_table_words"]

_GRADES = re.compile(r"[1-3][A-E][PC]|[A-E][1-5][1-5]")
_GRADE_HINT = "State a grade: 3x5x2 such as 2CP, or 5x5x5 such as B21."


def check_table_words(words: tuple[tuple[str, str], ...], table: str, keys: Keys) -> None:
    """Refuse a constant that its contract column cannot hold."""
    columns = {column.name: column for column in case_file(table).columns}
    for name, word in words:
        problem = _problem(columns[name], word)
        if problem:
            raise keys.error(name, *problem)


def check_rule(rule: Rule, mapping: Mapping) -> None:
    """Refuse a rule that lacks a required column or would write words that are not known."""
    columns = case_file(rule.table).columns
    filled = {name for name, _ in rule.cells}
    for column in columns:
        if column.required and column.name not in filled:
            _check_missing(column, rule, mapping)
    for column in columns:
        for name, cells in rule.cells:
            if name == column.name:
                for cell in cells:
                    _check_cell(cell, column, mapping)


def _check_missing(column: Column, rule: Rule, mapping: Mapping) -> None:
    if column.name == "report" and mapping.report:
        return
    path = f"{mapping.origin}: {rule.path}.{column.name}: missing"
    if column.name == "report":
        hint = "Every row rests on a report: fill report, or add [report] with id, date, grade."
        raise MappingError(path, hint=hint)
    raise MappingError(path, hint=f'{rule.table} needs it. Add: {column.name} = "…"')


def _check_cell(cell: Cell, column: Column, mapping: Mapping) -> None:
    for named in cell.columns:
        if is_sensitive(named):
            raise MappingError(
                f"{mapping.origin}: {cell.path}: names a sensitive column",
                hint="Ethnicity, religion, health and the like are not stored; leave it out.",
            )
    if cell.constant is not None:
        _refuse(column, cell.constant, cell.path, mapping)
    if cell.format and column.type not in {ColumnType.DATE, ColumnType.MOMENT, ColumnType.TEXT}:
        raise MappingError(
            f"{mapping.origin}: {cell.path}.format: {column.name} holds no date",
            hint="Leave it out.",
        )
    if not cell.table:
        return
    tables = {table.name: table for table in mapping.tables}
    if cell.table not in tables:
        raise MappingError(
            f"{mapping.origin}: {cell.path}.table: no value table {cell.table}",
            hint=f"Allowed: {', '.join(sorted(tables)) or 'none; add [tables.NAME]'}.",
        )
    table = tables[cell.table]
    for word, value in table.values:
        _refuse(column, value, f"tables.{table.name}.values.{word}", mapping)
    if table.otherwise is not None:
        _refuse(column, table.otherwise, f"tables.{table.name}.otherwise", mapping)


def _refuse(column: Column, word: str, path: str, mapping: Mapping) -> None:
    problem = _problem(column, word)
    if problem:
        raise MappingError(f"{mapping.origin}: {path}: {problem[0]}", hint=problem[1])


def _problem(column: Column, word: str) -> tuple[str, str] | None:
    """What is wrong with a constant word in that column, and the hint; None if nothing is."""
    if column.choices and word and word not in column.choices:
        return f"{word} is not a {column.name}", f"Allowed: {', '.join(column.choices)}."
    if column.type is ColumnType.GRADE and not _GRADES.fullmatch(word):
        return "not a grade", _GRADE_HINT
    if column.type is ColumnType.DATE and word and not _is_day(word):
        return "not a date", "Write it as YYYY-MM-DD."
    if column.type is ColumnType.INTEGER and word and not word.isdecimal():
        return "not a whole number", "Write digits only."
    return None


def _is_day(word: str) -> bool:
    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return True

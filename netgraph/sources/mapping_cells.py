"""Templates, date formats and conditions of a mapping, read from TOML and checked.

A cell is a text (``"phone-{number}"``), a table (``{ value = "{role}", table = "roles" }``) or a
list of either, of which the first that is not empty counts.
"""

import re
from typing import Any

from netgraph.sources.mapping import Cell, Condition, Placeholder
from netgraph.sources.mapping_keys import Keys

__all__ = ["read_cells", "read_conditions"]

# The parts of a date or time that a format may name; each is understood by DuckDB's strptime.
_DIRECTIVES = frozenset("aAbBdfHIjmMpSyYz%")
_DAY_WAYS = ("d", "m b B", "Y y")
_TIME = frozenset("HI")
_DIRECTIVE = re.compile(r"%-?(.?)", re.DOTALL)
_TEMPLATE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|([{}])|([^{}]+)")
_CONDITIONS = ("is", "in", "is_not", "not_in", "empty")


def read_cells(value: Any, path: str, origin: str) -> tuple[Cell, ...]:
    """The cells that a TOML value describes: one, or the several of a list."""
    several = value if isinstance(value, list) else [value]
    holder = Keys({"cell": value}, path, origin)
    if not several:
        raise _plain_error(holder, "an empty list", 'Write: "text {column}"')
    if not isinstance(value, list):
        return (_read_cell(value, path, origin),)
    return tuple(_read_cell(each, f"{path}[{place}]", origin) for place, each in enumerate(several))


def _plain_error(keys: Keys, problem: str, hint: str) -> Exception:
    """Error about the value at the path itself, not about a key below it."""
    at, _, key = keys.path.rpartition(".")
    return Keys({}, at, keys.origin).error(key, problem, hint)


def _read_cell(value: Any, path: str, origin: str) -> Cell:
    if not isinstance(value, dict):
        if isinstance(value, bool | list):
            holder = Keys({}, path, origin)
            raise _plain_error(holder, "not a text", 'Write: "text {column}"')
        return Cell(_template(str(value), path, origin), path)
    keys = Keys(value, path, origin)
    text = keys.text("value")
    table = keys.text("table", required=False)
    form = keys.text("format", required=False)
    timezone = keys.text("timezone", required=False)
    keys.finish()
    if table and form:
        raise keys.error("format", "stands beside a value table", "Keep one of the two.")
    if form:
        _check_format(form, keys)
    _check_timezone(timezone, form, keys)
    return Cell(_template(text, keys.below("value"), origin), path, table, form, timezone)


def _template(text: str, path: str, origin: str) -> tuple[str | Placeholder, ...]:
    """Literal words and placeholders of a template; ``{{`` and ``}}`` are the braces themselves."""
    parts: list[str | Placeholder] = []
    for match in _TEMPLATE.finditer(text):
        column, stray, words = match.groups()
        if stray or column == "":
            raise _plain_error(
                Keys({}, path, origin),
                "a brace that holds no column",
                "Write {column}, or {{ and }} for the braces themselves.",
            )
        if column is not None:
            parts.append(Placeholder(column))
        else:
            parts.append(words if words is not None else match.group()[0])
    return tuple(parts)


def _check_format(form: str, keys: Keys) -> None:
    """Refuse a format that names unknown parts, or that does not give a whole day."""
    named = _DIRECTIVE.findall(form)
    hint = "Use %d %m %Y, and %H %M %S for a time: %d/%m/%Y, %Y%m%d %H%M."
    for directive in named:
        if directive not in _DIRECTIVES or not directive:
            raise keys.error("format", f"%{directive} is not part of a date or time", hint)
    if "z" in named and not _TIME & set(named):
        raise keys.error("format", "%z stands beside no time", hint)
    whole = "j" in named or all(any(way in named for way in ways.split()) for ways in _DAY_WAYS[:2])
    if not whole or not any(way in named for way in _DAY_WAYS[2].split()):
        raise keys.error("format", "does not give day, month and year", hint)


def _check_timezone(timezone: str, form: str, keys: Keys) -> None:
    if not timezone:
        return
    from zoneinfo import ZoneInfo

    if "%z" in form:
        raise keys.error("timezone", "stands beside %z, which gives the offset", "Keep one.")
    if not _TIME & set(_DIRECTIVE.findall(form)):
        raise keys.error("timezone", "stands beside a format without a time", "Leave it out.")
    try:
        ZoneInfo(timezone)
    except (KeyError, ValueError, OSError) as error:
        hint = "Write it as Europe/London, UTC …"
        raise keys.error("timezone", "not a known time zone", hint) from error


def read_conditions(keys: Keys) -> tuple[Condition, ...]:
    """The conditions under ``where``: one table, or a list of tables that must all hold."""
    value = keys.content.get("where")
    if value is None:
        keys.take("where")
        return ()
    if isinstance(value, dict):
        return (_read_condition(Keys(keys.mapping("where"), keys.below("where"), keys.origin)),)
    return tuple(_read_condition(each) for each in keys.tables("where"))


def _read_condition(keys: Keys) -> Condition:
    column = keys.text("column")
    asked = [word for word in _CONDITIONS if word in keys]
    if len(asked) != 1:
        hint = f"Say one of: {', '.join(_CONDITIONS)}."
        raise keys.error(asked[1] if asked else "is", "not exactly one question", hint)
    word = asked[0]
    if word == "empty":
        condition = Condition(column, (), not keys.yes_no("empty"), keys.path)
    else:
        condition = Condition(column, keys.texts(word), word in {"is_not", "not_in"}, keys.path)
        if not condition.values:
            raise keys.error(word, "an empty list", "Name at least one value.")
    keys.finish()
    return condition

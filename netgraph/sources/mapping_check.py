"""The check of a mapping before it is used: every key, with the path that names it.

``check_mapping`` turns the TOML document into the values of mapping.py, or raises MappingError
with the key path (``files[1].links[0].kind``) and what is allowed there. What can only be known
with the data at hand (is that column in the file?) is checked in mapped.py.
"""

from typing import Any

from netgraph.errors import MappingError
from netgraph.sources.mapping import FileRules, Join, Mapping, Rule, ValueTable
from netgraph.sources.mapping_cells import read_cells, read_conditions
from netgraph.sources.mapping_keys import Keys
from netgraph.sources.mapping_words import check_rule, check_table_words
from netgraph.tables import case_file
from netgraph.vocabulary import CASE_FILES

__all__ = ["check_mapping"]

_AGGREGATES = ("sum", "rows")
_REPORT_REQUIRED = ("id", "date", "grade")
_TABLES = tuple(file.name for file in CASE_FILES)


def check_mapping(document: dict[str, Any], origin: str) -> Mapping:
    """The mapping that a TOML document describes.

    Raises:
        MappingError: A key is unknown, missing or wrong; the message names its path.
    """
    keys = Keys(document, "", origin)
    name = keys.text("name")
    version = keys.text("version")
    description = keys.text("description")
    notes = keys.texts("notes")
    settings = _settings(keys, {"delimiter": ",", "encoding": "", "quote": '"'})
    report = _report(keys)
    tables = tuple(
        _value_table(each, table_name) for table_name, each in keys.named_tables("tables")
    )
    files = tuple(_file(each, settings) for each in keys.tables("files", required=True))
    keys.finish()
    mapping = Mapping(name, version, description, notes, report, tables, files, origin)
    _check_names(mapping)
    for file in files:
        for rule in file.rules:
            check_rule(rule, mapping)
    return mapping


def _settings(keys: Keys, inherited: dict[str, str]) -> dict[str, str]:
    """How files are written, as said here or further up."""
    found = {key: keys.text(key, default=value) for key, value in inherited.items()}
    for key in ("delimiter", "quote"):
        if len(found[key]) != 1 and not (key == "quote" and found[key] == ""):
            raise keys.error(key, f"{len(found[key])} characters", "Allowed: one character.")
    try:
        "".encode(found["encoding"] or "utf-8")
    except LookupError as error:
        hint = "Allowed: utf-8, utf-16, latin-1, cp1252 …"
        raise keys.error("encoding", "not a known encoding", hint) from error
    return found


def _report(keys: Keys) -> tuple[tuple[str, str], ...]:
    """Columns of the default report; its grade must be stated."""
    report = keys.table("report")
    if report is None:
        return ()
    columns = case_file("reports").column_names
    found = tuple(
        (column, report.text(column, required=column in _REPORT_REQUIRED)) for column in columns
    )
    report.finish()
    check_table_words(found, "reports", report)
    return tuple((column, value) for column, value in found if value)


def _value_table(keys: Keys, name: str) -> ValueTable:
    values = keys.words("values")
    left_out = keys.words("left_out")
    otherwise = keys.text("otherwise", required=False) if "otherwise" in keys else None
    keys.finish()
    both = sorted({word for word, _ in values} & {word for word, _ in left_out})
    if both:
        raise keys.error("left_out", f"{both[0]} is mapped under values as well", "Keep one.")
    return ValueTable(name, values, left_out, otherwise)


def _file(keys: Keys, inherited: dict[str, str]) -> FileRules:
    name = keys.text("name")
    pattern = keys.text("pattern")
    optional = keys.yes_no("optional")
    settings = _settings(keys, inherited)
    left_out = keys.text("left_out", required=False)
    group = keys.text("group", required=False)
    not_stored = keys.words("not_stored")
    computed = tuple(
        (column, read_cells(value, keys.below(f"computed.{column}"), keys.origin))
        for column, value in keys.mapping("computed").items()
    )
    joins = tuple(_join(each) for each in keys.tables("joins"))
    rules = tuple(_rule(each, "") for each in keys.tables("entities")) + tuple(
        _rule(each, "links") for each in keys.tables("links")
    )
    keys.finish()
    return FileRules(
        name=name,
        pattern=pattern,
        optional=optional,
        delimiter=settings["delimiter"],
        encoding=settings["encoding"],
        quote=settings["quote"],
        left_out=left_out,
        group=group,
        not_stored=not_stored,
        computed=computed,
        joins=joins,
        rules=rules,
        path=keys.path,
    )


def _join(keys: Keys) -> Join:
    file = keys.text("file")
    name = keys.text("as", default=file)
    pairs = keys.words("on")
    if not pairs:
        raise keys.error("on", "missing", "Say which columns are equal: on = { here = 'there' }.")
    keys.finish()
    return Join(file, name, pairs, keys.path)


def _rule(keys: Keys, table: str) -> Rule:
    name = keys.text("rule")
    table = table or keys.choice("table", _TABLES)
    where = read_conditions(keys)
    aggregate = keys.choice("aggregate", _AGGREGATES) if "aggregate" in keys else ""
    undirected = keys.yes_no("undirected")
    columns = case_file(table).column_names
    cells = tuple(
        (column, read_cells(keys.take(column), keys.below(column), keys.origin))
        for column in columns
        if column in keys
    )
    keys.finish((*columns, "rule", "where", "aggregate", "undirected"))
    if undirected and table != "links":
        raise keys.error("undirected", "only links have two ends", "Leave it out.")
    if aggregate and "count" not in columns:
        raise keys.error("aggregate", f"{table} has no count", "Leave it out.")
    return Rule(name, table, cells, where, aggregate, undirected, keys.path)


def _check_names(mapping: Mapping) -> None:
    """Refuse two files or two rules of one name, and a join with a file that is not there."""
    seen_files: dict[str, str] = {}
    seen_rules: dict[str, str] = {}
    for file in mapping.files:
        _once(mapping, seen_files, file.name, f"{file.path}.name")
        for rule in file.rules:
            _once(mapping, seen_rules, rule.name, f"{rule.path}.rule")
    joined = {join.file for file in mapping.files for join in file.joins}
    for file in mapping.files:
        if not file.rules and not file.left_out and file.name not in joined:
            raise MappingError(
                f"{mapping.origin}: {file.path}: no rule, and nothing joins it",
                hint="Add entities or links, or say why it is left out: left_out = '…'.",
            )
        for join in file.joins:
            if join.file not in seen_files:
                raise MappingError(
                    f"{mapping.origin}: {join.path}.file: no file {join.file}",
                    hint=f"Allowed: {', '.join(sorted(seen_files))}.",
                )


def _once(mapping: Mapping, seen: dict[str, str], name: str, path: str) -> None:
    if name in seen:
        raise MappingError(
            f"{mapping.origin}: {path}: {name} is the name at {seen[name]} as well",
            hint="Give each its own name.",
        )
    seen[name] = path

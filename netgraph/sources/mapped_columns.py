"""Which columns of which file a mapping names, and where it names them."""

from netgraph.errors import MappingError
from netgraph.sources.mapped_sql import LINK_ENDS
from netgraph.sources.mapping import FileRules, Mapping
from netgraph.tables import case_file

__all__ = ["NamedColumns", "check_columns", "named_columns"]

# For each file of a mapping, by name: its columns that are named, with the key that does.
NamedColumns = dict[str, dict[str, str]]


def named_columns(mapping: Mapping) -> NamedColumns:
    """Columns that each file must have, each with the first key path that names it."""
    found: NamedColumns = {file.name: {} for file in mapping.files}
    constants = {f"report.{name}" for name in case_file("reports").column_names}
    for file in mapping.files:
        joined = {join.name: join.file for join in file.joins}
        for column, path in _named_in(file):
            if column in constants:
                continue
            alias, dot, rest = column.partition(".")
            if dot and alias in joined:
                found[joined[alias]].setdefault(rest, path)
            else:
                found[file.name].setdefault(column, path)
        for join in file.joins:
            for here, there in join.keys:
                found[file.name].setdefault(here, f"{join.path}.on")
                found[join.file].setdefault(there, f"{join.path}.on")
    return found


def _named_in(file: FileRules) -> list[tuple[str, str]]:
    """Columns that the rules of one file name, with the key path, computed ones left aside."""
    computed = {name for name, _ in file.computed}
    named = [
        (column, cell.path)
        for _, cells in file.computed
        for cell in cells
        for column in cell.columns
    ]
    for rule in file.rules:
        named += [
            (condition.column, f"{condition.path}.column")
            for condition in rule.where
            if condition.column not in computed
        ]
        for name, cells in rule.cells:
            own = set() if rule.table != "links" or name in {"from", "to"} else set(LINK_ENDS)
            named += [
                (column, cell.path)
                for cell in cells
                for column in cell.columns
                if column not in own | computed
            ]
    return named


def check_columns(
    mapping: Mapping, file: FileRules, named: dict[str, str], header: tuple[str, ...], name: str
) -> None:
    """Refuse a file that lacks a column which the mapping names.

    Args:
        mapping: For the message.
        file: The kind of file.
        named: Its columns from ``named_columns``.
        header: Columns that the file has.
        name: Its name for the message.
    """
    for column, path in named.items():
        if column not in header:
            raise MappingError(
                f"{mapping.origin}: {path}: no column {column} in {name}",
                hint=f"Its columns: {', '.join(header)}.",
            )
    folded = {column.casefold() for column in header}
    for column, _ in file.computed:
        if column.casefold() in folded:
            raise MappingError(
                f"{mapping.origin}: {file.path}.computed.{column}: {name} has that column itself",
                hint="Give the computed column another name.",
            )

"""What an import would read a file as, without reading its rows.

A file is known by its name (case files), else by its header: each mapping that is shipped names
columns, and a file that has them all can be read through it.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from netgraph.errors import CaseError
from netgraph.sources.devices import kind_of_file
from netgraph.sources.headers import (
    DELIMITERS,
    REJECTS_COLUMNS,
    Header,
    is_sensitive,
    read_header,
    rejects_name,
    route,
)
from netgraph.sources.i2_chart import is_i2_chart
from netgraph.sources.mapped_columns import named_columns
from netgraph.sources.mapping import load_mapping, shipped_mappings
from netgraph.sources.plain_text import ENCODINGS, plain_text
from netgraph.sources.workbooks import is_workbook, read_sheets
from netgraph.vocabulary import CASE_FILES

__all__ = ["InspectedFile", "fitting_mappings", "inspect_files"]

_TABULAR = (".csv", ".csv.gz", ".tsv", ".txt")

# A file with fewer of a mapping's columns is told by them only if its name fits too: most tables
# have an id and a name.
# SOURCE: [decision-0009].
_FEWEST_COLUMNS = 3

# What the readers of devices.py call a file, in words.
_DEVICE_KINDS = {
    "call_data": "call data",
    "whatsapp": "a WhatsApp chat",
    "artefacts": "an ALEAPP export",
    "phone_report": "a phone report",
    "saved_contacts": "saved contacts of a phone",
}


@dataclass(frozen=True, slots=True)
class InspectedFile:
    """How one file would be read: as what, in which encoding, and what becomes of each column.

    ``columns`` are (column, what becomes of it); ``advice`` says what to do where the file would
    not be read as it is. ``encoding`` and ``delimiter`` are words, empty where they mean nothing.
    """

    file: str
    read_as: str
    encoding: str = ""
    delimiter: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    advice: str = ""


def inspect_files(paths: Sequence[Path]) -> tuple[InspectedFile, ...]:
    """How each file under those paths would be read, in order.

    Raises:
        CaseError: A path does not exist.
    """
    found: list[Path] = []
    for path in paths:
        if not path.exists():
            raise CaseError(f"{path}: no such file or folder", hint="Check the path.")
        inside = sorted(each for each in path.iterdir() if each.is_file()) if path.is_dir() else []
        found += inside or [path]
    return tuple(each for path in dict.fromkeys(found) for each in _inspect(path))


# The mapping whose rows all name a report of their own.
_STATES_ITS_REPORTS = "custody"


def _inspect(path: Path) -> tuple[InspectedFile, ...]:
    """How one file would be read; of a workbook, each of its sheets that is a case file."""
    try:
        if is_workbook(path):
            return _sheets(path)
        if path.suffix.casefold() in (".anx", ".xml") and is_i2_chart(path):
            advice = "It is imported with --mapping i2: state its report where it names none."
            return (InspectedFile(path.name, "an i2 chart", advice=advice),)
        return (_tabular(path) if path.name.endswith(_TABULAR) else _device(path),)
    except CaseError as error:
        return (InspectedFile(path.name, _nothing(path, error)),)


def _sheets(path: Path) -> tuple[InspectedFile, ...]:
    """How a workbook would be read: by its sheets, or as what a telephone's reader saves."""
    with tempfile.TemporaryDirectory(prefix="netgraph-") as folder:
        try:
            sheets, _ = read_sheets(path, path.name, Path(folder))
        except CaseError as error:
            try:
                return (_device(path),)
            except CaseError:
                raise error from None
        return tuple(
            replace(_tabular(each.path), file=each.name, encoding="", delimiter="")
            for each in sheets
        )


def _nothing(path: Path, why: CaseError) -> str:
    """That a file is not read, and why, without its name before it."""
    return "nothing: " + str(why).partition("\n")[0].removeprefix(f"{path.name}: ")


def _tabular(path: Path) -> InspectedFile:
    """How a text file with columns would be read; a chat has none, and is tried after."""
    with tempfile.TemporaryDirectory(prefix="netgraph-") as scratch:
        text = plain_text(path, path.name, Path(scratch))
        encoding = ENCODINGS.get(text.encoding, "UTF-8")
        try:
            header = read_header(text, path.name)
        except CaseError:
            return _device(path)
    try:
        table = route(path, header, path.name)
    except CaseError as error:
        return _by_header(path, header, encoding, error)
    if table is None:
        known = {rejects_name(name): name for each in CASE_FILES for name in each.column_names}
        known |= {name: name for name in REJECTS_COLUMNS}
        read_as = "rejected rows, corrected"
    else:
        known = {name: name for name in table.column_names}
        read_as = f"case file {table.name}.csv"
    columns = tuple((name, _case_column(name, known)) for name in header.columns)
    return InspectedFile(path.name, read_as, encoding, DELIMITERS[header.delimiter], columns)


def _case_column(column: str, known: dict[str, str]) -> str:
    if column in known:
        return "kept"
    return "not stored: sensitive" if is_sensitive(column) else "not stored: not in the contract"


def _by_header(path: Path, header: Header, encoding: str, why: CaseError) -> InspectedFile:
    """How a file that is no case file by its name or columns would be read: told by its header."""
    delimiter = DELIMITERS[header.delimiter]
    fitting = _fitting(path, header)
    if fitting:
        named = max((columns for _, columns in fitting), key=len)
        mappings = " or ".join(fitting_mappings(path, header))
        columns = tuple(
            (name, "read by the mapping" if name in named else "not stored: the mapping leaves it")
            for name in header.columns
        )
        advice = (
            f"It is imported with --mapping {mappings}: state its report with --report, "
            "--report-date and --grade, or in a mapping of your own that is based on it."
        )
        if mappings == _STATES_ITS_REPORTS:
            advice = "It is imported as it is: each row names its own report."
        read_as = f"a file of the mapping {mappings}, by its header"
        return InspectedFile(path.name, read_as, encoding, delimiter, columns, advice)
    try:
        device = _device(path)
    except CaseError:
        advice = _closest(header)
        return InspectedFile(path.name, _nothing(path, why), encoding, delimiter, (), advice)
    return replace(device, encoding=encoding)


def fitting_mappings(path: Path, header: Header) -> tuple[str, ...]:
    """Names of the shipped mappings of which a table has the columns, those with most columns."""
    fitting = _fitting(path, header)
    most = max((len(columns) for _, columns in fitting), default=0)
    return tuple(dict.fromkeys(name for name, columns in fitting if len(columns) == most))


def _fitting(path: Path, header: Header) -> list[tuple[str, frozenset[str]]]:
    return [
        (name, columns)
        for name, pattern, columns in _fingerprints()
        if columns <= {*header.columns}
        and (len(columns) >= _FEWEST_COLUMNS or fnmatchcase(path.name, pattern))
    ]


@cache
def _fingerprints() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Name of each shipped mapping, with the pattern and the columns of each of its files."""
    found = []
    for name in shipped_mappings():
        mapping = load_mapping(name)
        named = named_columns(mapping)
        found += [
            (name, file.pattern, frozenset(column.casefold() for column in named[file.name]))
            for file in mapping.files
            if named[file.name]
        ]
    return tuple(found)


def _closest(header: Header) -> str:
    """What to do with a file that nothing reads: the case file that its columns are nearest to."""
    shared = [
        (len({*file.column_names} & {*header.columns}), file)
        for file in CASE_FILES
        if {*file.required} <= {*header.columns}
    ]
    most, file = max(shared, key=lambda each: each[0], default=(0, CASE_FILES[0]))
    if 2 * most > len(header.columns):
        return f"Its columns are those of {file.name}.csv: give it that name."
    return "Write a mapping for it: docs/mappings.md."


def _device(path: Path) -> InspectedFile:
    """How a file from a telephone or a network would be read: not imported, screened."""
    kind = kind_of_file(path)
    if kind not in _DEVICE_KINDS:
        raise CaseError(
            f"{path.name}: a case file by its name only", hint="Give it the columns of one."
        )
    return InspectedFile(
        path.name,
        _DEVICE_KINDS[kind],
        advice="Hold it against orders with netgraph screen. As intelligence it is imported with "
        "--mapping phone_extract: state its report and --authority.",
    )

"""The header row of a case file: which table it is for, and which of its columns are kept."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from netgraph.errors import CaseError
from netgraph.sources.plain_text import PlainText
from netgraph.vocabulary import CASE_FILES, CaseFile

__all__ = [
    "DELIMITERS",
    "REJECTS_COLUMNS",
    "Header",
    "is_sensitive",
    "read_header",
    "rejects_name",
    "route",
]

# What a rejects file has before the original columns.
REJECTS_COLUMNS = ("file", "line", "reason", "table")

# Under what name a rejects file has an original column whose own name is taken there.
_REJECTS_NAMES = {"line": "address_line"}

# What may stand between columns, and how it is called.
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}

# Names of columns that case files and rejects files have.
_KNOWN = frozenset(REJECTS_COLUMNS) | {name for file in CASE_FILES for name in file.column_names}

# Longest header that is read.
_HEADER_BYTES = 1 << 20

# Words in a column's name that point to special category data (Data Protection Act 2018,
# section 35(8)) or to numbers that lead to it. SOURCE: [dpa-2018].
_SENSITIVE = re.compile(
    r"(?:^|[^a-z])(?:ethnic\w*|race|racial|religio\w*|faith|belief\w*|health|medical\w*|medicat\w*"
    r"|diagnos\w*|disab\w*|illness|mental|pregnan\w*|hiv|sexual\w*|sexuality|orientation|gender_?identity"
    r"|transgender|trans|nhs|nhs_?n\w*|nino|ni_?num\w*|national_?insurance\w*|politic\w*|trade_?union\w*"
    r"|biometric\w*|genetic\w*|dna|sde|ic_?code|self_?defined\w*|nationality|asylum)(?:$|[^a-z])"
)


@dataclass(frozen=True, slots=True)
class Header:
    """Columns of a file in its order, folded to small letters; ``lines`` before the first row.

    ``delimiter`` is what stands between them.
    """

    columns: tuple[str, ...]
    lines: int
    delimiter: str = ","


def is_sensitive(column: str) -> bool:
    """Whether a column's name points to ethnicity, religion, health, sexuality or the like."""
    return _SENSITIVE.search(re.sub(r"[^a-z0-9]+", "_", column.casefold())) is not None


def rejects_name(column: str) -> str:
    """Name of a contract column in a rejects file, where ``line`` says where the row stood."""
    return _REJECTS_NAMES.get(column, column)


def read_header(text: PlainText, name: str) -> Header:
    """The header row: the first line that is not blank.

    Raises:
        CaseError: There is none, it names a column twice, or it is not one line.
    """
    with text.path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
    stripped = head.lstrip(b"\n")
    line, _, _ = stripped.partition(b"\n")
    if not line.strip():
        raise CaseError(f"{name}: the file is empty", hint="A case file starts with a header row.")
    try:
        delimiter, columns = _split(line.decode())
    except (csv.Error, ValueError) as error:
        raise CaseError(
            f"{name}: the header row cannot be read as CSV",
            hint="The first row names the columns, on one line, separated by commas.",
        ) from error
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise CaseError(
            f"{name}: column {twice[0]} occurs twice in the header",
            hint="Rename or remove one of the two.",
        )
    named = tuple(column or f"column {place}" for place, column in enumerate(columns, start=1))
    return Header(named, len(head) - len(stripped) + 1, delimiter)


def _split(line: str) -> tuple[str, tuple[str, ...]]:
    """What separates the columns of a header row, and the columns.

    Of the usual marks it is the one that gives most of the names that case files have, then most
    columns; a comma if nothing tells.
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    for delimiter in DELIMITERS:
        try:
            [fields] = list(csv.reader([line], delimiter=delimiter, strict=True))
        except csv.Error:  # a quoted name, and then another mark than this one
            continue
        if delimiter == "," or not any('"' in field for field in fields):
            found.append((delimiter, tuple(field.strip().casefold() for field in fields)))
    if not found:
        raise csv.Error("no delimiter splits the line")
    return max(found, key=lambda each: (len(_KNOWN.intersection(each[1])), len(each[1])))


def route(path: Path, header: Header, name: str) -> CaseFile | None:
    """The case file that a file is, by its name; None for a rejects file, told by its header.

    Raises:
        CaseError: It is neither, or a required column is missing.
    """
    if set(REJECTS_COLUMNS) <= set(header.columns):
        return None
    stem = path.name.removesuffix(".gz").removesuffix(".csv")
    file = next((file for file in CASE_FILES if file.name == stem), None)
    if file is None:
        raise CaseError(
            f"{name}: not the name of a case file",
            hint="Case files are named reports.csv, people.csv and so on; give --mapping for files "
            "of another shape.",
        )
    missing = [column for column in file.required if column not in header.columns]
    if missing:
        raise CaseError(f"{name}: no column {', '.join(missing)} in the header", hint=_hint(file))
    return file


def _hint(file: CaseFile) -> str:
    """What to do about a header without what it must have."""
    return (
        f"Required in {file.name}.csv: {', '.join(file.required)}. For other shapes give --mapping."
    )

"""Mappings: TOML files that say how files of another shape become a case.

Here: the frozen values that a checked mapping is made of, and finding one by path or by name.
Not here: the checks (mapping_check.py) and the reading of data through it (mapped.py).
docs/mappings.md describes the file for those who write one.
"""

import hashlib
import tomllib
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from netgraph.errors import MappingError

__all__ = [
    "Cell",
    "Condition",
    "FileRules",
    "Join",
    "Mapping",
    "Placeholder",
    "Rule",
    "ValueTable",
    "load_mapping",
    "shipped_mappings",
]


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A ``{column}`` inside a template: the column whose value goes there."""

    column: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one contract column is filled with: a template, then a value table or a date format.

    ``parts`` are literal words and placeholders; if any placeholder is empty, so is the whole.
    ``table`` names a value table; ``format`` and ``timezone`` say how a date or time is written.
    ``path`` is the key in the TOML, for messages.
    """

    parts: tuple[str | Placeholder, ...]
    path: str
    table: str = ""
    format: str = ""
    timezone: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that the template names, in its order."""
        return tuple(part.column for part in self.parts if isinstance(part, Placeholder))

    @property
    def constant(self) -> str | None:
        """The text itself where the template names no column, else None."""
        if self.columns or self.table or self.format:
            return None
        return "".join(part for part in self.parts if isinstance(part, str))


@dataclass(frozen=True, slots=True)
class Condition:
    """Which rows a rule is for: those whose column holds, or does not hold, one of ``values``.

    Without values it asks whether the column is empty.
    """

    column: str
    values: tuple[str, ...]
    negated: bool
    path: str


@dataclass(frozen=True, slots=True)
class ValueTable:
    """Words of the file and the words of the vocabulary that they become.

    ``left_out`` are words whose rows are not taken, with the reason; ``otherwise`` is what any
    other word becomes (None: it stays as it is, and the import check judges it).
    """

    name: str
    values: tuple[tuple[str, str], ...]
    left_out: tuple[tuple[str, str], ...]
    otherwise: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """How one row of a file becomes one row of a contract table.

    ``cells`` are (contract column, cells): the first cell of several that is not empty counts.
    ``aggregate`` (``sum``, ``rows`` or empty) makes one row of all that differ in count and
    times only. ``undirected`` puts the two ends of a link in order of id.
    """

    name: str
    table: str
    cells: tuple[tuple[str, tuple[Cell, ...]], ...]
    where: tuple[Condition, ...]
    aggregate: str
    undirected: bool
    path: str

    @property
    def all_cells(self) -> tuple[Cell, ...]:
        """Every cell of the rule, in the order written."""
        return tuple(cell for _, cells in self.cells for cell in cells)


@dataclass(frozen=True, slots=True)
class Join:
    """Another file whose columns stand beside a row where the keys are equal.

    ``keys`` are (column here, column there); its columns are ``name.column`` in templates.
    """

    file: str
    name: str
    keys: tuple[tuple[str, str], ...]
    path: str


@dataclass(frozen=True, slots=True)
class FileRules:
    """One kind of file: how it is found and read, and what its rows become.

    ``left_out`` is the reason why the whole file is only counted; ``group`` adds files up in
    the import summary; ``encoding`` is empty where the file tells it; ``computed`` are cells that templates name like columns; ``not_stored``
    gives the reason for columns that are left behind on purpose.
    """

    name: str
    pattern: str
    optional: bool
    delimiter: str
    encoding: str
    quote: str
    left_out: str
    group: str
    not_stored: tuple[tuple[str, str], ...]
    computed: tuple[tuple[str, tuple[Cell, ...]], ...]
    joins: tuple[Join, ...]
    rules: tuple[Rule, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """A checked mapping.

    ``report`` are the columns of the report that links rest on where no column names one,
    empty if each rule names its own; ``origin`` is the TOML's file name, ``report_line`` the line
    there at which the report stands, ``sha256`` the hash of the text.
    """

    name: str
    version: str
    description: str
    notes: tuple[str, ...]
    report: tuple[tuple[str, str], ...]
    tables: tuple[ValueTable, ...]
    files: tuple[FileRules, ...]
    origin: str
    report_line: int = 1
    sha256: str = ""


# What a mapping that rests on another may say anew.
_OVERRIDABLE = frozenset(
    {"name", "description", "version", "based_on", "notes", "delimiter", "encoding", "quote"}
)


def shipped_mappings() -> tuple[str, ...]:
    """Names of the mappings that come with netgraph, in alphabetical order."""
    folder = resources.files("netgraph.sources") / "mappings"
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def load_mapping(name_or_path: str, report: tuple[tuple[str, str], ...] = ()) -> Mapping:
    """The mapping in that TOML file, or the shipped one of that name, checked.

    Args:
        name_or_path: Which mapping.
        report: Columns of the report that links rest on, in place of those in the mapping.

    Raises:
        MappingError: There is none, it is not TOML, or a key is wrong; the message names it.
    """
    from netgraph.sources.mapping_check import check_mapping

    text, origin = _read(name_or_path)
    document = _parse(text, origin)
    based_on = document.get("based_on")
    if based_on is not None:
        document = _merged(document, based_on, origin)
    if report:
        document = {**document, "report": dict(report)}
    return replace(
        check_mapping(document, origin),
        report_line=_line_of_report(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _read(name_or_path: str) -> tuple[str, str]:
    """Text of a mapping and the name of the file that it came from."""
    if name_or_path in shipped_mappings():
        file = resources.files("netgraph.sources") / "mappings" / f"{name_or_path}.toml"
        return file.read_text(encoding="utf-8"), f"{name_or_path}.toml"
    path = Path(name_or_path)
    if not path.is_file():
        raise MappingError(
            f"no mapping {name_or_path}: neither a file nor a shipped mapping",
            hint=f"Give a TOML file, or one of: {', '.join(shipped_mappings())}.",
        )
    try:
        return path.read_text(encoding="utf-8-sig"), path.name
    except UnicodeDecodeError as error:
        raise MappingError(f"{path.name}: not UTF-8", hint="Save the mapping as UTF-8.") from error
    except OSError as error:
        raise MappingError(
            f"{path.name}: cannot be read: {error.strerror}",
            hint="Check the path and the rights on the file.",
        ) from error


def _parse(text: str, origin: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise MappingError(
            f"{origin}: not TOML: {error}", hint="docs/mappings.md shows the shape of a mapping."
        ) from error


def _merged(document: dict[str, Any], based_on: object, origin: str) -> dict[str, Any]:
    """A mapping over the one that it rests on: its report and settings replace, the rest stays."""
    if not isinstance(based_on, str) or based_on not in shipped_mappings():
        raise MappingError(
            f"{origin}: based_on: no shipped mapping of that name",
            hint=f"Allowed: {', '.join(shipped_mappings())}.",
        )
    for key in document:
        if key not in _OVERRIDABLE and key != "report":
            raise MappingError(
                f"{origin}: {key}: cannot be changed in a mapping that is based on another",
                hint=f"Allowed: {', '.join(sorted(_OVERRIDABLE | {'report'}))}.",
            )
    base_text, base_origin = _read(based_on)
    base = _parse(base_text, base_origin)
    report = document.get("report", {})
    if isinstance(report, dict):
        document = {**document, "report": {**base.get("report", {}), **report}}
    return {**base, **{key: value for key, value in document.items() if key != "based_on"}}


def _line_of_report(text: str) -> int:
    """Line at which ``[report]`` stands in a mapping; 1 if it does not."""
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if line.strip() == "[report]"), 1)

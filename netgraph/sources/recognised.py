"""Which shipped mapping a file is for, told by what it is and by its header."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from netgraph.errors import CaseError
from netgraph.vocabulary import CASE_FILES

__all__ = ["is_named_like_case_file", "recognised_mapping"]

_CASE_NAMES = frozenset(file.name for file in CASE_FILES)
_XML = (".anx", ".xml")

# What no header tells of.
_UNKNOWN = "?"


def is_named_like_case_file(path: Path) -> bool:
    """Whether a file has the name of a case file, as CSV, packed CSV or workbook."""
    stem = path.name.removesuffix(".gz")
    ending = next((each for each in (".csv", ".xlsx") if stem.endswith(each)), "")
    return bool(ending) and stem.removesuffix(ending) in _CASE_NAMES


def recognised_mapping(paths: Sequence[Path]) -> str:
    """Name of the shipped mapping for which all of those files are; empty where there is none."""
    found = {_mapping_of(path) for path in paths}
    return found.pop() if len(found) == 1 else ""


def _mapping_of(path: Path) -> str:
    from netgraph.sources.devices import OF_DEVICES, kind_of_file
    from netgraph.sources.i2_chart import is_i2_chart

    if path.suffix.casefold() in _XML and is_i2_chart(path):
        return "i2"
    try:
        by_header = _by_header(path)
        if by_header != _UNKNOWN:
            return by_header
        return "phone_extract" if kind_of_file(path) in OF_DEVICES else ""
    except CaseError:
        return ""


def _by_header(path: Path) -> str:
    """The shipped mapping whose columns a table has; empty for rejected rows, which need none."""
    from netgraph.sources.headers import read_header, route
    from netgraph.sources.inspected import fitting_mappings
    from netgraph.sources.plain_text import plain_text

    if not path.name.removesuffix(".gz").endswith((".csv", ".tsv", ".txt")):
        return _UNKNOWN
    with tempfile.TemporaryDirectory(prefix="netgraph-") as scratch:
        text = plain_text(path, path.name, Path(scratch))
        try:
            header = read_header(text, path.name)
        except CaseError:
            return _UNKNOWN
        try:
            route(path, header, path.name)
        except CaseError:
            names = fitting_mappings(path, header)
            return names[0] if len(names) == 1 else _UNKNOWN
        return ""

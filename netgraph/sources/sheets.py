"""Cells of a spreadsheet (XLSX) as text, row by row: nothing is worked out, no macro is looked at."""

import re
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO

from netgraph.errors import CaseError
from netgraph.sources.plain_xml import UNPACKING, Closed, Opened, Texts, read_xml

__all__ = ["sheet_names", "sheet_rows"]

# A part of a workbook unpacks to at most so many bytes, and so many times its packed size.
# SOURCE: [decision-0009].
_LARGEST_PART = 128 << 20
_MOST_UNPACKED = 200

_MOST_FIGURES = 9

_LETTERS = re.compile(r"[A-Z]+")


def sheet_names(path: Path, name: str) -> tuple[str, ...]:
    """Names of the sheets of a workbook, in its order.

    Raises:
        CaseError: The file is no workbook.
    """
    names: list[str] = []

    def opened(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            names.append(attributes.get("name", ""))

    _read(path, name, "xl/workbook.xml", (opened, _nothing, _nothing))
    return tuple(names)


def sheet_rows(path: Path, name: str, sheet: str) -> Iterator[tuple[int, dict[int, str]]]:
    """Number of each row of one sheet, and the text of its filled cells by column (A is 0).

    Raises:
        CaseError: The file is no workbook, has no such sheet, or unpacks to far too much.
    """
    names = sheet_names(path, name)
    if sheet not in names:
        raise CaseError(f"{name}: no sheet {sheet}", hint="Export the contacts sheet too.")
    shared = _shared_texts(path, name)
    rows: list[tuple[int, dict[int, str]]] = []
    state: dict[str, str] = {"cell": "", "type": "", "text": "", "in": ""}

    def opened(tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            rows.append((_whole(attributes.get("r", "")) or len(rows) + 1, {}))
        elif tag == "c":
            state.update(cell=attributes.get("r", ""), type=attributes.get("t", ""), text="")
        elif tag in ("v", "t"):
            state["in"] = tag

    def closed(tag: str) -> None:
        if tag in ("v", "t"):
            state["in"] = ""
        elif tag == "c" and rows and state["text"]:
            text = state["text"]
            number = _whole(text)
            if state["type"] == "s" and number is not None and number < len(shared):
                text = shared[number]
            rows[-1][1][_column(state["cell"])] = text

    def text(piece: str) -> None:
        if state["in"]:
            state["text"] += piece

    _read(path, name, f"xl/worksheets/sheet{names.index(sheet) + 1}.xml", (opened, closed, text))
    yield from rows


def _shared_texts(path: Path, name: str) -> list[str]:
    """Texts that cells name by number; none in workbooks that keep each text in its cell."""
    texts: list[str] = []
    inside = [False]

    def opened(tag: str, _attributes: dict[str, str]) -> None:
        if tag == "si":
            texts.append("")
        inside[0] = tag == "t"

    def text(piece: str) -> None:
        if inside[0] and texts:
            texts[-1] += piece

    with zipfile.ZipFile(path) as book:
        if "xl/sharedStrings.xml" not in book.namelist():
            return texts
    closed = partial(inside.__setitem__, 0, False)
    _read(path, name, "xl/sharedStrings.xml", (opened, lambda _tag: closed(), text))
    return texts


def _read(path: Path, name: str, part: str, handlers: tuple[Opened, Closed, Texts]) -> None:
    """Read one part of the packed file as XML."""
    try:
        with _part(path, name, part) as file:
            read_xml(file, name, *handlers)
    except (*UNPACKING, ValueError) as error:
        raise CaseError(f"{name}: the workbook is damaged", hint="Export it again.") from error


def _whole(text: str) -> int | None:
    """A whole number of few figures; None for anything else."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_FIGURES else None


def _part(path: Path, name: str, part: str) -> IO[bytes]:
    """One part of the packed file, opened; refused where it unpacks to far too much."""
    try:
        book = zipfile.ZipFile(path)
        info = book.getinfo(part)
    except (*UNPACKING, KeyError) as error:
        raise CaseError(f"{name}: not a workbook", hint="Give an XLSX file.") from error
    too_much = info.file_size > _MOST_UNPACKED * max(info.compress_size, 1)
    if info.file_size > _LARGEST_PART or (too_much and info.file_size > 1 << 20):
        raise CaseError(
            f"{name}: {part} unpacks to far more than a workbook holds", hint="Export it again."
        )
    return book.open(info)


def _column(cell: str) -> int:
    """Place of a cell in its row: A is 0, AB is 27."""
    found = _LETTERS.match(cell)
    place = 0
    for letter in found.group(0) if found else "A":
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _nothing(*_: object) -> None:
    """What is not of interest."""

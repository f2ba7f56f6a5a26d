"""Cells of a spreadsheet (XLSX) as text, row by row: nothing is worked out, no macro is looked at."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from netgraph.errors import CaseError
from netgraph.sources.plain_xml import read_xml

__all__ = ["sheet_names", "sheet_rows"]

# A part of a workbook unpacks to at most so many bytes, and so many times its packed size.
# SOURCE: [decision-0009].
_LARGEST_PART = 512 << 20
_MOST_UNPACKED = 200

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

    with _part(path, name, "xl/workbook.xml") as file:
        read_xml(file, name, opened, _nothing, _nothing)
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
            rows.append((int(attributes.get("r", len(rows) + 1)), {}))
        elif tag == "c":
            state.update(cell=attributes.get("r", ""), type=attributes.get("t", ""), text="")
        elif tag in ("v", "t"):
            state["in"] = tag

    def closed(tag: str) -> None:
        if tag in ("v", "t"):
            state["in"] = ""
        elif tag == "c" and rows and state["text"]:
            text = state["text"]
            if state["type"] == "s" and text.isdecimal() and int(text) < len(shared):
                text = shared[int(text)]
            rows[-1][1][_column(state["cell"])] = text

    def text(piece: str) -> None:
        if state["in"]:
            state["text"] += piece

    with _part(path, name, f"xl/worksheets/sheet{names.index(sheet) + 1}.xml") as file:
        read_xml(file, name, opened, closed, text)
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
    with _part(path, name, "xl/sharedStrings.xml") as file:
        read_xml(file, name, opened, lambda _tag: inside.__setitem__(0, False), text)
    return texts


def _part(path: Path, name: str, part: str) -> IO[bytes]:
    """One part of the packed file, opened; refused where it unpacks to far too much."""
    try:
        book = zipfile.ZipFile(path)
        info = book.getinfo(part)
    except (zipfile.BadZipFile, KeyError, OSError) as error:
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

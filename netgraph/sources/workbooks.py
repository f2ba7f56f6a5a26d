"""Workbooks (XLSX) of case files: each sheet with the name of one becomes a plain CSV file.

A cell is the text that was typed: days and times as ISO 8601, whole numbers without a point. A
number that the workbook itself has rounded shows as ``1.2E+17`` and is rejected where digits count.
Nothing is worked out: a formula is the value that was saved with it.
"""

import csv
import datetime as dt
import hashlib
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.errors import CaseError
from netgraph.vocabulary import CASE_FILES

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["LINE_FEED", "Sheet", "is_workbook", "read_sheets", "write_every_sheet"]

# Stands for a line feed within a cell, so that row and line have the same number.
LINE_FEED = "\u2028"

# A workbook unpacks to at most so many bytes, and so many times its size. SOURCE: [decision-0009].
_MOST_BYTES = 4 << 30
_MOST_UNPACKED = 200
_ALWAYS_ALLOWED = 1 << 24

# Rows of a sheet, and columns that are read. SOURCE: [decision-0009].
_MOST_ROWS = 1 << 20
_MOST_COLUMNS = 500

# Whole numbers up to this are exact in a workbook.
_EXACT = 2**53

_NAMES = frozenset(file.name for file in CASE_FILES)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as a CSV file: where it lies, its name for people, the hash of the workbook."""

    path: Path
    name: str
    sha256: str


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook by its name."""
    return path.suffix.casefold() == ".xlsx"


def read_sheets(path: Path, name: str, folder: Path) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Write the sheets that are case files as CSV into a folder, in the contract's order.

    A workbook with the name of a case file and one sheet is that case file.

    Returns:
        The sheets, and a note on each that was passed over.

    Raises:
        CaseError: It is no workbook, or has no sheet with the name of a case file.
    """
    book = _opened(path, name)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    try:
        tables = _tables(path, book.sheetnames)
        if not tables:
            raise CaseError(
                f"{name}: no sheet has the name of a case file",
                hint="Name the sheets people, links and so on; or save each as CSV.",
            )
        sheets = []
        for table, title in tables:
            target = folder / f"{table}.csv"
            _write(book[title], target, name)
            sheets.append(Sheet(target, f"{name} {title}", sha256))
    finally:
        book.close()
    taken = {title for _, title in tables}
    notes = (
        f"{name}: sheet {title} is not a case file, passed over"
        for title in book.sheetnames
        if title not in taken
    )
    return tuple(sheets), tuple(notes)


def write_every_sheet(path: Path, name: str, folder: Path) -> tuple[tuple[Path, str], ...]:
    """Write every sheet as CSV under its title, for a mapping; gives path and title of each.

    Raises:
        CaseError: It is no workbook, or is damaged.
    """
    book = _opened(path, name)
    try:
        written = []
        for number, title in enumerate(book.sheetnames, start=1):
            plain = "".join(c if c.isalnum() or c in " -_" else "_" for c in title).strip()
            target = folder / str(number) / f"{plain or number}.csv"
            target.parent.mkdir()
            _write(book[title], target, name)
            if target.stat().st_size:
                written.append((target, title))
        return tuple(written)
    finally:
        book.close()


def _opened(path: Path, name: str) -> "Workbook":
    """A workbook, looked at before it is read."""
    _look_at(path, name)
    import openpyxl

    try:
        return openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl lets whatever its parsers raise through
        raise _damaged(name) from error


def _look_at(path: Path, name: str) -> None:
    """Refuse what is no workbook, or unpacks to far too much, before it is read."""
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except FileNotFoundError as error:
        raise CaseError(f"{name}: no such file", hint="Check the path.") from error
    except (zipfile.BadZipFile, OSError) as error:
        raise _damaged(name) from error
    packed_size = max(path.stat().st_size, 1)
    if unpacked > _ALWAYS_ALLOWED and (
        unpacked > _MOST_BYTES or unpacked > _MOST_UNPACKED * packed_size
    ):
        raise CaseError(
            f"{name}: unpacks to far more than a workbook holds", hint="Save each sheet as CSV."
        )


def _damaged(name: str) -> CaseError:
    return CaseError(
        f"{name}: the workbook is damaged, or not an XLSX file", hint="Save it again, or as CSV."
    )


def _tables(path: Path, titles: Sequence[str]) -> list[tuple[str, str]]:
    """Case file and title of each sheet that is one, in the contract's order."""
    named = {title.strip().casefold(): title for title in titles}
    found = [(file.name, named[file.name]) for file in CASE_FILES if file.name in named]
    if not found and len(titles) == 1 and path.stem in _NAMES:
        return [(path.stem, titles[0])]
    return found


def _write(sheet: object, target: Path, name: str) -> None:
    """Write one sheet as CSV, each of its rows on the line of the same number."""
    width = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for cells in _rows(sheet, name):
            filled = max((place for place, cell in enumerate(cells, start=1) if cell), default=0)
            width = width or filled
            if filled:
                row = cells[: max(filled, width)]
                writer.writerow(row + [""] * (width - len(row)))
            else:
                file.write("\n")


def _rows(sheet: object, name: str) -> Iterator[list[str]]:
    """The rows of a sheet as texts, from its first on, empty ones too."""
    try:
        sheet.reset_dimensions()  # type: ignore[attr-defined]  # what a file says of its size may be wrong
        for row, cells in enumerate(sheet.iter_rows(values_only=True)):  # type: ignore[attr-defined]
            _refuse_size(row, len(cells))
            yield [_text(cell) for cell in cells]
    except Exception as error:  # openpyxl lets whatever its parsers raise through
        raise _damaged(name) from error


def _refuse_size(row: int, columns: int) -> None:
    """Refuse a row that no workbook has, or far more columns than any case file."""
    if row >= _MOST_ROWS or columns > _MOST_COLUMNS:
        raise ValueError(row, columns)


def _text(cell: object) -> str:
    """What was typed into a cell, as text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) <= _EXACT:
        return str(int(cell))
    if isinstance(cell, int | float) and abs(cell) > _EXACT:
        return f"{cell:.15E}"
    if isinstance(cell, dt.datetime):
        return (
            cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat("T", "seconds")
        )
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").replace("\n", LINE_FEED)

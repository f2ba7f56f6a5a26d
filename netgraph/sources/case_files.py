"""Case files: the folders and files that were given become raw tables, one for each file."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.errors import CaseError
from netgraph.sources.broken_rows import BrokenRow, CsvFile
from netgraph.sources.csv_rows import count_filled, literal, quoted, read_rows
from netgraph.sources.headers import (
    DELIMITERS,
    REJECTS_COLUMNS,
    Header,
    is_sensitive,
    read_header,
    rejects_name,
    route,
)
from netgraph.sources.plain_text import ENCODINGS, PlainText, plain_text
from netgraph.sources.raw import SCRATCH, RawSources, RawTable
from netgraph.sources.workbooks import LINE_FEED, Sheet, is_workbook, read_sheets
from netgraph.vocabulary import CASE_FILES, CaseFile

if TYPE_CHECKING:
    import duckdb

__all__ = ["open_case_files"]

_NAMES = frozenset(file.name for file in CASE_FILES)

_NotStored = tuple[tuple[str, str, int, str], ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """What one file gave."""

    tables: tuple[RawTable, ...]
    sha256: str
    not_stored: _NotStored
    note: str


def open_case_files(
    paths: Sequence[Path],
    con: "duckdb.DuckDBPyConnection",
    progress: Callable[[int, int, str], None],
) -> RawSources:
    """Read all case files and rejects files under those paths.

    In a folder only files with the name of a case file are read, in the contract's order; the
    others are named in a note. A file that is given by itself must be a case file by its name,
    or a rejects file by its header.

    Raises:
        CaseError: A file cannot be read, or a folder holds no case file.
    """
    found, notes = _find(paths)
    tables: list[RawTable] = []
    files: list[tuple[str, str]] = []
    not_stored: list[tuple[str, str, int, str]] = []
    with tempfile.TemporaryDirectory(prefix="netgraph-") as scratch:
        inputs = _inputs(found, _names(found), Path(scratch), notes)
        for number, each in enumerate(inputs, start=1):
            progress(number - 1, len(inputs), each.name)
            read = _read(con, each, number, Path(scratch))
            tables += read.tables
            files.append((each.name, each.sha256 or read.sha256))
            not_stored += read.not_stored
            notes += [read.note] if read.note else []
    progress(len(inputs), len(inputs), "read")
    return RawSources(tuple(tables), tuple(files), tuple(not_stored), tuple(notes))


def _inputs(
    found: Sequence[Path], names: Sequence[str], scratch: Path, notes: list[str]
) -> list[Sheet]:
    """The CSV files to read: those that were found, and the sheets of workbooks."""
    inputs: list[Sheet] = []
    for number, (path, name) in enumerate(zip(found, names, strict=True), start=1):
        if not is_workbook(path):
            inputs.append(Sheet(path, name, ""))
            continue
        folder = scratch / f"sheets-{number}"
        folder.mkdir()
        sheets, passed_over = read_sheets(path, name, folder)
        inputs += sheets
        notes += passed_over
    return inputs


def _find(paths: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """Files to read, each once, and notes on those that are passed over."""
    found: list[Path] = []
    notes: list[str] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(each for each in path.iterdir() if each.is_file())
        case = [each for each in inside if _stem(each) in _NAMES]
        if not case:
            raise CaseError(
                f"{path}: no case files in this folder",
                hint="Case files are named reports.csv, people.csv, links.csv and so on.",
            )
        found += sorted(
            case, key=lambda each: [file.name for file in CASE_FILES].index(_stem(each))
        )
        notes += [
            f"{each.name}: not a case file, passed over"
            for each in inside
            if each not in case and each.name.endswith((".csv", ".csv.gz", ".xlsx"))
        ]
    return list(dict.fromkeys(found)), notes


def _stem(path: Path) -> str:
    """Name without ``.csv``, ``.csv.gz`` or ``.xlsx``; empty if it has none of them."""
    if is_workbook(path):
        return path.stem
    name = path.name.removesuffix(".gz")
    return name.removesuffix(".csv") if name.endswith(".csv") else ""


def _names(found: Sequence[Path]) -> list[str]:
    """Name of each file for people: with its folder where two files would be named alike."""
    plain = [path.name for path in found]
    longer = [f"{path.absolute().parent.name}/{path.name}" for path in found]
    names = [
        long if plain.count(short) > 1 else short for short, long in zip(plain, longer, strict=True)
    ]
    return [
        str(path) if names.count(name) > 1 else name
        for path, name in zip(found, names, strict=True)
    ]


def _read(con: "duckdb.DuckDBPyConnection", given: Sheet, number: int, scratch: Path) -> _Read:
    """Read one file into raw tables."""
    path, name = given.path, given.name
    text = plain_text(path, name, scratch)
    header = read_header(text, name)
    table = route(path, header, name)
    file = CsvFile(text, header, name, number, str(number))
    if table is not None:
        known = set(table.column_names)
    else:
        known = {rejects_name(column) for each in CASE_FILES for column in each.column_names}
        known |= {*REJECTS_COLUMNS}
    keep = tuple(column for column in header.columns if column in known)
    relation, broken = read_rows(con, file, keep)
    outside = tuple(column for column in header.columns if column not in known)
    counts = count_filled(con, file, outside)
    not_stored = tuple(
        (name, column, count, "sensitive" if is_sensitive(column) else "not in the contract")
        for column, count in zip(outside, counts, strict=True)
    )
    _keep_broken(con, file, keep, broken)
    tables = (table,) if table is not None else _tables_of(con, file, relation)
    return _Read(
        tuple(
            _raw_table(con, file, each, relation, keep, by_table=table is None) for each in tables
        ),
        text.sha256,
        not_stored,
        _note(text, header, name),
    )


def _note(text: PlainText, header: Header, name: str) -> str:
    """How a file was read that is not UTF-8 with commas; empty for one that is."""
    ways = []
    if text.encoding in ENCODINGS:
        ways.append(f"as {ENCODINGS[text.encoding]}")
    if header.delimiter != ",":
        ways.append(f"with {DELIMITERS[header.delimiter]} between the columns")
    return f"{name}: read {' '.join(ways)}" if ways else ""


def _keep_broken(
    con: "duckdb.DuckDBPyConnection",
    file: CsvFile,
    keep: tuple[str, ...],
    broken: tuple[BrokenRow, ...],
) -> None:
    """Put the broken rows beside the others, their fields under the header's columns."""
    columns = ", ".join(f"{quoted(column)} VARCHAR" for column in keep)
    table = f"{SCRATCH}.broken_{file.number}"
    con.execute(f"CREATE TABLE {table} ({columns}, _line BIGINT, _reason VARCHAR)")
    if not broken:
        return
    places = [file.header.columns.index(column) for column in keep]
    con.executemany(
        f"INSERT INTO {table} VALUES ({', '.join('?' * (len(keep) + 2))})",
        [
            [
                *(
                    (row.fields[place] or None) if place < len(row.fields) else None
                    for place in places
                ),
                row.line,
                row.reason,
            ]
            for row in broken
        ],
    )


def _tables_of(
    con: "duckdb.DuckDBPyConnection", file: CsvFile, relation: str
) -> tuple[CaseFile, ...]:
    """The tables that the rows of a rejects file say they are for."""
    found = con.execute(
        f'SELECT "table", min(_line) FROM (SELECT "table", _line FROM {relation} UNION ALL '
        f'SELECT "table", _line FROM {SCRATCH}.broken_{file.number}) GROUP BY ALL ORDER BY 2'
    ).fetchall()
    for table, line in found:
        if table not in _NAMES:
            raise CaseError(
                f"{file.name} line {line}: column table does not name a case file",
                hint="One of: " + ", ".join(each.name for each in CASE_FILES),
            )
    named = {table for table, _ in found}
    return tuple(each for each in CASE_FILES if each.name in named)


def _raw_table(
    con: "duckdb.DuckDBPyConnection",
    file: CsvFile,
    table: CaseFile,
    relation: str,
    keep: tuple[str, ...],
    *,
    by_table: bool,
) -> RawTable:
    """A view of the shape that raw.py fixes, over the rows of one file for one table."""
    view = f"{SCRATCH}.raw_{table.name}_{file.number}"
    from_sheet = file.text.path.parent.name.startswith("sheets-")
    columns = ", ".join(
        f"{_cell(there, from_sheet=from_sheet) if there in keep else 'NULL::VARCHAR'} "
        f"AS {quoted(column)}"
        for column in table.column_names
        for there in [rejects_name(column) if by_table else column]
    )
    where = f'WHERE "table" = {literal(table.name)}' if by_table else ""
    con.execute(
        f"CREATE VIEW {view} AS SELECT {columns}, {literal(file.name)} AS _file, _line, "
        f"NULL::VARCHAR AS _reason, _row FROM {relation} {where} UNION ALL "
        f"SELECT {columns}, {literal(file.name)} AS _file, _line, _reason, "
        f"-1 - rowid AS _row FROM {SCRATCH}.broken_{file.number} {where}"
    )
    return RawTable(table.name, view)


def _cell(column: str, *, from_sheet: bool) -> str:
    """SQL: a cell as it came; line feeds within the cells of a sheet are put back."""
    name = quoted(column)
    return f"replace({name}, {literal(LINE_FEED)}, chr(10))" if from_sheet else name

"""Rows that cannot be split into the header's fields: where they stand, and what they hold.

Few in any file that is worth reading, so they are looked at one by one; a file with many is
refused.
"""

import csv
import mmap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netgraph.errors import CaseError
from netgraph.sources.headers import Header
from netgraph.sources.plain_text import PlainText

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "LONGEST_ROW_BYTES",
    "BrokenRow",
    "CsvFile",
    "blank_lines",
    "broken_rows",
    "forget_broken",
    "has_over_long",
]

# With more broken rows than this, a file is not what its header says. SOURCE: [decision-0009].
_MOST_BROKEN = 10_000

# The longest row that is read; a file with a longer one is refused. SOURCE: [decision-0009].
LONGEST_ROW_BYTES = 64 << 20

_OVER_LONG = "LINE SIZE OVER MAXIMUM"
_TOO_FEW = "MISSING COLUMNS"
_TOO_MANY = "TOO MANY COLUMNS"


@dataclass(frozen=True, slots=True)
class CsvFile:
    """One plain CSV file about to be read: its text, header, name for messages and number.

    ``key`` sets apart the tables in which DuckDB keeps what it could not read. ``delimiter`` is
    the header's unless a mapping says another; ``quote`` (one character, or empty for none) is
    other than the contract's only through a mapping.
    """

    text: PlainText
    header: Header
    name: str
    number: int
    key: str
    delimiter: str = ""
    quote: str = '"'

    @property
    def separator(self) -> str:
        """What stands between the fields of a row."""
        return self.delimiter or self.header.delimiter


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that cannot be split as the header says: its first line, how many, why, its fields."""

    line: int
    lines: int
    reason: str
    fields: tuple[str, ...]


def broken_rows(con: "duckdb.DuckDBPyConnection", file: CsvFile) -> tuple[BrokenRow, ...]:
    """The rows that DuckDB put aside when it last read that file, in order.

    Of what DuckDB notes about such a row only the place of the first error is dependable, and
    that the row does not start before what it gives as its start; where the row really starts and
    ends is told from the file.
    """
    table = f"netgraph_rejects_{file.key}"
    found = []
    if con.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None:
        found = con.execute(
            "SELECT min(byte_position) - 1, min(line_byte_position) - 1, "
            "arg_min(error_type, byte_position) "
            f"FROM {table} GROUP BY line ORDER BY 1 LIMIT {_MOST_BROKEN + 1}"
        ).fetchall()
    forget_broken(con, file)
    if not found:
        return ()
    if len(found) > _MOST_BROKEN:
        raise CaseError(
            f"{file.name}: more than {_MOST_BROKEN} rows do not have the header's "
            f"{len(file.header.columns)} fields",
            hint="Is the file comma-separated, and quoted where a field holds a comma?",
        )
    rows: list[BrokenRow] = []
    line, position = 1, 0
    with (
        file.text.path.open("rb") as opened,
        mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        for place, earliest, error in found:
            start = _start(content, place, max(earliest, position))
            line += content[position:start].count(b"\n")
            position = start
            body = content[start : _end(content, place, error)].decode(errors="replace")
            rows.append(_broken(file, line, error, body))
    return tuple(rows)


def has_over_long(con: "duckdb.DuckDBPyConnection", file: CsvFile) -> bool:
    """Whether a row was longer than DuckDB was told to read."""
    longest = con.execute(
        f"SELECT 1 FROM netgraph_rejects_{file.key} WHERE error_type = '{_OVER_LONG}' LIMIT 1"
    ).fetchone()
    return longest is not None


def forget_broken(con: "duckdb.DuckDBPyConnection", file: CsvFile) -> None:
    """Drop what DuckDB noted about the rows that it could not read."""
    con.execute(
        f"DROP TABLE IF EXISTS netgraph_rejects_{file.key}; "
        f"DROP TABLE IF EXISTS netgraph_scans_{file.key}"
    )


def _start(content: "mmap.mmap", place: int, earliest: int) -> int:
    """Where the row around that place starts: after the last line end outside quotes before it."""
    line_end = content.rfind(b"\n", earliest, place)
    while line_end >= 0 and content[line_end + 1 : place].count(b'"') % 2:
        line_end = content.rfind(b"\n", earliest, line_end)
    start = line_end + 1 if line_end >= 0 else earliest
    while content[start : start + 1] == b"\n":
        start += 1
    return start


def _end(content: "mmap.mmap", place: int, error: str) -> int:
    """Where the row ends: at the next line end, outside quotes unless these are the fault."""
    line_end = content.find(b"\n", place)
    while error == _TOO_MANY and line_end >= 0 and content[place:line_end].count(b'"') % 2:
        line_end = content.find(b"\n", line_end + 1)
    return line_end if line_end >= 0 else len(content)


def _broken(file: CsvFile, line: int, error: str, body: str) -> BrokenRow:
    """One broken row, with its fields as far as they can be told."""
    if error == _OVER_LONG:
        raise CaseError(
            f"{file.name} line {line}: the row is too long to read",
            hint="Is a quotation mark opened there and not closed?",
        )
    reader = csv.reader([body], delimiter=file.separator, quotechar=file.quote or "\0")
    try:
        fields = tuple(next(reader, []))
    except csv.Error as error_there:
        raise CaseError(
            f"{file.name}: the rows cannot be told apart, from line {line} on",
            hint="Check that every quotation mark that opens a field is closed.",
        ) from error_there
    reason = "a quotation mark is not closed, or text follows a closed one"
    if error in {_TOO_FEW, _TOO_MANY}:
        reason = f"{len(fields)} fields where the header has {len(file.header.columns)}"
    return BrokenRow(line, 1 + body.count("\n"), reason, fields)


def blank_lines(file: CsvFile) -> tuple[int, ...]:
    """Lines that hold nothing and stand outside quotation marks."""
    import numpy as np

    content = np.fromfile(file.text.path, dtype=np.uint8)
    ends = np.flatnonzero(content == ord("\n"))
    starts = np.concatenate(([0], ends[:-1] + 1)) if len(ends) else ends
    blank = starts == ends
    if file.text.has_quotes:
        quotes = np.flatnonzero(content == ord('"'))
        blank &= np.searchsorted(quotes, ends) % 2 == 0
    return tuple(int(place) + 1 for place in np.flatnonzero(blank))

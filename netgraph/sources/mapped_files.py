"""The files that a mapping names: which they are, and their columns as one relation a kind.

Text is trimmed, and an empty cell is NULL. Rows that cannot be split into the header's fields
stay in the relation with their reason and nothing else.
"""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.errors import CaseError, MappingError
from netgraph.sources.broken_rows import CsvFile
from netgraph.sources.csv_rows import count_filled, literal, quoted, read_rows
from netgraph.sources.headers import Header, is_sensitive
from netgraph.sources.mapped_columns import NamedColumns, check_columns
from netgraph.sources.mapping import FileRules, Mapping
from netgraph.sources.plain_text import PlainText, plain_text
from netgraph.sources.raw import SCRATCH
from netgraph.sources.tabled import Tabled

if TYPE_CHECKING:
    import duckdb

__all__ = ["FoundFile", "ReadFile", "find_files", "given_files", "read_files"]

# Longest header that is read.
_HEADER_BYTES = 1 << 20

_RESERVED = frozenset({"_file", "_line", "_reason", "_breaks", "_row"})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file on the disk that one kind of file of the mapping is for; ``number`` sets it apart.

    ``sha256`` is of what a table was made from; empty for a file that is a table itself.
    """

    rules: FileRules
    path: Path
    name: str
    number: int
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What was seen of a file that was read: its hash, and its columns that are not stored."""

    name: str
    sha256: str
    not_stored: tuple[tuple[str, str, int, str], ...]


def given_files(paths: Sequence[Path]) -> tuple[tuple[tuple[Path, str], ...], frozenset[str]]:
    """Every file under those paths with its name for people, and names of those given themselves.

    Raises:
        CaseError: A path does not exist.
    """
    inside: list[Path] = []
    for path in paths:
        if not path.exists():
            raise CaseError(f"{path}: no such file or folder", hint="Check the path.")
        inside += (
            sorted(each for each in path.iterdir() if each.is_file()) if path.is_dir() else [path]
        )
    inside = list(dict.fromkeys(inside))
    names = _names(inside)
    themselves = frozenset(names[path] for path in paths if not path.is_dir())
    return tuple((path, names[path]) for path in inside), themselves


def find_files(
    tables: Sequence[Tabled], themselves: frozenset[str], mapping: Mapping
) -> tuple[tuple[FoundFile, ...], tuple[str, ...]]:
    """Files that the mapping names, in its order, and notes on all others.

    A file that is given by itself to a mapping of one kind of file need not fit its pattern.

    Args:
        tables: What was given, as tables.
        themselves: Names of the files that were given themselves, not within a folder.
        mapping: Which files are read, and how.

    Raises:
        MappingError: A file that the mapping requires is not there.
    """
    given = themselves if len(mapping.files) == 1 else frozenset()
    found: list[FoundFile] = []
    for rules in mapping.files:
        fitting = [each for each in tables if each.name in given or _fits(each.path, rules.pattern)]
        if not fitting and not rules.optional:
            raise MappingError(
                f"{mapping.origin}: {rules.path}.pattern: no file {rules.pattern} under what was given",
                hint=f"{mapping.description}. Or say optional = true in a mapping of your own.",
            )
        found += [
            FoundFile(rules, each.path, each.name, number, each.sha256)
            for number, each in enumerate(fitting, start=len(found) + 1)
        ]
    used = {each.path for each in found}
    notes = tuple(
        f"{each.name}: the mapping {mapping.name} does not name it, passed over"
        for each in tables
        if each.path not in used and each.path.name.removesuffix(".gz").endswith(".csv")
    )
    return tuple(found), notes


def _fits(path: Path, pattern: str) -> bool:
    """Whether a file's name fits, packed or not."""
    return fnmatchcase(path.name, pattern) or fnmatchcase(path.name.removesuffix(".gz"), pattern)


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """Name of each file for people: with its folder where two files would be named alike."""
    plain = [path.name for path in paths]
    return {
        path: path.name
        if plain.count(path.name) == 1
        else f"{path.absolute().parent.name}/{path.name}"
        for path in paths
    }


def read_files(
    con: "duckdb.DuckDBPyConnection",
    found: Sequence[FoundFile],
    mapping: Mapping,
    named: NamedColumns,
    scratch: Path,
) -> tuple[str, tuple[ReadFile, ...]]:
    """Read all files of one kind into one relation of the columns that the mapping names.

    Returns:
        Name of the relation (the named columns, ``_file``, ``_line``, ``_reason``), and what was
        seen of each file.
    """
    rules = found[0].rules
    columns = tuple(named[rules.name])
    parts, read = [], []
    for each in found:
        part, seen = _read_file(con, each, mapping, named[rules.name], scratch)
        parts.append(part)
        read.append(seen)
    relation = f"{SCRATCH}.{quoted(f'mapped {rules.name}')}"
    names = ", ".join([*map(quoted, columns), "_file", "_line", "_reason"])
    every = " UNION ALL ".join(f"SELECT {names} FROM ({part})" for part in parts)
    con.execute(f"CREATE TABLE {relation} AS {every}")
    return relation, tuple(read)


def _read_file(
    con: "duckdb.DuckDBPyConnection",
    found: FoundFile,
    mapping: Mapping,
    named: dict[str, str],
    scratch: Path,
) -> tuple[str, ReadFile]:
    """A SELECT of one file's named columns, and what was seen of the file."""
    rules = found.rules
    text = _text(found, scratch)
    header = _header(text, rules, found.name)
    check_columns(mapping, rules, named, header.columns, found.name)
    key = f"mapped_{found.number}"
    file = CsvFile(text, header, found.name, found.number, key, rules.delimiter, rules.quote)
    columns = tuple(named)
    relation, broken = read_rows(con, file, columns or header.columns[:1])
    values = ", ".join(f"nullif(trim({quoted(each)}), '') AS {quoted(each)}" for each in columns)
    values = f"{values}, " if values else ""
    shown = literal(found.name)
    select = f"SELECT {values}{shown} AS _file, _line, NULL::VARCHAR AS _reason FROM {relation}"
    nothing = "".join(f"NULL::VARCHAR AS {quoted(each)}, " for each in columns)
    if broken:
        rows = ", ".join(f"({row.line}::BIGINT, {literal(row.reason)})" for row in broken)
        select += (
            f" UNION ALL SELECT {nothing}{shown} AS _file, line AS _line, reason AS _reason"
            f" FROM (VALUES {rows}) AS broken(line, reason)"
        )
    sha256 = found.sha256 or (_sha256(found.path) if rules.encoding else text.sha256)
    return select, ReadFile(found.name, sha256, _not_stored(con, file, rules, columns))


def _text(found: FoundFile, scratch: Path) -> PlainText:
    """The file as plain text, decoded as the mapping says where it says so."""
    path, encoding = found.path, found.rules.encoding
    if encoding:
        copy = scratch / f"decoded_{found.number}.csv"
        _decode(found, copy, encoding)
        path = copy
    text = plain_text(path, found.name, scratch)
    # What is known of the text concerns the usual quotation mark.
    quote = found.rules.quote
    return text if quote == '"' else replace(text, has_quotes=bool(quote))


def _decode(found: FoundFile, copy: Path, encoding: str) -> None:
    import gzip

    opener = gzip.open if found.path.suffix == ".gz" else open
    try:
        with (
            opener(found.path, "rt", encoding=encoding, newline="") as file,
            copy.open("w", encoding="utf-8", newline="") as out,
        ):
            while block := file.read(_HEADER_BYTES):
                out.write(block)
    except (UnicodeError, EOFError, OSError) as error:
        raise CaseError(
            f"{found.name}: cannot be read as {encoding}",
            hint="Leave encoding out of the mapping to have it told from the file.",
        ) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _header(text: PlainText, rules: FileRules, name: str) -> Header:
    """The header row as written: the first line that is not blank."""
    with text.path.open("rb") as file:
        head = file.read(_HEADER_BYTES)
    stripped = head.lstrip(b"\n")
    line = stripped.partition(b"\n")[0].decode()
    fields = next(csv.reader([line], delimiter=rules.delimiter, quotechar=rules.quote or "\0"), [])
    columns = tuple(field.strip() or f"column {at}" for at, field in enumerate(fields, start=1))
    folded = [column.casefold() for column in columns]
    twice = sorted({each for each in columns if folded.count(each.casefold()) > 1})
    reserved = sorted(_RESERVED & set(folded))
    if not columns or twice or reserved:
        problem = "the file has no header row"
        if twice or reserved:
            problem = f"column {(twice or reserved)[0]} cannot be told apart in the header"
        raise CaseError(f"{name}: {problem}", hint="The first row names the columns, each once.")
    return Header(columns, len(head) - len(stripped) + 1)


def _not_stored(
    con: "duckdb.DuckDBPyConnection", file: CsvFile, rules: FileRules, columns: tuple[str, ...]
) -> tuple[tuple[str, str, int, str], ...]:
    """Columns that the mapping leaves behind, how often they are filled, and why they stay."""
    if rules.left_out:
        return ()
    reasons = dict(rules.not_stored)
    outside = tuple(column for column in file.header.columns if column not in columns)
    counts = count_filled(con, file, outside)
    return tuple(
        (file.name, column, count, _why(column, reasons))
        for column, count in zip(outside, counts, strict=True)
    )


def _why(column: str, reasons: dict[str, str]) -> str:
    return "sensitive" if is_sensitive(column) else reasons.get(column, "not in the mapping")

"""Files that are no tables, for a mapping: workbooks, i2 charts, what came out of phones.

Each becomes one or more CSV files in a scratch folder, under the names by which a mapping finds
them; all else stays where it is.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.errors import CaseError
from netgraph.sources.mapping import Mapping
from netgraph.sources.phone_tables import PHONE_TABLE, write_phone_table
from netgraph.sources.stated import Stated
from netgraph.sources.workbooks import is_workbook, write_every_sheet

if TYPE_CHECKING:
    import duckdb

__all__ = ["Tabled", "as_tables"]

_CHARTS = (".anx", ".xml")


@dataclass(frozen=True, slots=True)
class Tabled:
    """A table to be read: where it lies, its name for people, and the hash of what it came from.

    The hash is empty for a file that is a table itself.
    """

    path: Path
    name: str
    sha256: str = ""


def as_tables(
    con: "duckdb.DuckDBPyConnection",
    paths: Sequence[tuple[Path, str]],
    mapping: Mapping,
    stated: Stated,
    scratch: Path,
) -> tuple[Tabled, ...]:
    """The given files, those that are no tables as tables, in order.

    Args:
        con: Connection with the scratch database attached.
        paths: Files, and their names for people.
        mapping: What they are for.
        stated: The authority under which a device is read.
        scratch: Folder for the tables.

    Raises:
        CaseError: A file cannot be read.
        AuthorityMissing: A file came out of a device, and no authority was stated.
    """
    return tuple(
        table
        for number, (path, name) in enumerate(paths, start=1)
        for table in _tables(con, path, name, mapping, stated, scratch / f"tables-{number}")
    )


def _tables(
    con: "duckdb.DuckDBPyConnection",
    path: Path,
    name: str,
    mapping: Mapping,
    stated: Stated,
    folder: Path,
) -> Iterator[Tabled]:
    from netgraph.sources.devices import OF_DEVICES
    from netgraph.sources.i2_chart import is_i2_chart, write_i2_tables

    def made(target: Path, shown: str) -> Tabled:
        return Tabled(target, shown, _sha256(path))

    if path.suffix.casefold() in _CHARTS and is_i2_chart(path):
        folder.mkdir()
        for target in write_i2_tables(path, name, folder):
            yield made(target, f"{name} {target.stem.removeprefix('chart_')}")
        return
    if any(fnmatchcase(PHONE_TABLE, file.pattern) for file in mapping.files):
        kind = _kind(path)
        if kind in OF_DEVICES:
            stated.allow_devices()
            folder.mkdir()
            write_phone_table(con, path, kind, folder / PHONE_TABLE)
            yield made(folder / PHONE_TABLE, name)
            return
    if is_workbook(path):
        folder.mkdir()
        for target, title in write_every_sheet(path, name, folder):
            yield made(target, f"{name} {title}")
        return
    yield Tabled(path, name)


def _kind(path: Path) -> str:
    from netgraph.sources.devices import kind_of_file

    try:
        return kind_of_file(path)
    except CaseError:
        return ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

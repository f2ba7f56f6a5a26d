"""The file of an embedded store: is it one, opening it, making it.

DuckDB lets one process write or several read; what it says when that is not possible becomes a
StoreBusy here.
"""

import contextlib
import os
from pathlib import Path

import duckdb

from netgraph.errors import NotAStore, StoreBusy, StoreError
from netgraph.store.schema import FORMAT, create_statements, later_statements

__all__ = ["MEMORY", "cannot_write", "connect", "create", "delete", "make", "memory"]

MEMORY = ":memory:"

# Bytes 8 to 11 of every DuckDB file.
_MAGIC = b"DUCK"

# What DuckDB may hold in memory; beyond it goes to disk beside the store. SOURCE: [design-speed].
_MEMORY_LIMIT = "3GB"

# Bytes of a store file below which one thread is quicker than several: the rules then spend more
# on handing work over than on the work. SOURCE: [design-speed].
_SMALL_STORE = 32 * 1024**2

# How DuckDB and the operating system say that there is no room.
_FULL = ("No space", "space left", "File too large", "ould not write", "disk quota")

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "memory_limit": _MEMORY_LIMIT,
}


def connect(address: str, *, write: bool) -> duckdb.DuckDBPyConnection:
    """Open the store in that file, which is there.

    Raises:
        NotAStore: The file is something else, or a store of another format.
        StoreBusy: Another process holds it.
    """
    _look_at(Path(address))
    try:
        con = duckdb.connect(address, read_only=not write, config=_CONFIG)
    except (duckdb.Error, RuntimeError) as error:
        raise _cannot_open(address, error) from error
    try:
        _check_format(con, address)
        _add_later_tables(con, write=write)
    except BaseException:
        con.close()
        raise
    con.execute("SET TimeZone = 'UTC'")
    if not write and Path(address).stat().st_size < _SMALL_STORE:
        con.execute("SET threads = 1")
    return con


def create(address: str) -> None:
    """Make an empty store in a new file: whole, or not at all."""
    path = Path(address)
    new = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        make(new)
        os.link(new, path)
    except FileExistsError:
        pass
    except (duckdb.Error, OSError) as error:
        raise StoreError(
            f"{address}: the store cannot be made there",
            hint="Is there such a folder, may you write to it, and is there room on the disk?",
        ) from error
    finally:
        delete(str(new))


def make(path: Path) -> None:
    """Make the file of an empty store under that name, where nothing is."""
    con = duckdb.connect(str(path), config=_CONFIG)
    try:
        _fill(con)
    finally:
        con.close()


def memory() -> duckdb.DuckDBPyConnection:
    """A passing store without a file."""
    con = duckdb.connect(MEMORY, config=_CONFIG)
    _fill(con)
    con.execute("SET TimeZone = 'UTC'")
    con.execute("SET threads = 1")
    return con


def _fill(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables and views of an empty store."""
    con.execute(";\n".join(["BEGIN", *create_statements(), "COMMIT"]))


def delete(address: str) -> None:
    """Remove a store's file and what DuckDB puts beside it."""
    for end in ("", ".wal"):
        with contextlib.suppress(OSError):
            Path(address + end).unlink()


def _look_at(path: Path) -> None:
    """Refuse what is not a DuckDB file before DuckDB sees it."""
    if not path.exists():
        raise NotAStore(
            f"{path}: no store there",
            hint="Make one with: netgraph import FOLDER, or netgraph demo",
        )
    if path.is_dir():
        raise NotAStore(f"{path}: a folder, not a store", hint="Give the path of a store's file.")
    try:
        with path.open("rb") as file:
            head = file.read(12)
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be read: {error.strerror}", hint="Check your rights on the file."
        ) from error
    if head[8:12] != _MAGIC:
        raise NotAStore(
            f"{path}: not a netgraph store",
            hint="To read it as input, give it to: netgraph import",
        )


def _cannot_open(address: str, error: Exception) -> StoreError:
    """What DuckDB's refusal to open a file means."""
    text = str(error)
    if "Could not set lock" in text or "different configuration" in text:
        return StoreBusy(
            f"{address}: another process holds the store",
            hint="Wait until it is done, or close it; one process may write, or several read.",
        )
    if isinstance(error, duckdb.IOException) and "ermission" in text:
        return StoreError(
            f"{address}: opening the store is not permitted", hint="Ask for rights on the file."
        )
    if any(sign in text for sign in _FULL):
        return StoreError(f"{address}: the disk is full", hint="Make room and try again.")
    return NotAStore(
        f"{address}: not a store that this version can read",
        hint="It may be damaged, or written by a newer DuckDB.",
    )


def cannot_write(address: str, error: duckdb.Error) -> StoreError:
    """What DuckDB's refusal to write means; nothing of that transaction is kept."""
    text = str(error)
    if "read-only" in text:
        return StoreError(
            f"{address}: the store was opened for reading only", hint="Open it for writing."
        )
    if any(sign in text for sign in _FULL):
        return StoreError(
            f"{address}: the disk is full; nothing was kept", hint="Make room and try again."
        )
    return StoreError(
        f"{address}: writing failed ({type(error).__name__}); nothing was kept",
        hint="Check the disk and the rights on the file, and try again.",
    )


def _add_later_tables(con: duckdb.DuckDBPyConnection, *, write: bool) -> None:
    """Give a store that was made before a case file was known the table of it, empty.

    A store opened for reading is left as it is: the table is then a passing one.
    """
    rows = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'kept'"
    ).fetchall()
    for statement in later_statements({name for (name,) in rows}, passing=not write):
        con.execute(statement)


def _check_format(con: duckdb.DuckDBPyConnection, address: str) -> None:
    """Refuse a DuckDB file that is not a store, or a store of another format."""
    try:
        row = con.execute("SELECT format FROM kept.meta").fetchone()
    except duckdb.Error as error:
        raise NotAStore(
            f"{address}: a DuckDB file, but not a netgraph store", hint="Give another path."
        ) from error
    if row is None or row[0] != FORMAT:
        raise NotAStore(
            f"{address}: a store of another format than {FORMAT}",
            hint="Import the case files into a new store with this version.",
        )

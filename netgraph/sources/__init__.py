"""Files become rows: case files, and files of another shape through a mapping.

    with open_sources(paths, mapping, con) as raw: ...

Rows are text under the contract's column names, each with its file and line, in relations on the
given connection (raw.py fixes their shape); nothing is judged here beyond whether a file can be
read. What a mapping reads is done by ``mapped.open_mapped(paths, mapping, con, progress)``, which
returns RawSources of the same shape.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.errors import StoreError
from netgraph.sources.raw import SCRATCH, RawSources, RawTable, raw_columns

if TYPE_CHECKING:
    import duckdb

__all__ = ["SCRATCH", "RawSources", "RawTable", "open_sources", "raw_columns"]


@contextmanager
def open_sources(
    paths: Sequence[Path],
    mapping: str,
    con: "duckdb.DuckDBPyConnection",
    progress: Callable[[int, int, str], None] = lambda _done, _total, _what: None,
) -> Iterator[RawSources]:
    """Read the files under those paths into working tables that last as long as the context.

    Args:
        paths: Folders of case files, case files, rejects files; with a mapping, what it reads.
        mapping: Name of a shipped mapping or path of a TOML file; empty for case files.
        con: A DuckDB connection (of a store); the working tables are made in a database
            ``scratch`` attached to it, which is dropped when the context ends.
        progress: Told how many files are done.

    Raises:
        CaseError: A file cannot be read as a case file.
        MappingError: The mapping is wrong.
    """
    import duckdb

    con.execute(f"ATTACH ':memory:' AS {SCRATCH} (READ_WRITE)")
    try:
        with _explained():
            yield _read(paths, mapping, con, progress)
    finally:
        with suppress(duckdb.Error):
            con.execute(f"DETACH {SCRATCH}")


def _read(
    paths: Sequence[Path],
    mapping: str,
    con: "duckdb.DuckDBPyConnection",
    progress: Callable[[int, int, str], None],
) -> RawSources:
    """Read the files, by the mapping if there is one."""
    if mapping:
        from netgraph.sources.mapped import open_mapped

        return open_mapped(paths, mapping, con, progress)
    from netgraph.sources.case_files import open_case_files

    return open_case_files(paths, con, progress)


@contextmanager
def _explained() -> Iterator[None]:
    """Say what it means that DuckDB has no room for its work; other faults are ours."""
    import duckdb

    try:
        yield
    except (duckdb.OutOfMemoryException, duckdb.IOException) as error:
        raise StoreError(
            "no room to work in: memory or disk is full; nothing was kept",
            hint="Make room beside the store and try again.",
        ) from error

"""Files become rows: case files, and files of another shape through a mapping.

    with open_sources(paths, mapping, con) as raw: ...

Rows are text under the contract's column names, each with its file and line, in relations on the
given connection (raw.py fixes their shape); nothing is judged here beyond whether a file can be
read. What a mapping reads is done by ``mapped.open_mapped(paths, mapping, con, progress)``, which
returns RawSources of the same shape.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.errors import MappingError, StoreError
from netgraph.sources.raw import SCRATCH, RawSources, RawTable, raw_columns
from netgraph.sources.recognised import is_named_like_case_file
from netgraph.sources.stated import Stated

if TYPE_CHECKING:
    import duckdb

__all__ = ["SCRATCH", "RawSources", "RawTable", "Stated", "open_sources", "raw_columns"]

_NOTHING_STATED = Stated()

# Mappings whose files may name their own reports.
_NAME_THEIR_REPORTS = ("custody", "i2")


def _tell_nobody(done: int, total: int, what: str) -> None:
    """Tell nobody how many files are done."""


@contextmanager
def open_sources(
    paths: Sequence[Path],
    mapping: str,
    con: "duckdb.DuckDBPyConnection",
    progress: Callable[[int, int, str], None] = _tell_nobody,
    stated: Stated = _NOTHING_STATED,
) -> Iterator[RawSources]:
    """Read the files under those paths into working tables that last as long as the context.

    Args:
        paths: Folders of case files, case files, rejects files; with a mapping, what it reads.
        mapping: Name of a shipped mapping or path of a TOML file; empty for case files, and for
            files that are known as those of a shipped mapping.
        con: A DuckDB connection (of a store); the working tables are made in a database
            ``scratch`` attached to it, which is dropped when the context ends.
        progress: Told how many files are done.
        stated: The report that rows rest on and the authority, for what comes through a mapping.

    Raises:
        CaseError: A file cannot be read as a case file.
        MappingError: The mapping is wrong.
    """
    import duckdb

    known = "" if mapping else _recognised(paths, stated)
    mapping = mapping or known
    con.execute(f"ATTACH ':memory:' AS {SCRATCH} (READ_WRITE{', COMPRESS' if mapping else ''})")
    try:
        with _explained():
            raw = _read(paths, mapping, con, progress, stated)
            told = f"read through the mapping {known}, known by what it holds"
            notes = tuple(f"{path.name}: {told}" for path in paths) if known else ()
            yield replace(raw, notes=(*notes, *raw.notes))
    finally:
        with suppress(duckdb.Error):
            con.execute(f"DETACH {SCRATCH}")


def _recognised(paths: Sequence[Path], stated: Stated) -> str:
    """The shipped mapping for files that are none of the case; empty where case files are given.

    Raises:
        MappingError: It is known, and the report that the rows rest on is not stated.
    """
    if any(path.is_dir() or not path.exists() or is_named_like_case_file(path) for path in paths):
        return ""
    from netgraph.sources.recognised import recognised_mapping

    mapping = recognised_mapping(paths)
    if mapping and not stated.report and mapping not in _NAME_THEIR_REPORTS:
        raise MappingError(
            f"{paths[0].name}: a file of the mapping {mapping}, and no report is stated",
            hint="State it with --report ID, --report-date DATE and --grade GRADE; a grade is never guessed.",
        )
    return mapping


def _read(
    paths: Sequence[Path],
    mapping: str,
    con: "duckdb.DuckDBPyConnection",
    progress: Callable[[int, int, str], None],
    stated: Stated,
) -> RawSources:
    """Read the files, by the mapping if there is one."""
    if mapping:
        from netgraph.sources.mapped import open_mapped

        return open_mapped(paths, mapping, con, progress, stated)
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

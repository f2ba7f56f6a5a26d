"""The rejects file: rejected rows with their original columns, to be corrected and imported.

It is on the disk before anything is kept, and gets its name after: where it cannot be written,
nothing is kept, and where keeping fails, it is removed again.
"""

import contextlib
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.errors import OutputError
from netgraph.intake.rows import numbered
from netgraph.records import Rejected
from netgraph.sources import SCRATCH, RawSources
from netgraph.sources.headers import REJECTS_COLUMNS, rejects_name
from netgraph.tables import case_file
from netgraph.vocabulary import CASE_FILES

if TYPE_CHECKING:
    import duckdb

    from netgraph.actions import ImportOptions
    from netgraph.intake.batch import ImportBatch

__all__ = ["collect_rejects", "first_rejects", "writing_rejects"]

# Rejected rows that a summary names one by one; the file has them all.
_NAMED = 1000

_REJECTS = f"{SCRATCH}.rejects"


def collect_rejects(
    con: "duckdb.DuckDBPyConnection", raw: RawSources, tables: tuple[str, ...]
) -> str:
    """Make the relation of all rejected rows of those tables; its name, empty if there are none."""
    if not tables:
        return ""
    selects = []
    for table in tables:
        relations = tuple(each.relation for each in raw.tables if each.table == table)
        selects.append(_rejected(table, numbered(con, relations)))
    con.execute(f"CREATE TABLE {_REJECTS} AS {' UNION ALL BY NAME '.join(selects)}")
    return _REJECTS


def _rejected(table: str, rows: str) -> str:
    """SQL: rejected rows of one table, as they came, with their reasons."""
    columns = ", ".join(
        f'r."{name}" AS "{rejects_name(name)}"' for name in case_file(table).column_names
    )
    place = [each.name for each in CASE_FILES].index(table)
    return (
        f"SELECT DISTINCT r._file AS file, r._line AS line, o.reason, '{table}' AS \"table\", "
        f"{columns}, {place} AS _place FROM ({rows}) AS r "
        f"JOIN {SCRATCH}.out_{table} AS o ON o.row = r.row WHERE o.verdict = 'rejected'"
    )


def first_rejects(con: "duckdb.DuckDBPyConnection", rejects: str) -> tuple[Rejected, ...]:
    """The first of the rejected rows, by table, file and line."""
    if not rejects:
        return ()
    rows = con.execute(
        f'SELECT "table", file, line, reason FROM {rejects} '
        f"ORDER BY _place, file, line, reason LIMIT {_NAMED}"
    ).fetchall()
    return tuple(Rejected(*row) for row in rows)


@contextlib.contextmanager
def writing_rejects(
    con: "duckdb.DuckDBPyConnection", batch: "ImportBatch", options: "ImportOptions", number: int
) -> Iterator[str]:
    """Have the rejects file written while the accepted rows are being kept.

    Yields:
        Its path; empty if there is none: no rejected rows, a dry run without ``--rejects``, or a
        store that is nowhere.

    Raises:
        OutputError: It cannot be written.
    """
    path = _path(con, options, number) if batch.rejects else None
    if path is None:
        yield ""
        return
    unnamed = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        _write(con, batch.rejects, unnamed)
        yield str(path)
        unnamed.replace(path)
    except OSError as error:
        raise OutputError(
            f"{path}: the rejects file cannot be written: {error.strerror}",
            hint="Name another place with --rejects.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            unnamed.unlink()


def _path(con: "duckdb.DuckDBPyConnection", options: "ImportOptions", number: int) -> Path | None:
    """Where rejected rows go: the place that was asked for, else beside the store.

    The number is the import's; earlier rejects of the same number are never overwritten.
    """
    if options.rejects is not None:
        return options.rejects
    row = con.execute(
        "SELECT path FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchone()
    if options.dry_run or row is None or not row[0]:
        return None
    store = Path(row[0])
    path = store.with_name(f"{store.stem}.rejects-{number:04}.csv")
    again = itertools.count(2)
    while path.exists():
        path = store.with_name(f"{store.stem}.rejects-{number:04}-{next(again)}.csv")
    return path


def _write(con: "duckdb.DuckDBPyConnection", rejects: str, path: Path) -> None:
    """Write the rejected rows as CSV, every cell as it came."""
    import duckdb

    held = {name for (name, *_) in con.execute(f"DESCRIBE {rejects}").fetchall()}
    original = dict.fromkeys(
        rejects_name(name) for file in CASE_FILES for name in file.column_names
    )
    columns = [*REJECTS_COLUMNS, *(name for name in original if name in held)]
    named = ", ".join(f'"{column}"' for column in columns)
    try:
        con.execute(
            f"COPY (SELECT {named} FROM {rejects} ORDER BY _place, file, line, reason) "
            f"TO '{str(path).replace(chr(39), chr(39) * 2)}' (FORMAT csv, HEADER, DELIMITER ',', "
            "QUOTE '\"', ESCAPE '\"')"
        )
    except duckdb.Error as error:
        raise OutputError(
            f"{path.parent}: the rejects file cannot be written there; nothing was kept",
            hint="Make room on the disk, or name another place with --rejects.",
        ) from error

"""Rows back into case files, to be read again by an import: CSV, UTF-8, one file a table."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from netgraph.errors import OutputError
from netgraph.tables import case_file

__all__ = ["write_case_files"]


def write_case_files(
    folder: Path, tables: Mapping[str, Sequence[Mapping[str, str]]]
) -> tuple[Path, ...]:
    """Write each table that has rows to ``folder/TABLE.csv``, with all columns of the contract.

    Raises:
        OutputError: The folder or a file cannot be written, or a file of that name is there.
    """
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for table, rows in tables.items():
            if rows:
                path = folder / f"{table}.csv"
                with path.open("x", encoding="utf-8", newline="") as file:
                    writer = csv.DictWriter(
                        file, case_file(table).column_names, lineterminator="\n"
                    )
                    writer.writeheader()
                    writer.writerows(rows)
                written.append(path)
    except FileExistsError as error:
        raise OutputError(
            f"{folder}: a file with the name of a case file is there already",
            hint="Name an empty folder, or one that is not there yet.",
        ) from error
    except OSError as error:
        raise OutputError(
            f"{folder}: the case files cannot be written: {error.strerror}",
            hint="Is there room, and may you write there?",
        ) from error
    return tuple(written)

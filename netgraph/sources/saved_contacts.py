"""Saved contacts of a phone, from the contacts sheet of an extraction workbook.

Each row is a name with entries, one a line: ``Phone-Mobile: 07700 900456``, ``User ID-Username: k``.
Notes, organisations and addresses are not read. A saved contact is no contact with anybody.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.errors import CaseError
from netgraph.sources.observed import append_rows
from netgraph.sources.sheets import sheet_names, sheet_rows

if TYPE_CHECKING:
    import duckdb

__all__ = ["has_saved_contacts", "read_saved_contacts"]

_SHEET = "Contacts"
_HEADER_WITHIN = 10
_NUMBERS = ("phone", "mobile", "tel")
_HANDLES = ("user id", "username", "user name", "account", "profile")


def has_saved_contacts(path: Path, name: str) -> bool:
    """Whether that workbook has a sheet of contacts."""
    return _SHEET in sheet_names(path, name)


def read_saved_contacts(con: "duckdb.DuckDBPyConnection", path: Path, name: str) -> None:
    """Add the saved contacts of one workbook, and the accounts that it says are the device's own.

    Raises:
        CaseError: The sheet has no columns Name and Entries.
    """
    saved: list[tuple[object, ...]] = []
    own: set[tuple[str, str]] = set()
    columns: dict[str, int] = {}
    for row, cells in sheet_rows(path, name, _SHEET):
        if not columns:
            found = {text.strip().casefold(): place for place, text in cells.items()}
            if {"name", "entries"} <= set(found):
                columns = found
            elif row > _HEADER_WITHIN:
                break
            continue
        app = _app(cells.get(columns.get("source", -1), ""))
        saved += [
            (name, row, cells.get(columns["name"], ""), app, identity)
            for identity in _identities(cells.get(columns["entries"], ""))
        ]
        account = cells.get(columns.get("account", -1), "").strip()
        if account:
            own.add((app, account))
    if not columns:
        raise CaseError(
            f"{name}: no columns Name and Entries in the sheet {_SHEET}",
            hint="Export the contacts with their entries.",
        )
    append_rows(con, "saved_contacts", saved)
    append_rows(
        con, "own_identities", [(name, "account", app, account) for app, account in sorted(own)]
    )


def _identities(entries: str) -> Iterator[str]:
    """Numbers and handles among the entries of one contact."""
    for line in entries.splitlines():
        what, colon, value = line.partition(":")
        if colon and what.casefold().startswith((*_NUMBERS, *_HANDLES)) and value.strip():
            yield value.strip()


def _app(source: str) -> str:
    """The application that a source names, in our words: ``phone`` for the phone itself."""
    word = source.strip().casefold()
    return "" if word in ("", "phone", "sim", "phonebook") else word.replace(" ", "_")

"""Findings kept beside an embedded store: what one command has found, the next need not find again.

Beside ``case.duckdb`` stands ``case.duckdb.findings.jsonl``: a line that says of what these are the
findings, then a line for each. They are used only while all of that still holds: the day looked
from, the code that finds, the store's imports and decisions, and how many rows it holds. Each
import and each decision removes them first. The file may be deleted at any time; where it cannot be written,
nothing is kept, and nothing is lost.
"""

import contextlib
import hashlib
import json
import os
import stat
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from netgraph.records import Finding, as_json
from netgraph.store.rows import finding_from_json
from netgraph.vocabulary import CASE_FILES

if TYPE_CHECKING:
    import duckdb

__all__ = ["Keeping", "KeptFindings", "code_that_finds", "drop"]

# Folders of the package with the code on which findings rest, beside the modules at its top.
_FOLDERS = ("", "findings", "store")

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC

_TABLES = (*(file.name for file in CASE_FILES), "superseded")

# Packages of others that do part of the work.
_PACKAGES = ("duckdb", "networkx", "netgraph-safeguarding")


@runtime_checkable
class Keeping(Protocol):
    """A store that can keep findings beside it."""

    def kept_findings(self) -> "KeptFindings | None":
        """Where findings are kept; None if nowhere."""
        ...


class KeptFindings:
    """The findings last kept beside the store in that file, open on that connection."""

    def __init__(self, address: str, con: "duckdb.DuckDBPyConnection") -> None:
        self._store = Path(address)
        self._path = _path(address)
        self._con = con

    def read(self, as_of: date) -> tuple[Finding, ...] | None:
        """The findings of that day; None if none are kept, or anything has changed since."""
        try:
            head, _, content = self._path.read_bytes().partition(b"\n")
            if head == self._head(as_of, content):
                return tuple(finding_from_json(json.loads(line)) for line in content.splitlines())
        except OSError:
            pass
        return None

    def keep(self, findings: Iterable[Finding], as_of: date) -> None:
        """Keep the findings of that day in place of those kept before; if not possible, do nothing."""
        content = b"".join(json.dumps(as_json(each)).encode() + b"\n" for each in findings)
        new = self._path.with_name(f".{self._path.name}.new-{os.getpid()}")
        try:
            mode = stat.S_IMODE(self._store.stat().st_mode)
            with os.fdopen(os.open(new, _NEW_FILE, mode), "wb") as file:
                file.write(self._head(as_of, content) + b"\n" + content)
            new.replace(self._path)
        except OSError:
            with contextlib.suppress(OSError):
                new.unlink()

    def _head(self, as_of: date, content: bytes) -> bytes:
        """Of what, and which, findings these are: another line for anything else."""
        of = (as_of.isoformat(), code_that_finds(), self._store.stat().st_ino, self._held())
        said = {"of": _digest(repr(of).encode()), "findings": _digest(content)}
        return json.dumps(said).encode()

    def _held(self) -> list[object]:
        """What tells one state of the store from another: imports, decisions, how many rows."""
        sizes = "SELECT table_name, estimated_size FROM duckdb_tables() WHERE schema_name = 'kept'"
        return [
            self._con.execute(f"SELECT * FROM kept.{table} ORDER BY id").fetchall()
            for table in ("imports", "decisions")
        ] + [self._con.execute(f"{sizes} AND table_name IN {_TABLES} ORDER BY ALL").fetchall()]


def drop(address: str) -> None:
    """Remove what is kept beside the store in that file.

    Where that is not possible, what is there no longer fits the store, and is not used.
    """
    with contextlib.suppress(OSError):
        _path(address).unlink()


def _path(address: str) -> Path:
    return Path(f"{address}.findings.jsonl")


@cache
def code_that_finds() -> str:
    """Digest of the code on which findings rest, and of the versions of what it uses."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256(repr([metadata.version(each) for each in _PACKAGES]).encode())
    for folder in _FOLDERS:
        for path in sorted((package / folder).glob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()

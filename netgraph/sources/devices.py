"""Which file is what: case files, call data, chats, saved contacts, phone reports; and opening them.

    with open_observed(paths, con) as found: ...

Case files become raw tables, as for an import; all else becomes the tables of observed.py. Both
lie in the scratch database and last as long as the context.
"""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.errors import CaseError
from netgraph.sources.artefacts import is_artefacts, read_artefacts
from netgraph.sources.call_data import call_columns, read_call_data
from netgraph.sources.case_files import open_case_files
from netgraph.sources.headers import read_header
from netgraph.sources.observed import make_observed_tables
from netgraph.sources.phone_report import is_phone_report, read_phone_report
from netgraph.sources.plain_text import plain_text
from netgraph.sources.raw import SCRATCH, RawSources
from netgraph.sources.saved_contacts import has_saved_contacts, read_saved_contacts
from netgraph.sources.whatsapp import is_whatsapp, read_whatsapp
from netgraph.vocabulary import CASE_FILES

if TYPE_CHECKING:
    import duckdb

__all__ = ["OF_DEVICES", "Observed", "kind_of_file", "open_observed", "read_device_file"]

_CASE_NAMES = frozenset(file.name for file in CASE_FILES)
_HEAD_BYTES = 1 << 16

# Working tables are numbered by file; case files, which are read beside these, begin at 1.
_FIRST_NUMBER = 1_000_001
_ENDINGS = (".csv", ".csv.gz", ".tsv", ".txt", ".xlsx", ".xml", ".ufdr", ".zip")

# Kinds of file that come out of a device or from a telephone company: only under an authority.
OF_DEVICES = ("artefacts", "call_data", "phone_report", "saved_contacts", "whatsapp")


@dataclass(frozen=True, slots=True)
class Observed:
    """What was found under the given paths.

    ``raw`` are the case files as raw tables; ``files`` are (name, kind, sha256) of every file;
    ``notes`` say what was passed over; ``from_devices`` says whether any needs an authority.
    """

    raw: RawSources
    files: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]

    @property
    def from_devices(self) -> bool:
        """True if anything came out of a device or from a telephone company."""
        return any(kind in OF_DEVICES for _, kind, _ in self.files)


@contextmanager
def open_observed(
    paths: Sequence[Path],
    con: "duckdb.DuckDBPyConnection",
    allow_devices: Callable[[], None] = lambda: None,
) -> Iterator[Observed]:
    """Read everything under those paths into working tables.

    Args:
        paths: Files, or folders of them.
        con: A store's connection; the working tables lie in a database attached to it, which is
            dropped when the context ends.
        allow_devices: Called before the first file from a device is read, so that reading can be
            refused; nothing of the device was read then.

    Raises:
        CaseError: A file is none of these, or cannot be read.
    """
    import duckdb

    con.execute(f"ATTACH ':memory:' AS {SCRATCH} (READ_WRITE, COMPRESS)")
    try:
        make_observed_tables(con)
        yield _read_all(paths, con, allow_devices)
    finally:
        with suppress(duckdb.Error):
            con.execute(f"DETACH {SCRATCH}")


def _read_all(
    paths: Sequence[Path], con: "duckdb.DuckDBPyConnection", allow_devices: Callable[[], None]
) -> Observed:
    kinds, notes = _find(paths)
    if any(kind in OF_DEVICES for _, kind in kinds):
        allow_devices()
    files: list[tuple[str, str, str]] = []
    for number, (path, kind) in enumerate(kinds, start=_FIRST_NUMBER):
        if kind not in ("case", "whatsapp"):
            files.append((path.name, kind, read_device_file(con, path, kind, number)))
    chats = [(path, path.name) for path, kind in kinds if kind == "whatsapp"]
    with tempfile.TemporaryDirectory(prefix="netgraph-") as scratch:
        digests = read_whatsapp(con, chats, Path(scratch))
    files += [(name, "whatsapp", sha256) for (_, name), sha256 in zip(chats, digests, strict=True)]
    case = [path for path, kind in kinds if kind == "case"]
    raw = open_case_files(case, con, lambda *_: None) if case else RawSources((), ())
    files += [(name, "case", digest) for name, digest in raw.files]
    return Observed(raw, tuple(files), (*notes, *raw.notes))


def _find(paths: Sequence[Path]) -> tuple[list[tuple[Path, str]], list[str]]:
    """Files to read, each once, with what each is, and notes on what is passed over in folders."""
    found: dict[Path, str] = {}
    notes: list[str] = []
    for path in paths:
        if not path.exists():
            raise CaseError(f"{path}: no such file", hint="Check the path.")
        if not path.is_dir():
            found[path] = kind_of_file(path)
            continue
        for each in sorted(each for each in path.iterdir() if each.is_file()):
            if not each.name.endswith(_ENDINGS):
                continue
            try:
                found[each] = kind_of_file(each)
            except CaseError:
                notes.append(f"{each.name}: none of the files that are screened, passed over")
    if paths and not found:
        raise CaseError(
            "nothing to screen was found there",
            hint="Give call data, a chat, a phone report, saved contacts or case files.",
        )
    return list(found.items()), notes


def kind_of_file(path: Path) -> str:
    """What that file is, in one word: ``case``, ``call_data``, ``whatsapp`` and so on.

    Raises:
        CaseError: It is none of these, or cannot be read.
    """
    name = path.name
    stem = name.removesuffix(".gz").removesuffix(".csv")
    if name.endswith((".csv", ".csv.gz")) and stem in _CASE_NAMES:
        return "case"
    if name.endswith(".xlsx"):
        if has_saved_contacts(path, name):
            return "saved_contacts"
        raise CaseError(f"{name}: no sheet Contacts", hint="Export the contacts of the device.")
    if name.endswith((".xml", ".ufdr", ".zip")):
        if is_phone_report(path):
            return "phone_report"
        raise CaseError(f"{name}: not a phone report", hint="Give the tool's XML report or .ufdr.")
    with tempfile.TemporaryDirectory(prefix="netgraph-") as scratch:
        text = plain_text(path, name, Path(scratch))
        with text.path.open("rb") as file:
            head = file.read(_HEAD_BYTES).decode("utf-8", "ignore")
        if is_artefacts(head):
            return "artefacts"
        if is_whatsapp(head):
            return "whatsapp"
        if call_columns(read_header(text, name)):
            return "call_data"
    raise CaseError(
        f"{name}: not known as call data, a chat, a phone report or a case file",
        hint="Plain call data has the columns a_number,b_number,start,duration_s,direction.",
    )


def read_device_file(
    con: "duckdb.DuckDBPyConnection", path: Path, kind: str, number: int = _FIRST_NUMBER
) -> str:
    """Read one file that is no case file into the observed tables. Gives the sha256 of its bytes.

    Args:
        con: A connection with the observed tables in its scratch database.
        path: The file.
        kind: What it is, as ``kind_of_file`` says.
        number: What sets its working tables apart from those of other files.

    Raises:
        CaseError: It cannot be read as that.
    """
    name = path.name
    with tempfile.TemporaryDirectory(prefix="netgraph-") as folder:
        scratch = Path(folder)
        if kind == "call_data":
            return read_call_data(con, path, name, number)
        if kind == "whatsapp":
            return read_whatsapp(con, [(path, name)], scratch)[0]
        if kind == "artefacts":
            return read_artefacts(con, path, name, scratch)
    if kind == "saved_contacts":
        read_saved_contacts(con, path, name)
    else:
        read_phone_report(con, path, name)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

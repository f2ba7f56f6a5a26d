"""A file as it lies on the disk becomes plain text: UTF-8, no BOM, line feeds at line ends, unpacked.

Read once, in blocks, with the hash taken on the way. A file that is plain already is used where
it is; any other is written to a scratch folder first.
"""

import codecs
import errno
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, BinaryIO, cast

from netgraph.errors import CaseError, OutputError

__all__ = ["BLOCK_BYTES", "ENCODINGS", "PlainText", "plain_text"]

# Encodings other than UTF-8 that are told apart, and how they are called.
ENCODINGS = {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows-1252"}

# Read at a time.
BLOCK_BYTES = 1 << 20

# A packed file unpacks to at most so many times its size, beyond what is always allowed.
# SOURCE: [decision-0009].
_MOST_UNPACKED = 200
_ALWAYS_ALLOWED = 64 << 20

# The longest line of a chat or a table of artefacts. SOURCE: [decision-0009].
_LONGEST_LINE = 16 << 20

# What a file is looked at to tell its encoding.
_HEAD_BYTES = 4096

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class PlainText:
    """A file made plain: where its text now lies, and what was seen on the way.

    ``path`` is the file itself or a copy; ``sha256`` is of the bytes as found; ``encoding`` is
    what the file was written in; ``size`` and ``lines`` are those of the text, and
    ``longest_line`` an upper bound, in bytes.
    """

    path: Path
    sha256: str
    encoding: str
    size: int
    lines: int
    has_quotes: bool
    has_blank_lines: bool
    longest_line: int

    def refuse_long_lines(self, name: str) -> None:
        """Refuse a text with a line longer than anybody writes.

        Raises:
            CaseError: There is one.
        """
        if self.longest_line > _LONGEST_LINE:
            raise CaseError(f"{name}: a line is far too long", hint="Export the file again.")


def plain_text(path: Path, name: str, scratch: Path) -> PlainText:
    """The text of a file as plain UTF-8, and what is known about it.

    Args:
        path: File to read; ``.gz`` is unpacked.
        name: Name for messages.
        scratch: Folder for a copy, if one is needed.

    Raises:
        CaseError: The file is missing, truncated, empty, or not text.
    """
    with _reading(name):
        encoding, length, starts_with_bom = _encoding(path, name)
        if encoding == "utf-8" and not _is_utf8(path):
            encoding = "cp1252"
        if encoding == "utf-8" and path.suffix != ".gz" and not starts_with_bom:
            found = _look(path)
            if found is not None:
                return found
        copy = scratch / f"{len(list(scratch.iterdir()))}.csv"
        _copy(path, copy, encoding, length)
        plain = _look(copy)
        if plain is None:
            raise CaseError(f"{name}: line ends cannot be read", hint="Save the file as CSV UTF-8.")
        return replace(plain, sha256=_sha256(path), encoding=encoding)


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Turn what can go wrong while reading into a CaseError that names the file."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise CaseError(
            f"{name}: the gzip file is truncated or damaged", hint="Fetch or pack the file again."
        ) from error
    except UnicodeError as error:
        raise CaseError(
            f"{name}: neither UTF-8, UTF-16 nor Windows-1252 text",
            hint="Save the file as CSV UTF-8.",
        ) from error
    except FileNotFoundError as error:
        raise CaseError(f"{name}: no such file", hint="Check the path.") from error
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise OutputError(
                f"{name}: no room for a plain copy of it", hint="Make room in the temporary folder."
            ) from error
        raise CaseError(
            f"{name}: cannot be read: {error.strerror}",
            hint="Check the path and your rights on it.",
        ) from error


def _open(path: Path) -> BinaryIO:
    if path.suffix == ".gz":
        return cast("BinaryIO", gzip.open(path, "rb"))
    return path.open("rb")


def _blocks(file: IO[bytes], path: Path) -> Iterator[bytes]:
    """The bytes of a file; refused where a packed one unpacks to far too much."""
    most, size = max(_ALWAYS_ALLOWED, _MOST_UNPACKED * path.stat().st_size), 0
    while block := file.read(BLOCK_BYTES):
        size += len(block)
        if size > most and path.suffix == ".gz":
            raise CaseError(
                f"{path.name}: unpacks to far more than a table holds", hint="Pack it again."
            )
        yield block


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _encoding(path: Path, name: str) -> tuple[str, int, bool]:
    """Encoding told by the first bytes, and how many of them are a byte order mark."""
    with _open(path) as file:
        head = file.read(_HEAD_BYTES)
    if not head:
        raise CaseError(f"{name}: the file is empty", hint="A case file starts with a header row.")
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding, len(bom), True
    if b"\0" in head:
        odd, even = head[1::2].count(0), head[0::2].count(0)
        if max(odd, even) < len(head) // 4:
            raise CaseError(f"{name}: not a text file", hint="Give a CSV file.")
        return ("utf-16-le" if odd > even else "utf-16-be"), 0, False
    return "utf-8", 0, False


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with _open(path) as file:
        try:
            for block in _blocks(file, path):
                if not (block.isascii() and decoder.getstate()[0] == b""):
                    decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _copy(path: Path, copy: Path, encoding: str, skip: int) -> None:
    """Write the text again as UTF-8 with line feeds at line ends."""
    decoder = codecs.getincrementaldecoder(encoding)()
    ends_in_return = False
    with _open(path) as file, copy.open("wb") as out:
        file.read(skip)
        for block in _blocks(file, path):
            text = ("\r" if ends_in_return else "") + decoder.decode(block)
            ends_in_return = text.endswith("\r")
            text = text.removesuffix("\r")
            out.write(text.replace("\r\n", "\n").replace("\r", "\n").encode())
        out.write(decoder.decode(b"", final=True).encode())
        if ends_in_return:
            out.write(b"\n")


def _look(path: Path) -> PlainText | None:
    """What there is to know of a UTF-8 file; None if its line ends have to be changed first."""
    digest = hashlib.sha256()
    size = lines = carried = longest = 0
    quotes = blanks = False
    last = b"\n"
    with path.open("rb") as file:
        for block in _blocks(file, path):
            if b"\r" in block:
                return None
            if b"\0" in block:
                raise UnicodeError("a zero byte")
            digest.update(block)
            size += len(block)
            lines += block.count(b"\n")
            quotes = quotes or b'"' in block
            blanks = blanks or b"\n\n" in block or (last == b"\n" and block[:1] == b"\n")
            first, end = block.find(b"\n"), block.rfind(b"\n")
            longest = max(longest, carried + (first if first >= 0 else len(block)))
            carried = len(block) - end - 1 if end >= 0 else carried + len(block)
            last = block[-1:]
    lines += last != b"\n"
    longest = max(longest, carried, min(size, BLOCK_BYTES))
    return PlainText(path, digest.hexdigest(), "utf-8", size, lines, quotes, blanks, longest)

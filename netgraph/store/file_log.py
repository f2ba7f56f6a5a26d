"""The log of an embedded store: a file of JSON lines beside it, only ever appended to.

Beside ``case.duckdb`` stand ``case.duckdb.log.jsonl`` and ``case.duckdb.log.head``, the second
place, which says how many lines there are and what the last one hashes to. A line is written in
four steps, under a lock: its hash goes to the second place as pending, the line to the log, both
to the disk, and then the second place confirms it. So a process that is killed at any moment
leaves a log that the next one can go on with, and says so in it.
"""

import errno
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netgraph.audit import REPAIR, Act, Appended, Head, digest, link, read_line
from netgraph.errors import LogError, StoreBusy

__all__ = ["FileLog"]

# How often, and for how many seconds each time, a process waits for others to end their lines.
_WAITS, _WAIT_SECONDS = 1000, 0.01

# Bytes that are read from the end to find the last line; more where it is longer.
_TAIL = 16 * 1024

# Bytes of the second place, padded so that it is always written in one piece.
_HEAD_BYTES = 256

_HINT = (
    "Nothing was done: what is not in the log must not happen. Is there room on the disk, and may "
    "you write beside the store?"
)


class FileLog:
    """The log beside the store in that file; see audit.py for what each method gives."""

    def __init__(self, address: str) -> None:
        self._path = Path(f"{address}.log.jsonl")
        self._head_path = Path(f"{address}.log.head")

    def append(self, act: Act) -> Appended:
        try:
            with self._locked() as (file, head_file):
                return self._append(act, file, head_file)
        except OSError as error:
            raise LogError(
                f"{self._path}: the log cannot be written ({error.strerror})", hint=_HINT
            ) from error

    def lines(self) -> list[bytes]:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise self._unreadable(error) from error
        *whole, end = content.split(b"\n")
        return [*whole, end] if end else whole

    def head(self) -> Head | None:
        try:
            return _read_head(self._head_path.read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreadable(error) from error

    def redact(self, lines: Mapping[int, bytes]) -> None:
        new = self._path.with_name(f".{self._path.name}.new-{os.getpid()}")
        try:
            with self._locked() as (file, _):
                content = os.pread(file, os.fstat(file).st_size, 0)
                kept = (_replaced(raw, lines) for raw in content.split(b"\n"))
                with new.open("wb") as written:
                    written.write(b"\n".join(kept))
                    written.flush()
                    os.fsync(written.fileno())
                new.replace(self._path)
        except OSError as error:
            raise LogError(
                f"{self._path}: the log cannot be written ({error.strerror})", hint=_HINT
            ) from error
        finally:
            new.unlink(missing_ok=True)

    def _unreadable(self, error: OSError) -> LogError:
        return LogError(
            f"{self._path}: the log cannot be read ({error.strerror})",
            hint="Check your rights on the file.",
        )

    @contextmanager
    def _locked(self) -> Iterator[tuple[int, int]]:
        """Both files, open, as long as no other process may write to them."""
        import fcntl

        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        file = os.open(self._path, flags | os.O_APPEND, 0o666)
        try:
            for _ in range(_WAITS):
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    if self._is_still(file):
                        break
                    os.close(file)  # lines were redacted meanwhile: another file bears the name
                    file = os.open(self._path, flags | os.O_APPEND, 0o666)
                except BlockingIOError:
                    time.sleep(_WAIT_SECONDS)
            else:
                raise StoreBusy(
                    f"{self._path}: another process holds the log",
                    hint="Wait until it is done and try again.",
                )
            head_file = os.open(self._head_path, flags, 0o666)
            try:
                yield file, head_file
            finally:
                os.close(head_file)
        finally:
            os.close(file)

    def _is_still(self, file: int) -> bool:
        """Whether the open file is the one that bears the log's name."""
        try:
            return os.path.samestat(os.fstat(file), self._path.stat())
        except FileNotFoundError:
            return False

    def _append(self, act: Act, file: int, head_file: int) -> Appended:
        kept = _read_head(os.pread(head_file, _HEAD_BYTES, 0))
        end = _End.of(file)
        known, is_sound = _last_line(kept, end)
        befell: dict[str, object] = {}
        if kept is None and end.line is not None:
            befell["head_missing"] = True
        if end.torn and kept is not None and kept.pending:
            befell["torn_sha256"] = [hashlib.sha256(each).hexdigest() for each in end.torn]
        if befell:
            note = Act(act.at, act.by, REPAIR, "log", befell, login=act.login)
            known = _write(note, known, file, head_file, is_open=end.is_open)
        known = _write(act, known, file, head_file, is_open=end.is_open and not befell)
        return Appended(known.lines, known.hash, is_sound)


def _replaced(raw: bytes, lines: Mapping[int, bytes]) -> bytes:
    line = read_line(raw)
    return raw if line is None else lines.get(line["number"], raw)


@dataclass(frozen=True, slots=True)
class _End:
    """The end of a log: its last line that can be read, what stands after it, and if that is cut off."""

    line: dict[str, Any] | None
    torn: tuple[bytes, ...]
    is_open: bool

    @classmethod
    def of(cls, file: int) -> "_End":
        size = os.lseek(file, 0, os.SEEK_END)
        wanted = _TAIL
        while True:
            start = max(size - wanted, 0)
            first, *parts = os.pread(file, size - start, start).split(b"\n")
            parts = [first, *parts] if start == 0 else parts
            is_open = bool(parts and parts[-1])
            parts = parts if is_open else parts[:-1]
            for place in range(len(parts) - 1, -1, -1):
                line = read_line(parts[place])
                if line is not None and digest(line) == line["hash"]:
                    return cls(line, tuple(parts[place + 1 :]), is_open)
            if start == 0:
                return cls(None, tuple(parts), is_open)
            wanted *= 4


def _write(act: Act, known: Head, file: int, head_file: int, *, is_open: bool) -> Head:
    """Write one line after the last one known, durably; what the second place says then.

    Where what stands before lacks its line end (``is_open``), that is written with the line.
    """
    line, hash_of_line = link(act, known.lines + 1, known.hash)
    _write_head(head_file, Head(known.lines, known.hash, hash_of_line))
    os.fsync(head_file)
    text = b"\n" * is_open + line + b"\n"
    if os.write(file, text) != len(text):
        raise OSError(errno.ENOSPC, "no room for the whole line")
    os.fsync(file)
    done = Head(known.lines + 1, hash_of_line)
    _write_head(head_file, done)
    return done


def _last_line(kept: Head | None, end: _End) -> tuple[Head, bool]:
    """From what a new line goes on, and whether log and second place agree on it.

    The second place decides: where lines were cut off, numbers go on from those that were there,
    so that the gap stays to be seen.
    """
    if end.line is None:
        return kept or Head(), (kept is None or kept.lines == 0) and not end.torn
    found = Head(int(end.line["number"]), str(end.line["hash"]))
    if kept is None:
        return found, False
    if (found.lines, found.hash) == (kept.lines, kept.hash):
        return kept, bool(kept.pending) or not end.torn
    if (found.lines, found.hash) == (kept.lines + 1, kept.pending):
        return found, True
    return kept, False


def _read_head(content: bytes) -> Head | None:
    """What the second place says; None if it is empty or says nothing that can be read."""
    try:
        read = json.loads(content)
        return Head(int(read["lines"]), str(read["hash"]), str(read["pending"]))
    except (ValueError, TypeError, KeyError):
        return None


def _write_head(file: int, head: Head) -> None:
    said = {"lines": head.lines, "hash": head.hash, "pending": head.pending}
    text = json.dumps(said).encode().ljust(_HEAD_BYTES - 1) + b"\n"
    if os.pwrite(file, text, 0) != len(text):
        raise OSError(errno.ENOSPC, "no room for the second place")

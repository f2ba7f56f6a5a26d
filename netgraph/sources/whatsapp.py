"""WhatsApp chats exported as text, from Android and iOS, with days as in the United Kingdom.

``30/03/2025, 10:00 - Kay: text`` (Android) and ``[30/03/2025, 10:00:11] Kay: text`` (iOS). A
message may go on over several lines. Lines without an author tell who was added, left or called.
An author is a saved name or, where none was saved, a number; times are the phone's own clock.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.errors import CaseError
from netgraph.sources.observed import append_rows
from netgraph.sources.plain_text import plain_text

if TYPE_CHECKING:
    import duckdb

__all__ = ["is_whatsapp", "read_whatsapp"]

_APP = "whatsapp"

# Marks of direction and narrow blanks that the export puts around names and numbers.
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069"), None) | {
    ord("\u202f"): " ",
    ord("\xa0"): " ",
}

_STARTS = re.compile(
    r"\[?(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4}|\d{2}),? "
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))? ?(?P<half>[ap]\.?m\.?)?"
    r"(?:\] ?| - )(?P<rest>.*)",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"(?P<author>[^:]{1,100}): (?P<body>.*)", re.DOTALL)
_MISSED = re.compile(r"missed (voice|video|group) ?(voice|video)? ?call", re.IGNORECASE)
_ADDED = re.compile(r"^(?P<by>.+?) added (?P<who>.+?)\.?$", re.IGNORECASE)
_JOINED = re.compile(r"^(?P<who>.+?) (?:joined|left|was added)\b", re.IGNORECASE)
_NOTICE = "end-to-end encrypted"
_HEAD_LINES = 5
_ROWS_AT_ONCE = 50_000
_LAST_HOUR, _LAST_MINUTE = 23, 59


@dataclass(slots=True)
class _Message:
    """One message: its first line, time, author, lines of text; or a call that was missed."""

    line: int
    moment: str
    author: str
    body: list[str]
    missed: bool


@dataclass(slots=True)
class _Chat:
    """One export while it is read: its name, its messages, everybody who is in it."""

    file: str
    name: str
    messages: list[_Message] = field(default_factory=list)
    members: dict[str, None] = field(default_factory=dict)
    unread: list[tuple[object, ...]] = field(default_factory=list)


def is_whatsapp(head: str) -> bool:
    """Whether the first lines of a text read as an exported chat."""
    lines = [line.translate(_MARKS) for line in head.splitlines()[:_HEAD_LINES] if line.strip()]
    return bool(lines) and _STARTS.match(lines[0]) is not None


def read_whatsapp(
    con: "duckdb.DuckDBPyConnection", files: Sequence[tuple[Path, str]], scratch: Path
) -> tuple[str, ...]:
    """Add the messages and members of exported chats, given as path and name.

    Gives the sha256 of the bytes of each.

    Raises:
        CaseError: A file is no exported chat.
    """
    rows: dict[str, list[tuple[object, ...]]] = {
        table: [] for table in ("communications", "chat_members", "unread")
    }
    digests = []
    for path, name in files:
        text = plain_text(path, name, scratch)
        text.refuse_long_lines(name)
        chat = _Chat(name, name)
        with text.path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                _read_line(chat, number, line.translate(_MARKS).rstrip("\n"))
        if not chat.messages and not chat.members:
            raise CaseError(
                f"{name}: no message found", hint="Export the chat as text, without media."
            )
        digests.append(text.sha256)
        rows["communications"] += _communications(chat)
        rows["chat_members"] += [(name, chat.name, _APP, each) for each in sorted(chat.members)]
        rows["unread"] += chat.unread
        if len(rows["communications"]) >= _ROWS_AT_ONCE:
            _flush(con, rows)
    _flush(con, rows)
    return tuple(digests)


def _flush(con: "duckdb.DuckDBPyConnection", rows: dict[str, list[tuple[object, ...]]]) -> None:
    for table, listed in rows.items():
        append_rows(con, table, listed)
        listed.clear()


def _read_line(chat: _Chat, number: int, line: str) -> None:
    found = _STARTS.match(line)
    if found is None:
        if chat.messages and line.strip():
            chat.messages[-1].body.append(line)
        return
    moment = _moment(found)
    if not moment:
        chat.unread.append((chat.file, number, "not a day and time of the calendar as dd/mm/yyyy"))
        return
    written = _WRITTEN.match(found["rest"])
    if written is None:
        _read_notice(chat, found["rest"])
        return
    if _NOTICE in written["body"]:
        return
    author = written["author"].strip()
    chat.members[author] = None
    missed = _MISSED.match(written["body"]) is not None
    chat.messages.append(_Message(number, moment, author, [written["body"]], missed))


def _read_notice(chat: _Chat, text: str) -> None:
    """A line without author: who was added to the chat, or left it."""
    added = _ADDED.match(text)
    if added is not None and _NOTICE not in text:
        for who in re.split(r", | and ", added["who"]):
            chat.members[who.strip()] = None
        chat.members[added["by"].strip()] = None
        return
    joined = _JOINED.match(text)
    if joined is not None and _NOTICE not in text:
        chat.members[joined["who"].strip()] = None


def _moment(found: re.Match[str]) -> str:
    """The time as ISO text without zone; empty if there is no such day or time."""
    hour = int(found["hour"])
    half = (found["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    day = _day(found["year"], found["month"], found["day"])
    minute, second = int(found["minute"]), int(found["second"] or 0)
    if not day or hour > _LAST_HOUR or minute > _LAST_MINUTE or second > _LAST_MINUTE:
        return ""
    return f"{day}T{hour:02d}:{minute:02d}:{second:02d}"


@cache
def _day(year: str, month: str, day: str) -> str:
    """The day as ISO text; empty if the calendar has none such."""
    try:
        return dt.date(
            int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)
        ).isoformat()
    except ValueError:
        return ""


def _communications(chat: _Chat) -> Iterator[tuple[object, ...]]:
    """Rows of the observed table: to everybody in the chat, so without one receiver."""
    for each in chat.messages:
        kind = "call" if each.missed else "message"
        yield (
            chat.file, each.line, kind, _APP, each.author, "", chat.name, each.moment,
            None, not each.missed, "", "\n".join(each.body), False,
        )  # fmt: skip

"""A phone extraction as one XML report (alone or in a .ufdr archive), read as a stream.

Taken are calls, messages, chats with their members, saved contacts and positions; nothing else of
the device is looked at. Times carry their zone. What an extraction marks as deleted is kept so.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from netgraph.errors import CaseError
from netgraph.sources.observed import OWNER, append_rows
from netgraph.sources.plain_xml import UNPACKING, read_xml

if TYPE_CHECKING:
    import duckdb

__all__ = ["is_phone_report", "read_phone_report"]

_NAMESPACE = b"pa.cellebrite.com/report"
_HEAD_BYTES = 4096
_ROWS_AT_ONCE = 20_000

# A report unpacks to at most so many times its size, beyond what is always allowed.
# SOURCE: [decision-0009].
_MOST_UNPACKED = 200
_ALWAYS_ALLOWED = 1 << 30
_MOST_FIGURES = 6

# Outermost models that are taken.
_TAKEN = ("Call", "Chat", "Contact", "InstantMessage", "Location", "SMS")

# Statuses of a call that nobody answered, as tools write them.
_NOT_ANSWERED = ("missed", "rejected", "blocked", "unanswered", "cancelled")


@dataclass(slots=True)
class _Model:
    """One model of the report: its type, fields, and the models inside it by field."""

    type: str
    deleted: bool = False
    fields: dict[str, str] = field(default_factory=dict)
    inside: dict[str, list["_Model"]] = field(default_factory=dict)

    def first(self, name: str) -> "_Model":
        """The first model in that field; an empty one if there is none."""
        return next(iter(self.inside.get(name, ())), _Model(""))


def is_phone_report(path: Path) -> bool:
    """Whether a file is such a report, or an archive with one."""
    if zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as archive:
                return "report.xml" in archive.namelist()
        except UNPACKING:
            return False
    with path.open("rb") as file:
        return _NAMESPACE in file.read(_HEAD_BYTES)


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive, archive.open("report.xml") as file:
            info = archive.getinfo("report.xml")
            if info.file_size > max(_ALWAYS_ALLOWED, _MOST_UNPACKED * info.compress_size):
                raise CaseError(
                    f"{path.name}: unpacks to far more than a report holds", hint="Export it again."
                )
            yield file
    else:
        with path.open("rb") as file:
            yield file


class _Reader:
    """Builds one outermost model after the other, hands it on and forgets it."""

    def __init__(self, con: "duckdb.DuckDBPyConnection", name: str) -> None:
        self._con, self._name = con, name
        self._models: list[_Model] = []
        self._fields: list[str] = []
        self._text: list[str] = []
        self._in_value = False
        self._number = 0
        self._rows: dict[str, list[tuple[object, ...]]] = {
            name: [] for name in ("communications", "chat_members", "saved_contacts", "positions")
        }

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "model":
            deleted = attributes.get("deleted_state", "Intact") not in ("Intact", "")
            self._models.append(_Model(attributes.get("type", ""), deleted))
        elif tag in ("field", "modelField", "multiModelField", "multiField"):
            self._fields.append(attributes.get("name", ""))
        elif tag == "value" and self._models and self._fields:
            self._in_value, self._text = True, []

    def text(self, piece: str) -> None:
        if self._in_value:
            self._text.append(piece)

    def closed(self, tag: str) -> None:
        if tag == "value" and self._in_value:
            self._in_value = False
            self._models[-1].fields.setdefault(self._fields[-1], "".join(self._text).strip())
        elif tag in ("field", "modelField", "multiModelField", "multiField") and self._fields:
            self._fields.pop()
        elif tag == "model" and self._models:
            model = self._models.pop()
            if self._models:
                place = self._fields[-1] if self._fields else ""
                if self._is_message_of_chat(place):
                    self._take_message(model)
                else:
                    self._models[-1].inside.setdefault(place, []).append(model)
            else:
                self._take(model)

    def _is_message_of_chat(self, place: str) -> bool:
        """Whether what just ended is a message of a chat whose application is known already."""
        chat = self._models[-1]
        return (
            len(self._models) == 1
            and (chat.type, place) == ("Chat", "Messages")
            and "Source" in chat.fields
        )

    def _take_message(self, message: _Model) -> None:
        """Hand a message on before its chat ends: chats may be very long."""
        number, chat = self._number + 1, self._models[-1]
        named = f"{self._name} chat {number}"
        self._rows["communications"].append(_chat_message(self._name, number, chat, message, named))
        if len(self._rows["communications"]) >= _ROWS_AT_ONCE:
            self.flush()

    def _take(self, model: _Model) -> None:
        self._number += 1
        if model.type not in _TAKEN:
            return
        number = self._number
        if model.type == "Call":
            self._rows["communications"] += _call(self._name, number, model)
        elif model.type == "Chat":
            chat = f"{self._name} chat {number}"
            self._rows["communications"] += _chat(self._name, number, model, chat)
            self._rows["chat_members"] += _members(self._name, model, chat)
        elif model.type in ("InstantMessage", "SMS"):
            self._rows["communications"] += _message(self._name, number, model)
        elif model.type == "Contact":
            self._rows["saved_contacts"] += _contact(self._name, number, model)
        else:
            self._rows["positions"] += _position(self._name, number, model)
        if sum(map(len, self._rows.values())) >= _ROWS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Put what was read into the observed tables."""
        for table, rows in self._rows.items():
            append_rows(self._con, table, rows)
            rows.clear()


def read_phone_report(con: "duckdb.DuckDBPyConnection", path: Path, name: str) -> None:
    """Add what one report holds to the observed tables; ``line`` counts its models.

    Raises:
        CaseError: The archive or the XML is damaged, or holds what is refused.
    """
    reader = _Reader(con, name)
    try:
        with _opened(path) as file:
            read_xml(file, name, reader.opened, reader.closed, reader.text)
    except UNPACKING as error:
        raise CaseError(f"{name}: the report is damaged", hint="Export it again.") from error
    reader.flush()


def _app(model: _Model) -> str:
    word = model.fields.get("Source", "").casefold().replace(" ", "_")
    if word in ("", "phone", "native", "native_messages", "sms"):
        return "sms" if model.type in ("SMS", "InstantMessage") else "phone"
    return word


def _identity(party: _Model) -> str:
    if party.fields.get("IsPhoneOwner", "").casefold() == "true":
        return OWNER
    return party.fields.get("Identifier", "") or party.fields.get("Name", "") or OWNER


def _seconds(text: str) -> int | None:
    """A span ``hh:mm:ss`` in seconds; None if it is not one."""
    parts = text.split(".")[0].split(":")
    if len(parts) != 3 or not all(
        part.isdecimal() and len(part) <= _MOST_FIGURES for part in parts
    ):
        return None
    hours, minutes, seconds = map(int, parts)
    return hours * 3600 + minutes * 60 + seconds


def _call(name: str, number: int, model: _Model) -> Iterator[tuple[object, ...]]:
    outgoing = model.fields.get("Direction", "").casefold() == "outgoing"
    duration = _seconds(model.fields.get("Duration", ""))
    status = model.fields.get("Status", "").casefold()
    answered = None if duration is None else duration > 0
    if any(word in status for word in _NOT_ANSWERED):
        answered = False
    for party in model.inside.get("Parties", []):
        other = _identity(party)
        if other == OWNER:
            continue
        sender, receiver = (OWNER, other) if outgoing else (other, OWNER)
        yield (
            name, number, "call", _app(model), sender, receiver, "",
            model.fields.get("TimeStamp", ""), duration, answered,
            "outgoing" if outgoing else "incoming", None, model.deleted,
        )  # fmt: skip


def _chat(name: str, number: int, model: _Model, chat: str) -> Iterator[tuple[object, ...]]:
    for message in model.inside.get("Messages", []):
        yield _chat_message(name, number, model, message, chat)


def _chat_message(
    name: str, number: int, model: _Model, message: _Model, chat: str
) -> tuple[object, ...]:
    author = _identity(message.first("From"))
    return (
        name, number, "message", _app(model), author, "", chat,
        message.fields.get("TimeStamp", ""), None, True,
        "outgoing" if author == OWNER else "incoming", message.fields.get("Body", ""),
        message.deleted or model.deleted,
    )  # fmt: skip


def _members(name: str, model: _Model, chat: str) -> Iterator[tuple[object, ...]]:
    parties = model.inside.get("Participants", [])
    for each in sorted({_identity(party) for party in parties} | {OWNER}):
        yield (name, chat, _app(model), each)


def _message(name: str, number: int, model: _Model) -> Iterator[tuple[object, ...]]:
    parties = model.inside.get("Parties", []) + model.inside.get("To", [])
    others = [_identity(each) for each in parties if _identity(each) != OWNER]
    sender = _identity(model.first("From")) if "From" in model.inside else ""
    folder = model.fields.get("Folder", "") + model.fields.get("Direction", "")
    incoming = "inbox" in folder.casefold() or "incoming" in folder.casefold()
    if not sender:
        sender = others[0] if incoming and others else OWNER
    receivers = [OWNER] if sender != OWNER else others
    for receiver in receivers:
        yield (
            name, number, "message", _app(model), sender, receiver, "",
            model.fields.get("TimeStamp", ""), None, True,
            "outgoing" if sender == OWNER else "incoming", model.fields.get("Body", ""),
            model.deleted,
        )  # fmt: skip


def _contact(name: str, number: int, model: _Model) -> Iterator[tuple[object, ...]]:
    app = _app(model)
    for entry in model.inside.get("Entries", []):
        value = entry.fields.get("Value", "")
        if value and entry.type in ("PhoneNumber", "UserID"):
            shown = "" if app in ("phone", "sms") else app
            yield (name, number, model.fields.get("Name", ""), shown, value)


def _position(name: str, number: int, model: _Model) -> Iterator[tuple[object, ...]]:
    point = model.first("Position").fields
    try:
        lat, lon = float(point["Latitude"]), float(point["Longitude"])
    except (KeyError, ValueError):
        return
    if not (abs(lat) <= 90 and abs(lon) <= 180):  # degrees
        return
    precision = model.fields.get("Precision", "") or point.get("Precision", "")
    metres = float(precision) if re.fullmatch(r"\d+(\.\d+)?", precision) else None
    yield (name, number, model.fields.get("TimeStamp", ""), lat, lon, metres)

"""Tables of phone artefacts as tab-separated text: call logs and text messages (ALEAPP's layout).

``Call Logs.tsv`` has Call Date, Partner, Type, Duration; ``sms messages.tsv`` has Date, Address,
Body. Times are UTC, as the tool writes them. A message without a sent date was received.
"""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.sources.observed import OWNER, append_rows
from netgraph.sources.plain_text import plain_text

if TYPE_CHECKING:
    import duckdb

__all__ = ["is_artefacts", "read_artefacts"]

_CALLS = {"call date", "partner", "type"}
_MESSAGES = {"date", "address", "body"}

# Types of call that nobody answered.
_NOT_ANSWERED = ("missed", "rejected", "blocked", "voicemail")

_ROWS_AT_ONCE = 50_000
_MOST_FIGURES = 9


@contextmanager
def _long_fields() -> Iterator[None]:
    """Let a field be as long as a line may be; plain_text has refused longer ones."""
    usual = csv.field_size_limit(sys.maxsize)
    try:
        yield
    finally:
        csv.field_size_limit(usual)


def is_artefacts(head: str) -> bool:
    """Whether the first line is the header of a call log or of text messages."""
    columns = {each.strip().casefold() for each in head.split("\n", 1)[0].split("\t")}
    return columns >= _CALLS or columns >= _MESSAGES


def read_artefacts(con: "duckdb.DuckDBPyConnection", path: Path, name: str, scratch: Path) -> str:
    """Add the calls or messages of one table. Gives the sha256 of its bytes."""
    text = plain_text(path, name, scratch)
    rows: list[tuple[object, ...]] = []
    owners: set[str] = set()
    text.refuse_long_lines(name)
    with text.path.open(encoding="utf-8", newline="") as file, _long_fields():
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        reader.fieldnames = [each.strip().casefold() for each in reader.fieldnames or ()]
        read = _calls if set(reader.fieldnames) >= _CALLS else _messages
        for row in read(reader, name, owners):
            rows.append(row)
            if len(rows) >= _ROWS_AT_ONCE:
                append_rows(con, "communications", rows)
                rows.clear()
    append_rows(con, "communications", rows)
    append_rows(con, "own_identities", [(name, "number", "phone", each) for each in sorted(owners)])
    return text.sha256


def _calls(
    reader: "csv.DictReader[str]", name: str, owners: set[str]
) -> Iterator[tuple[object, ...]]:
    for row in reader:
        own = (row.get("phone account address") or "").strip() or OWNER
        partner = (row.get("partner") or "").strip()
        if not partner:
            continue
        if own != OWNER:
            owners.add(own)
        sort = (row.get("type") or "").strip().casefold()
        outgoing = sort.startswith("out")
        seconds = (row.get("duration in secs") or "").strip()
        duration = int(seconds) if seconds.isdecimal() and len(seconds) <= _MOST_FIGURES else None
        answered = None if duration is None else duration > 0
        if sort in _NOT_ANSWERED:
            answered = False
        sender, receiver = (own, partner) if outgoing else (partner, own)
        deleted = (row.get("deleted") or "").strip() in ("1", "true", "yes")
        yield (
            name, reader.line_num, "call", "phone", sender, receiver, "",
            _utc(row.get("call date")), duration, answered,
            "outgoing" if outgoing else "incoming", None, deleted,
        )  # fmt: skip


def _messages(
    reader: "csv.DictReader[str]",
    name: str,
    owners: set[str],  # noqa: ARG001  # the layout of calls: this one does not give the owner
) -> Iterator[tuple[object, ...]]:
    for row in reader:
        partner = (row.get("address") or "").strip()
        if not partner:
            continue
        # Android keeps a service centre for what was received; what was sent has none.
        outgoing = not (row.get("service center") or "").strip()
        sender, receiver = (OWNER, partner) if outgoing else (partner, OWNER)
        yield (
            name, reader.line_num, "message", "sms", sender, receiver, "", _utc(row.get("date")),
            None, True, "outgoing" if outgoing else "incoming", row.get("body"), False,
        )  # fmt: skip


def _utc(text: str | None) -> str:
    """A time of the tool, which is UTC, as ISO text with its zone."""
    plain = (text or "").strip().replace(" ", "T", 1)
    return f"{plain}Z" if plain and plain[-1].isdigit() and "+" not in plain else plain

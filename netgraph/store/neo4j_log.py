"""The log of a shared store: one node a line, in the same database.

``(:LogLine {number, text})`` hold the lines, ``(:Log)`` is the second place: how many there are,
and the hash of the last one. Whoever appends holds the lock on that node, which no import holds:
reading the case while somebody imports is logged without waiting for them.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from netgraph.audit import Act, Appended, Head, link
from netgraph.errors import LogError, StoreBusy, StoreError
from netgraph.store.neo4j_connection import Connection
from netgraph.store.neo4j_model import STORE_NAME

if TYPE_CHECKING:
    import neo4j

__all__ = ["ServerLog"]

_LOG = "MATCH (log:Log {name: $name}) "


class ServerLog:
    """The log of the store on that server; see audit.py for what each method gives."""

    def __init__(self, server: Connection) -> None:
        self._server = server

    def append(self, act: Act) -> Appended:
        written: list[Appended] = []

        def work(tx: "neo4j.ManagedTransaction") -> Appended:
            written.append(_append(tx, act))
            return written[-1]

        def is_kept(tx: "neo4j.ManagedTransaction") -> bool:
            return _holds(tx, written[-1])

        try:
            return self._server.write(work, is_kept)
        except StoreBusy:
            raise
        except StoreError as error:
            raise LogError(
                f"the log cannot be written: {error.message}",
                hint="Nothing was done: what is not in the log must not happen. "
                "Is the server there, and has it room?",
            ) from error

    def lines(self) -> list[bytes]:
        rows = self._server.run(
            "MATCH (n:LogLine) WITH n.text AS text, n.number AS number ORDER BY number, text "
            "RETURN coalesce(text, '')"
        )
        return [str(text).encode() for (text,) in rows]

    def redact(self, lines: Mapping[int, bytes]) -> None:
        rows = [[number, text.decode()] for number, text in sorted(lines.items())]

        def work(tx: "neo4j.ManagedTransaction") -> None:
            tx.run(f"{_LOG} SET log.asked = true", name=STORE_NAME).consume()
            tx.run(
                "UNWIND $rows AS row MATCH (n:LogLine {number: row[0]}) SET n.text = row[1]",
                rows=rows,
            ).consume()

        # To write the same texts once more changes nothing.
        self._server.write(work, lambda _: False)

    def head(self) -> Head | None:
        rows = self._server.run(f"{_LOG} RETURN log.lines, log.hash", name=STORE_NAME)
        if not rows or rows[0][0] is None:
            return None
        return Head(int(rows[0][0]), str(rows[0][1]))


def _append(tx: "neo4j.ManagedTransaction", act: Act) -> Appended:
    """Write one line after the last, holding the log until the transaction ends."""
    row = tx.run(f"{_LOG} SET log.asked = true RETURN log.lines, log.hash", name=STORE_NAME)
    found = row.single()
    lines, hash_before = _begin(tx) if found is None else (int(found[0]), str(found[1]))
    last = tx.run("MATCH (n:LogLine) RETURN max(n.number)").single(strict=True)[0] or 0
    text, hash_of_line = link(act, lines + 1, hash_before)
    tx.run(
        f"{_LOG} SET log.lines = $number, log.hash = $hash "
        "CREATE (:LogLine {number: $number, text: $text})",
        name=STORE_NAME,
        number=lines + 1,
        hash=hash_of_line,
        text=text.decode(),
    ).consume()
    return Appended(lines + 1, hash_of_line, is_sound=last == lines)


def _begin(tx: "neo4j.ManagedTransaction") -> tuple[int, str]:
    """Make the second place; the lock on the store's marker sees that only one is made.

    Lines that are there already had one, which is gone: numbers go on after them, and what was
    removed at their end shows as a gap.
    """
    tx.run("MATCH (s:Store {name: $name}) SET s.asked = true", name=STORE_NAME).consume()
    rows = tx.run(
        "MERGE (log:Log {name: $name}) WITH log "
        "OPTIONAL MATCH (n:LogLine) WITH log, max(n.number) AS last "
        "SET log.lines = coalesce(log.lines, last + 1, 0), log.hash = coalesce(log.hash, '') "
        "RETURN log.lines, log.hash",
        name=STORE_NAME,
    )
    lines, hash_before = rows.single(strict=True)
    return int(lines), str(hash_before)


def _holds(tx: "neo4j.ManagedTransaction", line: Appended) -> bool:
    row = tx.run("MATCH (n:LogLine {number: $number}) RETURN n.text", number=line.number).single()
    return row is not None and f'"hash":"{line.hash}"' in str(row[0])

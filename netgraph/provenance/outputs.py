"""Reports, copies and files that were handed out earlier, and whether they rest on something.

The log says when each was written, of whom, looked at from which day, and by a digest which imports
the store then held. From that follows whether it can hold something: nothing more need be kept.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from netgraph.audit import read_line
from netgraph.records import ImportRecord, as_json

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "Output",
    "Resting",
    "output_of",
    "outputs_resting_on",
    "resting_on_import",
    "resting_on_people",
    "resting_on_report",
]

# Options of a command that say where its result went, and whom it is about.
_WRITTEN, _SERVER = ("output", "folder"), "to"
_ABOUT = ("about", "person", "order")


@dataclass(frozen=True, slots=True)
class Output:
    """Something that was handed out, by the line of the log that tells of it.

    ``where`` is a file or a server; ``replaced_by`` the later line that wrote over it, or 0.
    """

    line: int
    at: str
    by: str
    command: str
    where: str
    as_of: str
    audience: str
    recipient: str
    about: tuple[str, ...]
    copy: str = ""
    expires: str = ""
    replaced_by: int = 0


@dataclass(frozen=True, slots=True)
class Resting:
    """What an output must meet to rest on something: written after that import, from that day on.

    ``near`` are ids that the something is about, and what stands within two steps of them; an
    output about others does not hold it.
    """

    from_import: int
    from_day: date | None = None
    near: frozenset[str] = field(default_factory=frozenset)


def resting_on_report(con: "duckdb.DuckDBPyConnection", report: str) -> Resting:
    """What rests on a report: outputs since it was first imported, looked at from its day or later."""
    first = con.execute(
        "SELECT min(import_id), min(date) FROM kept.reports WHERE id = $id", {"id": report}
    ).fetchall()[0]
    ends = con.execute(
        "SELECT unnest([id, from_id, to_id]) FROM kept.links WHERE report = $id "
        "UNION SELECT subject FROM kept.flags WHERE report = $id "
        "UNION SELECT id FROM kept.events WHERE report = $id "
        "UNION SELECT account FROM kept.posts WHERE report = $id",
        {"id": report},
    ).fetchall()
    return Resting(first[0], first[1], _near(con, (each for (each,) in ends)))


def resting_on_import(con: "duckdb.DuckDBPyConnection", number: int) -> Resting:
    """What rests on an import: outputs since then that are about what it brought."""
    ends = con.execute(
        "SELECT unnest([id, from_id, to_id]) FROM kept.links WHERE import_id = $id "
        "UNION SELECT subject FROM kept.flags WHERE import_id = $id "
        "UNION SELECT person FROM kept.orders WHERE import_id = $id "
        + "".join(
            f"UNION SELECT id FROM kept.{table} WHERE import_id = $id "
            for table in ("people", "addresses", "events")
        ),
        {"id": number},
    ).fetchall()
    return Resting(number, None, _near(con, (each for (each,) in ends)))


def resting_on_people(con: "duckdb.DuckDBPyConnection", *people: str) -> Resting:
    """What can hold people: outputs since they were first imported, about all or what is near them."""
    [(first,)] = con.execute(
        "SELECT min(import_id) FROM kept.people WHERE id IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": people},
    ).fetchall()
    return Resting(first or 0, None, _near(con, people))


def _near(con: "duckdb.DuckDBPyConnection", ids: Iterable[str]) -> frozenset[str]:
    """Those ids and all within two steps of them, by any link that was ever held."""
    near = frozenset(ids)
    ends = "SELECT {} FROM kept.links WHERE {} IN (SELECT unnest($ids::VARCHAR[]))"
    both = " UNION ".join((ends.format("from_id", "to_id"), ends.format("to_id", "from_id")))
    for _ in range(2):
        rows = con.execute(both, {"ids": sorted(near)}).fetchall()
        near |= {each for (each,) in rows}
    return near


def outputs_resting_on(
    resting: Resting, lines: Iterable[bytes], imports: Sequence[ImportRecord]
) -> tuple[Output, ...]:
    """What was handed out that can hold what is described, oldest first."""
    held = _imports_by_digest(imports)
    read = [line for raw in lines if (line := read_line(raw)) is not None]
    found = []
    for line in read:
        output = output_of(line)
        if output is not None and _rests(output, line, resting, held):
            found.append(output)
    latest = {each.where: each.line for line in read if (each := output_of(line)) is not None}
    return tuple(_with_replacement(each, latest) for each in found)


def _imports_by_digest(imports: Sequence[ImportRecord]) -> dict[str, int]:
    """How many imports there were, by the digest of the register as it then stood (audit.py)."""
    so_far = hashlib.sha256(b"[")
    held = {hashlib.sha256(b"[]").hexdigest(): 0}
    for number, record in enumerate(imports, start=1):
        text = json.dumps(as_json(record), sort_keys=True)
        so_far.update((", " if number > 1 else "").encode() + text.encode())
        whole = so_far.copy()
        whole.update(b"]")
        held[whole.hexdigest()] = number
    return held


def output_of(line: dict[str, Any]) -> Output | None:
    """What a line of the log says was handed out; None if nothing was."""
    options = line["options"]
    where = next((str(options[name]) for name in _WRITTEN if name in options), "")
    if line["command"] == "publish":
        where = str(options.get(_SERVER, ""))
    if not where or line["command"] in ("import", "demo", "simulate"):
        return None
    about: list[str] = []
    for name in _ABOUT:
        value = options.get(name, [])
        about += value if isinstance(value, list) else [value]
    return Output(
        line["number"],
        line["at"],
        line["by"],
        line["command"],
        where,
        str(options.get("as-of", line["at"][:10])),
        str(options.get("audience", "")),
        line["recipient"],
        tuple(about),
        str(options.get("copy", "")) or str(line["number"]),
        str(options.get("expires", "")),
    )


def _rests(output: Output, line: dict[str, Any], resting: Resting, held: dict[str, int]) -> bool:
    inputs = line["inputs"]
    imports = held.get(inputs[0]) if inputs else None
    if imports is not None and imports < resting.from_import:
        return False
    if resting.from_day is not None and output.as_of < resting.from_day.isoformat():
        return False
    return not output.about or not resting.near.isdisjoint(output.about)


def _with_replacement(output: Output, latest: dict[str, int]) -> Output:
    last = latest[output.where]
    return replace(output, replaced_by=last) if last != output.line else output

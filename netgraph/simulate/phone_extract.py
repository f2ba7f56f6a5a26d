"""A small file of invented call data beside the demonstration case, for a first screening.

It is the call data of the person under the order in force: calls to the person whom the order names,
before and after service, answered and not; calls with somebody under 18; calls with others, and with
a number that nobody is known to use.
"""

import csv
from datetime import date
from pathlib import Path

from netgraph.errors import OutputError

__all__ = ["EXTRACT", "write_phone_extract"]

# Name of the file, beside the case.
EXTRACT = "phone_extract.csv"

_HEADER = ("a_number", "b_number", "start", "duration_s", "direction")

# Kept free for drama, and in no invented case. SOURCE: [ofcom-drama-numbers].
_NOBODYS = "07700900999"

# Who rings whom, when, for how many seconds; ``own`` is the person under the order.
_CALLS = (
    ("own", "named", "2024-11-13T23:59:59", 48),
    ("own", "adult", "2024-11-20T12:10:05", 130),
    ("own", "named", "2024-12-02T21:14:30", 95),
    ("adult", "own", "2024-12-11T09:00:12", 33),
    ("named", "own", "2025-01-10T18:20:00", 0),
    ("named", "own", "2025-01-12T18:25:41", 40),
    ("own", "named", "2025-01-20T20:02:09", 0),
    ("child", "own", "2025-01-24T22:48:30", 0),
    ("own", "child", "2025-01-24T23:05:10", 210),
    ("own", "nobody", "2025-01-25T10:15:00", 12),
    ("own", "child", "2025-01-26T01:40:55", 65),
    ("own", "nobody", "2025-01-27T10:17:20", 14),
    ("child", "own", "2025-02-01T17:30:00", 20),
    ("nobody", "own", "2025-02-02T10:20:00", 9),
)

_YOUNGEST_DAY = date(2025, 1, 24)


def write_phone_extract(case: Path, path: Path) -> None:
    """Write the call data that goes with a written demonstration case.

    Raises:
        OutputError: The file cannot be written.
    """
    numbers = _numbers(case)
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(_HEADER)
            for caller, called, start, seconds in _CALLS:
                direction = "outgoing" if caller == "own" else "incoming"
                writer.writerow((numbers[caller], numbers[called], start, seconds, direction))
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written", hint="Is there room, and may you write there?"
        ) from error


def _numbers(case: Path) -> dict[str, str]:
    """The number of each part, from the case: the first of each that has a telephone."""
    conditions = _rows(case, "conditions")
    order = conditions[0]["order"]
    own = next(row["person"] for row in _rows(case, "orders") if row["id"] == order)
    named = next(row["targets"] for row in conditions if row["category"] == "contact_named")
    phones = {row["id"]: row["number"] for row in _rows(case, "phones")}
    used = {
        row["from"]: phones[row["to"]]
        for row in reversed(_rows(case, "links"))
        if row["kind"] == "uses" and row["to"] in phones and not row["end"]
    }
    known = [
        (row["id"], date.fromisoformat(row["date_of_birth"]))
        for row in _rows(case, "people")
        if row["date_of_birth"] and row["id"] in used and row["id"] not in (own, named)
    ]
    child = next(person for person, born in known if _is_child(born))
    adult = next(person for person, born in known if not _is_child(born))
    parts = {"own": own, "named": named, "child": child, "adult": adult}
    return {part: used[person] for part, person in parts.items()} | {"nobody": _NOBODYS}


def _is_child(born: date) -> bool:
    return born > _YOUNGEST_DAY.replace(year=_YOUNGEST_DAY.year - 18)


def _rows(case: Path, name: str) -> list[dict[str, str]]:
    with (case / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))

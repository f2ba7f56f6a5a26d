"""Which records are to be looked at again, by groups that a force sets; and what has expired.

Review never removes anything by itself: a person decides to keep, with a reason and until when, or
to forget.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netgraph.audit import read_line
from netgraph.errors import DecisionError, InputError, UnknownId
from netgraph.provenance.outputs import Output, output_of
from netgraph.provenance.second_thoughts import Given
from netgraph.store.effects import standing
from netgraph.vocabulary import FLAGS, LINK_KINDS

if TYPE_CHECKING:
    import duckdb

__all__ = ["Due", "Expired", "Group", "Schedule", "due", "expired", "keeping", "read_schedule"]

_SHIPPED = Path(__file__).with_name("retention.toml")
_KINDS = frozenset(kind.name for kind in LINK_KINDS)
_FLAGS = frozenset(flag.name for flag in FLAGS)


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the schedule: of what a record must tell, and after how many years it is due."""

    name: str
    why: str
    years: int
    links_from: tuple[str, ...] = ()
    links_to: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """Groups in order, the last of which fits everybody; days after which an output expires."""

    name: str
    version: str
    groups: tuple[Group, ...]
    derived_days: int


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody whose records are to be looked at: since when, by which group, kept until when.

    ``latest`` is the day of the latest record, None if there is none; ``kept_by`` the decision that
    last kept them, or 0.
    """

    person: str
    label: str
    group: str
    latest: date | None
    due: date
    kept_by: int


@dataclass(frozen=True, slots=True)
class Expired:
    """A report or copy whose last day has passed."""

    output: Output
    expired: date


def read_schedule(path: Path | None = None) -> Schedule:
    """The schedule in that file, or the shipped one.

    Raises:
        InputError: The file cannot be read, or says something that is no schedule.
    """
    file = path or _SHIPPED
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
        groups = tuple(_group(each) for each in found["groups"])
        made = Schedule(
            str(found["name"]), str(found["version"]), groups, int(found["derived"]["days"])
        )
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read", hint="Give a schedule in TOML.") from error
    except (tomllib.TOMLDecodeError, RecursionError, KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{file}: not a schedule of review: {error}",
            hint="Take netgraph/provenance/retention.toml as a pattern.",
        ) from error
    last = groups[-1] if groups else None
    if last is None or last.links_from or last.links_to or last.flags:
        raise InputError(
            f"{file}: the last group must fit everybody",
            hint="End with a group that has only name, why and years.",
        )
    return made


def _group(said: dict[str, Any]) -> Group:
    known = {"links_from": _KINDS, "links_to": _KINDS, "flags": _FLAGS}
    words = {name: tuple(said.get(name, ())) for name in known}
    for name, allowed in known.items():
        strange = sorted(set(words[name]) - allowed)
        if strange:
            raise ValueError(f"{said['name']}: {name}: {', '.join(strange)} is no such kind")
    years = int(said["years"])
    if years < 1:
        raise ValueError(f"{said['name']}: years must be 1 or more")
    return Group(str(said["name"]), str(said["why"]), years, **words)


_RECORDS = """
    SELECT l.from_id AS person, 'from ' || l.kind AS word,
           greatest(r.date, coalesce(l.end_day, l.start_day, r.date)) AS day
    FROM links l JOIN reports r ON r.id = l.report
    UNION ALL SELECT l.to_id, 'to ' || l.kind,
           greatest(r.date, coalesce(l.end_day, l.start_day, r.date))
    FROM links l JOIN reports r ON r.id = l.report
    UNION ALL SELECT f.subject, 'flag ' || f.flag,
           greatest(r.date, coalesce(f.end_day, f.start_day, r.date))
    FROM flags f JOIN reports r ON r.id = f.report"""


def due(
    con: "duckdb.DuckDBPyConnection",
    schedule: Schedule,
    decisions: Sequence[dict[str, str]],
    as_of: date,
) -> tuple[Due, ...]:
    """Everybody whose records are due on that day, longest due first; professionals aside."""
    words = [
        f"{sort} {kind}"
        for group in schedule.groups
        for sort, kinds in _sorts(group)
        for kind in kinds
    ]
    places = [
        place
        for place, group in enumerate(schedule.groups)
        for _, kinds in _sorts(group)
        for _ in kinds
    ]
    rows = con.execute(
        f"""WITH records AS ({_RECORDS}),
        fits AS (SELECT unnest($words::VARCHAR[]) AS word, unnest($places::INTEGER[]) AS place)
        SELECT p.id, concat_ws(' ', nullif(trim(p.forenames), ''), nullif(trim(p.surname), '')),
               coalesce(min(f.place), $last), max(r.day)
        FROM people p LEFT JOIN records r ON r.person = p.id AND r.day <= $as_of
        LEFT JOIN fits f ON f.word = r.word
        WHERE p.id NOT IN (SELECT subject FROM flags WHERE flag = 'professional')
        GROUP BY 1, 2 ORDER BY 1""",
        {"words": words, "places": places, "last": len(schedule.groups) - 1, "as_of": as_of},
    ).fetchall()
    kept = _kept(decisions)
    found = []
    for person, label, place, latest in rows:
        group = schedule.groups[place]
        day = _years_after(latest, group.years) if latest else as_of
        until, by = kept.get(person, (day, 0))
        day = max(day, until)
        if day <= as_of:
            found.append(Due(person, label or person, group.name, latest, day, by))
    return tuple(sorted(found, key=lambda each: (each.due, each.person)))


def _sorts(group: Group) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("from", group.links_from), ("to", group.links_to), ("flag", group.flags)


def _years_after(day: date, years: int) -> date:
    """The same day that many years later; 1 March where there is no 29 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _kept(decisions: Sequence[dict[str, str]]) -> dict[str, tuple[date, int]]:
    """Until when each person was last decided to be kept, and by which decision."""
    return {
        each["about"]: (date.fromisoformat(each["until"]), number)
        for number, each in standing(decisions)
        if each.get("what") == "keep"
    }


def keeping(
    con: "duckdb.DuckDBPyConnection", person: str, until: date, given: Given, as_of: date
) -> dict[str, str]:
    """The decision to keep what is recorded of somebody until a day, on which it is looked at again.

    Raises:
        UnknownId: The store holds no such person.
        DecisionError: It names nobody or no reason, or a day that is not to come.
    """
    if not con.execute("SELECT 1 FROM people WHERE id = $id", {"id": person}).fetchall():
        raise UnknownId(f"{person}: no such person in this store", hint="Give the id of a person.")
    if until <= as_of:
        raise DecisionError(
            f"{person}: kept until {until}, which is not to come", hint="Give a later --until."
        )
    if not given.by.strip() or not given.reason.strip():
        raise DecisionError(
            f"{person}: a decision without who decides or a reason",
            hint="Give both --by and --reason.",
        )
    return {
        "what": "keep",
        "about": person,
        "until": until.isoformat(),
        "reason": given.reason.strip(),
        "who": given.by.strip(),
        "when": given.now,
    }


def expired(lines: Iterable[bytes], schedule: Schedule, as_of: date) -> tuple[Expired, ...]:
    """Reports and copies whose last day has passed, and that no later one has written over."""
    latest: dict[str, Expired] = {}
    for raw in lines:
        line = read_line(raw)
        output = output_of(line) if line is not None else None
        if line is None or output is None:
            continue
        said = line["options"].get("expires")
        written = date.fromisoformat(output.at[:10])
        last = date.fromisoformat(said) if said else written + timedelta(schedule.derived_days)
        latest[output.where] = Expired(output, last)
    gone = [each for each in latest.values() if each.expired < as_of]
    return tuple(sorted(gone, key=lambda each: (each.expired, each.output.line)))

"""Who is to be forgotten: which rows go with them, which words name them, what stands in the way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from netgraph.audit import Act, Log, read_line, redacted
from netgraph.errors import DecisionError, UnknownId
from netgraph.provenance.outputs import Output
from netgraph.provenance.second_thoughts import Given
from netgraph.store.removal import Removal, keyed_hash, text_columns
from netgraph.vocabulary import CASE_FILES

if TYPE_CHECKING:
    import duckdb

    from netgraph.orders.entries import RegisteredOrder

__all__ = [
    "Forgotten",
    "Removing",
    "clean_rejects",
    "redact_log",
    "refuse",
    "removal_of",
    "rows_that_may_name",
]

# Things that go with the person where nobody else is recorded with them.
_OWN_THINGS = ("phones", "vehicles", "accounts", "events")

# Letters of a word that is blanked wherever it stands; a shorter one names too many others.
# SOURCE: [decision-0026].
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Removing:
    """How somebody is removed.

    ``address``: where the store is; ``as_of``: the day on which no order may be in force; ``new_key``:
    a key for the tombstone, if it is the store's first; ``act``: for the log, where lines of it change.
    """

    address: str
    as_of: date
    new_key: str
    act: Act


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a removal did, and what is left for people to do.

    ``rows`` are how many of each table went; ``outputs`` were handed out before and can hold the
    person; ``may_name`` are rows that stay and hold the surname; ``log_lines`` how many lines were
    redacted; ``rejects`` are files beside the store and how many rows went from each.
    """

    decision: int
    rows: tuple[tuple[str, int], ...]
    outputs: tuple[Output, ...]
    may_name: tuple[tuple[str, str], ...]
    log_lines: int
    rejects: tuple[tuple[str, int], ...]


def refuse(
    con: "duckdb.DuckDBPyConnection",
    person: str,
    decisions: Sequence[dict[str, str]],
    in_force: "Iterable[RegisteredOrder]",
) -> None:
    """Refuse to forget somebody who is forgotten already, or whom an order in force names.

    Raises:
        DecisionError: That is so.
    """
    held = con.execute("SELECT 1 FROM kept.people WHERE id = $id LIMIT 1", {"id": person})
    if not held.fetchall():
        for number, each in enumerate(decisions, start=1):
            if each.get("what") == "forget" and keyed_hash(each["key"], person) == each["about"]:
                raise DecisionError(
                    f"{person}: forgotten already, by decision d{number}",
                    hint="Nothing of it is left in the store.",
                )
    for order in in_force:
        targets = {target for each in order.conditions for target in each.targets}
        if person in {order.person, *targets}:
            raise DecisionError(
                f"{person}: order {order.order} is in force, and names this person",
                hint="Record its end first (netgraph orders discharge), or wait for it.",
            )


def removal_of(
    con: "duckdb.DuckDBPyConnection",
    person: str,
    given: Given,
    known: tuple[Sequence[Mapping[str, str]], str],
) -> Removal:
    """What goes when that person is forgotten.

    Their row, in every version; every link, flag and order of theirs with its conditions and steps;
    phones, vehicles, accounts and events of which nobody else is recorded, with posts. What others
    did or said stays, without them. ``known`` are all decisions, and a key to use if none has one.

    Raises:
        UnknownId: The store holds no such person.
        DecisionError: Nobody or nothing is named as who and why.
    """
    rows = con.execute(
        "SELECT surname, forenames, aliases, pnc_id, cro FROM kept.people WHERE id = $id",
        {"id": person},
    ).fetchall()
    if not rows:
        raise UnknownId(f"{person}: no such person in this store", hint="Give the id of a person.")
    gone: dict[str, set[str]] = {"people": {person}}
    gone["links"] = _ids(con, "links", "list_has_any([from_id, to_id], $ids)", {person})
    gone |= {table: _own(con, table, gone["links"]) for table in _OWN_THINGS}
    things = set().union(*(gone[table] for table in _OWN_THINGS))
    gone["links"] |= _ids(con, "links", "list_has_any([from_id, to_id], $ids)", things)
    gone["posts"] = _ids(con, "posts", "list_contains($ids, account)", gone["accounts"])
    gone["flags"] = _ids(con, "flags", "list_contains($ids, subject)", things | {person})
    gone["orders"] = _ids(con, "orders", "list_contains($ids, person)", {person})
    for table in ("conditions", "order_steps"):
        gone[table] = _ids(con, table, "list_contains($ids, order_id)", gone["orders"])
    held = tuple((table, tuple(sorted(ids))) for table, ids in sorted(gone.items()) if ids)
    removal = Removal(person, held, tuple(sorted(_words(rows))))
    return replace(removal, tombstone=_tombstone(removal, given, *known))


def _ids(
    con: "duckdb.DuckDBPyConnection", table: str, condition: str, named: Iterable[str]
) -> set[str]:
    ids = sorted(named)
    if not ids or not _has(con, table):
        return set()
    rows = con.execute(
        f"SELECT DISTINCT id FROM kept.{table} WHERE {condition.replace('$ids', '$ids::VARCHAR[]')}",
        {"ids": ids},
    ).fetchall()
    return {each for (each,) in rows}


def _has(con: "duckdb.DuckDBPyConnection", table: str) -> bool:
    found = con.execute(
        "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'kept' AND table_name = $table",
        {"table": table},
    )
    return bool(found.fetchall())


def _own(con: "duckdb.DuckDBPyConnection", table: str, links: set[str]) -> set[str]:
    """Things of one table that are recorded with that person and with nobody else.

    Where an event took place is no other person; who was found there is one.
    """
    rows = con.execute(
        f"""WITH ends AS (
            SELECT id, kind, from_id AS thing, to_id AS other FROM kept.links
            UNION ALL SELECT id, kind, to_id, from_id FROM kept.links)
        SELECT t.id FROM (SELECT DISTINCT id FROM kept.{table}) t
        JOIN ends e ON e.thing = t.id GROUP BY t.id
        HAVING bool_or(list_contains($links::VARCHAR[], e.id)) AND NOT bool_or(
            NOT list_contains($links::VARCHAR[], e.id)
            AND e.other NOT IN (SELECT id FROM kept.addresses))""",
        {"links": sorted(links)},
    ).fetchall()
    return {each for (each,) in rows}


def _words(rows: Sequence[tuple[Any, ...]]) -> set[str]:
    """Full names, other names and police numbers of every version of a person's row."""
    words: set[str] = set()
    for surname, forenames, aliases, *numbers in rows:
        if surname and forenames:
            words |= {f"{forenames} {surname}", f"{surname} {forenames}", f"{surname}, {forenames}"}
        words |= {*(aliases or ()), *(each for each in numbers if each)}
    return {each.strip() for each in words if len(each.strip()) >= _SHORTEST}


def _tombstone(
    removal: Removal, given: Given, decisions: Sequence[Mapping[str, str]], new_key: str
) -> dict[str, str]:
    """What is kept of a removal: who, when, why and by what the removed is known again."""
    for name, value in (("who decides", given.by), ("a reason", given.reason)):
        if not value.strip():
            raise DecisionError(f"a removal without {name}", hint="Give both --by and --reason.")
    key = next((each["key"] for each in decisions if each.get("what") == "forget"), new_key)
    return {
        "what": "forget",
        "about": keyed_hash(key, removal.person),
        "key": key,
        "hashes": ";".join(sorted(keyed_hash(key, each) for each in removal.ids)),
        "reason": removal.blanked(given.reason.strip()),
        "who": removal.blanked(given.by.strip()),
        "when": given.now,
    }


def redact_log(log: Log, removal: Removal, act: Act) -> int:
    """Take the ids of the removed out of the lines of the log, so that its chain still shows; how many.

    The line that says so, with a digest of each line as it stands from now on, is written first.
    """
    lines: dict[int, bytes] = {}
    said = []
    for raw in log.lines():
        line = read_line(raw)
        changed = removal.line(line, removal.tombstone["key"]) if line is not None else line
        if line is not None and changed is not None and changed != line:
            text, sha256 = redacted(changed)
            lines[line["number"]] = text
            said.append(f"{line['number']}:{sha256}")
    if lines:
        why = removal.tombstone["reason"]
        log.append(replace(act, kind="erasure", options={"redacted_sha256": said}, reason=why))
        log.redact(lines)
    return len(lines)


def clean_rejects(address: str, removal: Removal) -> tuple[tuple[str, int], ...]:
    """Rows that name the removed, taken out of the rejects files of a store: how many of which."""
    from netgraph.store import is_server, renewal

    return renewal.clean_rejects("netgraph.duckdb" if is_server(address) else address, removal)


def rows_that_may_name(
    con: "duckdb.DuckDBPyConnection", removal: Removal
) -> tuple[tuple[str, str], ...]:
    """Rows that stay and in whose free words the surname stands by itself: (table, id)."""
    names = con.execute(
        "SELECT DISTINCT surname FROM kept.people WHERE id = $id AND length(surname) >= $least",
        {"id": removal.person, "least": _SHORTEST},
    ).fetchall()
    found: list[tuple[str, str]] = []
    for (surname,) in names:
        for file in CASE_FILES:
            columns = [name for name, is_list in text_columns(file) if not is_list]
            if not columns or file.name == "people" or not _has(con, file.name):
                continue
            gone, texts = set(removal.of(file.name)), ", ".join(f'"{name}"' for name in columns)
            rows = con.execute(
                f"SELECT DISTINCT id, {texts} FROM kept.{file.name} "
                f"WHERE contains(lower(concat_ws(' ', {texts})), $word) ORDER BY ALL",
                {"word": surname.lower()},
            ).fetchall()
            found += [
                (file.name, each)
                for each, *said in rows
                if each not in gone
                and surname.lower() in removal.blanked(" ".join(filter(None, said))).lower()
            ]
    return tuple(dict.fromkeys(found))

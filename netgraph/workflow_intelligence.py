"""One straight-line function for each second thought about what was imported; see workflow.py.

Each takes an open store, a day to look from, and what was given; it returns records. Nothing here
reads the clock, the environment or the terminal: cli does.
"""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from netgraph.store import effects
from netgraph.store.base import Store

if TYPE_CHECKING:
    from pathlib import Path

    from netgraph.provenance.changes import Changes
    from netgraph.provenance.claims import Claim
    from netgraph.provenance.forgetting import Forgotten, Removing
    from netgraph.provenance.outputs import Resting
    from netgraph.provenance.retention import Due, Expired
    from netgraph.provenance.second_thoughts import Given, SecondThought
    from netgraph.records import ImportSummary
    from netgraph.safeguarding.after_import import AfterImport
    from netgraph.safeguarding.queue import Queue

__all__ = [
    "after_import",
    "changes",
    "changes_by_import",
    "claim",
    "custody_queue",
    "forget",
    "keep",
    "review_due",
    "undo",
    "withdraw",
]

# Links up to which an import says by itself what it changed: twice a finding takes a second or two.
# SOURCE: [decision-0022].
MOST_LINKS = 50_000


def withdraw(store: Store, report: str, given: "Given", as_of: date) -> "SecondThought":
    """Take everything that rests on a report out of every table; what changed, who has a copy."""
    from netgraph.provenance import outputs, second_thoughts

    tables = store.tables()
    decision = second_thoughts.withdrawal(tables, report, store.decisions(), given)
    resting = outputs.resting_on_report(tables, report)
    return _decide(store, decision, resting, as_of)


def undo(store: Store, what: str, given: "Given", as_of: date) -> "SecondThought":
    """Take an import's rows out again, or let an earlier decision be as if it had not been made."""
    from netgraph.provenance import outputs, second_thoughts

    decision = second_thoughts.undoing(what, store.imports(), store.decisions(), given)
    about = decision["about"]
    tables, resting = store.tables(), None
    undone = store.decisions()[int(about[1:]) - 1] if about[0] == "d" else {"what": "import"}
    if undone["what"] == "import":
        resting = outputs.resting_on_import(tables, int(about[1:]))
    elif undone["what"] == "withdraw":
        resting = outputs.resting_on_report(tables, undone["about"])
    elif "other" in undone:
        resting = outputs.resting_on_people(tables, undone["about"], undone["other"])
    return _decide(store, decision, resting, as_of)


def _decide(
    store: Store, decision: dict[str, str], resting: "Resting | None", as_of: date
) -> "SecondThought":
    """Keep a decision that changes what is read; what it changed, and what rests on it."""
    from netgraph import findings
    from netgraph.provenance import outputs, second_thoughts
    from netgraph.provenance.changes import Changes, compare

    before, rows = (
        findings.find_all(store.tables(), as_of),
        second_thoughts.shown_rows(store.tables()),
    )
    store.write_decision(decision)
    number, log = len(store.decisions()), store.log()
    after, rows_after = (
        findings.find_all(store.tables(), as_of),
        second_thoughts.shown_rows(store.tables()),
    )
    return second_thoughts.SecondThought(
        number,
        decision["what"],
        decision["about"],
        tuple(
            (name, rows_after[name] - rows[name]) for name in rows if rows_after[name] != rows[name]
        ),
        Changes(as_of, compare(before, after), decisions=(number,)),
        outputs.outputs_resting_on(resting, log.lines(), store.imports())
        if log and resting
        else (),
    )


def changes(store: Store, since: date, as_of: date) -> "Changes":
    """What findings changed by what was imported and decided since a day, looked at from one day."""
    first = since.isoformat()
    decisions = store.decisions()
    earlier = [each for each in decisions if each.get("when", "")[:10] < first]
    later = tuple(each.id for each in store.imports() if each.imported_at[:10] >= first)
    return _since(store, later, len(earlier), as_of)


def changes_by_import(store: Store, number: int, as_of: date) -> "Changes":
    """What findings changed by one import, the last one."""
    return _since(store, (number,), len(store.decisions()), as_of)


def _since(store: Store, later: tuple[int, ...], decided: int, as_of: date) -> "Changes":
    """Compare what is found with what would be found without those imports and later decisions."""
    from dataclasses import replace

    from netgraph import findings
    from netgraph.provenance.changes import Changes, compare

    tables, decisions = store.tables(), store.decisions()
    after = findings.find_all(tables, as_of)
    then = effects.effects_of(decisions[:decided])
    effects.show(tables, replace(then, undone=then.undone | frozenset(later)))
    try:
        before = findings.find_all(tables, as_of)
    finally:
        store.tables()  # shows what stands now
    numbers = tuple(
        number
        for number, each in enumerate(decisions, start=1)
        if number > decided and effects.is_effective(each)
    )
    return Changes(as_of, compare(before, after), later, numbers)


def custody_queue(store: Store, since: date, as_of: date) -> "Queue":
    """People in custody in those days who may be exploited, with what to ask and what to do."""
    from netgraph.safeguarding import queue

    return queue.custody_since(store.tables(), since, as_of)


def after_import(store: Store, summary: "ImportSummary", as_of: date) -> "AfterImport":
    """What an import changed, and who is in custody since the day before, where that is quick."""
    from netgraph.safeguarding.after_import import AfterImport

    record = summary.record
    if record is None:
        return AfterImport()
    tables, since = store.tables(), as_of - timedelta(days=1)
    [(links, custody)] = tables.execute(
        "SELECT (SELECT count(*) FROM kept.links), (SELECT count(*) FROM kept.events "
        "WHERE import_id = $id AND type = 'custody' AND start_day BETWEEN $since AND $as_of)",
        {"id": record.id, "since": since, "as_of": as_of},
    ).fetchall()
    if links > MOST_LINKS:
        return AfterImport(is_too_large=True, has_custody=custody > 0)
    return AfterImport(
        changes_by_import(store, record.id, as_of) if record.id > 1 else None,
        custody_queue(store, since, as_of) if custody else None,
        has_custody=custody > 0,
    )


def claim(store: Store, each: str) -> "Claim":
    """Which row of which file said what is held under an id, which report, when and by whom."""
    from netgraph.provenance import claims

    return claims.claim(store.tables(), each, store.imports(), store.decisions())


def forget(store: Store, person: str, given: "Given", removing: "Removing") -> "Forgotten":
    """Remove somebody from the store, its caches, rejects files and log, and keep a tombstone.

    The last step is the store itself: until then nobody is forgotten, and it can be run again.
    """
    from netgraph.orders import register
    from netgraph.provenance import forgetting, outputs

    tables, decisions, log = store.tables(), store.decisions(), store.log()
    in_force = register.in_force(tables, removing.as_of)
    forgetting.refuse(tables, person, decisions, in_force)
    removal = forgetting.removal_of(tables, person, given, (decisions, removing.new_key))
    resting = outputs.resting_on_people(tables, person)
    held = outputs.outputs_resting_on(resting, log.lines(), store.imports()) if log else ()
    may_name = forgetting.rows_that_may_name(tables, removal)
    lines = forgetting.redact_log(log, removal, removing.act) if log else 0
    rejects = forgetting.clean_rejects(removing.address, removal)
    store.forget(removal)
    return forgetting.Forgotten(
        decision=len(store.decisions()),
        rows=tuple((table, len(ids)) for table, ids in removal.rows),
        outputs=held,
        may_name=may_name,
        log_lines=lines,
        rejects=rejects,
    )


def review_due(
    store: Store, schedule: "Path | None", as_of: date
) -> "tuple[tuple[Due, ...], tuple[Expired, ...]]":
    """Whose records are to be looked at again, and which reports and copies have expired."""
    from netgraph.provenance import retention

    groups, log = retention.read_schedule(schedule), store.log()
    people = retention.due(store.tables(), groups, store.decisions(), as_of)
    return people, retention.expired(log.lines(), groups, as_of) if log else ()


def keep(store: Store, person: str, until: date, given: "Given", as_of: date) -> int:
    """Keep what is recorded of somebody until the next review; the number of the decision."""
    from netgraph.provenance import retention

    store.write_decision(retention.keeping(store.tables(), person, until, given, as_of))
    return len(store.decisions())

"""The command ``netgraph queue``: people in custody who may be exploited, what to ask, what to do."""

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator

import click

from netgraph import workflow_intelligence
from netgraph.cli.options import (
    DAY,
    as_of_option,
    json_option,
    opened,
    print_json,
    today_if_absent,
)
from netgraph.safeguarding.queue import Custody, Queue, Queued

__all__ = ["queue", "queue_lines"]

_WIDTH = 100


@click.command()
@click.option(
    "--since", type=DAY, metavar="DATE", help="First day of custody; the day before if absent."
)
@as_of_option
@json_option
@click.pass_obj
def queue(
    store: str, since: dt.datetime | None, as_of: dt.datetime | None, json_lines: bool
) -> None:
    """Print who in custody may be exploited, likely victims first.

    For each: when and where in custody, reasons for and against from what is recorded, what to ask,
    and what to do. Whoever is under 18, or of unknown age, is in the queue whatever else is
    recorded. A daily import of custody records ends in the same queue.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb queue --since 2025-02-01 --as-of 2025-03-01
    """
    day = today_if_absent(as_of)
    first = since.date() if since else day - dt.timedelta(days=1)
    with opened(store) as opened_store:
        found = workflow_intelligence.custody_queue(opened_store, first, day)
    if json_lines:
        print_json(found.people)
    else:
        click.echo("\n".join(queue_lines(found)))


def queue_lines(found: Queue) -> Iterator[str]:
    """The queue as it is read in the morning."""
    yield f"SAFEGUARDING QUEUE: IN CUSTODY FROM {found.since} TO {found.as_of} ({len(found.people)})"
    if not found.people and not found.others:
        yield "Nobody is recorded in custody in these days."
        return
    for each in found.people:
        yield ""
        yield from _person_lines(each)
    if found.others:
        yield ""
        others = ", ".join(found.others)
        yield from _wrapped("", f"Also in custody, nothing recorded that speaks of it: {others}.")
        yield "No record is not the same as no harm: ask them, too, whether they are safe."
    if found.people:
        yield "Each is a lead for a person to judge. Run: netgraph explain ID"


def _person_lines(each: Queued) -> Iterator[str]:
    name = each.person if each.label == each.person else f"{each.person} ({each.label})"
    said = "likely victim" if each.support != "none" else "possible victim, too little to say more"
    support = f", {each.support} support" if each.support != "none" else ""
    yield f"{name}: {said if each.reasons else 'to be seen'}{support}"
    for time in each.custody:
        yield from _wrapped("  In custody  ", _told(time))
    if each.recorded:
        yield from _wrapped("  Recorded    ", "; ".join(each.recorded))
    for reason in (*each.reasons, *each.against):
        reports = f" [{', '.join(reason.reports)}]" if reason.reports else ""
        yield from _wrapped("    + " if reason.points >= 0 else "    - ", reason.text + reports)
    yield from _listed("  Ask", each.ask)
    yield from _listed("  Do", each.do)


def _told(time: Custody) -> str:
    parts = (time.start, time.event, f"at {time.address}" if time.address else "", time.detail)
    report = f"report {time.report}" if time.report else ""
    return ", ".join(part for part in (*parts, report) if part)


def _listed(heading: str, texts: Iterable[str]) -> Iterator[str]:
    yield heading
    for text in texts:
        yield from _wrapped("    · ", text)


def _wrapped(start: str, text: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_on_hyphens=False,
    )

"""The command ``netgraph withdraw``: a report's claims out of everything, and who has a copy."""

import datetime as dt
from collections.abc import Iterable, Iterator

import click

from netgraph import workflow_intelligence
from netgraph.cli.acts import now
from netgraph.cli.changes import change_lines
from netgraph.cli.options import (
    as_of_option,
    json_option,
    opened,
    print_json,
    today_if_absent,
    who,
)
from netgraph.provenance.outputs import Output
from netgraph.provenance.second_thoughts import Given, SecondThought

__all__ = ["output_lines", "second_thought_lines", "withdraw"]


@click.command()
@click.argument("report")
@click.option("--reason", required=True, metavar="TEXT", help="Why. Name ids, not people.")
@click.option("--by", default="", metavar="NAME", help="Who decides; who runs it if absent.")
@as_of_option
@json_option
@click.pass_obj
def withdraw(
    store: str, report: str, reason: str, by: str, as_of: dt.datetime | None, json_lines: bool
) -> None:
    """Take all that rests on a report out of every table and finding.

    Nothing is deleted: the decision is kept with who, when and why, and can be undone. Prints how
    many rows are no longer shown, which findings changed by it, and which reports, copies and
    application files were handed out before and can hold it. An event that another report also
    tells of stays.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb withdraw r12 --as-of 2025-03-01 \\
          --reason "The originator has withdrawn it." --by "DS 4321"
    """
    given = Given(by or who(), reason, now())
    with opened(store, write=True) as opened_store:
        done = workflow_intelligence.withdraw(opened_store, report, given, today_if_absent(as_of))
    if json_lines:
        print_json([done])
        return
    click.echo(f"Withdrawn: report {report}, by {given.by} (decision d{done.decision}).")
    click.echo("\n".join(second_thought_lines(done)))


def second_thought_lines(done: SecondThought) -> Iterator[str]:
    """What came of a withdrawal or of undoing, as people read it."""
    fewer = ", ".join(f"{-number} {table}" for table, number in done.rows if number < 0)
    more = ", ".join(f"{number} {table}" for table, number in done.rows if number > 0)
    if fewer:
        yield f"No longer shown: {fewer}."
    if more:
        yield f"Shown again: {more}."
    if not done.rows:
        yield "No row is shown or left out by it; older versions of changed rows may stand again."
    yield f"Nothing was deleted. To undo it: netgraph undo d{done.decision}"
    yield ""
    yield f"WHAT CHANGED BY IT (looked at from {done.changes.as_of})"
    yield from change_lines(done.changes)
    yield ""
    yield from output_lines(done.outputs)


def output_lines(outputs: Iterable[Output]) -> Iterator[str]:
    """What was handed out earlier and can hold what it is about, with what to do."""
    every = tuple(outputs)
    if not every:
        yield "Nothing that was handed out before can hold it."
        return
    yield f"HANDED OUT BEFORE, AND CAN HOLD IT ({len(every)})"
    for each in every:
        to = f", to {each.recipient}" if each.recipient else ""
        to = f", for {each.audience}s{to}" if each.audience else to
        about = f", about {', '.join(each.about)}" if each.about else ""
        later = f"; written over by line {each.replaced_by}" if each.replaced_by else ""
        yield f"  log line {each.line}  {each.at[:10]}  {each.command} {each.where}{to}{about}{later}"
    yield "Tell who has them. Publish or write again what is in use, so that it holds what stands now."

"""The commands ``netgraph review …``: what is to be looked at again, kept until when, or forgotten."""

import datetime as dt
import os
from collections.abc import Iterator
from pathlib import Path

import click

from netgraph import workflow_intelligence
from netgraph.cli.acts import now
from netgraph.cli.options import (
    DAY,
    as_of_option,
    json_option,
    opened,
    print_json,
    today_if_absent,
    who,
)
from netgraph.provenance.retention import Due, Expired
from netgraph.provenance.second_thoughts import Given

__all__ = ["review"]


@click.group()
def review() -> None:
    """Look again at what is held on people, and decide to keep or to forget.

    Nothing is removed by itself. Groups and periods are in a TOML file that a force sets
    (docs/privacy.md).

    \b
    Example:
        netgraph --store demo/netgraph.duckdb review due --as-of 2032-03-01
    """


@review.command()
@click.option(
    "--groups",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="TOML file with groups and periods; NETGRAPH_RETENTION, or the shipped one, if absent.",
)
@as_of_option
@json_option
@click.pass_context
def due(
    ctx: click.Context, groups: Path | None, as_of: dt.datetime | None, json_lines: bool
) -> None:
    """Print whose records are due for review, longest due first, and what has expired.

    For each person: group, day of the latest record, since when they are due. Then reports and
    copies that were handed out and whose last day has passed.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb review due --as-of 2032-03-01
    """
    named = os.environ.get("NETGRAPH_RETENTION", "")
    file = groups or (Path(named) if named else None)
    with opened(ctx.obj) as store:
        people, outputs = workflow_intelligence.review_due(store, file, today_if_absent(as_of))
    if json_lines:
        print_json((*people, *outputs))
    else:
        click.echo("\n".join(_lines(people, outputs)))


@review.command()
@click.argument("person", metavar="ID")
@click.option("--until", type=DAY, required=True, metavar="DATE", help="Day of the next review.")
@click.option("--reason", required=True, metavar="TEXT", help="Why it is still necessary.")
@click.option("--by", default="", metavar="NAME", help="Who decides; who runs it if absent.")
@as_of_option
@click.pass_context
def keep(
    ctx: click.Context,
    person: str,
    until: dt.datetime,
    reason: str,
    by: str,
    as_of: dt.datetime | None,
) -> None:
    """Record that what is held on a person is still necessary, and when to look again.

    The decision is kept with who, when and why, and can be undone.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb review keep p05 --until 2033-01-01 \\
          --by "DI 4321" --reason "The order is still in force."
    """
    given = Given(by or who(), reason, now())
    with opened(ctx.obj, write=True) as store:
        number = workflow_intelligence.keep(
            store, person, until.date(), given, today_if_absent(as_of)
        )
    click.echo(f"Kept: {person}, until {until.date()}, by {given.by} (decision d{number}).")


def _lines(people: tuple[Due, ...], outputs: tuple[Expired, ...]) -> Iterator[str]:
    yield f"DUE FOR REVIEW ({len(people)})"
    for each in people:
        name = each.person if each.label == each.person else f"{each.person} ({each.label})"
        latest = f"latest record {each.latest}" if each.latest else "nothing is recorded"
        kept = f", kept before by decision d{each.kept_by}" if each.kept_by else ""
        yield f"  {each.due}  {name}: {each.group}, {latest}{kept}"
    if people:
        yield "Keep, with a reason: netgraph review keep ID. Remove for good: netgraph forget ID"
    yield f"EXPIRED ({len(outputs)})"
    for one in outputs:
        output = one.output
        to = f", to {output.recipient}" if output.recipient else ""
        yield f"  {one.expired}  {output.command} {output.where}{to} (log line {output.line})"
    if outputs:
        yield "Not to be used any more: delete each where it is, or write or publish it again."

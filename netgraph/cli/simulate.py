"""Commands that invent cases: ``simulate`` and ``demo``."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netgraph.cli.acts import log_act
from netgraph.cli.options import DAY
from netgraph.simulate.options import KINDS, MINIMUM_PEOPLE, CaseOptions
from netgraph.simulate.phone_extract import EXTRACT
from netgraph.vocabulary import CLAIMS

if TYPE_CHECKING:
    from netgraph.workflow import Demonstration

__all__ = ["demo", "simulate"]


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed, same bytes.")
@click.option(
    "--people",
    type=click.IntRange(min=MINIMUM_PEOPLE),
    default=3000,
    show_default=True,
    help="How many people; five to seven links each.",
)
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default=KINDS[0],
    show_default=True,
    help="What goes on: how it is run, by whom, whom it exploits.",
)
@click.option(
    "--start",
    type=DAY,
    default="2024-03-01",
    show_default="2024-03-01",
    metavar="DATE",
    help="First day of the case.",
)
@click.option(
    "--days",
    type=click.IntRange(min=30, max=3650),
    default=365,
    show_default=True,
    help="How many days it lasts.",
)
def simulate(
    folder: Path, seed: int, people: int, kind: str, start: dt.datetime, days: int
) -> None:
    """Write an invented case with known answers.

    DIR gets the case files, with what the police and others came to know, and truth.csv, with
    what is true: who exploits, who is exploited, which homes are taken over and in which way,
    and which people and places only look like it. Everything is invented.

    \b
    Example:
        netgraph simulate invented --seed 3 --people 3000 --kind local_network
    """
    from netgraph import workflow

    options = CaseOptions(seed, people, kind, start.date(), days)
    done = workflow.simulate(folder, options)
    click.echo(
        f"{folder}: {done.people:,} people, {done.links:,} links, {done.reports:,} reports; "
        f"look at it with --as-of {done.as_of}"
    )


@click.command()
@click.argument(
    "folder",
    metavar="[DIR]",
    required=False,
    default="demo",
    type=click.Path(file_okay=False, path_type=Path),
)
def demo(folder: Path) -> None:
    """Write the invented demonstration case, its findings and its report.

    DIR (demo, if none is given) gets the case, a new store with it, and report.html. Printed are
    what was found, who is proposed, where the report is, and what to try next.

    \b
    Example:
        netgraph demo
    """
    from netgraph import workflow

    _print_demonstration(workflow.demo(folder, lambda store: log_act(store, write=True)))


def _print_demonstration(done: "Demonstration") -> None:
    click.echo(f"An invented case, looked at from {done.as_of}. Each finding is a lead to judge.\n")
    click.echo("Found, victims first:")
    for claim in CLAIMS:
        found = [finding for finding in done.findings if finding.claim == claim.name]
        strong = sum(finding.support == "strong" for finding in found)
        click.echo(f"  {claim.heading:26} {len(found):3}   with strong support {strong}")
    candidates = [each for each in done.proposals if each.status == "candidate"]
    blocked = [each for each in done.proposals if each.status == "blocked"]
    click.echo("\nProposed for a new order, for a person to decide:")
    for each in candidates:
        click.echo(
            f"  {each.person}  {each.label}  ({each.independent_sources} independent sources)"
        )
    click.echo(
        f"  {len(blocked)} more are blocked: a child, a possible victim, an order in force …"
    )
    click.echo(f"\nReport: {done.report}\n\nTry next:")
    first = next((each.person for each in candidates), done.findings[0].subject)
    for command in ("find", f"explain {first}", "propose", f"non-association {first}"):
        click.echo(f"  netgraph --store {done.store} {command} --as-of {done.as_of}")
    extract = done.case.parent / EXTRACT
    click.echo(
        f"  netgraph --store {done.store} screen {extract} --order d1 --as-of {done.as_of} "
        '--authority "PACE 1984 s19, authorised by Inspector 4021"'
    )

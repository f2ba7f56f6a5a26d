"""The command ``netgraph application``: the file that goes to the lawyers, as document or page."""

import datetime as dt
from pathlib import Path

import click

from netgraph import workflow
from netgraph.cli.options import (
    as_of_option,
    opened,
    reason_option,
    recipient_option,
    today_if_absent,
)
from netgraph.orders.application_records import GAP, Cover, Statement, Table
from netgraph.vocabulary import MARKINGS

__all__ = ["application"]

# Days for which a copy is kept where nothing is said. SOURCE: [decision-0016].
_KEEP_DAYS = 90


@click.command()
@click.argument("person")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The file to write: .docx, or .html.",
)
@click.option(
    "--marking",
    type=click.Choice(MARKINGS),
    default=MARKINGS[-1],
    show_default=True,
    help="Marking of every page.",
)
@click.option(
    "--version-label",
    default="draft 1",
    show_default=True,
    metavar="TEXT",
    help="Which version it is.",
)
@click.option(
    "--copy",
    "copy_number",
    default="1",
    show_default=True,
    metavar="NUMBER",
    help="Which copy it is.",
)
@click.option("--author", default="", metavar="NAME", help="Who prepares it.")
@click.option("--reference", default="", metavar="TEXT", help="Reference of Legal Services.")
@click.option(
    "--expires",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Day after which the copy is destroyed; 90 days on if absent.",
)
@reason_option
@recipient_option
@as_of_option
@click.pass_context
def application(
    ctx: click.Context,
    person: str,
    output: Path,
    marking: str,
    version_label: str,
    copy_number: str,
    author: str,
    reference: str,
    expires: dt.datetime | None,
    as_of: dt.datetime | None,
) -> None:
    """Write the application file on one person, with its gaps.

    Fourteen parts, filled from the store: each statement with its source, everything that a person
    has to add or decide marked as to be completed, and everything that may undermine it listed.
    Whom an order would protect is spoken of by id alone. Nothing in it says that a test is met.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb application p29 -o p29.docx --as-of 2025-03-01
    """
    day = today_if_absent(as_of)
    until = expires.date() if expires is not None else day + dt.timedelta(days=_KEEP_DAYS)
    cover = Cover(marking, version_label, copy_number, author, reference, until, day)
    with opened(ctx.obj) as store:
        file = workflow.write_application(store, person, output, cover)
    gaps = sum(_gaps(each) for part in file.parts for each in part.content)
    click.echo(f"{output}: {len(file.parts)} parts, {gaps} places for a person to complete.")
    if file.status != "candidate":
        click.echo(f"This person is {file.status}: read the cover first.", err=True)


def _gaps(each: Statement | Table) -> int:
    if isinstance(each, Statement):
        return int(each.sort == GAP)
    return sum(cell.startswith("GAP: ") for row in each.rows for cell in row)

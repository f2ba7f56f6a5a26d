"""The command ``netgraph screen``: phones, call data, posts and new rows against orders in force."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netgraph import workflow
from netgraph.cli.options import (
    DAY,
    as_of_option,
    json_option,
    opened,
    print_json,
    today_if_absent,
    who,
)
from netgraph.cli.screen_text import screening_lines, summary_lines
from netgraph.errors import EXIT_REJECTS

if TYPE_CHECKING:
    from netgraph.screening import Question

__all__ = ["screen"]


@click.command()
@click.argument("paths", metavar="PATH", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--order",
    "orders",
    multiple=True,
    metavar="ID",
    help="Order to screen against; may be given again; all in force and served if absent.",
)
@click.option(
    "--authority",
    default="",
    metavar="TEXT",
    help="Power and who authorised it; nothing out of a device is read without.",
)
@click.option("--owner", default="", metavar="ID", help="Person whose device it is.")
@click.option("--owner-name", default="", metavar="NAME", help="Name of the owner in a chat.")
@click.option("--scope-from", type=DAY, metavar="DATE", help="First day in scope.")
@click.option("--scope-to", type=DAY, metavar="DATE", help="Last day in scope.")
@click.option(
    "--apps",
    default="",
    metavar="NAMES",
    help="Applications in scope: phone,sms,whatsapp,contacts…",
)
@click.option(
    "--all", "everything", is_flag=True, help="Screen all that was imported since the last --all."
)
@click.option(
    "--lexicon",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Words by which posts are marked, in place of the shipped ones.",
)
@click.option(
    "--zones",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Streets and areas of place conditions.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Also write the cards: an offline page (.html) or a table (.csv).",
)
@as_of_option
@json_option
@click.pass_context
def screen(
    ctx: click.Context,
    paths: tuple[Path, ...],
    orders: tuple[str, ...],
    authority: str,
    owner: str,
    owner_name: str,
    scope_from: dt.datetime | None,
    scope_to: dt.datetime | None,
    apps: str,
    everything: bool,
    lexicon: Path | None,
    zones: Path | None,
    output: Path | None,
    as_of: dt.datetime | None,
    json_lines: bool,
) -> None:
    """Compare phones, call data, posts and new rows with the orders in force.

    PATH is call data, an exported chat, a phone report, saved contacts, case files, or a folder of
    them; nothing of it is kept. Each event is compared with the conditions that were in force and
    served at its moment. Printed are possible breaches for an officer to decide, safeguarding
    first, each with what would make it no breach; then what was seen and does not count, and why.
    Rows that cannot be read are named; the exit code is then 3.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb screen demo/phone_extract.csv --order d1 \\
            --authority "PACE 1984 s19, authorised by Inspector 4021"
    """
    from netgraph.screening import Authority, Question

    if not paths and not everything:
        raise click.UsageError("give a PATH to screen, or --all")
    if paths and everything:
        raise click.UsageError("give a PATH or --all, not both")
    question = Question(
        orders,
        Authority(
            authority,
            owner,
            scope_from.date() if scope_from else None,
            scope_to.date() if scope_to else None,
            tuple(app.strip() for app in apps.split(",") if app.strip()),
        ),
        owner_name,
    )
    day = today_if_absent(as_of)
    options = workflow.ImportOptions(
        today=dt.date.today(), now=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), by=who()
    )
    aids = workflow.ScreeningFiles(lexicon, zones, output)
    unread = _run(ctx.obj, paths, question, options, aids, day, json_lines=json_lines)
    if unread:
        ctx.exit(EXIT_REJECTS)


def _run(  # what the command was given
    address: str,
    paths: tuple[Path, ...],
    question: "Question",
    options: workflow.ImportOptions,
    files: workflow.ScreeningFiles,
    day: dt.date,
    *,
    json_lines: bool,
) -> int:
    """Screen, write and print; gives how many rows could not be read."""
    with opened(address, write=not paths) as store:
        if paths:
            found = workflow.screen(store, paths, question, options, files, day)
        else:
            found = workflow.screen_imports(store, question, options, files, day)
    if json_lines:
        print_json(each.as_json() for each in found.breaches)
        for line in summary_lines(found):
            click.echo(line, err=True)
    else:
        for line in screening_lines(found, day):
            click.echo(line)
    if files.output is not None:
        click.echo(str(files.output), err=True)
    return len(found.unread)

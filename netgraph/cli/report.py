"""The command ``netgraph report``."""

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path

import click

from netgraph import workflow, workflow_intelligence
from netgraph.cli.acts import logged_line
from netgraph.cli.options import (
    DAY,
    as_of_option,
    credentials,
    opened,
    reason_option,
    recipient_option,
    today_if_absent,
)
from netgraph.errors import StoreError
from netgraph.workflow import ReportOptions

__all__ = ["report"]

# Days for which a copy that goes to somebody may be used unless another day is given.
# SOURCE: [decision-0020].
EXPIRES_AFTER_DAYS = 28

# More things than this no page opens at once. SOURCE: [design-speed].
MOST_THINGS = 10_000

# The same names as report/audiences.py, which is not loaded for --help; a test holds them equal.
AUDIENCES = ("analyst", "officer", "partner", "court")


def _web_address(_ctx: click.Context, _parameter: click.Parameter, value: str) -> str:
    """The address as it was given, if it is one of a web page without a question of its own."""
    if value and re.fullmatch(r"https?://[^\s?#@]+", value) is None:
        raise click.BadParameter("such as http://localhost:7474/browser/")
    return value


@click.command()
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="HTML file to write; one that is there is replaced.",
)
@click.option(
    "--about",
    multiple=True,
    metavar="ID",
    help="Only this person, address … and what stands within two steps; may be given again.",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default="analyst",
    show_default=True,
    help="For whom: what a copy may hold follows from it.",
)
@click.option(
    "--browser-address",
    default="",
    metavar="URL",
    callback=_web_address,
    help="Where Neo4j Browser is: each finding gets a link that opens it there.",
)
@click.option(
    "--since",
    type=DAY,
    metavar="DATE",
    help="Tell which findings are new, gone, stronger or weaker since that day, too.",
)
@click.option(
    "--things",
    type=click.IntRange(1, MOST_THINGS),
    metavar="NUMBER",
    help=f"Most people, homes … in it, leads first: 2000 if absent, {MOST_THINGS} at most.",
)
@click.option(
    "--draw-anew",
    is_flag=True,
    help="Draw everything anew; else all stay where earlier reports drew them.",
)
@click.option(
    "--expires",
    type=DAY,
    metavar="DATE",
    help="Last day on which it may be used; with --recipient 28 days from today if absent.",
)
@click.option(
    "--copy",
    default="",
    metavar="TEXT",
    help="Copy number; with --recipient the number of the log's line if absent.",
)
@recipient_option
@reason_option
@as_of_option
@click.pass_context
def report(
    ctx: click.Context,
    output: Path,
    about: tuple[str, ...],
    audience: str,
    browser_address: str,
    since: dt.datetime | None,
    things: int | None,
    draw_anew: bool,
    expires: dt.datetime | None,
    copy: str,
    as_of: dt.datetime | None,
) -> None:
    """Write one offline HTML file of what was found and what it rests on.

    The file holds the leads with their reasons for and against, likely victims first, the graph
    and its tables, proposals, non-association lists and the method. It asks nothing of any
    network; the links of --browser-address hold ids only. A partner's or a court's copy names only
    those given with --about and rests on nothing with handling code C. The log asks why a copy
    leaves the analysts, and for whom it is. A copy with a --recipient says on every page for whom
    it is, which one it is, and until when it may be used; afterwards it says that it expired.
    People and homes stay where earlier reports drew them. Prints the path of the file.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb report -o report.html --as-of 2025-03-01
    """
    recipient = str(ctx.meta.get("netgraph.recipient", "")).strip()
    with opened(ctx.obj) as store:
        line = logged_line(ctx)
        if recipient and not copy and line is not None:
            copy = str(line.number)
        last_day = _last_day(expires, recipient)
        options = ReportOptions(
            about, audience, browser_address, recipient, copy, last_day, draw_anew, "", things or 0
        )
        if since is not None:
            found = workflow_intelligence.changes(store, since.date(), today_if_absent(as_of))
            options = replace(options, since=since.date(), changes=found.changes)
        layout = workflow.write_report(store, output, today_if_absent(as_of), options)
        is_new = layout != "" and layout != store.layout(options.scope)
    if is_new:
        _keep(ctx.obj, options.scope, layout)
    click.echo(str(output))


def _keep(address: str, scope: str, layout: str) -> None:
    """Keep where things are drawn; a store that cannot be written to now goes without."""
    from netgraph.store import open_store

    try:
        store = open_store(address, write=True, credentials=credentials(address))
        try:
            store.write_layout(scope, layout)
        finally:
            store.close()
    except StoreError:
        click.echo(
            "The store cannot be written to now, so the next report may draw things elsewhere.",
            err=True,
        )


def _last_day(given: dt.datetime | None, recipient: str) -> dt.date | None:
    """The last day on which the copy may be used: as given, or for one that goes to somebody."""
    if given is not None:
        return given.date()
    return dt.date.today() + dt.timedelta(EXPIRES_AFTER_DAYS) if recipient else None

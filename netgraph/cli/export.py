"""The command ``netgraph export``: a case as a file for another graph tool."""

import datetime as dt
from pathlib import Path

import click

from netgraph.cli.options import (
    as_of_option,
    opened,
    reason_option,
    recipient_option,
    today_if_absent,
)

__all__ = ["export"]

# The same names as exchange.FORMATS, which is not loaded for --help; a test holds them equal.
FORMATS = ("graphml", "gexf", "anx", "i2-csv")


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    required=True,
    help="GraphML, GEXF, an i2 chart (ANX), or a folder of i2-friendly tables.",
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="File to write (for i2-csv a folder); one that is there is replaced.",
)
@click.option(
    "--about",
    multiple=True,
    metavar="ID",
    help="Only what is around this person, address …; may be given again.",
)
@click.option(
    "--hops",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    help="With --about: how many links from it.",
)
@recipient_option
@reason_option
@as_of_option
@click.pass_context
def export(
    ctx: click.Context,
    form: str,
    output: Path,
    about: tuple[str, ...],
    hops: int,
    as_of: dt.datetime | None,
) -> None:
    """Write the case as a file for another graph tool.

    The file holds every thing and link known on that day, or what is around those given with
    --about, each link with its report, grade and days, under the names that the report's own
    export uses; lists are one text, what is not known is left out. It carries the marking and the
    day. With --recipient, what rests on reports with handling code C is left out and counted, and
    so are findings. Prints what was written.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb export --format graphml -o case.graphml
    """
    from netgraph.exchange import ChartPart
    from netgraph.workflow_exchange import export_chart

    leaves = bool(str(ctx.meta.get("netgraph.recipient", "")).strip())
    part = ChartPart(about, hops if about else None, leaves)
    with opened(ctx.obj) as store:
        chart = export_chart(store, output, form, today_if_absent(as_of), part)
    click.echo(f"{output}: {len(chart.things)} things, {len(chart.links)} links")
    if chart.left_out:
        click.echo(f"{chart.left_out} links with handling code C were left out.", err=True)

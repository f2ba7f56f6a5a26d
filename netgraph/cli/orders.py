"""The commands ``netgraph orders …``: the register of orders, read and added to."""

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from netgraph import workflow
from netgraph.cli import orders_record, orders_text
from netgraph.cli.options import (
    as_of_option,
    json_option,
    opened,
    print_json,
    reason_option,
    recipient_option,
    today_if_absent,
)
from netgraph.errors import OutputError
from netgraph.vocabulary import ORDER_TYPES

__all__ = ["orders"]

# Days in what ``--within`` may be given in.
_UNITS = {"": 1, "d": 1, "w": 7, "m": 31, "y": 366}


@click.group()
def orders() -> None:
    """Keep the register of orders: what is in force, what ends soon, what happened to each.

    Court orders with their conditions word for word, when they were made and served, varied and
    discharged. What is recorded is kept for good; what the law does not allow is refused, with the
    section. An order as a court made it can always be imported from orders.csv.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb orders in-force --as-of 2025-03-01
    """


for _command in (
    orders_record.add,
    orders_record.serve,
    orders_record.vary,
    orders_record.discharge,
    orders_record.note,
):
    orders.add_command(_command)


class _Within(click.ParamType[int]):
    """A number of days: ``60``, ``60d``, ``8w``, ``3m``, ``1y``."""

    name = "within"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        found = re.fullmatch(r"(\d{1,5}) ?([dwmy]?)", str(value).strip().lower())
        if found is None:
            self.fail("not a number of days, nor one like 60d, 8w, 3m or 1y", param, ctx)
        return int(found[1]) * _UNITS[found[2]]


@orders.command("in-force")
@as_of_option
@json_option
@click.pass_context
def in_force(ctx: click.Context, as_of: dt.datetime | None, json_lines: bool) -> None:
    """Print the orders in force on a day, with their conditions word for word.

    Orders that are in force but not served are there too, and marked: nobody can be held to what
    they were not told. Conditions that have ended, or not begun, are left out.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb orders in-force --as-of 2025-03-01
    """
    day = today_if_absent(as_of)
    with opened(ctx.obj) as store:
        found = workflow.orders_in_force(store, day)
    _print(found, orders_text.in_force(found, day), json_lines=json_lines)


@orders.command()
@click.option(
    "--within",
    type=_Within(),
    default="90",
    show_default=True,
    metavar="DAYS",
    help="How far to look: days, or 60d, 8w, 3m, 1y.",
)
@as_of_option
@json_option
@click.pass_context
def expiring(ctx: click.Context, within: int, as_of: dt.datetime | None, json_lines: bool) -> None:
    """Print what ends, or is to be reviewed, within some days, soonest first.

    Orders, and conditions that end before their order. An order that nobody looks at in time ends
    by itself, and whom it protected is then without it.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb orders expiring --within 2y --as-of 2025-03-01
    """
    day = today_if_absent(as_of)
    with opened(ctx.obj) as store:
        found = workflow.expiring_orders(store, day, within)
    _print(found, orders_text.expiring(found, day, within), json_lines=json_lines)


@orders.command()
@click.argument("order")
@as_of_option
@json_option
@click.pass_context
def show(ctx: click.Context, order: str, as_of: dt.datetime | None, json_lines: bool) -> None:
    """Print one order as it stands on a day, with all its conditions and what happened to it.

    Each condition word for word, its days, the wording before and after a variation, what data can
    be compared with it, and what such a comparison leaves to a person.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb orders show d1 --as-of 2025-03-01
    """
    day = today_if_absent(as_of)
    with opened(ctx.obj) as store:
        found = workflow.show_order(store, order, day)
    _print([found], orders_text.whole(found, day), json_lines=json_lines)


@orders.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--named", is_flag=True, help="Also the people, addresses, phones and accounts named."
)
@reason_option
@recipient_option
@click.pass_context
def export(ctx: click.Context, folder: Path, named: bool) -> None:
    """Write the register as case files, to be imported elsewhere.

    orders.csv, conditions.csv and order_steps.csv; with --named also what they name, so that the
    folder can be imported by itself. Files that are there already are not written over.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb orders export register
    """
    with opened(ctx.obj) as store:
        written = workflow.export_orders(store, folder, named=named)
    for path in written:
        click.echo(str(path))


@orders.command()
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The iCalendar file to write.",
)
@as_of_option
@click.pass_context
def calendar(ctx: click.Context, output: Path, as_of: dt.datetime | None) -> None:
    """Write last days and reviews of the orders in force as an iCalendar file.

    Entries bear ids, kinds and dates, and no name. Importing a newer file changes the entries that
    are there, and adds none twice.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb orders calendar -o orders.ics --as-of 2025-03-01
    """
    day = today_if_absent(as_of)
    with opened(ctx.obj) as store:
        text = workflow.order_calendar(store, day)
    try:
        output.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise OutputError(
            f"{output}: cannot be written: {error.strerror}", hint="Name another place with -o."
        ) from error
    click.echo(str(output))


@orders.command()
@click.argument("wording")
@click.option(
    "--type",
    "kind",
    type=click.Choice(ORDER_TYPES),
    default="STRO",
    show_default=True,
    help="Kind of order that it is for.",
)
@json_option
def lint(wording: str, kind: str, json_lines: bool) -> None:
    """Print what to change in the wording of conditions before a court sees it.

    Takes one wording, or a file: a CSV with a column text (conditions.csv), or plain text with a
    blank line between conditions. Remarks are about precision and proof; whether a condition is
    necessary and proportionate no program can say.

    \b
    Example:
        netgraph orders lint "Not to associate with anybody involved in drugs near the station."
    """
    from netgraph.orders.lint import lint as look_at

    texts = orders_record.wordings(Path(wording)) if _is_file(wording) else [("1", wording)]
    found = [(name, text, look_at(text, kind)) for name, text in texts]
    if json_lines:
        print_json({"condition": name, "remarks": remarks} for name, _, remarks in found)
        return
    for line in orders_text.remarks(found):
        click.echo(line)


def _is_file(wording: str) -> bool:
    """Whether that is the path of a file, and not a wording."""
    try:
        return Path(wording).is_file()
    except OSError:
        return False


def _print(found: Iterable[Any], lines: Iterable[str], *, json_lines: bool) -> None:
    if json_lines:
        print_json(found)
    else:
        for line in lines:
            click.echo(line)

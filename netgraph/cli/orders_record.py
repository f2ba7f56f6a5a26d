"""The commands that record orders and what happens to them: add, serve, vary, discharge, note."""

import csv
import datetime as dt
import io
from pathlib import Path

import click

from netgraph import workflow
from netgraph.cli import orders_text
from netgraph.cli.options import DAY, json_option, opened, print_json, who
from netgraph.errors import CaseError
from netgraph.orders.changes import Making, NewCondition, NewOrder, NewStep
from netgraph.vocabulary import CONDITION_CATEGORIES, ORDER_TYPES

__all__ = ["add", "discharge", "note", "serve", "vary", "wordings"]


@click.command()
@click.option("--person", required=True, metavar="ID", help="Whom the order is on.")
@click.option(
    "--type", "kind", required=True, type=click.Choice(ORDER_TYPES), help="Kind of order."
)
@click.option("--made", required=True, metavar="WHEN", help="Day or time at which it was made.")
@click.option("--id", "order", default="", metavar="ID", help="Its id; made up if absent.")
@click.option("--court", default="", metavar="NAME", help="Court that made it.")
@click.option("--served", default="", metavar="WHEN", help="Day or time of service, if served.")
@click.option("--interim", is_flag=True, help="It is an interim order of its kind.")
@click.option("--ends", default="", metavar="DATE", help="Last day; until further order if absent.")
@click.option(
    "--condition",
    "condition",
    nargs=2,
    multiple=True,
    type=(click.Choice(CONDITION_CATEGORIES), str),
    metavar="CATEGORY TEXT",
    help="A condition word for word; may be given several times.",
)
@click.option(
    "--conditions",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    metavar="FILE",
    help="Conditions as in conditions.csv; id, order and number may be absent.",
)
@click.option(
    "--commenced",
    type=DAY,
    metavar="DATE",
    help="First day on which such orders could be made, where netgraph does not hold it.",
)
@json_option
@click.pass_context
def add(
    ctx: click.Context,
    person: str,
    kind: str,
    made: str,
    order: str,
    court: str,
    served: str,
    interim: bool,
    ends: str,
    condition: tuple[tuple[str, str], ...],
    file: Path | None,
    commenced: dt.datetime | None,
    json_lines: bool,
) -> None:
    """Record a new order with its conditions, unless the law does not allow it so.

    Refused, with the section, is an order that is too short or too long, ends before it starts,
    has a condition outside its own days, or is on somebody unknown. Prints the order as recorded.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb orders add --person p28 --type STRO \\
          --made 2025-03-01 --ends 2028-03-01 --condition place "Not to enter the area on map A."
    """
    from netgraph.orders.new_order import add_order

    given = [NewCondition(category, text) for category, text in condition]
    given += _conditions(file) if file is not None else []
    new = NewOrder(kind, person, made, order, court, served, interim, ends, tuple(given))
    day = commenced.date() if commenced is not None else None
    _change(ctx, lambda con: add_order(con, new, day), json_lines=json_lines)


@click.command()
@click.argument("order")
@click.option("--at", "moment", required=True, metavar="WHEN", help="Day or time of service.")
@click.option("--by", "given_by", default="", metavar="WHO", help="Who served it.")
@click.option("--proof", default="", metavar="DOCUMENT", help="What shows the service.")
@click.option("--condition", default="", metavar="ID", help="Only this wording, as varied.")
@json_option
@click.pass_context
def serve(
    ctx: click.Context,
    order: str,
    moment: str,
    given_by: str,
    proof: str,
    condition: str,
    json_lines: bool,
) -> None:
    """Record that an order, or a varied wording of it, was served.

    Give the time: where only the day is known, nobody can tell what came before the service on
    that day. Of several services the first counts.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb orders serve d1 --at 2025-03-02T10:30 --by "PC 1234"
    """
    from netgraph.orders.later_steps import add_step

    step = NewStep("service", moment, condition, given_by=given_by, document=proof)
    _change(ctx, lambda con: add_step(con, order, step), json_lines=json_lines)


@click.command()
@click.argument("order")
@click.option("--on", "moment", required=True, metavar="DATE", help="Day of the variation.")
@click.option("--condition", default="", metavar="ID", help="Wording that is replaced.")
@click.option("--text", default="", help="New wording, word for word.")
@click.option(
    "--category",
    default="",
    type=click.Choice(("", *CONDITION_CATEGORIES)),
    help="Kind of condition.",
)
@click.option("--targets", default="", metavar="IDS", help="What it is aimed at, with ; between.")
@click.option("--exceptions", default="", metavar="WORDS", help="Its exceptions, with ; between.")
@click.option(
    "--ends", default=None, metavar="DATE", help="New last day; '' is until further order."
)
@click.option("--document", default="", metavar="TEXT", help="What the variation is written in.")
@json_option
@click.pass_context
def vary(
    ctx: click.Context,
    order: str,
    moment: str,
    condition: str,
    text: str,
    category: str,
    targets: str,
    exceptions: str,
    ends: str | None,
    document: str,
    json_lines: bool,
) -> None:
    """Record a variation: another wording of a condition, one more, or another last day.

    With --condition and --text the new wording takes the place of the old one from that day, and
    counts once it is served. With --text and --category alone it is one more condition. With --ends
    alone the order's last day changes. What was recorded before stays.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb orders vary d1 --on 2025-06-01 --condition c5 \\
          --text "Not to post, or cause to be posted, any offer of work to persons under 18."
    """
    from netgraph.orders.later_steps import vary_condition, vary_end

    step = NewStep("variation", moment, condition, document=document)
    if text or condition:
        if not condition and not (text and category):
            raise click.UsageError("One more condition needs --category and --text.")
        wording = NewCondition(
            category, text, ends=ends or "", targets=targets, exceptions=exceptions
        )
        _change(ctx, lambda con: vary_condition(con, order, step, wording), json_lines=json_lines)
    elif ends is not None:
        _change(ctx, lambda con: vary_end(con, order, step, ends), json_lines=json_lines)
    else:
        raise click.UsageError("Say what is varied: --condition with --text, or --ends.")


@click.command()
@click.argument("order")
@click.option("--on", "moment", required=True, metavar="WHEN", help="Day or time of discharge.")
@click.option("--condition", default="", metavar="ID", help="Only this condition.")
@click.option("--consent", is_flag=True, help="The person and the chief officer have consented.")
@click.option("--document", default="", metavar="TEXT", help="What the discharge is written in.")
@json_option
@click.pass_context
def discharge(
    ctx: click.Context,
    order: str,
    moment: str,
    condition: str,
    consent: bool,
    document: str,
    json_lines: bool,
) -> None:
    """Record that an order, or one condition of it, was discharged.

    A risk order can be discharged within two years, and a prevention order within five, only with
    the consent of the person and of the chief officer.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb orders discharge d1 --on 2027-01-10 --document "…"
    """
    from netgraph.orders import later_steps

    detail = "with the consent of the person and the chief officer" if consent else ""
    step = NewStep("discharge", moment, condition, document=document, detail=detail)
    _change(
        ctx,
        lambda con: later_steps.discharge(con, order, step, consent=consent),
        json_lines=json_lines,
    )


@click.command()
@click.argument("order")
@click.argument("kind", type=click.Choice(("permission", "reporting_restriction", "review")))
@click.option(
    "--on",
    "moment",
    required=True,
    metavar="WHEN",
    help="From when it holds; for a review, its day.",
)
@click.option("--until", default="", metavar="DATE", help="Last day for which it holds.")
@click.option("--condition", default="", metavar="ID", help="Condition that it is about.")
@click.option("--by", "given_by", default="", metavar="WHO", help="Who gave it.")
@click.option(
    "--targets", default="", metavar="IDS", help="Whom or what it allows, with ; between."
)
@click.option("--document", default="", metavar="TEXT", help="What it is written in.")
@click.option("--text", "detail", default="", help="What it says.")
@json_option
@click.pass_context
def note(
    ctx: click.Context,
    order: str,
    kind: str,
    moment: str,
    until: str,
    condition: str,
    given_by: str,
    targets: str,
    document: str,
    detail: str,
    json_lines: bool,
) -> None:
    """Record a written permission, a reporting restriction, or a review to come.

    A permission holds from its day to its last day, for one condition or for the whole order.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb orders note d1 review --on 2026-05-01
    """
    from netgraph.orders.later_steps import add_step

    step = NewStep(kind, moment, condition, until, given_by, targets, document, detail)
    _change(ctx, lambda con: add_step(con, order, step), json_lines=json_lines)


def _change(ctx: click.Context, make: Making, *, json_lines: bool) -> None:
    """Record a change, and print the order as it then stands."""
    today = dt.date.today()
    options = workflow.ImportOptions(
        today=today, now=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), by=who()
    )
    with opened(ctx.obj, write=True) as store:
        order = workflow.change_order(store, make, options)
    click.echo("Recorded.", err=True)
    if json_lines:
        print_json([order])
        return
    for line in orders_text.whole(order, today):
        click.echo(line)


def _conditions(file: Path) -> list[NewCondition]:
    """Conditions of a file with the columns of conditions.csv."""
    known = ("category", "text", "id", "number", "starts", "ends", "targets", "exceptions")
    rows = _rows(file, ("category", "text"))
    return [NewCondition(**{name: row.get(name) or "" for name in known}) for row in rows]


def wordings(file: Path) -> list[tuple[str, str]]:
    """Name and wording of each condition of a CSV or plain text file."""
    if file.suffix.lower() == ".csv":
        rows = enumerate(_rows(file, ("text",)), start=1)
        return [
            (row.get("id") or row.get("number") or str(place), row["text"]) for place, row in rows
        ]
    parts = [part.strip() for part in _read(file).split("\n\n")]
    return [(str(place), part) for place, part in enumerate(filter(None, parts), start=1)]


def _rows(file: Path, needed: tuple[str, ...]) -> list[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(_read(file)))
    missing = set(needed) - set(reader.fieldnames or ())
    if missing:
        raise CaseError(
            f"{file.name}: no column {', '.join(sorted(missing))}",
            hint="Columns are those of conditions.csv.",
        )
    return [{name: value or "" for name, value in row.items() if name} for row in reader]


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(
            f"{file.name}: cannot be read as UTF-8 text", hint="Save it in UTF-8."
        ) from error

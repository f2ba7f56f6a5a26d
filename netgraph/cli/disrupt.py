"""The command ``disrupt``: what orders would change, how sure that is, and what may go wrong."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from netgraph import workflow_orders
from netgraph.cli.options import as_of_option, json_option, opened, print_json, today_if_absent
from netgraph.errors import OutputError

if TYPE_CHECKING:
    from netgraph.disruption.records import Compared, Disruption, Reach

__all__ = ["disrupt"]

_READ_THIS = (
    "What is recorded, with the ties taken out that the orders would forbid. It is no forecast: it does "
    "not know whether an order is kept, who takes whose place, or what nobody has reported. It decides "
    "nothing."
)

# The lines of the table: field of Reach, and what it is called.
_ROWS = (
    ("victims", "likely victims in contact with the group"),
    ("in_contact", "these and likely targets"),
    ("within_two", "in contact, or one step further"),
    ("ways", "ways from the group to them"),
    ("together", "of the group, hanging together"),
    ("parts", "parts of the group"),
)
_WAYS = {"ties": "most ties", "betweenness": "most in between"}


def _ids(_: click.Context, __: click.Parameter, given: str) -> tuple[str, ...]:
    """Ids with commas between them, each once, in order."""
    return tuple(sorted({each.strip() for each in given.split(",") if each.strip()}))


@click.command()
@click.option(
    "--orders",
    default="",
    callback=_ids,
    metavar="P1,P2…",
    help="Ids of the people who would be under an order.",
)
@click.option(
    "--best",
    type=click.IntRange(min=1),
    metavar="K",
    help="Find the K people, of those who may be proposed, whose orders leave fewest in reach.",
)
@click.option(
    "--safeguard",
    default="",
    callback=_ids,
    metavar="A1,A2…",
    help="Ids of homes that are made safe: nobody comes to them.",
)
@click.option("--remove", is_flag=True, help="As if they were away altogether, without lists.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write a picture of before and after too (SVG).",
)
@as_of_option
@json_option
@click.pass_context
def disrupt(
    ctx: click.Context,
    orders: tuple[str, ...],
    best: int | None,
    safeguard: tuple[str, ...],
    remove: bool,
    output: Path | None,
    as_of: dt.datetime | None,
    json_lines: bool,
) -> None:
    """Print what orders on some people would change, beside chance, and what may go wrong.

    How many likely victims and likely targets the group reaches before and after, each with the range
    that comes out when part of the intelligence is missing; the same for as many people chosen by
    chance or by their place in the network; who could follow; and who vulnerable may be worse off,
    for a safeguarding plan that comes first.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb disrupt --best 2 --as-of 2025-03-01
    """
    from netgraph.disruption import Asked

    if bool(orders) + bool(best) != 1 and not (safeguard and not orders):
        raise click.UsageError("Give either --orders or --best.")
    day = today_if_absent(as_of)
    with opened(ctx.obj) as store:
        found = workflow_orders.disrupt(store, Asked(orders, best or 0, safeguard, remove), day)
    if output is not None:
        _write(output, found)
    if json_lines:
        print_json([found])
        return
    for line in _text(found, day):
        click.echo(line)


def _write(output: Path, found: "Disruption") -> None:
    from netgraph.disruption.picture import picture

    try:
        output.write_text(picture(found), encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(
            f"{output.name} cannot be written: {error.strerror}",
            hint="Give another file, in a folder that is there and may be written to.",
        ) from error


def _text(found: "Disruption", day: dt.date) -> Iterator[str]:
    what = "Orders" if found.kind == "restrain" else "Away altogether"
    who = ", ".join(
        f"{person} {label}" if label not in ("", person) else person
        for person, label in zip(found.people, found.labels, strict=True)
    )
    yield f"{what} on {day}: {who or 'nobody'} ({found.how}). {_READ_THIS}"
    if found.homes:
        yield f"Safeguarded homes: {', '.join(found.homes)}."
    for note in found.notes:
        yield f"- {note}"
    yield (
        f"\nThe group: {found.group} people with an exploiter finding. To protect: {found.victims} likely "
        f"victims and {found.to_protect - found.victims} likely targets near it."
    )
    yield from _table(found)
    yield from _steps(found)
    yield from _compared(found)
    yield from _what_may_go_wrong(found)


def _table(found: "Disruption") -> Iterator[str]:
    yield f"\n  {'':42} {'before':>7} {'range':>9} {'after':>7} {'range':>9}"
    for field, told in _ROWS:
        before, after = getattr(found.before, field), getattr(found.after, field)
        low, high = getattr(found.before_spread, field)
        low_after, high_after = getattr(found.after_spread, field)
        yield (
            f"  {told:42} {before:7} {f'{low}–{high}':>9} {after:7} {f'{low_after}–{high_after}':>9}"
        )
    yield (
        f"  Ranges: {found.runs} runs, each without a tenth of the ties and a fiftieth of the people, "
        "middle nine tenths."
    )
    if found.still_in_contact:
        still = "; ".join(f"{who} ({', '.join(of)})" for who, of in found.still_in_contact)
        yield f"  Still in contact after: {still}."


def _steps(found: "Disruption") -> Iterator[str]:
    if len(found.steps) < 2 and not found.again:
        return
    again = dict(found.again)
    yield "\nOrder by order: likely victims in contact, and all to protect"
    yield f"  {'none':8} {found.before.victims:4} {found.before.in_contact:4}"
    for step in found.steps:
        stays = f"  chosen again in {again[step.person]} of {found.runs} runs" if again else ""
        yield f"  + {step.person:6} {step.reach.victims:4} {step.reach.in_contact:4}{stays}"


def _compared(found: "Disruption") -> Iterator[str]:
    if not found.compared:
        return
    many = len(found.people)
    yield f"\nAs many ({many}) chosen otherwise, of those who may be proposed: the same numbers after"
    yield f"  {'this choice':34} {_numbers(found.after)}"
    for other in found.compared:
        yield f"  {_way(other):34} {_numbers(other.reach)}"


def _way(other: "Compared") -> str:
    if other.way == "chance":
        return f"by chance (mean of {other.of}, {other.best}–{other.worst})"
    return f"{_WAYS[other.way]} ({', '.join(other.people)})"


def _numbers(reach: "Reach") -> str:
    return (
        f"{reach.victims:3} likely victims  {reach.in_contact:3} to protect in contact  "
        f"{reach.ways:4} ways"
    )


def _what_may_go_wrong(found: "Disruption") -> Iterator[str]:
    yield f"\nWho could follow ({len(found.successors)})"
    for each in found.successors:
        yield f"  after {each.of}: {each.person} {each.label}: {each.text}"
    yield f"\nWho may be worse off ({len(found.risks)}): a safeguarding plan for each comes first"
    for risk in found.risks:
        yield f"  {risk.person} {risk.label}: {risk.text}"

"""The command ``netgraph changes``: what is new, gone, stronger or weaker, and which claims did it."""

import datetime as dt
import textwrap
from collections.abc import Iterable, Iterator

import click

from netgraph import workflow_intelligence
from netgraph.cli.options import (
    DAY,
    as_of_option,
    json_option,
    opened,
    print_json,
    today_if_absent,
)
from netgraph.provenance.changes import Change, ChangedReason, Changes, Claims
from netgraph.vocabulary import CLAIMS

__all__ = ["change_lines", "changes"]

# Columns of text, and how many ids are named of one sort; all are in --json.
_WIDTH, _MOST = 100, 8


@click.command()
@click.option(
    "--since",
    type=DAY,
    required=True,
    metavar="DATE",
    help="Compare with what was known at the beginning of that day (UTC).",
)
@as_of_option
@json_option
@click.pass_obj
def changes(store: str, since: dt.datetime, as_of: dt.datetime | None, json_lines: bool) -> None:
    """Print which findings are new, gone, stronger or weaker since a day, and why.

    Compares what is found with what would be found without the imports and decisions since that
    day; both are looked at from the same day, so that nothing changes by the passing of time alone.
    Below each finding stand the reasons that came or went, with links and reports.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb changes --since 2025-03-01 --as-of 2025-03-01
    """
    with opened(store) as opened_store:
        found = workflow_intelligence.changes(opened_store, since.date(), today_if_absent(as_of))
    if json_lines:
        print_json(found.changes)
        return
    click.echo(_brought_by(found, since.date()))
    click.echo("\n".join(change_lines(found)))


def _brought_by(found: Changes, since: dt.date) -> str:
    parts = [
        f"{noun} {', '.join(f'{letter}{number}' for number in numbers)}"
        for noun, letter, numbers in (
            ("imports", "", found.imports),
            ("decisions", "d", found.decisions),
        )
        if numbers
    ]
    brought = " and ".join(parts) or "nothing was imported or decided"
    return f"Since {since}, looked at from {found.as_of}: {brought}."


def change_lines(found: Changes) -> Iterator[str]:
    """Changes as people read them, likely victims first."""
    if not found.changes:
        yield "No finding is new, gone, stronger or weaker."
        return
    for claim in CLAIMS:
        those = [each for each in found.changes if each.claim == claim.name]
        if those:
            yield claim.heading.upper()
            for each in those:
                yield from _change_lines(each)
    yield "Each is a lead for a person to judge. Run: netgraph explain ID"


def _change_lines(each: Change) -> Iterator[str]:
    name = each.subject if each.label == each.subject else f"{each.subject} ({each.label})"
    said = {
        "new": f"new, {each.support} support, {each.points} points",
        "gone": f"gone; before, {each.support_before} support, {each.points_before} points",
        "changed": f"rests on other claims, {each.support} support as before",
    }
    moved = f"{each.change}, {each.points_before} to {each.points} points, {_support(each)}"
    yield f"  {name}: {said.get(each.change, moved)}"
    for reason in each.reasons:
        yield from _reason_lines(reason)


def _support(each: Change) -> str:
    if each.support == each.support_before:
        return f"{each.support} support as before"
    return f"{each.support_before} to {each.support} support"


def _reason_lines(reason: ChangedReason) -> Iterator[str]:
    start = f"    {reason.points:>+3d}  "
    yield from textwrap.wrap(
        reason.text,
        _WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_on_hyphens=False,
    )
    for word, claims in (("by", reason.added), ("no longer by", reason.lost)):
        if claims:
            yield f"         {word} {_named(claims)}"


def _named(claims: Claims) -> str:
    sorts = (
        ("links", claims.links),
        ("events", claims.events),
        ("flags", claims.flags),
        ("reports", claims.reports),
    )
    return "; ".join(f"{noun} {_some(ids)}" for noun, ids in sorts if ids)


def _some(ids: Iterable[str]) -> str:
    every = tuple(ids)
    more = f" and {len(every) - _MOST} more" if len(every) > _MOST else ""
    return ", ".join(every[:_MOST]) + more

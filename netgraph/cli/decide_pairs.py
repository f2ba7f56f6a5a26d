"""The commands ``netgraph decide same``, ``different`` and ``unsure``: of two records."""

from collections.abc import Callable
from typing import Any

import click

from netgraph import workflow_matching
from netgraph.cli.acts import now
from netgraph.cli.options import json_option, opened, print_json

__all__ = ["different", "same", "unsure"]

_Decided = Callable[..., None]


def _pair_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the two ids, the reason, who decides, and the form of the answer."""
    command = json_option(command)
    command = click.option("--by", required=True, metavar="NAME", help="Who decides.")(command)
    command = click.option(
        "--reason",
        required=True,
        metavar="TEXT",
        help="What was weighed, and why. Name ids, not people.",
    )(command)
    return click.argument("a")(click.argument("b")(command))


@click.command()
@_pair_options
@click.pass_obj
def same(store: str, a: str, b: str, reason: str, by: str, json_lines: bool) -> None:
    """Record that two records are of one and the same: they are read as one from then on.

    Of both, the first id is read: everything that names the other is read as naming it. What is
    the same goes over third records. Nothing is rewritten: netgraph undo restores every link.
    Refused where it would join two that were decided to be different, or that cannot be one: on
    one custody record, in two places at one time, with verified identifiers that differ.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb decide same p09 p10 --by "DC 4321" \\
          --reason "Fingerprints of both custody records agree."
    """
    _decide("same", (a, b), (reason, by), store, json_lines=json_lines)


@click.command()
@_pair_options
@click.pass_obj
def different(store: str, a: str, b: str, reason: str, by: str, json_lines: bool) -> None:
    """Record that two records are of two: they are not proposed again, and never joined.

    An earlier decision on the two, or one verified identifier, no longer joins them. Refused where
    decisions on third records join them: one of those has to be undone first.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb decide different p09 p10 --by "DC 4321" \\
          --reason "Mother and daughter, both seen at home on 2 March."
    """
    _decide("different", (a, b), (reason, by), store, json_lines=json_lines)


@click.command()
@_pair_options
@click.pass_obj
def unsure(store: str, a: str, b: str, reason: str, by: str, json_lines: bool) -> None:
    """Record that two records were looked at, and what is still to be found out.

    The card stays on the list, with who looked and what is missing. An earlier decision on the two
    no longer joins them.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb decide unsure p09 p10 --by "DC 4321" \\
          --reason "Asked the school for the day of birth; answer due on Friday."
    """
    _decide("unsure", (a, b), (reason, by), store, json_lines=json_lines)


def _decide(
    outcome: str,
    pair: tuple[str, str],
    why_and_who: tuple[str, str],
    store: str,
    *,
    json_lines: bool,
) -> None:
    from netgraph.matching import NewPair

    new = NewPair(outcome, *pair, *why_and_who, now())
    with opened(store, write=True) as opened_store:
        number, kept, read = workflow_matching.decide_pair(opened_store, new)
    if json_lines:
        print_json([{"decision": f"d{number}", **kept}])
        return
    a, b = kept["about"], kept["other"]
    click.echo(f"Recorded as d{number}: {a} and {b} – {outcome}, by {kept['who']}.")
    if outcome == "same":
        click.echo(f"Both are read as {read} from now on. Nothing was rewritten.")
    if outcome != "unsure":
        click.echo(f"What it changed: netgraph changes --since {new.now[:10]}")
    click.echo(f"To take it back: netgraph undo d{number} --reason TEXT")

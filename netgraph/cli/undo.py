"""The command ``netgraph undo``: an import or a decision, as if it had not been."""

import datetime as dt

import click

from netgraph import workflow_intelligence
from netgraph.cli.acts import now
from netgraph.cli.options import (
    as_of_option,
    json_option,
    opened,
    print_json,
    today_if_absent,
    who,
)
from netgraph.cli.withdraw import second_thought_lines
from netgraph.provenance.second_thoughts import Given

__all__ = ["undo"]


@click.command()
@click.argument("what", metavar="NUMBER")
@click.option("--reason", required=True, metavar="TEXT", help="Why. Name ids, not people.")
@click.option("--by", default="", metavar="NAME", help="Who decides; who runs it if absent.")
@as_of_option
@json_option
@click.pass_obj
def undo(
    store: str, what: str, reason: str, by: str, as_of: dt.datetime | None, json_lines: bool
) -> None:
    """Undo an import, or an earlier decision; nothing is deleted.

    NUMBER is that of an import, such as 3, or of a decision, such as d7. The rows of an undone
    import are no longer shown, with what names only them; the version before a changed row
    stands again. What an undone decision took out or joined is as it was. Prints what changed by
    it and what was handed out before, as netgraph withdraw does. An undo can be undone.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb undo 2 --reason "The wrong file." --by "DS 4321"
    """
    given = Given(by or who(), reason, now())
    with opened(store, write=True) as opened_store:
        done = workflow_intelligence.undo(opened_store, what, given, today_if_absent(as_of))
    if json_lines:
        print_json([done])
        return
    noun = "import" if done.about[0] == "i" else "decision"
    number = done.about[1:] if noun == "import" else done.about
    click.echo(f"Undone: {noun} {number}, by {given.by} (decision d{done.decision}).")
    click.echo("\n".join(second_thought_lines(done)))

"""The command ``netgraph forget``: somebody removed for good, and who still has them."""

import datetime as dt
import secrets
from collections.abc import Iterator

import click

from netgraph import workflow_intelligence
from netgraph.cli.acts import act_of, now
from netgraph.cli.options import (
    as_of_option,
    json_option,
    opened,
    print_json,
    today_if_absent,
    who,
)
from netgraph.cli.withdraw import output_lines
from netgraph.provenance.forgetting import Forgotten, Removing
from netgraph.provenance.second_thoughts import Given

__all__ = ["forget"]


@click.command()
@click.argument("person", metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="Why. Name ids, not people.")
@click.option("--by", default="", metavar="NAME", help="Who decides; who runs it if absent.")
@as_of_option
@json_option
@click.pass_context
def forget(
    ctx: click.Context,
    person: str,
    reason: str,
    by: str,
    as_of: dt.datetime | None,
    json_lines: bool,
) -> None:
    """Remove a person for good: from the store, its caches and rejects files; not to be undone.

    Their row and all that is recorded of them and of nobody else goes, in every version, and their
    name is blanked in what stays. What is kept is a tombstone: who, when, why, and hashes by which an
    import knows not to bring them back. The log keeps its lines with a hash in place of the id.
    Refused while an order in force names them. Prints which reports and copies can still hold them.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb forget p05 --reason "Review: no longer necessary."
    """
    given = Given(by or who(), reason, now())
    with opened(ctx.obj, write=True) as store:
        act = act_of(ctx, None, write=True)
        removing = Removing(ctx.obj, today_if_absent(as_of), secrets.token_hex(16), act)
        done = workflow_intelligence.forget(store, person, given, removing)
    if json_lines:
        print_json([done])
    else:
        click.echo("\n".join(_lines(done)))


def _lines(done: Forgotten) -> Iterator[str]:
    gone = ", ".join(f"{number} {table}" for table, number in done.rows)
    yield f"Forgotten (decision d{done.decision}). Removed for good: {gone}."
    if done.log_lines:
        yield f"Lines of the log with a hash in place of ids: {done.log_lines}. It is still whole."
    for name, rows in done.rejects:
        yield f"Taken out of {name}: {rows} rows."
    if done.may_name:
        yield "These rows stay, and their free words hold the surname. Look at each:"
        for table, each in done.may_name:
            yield f"  {table}: {each}"
    yield ""
    yield from output_lines(done.outputs)
    if done.outputs:
        yield "Files of reports are not ours to delete: delete them where they are."
    yield "Files that were imported, backups and copies of the store are not touched: remove them, too."

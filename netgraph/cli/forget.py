"""The command ``netgraph forget``: somebody removed for good, and who still has them."""

import datetime as dt
import secrets
from collections.abc import Iterator
from dataclasses import replace

import click

from netgraph import workflow, workflow_intelligence
from netgraph.audit import Act
from netgraph.cli.acts import act_of, now
from netgraph.cli.options import (
    as_of_option,
    credentials,
    json_option,
    opened,
    print_json,
    today_if_absent,
    who,
)
from netgraph.cli.publish import EXPIRES_AFTER_DAYS
from netgraph.cli.withdraw import output_lines
from netgraph.provenance.forgetting import Forgotten, Removing
from netgraph.provenance.second_thoughts import Given
from netgraph.publish import Imprint
from netgraph.store.base import Store

__all__ = ["forget"]


@click.command()
@click.argument("person", metavar="ID")
@click.option("--reason", required=True, metavar="TEXT", help="Why. Name ids, not people.")
@click.option("--by", default="", metavar="NAME", help="Who decides; who runs it if absent.")
@click.option(
    "--publish-again",
    "copies",
    multiple=True,
    metavar="ADDRESS",
    help="Also put a new copy in place of the one on that server; may be given again.",
)
@as_of_option
@json_option
@click.pass_context
def forget(
    ctx: click.Context,
    person: str,
    reason: str,
    by: str,
    copies: tuple[str, ...],
    as_of: dt.datetime | None,
    json_lines: bool,
) -> None:
    """Remove a person for good: from the store, its caches and rejects files; not to be undone.

    Their row and all that is recorded of them and of nobody else goes, in every version, and their
    name is blanked in what stays. What is kept is a tombstone: who, when, why, and hashes by which an
    import knows not to bring them back. The log keeps its lines with a hash in place of the id.
    Refused while an order in force names them. Prints which reports and copies can still hold them;
    with --publish-again a copy on a server is written anew, as it was published last.

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
        for address in copies:
            click.echo(_publish_again(store, done, address, person, act), err=json_lines)


def _publish_again(store: Store, done: Forgotten, address: str, person: str, act: Act) -> str:
    """Put a new copy in place of the one that was last published there; what to say of it."""
    there = [each for each in done.outputs if (each.command, each.where) == ("publish", address)]
    if not there:
        return f"{address}: nothing that can hold this person was published there."
    last = there[-1]
    about = [each for each in last.about if each != person]
    if last.about and not about:
        return f"{address}: that copy was about this person alone. Remove it there."
    day = dt.date.fromisoformat(last.as_of)
    written = dt.date.fromisoformat(last.at[:10])
    until = (
        dt.date.fromisoformat(last.expires)
        if last.expires
        else written + dt.timedelta(EXPIRES_AFTER_DAYS)
    )
    options = {
        "to": address,
        "audience": last.audience,
        "about": about,
        "expires": until.isoformat(),
        "copy": last.copy,
        "as-of": last.as_of,
    }
    log = store.log()
    line = (
        log.append(
            replace(
                act, kind="disclosure", command="publish", options=options, recipient=last.recipient
            )
        )
        if log
        else None
    )
    imprint = Imprint(
        last.copy,
        last.audience,
        last.recipient,
        now(),
        until,
        line.number if line else 0,
        line.hash if line else "",
    )
    target = (address, credentials(address, publish=True))
    workflow.publish(store, target, day, imprint, tuple(about))
    return f"{address}: copy {last.copy} was written anew, without this person."


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

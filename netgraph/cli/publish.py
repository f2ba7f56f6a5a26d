"""The command ``netgraph publish``: the officers' copy."""

import datetime as dt

import click

from netgraph import workflow
from netgraph.cli.acts import logged_line, now
from netgraph.cli.options import (
    DAY,
    as_of_option,
    credentials,
    opened,
    reason_option,
    recipient_option,
    today_if_absent,
)
from netgraph.publish import Imprint

__all__ = ["publish"]

# Those for whom report/audiences.py says what is published; a test holds them equal.
AUDIENCES = ("officer", "partner")

# Days for which a copy may be used unless another day of expiry is given.
# SOURCE: [decision-0020].
EXPIRES_AFTER_DAYS = 28


@click.command()
@click.option("--to", required=True, metavar="ADDRESS", help="Server to write to: bolt://…")
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default=AUDIENCES[0],
    show_default=True,
    help="For whom: what the copy holds follows from it.",
)
@click.option(
    "--about",
    multiple=True,
    metavar="ID",
    help="Tell only of findings on this person or home; in a partner's copy, name it.",
)
@click.option(
    "--expires",
    type=DAY,
    metavar="DATE",
    help=f"Day after which it must not be used; {EXPIRES_AFTER_DAYS} days from today if absent.",
)
@click.option("--copy", default="", metavar="TEXT", help="Copy number; the log's line if absent.")
@recipient_option
@reason_option
@as_of_option
@click.pass_context
def publish(
    ctx: click.Context,
    to: str,
    audience: str,
    about: tuple[str, ...],
    expires: dt.datetime | None,
    copy: str,
    as_of: dt.datetime | None,
) -> None:
    """Put a copy for officers or partners into a second Neo4j.

    The copy holds people, homes and links, findings with their reasons, and for officers the
    orders in force; what its audience must not see is not there. It takes the place of the copy
    before it. A banner says its marking, date, number and expiry. A store, or a database that
    holds anything else, is refused. Prints what was written.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb publish --to bolt://localhost:7688 --as-of 2025-03-01
    """
    last_day = expires.date() if expires else dt.date.today() + dt.timedelta(EXPIRES_AFTER_DAYS)
    target = (to, credentials(to, publish=True))
    with opened(ctx.obj) as store:
        line = logged_line(ctx)
        imprint = Imprint(
            copy=copy or (str(line.number) if line else "1"),
            audience=audience,
            recipient=str(ctx.meta.get("netgraph.recipient", "")),
            published_at=now(),
            expires=last_day,
            log_line=line.number if line else 0,
            log_hash=line.hash if line else "",
        )
        done = workflow.publish(store, target, today_if_absent(as_of), imprint, about)
    nodes = ", ".join(f"{number:,} {label}" for label, number in sorted(done.nodes.items()))
    click.echo(
        f"{done.address}: copy {imprint.copy} for {audience}s, {done.marking}, "
        f"until {imprint.expires}: {nodes}; {done.relationships:,} relationships"
    )

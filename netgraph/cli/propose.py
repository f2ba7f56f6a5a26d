"""The command ``propose``: who is proposed for an order, who is not, and why."""

import datetime as dt
from collections.abc import Iterable, Iterator

import click

from netgraph import workflow, workflow_orders
from netgraph.cli.decide import decision_line
from netgraph.cli.options import as_of_option, json_option, opened, print_json, today_if_absent
from netgraph.cli.propose_about import argument_lines, argument_object
from netgraph.orders.candidates import safeguarding_first
from netgraph.records import Proposal

__all__ = ["propose"]

_READ_THIS = (
    "Leads for a person to judge. Whether the test of an order is met is for lawyers and the court."
)

# Heading of each part of the list of proposals, in the order in which they are printed.
_HEADINGS = {
    "safeguarding": "Safeguarding first: children and possible victims, not proposed unless a supervisor decides so",
    "candidate": "Proposed for a new order",
    "blocked": "Not proposed until a named supervisor decides otherwise",
    "insufficient": "Not proposed: the evidence falls short",
}


@click.command()
@click.option("--about", metavar="PERSON", help="Print the whole argument on one person.")
@as_of_option
@json_option
@click.pass_context
def propose(
    ctx: click.Context, about: str | None, as_of: dt.datetime | None, json_lines: bool
) -> None:
    """Print who is proposed for a new order, who is not, and why.

    Everybody with an exploiter finding is there: children and possible victims first, then those
    proposed, those for whom something stands in the way, and those for whom the evidence falls
    short, with what is missing. Below each stand the recorded acts, with the reports.

    With --about, everything to read before one case is put forward: each record with day, stage,
    report, grade, fact or assessment, hearsay and why it does not count; act, risk and necessity
    with what people must answer; what speaks against; other tools with their rules; what is not
    known and who might hold it; and what falls if one report is withdrawn.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb propose --as-of 2025-03-01
        netgraph --store demo/netgraph.duckdb propose --about p28 --as-of 2025-03-01
    """
    day = today_if_absent(as_of)
    if about is not None:
        with opened(ctx.obj) as store:
            proposal, argued = workflow_orders.argue(store, about, day)
        if json_lines:
            print_json([argument_object(proposal, argued)])
            return
        for line in argument_lines(proposal, argued, day):
            click.echo(line)
        return
    with opened(ctx.obj) as store:
        proposals = workflow.propose(store, day)
    if json_lines:
        print_json(proposals)
        return
    for line in _proposals(proposals, day):
        click.echo(line)


def _proposals(proposals: tuple[Proposal, ...], day: dt.date) -> Iterator[str]:
    yield f"Proposals on {day}. {_READ_THIS}"
    if not proposals:
        yield "Nobody: there is no exploiter finding."
    for part, heading in _HEADINGS.items():
        chosen = [proposal for proposal in proposals if _part(proposal) == part]
        if chosen:
            yield f"\n{heading} ({len(chosen)})"
        for proposal in chosen:
            yield from _proposal(proposal)


def _part(proposal: Proposal) -> str:
    return "safeguarding" if safeguarding_first(proposal) else proposal.status


def _proposal(proposal: Proposal) -> Iterator[str]:
    yield f"\n  {_named(proposal.person, proposal.label)} – {proposal.status}"
    for blocker in proposal.blockers:
        yield f"    {blocker.code}: {blocker.text}"
    for text in proposal.missing:
        yield f"    missing: {text}"
    for act in proposal.acts:
        yield f"    {act.date or 'no date'}  {act.text} {_ids('reports', act.reports)}"
    sources = proposal.independent_sources
    yield f"    {sources} independent source{'' if sources == 1 else 's'} graded 1 or 2"
    for decision in proposal.decisions:
        yield f"    decided {decision_line(decision)}"
    if proposal.protects:
        yield f"    would protect {', '.join(proposal.protects)}"


def _named(person: str, label: str) -> str:
    return f"{person} {label}" if label not in ("", person) else person


def _ids(what: str, ids: Iterable[str]) -> str:
    return f"[{what} {', '.join(ids)}]"

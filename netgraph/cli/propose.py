"""The commands ``propose`` and ``non-association``: who, who not, whom to keep apart, and why."""

import datetime as dt
from collections.abc import Iterable, Iterator

import click

from netgraph import workflow
from netgraph.cli.decide import decision_line
from netgraph.cli.options import as_of_option, json_option, opened, print_json, today_if_absent
from netgraph.orders.candidates import safeguarding_first
from netgraph.records import ClassCondition, LeftOut, Listed, NonAssociation, Proposal

__all__ = ["non_association", "propose"]

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
@as_of_option
@json_option
@click.pass_context
def propose(ctx: click.Context, as_of: dt.datetime | None, json_lines: bool) -> None:
    """Print who is proposed for a new order, who is not, and why.

    Everybody with an exploiter finding is there: children and possible victims first, then those
    proposed, those for whom something stands in the way, and those for whom the evidence falls
    short, with what is missing. Below each stand the recorded acts, with the reports.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb propose --as-of 2025-03-01
    """
    day = today_if_absent(as_of)
    with opened(ctx.obj) as store:
        proposals = workflow.propose(store, day)
    if json_lines:
        print_json(proposals)
        return
    for line in _proposals(proposals, day):
        click.echo(line)


@click.command("non-association")
@click.argument("person")
@as_of_option
@json_option
@click.pass_context
def non_association(
    ctx: click.Context, person: str, as_of: dt.datetime | None, json_lines: bool
) -> None:
    """Print whom an order on one person should keep apart.

    Each name with its reasons, whom it protects and the exceptions to write in; then conditions
    that protect those whom a name would expose; then who is left out, and why. Anybody in the
    store can be asked about; the first line says if no order is proposed.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb non-association p29 --as-of 2025-03-01
    """
    day = today_if_absent(as_of)
    with opened(ctx.obj) as store:
        result = workflow.non_association(store, person, day)
    if json_lines:
        print_json([result])
        return
    for line in _list(result, day):
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


def _list(result: NonAssociation, day: dt.date) -> Iterator[str]:
    yield f"Non-association on {day}: {_named(result.person, result.label)}. {_READ_THIS}"
    if result.note:
        yield result.note
    yield f"\nConditions that name nobody ({len(result.class_conditions)})"
    for number, condition in enumerate(result.class_conditions, start=1):
        yield from _condition(number, condition)
    yield f"\nTo keep apart, by name ({len(result.listed)})"
    for listed in result.listed:
        yield from _listed(listed)
    yield f"\nLeft out ({len(result.left_out)})"
    yield from map(_left_out, result.left_out)


def _condition(number: int, condition: ClassCondition) -> Iterator[str]:
    yield f"\n  {number}. [{condition.category}] {condition.text}"
    yield f"     why: {condition.why} {_ids('reports', condition.reports)}"
    if condition.protects:
        yield f"     protects {', '.join(condition.protects)}"


def _listed(listed: Listed) -> Iterator[str]:
    yield f"\n  {_named(listed.person, listed.label)}"
    for reason in listed.reasons:
        yield f"    {reason.text} {_ids('links', reason.links)} {_ids('reports', reason.reports)}"
    if listed.protects:
        yield f"    protects {', '.join(listed.protects)}"
    yield f"    exceptions to write in: {', '.join(listed.exceptions)}"


def _left_out(left: LeftOut) -> str:
    return f"  {_named(left.person, left.label)} – {left.code}: {left.text}"


def _named(person: str, label: str) -> str:
    return f"{person} {label}" if label not in ("", person) else person


def _ids(what: str, ids: Iterable[str]) -> str:
    return f"[{what} {', '.join(ids)}]"

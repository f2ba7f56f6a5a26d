"""The commands ``netgraph decide …``: what a person decides, with what speaks against it read first."""

import datetime as dt
import sys
from collections.abc import Iterator

import click

from netgraph import workflow
from netgraph.cli.decide_pairs import different, same, unsure
from netgraph.cli.options import as_of_option, json_option, opened, print_json, today_if_absent
from netgraph.errors import DecisionError
from netgraph.orders.decisions import OUTCOMES, Contrary, NewDecision
from netgraph.records import Decision, Reason
from netgraph.screening.decided import OUTCOMES as CARD_OUTCOMES
from netgraph.screening.decided import RULE_NAMES as CARD_RULES

__all__ = ["breach", "decide", "decision_line"]


@click.group()
def decide() -> None:
    """Record what a person decides, with who, when and why; nothing moves by itself.

    A decision is kept for good and stands beside what the rules say. Before it is recorded,
    everything that speaks against it is printed.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb decide candidate --help
    """


for each in (same, different, unsure):
    decide.add_command(each)


@decide.command()
@click.argument("person")
@click.argument("outcome", type=click.Choice(tuple(OUTCOMES)))
@click.option("--reason", required=True, help="What was weighed, and why. Name ids, not people.")
@click.option(
    "--by", required=True, metavar="NAME", help="Who decides; for an override, a supervisor."
)
@click.option(
    "--blocker",
    "blockers",
    multiple=True,
    metavar="CODE",
    help="What an override lets pass; needed where there is more than one.",
)
@as_of_option
@json_option
@click.pass_context
def candidate(
    ctx: click.Context,
    person: str,
    outcome: str,
    reason: str,
    by: str,
    blockers: tuple[str, ...],
    as_of: dt.datetime | None,
    json_lines: bool,
) -> None:
    """Shortlist somebody who is proposed for an order, reject them, or let a blocker pass.

    First prints what speaks against: signs that the person is being exploited themselves, reasons
    against the finding, other explanations, what blocks and what is missing. On a terminal it then
    asks once more. A blocked person can be shortlisted only after a named supervisor's override of
    each blocker; status and list stay what the rules make of them.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb decide candidate p28 reject --as-of 2025-03-01 \\
          --by "DI 4321" --reason "The second source repeats the first; see r12 and r31."
    """
    day = today_if_absent(as_of)
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    new = NewDecision(person, outcome, reason, by, blockers)
    with opened(ctx.obj, write=True) as store:
        against = workflow.contrary_evidence(store, person, day)
        for line in _contrary(against, day):
            click.echo(line, err=json_lines)
        _ask(person, outcome)
        kept = workflow.decide_candidate(store, new, against, day, now)
    if json_lines:
        print_json([kept])
    else:
        click.echo(f"\nRecorded: {person} – {outcome}, by {kept['who']}: {OUTCOMES[outcome]}.")
        click.echo("Nothing else has changed.")


@decide.command()
@click.argument("card")
@click.argument("outcome", type=click.Choice(tuple(CARD_OUTCOMES)))
@click.option("--rule", required=True, type=click.Choice(CARD_RULES), help="Rule of the card.")
@click.option("--reason", required=True, help="What was weighed, and why. Name ids, not people.")
@click.option("--by", required=True, metavar="NAME", help="Who decides.")
@click.pass_context
def breach(ctx: click.Context, card: str, outcome: str, rule: str, reason: str, by: str) -> None:
    """Record what an officer decided of a possible breach that a screening showed.

    CARD is the id on the card (b and twelve letters or figures). The decision is kept with its reason; how
    often a rule's cards are decided as no breach is shown at every later screening.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb decide breach bc512aeb0e425 safeguarding_only \\
          --rule contact_with_under_18 --by "DC 4321" --reason "Seen at home by the social worker."
    """
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    with opened(ctx.obj, write=True) as store:
        workflow.decide_breach(
            store, card, outcome, {"rule": rule, "reason": reason, "who": by, "when": now}
        )
    click.echo(f"Recorded: {card} – {outcome}, by {by}. Nothing else has changed.")


def _ask(person: str, outcome: str) -> None:
    """Ask once more where a terminal is; elsewhere the options say enough."""
    if sys.stdin.isatty() and not click.confirm(f"\nRecord: {person} – {outcome}?", err=True):
        raise DecisionError(
            f"{person}: nothing was recorded", hint="Run it again when it is decided."
        )


def decision_line(decision: Decision) -> str:
    """A decision as one line for people."""
    of = f" of {', '.join(decision.blockers)}" if decision.blockers else ""
    return f"{decision.when[:10]}  {decision.outcome}{of} by {decision.who}: {decision.reason}"


def _contrary(found: Contrary, day: dt.date) -> Iterator[str]:
    proposal = found.proposal
    name = f" {proposal.label}" if proposal.label not in ("", proposal.person) else ""
    yield f"What speaks against proposing {proposal.person}{name} (as it stands on {day}, {proposal.status}):"
    yield "\n  Signs that this person is being exploited themselves"
    yield from _reasons(found.as_victim)
    yield "\n  Against the finding"
    yield from _reasons(found.against)
    yield "\n  Other explanations"
    yield from _or_none(f"{each.result}: {each.explanation}" for each in found.explained)
    yield "\n  What stands in the way"
    yield from _or_none(f"{each.code}: {each.text}" for each in proposal.blockers)
    yield "\n  What is missing"
    sources = proposal.independent_sources
    lines = [*proposal.missing, f"independent sources graded 1 or 2 for the acts: {sources}"]
    yield from _or_none(iter(lines))
    yield "\n  Recorded, and not counted"
    yield from _or_none(f"{count}: {why}" for why, count in found.not_counted)
    if proposal.decisions:
        yield "\n  Decided before"
        yield from _or_none(decision_line(each) for each in proposal.decisions)


def _reasons(reasons: tuple[Reason, ...]) -> Iterator[str]:
    yield from _or_none(
        f"{each.text} [{each.indicator}; reports {', '.join(each.reports) or '–'}]"
        for each in reasons
    )


def _or_none(lines: Iterator[str]) -> Iterator[str]:
    empty = True
    for line in lines:
        empty = False
        yield f"    {line}"
    if empty:
        yield "    nothing is recorded"

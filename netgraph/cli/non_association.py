"""The command ``non-association``: whom orders should keep apart, why, and what each name adds."""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from netgraph import workflow_orders
from netgraph.cli.options import as_of_option, json_option, opened, print_json, today_if_absent
from netgraph.orders.terms import EXCEPTION_WORDING
from netgraph.records import ClassCondition, LeftOut, Listed, NonAssociation, as_json

if TYPE_CHECKING:
    from netgraph.orders.non_association_records import CourtList, KeptApart, Step

__all__ = ["non_association"]

_READ_THIS = (
    "Leads for a person to judge. Whether the test of an order is met is for lawyers and the court."
)


@click.command("non-association")
@click.argument("people", nargs=-1, required=True, metavar="PERSON…")
@click.option(
    "--most",
    type=click.IntRange(min=1),
    metavar="N",
    help="At most so many names on each list: those that protect most, fewest first.",
)
@click.option("--fewest", is_flag=True, help="Leave out names that add nothing to the others.")
@click.option("--curve", is_flag=True, help="Show how much is protected with each further name.")
@click.option(
    "--court", is_flag=True, help="Print what a court may see: no source, nobody protected."
)
@as_of_option
@json_option
@click.pass_context
def non_association(
    ctx: click.Context,
    people: tuple[str, ...],
    most: int | None,
    fewest: bool,
    curve: bool,
    court: bool,
    as_of: dt.datetime | None,
    json_lines: bool,
) -> None:
    """Print whom an order on one person should keep apart.

    Each name with its reasons, whom it protects and the exceptions to write in; then conditions
    that protect those whom a name would expose; then who is left out, and why. Anybody in the
    store can be asked about; the first line says if no order is proposed.

    With several people of one group their lists agree: who may not be with another, that other may
    not be with them, unless a reason is given. --most and --fewest choose among the names that the
    rules allow; --curve shows what each further name adds.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb non-association p29 --as-of 2025-03-01
    """
    from netgraph.orders.non_association_group import Terms

    day = today_if_absent(as_of)
    terms = Terms(most, fewest or most is not None)
    with opened(ctx.obj) as store:
        if court:
            kept, shown = workflow_orders.keep_apart_for_court(store, people, day, terms)
        else:
            kept, shown = workflow_orders.keep_apart(store, people, day, terms), ()
    if court:
        _print_court(kept, shown, day, json_lines=json_lines)
    elif json_lines:
        print_json(_objects(kept))
    else:
        for line in _text(kept, day, curve=curve):
            click.echo(line)


def _objects(kept: "KeptApart") -> Iterator[dict[str, Any]]:
    """One object a list: the fields of the contract first, then what the lists come to."""
    shared = as_json(kept)
    del shared["lists"]
    for result in kept.lists:
        own = {
            name: [each for each in shared[name] if each["person"] == result.person]
            for name in ("one_sided", "held_back")
        }
        yield as_json(result) | shared | own


def _text(kept: "KeptApart", day: dt.date, *, curve: bool) -> Iterator[str]:
    for number, result in enumerate(kept.lists):
        if number:
            yield ""
        yield from _list(result, day)
    yield ""
    yield from _what_it_comes_to(kept, curve=curve)


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


def _what_it_comes_to(kept: "KeptApart", *, curve: bool) -> Iterator[str]:
    chosen = [step for step in kept.steps if step.chosen]
    what = "name" if len(kept.lists) == 1 else "pair to keep apart"
    if not kept.steps:
        yield "No name to choose among: what protects are the conditions that name nobody."
    else:
        yield (
            f"What the names come to: {_many(len(chosen), what)} of the {len(kept.steps)} that the "
            f"rules allow, for {_many(len(kept.to_protect), 'person', 'people')} to protect. "
            f"{_HOW[kept.method].format(most=kept.most_each, proven=kept.proven)}"
        )
    if curve and kept.steps:
        yield from _curve(kept.steps, alone=len(kept.lists) == 1)
    elif len(chosen) > 1:
        yield "What each of them adds: --curve."
    if kept.one_sided:
        yield "\nNamed on one side only"
        for one in kept.one_sided:
            yield f"  {one.name} on the list of {one.person}, not the other way: {one.text}"
    if kept.held_back:
        yield "\nNot for a court as it stands (--court leaves these names out)"
        for text in dict.fromkeys(each.text for each in kept.held_back):
            names = (
                f"{b.name} on the list of {b.person}" for b in kept.held_back if b.text == text
            )
            yield f"  {'; '.join(names)}: {text}"


_HOW = {
    "all": "Nothing was left out to keep lists short.",
    "exact": "Of all lists of at most {most} names a person, none protects more, nor as much with fewer.",
    "greedy": "Chosen one by one, at most {most} a person: at least {proven} of the best there is.",
}


def _curve(steps: "Iterable[Step]", *, alone: bool) -> Iterator[str]:
    """A line for each further name: how much is protected with it, and for whom it is there."""
    yield "\nWhat each further name adds (1.00: all names that the rules allow)"
    yield "  names  protection  people  the next name"
    line = True
    for step in steps:
        if line and not step.chosen:
            yield "  not chosen:"
            line = False
        between = step.name if alone else f"{step.person} and {step.name}"
        who = []
        if step.first:
            who.append(f"first to protect {', '.join(step.first)}")
        if step.again:
            who.append(f"also {', '.join(step.again)}")
        yield (
            f"  {step.number:5}  {step.protection:10.2f}  {step.protected:6}  {between}: "
            f"{'; '.join(who) or 'adds nobody'}"
        )


def _print_court(
    kept: "KeptApart", shown: "tuple[CourtList, ...]", day: dt.date, *, json_lines: bool
) -> None:
    if kept.held_back:
        one = len(kept.held_back) == 1
        what = (
            "1 name is left out, since what it rests"
            if one
            else (f"{len(kept.held_back)} names are left out, since what they rest")
        )
        click.echo(f"{what} on may point to a source: see the list without --court.", err=True)
    if json_lines:
        print_json(shown)
        return
    for number, list_ in enumerate(shown):
        if number:
            click.echo("")
        for line in _court(list_, day):
            click.echo(line)


def _court(list_: "CourtList", day: dt.date) -> Iterator[str]:
    yield f"Draft for the court, {day}: {list_.person}. {_READ_THIS}"
    yield f"\nSchedule 1: not to be with, or contact ({len(list_.schedule)})"
    for each in list_.schedule:
        yield f"\n  {each.name}"
        yield from (f"    {reason}" for reason in each.reasons)
        words = "; ".join(EXCEPTION_WORDING.get(word, word) for word in each.exceptions)
        yield f"    save {words}"
    yield f"\nConditions that name nobody ({len(list_.conditions)})"
    for number, condition in enumerate(list_.conditions, start=1):
        yield f"\n  {number}. {condition.text}"


def _named(person: str, label: str) -> str:
    return f"{person} {label}" if label not in ("", person) else person


def _ids(what: str, ids: Iterable[str]) -> str:
    return f"[{what} {', '.join(ids)}]"


def _many(number: int, one: str, several: str = "") -> str:
    return f"{number} {one if number == 1 else several or _plural(one)}"


def _plural(word: str) -> str:
    first, _, rest = word.partition(" ")
    return f"{first}s {rest}".strip()

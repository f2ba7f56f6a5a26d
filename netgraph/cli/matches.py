"""The command ``netgraph matches``: who and what may be recorded twice, a card for each pair."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from netgraph import workflow_matching
from netgraph.cli.options import json_option, opened, print_json

if TYPE_CHECKING:
    from netgraph.matching import Match, Matches, Settled
    from netgraph.matching.records import Compared, JoinedPair

__all__ = ["matches", "settled_line"]

_WIDTH = 100

# How each field compares, in one sign; the words of the line say it too.
_SIGNS = {"agree": "+", "similar": "~", "disagree": "-", "unknown": "?"}

_NOT_SHOWN = ("different",)

# Cards that are printed under one heading.
_MOST = 50


@click.command()
@click.option("--about", default="", metavar="ID", help="Only what names this record.")
@click.option(
    "--at-least",
    type=float,
    metavar="WEIGHT",
    help="Propose pairs from this weight on; 16 if absent.",
)
@click.option(
    "--most",
    default=_MOST,
    show_default=True,
    metavar="NUMBER",
    help="Print so many cards under each heading at most; 0: all. With --json, all.",
)
@click.option("--decided", is_flag=True, help="Also pairs that were decided to be different.")
@json_option
@click.pass_obj
def matches(
    store: str, about: str, at_least: float | None, most: int, decided: bool, json_lines: bool
) -> None:
    """Print who and what may be recorded twice, a card for each pair.

    First what is read as one already, by whom and why. Then the cards, strongest first: each field
    that agrees (+), is similar (~), disagrees (-) or cannot be compared (?), what it weighs, what
    says that they are two (!), and what would settle it. A weight is no likelihood: it adds up what
    docs/matching.md states for each field. Nothing is joined by it; a person decides.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb matches
    """
    with opened(store) as opened_store:
        found = workflow_matching.matches(opened_store, about, at_least)
    cards = [each for each in found.cards if decided or about or each.state not in _NOT_SHOWN]
    if json_lines:
        print_json((*found.standing, *found.doubtful, *found.contradicted, *cards))
    else:
        click.echo("\n".join(_text(found, cards, most or len(cards))))


def _text(found: "Matches", cards: list["Match"], most: int) -> Iterator[str]:
    same = [each for each in found.standing if each.outcome == "same"]
    if same:
        yield f"READ AS ONE ({len(same)})"
        yield from (f"  {settled_line(each)}" for each in same)
        yield ""
    if found.doubtful:
        yield f"LOOK AGAIN: READ AS ONE, AND SOMETHING SAYS THAT THEY ARE TWO ({len(found.doubtful)})"
        for pair in found.doubtful:
            yield f"  {pair.a} and {pair.b}. To part them: netgraph undo {pair.rule} --reason TEXT"
            yield from (f"    ! {each.text}" for each in pair.conflicts)
        yield ""
    if found.contradicted:
        yield f"NOT JOINED, THOUGH ONE VERIFIED IDENTIFIER SAYS SO ({len(found.contradicted)})"
        for pair in found.contradicted:
            yield from _contradicted(pair)
        yield ""
    proposed = [each for each in cards if each.state != "conflict"]
    against = [each for each in cards if each.state == "conflict"]
    yield from _cards("MAY BE RECORDED TWICE", proposed, most)
    yield from _cards("ALIKE, AND SOMETHING SAYS THAT THEY ARE TWO", against, most)
    if not cards and not same and not found.contradicted:
        yield "Nothing is alike enough to be proposed."
        return
    yield "Each card is a question for a person. Decide it with:"
    yield "  netgraph decide same|different|unsure A B --reason TEXT --by NAME"


def settled_line(each: "Settled") -> str:
    """A decision on a pair as one line for people."""
    return f"{each.a} and {each.b}: {each.outcome}, {each.decision}, {each.when[:10]}, {each.who}: {each.reason}"


def _contradicted(pair: "JoinedPair") -> Iterator[str]:
    yield f"  {pair.a} and {pair.b}, {pair.kind}: the same verified {pair.rule}"
    yield from (f"    ! {each.text}" for each in pair.conflicts)


def _cards(heading: str, cards: list["Match"], most: int) -> Iterator[str]:
    if cards:
        yield f"{heading} ({len(cards)})"
        yield ""
        for card in cards[:most]:
            yield from _card(card)
            yield ""
        if len(cards) > most:
            yield f"… and {len(cards) - most} more: --most 0 prints all, --about ID those of one record."
            yield ""


def _card(card: "Match") -> Iterator[str]:
    yield f"{card.a} and {card.b}, {card.kind}: {card.grounds} grounds, weight {card.weight:.1f}"
    if card.labels != (card.a, card.b):
        yield f"  {card.labels[0]} / {card.labels[1]}"
    for field in card.fields:
        if field.mark != "unknown" or any(field.values):
            yield from _field(field)
    yield f"  = {card.weight:>5.1f}  sum of the weights"
    for conflict in card.conflicts:
        yield from _hanging("  !        ", conflict.text)
    yield "  Would settle it:"
    for each in card.settles:
        yield from _hanging("    · ", each)
    yield from (f"  Decided: {settled_line(each)}" for each in card.decided)


def _field(field: "Compared") -> Iterable[str]:
    """One field: sign, weight, how it compares, and the two values."""
    weight = f"{field.weight:>+5.1f}" if field.mark != "unknown" else "     "
    left, right = field.values
    if field.mark == "agree" and left == right:
        values = f"({left})" if left else ""
    else:
        values = f"({left or '–'} / {right or '–'})" if left or right else ""
    return _hanging(f"  {_SIGNS[field.mark]} {weight}  ", f"{field.text} {values}".rstrip())


def _hanging(start: str, text: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_on_hyphens=False,
    )

"""A screening as lines of text: cards grouped by condition and by whom they concern."""

import datetime as dt
import textwrap
from collections.abc import Iterator
from itertools import groupby

from netgraph.screening.assemble import CLASSES
from netgraph.screening.left_out import REASONS
from netgraph.screening.results import Approach, PossibleBreach, Screening

__all__ = ["screening_lines", "summary_lines"]

# Events that are printed of one group, and people of one list; --json and -o have all.
_SHOWN = 8

_MONTHS_SHOWN = 24

_WIDTH = 100

_READ_THIS = (
    "Possible breaches – for officer decision. Whether there is a breach, and whether there was a "
    "reasonable excuse, no data can say."
)


def screening_lines(found: Screening, day: dt.date) -> Iterator[str]:
    """The whole screening, safeguarding first."""
    yield f"Screened against {found.against}, as at {day}."
    yield _READ_THIS
    for name, value in found.authority:
        yield f"  {name}: {value}"
    yield from _tally(found)
    groups = _groups(found)
    for heading, chosen in (
        ("Safeguarding first", [g for g in groups if g[0].safeguarding]),
        ("Other possible breaches", [g for g in groups if not g[0].safeguarding]),
    ):
        if chosen:
            yield f"\n{heading}"
        for cards in chosen:
            yield from _group(cards)
    if not found.breaches:
        yield "\nNo possible breach was found in what was screened."
    yield from _over_time(found)
    yield from _approaches(found)
    yield from _swaps(found)
    yield from _rest(found)


def summary_lines(found: Screening) -> Iterator[str]:
    """What was screened and what was left out, for those who read the cards by machine."""
    yield f"Screened against {found.against}."
    yield from _tally(found)
    yield from _rest(found)


def _tally(found: Screening) -> Iterator[str]:
    screened = ", ".join(f"{count:,} {what}" for what, count in found.screened if count)
    yield f"  Screened: {screened or 'nothing'}"
    counts = dict.fromkeys(CLASSES, 0)
    for _, kind, count in found.counts():
        counts[kind] += count
    yield "  " + "; ".join(f"{kind} {count} ({CLASSES[kind]})" for kind, count in counts.items())


def _over_time(found: Screening) -> Iterator[str]:
    """Counts by month, rule and class, while there is more than one month."""
    months: dict[str, list[str]] = {}
    for month, rule, kind, count in found.over_time():
        months.setdefault(month, []).append(f"{rule.replace('_', ' ')} {kind} {count}")
    if len(months) > 1:
        yield "\nBy month"
        for month, counts in list(months.items())[-_MONTHS_SHOWN:]:
            yield f"  {month}: {', '.join(counts)}"


def _groups(found: Screening) -> list[list[PossibleBreach]]:
    """Cards of one condition with one other, together; in the order of their first card."""

    def key(card: PossibleBreach) -> tuple[str, str, str, str]:
        return (card.order, card.condition, card.rule, card.with_id)

    places = {card.id: place for place, card in enumerate(found.breaches)}
    grouped = [
        sorted(cards, key=lambda card: places[card.id])
        for _, cards in groupby(sorted(found.breaches, key=key), key=key)
    ]
    return sorted(grouped, key=lambda cards: places[cards[0].id])


def _group(cards: list[PossibleBreach]) -> Iterator[str]:
    first = cards[0]
    yield ""
    yield f"  {first.order} {first.condition}: {_named(first.person, first.person_label)} with {_named(first.with_id, first.with_label)}"
    yield from _wrapped(f"“{first.condition_text}”", "    ")
    yield f"    in force and served {first.first_day} to {first.last_day}"
    if first.safeguarding:
        yield from _wrapped(first.safeguarding, "    ")
    for card in cards[:_SHOWN]:
        yield f"    {card.kind:7}{card.when}  {card.what}  [{card.id}]"
    if len(cards) > _SHOWN:
        yield f"    and {len(cards) - _SHOWN} more events: --json or -o has them all"
    yield f"    rests on {first.source}" + (f", graded {first.grade}" if first.grade else "")
    for text in first.sure:
        yield from _wrapped(text, "      ")
    for card in cards[:_SHOWN]:
        for text in card.context:
            yield from _wrapped(f"{card.id}: {text}", "      ")
    yield "    not a breach if:"
    texts = dict.fromkeys(text for card in cards[:_SHOWN] for text in card.not_a_breach_if)
    for text in sorted(texts, key=lambda text: text.startswith("reasonable excuse")):
        yield from _wrapped(text, "      ")
    for text in first.must_know:
        yield from _wrapped(f"who else must know: {text}", "    ")


def _wrapped(text: str, indent: str) -> Iterator[str]:
    yield from textwrap.wrap(
        " ".join(text.split()), _WIDTH, initial_indent=indent, subsequent_indent=indent + "  "
    )


def _named(identity: str, label: str) -> str:
    return f"{identity} {label}" if label and label != identity else identity


def _approaches(found: Screening) -> Iterator[str]:
    if not found.approaches:
        return
    yield "\nNew contacts with young people and people of unknown age since service"
    for each in found.approaches[:_SHOWN]:
        yield f"  {_approach(each)}"
    if len(found.approaches) > _SHOWN:
        yield f"  and {len(found.approaches) - _SHOWN} more: -o has them all"


def _approach(each: Approach) -> str:
    age = f"aged {each.age}" if each.age is not None else "age not known"
    risk = f", known to be at risk ({each.at_risk})" if each.at_risk else ""
    began = f"begun by {each.initiated_by}"
    night = f", {each.at_night} at night" if each.at_night else ""
    shared = f"; also in contact with {', '.join(each.shared_with)}" if each.shared_with else ""
    return (
        f"{each.person} with {_named(each.other, each.label)}, {age}{risk}: {each.first} to "
        f"{each.last}, {began}, {each.made} made and {each.received} received{night}{shared}"
    )


def _swaps(found: Screening) -> Iterator[str]:
    if found.swaps:
        yield "\nPossibly the same user under a new number (a proposal, never an attribution)"
    for each in found.swaps:
        through = ", counting contacts that changed too" if each.through_swaps else ""
        yield (
            f"  {each.old}, last {each.quiet_from}, and {each.new}, first {each.new_from}: "
            f"{each.shared} contacts shared of {each.old_contacts} and {each.new_contacts}{through}"
        )


def _rest(found: Screening) -> Iterator[str]:
    if found.not_counted:
        yield "\nSeen, and no possible breach by itself"
    for each in found.not_counted:
        days = f" ({each.first} to {each.last})" if each.first else ""
        reason = REASONS.get(each.reason, each.reason)
        yield f"  {each.order} {each.condition}, {each.other}: {each.count}{days} – {reason}"
    if found.dropped:
        yield "\nDropped as outside the scope of the authority"
    for what, count in found.dropped:
        yield f"  {count:,} {what}"
    if found.unread:
        yield f"\nRows that could not be read: {len(found.unread)}"
    for file, line, reason in found.unread[:_SHOWN]:
        yield f"  {file} line {line}: {reason}"
    if found.notes:
        yield "\nTo know"
    for note in found.notes:
        yield from _wrapped(note, "  ")
    for rate in found.rates:
        yield f"  {rate.rule}: {rate.no_breach} of {rate.decided} decided cards were no breach"

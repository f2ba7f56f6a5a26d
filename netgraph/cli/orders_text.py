"""The register of orders as lines for people."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from netgraph.orders.entries import (
    IN_FORCE,
    NOT_SERVED,
    Expiry,
    OrderStep,
    RegisteredCondition,
    RegisteredOrder,
)
from netgraph.orders.lint import Remark

__all__ = ["expiring", "in_force", "remarks", "whole"]

_NOT_SERVED = "not served: nobody can be held to it before it is"
_WORDING = "The wording of a condition is what counts; what is said beside it is an aid."

_ENDED_BY = {
    "expiry": "its last day passed",
    "discharge": "discharged",
    "variation": "replaced by another wording",
    "condition": "its own last day passed",
}


def in_force(orders: Sequence[RegisteredOrder], day: dt.date) -> Iterator[str]:
    """Orders in force on a day, each with its conditions in force."""
    yield f"Orders in force on {day}: {len(orders)}. {_WORDING}"
    unserved = sum(order.status == NOT_SERVED for order in orders)
    if unserved:
        yield f"Not served: {unserved}"
    for order in orders:
        yield ""
        yield from _heading(order)
        for condition in order.conditions:
            yield from _condition(condition, order)


def expiring(expiries: Sequence[Expiry], day: dt.date, within: int) -> Iterator[str]:
    """What ends or is due within some days, one a line."""
    yield f"Ends, or is to be reviewed, from {day} to {day + dt.timedelta(days=within)}: {len(expiries)}"
    for each in expiries:
        what = f"condition {each.number or each.condition} of " if each.what == "condition" else ""
        said = "review of " if each.what == "review" else f"last day of {what}"
        days = f"in {each.days} day{'' if each.days == 1 else 's'}" if each.days else "today"
        yield f"  {each.day}  {days:<13} {said}{each.order} ({each.type}) on {_who(each)}"
    if expiries:
        yield "Renewing or varying goes to the court before the last day; who is protected loses it after."


def whole(order: RegisteredOrder, day: dt.date) -> Iterator[str]:
    """One order with everything that is recorded of it."""
    yield f"As it stands on {day}, by everything that is recorded now. {_WORDING}"
    yield ""
    yield from _heading(order)
    for condition in order.conditions:
        yield from _condition(condition, order)
        yield f"       {condition.status}{_why(condition)}"
        if condition.compared:
            yield f"       data can show: {condition.compared}"
        yield f"       left to a person: {'; '.join(condition.left_out)}"
    if not order.conditions:
        yield "    no condition is recorded"
    if order.steps:
        yield "  What happened since:"
    for step in order.steps:
        yield f"    {_step(step)}"


def remarks(found: Iterable[tuple[str, str, Sequence[Remark]]]) -> Iterator[str]:
    """What to change in wordings, each with the words that it is about."""
    for name, text, said in found:
        yield f"{name}. {text}"
        for each in said:
            yield f"   {each.level}: {each.code} – “{each.words}”. {each.text} [{each.source}]"
        if not said:
            yield "   nothing to remark about the wording"
    yield (
        "These are remarks on wording. Whether a condition is necessary, and answers conduct that is "
        "shown, is for the file, the lawyers and the court."
    )


def _heading(order: RegisteredOrder) -> Iterator[str]:
    interim = " (interim)" if order.interim else ""
    yield f"{order.order}  {order.type}{interim} on {_who(order)} – {_standing(order)}"
    made = f"made {order.made}" if order.made else "day of making not recorded"
    court = f", {order.court}" if order.court else ""
    served = f"served {order.served}" if order.served else _NOT_SERVED
    yield f"    {made}{court}; {served}"
    for text in order.reporting_restriction:
        yield f"    REPORTING RESTRICTION: {text or 'see the order'}"
    for note in order.notes:
        yield f"    to look at: {note}"


def _standing(order: RegisteredOrder) -> str:
    if order.status in (IN_FORCE, NOT_SERVED):
        return f"{order.status}, {_until(order.last_day)}"
    if order.status == "ended":
        by = _ENDED_BY.get(order.ended_by, f"replaced by order {order.ended_by}")
        return f"ended {order.last_day}: {by}"
    return f"not in force yet, {_until(order.last_day)}"


def _until(day: dt.date | None) -> str:
    return f"until {day}" if day is not None else "until further order"


def _who(each: RegisteredOrder | Expiry) -> str:
    return f"{each.person} {each.label}" if each.label not in ("", each.person) else each.person


def _condition(condition: RegisteredCondition, order: RegisteredOrder) -> Iterator[str]:
    yield f"    {condition.number or condition.condition}. [{condition.category}] {condition.text}"
    facts = [condition.condition]
    if condition.last_day != order.last_day:
        facts.append(_until(condition.last_day))
    if condition.served is None and order.served is not None:
        facts.append("this wording is not served")
    if condition.targets:
        facts.append(f"aimed at {_words(condition.targets)}")
    if condition.exceptions:
        facts.append(f"save {_words(condition.exceptions)}")
    yield f"       {'; '.join(facts)}"


def _words(words: Iterable[str]) -> str:
    return ", ".join(word.replace("_", " ") for word in words)


def _why(condition: RegisteredCondition) -> str:
    told = []
    if condition.varied_by:
        told.append(f"varied: now {condition.varied_by}")
    if condition.varies:
        told.append(f"in place of {condition.varies}")
    return f" ({'; '.join(told)})" if told else ""


def _step(step: OrderStep) -> str:
    facts = [f"{step.moment}  {step.kind.replace('_', ' ')}"]
    if step.condition and step.new_condition:
        facts.append(f"{step.condition} → {step.new_condition}")
    elif step.condition or step.new_condition:
        facts.append(f"of {step.condition}" if step.condition else f"adds {step.new_condition}")
    facts += [f"until {step.until}"] if step.until else []
    facts += [f"by {step.given_by}"] if step.given_by else []
    facts += [f"for {', '.join(step.targets)}"] if step.targets else []
    facts += [step.document] if step.document else []
    facts += [step.detail] if step.detail else []
    return "; ".join(facts)

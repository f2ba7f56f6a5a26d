"""What happens to an order after it is made: service, permission, variation, renewal, discharge."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from netgraph.errors import OrderRefused
from netgraph.orders.changes import (
    Change,
    NewCondition,
    NewStep,
    Row,
    Rows,
    as_day,
    condition_of,
    condition_row,
    draft_condition,
    free_id,
    held_order,
    london_day,
    not_before_made,
    refuse,
    step_row,
)
from netgraph.orders.statutes import Draft, add_years, is_travel_ban, rules_broken, statute

if TYPE_CHECKING:
    import duckdb

__all__ = ["add_step", "discharge", "vary_condition", "vary_end"]

_VERBS = {"service": "serve"}


def add_step(con: "duckdb.DuckDBPyConnection", order: str, new: NewStep) -> Change:
    """The row of a service, a permission, a reporting restriction or a review.

    The first service of a whole order is also noted in the order itself.
    """
    held, conditions = held_order(con, order)
    if new.condition:
        condition_of(order, new.condition, conditions)
    not_before_made(held, new.moment, new.kind.replace("_", " "))
    rows: Rows = {"order_steps": [step_row(con, order, new)]}
    if new.kind == "service" and not new.condition and not held["served"]:
        rows = {"orders": [held | {"served": new.moment}], **rows}
    return Change(order, f"netgraph orders {_VERBS.get(new.kind, 'note')}", rows)


def discharge(
    con: "duckdb.DuckDBPyConnection", order: str, new: NewStep, *, consent: bool = False
) -> Change:
    """The row of a discharge of an order, or of one of its conditions.

    Raises:
        OrderRefused: It is too early without the consent that the Act asks for.
    """
    held, conditions = held_order(con, order)
    if new.condition:
        condition_of(order, new.condition, conditions)
    day = not_before_made(held, new.moment, "discharge")
    law, made = statute(held["type"]), as_day(held["made"])
    whole = not new.condition and held["interim"] != "yes"
    if whole and law is not None and law.no_discharge_within and made is not None:
        first = add_years(made, law.no_discharge_within)
        if day < first and not consent:
            raise OrderRefused(
                f"order {order}: its discharge is not recorded:\n  {law.act}, {law.vary_section}: "
                f"before {first} only with the consent of the person and the chief officer",
                hint="If both have consented, say so with --consent.",
            )
    return Change(order, "netgraph orders discharge", {"order_steps": [step_row(con, order, new)]})


def vary_condition(
    con: "duckdb.DuckDBPyConnection", order: str, new: NewStep, wording: NewCondition
) -> Change:
    """The rows of a condition's new wording, in place of an old one or beside the others.

    ``new.condition`` names the wording that it replaces (empty: none). The old wording ends the day
    before; the new one keeps its number and whatever is not given. It counts from its own service.
    """
    held, conditions = held_order(con, order)
    day = _while_in_force(held, new.moment)
    rows: Rows = {"conditions": []}
    if new.condition:
        old = condition_of(order, new.condition, conditions)
        row = _in_place_of(old, wording, free_id(con, f"{new.condition}-varied"))
        rows["conditions"].append(old | {"ends": _day_before(old, held, day)})
    else:
        row = condition_row(order, len(conditions) + 1, wording)
        row["id"] = wording.id or free_id(con, f"{order}-condition")
    # A wording in place of another goes on with its period; a ban on travel begins a new one.
    _refuse_periods(held, [row], day)
    rows["conditions"].append(row | {"starts": wording.starts or day.isoformat()})
    rows["order_steps"] = [step_row(con, order, new, row["id"])]
    return Change(order, "netgraph orders vary", rows)


def vary_end(con: "duckdb.DuckDBPyConnection", order: str, new: NewStep, ends: str) -> Change:
    """The rows of an order whose last day is changed; empty text is until further order."""
    held, conditions = held_order(con, order)
    day, old = _while_in_force(held, new.moment), as_day(held["ends"])
    changed = held | {"ends": ends}
    _refuse_periods(changed, [each for each in conditions if not each["ends"]], day)
    longer = old is not None and (not ends or london_day(ends) > old)
    step = replace(
        new,
        kind="renewal" if longer else "variation",
        until=ends,
        detail=new.detail or f"last day before: {held['ends'] or 'until further order'}",
    )
    rows: Rows = {"orders": [changed], "order_steps": [step_row(con, order, step)]}
    return Change(order, "netgraph orders vary", rows)


def _while_in_force(held: Row, moment: str) -> date:
    """The day of a variation; refused if the order had ended by then."""
    day, ends = not_before_made(held, moment, "variation"), as_day(held["ends"])
    if ends is not None and ends < day:
        raise OrderRefused(
            f"order {held['id']}: it ended on {ends}",
            hint="An order that has ended cannot be varied; another one can be added.",
        )
    return day


def _in_place_of(old: Row, wording: NewCondition, free: str) -> Row:
    given = condition_row(old["order"], 0, wording)
    kept = {name: value for name, value in given.items() if value and name not in ("id", "number")}
    return old | kept | {"id": wording.id or free, "number": wording.number or old["number"]}


def _day_before(old: Row, held: Row, day: date) -> str:
    """The last day of a wording that is replaced on a day; refused if it was not in force then."""
    last = day - timedelta(days=1)
    first, ends = as_day(old["starts"]) or as_day(held["made"]), as_day(old["ends"])
    if (first is not None and last < first) or (ends is not None and ends < last):
        raise OrderRefused(
            f"condition {old['id']}: not in force on {last}, the day before",
            hint="Name the wording that is in force: netgraph orders show ORDER",
        )
    return last.isoformat()


def _refuse_periods(held: Row, conditions: Sequence[Row], day: date) -> None:
    """Refuse a variation that leaves conditions with a period that the Act does not allow.

    A period counts from the start of the condition; one of a ban on foreign travel from the day of
    the variation, since each renewal is a further period.
    """
    made = as_day(held["made"])
    if made is None:
        return
    drafts = tuple(
        replace(each, starts=day) if is_travel_ban(each.text) else each
        for each in map(draft_condition, conditions)
    )
    interim = held["interim"] == "yes"
    draft = Draft(held["type"], made, as_day(held["ends"]), interim, None, None, conditions=drafts)
    refuse(held["id"], rules_broken(draft, periods_only=True))

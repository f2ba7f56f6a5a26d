"""The register: which orders and conditions are in force on a day, which end soon, and one whole.

What is in force follows from everything that is recorded now, whatever day is asked about; when
that was recorded is in the import register. Here: reading. Not here: recording (changes.py), the
times themselves (periods.py), the limits of the law (statutes.py).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from netgraph.errors import UnknownId
from netgraph.findings.labels import labels
from netgraph.orders.changes import london_day
from netgraph.orders.comparison import comparison
from netgraph.orders.entries import (
    ENDED,
    IN_FORCE,
    NOT_SERVED,
    NOT_YET,
    Expiry,
    OrderStep,
    RegisteredCondition,
    RegisteredOrder,
)
from netgraph.orders.periods import day_bounds, prepare_periods
from netgraph.orders.statutes import Draft, DraftCondition, is_travel_ban, rules_broken

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "expiring",
    "in_force",
    "limits_to_look_at",
    "registered_order",
    "registered_orders",
]


def _london_day(instant: str) -> str:
    """SQL: the day of Europe/London of an instant in UTC; null for one without end."""
    local = f"timezone('Europe/London', timezone('UTC', {instant}))"
    return f"CASE WHEN isfinite({instant}) THEN CAST({local} AS DATE) END"


_STATUS = f"""CASE WHEN t.in_force_from >= $next_day THEN '{NOT_YET}'
    WHEN t.ends_at <= $day THEN '{ENDED}'
    WHEN t.served_at IS NULL OR t.served_at >= $next_day THEN '{NOT_SERVED}'
    ELSE '{IN_FORCE}' END"""

_ORDERS = f"""
    SELECT t.order_id, t.type, t.person, coalesce(t.court, ''), o.made_day, {_london_day("t.served_at")},
           t.interim, t.ends, {_STATUS}, {_london_day("t.ends_at - INTERVAL 1 MICROSECOND")},
           t.ended_by, p.date_of_birth
    FROM order_terms t JOIN orders o ON o.id = t.order_id LEFT JOIN people p ON p.id = t.person
    WHERE $every OR t.order_id IN (SELECT unnest($orders)) ORDER BY t.order_id
"""
_CONDITIONS = f"""
    SELECT c.order_id, c.id, coalesce(c.number, ''), c.category::VARCHAR, c.text, coalesce(c.targets, []),
           coalesce(c.exceptions, []),
           CASE WHEN t.condition IS NULL THEN '{ENDED}' ELSE {_STATUS} END,
           {_london_day("t.in_force_from")}, {_london_day("t.ends_at - INTERVAL 1 MICROSECOND")},
           {_london_day("t.served_at")}, coalesce(t.ended_by, ''), coalesce(t.varied_by, ''),
           coalesce(t.varies, ''), c.starts, c.ends
    FROM conditions c LEFT JOIN condition_terms t ON t.condition = c.id
    WHERE $every OR c.order_id IN (SELECT unnest($orders))
    ORDER BY c.order_id, TRY_CAST(c.number AS INTEGER) NULLS LAST, c.number, t.in_force_from, c.id
"""
_STEPS = """
    SELECT order_id, id, kind::VARCHAR, date_text, until, coalesce(condition, ''),
           coalesce(new_condition, ''), coalesce(given_by, ''), coalesce(targets, []),
           coalesce(document, ''), coalesce(detail, '')
    FROM order_steps WHERE $every OR order_id IN (SELECT unnest($orders))
    ORDER BY order_id, date_day, date_at NULLS FIRST, id
"""


def registered_orders(
    con: "duckdb.DuckDBPyConnection", as_of: date, orders: Iterable[str] | None = None
) -> tuple[RegisteredOrder, ...]:
    """Those orders, or all, as they stand on that day, by id."""
    prepare_periods(con)
    day, next_day = day_bounds(con, as_of)
    asked: dict[str, Any] = {"every": orders is None, "orders": sorted(set(orders or ()))}
    moment = asked | {"day": day, "next_day": next_day}
    rows = con.execute(_ORDERS, moment).fetchall()
    conditions: dict[str, list[RegisteredCondition]] = {}
    drafts: dict[str, list[DraftCondition]] = {}
    for order, *values, starts, ends in con.execute(_CONDITIONS, moment).fetchall():
        condition = _condition(values)
        conditions.setdefault(order, []).append(condition)
        if not condition.varies and not condition.varied_by:
            draft = DraftCondition(condition.number, condition.text, starts, ends)
            drafts.setdefault(order, []).append(draft)
    steps: dict[str, list[OrderStep]] = {}
    for order, *values in con.execute(_STEPS, asked).fetchall():
        steps.setdefault(order, []).append(_step(values))
    label = labels(con, (row[2] for row in rows))
    return tuple(
        replace(
            _order(row, label[row[2]], steps.get(row[0], []), drafts.get(row[0], [])),
            conditions=tuple(conditions.get(row[0], ())),
            reporting_restriction=_restrictions(steps.get(row[0], []), as_of),
        )
        for row in rows
    )


def _condition(values: list[Any]) -> RegisteredCondition:
    condition, number, category, text, targets, exceptions, *rest = values
    aid = comparison(category, targets, exceptions)
    aimed = (tuple(targets), tuple(exceptions))
    shown = (condition, number, category, text, *aimed, *rest, aid.compared, aid.left_out)
    return RegisteredCondition(*shown)


def _step(values: list[Any]) -> OrderStep:
    shown: tuple[Any, ...] = (*values[:7], tuple(values[7]), *values[8:])
    return OrderStep(*shown)


def _order(
    row: tuple[Any, ...],
    label: str,
    steps: list[OrderStep],
    drafts: list[DraftCondition],
) -> RegisteredOrder:
    order, kind, person, court, made, served, interim, ends, status, last_day, ended_by, born = row
    return RegisteredOrder(
        order,
        kind,
        person,
        label,
        court,
        made,
        served,
        interim,
        ends,
        status,
        last_day,
        ended_by,
        (),
        (),
        tuple(steps),
        _notes(Draft(kind, made, ends, interim, None, born, True, _renewed(drafts, steps)))
        if made is not None
        else ("the day on which it was made is not recorded",),
    )


def _restrictions(steps: list[OrderStep], as_of: date) -> tuple[str, ...]:
    """What restricts reporting on that day, as it was recorded."""
    return tuple(
        step.detail
        for step in steps
        if step.kind == "reporting_restriction"
        if london_day(step.moment) <= as_of and (step.until is None or as_of <= step.until)
    )


def _renewed(drafts: list[DraftCondition], steps: list[OrderStep]) -> tuple[DraftCondition, ...]:
    """Conditions with their days; a ban on foreign travel begins anew with each renewal."""
    days = [london_day(step.moment) for step in steps if step.kind == "renewal"]
    if not days:
        return tuple(drafts)
    return tuple(
        replace(each, starts=max(days)) if is_travel_ban(each.text) else each for each in drafts
    )


def _notes(draft: Draft) -> tuple[str, ...]:
    """Limits of the law that the recorded days do not keep, in words.

    Parts of a condition that was varied are left out: what ends with them is not its period.
    """
    return tuple(dict.fromkeys(f"{each.section}: {each.text}" for each in rules_broken(draft)))


def registered_order(con: "duckdb.DuckDBPyConnection", order: str, as_of: date) -> RegisteredOrder:
    """One order as it stands on that day, with everything that happened to it.

    Raises:
        UnknownId: There is no such order.
    """
    found = registered_orders(con, as_of, [order])
    if not found:
        raise UnknownId(
            f"no order with the id {order}", hint="Ids of orders are those of orders.csv."
        )
    return found[0]


def in_force(con: "duckdb.DuckDBPyConnection", as_of: date) -> tuple[RegisteredOrder, ...]:
    """Orders in force on that day, served or not, each with its conditions in force on it."""
    standing = (IN_FORCE, NOT_SERVED)
    return tuple(
        replace(
            order, conditions=tuple(each for each in order.conditions if each.status in standing)
        )
        for order in registered_orders(con, as_of)
        if order.status in standing
    )


def expiring(con: "duckdb.DuckDBPyConnection", as_of: date, within: int) -> tuple[Expiry, ...]:
    """What of the orders in force ends, or is to be reviewed, within that many days, soonest first.

    A condition that ends with its order is not listed by itself.
    """
    found = []
    last = as_of + timedelta(days=within)
    for order in in_force(con, as_of):
        about = (order.person, order.label, order.type)
        if order.last_day is not None and order.last_day <= last:
            found.append(_expiry(as_of, order.last_day, "order", (order.order, "", ""), about))
        found += [
            _expiry(
                as_of, each.last_day, "condition", (order.order, each.condition, each.number), about
            )
            for each in order.conditions
            if each.last_day is not None and each.last_day <= last and each.ended_by == "condition"
        ]
        found += [
            _expiry(as_of, day, "review", (order.order, step.condition, ""), about)
            for step in order.steps
            if step.kind == "review" and as_of <= (day := london_day(step.moment)) <= last
        ]
    return tuple(sorted(found, key=lambda each: (each.day, each.order, each.what, each.condition)))


def _expiry(
    as_of: date, day: date, what: str, which: tuple[str, str, str], about: tuple[str, str, str]
) -> Expiry:
    return Expiry(day, (day - as_of).days, what, *which, *about)


def limits_to_look_at(
    con: "duckdb.DuckDBPyConnection", import_id: int, as_of: date
) -> tuple[str, ...]:
    """What an import brought of orders whose days do not keep a limit of the law: one line each."""
    rows = con.execute(
        "SELECT id FROM orders WHERE import_id = $number UNION "
        "SELECT order_id FROM conditions WHERE import_id = $number ORDER BY 1",
        {"number": import_id},
    ).fetchall()
    if not rows:
        return ()
    orders = registered_orders(con, as_of, [row[0] for row in rows])
    return tuple(f"{each.order}: to look at: {note}" for each in orders for note in each.notes)

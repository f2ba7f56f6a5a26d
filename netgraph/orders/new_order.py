"""A new order of the register: what is said of it becomes rows, or is refused with the section."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from netgraph.errors import OrderRefused
from netgraph.orders.changes import (
    Change,
    NewOrder,
    Row,
    as_day,
    condition_row,
    draft_condition,
    free_id,
    is_taken,
    london_day,
    refuse,
    stored_rows,
)
from netgraph.orders.statutes import Draft, rules_broken

if TYPE_CHECKING:
    import duckdb

__all__ = ["add_order"]


def add_order(
    con: "duckdb.DuckDBPyConnection", new: NewOrder, commenced: date | None = None
) -> Change:
    """The rows of a new order with its conditions.

    Raises:
        OrderRefused: The person is unknown, the id is taken, or a limit of the law is not kept.
    """
    people = stored_rows(con, "people", "id", [new.person])
    if not people:
        raise OrderRefused(
            f"person {new.person}: not known; an order is on somebody who is recorded",
            hint="Import that person first; ids of people are those of people.csv.",
        )
    order = new.id or free_id(con, "order")
    if new.id and is_taken(con, new.id):
        raise OrderRefused(
            f"order {order}: this id is taken", hint="To change an order: orders vary"
        )
    conditions = [condition_row(order, place, each) for place, each in enumerate(new.conditions, 1)]
    refuse(order, rules_broken(_draft(new, conditions, people[0]), commenced))
    row = {
        "id": order,
        "type": new.type,
        "person": new.person,
        "court": new.court,
        "made": new.made,
        "served": new.served,
        "interim": "yes" if new.interim or new.type == "interim_STRO" else "no",
        "ends": new.ends,
    }
    return Change(order, "netgraph orders add", {"orders": [row], "conditions": conditions})


def _draft(new: NewOrder, conditions: Sequence[Row], person: Mapping[str, str]) -> Draft:
    return Draft(
        new.type,
        london_day(new.made),
        as_day(new.ends),
        new.interim,
        as_day(new.served),
        as_day(person["date_of_birth"]),
        conditions=tuple(draft_condition(each) for each in conditions),
    )

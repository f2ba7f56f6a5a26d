"""What is recorded of orders at a command becomes rows, kept like those of an import.

Nothing that was kept is overwritten: a changed row is a new version. What the law or the register
does not allow is refused, with the section. Here: what is said at a command, and the rows that are
held. Not here: a new order (new_order.py), what happens to one later (later_steps.py), the limits of
the law (statutes.py), keeping the rows (workflow.py).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from netgraph.errors import OrderRefused, UnknownId
from netgraph.orders.statutes import DraftCondition, RuleBroken
from netgraph.tables import case_file, column_name
from netgraph.vocabulary import ColumnType

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "Change",
    "Making",
    "NewCondition",
    "NewOrder",
    "NewStep",
    "Row",
    "Rows",
    "as_day",
    "condition_of",
    "condition_row",
    "draft_condition",
    "free_id",
    "held_order",
    "is_taken",
    "london_day",
    "not_before_made",
    "refuse",
    "register_rows",
    "step_row",
    "stored_rows",
]

Row = dict[str, str]
Rows = dict[str, list[Row]]

_LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class NewCondition:
    """A condition to record: its verbatim text, and its own days where it has them."""

    category: str
    text: str
    id: str = ""
    number: str = ""
    starts: str = ""
    ends: str = ""
    targets: str = ""
    exceptions: str = ""


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order to record. Days and times are written as in case files."""

    type: str
    person: str
    made: str
    id: str = ""
    court: str = ""
    served: str = ""
    interim: bool = False
    ends: str = ""
    conditions: tuple[NewCondition, ...] = ()


@dataclass(frozen=True, slots=True)
class NewStep:
    """A step to record for an order: service, permission, reporting restriction or review."""

    kind: str
    moment: str
    condition: str = ""
    until: str = ""
    given_by: str = ""
    targets: str = ""
    document: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Rows to keep for one order, by case file, and what stands for a file's name."""

    order: str
    name: str
    rows: Rows = field(default_factory=dict)


# Makes a change from what the tables say, or refuses.
Making = Callable[["duckdb.DuckDBPyConnection"], Change]


def london_day(moment: str) -> date:
    """The day in Europe/London of a day or time as it is written in case files.

    Raises:
        OrderRefused: It is neither.

    Example:
        >>> london_day("2025-06-30T23:30:00Z")
        datetime.date(2025, 7, 1)
    """
    try:
        when = datetime.fromisoformat(moment)
    except ValueError:
        raise OrderRefused(
            "a day or time that cannot be read",
            hint="Days are YYYY-MM-DD, times ISO 8601 (2025-03-01T22:10).",
        ) from None
    return when.astimezone(_LONDON).date() if when.tzinfo is not None else when.date()


def as_day(text: str) -> date | None:
    """The day in Europe/London of what is written in a cell; None for an empty one."""
    return london_day(text) if text else None


def stored_rows(
    con: "duckdb.DuckDBPyConnection", table: str, column: str, ids: Iterable[str]
) -> list[Row]:
    """Rows of a case file as they would be written in it, those where a column is one of the ids."""
    columns = case_file(table).columns
    texts = ", ".join(_written(column_name(each.name), each.type) for each in columns)
    rows = con.execute(
        f'SELECT {texts} FROM {table} WHERE "{column_name(column)}" IN (SELECT unnest($ids)) '
        "ORDER BY id",
        {"ids": sorted(set(ids))},
    ).fetchall()
    return [
        {each.name: value or "" for each, value in zip(columns, row, strict=True)} for row in rows
    ]


def register_rows(con: "duckdb.DuckDBPyConnection", *, named: bool) -> Rows:
    """All orders, conditions and steps as rows of case files; ``named``: and what they name."""
    every = [each for (each,) in con.execute("SELECT id FROM orders ORDER BY id").fetchall()]
    rows: Rows = {
        "orders": stored_rows(con, "orders", "id", every),
        "conditions": stored_rows(con, "conditions", "order", every),
        "order_steps": stored_rows(con, "order_steps", "order", every),
    }
    if not named:
        return rows
    ids = {row["person"] for row in rows["orders"]}
    for table in ("conditions", "order_steps"):
        ids |= {each for row in rows[table] for each in row["targets"].split(";")}
    tables = ("people", "addresses", "phones", "accounts")
    return {table: stored_rows(con, table, "id", ids) for table in tables} | rows


def _written(name: str, kind: ColumnType) -> str:
    """SQL: the content of a stored column as its cell would read."""
    if kind is ColumnType.MOMENT:
        return f"{name}_text"
    if kind is ColumnType.GRADE:
        return "grade_original"
    if kind is ColumnType.TEXTS:
        return f"array_to_string(\"{name}\", ';')"
    if kind is ColumnType.YES_NO:
        return f"CASE WHEN \"{name}\" THEN 'yes' WHEN NOT \"{name}\" THEN 'no' END"
    return f'CAST("{name}" AS VARCHAR)'


def free_id(con: "duckdb.DuckDBPyConnection", stem: str) -> str:
    """The first of order-1, order-2 … that is nobody's id."""
    number = 1
    while is_taken(con, f"{stem}-{number}"):
        number += 1
    return f"{stem}-{number}"


def is_taken(con: "duckdb.DuckDBPyConnection", each: str) -> bool:
    """Whether any row of the case has that id."""
    tables = (
        "entities",
        "reports",
        "links",
        "flags",
        "orders",
        "conditions",
        "order_steps",
        "posts",
    )
    held = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE id = $id" for table in tables)
    return bool(con.execute(f"{held} LIMIT 1", {"id": each}).fetchall())


def condition_row(order: str, place: int, each: NewCondition) -> Row:
    """The row of a condition; id and number come from its place where they are not given."""
    return {
        "id": each.id or f"{order}-c{place}",
        "order": order,
        "number": each.number or str(place),
        "category": each.category,
        "text": each.text,
        "starts": each.starts,
        "ends": each.ends,
        "targets": each.targets,
        "exceptions": each.exceptions,
    }


def draft_condition(row: Mapping[str, str]) -> DraftCondition:
    """What the law looks at of a condition's row."""
    return DraftCondition(row["number"], row["text"], as_day(row["starts"]), as_day(row["ends"]))


def refuse(order: str, broken: Sequence[RuleBroken]) -> None:
    """Refuse to record an order that breaks a rule, naming each section once."""
    if broken:
        told = "\n".join(f"  {each.section}: {each.text}" for each in dict.fromkeys(broken))
        raise OrderRefused(
            f"order {order} is not recorded:\n{told}",
            hint="An order that a court has made like this can be imported from orders.csv.",
        )


def held_order(con: "duckdb.DuckDBPyConnection", order: str) -> tuple[Row, list[Row]]:
    """The rows of an order and of its conditions; UnknownId if there is none."""
    rows = stored_rows(con, "orders", "id", [order])
    if not rows:
        raise UnknownId(f"no order with the id {order}", hint="List them: netgraph orders in-force")
    return rows[0], stored_rows(con, "conditions", "order", [order])


def condition_of(order: str, condition: str, conditions: Sequence[Row]) -> Row:
    """The row of one condition of an order; refused if it is none of it."""
    found = next((each for each in conditions if each["id"] == condition), None)
    if found is None:
        raise OrderRefused(
            f"condition {condition}: not one of order {order}",
            hint=f"Its conditions are shown by: orders show {order}",
        )
    return found


def step_row(con: "duckdb.DuckDBPyConnection", order: str, new: NewStep, after: str = "") -> Row:
    """The row of a step; ``after`` is the id of the wording that a variation begins."""
    return {
        "id": free_id(con, f"{order}-{new.kind}"),
        "order": order,
        "kind": new.kind,
        "date": new.moment,
        "until": new.until,
        "condition": new.condition,
        "new_condition": after,
        "given_by": new.given_by,
        "targets": new.targets,
        "document": new.document,
        "detail": new.detail,
    }


def not_before_made(order: Row, moment: str, what: str) -> date:
    """The day of a step; refused if the order was made later."""
    day = london_day(moment)
    made = as_day(order["made"])
    if made is not None and day < made:
        raise OrderRefused(
            f"order {order['id']}: {what} on {day}, before it was made on {made}",
            hint="Check the day; a wrong one in the order itself is put right by an import.",
        )
    return day

"""The conditions that are screened: those of the orders asked about, in force and served at some time.

``screened_conditions`` is condition_periods (orders/periods.py) of those orders; ``condition_targets``
has one row for each thing or class that a condition is aimed at. What no rule can be run for is said.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from netgraph.errors import UnknownId
from netgraph.orders.periods import prepare_periods
from netgraph.screening.question import Question

if TYPE_CHECKING:
    import duckdb

__all__ = ["IS_ZONE", "UNDER_18", "not_screened", "prepare_conditions"]

# The one target that is a class and no id.
UNDER_18 = "under_18"

# A target that is a place by its street or its corners, and no id.
IS_ZONE = "regexp_matches(s.target, '^(street|area):')"

# A condition by class that names no target is read as one about under-18s if its text says so.
_SAYS_UNDER_18 = (
    "regexp_matches(lower(text), 'under[ -]?(18|eighteen|the age of (18|eighteen))|child')"
)


def prepare_conditions(con: "duckdb.DuckDBPyConnection", question: Question) -> tuple[str, ...]:
    """Make the tables. Gives the orders that are screened, in their order.

    Raises:
        UnknownId: One of the orders asked about is not in the store.
    """
    prepare_periods(con)
    known = {order for (order,) in con.execute("SELECT order_id FROM order_terms").fetchall()}
    unknown = sorted(set(question.orders) - known)
    if unknown:
        raise UnknownId(
            f"no order {', '.join(unknown)} in this store",
            hint="netgraph orders in-force lists the orders.",
        )
    orders = sorted(set(question.orders) or known)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE screened_conditions AS SELECT * FROM condition_periods "
        "WHERE order_id IN (SELECT unnest($orders)) ORDER BY order_id, condition",
        {"orders": orders},
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE condition_targets AS "
        f"SELECT s.condition, s.target, CASE WHEN {IS_ZONE} THEN 'zone' "
        "ELSE coalesce(e.kind, 'class') END AS kind FROM ("
        "SELECT condition, unnest(targets) AS target FROM screened_conditions UNION "
        f"SELECT condition, '{UNDER_18}' FROM screened_conditions WHERE len(targets) = 0 "
        f"AND category IN ('contact_class', 'travel') AND {_SAYS_UNDER_18}) AS s "
        "LEFT JOIN entities e ON e.id = s.target ORDER BY s.condition, s.target"
    )
    return tuple(orders)


def not_screened(
    con: "duckdb.DuckDBPyConnection", orders: tuple[str, ...], zones: tuple[str, ...] = ()
) -> Iterator[str]:
    """Sentences on orders and conditions for which no rule can be run, and why."""
    rows = con.execute(
        "SELECT o.order_id, o.served_at IS NULL, count(s.condition) FROM order_terms o "
        "LEFT JOIN screened_conditions s USING (order_id) "
        "WHERE o.order_id IN (SELECT unnest($orders)) GROUP BY ALL ORDER BY 1",
        {"orders": list(orders)},
    ).fetchall()
    for order, not_served, conditions in rows:
        if not_served:
            yield f"{order}: no service is recorded, so nothing of it is screened"
        elif not conditions:
            yield f"{order}: no condition was ever in force and served, so nothing of it is screened"
    without = con.execute(
        "SELECT s.condition, s.order_id, s.category FROM screened_conditions s WHERE "
        "s.category = 'other' OR (s.category <> 'social_media' AND NOT EXISTS "
        "(SELECT 1 FROM condition_targets t WHERE t.condition = s.condition)) ORDER BY 2, 1"
    ).fetchall()
    for condition, order, category in without:
        if condition not in zones:
            yield (
                f"{condition} of {order} ({category.replace('_', ' ')}): names nothing that can be "
                "compared with data, so read what it says yourself"
            )

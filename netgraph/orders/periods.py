"""When each order and each condition is in force, and from when it is also served: tables over time.

Instants are UTC; days are days of Europe/London. A period is half-open: it holds from its first
instant up to, and without, its last. One that has no last ends at ``'infinity'``.

- An order is in force from the moment it is made to the end of the day ``ends``; a discharge ends
  it at its moment (a discharge of which only the day is known: at the start of that day).
- An interim order ends at the latest when a full order of its kind is made on the same person; an
  STRO or STPO when the next of its kind is made on that person.
- A condition is in force while its order is, within its own ``starts`` and ``ends``. A variation
  ends the old wording, and begins the new one, at the start of its day.
- Served is a condition from the moment its order is served; the new wording of a variation only
  from the moment that wording is served. Of several services the first counts.
- Where only the day of service is known, ``certain_from`` is the start of the next day: on the day
  of service itself nobody can tell whether the order was already served.

Tables made by ``prepare_periods``, all temporary, all in the order of their ids:

- ``order_terms``: one row for each order: order_id, type, person, court, interim, made_at,
  in_force_from, ends_at, until_further_order, ended_by (``expiry``, ``discharge``, id of the order
  that replaced it, or empty), served_at, served_from_day (only the day is known), ends (as written).
- ``condition_terms``: one row for each condition with a time in force: condition, order_id, person,
  number, category, text, targets, exceptions, in_force_from, ends_at, until_further_order, served_at,
  certain_from, varied_by and varies (ids of the wordings after and before), ended_by (as above, or
  ``condition`` for its own end, or ``variation``).
- ``condition_periods``: the part of ``condition_terms`` that is in force and served: the same
  columns, ``starts_at`` and ``ends_at`` are the period. Join on
  ``at >= starts_at AND at < ends_at``; before ``certain_from`` the match is for a person to check.
- ``permission_periods``: one row for each written permission: permission, order_id, condition
  (empty: any of the order), starts_at, ends_at, targets, given_by, document, detail.

Here: what is in force when. Not here: whether an order ought to be, or what breaks it.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING

from netgraph.orders.statutes import REPLACED_BY_THE_NEXT

if TYPE_CHECKING:
    import duckdb

__all__ = ["day_bounds", "not_discharged", "prepare_periods"]


def _midnight(day: str) -> str:
    """SQL: the instant at which a day begins in Europe/London, as UTC."""
    return f"timezone('UTC', timezone('Europe/London', CAST({day} AS TIMESTAMP)))"


def _moment(name: str) -> str:
    """SQL: the instant of a moment column; of one that is only a day, the start of it."""
    return f"coalesce({name}_at, {_midnight(f'{name}_day')})"


def not_discharged(order: str, day: str, condition: str = "") -> str:
    """SQL: whether an order, or one condition of it, was not discharged up to a day.

    For questions by whole days that do not need the tables of this module.
    """
    of = (
        f"(s.condition IS NULL OR s.condition = {condition})"
        if condition
        else "s.condition IS NULL"
    )
    return (
        f"NOT EXISTS (SELECT 1 FROM order_steps s WHERE s.order_id = {order} "
        f"AND s.kind = 'discharge' AND {of} AND s.date_day <= {day})"
    )


_NEVER = "TIMESTAMP 'infinity'"
_ALWAYS = "TIMESTAMP '-infinity'"

# Services of an order or of one condition: the first of each, with whether its time is known.
_SERVICES = f"""
    CREATE OR REPLACE TEMP TABLE services AS
    WITH said AS (
        SELECT order_id, condition, {_moment("date")} AS instant, date_at IS NULL AS only_day,
               date_day AS day
        FROM order_steps WHERE kind = 'service'
        UNION ALL
        SELECT id, NULL, {_moment("served")}, served_at IS NULL, served_day
        FROM orders WHERE served_day IS NOT NULL)
    SELECT order_id, condition, instant, only_day,
           CASE WHEN only_day THEN {_midnight("day + 1")} ELSE instant END AS certain_from
    FROM said QUALIFY row_number() OVER (PARTITION BY order_id, condition, day ORDER BY only_day, instant) = 1
    ORDER BY order_id, condition, instant
"""

_ORDER_TERMS = f"""
    CREATE OR REPLACE TEMP TABLE order_terms AS
    WITH kinds AS (
        SELECT *, type = 'interim_STRO' OR coalesce(interim, false) AS is_interim,
               CASE WHEN type = 'interim_STRO' THEN 'STRO' ELSE type END AS family,
               {_moment("made")} AS made_moment
        FROM orders),
    followed AS (
        SELECT i.id, min_by(f.id, (f.made_moment, f.id)) AS full_order, min(f.made_moment) AS instant
        FROM kinds i JOIN kinds f
          ON f.person = i.person AND f.family = i.family AND NOT f.is_interim
        WHERE (i.is_interim AND f.made_moment >= i.made_moment)
           OR (i.family IN {REPLACED_BY_THE_NEXT!r} AND f.made_moment > i.made_moment)
        GROUP BY i.id),
    discharged AS (
        SELECT order_id AS id, min({_moment("date")}) AS instant
        FROM order_steps WHERE kind = 'discharge' AND condition IS NULL GROUP BY order_id),
    first_service AS (
        SELECT order_id AS id, min(instant) AS instant, min_by(only_day, instant) AS only_day
        FROM services WHERE condition IS NULL GROUP BY order_id),
    bounds AS (
        SELECT k.*, coalesce(k.made_moment, {_ALWAYS}) AS starts,
               coalesce({_midnight("k.ends + 1")}, {_NEVER}) AS expiry,
               coalesce(d.instant, {_NEVER}) AS discharge,
               coalesce(f.instant, {_NEVER}) AS replaced, f.full_order,
               s.instant AS service, s.only_day
        FROM kinds k LEFT JOIN discharged d USING (id) LEFT JOIN followed f USING (id)
        LEFT JOIN first_service s USING (id)),
    ended AS (SELECT *, least(expiry, discharge, replaced) AS end_moment FROM bounds)
    SELECT id AS order_id, type::VARCHAR AS type, person, court, is_interim AS interim,
           made_moment AS made_at, starts AS in_force_from,
           greatest(end_moment, starts) AS ends_at, isinf(end_moment) AS until_further_order,
           CASE WHEN isinf(end_moment) THEN '' WHEN end_moment = discharge THEN 'discharge'
                WHEN end_moment = replaced THEN full_order ELSE 'expiry' END AS ended_by,
           service AS served_at, coalesce(only_day, false) AS served_from_day, ends
    FROM ended ORDER BY order_id
"""

_CONDITION_TERMS = f"""
    CREATE OR REPLACE TEMP TABLE condition_terms AS
    WITH variations AS (
        SELECT condition AS old, new_condition AS new, date_day AS day
        FROM order_steps WHERE kind = 'variation'),
    varied AS (
        SELECT old AS id, min(day) AS day, min_by(new, (day, new)) AS new
        FROM variations WHERE old IS NOT NULL GROUP BY old),
    made_new AS (
        SELECT new AS id, max(day) AS day, min_by(old, (day, old)) AS old
        FROM variations WHERE new IS NOT NULL GROUP BY new),
    discharged AS (
        SELECT condition AS id, min({_moment("date")}) AS instant
        FROM order_steps WHERE kind = 'discharge' AND condition IS NOT NULL GROUP BY condition),
    bounds AS (
        SELECT c.id AS condition, o.order_id, o.person, c.number, c.category::VARCHAR AS category,
               c.text, coalesce(c.targets, []) AS targets, coalesce(c.exceptions, []) AS exceptions,
               greatest(o.in_force_from, coalesce({_midnight("c.starts")}, o.in_force_from),
                        coalesce({_midnight("n.day")}, o.in_force_from)) AS starts,
               coalesce({_midnight("c.ends + 1")}, {_NEVER}) AS own_end,
               coalesce({_midnight("v.day")}, {_NEVER}) AS variation,
               coalesce(d.instant, {_NEVER}) AS discharge,
               o.ends_at AS order_end, o.ended_by AS order_ended_by,
               coalesce(v.new, '') AS varied_by, coalesce(n.old, '') AS varies, n.day AS new_from
        FROM conditions c JOIN order_terms o USING (order_id)
        LEFT JOIN varied v ON v.id = c.id LEFT JOIN made_new n ON n.id = c.id
        LEFT JOIN discharged d ON d.id = c.id),
    first_service AS (
        SELECT b.condition, min(s.instant) AS instant, min(s.certain_from) AS certain_from
        FROM bounds b JOIN services s ON s.order_id = b.order_id
        WHERE (s.condition = b.condition OR s.condition IS NULL)
          AND (b.new_from IS NULL OR s.instant >= {_midnight("b.new_from")})
        GROUP BY b.condition),
    ended AS (
        SELECT *, least(own_end, variation, discharge, order_end) AS end_moment
        FROM bounds LEFT JOIN first_service USING (condition))
    SELECT condition, order_id, person, coalesce(number, '') AS number, category, text, targets,
           exceptions, starts AS in_force_from, end_moment AS ends_at,
           isinf(end_moment) AS until_further_order, instant AS served_at,
           CASE WHEN certain_from IS NOT NULL THEN greatest(starts, certain_from) END AS certain_from,
           varied_by, varies,
           CASE WHEN isinf(end_moment) THEN '' WHEN end_moment = order_end THEN order_ended_by
                WHEN end_moment = discharge THEN 'discharge'
                WHEN varied_by <> '' AND end_moment >= least(own_end, variation) THEN 'variation'
                ELSE 'condition' END AS ended_by
    FROM ended WHERE starts < end_moment ORDER BY order_id, condition
"""

_CONDITION_PERIODS = """
    CREATE OR REPLACE TEMP TABLE condition_periods AS
    SELECT *, greatest(in_force_from, served_at) AS starts_at
    FROM condition_terms
    WHERE served_at IS NOT NULL AND greatest(in_force_from, served_at) < ends_at
    ORDER BY order_id, condition
"""

_PERMISSION_PERIODS = f"""
    CREATE OR REPLACE TEMP TABLE permission_periods AS
    SELECT id AS permission, order_id, coalesce(condition, '') AS condition,
           {_moment("date")} AS starts_at,
           coalesce({_midnight("until + 1")}, {_NEVER}) AS ends_at, coalesce(targets, []) AS targets,
           coalesce(given_by, '') AS given_by, coalesce(document, '') AS document,
           coalesce(detail, '') AS detail
    FROM order_steps WHERE kind = 'permission' ORDER BY order_id, permission
"""


def prepare_periods(con: "duckdb.DuckDBPyConnection") -> None:
    """Make the tables of what is in force when, from the orders, conditions and steps of a case.

    They depend on the case alone, not on a day; call it once after opening.
    """
    for statement in (
        _SERVICES,
        _ORDER_TERMS,
        _CONDITION_TERMS,
        _CONDITION_PERIODS,
        _PERMISSION_PERIODS,
        "DROP TABLE temp.services",
    ):
        con.execute(statement)


def day_bounds(con: "duckdb.DuckDBPyConnection", day: date) -> tuple[datetime, datetime]:
    """The first instant of a day of Europe/London, and that of the next day, in UTC."""
    rows = con.execute(
        f"SELECT {_midnight('$day::DATE')}, {_midnight('$day::DATE + 1')}", {"day": day}
    ).fetchall()
    first, last = rows[0]
    return first, last

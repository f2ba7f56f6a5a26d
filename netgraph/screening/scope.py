"""What lies outside the authority is dropped before anything is compared, and counted."""

from typing import TYPE_CHECKING, Any

from netgraph.screening.question import Authority
from netgraph.sources.raw import SCRATCH

if TYPE_CHECKING:
    import duckdb

__all__ = ["keep_in_scope"]


def keep_in_scope(
    con: "duckdb.DuckDBPyConnection", authority: Authority
) -> tuple[tuple[str, int], ...]:
    """Delete what of the device is outside the days and applications in scope.

    Calls are named ``phone`` or ``call``, text messages ``sms``; other applications by their names;
    saved contacts ``contacts`` and positions ``locations``. Gives (what, how many) dropped.
    """
    dropped = []
    for table, what in (("communications", "calls and messages"), ("positions", "positions")):
        outside = []
        if authority.since:
            outside.append("day < $since")
        if authority.until:
            outside.append("day > $until")
        if outside:
            days = " OR ".join(outside)
            given = {"since": authority.since, "until": authority.until}
            used = {name: day for name, day in given.items() if day}
            count = _delete(con, f"{SCRATCH}.{table}", days, used)
            dropped.append((f"{what} outside the days in scope", count))
    if authority.apps:
        apps = [app.strip().lower() for app in authority.apps]
        for table, what, words in (
            (
                "communications",
                "calls and messages",
                "app, CASE WHEN kind = 'call' THEN 'call' END",
            ),
            ("chat_members", "chat members", "app"),
            ("saved_contacts", "saved contacts", "app, 'contacts'"),
            ("positions", "positions", "'locations', 'positions'"),
        ):
            inside = f"list_has_any([{words}], $apps)"
            count = _delete(con, f"{SCRATCH}.{table}", f"NOT {inside}", {"apps": apps})
            dropped.append((f"{what} of applications outside the scope", count))
    return tuple((what, count) for what, count in dropped if count)


def _delete(con: "duckdb.DuckDBPyConnection", table: str, where: str, given: dict[str, Any]) -> int:
    row = con.execute(f"DELETE FROM {table} WHERE {where}", given).fetchall()
    return int(row[0][0]) if row else 0

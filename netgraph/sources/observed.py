"""What phones, chats and call data become: tables of what was seen, as text and times, not judged.

A reader adds rows to the tables of ``OBSERVED_TABLES`` in the scratch database; ``devices.py``
says which reader reads which file. Identities (numbers, handles) stay as they were written.

- ``communications``: one row for each call or message. ``sender`` and ``receiver`` are identities;
  ``OWNER`` stands for whoever uses the device, where the file does not say their number. ``at_utc``
  is UTC, ``earlier_utc`` the other reading of a time that the clock showed twice (else null);
  ``answered`` is null where that is not recorded. ``direction`` is ``outgoing`` or ``incoming`` as
  seen from the device that the data came from, or empty.
- ``chat_members``: who is in which chat; ``saved_contacts``: names with the identity saved under
  them; ``positions``: where the device says it was; ``own_identities``: the device's own numbers,
  accounts and handset numbers; ``unread``: rows that could not be read, and why.
"""

from typing import TYPE_CHECKING

from netgraph.sources.raw import SCRATCH

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "DEVICE_ZONE",
    "OBSERVED_TABLES",
    "OWNER",
    "append_rows",
    "instant",
    "instant_earlier",
    "local_day",
    "make_observed_tables",
]

# Stands for whoever uses the device, where a file does not give their number.
OWNER = "(owner)"

# In which zone a time without zone is read.
DEVICE_ZONE = "Europe/London"

OBSERVED_TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "communications": (
        ("file", "VARCHAR"),
        ("line", "BIGINT"),
        ("kind", "VARCHAR"),
        ("app", "VARCHAR"),
        ("sender", "VARCHAR"),
        ("receiver", "VARCHAR"),
        ("chat", "VARCHAR"),
        ("at_text", "VARCHAR"),
        ("at_utc", "TIMESTAMP"),
        ("earlier_utc", "TIMESTAMP"),
        ("day", "DATE"),
        ("duration_s", "BIGINT"),
        ("answered", "BOOLEAN"),
        ("direction", "VARCHAR"),
        ("body", "VARCHAR"),
        ("deleted", "BOOLEAN"),
    ),
    "chat_members": (
        ("file", "VARCHAR"),
        ("chat", "VARCHAR"),
        ("app", "VARCHAR"),
        ("identity", "VARCHAR"),
    ),
    "saved_contacts": (
        ("file", "VARCHAR"),
        ("line", "BIGINT"),
        ("name", "VARCHAR"),
        ("app", "VARCHAR"),
        ("identity", "VARCHAR"),
    ),
    "positions": (
        ("file", "VARCHAR"),
        ("line", "BIGINT"),
        ("at_text", "VARCHAR"),
        ("at_utc", "TIMESTAMP"),
        ("earlier_utc", "TIMESTAMP"),
        ("day", "DATE"),
        ("lat", "DOUBLE"),
        ("lon", "DOUBLE"),
        ("precision_m", "DOUBLE"),
    ),
    "own_identities": (
        ("file", "VARCHAR"),
        ("kind", "VARCHAR"),
        ("app", "VARCHAR"),
        ("identity", "VARCHAR"),
    ),
    "unread": (("file", "VARCHAR"), ("line", "BIGINT"), ("reason", "VARCHAR")),
}


def make_observed_tables(con: "duckdb.DuckDBPyConnection") -> None:
    """Make the empty tables in the scratch database, which must be attached."""
    for name, columns in OBSERVED_TABLES.items():
        listed = ", ".join(f"{column} {kind}" for column, kind in columns)
        con.execute(f"CREATE TABLE {SCRATCH}.{name} ({listed})")


# Between the fields of a row, between rows, and for a field that is not known: characters that no
# export writes into a text.
_FIELD, _ROW, _ABSENT = "\x1f", "\x1e", "\x1d"
_PLAIN = dict.fromkeys(map(ord, _FIELD + _ROW + _ABSENT), " ")


def append_rows(
    con: "duckdb.DuckDBPyConnection", table: str, rows: list[tuple[object, ...]]
) -> None:
    """Append rows to one of those tables; times are given as ISO text under ``at_text``.

    Each row has the table's columns save ``at_utc``, ``earlier_utc`` and ``day``, which are worked
    out. The rows are handed over as one text, which the engine splits: nothing is written to disk.
    """
    if not rows:
        return
    made = {"at_utc", "earlier_utc", "day"}
    given = [pair for pair in OBSERVED_TABLES[table] if pair[0] not in made]
    fields = ", ".join(
        f"TRY_CAST(nullif(f[{place}], '{_ABSENT}') AS {kind}) AS {name}"
        for place, (name, kind) in enumerate(given, start=1)
    )
    select = ", ".join(_select(name) for name, _ in OBSERVED_TABLES[table])
    con.execute(
        f"INSERT INTO {SCRATCH}.{table} SELECT {select} FROM (SELECT {fields} FROM ("
        f"SELECT string_split(unnest(string_split($rows, '{_ROW}')), '{_FIELD}') AS f))",
        {"rows": _as_text(rows)},
    )


def _as_text(rows: list[tuple[object, ...]]) -> str:
    """All rows as one text; separators that a field holds become blanks."""
    text = _ROW.join(_FIELD.join(map(_field, row)) for row in rows)
    between = sum(map(len, rows)) - len(rows)
    if text.count(_ROW) != len(rows) - 1 or text.count(_FIELD) != between:
        text = _ROW.join(
            _FIELD.join(_ABSENT if each is None else _field(each).translate(_PLAIN) for each in row)
            for row in rows
        )
    return text.encode("utf-8", "replace").decode("utf-8")


def _field(value: object) -> str:
    if value is None:
        return _ABSENT
    return value if value.__class__ is str else str(value)


def _select(name: str) -> str:
    if name == "at_utc":
        return instant("at_text")
    if name == "earlier_utc":
        return instant_earlier("at_text")
    if name == "day":
        return local_day("at_text")
    return name


_WITHOUT_ZONE = "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?"
_WITH_ZONE = _WITHOUT_ZONE + "(Z|[+-][0-9]{2}(:?[0-9]{2})?)"


def instant(text: str) -> str:
    """SQL: the UTC instant of an ISO 8601 time; without zone it is Europe/London, the later of two."""
    return (
        f"CASE WHEN regexp_full_match({text}, '{_WITHOUT_ZONE}') THEN "
        f"timezone('UTC', timezone('{DEVICE_ZONE}', TRY_CAST({text} AS TIMESTAMP))) "
        f"WHEN regexp_full_match({text}, '{_WITH_ZONE}') THEN "
        f"timezone('UTC', TRY_CAST({text} AS TIMESTAMPTZ)) END"
    )


def instant_earlier(text: str) -> str:
    """SQL: the other instant of a time without zone that the clock showed twice; else null.

    Clocks go back on one of the last seven days of October: others are not looked at.
    """
    local = f"TRY_CAST({text} AS TIMESTAMP)"
    later = f"timezone('{DEVICE_ZONE}', {local})"
    return (
        f"CASE WHEN substr({text}, 6, 5) BETWEEN '10-25' AND '10-31' "
        f"AND substr({text}, 12, 2) = '01' AND regexp_full_match({text}, '{_WITHOUT_ZONE}') "
        f"AND timezone('{DEVICE_ZONE}', {later} - INTERVAL 1 HOUR) = {local} "
        f"THEN timezone('UTC', {later} - INTERVAL 1 HOUR) END"
    )


def local_day(text: str) -> str:
    """SQL: the day in Europe/London of an ISO 8601 time."""
    return (
        f"CASE WHEN regexp_full_match({text}, '{_WITHOUT_ZONE}') THEN TRY_CAST({text} AS DATE) "
        f"WHEN regexp_full_match({text}, '{_WITH_ZONE}') THEN "
        f"CAST(timezone('{DEVICE_ZONE}', TRY_CAST({text} AS TIMESTAMPTZ)) AS DATE) "
        f"WHEN regexp_full_match({text}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}') THEN TRY_CAST({text} AS DATE) END"
    )

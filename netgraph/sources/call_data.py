"""Call data in plain columns: who called whom, when, for how long; read by the database engine.

The columns are told by their names (``COLUMN_NAMES``), so that the plain layout
``a_number,b_number,start,duration_s,direction`` and the usual ones of others are read alike.
Cells are never read: a cell says where a mast is, not where the phone was.
"""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.sources.broken_rows import CsvFile
from netgraph.sources.csv_rows import quoted, read_rows
from netgraph.sources.headers import Header, read_header
from netgraph.sources.observed import instant, instant_earlier, local_day
from netgraph.sources.plain_text import plain_text
from netgraph.sources.raw import SCRATCH

if TYPE_CHECKING:
    import duckdb

__all__ = ["COLUMN_NAMES", "call_columns", "read_call_data"]

# What a column may be called, letters and figures only, for each thing that is read.
COLUMN_NAMES = {
    "sender": ("anumber", "a", "from", "caller", "callingnumber", "callingparty", "originator"),
    "receiver": ("bnumber", "b", "to", "called", "callednumber", "calledparty", "recipient"),
    "start": (
        "start",
        "starttime",
        "datetime",
        "startdatetime",
        "calldatetime",
        "timestamp",
        "time",
    ),
    "duration": ("durations", "duration", "durationseconds", "durationinsecs", "seconds"),
    "direction": ("direction", "calldirection"),
    "type": ("type", "calltype", "eventtype", "service"),
    "imei": ("imei", "aimei", "callingimei"),
}
_NEEDED = ("sender", "receiver", "start")

_INCOMING = "'in', 'incoming', 'received', 'mt', 'terminating'"
_OUTGOING = "'out', 'outgoing', 'made', 'dialled', 'mo', 'originating'"
_NOT_ANSWERED = "'missed', 'rejected', 'unanswered', 'blocked', 'busy', 'no answer', 'noanswer'"


def call_columns(header: Header) -> dict[str, str]:
    """Which column of that header is which; empty where it is no call data."""
    folded = {"".join(c for c in column if c.isalnum()): column for column in header.columns}
    found = {
        what: next((folded[name] for name in names if name in folded), "")
        for what, names in COLUMN_NAMES.items()
    }
    return found if all(found[what] for what in _NEEDED) else {}


def read_call_data(con: "duckdb.DuckDBPyConnection", path: Path, name: str, number: int) -> str:
    """Add the calls of one file to the observed tables. Gives the sha256 of its bytes.

    A row whose time or number cannot be read goes to ``unread`` with the reason.
    """
    with tempfile.TemporaryDirectory(prefix="netgraph-") as scratch:
        text = plain_text(path, name, Path(scratch))
        header = read_header(text, name)
        file = CsvFile(text, header, name, number, f"calls_{number}")
        columns = call_columns(header)
        keep = tuple(dict.fromkeys(column for column in columns.values() if column))
        relation, broken = read_rows(con, file, keep)
        con.execute(f"CREATE TABLE {SCRATCH}.calls_{number} AS {_select(relation, columns)}")
    for row in broken:
        con.execute(f"INSERT INTO {SCRATCH}.unread VALUES (?, ?, ?)", [name, row.line, row.reason])
    con.execute(_add_calls(number), {"file": name})
    con.execute(_add_unread(number), {"file": name})
    con.execute(
        f"INSERT INTO {SCRATCH}.own_identities SELECT DISTINCT $file, 'imei', '', imei "
        f"FROM {SCRATCH}.calls_{number} WHERE imei IS NOT NULL AND direction = 'outgoing'",
        {"file": name},
    )
    con.execute(f"DROP TABLE {SCRATCH}.calls_{number}")
    return text.sha256


def _select(relation: str, columns: dict[str, str]) -> str:
    """SQL: the rows with their columns under our names, words folded and times as ISO text."""

    def column(what: str) -> str:
        return f"nullif(trim({quoted(columns[what])}), '')" if columns[what] else "NULL::VARCHAR"

    word = f"lower(coalesce({column('direction')}, ''))"
    sort = f"lower(concat_ws(' ', {column('type')}, {column('direction')}))"
    return f"""
        SELECT _line, {column("sender")} AS sender, {column("receiver")} AS receiver,
               {_iso(column("start"))} AS at_text, {column("start")} AS written,
               TRY_CAST(TRY_CAST({column("duration")} AS DOUBLE) AS BIGINT) AS duration_s,
               CASE WHEN {word} IN ({_INCOMING}) OR {word} IN ({_NOT_ANSWERED}) THEN 'incoming'
                    WHEN {word} IN ({_OUTGOING}) THEN 'outgoing' ELSE '' END AS direction,
               {sort} AS sort, {column("imei")} AS imei
        FROM {relation}"""


def _iso(text: str) -> str:
    """SQL: a time as ISO text: as it is, or from ``dd/mm/yyyy hh:mm`` or ``yyyymmdd hhmm``."""
    return f"""CASE
        WHEN regexp_full_match({text}, '[0-9]{{8}} [0-9]{{4}}')
        THEN strftime(try_strptime({text}, '%Y%m%d %H%M'), '%Y-%m-%dT%H:%M:%S')
        WHEN regexp_full_match({text}, '[0-9]{{2}}/[0-9]{{2}}/[0-9]{{4}},? [0-9]{{2}}:[0-9]{{2}}')
        THEN strftime(try_strptime(replace({text}, ',', ''), '%d/%m/%Y %H:%M'), '%Y-%m-%dT%H:%M:%S')
        WHEN regexp_full_match({text}, '[0-9]{{2}}/[0-9]{{2}}/[0-9]{{4}},? [0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}')
        THEN strftime(try_strptime(replace({text}, ',', ''), '%d/%m/%Y %H:%M:%S'), '%Y-%m-%dT%H:%M:%S')
        ELSE {text} END"""


def _add_calls(number: int) -> str:
    is_message = "regexp_matches(sort, 'sms|mms|text|message')"
    return f"""
        INSERT INTO {SCRATCH}.communications
        SELECT $file, _line, CASE WHEN {is_message} THEN 'message' ELSE 'call' END, 'phone',
               sender, receiver, '', at_text, at_utc, {instant_earlier("at_text")}, day,
               CASE WHEN NOT {is_message} THEN duration_s END,
               CASE WHEN {is_message} THEN true
                    WHEN regexp_matches(sort, 'missed|unanswered|rejected|blocked|busy|no ?answer') THEN false
                    ELSE duration_s > 0 END,
               direction, NULL, false
        FROM (SELECT *, {instant("at_text")} AS at_utc, {local_day("at_text")} AS day
              FROM {SCRATCH}.calls_{number})
        WHERE day IS NOT NULL AND sender IS NOT NULL AND receiver IS NOT NULL"""


def _add_unread(number: int) -> str:
    return f"""
        INSERT INTO {SCRATCH}.unread
        SELECT $file, _line, CASE WHEN sender IS NULL OR receiver IS NULL
            THEN 'a number is empty'
            ELSE 'start: not a day as YYYY-MM-DD, nor an ISO 8601 time' END
        FROM {SCRATCH}.calls_{number}
        WHERE sender IS NULL OR receiver IS NULL OR {local_day("at_text")} IS NULL"""

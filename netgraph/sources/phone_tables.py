"""What came out of a phone as one table of who was in touch with whom, for an import by a mapping.

What was written is not in it, nor who is saved as a contact: only numbers, times and kinds. A
message to more than one other is left without a receiver. The phone itself has no number where the
file does not give exactly one.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.sources.csv_rows import literal
from netgraph.sources.observed import OBSERVED_TABLES, OWNER, make_observed_tables
from netgraph.sources.raw import SCRATCH

if TYPE_CHECKING:
    import duckdb

__all__ = ["PHONE_TABLE", "write_phone_table"]

# Name of the table, for the patterns of mappings.
PHONE_TABLE = "phone_contacts.csv"

_FIGURES = "regexp_replace(split_part({0}, '@', 1), '[^0-9+]', '', 'g')"

# Numbers of the United Kingdom in international figures, others as they are.
_NUMBER = """CASE
    WHEN NOT regexp_full_match(trim({0}), '[+(]?[0-9][0-9 ().-]*(@[a-z.]*whatsapp[a-z.]*)?') THEN NULL
    WHEN {1} LIKE '+440%' THEN '+44' || substr({1}, 5)
    WHEN {1} LIKE '+%' THEN {1}
    WHEN {1} LIKE '00%' THEN '+' || substr({1}, 3)
    WHEN {1} LIKE '44%' AND length({1}) = 12 THEN '+' || {1}
    WHEN {1} LIKE '0%' AND length({1}) IN (10, 11) THEN '+44' || substr({1}, 2)
    WHEN {1} LIKE '7%' AND length({1}) = 10 THEN '+44' || {1}
    ELSE {1} END"""

_TABLE = f"""
    WITH members AS (
        SELECT chat, identity FROM {SCRATCH}.chat_members UNION
        SELECT chat, sender FROM {SCRATCH}.communications WHERE chat <> ''),
    pairs AS (SELECT chat, list(identity) AS pair FROM members GROUP BY chat HAVING count(*) = 2),
    own AS (
        SELECT max(number) AS number FROM (
            SELECT DISTINCT {{own}} AS number FROM {SCRATCH}.own_identities
            WHERE kind <> 'imei') WHERE number IS NOT NULL HAVING count(*) = 1),
    ends AS (
        SELECT c.*, CASE WHEN receiver <> '' THEN receiver
                    WHEN pair[1] = sender THEN pair[2] ELSE pair[1] END AS other
        FROM {SCRATCH}.communications c LEFT JOIN pairs p ON p.chat = c.chat),
    numbered AS (
        SELECT *, CASE WHEN sender = '{OWNER}' THEN (SELECT number FROM own) ELSE {{sender}} END AS a,
               CASE WHEN other = '{OWNER}' THEN (SELECT number FROM own) ELSE {{other}} END AS b FROM ends)
    SELECT line, kind, app,
           CASE WHEN NOT answered THEN 'unanswered' WHEN other IS NULL THEN 'several'
                WHEN (a IS NULL AND sender <> '{OWNER}') OR (b IS NULL AND other <> '{OWNER}') THEN 'name'
                ELSE 'contact' END AS what,
           sender = '{OWNER}' AS from_device, coalesce(a, '') AS from_number,
           ltrim(coalesce(a, ''), '+') AS from_figures,
           other = '{OWNER}' AS to_device, coalesce(b, '') AS to_number,
           ltrim(coalesce(b, ''), '+') AS to_figures,
           coalesce(strftime(at_utc, '%Y-%m-%dT%H:%M:%SZ'), day::VARCHAR, at_text) AS start,
           coalesce(duration_s::VARCHAR, '') AS duration_s
    FROM numbered ORDER BY line, start, from_number, to_number, kind, app
"""


def write_phone_table(
    con: "duckdb.DuckDBPyConnection", path: Path, kind: str, target: Path
) -> None:
    """Write the table of one file that came out of a phone or from a telephone company.

    Args:
        con: Connection with the scratch database attached.
        path: The file.
        kind: What it is, as ``devices.kind_of_file`` says.
        target: Where the table goes.
    """
    from netgraph.sources.devices import read_device_file

    make_observed_tables(con)
    try:
        read_device_file(con, path, kind)
        numbers = {
            name: _NUMBER.format(column, _FIGURES.format(column))
            for name, column in (("own", "identity"), ("sender", "sender"), ("other", "other"))
        }
        con.execute(f"COPY ({_TABLE.format(**numbers)}) TO {literal(str(target))} (HEADER)")
    finally:
        for table in OBSERVED_TABLES:
            con.execute(f"DROP TABLE {SCRATCH}.{table}")

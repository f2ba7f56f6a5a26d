"""The table of all identifiers of a case, each different text read once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netgraph.intake.identifiers.form import Form
from netgraph.intake.identifiers.handset_numbers import IMEI
from netgraph.intake.identifiers.number_plates import NUMBER_PLATE
from netgraph.intake.identifiers.phone_numbers import PHONE
from netgraph.intake.identifiers.police_numbers import CRO, PNC
from netgraph.intake.identifiers.postcodes import POSTCODE
from netgraph.intake.identifiers.property_numbers import UPRN
from netgraph.records import IdentifierCount

if TYPE_CHECKING:
    import duckdb

    from netgraph.intake.batch import ImportBatch

__all__ = ["IDENTIFIERS", "count_identifiers", "identify"]


@dataclass(frozen=True, slots=True)
class _Identifier:
    """One kind of identifier: the table and column that hold it, and how it is read."""

    kind: str
    table: str
    column: str
    form: Form


_KINDS = (
    _Identifier("pnc_id", "people", "pnc_id", PNC),
    _Identifier("cro", "people", "cro", CRO),
    _Identifier("phone_number", "phones", "number", PHONE),
    _Identifier("imei", "phones", "imei", IMEI),
    _Identifier("vrm", "vehicles", "vrm", NUMBER_PLATE),
    _Identifier("postcode", "addresses", "postcode", POSTCODE),
    _Identifier("uprn", "addresses", "uprn", UPRN),
)

# Names of the kinds of identifier, in the order of the contract.
IDENTIFIERS = tuple(each.kind for each in _KINDS)

_READ, _TEXTS = "identifier_read", "identifier_texts"


def identify(con: "duckdb.DuckDBPyConnection", among: str = "") -> None:
    """Make the passing table ``identifiers`` of what the connection's views hold.

    It has ``entity`` (whose), ``kind`` (one of IDENTIFIERS), ``text`` (as written), ``normal``
    (NULL unless verified), ``verified``, ``why_not`` (NULL if verified) and ``candidate`` (what
    an unverified one may stand for, to be shown to a person; mostly NULL). ``among`` is a table of
    ids: only what belongs to these is read.
    """
    con.execute(
        "CREATE OR REPLACE TEMP TABLE identifiers (entity VARCHAR, kind VARCHAR, text VARCHAR, "
        "normal VARCHAR, verified BOOLEAN, why_not VARCHAR, candidate VARCHAR)"
    )
    for each in _KINDS:
        relation = f"main.{each.table}"
        if among:
            relation = f"(SELECT * FROM {relation} WHERE id IN (FROM {among}))"
        _read(con, each, relation)
        con.execute(
            f"INSERT INTO identifiers SELECT id, '{each.kind}', text, normal, normal IS NOT NULL, "
            f'why_not, candidate FROM {relation} JOIN {_READ} ON text = "{each.column}" ORDER BY id'
        )
    con.execute(f"DROP TABLE {_READ}; DROP TABLE {_TEXTS}")


def count_identifiers(
    con: "duckdb.DuckDBPyConnection", batch: "ImportBatch"
) -> tuple[IdentifierCount, ...]:
    """How many identifiers the new and changed rows hold, by kind, and why some are not verified."""
    relations = {each.table: each.relation for each in batch.tables if each.new or each.changed}
    counts = []
    for each in _KINDS:
        if each.table not in relations or not _holds(con, relations[each.table], each.column):
            continue
        _read(con, each, relations[each.table])
        rows = con.execute(
            f"SELECT why_not, count(*) FROM {relations[each.table]} JOIN {_READ} "
            f'ON text = "{each.column}" GROUP BY ALL ORDER BY 2 DESC, 1'
        ).fetchall()
        reasons = tuple((why, rows_so) for why, rows_so in rows if why is not None)
        if rows:
            given, bad = sum(number for _, number in rows), sum(number for _, number in reasons)
            counts.append(IdentifierCount(each.kind, given, bad, reasons))
    con.execute(f"DROP TABLE IF EXISTS {_READ}; DROP TABLE IF EXISTS {_TEXTS}")
    return tuple(counts)


def _holds(con: "duckdb.DuckDBPyConnection", relation: str, column: str) -> bool:
    """Whether any row of a relation has that column filled."""
    found = con.execute(f'SELECT 1 FROM {relation} WHERE "{column}" IS NOT NULL LIMIT 1')
    return found.fetchone() is not None


def _read(con: "duckdb.DuckDBPyConnection", identifier: _Identifier, relation: str) -> None:
    """Read each different text of one kind of identifier into a table."""
    steps = ", ".join(f"{sql} AS {name}" for name, sql in identifier.form.steps)
    named = {name for name, _ in identifier.form.steps}
    asked, candidate = (
        name if name in named else "NULL::VARCHAR" for name in ("asked", "candidate")
    )
    # A table of their own: DuckDB cannot bind these steps to a view of which it sees all to be empty.
    con.execute(
        f'CREATE OR REPLACE TEMP TABLE {_TEXTS} AS SELECT DISTINCT "{identifier.column}" AS text '
        f'FROM {relation} WHERE "{identifier.column}" IS NOT NULL'
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {_READ} AS SELECT text, normal, {asked} AS asked, "
        f"CASE WHEN normal IS NULL THEN {candidate} END AS candidate, "
        "CASE WHEN normal IS NULL THEN why_not END AS why_not FROM ("
        f"SELECT text, {steps} FROM {_TEXTS})"
    )
    if identifier.form.library is None:
        return
    rows = con.execute(
        f"SELECT DISTINCT asked FROM {_READ} WHERE asked IS NOT NULL ORDER BY asked"
    ).fetchall()
    texts = [text for (text,) in rows]
    if texts:
        con.execute(
            f"UPDATE {_READ} SET normal = known.normal, why_not = NULL FROM ("
            "SELECT unnest($texts) AS asked, unnest($normals) AS normal) AS known "
            f"WHERE {_READ}.asked = known.asked AND known.normal IS NOT NULL",
            {"texts": texts, "normals": identifier.form.library(texts)},
        )

"""Runs the indicators and weighs what they found: two passes, sums, support by rule.

All in temporary tables of one connection: ``found_<indicator>`` holds an indicator's rows,
``reasons`` what all are worth, ``weighed`` each subject's sums, ``supported`` those that a claim may
be made about. Not here: what the
indicators look at (their modules), and the records made of the rows (assemble.py).
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from netgraph.errors import VocabularyError
from netgraph.findings import registry
from netgraph.findings.evidence import HALVED_AFTER_DAYS, prepare
from netgraph.findings.registry import ACT_CLASSES, LIST_COLUMNS, Indicator, Row, SqlFunction

if TYPE_CHECKING:
    import duckdb

__all__ = ["LIMITED_POINTS", "Words", "clear", "weigh"]

# Words for the sentence of a network indicator, by indicator and subject.
Words = dict[tuple[str, str], dict[str, object]]

# Points and independent sources from which support has its name; strong and moderate also need
# an act, limited a reason that carries. SOURCE: [decision-0003].
STRONG_POINTS, STRONG_SOURCES = 8, 3
MODERATE_POINTS, MODERATE_SOURCES = 5, 2
LIMITED_POINTS = 3

_REQUIRED = ("subject", "amount")
_EMPTY = "CAST([] AS VARCHAR[])"


def weigh(con: "duckdb.DuckDBPyConnection", as_of: date, *, second_pass: bool = True) -> Words:
    """Fill ``reasons``, ``weighed`` and ``supported`` for that day, and a ``found_`` view an indicator.

    Gives back the words that network indicators brought for their sentences. Without the second
    pass no reason rests on the findings of the first.
    """
    prepare(con, as_of)
    _exclude(con)
    con.execute(
        """CREATE OR REPLACE TEMP TABLE reasons (
            indicator VARCHAR, claim VARCHAR, subject VARCHAR, points INTEGER, carries BOOLEAN,
            act BOOLEAN, day DATE, reports VARCHAR[])"""
    )
    every = registry.indicators()
    for each in every:
        if not each.second_pass:
            _run_sql(con, each, each.sql)
    _support(con)
    words: Words = {}
    if not second_pass:
        return words
    for each in every:
        if each.second_pass:
            _run_sql(con, each, each.sql)
        if each.rows is not None:
            _run_rows(con, each, each.rows(con, as_of), words)
    _support(con)
    return words


def clear(con: "duckdb.DuckDBPyConnection") -> None:
    """Drop the tables of a run, keeping the evidence tables."""
    for each in registry.indicators():
        con.execute(f"DROP VIEW IF EXISTS temp.found_{each.name}")
        con.execute(f"DROP TABLE IF EXISTS temp.raw_{each.name}")
    for name in ("excluded", "reasons", "weighed", "supported"):
        con.execute(f"DROP TABLE IF EXISTS temp.{name}")


def _exclude(con: "duckdb.DuckDBPyConnection") -> None:
    """Keep who and what a claim is never made about, with the rule that says so."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE excluded (claim VARCHAR, subject VARCHAR, rule VARCHAR)"
    )
    for rule in registry.exclusions():
        con.execute(
            f"INSERT INTO excluded SELECT DISTINCT ?, subject, ? FROM ({rule.sql()})",
            [rule.claim, rule.name],
        )


def _run_sql(
    con: "duckdb.DuckDBPyConnection", each: Indicator, function: SqlFunction | None
) -> None:
    """Keep what an indicator's SQL finds; nothing for one that gives rows itself."""
    if function is None:
        return
    made = f"CREATE OR REPLACE TEMP TABLE raw_{each.name} AS {function()}"
    found = con.execute(made).fetchall()[0][0]
    columns = {row[0] for row in con.execute(f"DESCRIBE raw_{each.name}").fetchall()}
    missing = [name for name in _REQUIRED if name not in columns]
    if missing:
        raise VocabularyError(f"indicator {each.name}: no column {', '.join(missing)}")
    _keep(con, each, columns, found)


def _keep(con: "duckdb.DuckDBPyConnection", each: Indicator, columns: set[str], found: int) -> None:
    """Give raw rows their standard columns, and add them to ``reasons`` if there are any."""
    kept = ", ".join(_normal(each, columns))
    words = ", ".join(f'"{name}"' for name in sorted(columns - set(_NORMAL)))
    con.execute(
        f"CREATE OR REPLACE TEMP VIEW found_{each.name} AS "
        f"SELECT {kept}{', ' + words if words else ''} FROM raw_{each.name} "
        f"WHERE subject IS NOT NULL"
    )
    if found:
        con.execute(
            f"INSERT INTO reasons SELECT '{each.name}', '{each.claim}', subject, points, carries, "
            f"act, day, CASE WHEN points > 0 THEN reports END FROM found_{each.name}"
        )


_NORMAL = ("subject", "amount", "day", "points", "carries", "act", *LIST_COLUMNS)


def _normal(each: Indicator, columns: set[str]) -> list[str]:
    """The SQL of each standard column: as given, or its default; old acts weigh half."""
    day = "day" if "day" in columns else "NULL"
    points = f"coalesce(points, {each.points})" if "points" in columns else str(each.points)
    carries = str(each.carries)
    if "carries" in columns and each.evidence_class != "association":
        carries = f"coalesce(carries, {each.carries})"
    is_act = each.evidence_class in ACT_CLASSES
    if is_act and not each.against:
        old = f"CAST({day} AS DATE) < getvariable('as_of') - {HALVED_AFTER_DAYS}"
        points = f"CASE WHEN {old} AND {points} > 1 THEN {points} // 2 ELSE {points} END"
    return [
        "subject",
        "CAST(amount AS BIGINT) AS amount",
        f"CAST({day} AS DATE) AS day",
        f"CAST({points} AS INTEGER) AS points",
        f"{carries} AND {not each.against} AS carries",
        f"{carries} AND {is_act and not each.against} AS act",
        *(name if name in columns else f"{_EMPTY} AS {name}" for name in LIST_COLUMNS),
    ]


def _run_rows(
    con: "duckdb.DuckDBPyConnection", each: Indicator, rows: Iterable[Row], words: Words
) -> None:
    """Keep what an indicator gave as rows; their words are for the sentence."""
    lists = ", ".join(f"{name} VARCHAR[]" for name in LIST_COLUMNS)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE raw_{each.name} "
        f"(subject VARCHAR, amount BIGINT, day DATE, points INTEGER, {lists})"
    )
    given = list(rows)
    for row in given:
        words[each.name, row.subject] = dict(row.words)
    if given:
        lists_of_lists = ", ".join(f"unnest(${name}::VARCHAR[][])" for name in LIST_COLUMNS)
        values: dict[str, object] = {
            name: [list(getattr(row, name)) for row in given] for name in LIST_COLUMNS
        }
        for name in ("subject", "amount", "day", "points"):
            values[name] = [getattr(row, name) for row in given]
        con.execute(
            f"INSERT INTO raw_{each.name} SELECT unnest($subject::VARCHAR[]), "
            f"unnest($amount::BIGINT[]), unnest($day::DATE[]), unnest($points::INTEGER[]), "
            f"{lists_of_lists}",
            values,
        )
    _keep(con, each, {"subject", "amount", "day", "points", *LIST_COLUMNS}, len(given))


def _support(con: "duckdb.DuckDBPyConnection") -> None:
    """Sum what was found by claim and subject; ``supported`` keeps those with enough behind."""
    con.execute(f"""
    CREATE OR REPLACE TEMP TABLE weighed AS
    WITH sums AS (
        SELECT claim, subject, sum(points)::INTEGER AS points,
               coalesce(bool_or(carries AND points > 0), false) AS carried,
               coalesce(bool_or(act AND points > 0), false) AS acted,
               max(day) FILTER (act AND points > 0) AS last_act
        FROM reasons ANTI JOIN excluded USING (claim, subject) GROUP BY claim, subject),
    promising AS (FROM sums WHERE points >= {LIMITED_POINTS} AND carried),
    cited AS (
        SELECT DISTINCT claim, subject, unnest(reports) AS report
        FROM reasons SEMI JOIN promising USING (claim, subject) WHERE reasons.points > 0),
    sources AS (
        SELECT c.claim, c.subject, count(*) AS reports,
               count(DISTINCT r.origin) FILTER (r.source IN (1, 2)) AS independent,
               list_sort(list(DISTINCT r.agency) FILTER (r.agency IS NOT NULL)) AS agencies
        FROM cited c JOIN reports_used r ON r.report = c.report
        WHERE r.information <> 'E' GROUP BY c.claim, c.subject)
    SELECT s.*, coalesce(o.reports, 0)::INTEGER AS reports,
           coalesce(o.independent, 0)::INTEGER AS independent, o.agencies
    FROM sums s LEFT JOIN sources o USING (claim, subject)""")
    con.execute(f"""
    CREATE OR REPLACE TEMP TABLE supported AS
    SELECT claim, subject,
           CASE WHEN points >= {STRONG_POINTS} AND independent >= {STRONG_SOURCES} AND acted
                THEN 'strong'
                WHEN points >= {MODERATE_POINTS} AND independent >= {MODERATE_SOURCES} AND acted
                THEN 'moderate' ELSE 'limited' END AS support, points
    FROM weighed WHERE points >= {LIMITED_POINTS} AND carried AND reports > 0""")

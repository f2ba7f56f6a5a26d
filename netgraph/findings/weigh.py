"""Runs the indicators and weighs what they found: two passes, sums, support by rule.

All in temporary tables of one connection: ``given`` holds what the indicators returned, ``found``
the same with points, ``weighed`` each subject's sums, ``supported`` those that a claim may be made
about. One statement for each indicator, and one for each step over all of them: on a small case
it is the statements that cost, not the rows. Not here: what the indicators look at (their
modules), and the records made of the rows (assemble.py).
"""

import json
import string
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from netgraph.ahead import load_ahead
from netgraph.errors import VocabularyError
from netgraph.findings import registry
from netgraph.findings.evidence import HALVED_AFTER_DAYS, prepare
from netgraph.findings.registry import ACT_CLASSES, LIST_COLUMNS, Indicator, Row

if TYPE_CHECKING:
    import duckdb

__all__ = ["LIMITED_POINTS", "clear", "weigh", "words_as_json"]

# Points and independent sources from which support has its name; strong and moderate also need
# an act, limited a reason that carries. SOURCE: [decision-0003].
STRONG_POINTS, STRONG_SOURCES = 8, 3
MODERATE_POINTS, MODERATE_SOURCES = 5, 2
LIMITED_POINTS = 3

_REQUIRED = ("subject", "amount")
_OPTIONAL = ("day", "points", "carries", *LIST_COLUMNS)


def weigh(con: "duckdb.DuckDBPyConnection", as_of: date, *, second_pass: bool = True) -> None:
    """Fill ``found``, ``weighed`` and ``supported`` for that day.

    Without the second pass no reason rests on the findings of the first.
    """
    if second_pass:
        load_ahead("networkx")
    prepare(con, as_of)
    _begin(con)
    every = registry.indicators()
    for each in every:
        if each.sql is not None and not each.second_pass:
            _run_sql(con, each, each.sql())
    _support(con)
    if not second_pass:
        return
    _readmit(con)
    for each in every:
        if each.sql is not None and each.second_pass:
            _run_sql(con, each, each.sql())
        if each.rows is not None:
            _run_rows(con, each, each.rows(con, as_of))
    _support(con)


def clear(con: "duckdb.DuckDBPyConnection") -> None:
    """Drop the tables of a run, keeping the evidence tables."""
    con.execute("DROP VIEW IF EXISTS temp.found")
    for name in ("given", "rules", "excluded", "weighed", "supported"):
        con.execute(f"DROP TABLE IF EXISTS temp.{name}")


def words_as_json(text: str, *, but: Iterable[str] = ()) -> str:
    """SQL of the words that a sentence needs, as one JSON value; without those named otherwise."""
    fields = {field for _, field, _, _ in string.Formatter().parse(text) if field}
    words = ", ".join(f"'{word}', \"{word}\"" for word in sorted(fields.difference(but)))
    return f"json_object({words})" if words else "NULL::JSON"


def _begin(con: "duckdb.DuckDBPyConnection") -> None:
    """Make the tables of a run: the rules, who and what a claim is never made about, no rows yet."""
    lists = ", ".join(f"{name} VARCHAR[]" for name in LIST_COLUMNS)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE given (indicator VARCHAR, subject VARCHAR, amount BIGINT, "
        f"day DATE, points INTEGER, carries BOOLEAN, {lists}, words JSON)"
    )
    rules = ", ".join(_rule(each) for each in registry.indicators())
    con.execute(
        "CREATE OR REPLACE TEMP TABLE rules AS FROM (VALUES "
        f"{rules}) AS t(indicator, claim, points, carries, may_carry, may_act, for_it, halves)"
    )
    excluded = " UNION ".join(
        f"SELECT '{rule.claim}' AS claim, subject, '{rule.name}' AS rule FROM ({rule.sql()})"
        for rule in registry.exclusions()
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE excluded AS {excluded}")
    con.execute(_FOUND)


def _readmit(con: "duckdb.DuckDBPyConnection") -> None:
    """Take back those whom an exclusion left out and whom the findings of pass one concern."""
    for rule in registry.readmissions():
        con.execute(
            f"DELETE FROM excluded WHERE claim = '{rule.claim}' AND subject IN "
            f"(SELECT subject FROM ({rule.sql()}))"
        )


def _rule(each: Indicator) -> str:
    """An indicator as a row of ``rules``: what its rows are worth where they do not say so."""
    is_act = each.evidence_class in ACT_CLASSES
    return str(
        (
            each.name,
            each.claim,
            each.points,
            each.carries,
            each.evidence_class != "association",
            is_act,
            not each.against,
            is_act and not each.against,
        )
    )


# What was found, with its standard columns: as given, or the rule's; old acts weigh half.
_FOUND = f"""
    CREATE OR REPLACE TEMP VIEW found AS
    WITH told AS (
        SELECT g.* EXCLUDE (points, carries), r.claim, r.may_act, r.for_it,
               coalesce(g.points, r.points) AS points,
               CASE WHEN r.may_carry THEN coalesce(g.carries, r.carries)
                    ELSE r.carries END AND r.for_it AS carries,
               coalesce(r.halves AND g.day < getvariable('as_of') - {HALVED_AFTER_DAYS}, false)
                 AS old
        FROM given g JOIN rules r ON r.indicator = g.indicator)
    SELECT * EXCLUDE (points, may_act, for_it, old),
           CASE WHEN old AND points > 1 THEN points // 2 ELSE points END AS points,
           carries AND may_act AS act
    FROM told"""


def _run_sql(con: "duckdb.DuckDBPyConnection", each: Indicator, sql: str) -> None:
    """Keep what an indicator's SQL finds."""
    import duckdb

    try:
        con.execute(
            f"INSERT INTO given BY NAME SELECT '{each.name}' AS indicator, subject, amount, "
            f"COLUMNS(lambda name: name IN {_OPTIONAL}), "
            f"{words_as_json(each.text, but=(*_REQUIRED, *_OPTIONAL))} AS words "
            f"FROM ({sql}) WHERE subject IS NOT NULL"
        )
    except duckdb.BinderException as error:
        raise VocabularyError(f"indicator {each.name}: {error}") from error


def _run_rows(con: "duckdb.DuckDBPyConnection", each: Indicator, rows: Iterable[Row]) -> None:
    """Keep what an indicator gave as rows."""
    given = list(rows)
    if not given:
        return
    values: dict[str, object] = {
        name: [list(getattr(row, name)) for row in given] for name in LIST_COLUMNS
    }
    for name in ("subject", "amount", "day", "points"):
        values[name] = [getattr(row, name) for row in given]
    values["words"] = [json.dumps(row.words) for row in given]
    lists = ", ".join(f"unnest(${name}::VARCHAR[][])" for name in LIST_COLUMNS)
    con.execute(
        f"INSERT INTO given SELECT '{each.name}', unnest($subject::VARCHAR[]), "
        f"unnest($amount::BIGINT[]), unnest($day::DATE[]), unnest($points::INTEGER[]), NULL, "
        f"{lists}, unnest($words::JSON[])",
        values,
    )


def _support(con: "duckdb.DuckDBPyConnection") -> None:
    """Sum what was found by claim and subject; ``supported`` keeps those with enough behind."""
    con.execute(f"""
    CREATE OR REPLACE TEMP TABLE weighed AS
    WITH kept AS (
        SELECT claim, subject, points, carries, act, day, reports
        FROM found ANTI JOIN excluded USING (claim, subject)),
    sums AS (
        SELECT claim, subject, sum(points)::INTEGER AS points,
               coalesce(bool_or(carries AND points > 0), false) AS carried,
               coalesce(bool_or(act AND points > 0), false) AS acted,
               max(day) FILTER (act AND points > 0) AS last_act
        FROM kept GROUP BY claim, subject),
    promising AS (FROM sums WHERE points >= {LIMITED_POINTS} AND carried),
    cited AS (
        SELECT DISTINCT claim, subject, unnest(reports) AS report
        FROM kept SEMI JOIN promising USING (claim, subject) WHERE kept.points > 0),
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

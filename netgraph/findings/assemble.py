"""From weighed rows to findings: reasons with their sentences, labels, forms, what is missing."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from netgraph.findings import registry
from netgraph.findings.labels import labels
from netgraph.findings.registry import LIST_COLUMNS, EvidenceRule, Indicator
from netgraph.findings.weigh import clear, weigh, words_as_json
from netgraph.findings.wording import fill
from netgraph.records import Finding, Reason
from netgraph.vocabulary import CLAIMS

if TYPE_CHECKING:
    import duckdb

__all__ = ["BELOW", "assemble", "find_all", "source_gaps"]

# Support of a subject about which something was found, but not enough to say anything.
BELOW = "none"

_Key = tuple[str, str]
_CLAIM_ORDER = {claim.name: place for place, claim in enumerate(CLAIMS)}


def find_all(
    con: "duckdb.DuckDBPyConnection", as_of: date, *, second_pass: bool = True
) -> tuple[Finding, ...]:
    """Every finding of that day: victims first, then by points, most first, then by subject.

    Without the second pass, only what rests on no other finding: what a database answers.
    """
    findings = assemble(con, as_of, second_pass=second_pass)
    clear(con)
    return findings


def assemble(
    con: "duckdb.DuckDBPyConnection",
    as_of: date,
    *,
    also_below: Collection[str] = (),
    second_pass: bool = True,
) -> tuple[Finding, ...]:
    """Findings of that day; leaves the tables of the run on the connection.

    Args:
        con: A connection with a store's views.
        as_of: The day to look from.
        also_below: Subjects to show even if nothing can be said: their support is then ``none``.
        second_pass: Whether reasons may rest on the findings of pass one.
    """
    weigh(con, as_of, second_pass=second_pass)
    con.execute(
        """CREATE OR REPLACE TEMP TABLE shown AS
        SELECT w.claim, w.subject, coalesce(s.support, ?) AS support, w.points, w.independent,
               w.agencies, w.last_act
        FROM weighed w LEFT JOIN supported s USING (claim, subject)
        WHERE s.subject IS NOT NULL OR w.subject IN (SELECT unnest(?::VARCHAR[]))""",
        [BELOW, sorted(also_below)],
    )
    reasons = _reasons(con)
    rows = _rows(con, "SELECT * FROM shown ORDER BY claim, subject")
    claims = {row["claim"] for row in rows if row["support"] != BELOW}
    forms = _texts(con, registry.hypotheses(), claims, lambda rule: rule.name)
    gaps = _texts(con, registry.gaps(), claims, lambda rule: rule.text)
    findings = [
        _finding(row, reasons.get((row["claim"], row["subject"]), []), forms, gaps) for row in rows
    ]
    names = labels(con, (finding.subject for finding in findings))
    also = _also(con)
    con.execute("DROP TABLE temp.shown")
    complete = (
        replace(
            finding,
            label=names[finding.subject],
            also=also.get((finding.claim, finding.subject), ()),
        )
        for finding in findings
    )
    return tuple(sorted(complete, key=_order))


def _order(finding: Finding) -> tuple[int, int, str]:
    return _CLAIM_ORDER[finding.claim], -finding.points, finding.subject


def _rows(con: "duckdb.DuckDBPyConnection", sql: str) -> list[dict[str, Any]]:
    cursor = con.execute(sql)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _reasons(con: "duckdb.DuckDBPyConnection") -> dict[_Key, list[tuple[Reason, bool]]]:
    """Reasons of each shown subject, each with whether it is an argument against."""
    rules = {each.name: each for each in registry.indicators()}
    found: dict[_Key, list[tuple[Reason, bool]]] = {}
    columns = ", ".join(("claim", "subject", "indicator", "amount", "day", "points", *LIST_COLUMNS))
    sql = f"SELECT {columns}, words::VARCHAR AS words FROM found SEMI JOIN shown USING (claim, subject)"
    for row in _rows(con, f"{sql} ORDER BY claim, subject, indicator"):
        each = rules[row["indicator"]]
        reason = _reason(each, row | json.loads(row["words"] or "{}"))
        found.setdefault((row["claim"], row["subject"]), []).append((reason, each.against))
    return found


def _reason(each: Indicator, row: dict[str, Any]) -> Reason:
    ids = {
        name: tuple(sorted({value for value in row[name] or () if value is not None}))
        for name in LIST_COLUMNS
    }
    return Reason(
        indicator=each.name,
        points=row["points"],
        text=fill(each.text, row),
        evidence_class=each.evidence_class,
        day=row["day"],
        second_pass=each.second_pass,
        **ids,
    )


def _texts(
    con: "duckdb.DuckDBPyConnection",
    rules: tuple[EvidenceRule, ...],
    claims: set[str],
    template: Callable[[EvidenceRule], str],
) -> dict[_Key, list[str]]:
    """Filled text of each rule that holds for a supported subject, in the order of the rules.

    Only rules of those claims are asked; the others have no supported subject.
    """
    asked = [rule for rule in rules if rule.claim in claims]
    if not asked:
        return {}
    parts = " UNION ALL ".join(
        f"SELECT {place} AS place, r.subject, {words_as_json(rule.text)} AS words "
        f"FROM ({rule.sql()}) r SEMI JOIN supported s "
        f"ON s.claim = '{rule.claim}' AND s.subject = r.subject"
        for place, rule in enumerate(asked)
    )
    sql = f"SELECT DISTINCT place, subject, words::VARCHAR FROM ({parts}) ORDER BY ALL"
    found: dict[_Key, list[str]] = {}
    for place, subject, words in con.execute(sql).fetchall():
        texts = found.setdefault((asked[place].claim, subject), [])
        text = fill(template(asked[place]), json.loads(words or "{}"))
        if text not in texts:
            texts.append(text)
    return found


def _finding(
    row: dict[str, Any],
    reasons: list[tuple[Reason, bool]],
    forms: dict[_Key, list[str]],
    gaps: dict[_Key, list[str]],
) -> Finding:
    key = (row["claim"], row["subject"])
    pros = [reason for reason, against in reasons if not against]
    cons = [reason for reason, against in reasons if against]
    return Finding(
        claim=row["claim"],
        subject=row["subject"],
        label=row["subject"],
        support=row["support"],
        points=row["points"],
        independent_sources=row["independent"],
        last_act=row["last_act"],
        reasons=tuple(sorted(pros, key=lambda reason: (-reason.points, reason.indicator))),
        against=tuple(sorted(cons, key=lambda reason: (reason.points, reason.indicator))),
        hypotheses=tuple(forms.get(key, ())),
        missing=(*gaps.get(key, ()), *source_gaps(row["independent"], row["agencies"])),
    )


def source_gaps(independent: int, agencies: Sequence[str] | None) -> list[str]:
    """What the sources themselves leave open: how many are independent, whether one agency only."""
    gaps = []
    if independent == 0:
        gaps.append("Every report behind this is from a source graded 3 (not reliable).")
    elif independent == 1:
        gaps.append("Only one independent source: a second would show whether it holds.")
    if agencies is not None and len(agencies) == 1:
        agency = agencies[0].replace("_", " ")
        gaps.append(f"Only one agency ({agency}) has reported: what do the others know?")
    return gaps


def _also(con: "duckdb.DuckDBPyConnection") -> dict[_Key, tuple[str, ...]]:
    """Other supported claims on the same subject; a home and who lives there count as one."""
    rows = con.execute(
        """WITH same AS (
            SELECT DISTINCT subject, subject AS other FROM shown
            UNION SELECT address, person FROM residents SEMI JOIN shown ON subject = address
                  WHERE in_force
            UNION SELECT person, address FROM residents SEMI JOIN shown ON subject = person
                  WHERE in_force)
        SELECT s.claim, s.subject, list(DISTINCT o.claim)
        FROM shown s JOIN same m USING (subject) JOIN supported o ON o.subject = m.other
        WHERE o.claim <> s.claim GROUP BY s.claim, s.subject"""
    ).fetchall()
    return {
        (claim, subject): tuple(sorted(others, key=_CLAIM_ORDER.__getitem__))
        for claim, subject, others in rows
    }

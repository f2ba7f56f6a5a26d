"""Everything that the findings on one subject rest on, and what was recorded but did not count."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from netgraph.errors import UnknownId
from netgraph.findings import registry
from netgraph.findings.assemble import BELOW, assemble
from netgraph.findings.evidence import CONDUCT_DAYS, SEEN_DAYS
from netgraph.findings.labels import labels
from netgraph.findings.weigh import clear
from netgraph.records import (
    Explanation,
    Finding,
    LinkEvidence,
    OtherExplanation,
    Reason,
    ReportEvidence,
)

if TYPE_CHECKING:
    import duckdb

__all__ = ["explain"]

NO_REASON = "no shown reason rests on it"


def explain(con: "duckdb.DuckDBPyConnection", subject: str, as_of: date) -> Explanation:
    """Everything recorded about a subject on that day, and what was made of it.

    Args:
        con: A connection with a store's views.
        subject: Id of a person, address, phone … of the case.
        as_of: The day to look from; what was reported later is left out.

    Raises:
        UnknownId: The case holds nothing with that id.
    """
    kind = _kind(con, subject)
    every = assemble(con, as_of, also_below=(subject,))
    about = [finding for finding in every if finding.subject == subject]
    findings = tuple(finding for finding in about if finding.support != BELOW)
    considered = tuple(finding for finding in about if finding.support == BELOW)
    excluded = _excluded(con, subject)
    clear(con)
    reasons = [reason for finding in about for reason in (*finding.reasons, *finding.against)]
    links = _evidence(con, subject, reasons)
    cited = {link.report for link in links} | {each for one in reasons for each in one.reports}
    return Explanation(
        subject=subject,
        kind=kind,
        label=labels(con, [subject])[subject],
        findings=findings,
        links=links,
        reports=_reports(con, cited),
        missing=_once(text for finding in findings for text in finding.missing),
        other_explanations=tuple(each for finding in about for each in _other(finding)),
        considered=considered,
        excluded=excluded,
    )


def _kind(con: "duckdb.DuckDBPyConnection", subject: str) -> str:
    rows = con.execute("SELECT kind FROM entities WHERE id = ?", [subject]).fetchall()
    if not rows:
        raise UnknownId(
            f"nothing in this store has the id {subject!r}",
            hint="Give the id of a person, address, phone, vehicle, organisation, account or event.",
        )
    return str(rows[0][0])


def _excluded(con: "duckdb.DuckDBPyConnection", subject: str) -> tuple[str, ...]:
    meanings = {(rule.claim, rule.name): rule.meaning for rule in registry.exclusions()}
    rows = con.execute(
        "SELECT claim, rule FROM excluded WHERE subject = ? ORDER BY claim, rule", [subject]
    ).fetchall()
    return tuple(f"{claim} is not considered: {meanings[claim, rule]}" for claim, rule in rows)


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))


def _other(finding: Finding) -> list[OtherExplanation]:
    """Each argument against that the claim knows, and the free words of the reasons shown."""
    found = {reason.indicator for reason in finding.against}
    shown = {reason.indicator for reason in finding.reasons}
    known = registry.indicators(finding.claim)
    looked_for = [
        OtherExplanation(
            finding.claim, each.meaning, "found" if each.name in found else "not found"
        )
        for each in sorted(known, key=lambda each: (each.name not in found, each.name))
        if each.against
    ]
    names = {each.name for each in known}
    free = {
        words for each in known if each.name in shown for words in each.benign if words not in names
    }
    unseen = [
        OtherExplanation(finding.claim, words, "cannot be seen in the data")
        for words in sorted(free)
    ]
    return looked_for + unseen


def _evidence(
    con: "duckdb.DuckDBPyConnection", subject: str, reasons: Sequence[Reason]
) -> tuple[LinkEvidence, ...]:
    """Links, events and flags about the subject or behind its reasons: by what they are, day, id."""
    behind = {
        what: sorted({each for reason in reasons for each in getattr(reason, what)})
        for what in ("links", "events", "flags")
    }
    values = {"subject": subject, "no_reason": NO_REASON, **behind}
    rows: list[Any] = con.execute(_EVIDENCE_SQL, values).fetchall()
    order = {"link": 0, "event": 1, "flag": 2}
    made = [LinkEvidence(*row) for row in rows]
    return tuple(sorted(made, key=lambda each: (order[each.what], each.day or date.min, each.id)))


_GRADE_SQL = """CASE information WHEN 'E' THEN 'graded E: suspected to be false'
                                 WHEN 'D' THEN 'graded D: not confirmed by another origin' END"""

_EVIDENCE_SQL = f"""
WITH near AS (
    SELECT event FROM events_used WHERE address = $subject OR event = $subject
                                     OR event IN (SELECT unnest($events))
    UNION SELECT to_id FROM evidence WHERE from_id = $subject
    UNION SELECT from_id FROM evidence WHERE to_id = $subject),
recorded AS (
SELECT link AS id, 'link' AS what, kind::VARCHAR AS kind, from_id, to_id, day, report, basis,
       coalesce(detail, '') AS detail, link IN (SELECT unnest($links)) AS used,
       CASE WHEN NOT usable THEN why_not
            WHEN NOT recent AND class = 'association' THEN 'older than {SEEN_DAYS} days'
            WHEN NOT recent THEN 'older than {CONDUCT_DAYS} days' END AS rule
FROM evidence
WHERE from_id = $subject OR to_id = $subject OR link IN (SELECT unnest($links))
UNION ALL
SELECT u.event, 'event', u.type::VARCHAR, u.event, coalesce(u.address, ''), u.day, u.report,
       coalesce(e.basis, 'fact'), coalesce(u.detail, ''), u.event IN (SELECT unnest($events)),
       CASE WHEN NOT u.usable THEN {_GRADE_SQL}
            WHEN NOT u.recent THEN 'older than {CONDUCT_DAYS} days' END
FROM events_used u JOIN events e ON e.id = u.event WHERE u.event IN (SELECT event FROM near)
UNION ALL
SELECT u.flag_id, 'flag', u.flag::VARCHAR, u.subject, '', u.day, u.report,
       coalesce(f.basis, 'fact'), coalesce(u.value, ''), u.flag_id IN (SELECT unnest($flags)),
       CASE WHEN NOT u.usable THEN {_GRADE_SQL} END
FROM flags_used u JOIN flags f ON f.id = u.flag_id
WHERE u.subject = $subject OR u.flag_id IN (SELECT unnest($flags)))
SELECT * EXCLUDE (rule), CASE WHEN used THEN '' ELSE coalesce(rule, $no_reason) END AS why_not
FROM recorded"""


def _reports(con: "duckdb.DuckDBPyConnection", ids: Iterable[str]) -> tuple[ReportEvidence, ...]:
    """Those reports, by day and id, with their grade as counted and as written."""
    rows: list[tuple[Any, ...]] = con.execute(
        """SELECT id, date, grade, coalesce(grade_original, grade), coalesce(origin, ''),
                  coalesce(agency, ''), coalesce(handling, ''), coalesce(marking, '')
        FROM reports WHERE id IN (SELECT unnest($ids)) ORDER BY date, id""",
        {"ids": sorted(ids)},
    ).fetchall()
    return tuple(ReportEvidence(*row) for row in rows)

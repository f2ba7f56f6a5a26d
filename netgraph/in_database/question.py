"""One question in Cypher for each claim, put together from its fragments, and its parameters.

A question is what stands in ``cypher/<claim>.cypher`` (generated: ``make docs``) and what
``netgraph find --in-database`` sends. It reads: which subjects → what is around each (the beginning
of the claim's module) → one reason an indicator → sums and support, as findings/weigh.py.
"""

import re
from datetime import date

from netgraph.findings import weigh
from netgraph.findings.evidence import CONDUCT_DAYS, HALVED_AFTER_DAYS, SEEN_DAYS
from netgraph.findings.registry import ACT_CLASSES, Indicator
from netgraph.in_database import cuckooed_address, exploiter, likely_victim
from netgraph.in_database.evidence import cypher_list
from netgraph.in_database.fragments import SUMS, Found, Question, fragments
from netgraph.in_database.question_file import file_text

__all__ = ["LIMIT", "QUESTIONS", "parameters", "question", "question_file"]

# Most subjects that an answer in Browser holds unless somebody asks for more; the command has none.
LIMIT = 100
# The day of the demonstration case, from which the example in a file looks.
EXAMPLE_DAY = date(2025, 3, 1)

QUESTIONS = {
    each.claim: each
    for each in (likely_victim.QUESTION, cuckooed_address.QUESTION, exploiter.QUESTION)
}

_ACTS = cypher_list(*ACT_CLASSES)


def parameters(
    claim: str, as_of: date, *, subject: str | None = None, limit: int = LIMIT
) -> dict[str, object]:
    """Every parameter of a claim's question; what is a fact of the rules comes from the rules.

    Args:
        claim: Name of the claim.
        as_of: The day to look from.
        subject: Id of the one subject to look at; None for all.
        limit: Most subjects in the answer.
    """
    return {
        "as_of": as_of.isoformat(),
        "subject": subject,
        "limit": limit,
        "conduct_days": CONDUCT_DAYS,
        "seen_days": SEEN_DAYS,
        "halved_after_days": HALVED_AFTER_DAYS,
        "support": {
            "strong": {"points": weigh.STRONG_POINTS, "sources": weigh.STRONG_SOURCES},
            "moderate": {"points": weigh.MODERATE_POINTS, "sources": weigh.MODERATE_SOURCES},
            "limited": {"points": weigh.LIMITED_POINTS},
        },
        "points": {each.name: each.points for each, _ in fragments(claim)},
    }


def question_file(claim: str) -> str:
    """The question as a file for Browser: what it asks, its parameters with defaults, the Cypher."""
    asked = QUESTIONS[claim]
    return file_text(asked, parameters(claim, EXAMPLE_DAY), question(claim))


def question(claim: str) -> str:
    """The Cypher of one claim's question, one row a supported subject, without its end ``;``."""
    asked = QUESTIONS[claim]
    reasons = "\nUNION ALL\n".join(_branch(each, found) for each, found in fragments(claim))
    text = (
        f"{_subjects(asked)}\n{asked.beginning()}\n"
        f"// One reason for each indicator that holds; named as in docs/findings.md.\n"
        f"CALL (*) {{\n{reasons}\n}}\n{_weighing(asked)}"
    )
    return _laid_out(text)


def _subjects(asked: Question) -> str:
    """The first days that count, and the subjects to look at: one, or all."""
    subject, label = asked.subject, asked.label
    return f"""
WITH date($as_of) AS today
WITH today, today - duration({{days: $conduct_days}}) AS conduct_from,
  today - duration({{days: $seen_days}}) AS seen_from, COUNT {{ (:Import) }} AS imports
CALL () {{
MATCH ({subject}:{label} {{id: $subject}})
RETURN {subject}
UNION ALL
WITH 1 AS all WHERE $subject IS NULL
MATCH ({subject}:{label})
RETURN {subject}
}}
WITH * WHERE NOT coalesce({asked.left_out}, false)"""


def _branch(each: Indicator, found: Found) -> str:
    """The clauses of one indicator: rows, sums over them, and the reason that they make."""
    sums = {"rows": "count(*)"} | SUMS | found.sums
    # What has no aggregate must not become a key of groups: lists and null are constants.
    summed = ",\n".join(f"{value} AS {name}" for name, value in sums.items())
    where = f" AND {found.where}" if found.where else ""
    carries = "false"
    if not each.against and each.evidence_class != "association":
        carries = f"coalesce({found.carries}, {str(each.carries).lower()})"
        carries = str(each.carries).lower() if found.carries == "null" else carries
    points = f"$points.{each.name}"
    if found.points != "null":
        points = found.points
    words = ", ".join(f"{name}: {value}" for name, value in found.words.items())
    lists = ", ".join(f"{name}: {name}" for name in SUMS)
    meaning = each.meaning.replace("\\", "\\\\").replace("'", "\\'")
    return (
        f"// {each.name}\n{found.rows.strip()}\n"
        f"WITH {summed}\nWHERE rows > 0{where}\n"
        f"RETURN {{indicator: '{each.name}', class: '{each.evidence_class}',\n"
        f"meaning: '{meaning}',\n"
        f"against: {str(each.against).lower()}, carries: {carries}, amount: {found.amount},\n"
        f"points: {points},\n{lists}, words: {{{words}}}}} AS reason"
    )


def _weighing(asked: Question) -> str:
    """Points by age, sums, independent sources and support; the lists in order."""
    subject = asked.subject
    return f"""
// Conduct, events and disclosures older than a year weigh half.
WITH {subject}, today, reason, CASE WHEN reason.class IN {_ACTS} AND NOT reason.against
  AND reason.points > 1 AND reason.day < today - duration({{days: $halved_after_days}})
  THEN reason.points / 2 ELSE reason.points END AS points
WITH {subject}, today, collect(reason {{.*, points: points}}) AS found
WITH *, reduce(total = 0, each IN found | total + each.points) AS points,
  any(each IN found WHERE each.carries AND each.points > 0) AS carried,
  [each IN found WHERE each.carries AND each.points > 0 AND each.class IN {_ACTS}] AS acts
WHERE carried AND points >= $support.limited.points
// Independent sources: origins of the reports behind the reasons for.
CALL (*) {{
UNWIND found AS each
WITH each WHERE each.points > 0
UNWIND each.reports AS cited
WITH DISTINCT cited
MATCH (report:Report {{id: cited}})
WHERE report.date <= today AND report.information <> 'E'
RETURN count(*) AS reports, collect(DISTINCT report.agency) AS agencies,
  count(DISTINCT CASE WHEN report.source IN [1, 2]
    THEN coalesce(trim(report.origin), report.id) END) AS independent_sources
}}
WITH *, CASE
  WHEN points >= $support.strong.points AND independent_sources >= $support.strong.sources
    AND size(acts) > 0 THEN 'strong'
  WHEN points >= $support.moderate.points AND independent_sources >= $support.moderate.sources
    AND size(acts) > 0 THEN 'moderate'
  ELSE 'limited' END AS support
WHERE reports > 0
WITH * ORDER BY points DESC, {subject}.id LIMIT toInteger($limit)
CALL (*) {{
UNWIND found AS each
WITH each ORDER BY abs(each.points) DESC, each.indicator
WITH each.against AS against, each {{.indicator, .points, .meaning, .amount, .day,
  {", ".join(f"{name}: {_in_order(name)}" for name in SUMS if name != "day")},
  .words, .class}} AS shown
RETURN [each IN collect({{against: against, shown: shown}}) WHERE NOT each.against | each.shown]
    AS reasons,
  [each IN collect({{against: against, shown: shown}}) WHERE each.against | each.shown] AS against
}}
CALL (*) {{
UNWIND acts AS act
RETURN max(act.day) AS last_act
}}
RETURN {subject}.id AS subject, {asked.named} AS label, support, points, independent_sources,
  last_act, reasons, against, agencies
ORDER BY points DESC, subject"""


def _in_order(name: str) -> str:
    """The distinct ids of a list in order."""
    return f"COLLECT {{ UNWIND each.{name} AS id WITH DISTINCT id ORDER BY id RETURN id }}"


_CLAUSES = ("//", "CALL", "MATCH", "ORDER", "RETURN", "UNION", "UNWIND", "WHERE", "WITH", "}", ")")
_QUOTED = re.compile(r"'(?:[^'\\]|\\.)*'")


def _laid_out(text: str) -> str:
    """The text indented by its brackets; what continues a clause one step more."""
    lines, depth = [], 0
    for line in (each.strip() for each in text.splitlines()):
        if not line:
            continue
        bare = "" if line.startswith("//") else _QUOTED.sub("", line)
        closing = len(bare) - len(bare.lstrip("})]"))
        further = 0 if line.startswith(_CLAUSES) else 1
        lines.append("  " * max(depth - closing + further, 0) + line)
        depth += sum(bare.count(each) for each in "{([") - sum(bare.count(each) for each in "})]")
    return "\n".join(lines) + "\n"

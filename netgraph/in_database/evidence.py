"""Pieces of Cypher that say what counts as evidence, the same rules as findings/evidence.py.

A question looks at one subject after the other. Around each it gathers lists of maps once, with
``links_of``, ``flags_of`` and ``events_of``, and all else reads these lists: few patterns, because
the server plans every pattern of a question, and lists cost it nothing to plan.

- ``known``, one map for each link known on the day: id, type, from, to (nodes), day (start, else
  the report's), last (the end, if it has passed), end_day, in_force, recent (not too old for its
  class), count, detail, report, origin, source, information. ``evidence``: those that may be used.
- ``marks``: id, subject (a node), flag, value, day, report, origin, source, information; in force and
  usable.
- ``happened``: event (the node), id, type, day, recent, report, origin, source, information, detail,
  address (id of where it first occurred); usable.

Every question binds first: ``today`` (the day looked from), ``conduct_from`` and ``seen_from``
(the first days that still count), and ``imports``: how many imports the register holds, so that
what an import is bringing just now is not seen. In ``CALL (*) { … }`` all that is bound can be
read, and no name of it may be bound again: choose names apart.
"""

from netgraph.findings.exploiters_acts import EXPLOITATION_EVENTS
from netgraph.vocabulary import CLEARED_DETAILS, LINK_KINDS, EvidenceClass

__all__ = [
    "EXPLOITATION",
    "OF_EVENTS",
    "ROLES",
    "age_on",
    "cypher_list",
    "events_of",
    "fewer",
    "flagged",
    "flags_of",
    "flat",
    "has_flag",
    "latest_value",
    "links_of",
    "usable",
]


def cypher_list(*values: str) -> str:
    """Words as a list of Cypher."""
    return f"[{', '.join(repr(value) for value in values)}]"


# Types of relationship that have an event at one end.
OF_EVENTS = "|".join(
    kind.neo4j_type for kind in LINK_KINDS if any("event" in ends for ends in kind.endpoints)
)
# Types of relationship that say who did what happened.
ROLES = "SUSPECT_IN|CHARGED_IN|CONVICTED_IN"
# Types of events whose suspects are recorded for exploiting others or supplying drugs.
EXPLOITATION = EXPLOITATION_EVENTS.replace("(", "[").replace(")", "]")

_CLEARED = cypher_list(*CLEARED_DETAILS)
_SOUND = cypher_list("A", "B", "C")


def _types_of(evidence_class: EvidenceClass) -> str:
    return cypher_list(
        *(kind.neo4j_type for kind in LINK_KINDS if kind.evidence_class is evidence_class)
    )


_ORIGIN = "coalesce(trim(report.origin), report.id)"


def links_of(nodes: str, types: tuple[str, ...], known: str = "known") -> str:
    """Bind the links of those types that some nodes have, as far as they were known on the day.

    Args:
        nodes: An expression for a list of nodes. Where a link's grade is to be judged, all links
            between its ends are in the list as well, since they share these ends.
        types: Types of relationship to follow from the nodes, whatever their direction.
        known: Name of the list.
    """
    return f"""
CALL (*) {{
UNWIND {nodes} AS node
MATCH (node)-[link:{"|".join(types)}]-()
WITH DISTINCT link
MATCH (report:Report {{id: link.report}})
WITH link, report, coalesce(link.start_day, report.date) AS day
WHERE link.import_id <= imports AND report.date <= today AND day <= today
WITH link, report, day, CASE WHEN coalesce(link.end_day, day) <= day THEN day
  WHEN link.end_day > today THEN today ELSE link.end_day END AS last
RETURN collect({{id: link.id, type: type(link), from: startNode(link), to: endNode(link),
  day: day, last: last, end_day: link.end_day, in_force: coalesce(link.end_day >= today, true),
  recent: CASE WHEN type(link) IN {_types_of(EvidenceClass.ASSOCIATION)} THEN last >= seen_from
    WHEN type(link) IN {_types_of(EvidenceClass.CONDUCT)} THEN last >= conduct_from
    ELSE true END,
  count: coalesce(link.count, 1), detail: link.detail, report: report.id, origin: {_ORIGIN},
  source: report.source, information: report.information}}) AS {known}
}}"""


def usable(known: str = "known") -> str:
    """Those links of a list that may be used, as an expression.

    Information E never counts; D only beside a link of the same type and ends from another origin
    graded A to C; a role that ended with nothing is none, nor is what went before it, unless there
    was a conviction; a telephone cell is no address.
    """
    undirected = cypher_list(*(kind.neo4j_type for kind in LINK_KINDS if not kind.directed))
    roles = cypher_list(*ROLES.split("|"))
    return f"""
[each IN {known} WHERE (each.information IN {_SOUND}
    OR each.information = 'D' AND any(beside IN {known} WHERE beside.type = each.type
      AND beside.information IN {_SOUND} AND beside.origin <> each.origin
      AND (beside.from = each.from AND beside.to = each.to
        OR each.type IN {undirected} AND beside.from = each.to AND beside.to = each.from)))
  AND NOT (each.type = 'TIED_TO' AND coalesce(each.detail, '') = 'cell')
  AND NOT (each.type IN {roles} AND (coalesce(each.detail, '') IN {_CLEARED}
    OR any(cleared IN {known} WHERE cleared.from = each.from AND cleared.to = each.to
        AND cleared.type IN {roles} AND coalesce(cleared.detail, '') IN {_CLEARED}
        AND cleared.information <> 'E')
      AND none(verdict IN {known} WHERE verdict.from = each.from AND verdict.to = each.to
        AND verdict.type = 'CONVICTED_IN' AND NOT coalesce(verdict.detail, '') IN {_CLEARED}
        AND verdict.information IN {_SOUND})))]"""


def flags_of(nodes: str, names: tuple[str, ...]) -> str:
    """Bind ``marks``: those of that name on some nodes that are in force and may be used."""
    return f"""
CALL (*) {{
UNWIND {nodes} AS node
WITH DISTINCT node
MATCH (node)<-[:ABOUT]-(flag:Flag)
WHERE flag.flag IN {cypher_list(*names)} AND flag.import_id <= imports
  AND coalesce(flag.start_day <= today, true) AND coalesce(flag.end_day >= today, true)
MATCH (report:Report {{id: flag.report}})
WHERE report.date <= today
RETURN collect({{id: flag.id, subject: node, flag: flag.flag, value: flag.value,
  day: coalesce(flag.start_day, report.date), report: report.id, origin: {_ORIGIN},
  source: report.source, information: report.information}}) AS known_marks
}}
WITH *, [each IN known_marks WHERE each.information IN {_SOUND}
  OR each.information = 'D' AND any(beside IN known_marks WHERE beside.subject = each.subject
    AND beside.flag = each.flag AND coalesce(beside.value, '') = coalesce(each.value, '')
    AND beside.origin <> each.origin AND beside.information IN {_SOUND})] AS marks"""


def events_of(nodes: str) -> str:
    """Bind ``happened``: those of some event nodes that may be used.

    ``known`` must hold all their links of the types ``OF_EVENTS``. An event without a report takes
    the best graded one among these.
    """
    return f"""
CALL (*) {{
UNWIND {nodes} AS event
WITH DISTINCT event
WITH event, [each IN known WHERE each.from = event OR each.to = event] AS ties
WITH event, ties, coalesce(event.report, substring(
  {_least("each.information + toString(each.source) + each.report", "ties")}, 2)) AS told_by
MATCH (report:Report {{id: told_by}})
WITH event, ties, report, {_ORIGIN} AS origin
WHERE event.start_day <= today AND report.date <= today AND (report.information IN {_SOUND}
  OR report.information = 'D' AND any(tie IN ties WHERE tie.information IN {_SOUND}
    AND tie.origin <> origin))
RETURN collect({{event: event, id: event.id, type: event.type, day: event.start_day,
  recent: event.start_day >= conduct_from, detail: event.detail, report: report.id,
  origin: origin, source: report.source, information: report.information,
  address: substring({
        _least(
            "toString(each.day) + each.to.id",
            "[each IN evidence WHERE each.type = 'OCCURRED_AT' AND each.from = event]",
        )
    }, 10)}}) AS happened
}}"""


def _least(key: str, rows: str) -> str:
    """The least of some texts over a list of maps (``each``), null for an empty list."""
    return (
        f"reduce(least = null, each IN {rows} |\n"
        f"CASE WHEN least IS NULL OR {key} < least THEN {key} ELSE least END)"
    )


def flagged(flag: str, subject: str) -> str:
    """Keep a flag about a subject that is in force and may be used; binds its report, day, origin."""
    second = f"{flag}_second"
    confirmed = f"""EXISTS {{
  MATCH ({subject})<-[:ABOUT]-({flag}_beside:Flag)
  MATCH ({second}:Report {{id: {flag}_beside.report}})
  WHERE {flag}_beside.flag = {flag}.flag
    AND coalesce({flag}_beside.value, '') = coalesce({flag}.value, '')
    AND {_in_force(f"{flag}_beside", second)} AND {second}.information IN {_SOUND}
    AND coalesce(trim({second}.origin), {second}.id) <> {flag}_origin }}"""
    return f"""MATCH ({flag}_report:Report {{id: {flag}.report}})
WITH *, coalesce({flag}.start_day, {flag}_report.date) AS {flag}_day,
  coalesce(trim({flag}_report.origin), {flag}_report.id) AS {flag}_origin
WHERE {_in_force(flag, f"{flag}_report")}
  AND ({flag}_report.information IN {_SOUND}
    OR {flag}_report.information = 'D' AND {confirmed})"""


def _in_force(flag: str, report: str) -> str:
    return (
        f"{flag}.import_id <= imports AND {report}.date <= today "
        f"AND coalesce({flag}.start_day <= today, true) AND coalesce({flag}.end_day >= today, true)"
    )


def has_flag(subject: str, name: str, condition: str = "") -> str:
    """Whether a node has that flag, as an expression; the condition may read ``mark``."""
    further = f" AND {condition}" if condition else ""
    return f"any(mark IN marks WHERE mark.subject = {subject} AND mark.flag = '{name}'{further})"


def latest_value(subject: str, name: str) -> str:
    """What the latest flag of that name says of a node, as an expression; null if there is none."""
    return (
        f"reduce(latest = null, mark IN [mark IN marks WHERE mark.subject = {subject} "
        f"AND mark.flag = '{name}'] |\nCASE WHEN latest IS NULL OR mark.day > latest.day "
        f"OR mark.day = latest.day AND mark.value > latest.value THEN mark ELSE latest END).value"
    )


def age_on(born: str, day: str) -> str:
    """Whole years of age on a day; a person born on 29 February ages on 1 March."""
    return (
        f"({day}.year - {born}.year - CASE WHEN {day}.month * 100 + {day}.day "
        f"< {born}.month * 100 + {born}.day THEN 1 ELSE 0 END)"
    )


def fewer(one: str, other: str) -> str:
    """The smaller of two numbers."""
    return f"CASE WHEN {one} < {other} THEN {one} ELSE {other} END"


def flat(lists: str) -> str:
    """One list of several: ``flat("collect(each.links)")``."""
    return f"reduce(all = [], some IN {lists} | all + some)"

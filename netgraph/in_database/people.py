"""What the two questions about people share: what counts, who is who, who did what to whom.

``case_wide`` looks over the whole case once, and binds lists of nodes and relationships:

- ``doubtful``: links that may not be used, because of their grade or of when they were known;
  ``set_aside``: these, roles in an event of which the person was cleared, and events that may not
  be used. ``NOT link IN set_aside`` is the same as ``told`` in evidence.py, said once for all.
- ``marks``: flag, value, id, subject, day, report, origin of each flag in force that may be used.
- ``professionals``, ``referred`` (as possible victims), ``at_risk``, ``exposed`` (either of the
  last two) and ``lines`` (telephones of drug lines).

``deeds`` binds for each ``person`` what is recorded between them and others, ``dealings`` in
findings/exploiters_acts.py: kind, did (by this person; else to them), fellow, link, report, origin,
day, dependable, young (whom it was done to), age_unknown, at_risk, family, helper,
by_professional, both_ways. Who is owed, accused or paid is the doer.
"""

from netgraph.findings.exploiters_acts import ADULT_AGE, EARTH_KM, FAR_KM
from netgraph.in_database.evidence import age_on, cypher_list
from netgraph.in_database.fragments import Found
from netgraph.vocabulary import CLEARED_DETAILS, LINK_KINDS, EvidenceClass

__all__ = [
    "CHILD",
    "DEALT",
    "NAMED",
    "NOT_PARTNER",
    "ROLES",
    "SOURCES",
    "TALLIED",
    "case_wide",
    "controlled_home",
    "deeds",
    "far_from_home",
    "home",
    "kin",
    "known",
    "lives_there",
    "marked",
    "meetings",
    "origin",
    "place",
    "supports",
    "timed",
    "under_18",
]

# Kinds of link that speak of the conduct of the person at their far end.
TURNED_ROUND = ("ACCUSES", "IN_DEBT_TO", "PAYS")
_DEALINGS = "|".join(
    kind.neo4j_type
    for kind in LINK_KINDS
    if kind.evidence_class is EvidenceClass.CONDUCT and ("person", "person") in kind.endpoints
)
# Types of relationship that say who did what happened, and all that have an event at one end.
ROLES = "SUSPECT_IN|CHARGED_IN|CONVICTED_IN"
_OF_EVENTS = "|".join(
    kind.neo4j_type for kind in LINK_KINDS if any("event" in ends for ends in kind.endpoints)
)
_UNDIRECTED = cypher_list(*(kind.neo4j_type for kind in LINK_KINDS if not kind.directed))
_SOUND = cypher_list("A", "B", "C")
_CLEARED = cypher_list(*CLEARED_DETAILS)

# Aggregates over rows with fellow, link, report, origin and day: ``summed`` of the finders.
DEALT = {
    "people": "count(DISTINCT each.fellow)",
    "sources": "count(DISTINCT each.origin)",
    "day": "max(each.day)",
    "links": "collect(DISTINCT each.link)",
    "reports": "collect(DISTINCT each.report)",
    "others": "collect(DISTINCT each.fellow)",
}
# The same over rows with the id of an event: ``tallied`` of the finders.
TALLIED = {
    "happened": "count(DISTINCT each.id)",
    "sources": "count(DISTINCT each.origin)",
    "day": "max(each.day)",
    "links": "collect(DISTINCT each.link)",
    "reports": "collect(DISTINCT each.report)",
    "events": "collect(DISTINCT each.id)",
}
# The words that nearly every sentence needs, and those about age; ``any_young`` is a sum of theirs.
SOURCES = {"sources": "sources"}
CHILD = {"child_words": "CASE WHEN any_young THEN '; under 18 at the time' ELSE '' END"}
# What people read beside a person's id: the name, or the id again where none is recorded.
NAMED = (
    "coalesce(nullIf(trim(coalesce(trim(person.forenames) + ' ', '') "
    "+ coalesce(trim(person.surname), '')), ''), person.id)"
)
# Condition on a tie of kinship that leaves partners out.
NOT_PARTNER = " AND coalesce(tie.detail, '') <> 'partner'"


def known(link: str, report: str) -> str:
    """Whether a link and its report were there on the day."""
    return (
        f"{link}.import_id <= imports AND {report}.date <= today "
        f"AND coalesce({link}.start_day <= today, true)"
    )


def _in_force(flag: str, report: str) -> str:
    return (
        f"{flag}.import_id <= imports AND {report}.date <= today "
        f"AND coalesce({flag}.start_day <= today, true) AND coalesce({flag}.end_day >= today, true)"
    )


def origin(report: str) -> str:
    """Where a report came from, as an expression: the report itself if nobody says."""
    return f"coalesce(trim({report}.origin), {report}.id)"


def timed(where: str = "") -> str:
    """Clauses that bind ``report``, ``day`` and ``last`` of the relationship ``link``.

    ``told_by`` keeps the server from starting at the reports, of which there are the most.
    """
    window = f"\nWHERE {where}" if where else ""
    return f"""
WITH *, link.report AS told_by
MATCH (report:Report {{id: told_by}})
WITH *, coalesce(link.start_day, report.date) AS day
WITH *, CASE WHEN coalesce(link.end_day, day) <= day THEN day
  WHEN link.end_day > today THEN today ELSE link.end_day END AS last{window}"""


def under_18(born: str, day: str) -> str:
    """Whether somebody was known to be a child on a day; false for an unknown birth."""
    return f"coalesce({age_on(born, day)} < {ADULT_AGE}, false)"


def kin(one: str, other: str, which: str = "") -> str:
    """Whether two people are related, as an expression; ``which`` is a condition on ``tie``."""
    return f"EXISTS {{ ({one})-[tie:RELATED_TO]-({other}) WHERE NOT tie IN set_aside{which} }}"


def supports(one: str, other: str) -> str:
    """Whether one of two people supports the other, as an expression."""
    return f"EXISTS {{ ({one})-[help:SUPPORTS]-({other}) WHERE NOT help IN set_aside }}"


def lives_there(person: str, address: str, which: str = "") -> str:
    """Whether somebody lives or lived somewhere; ``which`` is a condition on ``stay``."""
    return (
        f"EXISTS {{ ({person})-[stay:LIVES_AT]->({address}) WHERE NOT stay IN set_aside{which} }}"
    )


def case_wide() -> str:
    """Clauses that look over the whole case once, before the people are looked at one by one."""
    return f"""
WITH today, conduct_from, seen_from, imports, collect(person) AS looked_for
{_doubtful()}
{_cleared()}
{_doubtful_events()}
WITH *, doubtful + cleared + doubtful_events AS set_aside
{_marks()}"""


def _doubtful() -> str:
    return f"""
// Links that may not be used: not known on the day, graded E, or D and not confirmed.
CALL (today, imports) {{
MATCH (report:Report)
WHERE report.date > today OR report.information IN ['D', 'E']
WITH collect(report.id) AS looked_at
MATCH (one)-[link]->(other)
WHERE link.report IN looked_at OR link.start_day > today OR link.import_id > imports
OPTIONAL MATCH (report:Report {{id: link.report}})
WITH * WHERE NOT coalesce({known("link", "report")}, false)
  OR report.information = 'E'
  OR report.information = 'D' AND NOT EXISTS {{
    MATCH (one)-[beside]-(other)
    WHERE type(beside) = type(link)
      AND (startNode(beside) = one OR type(beside) IN {_UNDIRECTED})
    MATCH (second:Report {{id: beside.report}})
    WHERE {known("beside", "second")} AND second.information IN {_SOUND}
      AND {origin("second")} <> {origin("report")}
  }}
RETURN collect(link) AS doubtful
}}"""


def _cleared() -> str:
    return f"""
// Roles in an event of which the person was cleared, and not convicted.
CALL (today, imports) {{
MATCH (accused:Person)-[link:{ROLES}]->(event:Event)
WHERE link.detail IN {_CLEARED}
WITH *, link.report AS told_by
MATCH (report:Report {{id: told_by}})
WHERE {known("link", "report")} AND report.information <> 'E'
WITH DISTINCT accused, event
WITH *, EXISTS {{
  MATCH (accused)-[verdict:CONVICTED_IN]->(event)
  MATCH (judging:Report {{id: verdict.report}})
  WHERE {known("verdict", "judging")} AND judging.information IN {_SOUND}
    AND NOT coalesce(verdict.detail, '') IN {_CLEARED}
}} AS convicted
MATCH (accused)-[link:{ROLES}]->(event)
WHERE link.detail IN {_CLEARED} OR NOT convicted
RETURN collect(link) AS cleared
}}"""


def _doubtful_events() -> str:
    return f"""
// Events that may not be used: by their own report, or without one by the best that tells of them.
CALL (today, imports) {{
MATCH (event:Event)
OPTIONAL MATCH (own:Report {{id: event.report}})
WITH * WHERE NOT coalesce(own.date <= today AND own.information IN {_SOUND}, false)
WITH * WHERE own.date > today OR own.information = 'E' OR NOT EXISTS {{
  MATCH (event)-[link:{_OF_EVENTS}]-()
  MATCH (report:Report {{id: link.report}})
  WHERE {known("link", "report")} AND report.information IN {_SOUND}
    AND coalesce({origin("own")} <> {origin("report")}, true)
}}
RETURN collect(event) AS doubtful_events
}}"""


def _marks() -> str:
    return f"""
// Flags in force, and whom they mark.
CALL (today, imports) {{
MATCH (flag:Flag)-[:ABOUT]->(subject)
WITH *, flag.report AS told_by
MATCH (report:Report {{id: told_by}})
WHERE {_in_force("flag", "report")}
  AND (report.information IN {_SOUND} OR report.information = 'D' AND EXISTS {{
    MATCH (beside:Flag)-[:ABOUT]->(subject)
    WHERE beside.flag = flag.flag AND coalesce(beside.value, '') = coalesce(flag.value, '')
    MATCH (second:Report {{id: beside.report}})
    WHERE {_in_force("beside", "second")} AND second.information IN {_SOUND}
      AND {origin("second")} <> {origin("report")}
  }})
WITH *, coalesce(flag.start_day, report.date) AS day
ORDER BY day DESC, flag.value DESC
RETURN collect({{flag: flag.flag, value: flag.value, id: flag.id, subject: subject, day: day,
  report: report.id, origin: {origin("report")}}}) AS marks
}}
CALL (marks) {{
UNWIND marks AS mark
WITH mark.flag AS flag, mark.subject AS subject, collect([mark.value])[0][0] AS latest
RETURN collect(CASE WHEN flag = 'professional' THEN subject END) AS professionals,
  collect(CASE WHEN flag = 'nrm' AND latest IN ['pending', 'positive'] THEN subject END) AS referred,
  collect(CASE WHEN flag = 'at_risk' AND latest IS NOT NULL THEN subject END) AS at_risk,
  collect(CASE WHEN flag = 'deal_line' THEN subject END) AS lines
}}
WITH *, at_risk + referred AS exposed"""


def deeds() -> str:
    """Clauses that bind ``deeds``: what is recorded between a person and others."""
    return f"""
// What they are recorded to have done to others, and others to them.
CALL (*) {{
MATCH (person)-[link:{_DEALINGS}]-(fellow:Person)
WHERE fellow <> person AND NOT link IN set_aside
{timed("last >= conduct_from")}
WITH *, (startNode(link) = person) <> (type(link) IN {cypher_list(*TURNED_ROUND)}) AS did
WITH *, CASE WHEN did THEN person ELSE fellow END AS doer,
  CASE WHEN did THEN fellow ELSE person END AS other
WITH *, {under_18("other.date_of_birth", "day")} AS young
RETURN collect({{kind: type(link), did: did, fellow: fellow.id, link: link.id, report: report.id,
  origin: {origin("report")}, day: last,
  dependable: report.source IN [1, 2] AND report.information IN {_SOUND},
  young: young, age_unknown: other.date_of_birth IS NULL, at_risk: other IN exposed,
  family: {kin("person", "fellow", f" AND NOT (young{NOT_PARTNER.replace('<>', '=')})")},
  helper: {supports("person", "fellow")}, by_professional: doer IN professionals}}) AS between
}}
WITH *, [each IN between | each {{.*, both_ways: any(back IN between WHERE back.kind = each.kind
  AND back.fellow = each.fellow AND back.did <> each.did)}}] AS deeds"""


def controlled_home() -> str:
    """Condition on ``link``, ``doer`` and ``thing``: controls a home of others, and is not family.

    As ``controlled_homes`` of the finders; supporters of those who live there are left out as well.
    """
    return f"""NOT {lives_there("doer", "thing")}
  AND NOT EXISTS {{ (thing)<-[stay:LIVES_AT]-(:Person)-[tie:RELATED_TO]-(doer)
    WHERE NOT stay IN set_aside AND NOT tie IN set_aside{NOT_PARTNER} }}
  AND NOT EXISTS {{ (thing)<-[stay:LIVES_AT]-(:Person)-[help:SUPPORTS]-(doer)
    WHERE NOT stay IN set_aside AND NOT help IN set_aside }}"""


def home(person: str, name: str) -> str:
    """Clauses that bind the address where somebody lives on the day; null if unknown."""
    return f"""
CALL (*) {{
OPTIONAL MATCH ({person})-[stay:LIVES_AT]->(address:Address)
WHERE NOT stay IN set_aside AND coalesce(stay.end_day >= today, true)
OPTIONAL MATCH (said:Report {{id: stay.report}})
RETURN address AS {name} ORDER BY coalesce(stay.start_day, said.date) DESC, address.id DESC LIMIT 1
}}"""


def place(event: str, name: str) -> str:
    """Clauses that bind the address where an event first occurred; null if unknown."""
    return f"""
CALL (*) {{
OPTIONAL MATCH ({event})-[scene:OCCURRED_AT]->(address:Address)
WHERE NOT scene IN set_aside
OPTIONAL MATCH (said:Report {{id: scene.report}})
RETURN address AS {name} ORDER BY coalesce(scene.start_day, said.date), address.id LIMIT 1
}}"""


def far_from_home(home: str, place: str) -> str:
    """Whether a place is far from a home, as an expression: true, false, or null if unknown."""
    square = (
        f"haversin(radians({place}.lat - {home}.lat)) + cos(radians({home}.lat)) * "
        f"cos(radians({place}.lat)) * haversin(radians({place}.lon - {home}.lon))"
    )
    return (
        f"2 * {EARTH_KM} * asin(sqrt(CASE WHEN {square} > 1 THEN 1 ELSE {square} END)) > {FAR_KM}"
    )


def meetings() -> str:
    """Clauses that give ``link`` and ``fellow``: whom a person was with or in touch with.

    Calls between telephones are given to the people to whom the telephones are attributed.
    """
    return """
CALL (*) {
MATCH (person)-[link:ASSOCIATES_WITH|CONTACTED]-(fellow:Person)
WHERE NOT link IN set_aside
RETURN link, fellow
UNION ALL
MATCH (person)-[own:USES|CONTROLS]->(phone:Phone)
WHERE NOT own IN set_aside
WITH phone, max(own.end_day) AS until
MATCH (phone)-[link:CONTACTED]-(called:Phone)
WHERE NOT link IN set_aside
MATCH (said:Report {id: link.report})
WITH *, coalesce(link.start_day, said.date) AS call_day
WHERE coalesce(until >= call_day, true)
MATCH (called)<-[theirs:USES|CONTROLS]-(fellow:Person)
WHERE NOT theirs IN set_aside
WITH link, fellow, call_day, called, max(theirs.end_day) AS until
WHERE coalesce(until >= call_day, true)
RETURN link, fellow
}
WITH * WHERE fellow <> person"""


def marked(flag: str, *values: str) -> Found:
    """An indicator that holds where this person has a flag in force, with one of the values."""
    one_of = f" AND each.value IN {cypher_list(*values)}" if values else ""
    return Found(
        rows=f"UNWIND marks AS each WITH each WHERE each.subject = person "
        f"AND each.flag = '{flag}'{one_of}",
        sums={
            "sources": "count(DISTINCT each.origin)",
            "day": "max(each.day)",
            "flags": "collect(DISTINCT each.id)",
            "reports": "collect(DISTINCT each.report)",
            "values": "collect(DISTINCT each.value)",
        },
        amount="sources",
        words={"values": "values"},
    )

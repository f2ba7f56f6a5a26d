"""Where the question for homes that may be taken over begins: who lives there, who comes, what happened.

``beginning`` binds, for each ``address``, the lists of evidence.py, and these, whose maps the
fragments read with ``UNWIND``:

- ``residents``: person, id, born, day, end_day, in_force, link, report; who lives or lived there.
- ``occupants``: person, id, day (moved in), child; who lives there on the day.
- ``families``: person, resident, relation (of the resident to the person), in_force.
- ``helpers``, ``partners``: who supports an occupant; an occupant's partners.
- ``expected``: people whom an occupant's life explains: relatives but partners, and helpers.
- ``callers``: person, id, link, report, origin, day; who was seen there in the window, and whether
  they are a partner, professional, helper, relative, (ever) resident, at_home (when seen).
- ``visits``: those callers whom nothing explains; as ``visitors`` in findings/evidence.py.
- ``history``: person, id, link, event, report, origin, day; what these visitors are recorded for.
- ``given``: id, link, report, origin, day; who gave it as their own without living there.
- ``found_children``: event, day, id, age, links, reports, origin; missing children found there.
- ``here``: those of ``happened`` that first occurred there.
"""

from netgraph.findings.evidence_shared import YOUNGEST_USED
from netgraph.findings.exploiters_acts import ADULT_AGE
from netgraph.in_database.evidence import (
    EXPLOITATION,
    OF_EVENTS,
    ROLES,
    age_on,
    cypher_list,
    events_of,
    flags_of,
    has_flag,
    latest_value,
    links_of,
    usable,
)

__all__ = ["beginning", "was_resident"]

# Conduct that speaks of supplying drugs or of using others for it, by its first or second end.
_DOES = ("SUPPLIES", "DIRECTS", "RECRUITED", "ARRANGES_TRAVEL_FOR", "THREATENS")
_IS_DONE = ("IN_DEBT_TO", "ACCUSES")
_TOWARDS_SOMEBODY = ("THREATENS", "IN_DEBT_TO", "ACCUSES")

_OF_ADDRESS = ("LIVES_AT", "VISITS", "CONTROLS", "GAVE_ADDRESS", "SEEN_AT", "TIED_TO")
_LINKS = tuple(
    dict.fromkeys(
        (*_OF_ADDRESS, "RELATED_TO", "SUPPORTS", *_DOES, *_IS_DONE, *OF_EVENTS.split("|"))
    )
)
_FLAGS = ("professional", "at_risk", "deal_line", "care_round", "licensed_hmo", "treatment_group")
_HARM = ("violence", "robbery", "threat")

# Only homes of which something is told that can carry a finding: the rest is not looked at.
_WORTH_A_LOOK = f"""
EXISTS {{ (address)<-[:CONTROLS|FOUND_AT|TIED_TO]-() }}
  OR EXISTS {{ (address)<-[:VISITS]-()-[:{"|".join((*_DOES, "CONTROLS", ROLES))}]->() }}
  OR EXISTS {{ (address)<-[:VISITS]-()<-[:{"|".join(_IS_DONE)}]-() }}
  OR EXISTS {{ (address)<-[:LIVES_AT]-()-[:VICTIM_IN|IN_DEBT_TO|ACCUSES]->() }}
  OR EXISTS {{ (address)<-[:LIVES_AT]-()<-[:THREATENS]-() }}"""


def beginning() -> str:
    """Clauses that bind the lists above for each ``address``."""
    flagged = (
        "[address] + near_people + [each IN evidence WHERE each.type = 'PRESENT_AT' | each.from] "
        "+ [each IN evidence WHERE each.type = 'TIED_TO' | each.from] "
        "+ [each IN evidence WHERE each.type = 'CONTROLS' | each.to]"
    )
    parts = (
        f"// Only homes of which something is told that can carry a finding.\nWITH * WHERE {_WORTH_A_LOOK.strip()}",
        _around(),
        links_of("[address] + near_people + happenings", _LINKS),
        f"WITH *, {usable().strip()} AS evidence",
        flags_of(flagged, (*_FLAGS, "seen_well")),
        events_of("happenings"),
        _living(),
        _callers(),
        _explained(),
        _history(),
        _given(),
        _children(),
    )
    return "\n".join(parts)


def _around() -> str:
    types = cypher_list(*_HARM, *EXPLOITATION.strip("[]").replace("'", "").split(", "))
    return f"""
// Who is around it, and what happened there or to them.
CALL (*) {{
MATCH (address)<-[:LIVES_AT|VISITS|CONTROLS|GAVE_ADDRESS]-(near:Person)
RETURN collect(DISTINCT near) AS near_people
}}
CALL (*) {{
CALL (*) {{
MATCH (happening:Event)-[:OCCURRED_AT|FOUND_AT]->(address)
RETURN happening
UNION
UNWIND near_people AS near
MATCH (near)-[:{"|".join((ROLES, "VICTIM_IN"))}]->(happening:Event)
WHERE happening.type IN {types}
RETURN happening
}}
RETURN collect(happening) AS happenings
}}
// Every link, flag and event of them that may be used."""


def _living() -> str:
    return f"""
// Who lives or lived there, their families, and who is expected there.
WITH *, [each IN evidence WHERE each.type = 'LIVES_AT' AND each.to = address | {{person: each.from,
  id: each.from.id, born: each.from.date_of_birth, day: each.day, end_day: each.end_day,
  in_force: each.in_force, link: each.id, report: each.report}}] AS residents,
  [each IN happened WHERE each.address = address.id] AS here
CALL (*) {{
UNWIND residents AS living
WITH living WHERE living.in_force
WITH living.person AS occupant, min(living.day) AS moved_in
RETURN collect({{person: occupant, id: occupant.id, day: moved_in,
  child: coalesce(occupant.date_of_birth <= today
    AND {age_on("occupant.date_of_birth", "today")} < {ADULT_AGE}, false)}}) AS occupants
}}
CALL (*) {{
UNWIND residents AS living
WITH living.person AS resident, any(now IN collect(living.in_force) WHERE now) AS in_force
UNWIND [kin IN evidence WHERE kin.type = 'RELATED_TO' AND resident IN [kin.from, kin.to]] AS kin
RETURN collect({{resident: resident, in_force: in_force,
  person: CASE WHEN kin.from = resident THEN kin.to ELSE kin.from END,
  relation: coalesce(kin.detail, 'other')}}) AS families
}}
CALL (*) {{
UNWIND occupants AS living
UNWIND [help IN evidence WHERE help.type = 'SUPPORTS' AND living.person IN [help.from, help.to]]
  AS help
RETURN collect(CASE WHEN help.from = living.person THEN help.to ELSE help.from END) AS helpers
}}
WITH *, helpers + [kin IN families WHERE kin.in_force AND kin.relation <> 'partner' | kin.person]
  AS expected,
  [kin IN families WHERE kin.in_force AND kin.relation = 'partner' | kin.person] AS partners"""


def was_resident(person: str, day: str) -> str:
    """Whether somebody lived at the address on a day or later, as an expression."""
    return (
        f"any(living IN residents WHERE living.person = {person} "
        f"AND coalesce(living.end_day >= {day}, true))"
    )


def _callers() -> str:
    return f"""
// Who was seen there lately, and what explains it; visitors are those whom nothing explains.
WITH *, [each IN evidence WHERE each.type = 'VISITS' AND each.to = address AND each.recent |
  {{person: each.from, id: each.from.id, link: each.id, report: each.report, origin: each.origin,
  day: each.last, partner: each.from IN partners, helper: each.from IN helpers,
  professional: {has_flag("each.from", "professional")},
  relative: any(kin IN families WHERE kin.in_force AND kin.relation <> 'partner'
    AND kin.person = each.from),
  resident: any(living IN residents WHERE living.person = each.from),
  at_home: {was_resident("each.from", "each.last")}}}] AS callers
WITH *, [each IN callers WHERE NOT each.professional AND NOT each.helper AND NOT each.relative
  AND NOT each.at_home] AS visits"""


def _explained() -> str:
    """Threats and the like between a visitor and somebody at whose home they visit."""
    return f"""
// Threats, debts and accusations of people where that visitor visits: not a history besides.
CALL (*) {{
UNWIND [act IN evidence WHERE act.recent AND act.type IN {cypher_list(*_TOWARDS_SOMEBODY)}] AS act
WITH act, CASE act.type WHEN 'THREATENS' THEN act.from ELSE act.to END AS doer,
  CASE act.type WHEN 'THREATENS' THEN act.to ELSE act.from END AS towards
WHERE any(visit IN visits WHERE visit.person = doer)
MATCH (doer)-[:VISITS]->(place:Address)<-[:LIVES_AT]-(towards)
WITH DISTINCT act.id AS act_id, doer, towards, place
{links_of("[place]", ("LIVES_AT",), "known_there")}
WITH *, {usable("known_there").strip()} AS homes
WHERE any(home IN homes WHERE home.from = towards)
  AND any(visit IN evidence WHERE visit.type = 'VISITS' AND visit.recent AND visit.from = doer
    AND visit.to = place AND none(home IN homes WHERE home.from = doer
      AND coalesce(home.end_day >= visit.last, true)))
  AND none(home IN homes WHERE home.in_force AND any(kin IN evidence
    WHERE (kin.type = 'SUPPORTS'
        OR kin.type = 'RELATED_TO' AND coalesce(kin.detail, '') <> 'partner')
      AND (kin.from = doer AND kin.to = home.from OR kin.to = doer AND kin.from = home.from)))
RETURN collect(DISTINCT act_id) AS explained
}}"""


def _history() -> str:
    return f"""
// What these visitors are recorded for: supplying drugs, or using others for it.
CALL (*) {{
UNWIND visits AS visit
WITH DISTINCT visit.person AS visitor
UNWIND [act IN evidence WHERE act.recent AND NOT act.id IN explained AND (
  act.from = visitor AND act.type IN {cypher_list(*_DOES)}
  OR act.to = visitor AND act.type IN {cypher_list(*_IS_DONE)}
  OR act.from = visitor AND act.type = 'CONTROLS' AND {has_flag("act.to", "deal_line")}
  OR act.from = visitor AND act.type IN {cypher_list(*ROLES.split("|"))} AND any(deed IN happened
    WHERE deed.event = act.to AND deed.recent AND deed.type IN {EXPLOITATION}))] AS act
WITH visitor, act, [deed IN happened WHERE deed.event = act.to][0] AS deed
RETURN collect({{person: visitor, id: visitor.id, link: act.id, event: deed.id,
  report: act.report, origin: act.origin, day: coalesce(deed.day, act.last)}}) AS history
}}"""


def _given() -> str:
    return f"""
// Who gave it as their own without living there or being expected.
WITH *, [each IN evidence WHERE each.type = 'GAVE_ADDRESS' AND each.to = address AND each.recent
  AND NOT each.from IN expected AND NOT {was_resident("each.from", "each.last")}
  AND NOT {has_flag("each.from", "professional")} | {{id: each.from.id, link: each.id,
  report: each.report, origin: each.origin, day: each.last}}] AS given"""


def _children() -> str:
    age = age_on("child.date_of_birth", "missing.day")
    return f"""
// Missing children who were found there, and neither live nor have family there.
CALL (*) {{
UNWIND [each IN evidence WHERE each.type = 'FOUND_AT' AND each.to = address] AS trace
UNWIND [each IN happened WHERE each.event = trace.from AND each.type = 'missing' AND each.recent]
  AS missing
UNWIND [each IN evidence WHERE each.type = 'PRESENT_AT' AND each.to = missing.event] AS presence
WITH trace, missing, presence, presence.from AS child
WITH *, {age} AS age
WHERE ({YOUNGEST_USED} <= age < {ADULT_AGE}
    OR child.date_of_birth IS NULL AND {latest_value("child", "at_risk")} = 'child')
  AND NOT {was_resident("child", "missing.day")}
  AND none(kin IN families WHERE kin.person = child)
RETURN collect({{event: missing.id, day: missing.day, id: child.id, age: age,
  links: [trace.id, presence.id], reports: [trace.report, presence.report, missing.report],
  origin: trace.origin}}) AS found_children
}}"""

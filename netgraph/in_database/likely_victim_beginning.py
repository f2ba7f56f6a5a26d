"""Where the question for likely victims begins: what happened to each person, and who is around them.

``beginning`` binds, beside what people.py says, over the whole case ``recorded`` (people recorded
for exploiting others: ``acts`` in findings/exploiters_acts.py) and ``supplied`` (addresses where
drugs were supplied, or which somebody controls who does not live there), and for each ``person``:

- ``episodes``: event, id, type, kind (of link), day, link, report, origin, usable (false for a role of
  which the person was cleared), young (this person then), far (from their home; null if unknown).
- ``held``: fellow (who controls this person's home without living there), home, link, report,
  origin, day.
- ``lived``: the address where they live; null if unknown.
- ``recorded_as_victim``: whether they are the victim in an event of exploitation or slavery.
"""

from netgraph.findings.victims import LIVED_IN
from netgraph.in_database.evidence import EXPLOITATION
from netgraph.in_database.people import (
    ROLES,
    case_wide,
    controlled_home,
    deeds,
    far_from_home,
    home,
    lives_there,
    origin,
    place,
    timed,
    under_18,
)

__all__ = ["beginning"]


def beginning() -> str:
    """Clauses that bind the lists above."""
    return f"""{case_wide()}
{_recorded()}
{_supplied()}
UNWIND looked_for AS person
{deeds()}
{_held()}
// Whom nothing is told of that a lead could rest on cannot be in the answer.
WITH * WHERE size(held) > 0 OR person IN referred OR any(each IN deeds WHERE NOT each.did)
  OR EXISTS {{ (person)-[:PRESENT_AT|VICTIM_IN|{ROLES}]->() }}
{_victim()}
// Professionals, unless recorded or referred as victims of exploitation.
WITH * WHERE NOT person IN professionals OR person IN referred OR recorded_as_victim
{home("person", "lived")}
{_events()}"""


def _recorded() -> str:
    counts = timed("last >= conduct_from")
    return f"""
// People recorded for exploiting others.
CALL (today, conduct_from, set_aside, lines, professionals) {{
CALL (*) {{
MATCH (doer:Person)-[link:DIRECTS|RECRUITED|SUPPLIES|THREATENS]->(other:Person)
WHERE doer <> other AND NOT link IN set_aside
{counts}
RETURN doer
UNION
MATCH (doer:Person)<-[link:IN_DEBT_TO]-(other:Person)
WHERE doer <> other AND NOT link IN set_aside
{counts}
RETURN doer
UNION
MATCH (doer:Person)-[link:CONTROLS]->(thing)
WHERE NOT link IN set_aside
  AND (thing IN lines OR thing:Address AND NOT {lives_there("doer", "thing")})
{counts}
RETURN doer
UNION
MATCH (doer:Person)-[link:{ROLES}]->(event:Event)
WHERE event.type IN {EXPLOITATION} AND conduct_from <= event.start_day <= today
  AND NOT link IN set_aside AND NOT event IN set_aside
{counts}
RETURN doer
}}
WITH doer WHERE NOT doer IN professionals
RETURN collect(doer) AS recorded
}}"""


def _supplied() -> str:
    return f"""
// Where drugs were supplied, and homes that somebody else controls.
CALL (today, conduct_from, set_aside) {{
CALL (*) {{
MATCH (event:Event)
WHERE event.type = 'drug_supply' AND conduct_from <= event.start_day <= today
  AND NOT event IN set_aside
{place("event", "scene")}
RETURN scene
UNION
MATCH (doer:Person)-[link:CONTROLS]->(scene:Address)
WHERE NOT link IN set_aside AND NOT {lives_there("doer", "scene")}
{timed("last >= conduct_from")}
RETURN scene
}}
RETURN collect(scene) AS supplied
}}"""


def _held() -> str:
    lived_in = LIVED_IN.replace("(", "[").replace(")", "]")
    return f"""
// Who controls their home without living there, and is neither family nor a carer.
CALL (*) {{
MATCH (person)-[living:LIVES_AT]->(thing:Address)<-[link:CONTROLS]-(doer:Person)
WHERE NOT living IN set_aside AND coalesce(living.end_day >= today, true)
  AND NOT link IN set_aside AND NOT doer IN professionals
  AND coalesce(thing.use, 'home') IN {lived_in}
  AND {controlled_home()}
{timed("last >= conduct_from")}
RETURN collect({{fellow: doer.id, home: thing.id, link: link.id, report: report.id,
  origin: {origin("report")}, day: last}}) AS held
}}"""


def _victim() -> str:
    return """
WITH *, EXISTS {
  MATCH (person)-[link:VICTIM_IN]->(event:Event)
  WHERE event.type IN ['exploitation', 'modern_slavery'] AND event.start_day <= today
    AND NOT link IN set_aside
    AND NOT EXISTS { MATCH (later:Report {id: event.report}) WHERE later.date > today }
} AS recorded_as_victim"""


def _events() -> str:
    return f"""
// What happened to them or around them.
CALL (*) {{
MATCH (person)-[link:PRESENT_AT|VICTIM_IN|{ROLES}]->(event:Event)
WHERE conduct_from <= event.start_day <= today AND NOT event IN set_aside
  AND NOT link IN doubtful
MATCH (report:Report {{id: link.report}})
WITH *, NOT link IN set_aside AS usable
WHERE usable OR report.information IN ['A', 'B', 'C']
{place("event", "scene")}
RETURN collect({{event: event, id: event.id, type: event.type, kind: type(link),
  day: event.start_day, link: link.id, report: report.id, origin: {origin("report")},
  usable: usable, detail: coalesce(event.detail, '') + ' ' + coalesce(link.detail, ''),
  young: {under_18("person.date_of_birth", "event.start_day")},
  far: {far_from_home("lived", "scene")}}}) AS episodes
}}"""

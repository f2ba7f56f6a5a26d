"""What events and contacts say of a likely victim, in the database."""

from netgraph.findings import victims, victims_events, victims_missing
from netgraph.in_database.evidence import age_on, cypher_list, fewer
from netgraph.in_database.fragments import Found, fragment
from netgraph.in_database.people import (
    DEALT,
    NOT_PARTNER,
    ROLES,
    SOURCES,
    TALLIED,
    far_from_home,
    kin,
    lives_there,
    meetings,
    origin,
    supports,
    timed,
    under_18,
)

__all__ = [
    "arrested_holding_little",
    "found_far_or_with_suspects",
    "found_with_family",
    "harmed_by_recorded_people",
    "many_handsets",
    "missing_episodes",
    "older_contacts_with_conduct",
    "recorded_victim_of_exploitation",
    "robbed_near_supply_contact",
    "runs_for_line",
    "travelled_far_from_home",
]

CLAIM = "likely_victim"
FAR_JOURNEYS = (
    "each.kind = 'PRESENT_AT' AND each.usable AND each.far "
    "AND each.type IN ['stop_search', 'custody', 'travel'] AND (each.young OR person IN at_risk)"
)
_FEW = fewer("happened", "sources")
_ROLES = cypher_list(*ROLES.split("|"))


def _happened(
    which: str, points: str = "null", words: dict[str, str] | None = None, **sums: str
) -> Found:
    """Events around this person for which a condition holds."""
    return Found(
        rows=f"UNWIND episodes AS each\nWITH * WHERE {which}",
        sums=TALLIED | sums,
        amount=_FEW,
        points=points,
        words=SOURCES | (words or {}),
    )


@fragment(CLAIM)
def travelled_far_from_home() -> Found:
    return _happened(FAR_JOURNEYS)


@fragment(CLAIM)
def arrested_holding_little() -> Found:
    return _happened(
        f"each.kind IN {_ROLES} AND each.young AND (each.type = 'drug_supply'\n"
        "OR each.type = 'drug_possession' AND coalesce(each.far, false))",
        "CASE WHEN any_far THEN 3 ELSE 2 END "
        f"+ CASE WHEN {_FEW} < {victims_events.REPEATED_ARRESTS} THEN 0 "
        "WHEN any_far THEN 2 ELSE 1 END + CASE WHEN any_little THEN 1 ELSE 0 END",
        {
            "far_words": "CASE WHEN any_far THEN ', far from home,' ELSE '' END",
            "little_words": "CASE WHEN any_little THEN ', holding little' ELSE '' END",
        },
        any_far="max(coalesce(each.far, false))",
        any_little=f"max(toLower(each.detail) =~ '(?s).*({victims_events.LITTLE}).*')",
    )


@fragment(CLAIM)
def many_handsets() -> Found:
    return Found(
        rows=f"""
MATCH (person)-[link:USES]->(phone:Phone)
WHERE NOT link IN set_aside
{timed(f"last >= today - duration({{days: {victims_events.HANDSET_DAYS}}})")}
WITH * WHERE {under_18("person.date_of_birth", "day")}
WITH {{fellow: phone.id, link: link.id, report: report.id, origin: {origin("report")},
  day: last}} AS each""",
        sums=DEALT,
        where=f"people >= {victims_events.HANDSETS}",
        amount="people",
        words=SOURCES,
    )


@fragment(CLAIM)
def runs_for_line() -> Found:
    return Found(
        rows=f"""
UNWIND episodes AS move
WITH * WHERE move.usable AND move.far AND move.kind <> 'VICTIM_IN'
  AND move.type IN ['stop_search', 'custody', 'travel', 'drug_supply', 'drug_possession']
MATCH (person)-[own:USES|CONTROLS]->(phone:Phone)-[link:CONTACTED]-(line:Phone)
WHERE line IN lines AND NOT own IN set_aside AND NOT link IN set_aside
  AND NOT EXISTS {{
    MATCH (person)-[holding:USES|CONTROLS]->(line) WHERE NOT holding IN set_aside }}
MATCH (report:Report {{id: link.report}})
WITH *, coalesce(link.start_day, report.date) AS day
WHERE day <= move.day <= day + duration({{days: {victims_events.RUN_DAYS}}})
UNWIND [{{link: link.id, report: report.id, origin: {origin("report")}}}, move] AS part
WITH part {{.link, .report, .origin, id: move.id, day: move.day, line: line.id}} AS each""",
        sums=TALLIED | {"others": "collect(DISTINCT each.line)"},
        amount=_FEW,
        words=SOURCES,
    )


@fragment(CLAIM)
def robbed_near_supply_contact() -> Found:
    days = f"duration({{days: {victims_events.ROBBERY_DAYS}}})"
    return Found(
        rows=f"""
UNWIND episodes AS harm
WITH * WHERE harm.kind = 'VICTIM_IN' AND harm.usable AND harm.type IN ['robbery', 'violence']
{meetings()}
  AND fellow IN recorded
  AND NOT {kin("person", "fellow")} AND NOT {supports("person", "fellow")}
{timed(f"harm.day - {days} <= last <= harm.day + {days}")}
UNWIND [{{link: link.id, report: report.id, origin: {origin("report")}}}, harm] AS part
WITH part {{.link, .report, .origin, id: harm.id, day: harm.day, other: fellow.id}} AS each""",
        sums=TALLIED | {"others": "collect(DISTINCT each.other)"},
        amount=_FEW,
        words=SOURCES,
    )


@fragment(CLAIM)
def recorded_victim_of_exploitation() -> Found:
    return _happened(
        "each.kind = 'VICTIM_IN' AND each.usable "
        "AND each.type IN ['exploitation', 'modern_slavery']"
    )


@fragment(CLAIM)
def harmed_by_recorded_people() -> Found:
    return Found(
        rows=f"""
UNWIND episodes AS harm
WITH *, harm.event AS event
WHERE harm.kind = 'VICTIM_IN' AND harm.usable AND harm.type IN ['violence', 'robbery', 'threat']
MATCH (event)<-[link:{ROLES}]-(fellow:Person)
WHERE fellow <> person AND fellow IN recorded AND NOT link IN set_aside
  AND NOT {kin("person", "fellow")}
MATCH (report:Report {{id: link.report}})
UNWIND [{{link: link.id, report: report.id, origin: {origin("report")}}}, harm] AS part
WITH part {{.link, .report, .origin, id: harm.id, day: harm.day, other: fellow.id}} AS each""",
        sums=TALLIED | {"others": "collect(DISTINCT each.other)"},
        amount=_FEW,
        words=SOURCES,
    )


@fragment(CLAIM)
def missing_episodes() -> Found:
    return _happened(
        "each.kind = 'PRESENT_AT' AND each.usable AND each.type = 'missing'\n"
        f"AND each.day >= today - duration({{days: {victims_missing.MISSING_DAYS}}})",
        f"CASE WHEN NOT any_young OR {_FEW} < {victims_missing.REPEATED_EPISODES} THEN 1 "
        f"WHEN {_FEW} < {victims_missing.MANY_EPISODES} THEN 2 ELSE 3 END",
        any_young="max(each.young)",
    )


def _found(which: str) -> str:
    """Rows of places and people with whom this person was found, for which a condition holds."""
    return f"""
UNWIND episodes AS episode
WITH *, episode.event AS event
WHERE episode.kind = 'PRESENT_AT' AND episode.usable AND episode.type = 'missing'
MATCH (event)-[link:FOUND_AT]->(found)
WHERE NOT link IN set_aside
WITH *, {kin("person", "found")}
  OR EXISTS {{ (person)-[tie:RELATED_TO]-(:Person)-[stay:LIVES_AT]->(found)
    WHERE NOT tie IN set_aside AND NOT stay IN set_aside
      AND coalesce(stay.end_day >= today, true) }}
  OR {lives_there("person", "found")} AS with_family
WHERE {which}
WITH *, CASE WHEN found IN recorded THEN 'with somebody recorded for exploiting others'
  WHEN found IN supplied THEN 'where drugs were supplied or a home is controlled'
  ELSE 'far from home' END AS how
MATCH (report:Report {{id: link.report}})
UNWIND [{{link: link.id, report: report.id, origin: {origin("report")}}}, episode] AS part
WITH part {{.link, .report, .origin, id: episode.id, day: episode.day, place: found.id,
  how: how}} AS each"""


@fragment(CLAIM)
def found_far_or_with_suspects() -> Found:
    return Found(
        rows=_found(
            "NOT with_family AND (found IN recorded OR found IN supplied\n"
            f"OR found:Address AND {far_from_home('lived', 'found')})"
        ),
        sums=TALLIED
        | {"others": "collect(DISTINCT each.place)", "ways": "collect(DISTINCT each.how)"},
        amount=_FEW,
        words=SOURCES | {"how": "ways"},
    )


@fragment(CLAIM)
def found_with_family() -> Found:
    return Found(
        rows=_found("with_family"),
        sums=TALLIED | {"others": "collect(DISTINCT each.place)"},
        amount=_FEW,
        words=SOURCES,
    )


@fragment(CLAIM)
def older_contacts_with_conduct() -> Found:
    born, theirs = "person.date_of_birth", "fellow.date_of_birth"
    return Found(
        rows=f"""
WITH * WHERE {under_18(born, "(today - duration({days: 180}))")}
{meetings()}
  AND fellow IN recorded AND {age_on(theirs, born)} >= {victims.YEARS_OLDER}
  AND NOT {kin("person", "fellow", NOT_PARTNER)} AND NOT {supports("person", "fellow")}
{timed("last >= seen_from")}
WITH * WHERE {under_18(born, "last")} AND NOT {under_18(theirs, "last")}
WITH {{fellow: fellow.id, link: link.id, report: report.id, origin: {origin("report")},
  day: last}} AS each""",
        sums=DEALT,
        amount=fewer("people", "sources"),
        words=SOURCES,
    )

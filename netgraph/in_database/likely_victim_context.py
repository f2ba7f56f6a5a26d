"""Dated facts about a likely victim, and other explanations, in the database."""

from netgraph.findings.victims_context import GROUP_SIZE
from netgraph.in_database.evidence import fewer, flat
from netgraph.in_database.fragments import Found, fragment
from netgraph.in_database.likely_victim_events import FAR_JOURNEYS
from netgraph.in_database.people import DEALT, NOT_PARTNER, SOURCES, TALLIED, kin, marked

__all__ = [
    "arranged_by_a_firm_or_school",
    "at_risk",
    "in_care",
    "referral_decided_negatively",
    "referred_to_nrm",
    "threats_were_answered",
    "travelled_with_a_group",
]

CLAIM = "likely_victim"


@fragment(CLAIM)
def referred_to_nrm() -> Found:
    return marked("nrm", "pending", "positive")


@fragment(CLAIM)
def referral_decided_negatively() -> Found:
    return marked("nrm", "negative")


@fragment(CLAIM)
def at_risk() -> Found:
    return marked("at_risk")


@fragment(CLAIM)
def in_care() -> Found:
    return marked("in_care")


@fragment(CLAIM)
def travelled_with_a_group() -> Found:
    return Found(
        rows=f"""
UNWIND episodes AS each
WITH *, each.event AS event
WHERE {FAR_JOURNEYS}
WITH *, COLLECT {{
  MATCH (event)<-[beside:PRESENT_AT]-(there:Person)
  WHERE NOT beside IN set_aside
  RETURN DISTINCT there }} AS company
WITH *, size(company) >= {GROUP_SIZE} OR any(there IN company WHERE there <> person AND
  (there IN professionals OR {kin("person", "there", NOT_PARTNER)} OR EXISTS {{
    (person)-[own:MEMBER_OF]->(team:Organisation)<-[theirs:MEMBER_OF]-(there)
    WHERE team.type IN ['school', 'other'] AND NOT own IN set_aside AND NOT theirs IN set_aside
  }})) AS explained""",
        sums={key: value for key, value in TALLIED.items() if key != "sources"}
        | {"all_explained": "min(explained)"},
        where="all_explained",
        amount="happened",
    )


@fragment(CLAIM)
def arranged_by_a_firm_or_school() -> Found:
    return Found(
        rows="""
UNWIND deeds AS each
WITH * WHERE NOT each.did AND each.kind = 'ARRANGES_TRAVEL_FOR' AND NOT each.family
  AND NOT each.helper AND NOT each.by_professional AND (each.young OR each.at_risk)
WITH DISTINCT person, each.fellow AS fellow
WITH fellow, COLLECT {
  MATCH (:Person {id: fellow})-[link:MEMBER_OF]->(firm:Organisation)
  WHERE firm.type IN ['business', 'agency', 'school', 'other'] AND NOT link IN set_aside
    AND coalesce(link.end_day >= today, true)
  RETURN link } AS memberships""",
        sums={
            "people": "count(DISTINCT fellow)",
            "explained": "min(size(memberships) > 0)",
            "links": flat("collect([each IN memberships | each.id])"),
            "reports": flat("collect([each IN memberships | each.report])"),
            "others": "collect(DISTINCT fellow)",
        },
        where="explained",
        amount="people",
    )


@fragment(CLAIM)
def threats_were_answered() -> Found:
    return Found(
        rows="""
UNWIND deeds AS each
WITH each WHERE NOT each.did AND each.kind = 'THREATENS' AND each.both_ways""",
        sums=DEALT,
        amount=fewer("people", "sources"),
        words=SOURCES,
    )

"""In the database: who was seen at a home, and weak signs; as findings/cuckooing_signs.py."""

from netgraph.findings.cuckooing_signs import (
    BUSY_DAYS,
    FEWEST_COMPLAINTS,
    FEWEST_VISITORS,
    GROUP_DAYS,
    GROUP_SIZE,
    NUISANCE_DAYS,
    SPREADS_ABOVE,
)
from netgraph.findings.evidence import SEEN_DAYS
from netgraph.in_database.evidence import fewer
from netgraph.in_database.fragments import Found, fragment

__all__ = [
    "given_as_own_by_non_residents",
    "lone_occupant_now_group",
    "nuisance",
    "occupant_at_risk",
    "occupant_not_seen",
    "unusual_visitors",
]

CLAIM = "cuckooed_address"

# Sums over rows that are maps with the same names.
_PEOPLE = {
    "people": "count(DISTINCT each.id)",
    "origins": "count(DISTINCT each.origin)",
    "others": "collect(each.id)",
    "links": "collect(each.link)",
    "reports": "collect(each.report)",
    "day": "max(each.day)",
}
_EVENTS = {
    "origins": "count(DISTINCT each.origin)",
    "events": "collect(each.id)",
    "reports": "collect(each.report)",
    "day": "max(each.day)",
}


@fragment(CLAIM)
def unusual_visitors() -> Found:
    block = f"duration.inDays(each.day, today).days / {BUSY_DAYS}"
    return Found(
        rows=f"""
CALL (*) {{
UNWIND [each IN visits WHERE NOT each.partner] AS each
WITH {block} AS block, count(DISTINCT each.id) AS people, count(DISTINCT each.origin) AS origins
WITH block, {fewer("people", "origins")} AS seen
ORDER BY seen DESC, block
WITH collect({{block: block, seen: seen}}) AS weeks
WITH weeks[0].block AS busiest, weeks[0].seen AS most,
  (reduce(total = 0, each IN weeks | total + each.seen) - weeks[0].seen)
    / ({SEEN_DAYS}.0 / {BUSY_DAYS} - 1) AS usual
WHERE most >= {FEWEST_VISITORS} AND most > usual + {SPREADS_ABOVE} * sqrt(usual)
RETURN busiest, most, usual
}}
UNWIND visits AS each
WITH * WHERE NOT each.partner AND {block} = busiest""",
        sums=_PEOPLE | {"most_seen": "max(most)", "usually": "toInteger(round(max(usual)))"},
        amount="most_seen",
        words={"people": "people", "origins": "origins", "usual": "usually"},
    )


@fragment(CLAIM)
def given_as_own_by_non_residents() -> Found:
    amount = fewer("people", "origins")
    return Found(
        rows="UNWIND given AS each",
        sums=_PEOPLE,
        amount=amount,
        points="CASE WHEN people > 1 AND origins > 1 THEN 2 ELSE 1 END",
        words={"people": "people"},
    )


@fragment(CLAIM)
def lone_occupant_now_group() -> Found:
    return Found(
        rows=f"""
UNWIND CASE WHEN size(occupants) = 1
  THEN given + [each IN visits WHERE NOT each.partner] ELSE [] END AS each
WITH * WHERE each.day >= today - duration({{days: {GROUP_DAYS}}})""",
        sums=_PEOPLE | {"alone": "collect(occupants[0].id)[0]"},
        amount=fewer("people", "origins"),
        where=f"people >= {GROUP_SIZE} AND origins >= {GROUP_SIZE}",
        words={"people": "people", "occupant": "alone"},
    )


@fragment(CLAIM)
def occupant_not_seen() -> Found:
    return Found(
        rows="""
UNWIND here AS each
WITH each WHERE each.type = 'welfare_check' AND each.day >= seen_from AND size(occupants) > 0
WITH each, any(presence IN evidence WHERE presence.type = 'PRESENT_AT' AND presence.to = each.event
  AND any(living IN occupants WHERE living.person = presence.from)) AS seen
WITH collect({check: each, seen: seen}) AS checks
UNWIND checks AS checked
WITH checked.check AS each, checked.seen AS seen, checks
WHERE NOT seen AND none(other IN checks WHERE other.seen AND other.check.day >= each.day)""",
        sums=_EVENTS,
        amount="origins",
    )


@fragment(CLAIM)
def nuisance() -> Found:
    return Found(
        rows=f"""
UNWIND here AS each
WITH * WHERE each.type IN ['antisocial', 'repair']
  AND each.day >= today - duration({{days: {NUISANCE_DAYS}}})""",
        sums=_EVENTS,
        amount="origins",
        where=f"origins >= {FEWEST_COMPLAINTS}",
    )


@fragment(CLAIM)
def occupant_at_risk() -> Found:
    return Found(
        rows="""
UNWIND occupants AS living
UNWIND [mark IN marks WHERE mark.subject = living.person AND mark.flag = 'at_risk'
  AND mark.value = 'adult'] AS mark""",
        sums={
            "people": "count(DISTINCT living.id)",
            "others": "collect(living.id)",
            "flags": "collect(mark.id)",
            "reports": "collect(mark.report)",
        },
        amount="people",
    )

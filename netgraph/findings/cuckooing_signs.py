"""Indicators of a home that others may have taken over: who was seen there, and weak signs.

None of these can carry a finding by itself.
"""

from netgraph.findings.evidence import SEEN_DAYS
from netgraph.findings.registry import indicator

__all__ = [
    "given_as_own_by_non_residents",
    "lone_occupant_now_group",
    "nuisance",
    "occupant_at_risk",
    "occupant_not_seen",
    "unusual_visitors",
]

CLAIM = "cuckooed_address"

# Length in days of the busiest time that is compared with the rest. SOURCE: [domain-c1].
BUSY_DAYS = 28
# Fewest visitors in that time, and how far above the usual number they must be, in square roots
# of it (the spread of a Poisson count). SOURCE: [domain-c1].
FEWEST_VISITORS = 3
SPREADS_ABOVE = 2
# A group: this many others within this many days. SOURCE: [domain-c3].
GROUP_SIZE = 3
GROUP_DAYS = 30
# Nuisance counts for a year, from this many independent origins on. SOURCE: [domain-c5].
NUISANCE_DAYS = 365
FEWEST_COMPLAINTS = 2


@indicator(
    claim=CLAIM,
    points=2,
    evidence_class="association",
    source="domain-c1",
    text="{people:person who does|people who do} not live there {people:=was|were} seen there "
    "within four weeks, up to {day}, by {origins:independent source|independent sources}; in its "
    "other weeks about {usual} in four.",
    benign=(
        "care_round",
        "licensed_hmo",
        "treatment_group",
        "shared_accommodation",
        "visitors_are_family",
        "visitors_are_professionals",
        "a party, a bereavement, trades or parcels",
    ),
)
def unusual_visitors() -> str:
    """More people who do not live there within four weeks than is usual for that address."""
    others = SEEN_DAYS / BUSY_DAYS - 1
    return f"""
    WITH weeks AS (
        SELECT address, age_days // {BUSY_DAYS} AS block,
               least(count(DISTINCT person), count(DISTINCT origin)) AS amount
        FROM visitors WHERE NOT partner GROUP BY address, block),
    compared AS (
        SELECT address, max(amount) AS amount, arg_max(block, amount * 100 - block) AS block,
               (sum(amount) - max(amount)) / {others} AS usual
        FROM weeks GROUP BY address
        HAVING max(amount) >= {FEWEST_VISITORS}),
    busy AS (FROM compared WHERE amount > usual + {SPREADS_ABOVE} * sqrt(usual))
    SELECT b.address AS subject, any_value(b.amount) AS amount,
           count(DISTINCT v.person) AS people, count(DISTINCT v.origin) AS origins,
           round(any_value(b.usual))::INTEGER AS usual, list(v.person) AS others,
           list(v.link) AS links, list(v.report) AS reports, max(v.day) AS day
    FROM busy b JOIN visitors v
      ON v.address = b.address AND v.age_days // {BUSY_DAYS} = b.block AND NOT v.partner
    GROUP BY b.address"""


@indicator(
    claim=CLAIM,
    points=2,
    evidence_class="association",
    source="domain-c9",
    text="{people:person|people} not recorded as living there gave it as their own address "
    "({others}), last on {day}.",
    benign=("staying with friends", "a care-of address", "a probation approved address"),
)
def given_as_own_by_non_residents() -> str:
    """People who are not recorded as living there gave it as their own, in custody or for a parcel."""
    return """
    SELECT address AS subject, least(count(DISTINCT person), count(DISTINCT origin)) AS amount,
           count(DISTINCT person) AS people, list(person) AS others, list(link) AS links,
           list(report) AS reports, max(day) AS day,
           CASE WHEN least(count(DISTINCT person), count(DISTINCT origin)) > 1
                THEN 2 ELSE 1 END AS points
    FROM outsiders WHERE kind = 'gave_address' GROUP BY address"""


@indicator(
    claim=CLAIM,
    points=1,
    evidence_class="association",
    source="domain-c3",
    text="One person ({occupant}) is recorded as living there; {people} others were there or gave "
    "it as their own within the last 30 days.",
    benign=("family who visit", "a partner who moved in", "people who were rehoused"),
)
def lone_occupant_now_group() -> str:
    """One person lives there, and a group used the home within a month."""
    return f"""
    WITH alone AS (SELECT address, any_value(person) AS occupant FROM occupants
              GROUP BY address HAVING count(*) = 1),
    used AS (
        SELECT address, person, link, report, origin, day FROM visitors
        WHERE age_days <= {GROUP_DAYS} AND NOT partner
        UNION ALL
        SELECT address, person, link, report, origin, day FROM outsiders
        WHERE kind = 'gave_address' AND age_days <= {GROUP_DAYS})
    SELECT u.address AS subject, any_value(a.occupant) AS occupant,
           least(count(DISTINCT u.person), count(DISTINCT u.origin)) AS amount,
           count(DISTINCT u.person) AS people, list(u.person) AS others, list(u.link) AS links,
           list(u.report) AS reports, max(u.day) AS day
    FROM used u JOIN alone a ON a.address = u.address GROUP BY u.address
    HAVING least(count(DISTINCT u.person), count(DISTINCT u.origin)) >= {GROUP_SIZE}"""


@indicator(
    claim=CLAIM,
    points=1,
    evidence_class="event",
    source="domain-c4",
    text="{amount:check|checks} on the occupant found nobody or somebody else, last on {day}, "
    "and nobody has seen the occupant there since.",
    benign=("a stay in hospital", "a holiday", "shift work"),
    carries=False,
)
def occupant_not_seen() -> str:
    """Welfare checks at the home at which the occupant was not present, with no sight since."""
    return f"""
    WITH checks AS (
        SELECT v.address, v.event, v.day, v.report, v.origin,
               EXISTS (SELECT 1 FROM evidence p JOIN occupants l ON l.person = p.from_id
                       WHERE p.kind = 'present_at' AND p.usable AND p.to_id = v.event
                         AND l.address = v.address) AS seen
        FROM events_used v
        WHERE v.type = 'welfare_check' AND v.usable AND v.age_days <= {SEEN_DAYS}
          AND v.address IN (SELECT address FROM occupants)),
    sights AS (SELECT address, max(day) AS day FROM checks WHERE seen GROUP BY address)
    SELECT c.address AS subject, count(DISTINCT c.origin) AS amount, list(c.event) AS events,
           list(c.report) AS reports, max(c.day) AS day
    FROM checks c LEFT JOIN sights s ON s.address = c.address
    WHERE NOT c.seen AND coalesce(c.day > s.day, true) GROUP BY c.address"""


@indicator(
    claim=CLAIM,
    points=1,
    evidence_class="event",
    source="domain-c5",
    text="{amount:independent source tells|independent sources tell} of nuisance or damage there "
    "in the last year, last on {day}.",
    benign=("single_complainant", "a block of students"),
    carries=False,
)
def nuisance() -> str:
    """Nuisance and repairs there, counted by who reported them and not by how often."""
    return f"""
    SELECT address AS subject, count(DISTINCT origin) AS amount, list(event) AS events,
           list(report) AS reports, max(day) AS day
    FROM events_used
    WHERE type IN ('antisocial', 'repair') AND usable AND age_days <= {NUISANCE_DAYS}
      AND address IS NOT NULL
    GROUP BY address HAVING count(DISTINCT origin) >= {FEWEST_COMPLAINTS}"""


@indicator(
    claim=CLAIM,
    points=0,
    evidence_class="context",
    source="domain-c6",
    text="The occupant ({others}) is recorded as an adult at risk.",
    benign=("most people at risk are not exploited: never enough by itself",),
    carries=False,
)
def occupant_at_risk() -> str:
    """An adult at risk lives there: context, worth no points."""
    return """
    SELECT l.address AS subject, count(DISTINCT l.person) AS amount, list(l.person) AS others,
           list(f.flag_id) AS flags, list(f.report) AS reports
    FROM occupants l JOIN flags_used f
      ON f.subject = l.person AND f.flag = 'at_risk' AND f.value = 'adult' AND f.usable
    GROUP BY l.address"""

"""What going missing, and where a missing person was found, say of a likely victim."""

from netgraph.findings.exploiters_acts import far_from_home, under_18
from netgraph.findings.registry import indicator
from netgraph.findings.victims_events import tallied

__all__ = ["found_far_or_with_suspects", "found_with_family", "missing_episodes"]

# Missing episodes within this many days are counted together. SOURCE: [domain-v1].
MISSING_DAYS = 365
# Episodes from which going missing weighs 2 and 3 points. SOURCE: [domain-v1].
REPEATED_EPISODES, MANY_EPISODES = 2, 4

_PATTERN = "{sources:independent source|independent sources}"


@indicator(
    claim="likely_victim",
    points=1,
    evidence_class="event",
    source="domain-v1",
    text=f"{{events:missing episode|missing episodes}} in a year, from {_PATTERN}.",
    benign=("staying with family", "an unsafe home or placement", "a home that reports often"),
)
def missing_episodes() -> str:
    """Went missing within a year: 1 point; for a child 2 for two episodes and 3 for four."""
    rows = f"""
    SELECT e.from_id AS person, v.event, e.link, e.report, e.origin, v.day,
           {under_18("f.date_of_birth", "v.day")} AS young
    FROM evidence e JOIN events_used v ON v.event = e.to_id
    JOIN person_facts f ON f.person = e.from_id
    WHERE e.kind = 'present_at' AND e.usable AND v.usable AND v.type = 'missing'
      AND v.age_days <= {MISSING_DAYS}"""
    return f"""
    SELECT *, CASE WHEN NOT any_young OR amount < {REPEATED_EPISODES} THEN 1
                   WHEN amount < {MANY_EPISODES} THEN 2 ELSE 3 END AS points
    FROM ({tallied(rows, ", bool_or(young) AS any_young")})"""


@indicator(
    claim="likely_victim",
    points=3,
    evidence_class="event",
    source="domain-v1",
    text=f"Went missing and was found {{how}} ({{others}}), from {_PATTERN}.",
    benign=("found_with_family", "a friend who lives far away"),
)
def found_far_or_with_suspects() -> str:
    """Missing, then found far from home, with somebody recorded for exploitation, or where drugs are supplied."""
    return tallied(
        _found_places(),
        ", list(place) AS others, list(how) AS how",
    )


def _found_places() -> str:
    """Where and with whom missing people were found, if it says something; family left out."""
    return f"""
    WITH recorded AS (SELECT DISTINCT person FROM acts),
    supplied AS (
        SELECT address AS place FROM events_used
        WHERE counts AND type = 'drug_supply' AND address IS NOT NULL
        UNION SELECT to_id FROM evidence e WHERE kind = 'controls' AND counts
          AND NOT EXISTS (SELECT 1 FROM residents r
                          WHERE r.address = e.to_id AND r.person = e.from_id))
    SELECT f.person, f.event, f.link, f.report, f.origin, f.day, f.place, f.how FROM (
        SELECT f.*, CASE
            WHEN f.place IN (FROM recorded) THEN 'with somebody recorded for exploiting others'
            WHEN f.place IN (FROM supplied) THEN 'where drugs were supplied or a home is controlled'
            WHEN {far_from_home("h", "a")} THEN 'far from home' END AS how
        FROM missing_found f JOIN person_facts h ON h.person = f.person
        LEFT JOIN addresses a ON a.id = f.place WHERE NOT f.with_family) f
    WHERE f.how IS NOT NULL"""


@indicator(
    claim="likely_victim",
    points=0,
    evidence_class="event",
    source="domain-v1",
    text="Not counted: found with family or at home ({others}) after "
    "{events:missing episode|missing episodes}.",
    against=True,
)
def found_with_family() -> str:
    """Missing, then found with relatives or at home."""
    return tallied("SELECT * FROM missing_found WHERE with_family", ", list(place) AS others")

"""Which forms of cuckooing fit a home, and what is not known about it.

A form is a hypothesis with its own evidence; several may hold, and none says that an occupant
agreed to anything.
"""

from netgraph.findings.exploiters_acts import far_from_home
from netgraph.findings.registry import gap, hypothesis

__all__ = [
    "coupling",
    "line_controlled_let",
    "local",
    "nest_invading",
    "occupant_not_recorded",
    "occupant_not_seen_lately",
    "place_not_recorded",
    "quasi_cuckooing",
]

CLAIM = "cuckooed_address"

# Days after which nobody's last direct sight of an occupant is news. SOURCE: [domain-c4].
SIGHT_DAYS = 90

# Those who use the home, found by the indicators of this claim.
_ACTORS = """
    SELECT DISTINCT subject AS address, unnest(others) AS person FROM found
    WHERE indicator IN ('visitors_with_supply_history', 'others_control_the_home',
                        'given_as_own_by_non_residents')"""
# Those who live in a home that this claim is made about, which is all that a form is asked of.
_LIVING = "FROM occupants SEMI JOIN supported ON claim = 'cuckooed_address' AND subject = address"
_CONTROLLED = "FROM found WHERE indicator = 'others_control_the_home'"


def _threats() -> str:
    """Homes whose occupant was threatened by somebody who is no relative."""
    return f"""
    SELECT l.address AS subject FROM ({_LIVING}) l
    JOIN evidence e ON e.to_id = l.person AND e.kind = 'threatens' AND e.counts
    WHERE NOT EXISTS (SELECT 1 FROM kin k WHERE k.a = e.from_id AND k.b = e.to_id)"""


@hypothesis(claim=CLAIM, source="domain-c14")
def nest_invading() -> str:
    """Taken over by force or pressure: others control the home or threaten its occupant."""
    return f"SELECT subject {_CONTROLLED} UNION {_threats()}"


@hypothesis(claim=CLAIM, source="domain-c16")
def quasi_cuckooing() -> str:
    """The occupant gets drugs or money from visitors and no control is reported; not consent."""
    return f"""
    SELECT l.address AS subject FROM ({_LIVING}) l
    JOIN evidence e ON e.to_id = l.person AND e.kind IN ('supplies', 'pays') AND e.counts
    JOIN visitors v ON v.address = l.address AND v.person = e.from_id
    EXCEPT ({nest_invading()})"""


@hypothesis(claim=CLAIM, source="domain-c14")
def coupling() -> str:
    """Somebody with a record of supply or control is the occupant's partner."""
    return f"""
    SELECT l.address AS subject FROM ({_LIVING}) l
    JOIN kin k ON k.a = l.person AND k.relation = 'partner'
    JOIN (SELECT person FROM supply_history
          UNION SELECT unnest(others) {_CONTROLLED}) h ON h.person = k.b
    WHERE EXISTS (SELECT 1 FROM evidence e WHERE e.from_id = k.b AND e.to_id = l.address
                  AND e.usable AND e.kind IN ('visits', 'controls', 'lives_at', 'gave_address'))"""


@hypothesis(claim=CLAIM, source="domain-local")
def local() -> str:
    """Everybody who uses the home and whose own home is known lives within 30 km."""
    return f"""
    SELECT u.address AS subject FROM ({_ACTORS}) u
    JOIN person_facts f ON f.person = u.person AND f.home <> u.address
    JOIN addresses a ON a.id = u.address
    GROUP BY u.address
    HAVING bool_and(NOT {far_from_home("f", "a")})"""


@hypothesis(claim=CLAIM, source="domain-n1")
def line_controlled_let() -> str:
    """Let to the line itself: nobody lives there but people with a record of supply."""
    return f"""
    SELECT l.address AS subject FROM ({_LIVING}) l
    LEFT JOIN supply_history h ON h.person = l.person
    GROUP BY l.address HAVING bool_and(h.person IS NOT NULL AND NOT l.child AND l.at_risk IS NULL)"""


@gap(
    claim=CLAIM,
    source="domain-c3",
    text="Who lives there is not recorded: the housing or electoral record would tell.",
)
def occupant_not_recorded() -> str:
    """Nobody is recorded as living there."""
    return """
    SELECT subject FROM supported WHERE claim = 'cuckooed_address'
    EXCEPT SELECT address FROM residents WHERE in_force"""


@gap(
    claim=CLAIM,
    source="domain-c4",
    text="No direct sight of the occupant is recorded in the last 90 days: a visit by somebody "
    "whom they trust would tell.",
)
def occupant_not_seen_lately() -> str:
    """Nobody is recorded as having seen the occupant there in the last 90 days."""
    return f"""
    SELECT s.subject FROM supported s WHERE s.claim = 'cuckooed_address'
      AND s.subject IN (SELECT address FROM residents WHERE in_force)
    EXCEPT SELECT subject FROM flags_used
           WHERE flag = 'seen_well' AND usable AND age_days <= {SIGHT_DAYS}
    EXCEPT SELECT v.address FROM events_used v JOIN evidence p ON p.to_id = v.event
           JOIN residents r ON r.person = p.from_id AND r.address = v.address AND r.in_force
           WHERE v.type = 'welfare_check' AND p.kind = 'present_at' AND p.usable
             AND v.age_days <= {SIGHT_DAYS}"""


@gap(
    claim=CLAIM,
    source="domain-local",
    text="Where those who use the home live is not recorded: whether they come from elsewhere "
    "cannot be told.",
)
def place_not_recorded() -> str:
    """No home, or no position, of anybody who uses the address is known."""
    return f"""
    SELECT u.address AS subject FROM ({_ACTORS}) u
    JOIN person_facts f ON f.person = u.person JOIN addresses a ON a.id = u.address
    GROUP BY u.address HAVING count({far_from_home("f", "a")}) = 0"""

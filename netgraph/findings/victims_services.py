"""What pass two adds about people with whom professionals work, children and adults alike.

Several support workers, social workers or teachers beside somebody say that agencies have seen a
need; one report alone may name the wrong person. It is context: it carries nothing, and most people
who are supported are exploited by nobody. But conduct that says little of an independent adult (a
lift, money, drugs handed over) says more when a possible exploiter does it to somebody whom services
already look after. Adults who are made to exploit others are otherwise found last, since nothing
marks them but what they are suspected of.
"""

from netgraph.findings.exploiters_acts import dealings, distinct, summed
from netgraph.findings.registry import indicator, readmission
from netgraph.findings.victims import disclosed_by_themselves

__all__ = [
    "known_to_services",
    "named_a_possible_exploiter",
    "professional_acted_upon",
    "used_while_known_to_services",
]

# Professionals, by as many origins, from which services are known to work with somebody; kinds of
# dealing, or people who deal so, from which that weighs 2 points; origins from which a professional is
# looked at. SOURCE: [domain-v8], [domain-v14], [decision-0025].
SEVERAL = 2

_PATTERN = "{sources:independent source|independent sources}"

# Links that say that a professional supports somebody.
_SUPPORT = """
    SELECT e.to_id AS person, e.from_id AS worker, e.link, e.report, e.origin, e.last_day AS day
    FROM evidence e JOIN person_facts w ON w.person = e.from_id AND w.professional
    JOIN person_facts f ON f.person = e.to_id AND NOT f.professional
    WHERE e.kind = 'supports' AND e.usable AND e.in_force"""
_KNOWN = summed(_SUPPORT, subject="person", person="worker", having=f"amount >= {SEVERAL}")


@indicator(
    claim="likely_victim",
    points=1,
    evidence_class="context",
    source="domain-v8",
    text=f"Professionals work with this person ({{others}}), from {_PATTERN}: agencies have "
    "seen a need.",
    benign=("most people with whom services work are exploited by nobody",),
    carries=False,
    second_pass=True,
)
def known_to_services() -> str:
    """Two or more professionals support this person: context beside other reasons, never alone."""
    return _KNOWN


@indicator(
    claim="likely_victim",
    points=1,
    evidence_class="conduct",
    source="domain-v14",
    text=f"While services work with this person, {{others}}, who may exploit others, "
    f"{{others:=is|are}} recorded as {{how}}, from {_PATTERN}.",
    benign=("a lift, a loan or drugs among friends",),
    second_pass=True,
)
def used_while_known_to_services() -> str:
    """Supported exploiters move, supply or are paid by an adult with whom professionals work."""
    kinds = (
        ("arranges_travel_for", "arranging journeys"),
        ("supplies", "handing over drugs"),
        ("pays", "taking money"),
    )
    parts = " UNION ALL ".join(
        f"SELECT doer, other, link, report, origin, day, family, helper, young, at_risk, "
        f"by_professional, '{words}' AS how FROM ({dealings(kind)})"
        for kind, words in kinds
    )
    rows = f"""
    SELECT d.* FROM ({parts}) d
    JOIN supported s ON s.claim = 'exploiter' AND s.subject = d.doer
    SEMI JOIN ({_KNOWN}) k ON k.subject = d.other
    WHERE NOT d.family AND NOT d.helper AND NOT d.by_professional
      AND (d.how = 'taking money' OR NOT d.young AND NOT d.at_risk)"""
    return f"""
    SELECT f.*, h.how,
           CASE WHEN len(h.how) >= {SEVERAL} OR f.amount >= {SEVERAL}
                  OR list_contains(h.how, 'arranging journeys') THEN 2 ELSE 1 END AS points
    FROM ({summed(rows, subject="other", person="doer")}) f
    JOIN (SELECT other, list(DISTINCT how) AS how FROM ({rows}) GROUP BY other) h
      ON h.other = f.subject"""


@indicator(
    claim="likely_victim",
    points=2,
    evidence_class="disclosure",
    source="domain-v12",
    text=f"Has named {{others}}, who may exploit others, as exploiting somebody, from {_PATTERN}.",
    benign=("a witness, relative or neighbour who is not harmed",),
    second_pass=True,
)
def named_a_possible_exploiter() -> str:
    """Names, in a dependable report, somebody about whom more than that is recorded."""
    rows = f"""
    SELECT a.* FROM ({dealings("accuses")}) a JOIN person_facts o ON o.person = a.other
    JOIN supported s ON s.claim = 'exploiter' AND s.subject = a.doer AND s.support <> 'limited'
    WHERE a.dependable AND NOT a.family AND NOT a.helper AND NOT o.professional AND NOT a.both_ways
      AND a.other NOT IN (SELECT subject FROM ({disclosed_by_themselves()}))"""
    return summed(rows, subject="other", person="doer")


@readmission(claim="likely_victim", source="domain-v3")
def professional_acted_upon() -> str:
    """Professionals whom supported exploiters direct, recruited, threaten or hold a debt over.

    Two origins must say so, or one of somebody known to be at risk. Work explains contacts and
    journeys, not these.
    """
    return f"""
    SELECT d.other AS subject FROM dealings d
    JOIN supported s ON s.claim = 'exploiter' AND s.subject = d.doer
    JOIN person_facts o ON o.person = d.other AND o.professional
    WHERE d.kind IN ('directs', 'recruited', 'threatens', 'in_debt_to')
      AND NOT d.family AND NOT d.helper AND NOT d.both_ways
    GROUP BY d.other HAVING {distinct("d.origin")} >= {SEVERAL} OR bool_or(d.at_risk)"""

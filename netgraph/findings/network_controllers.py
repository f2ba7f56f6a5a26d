"""Whom several exploiters pay or obey, and who keeps away: the insulated controller of a line."""

from netgraph.findings.exploiters_acts import meetings, summed
from netgraph.findings.registry import indicator

__all__ = ["insulated_controller"]

# How many supported exploiters must pay, owe, obey or often call somebody. SOURCE: [domain-x2].
SEVERAL = 2
# Calls or meetings from which two people are often in touch. SOURCE: [domain-x2], for calibration.
OFTEN = 5
# Most other people whom somebody who keeps away is in touch with. SOURCE: [domain-x2], likewise.
FEW_OTHERS = 5


@indicator(
    claim="exploiter",
    points=3,
    evidence_class="conduct",
    source="domain-x2",
    text="{others:person|people} who may exploit others ({others}) pay, owe, take orders from or "
    "often call this person, who is in touch with few others, from "
    "{sources:independent source|independent sources}; not recorded at a home that may be taken "
    "over, nor with drugs.",
    benign=("a landlord or an employer who is paid", "a relative far away", "a lawyer"),
    second_pass=True,
)
def insulated_controller() -> str:
    """Paid, owed or obeyed by two or more supported exploiters, with few other ties: keeps away.

    At least one of them by conduct; somebody who is only in touch with them is never named here.
    """
    rows = f"""
    WITH exploiters AS (SELECT subject AS person FROM supported WHERE claim = 'exploiter'),
    up AS ({_conduct_upwards()}),
    above AS (SELECT DISTINCT doer AS person FROM up),
    touch AS (
        SELECT a AS doer, b AS other, link, report, origin, day
        FROM ({meetings("SELECT person FROM above")}) WHERE counts),
    often AS (
        SELECT t.doer, t.other FROM touch t JOIN evidence e ON e.link = t.link
        SEMI JOIN exploiters x ON x.person = t.other
        ANTI JOIN kin k ON k.a = t.doer AND k.b = t.other
        GROUP BY t.doer, t.other HAVING sum(e.count) >= {OFTEN}),
    not_away AS ({_widely_in_touch()} UNION {_at_the_homes()} UNION {_with_drugs()}),
    reached AS (
        FROM up UNION ALL
        SELECT t.doer, t.other, t.link, t.report, t.origin, t.day
        FROM touch t SEMI JOIN often o ON o.doer = t.doer AND o.other = t.other)
    SELECT r.* FROM reached r ANTI JOIN not_away n ON n.doer = r.doer
    JOIN person_facts f ON f.person = r.doer AND NOT f.professional"""
    return summed(rows, subject="doer", having=f"amount >= {SEVERAL}")


def _conduct_upwards() -> str:
    """Money, debts and obedience of supported exploiters; family and one household left out."""
    return """
    SELECT d.doer, d.other, d.link, d.report, d.origin, d.day
    FROM dealings d SEMI JOIN exploiters e ON e.person = d.other
    WHERE d.kind IN ('pays', 'in_debt_to', 'directs') AND NOT d.family AND NOT d.helper
      AND NOT d.by_professional AND NOT EXISTS (
          SELECT 1 FROM residents a JOIN residents b ON b.address = a.address
          WHERE a.person = d.doer AND b.person = d.other)"""


def _widely_in_touch() -> str:
    """Who is in touch, or deals, with more than a few people besides exploiters and family."""
    return f"""
    SELECT v.doer FROM (
        SELECT doer, other FROM touch UNION
        SELECT doer, other FROM dealings WHERE doer IN (SELECT person FROM above) UNION
        SELECT other, doer FROM dealings WHERE other IN (SELECT person FROM above)) v
    ANTI JOIN exploiters x ON x.person = v.other
    ANTI JOIN kin k ON k.a = v.doer AND k.b = v.other
    GROUP BY v.doer HAVING count(*) > {FEW_OTHERS}"""


def _at_the_homes() -> str:
    """Who is recorded at a home that pass one suggests is taken over."""
    return """
    SELECT e.from_id FROM evidence e
    JOIN supported s ON s.claim = 'cuckooed_address' AND s.subject = e.to_id
    WHERE e.kind IN ('visits', 'gave_address', 'controls', 'lives_at') AND e.usable"""


def _with_drugs() -> str:
    """Who is recorded with drugs: handing them over, or in an event of drugs."""
    return """
    SELECT doer FROM dealings WHERE kind = 'supplies'
    UNION
    SELECT e.from_id FROM evidence e JOIN events_used v ON v.event = e.to_id
    WHERE e.usable AND v.usable AND v.type IN ('drug_supply', 'drug_possession')
      AND e.kind IN ('suspect_in', 'charged_in', 'convicted_in', 'present_at')"""

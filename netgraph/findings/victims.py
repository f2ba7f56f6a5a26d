"""Indicators for the claim ``likely_victim``: what others are recorded to have done to a person.

Here: conduct of others towards this person and their home, and what they say themselves. Events
are in victims_events.py and victims_missing.py, dated facts and what pass two adds in victims_context.py. A victim
finding is never lowered by being suspected, charged or convicted, by hostility, or by an earlier
refusal of help.
"""

from netgraph.findings import victims_context, victims_events, victims_missing
from netgraph.findings.exploiters import SEVERAL_PEOPLE
from netgraph.findings.exploiters_acts import (
    age_on,
    dealings,
    meetings,
    summed,
    under_18,
)
from netgraph.findings.registry import indicator

__all__ = [
    "disclosed_by_themselves",
    "given_drugs_to_hold",
    "home_controlled_by_others",
    "in_debt_to_somebody",
    "older_contacts_with_conduct",
    "recruited_by_somebody",
    "threatened_by_somebody",
    "told_what_to_do",
    "travel_arranged_by_others",
    "victims_context",
    "victims_events",
    "victims_missing",
]

# How many years older a contact must be to be an older contact. SOURCE: [domain-v3].
YEARS_OLDER = 5
# Uses of an address in which somebody may live who can lose control of it. SOURCE: [domain-c14].
LIVED_IN = "('home', 'supported_living', 'unknown')"

_PATTERN = "{sources:independent source|independent sources}"
_CHILD = "CASE WHEN any_young THEN '; under 18 at the time' ELSE '' END AS child_words"


@indicator(
    claim="likely_victim",
    points=3,
    evidence_class="conduct",
    source="domain-v12",
    text=f"Recorded as told what to do for the line by {{others}}, from {_PATTERN}.",
    benign=("a group chat, a team captain or an employer",),
)
def told_what_to_do() -> str:
    """Others tell this person what to do for the line; a point less for an adult not at risk."""
    return summed(
        dealings("directs"),
        subject="other",
        person="doer",
        any_of=("young", "age_unknown", "at_risk"),
        points="CASE WHEN any_young OR any_age_unknown OR any_at_risk THEN 3 ELSE 2 END",
    )


@indicator(
    claim="likely_victim",
    points=3,
    evidence_class="conduct",
    source="domain-v3",
    text=f"Recorded as brought into it by {{others}}, from {_PATTERN}{{child_words}}.",
    benign=("a free choice, which a child cannot make",),
)
def recruited_by_somebody() -> str:
    """Others brought this person into it; one point more if under 18 at the time."""
    found = summed(
        dealings("recruited"),
        subject="other",
        person="doer",
        any_of=("young",),
        points="CASE WHEN any_young THEN 4 ELSE 3 END",
    )
    return f"SELECT *, {_CHILD} FROM ({found})"


@indicator(
    claim="likely_victim",
    points=2,
    evidence_class="conduct",
    source="domain-v5",
    text=f"Recorded as threatened or punished by {{others}}, from {_PATTERN}{{child_words}}.",
    benign=("threats_were_answered", "violence at home, which needs another kind of help"),
)
def threatened_by_somebody() -> str:
    """Threatened or punished by somebody: 2 points, 3 for a child, a person at risk or by several.

    Within a family it weighs 1 point; threats that went both ways are left out.
    """
    rows = f"""
    SELECT *, NOT family AS outside, NOT family AND (young OR at_risk) AS exposed
    FROM ({dealings("threatens")}) WHERE NOT both_ways"""
    points = (
        f"CASE WHEN any_outside AND (any_exposed OR amount >= {SEVERAL_PEOPLE}) THEN 3 "
        "WHEN any_outside THEN 2 ELSE 1 END"
    )
    marks = ("outside", "exposed", "young")
    found = summed(rows, subject="other", person="doer", any_of=marks, points=points)
    return f"SELECT *, {_CHILD} FROM ({found})"


@indicator(
    claim="likely_victim",
    points=3,
    evidence_class="conduct",
    source="domain-v6",
    text=f"Journeys recorded as arranged by {{others}}, not of the family, from {_PATTERN}"
    "{child_words}.",
    benign=("arranged_by_a_firm_or_school", "a foster carer or school transport"),
)
def travel_arranged_by_others() -> str:
    """Somebody outside the family arranges a child's journeys; 2 points for an adult at risk."""
    rows = f"""
    SELECT * FROM ({dealings("arranges_travel_for")})
    WHERE NOT family AND NOT helper AND NOT by_professional AND (young OR at_risk)"""
    found = summed(
        rows,
        subject="other",
        person="doer",
        any_of=("young",),
        points="CASE WHEN any_young THEN 3 ELSE 2 END",
    )
    return f"SELECT *, {_CHILD} FROM ({found})"


@indicator(
    claim="likely_victim",
    points=3,
    evidence_class="conduct",
    source="domain-v10",
    text=f"Recorded as owing a debt to {{others}}, from {_PATTERN}.",
    benign=("a loan between friends",),
)
def in_debt_to_somebody() -> str:
    """A debt is held over this person by somebody outside the family."""
    rows = f"""
    SELECT * FROM ({dealings("in_debt_to")}) WHERE NOT family AND NOT helper
    AND NOT by_professional"""
    return summed(rows, subject="other", person="doer")


@indicator(
    claim="likely_victim",
    points=2,
    evidence_class="conduct",
    source="domain-v14",
    text=f"Recorded as handed drugs by {{others}}, from {_PATTERN}{{child_words}}.",
    benign=("somebody who buys drugs",),
)
def given_drugs_to_hold() -> str:
    """Drugs are handed to a child, or to an adult at risk (1 point); to others it says nothing."""
    found = summed(
        f"SELECT * FROM ({dealings('supplies')}) WHERE young OR at_risk",
        subject="other",
        person="doer",
        any_of=("young",),
        points="CASE WHEN any_young THEN 2 ELSE 1 END",
    )
    return f"SELECT *, {_CHILD} FROM ({found})"


@indicator(
    claim="likely_victim",
    points=3,
    evidence_class="conduct",
    source="domain-c14",
    text=f"The home {{homes}} is recorded as controlled by {{others}}, who {{others:=does|do}} "
    f"not live there, from {_PATTERN}.",
    benign=("a landlord or carer who rightly controls entry",),
)
def home_controlled_by_others() -> str:
    """Somebody who does not live there, no relative or carer, controls this person's home."""
    rows = f"""
    SELECT r.person AS resident, c.doer AS other, c.other AS home, c.link, c.report, c.origin,
           c.day
    FROM controlled_homes c JOIN residents r ON r.address = c.other AND r.in_force
    JOIN person_facts f ON f.person = c.doer AND NOT f.professional
    WHERE coalesce(c.use, 'home') IN {LIVED_IN}"""
    return f"""
    SELECT f.*, h.homes FROM ({summed(rows, subject="resident")}) f
    JOIN (SELECT resident, list(home) AS homes FROM ({rows}) GROUP BY resident) h
      ON h.resident = f.subject"""


@indicator(
    claim="likely_victim",
    points=2,
    evidence_class="disclosure",
    source="domain-v12",
    text=f"Has named {{others}} as exploiting somebody, from {_PATTERN}.",
    benign=("a witness or neighbour who is not harmed",),
)
def disclosed_by_themselves() -> str:
    """Names an exploiter and is a child, referred, recorded as a victim, or acted upon by them."""
    young = under_18("o.date_of_birth", "a.day")
    rows = f"""
    SELECT a.* FROM ({dealings("accuses")}) a JOIN person_facts o ON o.person = a.other
    WHERE NOT o.professional AND ({young} OR coalesce(o.nrm IN ('pending', 'positive'), false)
      OR EXISTS (SELECT 1 FROM evidence e JOIN events_used v ON v.event = e.to_id
                 WHERE e.kind = 'victim_in' AND e.usable AND e.from_id = a.other
                   AND v.type IN ('exploitation', 'modern_slavery'))
      OR EXISTS (SELECT 1 FROM evidence e WHERE e.counts AND e.from_id = a.doer
                 AND e.to_id = a.other AND e.kind IN (
                     'directs', 'recruited', 'supplies', 'threatens', 'arranges_travel_for'))
      OR EXISTS (SELECT 1 FROM evidence e WHERE e.counts AND e.from_id = a.other
                 AND e.to_id = a.doer AND e.kind = 'in_debt_to'))"""
    return summed(rows, subject="other", person="doer")


@indicator(
    claim="likely_victim",
    points=2,
    evidence_class="association",
    source="domain-v3",
    text=f"While under 18, in touch with {{others}}, five years older or more, not of the family, "
    f"who {{others:=has|have}} a record of exploiting others, from {_PATTERN}.",
    benign=("relatives", "professionals", "friends of an older brother or sister"),
)
def older_contacts_with_conduct() -> str:
    """While a child, in touch with unrelated older adults who are recorded for exploitation."""
    born = under_18("c.date_of_birth", "getvariable('as_of') - 180")
    rows = f"""
    SELECT m.b AS child, m.a AS other, m.link, m.report, m.origin, m.day
    FROM ({meetings("SELECT person FROM acts")}) m
    JOIN person_facts c ON c.person = m.b JOIN person_facts o ON o.person = m.a
    WHERE m.counts AND {born} AND {under_18("c.date_of_birth", "m.day")}
      AND NOT {under_18("o.date_of_birth", "m.day")}
      AND {age_on("o.date_of_birth", "c.date_of_birth")} >= {YEARS_OLDER}
      AND NOT EXISTS (SELECT 1 FROM kin k WHERE k.a = m.a AND k.b = m.b
                      AND k.relation <> 'partner')
      AND NOT EXISTS (SELECT 1 FROM supports_pairs s WHERE s.a = m.a AND s.b = m.b)"""
    return summed(rows, subject="child")

"""Dated facts about a likely victim, what pass two adds, what speaks against, and what is missing.

Only benign explanations that were found speak against. Being suspected, charged or convicted
never does, nor hostility, nor an earlier refusal of help, nor a negative referral decision.
"""

from netgraph.findings.exploiters_acts import dealings, summed, under_18
from netgraph.findings.registry import exclusion, gap, hypothesis, indicator

__all__ = [
    "adult_whose_home_was_taken",
    "age_of_victim_not_known",
    "arranged_by_a_firm_or_school",
    "at_risk",
    "child",
    "exploited_by_supported",
    "home_not_known",
    "home_taken_over",
    "in_care",
    "made_to_exploit_others",
    "no_referral_recorded",
    "professional_at_work",
    "referral_decided_negatively",
    "referred_to_nrm",
    "threats_were_answered",
    "travelled_with_a_group",
]

# People present at one event from which it is a group's outing. SOURCE: [domain-v6].
GROUP_SIZE = 6

_PATTERN = "{sources:independent source|independent sources}"


def _flagged(flag: str, values: str = "") -> str:
    """People with that flag in force, from a usable report."""
    which = f"AND value IN ({values})" if values else ""
    return f"""
    SELECT subject, count(DISTINCT origin)::INTEGER AS amount, max(day) AS day,
           list(value) AS values, list(flag_id) AS flags,
           list(report) AS reports
    FROM flags_used WHERE flag = '{flag}' AND usable {which} GROUP BY subject"""


@indicator(
    claim="likely_victim",
    points=3,
    evidence_class="context",
    source="domain-v9",
    text="Referred to the National Referral Mechanism: {values}.",
    benign=("a referral for another reason",),
)
def referred_to_nrm() -> str:
    """Referred to the National Referral Mechanism, pending or decided positively."""
    return _flagged("nrm", "'pending', 'positive'")


@indicator(
    claim="likely_victim",
    points=0,
    evidence_class="context",
    source="domain-v9",
    text="A referral was decided negatively; that is not evidence against.",
    against=True,
)
def referral_decided_negatively() -> str:
    """A negative referral decision: shown, never subtracted."""
    return _flagged("nrm", "'negative'")


@indicator(
    claim="likely_victim",
    points=1,
    evidence_class="context",
    source="domain-v8",
    text="Known to be at risk ({values}).",
    benign=("a risk that has nothing to do with exploitation",),
    carries=False,
)
def at_risk() -> str:
    """Known to an agency to be at risk: context beside other reasons, never alone."""
    return _flagged("at_risk")


@indicator(
    claim="likely_victim",
    points=0,
    evidence_class="context",
    source="domain-v8",
    text="Looked after by a local authority.",
    benign=("most looked-after children are not exploited",),
    carries=False,
)
def in_care() -> str:
    """Looked after by a local authority: shown for the reader, worth no points."""
    return _flagged("in_care")


@indicator(
    claim="likely_victim",
    points=2,
    evidence_class="context",
    source="domain-v14",
    text=f"Lives at {{others}}, which may be taken over, from {_PATTERN}.",
    benign=("somebody who moved in with those who took it over",),
    second_pass=True,
)
def home_taken_over() -> str:
    """Lives at a home that may be taken over: 2 points, 3 if that is strongly or moderately supported.

    Supported exploiters are left out, unless they are children, at risk or referred.
    """
    young = under_18("f.date_of_birth", "getvariable('as_of')")
    rows = f"""
    SELECT r.person, r.address AS other, r.link, r.report, r.origin, r.day,
           s.support <> 'limited' AS firm
    FROM residents r
    JOIN supported s ON s.claim = 'cuckooed_address' AND s.subject = r.address
    JOIN person_facts f ON f.person = r.person
    WHERE r.in_force AND ({young} OR f.at_risk IS NOT NULL
          OR coalesce(f.nrm IN ('pending', 'positive'), false)
          OR r.person NOT IN (SELECT subject FROM supported WHERE claim = 'exploiter'))"""
    points = "CASE WHEN any_firm THEN 3 ELSE 2 END"
    return summed(rows, subject="person", any_of=("firm",), points=points)


@indicator(
    claim="likely_victim",
    points=1,
    evidence_class="conduct",
    source="domain-v12",
    text=f"Those who act towards this person include {{others}}, who may exploit others, "
    f"from {_PATTERN}.",
    benign=("somebody who buys drugs",),
    second_pass=True,
)
def exploited_by_supported() -> str:
    """Conduct towards this person by somebody whom pass one suggests exploits others."""
    parts = " UNION ALL ".join(
        f"SELECT doer, other, link, report, origin, day FROM ({dealings(kind)}) WHERE {which}"
        for kind, which in (
            ("directs", "young OR age_unknown OR at_risk"),
            ("recruited", "true"),
            ("threatens", "NOT both_ways"),
            ("in_debt_to", "NOT family"),
            ("supplies", "young OR at_risk"),
            ("arranges_travel_for", "NOT family AND NOT helper AND (young OR at_risk)"),
        )
    )
    rows = f"""
    SELECT d.* FROM ({parts}) d
    JOIN supported s ON s.claim = 'exploiter' AND s.subject = d.doer"""
    return summed(rows, subject="other", person="doer")


@indicator(
    claim="likely_victim",
    points=-2,
    evidence_class="event",
    source="domain-v6",
    text="Every journey far from home was with a group, family or a professional "
    "({events:event|events}).",
)
def travelled_with_a_group() -> str:
    """All far journeys were outings: six people or more, a relative, a professional or a team."""
    return f"""
    WITH far AS (FROM far_journeys),
    there AS (
        SELECT DISTINCT to_id AS event, from_id AS person FROM evidence
        WHERE kind = 'present_at' AND usable AND to_id IN (SELECT event FROM far)),
    sizes AS (SELECT event, count(*) AS people FROM there GROUP BY event),
    pairs AS (
        SELECT DISTINCT f.person AS a, t.person AS b
        FROM far f JOIN there t ON t.event = f.event AND t.person <> f.person),
    members AS (
        SELECT m.from_id AS person, m.to_id AS body
        FROM evidence m JOIN organisations o ON o.id = m.to_id AND o.type IN ('school', 'other')
        WHERE m.kind = 'member_of' AND m.usable),
    fellows AS (
        SELECT DISTINCT p.a, p.b FROM pairs p JOIN members m ON m.person = p.a
        JOIN members n ON n.person = p.b AND n.body = m.body),
    explained AS (
        SELECT DISTINCT f.person, f.event FROM far f JOIN sizes z ON z.event = f.event
        JOIN there t ON t.event = f.event AND t.person <> f.person
        JOIN person_facts p ON p.person = t.person
        LEFT JOIN kin k ON k.a = f.person AND k.b = t.person AND k.relation <> 'partner'
        LEFT JOIN fellows w ON w.a = f.person AND w.b = t.person
        WHERE z.people >= {GROUP_SIZE} OR p.professional OR k.b IS NOT NULL OR w.b IS NOT NULL)
    SELECT f.person AS subject, count(DISTINCT f.event)::INTEGER AS amount, max(f.day) AS day,
           list(f.event) AS events, list(f.link) AS links,
           list(f.report) AS reports
    FROM far f LEFT JOIN explained x ON x.person = f.person AND x.event = f.event
    GROUP BY f.person HAVING bool_and(x.event IS NOT NULL)"""


@indicator(
    claim="likely_victim",
    points=-2,
    evidence_class="context",
    source="domain-v6",
    text="All who arranged journeys ({others}) belong to a firm, agency, school or team.",
)
def arranged_by_a_firm_or_school() -> str:
    """Everybody who arranged this person's journeys may have done it as work or for a school."""
    return f"""
    SELECT d.other AS subject, count(DISTINCT d.doer)::INTEGER AS amount,
           list(d.doer) AS others, list(w.link) AS links,
           list(w.report) AS reports
    FROM ({dealings("arranges_travel_for")}) d
    LEFT JOIN (SELECT m.from_id, m.link, m.report FROM evidence m JOIN organisations o
                 ON o.id = m.to_id AND o.type IN ('business', 'agency', 'school', 'other')
               WHERE m.kind = 'member_of' AND m.usable AND m.in_force) w ON w.from_id = d.doer
    WHERE NOT d.family AND NOT d.helper AND NOT d.by_professional AND (d.young OR d.at_risk)
    GROUP BY d.other HAVING bool_and(w.link IS NOT NULL)"""


@indicator(
    claim="likely_victim",
    points=0,
    evidence_class="conduct",
    source="domain-v5",
    text="Not counted: threats between this person and {others} that went both ways.",
    against=True,
)
def threats_were_answered() -> str:
    """Threats that this person answered with threats, which may be a quarrel between equals."""
    rows = f"SELECT * FROM ({dealings('threatens')}) WHERE both_ways"
    return summed(rows, subject="other", person="doer")


@exclusion(claim="likely_victim", source="domain-v3")
def professional_at_work() -> str:
    """Professionals, unless recorded as the victim of exploitation or referred as one."""
    return """
    SELECT person AS subject FROM person_facts
    WHERE professional AND NOT coalesce(nrm IN ('pending', 'positive'), false)
      AND person NOT IN (SELECT e.from_id FROM evidence e JOIN events_used v ON v.event = e.to_id
                         WHERE e.kind = 'victim_in' AND e.usable
                           AND v.type IN ('exploitation', 'modern_slavery'))"""


@hypothesis(claim="likely_victim", source="domain-1.3")
def child() -> str:
    """May be an exploited child: under 18 on the day from which the case is seen."""
    return f"""
    SELECT person AS subject FROM person_facts
    WHERE {under_18("date_of_birth", "getvariable('as_of')")}"""


@hypothesis(claim="likely_victim", source="domain-v14")
def adult_whose_home_was_taken() -> str:
    """May be an adult who lost control of the home: lives where a home may be taken over."""
    return f"""
    SELECT DISTINCT r.person AS subject FROM residents r
    JOIN supported s ON s.claim = 'cuckooed_address' AND s.subject = r.address
    JOIN person_facts f ON f.person = r.person
    WHERE r.in_force AND NOT {under_18("f.date_of_birth", "getvariable('as_of')")}"""


@hypothesis(claim="likely_victim", source="domain-1.3")
def made_to_exploit_others() -> str:
    """May be made to exploit others: also supported as a possible exploiter."""
    return "SELECT subject FROM supported WHERE claim = 'exploiter'"


@gap(
    claim="likely_victim",
    source="domain-v9",
    text="No referral to the National Referral Mechanism is recorded.",
)
def no_referral_recorded() -> str:
    """Likely victims about whom no referral is recorded."""
    return """
    SELECT s.subject FROM supported s JOIN person_facts f ON f.person = s.subject
    WHERE s.claim = 'likely_victim' AND f.nrm IS NULL"""


@gap(
    claim="likely_victim",
    source="domain-v1",
    text="No home with a place on the map is recorded, so distances from home are not known.",
)
def home_not_known() -> str:
    """Likely victims whose home, or its place on the map, is not recorded."""
    return """
    SELECT s.subject FROM supported s JOIN person_facts f ON f.person = s.subject
    WHERE s.claim = 'likely_victim' AND (f.lat IS NULL OR f.lon IS NULL)"""


@gap(
    claim="likely_victim",
    source="domain-1.3",
    text="Date of birth is not recorded: treat as possibly under 18.",
)
def age_of_victim_not_known() -> str:
    """Likely victims whose date of birth is not recorded."""
    return """
    SELECT s.subject FROM supported s JOIN person_facts f ON f.person = s.subject
    WHERE s.claim = 'likely_victim' AND f.date_of_birth IS NULL"""

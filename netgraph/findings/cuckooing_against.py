"""Other explanations of a home with many visitors: looked for, shown, and subtracted.

Also here: the places that are never a home.
"""

from netgraph.findings.exploiters_acts import age_on
from netgraph.findings.registry import exclusion, indicator

__all__ = [
    "care_round",
    "child_of_same_age_lives_there",
    "licensed_hmo",
    "never_a_home",
    "only_suspects_live_there",
    "seen_well",
    "shared_accommodation",
    "single_complainant",
    "treatment_group",
    "visitors_are_family",
    "visitors_are_professionals",
]

CLAIM = "cuckooed_address"

# How many days a direct check that found the occupant in control still speaks for them.
# SOURCE: [domain-b1].
SEEN_WELL_DAYS = 90
# Children whose ages differ by no more than this many years may be friends. SOURCE: [domain-c8].
SAME_AGE_YEARS = 3
# Fewest reports of one member of the public that make a single complainant. SOURCE: [domain-c5].
FEWEST_COMPLAINTS = 3


@exclusion(claim=CLAIM, source="domain-b1")
def never_a_home() -> str:
    """A business or a public place is nobody's home."""
    return "SELECT id AS subject FROM addresses WHERE use IN ('business', 'public')"


@indicator(
    claim=CLAIM,
    points=-3,
    evidence_class="context",
    source="domain-b1",
    text="Carers visit there by roster: that explains people who come and go.",
)
def care_round() -> str:
    """Carers visit the home by roster."""
    return _flagged("care_round")


@indicator(
    claim=CLAIM,
    points=-3,
    evidence_class="context",
    source="domain-b1",
    text="It is a licensed house in multiple occupation: many people live and visit there.",
)
def licensed_hmo() -> str:
    """The house is licensed for several households."""
    return _flagged("licensed_hmo")


@indicator(
    claim=CLAIM,
    points=-3,
    evidence_class="context",
    source="domain-b1",
    text="A treatment or peer-support group meets there: that explains visitors with a record.",
)
def treatment_group() -> str:
    """A treatment or peer-support group meets at the address."""
    return _flagged("treatment_group")


@indicator(
    claim=CLAIM,
    points=-3,
    evidence_class="context",
    source="domain-b1",
    text="A direct check on {day} found the occupant in control of the home.",
)
def seen_well() -> str:
    """A direct check within 90 days found the occupant in control."""
    return _flagged("seen_well", f"AND age_days <= {SEEN_WELL_DAYS}")


def _flagged(flag: str, condition: str = "") -> str:
    return f"""
    SELECT subject, count(DISTINCT origin) AS amount, list(flag_id) AS flags,
           list(report) AS reports, max(day) AS day
    FROM flags_used WHERE flag = '{flag}' AND usable {condition} GROUP BY subject"""


@indicator(
    claim=CLAIM,
    points=-4,
    evidence_class="context",
    source="domain-b1",
    text="It is recorded as {use}: many people live or stay there.",
)
def shared_accommodation() -> str:
    """A hotel, hostel, shared house, supported living or care home, where many people stay.

    A hotel counts twice: nobody's home is there to be taken over.
    """
    return """
    SELECT id AS subject, 1 AS amount, CASE use WHEN 'hotel' THEN -8 ELSE -4 END AS points,
           CASE use WHEN 'hotel' THEN 'a hotel' WHEN 'hostel' THEN 'a hostel'
                    WHEN 'hmo' THEN 'a house in multiple occupation'
                    WHEN 'supported_living' THEN 'supported living' ELSE 'a care home' END AS use
    FROM addresses
    WHERE use IN ('hotel', 'hostel', 'supported_living', 'care_home')
       OR (use = 'hmo' AND id NOT IN (SELECT subject FROM flags_used
                                      WHERE flag = 'licensed_hmo' AND usable))"""


@indicator(
    claim=CLAIM,
    points=-2,
    evidence_class="context",
    source="domain-c8",
    text="A child of about the same age as each child who was found there lives there ({others}): "
    "it may be a friend's home.",
)
def child_of_same_age_lives_there() -> str:
    """Every child found there may have been at a friend's, who lives there and is as old."""
    age = age_on("m.date_of_birth", "c.day")
    return f"""
    WITH friends AS (
        SELECT c.address, c.event, list(m.person) FILTER (m.person IS NOT NULL) AS others,
               list(r.link) FILTER (m.person IS NOT NULL) AS links,
               list(r.report) FILTER (m.person IS NOT NULL) AS reports, any_value(c.day) AS day
        FROM children_found c
        LEFT JOIN residents r ON r.address = c.address AND coalesce(r.end_day >= c.day, true)
        LEFT JOIN person_facts m
          ON m.person = r.person AND abs({age} - c.age) <= {SAME_AGE_YEARS}
        GROUP BY c.address, c.event)
    SELECT address AS subject, len(list_distinct(flatten(list(others)))) AS amount,
           flatten(list(others)) AS others, flatten(list(links)) AS links,
           flatten(list(reports)) AS reports, max(day) AS day
    FROM friends GROUP BY address HAVING bool_and(others IS NOT NULL)"""


@indicator(
    claim=CLAIM,
    points=0,
    evidence_class="context",
    source="domain-b1",
    text="{amount:visitor is|visitors are} family of somebody who lives there ({others}) and "
    "{amount:=is|are} not counted.",
    against=True,
)
def visitors_are_family() -> str:
    """Visitors who are relatives of a resident; they are left out of every count."""
    return """
    SELECT e.to_id AS subject, count(DISTINCT e.from_id) AS amount, list(e.from_id) AS others,
           list(e.link) AS links, list(e.report) AS reports, max(e.last_day) AS day
    FROM evidence e JOIN residents r ON r.address = e.to_id AND r.in_force
    JOIN kin k ON k.a = r.person AND k.b = e.from_id AND k.relation <> 'partner'
    WHERE e.kind = 'visits' AND e.counts
      AND NOT EXISTS (SELECT 1 FROM residents o WHERE o.address = e.to_id AND o.person = e.from_id)
    GROUP BY e.to_id"""


@indicator(
    claim=CLAIM,
    points=0,
    evidence_class="context",
    source="domain-b1",
    text="{amount:visitor is a professional|visitors are professionals} or a carer of somebody "
    "who lives there ({others}) and {amount:=is|are} not counted.",
    against=True,
)
def visitors_are_professionals() -> str:
    """Visitors who are professionals or support a resident; they are left out of every count."""
    return """
    SELECT e.to_id AS subject, count(DISTINCT e.from_id) AS amount, list(e.from_id) AS others,
           list(e.link) AS links, list(e.report) AS reports, max(e.last_day) AS day
    FROM evidence e JOIN person_facts f ON f.person = e.from_id
    WHERE e.kind = 'visits' AND e.counts
      AND (f.professional OR EXISTS (
          SELECT 1 FROM residents r JOIN supports_pairs p ON p.a = r.person
          WHERE r.in_force AND r.address = e.to_id AND p.b = e.from_id))
    GROUP BY e.to_id"""


@indicator(
    claim=CLAIM,
    points=-2,
    evidence_class="context",
    source="domain-c15",
    text="All {amount} reports about the home come from one member of the public (origin {origin}).",
)
def single_complainant() -> str:
    """Everything told about the home comes from one origin that is no agency."""
    return f"""
    WITH told AS (
        SELECT to_id AS address, report, origin FROM evidence
        WHERE kind IN ('visits', 'controls', 'gave_address', 'seen_at', 'tied_to') AND counts
        UNION SELECT address, report, origin FROM events_used
              WHERE address IS NOT NULL AND counts),
    single AS (
        SELECT address, min(origin) AS origin, list(report) AS reports FROM told GROUP BY address
        HAVING count(*) >= {FEWEST_COMPLAINTS} AND min(origin) = max(origin)),
    behind AS (SELECT address, origin, unnest(reports) AS report FROM single)
    SELECT b.address AS subject, count(*) AS amount, any_value(b.origin) AS origin,
           list(b.report) AS reports, max(r.day) AS day
    FROM behind b JOIN reports_used r ON r.report = b.report GROUP BY b.address
    HAVING bool_and(coalesce(r.agency, 'public') = 'public')"""


@indicator(
    claim=CLAIM,
    points=-4,
    evidence_class="context",
    source="domain-c16",
    text="Everybody recorded as living there ({others}) is a possible exploiter and no likely "
    "victim: visitors alone do not make it somebody else's home.",
    second_pass=True,
)
def only_suspects_live_there() -> str:
    """Only possible exploiters are recorded as living there, none of them a likely victim."""
    return """
    SELECT r.address AS subject, count(DISTINCT r.person) AS amount, list(r.person) AS others,
           list(r.link) AS links, list(r.report) AS reports
    FROM residents r
    LEFT JOIN (FROM supported WHERE claim = 'exploiter') x ON x.subject = r.person
    LEFT JOIN (FROM supported WHERE claim = 'likely_victim') v ON v.subject = r.person
    WHERE r.in_force AND r.address IN (
        SELECT s.address FROM residents s
        JOIN supported e ON e.claim = 'exploiter' AND e.subject = s.person WHERE s.in_force)
    GROUP BY r.address
    HAVING bool_and(x.subject IS NOT NULL AND v.subject IS NULL)"""

"""What events say of a likely victim: far from home, arrested with little, robbed, harmed.

Being a suspect is evidence *for* a victim finding when young, far from home and holding little,
whatever became of the case.
"""

from netgraph.findings.exploiters_acts import (
    ROLE_KINDS,
    distinct,
    far_from_home,
    meetings,
    under_18,
)
from netgraph.findings.registry import indicator

__all__ = [
    "arrested_holding_little",
    "harmed_by_recorded_people",
    "many_handsets",
    "recorded_victim_of_exploitation",
    "robbed_near_supply_contact",
    "runs_for_line",
    "tallied",
    "travelled_far_from_home",
]

# Arrests, from independent origins, from which they weigh 2 points more. SOURCE: [domain-v7].
REPEATED_ARRESTS = 2
# Telephones used within so many days that stand out. SOURCE: [domain-v2].
HANDSETS, HANDSET_DAYS = 3, 90
# Days from calls with a line to a journey. SOURCE: [domain-v11].
RUN_DAYS = 3
# Days between a robbery and contact with somebody recorded for supply. SOURCE: [domain-v10].
ROBBERY_DAYS = 14

_PATTERN = "{sources:independent source|independent sources}"
# What an officer writes of a person who held little. SOURCE: [domain-v7].
LITTLE = "small (amount|quantity)|a few wraps|little"


def tallied(rows: str, further: str = "") -> str:
    """One row for each person of rows (person, event, link, report, origin, day)."""
    return f"""
    SELECT person AS subject,
           least({distinct("event")}, {distinct("origin")})::INTEGER AS amount,
           {distinct("origin")}::INTEGER AS sources, max(day) AS day,
           list(link) AS links, list(report) AS reports, list(event) AS events{further}
    FROM ({rows}) GROUP BY person"""


@indicator(
    claim="likely_victim",
    points=2,
    evidence_class="event",
    source="domain-v6",
    text=f"Far from home in {{events:stop, custody or journey|stops, custodies or journeys}}, "
    f"from {_PATTERN}.",
    benign=("travelled_with_a_group", "family, football or college"),
)
def travelled_far_from_home() -> str:
    """A child or person at risk stopped, in custody or travelling far from home."""
    return tallied("FROM far_journeys")


@indicator(
    claim="likely_victim",
    points=2,
    evidence_class="event",
    source="domain-v7",
    text="A suspect while under 18{far_words} in {events:event|events} of drug supply or "
    f"possession, from {_PATTERN}{{little_words}}: a suspect can be a victim, and the more so "
    "when young, far from home and holding little.",
    benign=("a child who sells near home and is under no pressure",),
)
def arrested_holding_little() -> str:
    """Suspected of drug supply under 18; more when far from home, repeated, or holding little."""
    rows = f"""
    SELECT * FROM (
        SELECT e.from_id AS person, v.event, e.link, e.report, e.origin, v.day, v.type,
               coalesce({far_from_home("f", "v")}, false) AS far,
               regexp_matches(lower(concat_ws(' ', v.detail, e.detail)), '{LITTLE}') AS little
        FROM evidence e JOIN events_used v ON v.event = e.to_id
        JOIN person_facts f ON f.person = e.from_id
        WHERE e.kind IN {ROLE_KINDS} AND v.counts
          AND (e.usable OR e.information IN ('A', 'B', 'C'))
          AND v.type IN ('drug_supply', 'drug_possession')
          AND {under_18("f.date_of_birth", "v.day")})
    WHERE far OR type = 'drug_supply'"""
    found = tallied(rows, ", bool_or(far) AS any_far, bool_or(little) AS any_little")
    return f"""
    SELECT *, CASE WHEN any_far THEN 3 ELSE 2 END
              + CASE WHEN amount < {REPEATED_ARRESTS} THEN 0 WHEN any_far THEN 2 ELSE 1 END
              + any_little::INTEGER AS points,
           CASE WHEN any_far THEN ', far from home,' ELSE '' END AS far_words,
           CASE WHEN any_little THEN ', holding little' ELSE '' END AS little_words
    FROM ({found})"""


@indicator(
    claim="likely_victim",
    points=1,
    evidence_class="context",
    source="domain-v2",
    text=f"Under 18 and using {{others:telephone|telephones}} ({{others}}) within three months, "
    f"from {_PATTERN}.",
    benign=("a gift, a second-hand or a broken telephone",),
    carries=False,
)
def many_handsets() -> str:
    """A child uses three or more telephones within three months."""
    return f"""
    SELECT * FROM (
        SELECT e.from_id AS subject, count(DISTINCT e.to_id)::INTEGER AS amount,
               count(DISTINCT e.origin)::INTEGER AS sources, max(e.last_day) AS day,
               list(e.link) AS links, list(e.report) AS reports,
               list(e.to_id) AS others
        FROM evidence e JOIN phones p ON p.id = e.to_id
        JOIN person_facts f ON f.person = e.from_id
        WHERE e.kind = 'uses' AND e.usable AND e.age_days <= {HANDSET_DAYS}
          AND {under_18("f.date_of_birth", "e.day")}
        GROUP BY e.from_id)
    WHERE amount >= {HANDSETS}"""


@indicator(
    claim="likely_victim",
    points=2,
    evidence_class="association",
    source="domain-v11",
    text=f"Calls with the deal line {{others}}, then far from home within three days, "
    f"from {_PATTERN}.",
    benign=("somebody who buys drugs: many short calls and no journey",),
)
def runs_for_line() -> str:
    """Calls between a drug line and this person's telephone, then a journey far from home."""
    rows = f"""
    WITH lines AS (
        SELECT DISTINCT subject AS phone FROM flags_used WHERE flag = 'deal_line' AND usable),
    calls AS (
        SELECT from_id AS line, to_id AS phone, link, report, origin, day FROM evidence
        WHERE kind = 'contacted' AND usable AND from_id IN (FROM lines)
        UNION ALL
        SELECT to_id, from_id, link, report, origin, day FROM evidence
        WHERE kind = 'contacted' AND usable AND to_id IN (FROM lines)),
    called AS (
        SELECT c.*, h.person FROM calls c JOIN attributed h ON h.phone = c.phone
        WHERE NOT EXISTS (SELECT 1 FROM attributed o WHERE o.phone = c.line AND o.person = h.person)),
    moves AS (
        SELECT e.from_id AS person, v.event, v.day, e.link, e.report, e.origin
        FROM evidence e JOIN events_used v ON v.event = e.to_id
        JOIN person_facts f ON f.person = e.from_id
        WHERE (e.kind = 'present_at' OR e.kind IN {ROLE_KINDS}) AND e.usable AND v.counts
          AND v.type IN ('stop_search', 'custody', 'travel', 'drug_supply', 'drug_possession')
          AND {far_from_home("f", "v")})
    SELECT c.person, m.event, c.line, unnest([c.link, m.link]) AS link,
           unnest([c.report, m.report]) AS report, unnest([c.origin, m.origin]) AS origin,
           greatest(c.day, m.day) AS day
    FROM called c JOIN moves m ON m.person = c.person
     AND m.day BETWEEN c.day AND c.day + {RUN_DAYS}"""
    return tallied(rows, ", list(line) AS others")


@indicator(
    claim="likely_victim",
    points=2,
    evidence_class="event",
    source="domain-v10",
    text=f"Robbed or assaulted within two weeks of contact with {{others}}, who "
    f"{{others:=has|have}} a record of supply or exploitation, from {_PATTERN}.",
    benign=("a robbery that had nothing to do with it",),
)
def robbed_near_supply_contact() -> str:
    """Victim of robbery or violence near contact with somebody recorded for exploitation."""
    harmed = """
    SELECT e.from_id AS person, v.event, v.day, e.link, e.report, e.origin
    FROM evidence e JOIN events_used v ON v.event = e.to_id
    WHERE e.kind = 'victim_in' AND e.usable AND v.counts AND v.type IN ('robbery', 'violence')"""
    rows = f"""
    WITH harmed AS ({harmed}), recorded AS (SELECT DISTINCT person FROM acts)
    SELECT h.person, h.event, m.b AS other, unnest([h.link, m.link]) AS link,
           unnest([h.report, m.report]) AS report, unnest([h.origin, m.origin]) AS origin, h.day
    FROM harmed h JOIN ({meetings(harmed)}) m ON m.a = h.person
    JOIN recorded r ON r.person = m.b
    WHERE m.day BETWEEN h.day - {ROBBERY_DAYS} AND h.day + {ROBBERY_DAYS}
      AND NOT EXISTS (SELECT 1 FROM kin k WHERE k.a = h.person AND k.b = m.b)
      AND NOT EXISTS (SELECT 1 FROM supports_pairs s WHERE s.a = h.person AND s.b = m.b)"""
    return tallied(rows, ", list(other) AS others")


@indicator(
    claim="likely_victim",
    points=4,
    evidence_class="event",
    source="domain-v12",
    text=f"Recorded as the victim in {{events:event|events}} of exploitation or slavery, "
    f"from {_PATTERN}.",
    benign=("a mistaken record",),
)
def recorded_victim_of_exploitation() -> str:
    """Recorded as the victim in an event of exploitation or modern slavery."""
    return tallied("""
    SELECT e.from_id AS person, v.event, e.link, e.report, e.origin, v.day
    FROM evidence e JOIN events_used v ON v.event = e.to_id
    WHERE e.kind = 'victim_in' AND e.usable AND v.counts
      AND v.type IN ('exploitation', 'modern_slavery')""")


@indicator(
    claim="likely_victim",
    points=2,
    evidence_class="event",
    source="domain-v5",
    text=f"Victim in {{events:event|events}} of violence, robbery or threats in which {{others}}, "
    f"recorded for exploiting others, {{others:=is|are}} suspected, from {_PATTERN}.",
    benign=("a quarrel that had nothing to do with it",),
)
def harmed_by_recorded_people() -> str:
    """Victim of violence, robbery or threats by a suspect who is recorded for exploitation."""
    rows = f"""
    WITH recorded AS (SELECT DISTINCT person FROM acts)
    SELECT e.from_id AS person, v.event, o.from_id AS other, unnest([e.link, o.link]) AS link,
           unnest([e.report, o.report]) AS report, unnest([e.origin, o.origin]) AS origin, v.day
    FROM evidence e JOIN events_used v ON v.event = e.to_id
    JOIN evidence o ON o.to_id = v.event AND o.kind IN {ROLE_KINDS} AND o.usable
    JOIN recorded r ON r.person = o.from_id
    WHERE e.kind = 'victim_in' AND e.usable AND v.counts
      AND v.type IN ('violence', 'robbery', 'threat') AND o.from_id <> e.from_id
      AND NOT EXISTS (SELECT 1 FROM kin k WHERE k.a = e.from_id AND k.b = o.from_id)"""
    return tallied(rows, ", list(other) AS others")

"""Indicators of a home that others may have taken over: what was done, what happened, what was told.

Beside this: cuckooing_signs.py (who was seen there, weak signs), cuckooing_against.py (other
explanations), cuckooing_forms.py (hypotheses and what is missing). The tables that they share are
made by evidence_shared.py.
"""

from netgraph.findings.registry import indicator

__all__ = [
    "deal_line_tied_to_address",
    "missing_child_found_there",
    "occupant_disclosure",
    "occupant_victim_there",
    "others_control_the_home",
    "visitors_with_supply_history",
]

CLAIM = "cuckooed_address"

# Fewest visitors with such a history who, by themselves, say something of the home and not only
# of the visitor; a single one needs as many origins of the history. SOURCE: [domain-c7].
FEWEST_VISITORS = 2


@indicator(
    claim=CLAIM,
    points=3,
    evidence_class="conduct",
    source="domain-c7",
    text="{people:person who does|people who do} not live there, with a record of supply or "
    "exploitation, {people:=was|were} seen there in the last 180 days ({others}); the latest of "
    "that record is of {day}.",
    benign=(
        "visitors_are_family",
        "treatment_group",
        "shared_accommodation",
        "friends who use drugs together",
    ),
)
def visitors_with_supply_history() -> str:
    """Visitors, no residents or relatives, recorded for supplying drugs or exploiting others."""
    return f"""
    WITH met AS (
        SELECT v.address, v.person, list(v.link) AS visits, list(v.report) AS seen_by,
               list(v.origin) AS seen_origins
        FROM visitors v SEMI JOIN supply_history h ON h.person = v.person
        GROUP BY v.address, v.person),
    told AS (
        SELECT m.address, count(*) AS people, list(m.person) AS others,
               flatten(list(m.visits)) || flatten(list(h.links)) AS links,
               flatten(list(h.events)) AS events,
               flatten(list(m.seen_by)) || flatten(list(h.reports)) AS reports,
               len(list_distinct(flatten(list(h.origins)))) AS history_origins,
               len(list_distinct(flatten(list(h.origins)) || flatten(list(m.seen_origins))))
                 AS origins,
               max(h.day) AS day
        FROM met m JOIN supply_history h ON h.person = m.person GROUP BY m.address)
    SELECT address AS subject, least(people, origins) AS amount, people, others, links, events,
           reports, day, strong AS carries, CASE WHEN strong THEN 3 ELSE 2 END AS points
    FROM (SELECT *, origins >= 2 AND (people >= {FEWEST_VISITORS}
                                      OR history_origins >= {FEWEST_VISITORS}) AS strong
          FROM told)"""


@indicator(
    claim=CLAIM,
    points=4,
    evidence_class="event",
    source="domain-c8",
    text="{others:missing child|missing children} ({others}) {others:=was|were} found there, "
    "last on {day}; neither they nor their family live there.",
    benign=("child_of_same_age_lives_there", "a relative who is not recorded as one"),
)
def missing_child_found_there() -> str:
    """A missing child was found there, who does not live there and has no family there."""
    return """
    SELECT address AS subject, least(count(DISTINCT event), count(DISTINCT origin)) AS amount,
           list(child) AS others, flatten(list(links)) AS links, list(event) AS events,
           flatten(list(reports)) AS reports, max(day) AS day
    FROM children_found GROUP BY address"""


@indicator(
    claim=CLAIM,
    points=3,
    evidence_class="context",
    source="domain-c10",
    text="{phones:number of a drug line is|numbers of drug lines are} tied to it ({others}) by "
    "a delivery, a top-up or its Wi-Fi, last on {day}.",
    benign=("a shared handset", "the number was attributed to the wrong line"),
)
def deal_line_tied_to_address() -> str:
    """A drug line's number was delivered, topped up or on Wi-Fi there; never by cell alone."""
    return """
    SELECT e.to_id AS subject, least(count(DISTINCT e.from_id), count(DISTINCT e.origin)) AS amount,
           count(DISTINCT e.from_id) AS phones, list(e.from_id) AS others, list(e.link) AS links,
           list(e.report) || list(f.report) AS reports, list(f.flag_id) AS flags,
           max(e.last_day) AS day
    FROM evidence e JOIN flags_used f ON f.subject = e.from_id AND f.flag = 'deal_line' AND f.usable
    WHERE e.kind = 'tied_to' AND e.counts
      AND NOT EXISTS (SELECT 1 FROM evidence c JOIN residents r ON r.person = c.from_id
                      WHERE c.kind = 'controls' AND c.usable AND c.to_id = e.from_id
                        AND r.address = e.to_id AND r.in_force)
    GROUP BY e.to_id"""


@indicator(
    claim=CLAIM,
    points=2,
    evidence_class="event",
    source="domain-c12",
    text="The occupant ({others}) is recorded as harmed, threatened or held in debt{place}, "
    "last on {day}.",
    benign=("violence within the family", "something that has nothing to do with the home"),
)
def occupant_victim_there() -> str:
    """The occupant is a victim of violence, robbery, threats or debt, there or of its visitors.

    What happened elsewhere, or was done by somebody not seen there, gives 1 point and carries
    nothing; a child's harm elsewhere says nothing of the home.
    """
    return """
    WITH harmed AS (
        SELECT l.address, l.person, l.child, e.link, v.event, e.report, e.origin, v.day,
               coalesce(v.address = l.address, false) AS here
        FROM occupants l JOIN evidence e ON e.from_id = l.person AND e.kind = 'victim_in' AND e.usable
        JOIN events_used v ON v.event = e.to_id AND v.counts
        WHERE v.type IN ('violence', 'robbery', 'threat')
           OR (v.type IN ('exploitation', 'modern_slavery')
               AND v.address IS DISTINCT FROM l.address)
        UNION ALL
        SELECT l.address, l.person, l.child, e.link, NULL, e.report, e.origin, e.last_day,
               EXISTS (SELECT 1 FROM evidence s WHERE s.to_id = l.address AND s.usable
                       AND s.kind IN ('visits', 'controls', 'gave_address')
                       AND s.from_id = CASE e.kind WHEN 'threatens' THEN e.from_id ELSE e.to_id END)
        FROM evidence e
        JOIN occupants l ON l.person = CASE e.kind WHEN 'threatens' THEN e.to_id ELSE e.from_id END
        WHERE e.kind IN ('threatens', 'in_debt_to') AND e.counts
          AND NOT EXISTS (SELECT 1 FROM kin k WHERE k.a = e.from_id AND k.b = e.to_id
                          AND k.relation <> 'partner')),
    by_family AS (
        SELECT h.event, h.person FROM harmed h
        JOIN evidence s ON s.to_id = h.event AND s.kind IN ('suspect_in', 'charged_in')
        JOIN kin k ON k.a = s.from_id AND k.b = h.person),
    outside AS (
        SELECT h.* FROM harmed h ANTI JOIN by_family b ON b.event = h.event AND b.person = h.person
        WHERE h.here OR NOT h.child)
    SELECT address AS subject, count(DISTINCT origin) AS amount, list(person) AS others,
           list(link) AS links, list(event) AS events, list(report) AS reports, max(day) AS day,
           bool_or(here) AS carries, CASE WHEN bool_or(here) THEN 2 ELSE 1 END AS points,
           CASE WHEN bool_or(here) THEN ', there or by people seen there' ELSE '' END AS place
    FROM outside GROUP BY address"""


@indicator(
    claim=CLAIM,
    points=4,
    evidence_class="conduct",
    source="domain-c14",
    text="{people:person who does|people who do} not hold the home {people:=is|are} reported to "
    "control it ({others}), last on {day}{headings}.",
    benign=("a landlord or carer who controls entry with good reason", "a key safe"),
)
def others_control_the_home() -> str:
    """Somebody who is no tenant, relative or professional decides who enters or how it is used.

    Whoever moved in after somebody else who lives there may control it too. Headings (a) to (d)
    of statutory control are read from the link's detail where it names them.
    """
    return """
    WITH later AS (
        SELECT l.address, l.person FROM occupants l JOIN occupants o
          ON o.address = l.address AND o.person <> l.person
        WHERE l.address IN (SELECT to_id FROM evidence WHERE kind = 'controls' AND counts)
        GROUP BY l.address, l.person
        HAVING min(o.day) < any_value(l.day)),
    moved_in AS (
        SELECT e.to_id AS address, e.from_id AS person, e.link, e.report, e.origin,
               e.last_day AS day, e.age_days, e.detail
        FROM evidence e JOIN later l ON l.address = e.to_id AND l.person = e.from_id
        JOIN person_facts f ON f.person = e.from_id AND NOT f.professional
        WHERE e.kind = 'controls' AND e.counts),
    control AS (
        SELECT * EXCLUDE (kind) FROM outsiders WHERE kind = 'controls' UNION ALL FROM moved_in),
    named AS (
        SELECT address, list_sort(list_distinct(flatten(list(
            regexp_extract_all(coalesce(detail, ''), '\\([a-d]\\)'))))) AS found
        FROM control GROUP BY address)
    SELECT c.address AS subject, least(count(DISTINCT person), count(DISTINCT origin)) AS amount,
           count(DISTINCT person) AS people, list(person) AS others, list(link) AS links,
           list(report) AS reports, max(day) AS day,
           CASE WHEN len(any_value(n.found)) > 0
                THEN '; headings of control named: ' || array_to_string(any_value(n.found), ', ')
                ELSE '' END AS headings
    FROM control c JOIN named n ON n.address = c.address GROUP BY c.address"""


@indicator(
    claim=CLAIM,
    points=4,
    evidence_class="disclosure",
    source="domain-c15",
    text="The occupant ({others}) has told of being exploited by people linked to the home, or is "
    "recorded as a victim of exploitation there, last on {day}.",
    benign=("single_complainant", "a dispute in which each accuses the other"),
)
def occupant_disclosure() -> str:
    """The occupant names somebody linked to the home, or is a victim of exploitation there."""
    return """
    WITH told AS (
        SELECT l.address, l.person, e.link, NULL AS event, e.report, e.origin, e.last_day AS day
        FROM evidence e JOIN occupants l ON l.person = e.from_id
        WHERE e.kind = 'accuses' AND e.counts
          AND EXISTS (SELECT 1 FROM evidence s WHERE s.to_id = l.address AND s.from_id = e.to_id
                      AND s.usable AND s.kind IN ('visits', 'controls', 'gave_address', 'lives_at'))
        UNION ALL
        SELECT l.address, l.person, e.link, v.event, e.report, e.origin, v.day
        FROM occupants l JOIN evidence e ON e.from_id = l.person AND e.kind = 'victim_in' AND e.usable
        JOIN events_used v ON v.event = e.to_id AND v.counts AND v.address = l.address
        WHERE v.type IN ('exploitation', 'modern_slavery'))
    SELECT address AS subject, count(DISTINCT origin) AS amount, list(person) AS others,
           list(link) AS links, list(event) AS events, list(report) AS reports, max(day) AS day
    FROM told GROUP BY address"""

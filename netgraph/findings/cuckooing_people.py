"""Pieces of SQL that the indicators about homes share: who is no resident, who has a history.

Each function returns a SELECT over the tables of evidence.py, to stand in a FROM.
"""

from netgraph.findings.exploiters_acts import (
    EXPLOITATION_EVENTS,
    ROLE_KINDS,
    age_on,
    under_18,
)

__all__ = ["children_found", "expected", "occupants", "outsiders", "supply_history"]

# Conduct of the first end that speaks of supplying drugs or of using others for it.
_CONDUCT_OF_FIRST = "('supplies', 'directs', 'recruited', 'arranges_travel_for')"
# Youngest age in years at which children are known to be used by lines. SOURCE: [domain-c8].
YOUNGEST_USED = 10

# Threats to somebody, a debt held over somebody, exploitation that somebody names them for.
_TOWARDS_SOMEBODY = "('threatens', 'in_debt_to', 'accuses')"


def occupants() -> str:
    """People who live somewhere on the day: address, person, day (moved in), child, at_risk."""
    return "SELECT address, person, day, child, at_risk FROM occupants"


def outsiders(kind: str) -> str:
    """Links of one kind from a person to an address where they are neither at home nor expected.

    Left out, as for ``visitors``: who lives there, professionals, those who support a resident,
    and a resident's family but partners. Columns: address, person, link, report, origin, day,
    age_days, detail.
    """
    return f"""
    SELECT e.to_id AS address, e.from_id AS person, e.link, e.report, e.origin, e.last_day AS day,
           e.age_days, e.detail
    FROM evidence e JOIN person_facts f ON f.person = e.from_id AND NOT f.professional
    JOIN addresses a ON a.id = e.to_id
    WHERE e.kind = '{kind}' AND e.counts
      AND NOT EXISTS (SELECT 1 FROM residents r WHERE r.address = e.to_id AND r.person = e.from_id
                      AND coalesce(r.end_day >= e.last_day, true))
      AND (e.to_id, e.from_id) NOT IN ({expected(kind)})"""


def expected(kind: str) -> str:
    """Pairs of address and person, among links of a kind, whom a resident's life explains."""
    return f"""
    SELECT s.to_id, s.from_id FROM evidence s JOIN residents r ON r.address = s.to_id AND r.in_force
    JOIN kin k ON k.a = r.person AND k.b = s.from_id AND k.relation <> 'partner'
    WHERE s.kind = '{kind}'
    UNION
    SELECT s.to_id, s.from_id FROM evidence s JOIN residents r ON r.address = s.to_id AND r.in_force
    JOIN supports_pairs p ON p.a = r.person AND p.b = s.from_id WHERE s.kind = '{kind}'"""


def supply_history() -> str:
    """People with conduct or a role in an event of supply or exploitation that counts.

    Columns: person, links, events, reports, origins (lists), day (the latest). Threats, debts and
    accusations of whoever lives where that person visits are left out: other indicators count them.
    """
    return f"""
    SELECT person, list(link) AS links, list(event) AS events, list(DISTINCT report) AS reports,
           list(DISTINCT origin) AS origins, max(day) AS day
    FROM (
        SELECT from_id AS person, link, NULL::VARCHAR AS event, report, origin, last_day AS day
        FROM evidence WHERE kind IN {_CONDUCT_OF_FIRST} AND counts
        UNION ALL
        SELECT t.person, t.link, NULL, t.report, t.origin, t.last_day FROM (
            SELECT CASE kind WHEN 'threatens' THEN from_id ELSE to_id END AS person,
                   CASE kind WHEN 'threatens' THEN to_id ELSE from_id END AS other,
                   link, report, origin, last_day
            FROM evidence WHERE kind IN {_TOWARDS_SOMEBODY} AND counts) t
        WHERE NOT EXISTS (SELECT 1 FROM visitors v JOIN residents r ON r.address = v.address
                          WHERE v.person = t.person AND r.person = t.other)
        UNION ALL
        SELECT e.from_id, e.link, NULL, e.report, e.origin, e.last_day FROM evidence e
        WHERE e.kind = 'controls' AND e.counts
          AND e.to_id IN (SELECT subject FROM flags_used WHERE flag = 'deal_line' AND usable)
        UNION ALL
        SELECT e.from_id, e.link, v.event, e.report, e.origin, v.day
        FROM evidence e JOIN events_used v ON v.event = e.to_id
        WHERE e.kind IN {ROLE_KINDS} AND e.counts AND v.counts AND v.type IN {EXPLOITATION_EVENTS})
    GROUP BY person"""


def children_found() -> str:
    """Missing children of 10 and over found at an address where neither they nor family live.

    Columns: address, event, day, child, age (null if unknown), links, reports (lists), origin.
    """
    age = age_on("f.date_of_birth", "v.day")
    young = under_18("f.date_of_birth", "v.day")
    return f"""
    WITH found AS (
        SELECT t.to_id AS address, v.event, v.day, p.from_id AS child, {age} AS age,
               [t.link, p.link] AS links, [t.report, p.report, v.report] AS reports, t.origin
        FROM evidence t JOIN events_used v ON v.event = t.from_id AND v.type = 'missing'
        JOIN evidence p ON p.to_id = v.event AND p.kind = 'present_at' AND p.usable
        JOIN person_facts f ON f.person = p.from_id
        JOIN addresses a ON a.id = t.to_id
        WHERE t.kind = 'found_at' AND t.usable AND v.counts
          AND (({young} AND {age} >= {YOUNGEST_USED})
               OR (f.date_of_birth IS NULL AND f.at_risk = 'child')))
    SELECT f.* FROM found f
    WHERE NOT EXISTS (SELECT 1 FROM residents r WHERE r.address = f.address
                      AND r.person = f.child AND coalesce(r.end_day >= f.day, true))
      AND NOT EXISTS (SELECT 1 FROM residents r JOIN kin k ON k.a = r.person
                      WHERE r.address = f.address AND k.b = f.child)"""

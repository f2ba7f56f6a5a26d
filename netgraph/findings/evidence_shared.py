"""What several indicators ask of the evidence, worked out once: temporary tables, made in order.

- ``touches``: a, b, link, report, origin, day, counts; who was together or in touch with whom, as
  usable links say, calls given to the people to whom the telephones are attributed.
- ``outsiders``: kind, address, person, link, report, origin, day, age_days, detail; links
  ``gave_address`` and ``controls`` that count, of people who are neither at home there nor
  expected (professionals, who supports a resident, a resident's family but partners).
- ``controlled_homes``: doer, other (the home), use, link, report, origin, day; links ``controls``
  that count, of people who never lived there, no family (partners are kept) or carer of who did.
- ``supply_history``: person, links, events, reports, origins (lists), day (the latest); conduct or
  a role in an event of supply or exploitation that counts. Threats, debts and accusations of
  whoever lives where that person visits are left out: other indicators count them.
- ``children_found``: address, event, day, child, age (null if unknown), links, reports (lists),
  origin; missing children of 10 and over found where neither they nor family live.
- ``missing_found``: person, event, link, report, origin, day, place, with_family; each place or
  person with whom a missing person was found, once for each link behind it.
- ``far_journeys``: person, event, link, report, origin, day; journeys, stops and custody far from
  home of children and people at risk.
"""

from netgraph.findings.exploiters_acts import (
    EXPLOITATION_EVENTS,
    ROLE_KINDS,
    age_on,
    far_from_home,
    under_18,
)

__all__ = ["shared_statements"]

# Conduct of the first end that speaks of supplying drugs or of using others for it.
_CONDUCT_OF_FIRST = "('supplies', 'directs', 'recruited', 'arranges_travel_for')"
# Threats to somebody, a debt held over somebody, exploitation that somebody names them for.
_TOWARDS_SOMEBODY = "('threatens', 'in_debt_to', 'accuses')"
# Youngest age in years at which children are known to be used by lines. SOURCE: [domain-c8].
YOUNGEST_USED = 10


def shared_statements() -> tuple[str, ...]:
    """Statements that make the tables named above from those of evidence.py."""
    return (
        _TOUCHES,
        _OUTSIDERS,
        _CONTROLLED_HOMES,
        _supply_history(),
        _children_found(),
        _MISSING_FOUND,
        _far_journeys(),
    )


_TOUCHES = """
    CREATE OR REPLACE TEMP TABLE touches AS
    SELECT from_id AS a, to_id AS b, link, report, origin, last_day AS day, counts
    FROM evidence WHERE kind IN ('associates_with', 'contacted') AND usable AND from_id <> to_id
    UNION ALL
    SELECT f.person, t.person, c.link, c.report, c.origin, c.last_day, c.counts
    FROM evidence c
    JOIN attributed f ON f.phone = c.from_id AND coalesce(f.end_day >= c.day, true)
    JOIN attributed t ON t.phone = c.to_id AND coalesce(t.end_day >= c.day, true)
    WHERE c.kind = 'contacted' AND c.usable AND f.person <> t.person"""

_OUTSIDERS = """
    CREATE OR REPLACE TEMP TABLE outsiders AS
    WITH seen AS (
        SELECT e.kind, e.to_id AS address, e.from_id AS person, e.link, e.report, e.origin,
               e.last_day AS day, e.age_days, e.detail
        FROM evidence e JOIN person_facts f ON f.person = e.from_id AND NOT f.professional
        JOIN addresses a ON a.id = e.to_id
        WHERE e.kind IN ('gave_address', 'controls') AND e.counts),
    living AS (
        SELECT DISTINCT s.address, s.person, r.person AS resident
        FROM seen s JOIN residents r ON r.address = s.address AND r.in_force),
    expected AS (
        SELECT l.address, l.person FROM living l
        JOIN kin k ON k.a = l.resident AND k.b = l.person AND k.relation <> 'partner'
        UNION
        SELECT l.address, l.person FROM living l
        JOIN supports_pairs p ON p.a = l.resident AND p.b = l.person)
    SELECT s.* FROM seen s
    ANTI JOIN expected x ON x.address = s.address AND x.person = s.person
    ANTI JOIN residents r ON r.address = s.address AND r.person = s.person
      AND coalesce(r.end_day >= s.day, true)"""

_CONTROLLED_HOMES = """
    CREATE OR REPLACE TEMP TABLE controlled_homes AS
    WITH control AS (
        SELECT e.from_id AS doer, e.to_id AS other, a.use, e.link, e.report, e.origin,
               e.last_day AS day
        FROM evidence e JOIN addresses a ON a.id = e.to_id
        WHERE e.kind = 'controls' AND e.counts),
    living AS (
        SELECT DISTINCT c.doer, c.other, r.person FROM control c
        JOIN residents r ON r.address = c.other),
    expected AS (
        SELECT doer, other FROM living WHERE person = doer
        UNION
        SELECT l.doer, l.other FROM living l
        JOIN kin k ON k.a = l.person AND k.b = l.doer AND k.relation <> 'partner'
        UNION
        SELECT l.doer, l.other FROM living l
        JOIN supports_pairs s ON s.a = l.person AND s.b = l.doer)
    SELECT c.* FROM control c ANTI JOIN expected x ON x.doer = c.doer AND x.other = c.other"""


def _supply_history() -> str:
    return f"""
    CREATE OR REPLACE TEMP TABLE supply_history AS
    WITH towards AS (
        SELECT CASE kind WHEN 'threatens' THEN from_id ELSE to_id END AS person,
               CASE kind WHEN 'threatens' THEN to_id ELSE from_id END AS other,
               link, report, origin, last_day AS day
        FROM evidence WHERE kind IN {_TOWARDS_SOMEBODY} AND counts),
    at_home AS (
        SELECT DISTINCT t.person, t.other FROM towards t JOIN visitors v ON v.person = t.person
        JOIN residents r ON r.person = t.other AND r.address = v.address)
    SELECT person, list(link) AS links, list(event) AS events, list(report) AS reports,
           list(origin) AS origins, max(day) AS day
    FROM (
        SELECT from_id AS person, link, NULL::VARCHAR AS event, report, origin, last_day AS day
        FROM evidence WHERE kind IN {_CONDUCT_OF_FIRST} AND counts
        UNION ALL
        SELECT t.person, t.link, NULL, t.report, t.origin, t.day FROM towards t
        ANTI JOIN at_home h ON h.person = t.person AND h.other = t.other
        UNION ALL
        SELECT e.from_id, e.link, NULL, e.report, e.origin, e.last_day FROM evidence e
        WHERE e.kind = 'controls' AND e.counts
          AND e.to_id IN (SELECT subject FROM flags_used WHERE flag = 'deal_line' AND usable)
        UNION ALL
        SELECT e.from_id, e.link, v.event, e.report, e.origin, v.day
        FROM evidence e JOIN events_used v ON v.event = e.to_id
        WHERE e.kind IN {ROLE_KINDS} AND e.counts AND v.counts AND v.type IN {EXPLOITATION_EVENTS})
    GROUP BY person"""


def _children_found() -> str:
    age = age_on("f.date_of_birth", "v.day")
    young = under_18("f.date_of_birth", "v.day")
    return f"""
    CREATE OR REPLACE TEMP TABLE children_found AS
    WITH found AS (
        SELECT t.to_id AS address, v.event, v.day, p.from_id AS child, {age} AS age,
               [t.link, p.link] AS links, [t.report, p.report, v.report] AS reports, t.origin
        FROM evidence t JOIN events_used v ON v.event = t.from_id AND v.type = 'missing'
        JOIN evidence p ON p.to_id = v.event AND p.kind = 'present_at' AND p.usable
        JOIN person_facts f ON f.person = p.from_id
        JOIN addresses a ON a.id = t.to_id
        WHERE t.kind = 'found_at' AND t.usable AND v.counts
          AND (({young} AND {age} >= {YOUNGEST_USED})
               OR (f.date_of_birth IS NULL AND f.at_risk = 'child'))),
    with_family AS (
        SELECT DISTINCT f.address, f.child FROM found f JOIN kin k ON k.b = f.child
        JOIN residents r ON r.person = k.a AND r.address = f.address)
    SELECT f.* FROM found f
    ANTI JOIN with_family w ON w.address = f.address AND w.child = f.child
    ANTI JOIN residents r ON r.address = f.address AND r.person = f.child
      AND coalesce(r.end_day >= f.day, true)"""


_MISSING_FOUND = """
    CREATE OR REPLACE TEMP TABLE missing_found AS
    WITH met AS (
        SELECT e.from_id AS person, v.event, v.day, w.to_id AS place, e.link, e.report, e.origin,
               w.link AS found_link, w.report AS found_report, w.origin AS found_origin
        FROM evidence e JOIN events_used v ON v.event = e.to_id
        JOIN evidence w ON w.kind = 'found_at' AND w.from_id = v.event AND w.usable
        WHERE e.kind = 'present_at' AND e.usable AND v.counts AND v.type = 'missing'),
    pairs AS (SELECT DISTINCT person, place FROM met),
    near AS (SELECT p.person, p.place, k.b FROM pairs p JOIN kin k ON k.a = p.person),
    family AS (
        SELECT person, place FROM near WHERE b = place
        UNION
        SELECT n.person, n.place FROM near n
        JOIN residents r ON r.person = n.b AND r.address = n.place AND r.in_force
        UNION
        SELECT p.person, p.place FROM pairs p
        JOIN residents r ON r.person = p.person AND r.address = p.place)
    SELECT m.person, m.event, unnest([m.link, m.found_link]) AS link,
           unnest([m.report, m.found_report]) AS report,
           unnest([m.origin, m.found_origin]) AS origin, m.day, m.place,
           f.person IS NOT NULL AS with_family
    FROM met m LEFT JOIN family f ON f.person = m.person AND f.place = m.place"""


def _far_journeys() -> str:
    return f"""
    CREATE OR REPLACE TEMP TABLE far_journeys AS
    SELECT e.from_id AS person, v.event, e.link, e.report, e.origin, v.day
    FROM evidence e JOIN events_used v ON v.event = e.to_id
    JOIN person_facts f ON f.person = e.from_id
    WHERE e.kind = 'present_at' AND e.usable AND v.counts
      AND v.type IN ('stop_search', 'custody', 'travel')
      AND ({under_18("f.date_of_birth", "v.day")} OR f.at_risk IS NOT NULL)
      AND {far_from_home("f", "v")}"""

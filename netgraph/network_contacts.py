"""Who met or dealt with whom around some people, as SQL over the evidence tables.

Used by network.contact_network: the pairs that patterns of the second pass look at. Cheaper than all
ties of a case (network_ties.py), as only the neighbourhood of those people is read.
"""

from netgraph.findings.evidence import CONDUCT_DAYS
from netgraph.findings.exploiters_acts import meetings

__all__ = ["contact_statements"]

# Meetings count as long as conduct here: who knew whom first is asked, not who meets now.
_LATELY = f"day >= getvariable('as_of') - {CONDUCT_DAYS}"


def contact_statements() -> tuple[str, ...]:
    """Statements that make ``circle`` (person) and ``circle_pairs``; the first takes the ids.

    ``circle_pairs``: one < other, first ({d: day, l: link, r: report, o: origin}), conduct,
    fellows.
    """
    return (
        "CREATE OR REPLACE TEMP TABLE centre AS SELECT unnest(?::VARCHAR[]) AS person",
        _circle(),
        "DROP TABLE temp.centre",
        _circle_pairs(),
    )


def _circle() -> str:
    return f"""
    CREATE OR REPLACE TEMP TABLE circle AS
    WITH near AS (
        SELECT person FROM centre
        UNION SELECT b FROM ({meetings("SELECT person FROM centre")}) WHERE {_LATELY}
        UNION SELECT other FROM dealings WHERE doer IN (SELECT person FROM centre)
        UNION SELECT doer FROM dealings WHERE other IN (SELECT person FROM centre))
    SELECT n.person FROM near n JOIN person_facts f ON f.person = n.person AND NOT f.professional"""


def _circle_pairs() -> str:
    return f"""
    CREATE OR REPLACE TEMP TABLE circle_pairs AS
    WITH touched AS (
        SELECT a AS one, b AS other, link, report, origin, day, false AS conduct
        FROM ({meetings("SELECT person FROM circle")}) WHERE {_LATELY} AND a < b
        UNION ALL
        SELECT least(doer, other), greatest(doer, other), link, report, origin, day, true
        FROM dealings),
    counted AS (
        SELECT t.* FROM touched t
        JOIN circle a ON a.person = t.one JOIN circle b ON b.person = t.other
        LEFT JOIN kin k ON k.a = t.one AND k.b = t.other
        ANTI JOIN supports_pairs s ON s.a = t.one AND s.b = t.other
        WHERE t.conduct OR k.a IS NULL),
    members AS (
        SELECT DISTINCT m.from_id AS person, m.to_id AS body
        FROM evidence m JOIN organisations o ON o.id = m.to_id AND coalesce(o.type, '') <> 'gang'
        JOIN circle c ON c.person = m.from_id WHERE m.kind = 'member_of' AND m.usable),
    fellows AS (
        SELECT DISTINCT m.person AS one, n.person AS other
        FROM members m JOIN members n ON n.body = m.body AND m.person < n.person)
    SELECT c.one, c.other, min({{'d': day, 'l': link, 'r': report, 'o': origin}}) AS first,
           bool_or(conduct) AS conduct, bool_or(f.one IS NOT NULL) AS fellows
    FROM counted c LEFT JOIN fellows f ON f.one = c.one AND f.other = c.other
    GROUP BY c.one, c.other"""

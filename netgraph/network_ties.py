"""What makes a tie between two people, as SQL over the evidence tables.

A tie rests on usable evidence of three sorts:

- **direct**: any conduct between the two, and being seen together or in touch;
- **by telephone**: calls between telephones that they use, or one telephone that both use;
- **together**: at one address within a month of each other, or in one event (not as a witness).

Left out, because being there says nothing of being together: hotels, hostels, houses of many
households, care homes, businesses and public places; any place, event or telephone with more
people than the limits below. Between family only conduct counts: relatives meet and call.

``strength`` counts independent origins: 4 for each that tells of conduct, 2 for each that tells of
direct association or a telephone, 1 for each that only places both somewhere. One origin counts once,
by the most that it tells. Ten stop-checks of one operation are one origin.
"""

from netgraph.vocabulary import LINK_KINDS, EvidenceClass

__all__ = ["MEETING_PLACES_AT_MOST", "tie_statements"]

# What one origin is worth that tells of conduct, of direct association, of being at one place.
# SOURCE: [decision-0010].
CONDUCT_STRENGTH = 4
ASSOCIATION_STRENGTH = 2
TOGETHER_STRENGTH = 1
# Places and events with more people than this tie nobody. SOURCE: [decision-0010].
MEETING_PLACES_AT_MOST = 15
# Telephones with more users than this tie nobody. SOURCE: [decision-0010].
TELEPHONE_USERS_AT_MOST = 4
# Days within which two people at one address were there together. SOURCE: [decision-0010].
TOGETHER_DAYS = 30
# Uses of an address at which being there says nothing of being together.
SHARED_USES = ("hmo", "hostel", "hotel", "supported_living", "care_home", "business", "public")

_PRESENCE_AT_ADDRESSES = ("visits", "gave_address", "controls", "lives_at")
_ROLES = ("suspect_in", "charged_in", "convicted_in", "victim_in", "present_at")
_BETWEEN_PEOPLE = tuple(
    kind.name
    for kind in LINK_KINDS
    if ("person", "person") in kind.endpoints and kind.evidence_class is not EvidenceClass.CONTEXT
)


def tie_statements() -> tuple[str, ...]:
    """Statements that make ``person_ties`` from the evidence tables and ``chosen_links``.

    Columns: one < other, strength, origins, links (sorted), day (latest), conduct, kin,
    professional.
    """
    return (
        "CREATE OR REPLACE TEMP TABLE tie_evidence AS "
        "SELECT e.* FROM evidence e SEMI JOIN chosen_links l ON l.link = e.link WHERE e.usable",
        _presence(),
        _family_and_work(),
        f"CREATE OR REPLACE TEMP TABLE tie_rows AS {_direct()} UNION ALL {_by_telephone()} "
        f"UNION ALL {_one_telephone()} UNION ALL {_together()}",
        _person_ties(),
        *(f"DROP TABLE temp.{name}" for name in _SCRATCH),
    )


_SCRATCH = ("tie_evidence", "presence", "family_and_work", "tie_rows")


def _presence() -> str:
    """Who was where, from which day to which, once for each origin; crowded places left out.

    Residents were there all along: their origin is null, and it is the visitor's that counts.
    """
    at_addresses = ", ".join(map(repr, _PRESENCE_AT_ADDRESSES))
    roles = ", ".join(map(repr, _ROLES))
    return f"""
    CREATE OR REPLACE TEMP TABLE presence AS
    WITH seen AS (
        SELECT e.to_id AS place, false AS is_event, e.from_id AS person,
               CASE WHEN e.kind = 'lives_at' THEN NULL ELSE e.origin END AS origin,
               e.day AS first_day,
               CASE WHEN e.kind = 'lives_at' AND e.end_day IS NULL THEN getvariable('as_of')
                    ELSE e.last_day END AS last_day, e.link
        FROM tie_evidence e JOIN addresses a ON a.id = e.to_id
        WHERE e.kind IN ({at_addresses}) AND coalesce(a.use, 'unknown') NOT IN {SHARED_USES}
        UNION ALL
        SELECT e.to_id, true, e.from_id, e.origin, e.day, e.last_day, e.link
        FROM tie_evidence e WHERE e.kind IN ({roles})
        UNION ALL
        SELECT e.from_id, true, e.to_id, e.origin, e.day, e.last_day, e.link
        FROM tie_evidence e JOIN people p ON p.id = e.to_id WHERE e.kind = 'found_at'),
    quiet AS (
        SELECT place FROM seen GROUP BY place
        HAVING count(DISTINCT person) BETWEEN 2 AND {MEETING_PLACES_AT_MOST})
    SELECT place, is_event, person, origin, min(first_day) AS first_day, max(last_day) AS last_day,
           list(link ORDER BY link) AS links
    FROM seen SEMI JOIN quiet USING (place) GROUP BY place, is_event, person, origin"""


def _family_and_work() -> str:
    """Pairs that are family, and pairs of whom one is a professional or works with the other."""
    return """
    CREATE OR REPLACE TEMP TABLE family_and_work AS
    SELECT a AS one, b AS other, true AS kin, false AS work FROM kin WHERE a < b
    UNION
    SELECT a, b, false, true FROM supports_pairs WHERE a < b"""


def _direct() -> str:
    kinds = ", ".join(map(repr, _BETWEEN_PEOPLE))
    return f"""
    SELECT least(e.from_id, e.to_id) AS one, greatest(e.from_id, e.to_id) AS other,
           CASE e.class WHEN 'conduct' THEN {CONDUCT_STRENGTH} ELSE {ASSOCIATION_STRENGTH} END
               AS strength, e.origin, e.origin AS other_origin, [e.link] AS links, e.last_day AS day
    FROM tie_evidence e
    JOIN people f ON f.id = e.from_id JOIN people t ON t.id = e.to_id
    WHERE e.kind IN ({kinds}) AND e.from_id <> e.to_id"""


def _users() -> str:
    """Who uses which telephone, if not too many do."""
    return f"""
    (SELECT e.from_id AS person, e.to_id AS phone, e.link, e.origin, e.last_day AS day
     FROM tie_evidence e JOIN phones p ON p.id = e.to_id
     WHERE e.kind IN ('uses', 'controls')
     QUALIFY count(DISTINCT e.from_id) OVER (PARTITION BY e.to_id) <= {TELEPHONE_USERS_AT_MOST})"""


def _by_telephone() -> str:
    """Calls between the telephones of two people; the origin is that of the calls."""
    users = _users()
    return f"""
    SELECT least(f.person, t.person), greatest(f.person, t.person), {ASSOCIATION_STRENGTH},
           e.origin, e.origin, [e.link, f.link, t.link], e.last_day
    FROM tie_evidence e JOIN {users} f ON f.phone = e.from_id JOIN {users} t ON t.phone = e.to_id
    WHERE e.kind = 'contacted' AND f.person <> t.person"""


def _one_telephone() -> str:
    """One telephone that two people use."""
    users = _users()
    return f"""
    SELECT f.person, t.person, {ASSOCIATION_STRENGTH}, f.origin, t.origin, [f.link, t.link],
           greatest(f.day, t.day)
    FROM {users} f JOIN {users} t ON t.phone = f.phone AND t.person > f.person"""


def _together() -> str:
    """Two people at one address within a month of each other, or in one event."""
    return f"""
    SELECT a.person, b.person, {TOGETHER_STRENGTH}, coalesce(a.origin, b.origin),
           coalesce(b.origin, a.origin), list_concat(a.links, b.links),
           least(a.last_day, b.last_day)
    FROM presence a JOIN presence b ON b.place = a.place AND b.person > a.person
    WHERE a.is_event OR (a.first_day <= b.last_day + {TOGETHER_DAYS}
                         AND b.first_day <= a.last_day + {TOGETHER_DAYS})"""


def _person_ties() -> str:
    """Rows to ties: each origin once by the most it tells; both ends' origins, whichever fewer."""
    return f"""
    CREATE OR REPLACE TEMP TABLE person_ties AS
    WITH marks AS (
        SELECT one, other, bool_or(kin) AS kin, bool_or(work) AS work
        FROM family_and_work GROUP BY one, other),
    counted AS (
        SELECT r.* FROM tie_rows r LEFT JOIN marks m USING (one, other)
        WHERE NOT coalesce(m.kin, false) OR r.strength = {CONDUCT_STRENGTH}),
    best AS (
        SELECT one, other, origin, max(strength) AS strength, true AS first_end
        FROM counted GROUP BY one, other, origin
        UNION ALL
        SELECT one, other, other_origin, max(strength), false
        FROM counted GROUP BY one, other, other_origin),
    sums AS (
        SELECT one, other, first_end, sum(strength) AS strength, count(origin) AS origins
        FROM best GROUP BY one, other, first_end),
    strengths AS (
        SELECT one, other, min(strength)::INTEGER AS strength, min(origins)::INTEGER AS origins
        FROM sums GROUP BY one, other),
    behind AS (
        SELECT one, other, list_sort(list_distinct(flatten(list(links)))) AS links, max(day) AS day,
               bool_or(strength = {CONDUCT_STRENGTH}) AS conduct
        FROM counted GROUP BY one, other),
    ties AS (
        SELECT one, other, s.strength, greatest(s.origins, 1) AS origins, b.links, b.day, b.conduct
        FROM strengths s JOIN behind b USING (one, other))
    SELECT one, other, coalesce(t.strength, 0) AS strength, coalesce(t.origins, 0) AS origins,
           coalesce(t.links, CAST([] AS VARCHAR[])) AS links, t.day,
           coalesce(t.conduct, false) AS conduct, coalesce(m.kin, false) AS kin,
           coalesce(m.work, false) OR a.professional OR b.professional AS professional
    FROM ties t FULL JOIN marks m USING (one, other)
    JOIN person_facts a ON a.person = one JOIN person_facts b ON b.person = other"""

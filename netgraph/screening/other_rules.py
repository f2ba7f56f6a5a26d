"""Rules on places, devices, journeys of others and posts. Each adds to ``possible``.

A place is matched by its address where that is recorded; by postcode or by a point only for a
person to check, since both are larger than a building. A machine-readable zone may be given
beside the order (zones.py); what it leaves out it says.
"""

from netgraph.findings.exploiters_acts import age_on
from netgraph.screening.conditions import UNDER_18
from netgraph.screening.contact_rules import IN_TIME, TIME_STRENGTH
from netgraph.screening.rows import midnight, moment

__all__ = [
    "NEAR_METRES",
    "device_not_notified",
    "new_phone_in_use",
    "place",
    "place_in_zone",
    "post_to_read",
    "travel_of_others",
]

# From a point to an address, in metres, within which somebody may have been there.
# SOURCE: [decision-0017].
NEAR_METRES = 50

_EARTH_METRES = 6_371_000

_COLUMNS = (
    "p.order_id, p.condition, w.person, w.observed, w.act, w.own_strength, w.own_basis, w.at_text, "
    "w.from_at, w.to_at, w.day, w.file, w.line, w.links, w.reports, w.event, "
)


def metres(lat: str, lon: str, other_lat: str, other_lon: str) -> str:
    """SQL: metres between two points; null if either is unknown."""
    along, across = f"radians({other_lat} - {lat}) / 2", f"radians({other_lon} - {lon}) / 2"
    square = (
        f"pow(sin({along}), 2) + cos(radians({lat})) * cos(radians({other_lat})) "
        f"* pow(sin({across}), 2)"
    )
    return f"(2 * {_EARTH_METRES} * asin(sqrt(CASE WHEN {square} > 1 THEN 1 ELSE {square} END)))"


def place() -> str:
    """Being at an address that a condition names, or at the home of a person whom it names.

    The same address, property number or line and postcode match; the same postcode, or a point
    nearer than fifty metres whose stated precision is no larger, are for a person to check.
    """
    near = metres("w.lat", "w.lon", "z.lat", "z.lon")
    return f"""
        INSERT INTO possible BY NAME
        WITH zones AS (
            SELECT t.condition, t.target AS zone, t.target AS address, 3 AS strength,
                   'the address that the condition names' AS basis
            FROM condition_targets t WHERE t.kind = 'address'
            UNION ALL
            SELECT t.condition, t.target, l.to_id, 2,
                   concat('home of ', t.target, ': lives_at ', l.id, ', report ', l.report)
            FROM condition_targets t JOIN screen_links l ON l.from_id = t.target AND l.kind = 'lives_at'
            JOIN report_strengths r ON r.report = l.report
            WHERE t.kind = 'person' AND l.end_day IS NULL),
        placed AS (
            SELECT z.*, a.uprn, lower(trim(a.line)) AS line, replace(lower(a.postcode), ' ', '') AS postcode,
                   a.lat, a.lon FROM zones z JOIN screen_addresses a ON a.id = z.address),
        spots AS (
            SELECT w.* EXCLUDE (lat, lon), coalesce(w.lat, a.lat) AS lat, coalesce(w.lon, a.lon) AS lon,
                   a.uprn, lower(trim(a.line)) AS street, replace(lower(a.postcode), ' ', '') AS postcode
            FROM whereabouts w LEFT JOIN screen_addresses a ON a.id = w.address)
        SELECT 'place' AS rule, {_COLUMNS} z.zone AS other, z.address AS place, z.strength AS other_strength,
               z.basis AS other_basis, {TIME_STRENGTH.format(at="w")},
               CASE WHEN w.address = z.address OR w.uprn = z.uprn
                         OR (w.street = z.line AND w.postcode = z.postcode) THEN w.act_strength
                    ELSE least(w.act_strength, 1) END AS act_strength,
               CASE WHEN w.address = z.address OR w.uprn = z.uprn
                         OR (w.street = z.line AND w.postcode = z.postcode) THEN ''
                    WHEN w.address = '' OR w.postcode IS NULL OR w.postcode <> z.postcode THEN 'point'
                    ELSE 'postcode' END AS detail
        FROM screened_conditions p JOIN placed z ON z.condition = p.condition
        JOIN spots w ON w.person = p.person AND {IN_TIME.format(at="w")}
        WHERE p.category = 'place' AND (
            w.address = z.address OR w.uprn = z.uprn OR w.postcode = z.postcode
            OR ({near} <= {NEAR_METRES} AND coalesce(w.precision_m, 0) <= {NEAR_METRES}))
        QUALIFY row_number() OVER (PARTITION BY p.condition, w.links, w.file, w.line, w.act, z.zone
                                   ORDER BY act_strength DESC, z.address) = 1"""


def place_in_zone() -> str:
    """Being at an address or point inside a zone that was given beside the order.

    Streets match by name; an area by whether the point lies in it and its stated precision is
    smaller than the area. Always for a person to check where only a point is known.
    """
    return f"""
        INSERT INTO possible BY NAME
        SELECT 'place_in_zone' AS rule, {_COLUMNS} z.zone AS other, w.address AS place,
               z.strength AS other_strength, z.basis AS other_basis, {TIME_STRENGTH.format(at="w")},
               CASE WHEN z.by_street THEN w.act_strength ELSE least(w.act_strength, 2) END AS act_strength,
               '' AS detail
        FROM screened_conditions p JOIN spots_in_zones z ON z.condition = p.condition
        JOIN whereabouts w ON w.rowid = z.spot AND w.person = p.person AND {IN_TIME.format(at="w")}"""


def device_not_notified() -> str:
    """A number or handset of the data that is the person's own and is not on the notified list.

    One card for each device and condition, at its first use in the time in force. The list is the
    telephones that the condition names; a condition that names none cannot be screened.
    """
    return f"""
        INSERT INTO possible BY NAME
        WITH used AS (
            SELECT c.*, k.thing FROM (
                SELECT person, own_key, seen, at_text, from_at, to_at, day, file, line, app, link, report,
                       strength, basis FROM sides WHERE role = 'made') c
            LEFT JOIN things_by_key k ON k.key = c.own_key WHERE c.own_key <> '(owner)')
        SELECT 'device_not_notified' AS rule, p.order_id, p.condition, w.person, 'device' AS observed,
               'used_device' AS act, 3 AS act_strength, w.strength AS own_strength, w.basis AS own_basis,
               w.at_text, w.from_at, w.to_at, w.day, w.file, w.line, w.seen, coalesce(w.thing, '') AS other,
               3 AS other_strength, 'not among the devices that the condition names' AS other_basis,
               {TIME_STRENGTH.format(at="w")}, list_filter([w.link], lambda x: x <> '') AS links,
               list_filter([w.report], lambda x: x <> '') AS reports
        FROM screened_conditions p
        JOIN used w ON w.person = p.person AND {IN_TIME.format(at="w")}
        WHERE p.category = 'device'
          AND EXISTS (SELECT 1 FROM condition_targets t WHERE t.condition = p.condition AND t.kind = 'phone')
          AND w.own_key NOT IN (
              SELECT k.key FROM condition_targets t JOIN things_by_key k ON k.thing = t.target
              WHERE t.condition = p.condition)
        QUALIFY row_number() OVER (PARTITION BY p.condition, w.own_key ORDER BY w.from_at, w.seen) = 1"""


def new_phone_in_use() -> str:
    """A telephone that the case newly records as the person's and that is not on the notified list."""
    return f"""
        INSERT INTO possible BY NAME
        WITH held AS (
            SELECT l.id, l.from_id AS person, l.to_id AS phone, l.report, l.start_text AS at_text,
                   {moment("l.start")} AS from_at,
                   coalesce(l.start_at, {midnight("l.start_day + 1")} - INTERVAL 1 MICROSECOND) AS to_at,
                   l.start_day AS day, l.source_file AS file, l.source_line AS line, l.kind, r.grade,
                   least(r.strength, CASE WHEN l.basis = 'assessment' THEN 2 ELSE 3 END) AS strength
            FROM screen_links l JOIN report_strengths r ON r.report = l.report
            JOIN screen_phones f ON f.id = l.to_id
            WHERE l.kind IN ('uses', 'controls') AND l.is_new AND l.start_day IS NOT NULL)
        SELECT 'new_phone_in_use' AS rule, p.order_id, p.condition, w.person, 'device' AS observed,
               'recorded_device' AS act, 3 AS act_strength, w.strength AS own_strength,
               concat(w.kind, ' ', w.id, ', report ', w.report, ' graded ', w.grade) AS own_basis,
               w.at_text, w.from_at, w.to_at, w.day, w.file, w.line, w.phone AS other, 3 AS other_strength,
               'not among the devices that the condition names' AS other_basis,
               {TIME_STRENGTH.format(at="w")}, [w.id] AS links, [w.report] AS reports
        FROM screened_conditions p JOIN held w ON w.person = p.person AND {IN_TIME.format(at="w")}
        WHERE p.category = 'device'
          AND EXISTS (SELECT 1 FROM condition_targets t WHERE t.condition = p.condition AND t.kind = 'phone')
          AND NOT EXISTS (
              SELECT 1 FROM condition_targets t JOIN things_by_key n ON n.thing = t.target
              JOIN things_by_key k ON k.key = n.key WHERE t.condition = p.condition AND k.thing = w.phone)"""


def travel_of_others() -> str:
    """A journey that the person arranged, paid or drove, for somebody named or under 18.

    A journey on which both were recorded as present is for a person to check: being on the same
    train arranges nothing.
    """
    age = age_on("o.date_of_birth", "w.day")
    return f"""
        INSERT INTO possible BY NAME
        WITH arranged AS (
            SELECT l.from_id AS person, l.to_id AS other, 'arranged_travel' AS act, 3 AS act_strength,
                   least(r.strength, CASE WHEN l.basis = 'assessment' THEN 2 ELSE 3 END) AS strength,
                   concat(l.kind, ' ', l.id, ', report ', l.report, ' graded ', r.grade) AS basis,
                   coalesce(l.start_text, r.day::VARCHAR) AS at_text, l.start_day IS NULL AS undated,
                   coalesce({moment("l.start")}, {midnight("r.day")}) AS from_at,
                   coalesce(l.start_at, {midnight("coalesce(l.start_day, r.day) + 1")} - INTERVAL 1 MICROSECOND)
                       AS to_at, coalesce(l.start_day, r.day) AS day, l.source_file AS file,
                   l.source_line AS line, [l.id] AS links, [l.report] AS reports, '' AS event, '' AS place
            FROM screen_links l JOIN report_strengths r ON r.report = l.report
            WHERE l.kind = 'arranges_travel_for' AND l.is_new
            UNION ALL
            SELECT person, other, 'travelled_together', 1, least(own_strength, other_strength),
                   concat(own_basis, '; ', other_basis), at_text, false, from_at, to_at, day, file, line,
                   links, reports, event, place FROM contacts WHERE act = 'together_at_travel')
        SELECT 'travel_of_others' AS rule, p.order_id, p.condition, w.person, 'journey' AS observed, w.act,
               CASE WHEN w.undated THEN 1 ELSE w.act_strength END AS act_strength,
               w.strength AS own_strength, w.basis AS own_basis, w.at_text, w.from_at, w.to_at, w.day,
               w.file, w.line, w.links, w.reports, w.event, w.place, w.other,
               CASE WHEN t.kind = 'class' AND o.date_of_birth IS NULL THEN 1 ELSE 3 END AS other_strength,
               '' AS other_basis, {TIME_STRENGTH.format(at="w")},
               CASE WHEN t.kind = 'class' THEN {age} END AS age,
               t.kind = 'class' AND o.date_of_birth IS NULL AS age_unknown
        FROM screened_conditions p JOIN condition_targets t ON t.condition = p.condition
        JOIN arranged w ON w.person = p.person AND {IN_TIME.format(at="w")}
        JOIN screen_people o ON o.id = w.other
        WHERE p.category = 'travel' AND w.other <> p.person
          AND (t.target = w.other OR (t.target = '{UNDER_18}'
               AND (o.date_of_birth IS NULL OR {age} < 18)))"""


def post_to_read() -> str:
    """A post of an account of the person that the lexicon marks, or that a person has coded.

    Marked only ever means: to be read, whole and in context. ``marked_posts`` comes from posts.py.
    """
    return f"""
        INSERT INTO possible BY NAME
        SELECT 'post_to_read' AS rule, p.order_id, p.condition, w.person, 'post' AS observed,
               CASE WHEN w.coded <> '' THEN 'coded_post' ELSE 'marked_post' END AS act,
               CASE WHEN w.coded <> '' THEN 2 ELSE 1 END AS act_strength,
               w.strength AS own_strength, w.basis AS own_basis, w.at_text, w.from_at, w.to_at, w.day,
               w.file, w.line, w.account AS other, 3 AS other_strength, '' AS other_basis, w.own_shared,
               {TIME_STRENGTH.format(at="w")}, list_filter([w.link], lambda x: x <> '') AS links,
               list_filter([w.report, w.post_report], lambda x: x <> '') AS reports, w.post AS event,
               w.marks AS detail
        FROM screened_conditions p JOIN marked_posts w
          ON w.person = p.person AND {IN_TIME.format(at="w")}
        WHERE p.category = 'social_media'"""

"""What the case itself records: who was with whom, who was where, whose journey was arranged by whom.

Adds to ``contacts`` what links and events say, and makes ``whereabouts``: one row for each time
that a person under an order, or a vehicle of theirs, was at an address or a point. A vehicle's
keeper is not its driver, and a telephone cell is no place: neither is ever more than to be checked.
Only what is new is taken (rows.py): a new link, or a link to a new event.
"""

from typing import TYPE_CHECKING

from netgraph.screening.identities import STATED
from netgraph.screening.rows import midnight, moment
from netgraph.sources.raw import SCRATCH

if TYPE_CHECKING:
    import duckdb

__all__ = ["WHEREABOUTS_COLUMNS", "prepare_meetings"]

WHEREABOUTS_COLUMNS = (
    "observed VARCHAR, person VARCHAR, address VARCHAR, lat DOUBLE, lon DOUBLE, precision_m DOUBLE, "
    "act VARCHAR, act_strength INTEGER, own_strength INTEGER, own_basis VARCHAR, at_text VARCHAR, "
    "from_at TIMESTAMP, to_at TIMESTAMP, day DATE, file VARCHAR, line BIGINT, links VARCHAR[], "
    "reports VARCHAR[], event VARCHAR"
)

# Parts in an event that say that somebody was there; others say that they had to do with it.
_PRESENT = "'present_at'"
_INVOLVED = "'victim_in', 'witness_in', 'suspect_in', 'charged_in', 'convicted_in'"

# Conduct towards another person that takes being in touch.
_DEALINGS = "'directs', 'recruited', 'supplies', 'pays', 'threatens'"

_SUBJECTS = "(SELECT person FROM screened_conditions)"


def prepare_meetings(con: "duckdb.DuckDBPyConnection", *, has_rows: bool) -> None:
    """Add to ``contacts`` and make ``whereabouts``; screened conditions and identities come first.

    ``has_rows`` is false where no row of the case is new: then only the device's positions count.
    """
    con.execute(f"CREATE OR REPLACE TEMP TABLE whereabouts ({WHEREABOUTS_COLUMNS})")
    if not has_rows:
        con.execute(_POSITIONS)
        return
    con.execute(_EVENT_PARTS)
    for statement in (
        _MET_AT_EVENTS,
        _SEEN_TOGETHER,
        _CONTACTED_BY_PHONE,
        _AT_EVENTS,
        _VISITED,
        _VEHICLES,
        _PHONES_TIED,
        _POSITIONS,
    ):
        con.execute(statement)


def _link_span(link: str) -> str:
    """SQL: first and last instant of a link; its report's day where it has none of its own."""
    start = f"coalesce({moment(f'{link}.start')}, {midnight('r.day')})"
    end = (
        f"coalesce({link}.end_at, CASE WHEN {link}.end_day IS NOT NULL "
        f"THEN {midnight(f'{link}.end_day + 1')} - INTERVAL 1 MICROSECOND END, {link}.start_at, "
        f"{midnight(f'coalesce({link}.start_day, r.day) + 1')} - INTERVAL 1 MICROSECOND)"
    )
    return (
        f"coalesce({link}.start_text, r.day::VARCHAR) AS at_text, {start} AS from_at, "
        f"greatest({end}, {start}) AS to_at, coalesce({link}.start_day, r.day) AS day"
    )


_STRENGTH = "least(r.strength, CASE WHEN l.basis = 'assessment' THEN 2 ELSE 3 END)"
_BASIS = "concat(l.kind, ' ', l.id, ', report ', l.report, ' graded ', r.grade)"

# Who had a part in each event that is new or newly linked.
_EVENT_PARTS = f"""
    CREATE OR REPLACE TEMP TABLE event_parts AS
    WITH parts AS (
        SELECT l.id AS link, l.kind, l.from_id AS person, l.to_id AS event, l.report, l.is_new,
               {_STRENGTH} AS strength, {_BASIS} AS basis
        FROM screen_links l JOIN report_strengths r ON r.report = l.report
        WHERE l.kind IN ({_PRESENT}, {_INVOLVED})
          AND coalesce(l.detail, '') NOT IN ('no_further_action', 'acquitted')
        UNION ALL
        SELECT l.id, 'found_with', l.to_id, l.from_id, l.report, l.is_new, {_STRENGTH}, {_BASIS}
        FROM screen_links l JOIN report_strengths r ON r.report = l.report
        JOIN screen_people p ON p.id = l.to_id WHERE l.kind = 'found_at')
    SELECT p.*, e.type AS event_type, e.start_text AS at_text, e.start_day AS day, e.detail,
           {moment("e.start")} AS from_at,
           greatest(coalesce(CASE WHEN e.start_at IS NULL THEN
               {midnight("coalesce(e.end_day, e.start_day) + 1")} - INTERVAL 1 MICROSECOND
               ELSE coalesce(e.end_at, e.start_at) END, {moment("e.start")}), {moment("e.start")}) AS to_at,
           e.source_file AS file, e.source_line AS line, p.is_new OR e.is_new AS is_fresh,
           (SELECT min(o.to_id) FROM screen_links o WHERE o.kind = 'occurred_at' AND o.from_id = e.id)
               AS place
    FROM parts p JOIN screen_events e ON e.id = p.event
    ORDER BY p.event, p.person, p.link
"""

_MET_AT_EVENTS = """
    INSERT INTO contacts BY NAME
    SELECT 'meeting' AS observed, a.person, b.person AS other, '' AS other_thing, '' AS other_key,
           CASE WHEN {both} THEN concat('together_at_', a.event_type) ELSE 'in_same_event' END AS act,
           CASE WHEN NOT ({both}) OR a.event_type = 'custody' THEN 1 ELSE 3 END AS act_strength,
           a.strength AS own_strength, a.basis AS own_basis, b.strength AS other_strength,
           b.basis AS other_basis, a.at_text, a.from_at, a.to_at, a.day, a.file, a.line,
           [a.link, b.link] AS links, list_distinct([a.report, b.report]) AS reports,
           a.event, coalesce(a.place, '') AS place
    FROM event_parts a JOIN event_parts b ON b.event = a.event AND b.person <> a.person
    WHERE a.person IN {subjects} AND (a.is_fresh OR b.is_fresh)
    QUALIFY row_number() OVER (PARTITION BY a.event, a.person, b.person
        ORDER BY act_strength DESC, a.strength + b.strength DESC, a.link, b.link) = 1
""".format(
    subjects=_SUBJECTS,
    both="a.kind IN ('present_at', 'found_with') AND b.kind IN ('present_at', 'found_with')",
)

# Seen together, in touch, or conduct that takes being in touch; a link joins the two either way.
_SEEN_TOGETHER = f"""
    INSERT INTO contacts BY NAME
    WITH pairs AS (
        SELECT l.id AS link, l.kind, l.from_id AS person, l.to_id AS other, true AS forward,
               {_link_span("l")}, l.start_day IS NULL AS undated, l.report,
               {_STRENGTH} AS strength, {_BASIS} AS basis, l.source_file AS file, l.source_line AS line
        FROM screen_links l JOIN report_strengths r ON r.report = l.report
        WHERE l.kind IN ('associates_with', 'contacted', {_DEALINGS}) AND l.is_new),
    both_ways AS (
        SELECT * FROM pairs UNION ALL
        SELECT * REPLACE (other AS person, person AS other, false AS forward) FROM pairs)
    SELECT CASE WHEN kind = 'associates_with' THEN 'meeting' WHEN kind = 'contacted' THEN 'contacted'
                ELSE 'dealing' END AS observed,
           b.person, b.other, '' AS other_thing, '' AS other_key,
           CASE WHEN kind = 'associates_with' THEN 'seen_together'
                WHEN kind = 'contacted' AND forward THEN 'contacted'
                WHEN kind = 'contacted' THEN 'contacted_by'
                WHEN forward THEN concat('does_', kind) ELSE concat('done_', kind) END AS act,
           CASE WHEN undated OR (kind = 'contacted' AND NOT forward) THEN 1
                WHEN kind IN ({_DEALINGS}) THEN 2 ELSE 3 END AS act_strength,
           strength AS own_strength, basis AS own_basis, 3 AS other_strength, '' AS other_basis,
           at_text, from_at, to_at, day, file, line, [link] AS links, [b.report] AS reports,
           '' AS event, '' AS place
    FROM both_ways b JOIN screen_people p ON p.id = b.other
    WHERE b.person IN {_SUBJECTS}
"""

# Calls that are kept in the case as links between telephones; seconds stand in their detail.
_CONTACTED_BY_PHONE = f"""
    INSERT INTO contacts BY NAME
    WITH calls AS (
        SELECT l.id AS link, l.from_id, l.to_id, {_link_span("l")}, l.report, {_STRENGTH} AS strength,
               {_BASIS} AS basis, l.source_file AS file, l.source_line AS line,
               TRY_CAST(regexp_extract(l.detail, '^([0-9]+) seconds', 1) AS BIGINT) AS duration_s
        FROM screen_links l JOIN report_strengths r ON r.report = l.report
        JOIN screen_phones f ON f.id = l.from_id WHERE l.kind = 'contacted' AND l.is_new),
    ends AS (
        SELECT *, from_id AS own_thing, to_id AS other_end, 'made' AS role FROM calls
        UNION ALL SELECT *, to_id, from_id, 'received' FROM calls),
    own AS (
        SELECT e.*, a.person, a.strength AS a_strength, a.basis AS a_basis FROM ends e
        JOIN attributions a ON a.thing = e.own_thing AND e.from_at >= a.from_at AND e.from_at < a.to_at
        WHERE a.person IN {_SUBJECTS}
        QUALIFY row_number() OVER (PARTITION BY e.link, e.role, a.person
                                   ORDER BY a.strength DESC, a.link) = 1),
    shown AS (
        SELECT o.*, b.person AS other, b.strength AS b_strength, b.basis AS b_basis,
               CASE WHEN role = 'made' AND duration_s = 0 THEN 'called_unanswered'
                    WHEN role = 'made' AND duration_s > 0 THEN 'called'
                    WHEN role = 'made' THEN 'contacted'
                    WHEN duration_s > 0 THEN 'answered' WHEN duration_s = 0 THEN 'not_answered'
                    ELSE 'contacted_by' END AS act
        FROM own o LEFT JOIN attributions b
          ON b.thing = o.other_end AND o.from_at >= b.from_at AND o.from_at < b.to_at
         AND b.person <> o.person
        QUALIFY row_number() OVER (PARTITION BY o.link, o.role, o.person, b.person
                                   ORDER BY b.strength DESC NULLS LAST, b.link) = 1)
    SELECT 'contacted' AS observed, person, coalesce(other, '') AS other, other_end AS other_thing,
           '' AS other_key, act,
           CASE act WHEN 'called' THEN 3 WHEN 'contacted' THEN 3 WHEN 'answered' THEN 2
                    WHEN 'not_answered' THEN 0 ELSE 1 END AS act_strength,
           least(a_strength, strength) AS own_strength, concat(a_basis, '; ', basis) AS own_basis,
           coalesce(b_strength, 0) AS other_strength, coalesce(b_basis, '') AS other_basis,
           (SELECT string_agg(DISTINCT a.person, ', ' ORDER BY a.person) FROM attributions a
            WHERE a.thing = s.own_thing AND a.person <> s.person
              AND s.from_at >= a.from_at AND s.from_at < a.to_at) AS own_shared,
           (SELECT string_agg(DISTINCT a.person, ', ' ORDER BY a.person) FROM attributions a
            WHERE a.thing = s.other_end AND a.person <> s.other
              AND s.from_at >= a.from_at AND s.from_at < a.to_at) AS other_shared,
           at_text, from_at, to_at, day, file, line, duration_s, [link] AS links,
           [report] AS reports, '' AS event, '' AS place
    FROM shown s
"""

_AT_EVENTS = f"""
    INSERT INTO whereabouts BY NAME
    SELECT 'event' AS observed, person, place AS address, concat('at_', event_type) AS act,
           CASE WHEN kind IN ('present_at', 'found_with') THEN 3 ELSE 1 END AS act_strength,
           strength AS own_strength, basis AS own_basis, at_text, from_at, to_at, day, file, line,
           [link] AS links, [report] AS reports, event
    FROM event_parts WHERE is_fresh AND place IS NOT NULL AND person IN {_SUBJECTS}
    UNION ALL BY NAME
    SELECT 'event' AS observed, p.person, l.to_id AS address, 'found_there' AS act, 3 AS act_strength,
           least(p.strength, r.strength) AS own_strength, {_BASIS} AS own_basis, p.at_text,
           p.from_at, p.to_at, p.day, p.file, p.line, [p.link, l.id] AS links,
           list_distinct([p.report, l.report]) AS reports, p.event
    FROM event_parts p JOIN screen_links l ON l.from_id = p.event AND l.kind = 'found_at'
    JOIN report_strengths r ON r.report = l.report JOIN screen_addresses a ON a.id = l.to_id
    WHERE (p.is_fresh OR l.is_new) AND p.kind = 'present_at' AND p.person IN {_SUBJECTS}
"""

_VISITED = f"""
    INSERT INTO whereabouts BY NAME
    SELECT l.kind AS observed, l.from_id AS person, l.to_id AS address, l.kind AS act,
           CASE WHEN l.kind = 'visits' AND l.start_day IS NOT NULL THEN 3 ELSE 1 END AS act_strength,
           {_STRENGTH} AS own_strength, {_BASIS} AS own_basis, {_link_span("l")}, l.source_file AS file,
           l.source_line AS line, [l.id] AS links, [l.report] AS reports, '' AS event
    FROM screen_links l JOIN report_strengths r ON r.report = l.report
    JOIN screen_addresses a ON a.id = l.to_id
    WHERE l.kind IN ('visits', 'lives_at', 'controls') AND l.is_new AND l.from_id IN {_SUBJECTS}
"""

_VEHICLES = f"""
    INSERT INTO whereabouts BY NAME
    SELECT 'vehicle' AS observed, u.from_id AS person, l.to_id AS address,
           CASE u.kind WHEN 'keeps' THEN 'vehicle_kept' ELSE 'vehicle_used' END AS act, 1 AS act_strength,
           {_STRENGTH} AS own_strength,
           concat(u.kind, ' ', u.id, ', report ', u.report, '; ', {_BASIS}) AS own_basis,
           {_link_span("l")}, l.source_file AS file, l.source_line AS line, [l.id, u.id] AS links,
           list_distinct([l.report, u.report]) AS reports, '' AS event
    FROM screen_links l JOIN report_strengths r ON r.report = l.report
    JOIN screen_links u ON u.to_id = l.from_id AND u.kind IN ('uses', 'keeps')
    JOIN report_strengths ur ON ur.report = u.report
    WHERE l.kind = 'seen_at' AND l.is_new AND u.from_id IN {_SUBJECTS}
      AND (u.start_day IS NULL OR u.start_day <= coalesce(l.start_day, r.day))
      AND (u.end_day IS NULL OR u.end_day >= coalesce(l.start_day, r.day))
    QUALIFY row_number() OVER (PARTITION BY l.id, u.from_id ORDER BY u.kind DESC, u.id) = 1
"""

# Delivered, topped up or on Wi-Fi there; a cell covers hundreds of homes and is left out.
_PHONES_TIED = f"""
    INSERT INTO whereabouts BY NAME
    SELECT 'phone' AS observed, a.person, l.to_id AS address, 'phone_tied' AS act,
           CASE WHEN coalesce(l.detail, '') = 'cell' THEN 0 ELSE 1 END AS act_strength,
           least(a.strength, {_STRENGTH}) AS own_strength, concat(a.basis, '; ', {_BASIS}) AS own_basis,
           {_link_span("l")}, l.source_file AS file, l.source_line AS line, [l.id] AS links,
           [l.report] AS reports, '' AS event
    FROM screen_links l JOIN report_strengths r ON r.report = l.report
    JOIN attributions a ON a.thing = l.from_id
    WHERE l.kind = 'tied_to' AND l.is_new AND a.person IN {_SUBJECTS}
      AND {moment("l.start")} >= a.from_at AND {moment("l.start")} < a.to_at
"""

_POSITIONS = f"""
    INSERT INTO whereabouts BY NAME
    SELECT 'position' AS observed, a.person, '' AS address, p.lat, p.lon, p.precision_m,
           'device_position' AS act, 1 AS act_strength, a.strength AS own_strength,
           a.basis AS own_basis, p.at_text,
           coalesce(p.earlier_utc, p.at_utc, {midnight("p.day")}) AS from_at,
           coalesce(p.at_utc, {midnight("p.day + 1")} - INTERVAL 1 MICROSECOND) AS to_at, p.day,
           p.file, p.line, []::VARCHAR[] AS links, []::VARCHAR[] AS reports, '' AS event
    FROM {SCRATCH}.positions p JOIN attributions a
      ON a.basis LIKE '{STATED}%' OR a.basis LIKE 'assumed%'
    WHERE p.day IS NOT NULL AND a.person IN {_SUBJECTS} AND a.key = '(owner)'
"""

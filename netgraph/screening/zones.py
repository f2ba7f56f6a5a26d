"""Which whereabouts lie in a zone: by street name, or inside corners.

A zone is the order's own rule in the register (targets ``street:…`` and ``area:…``), or is given
beside the order in a file.
"""

from typing import TYPE_CHECKING

from netgraph.sources.zones import Zone

if TYPE_CHECKING:
    import duckdb

__all__ = ["prepare_zones"]

# A corner table joined by edges: a point is inside if a ray from it crosses an odd number of them.
_INSIDE = """
    INSERT INTO spots_in_zones
    WITH spots AS (
        SELECT w.rowid AS spot, coalesce(w.lat, a.lat) AS lat, coalesce(w.lon, a.lon) AS lon, w.precision_m
        FROM whereabouts w LEFT JOIN screen_addresses a ON a.id = w.address),
    edges AS (
        SELECT condition, zone, place, lat, lon,
               lead(lat, 1, first) OVER within AS lat2, lead(lon, 1, first_lon) OVER within AS lon2
        FROM (SELECT *, first_value(lat) OVER within AS first, first_value(lon) OVER within AS first_lon
              FROM zone_corners WINDOW within AS (PARTITION BY zone ORDER BY place))
        WINDOW within AS (PARTITION BY zone ORDER BY place)),
    sizes AS (
        SELECT zone, least(max(lat) - min(lat), (max(lon) - min(lon)) * cos(radians(avg(lat))))
               * 111000 AS metres
        FROM zone_corners GROUP BY zone)
    SELECT s.spot, e.condition, e.condition, false,
           CASE WHEN s.precision_m IS NULL THEN 1 ELSE 2 END, 'inside the area given for the condition'
    FROM spots s JOIN edges e
      ON (e.lat > s.lat) <> (e.lat2 > s.lat)
     AND s.lon < (e.lon2 - e.lon) * (s.lat - e.lat) / (e.lat2 - e.lat) + e.lon
    JOIN sizes z ON z.zone = e.zone AND coalesce(s.precision_m, 0) < z.metres
    GROUP BY s.spot, e.condition, e.zone, s.precision_m HAVING count(*) % 2 = 1
"""

# One row a spot and condition: a street says more than an area.
_ONCE = """
    CREATE OR REPLACE TEMP TABLE spots_in_zones AS SELECT * FROM spots_in_zones
    QUALIFY row_number() OVER (PARTITION BY spot, condition ORDER BY strength DESC, basis) = 1
    ORDER BY spot, condition
"""

_BY_STREET = """
    INSERT INTO spots_in_zones
    SELECT w.rowid, z.condition, z.condition, true, 3, concat('in the street ', z.street)
    FROM whereabouts w JOIN screen_addresses a ON a.id = w.address
    JOIN zone_streets z ON contains(lower(a.line), lower(z.street))
    QUALIFY row_number() OVER (PARTITION BY w.rowid, z.condition ORDER BY z.street) = 1
"""


# The rules that stand with the conditions in the register.
_FROM_REGISTER = (
    """INSERT INTO zone_streets
    SELECT condition, trim(substr(target, 8)) FROM condition_targets
    WHERE kind = 'zone' AND target LIKE 'street:%' ORDER BY ALL""",
    """INSERT INTO zone_corners
    SELECT condition, concat(condition, ' ', target), place,
           CAST(string_split(corner, ' ')[1] AS DOUBLE), CAST(string_split(corner, ' ')[2] AS DOUBLE)
    FROM (
        SELECT condition, target, generate_subscripts(corners, 1) AS place,
               regexp_replace(trim(unnest(corners)), ' +', ' ', 'g') AS corner
        FROM (SELECT condition, target, string_split(substr(target, 6), ',') AS corners
              FROM condition_targets WHERE kind = 'zone' AND target LIKE 'area:%'))
    ORDER BY ALL""",
)


def prepare_zones(con: "duckdb.DuckDBPyConnection", zones: tuple[Zone, ...]) -> None:
    """Make ``spots_in_zones`` from ``whereabouts`` (spot, condition, zone, by_street, strength, basis)."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE spots_in_zones (spot BIGINT, condition VARCHAR, zone VARCHAR, "
        "by_street BOOLEAN, strength INTEGER, basis VARCHAR)"
    )
    con.execute("CREATE OR REPLACE TEMP TABLE zone_streets (condition VARCHAR, street VARCHAR)")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE zone_corners (condition VARCHAR, zone VARCHAR, place BIGINT, "
        "lat DOUBLE, lon DOUBLE)"
    )
    for statement in _FROM_REGISTER:
        con.execute(statement)
    for zone in zones:
        for street in zone.streets:
            con.execute("INSERT INTO zone_streets VALUES (?, ?)", [zone.condition, street])
        for place, (lat, lon) in enumerate(zone.area):
            con.execute(
                "INSERT INTO zone_corners VALUES (?, ?, ?, ?, ?)",
                [zone.condition, zone.condition, place, lat, lon],
            )
    con.execute(_BY_STREET)
    con.execute(_INSIDE)
    con.execute(_ONCE)

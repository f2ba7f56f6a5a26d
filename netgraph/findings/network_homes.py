"""The same visitors in home after home: serial taking over."""

from netgraph.findings.registry import indicator
from netgraph.network_ties import SHARED_USES

__all__ = ["same_visitors_moving"]

# From how many visitors, told of by as many origins, a move speaks. SOURCE: [domain-c11].
SEVERAL = 2
# Share of two homes' exploiting visitors that are the same. SOURCE: [domain-c11], for calibration.
SAME_SHARE = 0.5
# Days between leaving one home and coming to the next. SOURCE: [domain-c11].
GAP_DAYS = 30
# Visitors to this many homes or more are not followed from home to home. SOURCE: [domain-c11].
MOST_HOMES = 20


@indicator(
    claim="cuckooed_address",
    points=2,
    evidence_class="association",
    source="domain-c11",
    text="{visitors:visitor|visitors} who may exploit others ({visitors}) moved between this home "
    f"and {{others}} within {GAP_DAYS} days, from "
    "{sources:independent source|independent sources}.",
    benign=("one group of friends", "the tenant moved and friends followed"),
    second_pass=True,
)
def same_visitors_moving() -> str:
    """The same visitors, supported exploiters, left one home and came to another soon after.

    Most of such visitors to the two homes are the same; hotels and shared houses, and homes with
    a resident in common, are left out.
    """
    return f"""
    WITH seen AS ({_visits_of_exploiters()}),
    sets AS (SELECT DISTINCT address, person FROM seen),
    alike AS ({_homes_alike()}),
    stays AS ({_stays()}),
    moved AS (
        SELECT a.address AS earlier, b.address AS later, a.shared, b.day,
               list_concat(a.links, b.links) AS links, list_concat(a.reports, b.reports) AS reports,
               list_concat(a.origins, b.origins) AS origins
        FROM stays a JOIN stays b ON b.one = a.one AND b.other = a.other AND b.address <> a.address
        WHERE a.ends < b.begins AND b.begins - a.ends <= {GAP_DAYS}),
    either AS (
        SELECT * EXCLUDE (earlier, later), earlier AS subject, later AS home FROM moved
        UNION ALL BY NAME
        SELECT * EXCLUDE (earlier, later), later AS subject, earlier AS home FROM moved)
    SELECT *, least(len(visitors), sources) AS amount FROM (
        SELECT subject, list(home) AS others, max(day) AS day,
               list_distinct(flatten(list(links))) AS links,
               list_distinct(flatten(list(reports))) AS reports,
               list_distinct(flatten(list(shared))) AS visitors,
               len(list_distinct(flatten(list(origins)))) AS sources
        FROM either GROUP BY subject)
    WHERE least(len(visitors), sources) >= {SEVERAL}"""


def _visits_of_exploiters() -> str:
    """Visits that count, to homes of one household, by supported exploiters."""
    return f"""
    SELECT v.* FROM visitors v
    JOIN supported s ON s.claim = 'exploiter' AND s.subject = v.person
    JOIN addresses a ON a.id = v.address AND coalesce(a.use, 'unknown') NOT IN {SHARED_USES}
    WHERE NOT v.partner AND v.address NOT IN (
        SELECT subject FROM flags_used
        WHERE usable AND flag IN ('licensed_hmo', 'care_round', 'treatment_group'))
    QUALIFY count(DISTINCT v.address) OVER (PARTITION BY v.person) < {MOST_HOMES}"""


def _homes_alike() -> str:
    """Pairs of homes most of whose visitors are the same, without a tenant in common."""
    return f"""
    WITH sizes AS (SELECT address, count(*) AS size FROM sets GROUP BY address),
    pairs AS (
        SELECT a.address AS one, b.address AS other, list(a.person) AS shared
        FROM sets a JOIN sets b ON b.person = a.person AND b.address > a.address
        GROUP BY a.address, b.address HAVING count(*) >= {SEVERAL})
    SELECT p.* FROM pairs p JOIN sizes a ON a.address = p.one JOIN sizes b ON b.address = p.other
    WHERE len(p.shared) >= {SAME_SHARE} * (a.size + b.size - len(p.shared))
      AND NOT EXISTS (SELECT 1 FROM residents x JOIN residents y ON y.person = x.person
                      WHERE x.address = p.one AND y.address = p.other)"""


def _stays() -> str:
    """When the shared visitors were mostly at each home of a pair: the middle half of the visits."""
    return """
    SELECT p.one, p.other, s.address, any_value(p.shared) AS shared,
           quantile_disc(s.day, 0.25) AS begins, quantile_disc(s.day, 0.75) AS ends,
           max(s.day) AS day, list(s.link) AS links, list(s.report) AS reports,
           list(s.origin) AS origins
    FROM alike p JOIN seen s
      ON (s.address = p.one OR s.address = p.other) AND list_contains(p.shared, s.person)
    GROUP BY p.one, p.other, s.address"""

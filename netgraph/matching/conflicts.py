"""Why two records cannot be of one: what is known of both at once, not how their names compare."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from netgraph.matching.records import Conflict

if TYPE_CHECKING:
    import duckdb

__all__ = ["conflicts_of"]

Pair = tuple[str, str]

# Most ids that one conflict names. SOURCE: [decision-0021].
_MOST_NAMED = 4

# Links that say who took part in an event; found_at goes the other way.
_TAKES_PART = "'suspect_in', 'charged_in', 'convicted_in', 'victim_in', 'witness_in', 'present_at'"


def conflicts_of(
    con: "duckdb.DuckDBPyConnection", pairs: Iterable[Pair]
) -> Mapping[Pair, tuple[Conflict, ...]]:
    """What speaks against each pair of people being one, for the pairs that anything does.

    Needs the passing table ``verified`` (verified.py).
    """
    wanted = sorted(set(pairs))
    if not wanted:
        return {}
    con.execute("CREATE OR REPLACE TEMP TABLE asked_pairs (a VARCHAR, b VARCHAR)")
    con.execute(
        "INSERT INTO asked_pairs SELECT unnest(?), unnest(?)",
        [[a for a, _ in wanted], [b for _, b in wanted]],
    )
    _take_part(con)
    found: dict[Pair, list[Conflict]] = {}
    for code, forbids, sql in (
        ("same_event", True, _SAME_EVENT),
        ("two_places", True, _TWO_PLACES),
        ("other_identifier", True, _OTHER_IDENTIFIER),
        ("two_people", False, _TWO_PEOPLE),
    ):
        for a, b, text in con.execute(sql).fetchall():
            found.setdefault((a, b), []).append(Conflict(code, text, forbids))
    return {pair: tuple(each) for pair, each in sorted(found.items())}


def _take_part(con: "duckdb.DuckDBPyConnection") -> None:
    """Make the table of who took part in which event, when and where."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE taking_part AS SELECT DISTINCT person, event, type, "
        "start_at, coalesce(end_at, start_at) AS end_at, place FROM ("
        f"SELECT from_id AS person, to_id AS event FROM links WHERE kind IN ({_TAKES_PART}) "
        f"UNION ALL SELECT to_id, from_id FROM links WHERE kind = 'found_at') AS t "
        f"JOIN events AS e ON e.id = t.event LEFT JOIN (SELECT from_id, min(to_id) AS place "
        f"FROM links WHERE kind = 'occurred_at' GROUP BY from_id) AS o ON o.from_id = e.id "
        "WHERE person IN (SELECT a FROM asked_pairs UNION ALL SELECT b FROM asked_pairs)"
    )


_NAMED = f"array_to_string(list({{0}} ORDER BY {{0}})[:{_MOST_NAMED}], ', ')"
_BOTH = (
    "FROM asked_pairs AS t JOIN taking_part AS x ON x.person = t.a "
    "JOIN taking_part AS y ON y.person = t.b"
)

_SAME_EVENT = (
    "SELECT a, b, CASE WHEN custody THEN 'both are on one custody record: ' ELSE "
    "'both took part in one event: ' END || named FROM (SELECT a, b, x.type = 'custody' AS custody, "
    f"{_NAMED.format('x.event')} AS named {_BOTH} AND y.event = x.event GROUP BY ALL) "
    "ORDER BY 1, 2, 3"
)

_TWO_PLACES = (
    "SELECT a, b, 'in two places at one time: ' || "
    f"{_NAMED.format('told')} FROM (SELECT a, b, "
    "concat(least(x.event, y.event), ' and ', greatest(x.event, y.event)) AS told "
    f"{_BOTH} AND y.event <> x.event AND x.start_at <= y.end_at AND y.start_at <= x.end_at "
    "AND x.place <> y.place GROUP BY ALL) GROUP BY a, b ORDER BY 1, 2"
)

_OTHER_IDENTIFIER = (
    "SELECT a, b, 'each has a verified ' || x.called || ' of their own' FROM asked_pairs AS t "
    "JOIN verified AS x ON x.entity = t.a AND x.tells_apart "
    "JOIN verified AS y ON y.entity = t.b AND y.rule = x.rule AND y.normal <> x.normal "
    "WHERE NOT EXISTS (SELECT 1 FROM verified AS v JOIN verified AS w ON w.rule = v.rule "
    "AND w.normal = v.normal AND w.entity = t.b WHERE v.entity = t.a AND v.rule = x.rule) "
    "GROUP BY ALL ORDER BY 1, 2, 3"
)

_TWO_PEOPLE = (
    "SELECT a, b, 'recorded with each other as two people: ' || "
    f"{_NAMED.format('told')} FROM (SELECT a, b, concat(l.id, ' ', replace(l.kind, '_', ' '), "
    "CASE WHEN l.kind = 'related_to' AND l.detail IS NOT NULL THEN concat(' (', l.detail, ')') END) "
    "AS told FROM (SELECT a, b, a AS one, b AS other FROM asked_pairs UNION ALL "
    "SELECT a, b, b, a FROM asked_pairs) AS t "
    "JOIN links AS l ON l.from_id = t.one AND l.to_id = t.other) GROUP BY a, b ORDER BY 1, 2"
)

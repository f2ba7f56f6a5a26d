"""Which things a report shows: the leads, what they rest on, and who and what stands next to them.

Here: choosing ids, first things first, and counting what stays out. Not here: where they are
drawn (layout.py), what is said of them (facts.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netgraph.records import Finding

if TYPE_CHECKING:
    import duckdb

__all__ = ["HOPS_AROUND", "MOST_LINKS", "MOST_THINGS", "Picture", "choose"]

# Most things in one report, so that it opens at once on an office machine. SOURCE: [decision-0008].
MOST_THINGS = 2000
# Most links between them, so that the file stays small enough to send. SOURCE: [decision-0008].
MOST_LINKS = 6000
# Links for each thing where more things than that are asked for. SOURCE: [decision-0008].
LINKS_FOR_EACH = 3
# How many steps away from those asked about a report looks. SOURCE: [decision-0008].
HOPS_AROUND = 2


@dataclass(frozen=True, slots=True)
class Picture:
    """What is shown: ids, most important first; ``core`` are the leads and what they rest on.

    ``linked`` counts the things of the case that have a link on that day; ``total`` all of them.
    """

    ids: tuple[str, ...]
    core: frozenset[str]
    linked: int
    total: int


_TIES = """
    CREATE OR REPLACE TEMP TABLE drawn_ties AS
    SELECT from_id AS a, to_id AS b FROM evidence WHERE information <> 'E'
    UNION ALL SELECT to_id, from_id FROM evidence WHERE information <> 'E'"""

# Neighbours of some ids, those with most ties to them first; professionals and events last.
_NEIGHBOURS = """
    SELECT t.b FROM drawn_ties t JOIN entities e ON e.id = t.b
    WHERE t.a IN (SELECT unnest($near)) AND t.b NOT IN (SELECT unnest($known))
    GROUP BY t.b, e.kind ORDER BY e.kind = 'event', count(*) DESC, t.b LIMIT $room"""

# The place of the id with which the links between the first ids become too many.
_LAST_ENDS = """
    WITH placed AS (SELECT unnest($ids) AS id, unnest(range(1, len($ids) + 1)) AS place)
    SELECT greatest(p.place, q.place) AS last FROM drawn_ties t
    JOIN placed p ON p.id = t.a JOIN placed q ON q.id = t.b AND p.place <= q.place
    ORDER BY last OFFSET $most LIMIT 1"""

_CITED = """
    SELECT from_id, to_id FROM evidence WHERE link IN (SELECT unnest($links)) ORDER BY link"""


def choose(
    con: "duckdb.DuckDBPyConnection",
    findings: Iterable[Finding],
    also: Iterable[str],
    about: tuple[str, ...],
    most: int = MOST_THINGS,
) -> Picture:
    """The things to show: those asked about and what is within two steps, or else the leads.

    Args:
        con: A connection on which the evidence tables of the day are made.
        findings: The findings to show, most important first.
        also: Further ids that belong to the core, such as those whom a proposal protects.
        about: Ids asked about; empty for everything found.
        most: How many things fit.
    """
    con.execute(_TIES)
    core = dict.fromkeys(about)
    core |= dict.fromkeys(finding.subject for finding in findings)
    if not about:
        core |= dict.fromkeys(_rests_on(con, findings))
        core |= dict.fromkeys(also)
    chosen = dict.fromkeys(list(core)[:most])
    chosen |= _around(con, list(about or core), chosen, most)
    [(linked,)] = con.execute("SELECT count(DISTINCT a) FROM drawn_ties").fetchall()
    [(total,)] = con.execute("SELECT count(*) FROM entities").fetchall()
    if not about and len(chosen) < linked <= most:
        chosen |= dict.fromkeys(_ids(con, "SELECT DISTINCT a FROM drawn_ties ORDER BY a", {}))
    if about:
        core |= dict.fromkeys(each for each in _rests_on(con, findings) if each in chosen)
    ids = _few_links(con, list(chosen)[:most], max(MOST_LINKS, LINKS_FOR_EACH * most))
    con.execute("DROP TABLE temp.drawn_ties")
    return Picture(
        ids=ids,
        core=frozenset(core) & frozenset(ids),
        linked=linked,
        total=total,
    )


def _few_links(con: "duckdb.DuckDBPyConnection", ids: list[str], most: int) -> tuple[str, ...]:
    """As many of those ids, from the first, as have no more links between them than fit."""
    rows = con.execute(_LAST_ENDS, {"ids": ids, "most": most}).fetchall()
    return tuple(ids[: rows[0][0] - 1] if rows else ids)


def _around(
    con: "duckdb.DuckDBPyConnection", near: list[str], known: dict[str, None], most: int
) -> dict[str, None]:
    """Neighbours step by step as long as there is room."""
    found: dict[str, None] = {}
    for _ in range(HOPS_AROUND):
        room = most - len(known) - len(found)
        if room <= 0 or not near:
            break
        values = {"near": near, "known": [*known, *found], "room": room}
        near = _ids(con, _NEIGHBOURS, values)
        found |= dict.fromkeys(near)
    return found


def _rests_on(con: "duckdb.DuckDBPyConnection", findings: Iterable[Finding]) -> list[str]:
    """People, places, events … in the reasons, in the order of the findings."""
    reasons = [each for finding in findings for each in (*finding.reasons, *finding.against)]
    links = [link for reason in reasons for link in reason.links]
    rows = con.execute(_CITED, {"links": links}).fetchall()
    named = [each for reason in reasons for each in (*reason.others, *reason.events)]
    known = set(_ids(con, "SELECT id FROM entities WHERE id IN (SELECT unnest($n))", {"n": named}))
    return [each for each in named if each in known] + [end for row in rows for end in row]


def _ids(con: "duckdb.DuckDBPyConnection", sql: str, values: dict[str, object]) -> list[str]:
    return [row[0] for row in con.execute(sql, values).fetchall()]

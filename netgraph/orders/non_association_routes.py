"""Whom each name of a list protects: from the evidence to the pairs among which is chosen.

Here: the people to protect, how a name leads to them, and what lawful life a name touches. Not here:
who may be named (non_association.py), and which names are best (non_association_choice.py).

To be protected are those whom a name would expose, and those for whose sake somebody is named. A name
leads to somebody by conduct (they are recorded as acting towards that person, or as controlling
their home) or by contact (in touch, or coming to their home). Family and helpers are no such way.
Where a name leads to nobody, it stands for the chain through which others are reached, and counts
once for everybody whom the list protects.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from netgraph.findings.exploiters_acts import ROLE_KINDS
from netgraph.orders.non_association_choice import Pair
from netgraph.orders.standing import standings
from netgraph.records import Finding, Listed, NonAssociation

if TYPE_CHECKING:
    import duckdb

__all__ = ["Ways", "pairs_of", "to_protect", "ways_of"]

_EXPOSES = "naming_exposes_victim"
# What a likely victim, and a likely target, weigh. SOURCE: [decision-0023].
VICTIM = 2
TARGET = 1

# Conduct of a name towards somebody, and contact with somebody; family and helpers left out.
_WAYS = f"""
    WITH names AS (SELECT unnest($names) AS name), people_ AS (SELECT unnest($people) AS person),
    found AS (
        SELECT doer AS name, other AS person, 'conduct' AS way FROM dealings
        WHERE NOT by_professional AND NOT helper
        UNION ALL
        SELECT a.from_id, v.from_id, 'conduct' FROM evidence a
        JOIN evidence v ON v.to_id = a.to_id AND v.kind = 'victim_in' AND v.usable
        WHERE a.kind IN {ROLE_KINDS} AND a.counts AND a.from_id <> v.from_id
        UNION ALL
        SELECT c.doer, o.person, 'conduct' FROM controlled_homes c
        JOIN occupants o ON o.address = c.other WHERE o.person <> c.doer
        UNION ALL
        SELECT a, b, 'contact' FROM touches WHERE counts
        UNION ALL
        SELECT b, a, 'contact' FROM touches WHERE counts
        UNION ALL
        SELECT v.person, o.person, 'contact' FROM visitors v
        JOIN occupants o ON o.address = v.address WHERE v.person <> o.person)
    SELECT DISTINCT f.name, f.person, f.way FROM found f
    SEMI JOIN names n ON n.name = f.name SEMI JOIN people_ p ON p.person = f.person
    WHERE f.way = 'conduct' OR (
        NOT EXISTS (SELECT 1 FROM kin k WHERE k.a = f.name AND k.b = f.person)
        AND NOT EXISTS (SELECT 1 FROM supports_pairs s WHERE s.a = f.name AND s.b = f.person))
    ORDER BY ALL
"""
# Who is known to belong to one school, workplace or team, or to be family of one person.
_LAWFUL = """
    SELECT DISTINCT m.from_id, o.from_id FROM evidence m
    JOIN evidence o ON o.to_id = m.to_id AND o.kind = 'member_of' AND o.usable
    JOIN organisations g ON g.id = m.to_id AND coalesce(g.type, '') <> 'gang'
    WHERE m.kind = 'member_of' AND m.usable AND m.from_id <> o.from_id
      AND m.from_id IN (SELECT unnest($subjects)) AND o.from_id IN (SELECT unnest($names))
    UNION
    SELECT a.a, b.a FROM kin a JOIN kin b ON b.b = a.b AND b.a <> a.a
    WHERE a.a IN (SELECT unnest($subjects)) AND b.a IN (SELECT unnest($names))
    ORDER BY ALL
"""

# Name, then person to protect, then the ways: conduct, contact.
Ways = dict[str, dict[str, frozenset[str]]]


def to_protect(
    con: "duckdb.DuckDBPyConnection",
    lists: Sequence[NonAssociation],
    findings: Iterable[Finding],
    as_of: date,
) -> dict[str, int]:
    """Ids of the people whom those lists are to protect, and what each weighs.

    A likely victim is whoever has such a finding, an open referral or is recorded as the victim of
    exploitation, and whoever is recorded as harmed; the rest, children and people at risk within
    reach, are likely targets.
    """
    asked = {left.person for each in lists for left in each.left_out if left.code == _EXPOSES}
    asked |= {one for each in lists for listed in each.listed for one in listed.protects}
    asked -= {listed.person for each in lists for listed in each.listed}
    found = tuple(findings)
    people = standings(con, asked, found, as_of)
    harmed = {
        row[0]
        for row in con.execute(
            "SELECT DISTINCT other FROM dealings WHERE other IN (SELECT unnest($people)) "
            "AND NOT by_professional AND NOT helper ORDER BY other",
            {"people": sorted(people)},
        ).fetchall()
    }
    return {
        person: VICTIM if who.may_be_victim or person in harmed else TARGET
        for person, who in sorted(people.items())
    }


def ways_of(con: "duckdb.DuckDBPyConnection", names: Iterable[str], people: Iterable[str]) -> Ways:
    """How each of those names leads to those people, as the evidence of the day says."""
    asked = {"names": sorted(set(names)), "people": sorted(set(people))}
    found: Ways = {}
    for name, person, way in con.execute(_WAYS, asked).fetchall():
        ways = found.setdefault(name, {})
        ways[person] = ways.get(person, frozenset()) | {way}
    return found


def pairs_of(
    con: "duckdb.DuckDBPyConnection", lists: Sequence[NonAssociation], people: Mapping[str, int]
) -> tuple[Pair, ...]:
    """The pairs that those lists would keep apart, in order, each with whom it protects.

    Two people who are each on the other's list are one pair with two sides.
    """
    named = {(each.person, listed.person): listed for each in lists for listed in each.listed}
    ways = ways_of(con, (name for _, name in named), people)
    asked = {
        "subjects": sorted({of for of, _ in named}),
        "names": sorted({name for _, name in named}),
    }
    lawful = {(one, other) for one, other in con.execute(_LAWFUL, asked).fetchall()}
    found = []
    for of, name in sorted(named):
        both = (name, of) in named
        if both and name < of:
            continue
        sides = ((of, name), (name, of)) if both else ((of, name),)
        routes = {
            route: weight
            for side in sides
            for route, weight in _routes(side, named[side], ways, people).items()
        }
        cost = len(sides) + sum(side in lawful for side in sides)
        found.append(Pair(sides, tuple(sorted(routes.items())), cost))
    return tuple(found)


def _routes(
    side: tuple[str, str], listed: Listed, ways: Ways, people: Mapping[str, int]
) -> dict[tuple[str, str, str], int]:
    """What one name on one list counts for: (subject, person, way) and the weight of each."""
    of, name = side
    reached = {person: how for person, how in ways.get(name, {}).items() if person != of}
    if not reached:
        return {
            (of, person, "chain"): TARGET
            for person in listed.protects
            if person in people and person != of
        }
    routes = {}
    for person, how in reached.items():
        routes[(of, person, "contact")] = people[person]
        if "conduct" in how:
            routes[(of, person, "conduct")] = people[person]
    return routes

"""Who is in a what-if: the group, those to protect, homes that were likely taken over, their ties.

Read from the findings and the evidence of the day. The group is everybody with an exploiter finding;
whoever of them may be being exploited, is a child or known to be at risk is to be protected instead, as
are all others near the group who are. Children below the age at which lines are known to use them are
so only where something was done to them. Professionals, and family without recorded conduct, are in
no tie.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from netgraph.findings.evidence_shared import YOUNGEST_USED
from netgraph.findings.labels import labels
from netgraph.network import contact_network
from netgraph.orders.standing import Standing, standings
from netgraph.records import Finding

if TYPE_CHECKING:
    import duckdb

__all__ = ["Scene", "scene_of"]

Tie = tuple[str, str]

# Who comes to, controls or lives in those homes, as it counts on the day.
_HOMES = """
    SELECT DISTINCT e.from_id, e.to_id, bool_or(e.kind = 'controls') AS conduct
    FROM evidence e JOIN person_facts f ON f.person = e.from_id AND NOT f.professional
    WHERE e.to_id IN (SELECT unnest($homes)) AND e.counts
      AND (e.kind IN ('visits', 'controls', 'gave_address') OR (e.kind = 'lives_at' AND e.in_force))
    GROUP BY e.from_id, e.to_id ORDER BY e.from_id, e.to_id
"""
_HARMED = """
    SELECT DISTINCT other FROM dealings
    WHERE doer IN (SELECT unnest($group)) AND NOT by_professional AND NOT helper AND NOT family
      AND kind IN ('directs', 'recruited', 'threatens', 'in_debt_to', 'arranges_travel_for')
    ORDER BY other
"""


@dataclass(frozen=True)
class Scene:
    """A group, those to protect and the homes, with who is tied to whom.

    ``victims`` are those to protect who are likely victims, or recorded as harmed by the group; the
    rest of ``protect`` are likely targets. ``ties`` hold (one, other) with one < other, and whether conduct is recorded between them.
    ``names`` are the labels of all ids.
    """

    group: frozenset[str]
    victims: frozenset[str]
    protect: frozenset[str]
    homes: frozenset[str]
    ties: Mapping[Tie, bool]
    names: Mapping[str, str] = field(default_factory=dict)

    def without(self, ties: frozenset[Tie], people: frozenset[str]) -> "Scene":
        """The same with some ties and people missing."""
        left = {
            tie: conduct
            for tie, conduct in self.ties.items()
            if tie not in ties and not people & set(tie)
        }
        return Scene(
            self.group - people,
            self.victims - people,
            self.protect - people,
            self.homes - people,
            left,
            self.names,
        )


def scene_of(con: "duckdb.DuckDBPyConnection", findings: Iterable[Finding], as_of: date) -> Scene:
    """The scene of a case on that day."""
    found = tuple(findings)
    exploiters = {each.subject for each in found if each.claim == "exploiter"}
    homes = sorted(each.subject for each in found if each.claim == "cuckooed_address")
    likely = {each.subject for each in found if each.claim == "likely_victim"}
    graph = contact_network(con, as_of, sorted(exploiters))
    rows = con.execute(_HOMES, {"homes": homes}).fetchall()
    around = {*graph.nodes, *(person for person, _, _ in rows), *likely}
    people = standings(con, around, found, as_of)
    group = {each for each in exploiters if each in people and not people[each].needs_protecting}
    asked = {"group": sorted(group)}
    harmed = {row[0] for row in con.execute(_HARMED, asked).fetchall()} - exploiters
    victims = {
        person
        for person, who in people.items()
        if (who.may_be_victim or person in harmed) and not who.professional
    }
    targets = {person for person, who in people.items() if _may_be_used(who)}
    ties = {
        (min(one, other), max(one, other)): bool(data["conduct"])
        for one, other, data in graph.edges(data=True)
        if one in people and other in people
    }
    ties |= {(min(p, home), max(p, home)): bool(conduct) for p, home, conduct in rows}
    inside = {each for tie in ties for each in tie} | group | likely
    return Scene(
        group=frozenset(group),
        victims=frozenset(victims & inside),
        protect=frozenset((victims | targets) & inside),
        homes=frozenset(homes),
        ties=dict(sorted(ties.items())),
        names=labels(con, inside | set(homes)),
    )


def _may_be_used(who: Standing) -> bool:
    """Whether somebody is a likely target: a child who is old enough, or known to be at risk."""
    old_enough = who.age is not None and who.age >= YOUNGEST_USED
    return not who.professional and (bool(who.at_risk) or (who.is_child and old_enough))

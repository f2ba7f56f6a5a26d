"""Who may take the place of somebody under an order, and who vulnerable may be worse off for it.

Both are possibilities that recorded facts point to, for a safeguarding plan that comes before any
action. Who may be harmed: those who may be pushed to fill the gap, whose debts may be called in, who
may be blamed for having told, and homes that the group may go on using. SOURCE: [domain-8].
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from netgraph.disruption.effects import Lists, Measures, cut_ties
from netgraph.disruption.records import Risk, Successor
from netgraph.disruption.scene import Scene

if TYPE_CHECKING:
    import duckdb

__all__ = ["risks", "successors"]

# Possible successors named for each person. SOURCE: [decision-0027].
MOST_SUCCESSORS = 3

# Somebody who is to be protected and is recorded as acting on others, towards how many.
_PUSHED = """
    SELECT doer, count(DISTINCT other) FROM dealings
    WHERE doer IN (SELECT unnest($protect)) AND NOT by_professional
      AND kind IN ('directs', 'recruited', 'supplies', 'threatens', 'arranges_travel_for')
    GROUP BY doer ORDER BY doer
"""
_DEBTS = """
    SELECT DISTINCT other, doer FROM dealings
    WHERE kind = 'in_debt_to' AND doer IN (SELECT unnest($people)) ORDER BY other, doer
"""
_TOLD = """
    SELECT DISTINCT other, doer FROM dealings
    WHERE kind = 'accuses' AND doer IN (SELECT unnest($people)) ORDER BY other, doer
"""


def successors(scene: Scene, done: Measures) -> tuple[Successor, ...]:
    """Who else of the group reaches the same people and homes as each of those under an order.

    Only people of the group; whoever is to be protected is a risk instead (see ``risks``).
    """
    near: dict[str, set[str]] = {}
    for one, other in scene.ties:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    found = []
    for person in sorted(done.people):
        own = near.get(person, set())
        people, homes = own & scene.protect, own & scene.homes
        ranked = []
        for other in sorted(scene.group - done.people - {person}):
            shared = len(people & near.get(other, set()))
            at = len(homes & near.get(other, set()))
            conduct = scene.ties.get((min(person, other), max(person, other)), False)
            if shared or at or conduct:
                ranked.append((-(shared + at), not conduct, other, shared, at))
        for _, no_conduct, other, shared, at in sorted(ranked)[:MOST_SUCCESSORS]:
            parts = [
                f"in contact with {shared} of the {len(people)} people to protect whom {person} reaches"
            ]
            if homes:
                parts.append(f"at {at} of {len(homes)} homes")
            if not no_conduct:
                parts.append("conduct between the two is recorded")
            found.append(Successor(person, other, scene.names.get(other, other), "; ".join(parts)))
    return tuple(found)


def risks(
    con: "duckdb.DuckDBPyConnection", scene: Scene, done: Measures, lists: Lists
) -> tuple[Risk, ...]:
    """Who vulnerable may be worse off for those orders, by what is recorded."""
    people = {"people": sorted(done.people)}
    pushed = con.execute(_PUSHED, {"protect": sorted(scene.protect)}).fetchall()
    near = {
        end for tie in scene.ties if done.people & set(tie) or scene.group & set(tie) for end in tie
    }
    found = [
        Risk(
            "pushed_into_the_gap",
            person,
            scene.names.get(person, person),
            f"Recorded as acting towards {many} {'person' if many == 1 else 'people'}, and to be "
            "protected: may be made to fill the gap.",
        )
        for person, many in pushed
        if person in near
    ]
    found += [
        Risk(
            "debt",
            debtor,
            scene.names.get(debtor, debtor),
            f"In debt to {creditor}: the debt may be called in, or held over them by somebody else.",
        )
        for debtor, creditor in con.execute(_DEBTS, people).fetchall()
        if debtor not in done.people
    ]
    found += [
        Risk(
            "may_be_blamed",
            person,
            scene.names.get(person, person),
            f"Named {accused}: may be blamed, whoever told. Nothing of it may reach {accused}.",
        )
        for person, accused in con.execute(_TOLD, people).fetchall()
        if person not in done.people
    ]
    return (*found, *_homes(scene, done, lists))


def _homes(scene: Scene, done: Measures, lists: Lists) -> Sequence[Risk]:
    """Homes that some of the group would still come to, and those that are left for others."""
    cut = cut_ties(scene, done, lists)
    still: dict[str, set[str]] = {}
    for tie in scene.ties:
        if tie in cut:
            continue
        for home, person in (tie, tie[::-1]):
            if home in scene.homes and person in scene.group:
                still.setdefault(home, set()).add(person)
    return [
        Risk(
            "home_still_used",
            home,
            scene.names.get(home, home),
            f"Still come to by {', '.join(sorted(people))}: the group may move there.",
        )
        for home, people in sorted(still.items())
    ]

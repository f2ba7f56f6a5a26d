"""What an order cuts, and how far a group then reaches.

An order keeps its subject from everybody who is to be protected and from all homes that were likely
taken over (the conditions that name nobody), and from those on the list (both ways). Somebody who is
removed has no tie at all. A home that is safeguarded is reached by nobody. Nothing here thinks that
an order is kept: it shows what would be left if it were.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from netgraph.disruption.records import Reach
from netgraph.disruption.scene import Scene, Tie

__all__ = ["Measures", "cut_ties", "reach", "still_in_contact"]


@dataclass(frozen=True, slots=True)
class Measures:
    """What is done: people restrained or removed, homes safeguarded, and whose list names whom."""

    people: frozenset[str] = frozenset()
    removed: bool = False
    homes: frozenset[str] = frozenset()

    def more(self, person: str) -> "Measures":
        """The same, and that person too."""
        return Measures(self.people | {person}, self.removed, self.homes)


Lists = Mapping[str, frozenset[str]]


def cut_ties(scene: Scene, done: Measures, lists: Lists) -> frozenset[Tie]:
    """The ties that would be gone."""
    kept_from = scene.protect | scene.homes
    return frozenset(
        tie
        for tie in scene.ties
        if done.homes & set(tie)
        or any(
            one in done.people
            and (done.removed or other in kept_from or other in lists.get(one, frozenset()))
            for one, other in (tie, tie[::-1])
        )
    )


def reach(scene: Scene, done: Measures, lists: Lists) -> Reach:
    """How far the group reaches with that done."""
    near = _near(scene, cut_ties(scene, done, lists))
    group = scene.group - done.people if done.removed else scene.group
    direct = {person: near.get(person, set()) & group for person in scene.protect}
    ways = {
        person: sum(
            len((near.get(between, set()) & group) - {person})
            for between in near.get(person, set()) - group
        )
        for person in scene.protect
    }
    parts = _parts(near, scene, group)
    return Reach(
        victims=sum(bool(direct[person]) for person in scene.victims),
        in_contact=sum(bool(found) for found in direct.values()),
        within_two=sum(bool(direct[person]) or bool(ways[person]) for person in scene.protect),
        ways=sum(len(found) for found in direct.values()) + sum(ways.values()),
        together=max((len(part) for part in parts), default=0),
        parts=len(parts),
    )


def still_in_contact(
    scene: Scene, done: Measures, lists: Lists
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Who would still be in contact with the group, each with whom; most first."""
    near = _near(scene, cut_ties(scene, done, lists))
    group = scene.group - done.people if done.removed else scene.group
    found = [(person, tuple(sorted(near.get(person, set()) & group))) for person in scene.protect]
    return tuple(sorted((each for each in found if each[1]), key=lambda e: (-len(e[1]), e[0])))


def _near(scene: Scene, cut: frozenset[Tie]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {}
    for one, other in scene.ties:
        if (one, other) not in cut:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    return near


def _parts(near: Mapping[str, set[str]], scene: Scene, group: Iterable[str]) -> list[set[str]]:
    """The group as it hangs together by ties among themselves and through others not protected."""
    left, parts = set(group), []
    while left:
        found, front = set(), {min(left)}
        while front:
            found |= front
            front = {
                other for one in front for other in near.get(one, set()) if other not in found
            } - scene.protect
        parts.append(found & set(group))
        left -= found
    return parts

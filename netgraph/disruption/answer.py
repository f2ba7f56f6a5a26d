"""The whole answer to one what-if: who, what before and after, how sure, beside what, what may go wrong.

Straight down: scene, lists, choice, effects, runs, comparison, risks, notes, picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netgraph.disruption.choices import best, one_by_one
from netgraph.disruption.compare import RUNS, chosen_again, compared, most_between, runs_of, spread
from netgraph.disruption.effects import Lists, Measures, cut_ties, reach, still_in_contact
from netgraph.disruption.records import Disruption, Line, Node
from netgraph.disruption.risks import risks, successors
from netgraph.disruption.scene import Scene, scene_of
from netgraph.errors import UnknownId
from netgraph.orders.non_association import non_association
from netgraph.records import Finding, Proposal

if TYPE_CHECKING:
    import duckdb

__all__ = ["Asked", "disrupt"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: orders on those people, or on the best so many; homes to safeguard too.

    ``removed`` asks what would be if they were away altogether, without lists or zones.
    """

    people: tuple[str, ...] = ()
    best: int = 0
    homes: tuple[str, ...] = ()
    removed: bool = False


def disrupt(
    con: "duckdb.DuckDBPyConnection",
    found: tuple[tuple[Finding, ...], tuple[Proposal, ...]],
    asked: Asked,
    as_of: date,
) -> Disruption:
    """What those orders would change on paper.

    Args:
        con: A connection with the views of a case.
        found: All findings of that day, of every claim, and the proposals that follow from them.
        asked: Whose orders, and what else is done.
        as_of: The day to look from.

    Raises:
        UnknownId: A person or home is not in the case.
    """
    findings, proposals = found
    scene = scene_of(con, findings, as_of)
    _check(con, asked)
    able = [each.person for each in proposals if each.status == "candidate"]
    start = Measures(frozenset(), asked.removed, frozenset(asked.homes))
    lists: Lists = {
        person: frozenset(
            each.person for each in non_association(con, person, findings, as_of, proposals).listed
        )
        for person in sorted({*able, *asked.people})
    }
    people, how = _chosen(scene, able, asked, start, lists)
    done = Measures(frozenset(people), asked.removed, frozenset(asked.homes))
    before, after = reach(scene, Measures(), lists), reach(scene, done, lists)
    runs = runs_of(scene)
    return Disruption(
        kind="remove" if asked.removed else "restrain",
        people=people,
        labels=tuple(scene.names.get(each, each) for each in people),
        homes=tuple(sorted(asked.homes)),
        how=how,
        group=len(scene.group),
        victims=len(scene.victims),
        to_protect=len(scene.protect),
        before=before,
        after=after,
        runs=RUNS,
        before_spread=spread(runs, Measures(), lists, before),
        after_spread=spread(runs, done, lists, after),
        again=chosen_again(runs, able, people, start, lists) if asked.best else (),
        steps=one_by_one(scene, people, len(people), start, lists),
        compared=compared(scene, able, len(people), start, lists),
        still_in_contact=still_in_contact(scene, done, lists),
        successors=successors(scene, done),
        risks=risks(con, scene, done, lists),
        notes=_notes(scene, people, proposals),
        nodes=_nodes(scene, done),
        lines=_lines(scene, done, lists),
    )


def _check(con: "duckdb.DuckDBPyConnection", asked: Asked) -> None:
    for table, ids, what in (
        ("people", asked.people, "person"),
        ("addresses", asked.homes, "home"),
    ):
        held = {
            row[0]
            for row in con.execute(
                f"SELECT id FROM {table} WHERE id IN (SELECT unnest($ids))", {"ids": list(ids)}
            ).fetchall()
        }
        missing = sorted(set(ids) - held)
        if missing:
            raise UnknownId(
                f"no {what} with the id {', '.join(missing)}",
                hint="Ids are those of the case files; netgraph find prints the ids of its subjects.",
            )


def _chosen(
    scene: Scene, able: Sequence[str], asked: Asked, start: Measures, lists: Lists
) -> tuple[tuple[str, ...], str]:
    if not asked.best:
        return tuple(sorted(set(asked.people))), "as asked"
    people, every = best(scene, able, asked.best, start, lists)
    how = "every choice was looked at" if every else "chosen one after the other"
    return people, f"{how}, among {len(able)} who may be proposed"


def _notes(scene: Scene, people: Sequence[str], proposals: Sequence[Proposal]) -> tuple[str, ...]:
    """What to know before reading on: who may not be proposed, and who stands in the middle."""
    notes = []
    status = {each.person: each for each in proposals}
    for person in people:
        proposal = status.get(person)
        if proposal is None:
            notes.append(f"{person} has no exploiter finding: no order is proposed.")
        elif proposal.status != "candidate":
            texts = [each.text for each in proposal.blockers] + list(proposal.missing)
            notes.append(f"{person} is not proposed as things stand: {'; '.join(texts)}.")
    for person in sorted(scene.group - set(people)):
        texts = [
            each.text
            for each in (status[person].blockers if person in status else ())
            if each.code == "order_in_force"
        ]
        if texts:
            notes.append(
                f"{person} is under an order already, which is not counted here: {texts[0]}."
            )
    middle = most_between(scene, max(1, len(people)))
    protected = [each for each in middle if each in scene.protect]
    if protected:
        most = "the one" if len(middle) == 1 else f"the {len(middle)} people"
        notes.append(
            f"Among {most} most in the middle of all: {', '.join(protected)}, to be protected. A place "
            "in the middle says nothing of who acts on whom."
        )
    return tuple(notes)


def _nodes(scene: Scene, done: Measures) -> tuple[Node, ...]:
    tied = {each for tie in scene.ties for each in tie}
    found = []
    for sort, ids in (("group", scene.group), ("home", scene.homes), ("protect", scene.protect)):
        found += [
            Node(each, scene.names.get(each, each), sort, each in done.people | done.homes)
            for each in sorted(ids & tied)
        ]
    return tuple(found)


def _lines(scene: Scene, done: Measures, lists: Lists) -> tuple[Line, ...]:
    shown = scene.group | scene.homes | scene.protect
    cut = cut_ties(scene, done, lists)
    return tuple(
        Line(one, other, conduct, (one, other) in cut)
        for (one, other), conduct in scene.ties.items()
        if one in shown and other in shown
    )

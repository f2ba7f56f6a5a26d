"""The lists of one person, or of several of one group: consistent, bounded, and what each name adds.

Here: lists made one by one (non_association.py) brought together. If one may not be with the other,
then the other not with the one, unless there is a reason about who they are (a possible victim,
family, a child, a professional), which is given. Then as many names as are asked for are chosen
(non_association_choice.py), and it is said which names point to a source.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from netgraph.findings import evidence
from netgraph.orders.non_association import non_association
from netgraph.orders.non_association_choice import (
    Chosen,
    Pair,
    best_with_each_number,
    choose,
    order_of_gain,
    worth,
)
from netgraph.orders.non_association_records import HeldBack, KeptApart, OneSided, Step
from netgraph.orders.non_association_routes import pairs_of, to_protect
from netgraph.orders.standing import standings
from netgraph.orders.terms import MINIMUM_SOURCES
from netgraph.records import Finding, LeftOut, Listed, NonAssociation, Proposal

if TYPE_CHECKING:
    import duckdb

__all__ = ["MOST_NAMES", "Terms", "keep_apart"]

# Names on one person's list at most, unless another number is asked for: the longest list that is
# known to have been made by a court. SOURCE: [thurrock-injunction-2018].
MOST_NAMES = 26

# Codes of people who are left out for the evidence of one side, not for who they are.
_FOR_THE_EVIDENCE = ("association_only", "single_source")
_BEYOND = "beyond_bound"

# What may be shown of the links behind a name: no report under conditions, no disclosure.
_OPEN_LINKS = """
    SELECT count(DISTINCT origin) FILTER (WHERE source IN (1, 2)), count(*) FILTER (
        WHERE class = 'conduct')
    FROM evidence
    WHERE link IN (SELECT unnest($links)) AND handling_code <> 'C' AND kind <> 'accuses'
"""


@dataclass(frozen=True, slots=True)
class Terms:
    """How many names: at most so many on each list; ``fewest`` leaves out what adds nothing."""

    most: int | None = None
    fewest: bool = False


def keep_apart(
    con: "duckdb.DuckDBPyConnection",
    people: Sequence[str],
    found: tuple[tuple[Finding, ...], tuple[Proposal, ...]],
    as_of: date,
    terms: Terms = Terms(),
) -> KeptApart:
    """The lists of those people and what they come to.

    Args:
        con: A connection with the views of a case.
        people: Ids of the people under the orders; the order does not matter.
        found: All findings of that day, of every claim, and the proposals that follow from them.
        as_of: The day to look from.
        terms: How many names, where not every name that the rules allow is wanted.

    Raises:
        UnknownId: One of them is no person of the case.
    """
    findings, proposals = found
    lists = {
        person: non_association(con, person, findings, as_of, proposals)
        for person in sorted(set(people))
    }
    evidence.prepare(con, as_of)  # a list alone needs fewer tables than whom each name leads to
    lists, one_sided = _both_ways(con, lists, findings, as_of)
    protected = to_protect(con, tuple(lists.values()), findings, as_of)
    pairs = pairs_of(con, tuple(lists.values()), protected)
    chosen = _chosen(pairs, terms)
    kept = tuple(_bounded(each, pairs, chosen) for each in lists.values())
    return KeptApart(
        lists=kept,
        to_protect=tuple(protected),
        steps=_steps(pairs, chosen),
        one_sided=one_sided,
        held_back=tuple(_held_back(con, kept)),
        most_each=MOST_NAMES if terms.most is None else terms.most,
        method=chosen.method,
        proven=chosen.bound,
    )


def _both_ways(
    con: "duckdb.DuckDBPyConnection",
    lists: dict[str, NonAssociation],
    findings: Iterable[Finding],
    as_of: date,
) -> tuple[dict[str, NonAssociation], tuple[OneSided, ...]]:
    """Each list with those whose own list names its subject; and who is named on one side only."""
    people = standings(con, lists, findings, as_of)
    found, one_sided = dict(lists), []
    for person, result in lists.items():
        for listed in result.listed:
            other = lists.get(listed.person)
            if other is None or person in {each.person for each in other.listed}:
                continue
            left = {each.person: each for each in other.left_out}.get(person)
            who = people[person]
            if left is not None and left.code not in _FOR_THE_EVIDENCE:
                one_sided.append(OneSided(person, listed.person, f"{left.code}: {left.text}"))
            elif who.needs_protecting or who.professional or who.age is None:
                text = "naming_exposes_victim: the age is not known, or this person is protected."
                one_sided.append(OneSided(person, listed.person, text))
            else:
                back = replace(listed, person=person, label=who.label)
                found[listed.person] = _with(found[listed.person], back)
    return found, tuple(one_sided)


def _with(result: NonAssociation, listed: Listed) -> NonAssociation:
    return replace(
        result,
        listed=tuple(sorted((*result.listed, listed), key=lambda each: each.person)),
        left_out=tuple(each for each in result.left_out if each.person != listed.person),
    )


def _chosen(pairs: tuple[Pair, ...], terms: Terms) -> Chosen:
    most = MOST_NAMES if terms.most is None else terms.most
    names: dict[str, int] = {}
    for of in (of for pair in pairs for of, _ in pair.sides):
        names[of] = names.get(of, 0) + 1
    if terms.fewest or any(many > most for many in names.values()):
        return choose(pairs, most)
    return Chosen(pairs, worth(pairs), "all", 1.0)


def _bounded(result: NonAssociation, pairs: tuple[Pair, ...], chosen: Chosen) -> NonAssociation:
    """The list with the names that were chosen; the others are left out, and it is said why."""
    sides = {side for pair in chosen.pairs for side in pair.sides}
    adding = {
        side
        for pair in pairs
        for side in pair.sides
        if worth((*chosen.pairs, pair)) > chosen.protection
    }
    beyond = [each for each in result.listed if (result.person, each.person) not in sides]
    left = [
        LeftOut(
            each.person,
            _BEYOND,
            "The rules allow this name; within the bound, those chosen protect more together."
            if (result.person, each.person) in adding
            else "The rules allow this name; it adds nothing to those chosen.",
            each.label,
        )
        for each in beyond
    ]
    return replace(
        result,
        listed=tuple(each for each in result.listed if each not in beyond),
        left_out=tuple(sorted((*result.left_out, *left), key=lambda each: each.person)),
    )


def _steps(pairs: tuple[Pair, ...], chosen: Chosen) -> tuple[Step, ...]:
    """The chosen pairs in the order of what each adds, then those that were not chosen."""
    rest = tuple(pair for pair in pairs if pair not in chosen.pairs)
    ordered = [pair for pair, _ in (*order_of_gain(chosen.pairs), *order_of_gain(rest))]
    best = best_with_each_number(pairs, range(1, len(pairs) + 1))
    whole = worth(pairs) or 1
    protected: set[str] = set()
    found = []
    for number, pair in enumerate(ordered, start=1):
        reached = {person for (_, person, _), _ in pair.routes}
        (person, name), *other = pair.sides
        found.append(
            Step(
                number=number,
                person=person,
                name=name,
                both_ways=bool(other),
                first=tuple(sorted(reached - protected)),
                again=tuple(sorted(reached & protected)),
                protected=len(protected | reached),
                protection=round(worth(ordered[:number]) / whole, 3),
                best=round(best[number - 1] / whole, 3) if best else None,
                chosen=pair in chosen.pairs,
            )
        )
        protected |= reached
    return tuple(found)


def _held_back(
    con: "duckdb.DuckDBPyConnection", lists: Sequence[NonAssociation]
) -> Iterable[HeldBack]:
    """Names that, without reports under conditions and disclosures, lack what a name needs."""
    for each in lists:
        for listed in each.listed:
            links = sorted({link for reason in listed.reasons for link in reason.links})
            [(sources, conduct)] = con.execute(_OPEN_LINKS, {"links": links}).fetchall()
            if sources >= MINIMUM_SOURCES and conduct:
                continue
            text = (
                "Without reports that are shared under conditions (handling C), and without what "
                f"somebody disclosed, {sources} independent source{'' if sources == 1 else 's'} "
                f"remain{'s' if sources == 1 else ''}: the name may point to who told. Ask the "
                "originator first; until then the conditions that name nobody have to do."
            )
            yield HeldBack(each.person, listed.person, text)

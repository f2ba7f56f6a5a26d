"""Which records may be of one and the same: every card, strongest first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from netgraph.matching.conflicts import conflicts_of
from netgraph.matching.model import UNKNOWN, Field, Model, people_model
from netgraph.matching.people import PAIRS, RECORDS, compare_people, pair_people
from netgraph.matching.records import Compared, Conflict, Match, Matches, Settled
from netgraph.matching.scoring import score
from netgraph.matching.settling import settles
from netgraph.matching.things import THINGS, pair_things
from netgraph.matching.verified import RULES, alike, read_verified
from netgraph.store import effects, joins

if TYPE_CHECKING:
    import duckdb

__all__ = ["GROUNDS", "THRESHOLD", "grounds", "propose_matches"]

# Sum of weights from which a pair is proposed, and from which its grounds are called so: at 16, odds
# of one in some 65,000 would be even. SOURCE: [decision-0021], [benchmark-matching].
THRESHOLD = 16.0
GROUNDS = ((26.0, "strong"), (20.0, "moderate"), (0.0, "limited"))

_Scored = tuple[str, str, float, tuple[int, ...]]

# What is shown of a person in each field of the model.
_PEOPLE_VALUES = (
    "SELECT id, coalesce(nullif(trim(concat(forenames, ' ', surname)), ''), ''), surname, forenames, "
    "strftime(date_of_birth, '%Y-%m-%d'), sex, "
    "array_to_string(list_concat(coalesce(phones, []), coalesce(places, [])), ', '), "
    "array_to_string(p.aliases, ', ') FROM people AS p LEFT JOIN contacts USING (id)"
)


def grounds(weight: float) -> str:
    """A weight in words."""
    return next(word for least, word in GROUNDS if weight >= least or least == 0)


def propose_matches(
    con: "duckdb.DuckDBPyConnection",
    decisions: Sequence[dict[str, str]],
    threshold: float = THRESHOLD,
) -> Matches:
    """All cards of people, addresses, phones, vehicles and organisations, and what is read as one.

    Args:
        con: Tables as they stand.
        decisions: All decisions of the store, oldest first.
        threshold: Sum of weights from which a pair is proposed.
    """
    held = effects.standing(decisions)
    judged = joins.judged(held)
    read_verified(con)
    verified = alike(con)
    compare_people(con)
    pair_people(con)
    people = people_model()
    cards = _cards(con, people, (RECORDS, PAIRS, _PEOPLE_VALUES), threshold)
    for thing in THINGS:
        pair_things(con, thing)
        cards += _cards(con, thing.model, ("things", "thing_pairs", thing.values), threshold)
    cards = [_with_decisions(each, judged) for each in cards]
    rank = {kind: place for place, kind in enumerate(dict.fromkeys(each.kind for each in RULES))}
    cards.sort(key=lambda each: (rank.get(each.kind, len(rank)), -each.weight, each.a, each.b))
    standing = tuple(
        settled(number, each)
        for number, each in sorted(judged.pairs.values(), key=lambda pair: pair[0])
    )
    open_pairs = (each for each in verified if (each.a, each.b) not in judged.pairs)
    return Matches(tuple(cards), standing, tuple(each for each in open_pairs if each.conflicts))


def _cards(
    con: "duckdb.DuckDBPyConnection", model: Model, sql: tuple[str, str, str], threshold: float
) -> list[Match]:
    """The cards of one kind; ``sql`` is its records, its pairs and the values that are shown."""
    records, pairs, values = sql
    scored = score(con, model, (records, pairs), threshold)
    if not scored:
        return []
    against = conflicts_of(con, ((a, b) for a, b, _, _ in scored))
    ids = sorted({each for a, b, _, _ in scored for each in (a, b)})
    shown = {
        row[0]: tuple("" if value is None else str(value) for value in row[1:])
        for row in con.execute(
            f"SELECT * FROM ({values}) WHERE id IN (SELECT unnest($ids))", {"ids": ids}
        ).fetchall()
    }
    return [_card(model, each, shown, against.get(each[:2], ())) for each in scored]


def _card(
    model: Model,
    scored: _Scored,
    shown: Mapping[str, tuple[str, ...]],
    conflicts: tuple[Conflict, ...],
) -> Match:
    a, b, weight, places = scored
    fields = tuple(
        _compared(field, place, (shown[a][number], shown[b][number]))
        for number, (field, place) in enumerate(zip(model.fields, places, strict=True), start=1)
    )
    return Match(
        model.kind,
        a,
        b,
        (shown[a][0] or a, shown[b][0] or b),
        "conflict" if conflicts else "proposed",
        grounds(weight),
        weight,
        fields,
        conflicts,
        settles(model.kind, fields, conflicts),
    )


def _compared(field: Field, place: int, values: tuple[str, str]) -> Compared:
    if place < 0:
        return Compared(field.name, UNKNOWN, f"{field.label}: nothing to compare", 0.0, values)
    level = field.levels[place]
    return Compared(field.name, level.mark, f"{field.label}: {level.words}", level.weight, values)


def _with_decisions(card: Match, judged: joins.Judged) -> Match:
    """The card with the decision on its pair, if there is one; what was decided is its state."""
    if (card.a, card.b) not in judged.pairs:
        return card
    found = settled(*judged.pairs[card.a, card.b])
    state = found.outcome if card.state != "conflict" else card.state
    return replace(card, state=state, decided=(found,))


def settled(number: int, decision: dict[str, str]) -> Settled:
    """A decision on a pair, as it is shown."""
    a, b = sorted((decision["about"], decision["other"]))
    keys = ("who", "when", "reason")
    who, when, reason = (decision.get(key, "") for key in keys)
    return Settled(f"d{number}", decision["what"], a, b, who, when, reason)

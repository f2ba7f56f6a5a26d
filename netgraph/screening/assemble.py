"""Rows of ``possible`` become cards, in order: safeguarding first, then by class and time."""

import hashlib
from typing import TYPE_CHECKING

from netgraph.findings.labels import labels
from netgraph.screening import exceptions, safeguarding, wording
from netgraph.screening.facts import Facts, collect_facts
from netgraph.screening.possible import Possible, possible_rows
from netgraph.screening.results import PossibleBreach

if TYPE_CHECKING:
    import duckdb

__all__ = ["CLASSES", "cards"]

# The classes, surest first, and what each says.
CLASSES = {
    "match": "everything that the data can show is there",
    "likely": "one part rests on less",
    "check": "a person must look first",
}
_BY_STRENGTH = {3: "match", 2: "likely", 1: "check"}


def cards(con: "duckdb.DuckDBPyConnection") -> tuple[PossibleBreach, ...]:
    """Every possible breach of the screening as a card."""
    facts = collect_facts(con)
    rows = list(possible_rows(con))
    label = labels(
        con, {each.person for each in rows} | {each.other for each in rows if each.other}
    )
    found = [(_card(each, facts, label), each) for each in rows]
    found.sort(
        key=lambda pair: (
            pair[0].order,
            pair[0].safeguarding is None,
            list(CLASSES).index(pair[0].kind),
            pair[1].from_at,
            pair[0].condition,
            pair[0].id,
        )
    )
    return tuple(card for card, _ in found)


def _card(each: Possible, facts: Facts, label: dict[str, str]) -> PossibleBreach:
    listed = exceptions.exceptions_of(each, facts)
    strength = 1 if exceptions.is_found(listed) else each.strength
    single_moment = (each.to_at - each.from_at).total_seconds() <= 0
    grades = [facts.grades[report][0] for report in each.reports if report in facts.grades]
    return PossibleBreach(
        id=_identity(each),
        order=each.order,
        condition=each.condition,
        kind=_BY_STRENGTH[strength],
        when=each.at_text,
        what=wording.happened(each),
        with_id=each.other,
        not_a_breach_if=(*listed, *exceptions.other_explanations(each, facts)),
        safeguarding=safeguarding.safeguarding_text(each, facts),
        rule=each.rule,
        person=each.person,
        with_label=label.get(each.other, each.other),
        person_label=label[each.person],
        number=each.number,
        category=each.category,
        condition_text=each.text,
        in_force_from=wording.moment_text(each.in_force_from),
        served=wording.moment_text(each.served_at),
        in_force_to=wording.moment_text(each.ends_at) or "until further order",
        at_utc=wording.moment_text(each.to_at) if single_moment else "",
        at_local=wording.local_text(each),
        why=wording.why_matched(each),
        sure=wording.how_sure(each),
        verbatim=wording.verbatim(each, facts),
        source=f"{each.file}, line {each.line}" if each.line is not None else each.file,
        grade=", ".join(dict.fromkeys(grades)),
        reports=each.reports,
        links=each.links,
        must_know=safeguarding.must_know(each, facts),
        context=facts.contexts.get(each.event, ()) if each.rule == "post_to_read" else (),
    )


def _identity(each: Possible) -> str:
    """A short name of the card: the same event against the same condition, the same name."""
    parts = (
        each.order, each.condition, each.rule, each.person, each.other, each.at_text, each.file,
        str(each.line), each.event, *each.links, each.act,
    )  # fmt: skip
    return "b" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]

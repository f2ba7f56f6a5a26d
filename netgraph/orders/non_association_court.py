"""A non-association list as a court and its subject may see it: no source, nobody who is protected.

Here: the wording of that rendering, and the search for anything that leaked into it. Not here: who is
on the list (non_association_group.py). Names that point to a source are not in it at all; the
conditions that name nobody do for them.

Reasons say what sort of conduct joins the two, never towards whom, at whose home, on what day or by
which report. The search is made over the finished wording, whatever made it, and what leaks is
refused rather than written.
"""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from netgraph.errors import OutputError
from netgraph.findings.labels import labels
from netgraph.orders.non_association_records import (
    CourtCondition,
    CourtList,
    CourtName,
    KeptApart,
)
from netgraph.orders.ties import Tie, ties_of
from netgraph.records import Finding, Listed, NonAssociation
from netgraph.vocabulary import AGENCIES

if TYPE_CHECKING:
    import duckdb

__all__ = ["court_lists", "leaks"]

# What is said of each sort of tie; of ``seen`` nothing, it is no reason. SOURCE: [decision-0023].
_SAID = {
    "crime": "Both are recorded in connection with one event of {what}.",
    "same_person": "Both are recorded as acting towards one person whom the order is to protect.",
    "same_home": "Both are recorded at one home that is not their own, which one of them controls.",
    "same_line": "Both are recorded as holding one telephone that a line is run by.",
    "by_other": "Conduct of the one towards the other is recorded.",
    "on_other": "Conduct of the one towards the other is recorded.",
    "trade": "It is recorded that drugs or money went from the one to the other.",
}
_TOGETHER = "They are also recorded as being together or in touch."

# Links that may not stand behind what a court is shown: reports under conditions, disclosures.
_CLOSED = """
    SELECT link FROM evidence
    WHERE link IN (SELECT unnest($links)) AND (handling_code = 'C' OR kind = 'accuses')
    ORDER BY link
"""
_NAMES = """
    SELECT id, trim(concat_ws(' ', forenames, surname)), coalesce(aliases, []) FROM people
    WHERE id IN (SELECT unnest($people)) ORDER BY id
"""
_SOURCES = "SELECT id, coalesce(origin, id) FROM reports ORDER BY id"


def court_lists(
    con: "duckdb.DuckDBPyConnection", kept: KeptApart, findings: Iterable[Finding]
) -> tuple[CourtList, ...]:
    """Those lists without any protected name or source.

    Raises:
        OutputError: Something that may not be shown stands in the wording all the same.
    """
    homes = sorted({each.subject for each in findings if each.claim == "cuckooed_address"})
    back = {(each.person, each.name) for each in kept.held_back}
    found = []
    for result in kept.lists:
        ties = ties_of(con, result.person, homes)
        shown = [each for each in result.listed if (result.person, each.person) not in back]
        names = labels(con, (result.person, *(each.person for each in shown)))
        schedule = tuple(
            CourtName(
                names[each.person],
                _reasons(con, result.person, ties.get(each.person, ())),
                each.exceptions,
            )
            for each in shown
        )
        conditions = tuple(CourtCondition(c.category, c.text) for c in result.class_conditions)
        list_ = CourtList(names[result.person], schedule, conditions)
        _refuse_leaks(con, list_, result, shown)
        found.append(list_)
    return tuple(found)


def _reasons(con: "duckdb.DuckDBPyConnection", person: str, ties: Sequence[Tie]) -> tuple[str, ...]:
    """What joins the two, by sort, each once; only what open reports tell of both."""
    behind = sorted({link.id for tie in ties for link in tie.links})
    closed = {row[0] for row in con.execute(_CLOSED, {"links": behind}).fetchall()}
    texts, together = [], False
    for tie in ties:
        ends = {
            end for link in tie.links if link.id not in closed for end in (link.from_id, link.to_id)
        }
        if not {person, tie.other} <= ends:
            continue
        together = together or tie.sort == "seen"
        if tie.sort in _SAID:
            texts.append(_SAID[tie.sort].format(what=tie.about_what.replace("_", " ")))
    if not texts:
        texts = ["Conduct of both is recorded."]
    return tuple(dict.fromkeys([*texts, *([_TOGETHER] if together else [])]))


def _refuse_leaks(
    con: "duckdb.DuckDBPyConnection",
    list_: CourtList,
    result: NonAssociation,
    shown: Sequence[Listed],
) -> None:
    text = "\n".join(
        (
            list_.person,
            *(f"{each.name} {' '.join(each.reasons)}" for each in list_.schedule),
            *(each.text for each in list_.conditions),
        )
    )
    may_be_named = {result.person, *(each.person for each in shown)}
    around = {left.person for left in result.left_out}
    around |= {each.person for each in result.listed}
    around |= {one for each in result.listed for one in each.protects}
    around |= {one for each in result.class_conditions for one in each.protects}
    own = " ".join((*_SAID.values(), _TOGETHER, *(each.text for each in list_.conditions)))
    leaked = leaks(con, text, around - may_be_named, own)
    if leaked:
        raise OutputError(
            f"the list of {result.person} for a court would show {len(leaked)} that it may not: "
            f"{', '.join(leaked)}",
            hint="Nothing was printed. Print the list for the inside, and tell your developers.",
        )


def leaks(
    con: "duckdb.DuckDBPyConnection", text: str, hidden: Iterable[str], own: str = ""
) -> tuple[str, ...]:
    """Ids of those among ``hidden``, and of all reports and sources, of which anything is in a text.

    Of people the id, the whole name and each alias are looked for, of homes the id, of reports the
    id and the origin; as whole words, in upper or lower case. A source that is called by words of
    ``own`` wording (custody, school) cannot be told from it and is not looked for.
    """
    own_wording = _folded(own)
    hidden_ids = sorted(set(hidden))
    words: dict[str, set[str]] = {each: {each} for each in hidden_ids}
    for person, name, aliases in con.execute(_NAMES, {"people": hidden_ids}).fetchall():
        words[person] |= {name, *aliases} if " " in name else {*aliases}
    for report, origin in con.execute(_SOURCES).fetchall():
        words.setdefault(report, {report})
        if origin not in AGENCIES and not _occurs(origin, own_wording):
            words[report].add(origin)
    folded = _folded(text)
    return tuple(
        each
        for each, looked_for in words.items()
        if any(_occurs(one, folded) for one in looked_for if one)
    )


def _folded(text: str) -> str:
    return " ".join(("", *re.findall(r"[^\W_]+", text.casefold()), ""))


def _occurs(word: str, folded: str) -> bool:
    wanted = _folded(word)
    return bool(wanted.strip()) and wanted in folded

"""One fragment of Cypher for each indicator of pass one, by the indicator's own name.

How to write one (cuckooed_address.py and cuckooed_address_against.py hold the first)::

    @fragment("cuckooed_address")
    def nuisance() -> Found:
        return Found(
            rows="UNWIND here AS told WITH told WHERE told.type IN ['antisocial', 'repair']",
            sums={"sources": "count(DISTINCT told.origin)", "events": "collect(told.id)"},
            amount="sources",
            where="sources >= 2",
        )

``rows`` are clauses that give one row for each thing found about the subject, which is bound under
the name that the question gives it (``address``, ``person``); they may read everything that the
question's beginning binds (see question.py and the module of the claim). ``sums`` are aggregates
over these rows; ``day``, ``links``, ``reports``, ``events``, ``flags`` and ``others`` mean what
they mean in findings/registry.py, and other names are words or steps on the way. ``amount``,
``points``, ``carries``, ``where`` and the values of ``words`` are expressions over the sums.
Nothing is found where there are no rows.

Points, class and the like are the registry's, and thresholds are the constants beside the
indicator's SQL: no number is written a second time here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from netgraph.errors import VocabularyError
from netgraph.findings import registry
from netgraph.findings.registry import Indicator

__all__ = ["SUMS", "Found", "Question", "fragment", "fragments"]

# What a fragment may leave out, with what stands in its place.
SUMS = {
    "day": "null",
    "links": "[]",
    "reports": "[]",
    "events": "[]",
    "flags": "[]",
    "others": "[]",
}


@dataclass(frozen=True, slots=True)
class Found:
    """How an indicator is found in the database; see the top of this module."""

    rows: str
    sums: dict[str, str]
    amount: str
    points: str = "null"
    carries: str = "null"
    where: str = ""
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """How the question of one claim begins, and what its file says of it.

    ``subject`` is the name under which fragments find the subject, ``label`` its label in the
    graph, ``named`` an expression for what people read beside its id; ``left_out`` a condition on
    subjects about whom the claim is never made, or of whom nothing is told that could carry it
    (null counts as false); ``beginning`` gives clauses that bind what the fragments share.
    ``asks`` and ``shows`` are for the file: the question, and
    what to see on the demonstration case.
    """

    claim: str
    subject: str
    label: str
    named: str
    left_out: str
    beginning: Callable[[], str]
    asks: str
    shows: str


_Fragment = Callable[[], Found]
_fragments: dict[tuple[str, str], _Fragment] = {}


def fragment(claim: str) -> Callable[[_Fragment], _Fragment]:
    """Register the Cypher of the indicator of that claim which has the function's name."""

    def register(function: _Fragment) -> _Fragment:
        _fragments[claim, function.__name__] = function
        return function

    return register


def fragments(claim: str) -> tuple[tuple[Indicator, Found], ...]:
    """Every indicator of pass one of a claim with its Cypher, in the order of the registry.

    Raises:
        VocabularyError: An indicator has no fragment, or a fragment no indicator.
    """
    direct = [each for each in registry.indicators(claim) if not each.second_pass]
    written = {name for of, name in _fragments if of == claim}
    names = {each.name for each in direct}
    if names != written:
        differing = ", ".join(sorted(names ^ written))
        raise VocabularyError(f"{claim}: not the same in the database: {differing}")
    return tuple((each, _fragments[claim, each.name]()) for each in direct)

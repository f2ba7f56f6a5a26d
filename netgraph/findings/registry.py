"""The table of indicators: each a documented function that returns SQL, with its points.

How to write one (cuckooing.py, exploiters.py, victims.py, network_patterns.py hold them)::

    @indicator(
        claim="cuckooed_address",
        points=3,
        evidence_class="conduct",
        source="domain-c7",
        text="{amount:person|people} seen there {amount:=has|have} … ({others}).",
        benign=("visitors_are_family", "a hostel for people leaving prison"),
    )
    def visitors_with_supply_history() -> str:
        \"\"\"Visitors who do not live there and have a record of supply or exploitation.\"\"\"
        return "SELECT … AS subject, … AS amount, … FROM visitors JOIN evidence …"

**Columns of the SELECT**, by name, in any order; one row for each subject, nothing for the rest:

=========== ============ =========================================================================
subject     VARCHAR      id that the reason speaks of (required)
amount      INTEGER      how many: people or origins, whichever is fewer (required)
day         DATE         latest day of what it rests on; null where it has none
points      INTEGER      overrides the points of the decorator for this subject; same sign
carries     BOOLEAN      overrides ``carries`` for this subject (never for an association)
links       VARCHAR[]    ids of the links that it rests on; only those that count
reports     VARCHAR[]    ids of the reports behind them: independent sources are counted from these
events      VARCHAR[]    ids of events
flags       VARCHAR[]    ids of flags
others      VARCHAR[]    ids of the other people, places … that it speaks of
=========== ============ =========================================================================

All but ``subject`` and ``amount`` may be left out. Lists may hold nulls, repeats, any order:
they are cleaned and sorted here. **Any other column is a word for the text.** The tables to read
are in evidence.py; the day to look from is ``getvariable('as_of')``, and ``age_days`` columns
hold the distance to it.

**Text**: ``{amount}`` the value; ``{amount:visitor|visitors}`` number and noun, ``{amount:=was|were}``
the word alone, by number; lists become ``p1, p2 and p3``, cut after five; days are ISO; null is
``unknown``. Ids, never names. One or two sentences, each ends with a full stop.

**Points** are halved (rounded down, at least 1) when a conduct, event or disclosure reason is
older than a year: the engine does it, from ``day``. Negative points, or ``against=True`` with 0,
make an argument against. ``carries`` (default: all but association) says whether this reason can
be the one that a finding needs; an act is a carrying conduct, event or disclosure reason.

``second_pass=True``: the SQL may read ``supported(claim, subject, support, points)``, the subjects
that pass one supports. ``@network_indicator`` takes the same arguments, on a function
``(connection, as_of) -> Iterable[Row]`` that is called in the second pass.

Beside them: ``@exclusion`` (subjects about whom a claim is not made) and ``@readmission`` (those of
them whom the findings of pass one bring back into pass two), ``@hypothesis`` (forms that
fit a supported subject) and ``@gap`` (what is not known and would settle it): SQL with ``subject``
(and words for the text of a gap). The last two are read when ``supported`` is final.
``benign`` holds names of arguments against of the same claim (``explain`` says found or not found)
or free words (``explain`` says that the data cannot tell).
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, TypedDict, TypeVar, Unpack

from netgraph.errors import VocabularyError
from netgraph.vocabulary import CLAIMS

if TYPE_CHECKING:
    import duckdb

__all__ = [
    "ACT_CLASSES",
    "LIST_COLUMNS",
    "EvidenceRule",
    "Indicator",
    "Row",
    "SqlFunction",
    "exclusion",
    "exclusions",
    "gap",
    "gaps",
    "hypotheses",
    "hypothesis",
    "indicator",
    "indicators",
    "network_indicator",
    "readmission",
    "readmissions",
]

# Classes of reason that are something somebody did, or that somebody told.
ACT_CLASSES = ("conduct", "event", "disclosure")
CLASSES = (*ACT_CLASSES, "association", "context")
LIST_COLUMNS = ("links", "reports", "events", "flags", "others")

# Modules whose names begin so hold rules; they register themselves when they are imported.
_RULE_MODULES = ("victims", "cuckooing", "exploiters", "network_patterns")

SqlFunction = Callable[[], str]
RowsFunction = Callable[["duckdb.DuckDBPyConnection", date], Iterable["Row"]]
_Sql = TypeVar("_Sql", bound=SqlFunction)
_Rows = TypeVar("_Rows", bound=RowsFunction)


@dataclass(frozen=True, slots=True)
class Row:
    """What a network indicator found about one subject; the same fields as the SQL columns.

    ``points`` None means those of the decorator; ``words`` are the further words for the text.
    """

    subject: str
    amount: int
    day: date | None = None
    points: int | None = None
    links: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    words: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One registered indicator: what it is worth, what it says, and where it comes from."""

    name: str
    claim: str
    points: int
    evidence_class: str
    source: str
    text: str
    benign: tuple[str, ...]
    against: bool
    carries: bool
    second_pass: bool
    function: Callable[..., object]
    sql: SqlFunction | None = None
    rows: RowsFunction | None = None

    @property
    def meaning(self) -> str:
        """First line of the function's docstring: what the indicator looks at."""
        return _first_line(self.function)


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """A registered exclusion, readmission, hypothesis or gap of one claim; ``text`` is a gap's template."""

    name: str
    claim: str
    source: str
    text: str
    sql: SqlFunction

    @property
    def meaning(self) -> str:
        """First line of the function's docstring: when the rule holds."""
        return _first_line(self.sql)


class Options(TypedDict, total=False):
    """What an indicator may leave to its defaults."""

    benign: tuple[str, ...]
    against: bool
    carries: bool
    second_pass: bool


_indicators: dict[str, Indicator] = {}
_exclusions: dict[tuple[str, str], EvidenceRule] = {}
_readmissions: dict[tuple[str, str], EvidenceRule] = {}
_hypotheses: dict[tuple[str, str], EvidenceRule] = {}
_gaps: dict[tuple[str, str], EvidenceRule] = {}


def indicators(claim: str | None = None) -> tuple[Indicator, ...]:
    """All indicators, or one claim's: by claim, most points first, then by name."""
    _load()
    order = {each.name: place for place, each in enumerate(CLAIMS)}
    chosen = [each for each in _indicators.values() if claim in (None, each.claim)]
    return tuple(sorted(chosen, key=lambda each: (order[each.claim], -each.points, each.name)))


def exclusions() -> tuple[EvidenceRule, ...]:
    """Every rule that keeps subjects out of a claim, by claim and name."""
    return _rules(_exclusions)


def readmissions() -> tuple[EvidenceRule, ...]:
    """Every rule that brings excluded subjects back in the second pass, by claim and name."""
    return _rules(_readmissions)


def hypotheses() -> tuple[EvidenceRule, ...]:
    """Every form that a supported subject may fit, by claim and name."""
    return _rules(_hypotheses)


def gaps() -> tuple[EvidenceRule, ...]:
    """Every thing that may be unknown about a supported subject, by claim and name."""
    return _rules(_gaps)


def indicator(
    *,
    claim: str,
    points: int,
    evidence_class: str,
    source: str,
    text: str,
    **options: Unpack[Options],
) -> Callable[[_Sql], _Sql]:
    """Register a function that returns an indicator's SQL; see the top of this module."""

    def register(function: _Sql) -> _Sql:
        made = _made(function, (claim, points, evidence_class, source, text), options)
        _keep(made, sql=function)
        return function

    return register


def network_indicator(
    *,
    claim: str,
    points: int,
    evidence_class: str,
    source: str,
    text: str,
    **options: Unpack[Options],
) -> Callable[[_Rows], _Rows]:
    """Register a second-pass function that looks at the NetworkX graph and returns rows."""

    def register(function: _Rows) -> _Rows:
        options["second_pass"] = True
        made = _made(function, (claim, points, evidence_class, source, text), options)
        _keep(made, rows=function)
        return function

    return register


def exclusion(*, claim: str, source: str) -> Callable[[_Sql], _Sql]:
    """Register SQL (``subject``) for subjects about whom that claim is never made."""
    return _rule(_exclusions, claim, source, "")


def readmission(*, claim: str, source: str) -> Callable[[_Sql], _Sql]:
    """Register SQL (``subject``) for excluded subjects whom pass two weighs all the same."""
    return _rule(_readmissions, claim, source, "")


def hypothesis(*, claim: str, source: str) -> Callable[[_Sql], _Sql]:
    """Register SQL (``subject``) for supported subjects that the form named by the function fits."""
    return _rule(_hypotheses, claim, source, "")


def gap(*, claim: str, source: str, text: str) -> Callable[[_Sql], _Sql]:
    """Register SQL (``subject``, words) for what is not known about a supported subject."""
    return _rule(_gaps, claim, source, text)


def _made(
    function: Callable[..., object],
    fixed: tuple[str, int, str, str, str],
    options: Options,
) -> Indicator:
    claim, points, evidence_class, source, text = fixed
    association = evidence_class == "association"
    return Indicator(
        name=function.__name__,
        claim=claim,
        points=points,
        evidence_class=evidence_class,
        source=source,
        text=text,
        benign=options.get("benign", ()),
        against=options.get("against", points < 0),
        carries=options.get("carries", not association),
        second_pass=options.get("second_pass", False),
        function=function,
    )


def _keep(
    made: Indicator, *, sql: SqlFunction | None = None, rows: RowsFunction | None = None
) -> None:
    """Refuse an indicator that breaks the rules; keep it otherwise."""
    problems = []
    if made.claim not in {claim.name for claim in CLAIMS}:
        problems.append(f"unknown claim {made.claim}")
    if made.evidence_class not in CLASSES:
        problems.append(f"unknown class {made.evidence_class}")
    if made.evidence_class == "association" and made.carries:
        problems.append("an association never carries a finding")
    if made.points * (-1 if made.against else 1) < 0:
        problems.append("the points have the other sign than the argument")
    if not made.meaning:
        problems.append("no docstring")
    held = _indicators.get(made.name)
    if held is not None and held.function.__module__ != made.function.__module__:
        problems.append("the name occurs twice")
    if problems:
        raise VocabularyError(f"indicator {made.name}: {'; '.join(problems)}")
    fields = {name: getattr(made, name) for name in Indicator.__slots__}
    _indicators[made.name] = Indicator(**fields | {"sql": sql, "rows": rows})


def _rule(
    table: dict[tuple[str, str], EvidenceRule], claim: str, source: str, text: str
) -> Callable[[_Sql], _Sql]:
    def register(function: _Sql) -> _Sql:
        name = function.__name__
        if claim not in {each.name for each in CLAIMS}:
            raise VocabularyError(f"rule {name}: unknown claim {claim}")
        table[claim, name] = EvidenceRule(name, claim, source, text, function)
        return function

    return register


def _rules(table: dict[tuple[str, str], EvidenceRule]) -> tuple[EvidenceRule, ...]:
    _load()
    order = {each.name: place for place, each in enumerate(CLAIMS)}
    return tuple(sorted(table.values(), key=lambda each: (order[each.claim], each.name)))


def _first_line(function: Callable[..., object]) -> str:
    return (function.__doc__ or "").strip().partition("\n")[0]


@cache
def _load() -> None:
    """Import the modules that hold the rules, so that they register themselves."""
    from netgraph import findings

    for module in pkgutil.iter_modules(findings.__path__):
        if module.name.startswith(_RULE_MODULES):
            importlib.import_module(f"netgraph.findings.{module.name}")

"""From the rows that a server answers to findings: sentences, and what the sources leave open."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Protocol, runtime_checkable

from netgraph.findings import registry
from netgraph.findings.assemble import source_gaps
from netgraph.findings.registry import LIST_COLUMNS, Indicator
from netgraph.findings.wording import fill
from netgraph.in_database.question import QUESTIONS, parameters, question
from netgraph.records import Finding, Reason
from netgraph.vocabulary import CLAIMS

__all__ = ["Answering", "find_there"]

# More subjects than there can be; a command shows all.
_ALL = 2**31 - 1


@runtime_checkable
class Answering(Protocol):
    """A store that answers questions itself."""

    def ask(self, statement: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Rows of a question in Cypher, by column; days are dates."""
        ...


def find_there(store: Answering, as_of: date, claim: str | None = None) -> tuple[Finding, ...]:
    """What the database itself finds: pass one, in the order of ``find``."""
    found: list[Finding] = []
    for each in CLAIMS:
        if each.name in QUESTIONS and claim in (None, each.name):
            values = parameters(each.name, as_of, limit=_ALL)
            found += _findings(each.name, store.ask(question(each.name), values))
    return tuple(found)


def _findings(claim: str, rows: Iterable[Mapping[str, Any]]) -> list[Finding]:
    """The findings of one claim, most points first."""
    by_name = {each.name: each for each in registry.indicators(claim)}
    findings = [_finding(claim, row, by_name) for row in rows]
    return sorted(findings, key=lambda each: (-each.points, each.subject))


def _finding(claim: str, row: Mapping[str, Any], by_name: Mapping[str, Indicator]) -> Finding:
    pros = [_reason(by_name[each["indicator"]], each) for each in row["reasons"]]
    cons = [_reason(by_name[each["indicator"]], each) for each in row["against"]]
    return Finding(
        claim=claim,
        subject=row["subject"],
        label=row["label"],
        support=row["support"],
        points=row["points"],
        independent_sources=row["independent_sources"],
        last_act=row["last_act"],
        reasons=tuple(sorted(pros, key=lambda each: (-each.points, each.indicator))),
        against=tuple(sorted(cons, key=lambda each: (each.points, each.indicator))),
        missing=tuple(source_gaps(row["independent_sources"], row["agencies"])),
    )


def _reason(each: Indicator, found: Mapping[str, Any]) -> Reason:
    """One reason with its sentence; ids in order, as the finders give them."""
    ids: dict[str, Any] = {name: tuple(sorted(set(found[name]))) for name in LIST_COLUMNS}
    words = {"amount": found["amount"], "day": found["day"], **ids, **found["words"]}
    return Reason(
        indicator=each.name,
        points=found["points"],
        text=fill(each.text, words),
        evidence_class=each.evidence_class,
        day=found["day"],
        **ids,
    )

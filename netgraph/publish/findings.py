"""Findings and their reasons as nodes: (:Finding)-[:RESTS_ON]->(:Reason)-[:RESTS_ON]->(…)."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from netgraph.report.naming import Names, sentence
from netgraph.report.wording import plain
from netgraph.vocabulary import CLAIMS, ENTITY_KINDS

if TYPE_CHECKING:
    from netgraph.publish.content import Batch
    from netgraph.records import Finding, Reason

__all__ = ["finding_batches"]

_LABELS = {kind.name: kind.label for kind in ENTITY_KINDS}
_CLAIMS = {claim.name: claim for claim in CLAIMS}


def finding_batches(
    findings: "Iterable[Finding]", names: Names, reports: frozenset[str]
) -> "Iterator[Batch]":
    """Nodes of findings and reasons, then what they are about and rest on.

    ``reports`` are those that are there to be rested on.
    """
    from netgraph.publish.content import Batch

    found, reasons = [], []
    ties: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for finding in findings:
        key = f"{finding.claim}:{finding.subject}"
        found.append(_finding(finding, key, names))
        _tie(ties, ("ABOUT", "Finding", _label(names, finding.subject)), key, finding.subject)
        for number, reason in enumerate((*finding.reasons, *finding.against), start=1):
            own = f"{key}:{number}"
            reasons.append(_reason(reason, own, names))
            rests = "RESTS_ON" if reason.points >= 0 else "WEAKENED_BY"
            _tie(ties, (rests, "Finding", "Reason"), key, own)
            for each in dict.fromkeys((*reason.others, *reason.events)):
                if each in names.kinds:
                    _tie(ties, ("NAMES", "Reason", _label(names, each)), own, each)
            for each in reason.reports:
                if each in reports:
                    _tie(ties, ("RESTS_ON", "Reason", "Report"), own, each)
    yield Batch("Finding", found)
    yield Batch("Reason", reasons)
    for (kind, start, end), rows in sorted(ties.items(), key=lambda each: each[0]):
        yield Batch(kind, rows, (start, end))


def _finding(finding: "Finding", key: str, names: Names) -> dict[str, Any]:
    ids = {each for one in (*finding.reasons, *finding.against) for each in _spoken_of(one)}
    claim = _CLAIMS[finding.claim]
    said: dict[str, Any] = {
        "id": key,
        "name": claim.label,
        "claim": claim.name,
        "meaning": claim.meaning,
        "support": finding.support,
        "independent_sources": finding.independent_sources,
        "last_act": finding.last_act,
        "also": [_CLAIMS[each].label for each in finding.also],
        "fits": [plain(each) for each in finding.hypotheses],
        "not_known": [_text(names, each, {*ids, finding.subject}) for each in finding.missing],
    }
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _reason(reason: "Reason", key: str, names: Names) -> dict[str, Any]:
    said: dict[str, Any] = {
        "id": key, "name": plain(reason.indicator), "text": _text(names, reason.text, _spoken_of(reason)),
        "speaks": "for" if reason.points >= 0 else "against", "sort": reason.evidence_class,
        "links": list(reason.links), "day": reason.day,
    }  # fmt: skip
    return {name: value for name, value in said.items() if value not in (None, "", [])}


def _spoken_of(reason: "Reason") -> tuple[str, ...]:
    return (*reason.others, *reason.events, *reason.links, *reason.flags, *reason.reports)


def _text(names: Names, text: str, ids: Iterable[str]) -> str:
    """A sentence in which things bear the name by which the audience knows them."""
    words = []
    for part in sentence(names, text, ids):
        if isinstance(part, str):
            words.append(part)
        else:
            shown = f"{part.label} ({part.id})" if part.id not in ("", part.label) else part.label
            words.append(shown)
    return "".join(words)


def _label(names: Names, each: str) -> str:
    return _LABELS[names.kinds[each]]


def _tie(
    ties: dict[tuple[str, str, str], list[dict[str, Any]]],
    kind: tuple[str, str, str],
    start: str,
    end: str,
) -> None:
    ties.setdefault(kind, []).append({"from": start, "to": end, "properties": {}})

"""How a thing or a report is named to one audience: its name, or Person A in its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from netgraph.records import ReportEvidence
from netgraph.report.content import Reference, ReportLine, Text
from netgraph.report.wording import day_text, letters, parts, plain, shortened, with_days
from netgraph.vocabulary import ENTITY_KINDS

if TYPE_CHECKING:
    from netgraph.report.audiences import Audience

__all__ = ["Names", "reference", "report_line", "report_lines", "sentence"]

_KINDS = {kind.name: kind for kind in ENTITY_KINDS}


@dataclass(slots=True)
class Names:
    """What is needed to name things; letters are given in the order in which things are named.

    ``labels`` and ``kinds`` are by id; ``places`` and ``anchors`` where the page shows each;
    ``asked`` those who are named even where others are not.
    """

    audience: "Audience"
    labels: Mapping[str, str]
    kinds: Mapping[str, str]
    places: Mapping[str, int]
    anchors: Mapping[str, str]
    reports: Mapping[str, ReportEvidence]
    report_places: Mapping[str, int]
    asked: frozenset[str] = frozenset()
    given: dict[str, str] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)


def reference(names: Names, each: str) -> Reference:
    """How that id is named."""
    kind = _KINDS.get(names.kinds.get(each, ""))
    shown = names.audience.identifiers
    if names.audience.names == "asked" and each not in names.asked:
        label = _letter(names, each, kind.label if kind else "Item")
    else:
        label = names.labels.get(each) or each
    # An id of a copy without ids is one of our own making: nothing is lost without it.
    if not shown and label == each:
        label = _letter(names, each, kind.label if kind else "Item")
    return Reference(
        label=shortened(label),
        id=each if shown else "",
        mark=kind.mark if kind else "",
        kind=kind.name if kind else "",
        place=names.places.get(each),
        anchor=names.anchors.get(each, ""),
    )


def _letter(names: Names, each: str, what: str) -> str:
    if each not in names.given:
        names.used[what] = names.used.get(what, 0) + 1
        names.given[each] = f"{what} {letters(names.used[what])}"
    return names.given[each]


def sentence(names: Names, text: str, ids: Iterable[str]) -> Text:
    """A sentence with the ids that it names as references."""
    return tuple(
        with_days(part) if isinstance(part, str) else reference(names, part[0])
        for part in parts(text, ids)
    )


def report_lines(names: Names, ids: Iterable[str]) -> tuple[ReportLine, ...]:
    """The reports of those ids as the audience may see them, latest first."""
    known = [names.reports[each] for each in ids if each in names.reports]
    known.sort(key=lambda each: each.id)
    known.sort(key=lambda each: each.day, reverse=True)
    return tuple(report_line(names, each) for each in known)


def report_line(names: Names, report: ReportEvidence) -> ReportLine:
    """One report as the audience may see it."""
    audience = names.audience
    place = names.report_places.get(report.id)
    shown_id = report.id if audience.identifiers else ""
    if audience.code_c != "shown" and not report.grade.endswith("P"):
        return ReportLine(shown_id, "", "", "", "", "", "", masked=True, place=place)
    converted = report.grade_original != report.grade
    return ReportLine(
        id=shown_id,
        day=day_text(report.day),
        grade=report.grade,
        original=report.grade_original if converted else "",
        agency=plain(report.agency) if audience.sources else "",
        origin=report.origin if audience.sources else "",
        handling=report.handling if audience.sources else "",
        place=place,
    )

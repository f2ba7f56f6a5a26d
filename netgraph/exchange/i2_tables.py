"""A chart as two tables that an i2 import specification, or a spreadsheet, reads: entities and links."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from netgraph.exchange.chart import Chart
from netgraph.exchange.graphml import node_names

__all__ = ["tables_text"]

# What a spreadsheet would take for a formula; a plain number with its sign is none.
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![0-9 .]+$)")

_PARTICULARS = tuple(name for name in node_names() if name not in ("label", "kind", "findings"))


def tables_text(chart: Chart) -> Iterator[tuple[str, str]]:
    """Name and content of each of the two files."""
    entities = (
        (
            chart.marking, each.id, each.kind, each.label, each.findings,
            *(dict(each.particulars).get(name, "") for name in _PARTICULARS),
        )
        for each in chart.things
    )  # fmt: skip
    head = ("marking", "entity_id", "entity_type", "label", "findings", *_PARTICULARS)
    yield "chart_entities.csv", _table(head, entities)
    labels = {each.id: each.label for each in chart.things}
    links = (
        (
            chart.marking, each.id, each.kind, each.evidence_class, each.from_id,
            labels[each.from_id], each.to_id, labels[each.to_id],
            "Confirmed" if each.dependable else "Unconfirmed", each.start, each.end,
            each.count if each.count is not None else "", each.detail, each.basis, each.report,
            each.grade, each.report_date,
        )
        for each in chart.links
    )  # fmt: skip
    head = (
        "marking", "link_id", "link_type", "evidence_class", "from_id", "from_label", "to_id",
        "to_label", "strength", "start", "end", "count", "description", "basis",
        "source_reference", "grade", "report_date",
    )  # fmt: skip
    yield "chart_links.csv", _table(head, links)


def _table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) else text

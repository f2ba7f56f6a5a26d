"""The cards of a screening as a table: one row a card, cells that no spreadsheet works out."""

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netgraph.screening import Screening

__all__ = ["screening_csv"]

# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

_FIRST = (
    "id", "order", "condition", "class", "when", "what", "with", "not_a_breach_if", "safeguarding",
    "rule", "person", "number", "category", "condition_text", "in_force_from", "served",
    "in_force_to", "at_utc", "at_local", "why", "sure", "verbatim", "source", "grade", "reports",
    "links", "must_know", "context",
)  # fmt: skip


def screening_csv(found: "Screening") -> str:
    """Every card as a row, with the fields of ``--json`` and empty columns for the decision."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*_FIRST, "decision", "reason", "decided_by"])
    for each in found.breaches:
        fields = each.as_json()
        writer.writerow([*(_cell(fields[name]) for name in _FIRST), "", "", ""])
    return out.getvalue()


def _cell(value: object) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return f"'{text}" if text.startswith(_FORMULA) else text

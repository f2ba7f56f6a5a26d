"""Rows of the store's books back into records."""

import json
from datetime import date
from typing import Any

from netgraph.records import Finding, ImportRecord, Reason

__all__ = ["finding_from_json", "import_record"]

_REASON_LISTS = ("links", "reports", "events", "flags", "others")


def import_record(row: tuple[Any, ...]) -> ImportRecord:
    """A line of the import register from its row."""
    number, at, by, source, mapping, files, counts = row
    return ImportRecord(
        number,
        at,
        by,
        source,
        mapping,
        tuple((name, sha256) for name, sha256 in json.loads(files)),
        tuple(
            (table, new, changed, unchanged, rejected)
            for table, new, changed, unchanged, rejected in json.loads(counts)
        ),
    )


def finding_from_json(kept: dict[str, Any]) -> Finding:
    """A finding as it was recorded."""
    lists = ("also", "hypotheses", "missing")
    return Finding(
        **{
            **kept,
            **{name: tuple(kept[name]) for name in lists},
            "last_act": _day(kept["last_act"]),
            "reasons": tuple(_reason(each) for each in kept["reasons"]),
            "against": tuple(_reason(each) for each in kept["against"]),
        }
    )


def _reason(kept: dict[str, Any]) -> Reason:
    return Reason(
        **{
            **kept,
            **{name: tuple(kept[name]) for name in _REASON_LISTS},
            "day": _day(kept["day"]),
        }
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

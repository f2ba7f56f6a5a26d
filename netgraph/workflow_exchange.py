"""One straight-line function for taking a case to another tool; see workflow.py."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.store.base import Store

if TYPE_CHECKING:
    from netgraph.exchange import Chart, ChartPart

__all__ = ["export_chart"]


def export_chart(store: Store, path: Path, form: str, as_of: date, part: "ChartPart") -> "Chart":
    """Write everything known on that day, or what is around some ids, for another graph tool."""
    from netgraph import exchange

    return exchange.export_chart(store.tables(), path, form, as_of, part)

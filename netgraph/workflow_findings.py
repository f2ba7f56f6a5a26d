"""The findings that other steps start from: found once, and used again while nothing changes."""

from datetime import date

from netgraph.records import Finding
from netgraph.store.base import Store

__all__ = ["findings_of"]


def findings_of(store: Store, as_of: date) -> tuple[Finding, ...]:
    """All findings of that day: those kept beside the store if they still hold, else found now."""
    from netgraph import findings
    from netgraph.store.kept_findings import Keeping

    place = store.kept_findings() if isinstance(store, Keeping) else None
    kept = place.read(as_of) if place is not None else None
    if kept is not None:
        return kept
    found = findings.find_all(store.tables(), as_of)
    if place is not None:
        place.keep(found, as_of)
    return found

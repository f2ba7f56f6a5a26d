"""What every store gives: one Protocol, the same contract tests for each implementation.

A store keeps claims append-only: a changed row is a new version, the old one stays. Beside the
claims it keeps the import register, recorded findings, decisions, and where things are drawn.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Protocol

from netgraph.audit import Log
from netgraph.records import Finding, ImportRecord
from netgraph.store.removal import Removal

if TYPE_CHECKING:
    import duckdb

    from netgraph.intake.batch import ImportBatch

__all__ = ["Store"]


class Store(Protocol):
    """Where a case is kept. Open one with ``netgraph.store.open_store``; close it after use."""

    def tables(self) -> "duckdb.DuckDBPyConnection":
        """A DuckDB connection with the views that tables.py describes, for the rules to read.

        Temporary tables may be created on it; nothing written there reaches the store.
        """
        ...

    def write_import(self, batch: "ImportBatch") -> ImportRecord:
        """Keep all accepted rows of a batch, and its register line, in one transaction.

        When this returns, everything is durable; if it raises, nothing of it is kept.
        """
        ...

    def imports(self) -> tuple[ImportRecord, ...]:
        """The import register, oldest first."""
        ...

    def write_findings(self, findings: Iterable[Finding], as_of: date) -> None:
        """Record the findings of one run beside the claims, in one transaction."""
        ...

    def findings(self, as_of: date) -> tuple[Finding, ...]:
        """Findings last recorded for that day, in the order of the run; empty if none."""
        ...

    def write_decision(self, decision: dict[str, str]) -> None:
        """Keep one decision (who, when, what, about whom, why), never overwriting another."""
        ...

    def decisions(self) -> tuple[dict[str, str], ...]:
        """All decisions, oldest first."""
        ...

    def layout(self, scope: str) -> str:
        """Where things were last drawn in the reports of that scope, as it was given; else empty."""
        ...

    def write_layout(self, scope: str, layout: str) -> None:
        """Keep where things were drawn, in place of what was kept for that scope before."""
        ...

    def forget(self, removal: Removal) -> None:
        """Remove somebody for good, and keep the tombstone: all of it in one step, or none.

        No bytes of what was removed stay in the store's own files.
        """
        ...

    def log(self) -> Log | None:
        """The log of what is done to this store; None where nothing outlasts the process."""
        ...

    def close(self) -> None:
        """Give the store back; safe to call twice."""
        ...

"""What an import did, for people."""

from typing import TYPE_CHECKING

from netgraph.intake.doubts import count_doubts
from netgraph.intake.identifiers import count_identifiers
from netgraph.intake.rejects import first_rejects
from netgraph.records import ImportRecord, ImportSummary

if TYPE_CHECKING:
    import duckdb

    from netgraph.intake.batch import ImportBatch

__all__ = ["summarise"]


def summarise(
    con: "duckdb.DuckDBPyConnection",
    batch: "ImportBatch",
    record: ImportRecord | None,
    rejects_file: str,
) -> ImportSummary:
    """The summary of a batch that was kept (``record``), or was not."""
    notes = batch.notes
    if not batch.has_changes and not batch.rejected:
        notes = (*notes, "Nothing new: the store holds all of this already.")
    return ImportSummary(
        record,
        tuple(table.counts for table in batch.tables),
        first_rejects(con, batch.rejects),
        batch.rejected,
        batch.not_stored,
        rejects_file,
        notes,
        count_identifiers(con, batch),
        count_doubts(con, batch),
    )

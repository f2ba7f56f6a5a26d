"""What an import would keep: accepted rows by table, and what is to be said of the rest."""

from dataclasses import dataclass

from netgraph.records import ImportRecord

__all__ = ["BatchTable", "ImportBatch"]


@dataclass(frozen=True, slots=True)
class BatchTable:
    """Accepted rows of one table, and how many rows of it were new, changed and so on.

    ``relation`` is on the store's connection, with the columns of ``tables.table_columns`` save
    ``import_id``; it holds the new rows (version 1) and the changed ones (their next version).
    ``forgotten`` are those of the unchanged that were left out: about somebody who was forgotten.
    """

    table: str
    relation: str
    new: int
    changed: int
    unchanged: int
    rejected: int
    forgotten: int = 0

    @property
    def counts(self) -> tuple[str, int, int, int, int]:
        """The numbers as they stand in the import register."""
        return (self.table, self.new, self.changed, self.unchanged, self.rejected)


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """All accepted rows of one import, ready to be written in one transaction.

    ``rejects`` is a relation of the rejected rows: file, line, reason, table and the original
    columns; empty text if there are none. ``store_path`` is where the store lies (empty: nowhere).
    """

    tables: tuple[BatchTable, ...]
    files: tuple[tuple[str, str], ...]
    imported_at: str
    imported_by: str
    source: str
    mapping: str
    rejects: str
    not_stored: tuple[tuple[str, str, int, str], ...]
    notes: tuple[str, ...]

    @property
    def has_changes(self) -> bool:
        """Whether anything would be written."""
        return any(table.new or table.changed for table in self.tables)

    @property
    def rejected(self) -> int:
        """How many rows were rejected."""
        return sum(table.rejected for table in self.tables)

    def record(self, number: int) -> ImportRecord:
        """The line of the import register under that number."""
        return ImportRecord(
            number,
            self.imported_at,
            self.imported_by,
            self.source,
            self.mapping,
            self.files,
            tuple(table.counts for table in self.tables),
        )

"""The embedded store: one DuckDB file, claims only ever appended.

``:memory:`` is a store without a file, gone when it is closed.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from netgraph.audit import Log
from netgraph.errors import StoreError
from netgraph.records import Finding, ImportRecord, as_json
from netgraph.store import effects, files, kept_findings, renewal
from netgraph.store.file_log import FileLog
from netgraph.store.removal import Removal
from netgraph.store.rows import finding_from_json, import_record
from netgraph.store.schema import FORMAT, LAYOUTS
from netgraph.tables import kept_columns

if TYPE_CHECKING:
    from netgraph.intake.batch import BatchTable, ImportBatch

__all__ = ["FORMAT", "EmbeddedStore"]


class EmbeddedStore:
    """A case in one DuckDB file; see store/base.py for what each method gives.

    A store that was made here and is closed before anything was kept leaves no file behind.
    """

    def __init__(self, address: str, *, write: bool = False, create: bool = False) -> None:
        self._address = address
        self._made = False
        if address == files.MEMORY:
            self._con = files.memory()
        else:
            if create and not Path(address).exists():
                files.create(address)
                self._made = True
            self._con = files.connect(address, write=write or create)
        self._closed = False

    def tables(self) -> duckdb.DuckDBPyConnection:
        effects.apply(self._con, self._effective())
        return self._con

    def _effective(self) -> tuple[dict[str, str], ...]:
        """All decisions, if any of them changes what is read; else none."""
        held = self._con.execute(
            "SELECT 1 FROM kept.decisions WHERE regexp_matches(decision, $kinds) LIMIT 1",
            {"kinds": effects.EFFECTIVE_TEXT},
        ).fetchall()
        return self.decisions() if held else ()

    def write_import(self, batch: "ImportBatch") -> ImportRecord:
        with self._transaction(alters=True):
            row = self._con.execute("SELECT coalesce(max(id), 0) + 1 FROM kept.imports").fetchone()
            record = batch.record(row[0] if row is not None else 1)
            for table in batch.tables:
                if table.new or table.changed:
                    self._append(table, record.id)
            self._con.execute(
                "INSERT INTO kept.imports VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    record.id,
                    record.imported_at,
                    record.imported_by,
                    record.source,
                    record.mapping,
                    json.dumps(record.files),
                    json.dumps(record.counts),
                ],
            )
        return record

    @contextmanager
    def _transaction(self, *, alters: bool = False) -> Iterator[None]:
        """All of what is written inside is durable at the end, or none of it is kept.

        Before anything that alters what may be found, the findings kept beside the store go.
        """
        if alters and self._address != files.MEMORY:
            kept_findings.drop(self._address)
        try:
            self._con.execute("BEGIN")
            yield
            self._con.execute("COMMIT")
        except BaseException as error:
            with suppress(duckdb.Error):
                self._con.execute("ROLLBACK")
            if isinstance(error, duckdb.Error):
                raise files.cannot_write(self._address, error) from error
            raise
        self._made = False

    def _append(self, table: "BatchTable", import_id: int) -> None:
        """Append the accepted rows of one table, and note what they supersede."""
        columns = ", ".join(
            f"{import_id} AS import_id" if name == "import_id" else f'"{name}"'
            for name, _ in kept_columns(table.table)
        )
        self._con.execute(f"INSERT INTO kept.{table.table} SELECT {columns} FROM {table.relation}")
        if table.changed:
            self._con.execute(
                f"INSERT INTO kept.superseded SELECT '{table.table}', id, version - 1 "
                f"FROM {table.relation} WHERE version > 1"
            )

    def imports(self) -> tuple[ImportRecord, ...]:
        rows = self._con.execute("SELECT * FROM kept.imports ORDER BY id").fetchall()
        return tuple(import_record(row) for row in rows)

    def write_findings(self, findings: Iterable[Finding], as_of: date) -> None:
        with self._transaction():
            row = self._con.execute(
                "SELECT coalesce(max(run), 0) + 1 FROM kept.findings"
            ).fetchone()
            run = row[0] if row is not None else 1
            rows: list[list[object]] = [[run, as_of, 0, None]]
            rows += [
                [run, as_of, place, json.dumps(as_json(finding))]
                for place, finding in enumerate(findings, start=1)
            ]
            self._con.executemany("INSERT INTO kept.findings VALUES (?, ?, ?, ?)", rows)

    def findings(self, as_of: date) -> tuple[Finding, ...]:
        rows = self._con.execute(
            "SELECT finding FROM kept.findings WHERE finding IS NOT NULL AND run = "
            "(SELECT max(run) FROM kept.findings WHERE as_of = $day) ORDER BY place",
            {"day": as_of},
        ).fetchall()
        return tuple(finding_from_json(json.loads(text)) for (text,) in rows)

    def kept_findings(self) -> kept_findings.KeptFindings | None:
        """Where the findings of one day are kept beside the store; nowhere for a passing one."""
        if self._address == files.MEMORY:
            return None
        return kept_findings.KeptFindings(self._address, self._con)

    def write_decision(self, decision: dict[str, str]) -> None:
        with self._transaction(alters=True):
            self._con.execute(
                "INSERT INTO kept.decisions SELECT coalesce(max(id), 0) + 1, ? FROM kept.decisions",
                [json.dumps(decision, sort_keys=True)],
            )

    def decisions(self) -> tuple[dict[str, str], ...]:
        rows = self._con.execute("SELECT decision FROM kept.decisions ORDER BY id").fetchall()
        return tuple(json.loads(text) for (text,) in rows)

    def layout(self, scope: str) -> str:
        made = self._con.execute(
            "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'kept' AND table_name = 'layouts'"
        ).fetchone()
        if made is None:
            return ""
        row = self._con.execute(
            "SELECT layout FROM kept.layouts WHERE scope = ?", [scope]
        ).fetchone()
        return str(row[0]) if row is not None else ""

    def write_layout(self, scope: str, layout: str) -> None:
        with self._transaction():
            self._con.execute(LAYOUTS)
            self._con.execute("DELETE FROM kept.layouts WHERE scope = ?", [scope])
            self._con.execute("INSERT INTO kept.layouts VALUES (?, ?)", [scope, layout])

    def forget(self, removal: Removal) -> None:
        if self._address == files.MEMORY:
            raise StoreError(
                "a passing store forgets everything when it is closed",
                hint="Give the address of a store that lasts.",
            )
        kept_findings.drop(self._address)
        try:
            renewal.renew(self._address, self._con, removal, self.decisions())
        except duckdb.Error as error:
            raise files.cannot_write(self._address, error) from error
        self._con.close()
        self._con = files.connect(self._address, write=True)

    def log(self) -> Log | None:
        return None if self._address == files.MEMORY else FileLog(self._address)

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._con.close()
        if self._made:
            files.delete(self._address)

"""The shared store: a case on a Neo4j server, read into DuckDB for the rules.

How the graph looks is in neo4j_model.py. A write is one transaction of the server, which holds the
lock on the store's one marker node: it is kept whole or not at all, and two never mix. For imports
that are too large for that see neo4j_staging.py.
"""

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from netgraph.audit import Log
from netgraph.errors import NotAStore, StoreBusy, StoreError
from netgraph.records import Finding, ImportRecord, as_json
from netgraph.store import effects
from netgraph.store.embedded import EmbeddedStore
from netgraph.store.files import MEMORY
from netgraph.store.neo4j_connection import Connection
from netgraph.store.neo4j_log import ServerLog
from netgraph.store.neo4j_model import FORMAT, STORE_NAME, name_statements, schema_statements
from netgraph.store.neo4j_read import BOOK_IMPORTS, plain_values, read_case
from netgraph.store.neo4j_removal import remove
from netgraph.store.neo4j_staging import Staging, remove_what_was_left
from netgraph.store.neo4j_write import CHANGED, NEW, Send, write_rows
from netgraph.store.removal import Removal
from netgraph.store.rows import finding_from_json, import_record

if TYPE_CHECKING:
    import duckdb
    import neo4j

    from netgraph.intake.batch import ImportBatch

__all__ = ["Neo4jStore"]

# Seconds that a write waits for somebody else's to end. SOURCE: [decision-0012].
_WAIT_SECONDS = 5.0

# Times that a case is read again because an import was kept meanwhile. SOURCE: [decision-0012].
_READINGS = 3

# Rows up to which an import is one transaction; a larger one is brought in stages. A row takes the
# server some 5 kB until it is kept. SOURCE: [benchmark-neo4j].
ONE_TRANSACTION_ROWS = 50_000

_MARKER = "MATCH (store:Store {name: $name}) "


class Neo4jStore:
    """A case on a Neo4j server; see store/base.py for what each method gives.

    The claims are read when they are first asked for, and stay as they were then; an import that
    was compared with claims that are no longer current is refused (StoreBusy).
    """

    def __init__(
        self,
        address: str,
        *,
        write: bool = False,
        create: bool = False,
        credentials: tuple[str, str] | None = None,
    ) -> None:
        self._may_write = write or create
        self._makes = write
        self._server = Connection(address, credentials)
        self._local: EmbeddedStore | None = None
        try:
            self._is_made = self._check_format(create=create)
        except BaseException:
            self._server.close()
            raise

    def _check_format(self, *, create: bool) -> bool:
        """Whether there is a store of this format; refuse a database that holds something else."""
        where = self._server.address
        rows = self._server.run(f"{_MARKER} RETURN store.format", name=STORE_NAME)
        if rows and rows[0][0] == FORMAT:
            return True
        if rows:
            raise NotAStore(
                f"{where}: a store of another format than {FORMAT}",
                hint="Import the case files into an empty database with this version.",
            )
        if self._server.run("MATCH (n) RETURN 1 LIMIT 1"):
            raise NotAStore(
                f"{where}: the database holds something other than a netgraph store",
                hint="Give the address of an empty database.",
            )
        if not create:
            raise NotAStore(
                f"{where}: no store there", hint="Make one with: netgraph --store … import FOLDER"
            )
        return False

    def tables(self) -> "duckdb.DuckDBPyConnection":
        return self._read().tables()

    def _read(self) -> EmbeddedStore:
        """The case as the server held it at one moment, in memory."""
        if self._local is None and not self._is_made:
            self._local = EmbeddedStore(MEMORY)
        for _ in range(_READINGS):
            if self._local is not None:
                return self._local
            self._local = self._server.read(_read_at_one_moment)
        if self._local is None:
            raise StoreBusy(
                f"{self._server.address}: imports are being kept all the time",
                hint="Try again when they are done.",
            )
        return self._local

    def write_import(self, batch: "ImportBatch") -> ImportRecord:
        local = self._read()
        number = len(local.imports()) + 1
        record, con = batch.record(number), local.tables()
        self._prepare()
        token = secrets.token_hex(16)
        remove_what_was_left(self._server, token)
        rows = sum(table.new + table.changed for table in batch.tables)
        if rows <= ONE_TRANSACTION_ROWS:
            self._keep(con, batch, record, token, None)
            return local.write_import(batch)
        staging = Staging(self._server, token, number)
        staging.claim()
        try:
            write_rows(staging.sender(), con, batch, number, NEW)
            self._keep(con, batch, record, token, staging)
        except BaseException:
            with suppress(StoreError):
                staging.abandon()
            raise
        return local.write_import(batch)

    def _keep(
        self,
        con: "duckdb.DuckDBPyConnection",
        batch: "ImportBatch",
        record: ImportRecord,
        token: str,
        staging: Staging | None,
    ) -> None:
        """Register the import and write its rows, save those that were brought in stages."""

        def work(tx: "neo4j.ManagedTransaction") -> None:
            self._register(tx, record, token, staging)
            if staging is None:
                write_rows(_sender(tx), con, batch, record.id, NEW)
            write_rows(_sender(tx), con, batch, record.id, CHANGED)

        self._write(work, "Import", token)

    def _register(
        self,
        tx: "neo4j.ManagedTransaction",
        record: ImportRecord,
        token: str,
        staging: Staging | None,
    ) -> None:
        """Lock the store and write the register's line; refuse if anybody was quicker."""
        number = _next(tx, "imports")
        if staging is not None:
            staging.end(tx)
        asked = tx.run(f"{_MARKER} RETURN store.staging", name=STORE_NAME)
        if number != record.id or asked.single(strict=True)[0] is not None:
            raise StoreBusy(
                f"{self._server.address}: another import was kept meanwhile; nothing was kept",
                hint="Import again: it will be compared with what the other one brought.",
            )
        tx.run(
            "CREATE (:Import {id: $id, imported_at: $at, imported_by: $by, source: $source, "
            "mapping: $mapping, files: $files, counts: $counts, token: $token})",
            id=number,
            at=record.imported_at,
            by=record.imported_by,
            source=record.source,
            mapping=record.mapping,
            files=json.dumps(record.files),
            counts=json.dumps(record.counts),
            token=token,
        ).consume()

    def imports(self) -> tuple[ImportRecord, ...]:
        if self._local is not None:
            return self._local.imports()
        return tuple(import_record(row) for row in self._server.run(BOOK_IMPORTS))

    def write_findings(self, findings: Iterable[Finding], as_of: date) -> None:
        rows: list[list[object]] = [[0, None]]
        rows += [
            [place, json.dumps(as_json(finding))] for place, finding in enumerate(findings, start=1)
        ]

        token = secrets.token_hex(16)

        def work(tx: "neo4j.ManagedTransaction") -> None:
            tx.run(
                "UNWIND $rows AS row CREATE (:RecordedFinding {run: $run, as_of: date($as_of), "
                "place: row[0], finding: row[1], token: $token})",
                rows=rows,
                run=_next(tx, "runs"),
                as_of=as_of.isoformat(),
                token=token,
            ).consume()

        self._prepare()
        self._write(work, "RecordedFinding", token)

    def findings(self, as_of: date) -> tuple[Finding, ...]:
        rows = self._server.run(
            "MATCH (n:RecordedFinding {place: 0, as_of: date($as_of)}) WITH max(n.run) AS run "
            "MATCH (n:RecordedFinding {run: run}) WHERE n.place > 0 RETURN n.finding ORDER BY n.place",
            as_of=as_of.isoformat(),
        )
        return tuple(finding_from_json(json.loads(text)) for (text,) in rows)

    def write_decision(self, decision: dict[str, str]) -> None:
        text = json.dumps(decision, sort_keys=True)

        token = secrets.token_hex(16)

        def work(tx: "neo4j.ManagedTransaction") -> None:
            tx.run(
                "CREATE (:Decision {id: $id, decision: $text, token: $token})",
                id=_next(tx, "decisions"),
                text=text,
                token=token,
            ).consume()

        self._prepare()
        self._write(work, "Decision", token)
        if self._local is not None:
            self._local.write_decision(decision)

    def decisions(self) -> tuple[dict[str, str], ...]:
        rows = self._server.run("MATCH (n:Decision) RETURN n.decision ORDER BY n.id")
        return tuple(json.loads(text) for (text,) in rows)

    def layout(self, scope: str) -> str:
        rows = self._server.run("MATCH (n:Layout {scope: $scope}) RETURN n.layout", scope=scope)
        return str(rows[0][0]) if rows else ""

    def write_layout(self, scope: str, layout: str) -> None:
        token = secrets.token_hex(16)

        def work(tx: "neo4j.ManagedTransaction") -> None:
            # The marker is held first, so that two writers do not make two nodes.
            tx.run(
                f"{_MARKER} SET store.asked = true WITH store "
                "MERGE (n:Layout {scope: $scope}) SET n.layout = $layout, n.token = $token",
                name=STORE_NAME,
                scope=scope,
                layout=layout,
                token=token,
            ).consume()

        self._prepare()
        self._write(work, "Layout", token)

    def ask(self, statement: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Rows of a question in Cypher, by column, answered where the case is; days are dates.

        The case is not read into this process, and nothing can be written.

        Raises:
            StoreError: Reports are withdrawn or imports undone, which the graph itself still shows.
        """
        if effects.effects_of(self.decisions()):
            raise StoreError(
                f"{self._server.address}: reports are withdrawn, imports undone or people joined; "
                "the database by itself does not leave them out",
                hint="Ask without --in-database.",
            )

        def work(tx: "neo4j.ManagedTransaction") -> list[dict[str, Any]]:
            return [plain_values(row.data()) for row in tx.run(statement, dict(parameters))]

        return self._server.read(work)

    def forget(self, removal: Removal) -> None:
        con, decisions = self._read().tables(), self.decisions()
        text, token = json.dumps(removal.tombstone, sort_keys=True), secrets.token_hex(16)

        def work(tx: "neo4j.ManagedTransaction") -> None:
            tx.run(
                "CREATE (:Decision {id: $id, decision: $text, token: $token})",
                id=_next(tx, "decisions"),
                text=text,
                token=token,
            ).consume()
            remove(tx, con, removal, decisions)

        self._prepare()
        self._write(work, "Decision", token)
        if self._local is not None:
            self._local.close()
            self._local = None

    def log(self) -> Log | None:
        if not self._is_made and not self._makes:
            return None
        if not self._is_made:
            self._prepare()
        return ServerLog(self._server)

    def close(self) -> None:
        if self._local is not None:
            self._local.close()
        self._server.close()

    def _write(
        self, work: "Callable[[neo4j.ManagedTransaction], None]", label: str, token: str
    ) -> None:
        """Do the work in one transaction; the nodes of that label that it makes carry the token."""

        def is_kept(tx: "neo4j.ManagedTransaction") -> bool:
            found = tx.run(f"MATCH (n:{label} {{token: $token}}) RETURN 1 LIMIT 1", token=token)
            return found.peek() is not None

        self._server.write(work, is_kept)

    def _prepare(self) -> None:
        """Make what is missing of constraints, indexes and marker; see that nobody is writing."""
        if not self._may_write:
            raise StoreError(
                f"{self._server.address}: the store was opened for reading only",
                hint="Open it for writing.",
            )
        names = {name for (name,) in self._server.run("SHOW INDEXES YIELD name")}
        missing = [text for name, text in schema_statements().items() if name not in names]
        if missing:
            self._server.define(list(name_statements()))  # not in one transaction with indexes
            self._server.define(missing)
        if not self._is_made:
            self._server.run(
                "MERGE (store:Store {name: $name}) ON CREATE SET store.format = $format, "
                "store.imports = 0, store.runs = 0, store.decisions = 0",
                name=STORE_NAME,
                format=FORMAT,
            )
            self._is_made = True
        # Whoever writes holds the marker: waiting for it here ends, within a transaction it may not.
        self._server.run(
            f"{_MARKER} SET store.asked = true", seconds=_WAIT_SECONDS, name=STORE_NAME
        )


def _sender(tx: "neo4j.ManagedTransaction") -> Send:
    """A function that sends a statement within that transaction."""
    return lambda statement, parameters: tx.run(statement, parameters).consume().counters


def _next(tx: "neo4j.ManagedTransaction", book: str) -> int:
    """The next number in one of the store's books; holds the store until the transaction ends."""
    row = tx.run(
        f"{_MARKER} SET store.{book} = store.{book} + 1 RETURN store.{book}", name=STORE_NAME
    ).single(strict=True)
    return int(row[0])


def _read_at_one_moment(tx: "neo4j.ManagedTransaction") -> EmbeddedStore | None:
    """The case in memory; None if an import was kept while it was being read."""
    asked = f"{_MARKER} RETURN store.imports"
    before = tx.run(asked, name=STORE_NAME).single(strict=True)[0]
    local = EmbeddedStore(MEMORY)
    try:
        read_case(tx, local.tables())
        for (text,) in tx.run("MATCH (n:Decision) RETURN n.decision ORDER BY n.id"):
            local.write_decision(json.loads(text))
        after = tx.run(asked, name=STORE_NAME).single(strict=True)[0]
    except BaseException:
        local.close()
        raise
    if (before, before) == (after, len(local.imports())):
        return local
    local.close()
    return None

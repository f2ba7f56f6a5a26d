"""Large imports, which no server holds in one transaction: brought in stages, shown at the end.

New rows are written in many transactions under the number of an import that is not in the
register yet; whoever reads leaves out such rows. The last transaction, a small one, brings the
changed rows and the register's line. The marker says who is at it (``staging``, a token) and when
it was last heard of (``staged_at``, the server's clock). Who finds a token that was silent for
long takes over and removes what was brought.
"""

from typing import TYPE_CHECKING

from netgraph.errors import StoreBusy
from netgraph.store.neo4j_connection import Connection
from netgraph.store.neo4j_model import LABELS, LINK_TYPES, STORE_NAME

if TYPE_CHECKING:
    import neo4j

    from netgraph.store.neo4j_write import Send

__all__ = ["Staging", "remove_what_was_left"]

# Seconds of silence after which an import that was being brought counts as dead: many times what
# one stage takes. SOURCE: [decision-0012].
_SILENT_SECONDS = 120

_MARKER = "MATCH (store:Store {name: $name}) "

# Rows removed in one transaction.
_REMOVED = 5_000


class Staging:
    """One large import that is being brought: claims the store, sends stages, says when it ends."""

    def __init__(self, server: Connection, token: str, number: int) -> None:
        self._server = server
        self._token = token
        self._number = number
        self._stage = 0

    def claim(self) -> None:
        """Take the store, so that no other import begins.

        Raises:
            StoreBusy: Another import was kept or begun meanwhile.
        """
        rows = self._server.run(
            f"{_MARKER} SET store.asked = true WITH store "
            "WHERE store.staging IS NULL AND store.imports = $before "
            "SET store.staging = $token, store.staged = 0, store.staged_at = datetime() RETURN 1",
            name=STORE_NAME,
            token=self._token,
            before=self._number - 1,
        )
        if not rows:
            raise self._lost()

    def sender(self) -> "Send":
        """A function that sends one statement as a stage of its own, kept once whatever happens."""

        def send(statement: str, parameters: dict[str, object]) -> "neo4j.SummaryCounters":
            self._stage += 1

            def work(tx: "neo4j.ManagedTransaction") -> "neo4j.SummaryCounters":
                self.go_on(tx)
                return tx.run(statement, parameters).consume().counters

            return self._server.write(work, self._is_stage_kept)

        return send

    def go_on(self, tx: "neo4j.ManagedTransaction") -> None:
        """Say that the import is alive; refuse where somebody else took over."""
        alive = tx.run(
            f"{_MARKER} SET store.asked = true WITH store WHERE store.staging = $token "
            "SET store.staged = $stage, store.staged_at = datetime() RETURN 1",
            name=STORE_NAME,
            token=self._token,
            stage=self._stage,
        ).single()
        if alive is None:
            raise self._lost()

    def end(self, tx: "neo4j.ManagedTransaction") -> None:
        """Give the store back, in the transaction that registers the import."""
        self.go_on(tx)
        tx.run(
            f"{_MARKER} REMOVE store.staging, store.staged, store.staged_at", name=STORE_NAME
        ).consume()

    def abandon(self) -> None:
        """Let the next import remove at once what this one brought."""
        self._server.run(
            f"{_MARKER} WHERE store.staging = $token "
            "SET store.staged_at = datetime({epochSeconds: 0})",
            name=STORE_NAME,
            token=self._token,
        )

    def _is_stage_kept(self, tx: "neo4j.ManagedTransaction") -> bool:
        row = tx.run(f"{_MARKER} RETURN store.staging, store.staged", name=STORE_NAME).single()
        return row is not None and tuple(row) == (self._token, self._stage)

    def _lost(self) -> StoreBusy:
        return StoreBusy(
            f"{self._server.address}: another import was begun or kept meanwhile; nothing was kept",
            hint="Import again: it will be compared with what the other one brought.",
        )


def remove_what_was_left(server: Connection, token: str) -> None:
    """Remove what a dead import brought; nothing to do where none died.

    Raises:
        StoreBusy: An import is being brought just now.
    """
    rows = server.run(
        f"{_MARKER} WHERE store.staging IS NOT NULL RETURN store.imports, "
        "store.staged_at < datetime() - duration({seconds: $silent})",
        name=STORE_NAME,
        silent=_SILENT_SECONDS,
    )
    if not rows:
        return
    imports, is_dead = rows[0]
    taken = is_dead and server.run(
        f"{_MARKER} SET store.asked = true WITH store "
        "WHERE store.staged_at < datetime() - duration({seconds: $silent}) "
        "SET store.staging = $token, store.staged_at = datetime() RETURN 1",
        name=STORE_NAME,
        token=token,
        silent=_SILENT_SECONDS,
    )
    if not taken:
        raise StoreBusy(
            f"{server.address}: a large import is being brought to the store",
            hint=f"Wait until it is done; if it died, try again in {_SILENT_SECONDS} seconds.",
        )
    patterns = [(f"()-[n:{link_type}]->()", "DELETE n") for link_type in LINK_TYPES.values()]
    patterns += [(f"(n:{label})", "DETACH DELETE n") for label in LABELS.values()]
    for pattern, delete in patterns:
        server.run(
            f"MATCH {pattern} WHERE n.import_id > $imports "
            f"CALL (n) {{ {delete} }} IN TRANSACTIONS OF {_REMOVED} ROWS",
            imports=imports,
        )
    server.run(
        f"{_MARKER} WHERE store.staging = $token REMOVE store.staging, store.staged, store.staged_at",
        name=STORE_NAME,
        token=token,
    )

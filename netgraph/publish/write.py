"""A copy onto a server in place of the one before: in one transaction, or in stages that say so.

A small copy is one transaction: until it commits, the old one stands whole. A large one does not
fit into a transaction: then the banner first says that the copy is being replaced and is not
whole, and says the new copy's marking, date and expiry only when everything is there. Community
Edition has one database, so there is nowhere to build a large copy beside the old one.
"""

import secrets
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from netgraph.errors import NotAStore, StoreBusy
from netgraph.store.neo4j_connection import Connection
from netgraph.store.neo4j_model import LABELS, name_statements

if TYPE_CHECKING:
    import neo4j

    from netgraph.publish.content import Batch, Copy

__all__ = ["LABELS_OF_A_COPY", "replace_copy"]

# Nodes and relationships, old and new, up to which a copy is one transaction.
# SOURCE: [benchmark-neo4j].
ONE_TRANSACTION_ROWS = 50_000

# Every label that a copy may have.
LABELS_OF_A_COPY = (*sorted({*LABELS.values()}), "Banner", "Finding", "Reason")

# The one value by which the banner of a copy is found.
_MARK = "netgraph"

_BANNER = "MATCH (b:Banner {copy_of: $mark}) "
_NOT_WHOLE = (
    "A new copy is being written. This one is not whole: do not use it, and come back later."
)

# Rows removed in one transaction of a large replacement.
_REMOVED = 5_000


def replace_copy(
    target: tuple[str, tuple[str, str] | None], copy: "Copy", banner: dict[str, Any]
) -> None:
    """Write the copy in place of what is there.

    Raises:
        NotAStore: The server is a store, or holds something other than a copy.
        StoreBusy: Another copy is written there.
        StoreError: The server cannot be reached, or refuses.
    """
    server = Connection(*target)
    try:
        _refuse_what_is_no_copy(server)
        _define(server)
        [(nodes,)] = server.run("MATCH (n) RETURN count(n)")
        [(ties,)] = server.run("MATCH ()-[r]->() RETURN count(r)")
        if nodes + ties + copy.size() <= ONE_TRANSACTION_ROWS:
            _at_once(server, copy, banner)
        else:
            _in_stages(server, copy, banner)
    finally:
        server.close()


def _refuse_what_is_no_copy(server: Connection) -> None:
    if server.run("MATCH (s:Store) RETURN 1 LIMIT 1"):
        raise NotAStore(
            f"{server.address}: a netgraph store; nothing is published over it",
            hint="A copy needs a server of its own: give another address with --to.",
        )
    foreign = server.run(
        "MATCH (n) WHERE none(label IN labels(n) WHERE label IN $ours) RETURN 1 LIMIT 1",
        ours=list(LABELS_OF_A_COPY),
    )
    has_banner = server.run(f"{_BANNER} RETURN 1", mark=_MARK)
    if foreign or (not has_banner and server.run("MATCH (n) RETURN 1 LIMIT 1")):
        raise NotAStore(
            f"{server.address}: the database holds something other than a published copy",
            hint="Give the address of an empty database, or of one that holds only a copy.",
        )


def _define(server: Connection) -> None:
    """Constraints of a copy: each node is found by its id, and there is one banner.

    Every name that the questions of cypher/ use is made known, lest Browser warn of each.
    """
    held = {name for (name,) in server.run("SHOW CONSTRAINTS YIELD name")}
    wanted = {f"netgraph_copy_{label.lower()}": (label, "id") for label in LABELS_OF_A_COPY}
    wanted["netgraph_copy_banner"] = ("Banner", "copy_of")
    server.define(list(name_statements()))
    server.define(
        [
            f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{column} IS UNIQUE"
            for name, (label, column) in wanted.items()
            if name not in held
        ]
    )


def _at_once(server: Connection, copy: "Copy", banner: dict[str, Any]) -> None:
    token = secrets.token_hex(16)

    def work(tx: "neo4j.ManagedTransaction") -> None:
        tx.run("MERGE (b:Banner {copy_of: $mark}) SET b.token = $token", mark=_MARK, token=token)
        tx.run("MATCH (n) WHERE NOT n:Banner DETACH DELETE n").consume()
        for batch in copy.batches():
            _send(tx, batch)
        _finish(tx, banner, token)

    server.write(work, lambda tx: _is_held_by(tx, token, 0))


def _finish(tx: "neo4j.ManagedTransaction", banner: dict[str, Any], token: str) -> None:
    """Let the banner say what the copy is; from now on it is whole."""
    properties = {**banner, "id": "banner", "copy_of": _MARK, "token": token, "stage": 0}
    tx.run(f"{_BANNER} SET b = $banner", mark=_MARK, banner=properties).consume()


def _is_held_by(tx: "neo4j.ManagedTransaction", token: str, stage: int) -> bool:
    row = tx.run(f"{_BANNER} RETURN b.token, b.stage", mark=_MARK).single()
    return row is not None and tuple(row) == (token, stage)


def _in_stages(server: Connection, copy: "Copy", banner: dict[str, Any]) -> None:
    """Take the banner, empty the rest, write batch by batch, and let the banner say the new copy."""
    token = secrets.token_hex(16)
    properties = {"copy_of": _MARK, "id": "banner", "token": token, "stage": -1}
    properties |= {"state": "not whole", "name": _NOT_WHOLE}
    server.run("MERGE (b:Banner {copy_of: $mark}) SET b = $said", mark=_MARK, said=properties)
    server.run(
        f"MATCH (n) WHERE NOT n:Banner CALL (n) {{ DETACH DELETE n }} "
        f"IN TRANSACTIONS OF {_REMOVED} ROWS"
    )
    for stage, batch in enumerate(copy.batches(), start=1):
        _stage(server, token, stage, partial(_send, batch=batch))
    _stage(server, token, 0, partial(_finish, banner=banner, token=token))


def _stage(
    server: Connection, token: str, stage: int, send: "Callable[[neo4j.ManagedTransaction], None]"
) -> None:
    """One transaction of a large replacement, kept once whatever happens to the connection."""

    def work(tx: "neo4j.ManagedTransaction") -> None:
        held = tx.run(
            f"{_BANNER} SET b.stage = $stage WITH b WHERE b.token = $token RETURN 1",
            mark=_MARK,
            stage=stage,
            token=token,
        ).single()
        if held is None:
            raise StoreBusy(
                f"{server.address}: another copy is being written there",
                hint="The later one stands. See its banner before you publish again.",
            )
        send(tx)

    server.write(work, lambda tx: _is_held_by(tx, token, stage))


def _send(tx: "neo4j.ManagedTransaction", batch: "Batch") -> None:
    if batch.ends is None:
        statement = f"UNWIND $rows AS row CREATE (n:{batch.label}) SET n = row"
    else:
        start, end = batch.ends
        statement = (
            f"UNWIND $rows AS row MATCH (a:{start} {{id: row.from}}) "
            f"MATCH (b:{end} {{id: row.to}}) CREATE (a)-[r:{batch.label}]->(b) SET r = row.properties"
        )
    tx.run(statement, rows=batch.rows).consume()

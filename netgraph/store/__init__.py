"""Where a case is kept: one Protocol (base.py) and its implementations."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netgraph.store.base import Store

__all__ = ["SERVER_SCHEMES", "is_server", "open_store"]

# How a Neo4j server is addressed: one server or a cluster, plain or encrypted.
SERVER_SCHEMES = ("bolt", "neo4j", "bolt+s", "neo4j+s")


def is_server(address: str) -> bool:
    """Whether that is the address of a server, and not a path."""
    return "://" in address


def open_store(
    address: str,
    *,
    write: bool = False,
    create: bool = False,
    credentials: tuple[str, str] | None = None,
) -> "Store":
    """The store at that address: a path opens the embedded one, ``:memory:`` a passing one.

    Args:
        address: A path, or ``bolt://``, ``neo4j://``, ``bolt+s://`` or ``neo4j+s://`` and a host.
        write: Open for writing; of a file only one process may, and others then get StoreBusy.
        create: Make the store if nothing is there (implies that writing was asked for).
        credentials: User and password for a server.

    Raises:
        NotAStore: There is no store there, or the file or server is something else.
        StoreBusy: Another process holds it.
        StoreUnreachable: No server answers.
    """
    if is_server(address):
        from netgraph.store.neo4j import Neo4jStore

        return Neo4jStore(address, write=write, create=create, credentials=credentials)
    from netgraph.store.embedded import EmbeddedStore

    return EmbeddedStore(address, write=write, create=create)

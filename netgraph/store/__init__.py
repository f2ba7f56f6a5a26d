"""Where a case is kept: one Protocol (base.py) and its implementations."""

from typing import TYPE_CHECKING

from netgraph.errors import NotAStore

if TYPE_CHECKING:
    from netgraph.store.base import Store

__all__ = ["open_store"]


def open_store(address: str, *, write: bool = False, create: bool = False) -> "Store":
    """The store at that address: a path opens the embedded one, ``:memory:`` a passing one.

    Args:
        address: A path.
        write: Open for writing; only one process may, and others then get StoreBusy.
        create: Make the store if nothing is there (implies that writing was asked for).

    Raises:
        NotAStore: There is no store there, or the file is something else.
        StoreBusy: Another process holds it.
    """
    if "://" in address:
        scheme = address.split("://", 1)[0]
        raise NotAStore(f"no store for {scheme}://", hint="Give the path of a file.")
    from netgraph.store.embedded import EmbeddedStore

    return EmbeddedStore(address, write=write, create=create)

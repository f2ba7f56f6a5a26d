"""Which of some words are ids of a store."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from netgraph.vocabulary import ENTITY_KINDS

if TYPE_CHECKING:
    import duckdb

__all__ = ["known_ids"]

# Tables of things that people ask about by their ids.
_TABLES = (*(kind.file for kind in ENTITY_KINDS), "reports", "orders", "conditions")


def known_ids(con: "duckdb.DuckDBPyConnection", words: Iterable[str]) -> frozenset[str]:
    """Those of the words that are, or were, the id of a thing, report, order or condition.

    Every version of a row is looked at, so that no view of the current ones has to be worked out:
    a command asks this before it does anything else.
    """
    wanted = sorted(set(words))
    if not wanted:
        return frozenset()
    every = " UNION ALL ".join(f"SELECT id FROM kept.{table}" for table in _TABLES)
    places = ", ".join("?" * len(wanted))
    rows = con.execute(f"SELECT id FROM ({every}) WHERE id IN ({places})", wanted).fetchall()
    return frozenset(each for (each,) in rows)

"""Which of some words are ids of a store."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from netgraph.vocabulary import CASE_FILES

if TYPE_CHECKING:
    import duckdb

__all__ = ["known_ids"]

# Tables of rows that people ask about by their ids; steps of orders an older store has no table of.
_TABLES = tuple(file.name for file in CASE_FILES if file.name != "order_steps")


def known_ids(con: "duckdb.DuckDBPyConnection", words: Iterable[str]) -> frozenset[str]:
    """Those of the words that are, or were, the id of a row of any table.

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

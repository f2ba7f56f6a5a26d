"""The officers' copy: what an audience may see of a case, as a graph in a second Neo4j.

The graph is that of a shared store (store/neo4j_model.py), with findings and their reasons as
nodes and one banner. What the audience must not see is left out when it is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

__all__ = ["Imprint", "Publication", "publish"]


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands on a copy beside its content: which copy, for whom, from when until when.

    ``published_at`` is UTC; ``log_line`` and ``log_hash`` are the line of the log under which it
    was made, by which the log can be checked later.
    """

    copy: str
    audience: str
    recipient: str
    published_at: str
    expires: date
    log_line: int = 0
    log_hash: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published: how many nodes by label, and how many relationships."""

    address: str
    marking: str
    nodes: dict[str, int] = field(default_factory=dict)
    relationships: int = 0


def publish(
    con: "duckdb.DuckDBPyConnection",
    target: tuple[str, tuple[str, str] | None],
    as_of: date,
    imprint: Imprint,
    about: Iterable[str] = (),
) -> Publication:
    """Replace what is at the target by a copy for one audience; whole, or said to be not whole.

    Args:
        con: A connection with a store's views.
        target: Address of the server that is written to, and user and password.
        as_of: The day to look from.
        imprint: What stands on the copy; its audience is officer or partner.
        about: Ids to name in a copy in which others are not named, and to tell the findings of.

    Raises:
        InputError: Nothing is published for that audience.
        UnknownId: The case holds nothing with one of those ids.
        NotAStore: The server is a store, or holds something other than a copy.
        StoreError: The server cannot be reached, or refuses.
    """
    from netgraph.publish.content import open_copy
    from netgraph.publish.write import replace_copy
    from netgraph.report.audiences import published_for
    from netgraph.report.build import check_ids

    rules, asked = published_for(imprint.audience), tuple(dict.fromkeys(about))
    check_ids(con, asked)
    with open_copy(con, as_of, rules, asked) as copy:
        banner = copy.banner(imprint)
        replace_copy(target, copy, banner)
        return Publication(target[0], copy.marking, copy.nodes, copy.relationships)

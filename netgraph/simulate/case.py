"""One invented case in the making: its tables as columns of numbers, before they are written.

Here: what a table of an invented case holds. Not here: what is true (world.py, truth.py) and
what gets recorded of it (intelligence.py, background.py).
"""

from dataclasses import dataclass, field

from netgraph.simulate.population import Population
from netgraph.simulate.rows import Rows, Words

__all__ = ["ENTITY_LETTERS", "InventedCase"]

# First letter of the ids of each kind of entity; its place is the code of the kind.
ENTITY_LETTERS = {
    "person": "p",
    "address": "a",
    "phone": "t",
    "vehicle": "v",
    "organisation": "g",
    "account": "n",
    "event": "e",
}


@dataclass(slots=True)
class InventedCase:
    """All tables of one case. Days are numbers of days since 1970; texts are codes of ``words``.

    ``organisations``, ``accounts``, ``orders``, ``conditions`` and ``posts`` are few and kept as
    text, in the contract's columns without the id.
    """

    population: Population
    words: Words = field(default_factory=Words)
    reports: Rows = field(default_factory=lambda: Rows("day", "grade", "origin", "agency"))
    events: Rows = field(default_factory=lambda: Rows("type", "day", "minute", "report", "detail"))
    links: Rows = field(
        default_factory=lambda: Rows(
            "kind",
            "from_kind",
            "from",
            "to_kind",
            "to",
            "start",
            "end",
            "count",
            "report",
            "basis",
            "detail",
        )
    )
    flags: Rows = field(
        default_factory=lambda: Rows(
            "subject_kind", "subject", "flag", "value", "start", "end", "report"
        )
    )
    phones: Rows = field(default_factory=lambda: Rows("handset"))
    vehicles: Rows = field(default_factory=lambda: Rows("make", "colour"))
    organisations: list[tuple[str, str]] = field(default_factory=list)
    accounts: list[tuple[str, str]] = field(default_factory=list)
    orders: list[tuple[str, ...]] = field(default_factory=list)
    conditions: list[tuple[str, ...]] = field(default_factory=list)
    posts: list[tuple[str, ...]] = field(default_factory=list)

"""The table ``possible``, which all rules fill, and its rows as values for the cards.

The class of a row is the least of its strengths: 3 match, 2 likely, 1 check; a shared handset or
account, and an exception of the condition that was found, make it check. Strength 0 is no possible
breach by itself and is only counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from netgraph.screening import contact_rules, other_rules
from netgraph.sources.raw import SCRATCH

if TYPE_CHECKING:
    import duckdb

__all__ = ["RULES", "Possible", "find_possible", "possible_rows"]

# Every rule, in the order in which they are run.
RULES = (
    contact_rules.contact_with_named,
    contact_rules.contact_with_under_18,
    other_rules.place,
    other_rules.place_in_zone,
    other_rules.device_not_notified,
    other_rules.new_phone_in_use,
    other_rules.travel_of_others,
    other_rules.post_to_read,
)

_COLUMNS = (
    "rule VARCHAR, order_id VARCHAR, condition VARCHAR, person VARCHAR, other VARCHAR DEFAULT '', "
    "observed VARCHAR, act VARCHAR, act_strength INTEGER, own_strength INTEGER, own_basis VARCHAR, "
    "own_shared VARCHAR DEFAULT '', other_strength INTEGER, other_basis VARCHAR DEFAULT '', "
    "other_shared VARCHAR DEFAULT '', time_strength INTEGER, at_text VARCHAR, from_at TIMESTAMP, "
    "to_at TIMESTAMP, day DATE, file VARCHAR, line BIGINT, seen BIGINT, chat VARCHAR, "
    "duration_s BIGINT, app VARCHAR, links VARCHAR[], reports VARCHAR[], event VARCHAR DEFAULT '', "
    "place VARCHAR DEFAULT '', detail VARCHAR DEFAULT '', age INTEGER, "
    "age_unknown BOOLEAN DEFAULT false"
)


@dataclass(frozen=True, slots=True)
class Possible:
    """One row of ``possible`` with its condition: an event and what speaks for its class."""

    rule: str
    order: str
    condition: str
    person: str
    other: str
    observed: str
    act: str
    act_strength: int
    own_strength: int
    own_basis: str
    own_shared: str
    other_strength: int
    other_basis: str
    other_shared: str
    time_strength: int
    at_text: str
    from_at: datetime
    to_at: datetime
    day: date
    file: str
    line: int | None
    duration_s: int | None
    app: str
    links: tuple[str, ...]
    reports: tuple[str, ...]
    event: str
    place: str
    detail: str
    age: int | None
    age_unknown: bool
    body: str
    number: str
    category: str
    text: str
    exceptions: tuple[str, ...]
    in_force_from: datetime
    ends_at: datetime | None
    served_at: datetime
    before_certain: bool

    @property
    def strength(self) -> int:
        """The least of the strengths; 1 at most where handset or account is shared."""
        shared = 1 if self.own_shared or self.other_shared else 3
        return min(
            self.act_strength, self.own_strength, self.other_strength, self.time_strength, shared
        )


def find_possible(con: "duckdb.DuckDBPyConnection") -> None:
    """Run every rule into ``possible``."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE possible ({_COLUMNS})")
    for rule in RULES:
        con.execute(rule())


# Read in blocks: a screening may find very many.
_BLOCK = 10_000

_ROWS = f"""
    SELECT o.rule, o.order_id, o.condition, o.person, o.other, o.observed, o.act, o.act_strength,
           o.own_strength, coalesce(o.own_basis, ''), coalesce(o.own_shared, ''), o.other_strength,
           coalesce(o.other_basis, ''), coalesce(o.other_shared, ''), o.time_strength, o.at_text,
           o.from_at, o.to_at, o.day, coalesce(o.file, ''), o.line, o.duration_s, coalesce(o.app, ''),
           coalesce(o.links, []), coalesce(o.reports, []), coalesce(o.event, ''),
           coalesce(o.place, ''), coalesce(o.detail, ''), o.age, o.age_unknown,
           coalesce(CASE WHEN o.rule = 'post_to_read' THEN s.text ELSE b.body END, ''),
           c.number, c.category, c.text, c.exceptions, c.in_force_from,
           CASE WHEN isfinite(c.ends_at) THEN c.ends_at END, c.served_at, o.from_at < c.certain_from
    FROM possible o JOIN screened_conditions c ON c.condition = o.condition
    LEFT JOIN {SCRATCH}.communications b ON b.rowid = o.seen
    LEFT JOIN screen_posts s ON s.id = o.event AND o.rule = 'post_to_read'
    WHERE o.act_strength > 0
    ORDER BY o.order_id, o.condition, o.from_at, o.at_text, o.other, o.file, o.line, o.event,
             o.act, o.rule, o.links
"""


def possible_rows(con: "duckdb.DuckDBPyConnection") -> Iterator[Possible]:
    """Rows that are possible breaches, by order, condition and time."""
    result = con.execute(_ROWS)
    while rows := result.fetchmany(_BLOCK):
        for row in rows:
            values: list[Any] = [
                tuple(value) if isinstance(value, list) else value for value in row
            ]
            yield Possible(*values)

"""A number that goes quiet while a new one takes up its contacts: proposed as the same user.

Found by the overlap of whom the two were in touch with (shared over all). Where the contacts change
their own numbers on the same day, as a careful group does, the overlap of the one who talks only to
them is nothing at first: so proposals are made in rounds, and in each a contact that is itself
proposed as swapped counts as the same. Shared numbers, a new phone, and two people who know the same
people look alike: it is a proposal, never an attribution.
"""

from datetime import date
from typing import TYPE_CHECKING

from netgraph.screening.results import LineSwap

if TYPE_CHECKING:
    import duckdb

__all__ = ["find_swaps", "propose_swaps"]

# Shared over all contacts from which on a swap is proposed. SOURCE: [domain-x1], [benchmark-swaps].
LEAST_OVERLAP = 0.5
# Contacts that each of the two must have. SOURCE: [benchmark-swaps].
FEWEST_CONTACTS = 3
# Days that the old number must be silent up to the end of the data. SOURCE: [benchmark-swaps].
QUIET_DAYS = 2
# Days within which the new number must begin after the old one's last. SOURCE: [benchmark-swaps].
MOST_DAYS_BETWEEN = 14
# Contacts with more partners than this (voicemail, taxis) say nothing. SOURCE: [decision-0021].
MOST_PARTNERS = 1_000
# Rounds in which contacts' own swaps are followed. SOURCE: [benchmark-swaps].
_ROUNDS = 4

_LIVES = """
    CREATE OR REPLACE TEMP TABLE swap_pairs AS
    WITH ends AS (
        SELECT sender_key AS key, receiver_key AS other, day FROM {calls}
        UNION ALL SELECT receiver_key, sender_key, day FROM {calls})
    SELECT key, other, min(day) AS first, max(day) AS last FROM ends
    WHERE key <> other AND key <> '' AND other <> '' GROUP BY key, other ORDER BY key, other
"""
_CANDIDATES = """
    CREATE OR REPLACE TEMP TABLE swap_ends AS
    WITH bounds AS (SELECT min(first) AS begins, max(last) AS ends FROM swap_pairs),
    lives AS (SELECT key, min(first) AS first, max(last) AS last, count(*) AS contacts
              FROM swap_pairs GROUP BY key)
    SELECT key, first, last, contacts, last <= ends - $quiet::INTEGER AS went_quiet, first > begins AS is_new
    FROM lives, bounds WHERE contacts >= $fewest ORDER BY key
"""
# The contacts of each candidate, those proposed as swapped under the name of the old number.
_MAPPED = """
    CREATE OR REPLACE TEMP TABLE swap_contacts AS
    WITH named AS (
        SELECT DISTINCT e.key, coalesce(s.old, p.other) AS contact
        FROM swap_ends e JOIN swap_pairs p ON p.key = e.key
        LEFT JOIN swaps_so_far s ON s.new = p.other
        WHERE e.went_quiet OR e.is_new),
    busy AS (SELECT contact FROM named GROUP BY contact HAVING count(*) > $partners)
    SELECT n.key, n.contact, count(*) OVER (PARTITION BY n.key) AS contacts
    FROM named n ANTI JOIN busy b ON b.contact = n.contact ORDER BY n.key, n.contact
"""
_OVERLAPS = """
    SELECT o.key AS old, n.key AS new, oe.last, ne.first, any_value(o.contacts) AS old_contacts,
           any_value(n.contacts) AS new_contacts, count(*) AS shared,
           count(*) / (any_value(o.contacts) + any_value(n.contacts) - count(*)) AS overlap
    FROM swap_contacts o JOIN swap_contacts n ON n.contact = o.contact AND n.key <> o.key
    JOIN swap_ends oe ON oe.key = o.key AND oe.went_quiet
    JOIN swap_ends ne ON ne.key = n.key AND ne.is_new
    WHERE ne.first >= oe.last AND ne.first <= oe.last + $between::INTEGER
      AND o.key NOT IN (SELECT old FROM swaps_so_far) AND n.key NOT IN (SELECT new FROM swaps_so_far)
    GROUP BY o.key, n.key, oe.last, ne.first
    HAVING overlap >= $least AND shared >= $fewest
    ORDER BY overlap DESC, shared DESC, old, new
"""


def find_swaps(con: "duckdb.DuckDBPyConnection", calls: str) -> tuple[LineSwap, ...]:
    """All proposals from a table of calls (sender_key, receiver_key, day), surest first.

    Each number is the old one, and the new one, of at most one proposal.
    """
    con.execute(_LIVES.format(calls=calls))
    con.execute(_CANDIDATES, {"quiet": QUIET_DAYS, "fewest": FEWEST_CONTACTS})
    con.execute("CREATE OR REPLACE TEMP TABLE swaps_so_far (old VARCHAR, new VARCHAR)")
    found: list[LineSwap] = []
    for turn in range(_ROUNDS):
        con.execute(_MAPPED, {"partners": MOST_PARTNERS})
        rows = con.execute(
            _OVERLAPS,
            {"between": MOST_DAYS_BETWEEN, "least": LEAST_OVERLAP, "fewest": FEWEST_CONTACTS},
        ).fetchall()
        fresh = _one_each(rows, through_swaps=turn > 0)
        if not fresh:
            break
        con.executemany(
            "INSERT INTO swaps_so_far VALUES (?, ?)", [[each.old, each.new] for each in fresh]
        )
        found += fresh
    return tuple(sorted(found, key=lambda each: (-each.overlap, each.old, each.new)))


def _one_each(
    rows: "list[tuple[str, str, date, date, int, int, int, float]]", *, through_swaps: bool
) -> list[LineSwap]:
    """The surest proposal for each number, from the surest down."""
    olds: set[str] = set()
    news: set[str] = set()
    found = []
    for old, new, last, first, old_contacts, new_contacts, shared, overlap in rows:
        if old in olds or new in news:
            continue
        olds.add(old)
        news.add(new)
        found.append(
            LineSwap(
                old, new, last, first, old_contacts, new_contacts, shared, round(overlap, 2),
                through_swaps,
            )
        )  # fmt: skip
    return found


def propose_swaps(con: "duckdb.DuckDBPyConnection") -> tuple[LineSwap, ...]:
    """Proposals from the screened calls that concern a person under an order or one whom it names."""
    swaps = find_swaps(con, "calls_made")
    if not swaps:
        return ()
    concerned = {
        key
        for (key,) in con.execute(
            "SELECT DISTINCT key FROM attributions WHERE person IN "
            "(SELECT person FROM screened_conditions UNION SELECT target FROM condition_targets)"
        ).fetchall()
    }
    return tuple(each for each in swaps if each.old in concerned or each.new in concerned)

"""A number that goes quiet while a new one takes up its contacts: proposed as the same user.

Found by how much of each one's calls is with contacts that the two share. Where the contacts change
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

# Share of its calls that each of the two has with their shared contacts, from which on a swap is
# proposed: of the old number's calls before, and of the new one's from its start.
# SOURCE: [domain-x1], [benchmark-swaps].
LEAST_OVERLAP = 0.4
# Contacts that the two must share, and calls of the new number. SOURCE: [benchmark-swaps].
FEWEST_SHARED, FEWEST_CALLS = 3, 5
# A number begins where no more than this share of its calls lies before. SOURCE: [benchmark-swaps].
STRAY_BEFORE = 0.2
# How many times busier a day it must be from then on than before; it begins where that is most.
# SOURCE: [benchmark-swaps].
TIMES_BUSIER = 3
# Share of the old number's contacts with which it has stopped by then: a few stray calls may follow.
# SOURCE: [benchmark-swaps].
STOPPED = 0.7
# Days within which the new number must begin after the old one's contacts end. SOURCE: [benchmark-swaps].
MOST_DAYS_BETWEEN = 14
# Contacts with more partners than this (voicemail, taxis) say nothing. SOURCE: [decision-0017].
MOST_PARTNERS = 1_000
# Rounds in which contacts' own swaps are followed. SOURCE: [benchmark-swaps].
_ROUNDS = 4

_CALL_DAYS = """
    CREATE OR REPLACE TEMP TABLE swap_days AS
    WITH ends AS (
        SELECT sender_key AS key, receiver_key AS other, day FROM {calls}
        UNION ALL SELECT receiver_key, sender_key, day FROM {calls})
    SELECT key, other, day, count(*) AS calls FROM ends
    WHERE key <> other AND key <> '' AND other <> '' GROUP BY ALL
"""
# Contacts that are themselves proposed as swapped go by the name of their old number.
_ROUND = (
    """
    CREATE OR REPLACE TEMP TABLE swap_named AS
    SELECT d.key, coalesce(s.old, d.other) AS other, d.day, sum(d.calls) AS calls
    FROM swap_days d LEFT JOIN swaps_so_far s ON s.new = d.other GROUP BY ALL""",
    """
    CREATE OR REPLACE TEMP TABLE swap_pairs AS
    SELECT key, other, min(day) AS first, max(day) AS last FROM swap_named GROUP BY ALL""",
    """
    CREATE OR REPLACE TEMP TABLE swap_starts AS
    WITH daily AS (SELECT key, day, sum(calls) AS calls FROM swap_named GROUP BY ALL),
    run AS (
        SELECT key, day, sum(calls) OVER (PARTITION BY key) AS total,
               coalesce(sum(calls) OVER (PARTITION BY key ORDER BY day
                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before FROM daily)
    SELECT key, arg_max(day, (busier, day)) AS start FROM (
        SELECT key, day, before, (total - before) / (ends - day + 1) * (day - begins) / (before + 0.5)
               AS busier
        FROM run, (SELECT min(day) AS begins, max(day) AS ends FROM daily)
        WHERE before <= $stray * total AND total - before >= $calls AND day > begins)
    WHERE busier >= $times GROUP BY key""",
    """
    CREATE OR REPLACE TEMP TABLE swap_candidates AS
    WITH busy AS (SELECT other FROM swap_pairs GROUP BY other HAVING count(*) > $partners)
    SELECT a.key AS old, b.key AS new, w.start, list(DISTINCT a.other ORDER BY a.other) AS shared
    FROM swap_starts w JOIN swap_pairs b ON b.key = w.key AND b.last >= w.start
    ANTI JOIN busy ON busy.other = b.other
    JOIN swap_pairs a ON a.other = b.other AND a.first < w.start AND a.key <> b.key
    WHERE a.key NOT IN (SELECT old FROM swaps_so_far) AND b.key NOT IN (SELECT new FROM swaps_so_far)
    GROUP BY a.key, b.key, w.start HAVING len(shared) >= $shared""",
)
_PROPOSALS = """
    WITH quiet AS (
        SELECT c.*, max(p.last) FILTER (WHERE p.last < c.start) AS quiet_from, count(*) AS old_contacts
        FROM swap_candidates c JOIN swap_pairs p ON p.key = c.old AND p.first < c.start
        GROUP BY ALL
        HAVING count(*) FILTER (WHERE p.last < c.start) >= $stopped * count(*)
           AND quiet_from >= c.start - $between::INTEGER),
    olds AS (
        SELECT q.old, q.new, sum(n.calls) FILTER (WHERE list_contains(q.shared, n.other)) / sum(n.calls) AS share
        FROM quiet q JOIN swap_named n ON n.key = q.old AND n.day < q.start GROUP BY ALL),
    news AS (
        SELECT q.old, q.new, count(DISTINCT n.other) AS contacts,
               sum(n.calls) FILTER (WHERE list_contains(q.shared, n.other)) / sum(n.calls) AS share
        FROM quiet q JOIN swap_named n ON n.key = q.new AND n.day >= q.start GROUP BY ALL)
    SELECT q.old, q.new, q.quiet_from, q.start, q.old_contacts, w.contacts, len(q.shared),
           least(o.share, w.share) AS overlap
    FROM quiet q JOIN olds o USING (old, new) JOIN news w USING (old, new)
    WHERE overlap >= $least ORDER BY overlap DESC, len(q.shared) DESC, q.old, q.new
"""


def find_swaps(con: "duckdb.DuckDBPyConnection", calls: str) -> tuple[LineSwap, ...]:
    """All proposals from a table of calls (sender_key, receiver_key, day), surest first.

    Each number is the old one, and the new one, of at most one proposal.
    """
    con.execute(_CALL_DAYS.format(calls=calls))
    if not con.execute("SELECT 1 FROM swap_days LIMIT 1").fetchall():
        return ()
    con.execute("CREATE OR REPLACE TEMP TABLE swaps_so_far (old VARCHAR, new VARCHAR)")
    found: list[LineSwap] = []
    limits: tuple[dict[str, float], ...] = (
        {},
        {},
        {"stray": STRAY_BEFORE, "calls": FEWEST_CALLS, "times": TIMES_BUSIER},
        {"partners": MOST_PARTNERS, "shared": FEWEST_SHARED},
    )
    for turn in range(_ROUNDS):
        for statement, given in zip(_ROUND, limits, strict=True):
            con.execute(statement, given or None)
        rows = con.execute(
            _PROPOSALS,
            {"stopped": STOPPED, "between": MOST_DAYS_BETWEEN, "least": LEAST_OVERLAP},
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


# The calls that are screened, and those that the case keeps as links between telephones.
_ALL_CALLS = """
    CREATE OR REPLACE TEMP TABLE all_calls AS
    SELECT sender_key, receiver_key, day FROM calls_made
    UNION ALL
    SELECT f.key, t.key, l.start_day FROM screen_links l
    JOIN (SELECT thing, min(key) AS key FROM things_by_key WHERE kind = 'phone' GROUP BY thing) f
      ON f.thing = l.from_id
    JOIN (SELECT thing, min(key) AS key FROM things_by_key WHERE kind = 'phone' GROUP BY thing) t
      ON t.thing = l.to_id
    WHERE l.kind = 'contacted' AND l.start_day IS NOT NULL
"""


def propose_swaps(con: "duckdb.DuckDBPyConnection") -> tuple[LineSwap, ...]:
    """Proposals from the screened and the recorded calls that concern a person under an order or one whom it names."""
    con.execute(_ALL_CALLS)
    swaps = find_swaps(con, "all_calls")
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

"""Screening: what phones, call data, posts and new case rows show, against the orders in force.

    given rows → identities → contacts, whereabouts, posts → rules → cards

Tables up to the rules, records from the cards on. A card is a possible breach for an officer to
decide; nothing here decides, alerts or changes anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netgraph.screening.question import Authority, Question
from netgraph.screening.results import Screening
from netgraph.sources.devices import Observed
from netgraph.sources.lexicon import Lexicon
from netgraph.sources.raw import SCRATCH
from netgraph.sources.zones import Zone

if TYPE_CHECKING:
    import duckdb

__all__ = ["Aids", "Authority", "Question", "Screening", "screen"]


@dataclass(frozen=True, slots=True)
class Aids:
    """What a screening reads beside the data: the lexicon, zones, and the decisions so far."""

    lexicon: Lexicon
    zones: tuple[Zone, ...] = ()
    decisions: tuple[dict[str, str], ...] = ()


def screen(
    con: "duckdb.DuckDBPyConnection",
    question: Question,
    observed: Observed,
    given: tuple[str, ...],
    aids: Aids,
) -> Screening:
    """Compare what was observed with the conditions in force and served at each moment.

    Args:
        con: A store's connection, the scratch database attached, given rows checked by intake.
        question: Which orders, and under which authority.
        observed: What was read.
        given: Tables of which rows were given.
        aids: Lexicon, zones and decisions.

    Raises:
        UnknownId: An order or the owner is not in the store.
    """
    from netgraph.screening import approaches, assemble, decided, left_out, line_swaps
    from netgraph.screening.possible import find_possible
    from netgraph.screening.scope import keep_in_scope

    dropped = keep_in_scope(con, question.authority)
    orders, posts = _prepare(con, question, given, aids)
    find_possible(con)
    return Screening(
        orders=orders,
        files=observed.files,
        screened=(*_screened(con), *posts),
        authority=question.authority.lines(),
        breaches=assemble.cards(con),
        not_counted=left_out.not_counted(con),
        approaches=approaches.approaches(con),
        swaps=line_swaps.propose_swaps(con),
        rates=decided.rates(aids.decisions),
        dropped=dropped,
        unread=_unread(con),
        notes=(*observed.notes, *_to_know(con, orders, aids.zones)),
    )


def _prepare(
    con: "duckdb.DuckDBPyConnection", question: Question, given: tuple[str, ...], aids: Aids
) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
    """Make the tables that the rules read. Gives the orders, and how many posts there are."""
    from netgraph.screening.communications import prepare_communications
    from netgraph.screening.conditions import prepare_conditions
    from netgraph.screening.identities import prepare_identities
    from netgraph.screening.meetings import prepare_meetings
    from netgraph.screening.posts import prepare_posts
    from netgraph.screening.rows import prepare_rows
    from netgraph.screening.zones import prepare_zones

    prepare_rows(con, given, question.since_import)
    orders = prepare_conditions(con, question)
    prepare_identities(con, question)
    prepare_communications(con, question)
    prepare_meetings(con, has_rows=bool(given) or question.since_import is not None)
    prepare_zones(con, aids.zones)
    posts, marked = prepare_posts(con, aids.lexicon)
    return orders, (("posts of people under orders", posts), ("of these marked", marked))


def _screened(con: "duckdb.DuckDBPyConnection") -> tuple[tuple[str, int], ...]:
    """How much of what was there."""
    counts = {
        "calls and messages": f"SELECT count(*) FROM {SCRATCH}.communications WHERE day IS NOT NULL",
        "saved contacts": f"SELECT count(*) FROM {SCRATCH}.saved_contacts",
        "positions": f"SELECT count(*) FROM {SCRATCH}.positions",
        "links": "SELECT count(*) FROM screen_links WHERE is_new",
        "events": "SELECT count(*) FROM screen_events WHERE is_new",
    }
    found = [(what, con.execute(sql).fetchall()[0][0]) for what, sql in counts.items()]
    return tuple((what, count) for what, count in found if count)


def _unread(con: "duckdb.DuckDBPyConnection") -> tuple[tuple[str, int, str], ...]:
    return tuple(
        con.execute(
            f"SELECT file, line, reason FROM {SCRATCH}.unread UNION ALL "
            f"SELECT file, line, 'no day or time that can be read' FROM {SCRATCH}.communications "
            "WHERE day IS NULL ORDER BY 1, 2, 3"
        ).fetchall()
    )


def _to_know(
    con: "duckdb.DuckDBPyConnection", orders: tuple[str, ...], zones: tuple[Zone, ...]
) -> Iterator[str]:
    """What could not be screened and why, and what the given zones leave out."""
    from netgraph.screening.conditions import not_screened

    yield from not_screened(con, orders, tuple(zone.condition for zone in zones))
    for zone in zones:
        if zone.leaves_out:
            yield f"the zone given for {zone.condition} leaves out: {zone.leaves_out}"

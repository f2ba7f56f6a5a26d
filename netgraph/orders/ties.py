"""What ties other people to the subject of an order: one record for each tie, with its reports.

Here: the ties, set-based, around one person. Not here: what a tie is worth, or who is listed
(non_association.py).

Sorts of tie. Conduct: ``by_other`` the other did something to the subject; ``on_other`` the
subject did; ``trade`` drugs or money between them; ``crime`` both have a part in one event;
``same_person`` both did something to one person; ``same_home`` one controls a home that the other
controls or comes to; ``same_line`` both control one phone. To somebody's harm: ``harmed`` the
other is the victim in an event in which the subject has a part; ``found_with`` the other was
missing and found with the subject; ``resident`` the other lives in a home that the subject
controls, or that was likely taken over and the subject comes to. The rest is ``seen``: together,
in touch (also by phones that they use), at one event, or at one home that was likely taken over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netgraph.findings.evidence import SEEN_DAYS
from netgraph.orders.evidence_behind import Source
from netgraph.orders.terms import (
    ACTS_AT_EVENTS,
    ACTS_TOWARDS_SOMEBODY,
    EVENTS_OF_EXPLOITATION,
    SHARED_CRIMES,
    TRADE,
)
from netgraph.vocabulary import LINK_KINDS

if TYPE_CHECKING:
    import duckdb

__all__ = ["HARM", "Tie", "TiedLink", "phrase", "ties_of"]

# Sorts of tie in which something was done to the other, or to where they live.
HARM = ("on_other", "harmed", "found_with", "resident")

_READS = {kind.name: kind.reads for kind in LINK_KINDS}


@dataclass(frozen=True, slots=True)
class TiedLink:
    """A link behind a tie, as it counts on the day looked from."""

    id: str
    kind: str
    from_id: str
    to_id: str
    day: date
    report: str
    source: Source


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie between the subject and somebody else.

    ``about`` is the person, home, phone or event that it runs through, empty for a direct tie;
    ``about_what`` the kind of entity, or the type of the event; ``controls_home`` says that the
    other controls the home that it runs through.
    """

    other: str
    sort: str
    controls_home: bool
    about: str
    about_what: str
    links: tuple[TiedLink, ...]


def _names(names: Iterable[str]) -> str:
    return f"({', '.join(repr(name) for name in names)})"


_FROM_SECOND = _names(kind.name for kind in LINK_KINDS if kind.conduct_of == "to")
_AT_EVENTS = _names(ACTS_AT_EVENTS)
_COME_TO = "('controls', 'visits', 'gave_address')"
# What somebody does to another at an event; who only sells or buys there does not.
_DONE_TO_VICTIMS = _names(
    sorted({*EVENTS_OF_EXPLOITATION, *SHARED_CRIMES} - {"drug_supply", "weapon"})
)

_NEAR = f"""
    WITH mine AS MATERIALIZED (
        SELECT link, kind::VARCHAR AS kind, from_id, to_id, in_force FROM evidence
        WHERE counts AND (from_id = $person OR to_id = $person)),
    ends AS MATERIALIZED (SELECT from_id AS id FROM mine UNION SELECT to_id FROM mine),
    held AS MATERIALIZED (
        SELECT link, kind::VARCHAR AS kind, from_id, to_id, in_force FROM evidence
        WHERE counts AND (from_id IN (SELECT id FROM ends) OR to_id IN (SELECT id FROM ends))),
    done AS (
        SELECT link, kind,
               CASE WHEN kind IN {_FROM_SECOND} THEN to_id ELSE from_id END AS doer,
               CASE WHEN kind IN {_FROM_SECOND} THEN from_id ELSE to_id END AS target
        FROM held WHERE kind IN {_names(ACTS_TOWARDS_SOMEBODY)}),
    my_events AS (
        SELECT m.link, m.kind, e.event, e.type::VARCHAR AS type, e.age_days
        FROM mine m JOIN events_used e ON e.event = m.to_id
        WHERE m.from_id = $person AND e.counts),
    at_events AS (
        SELECT o.from_id AS other, o.kind, m.event, m.type, m.kind AS my_kind, m.age_days,
               [m.link, o.link] AS links
        FROM my_events m JOIN held o ON o.to_id = m.event AND o.from_id <> $person),
    my_homes AS (
        SELECT m.link, m.kind, m.to_id AS home FROM mine m JOIN addresses a ON a.id = m.to_id
        WHERE m.kind IN {_COME_TO} AND m.to_id NOT IN (
            SELECT to_id FROM mine WHERE kind = 'lives_at' AND in_force)),
    at_homes AS (
        SELECT o.from_id AS other, o.kind, m.kind AS my_kind, m.home, [m.link, o.link] AS links,
               list_contains($homes, m.home) AS taken
        FROM my_homes m JOIN held o ON o.to_id = m.home AND o.from_id <> $person
        WHERE o.kind IN {_COME_TO} OR (o.kind = 'lives_at' AND o.in_force)),
    my_phones AS (SELECT link, kind, to_id AS phone FROM mine JOIN phones p ON p.id = to_id),
    calls AS (
        SELECT c.link, m.link AS my_link,
               CASE WHEN c.from_id = m.phone THEN c.to_id ELSE c.from_id END AS phone
        FROM held c JOIN my_phones m ON m.phone IN (c.from_id, c.to_id)
        WHERE c.kind = 'contacted'),
    found AS (
        SELECT target AS other, 'on_other' AS sort, '' AS kind, '' AS about, '' AS what, [link] AS links
        FROM done WHERE doer = $person
        UNION ALL
        SELECT doer, 'by_other', '', '', '', [link] FROM done WHERE target = $person
        UNION ALL
        SELECT CASE WHEN from_id = $person THEN to_id ELSE from_id END,
               CASE WHEN kind IN {_names(TRADE)} THEN 'trade' ELSE 'seen' END, '', '', '', [link]
        FROM mine WHERE kind IN ('associates_with', 'contacted', {_names(TRADE)[1:-1]})
        UNION ALL
        SELECT other, CASE
                 WHEN my_kind IN {_AT_EVENTS} AND kind = 'victim_in' THEN 'harmed'
                 WHEN my_kind = 'victim_in' AND kind IN {_AT_EVENTS} THEN 'by_other'
                 WHEN my_kind IN {_AT_EVENTS} AND kind IN {_AT_EVENTS}
                      AND type IN {_names(SHARED_CRIMES)} THEN 'crime'
                 ELSE 'seen' END, '', event, type, links
        FROM at_events
        WHERE (my_kind IN {_AT_EVENTS} AND (kind = 'victim_in' OR kind IN {_AT_EVENTS}))
           OR (my_kind = 'victim_in' AND kind IN {_AT_EVENTS} AND type IN {_DONE_TO_VICTIMS})
           OR age_days <= {SEEN_DAYS}
        UNION ALL
        SELECT b.doer, 'same_person', '', a.target, 'person', [a.link, b.link]
        FROM done a JOIN done b ON b.target = a.target
        WHERE a.doer = $person AND b.doer NOT IN ($person, a.target)
        UNION ALL
        SELECT other, CASE WHEN kind = 'lives_at' THEN 'resident'
                           WHEN 'controls' IN (kind, my_kind) THEN 'same_home'
                           ELSE 'seen' END,
               CASE WHEN kind = 'controls' THEN kind ELSE '' END, home, 'address', links
        FROM at_homes WHERE taken OR my_kind = 'controls' OR kind = 'controls'
        UNION ALL
        SELECT o.from_id, CASE WHEN m.kind = 'controls' AND o.kind = 'controls'
                               THEN 'same_line' ELSE 'seen' END, '', m.phone, 'phone',
               [m.link, o.link]
        FROM my_phones m JOIN held o ON o.to_id = m.phone AND o.from_id <> $person
        WHERE o.kind IN ('controls', 'uses')
        UNION ALL
        SELECT u.from_id, 'seen', '', c.phone, 'phone', [c.my_link, c.link, u.link]
        FROM calls c JOIN evidence u ON u.to_id = c.phone
        WHERE u.counts AND u.kind IN ('uses', 'controls') AND u.from_id <> $person
        UNION ALL
        SELECT o.from_id, 'found_with', '', m.from_id, 'missing', [m.link, o.link]
        FROM mine m JOIN held o ON o.to_id = m.from_id
        WHERE m.kind = 'found_at' AND o.kind = 'present_at' AND o.from_id <> $person)
    SELECT f.other, f.sort, f.kind, f.about, f.what, list_distinct(flatten(list(f.links))) AS links
    FROM found f JOIN people p ON p.id = f.other
    WHERE f.other <> $person
    GROUP BY ALL ORDER BY ALL
"""

_LINKS = """
    SELECT link, kind::VARCHAR, from_id, to_id, last_day, report, origin, source, dependable
    FROM evidence WHERE link IN (SELECT unnest($links)) ORDER BY link
"""


def ties_of(
    con: "duckdb.DuckDBPyConnection", person: str, taken_homes: Iterable[str]
) -> dict[str, tuple[Tie, ...]]:
    """Everything that ties other people to that person and counts on the day, by other person.

    Args:
        con: A connection on which evidence.prepare has run.
        person: The subject of the order.
        taken_homes: Ids of homes with a finding that they were likely taken over.
    """
    rows = con.execute(_NEAR, {"person": person, "homes": sorted(taken_homes)}).fetchall()
    wanted = sorted({link for row in rows for link in row[5]})
    links = {}
    for *what, origin, source, dependable in con.execute(_LINKS, {"links": wanted}).fetchall():
        each, kind, from_id, to_id, day, report = what
        graded = Source(origin, source in (1, 2), bool(dependable))
        links[each] = TiedLink(each, kind, from_id, to_id, day, report, graded)
    ties: dict[str, tuple[Tie, ...]] = {}
    for other, sort, kind, about, about_what, behind in rows:
        tie = Tie(
            other, sort, kind, about, about_what, tuple(links[each] for each in sorted(behind))
        )
        ties[other] = (*ties.get(other, ()), tie)
    return ties


_OPENINGS = {
    "crime": "Both have a part in {about} ({about_what})",
    "same_person": "Both did something to {about}",
    "same_home": "Both come to {about}, a home that one of them controls",
    "same_line": "Both control {about}",
    "harmed": "A part in {about} ({about_what}), in which the other is the victim",
    "found_with": "Found with the subject after going missing ({about})",
    "resident": "Lives at {about}, to which the subject comes",
    "seen": "In touch, or seen at the same place",
}


def phrase(tie: Tie) -> str:
    """A tie as a sentence of ids, with the latest day of what it rests on.

    Example:
        >>> link = TiedLink("l1", "directs", "p1", "p2", date(2025, 1, 9), "r1", Source("o1", True, True))
        >>> phrase(Tie("p2", "on_other", False, "", "", (link,)))
        'p1 directs p2 (latest 2025-01-09).'
    """
    said = "; ".join(dict.fromkeys(_said(link) for link in tie.links))
    latest = max(link.day for link in tie.links)
    opening = _OPENINGS.get(tie.sort, "")
    what = tie.about_what.replace("_", " ")
    start = f"{opening.format(about=tie.about, about_what=what)}: " if opening else ""
    return f"{start}{said} (latest {latest})."


def _said(link: TiedLink) -> str:
    if link.kind == "accuses":
        return f"{link.from_id} named {link.to_id} as exploiting somebody"
    return f"{link.from_id} {_READS[link.kind]} {link.to_id}"

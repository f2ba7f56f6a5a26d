"""Conditions by class, place, travel and device, which protect people whom a name would expose.

Here: wording to start from, what conduct it answers, and for whom it is there. Not here: whether
it is necessary or proportionate; that is for the force's lawyers and the court.

How it is worded. SOURCE: [cps-ancillary-orders], [thurrock-injunction-2018]: what is forbidden is
"to be with or contact", not "to associate with"; zones are marked on a map; exceptions are written
out; a condition answers conduct that is recorded. No wording holds an id or a name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from netgraph.orders.standing import Standing
from netgraph.orders.terms import ADULT_AGE, ALWAYS_EXCEPTED, save_clause
from netgraph.orders.ties import HARM, Tie
from netgraph.records import ClassCondition

if TYPE_CHECKING:
    import duckdb

__all__ = ["Circle", "class_conditions"]

_YOUNG = "people under 18 or of unknown age"
_CHILDREN = (
    "Not to be with, or contact directly or indirectly by any means, any person whom you know or "
    "ought to know to be under 18, other than contact that happens by chance in the ordinary "
    "course of a day and that you end at once, {save}."
)
_ADULTS = (
    "Not to be with, or contact directly or indirectly by any means, any person named in the "
    "confidential schedule that is served with this order and is not to be published, {save}."
)
_ZONES = (
    "Not to enter or remain in {areas} on the map attached to this order, {save}. (Draw each area "
    "wide enough that it does not point to one home.)"
)
_OTHER_HOMES = (
    "Not to enter or remain in any dwelling other than the one in which you are recorded as "
    "living, {save}."
)
_TRAVEL = (
    "Not to book, pay for, drive or otherwise provide a journey for any person under 18, {save}."
)
_DEVICE = (
    "Not to possess or use any telephone, SIM card or other device that can send messages, unless "
    "you have given its number and identifying number to the police in writing before you use it."
)

_POSTS = (
    "Not to make, post or pass on, knowing what is in it, any video, picture or text that offers money, "
    "goods or protection to anybody for carrying or keeping packages, or for moving money, {save}."
)

# Homes that the subject controls, or comes to and that were likely taken over; not their own.
_HOMES_COME_TO = """
    SELECT e.to_id, list(DISTINCT e.link ORDER BY e.link), list(DISTINCT e.report ORDER BY e.report)
    FROM evidence e JOIN addresses a ON a.id = e.to_id
    WHERE e.counts AND e.from_id = $person
      AND (e.kind = 'controls'
           OR (e.kind IN ('visits', 'gave_address') AND list_contains($homes, e.to_id)))
      AND e.to_id NOT IN (SELECT address FROM residents WHERE person = $person AND in_force)
    GROUP BY e.to_id ORDER BY e.to_id
"""

# Journeys that the subject arranged for others, and line phones that they control or use.
_OWN_CONDUCT = """
    SELECT CASE WHEN e.kind = 'arranges_travel_for' THEN 'travel' ELSE 'device' END AS category,
           e.to_id, e.link, e.report
    FROM evidence e
    WHERE e.counts AND e.from_id = $person
      AND (e.kind = 'arranges_travel_for'
           OR (e.kind = 'controls' AND e.to_id IN (SELECT id FROM phones))
           OR (e.kind = 'uses' AND e.to_id IN (
               SELECT subject FROM flags_used WHERE usable AND flag = 'deal_line')))
    ORDER BY category, e.link
"""

# Posts that a person coded as recruitment, on an account of the subject's. SOURCE: [domain-x12].
_RECRUITING = """
    SELECT p.account, e.link, r.report
    FROM posts p JOIN reports_used r ON r.report = p.report AND r.information IN ('A', 'B', 'C')
    JOIN evidence e ON e.kind = 'uses' AND e.usable AND e.to_id = p.account
    WHERE e.from_id = $person AND starts_with(lower(p.coded), 'recruit')
      AND p.posted_day <= getvariable('as_of')
    ORDER BY ALL
"""
_BIRTHS = """
    SELECT id, date_of_birth FROM people
    WHERE id IN (SELECT unnest($people)) AND date_of_birth IS NOT NULL ORDER BY id
"""

# Homes from which on a condition on other people's homes in general answers a pattern.
# SOURCE: [domain-c11].
_A_PATTERN_OF_HOMES = 2


@dataclass(frozen=True, slots=True)
class Circle:
    """Who and what is around the subject of an order when its conditions are drafted.

    ``shielded`` are the people whom a name would expose; ``family`` the subject's family;
    ``homes`` the ids of all homes with a finding that they were likely taken over.
    """

    person: str
    shielded: tuple[str, ...]
    ties: Mapping[str, tuple[Tie, ...]]
    people: Mapping[str, Standing]
    family: frozenset[str]
    homes: frozenset[str]


def class_conditions(
    con: "duckdb.DuckDBPyConnection", circle: Circle
) -> tuple[ClassCondition, ...]:
    """Conditions for those whom a name would expose, for their homes, and for journeys and phones.

    Needs a connection on which evidence.prepare has run.
    """
    children = [each for each in circle.shielded if _may_be_child(each, circle)]
    adults = [each for each in circle.shielded if each not in children]
    found = (
        _contact(_CHILDREN, children, circle, _YOUNG),
        _contact(_ADULTS, adults, circle, "adults who may be being exploited or at risk"),
        *_places(con, circle),
        *_own_conduct(con, circle),
        *_posts(con, circle),
    )
    return tuple(_with_period(con, each, circle) for each in found if each is not None)


def _with_period(
    con: "duckdb.DuckDBPyConnection", condition: ClassCondition, circle: Circle
) -> ClassCondition:
    """The condition with the day on which the youngest child whom it protects is one no longer."""
    if condition.category not in ("contact_class", "travel"):
        return condition
    young = [each for each in condition.protects if _may_be_child(each, circle)]
    births = [born for _, born in con.execute(_BIRTHS, {"people": young}).fetchall()]
    return replace(condition, until=_birthday(max(births), ADULT_AGE)) if births else condition


def _birthday(born: date, age: int) -> date:
    """The day on which somebody is so old; who was born on 29 February is so on 1 March."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def _posts(con: "duckdb.DuckDBPyConnection", circle: Circle) -> list[ClassCondition]:
    """Posts, where a person coded one on the subject's account as recruitment."""
    rows = con.execute(_RECRUITING, {"person": circle.person}).fetchall()
    if not rows:
        return []
    why = (
        f"Posts that a person coded as recruitment: {len(rows)}. Whether they are music, irony, a repost "
        "or somebody else's is for a person to look at first."
    )
    text = _POSTS.format(save=save_clause(("written_permission",)))
    return [_from_rows("social_media", text, why, set(circle.shielded), rows)]


def _may_be_child(person: str, circle: Circle) -> bool:
    who = circle.people.get(person)
    return who is not None and (who.age is None or who.is_child)


def _contact(wording: str, who: list[str], circle: Circle, described: str) -> ClassCondition | None:
    if not who:
        return None
    ties = [tie for each in who for tie in circle.ties.get(each, ())]
    harmed = {tie.other for tie in ties if tie.sort in HARM}
    why = f"Near the subject, {described}: {len(who)}; of these, harmed by what is recorded: {len(harmed)}."
    family = [each for each in who if each in circle.family]
    words: tuple[str, ...] = ALWAYS_EXCEPTED
    if wording == _CHILDREN:
        words = ("immediate_family", "school_or_college", *words)
        if family:
            why += (
                f" The exception for family leaves {', '.join(family)} unprotected: decide whether "
                "to write it in."
            )
    links = [link for tie in ties for link in tie.links]
    return ClassCondition(
        "contact_class",
        wording.format(save=save_clause(words)),
        why,
        tuple(who),
        tuple(sorted({link.id for link in links})),
        tuple(sorted({link.report for link in links})),
    )


def _places(con: "duckdb.DuckDBPyConnection", circle: Circle) -> list[ClassCondition]:
    """A zone on a map around each home, and other people's homes where there is a pattern."""
    asked = {"person": circle.person, "homes": sorted(circle.homes)}
    rows = con.execute(_HOMES_COME_TO, asked).fetchall()
    if not rows:
        return []
    homes = [home for home, _, _ in rows]
    residents = {
        tie.other
        for ties in circle.ties.values()
        for tie in ties
        if tie.sort == "resident" and tie.about in homes and tie.other in circle.shielded
    }
    why = f"Homes of others that the subject controls, or that may be taken over: {len(homes)}."
    behind = (
        why,
        tuple(sorted({*homes, *residents})),
        tuple(sorted({link for _, links, _ in rows for link in links})),
        tuple(sorted({report for _, _, reports in rows for report in reports})),
    )
    areas = "the area marked 1" if len(homes) == 1 else f"the areas marked 1 to {len(homes)}"
    save = save_clause(("court", "agency_appointment", "written_permission"))
    found = [ClassCondition("place", _ZONES.format(areas=areas, save=save), *behind)]
    if len(homes) >= _A_PATTERN_OF_HOMES:
        save = save_clause(("home_of_family", "written_permission"))
        found.append(ClassCondition("place", _OTHER_HOMES.format(save=save), *behind))
    return found


def _own_conduct(con: "duckdb.DuckDBPyConnection", circle: Circle) -> list[ClassCondition]:
    """Journeys, where the subject arranged one for a child; phones, where they hold a line's."""
    rows = con.execute(_OWN_CONDUCT, {"person": circle.person}).fetchall()
    journeys = [row[1:] for row in rows if row[0] == "travel" and _may_be_child(row[1], circle)]
    phones = [row[1:] for row in rows if row[0] == "device"]
    travel = _TRAVEL.format(save=save_clause(("immediate_family", "written_permission")))
    children = {target for target, _, _ in journeys}
    found = []
    if journeys:
        why = f"Journeys arranged for {_YOUNG}: {len(children)}."
        found.append(_from_rows("travel", travel, why, children, journeys))
    if phones:
        count = len({phone for phone, _, _ in phones})
        why = f"Phones of a line that the subject controls or uses: {count}."
        found.append(_from_rows("device", _DEVICE, why, set(circle.shielded), phones))
    return found


def _from_rows(
    category: str, text: str, why: str, protects: set[str], rows: list[tuple[str, str, str]]
) -> ClassCondition:
    return ClassCondition(
        category,
        text,
        why,
        tuple(sorted(protects)),
        tuple(sorted({link for _, link, _ in rows})),
        tuple(sorted({report for _, _, report in rows})),
    )

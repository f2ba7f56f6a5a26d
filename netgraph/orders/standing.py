"""How people stand before an order is thought of: age, referrals, victim claims, role at work.

Here: the facts that stop a proposal, or a name on a list. Not here: what somebody did (acts.py).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netgraph.findings.labels import labels
from netgraph.orders.periods import not_discharged
from netgraph.orders.terms import ADULT_AGE, EVENTS_OF_EXPLOITATION, ORDERS_THAT_STAND
from netgraph.records import Blocker, Finding

if TYPE_CHECKING:
    import duckdb

__all__ = ["OPEN_REFERRALS", "OrderInForce", "Standing", "blockers", "standings"]

# A negative or absent decision is not evidence against. SOURCE: [decision-0006].
OPEN_REFERRALS = ("pending", "positive")


@dataclass(frozen=True, slots=True)
class OrderInForce:
    """An order of a person that is in force: made, and not ended, on the day looked from."""

    id: str
    type: str
    made: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one person that protects them, or keeps them out of proposals and lists.

    ``age`` is whole years on the day looked from, None if no date of birth is recorded; ``nrm``
    and ``at_risk`` are the values of those flags; ``victim_support`` the support of a
    likely-victim finding; ``victim_in`` the events of exploitation in which they are the victim;
    ``exploiter_support`` the support of an exploiter finding.
    """

    person: str
    label: str
    age: int | None
    professional: bool
    role: str
    nrm: str
    at_risk: str
    victim_support: str
    victim_in: tuple[str, ...]
    exploiter_support: str
    orders: tuple[OrderInForce, ...]

    @property
    def is_child(self) -> bool:
        """True for a person who is recorded as under 18."""
        return self.age is not None and self.age < ADULT_AGE

    @property
    def may_be_victim(self) -> bool:
        """True where a finding, an event or a referral says that they may be being exploited."""
        return bool(self.victim_support or self.victim_in or self.nrm in OPEN_REFERRALS)

    @property
    def is_supported_exploiter(self) -> bool:
        """True for an exploiter finding with strong or moderate support."""
        return self.exploiter_support in ("strong", "moderate")

    @property
    def needs_protecting(self) -> bool:
        """True for children, possible victims and people known to be at risk."""
        return self.is_child or self.may_be_victim or bool(self.at_risk)


_STANDINGS = """
    WITH asked AS (SELECT DISTINCT unnest($people) AS person),
    victims AS (
        SELECT l.from_id AS person, list(DISTINCT l.to_id ORDER BY l.to_id) AS events
        FROM evidence l SEMI JOIN asked ON asked.person = l.from_id
        JOIN events e ON e.id = l.to_id
        WHERE l.kind = 'victim_in' AND l.usable AND e.type IN (SELECT unnest($exploitation))
        GROUP BY l.from_id
    )
    SELECT p.id, f.age, coalesce(f.professional, false), coalesce(f.role, ''), coalesce(f.nrm, ''),
           coalesce(f.at_risk, ''), coalesce(v.events, [])
    FROM people p SEMI JOIN asked ON asked.person = p.id
    LEFT JOIN person_facts f ON f.person = p.id
    LEFT JOIN victims v ON v.person = p.id
    ORDER BY p.id
"""

# Made on or before the day (or on a day that is not recorded), and not ended or discharged by it.
_ORDERS = f"""
    SELECT person, id, type, made_day, ends FROM orders
    WHERE person IN (SELECT unnest($people)) AND type IN (SELECT unnest($types))
      AND (made_day IS NULL OR made_day <= $as_of) AND (ends IS NULL OR ends >= $as_of)
      AND {not_discharged("orders.id", "$as_of")}
    ORDER BY person, id
"""


def standings(
    con: "duckdb.DuckDBPyConnection",
    people: Iterable[str],
    findings: Iterable[Finding],
    as_of: date,
) -> dict[str, Standing]:
    """How each of those people stands on that day; ids that are no people are left out.

    Needs a connection on which evidence.prepare has run.
    """
    asked = sorted(set(people))
    support = {(each.claim, each.subject): each.support for each in findings}
    rows = con.execute(
        _STANDINGS, {"people": asked, "exploitation": list(EVENTS_OF_EXPLOITATION)}
    ).fetchall()
    orders = _orders(con, asked, as_of)
    label = labels(con, (row[0] for row in rows))
    found = {}
    for person, age, professional, role, nrm, at_risk, victim_in in rows:
        found[person] = Standing(
            person=person,
            label=label[person],
            age=age,
            professional=professional,
            role=role,
            nrm=nrm,
            at_risk=at_risk,
            victim_support=support.get(("likely_victim", person), ""),
            victim_in=tuple(victim_in),
            exploiter_support=support.get(("exploiter", person), ""),
            orders=orders.get(person, ()),
        )
    return found


def _orders(
    con: "duckdb.DuckDBPyConnection", people: list[str], as_of: date
) -> dict[str, tuple[OrderInForce, ...]]:
    asked = {"people": people, "types": list(ORDERS_THAT_STAND), "as_of": as_of}
    found: dict[str, tuple[OrderInForce, ...]] = {}
    for person, *order in con.execute(_ORDERS, asked).fetchall():
        found[person] = (*found.get(person, ()), OrderInForce(*order))
    return found


def blockers(who: Standing, as_of: date) -> tuple[Blocker, ...]:
    """Why that person may not be proposed before a named supervisor decides otherwise.

    Safeguarding first: age, possible victim, referral; then an order in force, then a role at work.
    """
    found: list[Blocker] = []
    if who.age is None:
        text = "no date of birth is recorded: this person may be under 18"
        found.append(Blocker("age_unknown", text))
    elif who.is_child:
        found.append(Blocker("under_18", f"aged {who.age} on {as_of}: safeguarding comes first"))
    found += [Blocker("possible_victim", text) for text in _victim_texts(who)]
    if who.nrm in OPEN_REFERRALS:
        text = f"a referral to the National Referral Mechanism is {who.nrm}"
        found.append(Blocker("nrm", text))
    found += [Blocker("order_in_force", _order_text(order)) for order in who.orders]
    if who.professional:
        role = who.role.replace("_", " ") or "a professional"
        found.append(
            Blocker("professional", f"recorded as working with people in this case: {role}")
        )
    return tuple(found)


def _victim_texts(who: Standing) -> list[str]:
    texts = []
    if who.victim_support:
        texts.append(
            f"may be being exploited: a likely-victim finding with {who.victim_support} support"
        )
    if who.victim_in:
        texts.append(f"recorded as a victim of exploitation in {', '.join(who.victim_in)}")
    return ["; ".join(texts)] if texts else []


def _order_text(order: OrderInForce) -> str:
    made = f"made on {order.made}" if order.made else "day of making not recorded"
    ends = f"until {order.ends}" if order.ends else "until further order"
    return f"{order.type} {order.id} is in force ({made}, {ends}): consider varying or renewing it"

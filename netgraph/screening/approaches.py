"""Contacts with young people that began after service: who began, how often, at what hours, who else.

For orders with a condition on people under 18. Young people and people of unknown age come with
their ids; a number that nobody is known to use comes masked. Children known to be at risk come
first, then other children, then people and numbers of unknown age.
"""

from typing import TYPE_CHECKING

from netgraph.findings.exploiters_acts import age_on
from netgraph.findings.labels import labels
from netgraph.screening.conditions import UNDER_18
from netgraph.screening.results import Approach

if TYPE_CHECKING:
    import duckdb

__all__ = ["FEWEST_FROM_UNKNOWN", "approaches"]

# A number that nobody is known to use is shown from so many contacts on. SOURCE: [decision-0017].
FEWEST_FROM_UNKNOWN = 3

# Night, in hours of the clock in Europe/London: from ten in the evening to six. SOURCE: [decision-0017].
_NIGHT = "hour(timezone('Europe/London', timezone('UTC', c.to_at))) NOT BETWEEN 6 AND 21"

_MADE = "act_strength > 0 AND act NOT IN ('answered', 'called_by', 'contacted_by')"

# Contacts since service, of which there was none before in what is screened.
_NEW_CONTACTS = f"""
    CREATE OR REPLACE TEMP TABLE new_contacts AS
    WITH periods AS (
        SELECT p.order_id, p.person, min(p.starts_at) AS since, max(p.ends_at) AS until
        FROM screened_conditions p JOIN condition_targets t
          ON t.condition = p.condition AND t.target = '{UNDER_18}'
        GROUP BY p.order_id, p.person),
    parties AS (
        SELECT seen, person, other, other_key, act, act_strength, from_at, to_at, day,
               CASE WHEN other <> '' THEN other WHEN other_key <> '' THEN concat('key ', other_key)
                    END AS party
        FROM contacts WHERE NOT (observed = 'group_message' AND other = '')),
    firsts AS (SELECT person, party, min(to_at) AS first_at FROM parties GROUP BY ALL),
    since AS (
        SELECT p.order_id, c.*, {_MADE} AS made, {_NIGHT} AND c.from_at = c.to_at AS at_night
        FROM parties c JOIN periods p ON p.person = c.person AND c.from_at >= p.since AND c.from_at < p.until
        JOIN firsts f ON f.person = c.person AND f.party = c.party AND f.first_at >= p.since)
    SELECT s.*, o.date_of_birth, {age_on("o.date_of_birth", "s.day")} AS age FROM since s
    LEFT JOIN screen_people o ON o.id = s.other
    WHERE o.id IS NULL OR (o.date_of_birth IS NULL AND NOT EXISTS (
              SELECT 1 FROM screen_flags f WHERE f.subject = o.id AND f.flag = 'professional'))
       OR {age_on("o.date_of_birth", "s.day")} < 18
"""

_APPROACHES = f"""
    WITH days AS (
        SELECT order_id, person, party, day, count(*) FILTER (WHERE made) AS made,
               count(*) FILTER (WHERE NOT made) AS received
        FROM new_contacts GROUP BY ALL),
    lines AS (
        SELECT order_id, person, party,
               list({{'day': day, 'made': made, 'received': received}} ORDER BY day) AS by_day
        FROM days GROUP BY ALL),
    shared AS (
        SELECT a.person, a.party, list(DISTINCT b.person ORDER BY b.person) AS with_whom
        FROM (SELECT DISTINCT person, party FROM new_contacts) a
        JOIN (SELECT DISTINCT c.person, CASE WHEN other <> '' THEN other ELSE concat('key ', other_key) END
                     AS party FROM contacts c) b ON b.party = a.party AND b.person <> a.person
        GROUP BY ALL),
    risks AS (SELECT subject, min(value) AS at_risk FROM screen_flags WHERE flag = 'at_risk' GROUP BY ALL)
    SELECT n.order_id, n.person, n.party, any_value(n.other), min(n.age), arg_min(n.made, (n.from_at, n.seen)),
           min(n.day), max(n.day), count(*) FILTER (WHERE n.made), count(*) FILTER (WHERE NOT n.made),
           count(*) FILTER (WHERE n.at_night), any_value(l.by_day),
           coalesce(any_value(s.with_whom), []) AS shared,
           any_value(r.at_risk) AS at_risk
    FROM new_contacts n JOIN lines l USING (order_id, person, party)
    LEFT JOIN shared s ON s.person = n.person AND s.party = n.party
    LEFT JOIN risks r ON r.subject = n.other
    GROUP BY n.order_id, n.person, n.party
    HAVING any_value(n.other) <> '' OR count(*) >= {FEWEST_FROM_UNKNOWN}
    ORDER BY n.order_id, any_value(n.other) = '', min(n.age) IS NULL, any_value(r.at_risk) IS NULL, min(n.age),
             count(*) DESC, n.party
"""


def approaches(con: "duckdb.DuckDBPyConnection") -> tuple[Approach, ...]:
    """One record for each young person or unknown number, victims first within each order."""
    con.execute(_NEW_CONTACTS)
    rows = con.execute(_APPROACHES).fetchall()
    label = labels(con, (row[3] for row in rows if row[3]))
    return tuple(
        Approach(
            order=order,
            person=person,
            other=other or _masked(party),
            label=label.get(other, ""),
            age=age,
            at_risk=at_risk or "",
            initiated_by=person if first_made else (other or _masked(party)),
            first=first,
            last=last,
            made=made,
            received=received,
            at_night=at_night,
            by_day=tuple((each["day"], each["made"], each["received"]) for each in by_day),
            shared_with=tuple(shared),
        )
        for order, person, party, other, age, first_made, first, last, made, received, at_night,
            by_day, shared, at_risk in rows
    )  # fmt: skip


def _masked(party: str) -> str:
    """A number or handle of somebody unknown, so that it can be told apart and not used."""
    key = party.removeprefix("key ")
    return f"number ending {key[-3:]}" if key.isdigit() else "an account nobody is known to use"

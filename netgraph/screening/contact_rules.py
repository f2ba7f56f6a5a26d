"""Rules on being in contact: with a named person, with a person under 18. Each adds to ``possible``.

A rule says which contacts fall under which condition in the time in which that was in force and
served; how sure each part is goes along as strengths, from which the class is worked out
(classes.py). Nothing here decides whether there is a breach.
"""

from netgraph.findings.exploiters_acts import age_on
from netgraph.screening.conditions import UNDER_18

__all__ = ["IN_TIME", "TIME_STRENGTH", "contact_with_named", "contact_with_under_18"]

# A contact falls under a condition if any part of its time does.
IN_TIME = "{at}.to_at >= p.starts_at AND {at}.from_at < p.ends_at"

# Surely in force and served: the whole of its time is, and not on a day of service of which the
# hour is unknown.
TIME_STRENGTH = (
    "CASE WHEN {at}.from_at >= p.certain_from AND {at}.from_at >= p.starts_at "
    "AND {at}.to_at < p.ends_at THEN 3 ELSE 1 END AS time_strength"
)

_COLUMNS = (
    "p.order_id, p.condition, c.person, c.observed, c.act, c.act_strength, c.own_strength, "
    "c.own_basis, coalesce(c.own_shared, '') AS own_shared, c.at_text, c.from_at, c.to_at, c.day, "
    "c.file, c.line, c.seen, c.chat, c.duration_s, c.app, c.links, c.reports, c.event, c.place"
)


def contact_with_named() -> str:
    """Calls, messages and meetings with somebody, or with a number or account, that is named.

    Both directions: who made the contact is part of how sure the match is. Whether the other is
    under an order of their own is said on the card, and that order is screened for itself.
    """
    time = TIME_STRENGTH.format(at="c")
    within = IN_TIME.format(at="c")
    return f"""
        INSERT INTO possible BY NAME
        SELECT 'contact_with_named' AS rule, {_COLUMNS}, c.other AS other, {time},
               c.other_strength, c.other_basis, coalesce(c.other_shared, '') AS other_shared
        FROM screened_conditions p
        JOIN condition_targets t ON t.condition = p.condition AND t.kind = 'person'
        JOIN contacts c ON c.person = p.person AND c.other = t.target AND {within}
        WHERE p.category IN ('contact_named', 'contact_class') AND c.other <> p.person
        UNION ALL BY NAME
        SELECT 'contact_with_named' AS rule, {_COLUMNS}, t.target AS other, {time},
               3 AS other_strength, concat('named in the condition by its ', t.kind) AS other_basis,
               '' AS other_shared
        FROM screened_conditions p
        JOIN condition_targets t ON t.condition = p.condition AND t.kind IN ('phone', 'account')
        JOIN things_by_key k ON k.thing = t.target
        JOIN (SELECT * FROM contacts WHERE other_key <> ''
              QUALIFY row_number() OVER (PARTITION BY seen, act, person, other_key ORDER BY other) = 1) c
          ON c.person = p.person AND c.other_key = k.key AND {within}
        WHERE p.category IN ('contact_named', 'contact_class')
        UNION ALL BY NAME
        SELECT 'contact_with_named' AS rule, {_COLUMNS}, t.target AS other, {time},
               3 AS other_strength, 'named in the condition by its phone' AS other_basis,
               '' AS other_shared
        FROM screened_conditions p
        JOIN condition_targets t ON t.condition = p.condition AND t.kind = 'phone'
        JOIN (SELECT * FROM contacts WHERE other_thing <> ''
              QUALIFY row_number() OVER (PARTITION BY links, act, person ORDER BY other) = 1) c
          ON c.person = p.person AND c.other_thing = t.target AND {within}
        WHERE p.category IN ('contact_named', 'contact_class')"""


def contact_with_under_18() -> str:
    """Contacts with anybody who was under 18 that day, or whose age is not known.

    Age is worked out for the day of the contact in Europe/London. With somebody whose age is not
    known only the first contact is a card, which says how many there are: finding out the age
    settles them all. People recorded as professionals
    are left out where their date of birth is not known; numbers that nobody is known to use are
    counted among the young people's contacts (approaches.py), not here.
    """
    age = age_on("o.date_of_birth", "c.day")
    return f"""
        INSERT INTO possible BY NAME
        SELECT 'contact_with_under_18' AS rule, {_COLUMNS}, c.other AS other,
               {TIME_STRENGTH.format(at="c")},
               CASE WHEN o.date_of_birth IS NULL THEN least(c.other_strength, 1)
                    ELSE c.other_strength END AS other_strength,
               c.other_basis, coalesce(c.other_shared, '') AS other_shared, {age} AS age,
               o.date_of_birth IS NULL AS age_unknown,
               CASE WHEN o.date_of_birth IS NULL THEN concat(
                   'the first of ', count(*) OVER same, ' contacts, until ', max(c.day) OVER same)
                    ELSE '' END AS detail
        FROM screened_conditions p
        JOIN condition_targets t ON t.condition = p.condition AND t.target = '{UNDER_18}'
        JOIN contacts c ON c.person = p.person AND {IN_TIME.format(at="c")}
        JOIN screen_people o ON o.id = c.other
        WHERE p.category IN ('contact_class', 'contact_named') AND c.other <> p.person
          AND (coalesce({age} < 18, false) OR (o.date_of_birth IS NULL AND NOT EXISTS (
               SELECT 1 FROM screen_flags f WHERE f.subject = o.id AND f.flag = 'professional')))
        WINDOW same AS (PARTITION BY p.condition, c.person, c.other, c.act_strength > 0)
        QUALIFY o.date_of_birth IS NOT NULL OR c.act_strength = 0 OR row_number() OVER (
            PARTITION BY p.condition, c.person, c.other, c.act_strength > 0
            ORDER BY c.from_at, c.seen, c.links) = 1"""

"""Who is family or household to whom, as far as it bears on what an act is.

Violence between partners, a lift for a niece and money within a household are what they are: none is
exploitation by itself, and other help exists for the harm among them. Here: the pairs. Not here:
which acts they take away (weight.py).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

__all__ = ["FAMILY", "HOUSEHOLD", "WIDER_FAMILY", "close_to"]

# How two people are close: recorded as family, at one address, or through one relative in common.
# A partner of a child is none of them. SOURCE: [decision-0025].
FAMILY, HOUSEHOLD, WIDER_FAMILY = "family", "household", "wider_family"

_CLOSE = f"""
    WITH asked AS (SELECT DISTINCT unnest($people) AS person),
    near AS (
        SELECT k.a, k.b, k.relation FROM kin k SEMI JOIN asked ON asked.person = k.a),
    pairs AS (
        SELECT a, b, '{FAMILY}' AS how, 1 AS place FROM near
        UNION ALL
        SELECT r.person, o.person, '{HOUSEHOLD}', 2 FROM residents r
        SEMI JOIN asked ON asked.person = r.person
        JOIN addresses d ON d.id = r.address AND coalesce(d.use, 'home') IN ('home', 'unknown')
          AND r.address NOT IN (SELECT unnest($taken))
        JOIN residents o ON o.address = r.address AND o.person <> r.person
        UNION ALL
        SELECT n.a, k.b, '{WIDER_FAMILY}', 3 FROM near n JOIN kin k ON k.a = n.b AND k.b <> n.a
        WHERE n.relation <> 'partner' AND k.relation <> 'partner'),
    of_children AS (
        SELECT n.a, n.b FROM near n
        JOIN person_facts a ON a.person = n.a JOIN person_facts b ON b.person = n.b
        WHERE n.relation = 'partner' AND (a.age < $adult OR b.age < $adult))
    SELECT p.a, p.b, arg_min(p.how, p.place) FROM pairs p
    ANTI JOIN of_children c ON c.a = p.a AND c.b = p.b
    GROUP BY p.a, p.b ORDER BY p.a, p.b
"""


def close_to(
    con: "duckdb.DuckDBPyConnection", people: Iterable[str], taken: Iterable[str], adult_age: int
) -> dict[str, dict[str, str]]:
    """For each of those people who is close to them, and how: the closest way that is recorded.

    ``taken`` are homes that may have been taken over: whoever is at one is no household. Needs a connection on which evidence.prepare has run.
    """
    close: dict[str, dict[str, str]] = {}
    asked = {"people": sorted(set(people)), "taken": sorted(taken), "adult": adult_age}
    for person, other, how in con.execute(_CLOSE, asked).fetchall():
        close.setdefault(person, {})[other] = how
    return close

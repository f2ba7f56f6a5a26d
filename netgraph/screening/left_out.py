"""What was seen and is no possible breach by itself, counted with the reason; nothing goes unsaid."""

from typing import TYPE_CHECKING

from netgraph.screening.results import NotCounted
from netgraph.sources.raw import SCRATCH

if TYPE_CHECKING:
    import duckdb

__all__ = ["REASONS", "not_counted"]

# Reasons by their codes, in words.
REASONS = {
    "not_answered": "the other called and nobody answered: no contact by the person",
    "message_received": "the other wrote; a reply, if there was one, is on a card of its own",
    "group_message_received": "the other wrote in a group; the person's own messages are on cards",
    "group_never_written_in": "the other wrote in a group in which the person never wrote",
    "saved_contact": "saved as a contact only: no contact, and no date",
    "not_then_attributed": "the number or account was not that person's at the time",
    "outside": "not in force, or not served, at the time",
    "phone_tied": "a telephone cell only: hundreds of homes lie in one",
}

_PERSON_TARGETS = (
    "screened_conditions p JOIN condition_targets t ON t.condition = p.condition AND t.kind = 'person' "
    "AND p.category IN ('contact_named', 'contact_class')"
)

# Acts that are none of the person's, within the time in force.
_NO_ACT = """
    SELECT o.order_id, o.condition, o.other,
           CASE WHEN o.act = 'group_message_received' AND NOT EXISTS (
                    SELECT 1 FROM sides s WHERE s.chat = o.chat AND s.person = o.person AND s.role = 'made')
                THEN 'group_never_written_in' ELSE o.act END AS reason, o.day
    FROM possible o WHERE o.act_strength = 0
"""

_OUTSIDE = f"""
    SELECT p.order_id, p.condition, c.other, 'outside', c.day
    FROM {_PERSON_TARGETS} JOIN contacts c ON c.person = p.person AND c.other = t.target
    WHERE c.act_strength > 0 AND (c.to_at < p.starts_at OR c.from_at >= p.ends_at)
"""

_NOT_THEN = f"""
    SELECT DISTINCT p.order_id, p.condition, t.target, 'not_then_attributed', s.day, s.seen
    FROM {_PERSON_TARGETS} JOIN attributions a ON a.person = t.target
    JOIN sides s ON s.other_key = a.key AND s.person = p.person
    WHERE (s.from_at < a.from_at OR s.from_at >= a.to_at)
      AND s.from_at >= p.starts_at AND s.from_at < p.ends_at
      AND NOT EXISTS (SELECT 1 FROM contacts c WHERE c.seen = s.seen AND c.other = t.target)
"""

# Only where the device is the person's own.
_SAVED = f"""
    SELECT DISTINCT p.order_id, p.condition, t.target, 'saved_contact', NULL::DATE, s.file, s.line
    FROM {_PERSON_TARGETS} JOIN attributions a ON a.person = t.target
    JOIN identity_texts i ON i.key = a.key JOIN {SCRATCH}.saved_contacts s ON s.identity = i.text
    WHERE EXISTS (SELECT 1 FROM attributions o WHERE o.key = '(owner)' AND o.person = p.person)
"""


def not_counted(con: "duckdb.DuckDBPyConnection") -> tuple[NotCounted, ...]:
    """Counts by order, condition, other and reason, with the first and last day."""
    rows = con.execute(
        "SELECT order_id, condition, other, reason, count(*), min(day), max(day) FROM ("
        f"SELECT * FROM ({_NO_ACT}) UNION ALL {_OUTSIDE} "
        f"UNION ALL SELECT * EXCLUDE (seen) FROM ({_NOT_THEN}) "
        f"UNION ALL SELECT * EXCLUDE (file, line) FROM ({_SAVED})) "
        "GROUP BY ALL ORDER BY 1, 2, 3, 4"
    ).fetchall()
    return tuple(NotCounted(*row) for row in rows)

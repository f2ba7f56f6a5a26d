"""Calls and messages as contacts: who of those under an order, with whom, and whose act it was.

Makes ``contacts``: one row for each call or message, person under an order and other party. The
rules read it together with what meetings.py adds. ``act`` says what the person did and
``act_strength`` how much that bears: 3 called or wrote, 2 less sure, 1 for a person to look at
first, 0 nothing that the person did (a call not answered, a message received, a group in which
only others write).
"""

from typing import TYPE_CHECKING

from netgraph.screening.identities import ASSUMED, STATED, take_as_owner
from netgraph.screening.question import Question
from netgraph.screening.rows import midnight
from netgraph.sources.raw import SCRATCH

if TYPE_CHECKING:
    import duckdb

__all__ = ["CONTACT_COLUMNS", "prepare_communications"]

# From so many calls to the same party on one day, none answered, on, trying is more than a slip of
# the hand. SOURCE: [decision-0017].
REPEATED_CALLS = 3

CONTACT_COLUMNS = (
    "observed VARCHAR, person VARCHAR, other VARCHAR, other_thing VARCHAR, other_key VARCHAR, "
    "act VARCHAR, act_strength INTEGER, own_strength INTEGER, own_basis VARCHAR, own_shared VARCHAR, "
    "other_strength INTEGER, other_basis VARCHAR, other_shared VARCHAR, at_text VARCHAR, "
    "from_at TIMESTAMP, to_at TIMESTAMP, day DATE, file VARCHAR, line BIGINT, seen BIGINT, "
    "chat VARCHAR, duration_s BIGINT, app VARCHAR, links VARCHAR[], reports VARCHAR[], "
    "event VARCHAR, place VARCHAR"
)


def prepare_communications(con: "duckdb.DuckDBPyConnection", question: Question) -> None:
    """Make ``calls_made``, with who called or wrote whom, then ``contacts`` from it."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE contacts ({CONTACT_COLUMNS})")
    con.execute(_PLACED)
    con.execute(_CANDIDATE_DEVICES)
    _take_devices(con, question)
    con.execute(_DEVICES, {"order": question.one_order})
    con.execute(_CALLS_MADE)
    con.execute("DROP TABLE placed_calls")
    con.execute(_ROOMS)
    twice = con.execute(_TWICE_ATTRIBUTED).fetchall()
    con.execute(_SIDES + (_SUREST_SIDE if twice else ""))
    shares = con.execute("SELECT 1 FROM shared_keys LIMIT 1").fetchall()
    con.execute(
        _ADD_CONTACTS.format(
            surest=_SUREST_PARTY if twice else "",
            own_shared=_SHARED_WITH.format(key="p.own_key", person="p.person")
            if shares
            else "NULL",
            other_shared=_SHARED_WITH.format(key="p.other_key", person="p.other")
            if shares
            else "NULL",
        )
    )


_PLACED = f"""
    CREATE OR REPLACE TEMP TABLE placed_calls AS
    SELECT c.rowid AS seen, c.file, c.line, c.kind, c.app, c.chat, c.at_text, c.day, c.duration_s,
           c.answered, c.direction, s.key AS sender_key, coalesce(r.key, '') AS receiver_key,
           coalesce(c.earlier_utc, c.at_utc, {midnight("c.day")}) AS from_at,
           coalesce(c.at_utc, {midnight("c.day + 1")} - INTERVAL 1 MICROSECOND) AS to_at
    FROM {SCRATCH}.communications AS c
    JOIN identity_texts AS s ON s.text = c.sender
    LEFT JOIN identity_texts AS r ON r.text = c.receiver
    WHERE c.day IS NOT NULL
"""

# A number that is in every row of a file that says outgoing or incoming: the device's own.
_CANDIDATE_DEVICES = """
    CREATE OR REPLACE TEMP TABLE candidate_devices AS
    WITH directed AS (SELECT file, sender_key, receiver_key FROM placed_calls WHERE chat = ''),
    ends AS (
        SELECT file, sender_key AS key, receiver_key AS other FROM directed
        UNION ALL SELECT file, receiver_key, sender_key FROM directed WHERE receiver_key <> sender_key),
    totals AS (SELECT file, count(*) AS rows FROM directed GROUP BY file)
    SELECT e.file, e.key, count(DISTINCT e.other) AS others
    FROM ends e JOIN totals t USING (file) WHERE e.key <> ''
    GROUP BY e.file, e.key, t.rows HAVING count(*) = t.rows ORDER BY e.file, e.key
"""


def _take_devices(con: "duckdb.DuckDBPyConnection", question: Question) -> None:
    """Attribute a file's own number to the owner where nobody is known to use it."""
    owner = question.authority.owner
    basis, strength, fewest = STATED, 3, 1
    if not owner and question.one_order:
        found = con.execute(
            "SELECT person FROM order_terms WHERE order_id = ?", [question.one_order]
        ).fetchall()
        owner, basis, strength, fewest = (found[0][0] if found else ""), ASSUMED, 1, 2
    if not owner:
        return
    unknown = con.execute(
        "SELECT DISTINCT key FROM candidate_devices WHERE others >= $fewest "
        "AND key NOT IN (SELECT key FROM things_by_key) "
        "AND key NOT IN (SELECT key FROM attributions) ORDER BY key",
        {"fewest": fewest},
    ).fetchall()
    for (key,) in unknown:
        take_as_owner(con, key, owner, strength, basis)


# Of two candidates the one of the person under the order that is screened.
_DEVICES = """
    CREATE OR REPLACE TEMP TABLE devices AS
    WITH marked AS (
        SELECT c.file, c.key,
               EXISTS (SELECT 1 FROM attributions a JOIN order_terms o ON o.person = a.person
                       WHERE a.key = c.key AND o.order_id = $order) AS is_asked,
               EXISTS (SELECT 1 FROM attributions a JOIN screened_conditions s ON s.person = a.person
                       WHERE a.key = c.key) AS is_subject
        FROM candidate_devices c)
    SELECT file, min(key) AS key FROM (
        SELECT * FROM marked QUALIFY rank() OVER (
            PARTITION BY file ORDER BY is_asked DESC, is_subject DESC) = 1)
    GROUP BY file HAVING count(*) = 1 ORDER BY file
"""

# The first number is who called; where direction contradicts that for the device, direction counts.
_CALLS_MADE = """
    CREATE OR REPLACE TEMP TABLE calls_made AS
    SELECT p.* EXCLUDE (sender_key, receiver_key),
           CASE WHEN swap THEN receiver_key ELSE sender_key END AS sender_key,
           CASE WHEN swap THEN sender_key ELSE receiver_key END AS receiver_key
    FROM (SELECT p.*, coalesce(p.receiver_key <> '' AND (
              (p.direction = 'incoming' AND p.sender_key = d.key)
              OR (p.direction = 'outgoing' AND p.receiver_key = d.key)), false) AS swap
          FROM placed_calls p LEFT JOIN devices d ON d.file = p.file) AS p
"""

# Of a group only members whom the case knows: the others are never on a card.
_ROOMS = f"""
    CREATE OR REPLACE TEMP TABLE chat_rooms AS
    WITH members AS (
        SELECT DISTINCT m.chat, i.key FROM {SCRATCH}.chat_members m
        JOIN identity_texts i ON i.text = m.identity
        UNION SELECT DISTINCT chat, sender_key FROM calls_made WHERE chat <> '')
    SELECT * FROM (
        SELECT chat, key, count(*) OVER (PARTITION BY chat) AS members FROM members)
    WHERE members <= 2 OR key IN (SELECT key FROM attributions UNION SELECT key FROM things_by_key)
    ORDER BY chat, key
"""

# Whose attribution of the key holds then, of a person under a screened order.
_OWN = (
    "a.person IN (SELECT person FROM screened_conditions) "
    "AND c.from_at >= a.from_at AND c.from_at < a.to_at AND a.platform IN ('', c.app)"
)

_SIDES = f"""
    CREATE OR REPLACE TEMP TABLE sides AS
    WITH both_ways AS (
        SELECT c.*, 'made' AS role, a.person, a.strength, a.basis, a.link, a.report, sender_key AS own_key,
               receiver_key AS other_key, 2 AS members
        FROM calls_made c JOIN attributions a ON a.key = c.sender_key AND {_OWN}
        WHERE c.receiver_key <> ''
        UNION ALL
        SELECT c.*, 'received', a.person, a.strength, a.basis, a.link, a.report, receiver_key, sender_key, 2
        FROM calls_made c JOIN attributions a ON a.key = c.receiver_key AND {_OWN}
        UNION ALL
        SELECT c.*, 'made', a.person, a.strength, a.basis, a.link, a.report, sender_key, r.key, r.members
        FROM calls_made c JOIN attributions a ON a.key = c.sender_key AND {_OWN}
        JOIN chat_rooms r ON r.chat = c.chat AND r.key <> c.sender_key
        WHERE c.receiver_key = '' AND c.chat <> ''
        UNION ALL
        SELECT c.*, 'received', a.person, a.strength, a.basis, a.link, a.report, r.key, sender_key, r.members
        FROM calls_made c JOIN chat_rooms r ON r.chat = c.chat AND r.key <> c.sender_key
        JOIN attributions a ON a.key = r.key AND {_OWN}
        WHERE c.receiver_key = '' AND c.chat <> '')
    SELECT * FROM both_ways"""

# Whether any key is attributed to the same person more than once: only then is the surest sought.
_TWICE_ATTRIBUTED = (
    "SELECT 1 FROM attributions GROUP BY key, person HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
)
_SUREST_SIDE = """ QUALIFY row_number() OVER (
        PARTITION BY seen, role, person, other_key ORDER BY strength DESC, link) = 1"""

# The other party: each person to whom its key is attributed then, the surest attribution of each;
# one row without a person where there is none.
_PARTIES = """
    SELECT s.*, b.person AS other, b.strength AS other_strength, b.basis AS other_basis,
           b.link AS other_link, b.report AS other_report
    FROM sides s LEFT JOIN attributions b
      ON b.key = s.other_key AND s.from_at >= b.from_at AND s.from_at < b.to_at
     AND b.platform IN ('', s.app) AND b.person <> s.person
    WHERE s.other_key <> s.own_key"""
_SUREST_PARTY = """
    QUALIFY row_number() OVER (
        PARTITION BY s.seen, s.role, s.person, s.other_key, b.person
        ORDER BY b.strength DESC NULLS LAST, b.link) = 1"""

_SHARED_WITH = """(
    SELECT string_agg(DISTINCT h.other, ', ' ORDER BY h.other) FROM shared_keys h
    WHERE h.key = {key} AND h.person = {person} AND p.from_at >= h.from_at AND p.from_at < h.to_at)"""

_ACT = f"""CASE
    WHEN role = 'made' AND kind = 'message' AND members > 2 THEN 'wrote_in_group'
    WHEN role = 'made' AND kind = 'message' THEN 'wrote'
    WHEN role = 'made' AND answered THEN 'called'
    WHEN role = 'made' AND NOT answered AND attempts >= {REPEATED_CALLS} THEN 'called_repeatedly'
    WHEN role = 'made' AND NOT answered THEN 'called_unanswered'
    WHEN role = 'made' THEN 'called_unknown'
    WHEN kind = 'message' AND members > 2 THEN 'group_message_received'
    WHEN kind = 'message' THEN 'message_received'
    WHEN answered THEN 'answered'
    WHEN NOT answered THEN 'not_answered'
    ELSE 'called_by' END"""

# How much each act bears. SOURCE: [decision-0017].
_ACT_STRENGTH = """CASE act
    WHEN 'called' THEN 3 WHEN 'wrote' THEN 3
    WHEN 'wrote_in_group' THEN 2 WHEN 'called_repeatedly' THEN 2 WHEN 'called_unknown' THEN 2
    WHEN 'answered' THEN 2
    WHEN 'called_unanswered' THEN 1 WHEN 'called_by' THEN 1
    ELSE 0 END"""

_ADD_CONTACTS = f"""
    INSERT INTO contacts BY NAME
    WITH parties AS ({_PARTIES}{{surest}}),
    tried AS (
        SELECT *, count(*) FILTER (WHERE role = 'made' AND kind = 'call' AND NOT answered)
                  OVER (PARTITION BY person, other_key, day, other) AS attempts
        FROM parties),
    acted AS (SELECT *, {_ACT} AS act FROM tried)
    SELECT CASE WHEN members > 2 THEN 'group_message' ELSE kind END AS observed,
           person, coalesce(other, '') AS other, '' AS other_thing, other_key, act,
           {_ACT_STRENGTH} AS act_strength, strength AS own_strength, basis AS own_basis,
           {{own_shared}} AS own_shared,
           coalesce(other_strength, 0) AS other_strength, coalesce(other_basis, '') AS other_basis,
           {{other_shared}} AS other_shared,
           at_text, from_at, to_at, day, file, line, seen, chat, duration_s, app,
           list_filter([link, other_link], lambda x: x <> '') AS links,
           list_filter([report, other_report], lambda x: x <> '') AS reports, '' AS event, '' AS place
    FROM acted p
"""

"""Who is behind a number, an account or a handle, at what time, and how surely.

Temporary tables:

- ``identity_texts``: every identity as it was written, with its ``key`` (a number in international
  figures, a handle in small letters) and platform;
- ``things_by_key``: the phones and accounts of the case by key;
- ``attributions``: key, platform, person, link, from_at, to_at, strength (3 firm, 2 fair, 1 weak)
  and basis: an attribution holds from its start up to its end, and never outside;
- ``shared_keys``: attributions of one key to another person at the same time.
"""

from typing import TYPE_CHECKING

from netgraph.errors import UnknownId
from netgraph.screening.question import Question
from netgraph.screening.rows import midnight, moment
from netgraph.sources.observed import OWNER
from netgraph.sources.raw import SCRATCH

if TYPE_CHECKING:
    import duckdb

__all__ = ["ASSUMED", "BY_NAME", "IDENTITY_MACROS", "STATED", "prepare_identities", "take_as_owner"]

_DIGITS = "regexp_replace(split_part(t, '@', 1), '[^0-9+]', '', 'g')"

# A United Kingdom number written in any usual way, as international figures; other numbers as
# they are, handles in small letters without the mark before them.
IDENTITY_MACROS = (
    f"CREATE OR REPLACE TEMP MACRO number_figures(t) AS {_DIGITS}",
    """CREATE OR REPLACE TEMP MACRO international(d) AS CASE
        WHEN d LIKE '+440%' THEN '44' || substr(d, 5)
        WHEN d LIKE '+%' THEN substr(d, 2)
        WHEN d LIKE '00%' THEN substr(d, 3)
        WHEN d LIKE '440%' AND length(d) = 13 THEN '44' || substr(d, 4)
        WHEN d LIKE '0%' AND length(d) IN (10, 11) THEN '44' || substr(d, 2)
        WHEN d LIKE '7%' AND length(d) = 10 THEN '44' || d
        ELSE d END""",
    f"""CREATE OR REPLACE TEMP MACRO identity_key(t) AS CASE
        WHEN t = '{OWNER}' THEN t
        WHEN regexp_full_match(trim(t), '[+(]?[0-9][0-9 ().-]*(@[a-z.]*whatsapp[a-z.]*)?')
        THEN international(number_figures(t))
        ELSE lower(ltrim(trim(t), '@')) END""",
    "CREATE OR REPLACE TEMP MACRO handset_key(t) AS "
    "'imei:' || left(regexp_replace(t, '[^0-9]', '', 'g'), 14)",
)

# On what an attribution rests, where no link of the case says so.
STATED = "stated with the authority"
ASSUMED = "assumed, since the device was screened under this person's order"
BY_NAME = "known by name in the chat only"


def prepare_identities(con: "duckdb.DuckDBPyConnection", question: Question) -> None:
    """Make the tables; ``attributions`` holds the owner of the device too, stated or assumed.

    Raises:
        UnknownId: The owner that was stated is nobody in the case.
    """
    for macro in IDENTITY_MACROS:
        con.execute(macro)
    for statement in (_IDENTITY_TEXTS, _THINGS, _ATTRIBUTIONS):
        con.execute(statement)
    _add_names(con)
    _add_owner(con, question)
    con.execute(_SHARED)


_IDENTITY_TEXTS = f"""
    CREATE OR REPLACE TEMP TABLE identity_texts AS
    SELECT text, identity_key(text) AS key FROM (
        SELECT sender AS text FROM {SCRATCH}.communications
        UNION SELECT receiver FROM {SCRATCH}.communications
        UNION SELECT identity FROM {SCRATCH}.chat_members
        UNION SELECT identity FROM {SCRATCH}.saved_contacts
        UNION SELECT identity FROM {SCRATCH}.own_identities)
    WHERE text <> '' ORDER BY text
"""

# An account whose handle is a number is reached by that number, whatever its platform.
_THINGS = """
    CREATE OR REPLACE TEMP TABLE things_by_key AS
    SELECT identity_key(number) AS key, '' AS platform, id AS thing, 'phone' AS kind
    FROM screen_phones WHERE trim(number) <> ''
    UNION ALL
    SELECT handset_key(imei), '', id, 'phone' FROM screen_phones
    WHERE length(regexp_replace(imei, '[^0-9]', '', 'g')) >= 14
    UNION ALL
    SELECT identity_key(handle),
           CASE WHEN regexp_full_match(identity_key(handle), '[0-9]+') THEN ''
                ELSE lower(coalesce(platform, '')) END, id, 'account'
    FROM screen_accounts WHERE trim(handle) <> ''
    ORDER BY key, thing
"""

_ATTRIBUTIONS = f"""
    CREATE OR REPLACE TEMP TABLE attributions AS
    SELECT t.key, t.platform, l.from_id AS person, t.thing, l.id AS link, l.report,
           coalesce({moment("l.start")}, TIMESTAMP '-infinity') AS from_at,
           coalesce(l.end_at, {midnight("l.end_day + 1")}, TIMESTAMP 'infinity') AS to_at,
           least(r.strength, CASE WHEN l.basis = 'assessment' THEN 2 ELSE 3 END) AS strength,
           concat(l.kind, ' ', l.id, ', report ', l.report, ' graded ', r.grade) AS basis
    FROM screen_links AS l
    JOIN things_by_key AS t ON t.thing = l.to_id
    JOIN report_strengths AS r ON r.report = l.report
    WHERE l.kind IN ('uses', 'controls') ORDER BY t.key, l.id
"""

# A name in a chat is that of a saved contact, else somebody's whole name or alias.
_NAMES = f"""
    INSERT INTO attributions
    WITH named AS (
        SELECT DISTINCT text, key FROM identity_texts
        WHERE NOT regexp_full_match(key, '[0-9]+') AND text <> '{OWNER}'),
    saved AS (
        SELECT DISTINCT n.key, s.identity, i.key AS saved_key FROM named n
        JOIN {SCRATCH}.saved_contacts s ON lower(trim(s.name)) = n.key
        JOIN identity_texts i ON i.text = s.identity),
    called AS (
        SELECT id, lower(trim(concat_ws(' ', forenames, surname))) AS name FROM screen_people
        UNION SELECT id, lower(trim(unnest(aliases))) FROM screen_people)
    SELECT s.key, '', a.person, a.thing, a.link, a.report, a.from_at, a.to_at,
           least(a.strength, 2), concat('saved contact, ', a.basis)
    FROM saved s JOIN attributions a ON a.key = s.saved_key
    UNION ALL
    SELECT n.key, '', c.id, '', '', '', TIMESTAMP '-infinity', TIMESTAMP 'infinity', 1, $basis
    FROM named n JOIN called c ON c.name = n.key
    WHERE n.key <> '' AND n.key NOT IN (SELECT key FROM saved) AND n.key NOT IN (SELECT key FROM attributions)
"""


def _add_names(con: "duckdb.DuckDBPyConnection") -> None:
    con.execute(_NAMES, {"basis": BY_NAME})


_SHARED = """
    CREATE OR REPLACE TEMP TABLE shared_keys AS
    SELECT DISTINCT a.key, a.platform, a.person, b.person AS other,
           greatest(a.from_at, b.from_at) AS from_at, least(a.to_at, b.to_at) AS to_at
    FROM attributions a JOIN attributions b
      ON b.key = a.key AND b.platform = a.platform AND b.person <> a.person
     AND b.from_at < a.to_at AND a.from_at < b.to_at
    ORDER BY ALL
"""


def _add_owner(con: "duckdb.DuckDBPyConnection", question: Question) -> None:
    """Attribute what stands for the device's owner to the person who was stated, or is assumed."""
    owner, basis, strength = question.authority.owner, STATED, 3
    if owner:
        known = con.execute("SELECT id FROM screen_people WHERE id = ?", [owner]).fetchall()
        if not known:
            raise UnknownId(
                f"no person {owner} in this store", hint="Give the id of the device's owner."
            )
    elif question.one_order:
        found = con.execute(
            "SELECT person FROM order_terms WHERE order_id = ?", [question.one_order]
        ).fetchall()
        owner, basis, strength = (found[0][0] if found else ""), ASSUMED, 2
    if not owner:
        return
    take_as_owner(con, OWNER, owner, strength, basis)
    _add_owners_name(con, owner, question.owner_name, strength, basis)
    if basis == STATED:
        keys = con.execute(
            f"SELECT DISTINCT key FROM {SCRATCH}.own_identities JOIN identity_texts ON text = identity "
            "WHERE kind <> 'imei' ORDER BY key"
        ).fetchall()
        for (key,) in keys:
            take_as_owner(con, key, owner, strength, basis)


def take_as_owner(
    con: "duckdb.DuckDBPyConnection", key: str, owner: str, strength: int, basis: str
) -> None:
    """Attribute a key to the owner of the device, unless the case already does so."""
    con.execute(
        "INSERT INTO attributions SELECT $key, '', $owner, '', '', '', TIMESTAMP '-infinity', "
        "TIMESTAMP 'infinity', $strength, $basis WHERE NOT EXISTS "
        "(SELECT 1 FROM attributions WHERE key = $key AND person = $owner AND thing <> '')",
        {"key": key, "owner": owner, "strength": strength, "basis": basis},
    )


# In an exported chat the owner writes under a name: the one that was stated, one of their own, or
# that of the only member who is neither a number nor anybody known.
_OWNERS_NAME = """
    WITH own AS (
        SELECT lower(trim($name)) AS name
        UNION SELECT lower(trim(forenames)) FROM screen_people WHERE id = $owner
        UNION SELECT lower(trim(concat_ws(' ', forenames, surname))) FROM screen_people WHERE id = $owner
        UNION SELECT lower(trim(unnest(aliases))) FROM screen_people WHERE id = $owner)
    SELECT DISTINCT i.key FROM scratch.chat_members m JOIN identity_texts i ON i.text = m.identity
    JOIN own ON own.name = i.key WHERE i.key <> '' ORDER BY i.key
"""
_ONLY_NAME = f"""
    SELECT min(i.key) FROM {SCRATCH}.chat_members m JOIN identity_texts i ON i.text = m.identity
    WHERE m.app = 'whatsapp' AND NOT regexp_full_match(i.key, '[0-9]+') AND i.text <> '{OWNER}'
      AND i.key NOT IN (SELECT key FROM attributions)
    GROUP BY m.chat HAVING count(DISTINCT i.key) = 1 ORDER BY 1
"""


def _add_owners_name(
    con: "duckdb.DuckDBPyConnection", owner: str, name: str, strength: int, basis: str
) -> None:
    found = con.execute(_OWNERS_NAME, {"name": name, "owner": owner}).fetchall()
    if found:
        for (key,) in found:
            con.execute("DELETE FROM attributions WHERE key = ? AND thing = ''", [key])
            take_as_owner(con, key, owner, strength, basis)
        return
    for (key,) in con.execute(_ONLY_NAME).fetchall():
        take_as_owner(
            con, key, owner, 1, f"{basis}; the only name in the chat that is nobody else's"
        )

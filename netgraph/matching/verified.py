"""Records that bear the same verified identifier, and by which rule they are one.

An identifier that fails its check has no normal form (intake/identifiers), and is never asked here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from netgraph.intake import identifiers
from netgraph.matching.conflicts import conflicts_of
from netgraph.matching.records import Conflict, JoinedPair, Settled
from netgraph.matching.spelling import spelled

if TYPE_CHECKING:
    import duckdb

__all__ = ["RULES", "Rule", "alike", "read_shared", "read_verified", "second_look"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of identifier: whose it is, what it is called, and whether two tell two apart."""

    name: str
    kind: str
    called: str
    tells_apart: bool


# In the order in which they are asked: the first that two records share is the reason given. A
# handset holds one number after the other, so that two numbers are two phones whatever the handset.
RULES = (
    Rule("pnc_id", "person", "PNC identifier", True),
    Rule("cro", "person", "CRO number", True),
    Rule("phone_number", "phone", "phone number", True),
    Rule("imei", "phone", "handset number (IMEI)", False),
    Rule("vrm", "vehicle", "registration mark", True),
    Rule("uprn", "address", "UPRN", True),
    Rule("account", "account", "handle on one platform", True),
)


def read_verified(con: "duckdb.DuckDBPyConnection", among: str = "") -> None:
    """Make the passing table ``verified`` of every identifier whose check holds.

    ``among`` is a table of ids: only what belongs to these is read.
    """
    identifiers.identify(con, among)
    values = ", ".join(
        f"('{each.name}', '{each.kind}', '{each.called}', {each.tells_apart}, {place})"
        for place, each in enumerate(RULES)
    )
    only = f"AND id IN (FROM {among})" if among else ""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE verified AS SELECT entity, r.*, normal FROM ("
        "SELECT entity, kind AS rule, normal FROM identifiers WHERE normal IS NOT NULL UNION ALL "
        f"SELECT id, 'account', {_HANDLE} FROM accounts "
        f"WHERE handle IS NOT NULL AND platform IS NOT NULL {only}) "
        f"JOIN (VALUES {values}) AS r(rule, kind, called, tells_apart, place) USING (rule)"
    )


def read_shared(con: "duckdb.DuckDBPyConnection") -> None:
    """Make ``verified`` of the identifiers of records that may share one, and of no others.

    Reading all of them well takes many times as long as seeing whose texts end alike: no two that
    are written otherwise and yet the same are left out.
    """
    parts = [
        f"SELECT id, hash('{table}.{column}', {key}) AS key FROM {table} WHERE {column} IS NOT NULL"
        for table, column, key in _LOOSE
    ]
    con.execute(
        "CREATE OR REPLACE TEMP TABLE may_share AS SELECT DISTINCT id FROM (SELECT id, "
        f"count(*) OVER (PARTITION BY key) AS bearing FROM ({' UNION ALL '.join(parts)})) "
        "WHERE bearing > 1"
    )
    read_verified(con, "may_share")


# Table, column, and SQL that is the same for all texts of one identifier.
_BARE = "upper(regexp_replace({}, '[^0-9A-Za-z]', '', 'g'))"
_LOOSE = (
    ("people", "pnc_id", f"right({_BARE.format('pnc_id')}, 2)"),
    ("people", "cro", f"right({_BARE.format('cro')}, 2)"),
    ("phones", "number", f"right({_BARE.format('number')}, 7)"),
    ("phones", "imei", f"right({_BARE.format('imei')}, 8)"),
    ("vehicles", "vrm", _BARE.format("vrm")),
    ("addresses", "uprn", f"ltrim({_BARE.format('uprn')}, '0')"),
    ("accounts", "handle", "lower(ltrim(trim(handle), '@'))"),
)

# An account is one handle on one platform, whatever the case of its letters.
_HANDLE = "lower(concat(platform, ' ', ltrim(trim(handle), '@')))"

# A handset holds one number after the other: it joins two rows only if one of them has no number.
_ONE_NUMBER = (
    "(rule <> 'imei' OR (SELECT count(number) FROM phones WHERE id IN (first, entity)) < 2)"
)


def alike(con: "duckdb.DuckDBPyConnection") -> tuple[JoinedPair, ...]:
    """Each record with the first one of the same verified identifier, and what speaks against.

    In the order of their ids. Needs the passing table ``verified``.
    """
    rows = con.execute(
        "SELECT kind, first, entity, arg_min(called, place) FROM (SELECT *, min(entity) OVER "
        "(PARTITION BY rule, normal) AS first FROM verified) WHERE entity <> first AND "
        f"{_ONE_NUMBER} GROUP BY ALL ORDER BY kind, first, entity"
    ).fetchall()
    pairs = [(a, b) for _, a, b, _ in rows]
    against, strangers = conflicts_of(con, pairs), _strangers(con) if pairs else set()
    found = []
    for kind, a, b, rule in rows:
        also = (_STRANGERS,) if (a, b) in strangers else ()
        found.append(JoinedPair(kind, rule, a, b, (*against.get((a, b), ()), *also)))
    return tuple(found)


# A mistyped identifier may pass its check by chance, and people give those of others.
_STRANGERS = Conflict(
    "nothing_else_agrees", "no name in common, and another date of birth", forbids=True
)
_WORDS = spelled("concat_ws(' ', {0}.surname, {0}.forenames, {0}.aliases::VARCHAR)")


def _strangers(con: "duckdb.DuckDBPyConnection") -> set[tuple[str, str]]:
    """Those of the pairs just asked about whose names and dates of birth all differ."""
    one, other = (f"string_split({_WORDS.replace('{0}', table)}, ' ')" for table in ("x", "y"))
    rows = con.execute(
        "SELECT a, b FROM asked_pairs JOIN people AS x ON x.id = a JOIN people AS y ON y.id = b "
        f"WHERE x.date_of_birth <> y.date_of_birth AND NOT list_has_any({one}, {other})"
    ).fetchall()
    return {(str(a), str(b)) for a, b in rows}


def second_look(
    con: "duckdb.DuckDBPyConnection", standing: Iterable[Settled], rules: Mapping[str, str]
) -> tuple[JoinedPair, ...]:
    """Those of the pairs that are read as one of which something now says that they are two.

    Args:
        con: Tables on which no two records are read as one.
        standing: Pairs that were decided to be the same.
        rules: By the number of a decision, the rule by which netgraph joined the pair.
    """
    pairs = {each.decision: (each.a, each.b) for each in standing if each.outcome == "same"}
    if not pairs:
        return ()
    read_verified(con)
    against = conflicts_of(con, pairs.values())
    shared = set(
        con.execute(
            "SELECT DISTINCT t.a, t.b, x.called FROM asked_pairs AS t JOIN verified AS x "
            "ON x.entity = t.a JOIN verified AS y ON y.entity = t.b AND y.rule = x.rule "
            "AND y.normal = x.normal"
        ).fetchall()
    )
    found = []
    for decision, pair in pairs.items():
        rule, conflicts = rules.get(decision, ""), against.get(pair, ())
        if rule and (*pair, rule) not in shared:
            text = f"they no longer bear the same verified {rule}"
            conflicts = (*conflicts, Conflict("identifier_gone", text, forbids=False))
        if any(each.code != "two_people" for each in conflicts):
            found.append(JoinedPair("", decision, *pair, conflicts))
    return tuple(found)

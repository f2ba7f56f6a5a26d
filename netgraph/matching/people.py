"""What of each person is compared, and which two people are compared at all.

Two people are compared if they share one key of a few kinds (a birthday and an initial, a name and a
year …). A key that too many bear says little and is left out, so that the cost grows with the people
and not with their square.
"""

from typing import TYPE_CHECKING

from netgraph.matching.nicknames import nickname_rows
from netgraph.matching.spelling import spelled

if TYPE_CHECKING:
    import duckdb

__all__ = ["PAIRS", "RECORDS", "compare_people", "pair_people"]

RECORDS, PAIRS = "compared_people", "people_pairs"

# A phone, account or address of more people than this is nobody's own. SOURCE: [decision-0021].
_MOST_SHARING = 6

# A key that more people bear than this is left out. SOURCE: [decision-0021].
_MOST_ON_A_KEY = 30
_MOST_ON_A_NAME = 12


def compare_people(con: "duckdb.DuckDBPyConnection") -> None:
    """Make the passing table of all people as they are compared."""
    con.execute("CREATE OR REPLACE TEMP TABLE nickname (form VARCHAR, root VARCHAR)")
    forms, roots = zip(*nickname_rows(), strict=True)
    con.execute("INSERT INTO nickname SELECT unnest(?), unnest(?)", [list(forms), list(roots)])
    con.execute(
        "CREATE OR REPLACE TEMP TABLE spelled_people AS SELECT id, "
        f"{spelled('surname')} AS family_text, {spelled('forenames')} AS given_text, "
        "date_of_birth AS birth, sex, list_filter(list_transform(aliases, "
        f"lambda each: {spelled('each')}), lambda each: each IS NOT NULL) AS aka FROM people"
    )
    _forename_roots(con)
    _contacts(con)
    con.execute(
        "CREATE OR REPLACE TEMP TABLE base_people AS SELECT id, "
        "replace(family_text, ' ', '') AS family, "
        "list_filter(string_split(coalesce(family_text, ''), ' '), lambda each: length(each) > 2) "
        "AS families, string_split(given_text, ' ')[1] AS given, coalesce(roots, []) AS roots, "
        "coalesce(first_roots, []) AS first_roots, birth, sex, phones, places "
        "FROM spelled_people LEFT JOIN forename_roots USING (id) LEFT JOIN contacts USING (id)"
    )
    _names(con)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {RECORDS} AS SELECT b.*, n.names, m.other_names, "
        "coalesce(f.family_roots, [family]) AS family_roots FROM base_people AS b "
        "LEFT JOIN (SELECT id, list_sort(list_distinct(list(name))) AS names FROM keyed "
        "WHERE name IS NOT NULL GROUP BY id) AS n USING (id) "
        "LEFT JOIN (SELECT id, list_sort(list_distinct(list(name))) AS other_names FROM also_known "
        "GROUP BY id) AS m USING (id) LEFT JOIN (SELECT form, list_sort(list(root)) AS family_roots "
        "FROM nickname GROUP BY form) AS f ON f.form = b.family ORDER BY b.id"
    )


def _names(con: "duckdb.DuckDBPyConnection") -> None:
    """Tables of each person's name in a form that pet names and the order do not change.

    ``r`` is a full form of the first forename; ``name`` that and the surname, in the order of
    letters. What somebody is also known as has the same form if it is two words, else its own.
    """
    con.execute(
        "CREATE OR REPLACE TEMP TABLE keyed AS SELECT id, birth, family, r, "
        f"{_NAME.format('r', 'family')} AS name FROM (SELECT id, birth, family, unnest(CASE WHEN "
        "len(first_roots) > 0 THEN first_roots ELSE [NULL] END) AS r FROM base_people) "
        "LEFT JOIN nickname AS n ON n.form = family"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE also_known AS SELECT DISTINCT id, coalesce(CASE WHEN last <> "
        f"first THEN {_NAME.format('coalesce(m.root, first)', 'last')} END, name) AS name FROM ("
        "SELECT id, name, string_split(name, ' ')[1] AS first, string_split(name, ' ')[-1] AS last "
        "FROM (SELECT id, unnest(aka) AS name FROM spelled_people)) "
        "LEFT JOIN nickname AS n ON n.form = last LEFT JOIN nickname AS m ON m.form = first"
    )


# SQL: a forename and a surname as one name; the surname may be a forename too.
_NAME = (
    "CASE WHEN {0} IS NOT NULL AND {1} IS NOT NULL THEN least({0}, coalesce(n.root, {1})) || '|' || "
    "greatest({0}, coalesce(n.root, {1})) END"
)


def _forename_roots(con: "duckdb.DuckDBPyConnection") -> None:
    """Full forms that the forenames of each person may stand for; those of the first apart."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE forename_roots AS "
        "SELECT id, list_sort(list_distinct(list(root))) AS roots, "
        "list_sort(list_distinct(list(root) FILTER (place = 1))) AS first_roots FROM ("
        "SELECT id, place, coalesce(n.root, form) AS root FROM ("
        "SELECT id, unnest(string_split(given_text, ' ')) AS form, "
        "unnest(range(1, len(string_split(given_text, ' ')) + 1)) AS place "
        "FROM spelled_people WHERE given_text IS NOT NULL) AS t "
        "LEFT JOIN nickname AS n USING (form) WHERE length(form) > 1 OR place = 1) GROUP BY id"
    )


def _contacts(con: "duckdb.DuckDBPyConnection") -> None:
    """Phones, accounts and addresses of each person that are not those of many."""
    con.execute(
        "CREATE OR REPLACE TEMP TABLE contact AS SELECT id, thing, what FROM ("
        "SELECT id, thing, what, count(*) OVER (PARTITION BY thing) AS sharing FROM ("
        "SELECT DISTINCT from_id AS id, to_id AS thing, "
        "CASE WHEN kind = 'uses' THEN 'phone' ELSE 'place' END AS what FROM links "
        "WHERE kind IN ('lives_at', 'gave_address') OR (kind = 'uses' AND to_id IN ("
        "SELECT id FROM phones UNION ALL SELECT id FROM accounts)))) "
        f"WHERE sharing <= {_MOST_SHARING}"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE contacts AS SELECT id, "
        "list_sort(list(thing) FILTER (what = 'phone')) AS phones, "
        "list_sort(list(thing) FILTER (what = 'place')) AS places FROM contact GROUP BY id"
    )


# A surname by its first letter and its later consonants: most misspellings leave them. SQL.
_SOUND = "left(family, 1) || regexp_replace(substr(family, 2), '[AEIOUYHW]', '', 'g')"

# Kind of key, SQL of the key (NULL if a part is not known), and how many people may bear it.
_KEYS = (
    ("birthday, surname", "birth || left(family, 1)", _MOST_ON_A_KEY),
    ("birthday, forename", "birth || left(r, 1)", _MOST_ON_A_KEY),
    ("name, year", "name || year(birth)", _MOST_ON_A_KEY),
    ("name, day", "name || strftime(birth, '%m%d')", _MOST_ON_A_KEY),
    ("name", "name", _MOST_ON_A_NAME),
    ("sound, year", f"{_SOUND} || '|' || r || year(birth)", _MOST_ON_A_KEY),
    ("surname, year", "family || '|' || left(r, 1) || year(birth)", _MOST_ON_A_KEY),
    ("initial, year", "left(family, 1) || '|' || r || year(birth)", _MOST_ON_A_KEY),
)


def pair_people(con: "duckdb.DuckDBPyConnection") -> None:
    """Make the passing table of pairs of people that share a key, each pair once."""
    parts = [
        f"SELECT DISTINCT id, hash('{kind}', {key}) AS key, {most} AS most FROM keyed "
        f"WHERE {key} IS NOT NULL"
        for kind, key, most in _KEYS
    ]
    parts.append(f"SELECT id, hash('contact', thing), {_MOST_ON_A_KEY} FROM contact")
    parts.append(
        f"SELECT DISTINCT id, hash('also known', name), {_MOST_ON_A_NAME} FROM (FROM also_known UNION "
        "ALL SELECT id, name FROM keyed WHERE name IN (SELECT name FROM also_known))"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE people_keys AS SELECT id, key FROM ("
        "SELECT id, key, most, count(*) OVER (PARTITION BY key) AS bearing "
        f"FROM ({' UNION ALL '.join(parts)})) WHERE bearing BETWEEN 2 AND most"
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {PAIRS} AS SELECT DISTINCT x.id AS a, y.id AS b "
        "FROM people_keys AS x JOIN people_keys AS y ON x.key = y.key AND x.id < y.id"
    )

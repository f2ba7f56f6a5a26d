"""Captured posts of people under orders, marked by the lexicon for a person to read.

``marked_posts`` holds the marked ones and those that a person has coded. A mark is made where
different kinds of word meet; slang alone, music alone and one emoji alone never mark.
"""

import re
from typing import TYPE_CHECKING

from netgraph.screening.rows import midnight
from netgraph.sources.lexicon import Lexicon

if TYPE_CHECKING:
    import duckdb

__all__ = ["BENIGN_CODES", "WHOSE_WORDS", "contexts", "mark_texts", "prepare_posts"]

# What a person may have coded a post as that says it is none of these.
BENIGN_CODES = (
    "art",
    "benign",
    "humour",
    "irony",
    "music",
    "news",
    "no",
    "none",
    "nothing",
    "other",
)

# Words in ``coded`` that say whose words a post holds, beside what it was coded as: ``repost; threat``.
WHOSE_WORDS = {
    "own": "own words, as whoever captured it recorded",
    "repost": "repost: somebody else's words, passed on",
    "quote": "quotation: somebody else's words, with something said about them",
    "reply": "reply: read what it answers",
}

# Posts of the same account that are shown before and after, within so many days.
# SOURCE: [decision-0017].
_NEIGHBOURS, _NEIGHBOUR_DAYS = 2, 7

# A capture so many days after posting is an old post. SOURCE: [decision-0017].
_OLD_DAYS = 365

# Figures that stand for letters inside a word, as they are commonly written.
_FIGURES = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "$": "s", "@": "a"}

_POSTS = f"""
    CREATE OR REPLACE TEMP TABLE posts_of_subjects AS
    SELECT p.id AS post, p.account, coalesce(p.text, '') AS text, coalesce(p.coded, '') AS coded,
           p.posted_text AS at_text, coalesce(p.posted_at, {midnight("p.posted_day")}) AS from_at,
           coalesce(p.posted_at, {midnight("p.posted_day + 1")} - INTERVAL 1 MICROSECOND) AS to_at,
           p.posted_day AS day, p.source_file AS file, p.source_line AS line,
           coalesce(p.report, '') AS post_report, a.person, a.strength, a.basis, a.link, a.report,
           (SELECT coalesce(string_agg(DISTINCT b.person, ', ' ORDER BY b.person), '') FROM attributions b
            WHERE b.thing = p.account AND b.person <> a.person) AS own_shared
    FROM screen_posts p JOIN attributions a ON a.thing = p.account
    WHERE p.is_new AND a.person IN (SELECT person FROM screened_conditions)
      AND coalesce(p.posted_at, {midnight("p.posted_day")}) >= a.from_at
      AND coalesce(p.posted_at, {midnight("p.posted_day")}) < a.to_at
    QUALIFY row_number() OVER (PARTITION BY p.id, a.person ORDER BY a.strength DESC, a.link) = 1
"""


def prepare_posts(con: "duckdb.DuckDBPyConnection", lexicon: Lexicon) -> tuple[int, int]:
    """Make ``marked_posts``. Gives how many posts of people under orders there were, and were marked."""
    con.execute(_POSTS)
    mark_texts(con, "posts_of_subjects", lexicon)
    benign = ", ".join(f"'{word}'" for word in BENIGN_CODES)
    whose = ", ".join(f"'{word}'" for word in WHOSE_WORDS)
    words = "list_transform(string_split(lower(coded), ';'), lambda w: trim(w))"
    con.execute(
        "CREATE OR REPLACE TEMP TABLE marked_posts AS SELECT * EXCLUDE (words) REPLACE ("
        f"array_to_string(list_filter(words, lambda w: w NOT IN ('', {whose}, {benign})), '; ') AS coded), "
        f"coalesce(list_filter(words, lambda w: w IN ({whose}))[1], '') AS whose "
        f"FROM (SELECT *, {words} AS words FROM marked_texts) "
        f"WHERE marks <> '' OR len(list_filter(words, lambda w: w NOT IN ('', {whose}, {benign}))) > 0 "
        "ORDER BY post, person"
    )
    row = con.execute(
        "SELECT (SELECT count(DISTINCT post) FROM posts_of_subjects), "
        "(SELECT count(DISTINCT post) FROM marked_posts)"
    ).fetchall()[0]
    return row[0], row[1]


def contexts(con: "duckdb.DuckDBPyConnection") -> dict[str, tuple[str, ...]]:
    """For each marked post, what there is to know of its context, one sentence each, by its id."""
    found: dict[str, list[str]] = {}
    for post, whose, captured, days in con.execute(_CAPTURED).fetchall():
        lines = found.setdefault(post, [])
        lines.append(WHOSE_WORDS.get(whose, "own words or repost: not recorded, look at the post"))
        if captured:
            old = ": an old post" if days is not None and days > _OLD_DAYS else ""
            lines.append(f"captured {captured}{old}")
    for post, account, at_text in con.execute(_SAME_WORDS).fetchall():
        found[post].append(f"the same words stood on account {account}, posted {at_text}")
    for post, is_before, at_text, text in con.execute(_AROUND).fetchall():
        found[post].append(f"{'before' if is_before else 'after'} it, {at_text}: “{text}”")
    return {post: tuple(lines) for post, lines in found.items()}


_CAPTURED = """
    SELECT m.post, any_value(m.whose), any_value(coalesce(p.captured_text, '')),
           any_value(datediff('day', p.posted_day, p.captured_day))
    FROM marked_posts m JOIN screen_posts p ON p.id = m.post GROUP BY m.post ORDER BY m.post
"""
_SAME_WORDS = """
    SELECT DISTINCT m.post, p.account, p.posted_text FROM marked_posts m
    JOIN screen_posts p ON lower(trim(p.text)) = lower(trim(m.text)) AND p.account <> m.account
    WHERE trim(m.text) <> '' ORDER BY m.post, p.posted_text, p.account
"""
_AROUND = f"""
    WITH near AS (
        SELECT DISTINCT m.post, p.id, p.posted_text, p.text, p.posted_day,
               (p.posted_text, p.id) < (m.at_text, m.post) AS is_before
        FROM marked_posts m JOIN screen_posts p ON p.account = m.account AND p.id <> m.post
         AND abs(datediff('day', m.day, p.posted_day)) <= {_NEIGHBOUR_DAYS}
        WHERE trim(coalesce(p.text, '')) <> '')
    SELECT post, is_before, posted_text, text FROM near
    QUALIFY row_number() OVER (PARTITION BY post, is_before ORDER BY
        CASE WHEN is_before THEN posted_text END DESC, posted_text, id) <= {_NEIGHBOURS}
    ORDER BY post, is_before DESC, posted_text, id
"""


def mark_texts(con: "duckdb.DuckDBPyConnection", table: str, lexicon: Lexicon) -> None:
    """Make ``marked_texts``: the rows of a table with ``text``, and their ``marks`` in one text.

    ``marks`` says which words made which mark; it is empty where there is none.
    """
    kinds = lexicon.kinds
    found = ", ".join(f"{_words(lexicon, kind)} AS k_{kind}" for kind in kinds)
    marks = ", ".join(_mark(lexicon, place) for place in range(len(lexicon.marks)))
    listed = ", ".join(f"k_{kind}" for kind in kinds)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE marked_texts AS "
        f"SELECT * EXCLUDE (plain, read_out, {listed}), concat_ws('; ', {marks}) AS marks FROM ("
        f"SELECT *, {found} FROM (SELECT *, {_read_out('plain')} AS read_out FROM ("
        f"SELECT *, lower(strip_accents(replace(text, '’', ''''))) AS plain FROM {table})))"
    )


def _read_out(text: str) -> str:
    """SQL: the text with figures read as letters where they stand in a word."""
    for figure, letter in _FIGURES.items():
        text = f"regexp_replace({text}, '([a-z]){re.escape(figure)}([a-z])', '\\1{letter}\\2', 'g')"
    return text


def _words(lexicon: Lexicon, kind: str) -> str:
    """SQL: the words and emoji of one kind that a text holds, as a sorted list without doubles."""
    words = dict(lexicon.words).get(kind, ())
    emoji = dict(lexicon.emoji).get(kind, ())
    parts = []
    if words:
        pattern = "|".join(_pattern(word) for word in sorted(words, key=lambda w: (-len(w), w)))
        whole = f"(?:^|[^a-z0-9])({pattern})(?:$|[^a-z0-9])".replace("'", "''")
        parts += [f"regexp_extract_all({text}, '{whole}', 1)" for text in ("plain", "read_out")]
    if emoji:
        pattern = "|".join(re.escape(each) for each in sorted(emoji, key=lambda e: (-len(e), e)))
        parts.append(f"regexp_extract_all(plain, '{pattern}')")
    return f"list_sort(list_distinct({' || '.join(parts)}))"


def _pattern(word: str) -> str:
    return re.escape(word.lower()).replace("\\*", "[a-z0-9]*").replace("\\ ", " +")


def _mark(lexicon: Lexicon, place: int) -> str:
    """SQL: one mark with the words that made it, or null."""
    mark = lexicon.marks[place]
    there = " AND ".join(f"len(k_{kind}) > 0" for kind in mark.together)
    if mark.unless:
        despite = " OR ".join(f"len(k_{kind}) > 0" for kind in mark.despite) or "false"
        there += f" AND (len(k_{mark.unless}) = 0 OR {despite})"
    words = " || ".join(f"k_{kind}" for kind in mark.together)
    name = mark.name.replace("'", "''")
    return f"CASE WHEN {there} THEN concat('{name} (', array_to_string({words}, ', '), ')') END"

"""How records of addresses, phones, vehicles and organisations are compared where nothing is verified.

An address is its postcode, its numbers and the words of its line; the others are one text, as far as
it can be read.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from netgraph.matching.model import AGREE, DISAGREE, SIMILAR, Field, Level, Model
from netgraph.matching.spelling import spelled

if TYPE_CHECKING:
    import duckdb

__all__ = ["THINGS", "Thing", "pair_things"]


@dataclass(frozen=True, slots=True)
class Thing:
    """One kind of thing: how it is compared, and SQL of its records, keys and shown values.

    ``keys`` gives id and key: two records are compared if they share a key; ``values`` an id, what
    it is called, and what is recorded of it in each field.
    """

    model: Model
    records: str
    keys: str
    values: str


# What the words of an address are shortened to, and words that tell nothing apart.
_SHORT = (
    ("RD", "ROAD"), ("ST", "STREET"), ("AVE", "AVENUE"), ("AV", "AVENUE"), ("CL", "CLOSE"),
    ("LN", "LANE"), ("DR", "DRIVE"), ("CT", "COURT"), ("PL", "PLACE"), ("SQ", "SQUARE"),
    ("GDNS", "GARDENS"), ("CRES", "CRESCENT"), ("TCE", "TERRACE"), ("TERR", "TERRACE"),
    ("PK", "PARK"), ("HSE", "HOUSE"), ("GRN", "GREEN"), ("GR", "GROVE"), ("WY", "WAY"),
)  # fmt: skip
_NO_WORDS = "FLAT|APT|APARTMENT|UNIT|ROOM|NO|NUMBER|THE|UK"


def _words() -> str:
    """SQL: the words of an address, long forms, without numbers."""
    text = f"concat(' ', coalesce({spelled('line')}, ''), ' ')"
    for short, long in _SHORT:
        text = f"replace({text}, ' {short} ', ' {long} ')"
    return f"nullif(trim(regexp_replace({text}, ' (?:{_NO_WORDS}) ', ' ', 'g')), '')"


_NUMBERS = "list_sort(list_distinct(regexp_extract_all(upper(line), '[0-9]+[A-Z]?\\b')))"

_ADDRESS = Model(
    "address",
    (
        Field(
            "postcode",
            "postcode",
            ("postcode",),
            "postcode_l IS NULL OR postcode_r IS NULL",
            (
                Level(AGREE, "the same", "postcode_l = postcode_r", 0.90, 0.0005),
                Level(
                    SIMILAR,
                    "one letter or digit different",
                    "damerau_levenshtein(postcode_l, postcode_r) = 1",
                    0.05,
                    0.002,
                ),
                Level(DISAGREE, "different", "", 0.05, 0.9975),
            ),
        ),
        Field(
            "numbers",
            "house and flat",
            ("numbers",),
            "len(numbers_l) = 0 OR len(numbers_r) = 0",
            (
                Level(AGREE, "the same", "numbers_l = numbers_r", 0.9697, 0.02),
                Level(
                    SIMILAR,
                    "one gives a number more, as of a flat",
                    "list_has_all(numbers_l, numbers_r) OR list_has_all(numbers_r, numbers_l)",
                    0.03,
                    0.5,
                ),
                Level(DISAGREE, "different", "", 0.0003, 0.48),
            ),
        ),
        Field(
            "line",
            "street and place",
            ("words",),
            "words_l IS NULL OR words_r IS NULL",
            (
                Level(
                    AGREE,
                    "the same, with the place",
                    "words_l = words_r AND length(words_l) - length(replace(words_l, ' ', '')) >= 2",
                    0.50,
                    0.0002,
                ),
                Level(AGREE, "the same", "words_l = words_r", 0.20, 0.003),
                Level(
                    SIMILAR,
                    "spelled alike, or one is part of the other",
                    "jaro_winkler_similarity(words_l, words_r) >= 0.94 "
                    "OR starts_with(words_l, words_r) OR starts_with(words_r, words_l)",
                    0.22,
                    0.004,
                ),
                Level(DISAGREE, "different", "", 0.08, 0.9928),
            ),
        ),
    ),
)


def _one_text(kind: str, name: str, label: str, levels: tuple[Level, ...]) -> Model:
    """A model of one field, in which only what is alike is compared at all."""
    return Model(kind, (Field(name, label, ("text",), "text_l IS NULL OR text_r IS NULL", levels),))


_READ = (
    "(SELECT entity, normal, candidate FROM identifiers WHERE kind = '{}') AS i ON i.entity = t.id"
)
_CLEAN = "upper(regexp_replace({}, '[^0-9A-Za-z]', '', 'g'))"

THINGS = (
    Thing(
        _ADDRESS,
        f"SELECT t.id, coalesce(i.normal, {_CLEAN.format('t.postcode')}) AS postcode, "
        f"coalesce({_NUMBERS}, []) AS numbers, {_words()} AS words "
        f"FROM addresses AS t LEFT JOIN {_READ.format('postcode')}",
        "SELECT id, postcode AS key FROM things UNION ALL SELECT id, concat(numbers[1], left(words, 4)) "
        "FROM things WHERE len(numbers) > 0 AND words IS NOT NULL UNION ALL "
        "SELECT id, concat(numbers[-1], left(words, 4)) FROM things WHERE len(numbers) > 1 "
        "AND words IS NOT NULL",
        "SELECT id, coalesce(line, a.postcode, ''), a.postcode, array_to_string(numbers, ' '), line "
        "FROM addresses AS a JOIN things USING (id)",
    ),
    Thing(
        _one_text(
            "phone",
            "number",
            "number",
            (
                Level(
                    SIMILAR,
                    "the same last nine digits; at least one is not verified",
                    "text_l = text_r",
                    0.8,
                    0.000001,
                ),
                Level(DISAGREE, "different", "", 0.2, 0.999999),
            ),
        ),
        "SELECT t.id, right(regexp_replace(number, '[^0-9]', '', 'g'), 9) AS text, "
        f"i.normal IS NOT NULL AS is_verified FROM phones AS t LEFT JOIN {_READ.format('phone_number')}",
        "SELECT id, text AS key FROM things WHERE length(text) = 9 AND text IN "
        "(SELECT text FROM things WHERE NOT is_verified)",
        "SELECT id, coalesce(number, ''), number FROM phones",
    ),
    Thing(
        _one_text(
            "vehicle",
            "vrm",
            "registration mark",
            (
                Level(
                    SIMILAR,
                    "the same if O and 0, I and 1 are taken for each other; at least one is not verified",
                    "text_l = text_r",
                    0.5,
                    0.000001,
                ),
                Level(DISAGREE, "different", "", 0.5, 0.999999),
            ),
        ),
        f"SELECT t.id, translate({_CLEAN.format('vrm')}, 'OI', '01') AS text, "
        f"i.normal IS NOT NULL AS is_verified FROM vehicles AS t LEFT JOIN {_READ.format('vrm')}",
        "SELECT id, text AS key FROM things WHERE length(text) > 1 AND text IN "
        "(SELECT text FROM things WHERE NOT is_verified)",
        "SELECT id, coalesce(vrm, ''), vrm FROM vehicles",
    ),
    Thing(
        _one_text(
            "organisation",
            "name",
            "name",
            (
                Level(AGREE, "the same", "text_l = text_r", 0.8, 0.00001),
                Level(DISAGREE, "different", "", 0.2, 0.99999),
            ),
        ),
        f"SELECT id, regexp_replace({_CLEAN.format('name')}, '(LIMITED|LTD|PLC)$', '') AS text "
        "FROM organisations",
        "SELECT id, text AS key FROM things WHERE length(text) > 1",
        "SELECT id, coalesce(name, ''), name FROM organisations",
    ),
)


# A key that more records bear than this is left out, as of people. SOURCE: [decision-0021].
_MOST_ON_A_KEY = 30


def pair_things(con: "duckdb.DuckDBPyConnection", thing: Thing) -> None:
    """Make the passing tables of one kind of things and of the pairs of them to be compared."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE things AS {thing.records}")
    con.execute(
        "CREATE OR REPLACE TEMP TABLE thing_keys AS SELECT DISTINCT id, key FROM ("
        f"SELECT id, key, count(*) OVER (PARTITION BY key) AS bearing FROM ({thing.keys}) "
        f"WHERE key IS NOT NULL) WHERE bearing BETWEEN 2 AND {_MOST_ON_A_KEY}"
    )
    con.execute(
        "CREATE OR REPLACE TEMP TABLE thing_pairs AS SELECT DISTINCT x.id AS a, y.id AS b "
        "FROM thing_keys AS x JOIN thing_keys AS y ON x.key = y.key AND x.id < y.id"
    )

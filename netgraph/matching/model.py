"""How two records are compared, field by field, with stated weights: nothing is trained.

The weights are those of Fellegi and Sunter. A level of a field has ``m``, its share among pairs of
records of one person (address …), and ``u``, its share among pairs of two. Its weight is
log2(m / u): each whole step doubles or halves the odds. The sum of the weights is what the card
shows. All shares are stated here and in docs/matching.md, so that three hundred records are compared
exactly as a million are, and nobody's weight depends on who else is in the store.
"""

from dataclasses import dataclass
from math import log2

__all__ = ["AGREE", "DISAGREE", "SIMILAR", "UNKNOWN", "Field", "Level", "Model", "people_model"]

AGREE, SIMILAR, DISAGREE, UNKNOWN = "agree", "similar", "disagree", "unknown"


@dataclass(frozen=True, slots=True)
class Level:
    """One way in which a field of two records may compare.

    ``condition`` is SQL over the columns of both records, with ``_l`` and ``_r`` behind their
    names; the first level that is true counts, and the last has none.
    """

    mark: str
    words: str
    condition: str
    m: float
    u: float

    @property
    def weight(self) -> float:
        """How much this speaks for (or, below 0, against) one and the same."""
        return round(log2(self.m / self.u), 1)


@dataclass(frozen=True, slots=True)
class Field:
    """One thing in which records are compared; ``absent`` is SQL: nothing can be said."""

    name: str
    label: str
    columns: tuple[str, ...]
    absent: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """All fields in which records of one kind of entity are compared."""

    kind: str
    fields: tuple[Field, ...]


# Jaro-Winkler similarity from which two spellings may be one name. SOURCE: [decision-0021].
_SPELLING = 0.92

# Shares among pairs of one person: how often a field is spelled, shortened or mistyped so; among
# pairs of two: how often that comes about by chance. SOURCE: [decision-0021].
_SWAPPED = (
    "list_has_any(first_roots_l, family_roots_r) AND list_has_any(first_roots_r, family_roots_l) "
    "AND family_l <> family_r AND given_l <> given_r"
)
_SPELLED = "(jaro_winkler_similarity({0}_l, {0}_r) >= {1} OR (damerau_levenshtein({0}_l, {0}_r) = 1 AND least(length({0}_l), length({0}_r)) >= 4))"

_FAMILY = Field(
    "surname",
    "surname",
    ("family", "families", "given", "first_roots", "family_roots"),
    "family_l IS NULL OR family_r IS NULL",
    (
        Level(AGREE, "the same", "family_l = family_r", 0.832, 0.0025),
        Level(SIMILAR, "surname and forename the other way round", _SWAPPED, 0.02, 0.00002),
        Level(
            SIMILAR,
            "one is part of the other",
            "list_has_any(families_l, families_r)",
            0.03,
            0.0005,
        ),
        Level(SIMILAR, "spelled alike", _SPELLED.format("family", _SPELLING), 0.09, 0.003),
        Level(DISAGREE, "different", "", 0.028, 0.99398),
    ),
)

# Twins bear one surname and birthday, and live together: there a different forename says nearly all.
_TWINS = "family_l = family_r AND birth_l = birth_r AND NOT list_has_any(roots_l, roots_r)"

_GIVEN = Field(
    "forename",
    "forename",
    ("given", "roots", "first_roots", "family", "family_roots", "birth"),
    f"given_l IS NULL OR given_r IS NULL OR ({_SWAPPED})",
    (
        Level(AGREE, "the same", "given_l = given_r", 0.66, 0.010),
        Level(
            SIMILAR,
            "a short or pet form of the same name",
            "list_has_any(first_roots_l, first_roots_r)",
            0.14,
            0.004,
        ),
        Level(
            SIMILAR,
            "another of the forenames is the same",
            "list_has_any(roots_l, roots_r)",
            0.05,
            0.006,
        ),
        Level(SIMILAR, "spelled alike", _SPELLED.format("given", _SPELLING), 0.08, 0.006),
        Level(
            SIMILAR,
            "an initial that fits",
            "least(length(given_l), length(given_r)) = 1 AND left(given_l, 1) = left(given_r, 1)",
            0.02,
            0.01,
        ),
        Level(
            DISAGREE,
            "different, with one surname and birthday, as of twins",
            _TWINS,
            0.0000001,
            0.01,
        ),
        Level(DISAGREE, "different", "", 0.0499999, 0.954),
    ),
)

_NEW_YEAR = "(month({0}) = 1 AND day({0}) = 1)"
_DIGITS = "strftime({0}, '%Y%m%d')"

_BIRTH = Field(
    "date_of_birth",
    "date of birth",
    ("birth",),
    "birth_l IS NULL OR birth_r IS NULL",
    (
        Level(
            SIMILAR,
            "the same year; 1 January is often entered where only the year is known",
            f"year(birth_l) = year(birth_r) AND ({_NEW_YEAR.format('birth_l')} "
            f"OR {_NEW_YEAR.format('birth_r')})",
            0.05,
            0.001,
        ),
        Level(AGREE, "the same", "birth_l = birth_r", 0.829, 0.00005),
        Level(
            SIMILAR,
            "day and month exchanged",
            "year(birth_l) = year(birth_r) AND day(birth_l) = month(birth_r) "
            "AND month(birth_l) = day(birth_r)",
            0.03,
            0.00003,
        ),
        Level(
            SIMILAR,
            "one digit different",
            f"hamming({_DIGITS.format('birth_l')}, {_DIGITS.format('birth_r')}) = 1",
            0.07,
            0.0015,
        ),
        Level(
            DISAGREE,
            "more than ten years apart",
            "abs(date_diff('day', birth_l, birth_r)) > 3653",
            0.004,
            0.7,
        ),
        Level(DISAGREE, "different", "", 0.017, 0.29742),
    ),
)

_SEX = Field(
    "sex",
    "sex",
    ("sex",),
    "sex_l IS NULL OR sex_r IS NULL",
    (
        Level(AGREE, "the same", "sex_l = sex_r", 0.98, 0.5),
        Level(DISAGREE, "different", "", 0.02, 0.5),
    ),
)

# People of one household share an address and often a phone without being one: little is made of it.
_CONTACT = Field(
    "contact",
    "phone, account or address",
    ("phones", "places"),
    "(phones_l IS NULL AND places_l IS NULL) OR (phones_r IS NULL AND places_r IS NULL)",
    (
        Level(
            AGREE,
            "a phone or account, and an address, in common",
            "list_has_any(phones_l, phones_r) AND list_has_any(places_l, places_r)",
            0.10,
            0.001,
        ),
        Level(
            AGREE,
            "a phone or account in common",
            "list_has_any(phones_l, phones_r)",
            0.16,
            0.002,
        ),
        Level(AGREE, "an address in common", "list_has_any(places_l, places_r)", 0.24, 0.01),
        Level(DISAGREE, "none in common", "", 0.50, 0.987),
    ),
)

_KNOWN_BY = "(coalesce(list_has_any(other_names_{0}, names_{1}), false))"
_EITHER = f"{_KNOWN_BY.format('l', 'r')} OR {_KNOWN_BY.format('r', 'l')}"

_ALIAS = Field(
    "alias",
    "other names",
    ("names", "other_names"),
    f"NOT ({_EITHER} OR coalesce(list_has_any(other_names_l, other_names_r), false))",
    (
        Level(AGREE, "one is also known by the name of the other", _EITHER, 0.5, 0.002),
        Level(AGREE, "another name in common", "", 0.5, 0.02),
    ),
)


def people_model() -> Model:
    """How two records of people are compared."""
    return Model("person", (_FAMILY, _GIVEN, _BIRTH, _SEX, _CONTACT, _ALIAS))

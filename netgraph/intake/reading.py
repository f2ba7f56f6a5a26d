"""How the text of one column is judged and kept, as SQL: what each value type's module returns."""

from dataclasses import dataclass

__all__ = ["Problem", "Reading", "given"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps a row out: SQL that is true then, and the reason without content."""

    when: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What becomes of one column: problems to look for, and (name, SQL) of each stored column.

    SQL of ``stored`` may use the cleaned text (``given``), SQL of ``problems`` the stored columns
    too. ``stored`` never fails, whatever the text: what cannot be read is NULL there.
    """

    problems: tuple[Problem, ...]
    stored: tuple[tuple[str, str], ...]


def given(column: str) -> str:
    """SQL name of the text of a column as given: outer blanks removed, NULL where empty."""
    return f'"given_{column}"'

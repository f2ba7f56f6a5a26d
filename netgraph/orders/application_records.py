"""What an application file says, as frozen values: parts of statements and tables, no layout."""

from dataclasses import dataclass
from datetime import date

__all__ = [
    "ASSESSMENT",
    "FACT",
    "GAP",
    "HEADING",
    "NOTE",
    "ApplicationFile",
    "Cover",
    "Part",
    "Statement",
    "Table",
]

# What a statement is: recorded as fact, recorded as assessment, not known or not decided, or a word
# on how to read what follows.
# HEADING is the title of what follows within a part.
FACT, ASSESSMENT, GAP, NOTE, HEADING = "fact", "assessment", "gap", "note", "heading"


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of the file; ``sources`` are the ids of what it rests on in the store."""

    text: str
    sources: tuple[str, ...] = ()
    sort: str = FACT


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under named columns; a cell that begins with ``GAP`` is one to be filled by a person."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the fourteen parts, with what it says in order."""

    number: int
    title: str
    content: tuple[Statement | Table, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands on every page: marking, version, which copy, for whom, until when."""

    marking: str
    version: str
    copy: str
    author: str
    reference: str
    expires: date
    as_of: date


@dataclass(frozen=True, slots=True)
class ApplicationFile:
    """A file that a person completes: what the store says of one person, and what it does not."""

    person: str
    label: str
    status: str
    cover: Cover
    parts: tuple[Part, ...]

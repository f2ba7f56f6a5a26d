"""What is removed for good when somebody is forgotten, and how the removed is known again.

Rows go in every version; words that name the person are blanked in texts that stay; decisions on them
keep who and when and nothing else. What was removed is known again by a keyed hash of its id alone,
so that importing an old file does not bring it back. Whoever has the store and guesses an id can
test the guess: without that nothing could be recognised.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from netgraph.tables import stored_columns
from netgraph.vocabulary import CaseFile, ColumnType

__all__ = ["BLANK", "Removal", "forgotten", "keyed_hash", "text_columns"]

# Stands where a word that names the person stood.
BLANK = "[forgotten]"

# Characters of a keyed hash that are kept: 64 bits tell the ids of one case apart.
_HASH = 16


def keyed_hash(key: str, text: str) -> str:
    """By what an id that was removed is known again."""
    return hashlib.sha256(f"{key}{text}".encode()).hexdigest()[:_HASH]


def forgotten(held: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[str, tuple[str, ...]]:
    """The key, and the hashes of all ids that were forgotten, of decisions that stand."""
    key, hashes = "", set()
    for _, decision in held:
        if decision.get("what") == "forget":
            key = decision["key"]
            hashes |= set(decision["hashes"].split(";"))
    return key, tuple(sorted(hashes))


def text_columns(file: CaseFile) -> tuple[tuple[str, bool], ...]:
    """Columns of free words of a table, and whether each holds a list of them."""
    return tuple(
        (stored_columns(column)[0][0], column.type is ColumnType.TEXTS)
        for column in file.columns
        if column.type in (ColumnType.TEXT, ColumnType.TEXTS)
    )


@dataclass(frozen=True, slots=True)
class Removal:
    """One person's removal: rows by table, words that name them, and what is kept of it.

    ``rows`` are ids whose every version goes; ``words`` are blanked in texts that stay, the person's
    id among them; ``tombstone`` is the decision that is kept.
    """

    person: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    words: tuple[str, ...]
    tombstone: dict[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id that is removed."""
        return tuple(sorted({each for _, ids in self.rows for each in ids} | {self.person}))

    def of(self, table: str) -> tuple[str, ...]:
        """Ids of the rows of one table that go."""
        return dict(self.rows).get(table, ())

    def pattern(self) -> str:
        """Regular expression of every word that names what is removed; an id only as a whole word."""
        names = rf"(?<!\w)(?:{_any_of(self.words)})(?!\w)" if self.words else ""
        ids = rf"(?<![\w-])(?:{_any_of(self.ids)})(?![\w-])"
        return f"{names}|{ids}" if names else ids

    def may_be_named(self) -> tuple[str, ...]:
        """In lower case, what every text that names the removed holds: quick to look for."""
        return tuple(sorted({each.lower() for each in (*self.words, *self.ids)}))

    def is_named_in(self, text: str) -> bool:
        """Whether a text names anything that is removed."""
        return re.search(self.pattern(), text, re.IGNORECASE) is not None

    def blanked(self, text: str) -> str:
        """A text in which the words that name the removed are blanked."""
        return re.sub(self.pattern(), BLANK, text, flags=re.IGNORECASE)

    def decision(self, decision: Mapping[str, str]) -> dict[str, str]:
        """What is kept of an earlier decision: all, blanked, or of one on the person only who and when."""
        if {decision.get("about"), decision.get("other")} & set(self.ids):
            kept = {name: decision.get(name, "") for name in ("who", "when")}
            return {"what": "forgotten", **{name: self.blanked(kept[name]) for name in kept}}
        kept_whole = ("what", "key", "hashes", "when")
        return {
            name: value if name in kept_whole else self.blanked(value)
            for name, value in decision.items()
        }

    def kept_decisions(self, decisions: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
        """The text of every decision as it is kept from now on, the tombstone last."""
        every = [*(self.decision(each) for each in decisions), self.tombstone]
        return tuple(json.dumps(each, sort_keys=True) for each in every)

    def names_no_finding(self, finding: str) -> bool:
        """Whether a recorded finding or layout, as JSON text, names nothing that is removed."""
        return not self.is_named_in(finding)

    def line(self, line: Mapping[str, Any], key: str) -> dict[str, Any]:
        """A line of the log in which ids that are removed are hashes, and names are blanked."""
        return {
            name: self._in_log(value, key) if name in ("options", "reason", "recipient") else value
            for name, value in line.items()
        }

    def _in_log(self, value: Any, key: str) -> Any:
        if isinstance(value, str):
            hashed = re.sub(
                rf"(?<![\w-])(?:{_any_of(self.ids)})(?![\w-])",
                lambda found: f"forgotten:{keyed_hash(key, found.group())}",
                value,
            )
            return self.blanked(hashed)
        if isinstance(value, list):
            return [self._in_log(each, key) for each in value]
        if isinstance(value, dict):
            return {name: self._in_log(each, key) for name, each in value.items()}
        return value


def _any_of(words: Iterable[str]) -> str:
    """Regular expression of any of those words, the longest first."""
    return "|".join(re.escape(each) for each in sorted(words, key=lambda one: (-len(one), one)))

"""The log: one line for each act on a case, every line chained to the one before by its hash.

What is done to whose data must be accounted for (Data Protection Act 2018, section 62). A line
says who did what when, to whom it went and why; it holds ids and never a name. Its hash covers
its content and the hash of the line before, so that a line which is edited, removed, inserted or
moved no longer fits. The number and hash of the last line are kept in a second place (``Head``),
so that a cut-off end is seen too.

Here: what a line holds, how lines are chained and how a chain is checked. Not here: where lines
are kept (store/file_log.py, store/neo4j_log.py), and how a command becomes an act (cli/acts.py).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from netgraph.records import as_json

__all__ = [
    "KINDS",
    "NO_REASON",
    "REPAIR",
    "Act",
    "Appended",
    "Checked",
    "Head",
    "Log",
    "Problem",
    "check",
    "digest",
    "link",
    "read_line",
    "redacted",
]

# What an act is, in the words of section 62. SOURCE: [dpa-2018].
KINDS = ("collection", "alteration", "consultation", "disclosure", "combination", "erasure")

# A line by which the log itself notes what befell it.
REPAIR = "repair"

# Stands in a line where a reason was asked for and none was given.
NO_REASON = "no reason given"

# What every line holds beside its hash.
_FIELDS = frozenset(
    (
        *("number", "previous", "at", "by", "login", "kind", "command", "options"),
        *("recipient", "reason", "inputs"),
    )
)


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a case, before it is done.

    ``at`` is UTC; ``by`` says who, ``login`` the login name where that is another; ``options``
    are ids, numbers, days and choices, never names; ``inputs`` are SHA-256 digests of the import
    register as it stood and of each file that was given.
    """

    at: str
    by: str
    kind: str
    command: str
    options: dict[str, Any] = field(default_factory=dict)
    recipient: str = ""
    reason: str = ""
    inputs: tuple[str, ...] = ()
    login: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What the second place says: how many lines there are, and the hash of the last one.

    ``pending`` is the hash of a line that is being written, until it is known to be there.
    """

    lines: int = 0
    hash: str = ""
    pending: str = ""


@dataclass(frozen=True, slots=True)
class Appended:
    """A line that is kept for good; ``is_sound`` is False if the log before it is not whole."""

    number: int
    hash: str
    is_sound: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a log, and at which of its lines; 0 stands for the log as a whole."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at every line of a log found.

    ``notes`` are things to know that take nothing away from the chain.
    """

    lines: int
    hash: str
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()


class Log(Protocol):
    """Where the lines of one store are kept."""

    def append(self, act: Act) -> Appended:
        """Keep one more line; when this returns, it is durable.

        Raises:
            LogError: It cannot be kept; then nothing must be done.
        """
        ...

    def lines(self) -> list[bytes]:
        """Every line as it was written, oldest first."""
        ...

    def redact(self, lines: Mapping[int, bytes]) -> None:
        """Put those lines, by number, in place of the ones that are there; all, or none."""
        ...

    def head(self) -> Head | None:
        """What the second place says; None if nothing is there."""
        ...


def digest(line: dict[str, Any]) -> str:
    """The hash that a line must have: SHA-256 of all that it says, its own hash left out."""
    content = {name: value for name, value in line.items() if name != "hash"}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def link(act: Act, number: int, previous: str) -> tuple[bytes, str]:
    """The line of an act as bytes without line end, chained to the hash before it; and its hash."""
    line = {"number": number, "previous": previous, **as_json(act)}
    line["hash"] = digest(line)
    text = json.dumps(line, separators=(",", ":"), ensure_ascii=True)
    return text.encode(), str(line["hash"])


def redacted(line: dict[str, Any]) -> tuple[bytes, str]:
    """A line from which ids were taken, under the hash that it had; and its digest as it now stands.

    A later line, of an erasure, must say that digest (``redacted_sha256``): so the chain shows that
    the line was changed then, by whom and why, and that it was not changed since.
    """
    marked = {**line, "redacted": True}
    text = json.dumps(marked, separators=(",", ":"), ensure_ascii=True)
    return text.encode(), digest(marked)


def read_line(raw: bytes) -> dict[str, Any] | None:
    """A line as it was written; None if that is not a line of a log."""
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(line, dict) or not line.keys() >= {*_FIELDS, "hash"}:
        return None
    is_number = isinstance(line["number"], int) and not isinstance(line["number"], bool)
    return line if is_number and isinstance(line["options"], dict) else None


def check(lines: Sequence[bytes], head: Head | None) -> Checked:
    """Look at every line, and at the second place: what was edited, removed, inserted or moved.

    What cannot be seen: that somebody who may write to both places has made the whole chain anew
    from some line on. Only a hash that was noted elsewhere shows that.
    """
    chain = _Chain()
    for place, raw in enumerate(lines, start=1):
        chain.look_at(place, raw)
    chain.end(head)
    problems = sorted(chain.problems, key=lambda each: (each.line, each.text))
    return Checked(chain.highest, chain.hash_of_highest, tuple(problems), tuple(chain.notes))


class _Chain:
    """What is known of a log after some of its lines."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.highest = 0
        self.hash_of_highest = ""
        self._hashes: dict[int, str] = {}
        self._before = (0, "")  # number and hash of the line that stands before
        self._torn: dict[str, int] = {}  # places of what cannot be read, by digest
        self._redacted: dict[int, tuple[int, str]] = {}  # place and digest of redacted lines
        self._attested: dict[str, str] = {}  # digests that erasures say of them
        self._place = self._last_readable = 0

    def look_at(self, place: int, raw: bytes) -> None:
        self._place = place
        line = read_line(raw)
        if line is None:
            self._torn[hashlib.sha256(raw).hexdigest()] = place
            return
        self._last_readable = place
        number, hash_said = line["number"], str(line["hash"])
        if line["kind"] == REPAIR:
            self._repaired(place, line["options"])
        if line["kind"] == "erasure" and digest(line) == hash_said:
            self._attest(line["options"].get("redacted_sha256"))
        if digest(line) != hash_said and line.get("redacted") is True:
            self._redacted[number] = (place, digest(line))
        elif digest(line) != hash_said:
            self._wrong(place, f"line {number} was edited: its hash does not fit what it says")
        before, hash_before = self._before
        if number in self._hashes:
            self._wrong(place, f"there is a line {number} already: this one was put in")
        elif number < self.highest:
            self._wrong(place, f"line {number} was moved: it stands after line {before}")
        elif number == before + 1 and line["previous"] != hash_before:
            self._wrong(place, f"line {number} does not follow line {before}: one was replaced")
        self._hashes.setdefault(number, hash_said)
        self._before = (number, hash_said)
        if number > self.highest:
            self.highest, self.hash_of_highest = number, hash_said

    def _repaired(self, place: int, options: dict[str, Any]) -> None:
        """A line by which netgraph noted what it found when it went on."""
        noted = options.get("torn_sha256")
        for each in noted if isinstance(noted, list) else []:
            torn = self._torn.pop(str(each), None)
            if torn is not None:
                text = f"a process ended while writing here; place {place} says so"
                self.notes.append(Problem(torn, text))
        if options.get("head_missing"):
            self._wrong(
                place,
                "the second place was gone when this line was written: lines may be missing before it",
            )

    def _attest(self, said: Any) -> None:
        """An erasure says which lines were redacted for it, and what each digests to since."""
        for each in said if isinstance(said, list) else []:
            number, _, sha256 = str(each).partition(":")
            self._attested[number] = sha256

    def _look_at_redacted(self) -> None:
        for number, (place, found) in sorted(self._redacted.items()):
            if self._attested.get(str(number)) == found:
                text = f"ids of somebody who was forgotten were taken out of line {number}"
                self.notes.append(Problem(place, text))
            else:
                self._wrong(place, f"line {number} was edited: its hash does not fit what it says")

    def _wrong(self, place: int, text: str) -> None:
        self.problems.append(Problem(place, text))

    def end(self, head: Head | None) -> None:
        """What can only be said when every line was seen."""
        self._look_at_redacted()
        for place in sorted(self._torn.values()):
            if place == self._place > self._last_readable:
                text = "a process ended while writing here; nothing was done"
                self.notes.append(Problem(place, text))
            else:
                self._wrong(place, "what stands here is no line of the log")
        known = head or Head()
        for first, to in _ranges(range(1, max(self.highest, known.lines) + 1), self._hashes):
            where = " at the end" if first > self.highest else ""
            named = f"line {first} is" if first == to else f"lines {first} to {to} are"
            self._wrong(0, f"{named} missing{where}")
        if head is None and self.highest:
            self._wrong(0, "the second place, which says how many lines there are, is gone")
        if head is not None:
            self._compare(head)

    def _compare(self, head: Head) -> None:
        """Hold the chain to what the second place says."""
        said = self._hashes.get(head.lines)
        if said is not None and said != head.hash:
            self._wrong(0, f"line {head.lines} is not the one whose hash the second place keeps")
        later = [number for number in self._hashes if number > head.lines]
        if later == [head.lines + 1] and self._hashes[later[0]] == head.pending:
            self.notes.append(Problem(0, f"a process ended right after writing line {later[0]}"))
        elif later:
            self._wrong(0, f"the second place knows of {head.lines} lines; more were put in")


def _ranges(wanted: Iterable[int], held: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers that are wanted and not held, as ranges."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(wanted) - set(held)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found

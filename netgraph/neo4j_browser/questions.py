"""The questions of cypher/*.cypher: what each file asks, with which parameters, what it answers.

A file is a header of comments, lines ``:param name => value;`` that Neo4j Browser and cypher-shell
understand, and one statement. The header has these entries, each of which may go on in further
lines; what stands between empty comment lines without a name is a note:

    // Question: Who comes to this address?
    // Answer: list
    // Columns:
    //   person: id of the visitor
    // On the demonstration case: what is to be seen there
    // Starts from: Import, a short list by design.
    //
    // Parameters: run these lines first, with your values, and then the question below them.
    // address: id of the address
    :param address => 'a07';

    MATCH …

Here: the text of a question. Not here: running one (tests), or the graph (store/neo4j_model.py).
"""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass

from netgraph.errors import InputError
from netgraph.neo4j_browser.links import quoted

__all__ = ["Question", "QuestionParameter", "read_question"]

# What a question gives: something to look at, something to read, or both.
ANSWERS = ("picture", "list", "list and picture")

_ENTRIES = (
    "Question",
    "Answer",
    "Columns",
    "On the demonstration case",
    "Starts from",
    "Parameters",
)
_REQUIRED = ("Question", "Answer", "Columns", "On the demonstration case")
_ENTRY = re.compile(rf"({'|'.join(_ENTRIES)}): ?(.*)")
_PARAMETER = re.compile(r":param (\w+) => (.+);")
_MEANT = re.compile(r"(\w+): (.+)")
_USED = re.compile(r"\$(\w+)")

_HINT = "Write the header as that of another file in cypher/."

# A value that may stand in a statement as it is: a number, a word in quotes, or a list of these.
_Value = str | int | float | list[str]


@dataclass(frozen=True, slots=True)
class QuestionParameter:
    """One parameter of a question: its name, what it means, and its value as written."""

    name: str
    meaning: str
    written: str

    @property
    def value(self) -> _Value:
        """The value as Python knows it."""
        found: _Value = ast.literal_eval(self.written)
        return found


@dataclass(frozen=True, slots=True)
class Question:
    """One file of cypher/: ``name`` is its file's, ``statement`` what is run.

    ``starts_from`` names the labels of which all nodes are read first, for they are few by design.
    """

    name: str
    question: str
    answer: str
    columns: tuple[tuple[str, str], ...]
    on_demonstration: str
    starts_from: tuple[str, ...]
    parameters: tuple[QuestionParameter, ...]
    statement: str

    def values(self) -> dict[str, _Value]:
        """The parameters' values as the file has them: those of the demonstration case."""
        return {each.name: each.value for each in self.parameters}

    def filled(self, values: Mapping[str, str]) -> str:
        """The statement with every value written into it, so that Browser can run it by itself.

        Args:
            values: Values to put in place of the file's own, by name of the parameter; all text.
        """
        written = {each.name: each.written for each in self.parameters}
        written |= {name: quoted(value) for name, value in values.items()}
        return _USED.sub(lambda used: written[used[1]], self.statement)


def read_question(name: str, text: str) -> Question:
    """One question from the text of its file.

    Raises:
        InputError: The header lacks an entry, or names what the statement does not use or give.
    """
    header, parameters, statement = _parts(text)
    entries = _entries(header)
    missing = [entry for entry in _REQUIRED if not entries.get(entry)]
    if missing:
        raise InputError(f"{name}.cypher: the header lacks {', '.join(missing)}", hint=_HINT)
    question = Question(
        name=name,
        question=_running(entries["Question"]),
        answer=_running(entries["Answer"]),
        columns=_columns(entries["Columns"]),
        on_demonstration=_running(entries["On the demonstration case"]),
        starts_from=_labels(_running(entries.get("Starts from", []))),
        parameters=parameters,
        statement=statement,
    )
    _check(question)
    return question


def _parts(text: str) -> tuple[list[str], tuple[QuestionParameter, ...], str]:
    """The header's lines without slashes, the parameters, and the statement."""
    header: list[str] = []
    parameters: list[QuestionParameter] = []
    lines = text.splitlines()
    for place, line in enumerate(lines):
        if found := _PARAMETER.fullmatch(line):
            said = _MEANT.fullmatch(header.pop()) if header else None
            meaning = said[2] if said and said[1] == found[1] else ""
            parameters.append(QuestionParameter(found[1], meaning, found[2]))
        elif line.startswith("//"):
            header.append(line.removeprefix("//").removeprefix(" "))
        elif line:
            return header, tuple(parameters), "\n".join(lines[place:]).strip().removesuffix(";")
    return header, tuple(parameters), ""


def _entries(header: list[str]) -> dict[str, list[str]]:
    """The lines of each entry by its name."""
    entries: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in header:
        if found := _ENTRY.fullmatch(line):
            lines = entries.setdefault(found[1], [])
            lines.append(found[2])
        elif line.startswith("  "):
            lines.append(line)
        else:
            lines = []  # a note between empty lines
    return entries


def _running(lines: list[str]) -> str:
    return " ".join(" ".join(lines).split())


def _columns(lines: list[str]) -> tuple[tuple[str, str], ...]:
    """Name and meaning of each column; a deeper line goes on with the one above."""
    columns: list[tuple[str, str]] = []
    for line in lines[1:]:
        said = _MEANT.fullmatch(line.strip())
        if said and not line.startswith("   "):
            columns.append((said[1], said[2]))
        elif columns:
            columns[-1] = (columns[-1][0], f"{columns[-1][1]} {line.strip()}")
    return tuple(columns)


def _labels(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\b[A-Z]\w+", text))


def _check(question: Question) -> None:
    """Refuse a header that does not fit the statement."""
    named = {each.name for each in question.parameters}
    used = set(_USED.findall(question.statement))
    unexplained = [each.name for each in question.parameters if not each.meaning]
    problems = [
        *(f"parameter {each} is not set" for each in sorted(used - named)),
        *(f"parameter {each} is not used" for each in sorted(named - used)),
        *(f"nothing says what parameter {each} means" for each in unexplained),
    ]
    if question.answer not in ANSWERS:
        problems.append(f"the answer is {question.answer}, and not one of {', '.join(ANSWERS)}")
    if problems:
        raise InputError(f"{question.name}.cypher: {'; '.join(problems)}", hint=_HINT)

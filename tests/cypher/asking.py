"""Asks the questions of cypher/ on a real server, and writes the answers as lines of text.

A row is one line, its columns between bars. A path is written with the ids on it (``p76 l959 p06``),
a picture as the ids of the links in it, without those that stand in it twice; a tie, which has no
id of its own, by its type.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import neo4j
from neo4j.graph import Node, Relationship
from neo4j.graph import Path as GraphPath

from netgraph.neo4j_browser.questions import Question, read_question
from netgraph.vocabulary import CLAIMS

FOLDER = Path(__file__).parents[2] / "cypher"

# Files of cypher/ that are no questions of officers: they define, or look for a claim.
OTHERS = {"constraints", *(claim.name for claim in CLAIMS)}

# Status codes of an answer with which nothing is wrong: success, and no data.
FINE = ("00000", "02000")

PICTURES = {"path", "picture"}


@dataclass(frozen=True)
class Answer:
    """What a server said: names of the columns, rows as lines, and every remark it made."""

    columns: tuple[str, ...]
    lines: tuple[str, ...]
    remarks: tuple[str, ...]


def questions() -> tuple[Question, ...]:
    """Every question, by its file's name."""
    paths = sorted(path for path in FOLDER.glob("*.cypher") if path.stem not in OTHERS)
    return tuple(read_question(path.stem, path.read_text(encoding="utf-8")) for path in paths)


def ask(session: neo4j.Session, question: Question, dialect: str = "", **values: object) -> Answer:
    """The answer with the file's own parameters, save for those given."""
    result = session.run(f"{dialect} {question.statement}", {**question.values(), **values})
    columns = tuple(result.keys())
    lines = tuple(
        " | ".join(
            picture(value) if name == "picture" else told(value)
            for name, value in zip(columns, row.values(), strict=True)
        )
        for row in result
    )
    remarks = tuple(
        f"{status.gql_status} {status.status_description}"
        for status in result.consume().gql_status_objects
        if status.gql_status not in FINE
    )
    return Answer(columns, lines, remarks)


def told(value: Any) -> str:
    """A value as it stands in an answer that is written out."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, GraphPath):
        steps = zip(value.relationships, value.nodes[1:], strict=True)
        return " ".join(
            [value.nodes[0]["id"], *(f"{_id(link)} {node['id']}" for link, node in steps)]
        )
    if isinstance(value, list):
        return ", ".join(told(each) for each in value)
    if isinstance(value, date | neo4j.time.Date):
        return value.isoformat() if isinstance(value, date) else value.iso_format()
    return str(value)


def picture(value: Any) -> str:
    """The links of a picture, each once."""
    return " ".join(sorted(set(_ids(value))))


def _ids(value: Any) -> Iterable[str]:
    if isinstance(value, list):
        for each in value:
            yield from _ids(each)
    elif isinstance(value, GraphPath):
        yield from (_id(link) for link in value.relationships)
    elif isinstance(value, Node):
        yield value["id"]


def _id(link: Relationship) -> str:
    return link.get("id") or link.type

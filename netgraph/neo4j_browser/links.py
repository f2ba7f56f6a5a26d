"""Links that open Neo4j Browser with a question in its editor; ids are all that they hold.

Browser runs nothing by itself from such a link: the officer sees the question, and presses the
blue arrow. The new Browser takes the same links.
"""

from urllib.parse import quote

from netgraph.vocabulary import ENTITY_KINDS

__all__ = ["around", "browser_link", "quoted"]

_LABELS = {kind.name: kind.label for kind in ENTITY_KINDS}

# What surrounds one thing, by reports that are not doubted; the newest first.
_AROUND = """MATCH path = (:{label} {{id: {id}}})-[link]-()
WHERE EXISTS {{
  MATCH (report:Report {{id: link.report}})
  WHERE substring(report.grade, 1, 1) IN ['A', 'B', 'C']
}}
RETURN path
ORDER BY link.start_day DESC, link.id
LIMIT 100"""


def around(kind: str, identifier: str) -> str:
    """The question what surrounds a person, address …; empty for what is no node of its own kind."""
    if kind not in _LABELS:
        return ""
    return _AROUND.format(label=_LABELS[kind], id=quoted(identifier))


def browser_link(address: str, statement: str) -> str:
    """The address at which Browser opens with that statement in its editor.

    Args:
        address: Where Browser is, such as http://localhost:7474/browser/
        statement: What to put there; it is not run.
    """
    return f"{address}?cmd=edit&arg={quote(statement, safe='')}"


def quoted(text: str) -> str:
    """A text as it stands in Cypher: quotes and backslashes in it can end nothing."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"

"""A question as a file that an officer opens in Browser: header, parameters, Cypher."""

import json

from netgraph.in_database.fragments import Question

__all__ = ["COLUMNS", "as_cypher", "file_text"]

# What each column of an answer holds.
COLUMNS = {
    "subject": "id of the {label}",
    "label": "what people read beside it",
    "support": "strong, moderate or limited, by rule",
    "points": "sum of the points of the reasons for and against",
    "independent_sources": "how many independent sources tell of the reasons for",
    "last_act": "latest day of something that was done, happened or was told",
    "reasons": "what speaks for it: indicator, points, what it looks at, day, and the ids of the "
    "links, reports, events and flags that it rests on",
    "against": "what speaks against it, in the same form",
    "agencies": "which agencies have reported",
}

# What each parameter means.
PARAMETERS = {
    "as_of": "the day to look from",
    "subject": "id of one to look at; null for all",
    "limit": "most rows of the answer, most points first",
    "conduct_days": "how many days back conduct, disclosures and events count",
    "seen_days": "how many days back visits, contacts and sightings count",
    "halved_after_days": "conduct, disclosures and events older than this weigh half",
    "support": "points and independent sources that each name of support needs",
    "points": "points of each indicator",
}


def file_text(asked: Question, defaults: dict[str, object], cypher: str) -> str:
    """The file of one question, with its defaults."""
    lines = [f"// Question: {asked.asks}", "// Answer: list", "// Columns:"]
    for name, meaning in COLUMNS.items():
        lines += _comment(f"  {name}: {meaning.format(label=asked.label.lower())}", "     ")
    lines += _comment(f"On the demonstration case: {asked.shows}", "  ")
    lines += ["//", *_comment(_NOTE, ""), "//"]
    lines += _comment(
        "Parameters: run these lines first, with your values, and then the question below them.", ""
    )
    for name, value in defaults.items():
        lines += [f"// {name}: {PARAMETERS[name]}", f":param {name} => {as_cypher(value)};"]
    return "\n".join(lines) + f"\n\n{cypher.rstrip()};\n"


_NOTE = (
    "Each row is a lead for a person to judge. The rules are those of netgraph find, from what is "
    "recorded and not from stored findings, without the reasons that rest on other findings "
    "(docs/neo4j.md). Generated from netgraph/in_database: make docs writes it again."
)


def _comment(text: str, hanging: str) -> list[str]:
    import textwrap

    lines = textwrap.wrap(text.strip(), 96 - len(hanging), break_on_hyphens=False)
    start = " " * (len(text) - len(text.lstrip()))
    return [f"// {start if not place else hanging}{line}" for place, line in enumerate(lines)]


def as_cypher(value: object) -> str:
    """A value as Cypher writes it."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {as_cypher(each)}" for name, each in value.items()) + "}"
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return json.dumps(value)

"""The parts of the documentation that are made from the code; cog blocks in docs/*.md call these."""

import inspect
from pathlib import Path

import click

from netgraph import vocabulary
from netgraph.cli import COMMANDS, main
from netgraph.neo4j_browser.questions import Question, read_question
from netgraph.settings import SETTINGS

__all__ = [
    "case_files",
    "commands",
    "entities",
    "findings",
    "flags",
    "links",
    "lint_rules",
    "question_table",
    "questions",
    "read_questions",
    "settings",
]

ROOT = Path(__file__).parents[1]

# Files of cypher/ that are no questions of officers.
_NO_QUESTIONS = {"constraints", *(claim.name for claim in vocabulary.CLAIMS)}


def commands() -> str:
    """Every command with its own help text, in the order of the work."""
    context = click.Context(main, info_name="netgraph")
    parts = [_help(main, context)]
    for name in COMMANDS:
        command = main.get_command(context, name) or main
        parts.append(f"## {name}\n")
        inner = click.Context(command, info_name=name, parent=context)
        parts.append(_help(command, inner))
        if isinstance(command, click.Group):
            for below, each in command.commands.items():
                parts.append(f"### {name} {below}\n")
                parts.append(_help(each, click.Context(each, info_name=below, parent=inner)))
    return "\n".join(parts)


def _help(command: click.Command, context: click.Context) -> str:
    context.terminal_width = 90
    context.max_content_width = 90
    return f"```text\n{command.get_help(context)}\n```\n"


def settings() -> str:
    """Every environment variable that is read."""
    rows = [f"| `{each.name}` | `{each.default}` | {each.help} |" for each in SETTINGS]
    return "\n".join(["| variable | default | what it does |", "|---|---|---|", *rows])


def case_files() -> str:
    """Every case file with its columns; required ones in bold."""
    rows = []
    for file in vocabulary.CASE_FILES:
        columns = ", ".join(
            f"**{column.name}**" if column.required else column.name for column in file.columns
        )
        rows.append(f"| `{file.name}.csv` | {file.meaning} | {columns} |")
    return "\n".join(["| file | holds | columns |", "|---|---|---|", *rows])


def entities() -> str:
    """Every kind of thing, how it is labelled and drawn."""
    rows = [
        f"| {kind.name} | `{kind.file}.csv` | {kind.label} | {kind.colour} | {kind.shape} | {kind.mark} |"
        for kind in vocabulary.ENTITY_KINDS
    ]
    head = "| kind | file | label | colour | shape | letter |"
    return "\n".join([head, "|---|---|---|---|---|---|", *rows])


def links() -> str:
    """Every kind of link, its ends, class and meaning."""
    rows = []
    for link in vocabulary.LINK_KINDS:
        arrow = "→" if link.directed else "–"
        ends = ", ".join(f"{start} {arrow} {end}" for start, end in link.endpoints)
        kind = link.evidence_class.value
        if kind == "conduct" and link.conduct_of == "to":
            kind = "conduct of the second"
        rows.append(f"| `{link.name}` | {ends} | {kind} | {link.meaning} |")
    return "\n".join(["| kind | from → to | class | meaning |", "|---|---|---|---|", *rows])


def flags() -> str:
    """Every flag, what may carry it and what it may say."""
    rows = []
    for flag in vocabulary.FLAGS:
        values = ", ".join(f"`{value}`" for value in flag.values) or "free words"
        rows.append(f"| `{flag.name}` | {', '.join(flag.subjects)} | {values} | {flag.meaning} |")
    return "\n".join(["| flag | on | value | meaning |", "|---|---|---|---|", *rows])


def lint_rules() -> str:
    """Every rule on the wording of a condition."""
    from netgraph.orders.lint import RULES

    seen = {(rule.code, rule.text): rule for rule in RULES}.values()
    rows = [f"| `{rule.code}` | {rule.level} | {rule.text} | [{rule.source}] |" for rule in seen]
    return "\n".join(["| rule | level | what to do | source |", "|---|---|---|---|", *rows])


def statutes() -> str:
    """Every kind of order with the limits that are held of it."""
    from netgraph.orders.statutes import STATUTES

    rows = []
    for law in STATUTES:
        shortest = f"at least {law.at_least_years} years" if law.at_least_years else ""
        longest = f"at most {law.at_most_years} years" if law.at_most_years else ""
        fixed = "" if law.until_further_order else "fixed"
        period = ", ".join(part for part in (fixed, shortest, longest) if part) or "–"
        travel = f"at most {law.travel_at_most_years} years" if law.travel_at_most_years else "–"
        since = law.in_force_from.isoformat() if law.in_force_from else "not held"
        age = f"from {law.minimum_age}" if law.age_section else "–"
        rows.append(
            f"| `{law.type}` | {law.act}, {law.effect_section} | {since} | {period} | {travel} | {age} |"
        )
    head = "| kind | Act and section | in force from | period | foreign travel | age |"
    return "\n".join([head, "|---|---|---|---|---|---|", *rows])


def findings() -> str:
    """Every indicator by claim: points, class, what it looks at, other explanations, source."""
    from netgraph.findings import registry

    parts = []
    for claim in vocabulary.CLAIMS:
        parts.append(f"## {claim.name}\n\n{claim.heading}: {claim.meaning}\n")
        parts.append(
            "| indicator | points | class | what it looks at | other explanations | source |"
        )
        parts.append("|---|---|---|---|---|---|")
        for each in registry.indicators(claim.name):
            summary = inspect.getdoc(each.function) or ""
            benign = "; ".join(each.benign) or "–"
            parts.append(
                f"| `{each.name}` | {each.points:+d} | {each.evidence_class} "
                f"| {' '.join(summary.splitlines()[0].split())} | {benign} | [{each.source}] |"
            )
        parts.append("")
    return "\n".join(parts)


def read_questions() -> list[Question]:
    """Every question of cypher/, by its file's name."""
    paths = sorted((ROOT / "cypher").glob("*.cypher"))
    return [
        read_question(path.stem, path.read_text(encoding="utf-8"))
        for path in paths
        if path.stem not in _NO_QUESTIONS
    ]


def question_table() -> str:
    """Every question that officers ask in Neo4j Browser, one a line."""
    rows = [
        f"| [{each.name}]({each.name}.cypher) | {each.question} | {each.answer} |"
        for each in read_questions()
    ]
    return "\n".join(["| file | question | answer |", "|---|---|---|", *rows])


def questions() -> str:
    """Every question with its parameters, its columns and what to see on the demonstration case."""
    parts = []
    for each in read_questions():
        parts.append(f"## {each.name}\n\n{each.question} Answer: {each.answer}.\n")
        parts.append("| parameter | means | on the demonstration case |\n|---|---|---|")
        parts += [f"| `{one.name}` | {one.meaning} | `{one.written}` |" for one in each.parameters]
        parts.append("\n| column | holds |\n|---|---|")
        parts += [f"| `{name}` | {meaning} |" for name, meaning in each.columns]
        parts.append(f"\nOn the demonstration case: {each.on_demonstration}\n")
    return "\n".join(parts)

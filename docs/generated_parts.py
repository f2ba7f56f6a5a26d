"""The parts of the documentation that are made from the code; cog blocks in docs/*.md call these."""

import inspect

import click

from netgraph import vocabulary
from netgraph.cli import COMMANDS, main
from netgraph.settings import SETTINGS

__all__ = ["case_files", "commands", "entities", "findings", "flags", "links", "settings"]


def commands() -> str:
    """Every command with its own help text, in the order of the work."""
    context = click.Context(main, info_name="netgraph")
    parts = [_help(main, context)]
    for name in COMMANDS:
        command = main.get_command(context, name) or main
        parts.append(f"## {name}\n")
        parts.append(_help(command, click.Context(command, info_name=name, parent=context)))
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

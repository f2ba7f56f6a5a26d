"""The command ``netgraph``: each command a thin shell over one function of workflow.py.

Results go to stdout, all else to stderr. Commands are loaded when they are called, so that
``netgraph --help`` stays quick. Only here are the clock, the environment and the terminal used.
"""

import gc
import importlib
from typing import Any

import click

from netgraph import __version__
from netgraph.errors import NetgraphError
from netgraph.settings import setting

__all__ = ["COMMANDS", "main"]

# After how many new objects Python looks for those that only refer to each other: a command keeps
# nearly all that it makes, and by default a fifteenth of its time goes into looking.
# SOURCE: [design-speed].
NEW_OBJECTS = 200_000

# Name of each command, the module of this package that holds it, and one line of help (the same
# as the first line of its docstring; a test holds them equal), in the order of the work.
COMMANDS = {
    "demo": ("simulate", "Write the invented demonstration case, its findings and its report."),
    "simulate": ("simulate", "Write an invented case with known answers."),
    "import": ("import_", "Read case files, or files of another shape, into the store."),
    "find": ("find", "Print what the case suggests, strongest first."),
    "explain": ("find", "Print everything that the findings on one subject rest on."),
    "claim": (
        "claim",
        "Print where one claim comes from: row and file, report and grade, when and by whom.",
    ),
    "changes": (
        "changes",
        "Print which findings are new, gone, stronger or weaker since a day, and why.",
    ),
    "queue": ("queue", "Print who in custody may be exploited, likely victims first."),
    "measures": ("measures", "Print the place of each person in the network."),
    "propose": ("propose", "Print who is proposed for a new order, who is not, and why."),
    "non-association": (
        "non_association",
        "Print whom an order on one person should keep apart.",
    ),
    "matches": ("matches", "Print who and what may be recorded twice, a card for each pair."),
    "disrupt": (
        "disrupt",
        "Print what orders on some people would change, beside chance, and what may go wrong.",
    ),
    "decide": (
        "decide",
        "Record what a person decides, with who, when and why; nothing moves by itself.",
    ),
    "withdraw": ("withdraw", "Take all that rests on a report out of every table and finding."),
    "undo": ("undo", "Undo an import, or an earlier decision; nothing is deleted."),
    "review": ("review", "Look again at what is held on people, and decide to keep or to forget."),
    "forget": (
        "forget",
        "Remove a person for good: from the store, its caches and rejects files; not to be undone.",
    ),
    "orders": (
        "orders",
        "Keep the register of orders: what is in force, what ends soon, what happened to each.",
    ),
    "screen": (
        "screen",
        "Compare phones, call data, posts and new rows with the orders in force.",
    ),
    "application": ("application", "Write the application file on one person, with its gaps."),
    "report": ("report", "Write one offline HTML file of what was found and what it rests on."),
    "export": ("export", "Write the case as a file for another graph tool."),
    "publish": ("publish", "Put a copy for officers or partners into a second Neo4j."),
    "log": ("log", "Print who did what with the store, oldest first."),
}


class _Commands(click.Group):
    """A group that loads a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"netgraph.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(
            module, cmd_name.replace("-", "_").replace("import", "import_")
        )
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        gc.set_threshold(NEW_OBJECTS, *gc.get_threshold()[1:])
        try:
            return super().invoke(ctx)
        except NetgraphError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=_Commands)
@click.option(
    "--store",
    envvar="NETGRAPH_STORE",
    default=setting("NETGRAPH_STORE").default,
    show_default=True,
    metavar="STORE",
    help=setting("NETGRAPH_STORE").help,
)
@click.version_option(__version__, prog_name="netgraph")
@click.pass_context
def main(ctx: click.Context, store: str) -> None:
    """Association intelligence in; leads with their whole argument out.

    A finding is a lead for a person to judge, never a label. Start with: netgraph demo
    """
    ctx.obj = store

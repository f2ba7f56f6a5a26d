"""Options that several commands share, and how a command opens its store."""

import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from netgraph.cli.acts import keep_for_the_log, log_act, who
from netgraph.records import as_json
from netgraph.settings import setting
from netgraph.store import SERVER_SCHEMES
from netgraph.store.base import Store

__all__ = [
    "as_of_option",
    "credentials",
    "json_option",
    "opened",
    "print_json",
    "reason_option",
    "recipient_option",
    "today_if_absent",
    "who",
]

_Command = TypeVar("_Command", bound=Callable[..., Any])

DAY = click.DateTime(["%Y-%m-%d"])


def today_if_absent(day: dt.datetime | None) -> dt.date:
    """The given day, or the day on which the command runs."""
    return day.date() if day is not None else dt.date.today()


def as_of_option(command: _Command) -> _Command:
    """Add ``--as-of DATE``: the day to look from."""
    return click.option(
        "--as-of",
        type=DAY,
        metavar="DATE",
        help="Day to look from, YYYY-MM-DD; today if absent.",
    )(command)


def json_option(command: _Command) -> _Command:
    """Add ``--json``: one JSON object a line."""
    return click.option("--json", "json_lines", is_flag=True, help="One JSON object a line.")(
        command
    )


def reason_option(command: _Command) -> _Command:
    """Add ``--reason TEXT``: why, for the log alone; the command itself is not given it."""
    return click.option(
        "--reason",
        default="",
        metavar="TEXT",
        expose_value=False,
        callback=keep_for_the_log,
        help="Why, for the log; asked for on a terminal. Name ids, not people.",
    )(command)


def recipient_option(command: _Command) -> _Command:
    """Add ``--recipient TEXT``: to whom a copy goes; the log holds it, and so may the copy."""
    return click.option(
        "--recipient",
        default="",
        metavar="TEXT",
        expose_value=False,
        callback=keep_for_the_log,
        help="To whom the copy goes; the log says so.",
    )(command)


@contextmanager
def opened(address: str, *, write: bool = False, create: bool = False) -> Iterator[Store]:
    """The store at that address, closed afterwards whatever happens.

    The running command is put into the store's log first: what cannot be logged is not done.
    """
    from netgraph.store import open_store

    store = open_store(address, write=write, create=create, credentials=credentials(address))
    try:
        log_act(store, write=write)
        yield store
    finally:
        store.close()


def credentials(address: str, *, publish: bool = False) -> tuple[str, str] | None:
    """User and password for a server: from the environment, else asked for on a terminal.

    For the server to publish to (``publish``) they may have settings of their own.
    """
    if address.split("://", 1)[0] not in SERVER_SCHEMES or "@" in address:
        return None
    own = ("NETGRAPH_PUBLISH_USER", "NETGRAPH_PUBLISH_PASSWORD") if publish else ("", "")
    names = ("NETGRAPH_NEO4J_USER", "NETGRAPH_NEO4J_PASSWORD")
    user, password = (
        os.environ.get(first) or os.environ.get(name) or setting(name).default
        for first, name in zip(own, names, strict=True)
    )
    if not password and sys.stdin.isatty():
        password = click.prompt(f"Password of {user} at {address}", hide_input=True, err=True)
    return (user, password) if password else None


def print_json(records: Iterable[Any]) -> None:
    """Print records as JSON lines, non-ASCII as it is."""
    for record in records:
        click.echo(json.dumps(as_json(record), ensure_ascii=False))

"""How a command becomes a line of the log: which kind of act it is, and what the line holds of it.

Every command that opens a store does so through ``options.opened``, which asks here. A line holds
the command and its options: numbers, days, choices and ids that the store knows. Of free words it
says only that they were given, of files that are read their SHA-256, so that no name gets into
the log.
"""

import datetime as dt
import getpass
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from netgraph.audit import NO_REASON, Act, Appended
from netgraph.errors import DecisionError
from netgraph.records import as_json
from netgraph.store.base import Store

__all__ = [
    "ACT_KINDS",
    "act_of",
    "keep_for_the_log",
    "log_act",
    "logged_line",
    "now",
    "reason_of",
    "who",
]

# What each command does to a case, in the words of section 62. SOURCE: [dpa-2018].
ACT_KINDS = {
    "demo": "collection",
    "import": "collection",
    "find": "consultation",
    "explain": "consultation",
    "measures": "consultation",
    "propose": "consultation",
    "non-association": "consultation",
    "disrupt": "consultation",
    "screen": "consultation",
    "matches": "consultation",
    "changes": "consultation",
    "claim": "consultation",
    "queue": "consultation",
    "review": "consultation",
    "orders": "consultation",
    "orders add": "alteration",
    "orders serve": "alteration",
    "orders vary": "alteration",
    "orders discharge": "alteration",
    "orders note": "alteration",
    "orders export": "disclosure",
    "orders calendar": "disclosure",
    "report": "disclosure",
    "publish": "disclosure",
    "application": "disclosure",
    "export": "disclosure",
    "decide": "alteration",
    "decide same": "combination",
    "withdraw": "alteration",
    "undo": "alteration",
    "forget": "erasure",
}

# Commands that are refused without a reason. Disclosures say that none was given, and go on.
_NEED_A_REASON = ("decide", "withdraw", "undo", "forget")

# The audience whose copies stay in the house: no reason is asked for.
_IN_THE_HOUSE = "analyst"

# Options that have a place of their own in a line, or say nothing of what was done.
_NOT_OPTIONS = ("reason", "recipient", "json_lines")

# Options that name what is written, not what is read.
_WRITTEN = ("output", "rejects", "folder")

# Stands for free words, which may hold a name.
_GIVEN = "given"

_LINE = "netgraph.logged"


def who() -> str:
    """Who runs the command: ``NETGRAPH_USER``, else the login name."""
    return os.environ.get("NETGRAPH_USER", "") or _login()


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def now() -> str:
    """This moment, in UTC, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def log_act(store: Store, *, write: bool) -> None:
    """Put the command that is running into the log of the store, before it does anything.

    Raises:
        LogError: The log cannot be written; the command must then do nothing.
    """
    context = click.get_current_context(silent=True)
    log = store.log()
    if context is None or log is None:
        return
    line = log.append(act_of(context, store, write=write))
    context.meta[_LINE] = line
    if not line.is_sound:
        click.echo("The log is not whole. Run: netgraph log verify", err=True)


def keep_for_the_log(context: click.Context, parameter: click.Parameter, value: str) -> None:
    """Put a reason or recipient aside for the line of the log."""
    context.meta[f"netgraph.{parameter.name}"] = value


def _for_the_log(context: click.Context, name: str) -> str:
    """A reason or recipient, whether the command itself takes it or not."""
    return str(context.params.get(name) or context.meta.get(f"netgraph.{name}") or "").strip()


def logged_line(context: click.Context) -> Appended | None:
    """The line of the log under which the running command stands; None if there is no log."""
    line: Appended | None = context.meta.get(_LINE)
    return line


def act_of(context: click.Context, store: Store | None, *, write: bool) -> Act:
    """The act that a command is, with its options; asks for a reason where one is due."""
    command = _command(context)
    values = context.params
    login = _login()
    audience = str(values.get("audience", ""))
    return Act(
        at=now(),
        by=who(),
        kind=_kind(command, write=write, dry_run=bool(values.get("dry_run"))),
        command=command,
        options=dict(_options(context, store)),
        recipient=_for_the_log(context, "recipient") or audience.replace(_IN_THE_HOUSE, ""),
        reason=reason_of(context),
        inputs=(*_register(store), *_files(context)),
        login=login if login != who() else "",
    )


def _command(context: click.Context) -> str:
    """Words of the command, without the programme's own name: ``orders add``."""
    names: list[str] = []
    step: click.Context | None = context
    while step is not None and step.parent is not None:
        names.insert(0, step.command.name or "")
        step = step.parent
    return " ".join(names)


def _kind(command: str, *, write: bool, dry_run: bool) -> str:
    if dry_run:
        return "consultation"
    of_group = ACT_KINDS.get(command.partition(" ")[0], "consultation")
    return ACT_KINDS.get(command, "alteration" if write else of_group)


def reason_of(context: click.Context) -> str:
    """Why the command is run: as given, or asked for where one is due and a terminal is there.

    Raises:
        DecisionError: A reason is needed, and nobody is there to be asked.
    """
    given = _for_the_log(context, "reason")
    command = _command(context)
    name = command.partition(" ")[0]
    can_be_given = any(each.name == "reason" for each in context.command.params)
    leaves = context.params.get("audience", "") != _IN_THE_HOUSE and can_be_given
    due = name in _NEED_A_REASON or (leaves and ACT_KINDS.get(command) == "disclosure")
    if given or not due:
        return given
    if sys.stdin.isatty() and sys.stderr.isatty():
        return str(click.prompt("Reason, for the log", err=True)).strip()
    if name in _NEED_A_REASON:
        raise DecisionError(f"{name}: a reason is needed", hint="Give it with --reason TEXT.")
    click.echo(f"The log says: {NO_REASON}. Give one with --reason TEXT.", err=True)
    return NO_REASON


def _options(context: click.Context, store: Store | None) -> Iterator[tuple[str, Any]]:
    """Options as they may stand in the log, in the order of the command's help."""
    ids = _known_ids(context, store)
    for parameter in context.command.params:
        value = context.params.get(parameter.name or "")
        if parameter.name in _NOT_OPTIONS or value in (None, False, "", ()):
            continue
        if isinstance(parameter.type, click.Path) and parameter.name not in _WRITTEN:
            continue  # what is read is told by its digest
        is_choice = isinstance(parameter.type, click.Choice)
        shown = _shown(value, ids, is_choice=is_choice, is_written=parameter.name in _WRITTEN)
        if shown == _GIVEN and isinstance(parameter, click.Argument):
            shown = "no id of this store"
        yield max(parameter.opts, key=len).lstrip("-"), shown


def _shown(value: Any, ids: frozenset[str], *, is_choice: bool, is_written: bool) -> Any:
    """One value as it may stand in the log."""
    if isinstance(value, tuple | list):
        each = (_shown(one, ids, is_choice=is_choice, is_written=is_written) for one in value)
        return list(each)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, Path):
        return str(value) if is_written else _GIVEN
    if isinstance(value, str) and not is_choice and value not in ids:
        return _GIVEN if _is_free(value) else value
    return value


def _is_free(value: str) -> bool:
    """Whether a text is anything but an address of a server, a day or a number.

    A letter before a number tells a decision from an import: d7.
    """
    if value.split("://", 1)[0] in ("bolt", "neo4j", "bolt+s", "neo4j+s") and "@" not in value:
        return False
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        return re.fullmatch("[di]?[0-9]+", value) is None
    return False


def _known_ids(context: click.Context, store: Store | None) -> frozenset[str]:
    """Those of the given texts that are ids of the store; what is one of a few words is none."""
    given = (
        context.params.get(parameter.name or "")
        for parameter in context.command.params
        if not isinstance(parameter.type, click.Choice)
    )
    texts = {
        each
        for value in given
        for each in (value if isinstance(value, tuple) else (value,))
        if isinstance(each, str)
    }
    if store is None or not texts:
        return frozenset()
    from netgraph.store.known import known_ids

    return known_ids(store.tables(), texts)


def _register(store: Store | None) -> tuple[str, ...]:
    """What tells one state of the store from another: the digest of its import register."""
    if store is None:
        return ()
    text = json.dumps([as_json(record) for record in store.imports()], sort_keys=True)
    return (hashlib.sha256(text.encode()).hexdigest(),)


def _files(context: click.Context) -> Iterator[str]:
    """SHA-256 of each file that the command was given to read, folders file by file."""
    for name, value in context.params.items():
        if name in _WRITTEN:
            continue
        for path in value if isinstance(value, tuple) else (value,):
            if isinstance(path, Path):
                yield from map(_digest, _within(path))


def _within(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path] if path.is_file() else []
    return sorted(each for each in path.iterdir() if each.is_file())


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "unreadable"  # the command itself says so, and why

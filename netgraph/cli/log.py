"""The commands ``netgraph log`` and ``netgraph log verify``: who did what, and whether that is whole."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from netgraph.audit import REPAIR, Checked, Log, Problem, check, read_line
from netgraph.cli.options import DAY, credentials, json_option
from netgraph.errors import EXIT_FAILURE, NetgraphError, StoreBusy
from netgraph.store import is_server

__all__ = ["log"]

# Characters of a hash that are enough to tell it by when it is read out.
_SHORT = 12


@click.group(invoke_without_command=True)
@click.option("--since", type=DAY, metavar="DATE", help="Only lines of that day and later (UTC).")
@click.option("--last", type=click.IntRange(min=1), metavar="N", help="Only the last N lines.")
@json_option
@click.pass_context
def log(ctx: click.Context, since: dt.datetime | None, last: int | None, json_lines: bool) -> None:
    """Print who did what with the store, oldest first.

    One line for each collection, alteration, consultation, disclosure, combination and erasure:
    when (UTC), who, what with which ids and options, to whom, and why. Reading the log adds no
    line to it. Run netgraph log verify to see whether it is whole.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb log --last 20
    """
    if ctx.invoked_subcommand is not None:
        return
    with _log_of(ctx.obj) as opened_log:
        read = [read_line(raw) for raw in opened_log.lines()]
    found = [line for line in read if line is not None]
    if since is not None:
        found = [line for line in found if line["at"] >= since.date().isoformat()]
    for line in found[-last:] if last else found:
        click.echo(json.dumps(line, ensure_ascii=False) if json_lines else _told(line))
    if len(found) < len(read) and since is None:
        click.echo("Some of it cannot be read. Run: netgraph log verify", err=True)


@log.command()
@click.option(
    "--holds",
    metavar="HASH",
    help="Also see that a line with this hash is still there, noted earlier or from a copy.",
)
@json_option
@click.pass_context
def verify(ctx: click.Context, holds: str | None, json_lines: bool) -> None:
    """Look at every line of the log, and say which was edited, removed, put in or moved.

    Exit code 0 if the log is whole, 1 if not. Note down the last hash that is printed, away from
    the store: only a noted hash can show that somebody made the whole log anew.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb log verify
    """
    with _log_of(ctx.obj) as opened_log:
        lines = opened_log.lines()
        checked = check(lines, opened_log.head())
    problems = (*checked.problems, *_fewer_than_imports(ctx.obj, lines), *_not_held(lines, holds))
    if json_lines:
        for each in (*problems, *checked.notes):
            kind = "note" if each in checked.notes else "problem"
            click.echo(json.dumps({"what": kind, "place": each.line, "text": each.text}))
        whole = {"whole": not problems, "lines": checked.lines, "hash": checked.hash}
        click.echo(json.dumps(whole))
    else:
        click.echo("\n".join(_verdict(checked, problems)))
    if problems:
        ctx.exit(EXIT_FAILURE)


@contextmanager
def _log_of(address: str) -> Iterator[Log]:
    """The log of the store at that address, without opening the store where that is a file."""
    if is_server(address):
        from netgraph.store import open_store

        store = open_store(address, credentials=credentials(address))
        try:
            yield _needed(store.log())
        finally:
            store.close()
        return
    from netgraph.store.file_log import FileLog

    yield FileLog(address)


def _needed(found: Log | None) -> Log:
    if found is None:
        raise NetgraphError("there is no log", hint="Logs begin with the first import.")
    return found


def _fewer_than_imports(address: str, lines: Iterable[bytes]) -> tuple[Problem, ...]:
    """Whether the store holds more imports than its log tells of."""
    from netgraph.store import open_store

    try:
        store = open_store(address, credentials=credentials(address))
    except StoreBusy:
        text = "Another process holds the store: its imports were not compared with the log."
        click.echo(text, err=True)
        return ()
    try:
        kept = len(store.imports())
    finally:
        store.close()
    read = (read_line(raw) for raw in lines)
    changing = ("collection", "alteration", "combination", "erasure")
    told = sum(line is not None and line["kind"] in changing for line in read)
    if kept <= told:
        return ()
    text = (
        f"the store holds {kept} imports, the log tells of {told}: lines were removed, or the store "
        "was made elsewhere or before it had a log"
    )
    return (Problem(0, text),)


def _not_held(lines: Iterable[bytes], wanted: str | None) -> tuple[Problem, ...]:
    if wanted is None:
        return ()
    hashes = [str(line["hash"]) for raw in lines if (line := read_line(raw)) is not None]
    if len(wanted) >= _SHORT and any(each.startswith(wanted) for each in hashes):
        return ()
    return (Problem(0, f"no line has the hash {wanted}: the log was made anew, or is another"),)


def _verdict(checked: Checked, problems: Iterable[Problem]) -> Iterator[str]:
    told = tuple(problems)
    for each in told:
        yield f"{_place(each)}{each.text}"
    for each in checked.notes:
        yield f"Note: {_place(each)}{each.text}"
    if told:
        yield "The log is NOT whole."
    elif not checked.lines:
        yield "The log is empty."
    else:
        yield f"The log is whole: {checked.lines} lines, the last with hash {checked.hash}"


def _place(problem: Problem) -> str:
    return f"place {problem.line}: " if problem.line else ""


def _told(line: dict[str, Any]) -> str:
    """One line as people read it."""
    parts = [f"{line['number']:>5}  {line['at']}  {line['by']}"]
    if line["login"]:
        parts.append(f"(login {line['login']})")
    what = "the log notes" if line["kind"] == REPAIR else f"{line['kind']}: {line['command']}"
    words = [what, *(_option(name, value) for name, value in line["options"].items())]
    files = len(line["inputs"]) - 1  # the first is the import register
    if files > 0:
        words.append("of 1 file" if files == 1 else f"of {files} files")
    parts.append(" ".join(words))
    if line["recipient"]:
        parts.append(f"to {line['recipient']}")
    if line["reason"]:
        parts.append(f"because: {line['reason']}")
    return "  ".join(parts)


def _option(name: str, value: object) -> str:
    if value is True:
        return name
    if isinstance(value, list):
        return f"{name} {','.join(str(each)[:_SHORT] if 'sha' in name else str(each) for each in value)}"
    return f"{name} {value}"

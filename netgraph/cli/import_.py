"""The command ``netgraph import``: files in, a summary of what was taken and what was not."""

import contextlib
import datetime as dt
import itertools
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from netgraph.cli.acts import act_of
from netgraph.cli.options import (
    as_of_option,
    json_option,
    opened,
    print_json,
    today_if_absent,
    who,
)
from netgraph.cli.stated import stated_options, stated_report
from netgraph.errors import EXIT_REJECTS
from netgraph.records import ImportSummary
from netgraph.store import is_server
from netgraph.store.base import Store

if TYPE_CHECKING:
    from netgraph.matching.records import JoinedPair
    from netgraph.workflow import ImportOptions

__all__ = ["import_"]

# Rejected rows that are printed; the rejects file has them all.
_SHOWN = 10

_MEMORY = ":memory:"


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--mapping", default="", metavar="FILE", help="Shipped mapping or TOML file.")
@click.option("--source", default="", metavar="NAME", help="Name of the source, for the register.")
@click.option("--dry-run", is_flag=True, help="Check everything, write nothing.")
@click.option(
    "--inspect", "only_look", is_flag=True, help="Say what each file would be read as; no store."
)
@click.option(
    "--rejects",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where rejected rows go; beside the store if absent.",
)
@click.option(
    "--grades",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="TOML file with another conversion of 5x5x5 grades.",
)
@stated_options
@as_of_option
@json_option
@click.pass_context
def import_(
    ctx: click.Context,
    /,
    paths: tuple[Path, ...],
    only_look: bool,
    as_of: dt.datetime | None,
    json_lines: bool,
    **given: Any,
) -> None:
    """Read case files, or files of another shape, into the store.

    All accepted rows are kept, or none. Prints how many rows of each table were new, changed,
    unchanged or rejected, why rows were rejected, and which columns were not stored. Rejected
    rows go to a file that can be corrected and imported by itself; the exit code is then 3. Ends with
    what changed in the findings, looked at from --as-of, and with the people in custody since the
    day before who may be exploited, if it brought any.

    Files of another shape go through a mapping; one that netgraph brings is known by what the file
    holds. State the report that its rows rest on. Of a phone report, a chat or call data only who was
    in touch with whom is taken, under --authority.

    \b
    Example:
        netgraph import demo/case
    """
    from netgraph.cli.after_import import after_import_lines
    from netgraph.workflow import import_files
    from netgraph.workflow_intelligence import after_import
    from netgraph.workflow_matching import join_by_identifiers

    if only_look:
        _inspect(paths, json_lines=json_lines)
        return
    day, dry_run = today_if_absent(as_of), given["dry_run"]
    with _progress() as progress:
        options = _options(ctx.obj, given, progress)
        address = _store(ctx.obj, dry_run=dry_run)
        may_make = not dry_run or is_server(address)  # a server keeps nothing before it is told to
        with opened(address, write=not dry_run, create=may_make) as store:
            summary = import_files(store, paths, options)
            joins = join_by_identifiers(store, summary, options.now, _log_joins(ctx, store))
            after = None if json_lines or dry_run else after_import(store, summary, day)
    if json_lines:
        print_json([summary])
    else:
        _print_summary(summary, dry_run=dry_run)
        _print_joins(*joins)
    for line in after_import_lines(after, day) if after is not None else ():
        click.echo(line)
    if summary.rejected_total:
        ctx.exit(EXIT_REJECTS)


def _options(
    address: str, given: dict[str, Any], progress: Callable[[int, int, str], None]
) -> "ImportOptions":
    """How the import is done, from the options of the command."""
    from netgraph.workflow import ImportOptions

    source, authority, dry_run = given["source"], given["authority"], given["dry_run"]
    stated = {name: given[name] for name in ("report", "report_date", "grade", "origin")}
    return ImportOptions(
        today=dt.date.today(),
        now=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        by=who(),
        source=f"{source}; authority: {authority}".strip("; ") if authority else source,
        mapping=given["mapping"],
        dry_run=dry_run,
        rejects=given["rejects"] or _rejects_here(address, dry_run=dry_run),
        grades=given["grades"],
        report=stated_report(**stated),
        authority=authority,
        progress=progress,
    )


def _inspect(paths: tuple[Path, ...], *, json_lines: bool) -> None:
    """Print what each file would be read as, and what becomes of each of its columns."""
    from netgraph.workflow import inspect_files

    files = inspect_files(paths)
    if json_lines:
        print_json(files)
        return
    for file in files:
        written = ", ".join(word for word in (file.encoding, file.delimiter) if word)
        click.echo(f"{file.file}: {file.read_as}" + (f" ({written})" if written else ""))
        for fate in dict.fromkeys(fate for _, fate in file.columns):
            names = ", ".join(name for name, its_fate in file.columns if its_fate == fate)
            click.echo(f"  {fate}: {names}")
        if file.advice:
            click.echo(f"  {file.advice}")


def _store(address: str, *, dry_run: bool) -> str:
    """Which store to open: a dry run makes none, and compares with none that is not there."""
    if dry_run and not is_server(address) and not Path(address).exists():
        return _MEMORY
    return address


def _rejects_here(address: str, *, dry_run: bool) -> Path | None:
    """Where rejected rows of an import into a server go: this folder, never over another file."""
    if dry_run or not is_server(address):
        return None
    names = (Path(f"netgraph.rejects-{number:04}.csv") for number in itertools.count(1))
    return next(path for path in names if not path.exists())


@contextlib.contextmanager
def _progress() -> Iterator[Callable[[int, int, str], None]]:
    """A bar on stderr where that is a terminal; silence elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _done, _total, _what: None
        return
    from tqdm import tqdm

    with tqdm(file=sys.stderr, leave=False, unit="step") as bar:

        def tell(done: int, total: int, what: str) -> None:
            bar.total, bar.n = total, done
            bar.set_description_str(what, refresh=True)

        yield tell


def _print_summary(summary: ImportSummary, *, dry_run: bool) -> None:
    """Print what was done, as a table and what has to be said of the rest."""
    click.echo(f"{'table':<15}{'new':>10}{'changed':>10}{'unchanged':>11}{'rejected':>10}")
    for table, *numbers in summary.counts:
        click.echo("{:<15}{:>10}{:>10}{:>11}{:>10}".format(table, *numbers))
    if dry_run:
        click.echo("Dry run: nothing was written.")
    elif summary.record is not None:
        click.echo(f"Kept as import {summary.record.id}.")
    for note in summary.notes:
        click.echo(note)
    if summary.not_stored:
        click.echo("Columns not stored:")
    for file, column, filled, why in summary.not_stored:
        click.echo(f"  {file}: {column} ({why}), {filled} filled cells")
    _print_doubts(summary)
    if summary.rejected_total:
        click.echo(f"Rejected rows: {summary.rejected_total}")
    for row in summary.rejected[:_SHOWN]:
        click.echo(f"  {row.file} line {row.line}: {row.reason}")
    if summary.rejected_total > _SHOWN:
        click.echo(f"  and {summary.rejected_total - _SHOWN} more")
    if summary.rejects_file:
        click.echo(f"Correct them in {summary.rejects_file} and import that file.")


def _log_joins(ctx: click.Context, store: Store) -> Callable[[tuple[dict[str, str], ...]], None]:
    """Puts what an import joins into the log, as a combination, before it is joined."""

    def tell(joined: tuple[dict[str, str], ...]) -> None:
        log = store.log()
        if log is not None:
            pairs = [f"{each['about']} {each['other']}" for each in joined]
            act = replace(act_of(ctx, store, write=True), kind="combination")
            log.append(replace(act, options={"joined": pairs}, reason="one verified identifier"))

    return tell


def _print_joins(joined: int, apart: "tuple[JoinedPair, ...]") -> None:
    """Print what was joined by a verified identifier, and what was not, though one says so."""
    if joined:
        pairs = "1 pair" if joined == 1 else f"{joined} pairs"
        click.echo(f"Read as one by a verified identifier: {pairs}. Shown by: netgraph matches")
    for pair in apart[:_SHOWN]:
        told = "; ".join(each.text for each in pair.conflicts)
        click.echo(f"One verified {pair.rule}, and yet two: {pair.a} and {pair.b} ({told})")


def _print_doubts(summary: ImportSummary) -> None:
    """Print which identifiers are not verified, and which values may not mean what they say."""
    if any(each.unverified for each in summary.identifiers):
        click.echo("Identifiers kept as written and not verified (they never join anything):")
    for each in summary.identifiers:
        if each.unverified:
            reasons = ", ".join(f"{why}: {number}" for why, number in each.reasons)
            click.echo(f"  {each.kind}: {each.unverified} of {each.given} ({reasons})")
    if summary.doubtful:
        click.echo("Values taken as written that may not mean what they say:")
    for table, column, doubt, rows in summary.doubtful:
        click.echo(f"  {table}.csv: {column}, {rows} row{'' if rows == 1 else 's'}: {doubt}")

"""Options that state what no file of another shape says: the report, its grade, the authority."""

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeVar

import click

from netgraph.cli.options import DAY

__all__ = ["stated_options", "stated_report"]

_Command = TypeVar("_Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--report", default="", metavar="ID", help="Report that a mapping's rows rest on."
    ),
    click.option("--report-date", type=DAY, metavar="DATE", help="Day of that report."),
    click.option("--grade", default="", metavar="GRADE", help="Its grade, such as 2BP."),
    click.option(
        "--origin", default="", metavar="NAME", help="Its origin; one origin counts once."
    ),
    click.option(
        "--authority",
        default="",
        metavar="TEXT",
        help="Power and who authorised it; nothing out of a device is read without.",
    ),
)


def stated_options(command: _Command) -> _Command:
    """Add ``--report``, ``--report-date``, ``--grade``, ``--origin`` and ``--authority``."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def stated_report(
    report: str, report_date: dt.datetime | None, grade: str, origin: str
) -> tuple[tuple[str, str], ...]:
    """The report that was stated, as columns of reports.csv: whole, or absent.

    Raises:
        UsageError: Only part of it was stated.
    """
    if not (report or report_date or grade or origin):
        return ()
    if not (report and report_date and grade):
        raise click.UsageError("a report needs --report, --report-date and --grade")
    day = report_date.date().isoformat()
    words = (("id", report), ("date", day), ("grade", grade), ("origin", origin))
    return tuple((name, word) for name, word in words if word)

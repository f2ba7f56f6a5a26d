"""How an action of workflow.py is to be done, and what the longest of them made.

Here: options that travel together, and what reports progress. Not here: what any action does.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.records import Finding, Proposal

if TYPE_CHECKING:
    from netgraph.provenance.changes import Change

__all__ = [
    "Demonstration",
    "ImportOptions",
    "Progress",
    "ReportOptions",
    "ScreeningFiles",
    "no_progress",
]

# Told how many of how many steps are done, and what is being done.
Progress = Callable[[int, int, str], None]


def no_progress(done: int, total: int, what: str) -> None:
    """Tell nobody: the default where no terminal is listening."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How an import is done.

    ``today`` bounds dates of birth; ``now`` and ``by`` go to the register; ``mapping`` names a
    shipped mapping or a TOML file; ``rejects`` is where rejected rows go (None: beside the
    store); ``grades`` is a TOML file with another conversion of 5x5x5 grades. ``report`` are columns
    of the report that what comes through a mapping rests on; ``authority`` is the power, and who
    authorised it, under which what comes out of a device is read.
    """

    today: date
    now: str
    by: str
    source: str = ""
    mapping: str = ""
    dry_run: bool = False
    rejects: Path | None = None
    grades: Path | None = None
    report: tuple[tuple[str, str], ...] = ()
    authority: str = ""
    progress: Progress = no_progress


@dataclass(frozen=True, slots=True)
class ScreeningFiles:
    """Files that a screening reads beside the data, and the one that it writes, if any.

    ``lexicon`` in place of the shipped one; ``output`` ends in ``.html`` or ``.csv``.
    """

    lexicon: Path | None = None
    zones: Path | None = None
    output: Path | None = None


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """For whom a report is written, and about what.

    ``browser_address``: where Neo4j Browser is, for a link to it at each finding; ``recipient``,
    ``copy`` and ``expires``: to whom this copy goes, which one it is, and the last day on which it
    may be used; ``anew``: draw everything anew, not where it was drawn before (``kept``, as the
    store keeps it); ``things``: how many at most, 0 for as many as are quick to open;
    ``since`` and ``changes``: what changed in the findings since that day, to be told too.
    """

    about: tuple[str, ...] = ()
    audience: str = "analyst"
    browser_address: str = ""
    recipient: str = ""
    copy: str = ""
    expires: date | None = None
    anew: bool = False
    kept: str = ""
    things: int = 0
    since: date | None = None
    changes: "tuple[Change, ...]" = ()

    @property
    def scope(self) -> str:
        """Under what the store keeps where things are drawn: the ids asked about, empty for all."""
        return json.dumps(sorted(set(self.about))) if self.about else ""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What ``demo`` made: where the case, its store and its report are, and what was found."""

    case: Path
    store: Path
    report: Path
    as_of: date
    findings: tuple[Finding, ...]
    proposals: tuple[Proposal, ...]

"""One offline HTML file of what was found, the graph, and what rests on what."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.actions import ReportOptions
from netgraph.ahead import load_ahead
from netgraph.errors import OutputError
from netgraph.report.content import Imprint

if TYPE_CHECKING:
    import duckdb

    from netgraph.orders.application_records import ApplicationFile
    from netgraph.records import Finding
    from netgraph.report.build import Report
    from netgraph.screening import Screening

    Find = Callable[[], tuple[Finding, ...]]

__all__ = ["write", "write_application", "write_copy", "write_linked", "write_screening"]


def write(
    con: "duckdb.DuckDBPyConnection",
    path: Path,
    as_of: date,
    about: tuple[str, ...] = (),
    audience: str = "analyst",
    findings: "tuple[Finding, ...] | None" = None,
) -> str:
    """Write the report of a case on one day; the same case, day and options give the same bytes.

    Gives where things are drawn, for the store to keep.

    Args:
        con: A connection with a store's views.
        path: Where to write; a file there is replaced only when the new one is whole.
        as_of: The day to look from, and the date on the page.
        about: Ids to narrow the report to, with what stands within two steps of them.
        audience: For whom: analyst, officer, partner or court.
        findings: Those of that day, where they were found already; else they are found here.

    Raises:
        InputError: There is no such audience.
        UnknownId: The case holds nothing with one of those ids.
        OutputError: The file cannot be written.
    """
    find = None if findings is None else lambda: findings
    return _written(con, path, as_of, ReportOptions(about, audience), find)


def write_copy(
    con: "duckdb.DuckDBPyConnection",
    path: Path,
    as_of: date,
    options: ReportOptions,
    find: "Find | None" = None,
) -> str:
    """Write the report as its options ask: for whom, about what, and which copy it is.

    Gives where things are drawn, for the store to keep; empty where ids are not the store's own.
    ``find`` gives the findings of that day; without it they are found here. Raises as ``write``
    does.
    """
    return _written(con, path, as_of, options, find)


def write_linked(
    con: "duckdb.DuckDBPyConnection",
    path: Path,
    as_of: date,
    browser_address: str,
    about: tuple[str, ...] = (),
    audience: str = "analyst",
) -> None:
    """Write the report with a link to Neo4j Browser at each finding; the page itself asks nothing.

    Args as those of ``write``; ``browser_address`` is where Browser is. A copy that shows no ids
    has no links, for ids are all that a link holds.
    """
    write_copy(con, path, as_of, ReportOptions(about, audience, browser_address))


def _written(
    con: "duckdb.DuckDBPyConnection",
    path: Path,
    as_of: date,
    options: ReportOptions,
    find: "Find | None",
) -> str:
    from netgraph.report.layout import as_text, from_text, merged
    from netgraph.report.page import page_html

    load_ahead("networkx", "scipy.spatial", "pyvis.network")
    built = _built(con, as_of, options, find)
    _replace(path, page_html(built, options.browser_address))
    if built.names.audience.code_c == "absent":
        return ""
    return as_text(merged(from_text(options.kept), built.layout))


def _built(
    con: "duckdb.DuckDBPyConnection",
    as_of: date,
    options: ReportOptions,
    find: "Find | None",
) -> "Report":
    """The content of the report, from what its audience may see."""
    from netgraph.report.audiences import audience_of
    from netgraph.report.build import Asked, build, check_ids
    from netgraph.report.facts import highest_marking
    from netgraph.report.layout import from_text
    from netgraph.report.shared_part import shared_part

    about = tuple(dict.fromkeys(options.about))
    reader = audience_of(options.audience)
    check_ids(con, about)
    marking, kept = highest_marking(con), from_text(options.kept)
    if reader.code_c == "absent":
        con, about = shared_part(con, about)
        find, kept = None, None
    findings = find() if find else None
    imprint = Imprint(options.recipient, options.copy, options.expires)
    since = options.since if "changes" in reader.sections else None
    changes = options.changes if since is not None else ()
    asked = Asked(as_of, about, reader, marking, imprint, kept, options.things, since, changes)
    return build(con, asked, findings)


def write_screening(
    con: "duckdb.DuckDBPyConnection", path: Path, found: "Screening", as_of: date
) -> None:
    """Write the cards of a screening: an offline page, or a table where the path ends in ``.csv``.

    Raises:
        OutputError: The path ends in neither ``.html`` nor ``.csv``, or cannot be written.
    """
    from netgraph.report.facts import highest_marking
    from netgraph.report.screening_page import screening_html
    from netgraph.report.screening_table import screening_csv

    if path.suffix.lower() == ".csv":
        _replace(path, screening_csv(found))
    elif path.suffix.lower() in (".html", ".htm"):
        _replace(path, screening_html(found, highest_marking(con), as_of))
    else:
        raise OutputError(
            f"{path}: ends in neither .html nor .csv", hint="A page is .html, a table is .csv."
        )


def write_application(path: Path, file: "ApplicationFile") -> None:
    """Write an application file: a document where the path ends in ``.docx``, or an offline page.

    Raises:
        OutputError: The path ends in neither ``.docx`` nor ``.html``, or cannot be written.
    """
    from netgraph.report.application_docx import application_docx
    from netgraph.report.application_page import application_html

    if path.suffix.lower() == ".docx":
        _replace(path, application_docx(file))
    elif path.suffix.lower() in (".html", ".htm"):
        _replace(path, application_html(file))
    else:
        raise OutputError(
            f"{path}: ends in neither .docx nor .html", hint="A document is .docx, a page is .html."
        )


def _replace(path: Path, content: str | bytes) -> None:
    """Write a file beside the wanted one and put it in its place; all of it or nothing."""
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".netgraph-", suffix=".part", dir=path.parent)
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(
                content if isinstance(content, bytes) else content.encode("utf-8", "replace")
            )
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        if part is not None:
            with suppress(OSError):
                part.unlink()
        raise OutputError(
            f"{path}: cannot be written ({error.strerror or 'unknown reason'})",
            hint="Is there room, may you write there, and does the folder exist?",
        ) from error

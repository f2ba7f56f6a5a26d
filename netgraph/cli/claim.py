"""The command ``netgraph claim``: which row of which file said it, which report, when, by whom."""

from collections.abc import Iterator

import click

from netgraph import workflow_intelligence
from netgraph.cli.options import json_option, opened, print_json
from netgraph.provenance.claims import Claim, Version

__all__ = ["claim"]


@click.command()
@click.argument("each", metavar="ID")
@json_option
@click.pass_obj
def claim(store: str, each: str, json_lines: bool) -> None:
    """Print where one claim comes from: row and file, report and grade, when and by whom.

    ID is that of a link, flag, event, report, person or any other row. All versions are printed,
    the newest first, with what each said, and why it is shown or not.

    \b
    Example:
        netgraph --store demo/netgraph.duckdb claim l9
    """
    with opened(store) as opened_store:
        found = workflow_intelligence.claim(opened_store, each)
    if json_lines:
        print_json([found])
    else:
        click.echo("\n".join(_claim_lines(found)))


def _claim_lines(found: Claim) -> Iterator[str]:
    yield f"{found.id}, a row of {found.table}"
    report = found.report
    if report is not None:
        written = (
            f" (written {report.grade_original})" if report.grade_original != report.grade else ""
        )
        origin = f", origin {report.origin}" if report.origin else ""
        yield f"Report {report.id} of {report.day}, grade {report.grade}{written}, {report.agency}{origin}"
    for each in found.versions:
        yield ""
        yield from _version_lines(each)


def _version_lines(each: Version) -> Iterator[str]:
    yield f"Version {each.version}: {each.state}"
    yield f"  {each.file} line {each.line}, in import {each.import_id}"
    source = f" from {each.source}" if each.source else ""
    mapping = f" through the mapping {each.mapping}" if each.mapping else ""
    yield f"  imported {each.imported_at} by {each.imported_by}{source}{mapping}"
    if each.sha256:
        yield f"  SHA-256 of the file {each.sha256}"
    for name, value in each.said:
        yield f"  {name}: {value}"

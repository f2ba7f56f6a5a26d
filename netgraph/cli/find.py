"""The commands ``find`` and ``explain``: leads, and everything that those on one subject rest on."""

import datetime as dt
import textwrap
from collections.abc import Iterator

import click

from netgraph import workflow, workflow_matching
from netgraph.cli.options import as_of_option, json_option, opened, print_json, today_if_absent
from netgraph.records import Explanation, Finding, LinkEvidence, Reason
from netgraph.store import is_server
from netgraph.vocabulary import CLAIMS, LINK_KINDS

__all__ = ["explain", "find"]

# Columns of text, and how many report ids the overview names behind one reason.
WIDTH = 100
MOST_REPORTS = 8

# What the server leaves out of what it finds.
_IN_DATABASE = (
    "Found in the database. Left out: reasons that rest on other findings, which forms fit, and "
    "most of what is not known.\nSupport and points may therefore differ from those of find "
    "without --in-database."
)

_READS = {kind.name: kind.reads for kind in LINK_KINDS}


@click.command()
@click.argument("claim", required=False, type=click.Choice([claim.name for claim in CLAIMS]))
@as_of_option
@json_option
@click.option(
    "--in-database",
    is_flag=True,
    help="Let the server find: the case is not read into this machine.",
)
@click.pass_obj
def find(
    store: str,
    claim: str | None,
    as_of: dt.datetime | None,
    json_lines: bool,
    in_database: bool,
) -> None:
    """Print what the case suggests, strongest first.

    Each line is a lead for a person to judge: how well it is supported, the reasons for (+) and
    against (-) with their points and reports, and what is missing. Likely victims come first.

    With --in-database a server searches a case that is too large for this machine. Reasons that
    rest on other findings are then left out.

    \b
    Example:
        netgraph find cuckooed_address --as-of 2025-03-01
    """
    if in_database and not is_server(store):
        raise click.UsageError(
            "--in-database needs a store on a server, such as --store bolt://localhost:7687"
        )
    look = workflow.find_in_database if in_database else workflow.find
    with opened(store) as opened_store:
        if in_database:
            workflow_matching.refuse_unless_as_imported(opened_store)
        findings = look(opened_store, today_if_absent(as_of), claim)
    if in_database:
        click.echo(_IN_DATABASE, err=True)
    if json_lines:
        print_json(findings)
    else:
        click.echo("\n".join(_overview(findings)))


@click.command()
@click.argument("subject", metavar="ID")
@as_of_option
@json_option
@click.pass_obj
def explain(store: str, subject: str, as_of: dt.datetime | None, json_lines: bool) -> None:
    """Print everything that the findings on one subject rest on.

    For a person, home or other thing: each finding with its reasons for and against, harmless
    explanations that were looked for, what is missing, and every link, event, flag and report
    with grade and day, used or not and why not.

    \b
    Example:
        netgraph explain home-1 --as-of 2025-03-01
    """
    with opened(store) as opened_store:
        explanation = workflow.explain(opened_store, subject, today_if_absent(as_of))
    if json_lines:
        print_json([explanation])
    else:
        click.echo("\n".join(_argument(explanation)))


def _overview(findings: tuple[Finding, ...]) -> Iterator[str]:
    """All findings under the heading of their claim."""
    if not findings:
        yield "Nothing found that a lead could rest on."
        return
    for claim in CLAIMS:
        found = [finding for finding in findings if finding.claim == claim.name]
        if found:
            yield f"{claim.heading.upper()} ({len(found)})"
            yield ""
            for finding in found:
                yield from _block(finding)
                yield ""
    yield "Each is a lead for a person to judge. Run: netgraph explain ID"


def _block(finding: Finding, *, all_reports: bool = False) -> Iterator[str]:
    """One finding: subject and support, reasons for and against, what is missing."""
    name = finding.subject if finding.label == finding.subject else _named(finding)
    sources = _counted(finding.independent_sources, "independent source")
    latest = f", last act {finding.last_act}" if finding.last_act else ""
    yield f"{name}: {finding.support} support, {sources}{latest}"
    for reason in (*finding.reasons, *finding.against):
        yield from _reason_lines(reason, all_reports)
    yield f"  ={finding.points:>3}  sum of the reasons"
    if finding.hypotheses:
        yield f"  Fits: {', '.join(_words(form) for form in finding.hypotheses)}"
    if finding.also:
        yield f"  Also: {', '.join(_words(claim) for claim in finding.also)}"
    for text in finding.missing:
        yield from _wrapped("  Not known: ", text)


def _named(finding: Finding) -> str:
    return f"{finding.subject} ({finding.label})"


def _reason_lines(reason: Reason, all_reports: bool) -> Iterator[str]:
    yield from _wrapped(f"  {reason.points:>+3d}  ", reason.text)
    shown = reason.reports if all_reports else reason.reports[:MOST_REPORTS]
    more = len(reason.reports) - len(shown)
    if shown:
        further = f" and {more} more" if more else ""
        yield from _wrapped("       ", f"reports {', '.join(shown)}{further}")


def _wrapped(start: str, text: str) -> list[str]:
    """Text after a start, in lines that hang below it."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_on_hyphens=False,
    )


def _argument(explanation: Explanation) -> Iterator[str]:
    """The whole argument on one subject."""
    known_as = f" ({explanation.label})" if explanation.label != explanation.subject else ""
    yield f"{explanation.kind.capitalize()} {explanation.subject}{known_as}"
    if explanation.also_recorded:
        also = ", ".join(explanation.also_recorded)
        yield f"Also recorded as {also}. Why: netgraph matches --about {explanation.subject}"
    yield ""
    for finding in explanation.findings:
        yield _words(finding.claim).upper()
        yield from _block(finding, all_reports=True)
        yield ""
    if not explanation.findings:
        yield "No finding rests on what is recorded."
        yield ""
    if explanation.excluded:
        yield from explanation.excluded
        yield ""
    yield from _considered(explanation)
    if explanation.other_explanations:
        yield "OTHER EXPLANATIONS"
        for other in explanation.other_explanations:
            yield f"  {other.result}: {other.explanation}"
        yield ""
    yield from _recorded(explanation)


def _considered(explanation: Explanation) -> Iterator[str]:
    for finding in explanation.considered:
        yield f"CONSIDERED, NOT ENOUGH TO SAY ANYTHING: {_words(finding.claim)}"
        for reason in (*finding.reasons, *finding.against):
            yield from _reason_lines(reason, True)
        yield ""


def _recorded(explanation: Explanation) -> Iterator[str]:
    """Every link, event, flag and report, with what became of it."""
    grades = {report.id: report.grade for report in explanation.reports}
    yield f"RECORDED ({len(explanation.links)})"
    for link in explanation.links:
        yield _recorded_line(link, grades.get(link.report, ""))
    yield ""
    yield f"REPORTS ({len(explanation.reports)})"
    for report in explanation.reports:
        grade = report.grade
        if report.grade_original != grade:
            grade = f"{grade} (converted from {report.grade_original})"
        parts = (report.agency, f"origin {report.origin}" if report.origin else "", report.marking)
        yield "  ".join(("", report.id, str(report.day), grade, *(part for part in parts if part)))


def _recorded_line(link: LinkEvidence, grade: str) -> str:
    reads = _READS.get(link.kind, f"flagged {_words(link.kind)}")
    ends = " ".join(part for part in (link.from_id, reads, link.to_id) if part)
    if link.what == "event":
        place = f" at {link.to_id}" if link.to_id else ""
        ends = f"event of {_words(link.kind)}{place}"
    detail = f" ({link.detail})" if link.detail else ""
    basis = ", an assessment" if link.basis == "assessment" else ""
    result = "used" if link.used else f"not used: {link.why_not}"
    source = f"{link.report} {grade}".strip()
    return f"  {link.id}  {link.day}  {ends}{detail}{basis}  [{source}]  {result}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _counted(amount: int, noun: str) -> str:
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"

"""The application file of one person: fourteen parts filled from the store, every gap shown as one.

Here: cover, subject, grounds, risk, necessity (parts 1 to 6); the rest is in application_parts.py. What a
human must decide is a gap. No part says that a test is met. People who are to be protected are
spoken of by id: their names are not in the file.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netgraph.orders import application_parts as later
from netgraph.orders.application_facts import (
    RecordedAct,
    Subject,
    age_on,
    recorded_acts,
    reports_of,
    subject_of,
)
from netgraph.orders.application_records import (
    GAP,
    NOTE,
    ApplicationFile,
    Cover,
    Part,
    Statement,
    Table,
)
from netgraph.orders.decisions import Contrary
from netgraph.orders.schedule import prohibitions
from netgraph.orders.terms import MINIMUM_SOURCES
from netgraph.orders.tools import TOOLS
from netgraph.records import Explanation, NonAssociation, Proposal

if TYPE_CHECKING:
    import duckdb

__all__ = ["Basis", "application"]

_BLANK = "GAP: "


@dataclass(frozen=True, slots=True)
class Basis:
    """What an application file is made from, as other parts of netgraph gave it."""

    proposal: Proposal
    contrary: Contrary
    explanation: Explanation
    kept_apart: NonAssociation


def application(con: "duckdb.DuckDBPyConnection", basis: Basis, cover: Cover) -> ApplicationFile:
    """The file of the person of that proposal, in the order of the parts.

    Args:
        con: A connection with the views of a case.
        basis: What is proposed, what speaks against, and whom to keep apart.
        cover: Marking, version, copy, author, expiry and day.
    """
    proposal = basis.proposal
    subject = subject_of(con, proposal.person, cover.as_of)
    acts = recorded_acts(con, proposal)
    schedule = prohibitions(proposal, basis.kept_apart)
    cited = {act.report for act in acts} | {one for each in schedule for one in each.reports}
    cited |= {one for each in basis.contrary.against for one in each.reports}
    cited |= {one for each in basis.contrary.as_victim for one in each.reports}
    cited |= {flag[3] for flag in subject.flags}
    reports = reports_of(con, cited)
    parts = (
        _cover(cover, proposal),
        _subject(subject, acts),
        _complaint(),
        _grounds(acts),
        _risk(proposal, acts, basis.contrary, cover.as_of),
        _necessity(proposal),
        later.prohibition_part(schedule),
        later.non_association_part(basis.kept_apart),
        later.victim_part(subject, basis.contrary, cover.as_of),
        later.proportionality_part(subject),
        later.maps_part(schedule),
        later.originals_part(reports),
        later.undermining_part(basis.contrary, basis.explanation),
        later.review_part(),
    )
    return ApplicationFile(proposal.person, proposal.label, proposal.status, cover, parts)


def _cover(cover: Cover, proposal: Proposal) -> Part:
    rows = (
        ("Marking", cover.marking),
        ("Version", cover.version),
        ("Copy", cover.copy),
        ("Prepared by", cover.author or f"{_BLANK}name and role"),
        ("Legal Services reference", cover.reference or f"{_BLANK}reference"),
        ("As recorded on", cover.as_of.isoformat()),
        ("This copy is to be destroyed after", cover.expires.isoformat()),
    )
    content: list[Statement | Table] = [
        Table(("", ""), rows),
        Statement(
            "Made from recorded intelligence, for lawyers to work on. Nothing here says that the test "
            "of an order is met: whether there was an act, a risk and necessity is for the court.",
            sort=NOTE,
        ),
    ]
    if proposal.status != "candidate":
        why = [each.code for each in proposal.blockers] + list(proposal.missing)
        told = f"This person is {proposal.status}: {'; '.join(why)}."
        content.append(Statement(told, sort=NOTE))
    content += [Statement(later.decided(each), sort=NOTE) for each in proposal.decisions]
    return Part(1, "Cover", tuple(content))


def _subject(subject: Subject, acts: tuple[RecordedAct, ...]) -> Part:
    born = subject.date_of_birth.isoformat() if subject.date_of_birth else f"{_BLANK}not recorded"
    rows = [
        ("Name", subject.names or f"{_BLANK}not recorded"),
        ("Also recorded as", "; ".join(subject.aliases) or "nothing recorded"),
        ("Date of birth", born),
        ("Reference", subject.id),
    ]
    rows += [
        ("Recorded as living at", f"{line} ({home}; {report})")
        for home, line, report in subject.homes
    ]
    if not subject.homes:
        rows.append(("Recorded as living at", f"{_BLANK}no address is recorded for this day"))
    days = sorted({act.day for act in acts if act.day is not None})
    ages = tuple((day.isoformat(), age_on(subject.date_of_birth, day)) for day in days)
    return Part(
        2,
        "The person whom the application is about",
        (
            Table(("", ""), tuple(rows)),
            Statement("Age on the day of each act that is relied on:", sort=NOTE),
            Table(("day of the act", "age"), ages),
            Statement(
                "Which limb of the police area: lives in it, is believed to be in it, or intends to come.",
                sort=GAP,
            ),
        ),
    )


def _complaint() -> Part:
    return Part(
        3,
        "Draft complaint",
        (
            Statement(
                "The complaint (form STRO1) is drafted by the applicant; no program writes it.",
                sort=GAP,
            ),
            Statement("The schedule of facts that goes with it is part 4.", sort=NOTE),
        ),
    )


def _grounds(acts: tuple[RecordedAct, ...]) -> Part:
    rows = tuple(
        (
            str(number),
            act.day.isoformat() if act.day else f"{_BLANK}day",
            act.place or f"{_BLANK}place",
            f"{act.text}{f' – {act.detail}' if act.detail else ''}",
            f"{act.link}; {act.report}",
            act.grade,
            act.basis,
            f"{_BLANK}hearsay or not",
            act.handling or "–",
            f"{_BLANK}admissible form",
        )
        for number, act in enumerate(acts, start=1)
    )
    return Part(
        4,
        "Grounds: what is recorded of this person's acts",
        (
            Statement("In the order of days. Each line is one record; a report is not evidence.", sort=NOTE),
            Table(
                ("no.", "day", "place", "what is recorded", "source", "grade", "fact or assessment",
                 "hearsay", "handling", "admissible form"),
                rows,
            ),
        ),
    )  # fmt: skip


def _risk(
    proposal: Proposal, acts: tuple[RecordedAct, ...], contrary: Contrary, as_of: date
) -> Part:
    days = [act.day for act in acts if act.day is not None]
    content: list[Statement | Table] = [
        Statement(act.text, act.reports, sort="assessment") for act in proposal.acts
    ]
    if days:
        latest = max(days)
        content.append(
            Statement(
                f"The latest act that is relied on is of {latest}, {(as_of - latest).days} days before."
            )
        )
        years = Counter(day.year for day in days)
        rows = tuple((str(year), str(years[year])) for year in sorted(years))
        content += [
            Statement("Records of acts by year:", sort=NOTE),
            Table(("year", "records"), rows),
        ]
    content += [
        Statement(
            "Whether it grows, stays or ends: what the pattern means for the future.", sort=GAP
        ),
        Statement("What falls if one origin is withdrawn:", sort=NOTE),
        _withdrawn(proposal, acts),
        Statement("What speaks against, set out in full in part 13:", sort=NOTE),
        *(Statement(each.text, each.reports) for each in (*contrary.as_victim, *contrary.against)),
    ]
    if not contrary.as_victim and not contrary.against:
        content.append(Statement("No reason against is recorded. That is not the same as none."))
    return Part(5, "Limb (a): risk", tuple(content))


def _withdrawn(proposal: Proposal, acts: tuple[RecordedAct, ...]) -> Table:
    """For each origin: how many acts rest on it alone, and how many origins stay."""
    origin_of = {act.report: act.origin for act in acts}
    origins = sorted(set(origin_of.values()))
    rows = []
    for origin in origins:
        alone = [
            act.indicator
            for act in proposal.acts
            if {origin_of.get(report, report) for report in act.reports} == {origin}
        ]
        left = len(origins) - 1
        told = "fewer than two origins stay" if left < MINIMUM_SOURCES else f"{left} origins stay"
        fall = ", ".join(each.replace("_", " ") for each in alone) or "none by itself"
        rows.append(
            (origin, ", ".join(r for r, o in sorted(origin_of.items()) if o == origin), fall, told)
        )
    return Table(("origin", "reports", "acts that fall with it", "what stays"), tuple(rows))


def _necessity(proposal: Proposal) -> Part:
    rows = tuple(
        (tool.name, tool.age, tool.rule, tool.longest, tool.heed, f"{_BLANK}why it would not do")
        for tool in TOOLS
    )
    protects = Statement(
        f"Whom an order would protect, by the records: {', '.join(proposal.protects)}. Their names are "
        "kept apart from this file.",
    )
    nobody = Statement("Whom an order would protect: nobody is recorded.", sort=GAP)
    return Part(
        6,
        "Limb (b): necessity",
        (
            protects if proposal.protects else nobody,
            Statement(
                "What harm each of them, or people generally, would come to without an order.",
                sort=GAP,
            ),
            Statement(
                "Other tools, each with its rule. Necessary is more than helpful:", sort=NOTE
            ),
            Table(("tool", "for", "rule", "longest", "to heed", "considered"), rows),
        ),
    )

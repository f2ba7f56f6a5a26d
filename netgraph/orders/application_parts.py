"""Parts 7 to 14 of an application file: what would be forbidden, whom it weighs on, what undermines it."""

from datetime import date

from netgraph.orders.application_facts import RecordedReport, Subject, age_on
from netgraph.orders.application_records import (
    ASSESSMENT,
    GAP,
    HEADING,
    NOTE,
    Part,
    Statement,
    Table,
)
from netgraph.orders.decisions import Contrary
from netgraph.orders.schedule import ProposedProhibition
from netgraph.records import Decision, Explanation, NonAssociation

__all__ = [
    "decided",
    "maps_part",
    "non_association_part",
    "originals_part",
    "prohibition_part",
    "proportionality_part",
    "review_part",
    "undermining_part",
    "victim_part",
]

_BLANK = "GAP: "

# Who is asked about a person before an application, and about what. SOURCE: [domain-2.1].
_ASKED_FIRST = (
    "Children's services: their view, and what is in place (for anybody under 18, or who was lately)",
    "Youth justice service: their view (for anybody under 18)",
    "Adult social care, health and housing: their view where care or support is known",
    "Single competent authority: referrals and decisions of the National Referral Mechanism",
)

# What an order takes from somebody, to be weighed one by one. SOURCE: [domain-2.1].
_WEIGHED = (
    "family, and children in common",
    "work and training",
    "education",
    "health and treatment",
    "faith",
    "transport",
    "language, reading, and any need for help to understand the order",
    "reasonable excuses that can be foreseen",
)


def decided(decision: Decision) -> str:
    """A decision as a sentence of the file."""
    of = f" of {', '.join(decision.blockers)}" if decision.blockers else ""
    return f"Decided {decision.when[:10]}: {decision.outcome}{of}, by {decision.who}. {decision.reason}"


def prohibition_part(schedule: tuple[ProposedProhibition, ...]) -> Part:
    """Part 7: each prohibition with what it answers, protects, takes and leaves."""
    content: list[Statement | Table] = [
        Statement(
            "Wording to start from. A prohibition stands here only where recorded conduct is behind it; "
            "whether it is necessary is for the court.",
            sort=NOTE,
        )
    ]
    for each in schedule:
        acts = "; ".join(act.text for act in each.answers) or f"{_BLANK}which act it answers"
        remarks = "; ".join(f"{one.code}: {one.text}" for one in each.remarks) or "none"
        rows = (
            ("Wording", each.text),
            ("Period", f"{_BLANK}{each.period}"),
            ("Exceptions", each.exceptions),
            ("Acts that it answers", acts),
            ("Why", each.why),
            ("Harm that it is meant to prevent", each.harm),
            ("Whom it would protect", ", ".join(each.protects) or f"{_BLANK}whom"),
            ("What it interferes with", each.interference),
            ("What softens that", each.mitigation),
            ("Sources", ", ".join((*each.links, *each.reports)) or f"{_BLANK}source"),
            ("Remarks on the wording", remarks),
        )
        content.append(
            Statement(
                f"Prohibition {each.number} ({each.category.replace('_', ' ')})", sort=HEADING
            )
        )
        content.append(Table(("", ""), rows))
    if not schedule:
        content.append(Statement("No recorded conduct suggests a prohibition.", sort=GAP))
    return Part(7, "Schedule of prohibitions", tuple(content))


def non_association_part(kept_apart: NonAssociation) -> Part:
    """Part 8: each name with its reasons, and who is left out with the rule for it."""
    listed = tuple(
        (
            f"{each.person} {each.label if each.label != each.person else ''}".strip(),
            " ".join(reason.text for reason in each.reasons),
            ", ".join(sorted({one for reason in each.reasons for one in reason.reports})),
            ", ".join(each.protects) or "–",
            ", ".join(word.replace("_", " ") for word in each.exceptions),
            f"{_BLANK}family, household and children in common checked by a person",
            f"{_BLANK}what naming this person would tell the subject",
        )
        for each in kept_apart.listed
    )
    left_out = tuple(
        (each.person, each.code.replace("_", " "), each.text) for each in kept_apart.left_out
    )
    return Part(
        8,
        "Schedule of non-association",
        (
            Statement(
                "Nobody is listed who may be a victim, a child, family or a professional.",
                sort=NOTE,
            ),
            Table(
                ("name", "reasons", "reports", "protects", "exceptions", "family", "disclosure"),
                listed,
            ),
            Statement(
                "Left out, by the rule for each. This table is not for disclosure:", sort=NOTE
            ),
            Table(("reference", "rule", "why"), left_out),
        ),
    )


def victim_part(subject: Subject, contrary: Contrary, as_of: date) -> Part:
    """Part 9: whether the subject is being exploited: what was found, what was not, who is asked."""
    content: list[Statement | Table] = [
        Statement(f"Age on {as_of}: {age_on(subject.date_of_birth, as_of)}."),
        *(Statement(each.text, each.reports, ASSESSMENT) for each in contrary.as_victim),
        *(
            Statement(
                f"Recorded: {flag.replace('_', ' ')} {value} {since}".strip() + ".", (report,)
            )
            for flag, value, since, report in subject.flags
        ),
    ]
    if not contrary.as_victim:
        content.append(
            Statement("No sign that this person is being exploited was found in the records.")
        )
    if not any(flag == "nrm" for flag, *_ in subject.flags):
        content.append(
            Statement(
                "No referral is recorded. None, or a negative one, is no evidence against.",
                sort=NOTE,
            )
        )
    content += [Statement(f"{each}.", sort=GAP) for each in _ASKED_FIRST]
    content.append(
        Statement(
            "Whether section 45 of the Act (people made to offend) has been considered.", sort=GAP
        )
    )
    return Part(9, "The subject as somebody who may be exploited", tuple(content))


def proportionality_part(subject: Subject) -> Part:
    """Part 10: what an order takes from the subject, to be weighed by a person."""
    family = tuple((other, relation) for other, relation in subject.family)
    content: list[Statement | Table] = [Statement(f"{each}.", sort=GAP) for each in _WEIGHED]
    if family:
        content = [
            Statement("Family that is recorded:"),
            Table(("reference", "relation"), family),
            *content,
        ]
    return Part(10, "Proportionality", tuple(content))


def maps_part(schedule: tuple[ProposedProhibition, ...]) -> Part:
    """Part 11: which prohibitions need a map."""
    places = [each for each in schedule if each.category == "place"]
    told = [
        Statement(
            f"A map for prohibition {each.number}, with the subject's home marked if it is near.",
            sort=GAP,
        )
        for each in places
    ]
    return Part(
        11, "Maps", tuple(told) or (Statement("No prohibition speaks of an area.", sort=NOTE),)
    )


def originals_part(reports: tuple[RecordedReport, ...]) -> Part:
    """Part 12: every report that the file rests on, and what is needed to bring it before a court."""
    rows = tuple(
        (
            each.id,
            each.day.isoformat(),
            f"{each.grade} ({each.grade_original})"
            if each.grade_original != each.grade
            else each.grade,
            each.origin,
            each.agency.replace("_", " ") or f"{_BLANK}agency",
            each.handling or "–",
            each.marking,
            f"{_BLANK}notice, and who can give evidence",
        )
        for each in reports
    )
    return Part(
        12,
        "Originals and hearsay notices",
        (
            Statement(
                "Ask each originator before anything is disclosed; a handling condition binds.",
                sort=NOTE,
            ),
            Table(
                ("report", "date", "grade", "origin", "agency", "handling", "marking", "hearsay"),
                rows,
            ),
        ),
    )


def undermining_part(contrary: Contrary, explanation: Explanation) -> Part:
    """Part 13: everything in the store that speaks against, or did not count."""
    content: list[Statement | Table] = [
        Statement(
            "Everything recorded that may undermine the application or help the subject.", sort=NOTE
        ),
        *(Statement(each.text, each.reports) for each in (*contrary.as_victim, *contrary.against)),
        *(Statement(f"Blocker {each.code}: {each.text}.") for each in contrary.proposal.blockers),
        *(Statement(f"Missing: {each}.") for each in contrary.proposal.missing),
        *(
            Statement(decided(each))
            for each in contrary.proposal.decisions
            if each.outcome != "shortlist"
        ),
    ]
    explained = tuple((each.result, each.explanation) for each in contrary.explained)
    unused = tuple(
        (
            link.id,
            f"{link.from_id} {link.kind.replace('_', ' ')} {link.to_id}".strip(),
            link.report,
            link.why_not,
        )
        for link in explanation.links
        if not link.used
    )
    content += [
        Statement("Other explanations, looked for or not to be seen in the data:", sort=NOTE),
        Table(("result", "explanation"), explained),
        Statement("Recorded about this person, and not counted:", sort=NOTE),
        Table(("record", "what", "report", "why not"), unused),
        Statement("Material that other agencies hold, and third-party material.", sort=GAP),
    ]
    return Part(13, "Disclosure: material that may undermine", tuple(content))


def review_part() -> Part:
    """Part 14: who looks at the order again, when, and how it is watched."""
    told = (
        "When the order is reviewed, and by whom",
        "Who watches which prohibition, with what lawful basis, and what is not watched",
        "Who tells the subject what the order means, in which language, and how that is recorded",
        "What protects those concerned if the application fails, and after the order ends",
    )
    return Part(
        14, "Review and monitoring", tuple(Statement(f"{each}.", sort=GAP) for each in told)
    )

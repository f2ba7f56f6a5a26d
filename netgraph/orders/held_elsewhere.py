"""What is not recorded about a proposal and would matter, and which agency might hold it.

Asking is for people, with a lawful reason each time; netgraph asks nobody.
"""

from collections.abc import Iterable

from netgraph.orders.argument_records import ArguedAct, Unknown
from netgraph.records import Finding, Proposal

__all__ = ["unknowns"]

# For each stage of which something is recorded: what would bear it out or rebut it, and who might
# hold that, by the agency whose report would tell of it. SOURCE: [domain-5.2].
_BY_STAGE = (
    ("transport", "other", "who booked and paid for the journeys",
     "British Transport Police, rail, taxi and hire firms"),
    ("control", "housing", "who comes and goes, repairs, rent and the tenant's own account",
     "housing officer or landlord, antisocial behaviour team"),
    ("recruitment", "school", "attendance, moves and friends at the time",
     "school or college, youth service"),
    ("direction", "police", "what lawfully held telephones show",
     "the officer in the case"),
    ("threat or punishment", "health", "injuries at the time",
     "hospital or ambulance, where the law lets it be shared"),
    ("debt", "charity", "what the person who owes says to somebody they trust",
     "support worker, victim service"),
    ("money", "police", "where the money went",
     "financial investigator"),
)  # fmt: skip


# Who might hold what a finding says is not known, by words in what it says.
_BY_GAP = (
    ("National Referral Mechanism", "single competent authority, first responders"),
    ("Date of birth", "custody, school or health records, register office"),
    ("home", "housing, custody record"),
)


def unknowns(
    proposal: Proposal, findings: Iterable[Finding], acts: Iterable[ArguedAct]
) -> tuple[Unknown, ...]:
    """What is missing, the victim screen first, each with who might hold it."""
    told = tuple(acts)
    found = [
        Unknown(
            "whether this person is being exploited themselves: views, referrals and decisions",
            "children's services or adult social care, youth justice service, single competent "
            "authority",
        )
    ]
    if any(each.code == "age_unknown" for each in proposal.blockers):
        found.append(
            Unknown("the date of birth", "custody, school or health records, register office")
        )
    found += [Unknown(text, "intelligence unit, officer in the case") for text in proposal.missing]
    for finding in findings:
        found += [Unknown(text.rstrip("."), _holder(text)) for text in finding.missing]
    stages = {each.stage for each in told}
    for stage, agency, what, holder in _BY_STAGE:
        heard = {each.agency for each in told if each.stage == stage}
        if stage in stages and agency not in heard:
            found.append(Unknown(f"{what} ({stage})", holder))
    return tuple(dict.fromkeys(found))


def _holder(text: str) -> str:
    fits = (holder for words, holder in _BY_GAP if words in text)
    return next(fits, "intelligence unit, officer in the case")

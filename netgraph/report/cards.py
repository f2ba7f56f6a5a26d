"""From findings, proposals, lists and orders to what a report says of each."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from netgraph.records import Act, Finding, NonAssociation, Proposal, Reason
from netgraph.report.content import (
    ActLine,
    Argument,
    BriefFinding,
    Card,
    ClaimSection,
    ConditionLine,
    ListCard,
    ListLine,
    NoteLine,
    OrderCard,
    ProposalCard,
    Reference,
    Text,
)
from netgraph.report.list_picture import list_picture
from netgraph.report.naming import Names, reference, report_lines, sentence
from netgraph.report.wording import amount, day_text, join, plain
from netgraph.vocabulary import CLAIMS, Claim

if TYPE_CHECKING:
    from netgraph.report.facts import Condition, OrderFact, Thing

__all__ = [
    "MOST_CARDS",
    "MOST_LINES",
    "MOST_PROPOSALS",
    "anchor",
    "claim_section",
    "list_anchor",
    "list_card",
    "order_card",
    "proposal_card",
]

# Most findings of one claim with their whole argument, and then as lines of a table; the rest are
# counted. SOURCE: [decision-0008].
MOST_CARDS = 20
MOST_LINES = 100
# Most proposals of each status with what they rest on. SOURCE: [decision-0008].
MOST_PROPOSALS = 15
# Most people of whom a list says why they are not on it. SOURCE: [decision-0008].
MOST_NOTES = 15
# Ids that a sentence counts and does not name, shown after it.
MOST_FURTHER = 12

_LABELS = {claim.name: claim.label for claim in CLAIMS}
# Categories of a condition and codes of a list as they read.
_CODES = {
    "association_only": "association only",
    "contact_class": "contact with a class of people",
    "contact_named": "contact with named people",
    "family": "family",
    "naming_exposes_victim": "a name would expose somebody",
    "nrm": "National Referral Mechanism",
    "professional": "professional",
    "single_source": "one source only",
    "social_media": "social media",
}


def anchor(claim: str, number: int) -> str:
    """Where the card of a claim's finding stands on the page; numbers, since ids may be anything."""
    return f"{claim.replace('_', '-')}-{number}"


def list_anchor(number: int) -> str:
    """Where the non-association list of a candidate stands on the page."""
    return f"list-{number}"


def claim_section(
    names: Names, claim: Claim, findings: tuple[Finding, ...], things: "dict[str, Thing]"
) -> ClaimSection:
    """All findings of one claim, in their order."""
    cards = tuple(
        _card(names, finding, anchor(claim.name, number), things)
        for number, finding in enumerate(findings[:MOST_CARDS], start=1)
    )
    lines = tuple(
        BriefFinding(
            subject=reference(names, finding.subject),
            support=finding.support,
            sources=finding.independent_sources,
            last_act=day_text(finding.last_act),
        )
        for finding in findings[MOST_CARDS : MOST_CARDS + MOST_LINES]
    )
    support = [finding.support for finding in findings]
    return ClaimSection(
        claim=claim.name,
        heading=claim.heading,
        meaning=claim.meaning,
        colour=claim.colour,
        cards=cards,
        lines=lines,
        not_shown=len(findings) - len(cards) - len(lines),
        looked_for=_looked_for(claim),
        by_support=tuple((each, support.count(each)) for each in ("strong", "moderate", "limited")),
    )


def _card(names: Names, finding: Finding, where: str, things: "dict[str, Thing]") -> Card:
    thing = things.get(finding.subject)
    every = (*finding.reasons, *finding.against)
    named = {each for reason in every for each in (*reason.others, *reason.events)}
    named |= {finding.subject}
    return Card(
        anchor=where,
        subject=reference(names, finding.subject),
        claim=_LABELS[finding.claim],
        support=finding.support,
        sources=amount(finding.independent_sources, "independent source"),
        last_act=day_text(finding.last_act),
        young=thing is not None and thing.young,
        also=tuple((each, _LABELS[each]) for each in finding.also),
        forms=tuple(plain(each) for each in finding.hypotheses),
        reasons=tuple(_argument(names, each) for each in finding.reasons),
        against=tuple(_argument(names, each) for each in finding.against),
        cannot_tell=_cannot_tell(finding),
        missing=tuple(sentence(names, text, named) for text in finding.missing),
        reports=report_lines(names, {each for reason in every for each in reason.reports}),
    )


def _argument(names: Names, reason: Reason) -> Argument:
    ids = (*reason.others, *reason.events, *reason.links, *reason.flags, *reason.reports)
    text = sentence(names, reason.text, ids)
    said = {part.id or part.label for part in text if not isinstance(part, str)}
    others = (reference(names, each) for each in reason.others)
    further = [each for each in others if (each.id or each.label) not in said]
    sign = "+" if reason.points > 0 else "−" if reason.points < 0 else "±"
    return Argument(
        text=text,
        sort=reason.evidence_class,
        points=f"{sign}{abs(reason.points)}" if names.audience.points else "",
        reports=report_lines(names, reason.reports),
        further=tuple(further[:MOST_FURTHER]),
    )


def _looked_for(claim: Claim) -> tuple[str, ...]:
    """Other explanations that the rules look for wherever that claim may be made."""
    from netgraph.findings import registry

    return tuple(sorted(each.meaning for each in registry.indicators(claim.name) if each.against))


def _cannot_tell(finding: Finding) -> tuple[str, ...]:
    """Other explanations of what is shown that no record could tell."""
    from netgraph.findings import registry

    known = registry.indicators(finding.claim)
    shown = {reason.indicator for reason in finding.reasons}
    words = {word for each in known if each.name in shown for word in each.benign}
    return tuple(sorted(words - {each.name for each in known}))


def proposal_card(names: Names, proposal: Proposal, lists: dict[str, str]) -> ProposalCard:
    """Where one person stands; ``lists`` says where their non-association list is."""
    ids = {*proposal.protects, proposal.person}
    return ProposalCard(
        person=reference(names, proposal.person),
        status=proposal.status,
        sources=amount(proposal.independent_sources, "independent source"),
        acts=tuple(_act(names, act, ids) for act in proposal.acts),
        protects=tuple(reference(names, each) for each in proposal.protects),
        blockers=tuple(
            (_code(each.code), sentence(names, each.text, ids)) for each in proposal.blockers
        ),
        missing=tuple(sentence(names, each, ids) for each in proposal.missing),
        list_anchor=lists.get(proposal.person, ""),
    )


def _act(names: Names, act: Act, ids: Iterable[str]) -> ActLine:
    known = {each for each in names.kinds if each in act.text} | set(ids)
    return ActLine(
        sentence(names, act.text, known), day_text(act.date), report_lines(names, act.reports)
    )


def list_card(names: Names, given: NonAssociation, where: str) -> ListCard:
    """What a report says of one candidate's non-association list."""
    listed = tuple(
        ListLine(
            person=reference(names, each.person),
            reasons=tuple(
                ActLine(
                    _about(names, reason.text, each.person, given.person, each.protects),
                    "",
                    report_lines(names, reason.reports),
                )
                for reason in each.reasons
            ),
            protects=tuple(reference(names, one) for one in each.protects),
            exceptions=tuple(_code(word) for word in each.exceptions),
        )
        for each in given.listed
    )
    person = reference(names, given.person)
    return ListCard(
        anchor=where,
        person=person,
        listed=listed,
        more_left_out=max(len(given.left_out) - MOST_NOTES, 0),
        left_out=tuple(
            NoteLine(
                person=reference(names, each.person),
                code=_code(each.code),
                text=_about(names, each.text, each.person, given.person, ()),
            )
            for each in given.left_out[:MOST_NOTES]
        ),
        conditions=tuple((_code(each.category), each.text) for each in given.class_conditions),
        picture=list_picture(person, listed),
        places=_places(person, listed),
    )


def _places(person: Reference, listed: tuple[ListLine, ...]) -> tuple[int, ...]:
    """Places of those of a list that are drawn, if there is more than one."""
    others = [one for line in listed for one in (line.person, *line.protects)]
    drawn = dict.fromkeys(one.place for one in (person, *others) if one.place is not None)
    return tuple(drawn) if len(drawn) > 1 else ()


def _about(names: Names, text: str, one: str, other: str, more: Iterable[str]) -> Text:
    return sentence(
        names, text, {each for each in names.kinds if each in text} | {one, other, *more}
    )


def _code(code: str) -> str:
    return _CODES.get(code, plain(code))


def order_card(names: Names, order: "OrderFact", as_of: date) -> OrderCard:
    """An order in force; what a condition says stands as it was written."""
    dates = (
        ("made", day_text(order.made) or "not recorded"),
        ("served", day_text(order.served) or "not recorded"),
        ("ends", day_text(order.ends) or "until further order"),
    )
    return OrderCard(
        id=order.id,
        type=f"{'interim ' if order.interim and 'interim' not in order.type else ''}{plain(order.type)}",
        person=reference(names, order.person),
        court=order.court,
        dates=dates,
        note=_order_note(order, as_of),
        conditions=tuple(_condition(names, each) for each in order.conditions),
    )


# An order that ends within so many days is said so, in time to renew it. SOURCE: [decision-0008].
SOON_DAYS = 60


def _order_note(order: "OrderFact", as_of: date) -> str:
    notes = []
    if order.ends and (order.ends - as_of).days <= SOON_DAYS:
        notes.append(f"Ends in {amount((order.ends - as_of).days, 'day')}.")
    if order.served is None or order.served > as_of:
        notes.append("No service is recorded: until it is, a condition binds nobody.")
    return " ".join(notes)


def _target(names: Names, each: str) -> Reference:
    """A thing of the case, or the class of people that a condition names."""
    if each == "under_18":
        return Reference(label="people under 18", id="", mark="", kind="")
    place, said, what = each.partition(":")
    if said and place in ("street", "area"):  # the register's own rule for a place
        label = what.strip() if place == "street" else "an area by its corners"
        return Reference(label=label, id="", mark="", kind="")
    return reference(names, each)


def _condition(names: Names, condition: "Condition") -> ConditionLine:
    when = [f"from {day_text(condition.starts)}"] if condition.starts else []
    when += [f"until {day_text(condition.ends)}"] if condition.ends else []
    return ConditionLine(
        number=condition.number,
        category=_code(condition.category),
        text=condition.text,
        when=" ".join(when),
        concerns=tuple(_target(names, each) for each in condition.targets),
        exceptions=join(plain(each) for each in condition.exceptions),
    )

"""The words around the findings: the first screen, what was left out, how it was made."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from netgraph.orders.candidates import SAFEGUARDING
from netgraph.records import Finding, Proposal
from netgraph.report.content import Figure, Imprint, Step
from netgraph.report.naming import Names, reference, sentence
from netgraph.report.wording import amount, day_text, join
from netgraph.vocabulary import CLAIMS, ENTITY_KINDS

if TYPE_CHECKING:
    from netgraph.report.facts import Facts, OrderFact, Thing
    from netgraph.report.leads import Leads
    from netgraph.report.picture import Picture
    from netgraph.report.places import Grounds

__all__ = [
    "drawn_words",
    "figures",
    "imprint_rows",
    "imprint_words",
    "lead_words",
    "left_out_words",
    "map_words",
    "steps",
    "withheld_words",
]

# How many people or homes the first screen names for each thing to do.
MOST_NAMED = 5

_RANK = {"strong": 0, "moderate": 1, "limited": 2}
_MANY = {
    "likely_victim": ("likely victim", "likely victims"),
    "cuckooed_address": ("likely cuckooed address", "likely cuckooed addresses"),
    "exploiter": ("possible exploiter", "possible exploiters"),
}
_KINDS_MANY = {"person": "people", "address": "addresses"}


def lead_words(leads: "Leads", things: "dict[str, Thing]", as_of: date) -> str:
    """The first sentence: what the records suggest on that day."""
    counts = {claim.name: _of(leads.findings, claim.name) for claim in CLAIMS}
    if not leads.findings:
        return (
            f"Looking from {day_text(as_of)}, nothing was found that meets the rules. That is not "
            "proof that nothing happened: agencies may not have recorded it."
        )
    found = [amount(len(each), *_MANY[claim]) for claim, each in counts.items() if each]
    young = sum(_young(each, things) for each in counts["likely_victim"])
    who = f" {_are(young, len(counts['likely_victim']))}" if young else ""
    return f"Looking from {day_text(as_of)}, the records suggest {join(found)}.{who}"


def _are(young: int, victims: int) -> str:
    words = "under 18 or recorded as a child at risk."
    if young == victims:
        return f"{'The likely victim is' if young == 1 else 'All likely victims are'} {words}"
    return f"{young:,} of the likely victims {'is' if young == 1 else 'are'} {words}"


def figures(
    leads: "Leads", things: "dict[str, Thing]", orders: "Iterable[OrderFact]"
) -> tuple[Figure, ...]:
    """The numbers of the first screen, victims first."""
    made = []
    for claim in CLAIMS:
        found = _of(leads.findings, claim.name)
        strong = sum(each.support == "strong" for each in found)
        note = f"{strong} with strong support" if found else "nothing meets the rules"
        if claim.name == "likely_victim" and found:
            young = sum(_young(each, things) for each in found)
            note = f"{young} under 18 or a child at risk · {note}"
        word = _MANY[claim.name][len(found) != 1]
        made.append(Figure(len(found), word, note, claim.name))
    candidates = [each for each in leads.proposals if each.status == "candidate"]
    if leads.proposals:
        note = _blocked_note(leads.proposals)
        made.append(
            Figure(
                len(candidates),
                _s(len(candidates), "candidate") + " for an order",
                note,
                "proposals",
            )
        )
    standing = tuple(orders)
    if standing:
        made.append(Figure(len(standing), _s(len(standing), "order") + " in force", "", "orders"))
    return tuple(made)


def _blocked_note(proposals: tuple[Proposal, ...]) -> str:
    blocked = [each for each in proposals if each.status == "blocked"]
    harmed = sum(any(one.code in SAFEGUARDING for one in each.blockers) for each in blocked)
    if not blocked:
        return "nobody else is blocked"
    if not harmed:
        return f"{len(blocked)} more blocked"
    return f"{len(blocked)} more blocked, {harmed} of them as a child or possible victim"


def _s(number: int, word: str) -> str:
    return word if number == 1 else f"{word}s"


def steps(names: Names, leads: "Leads", things: "dict[str, Thing]") -> tuple[Step, ...]:
    """What to do first: people at risk, then homes, and only then orders."""
    victims = sorted(
        _of(leads.findings, "likely_victim"),
        key=lambda each: (not _young(each, things), _RANK[each.support]),
    )
    homes = _of(leads.findings, "cuckooed_address")
    made = []
    if victims:
        made.append(
            _step(
                names,
                "See that likely victims are safe",
                "Ask what is known and who is with them; refer before anything else is done. "
                "Children first. Being recorded as a suspect does not make somebody less of a victim.",
                victims,
                "#likely_victim",
            )
        )
    if homes:
        made.append(
            _step(
                names,
                "Visit the homes that may have been taken over",
                "See the occupant alone and in person. Nobody is to be taken for willing because "
                "they opened the door.",
                homes,
                "#cuckooed_address",
            )
        )
    if leads.proposals:
        made.append(_orders_step(names, leads.proposals))
    if not made:
        made.append(
            Step(
                "Check that the records are complete",
                (
                    "Ask which agencies have not reported, and whether the day looked from is right.",
                ),
            )
        )
    return tuple(made)


def _step(names: Names, heading: str, text: str, findings: list[Finding], more: str) -> Step:
    named = []
    for each in findings[:MOST_NAMED]:
        ids = [one for reason in each.reasons[:1] for one in (*reason.others, *reason.events)]
        text_of = sentence(names, each.reasons[0].text, ids) if each.reasons else ()
        named.append((reference(names, each.subject), each.support, text_of))
    return Step(heading, (text,), tuple(named), more if len(findings) > MOST_NAMED else "")


def _orders_step(names: Names, proposals: tuple[Proposal, ...]) -> Step:
    ready = [each for each in proposals if each.status == "candidate"]
    blocked = [each for each in proposals if each.status == "blocked"]
    words = []
    if ready:
        words.append(
            f"{amount(len(ready), 'person', 'people')} {'passes' if len(ready) == 1 else 'pass'} the "
            "gate for a proposal, which is a reason to look closer and not yet a case."
        )
    else:
        words.append("Nobody passes the gate for a proposal.")
    if blocked:
        words.append(
            f"{amount(len(blocked), 'person', 'people')} must not be proposed before a named "
            "supervisor has decided; what blocks each of them stands beside their name."
        )
    named = tuple((reference(names, each.person), "", ()) for each in ready[:MOST_NAMED])
    more = "#proposals" if len(ready) > MOST_NAMED else ""
    return Step("Then consider orders", (" ".join(words),), named, more)


def drawn_words(facts: "Facts") -> str:
    """What is drawn, by kind: the same things that the tables hold."""
    kinds = [thing.kind for thing in facts.things.values()]
    counted = [
        amount(kinds.count(kind.name), kind.label.lower(), _KINDS_MANY.get(kind.name, ""))
        for kind in ENTITY_KINDS
        if kind.name in kinds
    ]
    if not counted:
        return "Nothing is drawn: no links are recorded on that day."
    return f"{join(counted)}, with {amount(len(facts.links), 'link')} between them."


def map_words(facts: "Facts", grounds: "Grounds") -> str:
    """What is on the map, and what cannot be placed."""
    addresses = sum(thing.kind == "address" for thing in facts.things.values())
    words = f"{amount(len(grounds.spots), 'address', 'addresses')} with coordinates"
    if grounds.journeys:
        words += f" and {amount(len(grounds.journeys), 'journey')} from home"
    words += ", drawn from the case alone."
    out = addresses - len(grounds.spots)
    if out > 0:
        words += f" {amount(out, 'address', 'addresses')} without coordinates cannot be placed."
    return words


def left_out_words(picture: "Picture", facts: "Facts", *, about: bool) -> tuple[str, ...]:
    """What of the case is not in the report, and why."""
    words = []
    out = picture.linked - sum(1 for each in picture.ids)
    if about:
        words.append(
            "This report is about those named above and what stands within two steps of them; "
            f"the case holds {amount(picture.total, 'thing')} in all."
        )
    elif out > 0:
        words.append(
            f"The case holds {picture.linked:,} people, addresses and other things with links; the "
            f"{len(picture.ids):,} nearest to what was found are in this report, and {out:,} are not."
        )
    alone = picture.total - picture.linked
    if alone > 0 and not about:
        words.append(
            f"{amount(alone, 'thing')} without any link {'is' if alone == 1 else 'are'} not drawn."
        )
    if facts.doubted:
        words.append(
            f"{amount(facts.doubted, 'link')} from reports graded E, suspected to be false, "
            f"{'is' if facts.doubted == 1 else 'are'} not drawn and count for nothing."
        )
    return tuple(words)


def withheld_words(names: Names) -> tuple[str, ...]:
    """What this copy leaves out for its readers."""
    audience = names.audience
    words = []
    if audience.code_c == "masked":
        words.append("Reports with handling code C are not described: ask the originator.")
    if audience.code_c == "absent":
        words.append(
            "Made from reports with handling code P alone: nothing in it rests on any other report."
        )
    if not audience.sources:
        words.append("Where reports came from is left out.")
    if audience.names == "asked":
        words.append("Only those asked about are named; others are Person A, Address A and so on.")
    if not audience.points:
        words.append("Points that order the leads are left out; every reason is in words.")
    if not audience.sections:
        words.append("Proposals, lists, orders and the map are not part of this copy.")
    return tuple(words)


def imprint_words(imprint: Imprint) -> tuple[str, ...]:
    """Which copy this is, to stand on every page of it."""
    words = [f"copy {imprint.copy}"] if imprint.copy else []
    words += [f"for {imprint.recipient}"] if imprint.recipient else []
    words += [f"not to be used after {day_text(imprint.expires)}"] if imprint.expires else []
    return tuple(words)


def imprint_rows(imprint: Imprint) -> tuple[tuple[str, str], ...]:
    """The same as rows of the manifest."""
    rows = (
        ("Copy", imprint.copy),
        ("Recipient", imprint.recipient),
        ("Not to be used after", day_text(imprint.expires)),
    )
    return tuple((what, value) for what, value in rows if value)


def _of(findings: Iterable[Finding], claim: str) -> list[Finding]:
    return [each for each in findings if each.claim == claim]


def _young(finding: Finding, things: "dict[str, Thing]") -> bool:
    thing = things.get(finding.subject)
    return thing is not None and thing.young

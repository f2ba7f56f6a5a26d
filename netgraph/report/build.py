"""From a case to the content of one report: the straight line through this folder."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netgraph import __version__
from netgraph.errors import UnknownId
from netgraph.findings.labels import labels
from netgraph.report import cards, facts, leads, picture, summary
from netgraph.report.audiences import Audience
from netgraph.report.content import Content
from netgraph.report.naming import Names, reference
from netgraph.report.wording import day_text
from netgraph.vocabulary import CLAIMS

if TYPE_CHECKING:
    import duckdb

    from netgraph.report.facts import Facts, OrderFact
    from netgraph.report.leads import Leads
    from netgraph.report.picture import Picture

__all__ = ["Report", "build", "check_ids"]

_STATUSES = (
    ("candidate", "Candidates"),
    ("blocked", "Blocked until a named supervisor decides"),
    ("insufficient", "Not enough yet"),
)


@dataclass(frozen=True, slots=True)
class Report:
    """Content in words, and what the graph and the tables are drawn from."""

    content: Content
    picture: "Picture"
    facts: "Facts"
    leads: "Leads"
    names: Names


def check_ids(con: "duckdb.DuckDBPyConnection", about: tuple[str, ...]) -> None:
    """Refuse an id that the case does not hold.

    Raises:
        UnknownId: The first such id, in the order given.
    """
    rows = con.execute("SELECT id FROM entities WHERE id IN (SELECT unnest(?))", [list(about)])
    known = {row[0] for row in rows.fetchall()}
    for each in about:
        if each not in known:
            raise UnknownId(
                f"nothing in this store has the id {each!r}",
                hint="Give --about the id of a person, address, phone, vehicle or event.",
            )


def build(
    con: "duckdb.DuckDBPyConnection",
    as_of: date,
    about: tuple[str, ...],
    audience: Audience,
    marking: str,
) -> Report:
    """The content of one report, from a connection that holds only what its audience may see."""
    every = leads.gather(con, as_of, audience)
    found = leads.narrow(every, (), about, nearby=False)
    also = [each for proposal in found.proposals for each in (proposal.person, *proposal.protects)]
    shown = picture.choose(con, found.findings, also, about)
    found = leads.narrow(every, shown.ids, about, nearby=audience.nearby)
    if "lists" in audience.sections:
        found = leads.with_lists(con, found, every, as_of)
    known = facts.read_facts(con, shown.ids, _cited(found), audience)
    people = shown.ids if about else None
    standing = facts.orders_in_force(con, as_of, people) if "orders" in audience.sections else ()
    names = _names(con, audience, shown, known, found, standing, frozenset(about))
    content = _content(names, found, known, shown, standing, as_of, marking, about)
    return Report(content, shown, known, found, names)


def _cited(found: "Leads") -> set[str]:
    """Reports that any sentence rests on."""
    reasons = [each for one in found.findings for each in (*one.reasons, *one.against)]
    cited = {report for reason in reasons for report in reason.reports}
    cited |= {report for one in found.proposals for act in one.acts for report in act.reports}
    listed = [each for one in found.lists for each in one.listed]
    return cited | {report for one in listed for reason in one.reasons for report in reason.reports}


def _spoken_of(found: "Leads", standing: "tuple[OrderFact, ...]") -> set[str]:
    """Ids of things that any sentence may name."""
    reasons = [each for one in found.findings for each in (*one.reasons, *one.against)]
    ids = {each for reason in reasons for each in (*reason.others, *reason.events)}
    ids |= {one.subject for one in found.findings}
    for proposal in found.proposals:
        ids |= {proposal.person, *proposal.protects}
    for given in found.lists:
        ids |= {given.person, *(each.person for each in given.left_out)}
        for each in given.listed:
            ids |= {each.person, *each.protects}
    for order in standing:
        ids |= {order.person, *(one for each in order.conditions for one in each.targets)}
    return ids


def _names(
    con: "duckdb.DuckDBPyConnection",
    audience: Audience,
    shown: "Picture",
    known: "Facts",
    found: "Leads",
    standing: "tuple[OrderFact, ...]",
    asked: frozenset[str],
) -> Names:
    spoken = sorted(_spoken_of(found, standing) - set(known.things))
    rows = con.execute("SELECT id, kind FROM entities WHERE id IN (SELECT unnest(?))", [spoken])
    kinds = {each.id: each.kind for each in known.things.values()} | dict(rows.fetchall())
    things = {each.id: each.label for each in known.things.values()}
    anchors: dict[str, str] = {}
    for claim in CLAIMS:
        of_claim = [each for each in found.findings if each.claim == claim.name]
        for number, each in enumerate(of_claim[: cards.MOST_CARDS], start=1):
            anchors.setdefault(each.subject, cards.anchor(claim.name, number))
    return Names(
        audience=audience,
        labels=things | labels(con, spoken),
        kinds=kinds,
        places={each: place for place, each in enumerate(shown.ids)},
        anchors=anchors,
        reports=known.reports,
        report_places={each: place for place, each in enumerate(sorted(known.reports))},
        asked=asked,
    )


def _content(
    names: Names,
    found: "Leads",
    known: "Facts",
    shown: "Picture",
    standing: "tuple[OrderFact, ...]",
    as_of: date,
    marking: str,
    about: tuple[str, ...],
) -> Content:
    audience, things = names.audience, known.things
    asked = tuple(reference(names, each) for each in about)
    first = summary.steps(names, found, things)
    claims = tuple(
        cards.claim_section(
            names, claim, tuple(f for f in found.findings if f.claim == claim.name), things
        )
        for claim in CLAIMS
    )
    lists = {one.person: cards.list_anchor(n) for n, one in enumerate(found.lists, start=1)}
    made = [(one.status, cards.proposal_card(names, one, lists)) for one in found.proposals]
    candidates = sum(status == "candidate" for status, _ in made)
    return Content(
        marking=marking,
        audience=audience.name,
        audience_label=audience.label,
        as_of=as_of,
        as_of_text=day_text(as_of),
        about=asked,
        lead=summary.lead_words(found, things, as_of),
        figures=summary.figures(found, things, standing),
        steps=first,
        claims=claims,
        drawn=summary.drawn_words(known),
        left_out=summary.left_out_words(shown, known, about=bool(about)),
        proposals=tuple(
            (status, heading, tuple(card for each, card in made if each == status))
            for status, heading in _STATUSES
        ),
        lists=tuple(cards.list_card(names, one, lists[one.person]) for one in found.lists),
        lists_left=candidates - len(found.lists) if "lists" in audience.sections else 0,
        orders=tuple(cards.order_card(names, one, as_of) for one in standing),
        sections=audience.sections,
        withheld=summary.withheld_words(names),
        manifest=_manifest(names, known, as_of, asked),
    )


def _manifest(
    names: Names, known: "Facts", as_of: date, asked: Iterable[object]
) -> tuple[tuple[str, str], ...]:
    return (
        ("Made by", f"netgraph {__version__}"),
        ("Looked from", as_of.isoformat()),
        ("Audience", names.audience.label),
        ("Things in this report", f"{len(known.things):,}"),
        ("Links between them", f"{len(known.links):,}"),
        ("Reports behind it", f"{len(known.reports):,}"),
    )

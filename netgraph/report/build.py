"""From a case to the content of one report: the straight line through this folder."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from netgraph import __version__
from netgraph.errors import UnknownId
from netgraph.findings.labels import labels
from netgraph.report import cards, change_lines, facts, leads, picture, summary
from netgraph.report.audiences import Audience
from netgraph.report.content import Content, Imprint, ProposalCard
from netgraph.report.graph import lines
from netgraph.report.layout import Layout, positions
from netgraph.report.naming import Names, reference
from netgraph.report.places import Grounds, read_grounds
from netgraph.report.wording import day_text
from netgraph.vocabulary import CLAIMS

if TYPE_CHECKING:
    import duckdb

    from netgraph.provenance.changes import Change
    from netgraph.records import Finding, Proposal
    from netgraph.report.facts import Facts, OrderFact
    from netgraph.report.graph import Line
    from netgraph.report.leads import Leads
    from netgraph.report.picture import Picture

__all__ = ["Asked", "Report", "build", "check_ids"]

# Children and possible victims come first, here too.
_STATUSES = {
    "blocked": "Safeguarding first: blocked until a named supervisor decides",
    "candidate": "Candidates",
    "insufficient": "Not enough yet",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What one report is asked for: the day, about whom, for whom, its marking and imprint.

    ``kept``: where things were drawn before, if that is known; ``things``: how many at most, 0 for
    as many as are quick to open; ``since`` and ``changes``: what changed in the findings since then.
    """

    as_of: date
    about: tuple[str, ...]
    audience: Audience
    marking: str
    imprint: Imprint
    kept: Layout | None = None
    things: int = 0
    since: date | None = None
    changes: "tuple[Change, ...]" = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that one report is made from; ``orders`` are those in force."""

    asked: Asked
    leads: "Leads"
    picture: "Picture"
    facts: "Facts"
    orders: "tuple[OrderFact, ...]"
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Report:
    """Content in words, and what the graph and the tables are drawn from."""

    content: Content
    picture: "Picture"
    facts: "Facts"
    leads: "Leads"
    names: Names
    orders: "tuple[OrderFact, ...]"
    grounds: Grounds
    lines: "tuple[Line, ...]"
    layout: Layout


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
    asked: Asked,
    findings: "tuple[Finding, ...] | None" = None,
) -> Report:
    """The content of one report, from a connection that holds only what its audience may see."""
    as_of, about, audience = asked.as_of, asked.about, asked.audience
    every = leads.gather(con, as_of, audience, findings)
    found = leads.narrow(every, (), about, nearby=False)
    also = [each for proposal in found.proposals for each in (proposal.person, *proposal.protects)]
    room = (asked.things,) if asked.things else ()
    shown = picture.choose(con, found.findings, also, about, *room)
    found = leads.narrow(every, shown.ids, about, nearby=audience.nearby)
    if "lists" in audience.sections:
        found = leads.with_lists(con, found, every, as_of)
    known = facts.read_facts(con, shown.ids, _cited(found), audience)
    people = shown.ids if about else None
    standing = facts.orders_in_force(con, as_of, people) if "orders" in audience.sections else ()
    grounds = Grounds()
    if "map" in audience.sections:
        grounds = read_grounds(con, shown.ids, standing)
    if about:
        near = [each for each in asked.changes if each.subject in set(shown.ids)]
        asked = replace(asked, changes=tuple(near))
    made = Gathered(asked, found, shown, known, standing, grounds)
    names = _names(con, made)
    joined = lines(known.links)
    ties = {(line.first, line.second): line.pull for line in joined}
    laid = positions(known.things, ties, shown.core, asked.kept)
    content = _content(names, made)
    return Report(content, shown, known, found, names, standing, grounds, joined, laid)


def _argued(found: "Leads") -> "list[Finding]":
    """The findings with room for their whole argument."""
    return [
        finding
        for claim in CLAIMS
        for finding in [each for each in found.findings if each.claim == claim.name][
            : cards.MOST_CARDS
        ]
    ]


def _proposed(found: "Leads") -> "list[Proposal]":
    """The proposals with room for what they rest on."""
    return [
        proposal
        for status in _STATUSES
        for proposal in [each for each in found.proposals if each.status == status][
            : cards.MOST_PROPOSALS
        ]
    ]


def _cited(found: "Leads") -> set[str]:
    """Reports that any sentence rests on."""
    reasons = [each for one in _argued(found) for each in (*one.reasons, *one.against)]
    cited = {report for reason in reasons for report in reason.reports}
    cited |= {report for one in _proposed(found) for act in one.acts for report in act.reports}
    listed = [each for one in found.lists for each in one.listed]
    return cited | {report for one in listed for reason in one.reasons for report in reason.reports}


def _spoken_of(made: Gathered) -> set[str]:
    """Ids of things that any sentence may name."""
    found = made.leads
    reasons = [each for one in _argued(found) for each in (*one.reasons, *one.against)]
    ids = {each for reason in reasons for each in (*reason.others, *reason.events)}
    ids |= {one.subject for one in found.findings}
    ids |= change_lines.spoken_of(made.asked.changes)
    for proposal in found.proposals:
        ids |= {proposal.person, *proposal.protects}
    for given in found.lists:
        ids |= {given.person, *(each.person for each in given.left_out)}
        for each in given.listed:
            ids |= {each.person, *each.protects}
    for order in made.orders:
        ids |= {order.person, *(one for each in order.conditions for one in each.targets)}
    return ids


def _names(con: "duckdb.DuckDBPyConnection", made: Gathered) -> Names:
    known = made.facts
    spoken = sorted(_spoken_of(made) - set(known.things))
    rows = con.execute("SELECT id, kind FROM entities WHERE id IN (SELECT unnest(?))", [spoken])
    kinds = {each.id: each.kind for each in known.things.values()} | dict(rows.fetchall())
    things = {each.id: each.label for each in known.things.values()}
    anchors: dict[str, str] = {}
    for claim in CLAIMS:
        of_claim = [each for each in made.leads.findings if each.claim == claim.name]
        for number, each in enumerate(of_claim[: cards.MOST_CARDS], start=1):
            anchors.setdefault(each.subject, cards.anchor(claim.name, number))
    return Names(
        audience=made.asked.audience,
        labels=things | labels(con, spoken),
        kinds=kinds,
        places={each: place for place, each in enumerate(made.picture.ids)},
        anchors=anchors,
        reports=known.reports,
        report_places={each: place for place, each in enumerate(sorted(known.reports))},
        asked=frozenset(made.asked.about),
    )


def _content(names: Names, made: Gathered) -> Content:
    found, known, audience = made.leads, made.facts, made.asked.audience
    as_of, about = made.asked.as_of, made.asked.about
    first = summary.steps(names, found, known.things)
    claims = tuple(
        cards.claim_section(
            names, claim, tuple(f for f in found.findings if f.claim == claim.name), known.things
        )
        for claim in CLAIMS
    )
    lists = {one.person: cards.list_anchor(n) for n, one in enumerate(found.lists, start=1)}
    candidates = sum(one.status == "candidate" for one in found.proposals)
    return Content(
        marking=made.asked.marking,
        imprint=made.asked.imprint,
        imprint_words=summary.imprint_words(made.asked.imprint),
        audience=audience.name,
        audience_label=audience.label,
        as_of=as_of,
        as_of_text=day_text(as_of),
        about=tuple(reference(names, each) for each in about),
        lead=summary.lead_words(found, known.things, as_of),
        figures=summary.figures(found, known.things, made.orders),
        steps=first,
        claims=claims,
        drawn=summary.drawn_words(known),
        map_words=summary.map_words(known, made.grounds),
        has_map=bool(made.grounds.spots),
        left_out=summary.left_out_words(made.picture, known, about=bool(about)),
        proposals=tuple(_standing(names, found, status, lists) for status in _STATUSES),
        lists=tuple(cards.list_card(names, one, lists[one.person]) for one in found.lists),
        lists_left=candidates - len(found.lists) if "lists" in audience.sections else 0,
        orders=tuple(cards.order_card(names, one, as_of) for one in made.orders),
        since=day_text(made.asked.since),
        changes=change_lines.change_lines(names, made.asked.changes),
        changes_lead=change_lines.changes_lead(made.asked.changes),
        changes_left=max(len(made.asked.changes) - change_lines.MOST_CHANGES, 0),
        sections=audience.sections,
        withheld=summary.withheld_words(names),
        manifest=_manifest(made),
    )


def _standing(
    names: Names, found: "Leads", status: str, lists: dict[str, str]
) -> tuple[str, str, int, tuple[ProposalCard, ...]]:
    """Those whose proposal stands so: how many, and the first with what it rests on."""
    of_status = [one for one in found.proposals if one.status == status]
    made = tuple(
        cards.proposal_card(names, one, lists) for one in of_status[: cards.MOST_PROPOSALS]
    )
    return status, _STATUSES[status], len(of_status), made


def _manifest(made: Gathered) -> tuple[tuple[str, str], ...]:
    return (
        ("Made by", f"netgraph {__version__}"),
        ("Looked from", day_text(made.asked.as_of)),
        ("Audience", made.asked.audience.label),
        *summary.imprint_rows(made.asked.imprint),
        ("Things in this report", f"{len(made.facts.things):,}"),
        ("Links between them", f"{len(made.facts.links):,}"),
        ("Reports behind it", f"{len(made.facts.reports):,}"),
    )

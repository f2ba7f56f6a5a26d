"""What a report is about: findings, proposals and lists, asked for once and narrowed if wanted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from netgraph.records import Finding, NonAssociation, Proposal

if TYPE_CHECKING:
    import duckdb

    from netgraph.report.audiences import Audience

__all__ = ["MOST_LISTS", "Leads", "gather", "narrow", "with_lists"]

# Most non-association lists in one report; the others are a command away. SOURCE: [decision-0008].
MOST_LISTS = 10


@dataclass(frozen=True, slots=True)
class Leads:
    """All that follows from a case on one day; ``lists`` are of the candidates, in their order."""

    findings: tuple[Finding, ...]
    proposals: tuple[Proposal, ...] = ()
    lists: tuple[NonAssociation, ...] = ()


def gather(
    con: "duckdb.DuckDBPyConnection",
    as_of: date,
    audience: "Audience",
    findings: tuple[Finding, ...] | None = None,
) -> Leads:
    """Findings of that day and, for those who may see them, what follows from them.

    ``findings`` spares finding them again; they must be those of this connection and day.
    """
    from netgraph.findings import evidence, find_all
    from netgraph.orders import candidates

    if findings is None:
        findings = find_all(con, as_of)
    evidence.prepare_facts(con, as_of)
    if "proposals" not in audience.sections:
        return Leads(findings)
    return Leads(findings, candidates.propose(con, findings, as_of))


def narrow(leads: Leads, shown: Iterable[str], about: tuple[str, ...], *, nearby: bool) -> Leads:
    """Only the leads about those asked about and, if ``nearby``, about others shown; asked first."""
    if not about:
        return leads
    asked = set(about)
    wanted = asked | (set(shown) if nearby else set())
    findings = [each for each in leads.findings if each.subject in wanted]
    proposals = [each for each in leads.proposals if each.person in wanted]
    return Leads(
        findings=tuple(sorted(findings, key=lambda each: each.subject not in asked)),
        proposals=tuple(sorted(proposals, key=lambda each: each.person not in asked)),
    )


def with_lists(con: "duckdb.DuckDBPyConnection", leads: Leads, every: Leads, as_of: date) -> Leads:
    """The same leads with a non-association list for each candidate shown."""
    from netgraph.orders import non_association

    wanted = [each.person for each in leads.proposals if each.status == "candidate"]
    lists = tuple(
        non_association.non_association(con, person, every.findings, as_of, every.proposals)
        for person in wanted[:MOST_LISTS]
    )
    return replace(leads, lists=lists)

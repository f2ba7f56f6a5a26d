"""Whom an order on one person should keep apart, who is left out and why, what protects instead.

Here: who is listed, with reasons and exceptions, and who is not. Not here: the ties themselves
(ties.py), the wording of conditions by class (conditions.py).

Nobody is listed for being a victim, a child, family or a professional, on association alone, or
on one source. What is listed is for a lawyer to judge and a court to decide.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from netgraph.errors import UnknownId
from netgraph.findings import evidence as evidence_tables
from netgraph.orders import candidates
from netgraph.orders.conditions import Circle, class_conditions
from netgraph.orders.periods import not_discharged
from netgraph.orders.standing import OPEN_REFERRALS, Standing, standings
from netgraph.orders.terms import ALWAYS_EXCEPTED, MINIMUM_SOURCES, SCHOOL_AGE
from netgraph.orders.ties import HARM, Tie, phrase, ties_of
from netgraph.records import Finding, LeftOut, Listed, ListedReason, NonAssociation, Proposal
from netgraph.vocabulary import EXCEPTION_WORDS

if TYPE_CHECKING:
    import duckdb

__all__ = ["non_association"]

_EXPOSES = "naming_exposes_victim"
_PROTECT_BY_CLASS = "A condition by class protects without a name."

# Sorts of tie that are conduct in which both took part, whatever else is known of the other.
_CONDUCT = ("by_other", "crime", "same_person", "same_line")
# Sorts that are so only where the other has an exploiter finding with more than limited support:
# without one, the other may be a customer, a guest, or somebody to whom things are done.
_CONDUCT_OF_EXPLOITERS = ("on_other", "same_home", "trade")

_FAMILY = "SELECT b, min(relation) FROM kin WHERE a = $person AND b <> a GROUP BY b ORDER BY b"
_SUPPORTS = "SELECT DISTINCT b FROM supports_pairs WHERE a = $person AND b <> a ORDER BY b"
_IN_LAWS = """
    SELECT DISTINCT k.b FROM kin k JOIN kin mine ON mine.b = k.a
    WHERE mine.a = $person AND k.b <> $person ORDER BY k.b
"""
_SAME_SCHOOL = """
    SELECT DISTINCT o.from_id FROM evidence m JOIN evidence o ON o.to_id = m.to_id
    JOIN organisations s ON s.id = m.to_id AND s.type = 'school'
    WHERE m.from_id = $person AND m.kind = 'member_of' AND o.kind = 'member_of'
      AND m.usable AND o.usable AND o.from_id <> $person ORDER BY o.from_id
"""
# Orders in force whose conditions name the subject, and orders on the subject that name others.
_ORDERS = f"""
    SELECT CASE WHEN o.person = $person THEN n.target ELSE o.person END AS other,
           list(DISTINCT concat(o.type, ' ', o.id) ORDER BY concat(o.type, ' ', o.id))
    FROM orders o
    JOIN (SELECT order_id, unnest(targets) AS target FROM conditions) n ON n.order_id = o.id
    WHERE (o.made_day IS NULL OR o.made_day <= $as_of) AND (o.ends IS NULL OR o.ends >= $as_of)
      AND (o.person = $person) <> (n.target = $person)
      AND {not_discharged("o.id", "$as_of")}
    GROUP BY other ORDER BY other
"""


@dataclass(frozen=True, slots=True)
class _Around:
    """Everybody within reach of the subject, and what is known of each."""

    person: str
    ties: dict[str, tuple[Tie, ...]]
    people: dict[str, Standing]
    family: dict[str, str]
    supporters: frozenset[str]
    in_laws: frozenset[str]
    schoolmates: frozenset[str]
    orders: dict[str, tuple[str, ...]]
    homes: frozenset[str]

    @property
    def others(self) -> tuple[str, ...]:
        """Ids of everybody but the subject, in order."""
        return tuple(sorted(set(self.people) - {self.person}))


def non_association(
    con: "duckdb.DuckDBPyConnection",
    person: str,
    findings: Iterable[Finding],
    as_of: date,
    proposals: Iterable[Proposal] | None = None,
) -> NonAssociation:
    """Whom an order on that person should keep apart: listed with reasons, or left out with one.

    Somebody is listed who took part: conduct of both, in one event, towards one person, in one
    home or on one line, or from one to the other; from two independent sources, neither graded 3
    and one of them A to C; and who is an adult, no possible victim, no family, no professional.

    Args:
        con: A connection with the views of a case.
        person: Id of the subject; anybody known, also somebody who is not proposed.
        findings: All findings of that day, of every claim.
        as_of: The day to look from.
        proposals: Those that follow from these findings, to spare working them out again.

    Returns:
        Everybody within reach either listed or left out, by id; then the conditions that protect
        those whom a name would expose.

    Raises:
        UnknownId: There is no person with that id.
    """
    evidence_tables.prepare_facts(con, as_of)
    found = tuple(findings)
    around = _around(con, person, found, as_of)
    verdicts = {other: _verdict(other, around) for other in around.others}
    exposed = tuple(o for o, left in verdicts.items() if left and left.code == _EXPOSES)
    circle = Circle(
        person, exposed, around.ties, around.people, frozenset(around.family), around.homes
    )
    conditions = class_conditions(con, circle)
    protected = {each for condition in conditions for each in condition.protects}
    return NonAssociation(
        person=person,
        listed=tuple(
            _listed(other, around, exposed, protected)
            for other, left in verdicts.items()
            if left is None
        ),
        left_out=tuple(left for left in verdicts.values() if left is not None),
        class_conditions=conditions,
        label=around.people[person].label,
        note=_note(
            person, _proposal(con, person, found, as_of) if proposals is None else proposals
        ),
    )


def _around(
    con: "duckdb.DuckDBPyConnection", person: str, findings: tuple[Finding, ...], as_of: date
) -> _Around:
    if not con.execute("SELECT 1 FROM people WHERE id = ?", [person]).fetchall():
        raise UnknownId(
            f"no person with the id {person}", hint="Ids of people are those of people.csv."
        )
    homes = frozenset(each.subject for each in findings if each.claim == "cuckooed_address")
    ties = ties_of(con, person, homes)
    asked = {"person": person}
    family = dict(con.execute(_FAMILY, asked).fetchall())
    supporters = _ids(con, _SUPPORTS, asked)
    orders = {
        other: tuple(names)
        for other, names in con.execute(_ORDERS, asked | {"as_of": as_of}).fetchall()
    }
    likely = _likely_victims_named(person, findings)
    within_reach = {person, *ties, *family, *supporters, *orders, *likely}
    return _Around(
        person=person,
        ties=ties,
        people=standings(con, within_reach, findings, as_of),
        family=family,
        supporters=supporters,
        in_laws=_ids(con, _IN_LAWS, asked),
        schoolmates=_ids(con, _SAME_SCHOOL, asked),
        orders=orders,
        homes=homes,
    )


def _ids(con: "duckdb.DuckDBPyConnection", question: str, asked: dict[str, str]) -> frozenset[str]:
    return frozenset(row[0] for row in con.execute(question, asked).fetchall())


def _likely_victims_named(person: str, findings: tuple[Finding, ...]) -> set[str]:
    """Likely victims whom the subject's own findings name, though no link joins the two."""
    victims = {each.subject for each in findings if each.claim == "likely_victim"}
    return {
        other
        for finding in findings
        if finding.subject == person
        for reason in finding.reasons
        for other in reason.others
        if other in victims
    }


def _verdict(other: str, around: _Around) -> LeftOut | None:
    """Why that person is left out; None for somebody to list."""
    who, ties = around.people[other], around.ties.get(other, ())
    left = _for_who_they_are(who, ties, around) or _for_the_evidence(
        who, ties, other in around.orders
    )
    return left and LeftOut(other, left[0], left[1], who.label)


def _for_who_they_are(
    who: Standing, ties: tuple[Tie, ...], around: _Around
) -> tuple[str, str] | None:
    harmed = any(tie.sort in HARM for tie in ties)
    if who.professional or who.person in around.supporters:
        role = who.role.replace("_", " ") or "a professional or carer"
        return "professional", f"In touch as {role}."
    if who.may_be_victim:
        text = _why_victim(who)
        if who.person in around.family:
            text += f" Also family ({around.family[who.person]})."
        return _EXPOSES, f"{text} {_PROTECT_BY_CLASS}"
    if who.person in around.family:
        relation = around.family[who.person].replace("_", "-")
        text = f"Family ({relation}): contact with family is not cut off by a list."
        if who.exploiter_support:
            text += (
                f" Has an exploiter finding with {who.exploiter_support} support: whether to list "
                "this person all the same is for a named supervisor to decide, with the reason."
            )
        return "family", text
    if who.is_child:
        return _EXPOSES, f"Aged {who.age}. {_PROTECT_BY_CLASS}"
    if who.at_risk:
        return _EXPOSES, f"Known to be at risk. {_PROTECT_BY_CLASS}"
    if harmed and not who.is_supported_exploiter:
        text = "What is recorded was done to this person, or to where they live."
        return _EXPOSES, f"{text} {_PROTECT_BY_CLASS}"
    return None


def _why_victim(who: Standing) -> str:
    if who.nrm in OPEN_REFERRALS:
        return f"A referral to the National Referral Mechanism is {who.nrm}."
    if who.victim_in:
        return f"Recorded as a victim of exploitation in {', '.join(who.victim_in)}."
    return f"May be being exploited: a likely-victim finding with {who.victim_support} support."


def _for_the_evidence(
    who: Standing, ties: tuple[Tie, ...], named_in_order: bool
) -> tuple[str, str] | None:
    conduct = [tie for tie in ties if _is_conduct(tie, who)]
    sources = [link.source for tie in ties for link in tie.links]
    reliable = {source.origin for source in sources if source.reliable}
    if not ties and named_in_order:
        return "association_only", "An order names the two together; no report that counts does."
    if any(tie.sort == "trade" for tie in ties) and not conduct:
        text = "Drugs or money changed hands; nothing shows that this person exploits anybody."
        return "association_only", text
    if not conduct:
        return "association_only", "Seen together or in touch; no conduct of both is recorded."
    if len(reliable) < MINIMUM_SOURCES:
        count = "one independent source" if reliable else "no source graded 1 or 2"
        return "single_source", f"Conduct is recorded, but by {count}; two are needed."
    if not any(source.dependable for source in sources):
        return "single_source", "No report is graded 1 or 2 and A to C."
    if who.age is None:
        text = "No date of birth is recorded: this person may be under 18. Establish the age first."
        return _EXPOSES, text
    return None


def _is_conduct(tie: Tie, who: Standing) -> bool:
    if tie.sort in _CONDUCT or (tie.sort == "same_home" and tie.controls_home):
        return True
    return tie.sort in _CONDUCT_OF_EXPLOITERS and who.is_supported_exploiter


def _listed(other: str, around: _Around, exposed: tuple[str, ...], protected: set[str]) -> Listed:
    who = around.people[other]
    ties = sorted(
        around.ties[other], key=lambda tie: (not _is_conduct(tie, who), tie.sort, tie.about)
    )
    reasons = [_reason(tie) for tie in ties]
    if other in around.orders:
        names = ", ".join(around.orders[other])
        text = (
            f"{reasons[0].text} A condition in force names one of the two to the other ({names})."
        )
        reasons[0] = ListedReason(text, reasons[0].links, reasons[0].reports)
    shared = {tie.about for tie in ties if tie.about_what in ("person", "address")}
    at = shared | {tie.about for tie in ties if tie.sort == "crime"}
    shared |= {
        each
        for each in exposed
        if any(tie.about in at and tie.sort in HARM for tie in around.ties.get(each, ()))
    }
    concerns = {each for each in shared if each not in around.people or each in exposed}
    protects = concerns or protected
    return Listed(
        other, tuple(reasons), tuple(sorted(protects)), _exceptions(who, around), who.label
    )


def _reason(tie: Tie) -> ListedReason:
    return ListedReason(
        phrase(tie),
        tuple(link.id for link in tie.links),
        tuple(sorted({link.report for link in tie.links})),
    )


def _exceptions(who: Standing, around: _Around) -> tuple[str, ...]:
    """Words for the exceptions to write in, in the vocabulary's order."""
    subject = around.people[around.person]
    words = set(ALWAYS_EXCEPTED)
    ages = (who.age, subject.age)
    if who.person in around.schoolmates or any(age is None or age < SCHOOL_AGE for age in ages):
        words.add("school_or_college")
    if who.person in around.in_laws:
        words.add("immediate_family")
    return tuple(word for word in EXCEPTION_WORDS if word in words)


def _proposal(
    con: "duckdb.DuckDBPyConnection", person: str, findings: tuple[Finding, ...], as_of: date
) -> tuple[Proposal, ...]:
    """What is proposed of that person, if anything."""
    relevant = [each for each in findings if each.claim != "exploiter" or each.subject == person]
    return candidates.propose(con, relevant, as_of)


def _note(person: str, proposals: Iterable[Proposal]) -> str:
    """What to know first: that this person is not, or not without a decision, proposed."""
    of_person = [each for each in proposals if each.person == person]
    if not of_person:
        return (
            f"{person} has no exploiter finding, and no order is proposed. The list says what the "
            "records hold, for a person to judge."
        )
    [proposal] = of_person
    if proposal.status == "candidate":
        return ""
    texts = [blocker.text for blocker in proposal.blockers]
    if proposal.status == "blocked":
        return (
            f"{person} is blocked until a named supervisor decides otherwise: {'; '.join(texts)}."
        )
    missing = [f"missing: {text}" for text in proposal.missing]
    return f"{person} is not proposed for an order: {'; '.join(missing + texts)}."

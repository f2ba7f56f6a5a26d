"""The schedule of prohibitions that might be asked for: each with the conduct that it answers.

Never a generic set: a prohibition is there only where recorded conduct stands behind it, and bears
the act, whom it would protect, what it would take from the subject, and what softens that. Period and
necessity are for people to decide; what is not known is said.
"""

from dataclasses import dataclass

from netgraph.orders.lint import Remark, lint
from netgraph.orders.statutes import statute
from netgraph.orders.terms import EXCEPTION_WORDING, save_clause
from netgraph.records import Act, ClassCondition, NonAssociation, Proposal

__all__ = ["ProposedProhibition", "prohibitions"]


@dataclass(frozen=True, slots=True)
class ProposedProhibition:
    """A prohibition that might be asked for, and what stands behind it.

    ``answers`` are the recorded acts that it answers, ``links`` and ``reports`` what else it rests
    on; ``protects`` ids; ``harm`` what it is meant to prevent; ``interference`` the rights that it
    touches; ``mitigation`` what softens that; ``period`` what the Act allows; ``remarks`` what to
    look at in the wording.
    """

    number: int
    category: str
    text: str
    answers: tuple[Act, ...]
    why: str
    protects: tuple[str, ...]
    harm: str
    exceptions: str
    interference: str
    mitigation: str
    period: str
    links: tuple[str, ...]
    reports: tuple[str, ...]
    remarks: tuple[Remark, ...]


# By category: the harm it is meant to prevent, rights that it touches, what softens that.
# SOURCE: [domain-2.1], [msa-2015-s24].
_BY_CATEGORY = {
    "contact_named": (
        "that those named act together again, or are used to reach those who are protected",
        "Articles 8 and 11: private life, and being with others",
        "the exceptions for court, custody, appointments and permission; each name is looked at anew",
    ),
    "contact_class": (
        "that the subject reaches those whom a name would expose",
        "Articles 8 and 11: private life, and being with others",
        "chance contact is left out; family, school and work are written in where they apply",
    ),
    "place": (
        "that homes of others are used or taken over again",
        "Article 8: private and family life",
        "the area is no wider than the map shows; appointments and permission are left out",
    ),
    "travel": (
        "that young people are moved away from home and from those who look after them",
        "Article 8: private and family life",
        "immediate family is left out",
    ),
    "device": (
        "that a line is run, and people reached, by telephones that nobody knows of",
        "Articles 8 and 10: correspondence, and expression",
        "a registered telephone is allowed, so that work, family and support stay in reach",
    ),
    "social_media": (
        "that people are sought out or threatened online",
        "Article 10: expression",
        "knowledge is part of the wording; ordinary use stays",
    ),
}
# Nothing that is proposed rests on who is nearby alone. SOURCE: [domain-2.2].
_NO_ACT = Remark(
    "no_act",
    "fix",
    "",
    "None of the acts that the proposal rests on stands behind it: who is nearby is no reason by itself. "
    "Name the act that it answers, or leave it out.",
    "domain-2.2",
)
_OTHER = ("harm that the file has to name", "to be named", "to be named")

_NAMED = (
    "Not to be with, or contact directly or indirectly by any means, any person named in schedule 1, "
    "{save}."
)


def prohibitions(
    proposal: Proposal, kept_apart: NonAssociation, order_type: str = "STRO"
) -> tuple[ProposedProhibition, ...]:
    """The prohibitions that recorded conduct might answer: named contact first, then by class."""
    found: list[ClassCondition] = []
    if kept_apart.listed:
        words = tuple(dict.fromkeys(word for each in kept_apart.listed for word in each.exceptions))
        known = tuple(word for word in words if word in EXCEPTION_WORDING)
        reasons = [reason for each in kept_apart.listed for reason in each.reasons]
        found.append(
            ClassCondition(
                "contact_named",
                _NAMED.format(save=save_clause(known)) if known else _NAMED.replace(", {save}", ""),
                f"People in schedule 1: {len(kept_apart.listed)}, each with two sources or more.",
                tuple(sorted({one for each in kept_apart.listed for one in each.protects})),
                tuple(sorted({link for reason in reasons for link in reason.links})),
                tuple(sorted({report for reason in reasons for report in reason.reports})),
            )
        )
    found += kept_apart.class_conditions
    return tuple(
        _prohibition(number, each, proposal, order_type)
        for number, each in enumerate(found, start=1)
    )


def _prohibition(
    number: int, condition: ClassCondition, proposal: Proposal, order_type: str
) -> ProposedProhibition:
    harm, interference, mitigation = _BY_CATEGORY.get(condition.category, _OTHER)
    behind = set(condition.links)
    answers = tuple(act for act in proposal.acts if behind & set(act.links))
    _, _, exceptions = condition.text.partition(" save ")
    return ProposedProhibition(
        number=number,
        category=condition.category,
        text=condition.text,
        answers=answers,
        why=condition.why,
        protects=condition.protects,
        harm=_harm(harm, answers),
        exceptions=exceptions.rstrip(". ") or "none is written in",
        interference=interference,
        mitigation=mitigation,
        period=_period(order_type) + _youngest(condition),
        links=condition.links,
        reports=condition.reports,
        remarks=(*lint(condition.text, order_type), *(() if answers else (_NO_ACT,))),
    )


def _harm(harm: str, answers: tuple[Act, ...]) -> str:
    """The harm to prevent, tied to when it was last recorded."""
    days = [act.date for act in answers if act.date is not None]
    return f"{harm}; last recorded on {max(days)}" if days else harm


def _youngest(condition: ClassCondition) -> str:
    if condition.until is None:
        return ""
    return f"; the youngest whom it is known to protect turns 18 on {condition.until}"


def _period(order_type: str) -> str:
    law = statute(order_type)
    if law is None:
        return "to be decided"
    parts = []
    if law.at_least_years:
        parts.append(f"at least {law.at_least_years} years")
    if law.at_most_years:
        parts.append(f"at most {law.at_most_years} years")
    if law.until_further_order:
        parts.append("or until further order")
    return f"{', '.join(parts)} ({law.effect_section}); to be decided for each prohibition"

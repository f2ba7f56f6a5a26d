"""Whether the wording of a condition is precise, can be kept and can be proved: remarks, never a rule.

A table of rules, each a pattern over the text, with what to do instead and where it comes from.
Words cannot say whether a condition is necessary or proportionate: that it is tied to conduct that
is shown, and to a harm, stands in the file (conditions.py), and is for lawyers and the court.
"""

import re
from dataclasses import dataclass

from netgraph.orders.statutes import statute

__all__ = ["RULES", "LintRule", "Remark", "lint"]

# A remark to act on before the wording goes to a court, and one to think about.
FIX, LOOK = "fix", "look"


@dataclass(frozen=True, slots=True)
class LintRule:
    """A way in which wording goes wrong: found where ``when`` is and ``unless`` is not.

    ``prohibitions_only``: holds only for orders that can only prohibit. ``absent``: found where
    ``when`` is and ``unless`` is nowhere in the text, so that there is no place to show.
    """

    code: str
    level: str
    when: str
    text: str
    source: str
    unless: str = ""
    absent: bool = False
    prohibitions_only: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What to change or think about in a wording, the words that it is about, and why."""

    code: str
    level: str
    words: str
    text: str
    source: str


_SAVE = r"\b(save|saving|except|unless|other than|apart from)\b"
_PROHIBITS = r"\b(not|never|prohibited|forbidden)\b"
_CONTACT = r"\b(be with|contact|communicat\w+|approach\w*|meet\w*|speak\w*)\b"
_NAMED = r"\b(named|schedule|mother|father|brother|sister|family)\b|\bunder 18\b"
_KNOWING = r"\b(know\w*|ought to know|believ\w+|appears? to|aware)\b"
_MARKED = r"\bmap\b|\bplan\b|\bmarked\b|\bedged\b|\bbounded by\b|\bthe following (streets|roads)\b"

# SOURCE: [domain-2.2], [cps-ancillary-orders], [boness], [msa-2015-s24], [thurrock-injunction-2018].
RULES = (
    LintRule(
        "positive_requirement", FIX,
        r"^(?!.*\b(not to|must not|shall not|may not|prohibited from|forbidden)\b)",
        "This order can only prohibit: write what must not be done, with an “unless” for what is "
        "allowed (not to own a telephone unless its number has been registered).",
        "msa-2015-s24", prohibitions_only=True,
    ),
    LintRule(
        "positive_requirement", FIX,
        r"[.;]\s+(?:and\s+)?(?:you )?(?:must|shall|are to|will|to)\s+(?!not\b)"
        r"(?:attend|report|hand|surrender|notify|inform|register|live|reside|stay|remain|provide|allow|submit|"
        r"engage|complete|wear|keep)\w*",
        "This order can only prohibit: what must be done cannot stand beside what must not. (Giving "
        "name and address, and passports, are ordered separately, sections 25 and 26.)",
        "msa-2015-s24", prohibitions_only=True,
    ),
    LintRule(
        "associate", FIX, r"\bassociat\w+ with\b",
        "Nobody can tell what “associating” is: write “not to be with, or contact”.",
        "cps-ancillary-orders",
    ),
    LintRule(
        "mirrors_offence", FIX,
        r"\b(?:commit|encourag\w+|assist\w*) (?:in )?(?:any|an|a|further)? ?(?:criminal |other )?offen[cs]\w*|\bbreak(?:ing)? the law\b|"
        r"\b(?:possess\w*|supply\w*|sell\w*|deal\w*) (?:in )?(?:any )?(?:controlled |illegal )?(?:drug|substance)s?\b|"
        r"\b(?:possess\w*|carry\w*|have) (?:any |a |an )?(?:offensive |bladed )?(?:weapon|knife|article|firearm)s?\b|"
        r"\b(?:assault|traffic|rob|steal from|rape)\w* (?:any|another)\b",
        "This is an offence already; an order is not there to raise its maximum. Forbid what comes "
        "before it.",
        "boness", unless=r"\bcould be used\b",
    ),
    LintRule(
        "could_be_used", FIX,
        r"\b(?:anything|any (?:item|article|object|thing)s?)\b[^.;]{0,40}\b(?:could|may|might|can|capable of)\b",
        "Everything can be used as something: name the articles, and what ties them to conduct shown.",
        "boness",
    ),
    LintRule(
        "no_map", FIX,
        r"\b(?:area|zone|boundar\w+|perimeter|estate|ward|town centre)\b",
        "Show the area on a map that is attached, or list its streets.",
        "domain-2.2", unless=rf"{_MARKED}|\barea of (?:law|work)\b", absent=True,
    ),
    LintRule(
        "vague_place", FIX,
        r"\b(?:vicinity|near(?:by)?|around|close to|surrounding)\b|\bin the region of\b",
        "Nobody can tell where this ends: give a line on a map, or a distance from a fixed point.",
        "domain-2.2", unless=r"\d+ ?(?:metres?|yards?|m|miles?)\b|\baround the clock\b",
    ),
    LintRule(
        "vague_time", FIX,
        r"\b(?:late|early|at night|night[- ]?time|in the evening|after dark|school hours|unsociable hours)\b",
        "Give times of the clock.", "domain-2.2", unless=r"\d{1,2}[:.]\d\d",
    ),
    LintRule(
        "vague_word", FIX,
        r"\b(?:inappropriate\w*|suspicious\w*|undesirable|unsuitable|excessive\w*|anti-?social\w*|loiter\w*|etc|"
        r"and/or|or similar|disreputable|improper\w*|as necessary|where possible|unreasonabl\w+|nuisance)\b",
        "The subject must know exactly what is forbidden: write what it is.", "domain-2.2",
    ),
    LintRule(
        "unnamed_people", FIX,
        r"\b(?:known|convicted|criminal|negative|co-?|former|gang)[ -]?(?:criminal\w*|offend\w+|associates?|peers?|"
        r"nominals?|users?|dealers?|defendants?|members?)\b|\bany(?:body|one| person)? (?:who is )?(?:involved|linked|connected)\b",
        "Name those who are meant, or describe them so that the subject can tell who they are.",
        "domain-2.2",
    ),
    LintRule(
        "unnamed_people", FIX, r"\b(?:his|her|their|the|your) (?:usual |old )?(?:friends|group|crew|gang)\b",
        "Name those who are meant: a group has no list of its own.", "domain-2.2",
        unless=r"\bgroup of (?:two|three|four|five|\d+) or more\b",
    ),
    LintRule(
        "group_without_number", FIX, r"\b(?:congregat\w+|gather\w*|in a group)\b",
        "Say from how many people, where, and what they do.", "thurrock-injunction-2018",
        unless=r"\b(?:two|three|four|five|six|\d+) or more\b|\bsupport group\b|\bage group\b", absent=True,
    ),
    LintRule(
        "exposes_somebody", FIX, r"\b(?:victims?|complainants?|informants?|witness\w*|injured part\w+)\b",
        "The order would tell who said something: use a class of people, a confidential schedule or "
        "an area.",
        "decision-0006",
    ),
    LintRule(
        "blanket_ban", FIX,
        r"\b(?:use|access\w*|possess\w*|own)\b[^.;]{0,30}\b(?:the internet|any (?:computer|telephone|phone|mobile phone|device)\b)",
        "A ban without any exception is rarely proportionate: say what is allowed, and how it is "
        "registered.",
        "smith-2011", unless=_SAVE + r"|\bmore than one\b|\bsecond\b", absent=True,
    ),
    LintRule(
        "excuse_excluded", FIX,
        r"\b(?:under any circumstances?|for any reason|without exception|whatever the reason|"
        r"prove (?:that )?(?:you|he|she|they)|burden)\b",
        "The Act leaves room for a reasonable excuse: the wording cannot take it away, nor turn who "
        "has to show it.",
        "msa-2015-s30",
    ),
    LintRule(
        "no_exception", LOOK, _CONTACT,
        "Think of court, appointments, school or college, custody, written permission, family: "
        "without an exception the order forbids them.",
        "thurrock-injunction-2018", unless=_SAVE, absent=True,
    ),
    LintRule(
        "whom", FIX, r"\bnot to\b[^.;]{0,12}" + _CONTACT,
        "Say whom: a name, a schedule, or a class that the subject can tell.", "domain-2.2",
        unless=rf"{_NAMED}|\bperson\b|\bpeople\b|\banyone\b|\bchild\b|(?-i:[A-Z][a-z]+ [A-Z])|(?-i:\b[A-Z]\b)", absent=True,
    ),
    LintRule(
        "age_not_known", LOOK, r"\bunder (?:the age of )?(?:16|18|eighteen|sixteen)\b|\bchild(?:ren)?\b|\bminors?\b",
        "Say what the subject must know of the age (knows or ought to know).", "domain-2.2",
        unless=_KNOWING, absent=True,
    ),
    LintRule(
        "means_of_contact", LOOK, r"\b(?:contact|communicat)\w*\b",
        "Say by which means: directly or indirectly, in person, online, through somebody else.",
        "domain-2.2", unless=r"\b(?:indirect\w*|any means|online|telephone|through)\b", absent=True,
    ),
    LintRule(
        "needs_a_link", LOOK, r"\b(?:hood\w*|face cover\w+|balaclava\w*|mask\w*|cash|clothing)\b",
        "Courts have struck this out where no conduct tied it to the harm: name that conduct in the "
        "file.",
        "boness",
    ),
    LintRule(
        "open_period", FIX, r"\b(?:foreseeable future|for now|until (?:things|matters)|indefinite\w*|permanent\w*|for life)\b",
        "Give a period, or “until further order”.", "msa-2015-s24",
    ),
)  # fmt: skip

# Words in one sentence beyond which few people can say what it forbids. SOURCE: [domain-2.2].
_LONGEST_SENTENCE = 70


def lint(text: str, order_type: str = "STRO") -> tuple[Remark, ...]:
    """What to change, or to think about, in the wording of a condition; empty for nothing.

    Args:
        text: The wording of one condition.
        order_type: The kind of order that it is for: some can only prohibit.

    Example:
        >>> [each.code for each in lint("Not to associate with B, save at a court hearing.")]
        ['associate']
    """
    law = statute(order_type)
    only = law is not None and law.prohibitions_only
    flat = " ".join(text.split())
    found = [
        remark
        for rule in RULES
        if (only or not rule.prohibitions_only) and (remark := _found(rule, flat)) is not None
    ]
    longest = max((len(part.split()) for part in re.split(r"[.;]", flat)), default=0)
    if longest > _LONGEST_SENTENCE:
        told = "Few people can say what this forbids: make it shorter, or a list with letters."
        found.append(Remark("too_long", LOOK, f"{longest} words", told, "domain-2.2"))
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.level != FIX))


def _found(rule: LintRule, text: str) -> Remark | None:
    match = re.search(rule.when, text, re.IGNORECASE)
    if match is None or (rule.unless and _excused(rule, text, match)):
        return None
    return Remark(rule.code, rule.level, match.group(0).strip(" .;"), rule.text, rule.source)


def _excused(rule: LintRule, text: str, match: re.Match[str]) -> bool:
    """Whether what excuses it is in the text, or (not ``absent``) within its own sentence."""
    if rule.absent:
        return re.search(rule.unless, text, re.IGNORECASE) is not None
    start = max(text.rfind(mark, 0, match.start()) for mark in ".;") + 1
    ends = [place for mark in ".;" if (place := text.find(mark, match.end())) >= 0]
    return (
        re.search(rule.unless, text[start : min(ends, default=len(text))], re.IGNORECASE)
        is not None
    )

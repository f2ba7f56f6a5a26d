"""What the law says of each kind of order: periods, ages, commencement, each with its section.

Data, and the checks that follow from it. A check speaks of an order as it would be recorded; it
never says that an order ought to be made. Where a section is not known to be in force, its day is
None and has to be given by whoever knows.

How a period is counted. Whether the day of making counts towards it can be argued, so an order is
recorded as long enough only if it is so without that day. Of an order that a court has made, and that
is imported, ``first_day_counts`` says that the other reading is good enough too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = [
    "REPLACED_BY_THE_NEXT",
    "STATUTES",
    "Draft",
    "DraftCondition",
    "RuleBroken",
    "Statute",
    "add_years",
    "is_travel_ban",
    "length",
    "rules_broken",
    "statute",
]

# Kinds of order that cease to have effect when the next of the kind is made on the same person.
# SOURCE: [msa-2015-s24], [msa-2015-s17].
REPLACED_BY_THE_NEXT = ("STRO", "STPO")


@dataclass(frozen=True, slots=True)
class Statute:
    """The limits of one kind of order.

    Years are whole years. ``in_force_from`` is the first day on which such an order could be made;
    None: not known to be in force. ``no_discharge_within`` are the years within which consent is
    needed. ``prohibitions_only`` says that it cannot tell somebody to do something.
    """

    type: str
    name: str
    act: str
    in_force_from: date | None
    in_force_source: str
    effect_section: str
    at_least_years: int | None = None
    at_most_years: int | None = None
    until_further_order: bool = True
    travel_section: str = ""
    travel_at_most_years: int | None = None
    minimum_age: int = 10
    age_section: str = ""
    vary_section: str = ""
    no_discharge_within: int | None = None
    interim_section: str = ""
    breach_section: str = ""
    prohibitions_only: bool = False


_MSA = "Modern Slavery Act 2015"
_MSA_COMMENCED = "S.I. 2015/1476, regulation 2"

# SOURCE: [msa-2015-s23], [msa-2015-s24], [msa-2015-s25], [msa-2015-s27], [msa-2015-s17],
# [msa-2015-commencement], [crime-and-policing-act-2026], [pca-2009-s34], [sca-2007-s16].
STATUTES = (
    Statute(
        "STRO", "slavery and trafficking risk order", _MSA, date(2015, 7, 31), _MSA_COMMENCED,
        "section 24(4)", at_least_years=2, travel_section="section 25(1)", travel_at_most_years=5,
        vary_section="section 27", no_discharge_within=2, interim_section="section 28",
        breach_section="section 30", prohibitions_only=True,
    ),
    Statute(
        "interim_STRO", "interim slavery and trafficking risk order", _MSA, date(2015, 7, 31),
        _MSA_COMMENCED, "section 28", until_further_order=False, vary_section="section 28",
        interim_section="section 28", breach_section="section 30", prohibitions_only=True,
    ),
    Statute(
        "STPO", "slavery and trafficking prevention order", _MSA, date(2015, 7, 31), _MSA_COMMENCED,
        "section 17(4)", at_least_years=5, travel_section="section 18(1)", travel_at_most_years=5,
        vary_section="section 20", no_discharge_within=5, interim_section="section 21",
        breach_section="section 30", prohibitions_only=True,
    ),
    Statute(
        "CCEPO", "child criminal exploitation prevention order", "Crime and Policing Act 2026",
        None, "", "Part 4", minimum_age=18, age_section="Part 4",
    ),
    Statute(
        "gang_injunction", "injunction to prevent gang-related violence and drug dealing",
        "Policing and Crime Act 2009", None, "not held here", "section 36(2)", at_most_years=2,
        until_further_order=False, minimum_age=14, age_section="section 34",
    ),
    Statute(
        "SCPO", "serious crime prevention order", "Serious Crime Act 2007", None, "not held here",
        "section 16", at_most_years=5, until_further_order=False, minimum_age=18,
        age_section="section 6",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class DraftCondition:
    """A condition of an order that is to be recorded: its period as far as it has its own."""

    number: str
    text: str
    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An order that is to be recorded, as far as the law looks at it.

    ``first_day_counts``: the day of making counts towards the shortest period; see above.
    """

    type: str
    made: date
    ends: date | None
    interim: bool
    served: date | None
    date_of_birth: date | None
    first_day_counts: bool = False
    conditions: tuple[DraftCondition, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleBroken:
    """A rule that an order as recorded would break: the section, and what it says of this order."""

    section: str
    text: str


def statute(kind: str) -> Statute | None:
    """The limits of that kind of order; None where none are held."""
    return next((each for each in STATUTES if each.type == kind), None)


def add_years(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March where there is none.

    Example:
        >>> add_years(date(2024, 2, 29), 1)
        datetime.date(2025, 3, 1)
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def length(first: date, last: date) -> str:
    """How long it is from one day to another, in years and days.

    Example:
        >>> length(date(2025, 1, 10), date(2027, 1, 9))
        '1 year 364 days'
    """
    years = last.year - first.year
    if add_years(first, years) > last:
        years -= 1
    days = (last - add_years(first, years)).days
    parts = [_count(years, "year"), _count(days, "day")]
    return " ".join(part for part in parts if part) or "0 days"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""


_ABROAD = re.compile(
    r"\b(travel\w*|leav\w+|go\w*|depart\w*)\b[^.]*"
    r"\b(outside the (united kingdom|uk)|the (united kingdom|uk)\b|abroad|overseas|foreign countr\w+)",
    re.IGNORECASE,
)


def is_travel_ban(text: str) -> bool:
    """Whether the wording of a condition reads as a prohibition on foreign travel.

    Example:
        >>> is_travel_ban("Not to travel to any country outside the United Kingdom.")
        True
        >>> is_travel_ban("Not to arrange travel of any person under 18.")
        False
    """
    return _ABROAD.search(text) is not None


def rules_broken(
    draft: Draft, commenced: date | None = None, *, periods_only: bool = False
) -> tuple[RuleBroken, ...]:
    """Every rule that the order as recorded would break, in the order of the Act.

    Args:
        draft: The order and its conditions.
        commenced: First day on which such orders could be made, where STATUTES does not hold it.
        periods_only: Leave out commencement and age, which are those of the day of making.
    """
    law = statute(draft.type)
    found = [*_own_days(draft)]
    if law is not None and not periods_only:
        found += [*_commencement(draft, law, commenced), *_age(draft, law)]
    if law is not None:
        found += _periods(draft, law)
    return tuple(found)


def _own_days(draft: Draft) -> Iterator[RuleBroken]:
    """What no order can be, whatever the Act."""
    if draft.ends is not None and draft.ends < draft.made:
        yield RuleBroken(_section(draft), f"it would end on {draft.ends}, before it is made")
    if draft.served is not None and draft.served < draft.made:
        yield RuleBroken(
            _section(draft), f"it would be served on {draft.served}, before it is made"
        )
    for each in draft.conditions:
        name = _named(each)
        if each.starts is not None and each.starts < draft.made:
            yield RuleBroken(
                _section(draft), f"{name} would begin on {each.starts}, before the order"
            )
        if each.starts is not None and each.ends is not None and each.ends < each.starts:
            yield RuleBroken(_section(draft), f"{name} would end before it begins")
        if each.ends is not None and each.ends < draft.made:
            yield RuleBroken(_section(draft), f"{name} would end before the order is made")
        if draft.ends is not None and each.starts is not None and each.starts > draft.ends:
            yield RuleBroken(_section(draft), f"{name} would begin after the order ends")
        if draft.ends is not None and each.ends is not None and each.ends > draft.ends:
            yield RuleBroken(_section(draft), f"{name} would end on {each.ends}, after the order")


def _section(draft: Draft) -> str:
    law = statute(draft.type)
    return f"{law.act}, {law.effect_section}" if law is not None else "the register"


def _named(each: DraftCondition) -> str:
    return f"condition {each.number}" if each.number else "a condition"


def _commencement(draft: Draft, law: Statute, commenced: date | None) -> Iterator[RuleBroken]:
    """No order before the day on which its Act came into force."""
    day = law.in_force_from or commenced
    where = f"{law.act}, {law.effect_section}"
    if day is None and not law.in_force_source:
        yield RuleBroken(
            where, "not known here to be in force: give its first day (--commenced) if it is"
        )
    elif day is not None and draft.made < day:
        yield RuleBroken(where, f"in force from {day}; this order was made on {draft.made}")


def _age(draft: Draft, law: Statute) -> Iterator[RuleBroken]:
    if not law.age_section:
        return
    where = f"{law.act}, {law.age_section}"
    if draft.date_of_birth is None:
        if law.minimum_age >= 18:
            yield RuleBroken(where, f"only from the age of {law.minimum_age}; the age is not known")
    elif add_years(draft.date_of_birth, law.minimum_age) > draft.made:
        yield RuleBroken(where, f"only from the age of {law.minimum_age} on the day it is made")


def _periods(draft: Draft, law: Statute) -> Iterator[RuleBroken]:
    """The period of each prohibition; of the order itself where it has no conditions yet."""
    spans = [
        (_named(each), each.text, each.starts or draft.made, each.ends or draft.ends)
        for each in draft.conditions
    ] or [("the order", "", draft.made, draft.ends)]
    for name, text, first, last in spans:
        if draft.interim or law.type == "interim_STRO":
            if last is None:
                where = f"{law.act}, {law.interim_section or law.effect_section}"
                yield RuleBroken(
                    where, f"{name} needs a fixed end: an interim order has a fixed period"
                )
        elif law.travel_at_most_years is not None and is_travel_ban(text):
            yield from _travel(law, name, first, last)
        else:
            yield from _span(law, name, (first, last), draft)


def _travel(law: Statute, name: str, first: date, last: date | None) -> Iterator[RuleBroken]:
    years = law.travel_at_most_years or 0
    rule = f"a prohibition on foreign travel has a fixed period of at most {years} years"
    if last is None:
        yield RuleBroken(f"{law.act}, {law.travel_section}", f"{name} has no fixed end; {rule}")
    elif last > add_years(first, years):
        told = f"{name} would run {length(first, last)}; {rule}"
        yield RuleBroken(f"{law.act}, {law.travel_section}", told)


def _span(
    law: Statute, name: str, span: tuple[date, date | None], draft: Draft
) -> Iterator[RuleBroken]:
    first, last = span
    where = f"{law.act}, {law.effect_section}"
    if last is None:
        if not law.until_further_order:
            yield RuleBroken(where, f"{name} needs a fixed end")
        return
    if last < first:
        return
    counted = last + timedelta(days=1) if draft.first_day_counts else last
    if law.at_least_years is not None and counted < add_years(first, law.at_least_years):
        rule = f"at least {law.at_least_years} years, or until further order"
        yield RuleBroken(where, f"{name} would run {length(first, last)}; {rule}")
    if law.at_most_years is not None and last > add_years(first, law.at_most_years):
        rule = f"at most {law.at_most_years} years"
        yield RuleBroken(where, f"{name} would run {length(first, last)}; {rule}")

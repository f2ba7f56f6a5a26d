"""The question for likely victims, and what carries it: what others are recorded to have done to them.

Beside this: likely_victim_beginning.py (what the fragments read), likely_victim_events.py (events
and contacts) and likely_victim_context.py (dated facts, other explanations). Each fragment says the
same as the indicator of its name in findings/victims*.py.
"""

from netgraph.findings.exploiters import SEVERAL_PEOPLE
from netgraph.in_database import likely_victim_context, likely_victim_events
from netgraph.in_database.evidence import cypher_list, fewer
from netgraph.in_database.fragments import Found, Question, fragment
from netgraph.in_database.likely_victim_beginning import beginning
from netgraph.in_database.people import CHILD, DEALT, NAMED, SOURCES, under_18

__all__ = ["QUESTION", "likely_victim_context", "likely_victim_events"]

CLAIM = "likely_victim"

QUESTION = Question(
    claim=CLAIM,
    subject="person",
    label="Person",
    named=NAMED,
    left_out="false",
    beginning=beginning,
    asks="Who is recorded as used or harmed by others and may need protecting, and why?",
    shows="p56 comes first: brought in by others, threatened, told what to do, missing and found "
    "far from home. p76 is in this answer although exploiter.cypher shows p76 as well: a child who "
    "acts for others may be made to.",
)

_FEW = fewer("people", "sources")
_HARMS = cypher_list(
    "DIRECTS", "RECRUITED", "SUPPLIES", "THREATENS", "ARRANGES_TRAVEL_FOR", "IN_DEBT_TO"
)


def _suffered(
    kind: str, only: str = "", *, marks: tuple[str, ...] = (), points: str = "null"
) -> Found:
    """Conduct of that kind of others towards this person; each of the marks becomes ``any_…``."""
    words = SOURCES | CHILD if "young" in marks else SOURCES
    condition = f" AND {only}" if only else ""
    return Found(
        rows="UNWIND deeds AS each\n"
        f"WITH each WHERE NOT each.did AND each.kind = '{kind}'{condition}",
        sums=DEALT | {f"any_{mark}": f"max(each.{mark})" for mark in marks},
        amount=_FEW,
        points=points,
        words=words,
    )


@fragment(CLAIM)
def told_what_to_do() -> Found:
    return _suffered(
        "DIRECTS",
        marks=("young", "age_unknown", "at_risk"),
        points="CASE WHEN any_young OR any_age_unknown OR any_at_risk THEN 3 ELSE 2 END",
    )


@fragment(CLAIM)
def recruited_by_somebody() -> Found:
    return _suffered("RECRUITED", marks=("young",), points="CASE WHEN any_young THEN 4 ELSE 3 END")


@fragment(CLAIM)
def threatened_by_somebody() -> Found:
    return Found(
        rows="""
UNWIND deeds AS each
WITH each WHERE NOT each.did AND each.kind = 'THREATENS' AND NOT each.both_ways""",
        sums=DEALT
        | {
            "any_outside": "max(NOT each.family)",
            "any_exposed": "max(NOT each.family AND (each.young OR each.at_risk))",
            "any_young": "max(each.young)",
        },
        amount=_FEW,
        points=f"CASE WHEN any_outside AND (any_exposed OR {_FEW} >= {SEVERAL_PEOPLE}) THEN 3 "
        "WHEN any_outside THEN 2 ELSE 1 END",
        words=SOURCES | CHILD,
    )


@fragment(CLAIM)
def travel_arranged_by_others() -> Found:
    return _suffered(
        "ARRANGES_TRAVEL_FOR",
        "NOT each.family AND NOT each.helper AND NOT each.by_professional "
        "AND (each.young OR each.at_risk)",
        marks=("young",),
        points="CASE WHEN any_young THEN 3 ELSE 2 END",
    )


@fragment(CLAIM)
def in_debt_to_somebody() -> Found:
    return _suffered(
        "IN_DEBT_TO", "NOT each.family AND NOT each.helper AND NOT each.by_professional"
    )


@fragment(CLAIM)
def given_drugs_to_hold() -> Found:
    return _suffered(
        "SUPPLIES",
        "(each.young OR each.at_risk)",
        marks=("young",),
        points="CASE WHEN any_young THEN 2 ELSE 1 END",
    )


@fragment(CLAIM)
def home_controlled_by_others() -> Found:
    return Found(
        rows="UNWIND held AS each",
        sums=DEALT | {"homes": "collect(DISTINCT each.home)"},
        amount=_FEW,
        words=SOURCES | {"homes": "homes"},
    )


@fragment(CLAIM)
def disclosed_by_themselves() -> Found:
    return Found(
        rows=f"""
UNWIND deeds AS each
WITH * WHERE NOT each.did AND each.kind = 'ACCUSES' AND NOT person IN professionals
  AND ({under_18("person.date_of_birth", "each.day")} OR person IN referred
    OR recorded_as_victim
    OR any(harm IN deeds WHERE NOT harm.did AND harm.fellow = each.fellow
      AND harm.kind IN {_HARMS}))""",
        sums=DEALT,
        amount=_FEW,
        words=SOURCES,
    )

"""The question for homes that may be taken over, and what carries it: what was done, happened, told.

Beside this: cuckooed_address_beginning.py (what the fragments read), cuckooed_address_signs.py (who
was seen there, weak signs) and cuckooed_address_against.py (other explanations). Each fragment
says the same as the indicator of its name in findings/cuckooing*.py.
"""

from netgraph.findings.cuckooing import FEWEST_VISITORS
from netgraph.in_database import cuckooed_address_against, cuckooed_address_signs
from netgraph.in_database.cuckooed_address_beginning import beginning, was_resident
from netgraph.in_database.evidence import fewer, flat, has_flag
from netgraph.in_database.fragments import Found, Question, fragment

__all__ = ["QUESTION", "cuckooed_address_against", "cuckooed_address_signs"]

CLAIM = "cuckooed_address"

QUESTION = Question(
    claim=CLAIM,
    subject="address",
    label="Address",
    named="coalesce(address.line + ', ' + address.postcode, address.line, address.postcode, "
    "address.id)",
    left_out="address.use IN ['business', 'public']",
    beginning=beginning,
    asks="Which homes may others have taken over, and why?",
    shows="26 Mariner Way, where three people who do not live there control who enters and "
    "missing children were found; 43 Needle Lane, whose occupant told of it; three more homes with "
    "less behind them.",
)


@fragment(CLAIM)
def visitors_with_supply_history() -> Found:
    strong = (
        f"origins >= 2 AND (people >= {FEWEST_VISITORS} OR history_origins >= {FEWEST_VISITORS})"
    )
    return Found(
        rows="""
UNWIND [each IN visits WHERE each.person IN [past IN history | past.person] |
    {id: each.id, link: each.link, event: null, report: each.report, origin: each.origin,
     day: null, past: false}]
  + [each IN history | each {.id, .link, .event, .report, .origin, .day, past: true}] AS each""",
        sums={
            "people": "count(DISTINCT each.id)",
            "others": "collect(each.id)",
            "links": "collect(each.link)",
            "events": "collect(each.event)",
            "reports": "collect(each.report)",
            "origins": "count(DISTINCT each.origin)",
            "history_origins": "count(DISTINCT CASE WHEN each.past THEN each.origin END)",
            "day": "max(each.day)",
        },
        amount=fewer("people", "origins"),
        carries=strong,
        points=f"CASE WHEN {strong} THEN 3 ELSE 2 END",
        words={"people": "people"},
    )


@fragment(CLAIM)
def missing_child_found_there() -> Found:
    return Found(
        rows="UNWIND found_children AS each",
        sums={
            "found": "count(DISTINCT each.event)",
            "origins": "count(DISTINCT each.origin)",
            "others": "collect(each.id)",
            "links": flat("collect(each.links)"),
            "reports": flat("collect(each.reports)"),
            "events": "collect(each.event)",
            "day": "max(each.day)",
        },
        amount=fewer("found", "origins"),
    )


@fragment(CLAIM)
def deal_line_tied_to_address() -> Found:
    return Found(
        rows="""
UNWIND [each IN evidence WHERE each.type = 'TIED_TO' AND each.recent AND each.to = address
  AND none(hold IN evidence WHERE hold.type = 'CONTROLS' AND hold.to = each.from
    AND any(living IN occupants WHERE living.person = hold.from))] AS each
UNWIND [mark IN marks WHERE mark.flag = 'deal_line' AND mark.subject = each.from] AS mark
WITH each, mark, each.from.id AS line""",
        sums={
            "phones": "count(DISTINCT line)",
            "origins": "count(DISTINCT each.origin)",
            "others": "collect(line)",
            "links": "collect(each.id)",
            "reports": "collect(each.report) + collect(mark.report)",
            "flags": "collect(mark.id)",
            "day": "max(each.last)",
        },
        amount=fewer("phones", "origins"),
        words={"phones": "phones"},
    )


@fragment(CLAIM)
def occupant_victim_there() -> Found:
    return Found(
        rows="""
UNWIND occupants AS living
CALL (*) {
UNWIND [harm IN evidence WHERE harm.type = 'VICTIM_IN' AND harm.from = living.person] AS harm
UNWIND [deed IN happened WHERE deed.event = harm.to AND deed.recent AND (
  deed.type IN ['violence', 'robbery', 'threat'] OR deed.type IN ['exploitation', 'modern_slavery']
    AND coalesce(deed.address <> address.id, true))] AS deed
WITH harm, deed
WHERE none(part IN known WHERE part.type IN ['SUSPECT_IN', 'CHARGED_IN'] AND part.to = deed.event
  AND any(kin IN families WHERE kin.resident = living.person AND kin.person = part.from))
RETURN harm.id AS link, deed.id AS event, harm.report AS report, harm.origin AS origin,
  deed.day AS day, coalesce(deed.address = address.id, false) AS there
UNION ALL
UNWIND [act IN evidence WHERE act.recent AND (act.type = 'THREATENS' AND act.to = living.person
  OR act.type = 'IN_DEBT_TO' AND act.from = living.person)] AS act
WITH act, CASE act.type WHEN 'THREATENS' THEN act.from ELSE act.to END AS doer
WHERE none(kin IN families WHERE kin.resident = living.person AND kin.person = doer
  AND kin.relation <> 'partner')
RETURN act.id AS link, null AS event, act.report AS report, act.origin AS origin,
  act.last AS day, any(trace IN evidence WHERE trace.from = doer AND trace.to = address
    AND trace.type IN ['VISITS', 'CONTROLS', 'GAVE_ADDRESS']) AS there
}
WITH * WHERE there OR NOT living.child""",
        sums={
            "origins": "count(DISTINCT origin)",
            "others": "collect(living.id)",
            "links": "collect(link)",
            "events": "collect(event)",
            "reports": "collect(report)",
            "day": "max(day)",
            "some_there": "any(each IN collect(there) WHERE each)",
        },
        amount="origins",
        carries="some_there",
        points="CASE WHEN some_there THEN 2 ELSE 1 END",
        words={"place": "CASE WHEN some_there THEN ', there or by people seen there' ELSE '' END"},
    )


@fragment(CLAIM)
def others_control_the_home() -> Found:
    headings = "['(a)', '(b)', '(c)', '(d)']"
    named = f"[each IN {headings} WHERE any(said IN details WHERE said CONTAINS each)]"
    return Found(
        rows=f"""
UNWIND [each IN evidence WHERE each.type = 'CONTROLS' AND each.to = address AND each.recent
  AND NOT {has_flag("each.from", "professional")}
  AND (NOT each.from IN expected AND NOT {was_resident("each.from", "each.last")}
    OR any(living IN occupants WHERE living.person = each.from
      AND any(other IN occupants WHERE other.person <> living.person
        AND other.day < living.day)))] AS each
WITH each, each.from.id AS holder""",
        sums={
            "people": "count(DISTINCT holder)",
            "origins": "count(DISTINCT each.origin)",
            "others": "collect(holder)",
            "links": "collect(each.id)",
            "reports": "collect(each.report)",
            "day": "max(each.last)",
            "details": "collect(each.detail)",
        },
        amount=fewer("people", "origins"),
        words={
            "people": "people",
            "headings": f"CASE WHEN size({named}) > 0 THEN '; headings of control named: ' "
            f"+ reduce(all = {named}[0], each IN {named}[1..] | all + ', ' + each) ELSE '' END",
        },
    )


@fragment(CLAIM)
def occupant_disclosure() -> Found:
    return Found(
        rows="""
UNWIND occupants AS living
CALL (*) {
UNWIND [each IN evidence WHERE each.type = 'ACCUSES' AND each.recent AND each.from = living.person
  AND any(trace IN evidence WHERE trace.from = each.to AND trace.to = address
    AND trace.type IN ['VISITS', 'CONTROLS', 'GAVE_ADDRESS', 'LIVES_AT'])] AS each
RETURN each.id AS link, null AS event, each.report AS report, each.origin AS origin,
  each.last AS day
UNION ALL
UNWIND [deed IN here WHERE deed.recent AND deed.type IN ['exploitation', 'modern_slavery']] AS deed
UNWIND [each IN evidence WHERE each.type = 'VICTIM_IN' AND each.from = living.person
  AND each.to = deed.event] AS each
RETURN each.id AS link, deed.id AS event, each.report AS report, each.origin AS origin,
  deed.day AS day
}
WITH *""",
        sums={
            "origins": "count(DISTINCT origin)",
            "others": "collect(living.id)",
            "links": "collect(link)",
            "events": "collect(event)",
            "reports": "collect(report)",
            "day": "max(day)",
        },
        amount="origins",
    )

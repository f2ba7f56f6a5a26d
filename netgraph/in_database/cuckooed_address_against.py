"""In the database: other explanations of a home with many visitors; as findings/cuckooing_against.py."""

from netgraph.findings.cuckooing_against import FEWEST_COMPLAINTS, SAME_AGE_YEARS, SEEN_WELL_DAYS
from netgraph.in_database.evidence import age_on, flat, has_flag
from netgraph.in_database.fragments import Found, fragment

__all__ = [
    "care_round",
    "child_of_same_age_lives_there",
    "licensed_hmo",
    "seen_well",
    "shared_accommodation",
    "single_complainant",
    "treatment_group",
    "visitors_are_family",
    "visitors_are_professionals",
]

CLAIM = "cuckooed_address"


def _flagged(name: str, condition: str = "") -> Found:
    return Found(
        rows=f"""
UNWIND [mark IN marks WHERE mark.subject = address AND mark.flag = '{name}'{condition}] AS mark""",
        sums={
            "origins": "count(DISTINCT mark.origin)",
            "flags": "collect(mark.id)",
            "reports": "collect(mark.report)",
            "day": "max(mark.day)",
        },
        amount="origins",
    )


@fragment(CLAIM)
def care_round() -> Found:
    return _flagged("care_round")


@fragment(CLAIM)
def licensed_hmo() -> Found:
    return _flagged("licensed_hmo")


@fragment(CLAIM)
def treatment_group() -> Found:
    return _flagged("treatment_group")


@fragment(CLAIM)
def seen_well() -> Found:
    return _flagged("seen_well", f" AND mark.day >= today - duration({{days: {SEEN_WELL_DAYS}}})")


@fragment(CLAIM)
def shared_accommodation() -> Found:
    return Found(
        rows=f"""
WITH address.use AS used
WHERE used IN ['hotel', 'hostel', 'supported_living', 'care_home']
  OR used = 'hmo' AND NOT {has_flag("address", "licensed_hmo")}""",
        sums={"kept_as": "max(used)"},
        amount="1",
        points="CASE kept_as WHEN 'hotel' THEN -8 ELSE -4 END",
        words={
            "use": "CASE kept_as WHEN 'hotel' THEN 'a hotel' WHEN 'hostel' THEN 'a hostel' "
            "WHEN 'hmo' THEN 'a house in multiple occupation' "
            "WHEN 'supported_living' THEN 'supported living' ELSE 'a care home' END"
        },
    )


@fragment(CLAIM)
def child_of_same_age_lives_there() -> Found:
    age = age_on("living.born", "each.day")
    return Found(
        rows=f"""
UNWIND found_children AS each
WITH each.event AS event, each.day AS day, [living IN residents
  WHERE coalesce(living.end_day >= each.day, true)
    AND abs({age} - each.age) <= {SAME_AGE_YEARS}
  | {{id: living.id, link: living.link, report: living.report}}] AS peers
WITH event, day, {flat("collect(peers)")} AS peers""",
        sums={
            "others": flat("collect([peer IN peers | peer.id])"),
            "links": flat("collect([peer IN peers | peer.link])"),
            "reports": flat("collect([peer IN peers | peer.report])"),
            "day": "max(day)",
            "alone": "count(CASE WHEN size(peers) = 0 THEN 1 END)",
        },
        amount="COUNT { UNWIND others AS other RETURN DISTINCT other }",
        where="alone = 0",
    )


_CALLERS = {
    "people": "count(DISTINCT each.id)",
    "others": "collect(each.id)",
    "links": "collect(each.link)",
    "reports": "collect(each.report)",
    "day": "max(each.day)",
}


@fragment(CLAIM)
def visitors_are_family() -> Found:
    return Found(
        rows="UNWIND [each IN callers WHERE each.relative AND NOT each.resident] AS each",
        sums=_CALLERS,
        amount="people",
    )


@fragment(CLAIM)
def visitors_are_professionals() -> Found:
    return Found(
        rows="UNWIND [each IN callers WHERE each.professional OR each.helper] AS each",
        sums=_CALLERS,
        amount="people",
    )


@fragment(CLAIM)
def single_complainant() -> Found:
    seen = "['VISITS', 'CONTROLS', 'GAVE_ADDRESS', 'SEEN_AT', 'TIED_TO']"
    return Found(
        rows=f"""
UNWIND [each IN evidence WHERE each.recent AND each.to = address AND each.type IN {seen}
    | each.report] + [each IN here WHERE each.recent | each.report] AS cited
WITH DISTINCT cited
MATCH (report:Report {{id: cited}})
WITH report, coalesce(trim(report.origin), report.id) AS origin""",
        sums={
            "told_by": "count(report)",
            "origins": "collect(DISTINCT origin)",
            "public": "all(each IN collect(coalesce(report.agency, 'public')) "
            "WHERE each = 'public')",
            "reports": "collect(report.id)",
            "day": "max(report.date)",
        },
        amount="told_by",
        where=f"told_by >= {FEWEST_COMPLAINTS} AND size(origins) = 1 AND public",
        words={"origin": "origins[0]"},
    )

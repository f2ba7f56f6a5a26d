"""What counts as a change of a finding, and which claims are said to have done it."""

from netgraph.provenance.changes import ChangedReason, Claims, compare
from netgraph.records import Finding, Reason


def reason(indicator: str, points: int, *links: str) -> Reason:
    return Reason(
        indicator, points, f"Says {indicator}", links, tuple(f"r-{each}" for each in links)
    )


def finding(subject: str, support: str, *reasons: Reason, against: Reason | None = None) -> Finding:
    points = sum(each.points for each in reasons) + (against.points if against else 0)
    return Finding(
        "exploiter", subject, subject, support, points, 2, None, reasons, (against,) if against else ()
    )  # fmt: skip


def told(before: list[Finding], after: list[Finding]) -> list[tuple[str, str]]:
    return [(each.change, each.subject) for each in compare(before, after)]


def test_findings_are_new_stronger_weaker_gone_or_rest_on_other_claims() -> None:
    before = [
        finding("p2", "limited", reason("directs", 3, "l1")),
        finding("p3", "moderate", reason("directs", 6, "l2")),
        finding("p4", "limited", reason("directs", 3, "l3")),
        finding("p5", "limited", reason("directs", 3, "l4")),
        finding("p6", "limited", reason("directs", 3, "l6")),
    ]
    after = [
        finding("p1", "limited", reason("directs", 3, "l9")),
        finding("p2", "moderate", reason("directs", 3, "l1"), reason("pays", 3, "l8")),
        finding("p3", "limited", reason("directs", 6, "l2"), against=reason("youth", -2)),
        finding("p5", "limited", reason("directs", 3, "l5")),
        finding("p6", "limited", reason("directs", 3, "l6")),
    ]

    assert told(before, after) == [
        ("new", "p1"), ("stronger", "p2"), ("weaker", "p3"), ("gone", "p4"), ("changed", "p5"),
    ]  # fmt: skip


def test_each_change_names_the_links_and_reports_that_did_it() -> None:
    [change] = compare(
        [finding("p1", "limited", reason("directs", 3, "l1", "l2"))],
        [finding("p1", "moderate", reason("directs", 4, "l2", "l3"), reason("pays", 2, "l4"))],
    )

    assert change.reasons == (
        ChangedReason("pays", 2, "Says pays", Claims(links=("l4",), reports=("r-l4",)), Claims()),
        ChangedReason(
            "directs",
            1,
            "Says directs",
            Claims(links=("l3",), reports=("r-l3",)),
            Claims(links=("l1",), reports=("r-l1",)),
        ),
    )


def test_nothing_changes_where_nothing_changed() -> None:
    same = [finding("p1", "limited", reason("directs", 3, "l1"))]

    assert compare(same, same) == ()

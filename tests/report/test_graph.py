from netgraph.report.facts import LinkFact
from netgraph.report.graph import LINES, lines


def _link(kind, *ends, origin="o1", information="B", evidence_class="conduct", usable=True):
    return LinkFact(
        f"{kind}-{origin}", kind, evidence_class, *ends, None, None, 1, "", "fact", "r1", origin,
        information, usable, "",
    )  # fmt: skip


def _looks(*links):
    [line] = lines(links)
    return [(name, LINES[place][0], arrows) for name, place, arrows in line.looks]


def test_a_line_is_solid_from_two_independent_sources_on():
    one = _link("directs", "a", "b")

    assert _looks(one) == [("conduct", "dashed", "to")]
    assert _looks(one, _link("directs", "a", "b", origin="o2")) == [("conduct", "solid", "to")]


def test_two_reports_of_one_origin_are_one_source():
    again = _link("threatens", "a", "b")

    assert _looks(_link("directs", "a", "b"), again) == [("conduct", "dashed", "to")]


def test_what_is_graded_d_or_does_not_count_is_dotted():
    assert _looks(_link("directs", "a", "b", information="D")) == [("conduct", "dotted", "to")]
    assert _looks(_link("directs", "a", "b", usable=False)) == [("conduct", "dotted", "to")]


def test_an_arrow_points_from_who_did_something_also_against_the_order_of_ids():
    assert _looks(_link("pays", "b", "a")) == [("conduct", "dashed", "from")]
    assert _looks(_link("pays", "b", "a"), _link("pays", "a", "b")) == [
        ("conduct", "dashed", "from, to")
    ]


def test_several_links_between_two_are_one_line_with_a_look_for_each_class():
    seen = _link("associates_with", "a", "b", evidence_class="association")

    assert _looks(seen, _link("pays", "a", "b")) == [
        ("conduct", "dashed", "to"),
        ("association", "dashed", ""),
    ]

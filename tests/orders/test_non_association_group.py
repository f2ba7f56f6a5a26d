"""Lists of several people agree, keep to their bound, and show a court nothing that it may not see."""

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from netgraph.errors import OutputError
from netgraph.orders import non_association_court
from netgraph.orders.candidates import propose
from netgraph.orders.non_association_court import court_lists, leaks
from netgraph.orders.non_association_group import Terms, keep_apart
from netgraph.records import as_json

AS_OF = date(2025, 3, 1)

# p1 to p3 act; c1 and c2 are children; a1 is an adult who harms c2 with p1; m1 is p1's brother.
PEOPLE = """id,surname,forenames,date_of_birth
a1,Invented,Adult,1990-05-05
c1,Invented,Firstchild,2009-05-05
c2,Invented,Secondchild,2010-05-05
m1,Invented,Brother,1989-05-05
p1,Invented,One,1995-05-05
p2,Invented,Two,1994-05-05
p3,Invented,Three,1993-05-05
"""
REPORTS = """id,date,grade,origin
r1,2025-01-10,1BP,o1
r2,2025-01-20,2CP,o2
r3,2025-01-21,2BC,covert-7
"""
LINKS = """
recruited p1 c1 r1
threatens p2 c1 r2
directs p1 c2 r1
threatens a1 c2 r2
threatens p3 c1 r1
threatens p3 c2 r2
related_to p1 m1 r1
threatens m1 c1 r2
"""


def csv(links):
    rows = "".join(
        f"l{n},{','.join(line.split()[:3])},2025-01-09,{line.split()[3]},\n"
        for n, line in enumerate(links.strip().splitlines(), start=1)
    )
    return "id,kind,from,to,start,report,detail\n" + rows


@pytest.fixture
def group(case, by_hand):
    """Lists of people over links as ``kind from to report`` lines, and the connection."""

    def make(people=("p1",), terms=None, links=LINKS, exploiters=("p1", "p2", "p3"), **files):
        tables = {"people": PEOPLE, "reports": REPORTS, "links": csv(links)} | files
        con = case(**tables)
        found = tuple(
            by_hand.exploiter(person, by_hand.reason(["l1"], ["r1"])) for person in exploiters
        )
        proposals = propose(con, found, AS_OF)
        kept = keep_apart(con, people, (found, proposals), AS_OF, terms or Terms())
        return con, kept, found

    return make


def listed(kept):
    return {each.person: [one.person for one in each.listed] for each in kept.lists}


def test_without_a_bound_every_name_that_the_rules_allow_is_listed(group):
    _, kept, _ = group()

    assert listed(kept) == {"p1": ["a1", "p2", "p3"]}
    assert kept.method == "all"
    assert kept.to_protect == ("c1", "c2")


def test_one_name_is_the_one_that_protects_most_and_the_others_are_left_out_with_the_reason(group):
    _, kept, _ = group(terms=Terms(most=1, fewest=True))
    codes = {each.person: (each.code, each.text) for each in kept.lists[0].left_out}

    assert listed(kept) == {"p1": ["p3"]}
    assert codes["p2"] == (
        "beyond_bound",
        "The rules allow this name; within the bound, those chosen protect more together.",
    )
    assert codes["m1"][0] == "family"


def test_the_curve_says_whom_each_further_name_protects(group):
    _, kept, _ = group()

    assert [(each.name, each.first, each.again, each.protected) for each in kept.steps] == [
        ("p3", ("c1", "c2"), (), 2),
        ("a1", (), ("c2",), 2),
        ("p2", (), ("c1",), 2),
    ]
    assert [each.protection for each in kept.steps] == [0.667, 0.833, 1.0]
    assert [each.best for each in kept.steps] == [0.667, 0.833, 1.0]


def test_lists_of_several_agree_and_each_pair_is_one_step(group):
    _, kept, _ = group(people=("p2", "p1", "p3"))

    assert listed(kept) == {
        "p1": ["a1", "p2", "p3"],
        "p2": ["p1", "p3"],
        "p3": ["m1", "p1", "p2"],
    }
    assert sum(each.both_ways for each in kept.steps) == 3
    assert kept.one_sided == ()


def test_who_is_protected_is_named_on_one_side_only_and_the_reason_is_given(group):
    links = "directs p1 p2 r1\nthreatens p1 p2 r2\nthreatens p1 c1 r1"
    _, kept, _ = group(people=("p1", "p2"), links=links, exploiters=("p1",))

    assert listed(kept) == {"p1": [], "p2": ["p1"]}
    [one] = kept.one_sided
    assert (one.person, one.name) == ("p2", "p1")
    assert one.text.startswith("naming_exposes_victim: What is recorded was done to this person")


def test_a_name_that_rests_on_reports_under_conditions_is_held_back_from_the_court(group):
    links = LINKS.replace("threatens p2 c1 r2", "threatens p2 c1 r3")
    con, kept, found = group(links=links)
    [court] = court_lists(con, kept, found)

    assert [each.name for each in kept.held_back] == ["p2"]
    assert "p2" in listed(kept)["p1"]
    assert [each.name for each in court.schedule] == [
        "Invented Adult"[9:] + " Invented",
        "Three Invented",
    ]


def test_a_court_sees_no_source_and_nobody_who_is_protected(group):
    con, kept, found = group(people=("p1", "p2", "p3"))
    shown = court_lists(con, kept, found)
    text = str(as_json(shown))

    assert leaks(con, text, ("c1", "c2", "m1")) == ("m1",)  # m1 is named on the list of p2 and p3
    assert leaks(con, str(as_json(shown[0])), ("c1", "c2", "m1")) == ()
    assert shown[0].schedule[0].reasons == (
        "Both are recorded as acting towards one person whom the order is to protect.",
    )


def test_a_leak_is_found_by_id_name_report_and_source(group):
    con, _, _ = group()
    hidden = ("c1", "c2")

    assert leaks(con, "seen with C1.", hidden) == ("c1",)
    assert leaks(con, "secondchild INVENTED was there", hidden) == ("c2",)
    assert leaks(con, "see R2, told by covert-7", hidden) == ("r2", "r3")
    assert leaks(con, "c10 and r20 are others", hidden) == ()
    assert leaks(con, "in custody (o1)", hidden, own="custody (o1)") == ()


def test_what_leaks_is_refused_rather_than_printed(group, monkeypatch):
    con, kept, found = group()
    monkeypatch.setitem(
        non_association_court._SAID, "same_person", "Both harmed Firstchild Invented."
    )

    with pytest.raises(OutputError, match="would show 1 that it may not: c1") as caught:
        court_lists(con, kept, found)
    assert "Firstchild" not in str(caught.value)


_KINDS = st.sampled_from(
    ["directs", "threatens", "recruited", "associates_with", "contacted", "related_to", "supports"]
)
_ENDS = st.sampled_from(["a1", "c1", "c2", "m1", "p1", "p2", "p3"])
_LINKS = st.lists(
    st.tuples(_KINDS, _ENDS, _ENDS, st.sampled_from(["r1", "r2", "r3"])), min_size=4, max_size=14
)


@settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.generate],  # a case is slow to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(_LINKS, st.integers(1, 3), st.randoms(use_true_random=False))
def test_lists_are_symmetric_bounded_never_name_family_or_victims_and_ignore_row_order(
    group, links, most, random
):
    links = [each for each in links if each[1] != each[2]] or [("directs", "p1", "c1", "r1")]
    lines = [" ".join(each) for each in links]
    people = ("p1", "p2")
    con, kept, found = group(people, Terms(most, True), "\n".join(lines))
    random.shuffle(lines)
    _, again, _ = group(people[::-1], Terms(most, True), "\n".join(lines))
    family = {(a, b) for kind, a, b, _ in links if kind in ("related_to", "supports")}

    lists = listed(kept)
    assert listed(again) == lists
    assert [(s.person, s.name, s.protection) for s in again.steps] == [
        (s.person, s.name, s.protection) for s in kept.steps
    ]
    one_sided = {(each.person, each.name) for each in kept.one_sided}
    for person, names in lists.items():
        assert len(names) <= most
        assert not {"c1", "c2", person} & set(names)
        assert not {(person, name) for name in names} & (family | {(b, a) for a, b in family})
        for name in names:
            assert name not in lists or person in lists[name] or (person, name) in one_sided
    court_lists(con, kept, found)  # refuses if anything leaks

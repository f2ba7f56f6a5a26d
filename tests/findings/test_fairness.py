"""Who somebody is changes nothing: only what is recorded of conduct does."""

import itertools
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netgraph.findings import find_all

AS_OF = date(2025, 6, 1)
REPORTS = "id,date,grade\n" + "\n".join(f"r{n},2025-05-0{n},2BP" for n in range(1, 6))
LINKS = """
id,kind,from,to,report,start,detail
l1,recruited,p1,p3,r1,,
l2,directs,p1,p4,r2,,
l3,in_debt_to,p3,p1,r3,,
l4,present_at,p3,e1,r4,,
l5,visits,p1,h1,r4,,
l6,lives_at,p4,h1,r5,,
l7,controls,p2,h1,r5,,
"""
BORN = {"p1": "1990-01-01", "p2": "1985-05-05", "p3": "2009-03-03", "p4": "1970-07-07"}
words = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters='",;'),
    min_size=1,
    max_size=12,
)


def people(surnames, sexes, ethnicities):
    rows = ["id,surname,date_of_birth,sex,ethnicity,religion"]
    for person, surname, sex, ethnicity in zip(BORN, surnames, sexes, ethnicities, strict=True):
        rows.append(f"{person},{surname},{BORN[person]},{sex},{ethnicity},{ethnicity}")
    return "\n".join(rows)


def without_labels(findings):
    """Everything that a finding says but the name of its subject."""
    return [
        (each.claim, each.subject, each.support, each.points, each.reasons, each.against,
         each.hypotheses, each.missing)
        for each in findings
    ]  # fmt: skip


def findings(case, surnames, sexes, ethnicities):
    con = case(
        people=people(surnames, sexes, ethnicities),
        addresses="id,use\nh1,home",
        events="id,type,start,report\ne1,missing,2025-04-01,r4",
        reports=REPORTS,
        links=LINKS,
    )
    return find_all(con, AS_OF)


@pytest.fixture
def plain(case):
    return findings(case, ["A", "B", "C", "D"], ["F"] * 4, [""] * 4)


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(words, min_size=4, max_size=4),
    st.lists(st.sampled_from(["F", "M", "X", ""]), min_size=4, max_size=4),
    st.lists(words, min_size=4, max_size=4),
)
def test_surname_sex_and_ethnicity_change_nothing(case, plain, surnames, sexes, ethnicities):
    changed = findings(case, surnames, sexes, ethnicities)

    assert {each.claim for each in plain} >= {"likely_victim", "exploiter"}
    assert without_labels(changed) == without_labels(plain)


@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["associates_with", "contacted"]),
            st.sampled_from(list(BORN)),
            st.sampled_from(list(BORN)),
            st.integers(1, 5),
        ).filter(lambda row: row[1] != row[2]),
        max_size=40,
    ),
    st.lists(st.tuples(st.sampled_from(list(BORN)), st.integers(1, 5)), max_size=40),
)
def test_being_together_and_in_touch_alone_never_gives_a_lead(case, meetings, visits):
    rows = [f"m{n},{k},{a},{b},r{r}" for n, (k, a, b, r) in enumerate(meetings)]
    rows += [f"v{n},visits,{a},h1,r{r}" for n, (a, r) in enumerate(visits)]
    con = case(
        people=people(["A"] * 4, ["F"] * 4, [""] * 4),
        addresses="id,use\nh1,home",
        reports=REPORTS,
        links="\n".join(["id,kind,from,to,report", *rows]),
    )

    assert find_all(con, AS_OF) == ()


def test_a_music_group_and_a_football_team_give_no_lead(case):
    """Twelve young people who share a group, travel together, post and are often stopped."""
    members = [f"m{n}" for n in range(1, 13)]
    rows = [f"g{n},member_of,{m},o1,r1" for n, m in enumerate(members)]
    rows += [f"p{n},present_at,{m},e{e},r{e}" for n, m in enumerate(members) for e in (1, 2, 3)]
    rows = [row.replace(",", f"x{place},", 1) for place, row in enumerate(rows)]
    rows += [
        f"s{n},associates_with,{a},{b},r2" for n, (a, b) in enumerate(itertools.pairwise(members))
    ]
    rows += [f"z{n},lives_at,{m},h1,r3" for n, m in enumerate(members)]
    rows += [f"u{n},uses,{m},n1,r4" for n, m in enumerate(members)]
    rows += [f"q{e},occurred_at,e{e},far,r{e}" for e in (1, 2, 3)]
    con = case(
        people="id,date_of_birth\n" + "\n".join(f"{m},2009-01-01" for m in members),
        addresses="id,lat,lon\nh1,51.7,0.5\nfar,52.3,0.5",
        organisations="id,type\no1,other",
        accounts="id\nn1",
        posts="id,account,posted,coded,text,report\nb1,n1,2025-05-01,music,line and trap,r5",
        events="id,type,start,report\ne1,travel,2025-04-01,r1\ne2,stop_search,2025-04-02,r2\n"
        "e3,travel,2025-04-03,r3",
        reports=REPORTS,
        links="\n".join(["id,kind,from,to,report", *rows]),
    )

    assert find_all(con, AS_OF) == ()

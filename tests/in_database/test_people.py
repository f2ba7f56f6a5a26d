"""The questions about people on cases made to tell the two ways of finding apart."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from netgraph.findings import find_all
from netgraph.in_database.answer import find_there
from netgraph.in_database.fragments import fragments
from netgraph.records import Finding, ImportSummary
from netgraph.store import open_store
from netgraph.store.base import Store
from netgraph.store.neo4j import Neo4jStore
from netgraph.workflow import import_files
from tests.conftest import OPTIONS
from tests.in_database.dense_case import AS_OF, write_dense_case
from tests.neo4j_server import Server

CLAIMS = ("likely_victim", "exploiter")

# What the made-up cases seldom meet: a child with three telephones, two people who are only ever
# suspected together, two who are held to order and to family, and a child who travels in a group.
RARE = {
    "reports": "id,date,grade,origin\n"
    + "\n".join(f"r{n},2025-01-{n:02d},1BP,o{n}" for n in range(1, 10)),
    "people": "id,date_of_birth\nchild,2011-02-01\nfirst,1990-01-01\nsecond,1991-01-01\n"
    + "\n".join(f"fan{n},1980-01-01" for n in range(1, 7)),
    "phones": "id\nt1\nt2\nt3\nt4",
    "addresses": "id,lat,lon\nhome,51.5,0.1\naway,52.5,0.1",
    "events": "id,type,start,report\ne1,drug_supply,2025-01-03,r1\ne2,drug_supply,2025-01-10,r2\n"
    "e3,travel,2025-01-20,r3",
    # Of these, one condition of the first order, and the second order, no longer held.
    "orders": "id,type,person,made,served\nd1,STRO,first,2025-01-01,2025-01-02\n"
    "d2,STRO,second,2025-01-01,2025-01-02",
    "conditions": "id,order,category,text,targets\nk1,d1,contact_named,Not to meet,child;t4\n"
    "k2,d1,contact_named,Not to meet,second\nk3,d2,contact_named,Not to meet,child",
    "order_steps": "id,order,kind,date,condition\ns1,d1,discharge,2025-01-14,k2\n"
    "s2,d2,discharge,2025-01-04,",
    "links": "id,kind,from,to,start,report\n"
    "l1,uses,child,t1,2025-01-01,r1\nl2,uses,child,t2,2025-01-02,r2\n"
    "l3,uses,child,t3,2025-01-03,r3\nl4,recruited,second,child,2025-01-04,r4\n"
    "l5,suspect_in,first,e1,,r1\nl6,suspect_in,first,e2,,r2\nl7,suspect_in,second,e1,,r3\n"
    "l8,suspect_in,second,e2,,r4\nl9,lives_at,child,home,,r5\nl10,occurred_at,e3,away,,r6\n"
    "l11,present_at,child,e3,,r6\nl12,associates_with,child,first,2025-01-12,r7\n"
    "l13,uses,second,t4,,r8\nl14,uses,first,t1,,r8\nl15,contacted,t1,t4,2025-01-14,r9\n"
    "l16,supplies,first,second,2025-01-15,r5\n"
    + "\n".join(f"n{n},present_at,fan{n},e3,,r6" for n in range(1, 7)),
}


def compared(findings: tuple[Finding, ...], claim: str) -> dict[str, Finding]:
    """Findings of a claim by subject, without what the database does not look at."""
    bare = {"also": (), "hypotheses": (), "missing": ()}
    return {each.subject: replace(each, **bare) for each in findings if each.claim == claim}


@pytest.mark.neo4j
@pytest.mark.parametrize("seed", [1, 2])
def test_a_case_that_meets_nearly_every_rule_is_judged_the_same(
    empty_server: Server, tmp_path: Path, seed: int
) -> None:
    write_dense_case(tmp_path, seed)
    local = open_store(":memory:")
    import_files(local, [tmp_path], OPTIONS)
    there = open_store(empty_server.bolt, create=True, credentials=empty_server.credentials)
    import_files(there, [tmp_path], OPTIONS)
    assert isinstance(there, Neo4jStore)

    for day in (AS_OF, date(2024, 6, 1)):
        found = find_all(local.tables(), day, second_pass=False)
        for claim in CLAIMS:
            answered = find_there(there, day, claim)
            assert compared(answered, claim) == compared(found, claim)
            assert len(answered) > 5
    local.close()
    there.close()


@pytest.mark.neo4j
def test_what_is_seldom_met_is_found_in_the_database(
    empty_server: Server, import_texts: Callable[..., ImportSummary]
) -> None:
    local: Store = open_store(":memory:")
    import_texts(local, **RARE)
    there = open_store(empty_server.bolt, create=True, credentials=empty_server.credentials)
    import_texts(there, **RARE)
    assert isinstance(there, Neo4jStore)
    found = find_all(local.tables(), AS_OF, second_pass=False)

    for claim, names in (
        ("likely_victim", {"many_handsets", "travelled_far_from_home", "travelled_with_a_group"}),
        ("exploiter", {"acts_only_beside_another", "contact_after_order"}),
    ):
        answered = find_there(there, AS_OF, claim)
        assert compared(answered, claim) == compared(found, claim)
        reasons = [reason for each in answered for reason in (*each.reasons, *each.against)]
        assert names <= {reason.indicator for reason in reasons}
    contact = [each for each in reasons if each.indicator == "contact_after_order"]
    assert [each.others for each in contact] == [("child", "t4")]
    local.close()
    there.close()


@pytest.mark.parametrize("claim", CLAIMS)
def test_no_part_about_one_person_shares_a_name_with_what_is_bound_for_all(claim: str) -> None:
    bound = {"today", "imports", "looked_for", "set_aside", "doubtful", "professionals", "referred"}
    bound |= {"at_risk", "exposed", "lines", "deeds", "person", "recorded", "supplied", "episodes"}

    assert [each.name for each, found in fragments(claim) if bound & set(found.sums)] == []

import csv
from pathlib import Path

import pytest

from netgraph import workflow
from netgraph.errors import OutputError
from netgraph.orders.non_association import non_association
from netgraph.simulate import demonstration
from netgraph.store import open_store


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return workflow.demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def truth(done):
    with (done.case / "truth.csv").open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def subjects(done, claim: str) -> set[str]:
    return {finding.subject for finding in done.findings if finding.claim == claim}


def test_all_three_claims_are_found_and_right(done, truth):
    for claim in ("likely_victim", "cuckooed_address", "exploiter"):
        first = next(finding for finding in done.findings if finding.claim == claim)

        assert claim in truth[first.subject]["claims"].split(";")


def test_the_alpha_victim_is_a_likely_victim_and_blocked(done, truth):
    [alpha] = [key for key, row in truth.items() if row["alpha_victim"] == "yes"]
    proposal = next(each for each in done.proposals if each.person == alpha)

    assert alpha in subjects(done, "likely_victim")
    assert proposal.status == "blocked"
    assert {blocker.code for blocker in proposal.blockers} >= {"under_18", "possible_victim"}


def test_somebody_is_proposed_on_two_independent_sources(done):
    candidates = [each for each in done.proposals if each.status == "candidate"]

    assert max(each.independent_sources for each in candidates) >= 2


def test_somebody_falls_short_and_is_told_what_is_missing(done):
    assert any(each.status == "insufficient" and each.missing for each in done.proposals)


def test_an_order_in_force_blocks(done):
    codes = {blocker.code for each in done.proposals for blocker in each.blockers}

    assert "order_in_force" in codes


def test_no_decoy_is_proposed(done, truth):
    candidates = {each.person for each in done.proposals if each.status == "candidate"}

    assert not {key for key in candidates if key in truth and truth[key]["decoy"]}


def test_a_non_association_list_leaves_out_family_and_victims(done, truth):
    store = open_store(str(done.store))
    tables = store.tables()
    manager = next(key for key, row in truth.items() if row["role"] == "manager")
    lists = [
        non_association(tables, each.person, done.findings, done.as_of)
        for each in done.proposals
        if each.status == "candidate" or each.person == manager
    ]
    store.close()
    codes = {left.code for one in lists for left in one.left_out}

    assert any(one.listed for one in lists)
    assert codes >= {"family", "naming_exposes_victim"}


def test_the_report_is_written(done):
    assert done.report.stat().st_size > 10_000


def test_the_demonstration_can_be_run_twice_into_the_same_folder(done):
    again = workflow.demo(done.case.parent)

    assert again.findings == done.findings


def test_a_store_that_holds_something_else_is_left_alone(tmp_path: Path):
    case = tmp_path / "somebody"
    demonstration.write_demonstration(case)
    store = open_store(str(tmp_path / "netgraph.duckdb"), create=True)
    options = workflow.ImportOptions(
        today=demonstration.DEMONSTRATION_DAY, now="2025-03-01T09:00:00Z", by="a", source="live"
    )
    workflow.import_files(store, [case], options)
    store.close()
    before = (tmp_path / "netgraph.duckdb").read_bytes()

    with pytest.raises(OutputError, match="something other"):
        workflow.demo(tmp_path)

    assert (tmp_path / "netgraph.duckdb").read_bytes() == before


def test_a_case_folder_that_holds_something_else_is_left_alone(tmp_path: Path):
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "people.csv").write_text("id\n", encoding="utf-8")

    with pytest.raises(OutputError, match="something other"):
        workflow.demo(tmp_path)

    assert (tmp_path / "case" / "people.csv").read_text(encoding="utf-8") == "id\n"

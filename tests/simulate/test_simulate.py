import csv
import re
from datetime import date
from pathlib import Path

import pytest

from netgraph.errors import InputError
from netgraph.simulate import KINDS, CaseOptions, simulate
from netgraph.store import open_store
from netgraph.tables import case_file
from netgraph.vocabulary import CASE_FILES
from netgraph.workflow import ImportOptions, import_files


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=KINDS)
def folder(request, tmp_path_factory):
    made = tmp_path_factory.mktemp("case") / request.param
    simulate(made, CaseOptions(5, 800, request.param))
    return made


def test_the_same_options_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        simulate(tmp_path / name, CaseOptions(3, 400))

    for file in sorted((tmp_path / "one").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


def test_another_seed_gives_another_case(tmp_path):
    for seed in (3, 4):
        simulate(tmp_path / str(seed), CaseOptions(seed, 400))

    assert (tmp_path / "3/links.csv").read_bytes() != (tmp_path / "4/links.csv").read_bytes()


def test_the_case_files_have_exactly_the_columns_of_the_contract(folder):
    for file in CASE_FILES:
        header = (folder / f"{file.name}.csv").read_text(encoding="utf-8").split("\n", 1)[0]

        assert header == ",".join(case_file(file.name).column_names)


def test_lines_end_with_line_feeds_only(folder):
    for file in folder.iterdir():
        assert b"\r" not in file.read_bytes(), file.name


def test_every_row_is_accepted_by_the_import(folder):
    store = open_store(":memory:")
    options = ImportOptions(today=date(2025, 3, 1), now="2025-03-01T09:00:00Z", by="tests")

    summary = import_files(store, [folder], options)
    store.close()

    assert summary.rejected_total == 0


def test_people_have_five_to_ten_links_each(folder):
    assert 5 * 800 <= len(rows(folder, "links")) <= 10 * 800


def test_truth_names_people_and_places_of_the_case(folder):
    known = {row["id"] for name in ("people", "addresses") for row in rows(folder, name)}

    assert {row["id"] for row in rows(folder, "truth")} <= known


def test_truth_holds_all_three_claims_and_an_alpha_victim(folder):
    truth = rows(folder, "truth")
    claims = {claim for row in truth for claim in row["claims"].split(";") if claim}

    assert claims == {"exploiter", "likely_victim", "cuckooed_address"}
    assert any(row["alpha_victim"] == "yes" for row in truth)


def test_nobody_is_both_a_decoy_and_right(folder):
    assert not [row for row in rows(folder, "truth") if row["decoy"] and row["claims"]]


def test_every_kind_of_decoy_occurs(folder):
    decoys = {row["decoy"] for row in rows(folder, "truth")}

    assert decoys >= {
        "care_round",
        "carer",
        "customer",
        "domestic_abuser",
        "exploiter_family",
        "football_team",
        "hmo",
        "hostel",
        "hotel",
        "landlord",
        "large_family",
        "lone_dealer",
        "malicious_neighbour",
        "maliciously_accused",
        "music_group",
        "party_house",
        "runaway",
        "social_worker",
        "survivor",
        "taxi_driver",
        "teacher",
        "treatment_group",
        "youth_worker",
    }


def test_intelligence_holds_every_weakness_that_real_intelligence_has(folder):
    reports = rows(folder, "reports")
    grades = {row["grade"] for row in reports}
    origins = [row["origin"] for row in reports if row["origin"]]

    assert any(grade[1] == "D" for grade in grades if grade[0].isdigit())
    assert any(grade[1] == "E" for grade in grades if grade[0].isdigit())
    assert any(re.fullmatch("[A-E][1-5][1-5]", grade) for grade in grades)
    assert len(set(origins)) < len(origins)
    assert any(not row["date_of_birth"] for row in rows(folder, "people"))
    assert any(not row["end"] for row in rows(folder, "links") if row["kind"] == "visits")
    assert "no_further_action" in {row["detail"] for row in rows(folder, "links")}


def test_decoys_have_suspicions_too(folder):
    decoys = {row["id"] for row in rows(folder, "truth") if row["decoy"]}
    suspected = {"suspect_in", "convicted_in", "accuses", "supplies", "threatens"}
    kinds = {row["kind"] for row in rows(folder, "links") if {row["from"], row["to"]} & decoys}

    assert suspected <= kinds


def test_numbers_and_postcodes_are_invented(folder):
    for row in rows(folder, "phones"):
        assert re.fullmatch(r"07700 900\d{3}|\+44X\d{8}", row["number"])
    for row in rows(folder, "addresses"):
        assert re.fullmatch(r"(CM99|CO99|SS99) \d[A-Z]{2}", row["postcode"])


def test_no_report_is_later_than_the_case(folder):
    assert max(row["date"] for row in rows(folder, "reports")) < "2025-03-01"


def test_too_few_people_is_an_error_that_says_so(tmp_path):
    with pytest.raises(InputError, match="too few people"):
        simulate(tmp_path, CaseOptions(1, 60))


def test_most_of_what_happens_is_not_recorded(tmp_path):
    import numpy as np

    from netgraph.simulate import invent
    from netgraph.simulate.options import cast_of

    options = CaseOptions(2, 400)
    world, case, _ = invent(options, cast_of(options.kind), np.random.default_rng(2))
    truly = sum(happening.what == "direct" for happening in world.happenings)
    directs = case.words.code("directs")
    recorded = int((case.links.column("kind") == directs).sum())

    assert 0 < recorded < truly / 3


def test_recording_does_not_depend_on_the_parts_that_people_play():
    source = Path("netgraph/simulate")
    for name in ("intelligence", "recipes", "recorder", "background"):
        text = (source / f"{name}.py").read_text(encoding="utf-8")

        assert not re.search(r"\bPart\b|\.role\b|\.claims\b|\.decoy\b|alpha_victim", text), name

"""How well duplicates are found in an invented register: the frozen figures, and one small run."""

import csv
from datetime import date
from pathlib import Path

from benchmarks.duplicates import register, write_case
from netgraph.matching import propose_matches
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, import_files

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results" / "matching-frozen.csv"
PAGE = ROOT / "docs" / "matching.md"


def frozen():
    with RESULTS.open(encoding="utf-8") as file:
        return {(row["people"], row["way"]): row for row in csv.DictReader(file)}


def test_in_a_small_register_duplicates_are_proposed_and_decoys_are_not(tmp_path):
    known = register(400, seed=99)
    write_case(tmp_path / "case", known)
    store = open_store(":memory:")
    options = ImportOptions(date(2025, 6, 1), "2025-06-01T09:00:00Z", "tests")
    import_files(store, [tmp_path / "case"], options)

    found = {(each.a, each.b) for each in propose_matches(store.tables(), ()).cards}
    store.close()

    truth = {tuple(sorted(pair)) for pair in known.truth}
    assert len(found & truth) / len(found) > 0.9
    assert len(found & truth) / len(truth) > 0.6
    assert not found & {tuple(sorted(pair)) for pair in known.decoys["twins"]}


def test_a_register_of_one_seed_is_always_the_same():
    assert register(50, seed=3) == register(50, seed=3)
    assert register(50, seed=3) != register(50, seed=4)


def test_at_every_size_more_is_found_than_by_name_and_birthday_or_by_splink_as_it_comes():
    rows = frozen()
    for size in {size for size, _ in rows}:
        own = rows[size, "netgraph"]
        for other in ("exact name and birthday", "Splink trained, as it comes"):
            assert float(own["recall"]) > float(rows[size, other]["recall"])
        assert float(own["precision"]) >= 0.9


def test_the_cost_of_a_thousand_people_does_not_grow_with_their_number():
    rows = frozen()

    assert float(rows["300000", "netgraph"]["cpu_per_1000"]) < 2 * float(
        rows["30000", "netgraph"]["cpu_per_1000"]
    )


def test_the_documentation_quotes_the_frozen_figures():
    page = PAGE.read_text(encoding="utf-8")
    for row in frozen().values():
        people = f"{int(row['people']):,}"
        quoted = f"| {people} | {row['way']} | {row['precision']} | {row['recall']} | {row['cpu_seconds']} |"
        assert quoted in page

"""How well duplicates are proposed, and what that costs.

Beside it, in the same run: exact name and birthday, and Splink trained as it comes. Invented registers
of duplicates.py; the results go to benchmarks/results/matching.csv.

    python -m benchmarks.matching [SIZE …]
"""

import csv
import logging
import resource
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from benchmarks.duplicates import Register, register, write_case
from netgraph.matching import THRESHOLD, propose_matches
from netgraph.store import open_store
from netgraph.store.base import Store
from netgraph.workflow import ImportOptions, import_files

SIZES = (300, 3_000, 30_000, 300_000)
# Another than those on which the weights were set.
SEED = 4211
RESULTS = Path(__file__).parent / "results" / "matching.csv"
HEADER = (
    "people", "records", "pairs", "way", "proposed", "right", "precision", "recall", "twins",
    "same_name_at_home", "namesakes", "cpu_seconds", "cpu_per_1000",
)  # fmt: skip

# The threshold that Splink's own documents use in their first example.
SPLINK_PROBABILITY = 0.9

Pairs = set[tuple[str, str]]


def main(sizes: tuple[int, ...]) -> None:
    logging.disable(logging.WARNING)
    rows = []
    for size in sizes:
        known = register(size, SEED)
        with tempfile.TemporaryDirectory() as folder:
            write_case(Path(folder), known)
            store = open_store(":memory:")
            options = ImportOptions(date(2025, 6, 1), "2025-06-01T09:00:00Z", "benchmark")
            import_files(store, [Path(folder)], options)
        for way, propose in WAYS.items():
            found, seconds = measured(propose, store)
            rows.append(row(known, size, way, found, seconds))
            print(*rows[-1], sep="\t", flush=True)
        store.close()
    with RESULTS.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)


def measured(propose: Callable[[Store], Pairs], store: Store) -> tuple[Pairs, float]:
    before = resource.getrusage(resource.RUSAGE_SELF)
    found = propose(store)
    after = resource.getrusage(resource.RUSAGE_SELF)
    return found, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def row(known: Register, size: int, way: str, found: Pairs, seconds: float) -> tuple[object, ...]:
    right = len(found & known.truth)
    decoys = [len(found & each) for each in known.decoys.values()]
    return (
        size,
        len(known.people),
        len(known.truth),
        way,
        len(found),
        right,
        f"{right / max(len(found), 1):.3f}",
        f"{right / max(len(known.truth), 1):.3f}",
        *decoys,
        f"{seconds:.1f}",
        f"{1000 * seconds / len(known.people):.2f}",
    )


def ordered(pairs: Iterable[tuple[str, str]]) -> Pairs:
    return {tuple(sorted(pair, key=lambda each: int(each[1:]))) for pair in pairs}


def netgraph_way(store: Store) -> Pairs:
    found = propose_matches(store.tables(), store.decisions(), THRESHOLD)
    return ordered((each.a, each.b) for each in found.cards if each.kind == "person")


def exact_way(store: Store) -> Pairs:
    rows = store.tables().execute(
        "SELECT x.id, y.id FROM people AS x JOIN people AS y ON lower(x.surname) = lower(y.surname) "
        "AND lower(x.forenames) = lower(y.forenames) AND x.date_of_birth = y.date_of_birth AND x.id < y.id"
    )
    return ordered(rows.fetchall())


def splink_way(store: Store) -> Pairs:
    """Splink with its ready-made comparisons, u sampled and m trained as its first example does."""
    import duckdb
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    con = store.tables()
    con.execute("SELECT 1").fetchall()
    people = con.sql(
        "SELECT id AS unique_id, surname, split_part(forenames, ' ', 1) AS first_name, sex, "
        "strftime(date_of_birth, '%Y-%m-%d') AS dob FROM people ORDER BY id"
    ).to_arrow_table()
    own = duckdb.connect(":memory:")
    own.execute("SET threads = 1")
    database = DuckDBAPI(own)
    linker = Linker(
        database.register(people),
        SettingsCreator(
            link_type="dedupe_only",
            comparisons=[
                cl.NameComparison("first_name"),
                cl.NameComparison("surname"),
                cl.DateOfBirthComparison("dob", input_is_string=True),
                cl.ExactMatch("sex"),
            ],
            blocking_rules_to_generate_predictions=[
                block_on("first_name", "surname"),
                block_on("dob"),
            ],
        ),
        log_level=None,
    )
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("first_name", "surname", "dob")], recall=0.7
    )
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("first_name", "surname"), block_on("dob")):
        training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(
        threshold_match_probability=SPLINK_PROBABILITY, warning_mode="never"
    )
    rows = own.execute(f"SELECT unique_id_l, unique_id_r FROM {found.physical_name}").fetchall()
    own.close()
    return ordered(rows)


WAYS = {
    "netgraph": netgraph_way,
    "exact name and birthday": exact_way,
    "Splink trained, as it comes": splink_way,
}

if __name__ == "__main__":
    main(tuple(int(each) for each in sys.argv[1:]) or SIZES)

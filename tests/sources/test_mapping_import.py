"""An import through a mapping, end to end: into a store, again, and its rejects corrected."""

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from netgraph.errors import MappingError
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, import_files
from tests.shared_data import shared_data

OPTIONS = ImportOptions(today=date(2025, 6, 1), now="2025-06-01T09:00:00Z", by="tests")

TOML = """
name = "sightings"
version = "1"
description = "sightings.csv: who, where, day, age"

[report]
id = "r1"
date = "2025-03-01"
grade = "2BP"

[[files]]
name = "sightings"
pattern = "sightings.csv"

[[files.entities]]
rule = "people"
table = "people"
id = "person-{who}"

[[files.entities]]
rule = "places"
table = "addresses"
id = "place-{where}"
line = "{where}"

[[files.links]]
rule = "visits"
id = "visit-{who}-{where}-{day}"
kind = "visits"
from = "person-{who}"
to = "place-{where}"
start = { value = "{day}", format = "%d/%m/%Y" }
"""


@pytest.fixture
def store():
    with_store = open_store(":memory:")
    yield with_store
    with_store.close()


def files(folder: Path, rows: str) -> ImportOptions:
    """Write the mapping and its data file into the folder, and the options to import them."""
    (folder / "sightings.toml").write_text(TOML, encoding="utf-8")
    (folder / "sightings.csv").write_text(f"who,where,day,age\n{rows}", encoding="utf-8")
    return replace(OPTIONS, mapping=str(folder / "sightings.toml"), rejects=folder / "rejects.csv")


def test_mapped_rows_reach_the_store_with_their_file_and_line(tmp_path, store):
    options = files(tmp_path, "1,Mill Rd,01/03/2025,12\n2,Mill Rd,02/03/2025,\n")

    summary = import_files(store, [tmp_path], options)

    assert summary.counts == (
        ("reports", 1, 0, 0, 0),
        ("people", 2, 0, 0, 0),
        ("addresses", 1, 0, 0, 0),
        ("links", 2, 0, 0, 0),
    )
    assert summary.not_stored == (("sightings.csv", "age", 1, "not in the mapping"),)
    assert store.tables().execute(
        "SELECT id, from_id, to_id, start_day, report, source_file, source_line FROM links "
        "ORDER BY id"
    ).fetchall() == [
        ("visit-1-Mill Rd-01/03/2025", "person-1", "place-Mill Rd", date(2025, 3, 1), "r1",
         "sightings.csv", 2),
        ("visit-2-Mill Rd-02/03/2025", "person-2", "place-Mill Rd", date(2025, 3, 2), "r1",
         "sightings.csv", 3),
    ]  # fmt: skip


def test_the_same_files_through_the_same_mapping_change_nothing(tmp_path, store):
    options = files(tmp_path, "1,Mill Rd,01/03/2025,\n")
    import_files(store, [tmp_path], options)
    register = store.imports()

    summary = import_files(store, [tmp_path], options)

    assert summary.record is None
    assert [(table, new, changed) for table, new, changed, _, _ in summary.counts] == [
        ("reports", 0, 0),
        ("people", 0, 0),
        ("addresses", 0, 0),
        ("links", 0, 0),
    ]
    assert store.imports() == register


def test_the_register_says_which_mapping_was_used_with_its_hash(tmp_path, store):
    options = files(tmp_path, "1,Mill Rd,01/03/2025,\n")

    record = import_files(store, [tmp_path], options).record

    assert record is not None
    assert [name for name, _ in record.files] == ["sightings.csv", "sightings.toml"]
    assert all(len(sha256) == 64 for _, sha256 in record.files)


def test_a_rejected_row_comes_out_in_contract_shape_and_goes_in_again_corrected(tmp_path, store):
    options = files(tmp_path, "1,Mill Rd,01/03/2025,\n2,Mill Rd,March,\n3,Mill Rd,9/9/25,4,5\n")

    summary = import_files(store, [tmp_path], options)

    assert [(each.table, each.file, each.line) for each in summary.rejected] == [
        ("people", "sightings.csv", 4),
        ("links", "sightings.csv", 3),
    ]
    rejects = tmp_path / "rejects.csv"
    with rejects.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    [row] = [row for row in rows if row["table"] == "links"]
    assert (row["file"], row["line"], row["from"]) == ("sightings.csv", "3", "person-2")
    assert (row["kind"], row["start"], row["report"]) == ("visits", "March", "r1")

    with rejects.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, row.keys())
        writer.writeheader()
        writer.writerow({**row, "start": "2025-03-02"})
    corrected = import_files(store, [rejects], replace(options, mapping="", rejects=None))

    assert corrected.counts == (("links", 1, 0, 0, 0),)


def test_a_dry_run_through_a_mapping_keeps_nothing(tmp_path, store):
    options = files(tmp_path, "1,Mill Rd,01/03/2025,\n")

    summary = import_files(store, [tmp_path], replace(options, dry_run=True))

    assert summary.counts[1] == ("people", 1, 0, 0, 0)
    assert store.tables().execute("SELECT count(*) FROM people").fetchall() == [(0,)]


def test_a_mapping_of_four_lines_states_the_report_of_ones_own_call_data(tmp_path, store):
    calls = tmp_path / "calls.csv"
    calls.write_text(
        "From,To,Datetime,Duration(seconds)\n07700900001,07700900002,20250301 2210,64\n"
    )
    mapping = tmp_path / "calls.toml"
    mapping.write_text(
        'based_on = "call_data"\n[report]\nid = "cd-7"\ndate = "2025-03-02"\ngrade = "1AP"\n'
    )

    import_files(store, [calls], replace(OPTIONS, mapping=str(mapping)))

    assert store.tables().execute(
        "SELECT from_id, to_id, start_text, detail, l.report, grade, r.source_line "
        "FROM links AS l JOIN reports AS r ON r.id = l.report"
    ).fetchall() == [
        ("phone-07700900001", "phone-07700900002", "2025-03-01T22:10:00", "64 seconds",
         "cd-7", "1AP", 2)
    ]  # fmt: skip


def test_a_wrong_mapping_leaves_the_store_as_it_was(tmp_path, store):
    options = files(tmp_path, "1,Mill Rd,01/03/2025,\n")
    (tmp_path / "sightings.toml").write_text(TOML.replace('"visits"\nf', '"calls"\nf'))

    with pytest.raises(MappingError, match=r"files\[0\]\.links\[0\]\.kind"):
        import_files(store, [tmp_path], options)

    assert store.tables().execute("SELECT count(*) FROM people").fetchall() == [(0,)]
    assert store.imports() == ()


@pytest.mark.shared
@pytest.mark.parametrize(
    ("mapping", "folder"),
    [
        ("london_gang", ("london_gang",)),
        ("montagna", ("montagna",)),
        ("caviar", ("caviar",)),
        ("st_louis_crime", ("st_louis_crime",)),
        ("call_data", ("vast2008_cdr",)),
        ("pole", ("pole_manchester", "csv")),
    ],
)
def test_a_shipped_mapping_is_taken_whole_and_a_second_import_changes_nothing(
    mapping, folder, store
):
    options = replace(OPTIONS, mapping=mapping)
    first = import_files(store, [shared_data(*folder)], options)

    second = import_files(store, [shared_data(*folder)], options)

    assert first.rejected_total == second.rejected_total == 0
    assert second.record is None
    assert [counts[3] for counts in second.counts] == [counts[1] for counts in first.counts]

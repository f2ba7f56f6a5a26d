"""Workbooks of case files: each sheet a table, every cell the text that was typed."""

import datetime as dt
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from netgraph.errors import CaseError
from netgraph.records import ImportSummary
from netgraph.sources.inspected import inspect_files
from netgraph.store import open_store
from netgraph.store.base import Store
from netgraph.workflow import import_files
from tests.conftest import OPTIONS

Sheets = dict[str, list[list[Any]]]


def workbook(path: Path, sheets: Sheets) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def store() -> Iterator[Store]:
    opened = open_store(":memory:")
    yield opened
    opened.close()


@pytest.fixture
def taken(store: Store) -> Callable[[Path], ImportSummary]:
    return lambda path: import_files(store, [path], OPTIONS)


def test_each_sheet_with_the_name_of_a_case_file_is_that_table(tmp_path, store, taken):
    path = workbook(
        tmp_path / "case.xlsx",
        {
            "Links": [["id", "kind", "from", "to", "report"], ["l1", "pays", "p1", "p2", "r1"]],
            "People": [["id", "surname"], ["p1", "Able"], ["p2", "Bold"]],
            "Reports": [["id", "date", "grade"], ["r1", dt.date(2025, 1, 1), "2BP"]],
            "Notes": [["nothing"]],
        },
    )
    summary = taken(path)

    assert summary.rejected == ()
    assert [(name, new) for name, new, *_ in summary.counts] == [
        ("reports", 1),
        ("people", 2),
        ("links", 1),
    ]
    assert "case.xlsx: sheet Notes is not a case file, passed over" in summary.notes
    assert store.tables().execute("SELECT source_file, source_line FROM links").fetchall() == [
        ("case.xlsx Links", 2)
    ]


def test_days_times_and_numbers_are_the_text_that_was_typed(tmp_path, store, taken):
    path = workbook(
        tmp_path / "events.xlsx",
        {
            "Sheet1": [
                ["id", "type", "start", "end", "detail"],
                [
                    1,
                    "other",
                    dt.date(2025, 1, 31),
                    dt.datetime.fromisoformat("2025-02-01T22:10:00"),
                    7,
                ],
                ["e2", "other", "2025-01-31", None, 0.5],
                ["e3", "other", "2025-01-31", None, "two\nlines, =1+1"],
            ]
        },
    )
    taken(path)

    rows = store.tables().execute(
        "SELECT id, start_text, end_text, detail, source_line FROM events ORDER BY source_line"
    )
    assert rows.fetchall() == [
        ("1", "2025-01-31", "2025-02-01T22:10:00", "7", 2),
        ("e2", "2025-01-31", None, "0.5", 3),
        ("e3", "2025-01-31", None, "two\nlines, =1+1", 4),
    ]


def test_a_number_that_a_spreadsheet_has_shortened_is_rejected_with_the_reason(tmp_path, taken):
    rows = [["id", "number", "imei"], ["t1", "7.911E+09", None], ["t2", None, 4901542032375181000]]
    summary = taken(workbook(tmp_path / "phones.xlsx", {"phones": rows}))

    assert [(row.file, row.line, row.reason.split(";")[0]) for row in summary.rejected] == [
        ("phones.xlsx phones", 2, "number: shortened by a spreadsheet (as in 7.9E+09)"),
        ("phones.xlsx phones", 3, "imei: shortened by a spreadsheet (as in 7.9E+09)"),
    ]


def test_rows_keep_their_number_after_empty_ones(tmp_path, taken):
    rows = [["id", "date_of_birth"], ["p1"], [], [None, None], ["p2", "x"], ["p3", None, "more"]]
    summary = taken(workbook(tmp_path / "people.xlsx", {"people": rows}))

    assert [(row.line, row.reason) for row in summary.rejected] == [
        (5, "date_of_birth: not a day of the calendar as YYYY-MM-DD"),
        (6, "3 fields where the header has 2"),
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"no workbook", "the workbook is damaged, or not an XLSX file"),
        (b"PK\x05\x06" + bytes(18), "the workbook is damaged, or not an XLSX file"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path, taken, content, message):
    (tmp_path / "people.xlsx").write_bytes(content)

    with pytest.raises(CaseError, match=message):
        taken(tmp_path / "people.xlsx")


def test_a_workbook_without_a_case_file_is_refused(tmp_path, taken):
    with pytest.raises(CaseError, match="no sheet has the name of a case file"):
        taken(workbook(tmp_path / "x.xlsx", {"a": [["id"]], "b": [["id"]]}))


def test_a_workbook_that_unpacks_to_far_too_much_is_refused_unread(tmp_path, taken):
    with zipfile.ZipFile(tmp_path / "people.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", bytes(20 << 20))

    with pytest.raises(CaseError, match="unpacks to far more than a workbook holds"):
        taken(tmp_path / "people.xlsx")


def test_inspect_names_the_sheets_and_what_becomes_of_their_columns(tmp_path):
    path = workbook(tmp_path / "case.xlsx", {"people": [["id", "religion"], ["p1", "x"]]})

    [found] = inspect_files([path])
    assert (found.file, found.read_as) == ("case.xlsx people", "case file people.csv")
    assert found.columns == (("id", "kept"), ("religion", "not stored: sensitive"))

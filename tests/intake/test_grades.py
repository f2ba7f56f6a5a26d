"""Grades: 3x5x2 as it is, 5x5x5 converted by a table that can be replaced."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from netgraph.errors import InputError
from netgraph.intake.grades import DEFAULT_GRADES, read_grade_table
from netgraph.records import ImportSummary
from netgraph.store import open_store
from tests.conftest import OPTIONS

TABLE = """
[source]
A = "1"
B = "2"
C = "2"
D = "3"
E = "3"
[information]
1 = "A"
2 = "B"
3 = "C"
4 = "D"
5 = "E"
[handling]
1 = "P"
2 = "P"
3 = "C"
4 = "C"
5 = "C"
"""


def test_a_3x5x2_grade_is_kept_and_taken_apart(
    case: Callable[..., duckdb.DuckDBPyConnection],
) -> None:
    con = case(reports="id,date,grade\nr1,2025-01-01,2BP")

    found = con.sql(
        "SELECT grade, grade_original, source, information, handling_code FROM reports"
    ).fetchall()

    assert found == [("2BP", "2BP", 2, "B", "P")]


def test_every_5x5x5_grade_is_converted_and_kept_as_written(
    case: Callable[..., duckdb.DuckDBPyConnection],
) -> None:
    grades = ["".join(parts) for parts in itertools.product("ABCDE", "12345", "12345")]
    rows = "\n".join(f"r{place},2025-01-01,{grade}" for place, grade in enumerate(grades))
    con = case(reports=f"id,date,grade\n{rows}")
    source, information, handling = map(
        dict, (DEFAULT_GRADES.source, DEFAULT_GRADES.information, DEFAULT_GRADES.handling)
    )

    found = dict(con.sql("SELECT grade_original, grade FROM reports").fetchall())

    assert found == {
        grade: source[grade[0]] + information[grade[1]] + handling[grade[2]] for grade in grades
    }
    assert (found["A11"], found["B21"], found["E45"]) == ("1AP", "1AP", "2DC")


def test_another_table_converts_otherwise(
    import_texts: Callable[..., ImportSummary], tmp_path: Path
) -> None:
    table = tmp_path / "grades.toml"
    table.write_text(TABLE, encoding="utf-8")
    store = open_store(":memory:")

    import_texts(store, replace(OPTIONS, grades=table), reports="id,date,grade\nr1,2025-01-01,B22")

    assert store.tables().sql("SELECT grade FROM reports").fetchall() == [("2BP",)]
    store.close()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("source = 1", r"source\.A must be one of 1, 2, 3"),
        (TABLE.replace('5 = "E"', ""), r"information\.5 must be one of A, B, C, D, E"),
        (TABLE.replace('C = "2"', 'C = "9"'), r"source\.C must be one of 1, 2, 3"),
        ("[[", "not a TOML file of grades"),
    ],
)
def test_a_table_that_leaves_something_out_is_refused_by_its_key(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "grades.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(InputError, match=message):
        read_grade_table(path)

"""Days and moments, and Europe/London on both sides of the clock change."""

from collections.abc import Callable
from datetime import date

import duckdb
import pytest


@pytest.mark.parametrize(
    ("text", "at", "day"),
    [
        ("2025-07-01", None, date(2025, 7, 1)),
        ("2025-07-01T22:10:00", "2025-07-01 21:10:00", date(2025, 7, 1)),
        ("2025-07-01 22:10", "2025-07-01 21:10:00", date(2025, 7, 1)),
        ("2025-01-01T22:10:00", "2025-01-01 22:10:00", date(2025, 1, 1)),
        ("2025-07-01T23:30:00Z", "2025-07-01 23:30:00", date(2025, 7, 2)),
        ("2025-07-01T23:30Z", "2025-07-01 23:30:00", date(2025, 7, 2)),
        ("2025-07-01T23:30:00.25Z", "2025-07-01 23:30:00.25", date(2025, 7, 2)),
        ("2025-01-02T01:00:00+02:00", "2025-01-01 23:00:00", date(2025, 1, 1)),
        ("2025-01-02T01:00:00+0200", "2025-01-01 23:00:00", date(2025, 1, 1)),
        ("2025-01-02T01:00:00-05", "2025-01-02 06:00:00", date(2025, 1, 2)),
        ("2024-02-29", None, date(2024, 2, 29)),
        ("2025-10-26T01:30:00", "2025-10-26 01:30:00", date(2025, 10, 26)),
        ("2025-03-30T01:30:00", "2025-03-30 01:30:00", date(2025, 3, 30)),
    ],
)
def test_a_moment_is_kept_as_written_in_utc_and_as_a_day_in_london(
    case: Callable[..., duckdb.DuckDBPyConnection],
    text: str,
    at: str | None,
    day: date,
) -> None:
    con = case(events=f"id,type,start\ne1,missing,{text}")

    found = con.sql("SELECT start_text, start_at::VARCHAR, start_day FROM events").fetchall()

    assert found == [(text, at, day)]


@pytest.mark.parametrize(
    "text",
    ["2025-07-01T22", "2025-07-01T22:10:00+1", "20250701", "2025-02-29", "0000-01-01", "-2025-01-01",
     "2025-13-01", "2025-07-01T22:60", "2025-07-01T22:10 BST", "12:00", "2025-07", "+2025-07-01"],
)  # fmt: skip
def test_what_is_no_day_or_time_is_rejected(
    case: Callable[..., duckdb.DuckDBPyConnection], text: str
) -> None:
    con = case(events=f"id,type,start\ne1,missing,{text}", rejects_ok=True)

    assert con.sql("SELECT count(*) FROM events").fetchall() == [(0,)]


def test_a_person_born_today_or_110_years_ago_is_taken(
    case: Callable[..., duckdb.DuckDBPyConnection],
) -> None:
    con = case(people="id,date_of_birth\np1,2025-06-01\np2,1915-06-01")

    assert con.sql("SELECT count(*) FROM people").fetchall() == [(2,)]

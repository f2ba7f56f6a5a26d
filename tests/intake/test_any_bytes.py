"""Whatever the bytes, an import ends with a summary or a NetgraphError, and loses no row."""

import contextlib
import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import NetgraphError
from netgraph.records import ImportSummary
from netgraph.store import open_store
from netgraph.store.base import Store
from netgraph.workflow import import_files
from tests.conftest import OPTIONS

CELLS = st.text(st.sampled_from('ab1,"\n -:é='), max_size=6)
IDS = st.sampled_from(["p1", "p2", "p3", " p1 ", "", "p4"])
DAYS = st.sampled_from(["", "2001-02-03", "2030-01-01", "2001-02-30", "x"])


def import_bytes(store: Store, content: bytes) -> ImportSummary:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "people.csv").write_bytes(content)
        return import_files(store, [Path(folder)], OPTIONS)


@pytest.fixture(scope="module")
def filling() -> Iterator[Store]:
    """A store that takes what each example leaves, so that later ones meet rows that are held."""
    store = open_store(":memory:")
    yield store
    store.close()


def ends_well(store: Store, content: bytes) -> None:
    """Fails on any error but a NetgraphError; that one is an answer too."""
    with contextlib.suppress(NetgraphError):
        assert import_bytes(store, content).counts


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_under_a_header_end_in_a_summary_or_an_error_that_explains(
    filling: Store, body: bytes
) -> None:
    ends_well(filling, b"id,surname,date_of_birth\n" + body)


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from('p1,"\n\r ab'), max_size=60))
def test_any_text_of_the_csv_alphabet_ends_in_a_summary_or_an_error(
    filling: Store, body: str
) -> None:
    ends_well(filling, b"id,surname,date_of_birth\n" + body.encode())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(IDS, CELLS, DAYS), max_size=12), st.booleans())
def test_every_row_is_accepted_unchanged_or_rejected_with_its_line(
    rows: list[tuple[str, str, str]], quote_all: bool
) -> None:
    text = io.StringIO()
    writer = csv.writer(
        text, lineterminator="\n", quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    )
    lines = []
    writer.writerow(("id", "surname", "date_of_birth"))
    for row in rows:
        lines.append(text.getvalue().count("\n") + 1)
        writer.writerow(row)

    store = open_store(":memory:")
    summary = import_bytes(store, text.getvalue().encode())
    store.close()

    [(_, new, changed, unchanged, rejected)] = summary.counts
    assert new + changed + unchanged + rejected == len(rows)
    assert rejected == len(summary.rejected)
    assert {row.line for row in summary.rejected} <= set(lines)
    assert new == len(
        {row[0].strip() for row in rows if row[0].strip() and row[2] in ("", "2001-02-03")}
    )

"""Whatever the bytes, an import ends with a summary or a NetgraphError, and loses no row."""

import contextlib
import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import NetgraphError
from netgraph.records import ImportSummary
from netgraph.store import open_store
from netgraph.workflow import import_files
from tests.conftest import OPTIONS

CELLS = st.text(st.sampled_from('ab1,"\n -:é='), max_size=6)
IDS = st.sampled_from(["p1", "p2", "p3", " p1 ", "", "p4"])
DAYS = st.sampled_from(["", "2001-02-03", "2030-01-01", "2001-02-30", "x"])


def import_bytes(content: bytes) -> ImportSummary:
    store = open_store(":memory:")
    try:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "people.csv").write_bytes(content)
            return import_files(store, [Path(folder)], OPTIONS)
    finally:
        store.close()


def ends_well(content: bytes) -> None:
    """Fails on any error but a NetgraphError; that one is an answer too."""
    with contextlib.suppress(NetgraphError):
        assert import_bytes(content).counts


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_under_a_header_end_in_a_summary_or_an_error_that_explains(body: bytes) -> None:
    ends_well(b"id,surname,date_of_birth\n" + body)


@settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from('p1,"\n\r ab'), max_size=60))
def test_any_text_of_the_csv_alphabet_ends_in_a_summary_or_an_error(body: str) -> None:
    ends_well(b"id,surname,date_of_birth\n" + body.encode())


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

    summary = import_bytes(text.getvalue().encode())

    [(_, new, changed, unchanged, rejected)] = summary.counts
    assert new + changed + unchanged + rejected == len(rows)
    assert rejected == len(summary.rejected)
    assert {row.line for row in summary.rejected} <= set(lines)
    assert new == len(
        {row[0].strip() for row in rows if row[0].strip() and row[2] in ("", "2001-02-03")}
    )

"""The rejects file: where it goes, what it holds, and that it can be imported by itself."""

import csv
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from netgraph.errors import OutputError
from netgraph.records import ImportSummary
from netgraph.store import open_store
from netgraph.store.base import Store
from netgraph.workflow import import_files
from tests.conftest import OPTIONS

Importer = Callable[..., ImportSummary]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "case.duckdb"), write=True, create=True)
    yield opened
    opened.close()


def rows_of(path: Path | str) -> list[dict[str, str]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_rejects_file_holds_file_line_reason_and_the_original_columns(
    store: Store, import_texts: Importer, tmp_path: Path
) -> None:
    summary = import_texts(
        store,
        people="id,surname,date_of_birth\np1,Able,2030-01-01\np2,Baker,",
        addresses="id,line,lat\na1,1 Example Road,91",
    )

    assert summary.rejects_file == str(tmp_path / "case.rejects-0001.csv")
    first, second = rows_of(summary.rejects_file)
    assert list(first)[:4] == ["file", "line", "reason", "table"]
    assert (first["file"], first["line"], first["table"]) == ("people.csv", "2", "people")
    assert first["reason"] == "date_of_birth: in the future"
    assert (first["id"], first["surname"], first["date_of_birth"]) == ("p1", "Able", "2030-01-01")
    # "line" is taken by the place where the row stood.
    assert (second["line"], second["address_line"], second["lat"]) == ("2", "1 Example Road", "91")


def test_a_corrected_rejects_file_is_imported_by_itself(
    store: Store, import_texts: Importer, tmp_path: Path
) -> None:
    summary = import_texts(
        store,
        people="id,surname,date_of_birth\np1,Able,2030-01-01\np2,Baker,",
        addresses="id,line,lat\na1,1 Example Road,91",
        reports="id,date,grade\nr1,2025-01-01,2BP",
        links="id,kind,from,to,report\nl1,lives_at,p1,a1,r1",
    )
    text = Path(summary.rejects_file).read_text(encoding="utf-8")
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(
        text.replace("2030-01-01", "2010-01-01").replace(",91,", ",51,"), encoding="utf-8"
    )

    again = import_files(store, [corrected], OPTIONS)

    assert again.rejected == ()
    assert again.counts == (
        ("people", 1, 0, 0, 0),
        ("addresses", 1, 0, 0, 0),
        ("links", 1, 0, 0, 0),
    )
    assert store.tables().sql("SELECT line, lat FROM addresses").fetchall() == [
        ("1 Example Road", 51.0)
    ]
    assert store.tables().sql(
        "SELECT source_file, source_line FROM people WHERE id = 'p1'"
    ).fetchall() == [("corrected.csv", 2)]


def test_an_uncorrected_rejects_file_is_rejected_again_with_its_own_lines(
    store: Store, import_texts: Importer
) -> None:
    first = import_texts(store, people="id,date_of_birth\np9,\np1,2030-01-01")
    again = import_files(store, [Path(first.rejects_file)], OPTIONS)

    assert [(row.file, row.line, row.reason) for row in again.rejected] == [
        ("case.rejects-0001.csv", 2, "date_of_birth: in the future")
    ]
    assert again.not_stored == ()
    assert Path(again.rejects_file).name == "case.rejects-0002.csv"


def test_formulas_quotes_and_line_breaks_come_back_as_they_were(
    store: Store, import_texts: Importer
) -> None:
    texts = ["=1+1", "@SUM(A1)", "-2", 'say "x"', "two\nlines", "a,b", " blanks "]
    rows = "\n".join(
        f'p{place},"{text.replace(chr(34), chr(34) * 2)}",2030-01-01'
        for place, text in enumerate(texts)
    )

    summary = import_texts(store, people=f"id,surname,date_of_birth\n{rows}")

    assert [row["surname"] for row in rows_of(summary.rejects_file)] == texts


def test_an_earlier_rejects_file_is_never_overwritten(store: Store, import_texts: Importer) -> None:
    names = [Path(import_texts(store, people="id,sex\n,f").rejects_file).name for _ in range(3)]

    assert names == ["case.rejects-0001.csv", "case.rejects-0001-2.csv", "case.rejects-0001-3.csv"]


def test_nothing_is_written_where_nothing_was_rejected(
    store: Store, import_texts: Importer, tmp_path: Path
) -> None:
    summary = import_texts(store, people="id\np1")

    assert summary.rejects_file == ""
    assert list(tmp_path.glob("*rejects*")) == []


def test_a_dry_run_writes_only_a_rejects_file_that_was_named(
    store: Store, import_texts: Importer, tmp_path: Path
) -> None:
    dry = replace(OPTIONS, dry_run=True)
    quiet = import_texts(store, dry, people="id,date_of_birth\np1,2030-01-01\np2,")
    named = import_texts(store, replace(dry, rejects=tmp_path / "r.csv"), people="id,sex\n,f")

    assert quiet.rejects_file == ""
    assert quiet.counts == (("people", 1, 0, 0, 1),)
    assert Path(named.rejects_file).exists()
    assert store.imports() == ()
    assert store.tables().sql("FROM people").fetchall() == []


def test_where_the_rejects_file_cannot_be_written_nothing_is_kept(
    store: Store, import_texts: Importer, tmp_path: Path
) -> None:
    nowhere = replace(OPTIONS, rejects=tmp_path / "no such folder" / "r.csv")

    with pytest.raises(OutputError, match="rejects file cannot be written"):
        import_texts(store, nowhere, people="id,date_of_birth\np1,2030-01-01\np2,")

    assert store.imports() == ()


def test_a_rejects_file_for_an_unknown_table_is_refused(store: Store, tmp_path: Path) -> None:
    from netgraph.errors import CaseError

    path = tmp_path / "r.csv"
    path.write_text(
        "file,line,reason,table,id\nx.csv,2,y,people,p1\nx.csv,3,y,pets,q1\n", encoding="utf-8"
    )

    with pytest.raises(CaseError, match=r"r\.csv line 3: column table does not name a case file"):
        import_files(store, [path], OPTIONS)

"""The embedded store: opening, refusing, keeping, and what the disk may do to it."""

import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest

from netgraph.errors import NotAStore, StoreBusy, StoreError
from netgraph.records import Finding, ImportSummary, Reason
from netgraph.store import files, open_store
from netgraph.store.base import Store
from netgraph.tables import table_columns
from netgraph.vocabulary import CASE_FILES
from netgraph.workflow import import_files
from tests.conftest import OPTIONS

Importer = Callable[..., ImportSummary]

HOLD = """
import sys
from netgraph.store import open_store
store = open_store(sys.argv[1], write=sys.argv[2] == "write")
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path, import_texts: Importer) -> str:
    """A store that holds two people."""
    address = str(tmp_path / "case.duckdb")
    store = open_store(address, write=True, create=True)
    import_texts(store, people="id,surname\np1,Able\np2,Baker")
    store.close()
    return address


def hold(address: str, how: str) -> subprocess.Popen[bytes]:
    """A real second process that has the store open."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, address, how], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"open\n"
    return process


def test_a_store_from_before_a_case_file_was_known_can_be_read_and_gets_it_when_written(
    tmp_path: Path,
) -> None:
    address = str(tmp_path / "older.duckdb")
    files.create(address)
    with duckdb.connect(address) as con:
        con.execute("DROP VIEW main.order_steps; DROP TABLE kept.order_steps")

    counts = []
    for write in (False, True, False):
        again = open_store(address, write=write)
        counts.append(again.tables().execute("SELECT count(*) FROM order_steps").fetchall())
        kept = again.tables().execute(
            "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'kept' "
            "AND table_name = 'order_steps'"
        )
        counts.append(kept.fetchall())
        again.close()

    assert [each[0][0] for each in counts] == [0, 0, 0, 1, 0, 1]


def test_the_views_have_the_columns_that_tables_describes() -> None:
    store: Store = open_store(":memory:")
    con = store.tables()

    for file in CASE_FILES:
        described = con.execute(f"DESCRIBE main.{file.name}").fetchall()
        assert tuple((name, kind) for name, kind, *_ in described) == table_columns(file.name)
    assert [name for name, *_ in con.execute("DESCRIBE main.entities").fetchall()] == ["id", "kind"]
    store.close()


def test_what_was_kept_is_there_when_the_store_is_opened_again(path: str) -> None:
    store = open_store(path)

    assert store.tables().sql("SELECT id FROM people ORDER BY id").fetchall() == [("p1",), ("p2",)]
    [record] = store.imports()
    assert (record.id, record.imported_by, record.imported_at) == (1, "tests", OPTIONS.now)
    assert record.counts == (("people", 2, 0, 0, 0),)
    [(name, sha256)] = record.files
    assert (name, len(sha256)) == ("people.csv", 64)
    store.close()


def test_a_store_opens_in_less_than_a_third_of_a_second(path: str) -> None:
    open_store(path).close()
    start = time.process_time()
    store = open_store(path)
    spent = time.process_time() - start
    store.close()

    assert spent < 0.3


def test_temporary_tables_may_be_made_on_a_store_that_is_open_for_reading(path: str) -> None:
    store = open_store(path)
    store.tables().execute("CREATE TEMP TABLE passing AS SELECT * FROM people")
    store.close()
    store = open_store(path)

    assert "passing" not in str(store.tables().execute("SHOW TABLES").fetchall())
    store.close()


def test_a_store_that_is_open_for_reading_refuses_to_be_written(
    path: str, import_texts: Importer
) -> None:
    store = open_store(path)

    with pytest.raises(StoreError, match="opened for reading only"):
        import_texts(store, people="id\np3")
    with pytest.raises(StoreError, match="opened for reading only"):
        store.write_decision({"what": "x"})
    store.close()


def test_closing_twice_is_safe(path: str) -> None:
    store = open_store(path)
    store.close()
    store.close()


def test_a_store_that_nothing_was_kept_in_leaves_no_file(tmp_path: Path) -> None:
    open_store(str(tmp_path / "case.duckdb"), write=True, create=True).close()

    assert list(tmp_path.iterdir()) == []


def test_no_store_there_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotAStore, match="no store there\nMake one with: netgraph import"):
        open_store(str(tmp_path / "nowhere.duckdb"))


def test_a_store_in_a_folder_that_is_not_there_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="the store cannot be made there"):
        open_store(str(tmp_path / "no folder" / "case.duckdb"), write=True, create=True)


def _text(path: Path) -> None:
    path.write_text("id,surname\np1,Able\n" * 100, encoding="utf-8")


def _empty(path: Path) -> None:
    path.touch()


def _sqlite(path: Path) -> None:
    con = sqlite3.connect(path)
    con.execute("CREATE TABLE x (y)")
    con.commit()
    con.close()


def _other_duckdb(path: Path) -> None:
    con = duckdb.connect(str(path))
    con.execute("CREATE TABLE x (y INTEGER)")
    con.close()


def _other_format(path: Path) -> None:
    con = duckdb.connect(str(path))
    con.execute("CREATE SCHEMA kept; CREATE TABLE kept.meta AS SELECT 999 AS format")
    con.close()


def _damaged(path: Path) -> None:
    _other_duckdb(path)
    content = path.read_bytes()
    path.write_bytes(content[:16] + b"\xff" * 8000 + content[8016:])


@pytest.mark.parametrize(
    "make", [_text, _empty, _sqlite, _other_duckdb, _other_format, _damaged, Path.mkdir]
)
@pytest.mark.parametrize("write", [False, True])
def test_what_is_not_a_store_is_refused_and_left_as_it_was(
    tmp_path: Path, make: Callable[[Path], None], write: bool
) -> None:
    path = tmp_path / "thing"
    make(path)
    before = path.read_bytes() if path.is_file() else b""

    with pytest.raises(NotAStore) as raised:
        open_store(str(path), write=write, create=write)

    assert raised.value.exit_code == 2
    assert raised.value.hint
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize(
    ("holds", "wants"), [("write", "read"), ("write", "write"), ("read", "write")]
)
def test_a_second_process_is_told_that_the_store_is_held(path: str, holds: str, wants: str) -> None:
    process = hold(path, holds)
    try:
        with pytest.raises(StoreBusy, match="another process holds the store\nWait until"):
            open_store(path, write=wants == "write")
    finally:
        process.communicate()

    open_store(path, write=True).close()


def test_two_processes_may_read_at_once(path: str) -> None:
    process = hold(path, "read")
    try:
        store = open_store(path)
        assert len(store.imports()) == 1
        store.close()
    finally:
        process.communicate()


def test_a_store_without_rights_is_a_store_error(path: str) -> None:
    Path(path).chmod(0)
    try:
        open_store(path).close()  # where rights do not bind, as for root
    except StoreError:
        pass
    finally:
        Path(path).chmod(stat.S_IRUSR | stat.S_IWUSR)


def test_findings_are_given_back_as_they_were_recorded(path: str) -> None:
    reason = Reason("visits_by_children", 3, "Two children", ("l1",), ("r1",), day=date(2025, 2, 1))
    against = Reason("care_round", -2, "Carers visit", flags=("f1",))
    finding = Finding(
        "cuckooed_address", "a1", "1 Example Road", "limited", 1, 1, None, (reason,), (against,),
        also=("likely_victim",), missing=("who holds the tenancy",),
    )  # fmt: skip
    store = open_store(path, write=True)
    store.write_findings([finding, finding], date(2025, 3, 1))
    store.write_findings([finding], date(2025, 3, 1))
    store.write_findings([], date(2025, 4, 1))

    assert store.findings(date(2025, 3, 1)) == (finding,)
    assert store.findings(date(2025, 4, 1)) == ()
    assert store.findings(date(2025, 5, 1)) == ()
    store.close()


def test_decisions_are_kept_in_order_and_never_overwritten(path: str) -> None:
    store = open_store(path, write=True)
    first = {"who": "A Supervisor", "about": "p1", "what": "override", "why": "seen"}
    store.write_decision(first)
    store.write_decision({**first, "what": "withdrawn"})
    store.close()
    store = open_store(path)

    assert [decision["what"] for decision in store.decisions()] == ["override", "withdrawn"]
    assert store.decisions()[0] == first
    store.close()


def test_an_import_that_fails_half_way_keeps_nothing(path: str, import_texts: Importer) -> None:
    store = open_store(path, write=True)
    # A table that cannot take the rows stands for any fault while they are being written.
    store.tables().execute("ALTER TABLE kept.phones ADD CONSTRAINT only_once PRIMARY KEY (version)")

    with pytest.raises(StoreError, match="nothing was kept"):
        import_texts(store, people="id\np3", phones="id\nt1\nt2")

    assert store.tables().sql("SELECT count(*) FROM people").fetchall() == [(2,)]
    assert len(store.imports()) == 1
    store.close()


def test_a_dry_run_may_compare_with_a_store_that_is_open_for_reading(
    path: str, tmp_path: Path
) -> None:
    from dataclasses import replace

    (tmp_path / "people.csv").write_text("id,surname\np1,Able\np3,Cable\n", encoding="utf-8")
    store = open_store(path)

    summary = import_files(store, [tmp_path / "people.csv"], replace(OPTIONS, dry_run=True))

    assert summary.counts == (("people", 1, 0, 1, 0),)
    store.close()

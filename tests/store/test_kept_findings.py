"""Findings beside the store: used again while nothing has changed, and never once anything has."""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from importlib import metadata
from pathlib import Path

import pytest

from netgraph import workflow
from netgraph.records import Finding, ImportSummary, Reason
from netgraph.store import kept_findings, open_store
from netgraph.store.base import Store
from netgraph.store.kept_findings import Keeping, KeptFindings
from netgraph.workflow_findings import findings_of
from tests.conftest import OPTIONS

Importer = Callable[..., ImportSummary]

AS_OF = date(2025, 3, 1)
CASE = {
    "reports": "id,date,grade,origin\nr1,2025-02-01,1AP,o1\nr2,2025-02-02,1AP,o2",
    "people": "id,date_of_birth\np1,1990-01-01\np2,2010-01-01",
    "links": "id,kind,from,to,start,report\nl1,directs,p1,p2,2025-02-01,r1\n"
    "l2,directs,p1,p2,2025-02-02,r2",
}
FINDING = Finding(
    claim="exploiter",
    subject="p1",
    label="Zoë Invented",
    support="limited",
    points=3,
    independent_sources=1,
    last_act=date(2025, 2, 1),
    reasons=(Reason("directs_others", 3, "Directs p2.", links=("l1",), day=date(2025, 2, 1)),),
    missing=("Only one independent source.",),
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small case in a file, to be copied."""
    folder = tmp_path_factory.mktemp("imported")
    for name, text in CASE.items():
        (folder / f"{name}.csv").write_text(f"{text}\n")
    path = folder / "case.duckdb"
    store = open_store(str(path), create=True)
    workflow.import_files(store, [folder], OPTIONS)
    store.close()
    return path


@pytest.fixture
def address(tmp_path: Path, imported: Path) -> str:
    """The small case, in a file of the test's own."""
    return str(shutil.copy(imported, tmp_path))


@pytest.fixture
def opener(address: str) -> Iterator[Callable[..., Store]]:
    """A function that opens the case's store again, in place of the one opened before."""
    opened: list[Store] = []

    def open_it(*, write: bool = False) -> Store:
        for store in opened:
            store.close()
        opened.append(open_store(address, write=write))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


def place_of(store: Store) -> KeptFindings:
    """Where that store keeps findings."""
    assert isinstance(store, Keeping)
    place = store.kept_findings()
    assert place is not None
    return place


def beside(address: str) -> Path:
    return Path(f"{address}.findings.jsonl")


def test_what_was_kept_is_given_again_as_it_was(opener: Callable[..., Store]) -> None:
    place_of(opener()).keep([FINDING], AS_OF)

    assert place_of(opener()).read(AS_OF) == (FINDING,)


def test_that_nothing_was_found_is_kept_too(opener: Callable[..., Store]) -> None:
    place_of(opener()).keep([], AS_OF)

    assert place_of(opener()).read(AS_OF) == ()


def test_of_another_day_nothing_is_kept(opener: Callable[..., Store]) -> None:
    place_of(opener()).keep([FINDING], AS_OF)

    assert place_of(opener()).read(date(2025, 3, 2)) is None


@pytest.mark.parametrize(
    "decision",
    [
        {"what": "withdraw", "about": "r1"},
        {"what": "undo", "about": "i1"},
        {"what": "same", "about": "p1", "other": "p2"},
        {"what": "candidate", "about": "p1"},
    ],
    ids=lambda decision: decision["what"],
)
def test_after_a_decision_nothing_is_kept_nor_does_an_old_copy_serve(
    address: str, opener: Callable[..., Store], decision: dict[str, str]
) -> None:
    place_of(opener()).keep([FINDING], AS_OF)
    old = shutil.copy2(beside(address), f"{address}.copy")
    opener(write=True).write_decision(decision)

    assert not beside(address).exists()
    shutil.move(old, beside(address))
    assert place_of(opener()).read(AS_OF) is None


def test_after_an_import_nothing_is_kept_nor_does_an_old_copy_serve(
    address: str, opener: Callable[..., Store], import_texts: Importer
) -> None:
    place_of(opener()).keep([FINDING], AS_OF)
    old = shutil.copy2(beside(address), f"{address}.copy")
    import_texts(opener(write=True), people="id\np3")

    assert not beside(address).exists()
    shutil.move(old, beside(address))
    assert place_of(opener()).read(AS_OF) is None


def test_findings_of_another_version_are_not_used(
    opener: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    place_of(opener()).keep([FINDING], AS_OF)
    kept_findings.code_that_finds.cache_clear()
    monkeypatch.setattr(metadata, "version", lambda name: "0.0")
    assert place_of(opener()).read(AS_OF) is None
    monkeypatch.undo()
    kept_findings.code_that_finds.cache_clear()

    assert place_of(opener()).read(AS_OF) == (FINDING,)


def test_findings_of_another_store_are_not_used(
    address: str, opener: Callable[..., Store], tmp_path: Path
) -> None:
    place_of(opener()).keep([FINDING], AS_OF)
    other = str(tmp_path / "other.duckdb")
    store = open_store(other, create=True)
    store.write_decision({"what": "candidate", "about": "p1"})
    store.close()
    shutil.copy2(beside(address), beside(other))
    store = open_store(other)

    assert place_of(store).read(AS_OF) is None
    store.close()


@pytest.mark.parametrize("damage", ["altered", "cut off", "emptied"])
def test_a_damaged_file_is_not_used(
    address: str, opener: Callable[..., Store], damage: str
) -> None:
    place_of(opener()).keep([FINDING], AS_OF)
    text = beside(address).read_text()
    altered = {"altered": text.replace('"points": 3', '"points": 9'), "cut off": text[:-20]}
    beside(address).write_text(altered.get(damage, ""))

    assert place_of(opener()).read(AS_OF) is None


def test_where_nothing_can_be_written_nothing_is_kept_and_nothing_fails(
    address: str, opener: Callable[..., Store]
) -> None:
    beside(address).mkdir()
    place_of(opener()).keep([FINDING], AS_OF)

    assert place_of(opener()).read(AS_OF) is None
    assert [each.name for each in Path(address).parent.glob(".*")] == []


def test_a_passing_store_keeps_nothing() -> None:
    store = open_store(":memory:")

    assert isinstance(store, Keeping)
    assert store.kept_findings() is None
    store.close()


def test_only_who_may_read_the_store_may_read_what_is_kept(
    address: str, opener: Callable[..., Store]
) -> None:
    Path(address).chmod(0o600)
    place_of(opener()).keep([FINDING], AS_OF)

    assert beside(address).stat().st_mode & 0o077 == 0


def test_a_second_question_starts_from_what_the_first_found_and_says_the_same(
    address: str, opener: Callable[..., Store]
) -> None:
    found = findings_of(opener(), AS_OF)
    kept = beside(address).stat()
    again = workflow.find(opener(), AS_OF)
    proposed = workflow.propose(opener(), AS_OF)

    assert found == again != ()
    assert beside(address).stat() == kept  # read, not written anew
    beside(address).unlink()
    assert proposed == workflow.propose(opener(), AS_OF)

    opener(write=True).write_decision({"what": "withdraw", "about": "r1"})
    assert findings_of(opener(), AS_OF) != found
    assert json.loads(beside(address).read_bytes().partition(b"\n")[0])

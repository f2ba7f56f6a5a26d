"""What a killed process and a full disk do to a store: nothing that was acknowledged is lost."""

import contextlib
import multiprocessing
import multiprocessing.connection
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from netgraph.records import ImportSummary
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, import_files

KILLS = 20
ROWS = 3000

# A process that has everything loaded, from which each one that is killed is forked: what is
# tried here is the writing, not the start.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["netgraph.store.embedded", "netgraph.intake", "netgraph.sources"])


def import_on_and_on(
    folder: Path, address: str, first: int, said: "multiprocessing.connection.Connection"
) -> None:
    """Import one case after the other, and say so after each: what was said must be there."""
    for number in range(first, first + 1000):
        rows = "".join(f"p{number}-{place},Name\n" for place in range(ROWS))
        (folder / "people.csv").write_text("id,surname\n" + rows, encoding="utf-8")
        store = open_store(address, write=True, create=True)
        options = ImportOptions(today=date(2025, 6, 1), now=f"{number}", by="tests")
        import_files(store, [folder / "people.csv"], options)
        said.send(number)
        store.close()


def kept(address: str) -> list[tuple[int, int]]:
    """Import number as it named itself, and how many rows it left, by import."""
    store = open_store(address)
    try:
        counted = dict(
            store.tables()
            .execute("SELECT import_id, count(*) FROM people GROUP BY import_id")
            .fetchall()
        )
        return [(int(record.imported_at), counted.pop(record.id)) for record in store.imports()] + [
            (-number, rows) for number, rows in counted.items()
        ]
    finally:
        store.close()


def test_a_process_killed_at_any_moment_loses_nothing_and_leaves_nothing_half(
    tmp_path: Path,
) -> None:
    address = str(tmp_path / "case.duckdb")
    moments = random.Random(3)
    acknowledged = 0
    for _ in range(KILLS):
        hears, says = FORKS.Pipe(duplex=False)
        process = FORKS.Process(
            target=import_on_and_on, args=(tmp_path, address, acknowledged + 1, says)
        )
        process.start()
        says.close()
        acknowledged = hears.recv()
        time.sleep(moments.uniform(0, 0.6))
        process.kill()
        process.join()
        with contextlib.suppress(EOFError):
            while True:
                acknowledged = hears.recv()

        numbers = [number for number, rows in kept(address) if rows == ROWS]
        assert len(numbers) == len(kept(address))
        assert numbers in ([*range(1, acknowledged + 1)], [*range(1, acknowledged + 2)])
        acknowledged = numbers[-1]
    assert acknowledged >= KILLS


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB, where one can be had."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = (
        os.geteuid() == 0
        and shutil.which("mount") is not None
        and (
            subprocess.run(
                ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)], check=False
            ).returncode
            == 0
        )
    )
    if not mounted:
        pytest.skip("a small disk can only be mounted by root")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def big_case(folder: Path) -> Path:
    folder.mkdir()
    noise = random.Random(1)
    rows = "".join(f"p{place},{noise.getrandbits(512):x}\n" for place in range(200_000))
    (folder / "people.csv").write_text("id,surname\n" + rows, encoding="utf-8")
    return folder


def netgraph(
    store: Path, *arguments: str | Path, largest_file: int | None = None
) -> "subprocess.CompletedProcess[str]":
    def limit() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    return subprocess.run(
        [sys.executable, "-m", "netgraph", "--store", str(store), "import", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limit,
    )


def test_a_file_that_may_not_grow_is_a_clear_error_and_nothing_is_half_done(
    tmp_path: Path, import_texts: Callable[..., ImportSummary]
) -> None:
    address = tmp_path / "case.duckdb"
    store = open_store(str(address), write=True, create=True)
    import_texts(store, people="id,surname\nq1,Able")
    store.close()

    result = netgraph(address, big_case(tmp_path / "big"), largest_file=6 << 20)

    assert result.returncode == 1
    assert "disk is full; nothing was kept" in result.stderr
    store = open_store(str(address))
    assert store.tables().execute("SELECT id FROM people").fetchall() == [("q1",)]
    store.close()


def test_a_full_disk_is_a_clear_error_and_nothing_is_half_done(
    small_disk: Path, tmp_path: Path, import_texts: Callable[..., ImportSummary]
) -> None:
    address = small_disk / "case.duckdb"
    store = open_store(str(address), write=True, create=True)
    import_texts(store, people="id,surname\nq1,Able")
    store.close()

    result = netgraph(address, big_case(tmp_path / "big"))

    assert result.returncode == 1
    assert "disk is full" in result.stderr
    assert "nothing was kept" in result.stderr
    assert "Traceback" not in result.stderr
    store = open_store(str(address))
    assert len(store.imports()) == 1
    assert store.tables().execute("SELECT id FROM people").fetchall() == [("q1",)]
    store.close()


def test_a_first_import_on_a_full_disk_leaves_no_store(small_disk: Path, tmp_path: Path) -> None:
    result = netgraph(small_disk / "case.duckdb", big_case(tmp_path / "big"))

    assert result.returncode == 1
    assert "disk is full" in result.stderr
    assert [path.name for path in small_disk.iterdir() if ".log" not in path.name] == []


def test_a_rejects_file_that_does_not_fit_keeps_nothing(small_disk: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    rows = "".join(f"p{place},{'x' * 200},2030-01-01\n" for place in range(200_000))
    (folder / "people.csv").write_text(
        "id,surname,date_of_birth\nq1,Able,\n" + rows, encoding="utf-8"
    )
    result = netgraph(tmp_path / "case.duckdb", folder, "--rejects", small_disk / "r.csv")

    assert result.returncode == 1
    assert "rejects file cannot be written" in result.stderr
    assert list(small_disk.iterdir()) == []
    assert not (tmp_path / "case.duckdb").exists()

"""``netgraph import`` as a person runs it: what it prints, what it leaves, its exit codes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netgraph.cli import main
from netgraph.store import open_store

PEOPLE = "id,surname,ethnicity\np1,Able,x\np2,Baker,\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    case = tmp_path / "case"
    case.mkdir()
    (case / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return case


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "kept" / "case.duckdb"


def run(store: Path, *arguments: str | Path) -> Result:
    store.parent.mkdir(exist_ok=True)
    return CliRunner().invoke(main, ["--store", str(store), "import", *map(str, arguments)])


def test_an_import_makes_the_store_and_says_what_it_took(folder: Path, store: Path) -> None:
    result = run(store, folder)

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "table                 new   changed  unchanged  rejected",
        "people                  2         0          0         0",
        "Kept as import 1.",
        "Columns not stored:",
        "  people.csv: ethnicity (sensitive), 1 filled cells",
    ]
    assert result.stderr == ""


def test_the_same_files_again_change_nothing_and_it_says_so(folder: Path, store: Path) -> None:
    run(store, folder)
    before = store.read_bytes()
    result = run(store, folder)

    assert result.exit_code == 0
    assert "Nothing new: the store holds all of this already." in result.stdout
    assert store.read_bytes() == before


def test_rejected_rows_give_exit_code_3_and_are_shown_with_their_place(
    folder: Path, store: Path
) -> None:
    (folder / "people.csv").write_text(
        "id,date_of_birth\np1,\n" + "".join(f"q{place},x\n" for place in range(12)),
        encoding="utf-8",
    )
    result = run(store, folder)

    assert result.exit_code == 3
    assert "Rejected rows: 12" in result.stdout
    assert (
        "  people.csv line 3: date_of_birth: not a day of the calendar as YYYY-MM-DD"
        in result.stdout
    )
    assert "  and 2 more" in result.stdout
    rejects = store.with_name("case.rejects-0001.csv")
    assert f"Correct them in {rejects} and import that file." in result.stdout
    assert len(rejects.read_text(encoding="utf-8").splitlines()) == 13


def test_what_is_not_verified_and_doubtful_is_told(folder: Path, store: Path) -> None:
    (folder / "people.csv").write_text("id,date_of_birth,cro\np1,2009-01-01,none\n", "utf-8")
    result = run(store, folder)

    assert (
        "Identifiers kept as written and not verified (they never join anything):\n  cro: 1 of 1"
        in (result.stdout)
    )
    assert "people.csv: date_of_birth, 1 row: 1 January, often entered where" in result.stdout


def test_rejects_go_where_they_are_asked_to_go(folder: Path, store: Path, tmp_path: Path) -> None:
    (folder / "people.csv").write_text("id,date_of_birth\np1,\nq1,x\n", encoding="utf-8")
    result = run(store, folder, "--rejects", tmp_path / "r.csv")

    assert result.exit_code == 3
    assert (tmp_path / "r.csv").exists()
    kept = sorted(path.name for path in store.parent.iterdir())
    assert kept == ["case.duckdb", "case.duckdb.log.head", "case.duckdb.log.jsonl"]


def test_a_dry_run_writes_nothing(folder: Path, store: Path) -> None:
    (folder / "people.csv").write_text("id,date_of_birth\np1,\nq1,x\n", encoding="utf-8")
    result = run(store, folder, "--dry-run")

    assert result.exit_code == 3
    assert "Dry run: nothing was written." in result.stdout
    assert list(store.parent.iterdir()) == []


def test_a_dry_run_compares_with_the_store_that_is_there(folder: Path, store: Path) -> None:
    run(store, folder)
    before = store.read_bytes()
    (folder / "people.csv").write_text("id,surname\np1,Cable\np2,Baker\np3,\n", encoding="utf-8")
    result = run(store, folder, "--dry-run", "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["counts"] == [["people", 1, 1, 1, 0]]
    assert store.read_bytes() == before


def test_json_is_one_object_with_the_summary(folder: Path, store: Path) -> None:
    result = run(store, folder, "--json", "--source", "invented")

    [line] = result.stdout.splitlines()
    summary = json.loads(line)
    assert summary["record"]["source"] == "invented"
    assert summary["counts"] == [["people", 2, 0, 0, 0]]
    assert summary["not_stored"] == [["people.csv", "ethnicity", 1, "sensitive"]]


def test_the_register_says_who_imported(
    folder: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETGRAPH_USER", "An Analyst")
    run(store, folder)
    opened = open_store(str(store))

    assert [record.imported_by for record in opened.imports()] == ["An Analyst"]
    opened.close()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("people.csv", b""),
        ("people.csv", b"name,born\nx,y\n"),
        ("people.csv", b"id,surname,surname\np1,x,y\n"),
        ("people.csv", b"id,surname\np1,\x81\n"),
        ("people.csv", b'id,surname\np1,"open\np2,x\n'),
        ("people.csv.gz", b"\x1f\x8b\x08\x00\x00"),
        ("other.csv", b"id\np1\n"),
    ],
)
def test_a_file_that_cannot_be_read_is_exit_code_2_and_leaves_no_store(
    store: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    result = run(store, tmp_path / name)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"Error: {name}: ")
    assert not store.exists()
    assert all(".log." in each.name for each in store.parent.iterdir())


def test_a_folder_without_case_files_is_exit_code_2(store: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run(store, tmp_path / "empty")

    assert result.exit_code == 2
    assert "no case files in this folder" in result.stderr


def test_a_store_that_is_something_else_is_exit_code_2_and_stays_as_it_was(
    folder: Path, store: Path
) -> None:
    store.parent.mkdir()
    store.write_text("not a store at all\n", encoding="utf-8")
    result = run(store, folder)

    assert result.exit_code == 2
    assert "not a netgraph store" in result.stderr
    assert store.read_text(encoding="utf-8") == "not a store at all\n"


def test_one_bad_file_of_several_keeps_nothing_of_the_others(folder: Path, store: Path) -> None:
    run(store, folder)
    (folder / "people.csv").write_text("id\np9\n", encoding="utf-8")
    (folder / "phones.csv").write_text("number\nx\n", encoding="utf-8")
    result = run(store, folder)
    opened = open_store(str(store))

    assert result.exit_code == 2
    assert len(opened.imports()) == 1
    opened.close()


def test_no_path_is_wrong_usage(store: Path) -> None:
    assert run(store).exit_code == 2


def test_messages_hold_no_content_of_a_row(folder: Path, store: Path) -> None:
    (folder / "people.csv").write_text(
        "id,surname,date_of_birth\np1,Unmistakable,Unreadable\n", encoding="utf-8"
    )
    result = run(store, folder)

    assert "Unmistakable" not in result.output
    assert "Unreadable" not in result.output


def test_inspect_says_what_would_be_read_as_what_and_makes_no_store(
    folder: Path, store: Path
) -> None:
    (folder / "people.csv").write_text("id;surname;religion\np1;Able;x\n", encoding="utf-8")
    result = run(store, "--inspect", folder / "people.csv")

    assert result.exit_code == 0
    assert result.stdout == (
        "people.csv: case file people.csv (UTF-8, semicolons)\n"
        "  kept: id, surname\n"
        "  not stored: sensitive: religion\n"
    )
    assert not store.exists()

"""The commands ``netgraph orders …``: what they print, record, refuse and write."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from netgraph.cli import main
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, import_files

FILES = {
    "people": "id,surname,date_of_birth\np1,Invented,1990-01-01\np2,Example,2009-03-02\n",
    "orders": "id,type,person,court,made,served,interim,ends\n"
    "d1,STRO,p1,Example Court,2025-01-10,2025-01-11T09:00,no,2028-01-10\n",
    "conditions": "id,order,number,category,text,starts,ends,targets,exceptions\n"
    "c1,d1,1,contact_named,Not to be with B.,,,p2,court;custody\n"
    "c2,d1,2,place,Not to enter the area.,,2027-01-10,,\n",
}


@pytest.fixture
def run(tmp_path):
    """Runs ``netgraph orders …`` on a store that holds the case above."""
    folder = tmp_path / "case"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    path = str(tmp_path / "case.duckdb")
    store = open_store(path, write=True, create=True)
    options = ImportOptions(today=date(2025, 3, 1), now="2025-03-01T09:00:00Z", by="tests")
    assert import_files(store, [folder], options).rejected_total == 0
    store.close()
    return lambda *words: CliRunner().invoke(main, ["--store", path, "orders", *words])


def test_in_force_prints_the_order_and_its_conditions_word_for_word(run):
    result = run("in-force", "--as-of", "2025-06-01")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[2:] == [
        "d1  STRO on p1 Invented – in force, until 2028-01-10",
        "    made 2025-01-10, Example Court; served 2025-01-11",
        "    1. [contact_named] Not to be with B.",
        "       c1; aimed at p2; save court, custody",
        "    2. [place] Not to enter the area.",
        "       c2; until 2027-01-10",
    ]


def test_in_force_leaves_out_what_has_ended_on_the_day(run):
    def conditions(day):
        lines = run("in-force", "--as-of", day, "--json").stdout.splitlines()
        return [each["condition"] for line in lines for each in json.loads(line)["conditions"]]

    assert conditions("2025-01-09") == []
    assert conditions("2027-01-10") == ["c1", "c2"]
    assert conditions("2027-01-11") == ["c1"]
    assert conditions("2028-01-11") == []


@pytest.mark.parametrize(
    ("within", "found"), [("9", []), ("10", ["c2"]), ("10d", ["c2"]), ("2w", ["c2"]), ("2y", ["c2", ""])]
)  # fmt: skip
def test_expiring_takes_days_weeks_months_and_years(run, within, found):
    lines = run("expiring", "--within", within, "--as-of", "2026-12-31", "--json").stdout

    assert [json.loads(line)["condition"] for line in lines.splitlines()] == found


def test_a_length_that_is_none_is_wrong_usage(run):
    assert run("expiring", "--within", "soon").exit_code == 2


def test_an_order_is_added_served_varied_and_shown(run):
    added = run(
        "add", "--person", "p2", "--type", "STRO", "--made", "2025-02-01", "--id", "d2",
        "--condition", "place", "Not to enter the area on map A.",
    )  # fmt: skip
    served = run("serve", "d2", "--at", "2025-02-02T10:00", "--by", "PC 1")
    varied = run("vary", "d2", "--on", "2025-05-01", "--condition", "d2-c1", "--text", "New.")
    shown = run("show", "d2", "--as-of", "2025-05-01", "--json")

    assert [each.exit_code for each in (added, served, varied, shown)] == [0, 0, 0, 0]
    order = json.loads(shown.stdout)
    assert [(each["text"], each["status"]) for each in order["conditions"]] == [
        ("Not to enter the area on map A.", "ended"),
        ("New.", "in force, not served"),
    ]
    assert [each["kind"] for each in order["steps"]] == ["service", "variation"]


def test_conditions_can_come_from_a_file(run, tmp_path):
    file = tmp_path / "two.csv"
    file.write_text(
        "number,category,text,targets\n7,place,Not to enter.,\n8,contact_named,Not to be with A.,p1\n",
        encoding="utf-8",
    )

    result = run(
        "add", "--person", "p2", "--type", "STRO", "--made", "2025-02-01", "--conditions", str(file),
        "--json",
    )  # fmt: skip

    order = json.loads(result.stdout)
    assert [(each["number"], each["targets"]) for each in order["conditions"]] == [
        ("7", []),
        ("8", ["p1"]),
    ]


def test_a_bad_order_is_refused_with_the_section_and_no_content(run):
    result = run(
        "add", "--person", "p1", "--type", "STRO", "--made", "2025-02-01", "--ends", "2027-01-31",
        "--condition", "place", "Not to enter Invented Road.",
    )  # fmt: skip

    assert result.exit_code == 1
    assert result.stderr == (
        "Error: order order-1 is not recorded:\n"
        "  Modern Slavery Act 2015, section 24(4): condition 1 would run 1 year 364 days; at least "
        "2 years, or until further order\n"
        "An order that a court has made like this can be imported from orders.csv.\n"
    )


def test_a_discharge_without_consent_says_which_option_there_is(run):
    result = run("discharge", "d1", "--on", "2025-06-01")

    assert result.exit_code == 1
    assert result.stderr.endswith("If both have consented, say so with --consent.\n")
    assert run("discharge", "d1", "--on", "2025-06-01", "--consent").exit_code == 0
    assert run("in-force", "--as-of", "2025-06-01", "--json").stdout == ""


def test_a_note_is_a_permission_or_a_review(run):
    permission = run(
        "note", "d1", "permission", "--on", "2025-06-01", "--until", "2025-06-02", "--condition",
        "c1", "--targets", "p2", "--by", "Example Force", "--text", "A funeral.",
    )  # fmt: skip

    assert permission.exit_code == 0
    assert (
        "2025-06-01  permission; of c1; until 2025-06-02; by Example Force; for p2; A funeral."
        in permission.stdout
    )


def test_vary_says_what_it_needs(run):
    assert run("vary", "d1", "--on", "2025-06-01").exit_code == 2
    assert run("vary", "d1", "--on", "2025-06-01", "--text", "New.").exit_code == 2


def test_export_writes_case_files_and_never_over_others(run, tmp_path):
    folder = str(tmp_path / "out")

    first, second = run("export", folder, "--named"), run("export", folder)

    assert [line.rsplit("/", 1)[1] for line in first.stdout.splitlines()] == [
        "people.csv",
        "orders.csv",
        "conditions.csv",
    ]
    assert (tmp_path / "out" / "orders.csv").read_text(encoding="utf-8") == FILES["orders"]
    assert second.exit_code == 1
    assert "there already" in second.stderr


def test_calendar_writes_a_file_that_is_the_same_for_the_same_day(run, tmp_path):
    for name in ("one.ics", "two.ics"):
        output = str(tmp_path / name)
        assert run("calendar", "-o", output, "--as-of", "2026-07-01").exit_code == 0

    content = (tmp_path / "one.ics").read_bytes()
    assert content == (tmp_path / "two.ics").read_bytes()
    assert content.count(b"BEGIN:VEVENT\r\n") == 2


def test_lint_takes_a_wording_or_a_file_of_conditions(run, tmp_path):
    file = tmp_path / "conditions.csv"
    file.write_text(
        "id,text\nc1,Not to associate with B.\nc2,Not to enter 1 Example Road.\n", "utf-8"
    )
    plain = tmp_path / "draft.txt"
    plain.write_text("Not to enter 1 Example Road.\n\nTo attend court.\n", encoding="utf-8")

    by_text = run("lint", "Not to associate with B.").stdout.splitlines()
    by_file = [json.loads(line) for line in run("lint", str(file), "--json").stdout.splitlines()]
    by_lines = [json.loads(line) for line in run("lint", str(plain), "--json").stdout.splitlines()]

    assert by_text[1].startswith("   fix: associate – “associate with”. Nobody can tell")
    assert [(each["condition"], len(each["remarks"])) for each in by_file] == [("c1", 1), ("c2", 0)]
    assert [[one["code"] for one in each["remarks"]] for each in by_lines] == [
        [],
        ["positive_requirement"],
    ]

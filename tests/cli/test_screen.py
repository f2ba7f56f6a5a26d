"""The command ``netgraph screen`` on the demonstration case: text, JSON, page, table, refusals."""

import csv
import json

import pytest
from click.testing import CliRunner

from netgraph import workflow
from netgraph.cli import main

AUTHORITY = ("--authority", "PACE 1984 s19, authorised by Inspector 4021")
CONTRACT = [
    "order", "condition", "class", "when", "what", "with", "not_a_breach_if", "safeguarding",
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("demo")
    workflow.demo(place)
    return place


@pytest.fixture
def run(folder):
    def screen(*arguments, exit_code=0):
        done = CliRunner().invoke(
            main, ["--store", str(folder / "netgraph.duckdb"), "screen", *arguments]
        )
        assert done.exit_code == exit_code, done.output
        return done

    return screen


def test_each_line_of_json_begins_with_the_fields_of_the_contract(run, folder):
    done = run(str(folder / "phone_extract.csv"), "--order", "d1", *AUTHORITY, "--json")

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert {tuple(line)[:8] for line in lines} == {tuple(CONTRACT)}
    assert {line["class"] for line in lines} == {"match", "likely", "check"}
    assert [line["safeguarding"] is None for line in lines] == [False] * 3 + [True] * 3
    assert "does not count" not in done.stdout
    assert "Seen, and no possible breach by itself" in done.stderr


def test_the_text_puts_safeguarding_first_and_masks_numbers_of_others(run, folder):
    done = run(
        str(folder / "phone_extract.csv"), "--order", "d1", *AUTHORITY, "--as-of", "2025-03-01"
    )

    assert done.stdout.index("Safeguarding first") < done.stdout.index("Other possible breaches")
    assert "number ending 999" in done.stdout
    assert "07700" not in done.stdout


def test_two_runs_give_the_same(run, folder):
    arguments = (str(folder / "phone_extract.csv"), *AUTHORITY, "--as-of", "2025-03-01")

    assert run(*arguments).stdout == run(*arguments).stdout


def test_page_and_table_are_written(run, folder, tmp_path):
    extract = str(folder / "phone_extract.csv")
    page, table = tmp_path / "cards.html", tmp_path / "cards.csv"
    run(extract, "--order", "d1", *AUTHORITY, "-o", str(page), "--as-of", "2025-03-01")
    run(extract, "--order", "d1", *AUTHORITY, "-o", str(table))

    text = page.read_text(encoding="utf-8")
    assert text.count("Possible breach – for officer decision") == 6
    assert "default-src &#39;none&#39;" in text
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 6
    assert rows[0]["reason"] == ""


def test_names_and_posts_on_the_page_are_nothing_but_text(folder, tmp_path, run):
    hostile = "<script>alert(1)</script>"
    posts = tmp_path / "posts.csv"
    posts.write_text(
        f'id,account,posted,text,coded\no1,n1,2025-02-01,"{hostile} cali on deck, hit my line",\n',
        encoding="utf-8",
    )
    accounts = tmp_path / "accounts.csv"
    accounts.write_text("id,platform,handle\nn1,Example,x\n", encoding="utf-8")
    links = tmp_path / "links.csv"
    links.write_text("id,kind,from,to,report\nzz1,uses,p77,n1,r015\n", encoding="utf-8")
    page = tmp_path / "cards.html"
    run(str(tmp_path), "--order", "d1", "-o", str(page), "--as-of", "2025-03-01")

    text = page.read_text(encoding="utf-8")
    assert hostile not in text
    assert "&lt;script&gt;alert(1)" in text


def test_a_device_without_authority_and_wrong_usage_are_refused(run, folder):
    extract = str(folder / "phone_extract.csv")

    assert "lawful authority" in run(extract, "--order", "d1", exit_code=2).stderr
    assert "no order d9" in run(extract, "--order", "d9", *AUTHORITY, exit_code=1).stderr
    run("--order", "d1", exit_code=2)
    run(extract, "--all", *AUTHORITY, exit_code=2)


def test_rows_that_cannot_be_read_give_three(run, tmp_path):
    calls = tmp_path / "calls.csv"
    calls.write_text(
        "a_number,b_number,start,duration_s,direction\n1,2,soon,3,\n", encoding="utf-8"
    )

    assert "calls.csv line 2: start" in run(str(calls), *AUTHORITY, exit_code=3).stdout


def test_all_screens_what_was_imported_since_the_last_time(run, folder, tmp_path):
    store = str(folder / "netgraph.duckdb")
    first = run("--all", "--json").stdout
    assert run("--all", "--json").stdout == ""
    links = tmp_path / "links.csv"
    links.write_text(
        "id,kind,from,to,start,report\nzz9,associates_with,p77,p29,2025-02-01,r015\n",
        encoding="utf-8",
    )
    CliRunner().invoke(main, ["--store", store, "import", str(links)])
    second = [json.loads(line) for line in run("--all", "--json").stdout.splitlines()]

    assert [(line["condition"], line["links"]) for line in second] == [("c2", ["zz9"])]
    assert "zz9" not in first


def test_counts_over_time_and_false_alarms_of_each_rule_from_the_decisions_are_shown(
    run, folder, tmp_path
):
    extract, page = str(folder / "phone_extract.csv"), tmp_path / "cards.html"
    first = run(extract, "--order", "d1", *AUTHORITY, "--json", "--as-of", "2025-03-01")
    cards = [json.loads(line) for line in first.stdout.splitlines()]
    named = [card["id"] for card in cards if card["rule"] == "contact_with_named"]
    for card, outcome in zip(named, ("no_breach", "refer_to_officer_in_case"), strict=False):
        done = CliRunner().invoke(
            main,
            ["--store", str(folder / "netgraph.duckdb"), "decide", "breach", card, outcome, "--rule",
             "contact_with_named", "--by", "DC 4321", "--reason", "Looked at."],
        )  # fmt: skip
        assert done.exit_code == 0, done.output
    text = run(
        extract, "--order", "d1", *AUTHORITY, "-o", str(page), "--as-of", "2025-03-01"
    ).stdout

    assert "2025-01: contact with named check 2, contact with under 18 match 2" in text
    assert "contact_with_named: 1 of 2 decided cards were no breach" in text
    shown = page.read_text(encoding="utf-8")
    assert "2025-01, contact with under 18" in shown
    assert (
        '<th scope="row">contact with named</th><td class="n">2</td><td class="n">1</td>' in shown
    )

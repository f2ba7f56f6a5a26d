"""``propose --about``: everything to read before one case is put forward."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from netgraph.cli import main
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, import_files

FILES = {
    "people": "id,surname,forenames,date_of_birth\n"
    "p1,Adult,Invented,1995-05-05\np2,Child,Invented,2009-05-05\n",
    "reports": "id,date,grade,origin\nr1,2025-01-10,1BP,o1\nr2,2025-01-20,2CP,o2\n",
    "links": "id,kind,from,to,start,report\n"
    "l1,directs,p1,p2,2025-01-09,r1\nl2,arranges_travel_for,p1,p2,2025-01-19,r2\n",
}


@pytest.fixture
def ask(tmp_path):
    """Runs ``propose`` on a store that holds the case above."""
    folder = tmp_path / "case"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    path = str(tmp_path / "case.duckdb")
    store = open_store(path, write=True, create=True)
    import_files(
        store,
        [folder],
        ImportOptions(today=date(2025, 3, 1), now="2025-03-01T09:00:00Z", by="tests"),
    )
    store.close()
    return lambda *words: CliRunner().invoke(
        main, ["--store", path, "propose", "--as-of", "2025-03-01", *words]
    )


def test_the_argument_has_for_and_against_tools_gaps_and_what_falls(ask):
    printed = ask("--about", "p1").stdout

    for heading in (
        "RECORDS OF ACTS (2), oldest first",
        "LIMB: AN ACT",
        "LIMB: A RISK OF AN OFFENCE",
        "LIMB: NECESSITY, AND WHOM IT WOULD PROTECT",
        "WHAT SPEAKS AGAINST",
        "OTHER TOOLS THAT WHAT IS RECORDED BRINGS TO MIND",
        "NOT KNOWN, AND WHO MIGHT HOLD IT",
        "IF ONE REPORT WERE WITHDRAWN",
    ):
        assert heading in printed
    assert "No line says that a test is met" in printed


def test_as_json_the_keys_of_a_proposal_stay_and_those_of_the_argument_stand_beside(ask):
    [plain] = [json.loads(line) for line in ask("--json").stdout.splitlines()]
    told = json.loads(ask("--about", "p1", "--json").stdout)

    assert {key: told[key] for key in plain} == plain
    assert set(told) - set(plain) == {
        "records",
        "limbs",
        "contrary",
        "alternatives",
        "unknown",
        "withdrawals",
    }


def test_somebody_without_a_finding_is_told_where_to_look(ask):
    result = ask("--about", "p2")

    assert result.exit_code != 0
    assert "netgraph propose" in result.stderr

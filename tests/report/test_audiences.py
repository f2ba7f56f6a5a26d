import pytest

from netgraph import report
from netgraph.errors import InputError
from netgraph.report.audiences import AUDIENCES, SHARED_COLUMNS, audience_of
from netgraph.report.page import json_text
from netgraph.tables import PROVENANCE, table_columns
from netgraph.vocabulary import CASE_FILES
from tests.report.conftest import AS_OF

# What stands in the small case and only in a report with handling code C.
CODE_C = ("source-osprey", "only with the originator", "cormorant", "heron feather")
SOURCES = ("source-heron", "source-osprey", "housing", "social care", "social_care")
OTHERS = (
    "Harrowgate",
    "Milo",
    "Pennistone",
    "Wren",
    "Ashcombe",
    "Delphine",
    "Fairweather",
    "Osric",
    "Stillwater",
    "Imogen",
    "Kestrel",
    "Plover",
    "CM99",
    "900123",
    "ZZ99 ABC",
    "social_worker",
)
IDS = (
    *(f"p-{who}" for who in ("holder", "second", "child", "occupant", "friend", "worker")),
    "a-home", "a-child", "t-line", "v-car", "e-missing", "e-supply", "e-secret",
    *(f'"l-{n}"' for n in range(1, 24)), *(f'"r-{n}"' for n in range(1, 8)),
)  # fmt: skip


def _held(text, words):
    """Which of those words a file holds, as they are or as HTML or JSON would write them."""
    return [word for word in words if word in text or json_text(word)[1:-1] in text]


def test_an_audience_that_nobody_described_gets_nothing(small_case, tmp_path):
    with pytest.raises(InputError, match="no audience 'press'"):
        report.write(small_case, tmp_path / "x.html", AS_OF, (), "press")

    assert list(tmp_path.glob("*.html")) == []


def test_every_audience_of_the_contract_is_described():
    assert [each.name for each in AUDIENCES] == ["analyst", "officer", "partner", "court"]


def test_the_analyst_copy_holds_everything(small_case, written):
    text = written(small_case)

    assert _held(text, (*CODE_C, "Harrowgate", "p-holder", "source-heron")) == [
        *CODE_C, "Harrowgate", "p-holder", "source-heron",
    ]  # fmt: skip
    assert 'class="points"' in text


def test_the_officer_copy_holds_no_points_and_describes_no_report_with_handling_code_c(
    small_case, written
):
    text = written(small_case, audience="officer")

    assert _held(text, CODE_C) == []
    assert 'class="points"' not in text
    assert "ask the originator" in text
    assert "2025-05-01" not in text.split('id="things"')[1].split('"reports":')[1].split("]]")[0]
    assert "Harrowgate" in text


@pytest.mark.parametrize("audience", ["partner", "court"])
def test_a_shared_copy_names_only_those_asked_about(audience, small_case, written):
    text = written(small_case, "p-holder", audience=audience)

    assert "Quillby" in text
    assert _held(text, OTHERS) == []
    assert _held(text, CODE_C) == []
    assert _held(text, SOURCES) == []
    assert _held(text, IDS) == []
    assert "Person A" in text


@pytest.mark.parametrize("audience", ["partner", "court"])
def test_a_shared_copy_about_nobody_names_nobody(audience, small_case, written):
    text = written(small_case, audience=audience)

    assert _held(text, (*OTHERS, *CODE_C, *SOURCES, *IDS, "Quillby", "Rosalind")) == []


@pytest.mark.parametrize("audience", ["partner", "court"])
def test_a_shared_copy_has_findings_about_nobody_else(audience, small_case, written):
    text = written(small_case, "p-child", audience=audience)

    assert 'id="likely-victim-1"' in text
    assert 'id="exploiter-1"' not in text
    assert 'id="proposals"' not in text
    assert 'id="lists"' not in text
    assert 'id="orders"' not in text


def test_a_shared_copy_rests_on_nothing_with_handling_code_c(case, written):
    only_c = {
        "people": "id,surname,date_of_birth\np1,Underhill,1980-01-01\np2,Overhill,2011-01-01",
        "reports": "id,date,grade\nr1,2025-03-01,1AC\nr2,2025-04-01,1AC\nr3,2025-05-01,1AC",
        "links": "id,kind,from,to,start,report\n"
        "l1,directs,p1,p2,2025-03-01,r1\nl2,threatens,p1,p2,2025-04-01,r2\nl3,recruited,p1,p2,2025-05-01,r3",
    }
    con = case(**only_c)

    assert 'id="exploiter-1"' in written(con, "p1")
    shared = written(con, "p1", audience="partner")
    assert 'id="exploiter-1"' not in shared
    assert "Overhill" not in shared
    assert "nothing was found that meets the rules" in shared


def test_the_columns_that_may_be_shared_are_columns_that_exist():
    for table, rules in SHARED_COLUMNS.items():
        assert set(rules) <= {name for name, _ in table_columns(table)}
        assert set(rules) & {name for name, _ in PROVENANCE} == set()
        assert set(rules.values()) <= {"kept", "recoded", "asked", "vocabulary"}


def test_no_free_text_of_any_table_is_shared_as_it_is():
    free = {
        (file.name, column.name)
        for file in CASE_FILES
        for column in file.columns
        if column.type in ("text", "texts", "id", "reference") and column.name != "coded"
    }
    kept = {
        (t, c) for t, rules in SHARED_COLUMNS.items() for c, rule in rules.items() if rule == "kept"
    }

    assert kept & free == set()


def test_a_shared_copy_does_not_change_the_case(small_case, written):
    before = small_case.execute("SELECT * FROM people ORDER BY id").fetchall()
    written(small_case, "p-holder", audience="partner")

    assert small_case.execute("SELECT * FROM people ORDER BY id").fetchall() == before
    assert "Harrowgate" in written(small_case)


def test_the_audience_of_a_name_is_its_row_of_the_table():
    assert audience_of("court").code_c == "absent"

"""The command ``netgraph application``: fourteen parts, every gap a gap, no name of the protected."""

import io
import zipfile
from datetime import date

import docx
import pytest
from click.testing import CliRunner

from netgraph.cli import main
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, import_files

FILES = {
    "people": "id,surname,forenames,date_of_birth\np1,Adult,<b>Invented</b>,1990-01-01\n"
    "p2,Secretname,Example,2009-03-02\n",
    "reports": "id,date,grade\nr1,2025-01-10,1AP\nr2,2025-01-20,2BC\nr3,2025-01-25,1BP\n",
    "links": "id,kind,from,to,start,report\n"
    "l1,recruited,p1,p2,2025-01-09,r1\nl2,arranges_travel_for,p1,p2,2025-01-19,r2\n"
    "l3,threatens,p1,p2,2025-01-24,r3\n",
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The documents of two runs, the page, and what the command printed."""
    folder = tmp_path_factory.mktemp("application")
    (folder / "case").mkdir()
    for name, text in FILES.items():
        (folder / "case" / f"{name}.csv").write_text(text, encoding="utf-8")
    path = str(folder / "case.duckdb")
    store = open_store(path, write=True, create=True)
    options = ImportOptions(today=date(2025, 3, 1), now="2025-03-01T09:00:00Z", by="tests")
    assert import_files(store, [folder / "case"], options).rejected_total == 0
    store.close()
    done = {}
    for name in ("one.docx", "two.docx", "page.html"):
        words = [
            "application",
            "p1",
            "-o",
            str(folder / name),
            "--as-of",
            "2025-03-01",
            "--copy",
            "7",
        ]
        done[name] = CliRunner().invoke(main, ["--store", path, *words])
        assert done[name].exit_code == 0, done[name].output
    return {
        "first": (folder / "one.docx").read_bytes(),
        "second": (folder / "two.docx").read_bytes(),
        "page": (folder / "page.html").read_text(encoding="utf-8"),
        "said": done["one.docx"].stdout,
    }


def document(written):
    return docx.Document(io.BytesIO(written["first"]))


def words(written):
    opened = document(written)
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([each.text for each in opened.paragraphs] + cells)


def test_the_document_has_the_fourteen_parts_in_order(written):
    headings = [
        each.text for each in document(written).paragraphs if each.style.name == "Heading 1"
    ]

    assert [heading.partition(".")[0] for heading in headings] == [str(n) for n in range(1, 15)]


def test_marking_version_copy_and_expiry_stand_on_every_page(written):
    [section] = document(written).sections

    assert section.header.paragraphs[0].text == (
        "OFFICIAL-SENSITIVE · draft 1 · copy 7 · destroy after 2025-05-30"
    )


def test_every_act_is_a_line_with_its_source_grade_and_gaps(written):
    text = words(written)

    assert "l1; r1" in text
    assert "▢ To be completed: hearsay or not" in text
    assert "▢ To be completed: The complaint (form STRO1)" in text


def test_no_name_of_somebody_who_is_protected_is_in_the_file(written):
    assert "Secretname" not in words(written) + written["page"]
    assert "p2" in words(written)


def test_what_speaks_against_and_did_not_count_is_listed(written):
    assert "Disclosure: material that may undermine" in words(written)
    assert "No reason against is recorded. That is not the same as none." in words(written)


def test_the_same_file_gives_the_same_bytes(written):
    assert written["first"] == written["second"]
    with zipfile.ZipFile(io.BytesIO(written["first"])) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_page_says_the_same_escaped(written):
    assert written["page"].count("<section id=") == 14
    assert "&lt;b&gt;Invented&lt;/b&gt;" in written["page"]
    assert "<b>Invented" not in written["page"]
    assert "default-src &#39;none&#39;" in written["page"]


def test_the_command_says_how_many_places_a_person_has_to_complete(written):
    assert "14 parts, " in written["said"]
    assert written["said"].endswith(" places for a person to complete.\n")


def test_another_kind_of_file_is_refused(tmp_path):
    result = CliRunner().invoke(
        main,
        ["--store", str(tmp_path / "none"), "application", "p1", "-o", str(tmp_path / "x.pdf")],
    )

    assert result.exit_code == 2

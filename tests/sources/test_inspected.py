"""What an import would read a file as is said before anything is read."""

from pathlib import Path

import pytest

from netgraph.errors import CaseError
from netgraph.sources.inspected import InspectedFile, inspect_files
from tests.shared_data import shared_data


def look(path: Path) -> InspectedFile:
    [found] = inspect_files([path])
    return found


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def test_a_case_file_is_known_by_its_name_and_each_column_has_its_fate(tmp_path: Path) -> None:
    path = write(tmp_path, "people.csv", "id;Surname;ethnicity;shoe_size\np1;É;;\n", "cp1252")

    assert look(path) == InspectedFile(
        "people.csv",
        "case file people.csv",
        "Windows-1252",
        "semicolons",
        (
            ("id", "kept"),
            ("surname", "kept"),
            ("ethnicity", "not stored: sensitive"),
            ("shoe_size", "not stored: not in the contract"),
        ),
    )


def test_a_file_with_the_columns_of_a_case_file_and_another_name_is_told_which(
    tmp_path: Path,
) -> None:
    found = look(write(tmp_path, "nominals.csv", "id,surname,date_of_birth\n"))

    assert found.read_as == "nothing: not the name of a case file"
    assert found.advice == "Its columns are those of people.csv: give it that name."


def test_a_rejects_file_is_known_by_its_header(tmp_path: Path) -> None:
    found = look(write(tmp_path, "x.csv", "file,line,reason,table,id,address_line\n"))

    assert found.read_as == "rejected rows, corrected"
    assert {fate for _, fate in found.columns} == {"kept"}


def test_a_shipped_mapping_is_known_by_the_header_whatever_the_name(tmp_path: Path) -> None:
    header = "From,To,Datetime,Duration(seconds),Cell Tower\n"
    found = look(write(tmp_path, "bill-0412.csv", header))

    assert found.read_as == "a file of the mapping call_data, by its header"
    assert found.advice == (
        "It is imported with --mapping call_data: state its report with --report, --report-date and "
        "--grade, or in a mapping of your own that is based on it."
    )
    assert dict(found.columns)["datetime"] == "read by the mapping"
    assert dict(found.columns)["cell tower"] == "not stored: the mapping leaves it"


def test_a_file_with_few_columns_is_known_by_its_name_as_well(tmp_path: Path) -> None:
    named, other = "nodes.csv", "truth.csv"
    header = "id,role\n"

    assert "by its header" in look(write(tmp_path, named, header)).read_as
    assert "by its header" not in look(write(tmp_path, other, header)).read_as


def test_plain_call_data_is_known_by_its_columns(tmp_path: Path) -> None:
    header = "a_number,b_number,start,duration_s,direction\n"

    assert look(write(tmp_path, "bill.csv", header)).read_as == "call data"


def test_what_nothing_reads_says_why(tmp_path: Path) -> None:
    assert look(write(tmp_path, "links.csv", "id,kind\n")).read_as == (
        "nothing: no column from, to, report in the header"
    )
    assert look(write(tmp_path, "notes.csv", "")).read_as == "nothing: the file is empty"
    found = look(write(tmp_path, "list.csv", "who,what\nx,y\n"))
    assert found.advice == "Write a mapping for it: docs/mappings.md."


def test_files_from_telephones_are_known_by_what_they_hold() -> None:
    found = {each.file: each.read_as for each in inspect_files([shared_data("format_samples")])}

    assert found["cellebrite_report.xml"] == "a phone report"
    assert found["cellebrite_contacts.xlsx"] == "saved contacts of a phone"
    assert found["whatsapp_ios_uk.txt"] == "a WhatsApp chat"
    assert found["aleapp_Call Logs.tsv"] == "an ALEAPP export"


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no such file or folder"):
        inspect_files([tmp_path / "nothing"])

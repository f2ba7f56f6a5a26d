"""A mapping is checked before it is used, and every message names the key."""

from pathlib import Path

import pytest

from netgraph.errors import MappingError
from netgraph.sources.mapping import load_mapping, shipped_mappings

HEAD = """
name = "calls"
version = "1"
description = "calls of a tiny shape"
"""
REPORT = """
[report]
id = "r1"
date = "2025-03-01"
grade = "2BP"
"""
FILES = """
[[files]]
name = "calls"
pattern = "calls.csv"

[[files.links]]
rule = "calls"
id = "call-{A}-{B}"
kind = "contacted"
from = "phone-{A}"
to = "phone-{B}"
"""
WHOLE = HEAD + REPORT + FILES


def refusal(folder: Path, text: str) -> MappingError:
    """The error that a mapping with that text gives."""
    path = folder / "calls.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MappingError) as caught:
        load_mapping(str(path))
    assert caught.value.exit_code == 2
    return caught.value


def test_a_right_mapping_is_read_with_its_rules_and_report(tmp_path):
    path = tmp_path / "calls.toml"
    path.write_text(WHOLE, encoding="utf-8")

    mapping = load_mapping(str(path))

    assert (mapping.name, mapping.version, mapping.origin) == ("calls", "1", "calls.toml")
    assert dict(mapping.report) == {"id": "r1", "date": "2025-03-01", "grade": "2BP"}
    assert mapping.report_line == 6
    [rule] = mapping.files[0].rules
    assert (rule.name, rule.table) == ("calls", "links")
    assert [cell.columns for cell in rule.all_cells] == [("A", "B"), (), ("A",), ("B",)]


@pytest.mark.parametrize("name", shipped_mappings())
def test_every_shipped_mapping_passes_its_own_check(name):
    assert load_mapping(name).name == name


def test_the_mappings_of_the_documentation_pass_the_check(tmp_path):
    page = (Path(__file__).parents[2] / "docs" / "mappings.md").read_text(encoding="utf-8")
    blocks = [part.partition("```")[0] for part in page.split("```toml\n")[1:]]
    names = []
    for block in blocks[:2]:
        path = tmp_path / "page.toml"
        path.write_text(block, encoding="utf-8")
        names.append(load_mapping(str(path)).name)

    assert names == ["call_data", "custody"]
    assert all(f"`{name}`" in page for name in shipped_mappings())


def test_an_unknown_name_lists_the_shipped_mappings():
    with pytest.raises(MappingError, match="no mapping caviare") as caught:
        load_mapping("caviare")

    assert (
        "call_data, caviar, custody, i2, london_gang, montagna, phone_extract, pole"
        in caught.value.hint
    )


def test_text_that_is_not_toml_is_refused_with_its_line(tmp_path):
    assert "calls.toml: not TOML: " in refusal(tmp_path, 'name = "calls').message


def test_bytes_that_are_not_utf_8_are_refused(tmp_path):
    path = tmp_path / "calls.toml"
    path.write_bytes('name = "café"'.encode("latin-1"))

    with pytest.raises(MappingError, match=r"calls\.toml: not UTF-8"):
        load_mapping(str(path))


CASES = {
    "a missing name": (HEAD.replace("name", "nome") + REPORT + FILES, "name: missing"),
    "an unknown key at the top": (HEAD + "colour = 'red'" + REPORT + FILES, "colour: unknown key"),
    "no files": (HEAD + REPORT, "files: missing"),
    "an unknown key of a file": (
        WHOLE.replace('pattern = "calls.csv"', 'pattern = "calls.csv"\ncolour = "red"'),
        "files[0].colour: unknown key",
    ),
    "an unknown key of a link rule": (
        WHOLE + 'colour = "red"',
        "files[0].links[0].colour: unknown key",
    ),
    "an unknown kind of link": (
        WHOLE.replace('"contacted"', '"phoned"'),
        "files[0].links[0].kind: phoned is not a kind",
    ),
    "a missing kind": (
        WHOLE.replace('kind = "contacted"', ""),
        "files[0].links[0].kind: missing",
    ),
    "no report": (HEAD + FILES, "files[0].links[0].report: missing"),
    "a grade that is not stated": (
        WHOLE.replace('grade = "2BP"', ""),
        "report.grade: missing",
    ),
    "a grade that is none": (WHOLE.replace("2BP", "good"), "report.grade: not a grade"),
    "a report date that is none": (
        WHOLE.replace("2025-03-01", "1 March 2025"),
        "report.date: not a date",
    ),
    "an unknown agency": (
        WHOLE.replace("[report]", '[report]\nagency = "fbi"'),
        "report.agency: fbi is not a agency",
    ),
    "an unknown contract table": (
        WHOLE + '[[files.entities]]\nrule = "people"\ntable = "persons"\nid = "{A}"',
        "files[0].entities[0].table: persons is not known",
    ),
    "an unknown contract column": (
        WHOLE + '[[files.entities]]\nrule = "p"\ntable = "people"\nid = "{A}"\nage = "{B}"',
        "files[0].entities[0].age: unknown key",
    ),
    "two rules of one name": (
        WHOLE + '[[files.entities]]\nrule = "calls"\ntable = "people"\nid = "{A}"',
        "files[0].links[0].rule: calls is the name at files[0].entities[0].rule as well",
    ),
    "two files of one name": (
        WHOLE + '[[files]]\nname = "calls"\npattern = "b.csv"\nleft_out = "not needed"',
        "files[1].name: calls is the name at files[0].name as well",
    ),
    "a file of which nothing is said": (
        WHOLE + '[[files]]\nname = "others"\npattern = "b.csv"',
        "files[1]: no rule, and nothing joins it",
    ),
    "a value table that is not there": (
        WHOLE.replace('"contacted"', '{ value = "{K}", table = "kinds" }'),
        "files[0].links[0].kind.table: no value table kinds",
    ),
    "a value table with an unknown kind": (
        WHOLE.replace('"contacted"', '{ value = "{K}", table = "kinds" }')
        + '[tables.kinds]\nvalues = { CALL = "contacted", TEXT = "texted" }',
        "tables.kinds.values.TEXT: texted is not a kind",
    ),
    "a value table that otherwise gives an unknown kind": (
        WHOLE.replace('"contacted"', '{ value = "{K}", table = "kinds" }')
        + '[tables.kinds]\nvalues = { CALL = "contacted" }\notherwise = "rang"',
        "tables.kinds.otherwise: rang is not a kind",
    ),
    "a word both mapped and left out": (
        WHOLE + '[tables.kinds]\nvalues = { a = "b" }\nleft_out = { a = "no" }',
        "tables.kinds.left_out: a is mapped under values as well",
    ),
    "a date format with an unknown part": (
        WHOLE + 'start = { value = "{S}", format = "%d/%m/%Q" }',
        "files[0].links[0].start.format: %Q is not part of a date or time",
    ),
    "a date format without a year": (
        WHOLE + 'start = { value = "{S}", format = "%d/%m" }',
        "files[0].links[0].start.format: does not give day, month and year",
    ),
    "a format in a column without dates": (
        WHOLE + 'count = { value = "{S}", format = "%d/%m/%Y" }',
        "files[0].links[0].count.format: count holds no date",
    ),
    "an unknown time zone": (
        WHOLE + 'start = { value = "{S}", format = "%d/%m/%Y %H:%M", timezone = "Europe/Londen" }',
        "files[0].links[0].start.timezone: not a known time zone",
    ),
    "a time zone beside a day": (
        WHOLE + 'start = { value = "{S}", format = "%d/%m/%Y", timezone = "UTC" }',
        "files[0].links[0].start.timezone: stands beside a format without a time",
    ),
    "a time zone beside an offset": (
        WHOLE + 'start = { value = "{S}", format = "%d/%m/%Y %H:%M %z", timezone = "UTC" }',
        "files[0].links[0].start.timezone: stands beside %z, which gives the offset",
    ),
    "an offset beside a day": (
        WHOLE + 'start = { value = "{S}", format = "%d/%m/%Y %z" }',
        "files[0].links[0].start.format: %z stands beside no time",
    ),
    "a brace without a column": (
        WHOLE.replace("phone-{B}", "phone-{B"),
        "files[0].links[0].to: a brace that holds no column",
    ),
    "a list of cells with an empty brace": (
        WHOLE + 'detail = ["{D}", "x{}"]',
        "files[0].links[0].detail[1]: a brace that holds no column",
    ),
    "a constant day that is none": (
        WHOLE + 'count = "many"',
        "files[0].links[0].count: not a whole number",
    ),
    "a condition without a question": (
        WHOLE + 'where = { column = "A" }',
        "files[0].links[0].where.is: not exactly one question",
    ),
    "a condition with two questions": (
        WHOLE + 'where = [{ column = "A", is = "1", empty = false }]',
        "files[0].links[0].where[0].empty: not exactly one question",
    ),
    "an unknown aggregate": (
        WHOLE + 'aggregate = "mean"',
        "files[0].links[0].aggregate: mean is not known",
    ),
    "an aggregate of what has no count": (
        WHOLE + '[[files.entities]]\nrule="p"\ntable="people"\nid="{A}"\naggregate="sum"',
        "files[0].entities[0].aggregate: people has no count",
    ),
    "undirected people": (
        WHOLE + '[[files.entities]]\nrule="p"\ntable="people"\nid="{A}"\nundirected=true',
        "files[0].entities[0].undirected: only links have two ends",
    ),
    "a join with a file that is not there": (
        WHOLE + '[[files.joins]]\nfile = "towers"\non = { T = "id" }',
        "files[0].joins[0].file: no file towers",
    ),
    "a join without keys": (
        WHOLE + '[[files.joins]]\nfile = "calls"',
        "files[0].joins[0].on: missing",
    ),
    "a sensitive column": (
        WHOLE.replace(
            "[[files.links]]",
            '[[files.entities]]\nrule="p"\ntable="people"\n'
            'id="{A}"\naliases="{Ethnicity}"\n[[files.links]]',
        ),
        "files[0].entities[0].aliases: names a sensitive column",
    ),
    "a delimiter of two characters": (
        WHOLE.replace("[report]", "delimiter = '||'\n[report]").replace("\n\ndelim", "\ndelim"),
        "delimiter: 2 characters",
    ),
    "an unknown encoding": (
        HEAD + 'encoding = "klingon"' + REPORT + FILES,
        "encoding: not a known encoding",
    ),
    "optional that is neither true nor false": (
        WHOLE.replace('name = "calls"\npattern', 'name = "calls"\noptional = "yes"\npattern'),
        "files[0].optional: neither true nor false",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_mapping_is_refused_by_its_key_path(case, tmp_path):
    text, message = CASES[case]

    error = refusal(tmp_path, text)

    assert error.message == f"calls.toml: {message}"
    assert error.hint


def test_the_hint_lists_what_is_allowed(tmp_path):
    error = refusal(tmp_path, WHOLE.replace('"contacted"', '"phoned"'))

    assert error.hint.startswith("Allowed: associates_with, contacted, related_to")


def test_a_mapping_based_on_a_shipped_one_states_its_own_report(tmp_path):
    path = tmp_path / "ours.toml"
    path.write_text(
        'based_on = "call_data"\n\n[report]\nid = "cd7"\ndate = "2025-03-02"\ngrade = "1AP"\n',
        encoding="utf-8",
    )

    mapping = load_mapping(str(path))

    assert mapping.files == load_mapping("call_data").files
    report = dict(mapping.report)
    assert (report["id"], report["date"], report["grade"]) == ("cd7", "2025-03-02", "1AP")
    assert (mapping.origin, mapping.report_line) == ("ours.toml", 3)


def test_a_mapping_based_on_another_cannot_change_its_rules(tmp_path):
    error = refusal(tmp_path, 'based_on = "call_data"' + FILES)

    assert error.message == (
        "calls.toml: files: cannot be changed in a mapping that is based on another"
    )


def test_a_mapping_cannot_be_based_on_what_is_not_shipped(tmp_path):
    assert refusal(tmp_path, 'based_on = "ours"').message == (
        "calls.toml: based_on: no shipped mapping of that name"
    )

"""Files of another shape become raw tables; each case is a few lines with its answer."""

from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import CaseError, MappingError
from netgraph.sources import open_sources
from netgraph.sources.mapped_sql import cells_sql
from netgraph.sources.mapping import Mapping
from netgraph.sources.mapping_cells import read_cells

HEAD = """
name = "tiny"
version = "1"
description = "tiny files"
[report]
id = "r1"
date = "2025-03-01"
grade = "2BP"
"""
PHONES = """
[[files]]
name = "calls"
pattern = "calls*.csv"
[[files.entities]]
rule = "callers"
table = "phones"
id = "phone-{A}"
number = "{A}"
[[files.entities]]
rule = "called"
table = "phones"
id = "phone-{B}"
number = "{B}"
"""
CALLS = (
    PHONES
    + """
[[files.links]]
rule = "calls"
id = "call-{A}-{B}-{when}"
kind = "contacted"
from = "phone-{A}"
to = "phone-{B}"
start = "{when}"
count = "1"
"""
)
WHEN = '[files.computed]\nwhen = { value = "{W}", format = "%d/%m/%Y %H:%M" }\n'


def with_computed(computed: str) -> str:
    """The calls with a computed column in the place where TOML wants it."""
    return CALLS.replace("[[files.entities]]", computed + "[[files.entities]]", 1)


ROLES = """
[[files]]
name = "roles"
pattern = "roles.csv"
[[files.links]]
rule = "roles"
id = "{P}-{E}-{R}"
kind = { value = "{R}", table = "kinds" }
from = "{P}"
to = "{E}"
[tables.kinds]
values = { SUSPECT = "suspect_in", VICTIM = "victim_in" }
left_out = { OFFICER = "OFFICER: not part of the case" }
"""
TIES = """
[[files]]
name = "ties"
pattern = "ties.csv"
[[files.links]]
rule = "ties"
id = "tie-{link.from}-{link.to}"
kind = "associates_with"
from = "{a}"
to = "{b}"
"""


class Read:
    """What a mapping gave: rows by table as dictionaries of what is filled, notes and the rest."""

    def __init__(self, folder: Path, toml: str, paths: list[Path] | None = None) -> None:
        mapping = folder / "tiny.toml"
        mapping.write_text(toml, encoding="utf-8")
        self.steps: list[tuple[int, int, str]] = []

        def progress(*step: object) -> None:
            self.steps.append(step)

        with (
            duckdb.connect() as con,
            open_sources(paths or [folder], str(mapping), con, progress) as raw,
        ):
            self.tables = {each.table: self._rows(con, each.relation) for each in raw.tables}
            self.files, self.not_stored, self.notes = raw.files, raw.not_stored, raw.notes

    @staticmethod
    def _rows(con: duckdb.DuckDBPyConnection, relation: str) -> list[dict[str, object]]:
        found = con.execute(f"SELECT * FROM {relation}")
        names = [column[0] for column in found.description or ()]
        return [
            {name: value for name, value in zip(names, row, strict=True) if value is not None}
            for row in found.fetchall()
        ]


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_one_call_becomes_two_phones_a_link_and_the_stated_report(tmp_path):
    write(tmp_path, "calls.csv", "A,B,W\n07700900001,07700900002,01/03/2025 22:10\n")

    read = Read(tmp_path, HEAD + with_computed(WHEN))

    at = {"_file": "calls.csv", "_line": 2}
    assert read.tables == {
        "reports": [
            {"id": "r1", "date": "2025-03-01", "grade": "2BP", "_file": "tiny.toml", "_line": 5}
        ],
        "phones": [
            {"id": "phone-07700900001", "number": "07700900001", **at},
            {"id": "phone-07700900002", "number": "07700900002", **at},
        ],
        "links": [
            {
                "id": "call-07700900001-07700900002-2025-03-01T22:10:00",
                "kind": "contacted",
                "from": "phone-07700900001",
                "to": "phone-07700900002",
                "start": "2025-03-01T22:10:00",
                "count": "1",
                "report": "r1",
                **at,
            }
        ],
    }
    assert read.notes == ("in all: 1 row read, 1 mapped, 0 left out",)
    assert read.steps == [(0, 1, "calls"), (1, 1, "read")]


def test_a_phone_that_many_rows_name_is_handed_on_once_where_it_stood_first(tmp_path):
    write(tmp_path, "calls.csv", "A,B\n1,2\n2,1\n1,2\n")

    read = Read(tmp_path, HEAD + PHONES)

    assert [(row["id"], row["_line"]) for row in read.tables["phones"]] == [
        ("phone-1", 2),
        ("phone-2", 2),
    ]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_rows_changes_no_row(tmp_path, order):
    rows = ["a,b", "b,c", "c,a"]
    write(tmp_path, "ties.csv", "\n".join(["a,b", *(rows[place] for place in order)]) + "\n")

    read = Read(tmp_path, HEAD + TIES)

    assert sorted((row["id"], row["from"], row["to"]) for row in read.tables["links"]) == [
        ("tie-a-b", "a", "b"),
        ("tie-b-c", "b", "c"),
        ("tie-c-a", "c", "a"),
    ]


def test_a_time_with_a_zone_is_written_in_utc(tmp_path):
    write(tmp_path, "calls.csv", "A,B,W\n1,2,01/07/2025 00:30\n")
    zoned = WHEN.replace(" }", ', timezone = "Europe/London" }')

    read = Read(tmp_path, HEAD + with_computed(zoned))

    assert read.tables["links"][0]["start"] == "2025-06-30T23:30:00Z"


def test_a_time_with_an_offset_is_written_in_utc_whatever_the_machines_zone(tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    write(tmp_path, "calls.csv", "A,B,W\n1,2,01/03/2025 10:00 +0100\n")
    offset = WHEN.replace("%M", "%M %z")

    read = Read(tmp_path, HEAD + with_computed(offset))

    assert read.tables["links"][0]["start"] == "2025-03-01T09:00:00Z"


def test_a_date_in_another_format_stays_as_written_for_the_check_to_reject(tmp_path):
    write(tmp_path, "calls.csv", "A,B,W\n1,2,1 March 2025\n")

    read = Read(tmp_path, HEAD + with_computed(WHEN))

    assert read.tables["links"][0]["start"] == "1 March 2025"


def test_a_value_table_maps_leaves_out_with_a_count_and_passes_on_what_it_does_not_know(tmp_path):
    write(tmp_path, "roles.csv", "P,E,R\np1,e1,SUSPECT\np1,e1,VICTIM\np2,e1,OFFICER\np3,e1,CAT\n")

    read = Read(tmp_path, HEAD + ROLES)

    assert [(row["from"], row["kind"]) for row in read.tables["links"]] == [
        ("p1", "suspect_in"),
        ("p1", "victim_in"),
        ("p3", "CAT"),
    ]
    assert read.notes == (
        "1 row of roles.csv left out: OFFICER: not part of the case",
        "in all: 4 rows read, 3 mapped, 1 left out",
    )


def test_otherwise_stands_for_every_other_word_but_not_for_an_empty_cell(tmp_path):
    write(tmp_path, "roles.csv", "P,E,R\np1,e1,CAT\np2,e1,\n")

    toml = HEAD + ROLES.replace("left_out", 'otherwise = "present_at"\nleft_out')
    read = Read(tmp_path, toml.replace('id = "{P}-{E}-{R}"', 'id = "{P}-{E}"'))

    assert [(row["from"], row.get("kind")) for row in read.tables["links"]] == [
        ("p1", "present_at"),
        ("p2", None),
    ]


def test_the_first_cell_of_a_list_that_is_not_empty_counts(tmp_path):
    write(tmp_path, "roles.csv", "P,E,R,D\np1,e1,SUSPECT,acquitted\np2,e1,SUSPECT,\n")

    read = Read(
        tmp_path, HEAD + ROLES.replace('to = "{E}"', 'to = "{E}"\ndetail = ["{D}", "none"]')
    )

    assert [row["detail"] for row in read.tables["links"]] == ["acquitted", "none"]


def test_ties_in_both_directions_become_one_with_their_counts_added(tmp_path):
    write(tmp_path, "ties.csv", "a,b,w\np2,p1,3\np1,p2,2\np1,p3,1\n")

    read = Read(tmp_path, HEAD + TIES + 'count = "{w}"\nundirected = true\naggregate = "sum"')

    assert [(row["id"], row["count"], row["_line"]) for row in read.tables["links"]] == [
        ("tie-p1-p2", "5", 2),
        ("tie-p1-p3", "1", 4),
    ]


def test_rows_are_counted_with_the_earliest_start_and_the_latest_end(tmp_path):
    write(tmp_path, "ties.csv", "a,b,d\np1,p2,2025-02-02\np1,p2,2025-02-01\np1,p2,2025-02-03\n")

    read = Read(tmp_path, HEAD + TIES + 'start = "{d}"\nend = "{d}"\naggregate = "rows"')

    [link] = read.tables["links"]
    assert (link["count"], link["start"], link["end"]) == ("3", "2025-02-01", "2025-02-03")


def test_a_count_that_is_no_number_is_not_lost_in_the_sum(tmp_path):
    write(tmp_path, "ties.csv", "a,b,w\np1,p2,3\np1,p2,many\n")

    read = Read(tmp_path, HEAD + TIES + 'count = "{w}"\naggregate = "sum"')

    assert read.tables["links"][0]["count"] == "many"


@pytest.mark.parametrize(
    ("where", "kept"),
    [
        ('{ column = "w", is = "1" }', ["p1"]),
        ('{ column = "w", in = ["1", "2"] }', ["p1", "p2"]),
        ('{ column = "w", is_not = "1" }', ["p2", "p3"]),
        ('{ column = "w", empty = true }', ["p3"]),
        ('{ column = "w", empty = false }', ["p1", "p2"]),
        ('[{ column = "w", empty = false }, { column = "a", is = "p2" }]', ["p2"]),
    ],
)
def test_a_condition_chooses_rows_and_the_others_are_counted(tmp_path, where, kept):
    write(tmp_path, "ties.csv", "a,b,w\np1,q,1\np2,q,2\np3,q,\n")

    read = Read(tmp_path, HEAD + TIES + f"where = {where}")

    assert [row["from"] for row in read.tables["links"]] == kept
    left = 3 - len(kept)
    assert read.notes == (
        f"{left} row{'' if left == 1 else 's'} of ties.csv left out: no rule is for such rows",
        f"in all: 3 rows read, {len(kept)} mapped, {left} left out",
    )


JOINED = """
[[files]]
name = "calls"
pattern = "calls.csv"
group = "nodes"
[[files.joins]]
file = "caller"
on = { id = "call" }
[[files.joins]]
file = "called"
as = "other"
on = { id = "call" }
[[files.links]]
rule = "calls"
id = "call-{id}"
kind = "contacted"
from = "{caller.phone}"
to = "{other.phone}"
start = { value = "{day} {hour}", format = "%d/%m/%Y %H:%M" }
[[files]]
name = "caller"
group = "relationships"
pattern = "caller.csv"
[[files]]
name = "called"
group = "relationships"
pattern = "called.csv"
[[files]]
name = "officers"
pattern = "officers.csv"
group = "nodes"
left_out = "not part of the case"
"""


def test_a_call_kept_as_a_node_and_two_relationships_becomes_one_link(tmp_path):
    write(tmp_path, "calls.csv", "id,day,hour\nc1,01/03/2025,22:10\n")
    write(tmp_path, "caller.csv", "call,phone\nc1,t1\nc9,t1\n")
    write(tmp_path, "called.csv", "call,phone\nc1,t2\n")
    write(tmp_path, "officers.csv", "id,name\no1,x\no2,y\n")

    read = Read(tmp_path, HEAD + JOINED)

    [link] = read.tables["links"]
    assert (link["from"], link["to"], link["start"]) == ("t1", "t2", "2025-03-01T22:10:00")
    assert (link["_file"], link["_line"]) == ("calls.csv", 2)
    assert read.notes == (
        "1 row of caller.csv left out: no row has their key",
        "2 rows of officers.csv left out: not part of the case",
        "nodes: 3 rows read, 1 mapped, 2 left out",
        "relationships: 3 rows read, 2 mapped, 1 left out",
    )


def test_a_call_without_a_caller_is_handed_on_for_the_check_to_reject(tmp_path):
    write(tmp_path, "calls.csv", "id,day,hour\nc1,01/03/2025,22:10\n")
    write(tmp_path, "caller.csv", "call,phone\n")
    write(tmp_path, "called.csv", "call,phone\nc1,t2\n")
    write(tmp_path, "officers.csv", "id\n")

    [link] = Read(tmp_path, HEAD + JOINED).tables["links"]

    assert "from" not in link
    assert link["to"] == "t2"


def test_a_joined_row_that_cannot_be_split_is_rejected_with_its_own_file_and_line(tmp_path):
    write(tmp_path, "calls.csv", "id,day,hour\nc1,01/03/2025,22:10\n")
    write(tmp_path, "caller.csv", "call,phone\nc1,t1\nc2\n")
    write(tmp_path, "called.csv", "call,phone\nc1,t2\n")
    write(tmp_path, "officers.csv", "id\n")

    [broken, _] = Read(tmp_path, HEAD + JOINED).tables["links"]

    reason = "1 fields where the header has 2"
    assert broken == {"_file": "caller.csv", "_line": 3, "_reason": reason}


def test_a_row_of_too_many_fields_keeps_its_line_and_its_reason(tmp_path):
    write(tmp_path, "ties.csv", 'a,b,note\np1,p2,"two\nlines"\n\np3,p4,x,y\np5,p6,z\n')

    read = Read(tmp_path, HEAD + TIES)

    assert read.tables["links"] == [
        {"id": "tie-p1-p2", "kind": "associates_with", "from": "p1", "to": "p2", "report": "r1",
         "_file": "ties.csv", "_line": 2},
        {"_file": "ties.csv", "_line": 5, "_reason": "4 fields where the header has 3"},
        {"id": "tie-p5-p6", "kind": "associates_with", "from": "p5", "to": "p6", "report": "r1",
         "_file": "ties.csv", "_line": 6},
    ]  # fmt: skip


def test_rows_that_cannot_be_split_are_not_counted_as_mapped(tmp_path):
    write(tmp_path, "ties.csv", "a,b\np1,p2\np3\n")

    assert Read(tmp_path, HEAD + TIES).notes == (
        "1 row of ties.csv left out: not the fields of the header, see the rejected rows",
        "in all: 2 rows read, 1 mapped, 1 left out",
    )


def test_columns_that_the_mapping_does_not_name_are_counted_with_the_reason(tmp_path):
    write(tmp_path, "ties.csv", "a,b,age,nhs_no,mood\np1,p2,12,1,\np1,p3,,2,x\n")

    read = Read(
        tmp_path,
        HEAD + TIES.replace("[[files.links]]", 'not_stored = { age = "no date" }\n[[files.links]]'),
    )

    assert read.not_stored == (
        ("ties.csv", "age", 1, "no date"),
        ("ties.csv", "nhs_no", 2, "sensitive"),
        ("ties.csv", "mood", 1, "not in the mapping"),
    )


def test_semicolons_and_a_stated_encoding_are_read(tmp_path):
    write(tmp_path, "calls.csv", "A;B\nZoë;'a;b'\n", "cp1252")
    settings = "delimiter = ';'\nquote = \"'\"\nencoding = 'cp1252'\n"

    read = Read(tmp_path, settings + HEAD + PHONES)

    assert [row["number"] for row in read.tables["phones"]] == ["Zoë", "a;b"]


def test_utf_16_is_told_from_the_file(tmp_path):
    write(tmp_path, "calls.csv", "A\tB\nZoë\tÅsa\n", "utf-16")

    read = Read(tmp_path, "delimiter = '\\t'\n".replace("'", '"') + HEAD + PHONES)

    assert [row["number"] for row in read.tables["phones"]] == ["Zoë", "Åsa"]


def test_a_wrong_encoding_is_a_clear_error(tmp_path):
    write(tmp_path, "calls.csv", "A,B\nZoë,Åsa\n", "latin-1")

    with pytest.raises(CaseError, match=r"calls.csv: cannot be read as utf-8"):
        Read(tmp_path, "encoding = 'utf-8'\n" + HEAD + PHONES)


def test_several_files_of_one_kind_are_read_together_and_others_are_named(tmp_path):
    write(tmp_path, "calls_march.csv", "A,B\n1,2\n")
    write(tmp_path, "calls_april.csv", "B,A\n4,3\n")
    write(tmp_path, "towers.csv", "A,B\n1,2\n")

    read = Read(tmp_path, HEAD + PHONES)

    assert [row["number"] for row in read.tables["phones"]] == ["3", "4", "1", "2"]
    assert "towers.csv: the mapping tiny does not name it, passed over" in read.notes
    assert [name for name, _ in read.files] == ["calls_april.csv", "calls_march.csv", "tiny.toml"]


def test_a_file_given_by_itself_need_not_fit_the_pattern_of_a_mapping_of_one_file(tmp_path):
    path = write(tmp_path, "export.csv", "A,B\n1,2\n")

    read = Read(tmp_path, HEAD + PHONES, [path])

    assert len(read.tables["phones"]) == 2


def test_hostile_text_in_names_and_cells_stays_text(tmp_path):
    write(tmp_path, "calls.csv", '"A""\'; DROP",B\n"\'); DROP TABLE x; --",2\n')

    read = Read(tmp_path, HEAD + PHONES.replace("{A}", "{A\\\"'; DROP}"))

    assert read.tables["phones"][0]["number"] == "'); DROP TABLE x; --"


ERRORS = {
    "a column that is not in the file": (
        "A,C\n1,2\n",
        HEAD + PHONES,
        "tiny.toml: files[0].entities[1].id: no column B in calls.csv",
        "Its columns: A, C.",
    ),
    "a condition on a column that is not in the file": (
        "A,B\n1,2\n",
        HEAD + PHONES + 'where = { column = "w", is = "1" }',
        "tiny.toml: files[0].entities[1].where.column: no column w in calls.csv",
        "Its columns: A, B.",
    ),
    "an end of the link itself outside its id": (
        "A,B\n1,2\n",
        HEAD + CALLS.replace('to = "phone-{B}"', 'to = "{link.from}"').replace("-{when}", "")
        .replace('start = "{when}"', ""),
        "tiny.toml: files[0].links[0].to: no column link.from in calls.csv",
        "Its columns: A, B.",
    ),
    "a computed column that the file has": (
        "A,B,When,W\n1,2,3,4\n",
        HEAD + PHONES.replace("[[files.entities]]", WHEN + "[[files.entities]]", 1),
        "tiny.toml: files[0].computed.when: calls.csv has that column itself",
        "Give the computed column another name.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ERRORS)
def test_a_mapping_that_does_not_fit_the_file_is_refused_by_its_key_path(case, tmp_path):
    content, toml, message, hint = ERRORS[case]
    write(tmp_path, "calls.csv", content)

    with pytest.raises(MappingError) as caught:
        Read(tmp_path, toml)

    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_a_required_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(MappingError) as caught:
        Read(tmp_path, HEAD + PHONES)

    assert caught.value.message == (
        "tiny.toml: files[0].pattern: no file calls*.csv under what was given"
    )


def test_an_optional_file_may_be_absent(tmp_path):
    write(tmp_path, "calls.csv", "A,B\n1,2\n")

    read = Read(tmp_path, HEAD + PHONES + TIES.replace("pattern", "optional = true\npattern"))

    assert list(read.tables) == ["reports", "phones"]


def test_a_path_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(CaseError, match="no such file or folder"):
        Read(tmp_path, HEAD + PHONES, [tmp_path / "nowhere"])


def test_a_header_that_names_a_column_twice_is_refused(tmp_path):
    write(tmp_path, "calls.csv", "A,B,b\n1,2,3\n")

    with pytest.raises(CaseError, match=r"calls.csv: column B cannot be told apart in the header"):
        Read(tmp_path, HEAD + PHONES)


EMPTY = Mapping("m", "1", "", (), (), (), (), "m.toml")


def answer(question: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as con:
        return con.execute(question).fetchall()


@settings(max_examples=50, deadline=None)
@given(text=st.text(st.characters(exclude_characters="\0", exclude_categories=("Cs",)), min_size=1))
def test_any_constant_with_its_braces_doubled_gives_that_text(text):
    cells = read_cells(text.replace("{", "{{").replace("}", "}}"), "cell", "m.toml")

    assert answer(f"SELECT {cells_sql(cells, EMPTY)}") == [(text,)]


@settings(max_examples=50, deadline=None)
@given(
    name=st.text(st.characters(exclude_characters="\0{}", exclude_categories=("Cs",)), min_size=1)
)
def test_any_column_name_reads_that_column(name):
    cells = read_cells(f"<{{{name}}}>", "cell", "m.toml")

    column = name.replace('"', '""')
    found = answer(f"SELECT {cells_sql(cells, EMPTY)} FROM (SELECT 'x' AS \"{column}\")")
    assert found == [("<x>",)]

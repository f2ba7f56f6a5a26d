"""Case files as they come: encodings, line ends, quotes, headers; and what cannot be read."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from netgraph.errors import CaseError
from netgraph.sources import RawSources, open_sources, raw_columns

Rows = list[tuple[object, ...]]

PEOPLE = "id,surname\np1,Bélanger\np2,“Quoted”\n"


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    opened = duckdb.connect(":memory:")
    yield opened
    opened.close()


@pytest.fixture
def read(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> Callable[..., Rows]:
    """The rows of one file as (line, reason, values of the given columns), by line."""

    def run(content: str | bytes, columns: str = "id, surname", name: str = "people.csv") -> Rows:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with open_sources([path], "", con) as raw:
            [table] = raw.tables
            return con.execute(
                f"SELECT _line, _reason, {columns} FROM {table.relation} ORDER BY _line"
            ).fetchall()

    return run


def test_a_raw_table_has_the_contract_columns_and_where_each_row_stands(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (tmp_path / "phones.csv").write_text("id\nt1\n", encoding="utf-8")

    with open_sources([tmp_path], "", con) as raw:
        [table] = raw.tables
        described = con.execute(f"DESCRIBE {table.relation}").fetchall()
        rows = con.execute(f"SELECT * FROM {table.relation}").fetchall()

    assert table.table == "phones"
    assert tuple(name for name, *_ in described) == (*raw_columns("phones"), "_row")
    assert rows == [("t1", None, None, "phones.csv", 2, None, 0)]


@pytest.mark.parametrize(
    "content",
    [
        PEOPLE.encode(),
        b"\xef\xbb\xbf" + PEOPLE.encode(),
        PEOPLE.encode("cp1252"),
        PEOPLE.encode("utf-16"),
        b"\xff\xfe" + PEOPLE.encode("utf-16-le"),
        b"\xfe\xff" + PEOPLE.encode("utf-16-be"),
        PEOPLE.encode("utf-16-le"),
        PEOPLE.replace("\n", "\r\n").encode(),
        PEOPLE.replace("\n", "\r").encode(),
        PEOPLE.replace("\n", "\r\n", 1).encode(),
        PEOPLE.strip().encode(),
        PEOPLE.strip().replace("\n", "\r\n").encode("utf-16"),
        ("\n\n" + PEOPLE).encode(),
        PEOPLE.replace("id,surname", " ID , Surname ").encode(),
    ],
    ids=["utf-8", "bom", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-16 without bom",
         "crlf", "cr", "mixed", "no last line end", "utf-16 crlf", "blank first", "header in capitals"],
)  # fmt: skip
def test_text_is_read_however_it_is_encoded_and_its_lines_end(
    read: Callable[..., Rows], content: bytes
) -> None:
    rows = read(content)

    assert [row[1:] for row in rows] == [(None, "p1", "Bélanger"), (None, "p2", "“Quoted”")]
    first = 4 if content.startswith(b"\n") else 2
    assert [row[0] for row in rows] == [first, first + 1]


def test_a_gzip_file_is_read(read: Callable[..., Rows]) -> None:
    rows = read(gzip.compress(PEOPLE.encode()), name="people.csv.gz")

    assert rows == [(2, None, "p1", "Bélanger"), (3, None, "p2", "“Quoted”")]


def test_lines_are_physical_lines_whatever_comes_between(read: Callable[..., Rows]) -> None:
    rows = read(
        "id,surname\n"  # 1
        "\n"
        'p1,"one\ntwo"\n'  # 3, 4
        "p2\n"  # 5: a field is missing
        "\n"
        'p3,"odd"x\n'  # 7: text after a closed quotation mark
        "\n\n"
        'p4,"a\n\nb ""c"""\n'  # 10 to 12
        "p5,x,y\n"  # 13: a field too many
        "p6,last"  # 14
    )

    assert rows == [
        (3, None, "p1", "one\ntwo"),
        (5, "1 fields where the header has 2", "p2", None),
        (7, "a quotation mark is not closed, or text follows a closed one", "p3", "oddx"),
        (10, None, "p4", 'a\n\nb "c"'),
        (13, "3 fields where the header has 2", "p5", "x"),
        (14, None, "p6", "last"),
    ]


def test_blank_lines_in_a_file_of_one_column_are_no_rows(read: Callable[..., Rows]) -> None:
    assert read("id\n\np1\n\np2\n", columns="id") == [(3, None, "p1"), (5, None, "p2")]


def test_quotes_inside_a_field_are_text(read: Callable[..., Rows]) -> None:
    assert read('id,surname\np1,a"b\np2,"c ""d"""\n') == [
        (2, None, "p1", 'a"b'),
        (3, None, "p2", 'c "d"'),
    ]


def test_a_ten_megabyte_field_is_read(read: Callable[..., Rows]) -> None:
    long = "x" * 10_000_000

    rows = read(f"id,surname\np1,{long}\np2,short\n", columns="id, length(surname)")

    assert rows == [(2, None, "p1", 10_000_000), (3, None, "p2", 5)]


def test_a_long_field_of_many_lines_is_read(read: Callable[..., Rows]) -> None:
    long = "abc\n" * 800_000

    rows = read(f'id,surname\np1,"{long}"\np2,short\n', columns="id, length(surname)")

    assert rows == [(2, None, "p1", 3_200_000), (800_003, None, "p2", 5)]


def test_a_file_of_many_blocks_keeps_its_lines(read: Callable[..., Rows]) -> None:
    content = "id,surname\n" + "".join(f"p{place},name{place}\n" for place in range(400_000))

    wrong = [row for row in read(content) if row[2] != f"p{int(str(row[0])) - 2}"]

    assert wrong == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "people.csv: the file is empty"),
        (b"\n\n", "people.csv: the file is empty"),
        (b"name,born\nx,y\n", "people.csv: no column id in the header"),
        (b"number;surname\np1;x\n", "people.csv: no column id in the header\nRequired in people.csv: id."),
        (b"id,surname,ID\np1,x,y\n", "people.csv: column id occurs twice in the header"),
        (b'id,"sur\nname"\np1,x\n', "people.csv: the header row cannot be read as CSV"),
        (b"id,surname\np1,\x81\n", "people.csv: neither UTF-8, UTF-16 nor Windows-1252 text"),
        (bytes(range(256)) * 20, "people.csv: not a text file"),
        (b"id,surname\n" + b"p1,x\n" * 2000 + b"\x00\n", "people.csv: neither UTF-8"),
        (b'id,surname\np1,"never closed\np2,x\np3,y\n', "people.csv: the rows cannot be told apart, from line 2 on"),
        (b"id,surname\n" + b"p1\n" * 10_001, "people.csv: more than 10000 rows do not have the header's 2 fields"),
    ],
    ids=["empty", "blank", "wrong header", "semicolons", "column twice", "header of two lines", "no encoding",
         "binary", "zero byte", "open quote", "not this header"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_with_what_to_do(
    read: Callable[..., Rows], content: bytes, message: str
) -> None:
    with pytest.raises(CaseError) as raised:
        read(content)

    assert str(raised.value).startswith(message)
    assert raised.value.exit_code == 2


@pytest.mark.parametrize("kept", [1, 10, 0.5])
def test_a_truncated_gzip_file_is_refused(read: Callable[..., Rows], kept: float) -> None:
    packed = gzip.compress(PEOPLE.encode() * 1000)
    cut = packed[: int(kept) if kept >= 1 else int(len(packed) * kept)]

    with pytest.raises(CaseError, match=r"people\.csv\.gz: the gzip file is truncated or damaged"):
        read(cut, name="people.csv.gz")


def test_a_folder_without_case_files_is_refused(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")

    with (
        pytest.raises(CaseError, match="no case files in this folder"),
        open_sources([tmp_path], "", con),
    ):
        pass


def test_a_file_of_another_name_is_refused(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    path = tmp_path / "persons.csv"
    path.write_text("id\np1\n", encoding="utf-8")

    with (
        pytest.raises(CaseError, match=r"persons\.csv: not the name of a case file"),
        open_sources([path], "", con),
    ):
        pass


def test_a_path_that_is_not_there_is_refused(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    with (
        pytest.raises(CaseError, match="no such file"),
        open_sources([tmp_path / "people.csv"], "", con),
    ):
        pass


def test_other_files_of_a_folder_are_passed_over_and_named(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (tmp_path / "people.csv").write_text("id\np1\n", encoding="utf-8")
    (tmp_path / "truth.csv").write_text("id,role\np1,none\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("x", encoding="utf-8")

    with open_sources([tmp_path], "", con) as raw:
        assert raw.notes == ("truth.csv: not a case file, passed over",)
        assert [table.table for table in raw.tables] == ["people"]


def test_columns_outside_the_contract_are_counted_and_not_kept(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (tmp_path / "people.csv").write_text(
        "id,Ethnicity,height,Self-defined religion,NHS No,trace,surname\n"
        "p1,x,180,,123,a,Able\np2,,,,,b,Baker\np3,y,190,none,,c,\n",
        encoding="utf-8",
    )

    def not_stored(raw: RawSources) -> list[tuple[str, int, str]]:
        return [(column, filled, why) for _, column, filled, why in raw.not_stored]

    with open_sources([tmp_path], "", con) as raw:
        assert not_stored(raw) == [
            ("ethnicity", 2, "sensitive"),
            ("height", 2, "not in the contract"),
            ("self-defined religion", 1, "sensitive"),
            ("nhs no", 1, "sensitive"),
            ("trace", 3, "not in the contract"),
        ]


def test_files_of_one_name_in_two_folders_are_told_apart(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "people.csv").write_text(f"id\n{folder}1\n", encoding="utf-8")

    with open_sources([tmp_path / "north", tmp_path / "south"], "", con) as raw:
        assert [name for name, _ in raw.files] == ["north/people.csv", "south/people.csv"]


def test_nothing_is_left_on_the_connection(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("id,x\np1,y\np2\n", encoding="utf-8")

    with open_sources([tmp_path], "", con):
        pass

    assert con.execute("SELECT count(*) FROM duckdb_tables() WHERE NOT internal").fetchone() == (0,)


@pytest.mark.parametrize(
    ("text", "encoding", "note"),
    [
        ("id;surname;aliases\np1;Éclair;a, b\n", "utf-8", "read with semicolons between the columns"),
        ("id\tsurname\taliases\np1\tÉclair\ta, b\n", "utf-16", "read as UTF-16 with tabs between the columns"),
        ("id|surname|aliases\np1|Éclair|a, b\n", "cp1252", "read as Windows-1252 with bars between the columns"),
        ('id,surname,aliases\np1,Éclair,"a, b"\n', "cp1252", "read as Windows-1252"),
        ('id,surname,aliases\np1,Éclair,"a, b"\n', "utf-8-sig", ""),
        ('"id","surname","aliases"\n"p1","Éclair","a, b"\n', "utf-8", ""),
        ('"id";"surname";"aliases"\n"p1";"Éclair";"a, b"\n', "utf-8", "read with semicolons between the columns"),
    ],
)  # fmt: skip
def test_delimiter_and_encoding_are_told_from_the_file_and_said(
    con: duckdb.DuckDBPyConnection, tmp_path: Path, text: str, encoding: str, note: str
) -> None:
    (tmp_path / "people.csv").write_bytes(text.encode(encoding))

    with open_sources([tmp_path], "", con) as raw:
        rows = con.execute(
            f"SELECT id, surname, aliases, _line FROM {raw.tables[0].relation}"
        ).fetchall()

    assert rows == [("p1", "Éclair", "a, b", 2)]
    assert raw.notes == ((f"people.csv: {note}",) if note else ())


def test_a_row_with_another_number_of_fields_is_told_in_a_file_with_semicolons(
    con: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    (tmp_path / "people.csv").write_text("id;surname\np1;Able\np2;Bold;x\n", encoding="utf-8")

    with open_sources([tmp_path], "", con) as raw:
        rows = con.execute(
            f"SELECT id, _line, _reason FROM {raw.tables[0].relation} ORDER BY _line"
        ).fetchall()

    assert rows == [("p1", 2, None), ("p2", 3, "3 fields where the header has 2")]

"""The columns of a table follow from the vocabulary, by rules written out here."""

import duckdb
import pytest

from netgraph.tables import PROVENANCE, case_file, column_name, table_columns
from netgraph.vocabulary import CASE_FILES

FILES = [file.name for file in CASE_FILES]


def test_the_links_table_has_no_word_of_sql_as_a_name_and_three_columns_for_a_moment():
    names = [name for name, _ in table_columns("links")]

    assert names == [
        "id",
        "kind",
        "from_id",
        "to_id",
        "start_text",
        "start_at",
        "start_day",
        "end_text",
        "end_at",
        "end_day",
        "count",
        "report",
        "basis",
        "detail",
        "version",
        "import_id",
        "source_file",
        "source_line",
        "row_hash",
    ]


def test_a_grade_is_kept_as_written_and_in_parts():
    columns = dict(table_columns("reports"))

    assert [name for name in columns if name not in dict(PROVENANCE)] == [
        "id",
        "date",
        "grade",
        "grade_original",
        "source",
        "information",
        "handling_code",
        "origin",
        "agency",
        "handling",
        "marking",
    ]
    assert (columns["date"], columns["source"]) == ("DATE", "UTINYINT")


def test_several_values_become_a_list():
    assert dict(table_columns("conditions"))["targets"] == "VARCHAR[]"


@pytest.mark.parametrize("file", FILES)
def test_every_table_can_be_made_and_carries_where_each_row_came_from(file):
    columns = table_columns(file)
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE t ({', '.join(f'{name} {kind}' for name, kind in columns)})"
        )

    assert columns[0] == ("id", "VARCHAR")
    assert columns[-len(PROVENANCE) :] == PROVENANCE
    assert len({name for name, _ in columns}) == len(columns)


def test_sqls_own_words_are_renamed_and_others_kept():
    assert [column_name(each) for each in ("from", "to", "order", "kind")] == [
        "from_id",
        "to_id",
        "order_id",
        "kind",
    ]


def test_an_unknown_table_is_refused():
    with pytest.raises(KeyError):
        case_file("gossip")

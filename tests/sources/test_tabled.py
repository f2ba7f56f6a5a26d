"""What is no table of its own comes in through a mapping: workbooks, i2 charts, what phones hold."""

from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest

from netgraph import exchange, workflow
from netgraph.errors import AuthorityMissing, MappingError
from netgraph.sources import Stated, open_sources
from netgraph.sources.inspected import inspect_files
from netgraph.store import open_store

REPORT = (("id", "x7"), ("date", "2025-04-02"), ("grade", "2BP"))
STATED = Stated(REPORT, "PACE 1984 s19, authorised by Inspector 4021")

CHAT = """\
30/03/2025, 10:00 - +44 7700 900002: where
30/03/2025, 10:05 - +44 7700 900001: here
30/03/2025, 10:06 - +44 7700 900002: ok
"""
CALLS = """\
a_number,b_number,start,duration_s,direction
07700900001,+447700900002,2025-03-01T10:00:00,60,outgoing
07700900001,07700 900002,2025-07-01T10:00:00,30,outgoing
07700900003,07700900001,2025-07-01T11:00:00,0,incoming
"""
CHART = """<?xml version="1.0" encoding="utf-8"?><Chart><ChartItemCollection>
<ChartItem Id="1" Label="Kai Ashdown"><AttributeCollection><Attribute AttributeClass="DOB" Value="1995-01-02T00:00:00"/></AttributeCollection>
<End><Entity Identity="P1"><Icon><IconStyle Type="Person"/></Icon></Entity></End></ChartItem>
<ChartItem Id="2" Label="07700 900001"><End><Entity Identity="T1"><Icon><IconStyle Type="Phone"/></Icon></Entity></End></ChartItem>
<ChartItem Id="3" Label="seen" DateSet="true" DateTime="2025-03-30T11:00:00.000"><Link End1Reference="2" End2Reference="1">
<LinkStyle ArrowStyle="ArrowOnTail" Type="Uses Phone"/></Link></ChartItem>
</ChartItemCollection></Chart>"""


@pytest.fixture
def store():
    opened = open_store(":memory:")
    yield opened
    opened.close()


@pytest.fixture
def imported(store, tmp_path):
    """A function that imports files, given as {name: text}, and gives summary and tables."""

    def run(files, mapping="", **options):
        for name, content in files.items():
            (tmp_path / name).write_text(content, encoding="utf-8")
        given = workflow.ImportOptions(
            today=date(2025, 6, 1), now="2025-06-01T09:00:00Z", by="t", mapping=mapping,
            **({"report": REPORT, "authority": "PACE 1984 s19"} | options),
        )  # fmt: skip
        summary = workflow.import_files(store, [tmp_path / name for name in files], given)
        assert not summary.rejected, summary.rejected
        return summary, store.tables()

    return run


def test_call_data_becomes_a_link_for_each_direction_with_how_often_and_between_which_times(
    imported,
):
    summary, con = imported({"bill.csv": CALLS})

    assert con.execute("SELECT from_id, to_id, count, start_text, end_text, report FROM links").fetchall() == [
        ("phone-447700900001", "phone-447700900002", 2, "2025-03-01T10:00:00Z", "2025-07-01T09:00:00Z", "x7"),
    ]  # fmt: skip
    assert con.execute("SELECT number FROM phones ORDER BY 1").fetchall() == [
        ("+447700900001",),
        ("+447700900002",),
    ]
    assert "1 row of phone_contacts.csv left out: not answered" in summary.notes
    assert summary.record.mapping == "phone_extract 1"
    assert (
        summary.notes[0]
        == "bill.csv: read through the mapping phone_extract, known by what it holds"
    )


def test_of_a_chat_only_who_was_in_touch_is_taken_and_a_name_is_nobodys_number(imported):
    _, con = imported({"chat.txt": CHAT})
    named, _ = imported({"named.txt": CHAT.replace("+44 7700 900001", "Kay")})

    assert con.execute("SELECT from_id, to_id, count, detail FROM links ORDER BY 1").fetchall() == [
        ("phone-447700900001", "phone-447700900002", 1, "messages"),
        ("phone-447700900002", "phone-447700900001", 2, "messages"),
    ]
    assert (
        "3 rows of phone_contacts.csv left out: under a name in a chat, which is no number"
        in named.notes
    )


def test_a_device_is_not_read_without_an_authority(imported):
    with pytest.raises(AuthorityMissing):
        imported({"bill.csv": CALLS}, authority="")


def test_a_grade_is_never_guessed(imported):
    with pytest.raises(MappingError, match="no report is stated"):
        imported({"bill.csv": CALLS}, report=())
    with pytest.raises(MappingError, match="no report is stated"):
        imported({"bill.csv": CALLS}, mapping="phone_extract", report=())


def test_an_i2_chart_brings_entities_and_links_in_their_direction(imported):
    _, con = imported({"chart.anx": CHART})

    assert con.execute("SELECT id, surname, date_of_birth FROM people").fetchall() == [
        ("i2-P1", "Kai Ashdown", date(1995, 1, 2))
    ]
    assert con.execute("SELECT kind, from_id, to_id, start_text, report FROM links").fetchall() == [
        ("uses", "i2-P1", "i2-T1", "2025-03-30T11:00:00", "x7")
    ]


def test_what_was_exported_for_i2_comes_back_with_its_reports(case, store, tmp_path):
    con = case(
        reports="id,date,grade\nr1,2025-01-05,1AP\n",
        people="id,surname,forenames,date_of_birth\np1,Birch,Ann,1990-02-03\n",
        addresses="id,line,lat,lon\na1,1 Mill Road,51.8,-0.02\n",
        links="id,kind,from,to,start,report\nl1,lives_at,p1,a1,2025-01-01,r1\n",
    )
    exchange.export_chart(con, tmp_path / "i2", "i2-csv", date(2025, 3, 1), exchange.ChartPart())
    options = workflow.ImportOptions(
        today=date(2025, 6, 1), now="2025-06-01T09:00:00Z", by="t", mapping="i2"
    )
    summary = workflow.import_files(store, [tmp_path / "i2"], options)

    assert not summary.rejected
    back = store.tables()
    assert back.execute("SELECT id, surname, forenames FROM people").fetchall() == [
        ("i2-p1", "Birch", "Ann")
    ]
    assert back.execute("SELECT id, grade, date FROM reports").fetchall() == [
        ("i2-r1 1AP 2025-01-05", "1AP", date(2025, 1, 5))
    ]
    assert back.execute("SELECT lon FROM addresses").fetchall() == [(-0.02,)]


def test_a_workbook_goes_through_a_mapping_sheet_by_sheet(tmp_path: Path):
    book = openpyxl.Workbook()
    book.active.title = "cdr export"
    book.active.append(["From", "To", "Datetime", "Duration(seconds)", "Cell Tower"])
    book.active.append(["07700900001", "07700900002", "20250301 1000", 60, "1"])
    book.save(tmp_path / "bills.xlsx")
    con = duckdb.connect()

    with open_sources([tmp_path / "bills.xlsx"], "call_data", con, stated=STATED) as raw:
        [links] = [each.relation for each in raw.tables if each.table == "links"]
        assert con.execute(f'SELECT "from", "to", start, report, _file FROM {links}').fetchall() == [
            ("phone-07700900001", "phone-07700900002", "2025-03-01T10:00:00", "x7", "bills.xlsx cdr export"),
        ]  # fmt: skip
        assert raw.mapping == "call_data 1"


def test_inspection_says_that_a_file_is_a_chart(tmp_path):
    path = tmp_path / "chart.anx"
    path.write_text(CHART, encoding="utf-8")

    [found] = inspect_files([path])
    assert found.read_as == "an i2 chart"

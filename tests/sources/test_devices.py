"""Phone extracts, chats, saved contacts and call data become the same tables, nothing else read."""

import io
import zipfile
from datetime import date, datetime

import duckdb
import pytest

from netgraph.errors import CaseError
from netgraph.sources.devices import kind_of_file, open_observed
from tests.shared_data import shared_data

utc = datetime.fromisoformat


@pytest.fixture
def con():
    connection = duckdb.connect()
    yield connection
    connection.close()


def rows(con, path, columns, table="communications"):
    with open_observed([path], con):
        return con.execute(f"SELECT {columns} FROM scratch.{table} ORDER BY ALL").fetchall()


def test_an_android_chat_with_a_message_over_two_lines_and_somebody_added(con, tmp_path):
    path = tmp_path / "chat.txt"
    path.write_text(
        "30/03/2025, 10:00 - Messages and calls are end-to-end encrypted.\n"
        "30/03/2025, 10:05 - Kay: he said no one leaves\ntil 6\n"
        "30/03/2025, 10:06 - Kay added +44 7700 900456\n"
        "31/02/2025, 10:07 - Kay: no such day\n",
        encoding="utf-8",
    )

    assert rows(con, path, "sender, body, at_utc, line") == [
        ("Kay", "he said no one leaves\ntil 6", utc("2025-03-30 09:05"), 2)
    ]
    assert rows(con, path, "identity", "chat_members") == [("+44 7700 900456",), ("Kay",)]
    assert rows(con, path, "line", "unread") == [(5,)]


def test_an_ios_chat_with_marks_around_names(con, tmp_path):
    path = tmp_path / "chat.txt"
    path.write_text(
        "[26/10/2025, 01:30:00] Kay: \u200eone\n\u200e[26/10/2025, 1:40:00\u202fpm] +44\xa07700\xa0900123: two\n",
        encoding="utf-8",
    )

    assert rows(con, path, "sender, at_utc, earlier_utc") == [
        ("+44 7700 900123", utc("2025-10-26 13:40"), None),
        ("Kay", utc("2025-10-26 01:30"), utc("2025-10-26 00:30")),
    ]


def test_call_data_tells_time_zones_apart_and_names_rows_it_cannot_read(con, tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text(
        "A Number,B Number,Start Time,Duration (seconds),Direction\n"
        "1,2,2025-07-01T10:00:00,5,MO\n1,2,2025-07-01T10:00:00Z,0,missed\n1,2,01/07/2025 10:00,,\n1,2,when,,\n",
        encoding="utf-8",
    )

    assert rows(con, path, "line, at_utc, answered, direction") == [
        (2, utc("2025-07-01 09:00"), True, "outgoing"),
        (3, utc("2025-07-01 10:00"), False, "incoming"),
        (4, utc("2025-07-01 09:00"), None, ""),
    ]
    assert rows(con, path, "line", "unread") == [(5,)]


def report(inner: str) -> bytes:
    return (
        '<?xml version="1.0"?><project xmlns="http://pa.cellebrite.com/report/2.0"><decodedData>'
        f"{inner}</decodedData></project>"
    ).encode()


MESSAGE = (
    '<modelType type="SMS"><model type="SMS"><field name="Folder"><value>Sent</value></field>'
    '<field name="Body"><value>hello</value></field>'
    '<field name="TimeStamp"><value>2025-03-30T10:00:00+01:00</value></field>'
    '<multiModelField name="Parties"><model type="Party"><field name="Identifier">'
    "<value>07700900002</value></field></model></multiModelField></model></modelType>"
)


def test_a_phone_report_may_lie_in_an_archive(con, tmp_path):
    path = tmp_path / "phone.ufdr"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("report.xml", report(MESSAGE))

    assert rows(con, path, "sender, receiver, app, body, at_utc, day") == [
        ("(owner)", "07700900002", "sms", "hello", utc("2025-03-30 09:00"), date(2025, 3, 30))
    ]


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaa">]><p xmlns="http://pa.cellebrite.com/report/2.0">&a;</p>',
        report("<model>" * 300),
        report("<model>")[:-40],
    ],
)
def test_a_hostile_or_truncated_report_is_a_clear_error(con, tmp_path, content):
    path = tmp_path / "report.xml"
    path.write_bytes(content)

    with pytest.raises(CaseError, match=r"report\.xml line \d"):
        rows(con, path, "*")


def test_a_workbook_that_unpacks_to_far_too_much_is_refused(con, tmp_path):
    path = tmp_path / "contacts.xlsx"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b" " * (4 << 20))
    path.write_bytes(packed.getvalue())

    with pytest.raises(CaseError, match="unpacks to far more"):
        rows(con, path, "*")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("notes.txt", "just some words\n", "not known as call data"),
        ("x.csv", "a,b\n1,2\n", "not known as call data"),
        ("x.xml", "<a/>", "not a phone report"),
        ("x.xlsx", "no workbook", "not a workbook"),
        ("empty.csv", "", "the file is empty"),
    ],
)
def test_what_is_none_of_these_is_named(con, tmp_path, name, text, message):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CaseError, match=message):
        rows(con, path, "*")


def test_a_folder_is_read_file_by_file_and_what_is_passed_over_is_said(con, tmp_path):
    (tmp_path / "calls.csv").write_text("a_number,b_number,start\n1,2,2025-01-01T10:00:00\n")
    (tmp_path / "notes.txt").write_text("words\n")
    (tmp_path / "people.csv").write_text("id\np1\n")

    with open_observed([tmp_path], con) as found:
        assert [(name, kind) for name, kind, _ in found.files] == [
            ("calls.csv", "call_data"),
            ("people.csv", "case"),
        ]
        assert found.notes == ("notes.txt: none of the files that are screened, passed over",)
        assert found.from_devices


def test_nothing_of_a_device_is_read_where_it_is_not_allowed(con, tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text("a_number,b_number,start\n1,2,2025-01-01T10:00:00\n")

    def refuse():
        raise CaseError("refused", hint="")

    with pytest.raises(CaseError, match="refused"), open_observed([path], con, refuse):
        pass


SAMPLES = {
    "aleapp_Call Logs.tsv": ("artefacts", "communications", 2),
    "aleapp_sms messages.tsv": ("artefacts", "communications", 1),
    "cellebrite_contacts.xlsx": ("saved_contacts", "saved_contacts", 3),
    "cellebrite_report.xml": ("phone_report", "communications", 3),
    "whatsapp_android_uk.txt": ("whatsapp", "communications", 3),
    "whatsapp_ios_uk.txt": ("whatsapp", "communications", 2),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_of_each_format_are_told_and_read(con, name):
    kind, table, count = SAMPLES[name]
    path = shared_data("format_samples", name)

    assert kind_of_file(path) == kind
    assert len(rows(con, path, "*", table)) == count


@pytest.mark.shared
def test_a_missed_call_in_the_samples_is_incoming_and_not_answered(con):
    path = shared_data("format_samples", "cellebrite_report.xml")

    assert ("447700900456" + "@s.whatsapp.net", "incoming", False, True) in rows(
        con, path, "sender, direction, answered, deleted"
    )

"""Hostile and damaged files: every reader ends in rows or in a clear error, soon and in little memory.

Samples of every format are cut, repeated and changed at random places; a traceback, a hang or a
file of gigabytes is a fault. What is known to be dangerous has a case of its own below.
"""

import gzip
import io
import zipfile
from pathlib import Path

import duckdb
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netgraph.errors import NetgraphError
from netgraph.sources import Stated, open_sources
from netgraph.sources.devices import open_observed
from netgraph.sources.lexicon import read_lexicon
from netgraph.sources.mapping import load_mapping
from netgraph.sources.zones import read_zones

REPORT = """<?xml version="1.0"?><project xmlns="http://pa.cellebrite.com/report/2.0"><decodedData>
<model type="Call"><field name="Direction"><value>Outgoing</value></field>
<field name="TimeStamp"><value>2025-03-30T10:00:00+01:00</value></field>
<field name="Duration"><value>00:01:05</value></field><multiModelField name="Parties">
<model type="Party"><field name="Identifier"><value>07700900002</value></field></model></multiModelField></model>
<model type="Chat"><field name="Source"><value>WhatsApp</value></field><multiModelField name="Messages">
<model type="InstantMessage"><field name="Body"><value>hi</value></field></model></multiModelField></model>
<model type="Location"><modelField name="Position"><model type="Coordinate"><field name="Latitude">
<value>51.8</value></field><field name="Longitude"><value>1.1</value></field></model></modelField></model>
</decodedData></project>"""
CHAT = "30/03/2025, 10:00 - Kay: hello\nand more\n30/03/2025, 10:01 - Lee added +44 7700 900003\n"
CALLS = "a_number,b_number,start,duration_s,direction\n07700900001,07700900002,2025-03-30T10:00:00,60,out\n"
LOG = "Call Date\tPartner\tType\tDuration in Secs\n2025-03-30 10:00:00\t07700900002\tOutgoing\t60\n"
PEOPLE = 'id,surname,date_of_birth\np1,"Bir\nch",1990-01-01\n'
LEXICON = 'name="n"\nversion="1"\nsource="s"\nmarks=[{name="a",together=["b"],question="q"}]\n[kinds]\nb=["c*"]\n'
ZONES = '[c7]\nstreets = ["High Street"]\narea = [[51.88, 0.90], [51.89, 0.90], [51.89, 0.92]]\n'
MAPPING = 'based_on = "call_data"\n[report]\nid = "r"\ndate = "2025-03-02"\ngrade = "1AP"\n'


CHART = """<?xml version="1.0"?><Chart><ChartItemCollection><ChartItem Id="1" Label="A B"><End>
<Entity Identity="P1"><Icon><IconStyle Type="Person"/></Icon></Entity></End></ChartItem>
<ChartItem Id="2" Label="07700 900001"><End><Entity Identity="T1"><Icon><IconStyle Type="Phone"/></Icon></Entity></End></ChartItem>
<ChartItem Id="3" Label="uses (2)" SourceReference="r1 1AP" DateSet="true" DateTime="2025-03-30T11:00:00.000">
<Link End1Reference="1" End2Reference="2"><LinkStyle ArrowStyle="ArrowOnHead" Type="Uses Phone"/></Link></ChartItem>
</ChartItemCollection></Chart>"""
STATED = Stated((("id", "x1"), ("date", "2025-04-01"), ("grade", "2BP")), "PACE 1984 s19")


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Contacts"
    book.active.append(["Name", "Entries"])
    book.active.append(["Bee", "Phone-Mobile: 07700 900002"])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def archive(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("report.xml", content)
    return packed.getvalue()


SAMPLES = {
    "report.xml": REPORT.encode(),
    "report.ufdr": archive(REPORT.encode()),
    "chart.anx": CHART.encode(),
    "chat.txt": CHAT.encode(),
    "bill.csv": CALLS.encode(),
    "calls.csv": CALLS.encode(),
    "log.tsv": LOG.encode(),
    "people.csv": PEOPLE.encode(),
    "people.csv.gz": gzip.compress(PEOPLE.encode(), mtime=0),
    "contacts.xlsx": workbook(),
    "people.xlsx": workbook(),
    "lexicon.toml": LEXICON.encode(),
    "zones.toml": ZONES.encode(),
    "mapping.toml": MAPPING.encode(),
}


def read(path: Path) -> None:
    """Read a file as whatever its name says."""
    special = {
        "lexicon": read_lexicon,
        "zones": read_zones,
        "mapping": lambda each: load_mapping(str(each)),
    }
    if path.suffix == ".toml":
        special[path.stem](path)
        return
    con = duckdb.connect()
    try:
        is_imported = path.stem in ("people", "people.csv", "chart", "bill")
        opened = (
            open_sources([path], "", con, stated=STATED)
            if is_imported
            else open_observed([path], con)
        )
        with opened:
            pass
    finally:
        con.close()


def outcome(path: Path) -> str:
    """Empty where it could be read, else the message; anything else than our own error is raised."""
    try:
        read(path)
    except NetgraphError as error:
        return str(error)
    return ""


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A sample with bytes changed, cut, doubled or put in."""
    name = draw(st.sampled_from(sorted(SAMPLES)))
    content = bytearray(SAMPLES[name])
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(content)))
        end = min(len(content), place + draw(st.integers(0, 40)))
        how = draw(st.sampled_from(["cut", "double", "put", "change", "end"]))
        if how == "cut":
            del content[place:end]
        elif how == "double":
            content[place:place] = content[place:end] * draw(st.integers(1, 50))
        elif how == "put":
            content[place:place] = draw(st.binary(max_size=12))
        elif how == "change" and place < len(content):
            content[place] = draw(st.integers(0, 255))
        else:
            del content[place:]
    return name, bytes(content)


@settings(
    max_examples=120,
    deadline=None,  # other work may hold the machine; a hang ends in the timeout of the run
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(damaged())
def test_a_damaged_file_ends_in_rows_or_in_a_clear_error(tmp_path, sample):
    name, content = sample
    path = tmp_path / name
    path.write_bytes(content)

    message = outcome(path)

    assert not message or name.partition(".")[0] in message or "screen" in message


def test_every_sample_can_be_read_as_it_is(tmp_path):
    for name, content in SAMPLES.items():
        if name == "people.xlsx":
            continue
        (tmp_path / name).write_bytes(content)
        assert outcome(tmp_path / name) == ""


BOMBS = {
    "a report that unpacks to gigabytes": ("report.ufdr", None),
    "elements nested without end": ("report.xml", REPORT.replace("<decodedData>", "<decodedData>" * 5_000).encode()),
    "one element that never ends": ("report.xml", (REPORT[:100] + "<model " + "a" * (20 << 20)).encode()),
    "one text that never ends": (
        "report.xml",
        (REPORT[:-30] + "<model><field name='a'><value>" + "x" * (20 << 20)).encode(),
    ),
    "entities that grow": (
        "report.xml",
        b'<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
        b'<p xmlns="http://pa.cellebrite.com/report/2.0">&b;</p>',
    ),
    "an entity from another file": (
        "report.xml",
        b'<!DOCTYPE p [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
        b'<p xmlns="http://pa.cellebrite.com/report/2.0">&a;</p>',
    ),
    "a packed table that unpacks to gigabytes": ("people.csv.gz", None),
    "a line that never ends": ("chat.txt", CHAT.encode() + b"x" * (17 << 20)),
    "brackets nested without end": ("zones.toml", b"a = " + b"[" * 50_000),
}  # fmt: skip


@pytest.mark.parametrize("what", BOMBS)
def test_a_file_that_is_made_to_hurt_is_refused_with_a_clear_error(tmp_path, what):
    name, content = BOMBS[what]
    path = tmp_path / name
    if content is None and name.endswith(".gz"):
        block = gzip.compress(b"\n" * (32 << 20), mtime=0)
        path.write_bytes(block * 8)
    elif content is None:
        path.write_bytes(_lying_archive())
    else:
        path.write_bytes(content)

    assert name.partition(".")[0] in outcome(path)


def _lying_archive() -> bytes:
    """An archive whose directory says that its report unpacks to four thousand million bytes."""
    content = bytearray(archive(REPORT.encode() * 20))
    place = content.rindex(b"PK\x01\x02") + 24  # the unpacked size in the directory
    content[place : place + 4] = b"\xf0\xff\xff\xff"
    return bytes(content)


def test_a_message_over_very_many_lines_takes_no_more_than_its_length(tmp_path):
    path = tmp_path / "chat.txt"
    path.write_text(CHAT + "and more\n" * 200_000, encoding="utf-8")

    assert outcome(path) == ""


def test_a_cell_far_down_a_sheet_does_not_hang(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as book, zipfile.ZipFile(packed, "w") as out:
        for part in book.namelist():
            content = book.read(part)
            if part.endswith("sheet1.xml"):
                content = content.replace(b'<row r="2"', b'<row r="99999999999"')
            if part == "xl/workbook.xml":
                content = content.replace(b"Contacts", b"people")
            out.writestr(part, content)
    path = tmp_path / "people.xlsx"
    path.write_bytes(packed.getvalue())

    assert "damaged" in outcome(path)

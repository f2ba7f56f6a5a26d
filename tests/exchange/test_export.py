"""A case as GraphML, GEXF, i2 chart and i2-friendly tables: what is written can be read back."""

import csv
import xml.etree.ElementTree as ET
from datetime import date

import networkx as nx
import pytest

from netgraph import exchange
from netgraph.cli.export import FORMATS

DAY = date(2025, 3, 1)

# Names that are hostile to XML and to spreadsheets, aliases in a list, and values that are missing.
CASE = {
    "reports": "id,date,grade\nr1,2025-01-05,1AP\nr2,2025-01-06,2CC\n",
    "people": 'id,surname,forenames,aliases,date_of_birth\np1,"Birch & <b>""Co""",=Ann,A1;B2,1990-02-03\np2,Dale,Sam,,\n',
    "phones": "id,number\nt1,07700900001\n",
    "links": (
        "id,kind,from,to,start,end,count,report,detail\n"
        "l1,uses,p1,t1,2025-01-01T10:30:00,2025-02-01,,r1,\n"
        "l2,contacted,p1,p2,,,4,r2,\n"
    ),
}


@pytest.fixture
def chart(case):
    con = case(**CASE)

    def written(tmp_path, form):
        target = tmp_path / f"chart.{form}"
        exchange.export_chart(con, target, form, DAY, exchange.ChartPart())
        return target

    return written


def test_the_command_offers_every_format():
    assert tuple(exchange.FORMATS) == FORMATS


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_back_names_lists_days_and_counts(chart, tmp_path, form, read):
    graph = read(chart(tmp_path, form))

    person = graph.nodes["p1"]
    assert person["label"] == '=Ann Birch & <b>"Co"'
    assert (person["kind"], person["aliases"], person["date_of_birth"]) == (
        "person",
        "A1; B2",
        "1990-02-03",
    )
    assert "aliases" not in graph.nodes["p2"]
    [uses] = [data for *_, data in graph.edges(data=True) if data["kind"] == "uses"]
    [contacted] = [data for *_, data in graph.edges(data=True) if data["kind"] == "contacted"]
    assert (uses["start"], uses["end"], uses["grade"]) == (
        "2025-01-01T10:30:00",
        "2025-02-01",
        "1AP",
    )
    assert (contacted["count"], contacted["id"], "start" in contacted) == (4, "l2", False)


def test_an_i2_chart_has_entities_with_attributes_and_dated_links(chart, tmp_path):
    root = ET.parse(chart(tmp_path, "anx")).getroot()

    items = {item.get("Id"): item for item in root.iter("ChartItem")}
    entities = {
        item.find(".//Entity").get("Identity"): item
        for item in items.values()
        if item.find(".//Entity") is not None
    }
    assert sorted(entities) == ["p1", "p2", "t1"]
    values = {a.get("AttributeClass"): a.get("Value") for a in entities["p1"].iter("Attribute")}
    assert values["aliases"] == "A1; B2"
    [uses, _] = sorted(
        (item for item in items.values() if item.find("Link") is not None),
        key=lambda item: item.get("DateTime") is None,
    )
    assert (uses.get("DateTime"), uses.get("TimeSet"), uses.get("SourceReference")) == (
        "2025-01-01T10:30:00.000",
        "true",
        "r1 1AP",
    )


def test_tables_for_i2_hold_no_formula_and_leave_phone_numbers_alone(chart, tmp_path):
    folder = chart(tmp_path, "i2-csv")
    with (folder / "chart_entities.csv").open(encoding="utf-8-sig", newline="") as file:
        entities = {row["entity_id"]: row for row in csv.DictReader(file)}
    with (folder / "chart_links.csv").open(encoding="utf-8-sig", newline="") as file:
        links = {row["link_id"]: row for row in csv.DictReader(file)}

    assert entities["p1"]["forenames"] == "'=Ann"
    assert entities["t1"]["number"] == "07700900001"
    assert (links["l2"]["link_type"], links["l2"]["count"], links["l2"]["start"]) == (
        "contacted",
        "4",
        "",
    )
    assert {row["marking"] for row in links.values()} == {"OFFICIAL-SENSITIVE"}


def test_what_is_for_others_leaves_out_handling_code_c_and_part_of_a_case_its_rest(case):
    con = case(**CASE)
    others = exchange.read_chart(con, DAY, exchange.ChartPart(for_others=True))
    near = exchange.read_chart(con, DAY, exchange.ChartPart(about=("t1",), hops=1))

    assert ([each.id for each in others.links], others.left_out) == (["l1"], 1)
    assert [each.id for each in near.things] == ["p1", "t1"]


@pytest.mark.parametrize("form", ["graphml", "gexf", "anx"])
def test_the_same_case_gives_the_same_file(chart, tmp_path, form):
    first = chart(tmp_path, form).read_bytes()

    assert chart(tmp_path, form).read_bytes() == first
    assert b"OFFICIAL-SENSITIVE, as at 2025-03-01" in first

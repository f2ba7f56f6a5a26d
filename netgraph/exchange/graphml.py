"""A chart as GraphML: a key for every attribute, and no data where nothing is known."""

from netgraph.exchange.chart import PARTICULARS, Chart
from netgraph.exchange.marks import in_xml

__all__ = ["edge_names", "graphml_text", "node_names"]


def node_names() -> tuple[str, ...]:
    """Names of what a node may carry: label, kind and findings first, then particulars."""
    more = dict.fromkeys(name for names in PARTICULARS.values() for name in names)
    return ("label", "kind", "findings", *(name for name in more if name not in ("label", "kind")))


def edge_names() -> tuple[str, ...]:
    """Names of what an edge may carry."""
    return (
        "id", "kind", "evidence_class", "start", "end", "count", "detail", "basis", "report",
        "grade", "report_date",
    )  # fmt: skip


def graphml_text(chart: Chart) -> str:
    """A chart as the text of a GraphML file."""
    keys = [_key("node", name) for name in node_names()]
    keys += [_key("edge", name) for name in edge_names()]
    nodes = [
        f'<node id="{in_xml(each.id)}">'
        + _data("node", (("label", each.label), ("kind", each.kind), ("findings", each.findings)))
        + _data("node", each.particulars)
        + "</node>"
        for each in chart.things
    ]
    edges = [
        f'<edge id="{in_xml(each.id)}" source="{in_xml(each.from_id)}" '
        f'target="{in_xml(each.to_id)}">{_data("edge", each.attributes)}</edge>'
        for each in chart.links
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f"<!-- {in_xml(chart.marking)}, as at {chart.as_of} -->",
            '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
            *keys,
            '<graph id="netgraph" edgedefault="directed">',
            *nodes,
            *edges,
            "</graph>",
            "</graphml>",
            "",
        ]
    )


def _key(on: str, name: str) -> str:
    sort = "int" if name == "count" else "string"
    return f'<key id="{on}_{name}" for="{on}" attr.name="{name}" attr.type="{sort}"/>'


def _data(
    on: str, values: "tuple[tuple[str, str | int], ...] | tuple[tuple[str, str], ...]"
) -> str:
    return "".join(
        f'<data key="{on}_{name}">{in_xml(value)}</data>' for name, value in values if value != ""
    )

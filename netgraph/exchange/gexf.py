"""A chart as GEXF 1.2: attributes by number, links with the days between which they held."""

from netgraph.exchange.chart import Chart
from netgraph.exchange.graphml import edge_names, node_names
from netgraph.exchange.marks import in_xml

__all__ = ["gexf_text"]

# What GEXF has a place of its own for.
_OWN = ("id", "label")


def gexf_text(chart: Chart) -> str:
    """The whole file as text; it holds no time of writing, so the same case gives the same file."""
    of_nodes = [name for name in node_names() if name not in _OWN]
    of_edges = [name for name in edge_names() if name not in _OWN]
    nodes = [
        f'<node id="{in_xml(each.id)}" label="{in_xml(each.label)}">'
        + _values(
            of_nodes, dict((("kind", each.kind), ("findings", each.findings), *each.particulars))
        )
        + "</node>"
        for each in chart.things
    ]
    edges = [
        f'<edge id="{in_xml(each.id)}" source="{in_xml(each.from_id)}" '
        f'target="{in_xml(each.to_id)}" type="directed" label="{in_xml(each.kind)}">'
        + _values(of_edges, dict(each.attributes))
        + "</edge>"
        for each in chart.links
    ]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f"<!-- {in_xml(chart.marking)}, as at {chart.as_of} -->",
            '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">',
            f"<meta><creator>netgraph</creator><description>{in_xml(chart.marking)}, as at "
            f"{chart.as_of}</description></meta>",
            '<graph defaultedgetype="directed" mode="static">',
            _declared("node", of_nodes),
            _declared("edge", of_edges),
            "<nodes>",
            *nodes,
            "</nodes>",
            "<edges>",
            *edges,
            "</edges>",
            "</graph>",
            "</gexf>",
            "",
        ]
    )


def _declared(on: str, names: list[str]) -> str:
    attributes = "".join(
        f'<attribute id="{place}" title="{name}" type="{"integer" if name == "count" else "string"}"/>'
        for place, name in enumerate(names)
    )
    return f'<attributes class="{on}" mode="static">{attributes}</attributes>'


def _values(names: list[str], values: dict[str, str | int] | dict[str, str]) -> str:
    filled = "".join(
        f'<attvalue for="{names.index(name)}" value="{in_xml(value)}"/>'
        for name, value in values.items()
        if name in names and value != ""
    )
    return f"<attvalues>{filled}</attvalues>" if filled else ""

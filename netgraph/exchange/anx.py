"""A chart for i2 Analyst's Notebook: entities with their attributes, links with date and strength."""

import math
from collections.abc import Iterable
from datetime import datetime

from netgraph.exchange.chart import Chart, ChartLink, Thing
from netgraph.exchange.graphml import node_names
from netgraph.exchange.marks import in_xml
from netgraph.vocabulary import ENTITY_KINDS

__all__ = ["anx_text"]

# Between two things that stand beside each other, in the chart's own units.
_APART = 200

_STRENGTHS = (("Confirmed", "DotStyleSolid"), ("Unconfirmed", "DotStyleDashed"))
_ATTRIBUTES = tuple(name for name in node_names() if name not in ("label", "kind"))


def anx_text(chart: Chart) -> str:
    """A chart as the text of an ANX file."""
    kinds = {kind.name: kind.label for kind in ENTITY_KINDS}
    types = sorted({link.kind for link in chart.links})
    places = {each.id: place for place, each in enumerate(chart.things)}
    across = max(math.isqrt(len(chart.things)), 1)
    used = [name for name in _ATTRIBUTES if any(dict(_of(each)).get(name) for each in chart.things)]
    things = [_thing(each, place, across, kinds, used) for place, each in enumerate(chart.things)]
    links = [_link(each, place, places, types) for place, each in enumerate(chart.links)]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f"<!-- {in_xml(chart.marking)}, as at {chart.as_of} -->",
            '<Chart IdReferenceLinking="true" Rigorous="true">',
            _collection(
                "Strength", (f'Id="S{n}" Name="{n}" DotStyle="{d}"' for n, d in _STRENGTHS)
            ),
            _collection(
                "LinkType",
                (f'Id="LT{place}" Name="{in_xml(n)}" Colour="0"' for place, n in enumerate(types)),
            ),
            _collection(
                "EntityType",
                (
                    f'Id="ET{place}" Name="{in_xml(label)}" '
                    f'PreferredRepresentation="RepresentAsIcon" IconFile="{name}" Colour="0"'
                    for place, (name, label) in enumerate(kinds.items())
                ),
            ),
            _collection(
                "AttributeClass",
                (f'Id="AC{place}" Name="{n}" Type="AttText"' for place, n in enumerate(used)),
            ),
            "<ChartItemCollection>",
            *things,
            *links,
            "</ChartItemCollection>",
            "</Chart>",
            "",
        ]
    )


def _collection(name: str, items: Iterable[str]) -> str:
    listed = "".join(f"<{name} {item}/>" for item in items)
    return f"<{name}Collection>{listed}</{name}Collection>" if listed else ""


def _of(each: Thing) -> tuple[tuple[str, str], ...]:
    return (("findings", each.findings), *each.particulars)


def _thing(each: Thing, place: int, across: int, kinds: dict[str, str], used: list[str]) -> str:
    x, y = place % across * _APART, place // across * _APART
    attributes = "".join(
        f'<Attribute AttributeClass="{name}" Value="{in_xml(value)}" '
        f'AttributeClassReference="AC{used.index(name)}"/>'
        for name, value in _of(each)
        if value
    )
    listed = f"<AttributeCollection>{attributes}</AttributeCollection>" if attributes else ""
    return (
        f'<ChartItem Id="E{place}" Label="{in_xml(each.label)}" XPosition="{x}">{listed}'
        f'<End X="{x}" Y="{y}" Z="0"><Entity Identity="{in_xml(each.id)}" LabelIsIdentity="false">'
        f'<Icon><IconStyle Type="{in_xml(kinds[each.kind])}" '
        f'EntityTypeReference="ET{list(kinds).index(each.kind)}"/></Icon></Entity></End></ChartItem>'
    )


def _link(each: ChartLink, place: int, places: dict[str, int], types: list[str]) -> str:
    strength = "Confirmed" if each.dependable else "Unconfirmed"
    source = f"{each.report} {each.grade}".strip()
    arrow = "ArrowOnHead" if each.evidence_class == "conduct" else "ArrowNone"
    words = each.detail or each.kind
    if each.count:
        words = f"{words} ({each.count})"
    return (
        f'<ChartItem Id="L{place}" Label="{in_xml(words)}"{_dated(each.start)} '
        f'SourceReference="{in_xml(source)}">'
        f'<Link End1Reference="E{places[each.from_id]}" End2Reference="E{places[each.to_id]}">'
        f'<LinkStyle ArrowStyle="{arrow}" LineWidth="1" Type="{in_xml(each.kind)}" '
        f'LinkTypeReference="LT{types.index(each.kind)}" Strength="{strength}" '
        f'StrengthReference="S{strength}"/></Link></ChartItem>'
    )


def _dated(start: str) -> str:
    """The attributes of a dated item: the day, and the time where there is one; nothing if none."""
    try:
        moment = datetime.fromisoformat(start)
    except ValueError:
        return ""
    timed = ' TimeSet="true"' if len(start) > len("2025-01-01") else ""
    return f' DateSet="true"{timed} DateTime="{moment:%Y-%m-%dT%H:%M:%S}.000"'

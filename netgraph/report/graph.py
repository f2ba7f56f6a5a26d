"""The graph of a report: pyvis holds nodes, edges and options; nothing of its page is used.

Here: how a thing and a line look. A line joins two things whatever the number of links between
them; solid, dashed or dotted says on how many independent sources it rests.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from netgraph.report.layout import groups
from netgraph.report.naming import Names, reference
from netgraph.vocabulary import CLAIMS, ENTITY_KINDS, LINK_KINDS, EvidenceClass

if TYPE_CHECKING:
    from pyvis.network import Network

    from netgraph.report.build import Report
    from netgraph.report.facts import LinkFact

__all__ = ["CLASSES", "LINES", "Line", "draw", "lines"]

# Of several classes between two things the first of these gives the line its look.
CLASSES = (EvidenceClass.CONDUCT, EvidenceClass.ASSOCIATION, EvidenceClass.CONTEXT)
# Above so many things in view, groups are drawn as one mark each until they are opened.
# SOURCE: [design-speed].
FOLD_ABOVE = 1500
# How a class of link is drawn: colour and width, so that neither has to be told by colour alone.
_LOOKS = {
    EvidenceClass.CONDUCT: ("#a3333d", 3),
    EvidenceClass.ASSOCIATION: ("#4d6b86", 1.5),
    EvidenceClass.CONTEXT: ("#a2aaa6", 1),
}
# Two or more independent sources, one, or none that is graded better than D. SOURCE: [domain-6].
LINES: tuple[tuple[str, bool | list[int]], ...] = (
    ("solid", False),
    ("dashed", [9, 6]),
    ("dotted", [2, 5]),
)
# Independent sources from which a line is solid. SOURCE: [domain-6].
SOLID_SOURCES = 2
# The look of most lines, said once in the options rather than with each line.
_USUAL = (EvidenceClass.ASSOCIATION.value, 1)
# How hard a link pulls two things together; conduct most.
_PULL = {EvidenceClass.CONDUCT: 3.0, EvidenceClass.ASSOCIATION: 1.0, EvidenceClass.CONTEXT: 1.0}
# Characters of a name in the graph; the whole one is a click away.
_LABEL = 28
_SIZES = {"person": 15, "address": 14}
# A box holds its label inside.
_BOXED: tuple[dict[str, Any], ...] = ({}, {"font": {"color": "#ffffff", "size": 14}})
_CLAIM_LABELS = {claim.name: claim.label for claim in CLAIMS}
_CLAIM_PLACES = {claim.name: place for place, claim in enumerate(CLAIMS)}
_UNDIRECTED = frozenset(kind.name for kind in LINK_KINDS if not kind.directed)


@dataclass(frozen=True, slots=True)
class Line:
    """What joins two things: for each class of link, strongest first, its line and arrows."""

    first: str
    second: str
    looks: tuple[tuple[str, int, str], ...]
    pull: float


def lines(links: "Iterable[LinkFact]") -> tuple[Line, ...]:
    """One line for each two things that are linked, in the order of their ids."""
    pairs: dict[tuple[str, str], list[LinkFact]] = {}
    for link in links:
        first, second = sorted((link.from_id, link.to_id))
        if first != second:
            pairs.setdefault((first, second), []).append(link)
    return tuple(_line(pair, pairs[pair]) for pair in sorted(pairs))


def _line(pair: tuple[str, str], links: "list[LinkFact]") -> Line:
    looks = []
    for each in CLASSES:
        of_class = [link for link in links if link.evidence_class == each.value]
        if of_class:
            looks.append((each.value, _line_of(of_class), _arrows(pair, of_class)))
    strongest = EvidenceClass(looks[0][0])
    return Line(*pair, tuple(looks), _PULL[strongest])


def _line_of(links: "list[LinkFact]") -> int:
    """Place in LINES: how many independent sources tell of it."""
    origins = {link.origin for link in links if link.usable and link.information in "ABC"}
    return 0 if len(origins) >= SOLID_SOURCES else 1 if origins else 2


def _arrows(pair: tuple[str, str], links: "list[LinkFact]") -> str:
    """Which ends carry an arrow; conduct alone says who did something to whom."""
    if links[0].evidence_class != EvidenceClass.CONDUCT.value:
        return ""
    directed = [link for link in links if link.kind not in _UNDIRECTED]
    ends = {"to" if link.from_id == pair[0] else "from" for link in directed}
    return ", ".join(sorted(ends))


def draw(report: "Report") -> "Network":
    """The network of a report, positions and looks set; each node's id is its place on the page."""
    from pyvis.network import Network

    network = Network(directed=True)
    network.options = _options(len(report.facts.links))
    laid = report.layout
    network.options["room"] = laid.room
    if len(report.picture.ids) > FOLD_ABOVE:
        ties = {(line.first, line.second): line.pull for line in report.lines}
        network.options["folds"] = groups(report.picture.ids, ties)
        network.options["foldAbove"] = FOLD_ABOVE
    claims = _claims(report)
    for each in report.picture.ids:
        if each in report.facts.things:
            node = _node(report, report.names, each, laid.at[each], claims.get(each, ()))
            network.add_node(**node)
    places = report.names.places
    for number, line in enumerate(report.lines):
        network.add_edge(places[line.first], places[line.second], id=number, **_edge(line))
    for edge in network.edges:  # pyvis gives an arrow to every edge that does not say otherwise
        if not edge["arrows"]:
            del edge["arrows"]
    return network


def _claims(report: "Report") -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for finding in report.leads.findings:
        found[finding.subject] = (*found.get(finding.subject, ()), finding.claim)
    return found


def _node(
    report: "Report", names: Names, each: str, at: tuple[int, int], claims: tuple[str, ...]
) -> dict[str, Any]:
    thing = report.facts.things[each]
    kind = next(kind for kind in ENTITY_KINDS if kind.name == thing.kind)
    named = reference(names, each)
    words = [_short(named.label), *(_CLAIM_LABELS[claim] for claim in claims)]
    node: dict[str, Any] = {
        "n_id": names.places[each],
        "label": "\n".join(words),
        "shape": kind.shape,
        "group": kind.name,
        "size": _SIZES.get(kind.name, 11) + (7 if claims else 0),
        "x": at[0],
        "y": at[1],
    }
    if claims:
        node["rings"] = [_CLAIM_PLACES[claim] for claim in claims]
    return node


def _short(label: str) -> str:
    one_line = " ".join(label.split()) or "unnamed"
    return one_line if len(one_line) <= _LABEL else one_line[: _LABEL - 1] + "…"


def _edge(line: Line) -> dict[str, Any]:
    evidence_class, dashes, arrows = line.looks[0]
    colour, width = _LOOKS[EvidenceClass(evidence_class)]
    edge: dict[str, Any] = {
        "arrows": arrows,
        "looks": [
            [[each.value for each in CLASSES].index(name), dashes, arrows]
            for name, dashes, arrows in line.looks
        ],
    }
    if (evidence_class, dashes) != _USUAL:
        edge |= {"width": width, "dashes": LINES[dashes][1], "color": colour}
    return edge


def _options(links: int) -> dict[str, Any]:
    return {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": True,
            "hideEdgesOnDrag": links > 2000,
            "tooltipDelay": 150,
            "zoomSpeed": 0.6,
        },
        "nodes": {
            "borderWidth": 1.5,
            "borderWidthSelected": 5,
        },
        "edges": {
            "color": _LOOKS[EvidenceClass(_USUAL[0])][0],
            "width": _LOOKS[EvidenceClass(_USUAL[0])][1],
            "dashes": LINES[_USUAL[1]][1],
            "smooth": False,
            "selectionWidth": 2,
            "hoverWidth": 1,
            "arrows": {"to": {"scaleFactor": 0.7}, "from": {"scaleFactor": 0.7}},
        },
        "groups": {
            kind.name: {"color": {"background": kind.colour, "border": "#ffffff"}}
            | _BOXED[kind.shape == "box"]
            for kind in ENTITY_KINDS
        },
        "looks": [[each.value, *_LOOKS[each]] for each in CLASSES],
        "dashes": [[name, dashes] for name, dashes in LINES],
    }

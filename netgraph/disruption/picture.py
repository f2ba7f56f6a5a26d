"""Before and after as one picture: the group, the homes and those to protect, with every tie.

An SVG that needs nothing else: three columns, once with all ties and once with those that the orders
would cut left dashed and grey; below, how many stay in contact with each further order. Ids stand at the
nodes; colour is never the only mark. The same input gives the same bytes.
"""

from collections.abc import Iterator
from html import escape

from netgraph.disruption.records import Disruption, Node

__all__ = ["picture"]

_PANEL = 430
_ROW = 26
_TOP = 124
_COLUMNS = {"group": 70, "home": 215, "protect": 360}
_HEADINGS = {"group": "the group", "home": "homes", "protect": "to protect"}
_CURVE_HEIGHT = 150
_LEGEND = (
    "Thick: conduct is recorded. Thin: contact. Dashed: gone if the orders were kept. "
    "Filled: under an order."
)
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#1b1b1b;paint-order:stroke;stroke:#fff;stroke-width:3px}"
    ".h{font-weight:600;font-size:14px}"
    ".t{stroke:#5b6470;stroke-width:1.2}.c{stroke:#1b1b1b;stroke-width:2}"
    ".x{stroke:#b8bec6;stroke-width:1;stroke-dasharray:3 4}"
    ".n{fill:#fff;stroke:#1b1b1b;stroke-width:1.5}.o{fill:#dfe7f3;stroke-width:3}"
    ".l{fill:none;stroke:#1b4f8a;stroke-width:2}.p{fill:#1b4f8a}.a{stroke:#9aa2ad}"
)


def picture(found: Disruption, marking: str = "OFFICIAL-SENSITIVE") -> str:
    """The picture as the text of an SVG file, with the marking on it."""
    rows = max([sum(node.sort == sort for node in found.nodes) for sort in _COLUMNS], default=0)
    body = _TOP + rows * _ROW + 20
    height = body + (_CURVE_HEIGHT if found.steps else 0) + 60
    orders = f"orders on {', '.join(found.people)}" if found.people else ""
    safe = f"safeguarding {', '.join(found.homes)}" if found.homes else ""
    title = f"What {' and '.join(each for each in (orders, safe) if each)} would change"
    told = (
        f"Before, {found.before.victims} likely victims are in contact with the group; after, "
        f"{found.after.victims}. On paper: if the orders were kept."
    )
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * _PANEL} {height}" '
            'role="img" aria-labelledby="t d">',
            f'<title id="t">{escape(title)}</title><desc id="d">{escape(told)}</desc>',
            f"<style>{_STYLE}</style>",
            '<rect width="100%" height="100%" fill="#fff"/>',
            f'<text x="20" y="22">{escape(marking)}</text>',
            f'<text class="h" x="20" y="44">{escape(title)}</text>',
            f'<text x="20" y="62">{_LEGEND}</text>',
            *_panel(found, 0, "Before", cut=False),
            *_panel(found, _PANEL, "After", cut=True),
            *(_curve(found, body) if found.steps else ()),
            f'<text x="20" y="{height - 14}">{escape(told)}</text>',
            "</svg>\n",
        )
    )


def _panel(found: Disruption, left: int, heading: str, *, cut: bool) -> Iterator[str]:
    places = {}
    for sort, across in _COLUMNS.items():
        nodes = [node for node in found.nodes if node.sort == sort]
        for number, node in enumerate(nodes):
            places[node.id] = (left + across, _TOP + number * _ROW)
        yield f'<text x="{left + across - 30}" y="{_TOP - 16}">{_HEADINGS[sort]}</text>'
    yield f'<text class="h" x="{left + 20}" y="{_TOP - 32}">{heading}</text>'
    for line in found.lines:
        if line.one in places and line.other in places:
            (x1, y1), (x2, y2) = places[line.one], places[line.other]
            sort = "x" if cut and line.cut else "c" if line.conduct else "t"
            bend = 26 if x1 == x2 else 0
            middle = f"Q {(x1 + x2) / 2 + bend:.0f} {(y1 + y2) / 2:.0f}"
            yield f'<path class="{sort}" fill="none" d="M {x1} {y1} {middle} {x2} {y2}"/>'
    for node in found.nodes:
        yield _node(node, *places[node.id], cut=cut)


def _node(node: Node, x: int, y: int, *, cut: bool) -> str:
    kind = "n o" if cut and node.ordered else "n"
    shapes = {
        "group": f'<circle class="{kind}" cx="{x}" cy="{y}" r="8"/>',
        "home": f'<rect class="{kind}" x="{x - 8}" y="{y - 8}" width="16" height="16"/>',
        "protect": f'<path class="{kind}" d="M {x} {y - 9} l 9 9 l -9 9 l -9 -9 z"/>',
    }
    across, anchor = (x + 14, "start") if node.sort == "protect" else (x - 14, "end")
    mark = " (order)" if cut and node.ordered and node.sort == "group" else ""
    label = f'<text x="{across}" y="{y + 4}" text-anchor="{anchor}">{escape(node.id)}</text>'
    told = f"<title>{escape(node.label)}{mark}</title>"
    return f"<g>{told}{shapes[node.sort]}{label}</g>"


def _curve(found: Disruption, top: int) -> Iterator[str]:
    """Likely victims still in contact, with none, one, two … of the orders."""
    numbers = [found.before.victims, *(step.reach.victims for step in found.steps)]
    people = ["none", *(f"+ {step.person}" for step in found.steps)]
    highest = max(*numbers, 1)
    base, wide = top + _CURVE_HEIGHT, 2 * _PANEL - 120
    points = [
        (60 + at * wide // max(1, len(numbers) - 1), base - round(each * 100 / highest))
        for at, each in enumerate(numbers)
    ]
    yield f'<text class="h" x="20" y="{top + 24}">Likely victims in contact, order by order</text>'
    yield f'<line class="a" x1="60" y1="{base}" x2="{60 + wide}" y2="{base}"/>'
    yield f'<polyline class="l" points="{" ".join(f"{x},{y}" for x, y in points)}"/>'
    for (x, y), number, person in zip(points, numbers, people, strict=True):
        yield f'<circle class="p" cx="{x}" cy="{y}" r="4"/>'
        yield f'<text x="{x}" y="{y - 9}" text-anchor="middle">{number}</text>'
        yield f'<text x="{x}" y="{base + 18}" text-anchor="middle">{escape(person)}</text>'

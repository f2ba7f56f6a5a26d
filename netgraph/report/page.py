"""The page itself: our own template and script, the drawing library, and the policy that bars all else.

Text reaches the page in two ways only: through Jinja with autoescape, or as JSON that cannot close
its element. The policy lets no script run but the two whose digests it holds, and nothing load.
"""

import base64
import hashlib
import json
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netgraph.errors import OutputError
from netgraph.neo4j_browser import links
from netgraph.report import audiences, graph, payload, wording
from netgraph.vocabulary import ENTITY_KINDS

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from netgraph.report.build import Report
    from netgraph.report.content import Reference

__all__ = ["css_text", "json_text", "page_html", "plain_page"]

_HERE = Path(__file__).parent
# Parts of our own script and style, in the order in which they follow each other.
_SCRIPTS = (
    "data.js",
    "pages.js",
    "filter.js",
    "drawer.js",
    "tables.js",
    "fold.js",
    "network.js",
    "search.js",
    "explore.js",
    "time.js",
    "map.js",
    "timeline.js",
    "export.js",
    "expiry.js",
    "start.js",
)
_STYLES = ("page.css", "cards.css", "network.css", "map.css", "print.css")
_VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
# What JSON may hold and HTML or old JavaScript would read as something else.
_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


def page_html(report: "Report", browser_address: str = "") -> str:
    """The whole file as text; with links to Neo4j Browser, if it is said where that is."""
    network = graph.draw(report)
    scripts = (_drawing_library(), _own_script())
    environment = _environment()
    environment.globals.update(
        content=report.content,
        policy=_policy(scripts),
        library=_safe(scripts[0]),
        script=_safe(scripts[1]),
        style=_safe("\n".join(_asset(name) for name in _STYLES)),
        things=_safe(json_text(payload.payload(report))),
        kinds=ENTITY_KINDS,
        classes=graph.CLASSES,
        sections=audiences.SECTIONS,
        amount=wording.amount,
        browser_link=partial(_browser_link, browser_address),
        json_text=lambda value: _safe(json_text(value)),
    )
    network.templateEnv = environment
    network.path = "page.html.j2"
    html: str = network.generate_html("report.html")
    return html


def _browser_link(browser_address: str, thing: "Reference") -> str:
    """Where Neo4j Browser opens with a question about that thing; empty if there is no such link."""
    asked = links.around(thing.kind, thing.id) if browser_address and thing.id else ""
    return links.browser_link(browser_address, asked) if asked else ""


def plain_page(
    template: str, styles: Iterable[str], scripts: Iterable[str], values: dict[str, Any]
) -> str:
    """A page of the same family without a graph: its template, style sheets, scripts and values."""
    body = "\n".join(_asset(name) for name in scripts)
    script = _script(f"(() => {{\n'use strict';\n{body}\n}})();")
    environment = _environment()
    environment.globals.update(
        values,
        policy=_policy((script,)),
        script=_safe(script),
        style=_safe("\n".join(_asset(name) for name in styles)),
        kinds=ENTITY_KINDS,
        amount=wording.amount,
    )
    return environment.get_template(template).render()


def json_text(value: Any) -> str:
    r"""JSON that is inert inside a script element: no character of it means anything to HTML.

    Example:
        >>> print(json_text({"name": "</script>"}))
        {"name":"\u003c/script\u003e"}
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escaped in _ESCAPES.items():
        text = text.replace(character, escaped)
    return text


def css_text(text: str) -> str:
    r"""Text that is inert inside a string of a style sheet: only letters and digits stand as they are.

    Example:
        >>> print(css_text('7 "a'))
        7\000020\000022a
    """
    return "".join(
        each if each.isascii() and each.isalnum() else f"\\{ord(each):06x}" for each in text
    )


def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["from_json"] = json.loads
    environment.filters["day_text"] = wording.day_text
    environment.filters["css_text"] = lambda text: _safe(css_text(text))
    return environment


def _safe(text: str) -> "Markup":
    """Text of our own, or JSON from ``json_text``, which goes onto the page as it is."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704  # never called with text from a case


def _policy(scripts: Iterable[str]) -> str:
    digests = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {digests}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return (_HERE / "assets" / name).read_text(encoding="utf-8")


@cache
def _own_script() -> str:
    body = "\n".join(_asset(name) for name in _SCRIPTS)
    return _script(f"(() => {{\n'use strict';\n{body}\n}})();")


@cache
def _drawing_library() -> str:
    """vis-network as the installed pyvis brings it.

    Raises:
        OutputError: This pyvis does not hold it where it should be.
    """
    import pyvis

    path = Path(pyvis.__file__).parent / _VIS
    try:
        return _script(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise OutputError(
            "the installed pyvis holds no vis-network 9.1.2",
            hint="Install the pinned versions: pip install -c constraints.txt pyvis",
        ) from error


def _script(text: str) -> str:
    """A script fit to stand inside its element, with the line ends that a browser will hash."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    for closing in ("</script", "<!--"):
        text = text.replace(closing, closing.replace("<", "\\x3c"))
    return text

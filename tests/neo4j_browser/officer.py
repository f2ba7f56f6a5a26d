"""An officer at a real Neo4j Browser in Chromium: logs in, asks, opens the guide, looks.

The folder cypher/ is handed out at the address that the guide names, as docker-compose.yml does;
every request to another host than this machine is refused, and remembered.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, sync_playwright

from netgraph.neo4j_browser.guide import GUIDE_HOST
from tests.browser import FLAGS, chromium_path
from tests.neo4j_server import Server

CYPHER = Path(__file__).parents[2] / "cypher"

# How long an answer may take on a busy machine, in milliseconds.
PATIENCE = 60_000

_DRAWN = "() => [...document.querySelectorAll('{}')].map(each => each.{})"


class Officer:
    """What an officer does, and what is then to be seen in the newest answer."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self._server = server
        self.refused: set[str] = set()
        page.set_default_timeout(PATIENCE)
        page.route("**/*", self._route)

    def _route(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if f"{address.scheme}://{address.netloc}" == GUIDE_HOST:
            route.fulfill(
                path=CYPHER / address.path.lstrip("/"),
                headers={"Access-Control-Allow-Origin": "*"},
            )
        elif address.hostname in {"127.0.0.1", None} or address.scheme in {"data", "blob"}:
            route.continue_()
        else:
            self.refused.add(str(address.hostname))
            route.abort()

    def open(self, address: str) -> None:
        """Open Browser at an address and log in there."""
        self.page.goto(address)
        self.page.fill("input[data-testid=username]", self._server.user)
        self.page.fill("input[data-testid=password]", self._server.password)
        self.page.click("button[data-testid=connect]")
        self.page.wait_for_selector("text=You are connected as user")

    def editor(self) -> str:
        """What stands in the editor."""
        lines = self.page.eval_on_selector_all(
            ".monaco-editor .view-line", "lines => lines.map(line => line.textContent)"
        )
        return " ".join(lines).replace("\xa0", " ")

    def run(self) -> None:
        """Press the blue arrow, and wait for the newest answer."""
        asked = self.editor().strip()
        before = self.page.locator("[data-testid=frameCommand]").first.text_content()
        self.page.click("[data-testid=editor-Run]")
        self.page.wait_for_function(
            "before => document.querySelector('[data-testid=frameCommand]')?.textContent !== before",
            arg=before,
        )
        if not asked.startswith(":"):
            frame = self.page.locator("[data-testid=frame]").first
            frame.locator("[data-testid=frame-loaded-contents]").wait_for()
            frame.locator("text=/Displaying|Started streaming/").first.wait_for()

    def say(self, command: str) -> None:
        """Write a command into the editor and run it."""
        self.page.locator(".monaco-editor").first.click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(command)
        self.run()

    @property
    def newest(self) -> str:
        """The text of the newest answer."""
        return self.page.locator("[data-testid=frame]").first.inner_text()

    def wait_for_picture(self) -> None:
        """Wait until the newest answer has drawn its nodes."""
        frame = self.page.locator("[data-testid=frame]").first
        frame.locator("g.node circle").first.wait_for()

    def colours(self) -> dict[str, str]:
        """Colour of each drawn node by its caption, in the newest picture."""
        frame = self.page.locator("[data-testid=frame]").first
        nodes = frame.locator("g.node").evaluate_all(
            "nodes => nodes.map(node => [[...node.querySelectorAll('text')].map("
            "text => text.textContent.trim()).join(' ').trim(),"
            "[...node.querySelectorAll('circle')].map(c => c.getAttribute('fill')).find("
            "fill => fill && fill.startsWith('#'))])"
        )
        return {re.sub(r"\s+", " ", caption): fill for caption, fill in nodes}

    def lines(self) -> set[str]:
        """Captions of the drawn lines, in the newest picture."""
        frame = self.page.locator("[data-testid=frame]").first
        found = frame.locator("g.relationship text").all_text_contents()
        return {text.strip() for text in found if text.strip()}


@contextmanager
def officer_at(server: Server) -> Iterator[Officer]:
    """An officer in front of a browser that has never been used."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(FLAGS))
        try:
            page = browser.new_context(viewport={"width": 1500, "height": 1000}).new_page()
            yield Officer(page, server)
        finally:
            browser.close()

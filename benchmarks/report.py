"""How quickly a report is written, opened and moved, beside pyvis's own page of the same graph.

For each size an invented case is made and imported into memory, its report is written and opened in
Chromium with the network off: the time to write it, its size, the time from going to the page to
the first picture (median of some openings, of what the leads rest on and of everything), and how
many frames a second are drawn while the picture is dragged. Then pyvis writes its default page
(``cdn_resources="in_line"``) of the same people and links, and the same is measured; one that shows
nothing within the patience given is said to have shown nothing.

    python benchmarks/report.py [--sizes 500 2000 10000] [--patience SECONDS] [--results FILE]

Seconds are of the wall, so the load of the machine stands beside them, and what does not depend on
it: the seconds of processor that writing took, and those that the page's own thread was busy for
until the first picture.
"""

import argparse
import csv
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from netgraph.actions import ReportOptions
from netgraph.report import write_copy
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, import_files

AS_OF = date(2025, 6, 1)
SEED = 8
LINKS_FOR_EACH = 3
GROUP = 40
OPENINGS = 3
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")

# Notes when any canvas first holds something: looked at in every frame, on a small copy.
FIRST_PICTURE = """
(() => {
  const look = () => {
    for (const canvas of document.querySelectorAll('canvas')) {
      if (!canvas.width || !canvas.clientWidth) continue;
      const small = Object.assign(document.createElement('canvas'), { width: 96, height: 96 });
      const context = small.getContext('2d');
      context.drawImage(canvas, 0, 0, 96, 96);
      if (context.getImageData(0, 0, 96, 96).data.some((value, at) => at % 4 === 3 && value)) {
        window.firstPicture = performance.now();
        return;
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})();
"""
COUNT_FRAMES = """
() => { window.frames_drawn = 0; window.frames_from = performance.now();
  const count = () => { window.frames_drawn += 1; requestAnimationFrame(count); }; requestAnimationFrame(count); }
"""


def case_of(people: int) -> tuple[dict[str, list[list[Any]]], list[tuple[str, str]]]:
    """An invented case of so many people in groups, and who is linked to whom."""
    chance = random.Random(SEED)
    ids = [f"p{number:05d}" for number in range(people)]
    linked: dict[tuple[str, str], None] = {}
    while len(linked) < people * LINKS_FOR_EACH:
        start = chance.randrange(0, people, GROUP)
        one = chance.choice(ids[start : start + GROUP])
        other = chance.choice(ids[start : start + GROUP] if chance.random() < 0.93 else ids)
        if one != other:
            linked.setdefault((min(one, other), max(one, other)))
    pairs = list(linked)
    born = {each: 1980 + chance.randrange(30) for each in ids}
    reports = [[f"r{n:05d}", f"2025-0{1 + n % 5}-1{n % 9}", "2BP"] for n in range(people)]
    kinds = ["associates_with"] * 9 + ["directs"]
    links = [
        [f"l{n:06d}", chance.choice(kinds), *pair, f"2025-0{1 + n % 5}-1{n % 9}",
         f"r{chance.randrange(people):05d}"]
        for n, pair in enumerate(pairs)
    ]  # fmt: skip
    tables = {
        "people": [["id", "surname", "forenames", "date_of_birth"]]
        + [[each, f"Example{n}", "Sam", f"{born[each]}-02-03"] for n, each in enumerate(ids)],
        "reports": [["id", "date", "grade"], *reports],
        "links": [["id", "kind", "from", "to", "start", "report"], *links],
    }
    return tables, pairs


def written(folder: Path, people: int) -> tuple[Path, tuple[float, float], list[tuple[str, str]]]:
    """The report of such a case, and how long writing it took, findings included."""
    tables, pairs = case_of(people)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    store = open_store(":memory:")
    import_files(store, [folder], ImportOptions(AS_OF, "2025-06-01T09:00:00Z", "benchmark"))
    path, begun = folder / "report.html", (time.perf_counter(), time.process_time())
    write_copy(store.tables(), path, AS_OF, ReportOptions(things=people))
    seconds = (time.perf_counter() - begun[0], time.process_time() - begun[1])
    store.close()
    return path, seconds, pairs


def pyvis_page(folder: Path, people: int, pairs: list[tuple[str, str]]) -> Path:
    """The page that pyvis writes by default of the same people and links."""
    from pyvis.network import Network

    network = Network(cdn_resources="in_line")
    network.add_nodes([f"p{number:05d}" for number in range(people)])
    network.add_edges(pairs)
    path = folder / "pyvis.html"
    path.write_text(network.generate_html(), encoding="utf-8")
    return path


def first_picture(
    browser: Any, address: str, patience: float
) -> tuple[Any, tuple[float, float] | None]:
    """A page that was opened, and after how many seconds it showed something; None if it did not.

    Beside the seconds of the wall, those for which the page's own thread was busy.
    """
    # The page's policy forbids the question whether it is ready; nothing else is let through.
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, offline=True, bypass_csp=True
    )
    page = context.new_page()
    page.add_init_script(FIRST_PICTURE)
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    try:
        page.goto(address, wait_until="commit", timeout=patience * 1000)
        page.wait_for_function("window.firstPicture", timeout=patience * 1000)
        told = session.send("Performance.getMetrics")["metrics"]
        busy = next(each["value"] for each in told if each["name"] == "TaskDuration")
        return page, (page.evaluate("window.firstPicture") / 1000, busy)
    except Exception as error:
        if "Timeout" not in type(error).__name__:
            raise
        return page, None


def frames_while_dragged(page: Any) -> float:
    """Frames a second while the picture is pulled to and fro."""
    box = page.query_selector("canvas").bounding_box()
    x, y = box["x"] + box["width"] * 0.06, box["y"] + min(box["height"], 500) * 0.9
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(COUNT_FRAMES)
    for step in range(60):
        page.mouse.move(x + 3 * (step % 30), y - 2 * (step % 20))
    page.mouse.up()
    return float(
        page.evaluate("1000 * window.frames_drawn / (performance.now() - window.frames_from)")
    )


def opened(browser: Any, address: str, patience: float, times: int) -> tuple[float | None, ...]:
    """Median seconds to the first picture, of wall and of thread, and frames a second after it."""
    seconds, busy, frames = [], [], []
    for _ in range(times):
        page, first = first_picture(browser, address, patience)
        if first is not None:
            seconds.append(first[0])
            busy.append(first[1])
            frames.append(frames_while_dragged(page))
        page.context.close()
        if first is None:
            return None, None, None
    return statistics.median(seconds), statistics.median(busy), statistics.median(frames)


def measured(browser: Any, people: int, patience: float) -> Iterator[dict[str, Any]]:
    """One line for each page of a case of that size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, seconds, pairs = written(folder, people)
        size = path.stat().st_size / 1e6
        for what, part in (("leads", "#network?scope=core"), ("everything", "#network?scope=all")):
            found = opened(browser, path.as_uri() + part, patience, OPENINGS)
            yield line(people, len(pairs), f"netgraph, {what}", *seconds, size, *found)
        begun = (time.perf_counter(), time.process_time())
        plain = pyvis_page(folder, people, pairs)
        seconds = (time.perf_counter() - begun[0], time.process_time() - begun[1])
        size = plain.stat().st_size / 1e6
        found = opened(browser, plain.as_uri(), patience, 1)
        yield line(people, len(pairs), "pyvis default", *seconds, size, *found)


def line(people: int, links: int, what: str, *figures: float | None) -> dict[str, Any]:
    """One line of the results."""
    names = ("written_s", "written_cpu_s", "file_mb", "first_picture_s", "page_busy_s", "fps")
    shown = {
        name: "none" if value is None else f"{value:.2f}"
        for name, value in zip(names, figures, strict=True)
    }
    load = f"{os.getloadavg()[0]:.1f}"
    return {"people": people, "links": links, "page": what, **shown, "load": load}


def main() -> None:
    """Measure, print and keep."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[500, 2000, 10000])
    parser.add_argument("--patience", type=float, default=240)
    parser.add_argument("--results", type=Path, default=Path("benchmarks/results/report.csv"))
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args()
    lines = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium, args=list(FLAGS))
        for people in given.sizes:
            for each in measured(browser, people, given.patience):
                print(" ".join(f"{name}={value}" for name, value in each.items()), flush=True)
                lines.append(each)
        browser.close()
    with given.results.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(lines)


if __name__ == "__main__":
    main()

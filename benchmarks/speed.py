"""Time and peak memory of each step as a whole process, beside the plain ways of doing the same.

    python benchmarks/speed.py [--people 3000 100000 1000000] [--runs 3]

For each size an invented case is written once; then, in turns, each step runs as a process of its
own: import, find, propose, and beside them two plain ways of going from the same files to the same
kind of answer: NetworkX with loops, and the floor, DuckDB reading the files and answering twenty
questions with nothing kept, checked or explained. Medians are printed, with the ratio to NetworkX,
and written to benchmarks/results/speed.csv. Exits 1 where a bar of the design is missed.
"""

import argparse
import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
AS_OF = "2025-03-01"

# Seconds and GiB for import + find + propose together, by number of people. SOURCE: [design-speed]
BARS = {3_000: (5.0, 24.0), 100_000: (20.0, 2.0), 1_000_000: (90.0, 6.0)}

PLAIN_NETWORKX = """
import csv, sys, collections
import networkx as nx
folder = sys.argv[1]
graph = nx.MultiDiGraph()
for name in ("people", "addresses", "phones", "events"):
    with open(f"{folder}/{name}.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            graph.add_node(row["id"], kind=name)
with open(f"{folder}/links.csv", encoding="utf-8") as file:
    for row in csv.DictReader(file):
        graph.add_edge(row["from"], row["to"], key=row["id"], kind=row["kind"], start=row["start"])
conduct = {"directs", "recruited", "supplies", "threatens", "controls", "accuses", "pays"}
suspects = collections.Counter()
visitors = collections.defaultdict(set)
towards = collections.Counter()
for start, end, kind in graph.edges(data="kind"):
    if kind in conduct or kind.endswith("_in"):
        suspects[start] += 1
        towards[end] += 1
    if kind == "visits":
        visitors[end].add(start)
homes = {home: sum(suspects[who] > 0 for who in found) for home, found in visitors.items()}
for ranking in (suspects, homes, towards):
    print(sorted(ranking.items(), key=lambda item: (-item[1], item[0]))[:50])
"""

FLOOR = """
import duckdb, sys
folder = sys.argv[1]
con = duckdb.connect()
con.execute("SET threads = 2")
con.execute(f"CREATE TABLE links AS SELECT * FROM read_csv('{folder}/links.csv', all_varchar = true)")
kinds = ("visits", "directs", "recruited", "supplies", "pays", "threatens", "controls", "accuses",
         "lives_at", "contacted")
for kind in kinds:
    for end in ("from", "to"):
        con.execute(f'SELECT "{end}", count(DISTINCT report), max(start) FROM links '
                    f"WHERE kind = '{kind}' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 50").fetchall()
"""


@dataclass(frozen=True)
class Run:
    """One finished process: seconds on the clock and peak memory in GiB."""

    seconds: float
    gibibytes: float


def run(command: list[str], allowed: tuple[int, ...] = (0,)) -> Run:
    """Run a process to its end and measure it by the operating system's own account."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    code = os.waitstatus_to_exitcode(status)
    errors = process.stderr.read().decode() if process.stderr else ""
    if code not in allowed:
        sys.exit(f"{' '.join(command[:6])} … ended with {code}: {errors[-2000:]}")
    return Run(seconds, used.ru_maxrss / 1024**2)


def netgraph(store: Path, *arguments: str) -> list[str]:
    """The command line of one netgraph step."""
    return [sys.executable, "-m", "netgraph", "--store", str(store), *arguments]


def measure(case: Path, runs: int) -> dict[str, Run]:
    """Medians of every step on one case, the ways in turn within each round."""
    taken: dict[str, list[Run]] = {}
    for _ in range(runs):
        with tempfile.TemporaryDirectory(dir=case.parent) as folder:
            store = Path(folder) / "case.duckdb"
            steps = {
                "import": (netgraph(store, "import", str(case)), (0, 3)),
                "find": (netgraph(store, "find", "--json", "--as-of", AS_OF), (0,)),
                "propose": (netgraph(store, "propose", "--json", "--as-of", AS_OF), (0,)),
                "plain NetworkX": ([sys.executable, "-c", PLAIN_NETWORKX, str(case)], (0,)),
                "floor": ([sys.executable, "-c", FLOOR, str(case)], (0,)),
            }
            for name, (command, allowed) in steps.items():
                taken.setdefault(name, []).append(run(command, allowed))
    return {
        name: Run(
            statistics.median(each.seconds for each in all_runs),
            statistics.median(each.gibibytes for each in all_runs),
        )
        for name, all_runs in taken.items()
    }


def rows_in(path: Path) -> int:
    """Data rows of a CSV file whose fields hold no line ends."""
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="*", default=[3_000, 100_000, 1_000_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument(
        "--folder", type=Path, help="where the cases are written (a passing folder)"
    )
    arguments = parser.parse_args()
    missed: list[str] = []
    lines = [("people", "links", "step", "seconds", "gibibytes", "ratio_to_plain_networkx")]
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        for people in arguments.people:
            case = Path(folder) / f"case-{people}"
            simulate = ["simulate", str(case), "--seed", "1", "--people", str(people)]
            made = run([sys.executable, "-m", "netgraph", *simulate])
            links = rows_in(case / "links.csv")
            print(f"\n{people:,} people, {links:,} links (written in {made.seconds:.1f} s)")
            steps = measure(case, arguments.runs if people < 1_000_000 else 1)
            plain = steps["plain NetworkX"]
            ours = [steps[name] for name in ("import", "find", "propose")]
            steps["import + find + propose"] = Run(
                sum(each.seconds for each in ours), max(each.gibibytes for each in ours)
            )
            for name, each in steps.items():
                ratio = each.seconds / plain.seconds
                print(f"  {name:24} {each.seconds:8.2f} s {each.gibibytes:7.2f} GiB  ×{ratio:.2f}")
                figures = (f"{each.seconds:.2f}", f"{each.gibibytes:.2f}", f"{ratio:.2f}")
                lines.append((str(people), str(links), name, *figures))
            seconds, gibibytes = BARS.get(people, (float("inf"), float("inf")))
            whole = steps["import + find + propose"]
            if whole.seconds > seconds or whole.gibibytes > gibibytes:
                missed.append(f"{people:,} people: bar {seconds} s, {gibibytes} GiB")
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / "speed.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    if missed:
        sys.exit("Missed: " + "; ".join(missed))


if __name__ == "__main__":
    main()

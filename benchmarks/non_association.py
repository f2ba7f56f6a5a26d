"""How much of the true exposure of invented victims is left by a list, beside simpler lists.

    python benchmarks/non_association.py [--freeze] [--kind KIND] [--seed N]

Three kinds of case, three seeds, 1,500 people each. An order is thought of for each of the strongest
candidates. For each, four lists: ours; all direct associates; as many as ours, by strength of the
tie; and the subject's own ties in a minimum cut between the subject and the recorded victims.

What is measured uses what is true (truth.csv), never what is found. A **way** leads from the subject
through somebody who truly exploits to a true victim whom that person is in touch with or acts on, as
far as anything at all is recorded of it. It is left if that person is not on the list. Beside it:
how many names; how many of them are true victims, children, family or professionals, whom a list must
not name; and, at a bound of 1 to 5 names, what ours and the strongest leave.

Prints a table, writes benchmarks/results/non-association.csv, and ends with 1 when a bar is missed.
"""

import argparse
import csv
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import networkx as nx

from netgraph.network import people_network
from netgraph.orders import candidates
from netgraph.orders.non_association_group import Terms, keep_apart
from netgraph.records import Finding, Proposal
from netgraph.simulate import KINDS, CaseOptions, simulate
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, find, import_files

RESULTS = Path(__file__).parent / "results"
SEEDS = (11, 12, 13)
PEOPLE = 1500
# Candidates looked at in each case, strongest findings first.
SUBJECTS = 6
BOUNDS = (1, 2, 3, 5)
COLUMNS = (
    "kind", "seed", "list", "subjects", "names", "ways", "ways_left", "exposure_left",
    "victims_or_children_named", "family_or_helpers_named", "others_named",
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """One invented case: what is true, what is recorded, and who may not be named."""

    con: duckdb.DuckDBPyConnection
    graph: "nx.Graph[str]"
    exploiters: frozenset[str]
    victims: frozenset[str]
    children: frozenset[str]
    close: Mapping[str, frozenset[str]]


def ways(world: World, subject: str) -> dict[str, int]:
    """By true exploiter next to the subject: to how many true victims that person leads."""
    graph = world.graph
    if subject not in graph:
        return {}
    return {
        other: count
        for other in sorted(graph.neighbors(subject))
        if other in world.exploiters
        and (count := sum(v in world.victims and v != subject for v in graph.neighbors(other)))
    }


def strongest(world: World, subject: str, number: int) -> list[str]:
    """The associates with the strongest ties."""
    near = sorted(
        world.graph.neighbors(subject),
        key=lambda other: (-world.graph.edges[subject, other]["strength"], other),
    )
    return near[:number]


def minimum_cut(world: World, subject: str, targets: Iterable[str]) -> list[str]:
    """Names of a minimum cut, by strength of ties, between the subject and the recorded victims.

    Of the ties that it cuts, an order on the subject can forbid only the subject's own.
    """
    directed = nx.DiGraph()
    for one, other in sorted(tuple(sorted(edge)) for edge in world.graph.edges):
        strength = world.graph.edges[one, other]["strength"]
        directed.add_edge(one, other, capacity=strength)
        directed.add_edge(other, one, capacity=strength)
    sink = "the victims"
    for each in sorted(targets):
        if each in directed and each != subject:
            directed.add_edge(each, sink)  # without a capacity: never cut
    if sink not in directed or subject not in directed:
        return []
    _, (_, far) = nx.minimum_cut(directed, subject, sink)
    return sorted(set(directed.successors(subject)) & far)


def measure(kind: str, seed: int, folder: Path) -> list[dict[str, str]]:
    """Invent one case, ask for lists, and count what they leave."""
    options = CaseOptions(seed, PEOPLE, kind)
    simulate(folder, options)
    day = options.end
    store = open_store(":memory:")
    import_files(store, [folder], ImportOptions(today=day, now=f"{day}T09:00:00Z", by="benchmark"))
    con = store.tables()
    found = find(store, day)
    proposals = candidates.propose(con, found, day)
    world = _world(con, people_network(con, day), folder)
    subjects = [each.person for each in proposals if each.status == "candidate"][:SUBJECTS]
    recorded = {each.subject for each in found if each.claim == "likely_victim"}
    lists: dict[str, dict[str, list[str]]] = {}
    for subject in subjects:
        for name, names in _lists(world, subject, (found, proposals), recorded, day).items():
            lists.setdefault(name, {})[subject] = names
    rows = [
        {"kind": kind, "seed": str(seed), "list": name} | _counted(world, by_subject)
        for name, by_subject in lists.items()
    ]
    store.close()
    return rows


def _lists(
    world: World,
    subject: str,
    known: tuple[tuple[Finding, ...], tuple[Proposal, ...]],
    recorded: set[str],
    day: date,
) -> dict[str, list[str]]:
    def ours(most: int | None = None) -> list[str]:
        kept = keep_apart(world.con, [subject], known, day, Terms(most, most is not None))
        return [each.person for each in kept.lists[0].listed]

    every = ours()
    found = {
        "ours": every,
        "all associates": sorted(world.graph.neighbors(subject)),
        "strongest, as many": strongest(world, subject, len(every)),
        "minimum cut": minimum_cut(world, subject, recorded),
    }
    for most in BOUNDS:
        found[f"ours, at most {most}"] = ours(most)
        found[f"strongest {most}"] = strongest(world, subject, most)
    return found


def _world(con: duckdb.DuckDBPyConnection, graph: "nx.Graph[str]", folder: Path) -> World:
    with (folder / "truth.csv").open(encoding="utf-8") as file:
        truth = list(csv.DictReader(file))
    people = [row for row in truth if row["kind"] == "person"]
    close: dict[str, set[str]] = {}
    for one, other in con.execute(
        "SELECT a, b FROM kin UNION SELECT a, b FROM supports_pairs ORDER BY ALL"
    ).fetchall():
        close.setdefault(one, set()).add(other)
    children = con.execute(
        "SELECT person FROM person_facts WHERE age < 18 ORDER BY person"
    ).fetchall()
    return World(
        con=con,
        graph=graph,
        exploiters=frozenset(
            row["id"]
            for row in people
            if "exploiter" in row["claims"] and row["alpha_victim"] != "yes"
        ),
        victims=frozenset(row["id"] for row in people if row["victim"]),
        children=frozenset(row[0] for row in children),
        close={person: frozenset(others) for person, others in close.items()},
    )


def _counted(world: World, lists: Mapping[str, list[str]]) -> dict[str, str]:
    whole = left = names = victims = close = others = 0
    for subject, listed in lists.items():
        led = ways(world, subject)
        whole += sum(led.values())
        left += sum(count for other, count in led.items() if other not in listed)
        names += len(listed)
        for each in listed:
            if each in world.victims or each in world.children:
                victims += 1
            elif each in world.close.get(subject, frozenset()):
                close += 1
            elif each not in world.exploiters:
                others += 1
    return {
        "subjects": str(len(lists)),
        "names": str(names),
        "ways": str(whole),
        "ways_left": str(left),
        "exposure_left": f"{left / whole:.3f}" if whole else "",
        "victims_or_children_named": str(victims),
        "family_or_helpers_named": str(close),
        "others_named": str(others),
    }


def missed(rows: list[dict[str, str]]) -> list[str]:
    """Bars: nobody who must not be named, and over all cases less left than by as many of the strongest.

    In single cases, and at the lowest bounds, the strongest ties may leave less: they are free to name
    victims and children. What each leaves at each bound is printed, and not a bar.
    """
    found = [
        f"{row['kind']} {row['seed']}: {row['list']} names a victim, a child, family or a helper"
        for row in rows
        if row["list"].startswith("ours")
        and (int(row["victims_or_children_named"]) or int(row["family_or_helpers_named"]))
    ]
    left = {name: total for name, (_, _, total, _, _) in totals(rows).items()}
    if left.get("ours", 0) > left.get("strongest, as many", 0):
        found.append("over all cases ours leaves more than as many of the strongest ties")
    return found


def totals(rows: list[dict[str, str]]) -> dict[str, tuple[int, int, int, int, int]]:
    """By list, over all cases: names, ways, ways left, victims or children, family or helpers named."""
    columns = ("names", "ways", "ways_left", *COLUMNS[8:10])
    found: dict[str, list[int]] = {}
    for row in rows:
        sums = found.setdefault(row["list"], [0] * len(columns))
        for at, name in enumerate(columns):
            sums[at] += int(row[name])
    return {name: (sums[0], sums[1], sums[2], sums[3], sums[4]) for name, sums in found.items()}


def main() -> int:
    """Measure all cases, print, write, and say which bars are missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    parser.add_argument(
        "--freeze", action="store_true", help="Keep the results as the frozen ones."
    )
    parser.add_argument("--kind", choices=KINDS, action="append", help="Only that kind.")
    parser.add_argument("--seed", type=int, action="append", help="Only that seed.")
    options = parser.parse_args()
    rows = []
    for kind in options.kind or KINDS:
        for seed in options.seed or SEEDS:
            with tempfile.TemporaryDirectory() as folder:
                rows += measure(kind, seed, Path(folder))
    for row in [dict.fromkeys(COLUMNS, ""), *rows]:
        values = (row[name] or name if not any(row.values()) else row[name] for name in COLUMNS)
        print("  ".join(f"{value[:20]:20}" for value in values))
    print("\nOver all cases: names, ways, ways left, victims or children named, family or helpers")
    for name, sums in totals(rows).items():
        print(
            f"  {name:20} {'  '.join(f'{each:5}' for each in sums)}  {sums[2] / sums[1]:.3f} left"
        )
    bars = missed(rows)
    print(f"\nBars missed: {len(bars)}")
    for each in bars:
        print(f"  {each}")
    RESULTS.mkdir(exist_ok=True)
    names = ["non-association.csv", *(["non-association-frozen.csv"] if options.freeze else [])]
    for name in names:
        with (RESULTS / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return 1 if bars else 0


if __name__ == "__main__":
    sys.exit(main())

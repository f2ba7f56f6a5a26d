"""Published figures of public data sets, reproduced through netgraph's own import and measures.

    python benchmarks/published.py [DATA]

DATA is the folder with the data sets (default: ../shared/data beside the checkout). Each is read
through its shipped mapping into a passing store. Prints what was published beside what comes out,
and exits 1 if any of it differs.

What it takes to get the published figures:

- **Montagna**: the meetings alone, ties without strength. The share is of the 92 people of the
  largest component before anybody is removed (of all 101 it would begin with 0.871).
- **Caviar**: density is that of the 205 pairs. Clustering is triangles for each connected triple,
  130 of 3,174 = 0.04096, and the published 0.040 is that figure cut to three digits, not rounded;
  the usual transitivity is three times as much (0.123), the mean local clustering is 0.335.
- **London gang**: betweenness on ties without strength; with strength as distance, which netgraph
  never does, it would be 0.90.
- **POLE**: rows of all files; what has a place in the vocabulary is counted again in the store.
"""

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from netgraph.disruption.sequence import falling_apart
from netgraph.measures_betweenness import betweenness
from netgraph.measures_values import ties_of
from netgraph.network import build_network, people_network
from netgraph.store import open_store
from netgraph.workflow import ImportOptions, import_files

if TYPE_CHECKING:
    import duckdb

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
# After the last day of every data set.
AS_OF = date(2018, 1, 1)

# Share of the largest component that is left after each of five removals.
# SOURCE: Cavallaro et al. 2020, PLoS ONE 15(8), e0236476.
MONTAGNA_LEFT = ("0.957", "0.739", "0.717", "0.500", "0.424")
# People, arcs, pairs, density, clustering. SOURCE: Morselli 2009; Anastasiadis and Antoniou 2024.
CAVIAR = ("110", "295", "205", "0.034", "0.040")
# Ties, and how well betweenness tells ranks 1 and 2 apart. SOURCE: Grund and Densley 2012, 2015.
LONDON_GANG = ("315", "0.88")
# Nodes and relationships. SOURCE: the data set's own README.
POLE = ("61,521", "105,840")
# Nodes of each kind that the vocabulary has a place for: file, table, published count.
POLE_KINDS = (
    ("Person", "people", "369"),
    ("Phone", "phones", "328"),
    ("Vehicle", "vehicles", "1,000"),
    ("Location", "addresses", "14,904"),
    ("Crime", "events", "28,762"),
    ("PhoneCall", "links WHERE kind = 'contacted'", "534"),
)


class Line(NamedTuple):
    """One published figure and what netgraph makes of the same data."""

    data: str
    what: str
    published: str
    reproduced: str

    @property
    def equal(self) -> bool:
        """True if what comes out is what was published."""
        return self.published == self.reproduced


def main(arguments: list[str]) -> int:
    data = Path(arguments[0]) if arguments else DATA
    if not data.is_dir():
        print(f"no folder {data.name} with the data sets: give it as argument", file=sys.stderr)
        return 1
    lines = list(compare(data))
    print(f"{'data':<12} {'figure':<48} {'published':>9} {'here':>9}")
    for line in lines:
        differs = "" if line.equal else "  DIFFERS"
        print(f"{line.data:<12} {line.what:<48} {line.published:>9} {line.reproduced:>9}{differs}")
    wrong = sum(not line.equal for line in lines)
    print(f"\n{len(lines) - wrong} of {len(lines)} reproduced.")
    return 1 if wrong else 0


def compare(data: Path) -> Iterator[Line]:
    """Every published figure beside the reproduced one."""
    yield from _montagna(data / "montagna")
    yield from _caviar(data / "caviar")
    yield from _london_gang(data / "london_gang")
    yield from _pole(data / "pole_manchester" / "csv")


@contextmanager
def imported(folder: Path, mapping: str) -> "Iterator[duckdb.DuckDBPyConnection]":
    """The tables of a data set, read through its shipped mapping."""
    store = open_store(":memory:")
    options = ImportOptions(
        today=AS_OF, now=f"{AS_OF.isoformat()}T00:00:00Z", by="benchmark", mapping=mapping
    )
    try:
        import_files(store, [folder], options)
        yield store.tables()
    finally:
        store.close()


def _montagna(folder: Path) -> Iterator[Line]:

    with imported(folder, "montagna") as con:
        links = build_network(con, AS_OF)
    meetings = nx.Graph(
        (one, other) for one, other, detail in links.edges(data="detail") if detail == "meeting"
    )
    steps = falling_apart(meetings, len(MONTAGNA_LEFT))
    for number, (published, (_, left)) in enumerate(zip(MONTAGNA_LEFT, steps, strict=True), 1):
        yield Line("Montagna", f"largest component, {number} removed", published, f"{left:.3f}")


def _caviar(folder: Path) -> Iterator[Line]:

    with imported(folder, "caviar") as con:
        calls = nx.DiGraph(build_network(con, AS_OF))
    pairs = calls.to_undirected()
    triangles = sum(nx.triangles(pairs).values()) // 3
    triples = sum(degree * (degree - 1) // 2 for _, degree in pairs.degree)
    found = (
        ("people", str(len(calls))),
        ("arcs", str(calls.number_of_edges())),
        ("pairs", str(pairs.number_of_edges())),
        ("density of pairs", _cut(nx.density(pairs))),
        ("clustering, triangles for each connected triple", _cut(triangles / triples)),
    )
    for (what, here), published in zip(found, CAVIAR, strict=True):
        yield Line("Caviar", what, published, here)


def _cut(value: float) -> str:
    """Three digits, the rest cut off, as in the published table."""
    return f"{int(value * 1000) / 1000:.3f}"


def _london_gang(folder: Path) -> Iterator[Line]:
    with imported(folder, "london_gang") as con:
        graph = people_network(con, AS_OF)
    ties = ties_of(graph)
    values = dict(zip(ties.people, betweenness(ties).tolist(), strict=True))
    high = {
        f"london-gang-{row['id']}"
        for row in _rows(folder / "nodes.csv")
        if int(row["ranking"]) <= 2
    }
    pairs = [(values[one], values[other]) for one in high for other in values if other not in high]
    area = sum((one > other) + (one == other) / 2 for one, other in pairs) / len(pairs)
    yield Line("London gang", "ties", LONDON_GANG[0], str(len(ties.first)))
    yield Line("London gang", "betweenness, AUC for ranks 1 and 2", LONDON_GANG[1], f"{area:.2f}")


def _pole(folder: Path) -> Iterator[Line]:
    for what, published in zip(("nodes", "relationships"), POLE, strict=True):
        files = sorted(folder.glob(f"*.{what}.*.csv"))
        rows = sum(len(_rows(file)) for file in files)
        yield Line("POLE", f"{what}, all kinds", published, f"{rows:,}")
    with imported(folder, "pole") as con:
        for kind, table, published in POLE_KINDS:
            [(held,)] = con.execute(f"SELECT count(*) FROM {table}").fetchall()
            yield Line("POLE", f"{kind} in the store", published, f"{held:,}")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

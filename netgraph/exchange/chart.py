"""What an export holds, as plain values: things and the links between them, in order of id."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from netgraph.tables import case_file, table_columns
from netgraph.vocabulary import ENTITY_KINDS, MARKINGS

if TYPE_CHECKING:
    import duckdb

__all__ = ["PARTICULARS", "Chart", "ChartLink", "ChartPart", "Thing", "read_chart"]

# Columns of a thing beside its id that go along, by kind; coordinates and choices too.
PARTICULARS = {
    kind.name: tuple(name for name in case_file(kind.file).column_names if name != "id")
    for kind in ENTITY_KINDS
}


@dataclass(frozen=True, slots=True)
class Thing:
    """One person, address, phone … with its findings in words and its filled particulars."""

    id: str
    kind: str
    label: str
    findings: str
    particulars: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChartLink:
    """One link with what it rests on; ``start`` and ``end`` as written, empty where not known."""

    id: str
    kind: str
    evidence_class: str
    from_id: str
    to_id: str
    start: str
    end: str
    count: int | None
    detail: str
    basis: str
    report: str
    grade: str
    report_date: str
    dependable: bool

    @property
    def attributes(self) -> tuple[tuple[str, str | int], ...]:
        """Everything that is known of it beside its two ends, under the report's own names."""
        every: tuple[tuple[str, str | int | None], ...] = (
            ("id", self.id),
            ("kind", self.kind),
            ("evidence_class", self.evidence_class),
            ("start", self.start),
            ("end", self.end),
            ("count", self.count),
            ("detail", self.detail),
            ("basis", self.basis),
            ("report", self.report),
            ("grade", self.grade),
            ("report_date", self.report_date),
        )
        return tuple((name, value) for name, value in every if value not in ("", None))


@dataclass(frozen=True, slots=True)
class Chart:
    """All of it; ``left_out`` counts links of reports with handling code C that were left out."""

    things: tuple[Thing, ...]
    links: tuple[ChartLink, ...]
    marking: str
    as_of: date
    left_out: int


@dataclass(frozen=True, slots=True)
class ChartPart:
    """Which part of a case a chart shows.

    ``about``: ids from which to start, everything if there are none; ``hops``: how many links from
    them; ``for_others``: what rests on reports with handling code C is left out, and so are
    findings.
    """

    about: tuple[str, ...] = ()
    hops: int | None = None
    for_others: bool = False


def read_chart(con: "duckdb.DuckDBPyConnection", as_of: date, part: ChartPart) -> Chart:
    """Things and links known on that day, with the findings on them.

    Raises:
        UnknownId: One of the ids is not in the store.
    """
    from netgraph import findings
    from netgraph.network import build_network

    graph = build_network(con, as_of, around=part.about, hops=part.hops)
    keys = {key for _, _, key in graph.edges(keys=True)}
    rows = [row for row in _link_rows(con) if row[0] in keys]
    shown = [row for row in rows if not (part.for_others and row[-1] == "C")]
    links = tuple(ChartLink(*row[:-1]) for row in shown)
    ends = {end for link in links for end in (link.from_id, link.to_id)}
    found: dict[str, list[str]] = {}
    if not part.for_others:
        for each in findings.find_all(con, as_of):
            found.setdefault(each.subject, []).append(f"{each.claim} ({each.support})")
    particulars = _particulars(con)
    things = tuple(
        Thing(
            each,
            graph.nodes[each]["kind"],
            graph.nodes[each]["label"],
            "; ".join(found.get(each, ())),
            particulars.get(each, ()),
        )
        for each in sorted(graph.nodes)
        if not part.for_others or each in ends
    )
    return Chart(things, links, _marking(con), as_of, len(rows) - len(shown))


def _link_rows(con: "duckdb.DuckDBPyConnection") -> list[tuple[Any, ...]]:
    """Every link of the evidence, with its handling code last."""
    return con.execute(
        """SELECT e.link, e.kind, e.class, e.from_id, e.to_id, coalesce(l.start_text, ''),
                  coalesce(l.end_text, ''), l.count, coalesce(l.detail, ''), coalesce(l.basis, ''),
                  e.report, coalesce(r.grade, ''), coalesce(r.date::VARCHAR, ''),
                  coalesce(e.dependable, false), coalesce(e.handling_code, '')
        FROM evidence e JOIN links l ON l.id = e.link LEFT JOIN reports r ON r.id = e.report
        ORDER BY e.link"""
    ).fetchall()


def _particulars(con: "duckdb.DuckDBPyConnection") -> dict[str, tuple[tuple[str, str], ...]]:
    """Filled columns of every thing, by id, under the contract's names."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for kind in ENTITY_KINDS:
        cells = {}
        for name, sort in table_columns(kind.file):
            plain = name.removesuffix("_text")
            if plain in PARTICULARS[kind.name]:
                as_text = f"array_to_string({name}, '; ')" if sort.endswith("[]") else name
                cells[plain] = f"coalesce(CAST({as_text} AS VARCHAR), '')"
        listed = ", ".join(cells.values())
        for each, *values in con.execute(
            f"SELECT id{', ' if listed else ''}{listed} FROM {kind.file} ORDER BY id"
        ).fetchall():
            found[each] = tuple(
                (name, value) for name, value in zip(cells, values, strict=True) if value
            )
    return found


def _marking(con: "duckdb.DuckDBPyConnection") -> str:
    """The highest marking of any report; that of the contract's default where there is none."""
    found = {
        marking
        for (marking,) in con.execute("SELECT DISTINCT marking FROM reports ORDER BY 1").fetchall()
    }
    return next((each for each in MARKINGS if found == {each}), MARKINGS[-1])

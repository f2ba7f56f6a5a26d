"""From tables to NetworkX: the only builder of graphs.

Everything, with a node for each thing and an edge for each link (``build_network``); people only,
with a tie where two were in touch or together (``people_network``; what makes a tie is in
network_ties.py); and what is near some people, for the second pass (``contact_network``). Nodes and
edges are added in order of id, so that whatever reads them does not
depend on the order of rows.

``strength`` says how well a tie is evidenced. It is never a distance: where a distance is needed, it
is 1 / strength and is called ``distance``.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from netgraph.errors import InputError, UnknownId
from netgraph.findings.evidence import prepare, prepared_for
from netgraph.findings.labels import labels
from netgraph.network_contacts import contact_statements
from netgraph.network_ties import MEETING_PLACES_AT_MOST, tie_statements

if TYPE_CHECKING:
    import duckdb
    import networkx as nx

__all__ = [
    "MEETING_PLACES_AT_MOST",
    "Part",
    "build_network",
    "contact_network",
    "people_network",
]

_GRADE = re.compile(r"([1-3])([A-E])[PC]?")


class Part(TypedDict, total=False):
    """Which part of a case a graph shows; what is left out does not narrow it.

    ``around``: ids from which to start. ``hops``: how many links from them (None: as far as they
    lead). ``since`` and ``until``: links that held on some day between. ``minimum_grade``: links
    whose report is graded at least so, such as ``2C`` (source 1 or 2, information A to C).
    """

    around: Sequence[str]
    hops: int | None
    since: date | None
    until: date | None
    minimum_grade: str | None


def build_network(
    con: "duckdb.DuckDBPyConnection", as_of: date, **part: Unpack[Part]
) -> "nx.MultiDiGraph[str]":
    """Everything, or a part: a node for each thing, an edge for each link known on that day.

    Nodes have ``kind`` and ``label``. Edges have the link's id as key, and ``kind``, ``evidence``
    (conduct, association or context), ``day``, ``report``, ``origin``, ``grade`` (source and
    information, as counted), ``count``, ``detail``, ``usable`` and ``why_not``.

    With ``around``, the things at most ``hops`` links away along usable links, and every link
    among them; the search runs in the database, so a part of a huge case costs what the part
    costs. Links that the rules do not use are there, marked; nothing is reached through them.

    Raises:
        UnknownId: ``around`` names something that the case does not hold.
        InputError: ``minimum_grade`` is no grade.
    """
    import networkx as nx

    prepare(con, as_of)
    _choose_links(con, part)
    _choose_entities(con, part)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(as_of=as_of.isoformat())
    kinds = con.execute(
        "SELECT e.id, e.kind FROM entities e SEMI JOIN chosen_entities c ON c.id = e.id ORDER BY e.id"
    ).fetchall()
    names = labels(con, (each for each, _ in kinds))
    for each, kind in kinds:
        graph.add_node(each, kind=kind, label=names[each])
    for link, first, second, *values in _edges(con):
        graph.add_edge(first, second, key=link, **dict(zip(_EDGE_FIELDS, values, strict=True)))
    _drop(con, "chosen_links", "chosen_entities")
    return graph


_EDGE_FIELDS = (
    "kind",
    "evidence",
    "day",
    "report",
    "origin",
    "grade",
    "count",
    "detail",
    "usable",
    "why_not",
)


def _edges(con: "duckdb.DuckDBPyConnection") -> list[tuple[Any, ...]]:
    return con.execute(
        """SELECT e.link, e.from_id, e.to_id, e.kind, e.class, e.day, e.report, e.origin,
                  concat(e.source, e.information), e.count, coalesce(e.detail, ''), e.usable,
                  coalesce(e.why_not, '')
        FROM evidence e JOIN chosen_links l ON l.link = e.link
        SEMI JOIN chosen_entities f ON f.id = e.from_id
        SEMI JOIN chosen_entities t ON t.id = e.to_id
        ORDER BY e.from_id, e.to_id, e.link"""
    ).fetchall()


def people_network(
    con: "duckdb.DuckDBPyConnection", as_of: date, **part: Unpack[Part]
) -> "nx.Graph[str]":
    """People only, with a tie for each two of whom usable evidence says that they meet or deal.

    Nodes have ``label`` and ``professional``. Ties have ``strength`` (independent origins, conduct
    weighing most; reports of one origin once), ``origins`` (how many), ``links`` (ids behind it,
    sorted), ``day`` (the latest), ``conduct`` (some of it is), ``kin`` and ``professional`` (one
    works with the other or is a professional). A tie that is only family or work has strength 0.

    With ``around``, the people at most ``hops`` ties away.
    """
    import networkx as nx

    prepare(con, as_of)
    _choose_links(con, part)
    for statement in tie_statements():
        con.execute(statement)
    _choose_people(con, part)
    graph: nx.Graph[str] = nx.Graph(as_of=as_of.isoformat())
    people = con.execute(
        """SELECT f.person, f.professional FROM person_facts f
        SEMI JOIN chosen_entities c ON c.id = f.person ORDER BY f.person"""
    ).fetchall()
    names = labels(con, (person for person, _ in people))
    for person, professional in people:
        graph.add_node(person, label=names[person], professional=professional)
    for one, other, *values in _ties(con):
        graph.add_edge(one, other, **dict(zip(_TIE_FIELDS, values, strict=True)))
    _drop(con, "chosen_links", "chosen_entities", "person_ties")
    return graph


_TIE_FIELDS = ("strength", "origins", "links", "day", "conduct", "kin", "professional")


def _ties(con: "duckdb.DuckDBPyConnection") -> list[tuple[Any, ...]]:
    rows = con.execute(
        """SELECT t.one, t.other, t.strength, t.origins, t.links, t.day, t.conduct, t.kin,
                  t.professional
        FROM person_ties t SEMI JOIN chosen_entities a ON a.id = t.one
        SEMI JOIN chosen_entities b ON b.id = t.other ORDER BY t.one, t.other"""
    ).fetchall()
    return [(*row[:4], tuple(row[4]), *row[5:]) for row in rows]


def _choose_links(con: "duckdb.DuckDBPyConnection", part: Part) -> None:
    """Keep the ids of the links in the time window and above the grade in ``chosen_links``."""
    conditions: list[str] = ["true"]
    values: list[object] = []
    since, until = part.get("since"), part.get("until")
    if since is not None:
        conditions.append("last_day >= ?")
        values.append(since)
    if until is not None:
        conditions.append("day <= ?")
        values.append(until)
    grade = part.get("minimum_grade")
    if grade:
        read = _GRADE.fullmatch(grade)
        if read is None:
            raise InputError(
                "the lowest grade is not source and information",
                hint="Give 1 to 3 and A to E, such as 2C.",
            )
        conditions += ["source <= ?", "information::VARCHAR <= ?"]
        values += [int(read[1]), read[2]]
    con.execute(
        "CREATE OR REPLACE TEMP TABLE chosen_links AS "
        f"SELECT link FROM evidence WHERE {' AND '.join(conditions)}",
        values,
    )


def _choose_entities(con: "duckdb.DuckDBPyConnection", part: Part) -> None:
    """Keep in ``chosen_entities`` everything, or what the links reach from some ids."""
    around = part.get("around") or ()
    if not around:
        con.execute("CREATE OR REPLACE TEMP TABLE chosen_entities AS SELECT id FROM entities")
        return
    steps = """SELECT e.from_id AS a, e.to_id AS b FROM evidence e
        SEMI JOIN chosen_links l ON l.link = e.link WHERE e.usable"""
    _reach(con, around, part.get("hops"), steps)


def _choose_people(con: "duckdb.DuckDBPyConnection", part: Part) -> None:
    """Keep in ``chosen_entities`` all people, or those whom ties reach from some of them."""
    around = part.get("around") or ()
    if not around:
        con.execute("CREATE OR REPLACE TEMP TABLE chosen_entities AS SELECT id FROM people")
        return
    _reach(con, around, part.get("hops"), "SELECT one AS a, other AS b FROM person_ties")


def _reach(
    con: "duckdb.DuckDBPyConnection", around: Sequence[str], hops: int | None, steps: str
) -> None:
    """Fill ``chosen_entities`` from those ids, one step of ``steps`` (a, b) at a time."""
    wanted = sorted(set(around))
    con.execute(
        "CREATE OR REPLACE TEMP TABLE chosen_entities AS "
        "SELECT id, 0 AS hop FROM entities WHERE id IN (SELECT unnest(?))",
        [wanted],
    )
    held = {row[0] for row in con.execute("SELECT id FROM chosen_entities").fetchall()}
    missing = [each for each in wanted if each not in held]
    if missing:
        raise UnknownId(
            f"nothing here has the id {', '.join(missing)}",
            hint="Ids are those of the case files; netgraph find prints the ids of its subjects.",
        )
    hop = 0
    while hops is None or hop < hops:
        hop += 1
        con.execute(
            f"""INSERT INTO chosen_entities
            WITH steps AS ({steps}), front AS (SELECT id FROM chosen_entities WHERE hop = {hop - 1})
            SELECT id, {hop} FROM (
                SELECT s.b AS id FROM steps s JOIN front f ON f.id = s.a
                UNION SELECT s.a FROM steps s JOIN front f ON f.id = s.b)
            ANTI JOIN chosen_entities USING (id)"""
        )
        new = con.execute(f"SELECT count(*) FROM chosen_entities WHERE hop = {hop}").fetchall()
        if not new[0][0]:
            return


def _drop(con: "duckdb.DuckDBPyConnection", *tables: str) -> None:
    for table in tables:
        con.execute(f"DROP TABLE IF EXISTS temp.{table}")


def contact_network(
    con: "duckdb.DuckDBPyConnection", as_of: date, around: Sequence[str]
) -> "nx.Graph[str]":
    """Some people, those they met or dealt with, and who of all these met or dealt.

    For patterns around a few people of a huge case. What is usable and younger than three years;
    professionals, pairs of whom one works with the other and, save for conduct, family are left
    out. Ties have ``first_day`` with the ``link``, ``report`` and ``origin`` that tell of it, ``conduct``, and
    ``fellows`` (both of one school, team or other body that is no gang).
    """
    import networkx as nx

    prepare(con, as_of)
    _make_circle(con, sorted(set(around)))
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(
        row[0] for row in con.execute("SELECT person FROM circle ORDER BY person").fetchall()
    )
    rows = con.execute(
        """SELECT one, other, first.d, first.l, first.r, first.o, conduct, fellows
        FROM circle_pairs ORDER BY one, other"""
    ).fetchall()
    for one, other, *values in rows:
        graph.add_edge(one, other, **dict(zip(_CONTACT_FIELDS, values, strict=True)))
    return graph


def _make_circle(con: "duckdb.DuckDBPyConnection", around: list[str]) -> None:
    """Make ``circle`` and ``circle_pairs``, unless they are already those of these people and day.

    Several patterns ask for the same circle in one run, and on a huge case it is slow to make.
    """
    asked = [prepared_for(con), around]
    con.execute("CREATE TEMP TABLE IF NOT EXISTS circle_for (signature VARCHAR, around VARCHAR[])")
    held = "SELECT 1 FROM circle_for WHERE signature = ? AND around = ?::VARCHAR[]"
    if con.execute(held, asked).fetchall():
        return
    con.execute("DELETE FROM circle_for")
    for statement in contact_statements():
        con.execute(statement, [around] if "?" in statement else [])
    con.execute("INSERT INTO circle_for VALUES (?, ?)", asked)


_CONTACT_FIELDS = ("first_day", "link", "report", "origin", "conduct", "fellows")

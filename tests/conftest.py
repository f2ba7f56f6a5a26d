"""Shared fixtures: ``case`` makes a tiny case from CSV text, through the real importer.

con = case(people="id\\np1\\np2", links="id,kind,from,to,report\\nl1,pays,p1,p2,r1", reports=...)
"""

import itertools
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from textwrap import dedent

import duckdb
import pytest

from netgraph.records import ImportSummary
from netgraph.store import open_store
from netgraph.store.base import Store
from netgraph.workflow import ImportOptions, import_files
from tests.neo4j_server import Server, running_server

CaseMaker = Callable[..., duckdb.DuckDBPyConnection]

# The day on which the test cases are imported.
TODAY = date(2025, 6, 1)
OPTIONS = ImportOptions(today=TODAY, now="2025-06-01T09:00:00+00:00", by="tests")


@pytest.fixture
def import_texts(tmp_path: Path) -> Callable[..., ImportSummary]:
    """A function that imports CSV text (or bytes) by table into a given store."""
    numbers = itertools.count(1)

    def run(
        store: Store, options: ImportOptions | None = None, **tables: str | bytes
    ) -> ImportSummary:
        folder = tmp_path / f"case-{next(numbers)}"
        folder.mkdir()
        for name, text in tables.items():
            content = text if isinstance(text, bytes) else (dedent(text).strip() + "\n").encode()
            (folder / f"{name}.csv").write_bytes(content)
        return import_files(store, [folder], options or OPTIONS)

    return run


@pytest.fixture
def case_store(import_texts: Callable[..., ImportSummary]) -> Iterator[Callable[..., Store]]:
    """A function that imports CSV text by table into a passing store, and gives the store."""
    stores: list[Store] = []

    def make(*, rejects_ok: bool = False, **tables: str) -> Store:
        store = open_store(":memory:")
        stores.append(store)
        summary = import_texts(store, **tables)
        assert rejects_ok or not summary.rejected, summary.rejected
        return store

    yield make
    for store in stores:
        store.close()


@pytest.fixture
def case(case_store: Callable[..., Store]) -> CaseMaker:
    """A function that imports CSV text by table, and gives the connection with the views.

    Keyword arguments are tables (``people="id\\np1"``); the header may be indented with the rows.
    A rejected row fails the test unless ``rejects_ok=True``.
    """

    def make(*, rejects_ok: bool = False, **tables: str) -> duckdb.DuckDBPyConnection:
        return case_store(rejects_ok=rejects_ok, **tables).tables()

    return make


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real Neo4j for the whole run; what it holds may be deleted by any test."""
    with running_server(tmp_path_factory.mktemp("neo4j")) as server:
        yield server


@pytest.fixture
def empty_server(neo4j_server: Server) -> Server:
    """The same server, its database emptied (constraints and indexes stay)."""
    neo4j_server.query("MATCH (n) DETACH DELETE n")
    return neo4j_server

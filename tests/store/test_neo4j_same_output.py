"""What netgraph prints is the same, byte for byte, whichever store holds the case."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from netgraph.cli import main
from netgraph.simulate import KINDS, CaseOptions, simulate
from netgraph.simulate.demonstration import DEMONSTRATION_DAY, write_demonstration
from netgraph.store import open_store
from netgraph.workflow import find, import_files, propose
from tests.conftest import OPTIONS
from tests.neo4j_server import Server

pytestmark = pytest.mark.neo4j

# Seed of each kind of invented case beside the demonstration.
SEEDS = dict(zip(KINDS, (11, 12, 13), strict=True))
PEOPLE = 300


@dataclass(frozen=True)
class TwoStores:
    """The same case in a file and on the server."""

    path: str
    server: Server
    as_of: str
    subjects: tuple[str, ...]
    people: tuple[str, ...]

    def run(self, address: str, *arguments: str) -> str:
        """What a command prints with the store at one address."""
        environment = {
            "NETGRAPH_NEO4J_USER": self.server.user,
            "NETGRAPH_NEO4J_PASSWORD": self.server.password,
        }
        command = ["--store", address, *arguments, "--as-of", self.as_of]
        done = CliRunner().invoke(main, command, env=environment)
        assert done.exit_code == 0, done.output
        return done.stdout


@pytest.fixture(params=["demonstration", *SEEDS])
def stores(request: pytest.FixtureRequest, tmp_path: Path, empty_server: Server) -> TwoStores:
    case, path = tmp_path / "case", str(tmp_path / "case.duckdb")
    if request.param == "demonstration":
        write_demonstration(case)
        as_of = DEMONSTRATION_DAY.isoformat()
    else:
        as_of = simulate(case, CaseOptions(SEEDS[request.param], PEOPLE, request.param)).as_of
    for address, credentials in ((path, None), (empty_server.bolt, empty_server.credentials)):
        store = open_store(address, write=True, create=True, credentials=credentials)
        import_files(store, [case], OPTIONS)
        store.close()
    day, store = date.fromisoformat(as_of), open_store(path)
    subjects = dict.fromkeys(each.subject for each in find(store, day))
    people = [each.person for each in propose(store, day)]
    store.close()
    return TwoStores(path, empty_server, as_of, (*subjects,), (*people,))


def test_both_stores_print_the_same(stores: TwoStores, tmp_path: Path) -> None:
    subject, person = stores.subjects[0], stores.people[0]
    questions = [
        ("find", "--json"),
        ("explain", subject, "--json"),
        ("measures", "--json"),
        ("propose", "--json"),
        ("non-association", person, "--json"),
    ]
    for question in questions:
        printed = stores.run(stores.path, *question)
        assert printed
        assert printed == stores.run(stores.server.bolt, *question), question

    pages = []
    for address in (stores.path, stores.server.bolt):
        stores.run(address, "report", "-o", str(tmp_path / "report.html"))
        pages.append((tmp_path / "report.html").read_bytes())
    assert pages[0] == pages[1]

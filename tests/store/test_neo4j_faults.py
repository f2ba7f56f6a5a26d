"""What a lost connection and a killed server do to an import: all of it is kept once, or nothing."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from netgraph.errors import StoreBusy, StoreError, StoreUnreachable
from netgraph.records import ImportSummary
from netgraph.store import open_store
from netgraph.workflow import import_files
from tests import neo4j_server as servers
from tests.conftest import OPTIONS
from tests.neo4j_server import Server

pytestmark = pytest.mark.neo4j

Importer = Callable[..., ImportSummary]

# Bolt's message COMMIT, with its length before it and the end after it.
COMMIT = b"\x00\x02\xb0\x12\x00\x00"

PEOPLE = "id,surname\n" + "".join(f"p{number},Name\n" for number in range(12_000))


class Line:
    """A line to a server that can be cut; ``cut_at`` decides on what the client says."""

    def __init__(self, server: Server) -> None:
        host, port = server.bolt.removeprefix("bolt://").split(":")
        self._target = (host, int(port))
        self._ends: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address = f"bolt://127.0.0.1:{self._listening.getsockname()[1]}"
        self.said = 0
        self.cuts = 0
        self.cut_at: Callable[[bytes], bool] = lambda _: False
        self.is_closed = False
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            try:
                if self.is_closed:
                    raise ConnectionRefusedError
                server = socket.create_connection(self._target)
            except OSError:
                client.close()
                continue
            self._ends += [client, server]
            for pair in ((client, server, True), (server, client, False)):
                threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, is_client: bool) -> None:
        try:
            while data := source.recv(1 << 16):
                cut = is_client and self.cut_at(data)
                target.sendall(data)
                self.said += len(data) if is_client else 0
                if cut:
                    self.cuts += 1
                    time.sleep(0.5)  # the server does what it was told; nobody hears of it
                    self.cut()
        except OSError:
            pass
        finally:
            for end in (source, target):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            source.close()

    def cut(self) -> None:
        """Cut all that is open; who calls again is connected again unless the line is closed."""
        ends, self._ends = self._ends, []
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.is_closed = True
        self._listening.close()
        self.cut()


@pytest.fixture
def line(empty_server: Server) -> Iterator[Line]:
    made = Line(empty_server)
    yield made
    made.close()


def people_and_imports(server: Server) -> list[tuple[int, int]]:
    return server.query(
        "RETURN COUNT { (:Person) }, COUNT { (:Import) }"  # one answer from one moment
    )


def test_a_connection_lost_in_mid_import_is_made_again_and_the_import_kept_once(
    empty_server: Server, line: Line, import_texts: Importer, capfd: pytest.CaptureFixture[str]
) -> None:
    store = open_store(line.address, write=True, create=True, credentials=empty_server.credentials)
    store.tables()
    line.cut_at = lambda data: b"UNWIND" in data and line.cuts == 0

    summary = import_texts(store, people=PEOPLE)

    assert line.cuts == 1
    assert summary.counts == (("people", 12_000, 0, 0, 0),)
    assert people_and_imports(empty_server) == [(12_000, 1)]
    assert store.tables().execute("SELECT count(*) FROM people").fetchall() == [(12_000,)]
    store.close()
    assert capfd.readouterr() == ("", "")


def test_a_connection_lost_while_the_server_commits_is_asked_whether_it_had(
    empty_server: Server, line: Line, import_texts: Importer
) -> None:
    store = open_store(line.address, write=True, create=True, credentials=empty_server.credentials)
    seen = []

    def cut_at(data: bytes) -> bool:
        seen.append(b"UNWIND" in data)
        return any(seen) and COMMIT in data and line.cuts == 0

    line.cut_at = cut_at

    record = import_texts(store, people="id\np1\np2").record

    assert line.cuts == 1
    assert record is not None
    assert people_and_imports(empty_server) == [(2, 1)]
    store.close()


def test_a_connection_that_stays_lost_is_explained_and_nothing_is_kept(
    empty_server: Server, line: Line, import_texts: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("netgraph.store.neo4j_connection._RETRY_SECONDS", 2.0)
    store = open_store(line.address, write=True, create=True, credentials=empty_server.credentials)
    store.tables()

    def cut_at(data: bytes) -> bool:
        line.is_closed = line.is_closed or b"UNWIND" in data
        return line.is_closed

    line.cut_at = cut_at

    with pytest.raises(StoreUnreachable, match=r"or it went away\n.*An import is kept whole"):
        import_texts(store, people=PEOPLE)

    store.close()
    assert people_and_imports(empty_server) == [(0, 0)]


# --- imports in stages ----------------------------------------------------------------------------


@pytest.fixture
def in_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every import is brought in stages, as otherwise only large ones are."""
    monkeypatch.setattr("netgraph.store.neo4j.ONE_TRANSACTION_ROWS", 0)


def test_a_stage_whose_connection_is_lost_is_brought_again_and_kept_once(
    in_stages: None, empty_server: Server, line: Line, import_texts: Importer
) -> None:
    store = open_store(line.address, write=True, create=True, credentials=empty_server.credentials)
    store.tables()
    seen = []

    def cut_at(data: bytes) -> bool:
        seen.append(b"UNWIND" in data)
        return line.cuts == 0 and sum(seen) > 1 and COMMIT in data

    line.cut_at = cut_at
    import_texts(store, people=PEOPLE)
    store.close()

    assert line.cuts == 1
    assert people_and_imports(empty_server) == [(12_000, 1)]
    assert empty_server.query("MATCH (n:Store) RETURN n.imports, n.staging") == [(1, None)]


def test_what_a_dead_import_brought_is_not_read_and_removed_by_the_next(
    in_stages: None, empty_server: Server, line: Line, import_texts: Importer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    store = open_store(
        empty_server.bolt, write=True, create=True, credentials=empty_server.credentials
    )
    import_texts(store, people="id,surname\np0,First")
    store.close()
    monkeypatch.setattr("netgraph.store.neo4j_connection._RETRY_SECONDS", 1.0)
    dying = open_store(line.address, write=True, credentials=empty_server.credentials)
    dying.tables()
    seen = []

    def cut_at(data: bytes) -> bool:
        seen.append(b"UNWIND" in data)
        line.is_closed = sum(seen) > 1
        return line.is_closed

    line.cut_at = cut_at
    with pytest.raises(StoreUnreachable):
        import_texts(dying, people=PEOPLE)
    dying.close()
    [(left, _)] = people_and_imports(empty_server)
    store = open_store(empty_server.bolt, write=True, credentials=empty_server.credentials)
    read = store.tables().execute("SELECT id FROM people").fetchall()

    assert left > 1
    assert read == [("p0",)]
    with pytest.raises(StoreBusy, match="a large import is being brought"):
        import_texts(store, people="id\np99999")
    monkeypatch.setattr("netgraph.store.neo4j_staging._SILENT_SECONDS", 0)
    import_texts(store, people="id\np99999")
    store.close()
    assert empty_server.query("MATCH (n:Person) RETURN n.id ORDER BY n.id") == [
        ("p0",),
        ("p99999",),
    ]
    assert empty_server.query("MATCH (n:Store) RETURN n.imports, n.staging") == [(2, None)]


def test_an_import_in_stages_that_fails_is_removed_by_the_next_without_waiting(
    in_stages: None, empty_server: Server, import_texts: Importer
) -> None:
    store = open_store(
        empty_server.bolt, write=True, create=True, credentials=empty_server.credentials
    )
    import_texts(store, reports="id,date,grade\nr1,2025-01-01,2BP", addresses="id\na1")
    empty_server.query("MATCH (n:Address) DELETE n")
    with pytest.raises(StoreError, match="no longer holds; nothing was kept"):
        import_texts(store, people="id\np1", links="id,kind,from,to,report\nl1,visits,p1,a1,r1")
    assert people_and_imports(empty_server) == [(1, 1)]
    import_texts(store, people="id\np2")
    store.close()

    assert empty_server.query("MATCH (n:Person) RETURN n.id") == [("p2",)]


# --- a killed server ------------------------------------------------------------------------------


@contextmanager
def own_server(folder: Path) -> Iterator[Callable[[], Server]]:
    """A function that starts a server of this test's own in the folder, again and again."""
    started: list[Server] = []

    def start() -> Server:
        started.append(servers.start(folder, brief=True))
        return started[-1]

    try:
        yield start
    finally:
        for server in started:
            servers.stop(server.pid)


def test_a_server_killed_in_mid_import_shows_nothing_of_it_and_takes_the_next_one(
    tmp_path: Path,
) -> None:
    first, second = tmp_path / "first" / "people.csv", tmp_path / "second" / "people.csv"
    for path, text in ((first, "id,surname,forenames\np0,Name,First\n"), (second, PEOPLE)):
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8")
    with own_server(tmp_path / "server") as start:
        server = start()
        store = open_store(server.bolt, write=True, create=True, credentials=server.credentials)
        import_files(store, [first], OPTIONS)
        line = Line(server)
        far = open_store(line.address, write=True, credentials=server.credentials)
        store.close()
        unwinds = []

        def kill_at(data: bytes) -> bool:
            unwinds.append(b"UNWIND" in data)
            if sum(unwinds) == 2:
                os.kill(server.pid, signal.SIGKILL)
            return False

        line.cut_at = kill_at
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("netgraph.store.neo4j_connection._RETRY_SECONDS", 1.0)
            with pytest.raises(StoreError):
                import_files(far, [second], OPTIONS)
        far.close()
        line.close()
        servers.stop(server.pid)
        server = start()

        shown = server.query("MATCH (n:Person) RETURN n.id, n.forenames, n.version")
        store = open_store(server.bolt, write=True, credentials=server.credentials)
        summary = import_files(store, [second], OPTIONS)
        store.close()

        assert shown == [("p0", "First", 1)]
        assert summary.counts == (("people", 11_999, 1, 0, 0),)
        assert people_and_imports(server) == [(12_000, 2)]
        assert server.query("MATCH (n:Version) RETURN n.id, n.forenames") == [("p0", "First")]

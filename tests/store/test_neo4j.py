"""The Neo4j store: its graph, its addresses and credentials, and two who write at once."""

import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from netgraph.cli import main
from netgraph.errors import NotAStore, StoreBusy, StoreError, StoreUnreachable
from netgraph.records import ImportSummary
from netgraph.store import open_store
from netgraph.store.base import Store
from netgraph.store.neo4j_model import LABELS, LINK_TYPES, TIES, schema_file, schema_statements
from netgraph.vocabulary import ENTITY_KINDS, LINK_KINDS
from netgraph.workflow import import_files
from tests.conftest import OPTIONS
from tests.neo4j_server import Server, free_port
from tests.store.test_every_store import WHOLE_CASE, whole

Importer = Callable[..., ImportSummary]

ROOT = Path(__file__).parents[2]


def opened(server: Server, *, write: bool = True) -> Store:
    return open_store(server.bolt, write=write, create=write, credentials=server.credentials)


@pytest.fixture
def case_on_server(empty_server: Server, import_texts: Importer) -> Server:
    """A server with the whole small case, two rows of which were changed."""
    put_case(empty_server, import_texts)
    return empty_server


def put_case(empty_server: Server, import_texts: Importer) -> None:
    store = opened(empty_server)
    import_texts(store, **whole(WHOLE_CASE))
    store.close()
    store = opened(empty_server)
    import_texts(
        store,
        links="id,kind,from,to,report\nl1,gave_address,p1,a1,r2",
        flags="id,subject,flag,report\nf2,a1,care_round,r2",
    )
    store.close()


# --- the graph ----------------------------------------------------------------------------------


def test_every_kind_of_row_has_a_label_and_every_kind_of_link_a_type() -> None:
    assert {LABELS[kind.file] for kind in ENTITY_KINDS} == {kind.label for kind in ENTITY_KINDS}
    assert len(set(LABELS.values())) == len(LABELS)
    assert set(LINK_TYPES) == {kind.name for kind in LINK_KINDS}
    assert {tie.type for tie in TIES} & set(LINK_TYPES.values()) == set()


def test_each_label_and_each_type_has_its_own_id() -> None:
    statements = list(schema_statements().values())

    for label in LABELS.values():
        assert [text for text in statements if f"(n:{label}) REQUIRE n.id IS UNIQUE" in text]
    for link_type in LINK_TYPES.values():
        assert [text for text in statements if f"[n:{link_type}]-() REQUIRE n.id IS UNIQUE" in text]


def test_the_constraints_for_browser_are_those_of_the_store() -> None:
    text = (ROOT / "cypher" / "constraints.cypher").read_text(encoding="utf-8")
    statements = [line for line in text.splitlines() if line and not line.startswith("//")]

    assert "\n".join(statements) + "\n" == schema_file()


@pytest.mark.neo4j
def test_the_server_knows_every_constraint_and_index_after_the_first_import(
    empty_server: Server, import_texts: Importer
) -> None:
    # A published copy of another test has equal constraints by other names.
    for kind in ("CONSTRAINT", "INDEX"):
        for (name,) in empty_server.query(f"SHOW {kind} YIELD name"):
            empty_server.query(f"DROP {kind} {name} IF EXISTS")
    put_case(empty_server, import_texts)
    shown = empty_server.query("SHOW INDEXES YIELD name, state")

    assert {name for name, _ in shown} >= set(schema_statements())
    assert {state for _, state in shown} == {"ONLINE"}


@pytest.mark.neo4j
def test_nodes_have_one_label_and_days_are_days(case_on_server: Server) -> None:
    [[labels, surname, born, aliases]] = case_on_server.query(
        "MATCH (n {id: 'p1'}) WHERE NOT n:Version "
        "RETURN labels(n), n.surname, n.date_of_birth, n.aliases"
    )
    [[when, day, source]] = case_on_server.query(
        "MATCH (n:Event) RETURN n.start_at, n.start_day, n.source_file"
    )

    assert (labels, surname, aliases) == (["Person"], "Able", ["Annie", "A, B"])
    assert born.iso_format() == "2009-01-31"
    assert when.iso_format() == "2025-01-05T23:59:59.500000000+00:00"
    assert (day.iso_format(), source) == ("2025-01-05", "events.csv")


@pytest.mark.neo4j
def test_links_are_relationships_between_what_they_join(case_on_server: Server) -> None:
    found = case_on_server.query(
        "MATCH (a)-[n]->(b) WHERE n.id IS NOT NULL "
        "RETURN n.id, a.id, type(n), b.id, n.report, n.count ORDER BY n.id"
    )

    assert found == [
        ("l1", "p1", "GAVE_ADDRESS", "a1", "r2", None),
        ("l2", "p1", "CONTACTED", "p2", "r2", 12),
        ("l3", "e1", "FOUND_AT", "p2", "r1", None),
        ("l4", "e1", "FOUND_AT", "a1", "r1", None),
    ]


@pytest.mark.neo4j
def test_flags_orders_conditions_and_posts_are_tied_to_what_they_are_about(
    case_on_server: Server,
) -> None:
    found = case_on_server.query(
        "MATCH (a)-[n]->(b) WHERE n.id IS NULL RETURN a.id, type(n), b.id ORDER BY a.id, b.id"
    )

    assert found == [
        ("c1", "OF", "d1"),
        ("c1", "AIMED_AT", "p1"),
        ("c1", "AIMED_AT", "p2"),
        ("d1", "ON", "p3"),
        ("f1", "ABOUT", "p1"),
        ("f2", "ABOUT", "a1"),
        ("k1", "STEP_OF", "d1"),
        ("s1", "POSTED_ON", "n1"),
    ]


@pytest.mark.neo4j
def test_what_was_said_before_stands_beside_the_graph(case_on_server: Server) -> None:
    found = case_on_server.query(
        "MATCH (n:Version) RETURN n.table, n.id, n.version, n.kind, n.from_id, n.subject, "
        "COUNT { (n)--() } ORDER BY n.id"
    )

    assert found == [
        ("flags", "f2", 1, None, None, "t1", 0),
        ("links", "l1", 1, "visits", "p1", None, 0),
    ]


@pytest.mark.neo4j
def test_a_value_that_looks_like_cypher_stays_a_value(
    empty_server: Server, import_texts: Importer
) -> None:
    hostile = "x'}) DETACH DELETE n // \\u0027 `)"
    store = opened(empty_server)
    import_texts(
        store, people=f'id,surname\n"{hostile}","{hostile}"\np2,"O\'Example\u2028\U0001f600"'
    )
    store.close()
    store = opened(empty_server, write=False)

    assert store.tables().execute("SELECT id, surname FROM people ORDER BY id").fetchall() == [
        ("p2", "O'Example\u2028\U0001f600"),
        (hostile, hostile),
    ]
    store.close()


# --- addresses and credentials ------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["mysql://localhost", "http://localhost:7474", "bolt://", "bolt:// x"]
)
def test_what_is_no_address_of_a_server_is_refused(address: str) -> None:
    with pytest.raises(NotAStore):
        open_store(address, credentials=("neo4j", "x"))


def test_an_address_with_a_password_is_refused_without_repeating_it() -> None:
    with pytest.raises(NotAStore, match="must not hold user or password") as raised:
        open_store("bolt://neo4j:hunter22@localhost:7687", credentials=("neo4j", "x"))

    assert "hunter22" not in str(raised.value)


def test_without_a_password_it_says_where_to_put_one() -> None:
    with pytest.raises(StoreError, match="a password is needed\nSet NETGRAPH_NEO4J_USER"):
        open_store("bolt://localhost:7687")


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s", "neo4j+s"])
def test_where_nobody_answers_the_store_is_unreachable(scheme: str) -> None:
    with pytest.raises(StoreUnreachable, match="no Neo4j server answers there"):
        open_store(f"{scheme}://127.0.0.1:{free_port()}", credentials=("neo4j", "x"))


def test_where_something_else_answers_the_store_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:

        def answer() -> None:
            for _ in range(3):
                try:
                    connection, _ = other.accept()
                except OSError:
                    return
                with connection:
                    connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(StoreUnreachable, match="this the Bolt port"):
            open_store(f"bolt://127.0.0.1:{other.getsockname()[1]}", credentials=("neo4j", "x"))


@pytest.mark.neo4j
def test_a_wrong_password_is_said_and_not_repeated(neo4j_server: Server) -> None:
    with pytest.raises(StoreError, match="user or password is wrong") as raised:
        open_store(neo4j_server.bolt, credentials=(neo4j_server.user, "wrong-example"))

    assert "wrong-example" not in str(raised.value)


@pytest.mark.neo4j
def test_the_routing_address_reaches_the_same_store(case_on_server: Server) -> None:
    address = case_on_server.bolt.replace("bolt://", "neo4j://")
    store = open_store(address, credentials=case_on_server.credentials)

    assert store.tables().execute("SELECT count(*) FROM links").fetchone() == (4,)
    store.close()


@pytest.mark.neo4j
def test_the_command_line_takes_the_password_from_the_environment(case_on_server: Server) -> None:
    environment = {
        "NETGRAPH_NEO4J_USER": case_on_server.user,
        "NETGRAPH_NEO4J_PASSWORD": case_on_server.password,
    }
    runner = CliRunner()
    arguments = ["--store", case_on_server.bolt, "measures", "--as-of", "2025-03-01", "--json"]

    given = runner.invoke(main, arguments, env=environment)
    missing = runner.invoke(main, arguments, env={**environment, "NETGRAPH_NEO4J_PASSWORD": ""})
    wrong = runner.invoke(
        main, arguments, env={**environment, "NETGRAPH_NEO4J_PASSWORD": "wrong-2"}
    )

    assert (given.exit_code, missing.exit_code, wrong.exit_code) == (0, 1, 1), given.output
    assert given.stdout.startswith('{"person": ')
    assert "a password is needed" in missing.stderr
    assert "wrong-2" not in wrong.output
    assert case_on_server.password not in given.output


@pytest.mark.neo4j
@pytest.mark.parametrize("write", [False, True])
def test_a_database_with_something_else_in_it_is_refused_and_left_as_it_was(
    empty_server: Server, write: bool
) -> None:
    empty_server.query("CREATE (:Film {title: 'An Example'})")

    with pytest.raises(NotAStore, match="holds something other"):
        opened(empty_server, write=write)

    assert empty_server.query("MATCH (n) RETURN labels(n)") == [(["Film"],)]


@pytest.mark.neo4j
def test_a_store_of_another_format_is_refused(empty_server: Server) -> None:
    empty_server.query("CREATE (:Store {name: 'netgraph', format: 999})")

    with pytest.raises(NotAStore, match="another format than 1"):
        opened(empty_server)


# --- two at once --------------------------------------------------------------------------------


@pytest.mark.neo4j
def test_while_somebody_writes_nobody_else_can(
    case_on_server: Server, import_texts: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    import neo4j

    monkeypatch.setattr("netgraph.store.neo4j._WAIT_SECONDS", 1.0)
    store = opened(case_on_server)
    with (
        neo4j.GraphDatabase.driver(case_on_server.bolt, auth=case_on_server.credentials) as driver,
        driver.session() as session,
        session.begin_transaction() as other,
    ):
        other.run("MATCH (store:Store) SET store.held = true").consume()
        began = time.monotonic()
        with pytest.raises(StoreBusy, match="somebody else is writing"):
            import_texts(store, people="id\np9")
        assert time.monotonic() - began < 10
        other.rollback()

    assert import_texts(store, people="id\np9").record is not None
    store.close()


@pytest.mark.neo4j
def test_an_import_compared_with_what_is_no_longer_so_is_not_kept(
    case_on_server: Server, import_texts: Importer
) -> None:
    slow, quick = opened(case_on_server), opened(case_on_server)
    slow.tables()
    import_texts(quick, people="id,surname\np9,Quick")

    with pytest.raises(StoreBusy, match="another import was kept meanwhile; nothing was kept"):
        import_texts(slow, people="id,surname\np9,Slow\np10,Slow")

    slow.close()
    quick.close()
    assert case_on_server.query(
        "MATCH (n:Person) WHERE n.id > 'p8' OR n.id = 'p10' RETURN n.surname"
    ) == [("Quick",)]


@pytest.mark.neo4j
def test_of_two_imports_at_once_each_is_kept_whole_or_not_at_all(
    empty_server: Server, tmp_path: Path
) -> None:
    rows = 2_000
    ends: dict[str, str] = {}
    barrier = threading.Barrier(2)

    def run(name: str) -> None:
        folder = tmp_path / name
        folder.mkdir()
        people = "".join(f"{name}{number},{name}\n" for number in range(rows))
        (folder / "people.csv").write_text("id,surname\n" + people, encoding="utf-8")
        store = opened(empty_server)
        store.tables()
        barrier.wait()
        try:
            import_files(store, [folder], OPTIONS)
            ends[name] = "kept"
        except StoreBusy:
            ends[name] = "busy"
        finally:
            store.close()

    threads = [threading.Thread(target=run, args=(name,)) for name in ("first", "second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    kept = [name for name, end in ends.items() if end == "kept"]
    assert sorted(ends.values()) == ["busy", "kept"]
    counted = empty_server.query("MATCH (n:Person) RETURN n.surname, n.import_id, count(*)")
    assert counted == [(kept[0], 1, rows)]
    assert empty_server.query("MATCH (n:Import) RETURN count(n)") == [(1,)]


@pytest.mark.neo4j
def test_an_import_that_names_what_was_deleted_by_hand_keeps_nothing(
    case_on_server: Server, import_texts: Importer
) -> None:
    store = opened(case_on_server)
    store.tables()
    case_on_server.query("MATCH (n:Address {id: 'a2'}) DETACH DELETE n")

    with pytest.raises(StoreError, match="links: 1 rows name what the server no longer holds"):
        import_texts(store, people="id\np9", links="id,kind,from,to,report\nl9,visits,p9,a2,r1")

    store.close()
    assert case_on_server.query("MATCH (n:Person {id: 'p9'}) RETURN n") == []
    assert case_on_server.query("MATCH (n:Store) RETURN n.imports") == [(2,)]

"""The officers' copy: what it holds, what it must not hold, and what stands if writing ends early."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest
from click.testing import CliRunner

from netgraph.cli import main, publish
from netgraph.errors import InputError, NotAStore, StoreBusy, UnknownId
from netgraph.publish import Imprint
from netgraph.publish.content import open_copy
from netgraph.publish.write import LABELS_OF_A_COPY, replace_copy
from netgraph.report.audiences import PUBLISHED, SHARED_COLUMNS, published_for
from netgraph.store import open_store
from netgraph.tables import PROVENANCE, table_columns
from netgraph.workflow import publish as publish_copy
from tests.report.conftest import AS_OF, SMALL_CASE, imported

IMPRINT = Imprint("7", "officer", "A team", "2025-06-01T09:00:00+00:00", date(2025, 6, 29))

# What stands only in the report with handling code C, and in what rests on it.
CODE_C = ("r-5", "l-15", "l-20", "e-secret", "source-osprey", "only with the originator")
CODE_C += ("cormorant", "heron feather")
# Where reports came from.
SOURCES = ("source-heron", "housing", "social_care", '"police"')
# Whom and what a partner's copy about p-holder must not name.
OTHERS = ("Harrowgate", "Milo", "Pennistone", "Wren", "Ashcombe", "Delphine", "Fairweather")
OTHERS += ("Stillwater", "Imogen", "Kestrel", "Plover", "CM99", "900123", "ZZ99 ABC", "Saltmere")
OTHERS += ("Quill;Roz", "1990-02-03", "51.7", "schedule")
IDS = tuple(f"p-{who}" for who in ("holder", "second", "child", "occupant", "friend", "worker"))
IDS += ("a-home", "a-child", "t-line", "v-car", "e-missing", '"l-1"', '"r-1"', '"f-1"', '"o-1"')

AUDIENCES = ("officer", "partner")


@pytest.fixture(scope="module")
def small_store(tmp_path_factory):
    """The small case of the reports' tests, in memory."""
    store = imported(tmp_path_factory.mktemp("published"), SMALL_CASE)
    yield store
    store.close()


@pytest.fixture(scope="module")
def copied(small_store):
    """The officers' copy of the small case."""
    return batches(small_store)


def batches(store, audience="officer", about=(), as_of=AS_OF):
    with open_copy(store.tables(), as_of, published_for(audience), about) as copy:
        return list(copy.batches())


def nodes(found, label):
    return {
        row["id"]: row
        for each in found
        if each.label == label and not each.ends
        for row in each.rows
    }


def ties(found, kind):
    return {
        (row["from"], row["to"])
        for each in found
        if each.label == kind and each.ends
        for row in each.rows
    }


def text_of(found):
    return json.dumps([(each.label, each.ends, each.rows) for each in found], default=str)


def held(text, words):
    return [word for word in words if word in text or json.dumps(word)[1:-1] in text]


def test_an_officers_copy_names_people_and_holds_links_with_their_reports(copied):
    found = copied

    assert nodes(found, "Person")["p-child"]["name"] == "Wren Pennistone"
    assert nodes(found, "Person")["p-child"]["under_18"] is True
    assert ("p-holder", "p-child") in ties(found, "DIRECTS")
    assert nodes(found, "Report")["r-1"] == {
        "id": "r-1", "date": date(2025, 3, 1), "grade": "1AP", "grade_original": "1AP",
        "marking": "OFFICIAL-SENSITIVE",
    }  # fmt: skip


def test_findings_are_nodes_that_rest_on_reasons_that_rest_on_reports(copied):
    found = copied
    finding = nodes(found, "Finding")["likely_victim:p-child"]
    reasons = [to for start, to in ties(found, "RESTS_ON") if start == finding["id"]]

    assert finding["name"] == "likely victim"
    assert (finding["id"], "p-child") in ties(found, "ABOUT")
    assert reasons
    assert any((each, "r-1") in ties(found, "RESTS_ON") for each in reasons)
    assert all(nodes(found, "Reason")[each]["speaks"] == "for" for each in reasons)


def test_reasons_tell_of_people_by_name_and_id(copied):
    texts = [each["text"] for each in nodes(copied, "Reason").values()]

    assert any("Wren Pennistone (p-child)" in each for each in texts)
    assert [each for each in nodes(copied, "Reason").values() if "points" in each] == []


def test_orders_in_force_are_there_with_their_conditions_word_for_word(copied):
    found = copied

    assert nodes(found, "Order")["o-1"]["status"] == "in force"
    assert nodes(found, "Condition")["c-1"]["text"].startswith("Not to contact the person named")
    assert ties(found, "ON") == {("o-1", "p-second")}
    assert ties(found, "OF") == {("c-1", "o-1")}
    assert ties(found, "AIMED_AT") == {("c-1", "p-child")}


def test_an_order_that_has_ended_is_not_there(small_store):
    assert nodes(batches(small_store, as_of=date(2025, 8, 1)), "Order") == {}


def test_an_officers_copy_holds_nothing_of_a_report_with_handling_code_c_and_no_source(copied):
    assert held(text_of(copied), (*CODE_C, *SOURCES)) == []


def test_a_person_of_whom_only_a_withheld_report_tells_is_not_there(case_store):
    store = case_store(
        people="id,surname\np1,Able\np2,Baker\np3,Cole",
        reports="id,date,grade\nr1,2025-03-01,1AP\nr2,2025-03-01,1AC\nr3,2025-03-01,2EP",
        links="id,kind,from,to,start,report\nl1,pays,p1,p2,2025-03-01,r1\n"
        "l2,pays,p1,p3,2025-03-01,r2\nl3,pays,p2,p3,2025-03-01,r3",
    )

    assert sorted(nodes(batches(store), "Person")) == ["p1", "p2"]
    assert held(text_of(batches(store)), ("Cole", "l2", "l3", "r2", "r3")) == []


def test_what_was_not_known_on_the_day_is_not_there(small_store):
    found = batches(small_store, as_of=date(2025, 3, 5))

    assert ties(found, "DIRECTS") == {("p-holder", "p-child")}
    assert "p-occupant" not in nodes(found, "Person")


def test_a_partners_copy_names_only_those_asked_about(small_store):
    found = batches(small_store, "partner", ("p-holder",))
    names = [each["name"] for each in nodes(found, "Person").values()]

    assert "Rosalind Quillby" in names
    assert sorted(names)[:2] == ["Person A", "Person B"]
    assert held(text_of(found), (*OTHERS, *IDS, *CODE_C, *SOURCES)) == []


def test_a_partners_copy_tells_of_findings_on_nobody_else_and_has_no_orders(small_store):
    found = batches(small_store, "partner", ("p-holder",))
    claims = {each["claim"] for each in nodes(found, "Finding").values()}

    assert claims == {"exploiter"}
    assert nodes(found, "Order") == nodes(found, "Condition") == nodes(found, "Flag") == {}


def test_a_copy_about_somebody_holds_what_is_within_two_steps(case_store):
    store = case_store(
        people="id\n" + "\n".join(f"p{n}" for n in range(1, 6)),
        reports="id,date,grade\nr1,2025-03-01,1AP",
        links="id,kind,from,to,start,report\n"
        + "\n".join(f"l{n},pays,p{n},p{n + 1},2025-03-01,r1" for n in range(1, 5)),
    )

    assert sorted(nodes(batches(store, about=("p1",)), "Person")) == ["p1", "p2", "p3"]


def test_every_node_has_one_label_of_the_list(copied):
    labels = {each.label for each in copied if not each.ends}

    assert labels <= set(LABELS_OF_A_COPY)
    assert all(":" not in each for each in labels)


def test_the_same_case_gives_the_same_copy(small_store, copied):
    assert text_of(batches(small_store)) == text_of(copied)


def test_the_columns_that_are_published_are_columns_that_exist_and_may_be_read():
    for audience, tables in PUBLISHED.items():
        read = published_for(audience).read
        for table, columns in tables.items():
            assert set(columns) <= {name for name, _ in table_columns(table)}
            assert set(columns) <= set(read[table])
            assert not set(columns) & {"origin", "agency", "handling", *dict(PROVENANCE)}
    for table, columns in PUBLISHED["partner"].items():
        assert {SHARED_COLUMNS[table][each] for each in columns} <= {
            "kept",
            "recoded",
            "vocabulary",
        }


def test_the_audiences_of_the_command_are_those_of_the_table():
    assert publish.AUDIENCES == tuple(PUBLISHED) == AUDIENCES


@pytest.mark.parametrize("audience", ["analyst", "court", "press"])
def test_nothing_is_published_for_anybody_else(audience):
    with pytest.raises(InputError, match="nothing is published"):
        published_for(audience)


def test_an_unknown_id_is_refused_before_anything_is_written(small_store):
    with pytest.raises(UnknownId):
        publish_copy(small_store, ("bolt://localhost:1", None), AS_OF, IMPRINT, ("p-nobody",))


# --- in a real server --------------------------------------------------------------------


def everything(server):
    """All that a copy's database holds or is called, as text."""
    asked = (
        "MATCH (n) RETURN labels(n), properties(n)",
        "MATCH ()-[r]->() RETURN type(r), properties(r)",
        "CALL db.labels() YIELD label RETURN label",
        "CALL db.relationshipTypes() YIELD relationshipType RETURN relationshipType",
        "SHOW INDEXES YIELD name, labelsOrTypes, properties RETURN name, labelsOrTypes, properties",
        "SHOW CONSTRAINTS YIELD name RETURN name",
    )
    return json.dumps([server.query(each) for each in asked], default=str, ensure_ascii=False)


def put(store, server, audience="officer", about=()):
    imprint = Imprint("7", audience, "A team", IMPRINT.published_at, IMPRINT.expires, 3, "ab" * 32)
    return publish_copy(store, (server.bolt, server.credentials), AS_OF, imprint, about)


@pytest.mark.neo4j
@pytest.mark.parametrize("stages", [False, True])
@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_suppressed_identifier_is_anywhere_in_the_copy(
    audience, stages, small_store, empty_server, monkeypatch
):
    if stages:
        monkeypatch.setattr("netgraph.publish.write.ONE_TRANSACTION_ROWS", 0)
    done = put(small_store, empty_server, audience, ("p-holder",) if audience == "partner" else ())
    text = everything(empty_server)

    assert done.nodes["Person"] == text.count('["Person"], {')
    assert held(text, (*CODE_C, *SOURCES)) == []
    assert ("Quillby" in text, "Person A" in text) == (True, audience == "partner")
    if audience == "partner":
        assert held(text, (*OTHERS, *IDS)) == []


@pytest.mark.neo4j
def test_the_banner_says_marking_date_copy_and_expiry(small_store, empty_server):
    put(small_store, empty_server)
    [(banner,)] = empty_server.query("MATCH (b:Banner) RETURN properties(b)")

    assert banner["name"] == "OFFICIAL-SENSITIVE · officer copy 7 · expires 2025-06-29"
    assert (str(banner["as_of"]), str(banner["expires"])) == ("2025-06-01", "2025-06-29")
    assert (banner["state"], banner["log_line"], banner["log_hash"]) == ("whole", 3, "ab" * 32)


@pytest.mark.neo4j
@pytest.mark.parametrize("stages", [False, True])
def test_a_second_copy_takes_the_place_of_the_first_whole(
    stages, small_store, case_store, empty_server, monkeypatch
):
    put(small_store, empty_server)
    smaller = case_store(
        people="id,surname\np1,Able\np2,Baker",
        reports="id,date,grade\nr1,2025-03-01,1AP",
        links="id,kind,from,to,start,report\nl1,pays,p1,p2,2025-03-01,r1",
    )
    if stages:
        monkeypatch.setattr("netgraph.publish.write.ONE_TRANSACTION_ROWS", 0)
    put(smaller, empty_server)

    found = empty_server.query("MATCH (n) RETURN labels(n)[0], n.id")
    assert sorted(found) == [
        ("Banner", "banner"),
        ("Person", "p1"),
        ("Person", "p2"),
        ("Report", "r1"),
    ]
    assert "Quillby" not in everything(empty_server)


@pytest.mark.neo4j
def test_a_store_and_what_is_no_copy_are_left_as_they_are(small_store, case_store, empty_server):
    empty_server.query("CREATE (:Note {text: 'of somebody else'})")
    with pytest.raises(NotAStore, match="something other than a published copy"):
        put(small_store, empty_server)
    assert empty_server.query("MATCH (n) RETURN count(n)") == [(1,)]

    empty_server.query("MATCH (n) DELETE n")
    put(small_store, empty_server)
    empty_server.query("CREATE (:Note {text: 'of somebody else'})")
    with pytest.raises(NotAStore, match="something other than a published copy"):
        put(small_store, empty_server)

    empty_server.query("MATCH (n) DETACH DELETE n")
    store = open_store(
        empty_server.bolt, write=True, create=True, credentials=empty_server.credentials
    )
    store.write_decision({"what": "makes it a store"})
    store.close()
    with pytest.raises(NotAStore, match="a netgraph store"):
        put(small_store, empty_server)


@pytest.mark.neo4j
@pytest.mark.parametrize("stages", [False, True])
def test_a_copy_whose_writing_ends_early_is_the_old_one_or_says_that_it_is_not_whole(
    stages, small_store, empty_server, monkeypatch
):
    put(small_store, empty_server)
    before = everything(empty_server)
    if stages:
        monkeypatch.setattr("netgraph.publish.write.ONE_TRANSACTION_ROWS", 0)

    class Ended(Exception):
        pass

    with open_copy(small_store.tables(), AS_OF, published_for("officer"), ()) as copy:
        whole = list(copy.batches())

        def end_early():
            yield from whole[:4]
            raise Ended

        monkeypatch.setattr(type(copy), "batches", lambda _: end_early())
        with pytest.raises(Ended):
            replace_copy((empty_server.bolt, empty_server.credentials), copy, {"state": "whole"})
        monkeypatch.undo()

    [(state, name)] = empty_server.query("MATCH (b:Banner) RETURN b.state, b.name")
    if not stages:
        assert everything(empty_server) == before
        return
    assert state == "not whole"
    assert "do not use it" in name
    put(small_store, empty_server)
    assert empty_server.query("MATCH (b:Banner) RETURN b.state") == [("whole",)]


@pytest.mark.neo4j
def test_of_two_copies_in_stages_at_once_the_later_one_stands(
    small_store, empty_server, monkeypatch
):
    monkeypatch.setattr("netgraph.publish.write.ONE_TRANSACTION_ROWS", 0)
    with open_copy(small_store.tables(), AS_OF, published_for("officer"), ()) as copy:
        whole = list(copy.batches())

        def overtaken():
            yield from whole[:3]
            monkeypatch.undo()
            put(small_store, empty_server)
            yield from whole[3:]

        monkeypatch.setattr(type(copy), "batches", lambda _: overtaken())
        with pytest.raises(StoreBusy, match="another copy is being written"):
            replace_copy((empty_server.bolt, empty_server.credentials), copy, {"state": "early"})

    assert empty_server.query("MATCH (b:Banner) RETURN b.state") == [("whole",)]


PUBLISHER = """
import sys
from netgraph.cli import main
import netgraph.publish.write as write
write.ONE_TRANSACTION_ROWS = int(sys.argv[1])
send = write._send
def slowly(tx, batch):
    print(batch.label, flush=True)
    send(tx, batch)
write._send = slowly
main(sys.argv[2:])
"""


@pytest.mark.neo4j
@pytest.mark.parametrize("rows", [50_000, 0])
def test_a_killed_publication_leaves_the_old_copy_or_says_so(
    rows, tmp_path, empty_server, monkeypatch
):
    monkeypatch.setenv("NETGRAPH_PUBLISH_USER", empty_server.user)
    monkeypatch.setenv("NETGRAPH_PUBLISH_PASSWORD", empty_server.password)
    store = _store(tmp_path)
    arguments = ["--store", store, "publish", "--to", empty_server.bolt, "--as-of", str(AS_OF)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    before = everything(empty_server)
    process = subprocess.Popen(
        [sys.executable, "-c", PUBLISHER, str(rows), *arguments], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for _ in range(3):
        process.stdout.readline()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    time.sleep(1)  # the server ends what the killed process had begun

    [(state,)] = empty_server.query("MATCH (b:Banner) RETURN b.state")
    assert state == ("whole" if rows else "not whole")
    if rows:
        assert everything(empty_server) == before
    done = CliRunner().invoke(main, ["--store", store, "log", "--json"])
    assert [json.loads(each)["command"] for each in done.stdout.splitlines()].count("publish") == 2


def _store(tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    for name, text in SMALL_CASE.items():
        (folder / f"{name}.csv").write_text(text.strip() + "\n", encoding="utf-8")
    store = str(tmp_path / "s.duckdb")
    assert CliRunner().invoke(main, ["--store", store, "import", str(folder)]).exit_code in (0, 3)
    return store


@pytest.mark.neo4j
def test_a_publication_is_in_the_log_before_it_is_written(tmp_path, empty_server, monkeypatch):
    monkeypatch.setenv("NETGRAPH_PUBLISH_USER", empty_server.user)
    monkeypatch.setenv("NETGRAPH_PUBLISH_PASSWORD", empty_server.password)
    store = _store(tmp_path)
    empty_server.query("CREATE (:Note)")
    arguments = ["--store", store, "publish", "--to", empty_server.bolt, "--recipient", "A team"]
    refused = CliRunner().invoke(main, [*arguments, "--reason", "morning briefing"])
    lines = CliRunner().invoke(main, ["--store", store, "log", "--json"]).stdout.splitlines()
    line = json.loads(lines[-1])

    assert refused.exit_code == 2
    assert (line["command"], line["kind"]) == ("publish", "disclosure")
    assert (line["recipient"], line["reason"]) == ("A team", "morning briefing")
    assert line["options"] == {"to": empty_server.bolt, "audience": "officer"}
    assert empty_server.password not in "".join(lines)

    empty_server.query("MATCH (n) DELETE n")
    done = CliRunner().invoke(main, [*arguments, "--expires", "2030-01-31"])
    [(copy, hash_of_line)] = empty_server.query("MATCH (b:Banner) RETURN b.copy, b.log_hash")

    assert done.exit_code == 0, done.output
    assert "no reason given" in done.stderr
    assert copy == "3"
    held_line = ["--store", store, "log", "verify", "--holds", hash_of_line]
    assert CliRunner().invoke(main, held_line).exit_code == 0

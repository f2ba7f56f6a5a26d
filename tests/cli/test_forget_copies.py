"""``forget --publish-again``: the officers' copy on a server is written anew, without the person."""

import pytest
from click.testing import CliRunner

from netgraph.cli import main

CASE = {
    "people": "id,surname,forenames,date_of_birth\np1,Invented,Al,1990-01-01\n"
    "p2,Quillfeather,Zephyrine,1990-03-02\np3,Third,Bo,2009-03-02\n",
    "reports": "id,date,grade\nr1,2025-01-10,1AP\nr2,2025-01-20,2BP\n",
    "links": "id,kind,from,to,start,report\n"
    "l1,directs,p1,p3,2025-01-09,r1\nl2,associates_with,p2,p1,2025-01-19,r2\n",
}


@pytest.mark.neo4j
def test_a_copy_is_written_anew_without_whoever_was_forgotten(tmp_path, empty_server, monkeypatch):
    monkeypatch.setenv("NETGRAPH_PUBLISH_USER", empty_server.user)
    monkeypatch.setenv("NETGRAPH_PUBLISH_PASSWORD", empty_server.password)
    case, store = tmp_path / "case", tmp_path / "case.duckdb"
    case.mkdir()
    for name, text in CASE.items():
        (case / f"{name}.csv").write_text(text, encoding="utf-8")

    def run(*words):
        return CliRunner().invoke(main, ["--store", str(store), *words, "--as-of", "2025-03-01"])

    def people():
        rows = empty_server.query("MATCH (n:Person) RETURN n.id ORDER BY n.id")
        return [each for (each,) in rows]

    assert run("import", str(case)).exit_code == 0
    published = run("publish", "--to", empty_server.bolt, "--copy", "7", "--reason", "For the team")
    assert published.exit_code == 0, published.output
    assert people() == ["p1", "p2", "p3"]
    words = ("--reason", "No longer necessary.", "--by", "DI 1", "--publish-again")
    result = run("forget", "p2", *words, empty_server.bolt)
    assert result.exit_code == 0, result.output
    assert f"{empty_server.bolt}: copy 7 was written anew, without this person." in result.stdout
    assert people() == ["p1", "p3"]

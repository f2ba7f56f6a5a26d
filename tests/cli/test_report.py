import json

from click.testing import CliRunner

from netgraph.cli import main, report
from netgraph.errors import StoreBusy
from netgraph.report.audiences import AUDIENCES
from netgraph.store.embedded import EmbeddedStore

REPORTS = "id,date,grade\nr1,2025-03-01,1AP\n"
LINKS = "id,kind,from,to,start,report\nl1,pays,p1,p2,2025-03-01,r1\n"


def _store(tmp_path):
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "people.csv").write_text("id,surname\np1,Larkspur\np2,Tansy\n")
    (tmp_path / "case" / "reports.csv").write_text(REPORTS)
    (tmp_path / "case" / "links.csv").write_text(LINKS)
    store = str(tmp_path / "s.duckdb")
    made = CliRunner().invoke(main, ["--store", store, "import", str(tmp_path / "case")])
    assert made.exit_code == 0, made.output
    return store


def _run(store, *arguments):
    return CliRunner().invoke(
        main, ["--store", store, "report", "--as-of", "2025-06-01", *arguments]
    )


def test_the_report_is_written_and_its_path_printed(tmp_path):
    path = tmp_path / "out.html"
    result = _run(_store(tmp_path), "-o", str(path))

    assert result.exit_code == 0
    assert result.stdout == f"{path}\n"
    assert "Larkspur" in path.read_text(encoding="utf-8")


def test_an_unknown_id_ends_with_a_failure_that_names_it(tmp_path):
    result = _run(_store(tmp_path), "-o", str(tmp_path / "out.html"), "--about", "p9")

    assert result.exit_code == 1
    assert "'p9'" in result.stderr


def test_an_unknown_audience_is_wrong_usage(tmp_path):
    result = _run(_store(tmp_path), "-o", str(tmp_path / "out.html"), "--audience", "press")

    assert result.exit_code == 2


def test_a_folder_that_is_not_there_ends_with_a_failure(tmp_path):
    result = _run(_store(tmp_path), "-o", str(tmp_path / "none" / "out.html"))

    assert result.exit_code == 1
    assert "cannot be written" in result.stderr


def test_the_audiences_of_the_command_are_those_of_the_table():
    assert tuple(each.name for each in AUDIENCES) == report.AUDIENCES


def test_a_copy_for_somebody_is_numbered_by_the_line_of_the_log_under_which_it_stands(tmp_path):
    store, path = _store(tmp_path), tmp_path / "out.html"
    asked = ("-o", str(path), "--audience", "officer", "--reason", "briefing")
    _run(store, *asked, "--recipient", "Response team 3", "--expires", "2025-07-01")
    text = path.read_text(encoding="utf-8")
    log = (tmp_path / "s.duckdb.log.jsonl").read_text(encoding="utf-8").splitlines()

    line = json.loads(log[-1])
    assert f"copy {line['number']} · for Response team 3 · not to be used after 1 Jul 2025" in text
    assert line["recipient"] == "Response team 3"
    assert line["options"]["expires"] == "2025-07-01"


def test_a_copy_for_nobody_in_particular_has_no_number_and_the_same_bytes_twice(tmp_path):
    store, path = _store(tmp_path), tmp_path / "out.html"
    _run(store, "-o", str(path))
    first = path.read_bytes()
    _run(store, "-o", str(path))

    assert path.read_bytes() == first


def test_where_the_log_cannot_be_written_no_copy_is_made(tmp_path):
    store, path = _store(tmp_path), tmp_path / "out.html"
    log = tmp_path / "s.duckdb.log.jsonl"
    log.unlink()
    log.mkdir()
    result = _run(store, "-o", str(path), "--recipient", "Response team 3")

    assert result.exit_code == 1
    assert not path.exists()


def _things(path):
    """Where each id is drawn."""
    text = path.read_text(encoding="utf-8")
    ids = [row[1] for row in json.loads(_element(text, "things"))["things"]]
    nodes = json.loads(_element(text, "graph"))["nodes"]
    return {ids[node["id"]]: (node["x"], node["y"]) for node in nodes}


def _element(text, name):
    return text.split(f'id="{name}">')[1].split("</script>")[0]


def test_next_week_s_report_of_a_grown_case_keeps_everybody_where_they_were(tmp_path):
    store, path = _store(tmp_path), tmp_path / "out.html"
    _run(store, "-o", str(path))
    before = _things(path)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "people.csv").write_text("id,surname\np3,Sorrel\np4,Yarrow\n")
    (tmp_path / "more" / "reports.csv").write_text("id,date,grade\nr2,2025-03-09,1AP\n")
    (tmp_path / "more" / "links.csv").write_text(
        "id,kind,from,to,start,report\nl2,pays,p3,p1,2025-03-09,r2\nl3,pays,p3,p4,2025-03-09,r2\n"
    )
    assert CliRunner().invoke(main, ["--store", store, "import", str(tmp_path / "more")])
    _run(store, "-o", str(path))
    after = _things(path)

    assert {each: after[each] for each in before} == before
    assert set(after) == {"p1", "p2", "p3", "p4"}


def test_a_store_that_cannot_be_written_to_gives_its_report_all_the_same(tmp_path, monkeypatch):
    store, path = _store(tmp_path), tmp_path / "out.html"

    def refuse(self, scope, layout):
        raise StoreBusy("another process holds the store", hint="Wait.")

    monkeypatch.setattr(EmbeddedStore, "write_layout", refuse)
    result = _run(store, "-o", str(path))

    assert result.exit_code == 0
    assert "the next report may draw things elsewhere" in result.stderr
    assert path.exists()

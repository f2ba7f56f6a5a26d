"""``review due``, ``review keep`` and ``forget`` as they are called."""

import json

from click.testing import CliRunner

from netgraph.cli import main

CASE = {
    "people": "id,surname,forenames\np1,Invented,\np2,Quillfeather,Zephyrine\n",
    "reports": "id,date,grade\nr1,2020-01-10,1AP\n",
    "links": "id,kind,from,to,start,report\nl1,associates_with,p1,p2,2020-01-09,r1\n",
}


def test_who_is_due_can_be_kept_or_forgotten(tmp_path):
    case, store = tmp_path / "case", tmp_path / "case.duckdb"
    case.mkdir()
    for name, text in CASE.items():
        (case / f"{name}.csv").write_text(text, encoding="utf-8")

    def run(*words):
        return CliRunner().invoke(main, ["--store", str(store), *words])

    assert run("import", str(case)).exit_code == 0
    due = run("review", "due", "--as-of", "2021-01-10").stdout.splitlines()
    assert due[:3] == [
        "DUE FOR REVIEW (2)",
        "  2021-01-10  p1 (Invented): association only, latest record 2020-01-10",
        "  2021-01-10  p2 (Zephyrine Quillfeather): association only, latest record 2020-01-10",
    ]
    words = ("--reason", "A case is open.", "--by", "DI 1", "--as-of", "2021-01-10")
    kept = run("review", "keep", "p1", "--until", "2022-01-10", *words)
    assert kept.stdout == "Kept: p1, until 2022-01-10, by DI 1 (decision d1).\n"
    gone = run("forget", "p2", "--reason", "No longer necessary.", "--by", "DI 1")
    assert gone.stdout.startswith("Forgotten (decision d2). Removed for good: 1 links, 1 people.\n")
    left = run("review", "due", "--as-of", "2022-01-10", "--json").stdout.splitlines()
    assert [json.loads(line)["person"] for line in left] == ["p1"]
    assert run("log", "verify").exit_code == 0
    files = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert (b"Zephyrine" in files, b'"p2"' in files) == (False, False)
    kinds = [json.loads(line)["kind"] for line in run("log", "--json").stdout.splitlines()]
    assert kinds == [
        "collection", "consultation", "alteration", "erasure", "erasure", "consultation",
    ]  # fmt: skip

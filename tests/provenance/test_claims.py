"""Each claim answers where it comes from, in every version, and why it is shown or not."""

import pytest

from netgraph.errors import UnknownId
from netgraph.provenance.claims import claim
from netgraph.store import open_store
from tests.conftest import OPTIONS

CASE = {
    "reports": "id,date,grade,agency,origin\nr1,2025-02-01,B21,police,op-1",
    "people": "id\np1\np2",
    "links": "id,kind,from,to,report,detail\nl1,pays,p1,p2,r1,\nl2,pays,p1,p2,r1,by hand",
}


@pytest.fixture
def store(import_texts):
    opened = open_store(":memory:")
    import_texts(opened, **CASE)
    import_texts(opened, links="id,kind,from,to,report\nl1,directs,p1,p2,r1")
    yield opened
    opened.close()


def of(store, each):
    return claim(store.tables(), each, store.imports(), store.decisions())


def test_a_claim_names_row_file_report_grade_import_and_who(store):
    found = of(store, "l2")

    assert (found.table, found.report.id, found.report.grade, found.report.grade_original) == (
        "links", "r1", "1AP", "B21",
    )  # fmt: skip
    [version] = found.versions
    assert (version.file, version.line, version.import_id) == ("links.csv", 3, 1)
    assert (version.imported_at, version.imported_by) == (OPTIONS.now, "tests")
    assert (version.state, len(version.sha256)) == ("shown", 64)
    assert ("kind", "pays") in version.said
    assert ("detail", "by hand") in version.said


def test_every_version_says_why_it_is_shown_or_not(store):
    def states():
        return [each.state for each in of(store, "l1").versions]

    decision = {"who": "A", "when": "now", "reason": "x"}
    assert states() == ["shown", "not shown: replaced by version 2"]
    store.write_decision({**decision, "what": "undo", "about": "i2"})
    assert states() == ["not shown: import 2 is undone (decision d1)", "shown"]
    store.write_decision({**decision, "what": "withdraw", "about": "r1"})
    assert of(store, "l2").versions[0].state == "not shown: report r1 is withdrawn (decision d2)"
    assert of(store, "r1").versions[0].state == "not shown: report r1 is withdrawn (decision d2)"


def test_an_unknown_id_is_said(store):
    with pytest.raises(UnknownId, match="'l9'"):
        of(store, "l9")

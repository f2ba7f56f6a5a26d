"""The picture of a non-association list, and the changes since a day, as the report shows them."""

import json
from datetime import date

from netgraph import report
from netgraph.actions import ReportOptions
from netgraph.provenance.changes import Change, ChangedReason, Claims
from netgraph.report.content import ListLine, Reference
from netgraph.report.list_picture import list_picture
from tests.report.conftest import AS_OF


def _person(name):
    return Reference(name, name.lower(), "P", "person")


def test_a_list_is_drawn_in_three_columns_and_told_in_words():
    listed = (
        ListLine(_person("Milo"), (), (_person("Wren"), _person("Osric")), ()),
        ListLine(_person("Imogen"), (), (_person("Wren"),), ()),
    )
    drawn = list_picture(_person("Rosalind"), listed)

    assert [mark.name for mark in drawn.marks] == ["Rosalind", "Milo", "Imogen", "Wren", "Osric"]
    assert [line.sort for line in drawn.lines] == [
        "apart",
        "protects",
        "protects",
        "apart",
        "protects",
    ]
    assert drawn.words == (
        "To be kept apart from Rosalind: Milo, for the sake of Wren, Osric; "
        "Imogen, for the sake of Wren."
    )


def test_a_list_of_nobody_has_no_picture():
    assert list_picture(_person("Rosalind"), ()) is None


def _written(con, path, audience="analyst"):
    reason = ChangedReason(
        "directed",
        3,
        "Told what to do by p-holder on 2025-03-01.",
        Claims(reports=("r-1",)),
        Claims(),
    )
    gone = Change("gone", "exploiter", "p-second", "Milo", "limited", "", 3, 0, (reason,))
    new = Change("new", "likely_victim", "p-child", "Wren", "", "strong", 0, 9, (reason,))
    options = ReportOptions(
        about=("p-child",) if audience == "partner" else (),
        audience=audience, since=date(2025, 5, 1), changes=(new, gone),
    )  # fmt: skip
    report.write_copy(con, path, AS_OF, options)
    return path.read_text(encoding="utf-8")


def test_changes_are_told_with_the_reports_that_did_it_victims_first(small_case, tmp_path):
    text = _written(small_case, tmp_path / "report.html")
    part = text.split('<section id="changes"')[1].split("</section>")[0]

    assert "Changes since 1 May 2025" in part
    assert "2 findings changed: 1 new, 1 gone." in part
    assert part.index("Wren Pennistone") < part.index("Milo Harrowgate")
    assert "on 1 Mar 2025" in part
    assert "2025-03-01" not in part


def test_a_shared_copy_tells_no_changes(small_case, tmp_path):
    text = _written(small_case, tmp_path / "report.html", "partner")

    assert '<section id="changes"' not in text
    assert "p-holder" not in text
    assert json.loads(text.split('id="things">')[1].split("</script>")[0])["orders"] == []

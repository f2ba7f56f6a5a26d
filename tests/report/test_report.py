import re
import stat

import pytest

from netgraph import report
from netgraph.errors import OutputError, UnknownId
from netgraph.report import picture
from tests.report.conftest import AS_OF, SMALL_CASE


def _words(text):
    """What a reader reads: the page without scripts, style and tags, spaces as one."""
    text = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", text, flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


def _section(text, name):
    return text.split(f'<section id="{name}"')[1].split("<section id=")[0]


def test_the_same_case_gives_the_same_bytes_whatever_the_order_of_its_rows(case, written):
    turned = {}
    for name, text in SMALL_CASE.items():
        header, *rows = text.strip().splitlines()
        turned[name] = "\n".join([header, *reversed(rows)])

    first = written(case(**SMALL_CASE))

    assert first == written(case(**turned))


def test_likely_victims_stand_before_homes_and_homes_before_exploiters(small_case, written):
    text = written(small_case)

    places = [
        text.index(f'<section id="{name}"')
        for name in ("likely_victim", "cuckooed_address", "exploiter")
    ]
    assert places == sorted(places)
    assert "See that likely victims are safe" in _words(_section(text, "summary"))


def test_the_first_sentence_says_what_was_found(small_case, written):
    words = _words(_section(written(small_case), "summary"))

    assert "Looking from 1 Jun 2025, the records suggest" in words
    assert "These are leads for a person to judge, not labels." in words


def test_the_first_sentence_says_who_is_young(small_case, written):
    words = _words(_section(written(small_case), "summary"))

    assert "under 18 or recorded as a child at risk" in words


def test_a_finding_shows_reasons_reports_and_what_speaks_against_it(small_case, written):
    text = _section(written(small_case), "exploiter")

    assert "What points to it" in text
    assert "What speaks against it" in text
    assert "Rosalind Quillby" in text
    assert "data-thing" in text
    assert re.search(r'<bdi class="id">r-1</bdi>.*?1AP.*?1 Mar 2025.*?police', text, re.S)


def test_ids_in_a_sentence_are_shown_with_their_names(small_case, written):
    words = _words(_section(written(small_case), "exploiter"))

    assert "Wren Pennistone p-child" in words


def test_an_order_in_force_stands_word_for_word_and_says_that_it_ends_soon(small_case, written):
    text = _section(written(small_case), "orders")

    assert "Not to contact the person named in the schedule &lt;in any way&gt;." in text
    assert "Ends in 30 days." in text


def test_an_order_that_has_ended_is_not_shown(small_case, written):
    from datetime import date

    assert "No order in force is recorded" in written(small_case, as_of=date(2025, 7, 2))


def test_an_empty_case_gives_a_page_that_says_so(case, written):
    text = written(case(people="id\np1", reports="id,date,grade\nr1,2025-01-01,1AP"))

    assert text.count("Nothing found that meets the rules") == 3
    assert "Nothing to draw" in text
    assert "That is not proof that nothing happened" in _words(text)


@pytest.mark.parametrize(
    ("markings", "shown"),
    [
        (("OFFICIAL", "OFFICIAL"), "OFFICIAL"),
        (("OFFICIAL", ""), "OFFICIAL-SENSITIVE"),
        (("OFFICIAL", "OFFICIAL-SENSITIVE"), "OFFICIAL-SENSITIVE"),
    ],
)
def test_the_marking_is_the_highest_of_all_reports(markings, shown, case, written):
    rows = "\n".join(f"r{n},2025-01-01,1AP,{each}" for n, each in enumerate(markings))
    text = written(case(people="id\np1", reports=f"id,date,grade,marking\n{rows}"))

    assert text.count(f"<strong>{shown}</strong>") == 2
    assert text.count(f'content: "{shown}"') == 2


def test_without_reports_the_marking_is_the_default(case, written):
    assert "<strong>OFFICIAL-SENSITIVE</strong>" in written(case(people="id\np1"))


def test_a_report_about_somebody_holds_what_stands_within_two_steps(case, written):
    text = written(
        case(
            people="id\np1\np2\np3\np4\np5",
            reports="id,date,grade\nr1,2025-05-01,1AP",
            links="id,kind,from,to,report\n"
            + "\n".join(f"l{n},associates_with,p{n},p{n + 1},r1" for n in range(1, 5)),
        ),
        "p1",
    )

    things = text.split('"things":')[1].split('"links":')[0]
    assert re.findall(r'"(p\d)","p\d"', things) == ["p1", "p2", "p3"]


def test_an_unknown_id_is_refused_and_nothing_is_written(small_case, tmp_path):
    with pytest.raises(UnknownId, match="'nobody'"):
        report.write(small_case, tmp_path / "x.html", AS_OF, ("p-child", "nobody"))

    assert list(tmp_path.glob("*.html")) == []


def test_a_large_case_is_cut_to_what_fits_leads_first(small_case, written, monkeypatch):
    monkeypatch.setattr(picture.choose, "__defaults__", (8,))
    text = written(small_case)

    things = text.split('"things":')[1].split('"links":')[0]
    assert things.count('"p-child"') >= 1
    assert "are in this report, and" in text


def test_a_report_graded_e_is_counted_and_not_drawn(case, written):
    text = written(
        case(
            people="id\np1\np2\np3",
            reports="id,date,grade\nr1,2025-05-01,1AP\nr2,2025-05-01,3EP",
            links="id,kind,from,to,report\nl1,pays,p1,p2,r1\nl2,pays,p1,p3,r2",
        )
    )

    assert "1 link from reports graded E, suspected to be false, is not drawn" in text
    assert '"l2"' not in text


def test_where_nothing_can_be_written_the_old_report_stays_and_the_error_says_what_to_do(
    small_case, tmp_path
):
    with pytest.raises(OutputError, match="cannot be written") as failure:
        report.write(small_case, tmp_path / "none" / "x.html", AS_OF)

    assert "does the folder exist" in failure.value.hint


def test_no_part_of_a_file_is_left_where_writing_fails(small_case, tmp_path, monkeypatch):
    path = tmp_path / "x.html"
    path.write_text("the old one", encoding="utf-8")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        report.write(small_case, path, AS_OF)

    assert [each.name for each in tmp_path.iterdir() if each.is_file()] == ["x.html"]
    assert path.read_text(encoding="utf-8") == "the old one"


def test_a_report_can_be_read_by_its_owner_alone(small_case, tmp_path):
    path = tmp_path / "x.html"
    report.write(small_case, path, AS_OF)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600

"""Which copy this is: to whom it goes, its number, and its last day, on the page and on paper."""

from datetime import date

import pytest

from netgraph import report
from netgraph.actions import ReportOptions
from tests.browser import opened
from tests.report.conftest import AS_OF

HOSTILE = 'Ward 7"; } </style><script>window.pwned=1</script>\\'


@pytest.fixture
def copied(small_case, tmp_path):
    """A function that writes one copy and gives its path."""

    def write(expires=None, recipient="Harbour Street surgery", copy="12", audience="officer"):
        path = tmp_path / "copy.html"
        options = ReportOptions((), audience, "", recipient, copy, expires)
        report.write_copy(small_case, path, AS_OF, options)
        return path

    return write


def test_a_copy_says_its_number_recipient_and_last_day_and_the_manifest_holds_them(copied):
    text = copied(date(2025, 7, 1)).read_text(encoding="utf-8")

    words = "copy 12 · for Harbour Street surgery · not to be used after 1 Jul 2025"
    assert f"<bdi>{words}</bdi>" in text
    assert "<dt>Recipient</dt><dd>Harbour Street surgery</dd>" in text
    assert "<dt>Not to be used after</dt><dd>1 Jul 2025</dd>" in text


def test_every_printed_page_carries_it_whatever_its_text(copied):
    text = copied(None, HOSTILE).read_text(encoding="utf-8")
    sheet = text.split("<style>")[1].split("</style>")[0]

    assert r"copy\00002012\000020\0000b7\000020for\000020Ward\0000207\000022\00003b" in sheet
    assert "window.pwned" not in sheet


def test_a_report_without_one_says_nothing_of_copies(written, small_case):
    text = written(small_case)

    assert 'class="imprint"' not in text
    assert 'id="expiry"' not in text


@pytest.mark.browser
@pytest.mark.parametrize(("last", "said"), [(date(2025, 7, 1), True), (date(2999, 1, 1), False)])
def test_after_its_last_day_the_page_says_that_it_expired(last, said, copied):
    with opened(copied(last, HOSTILE)) as seen:
        assert seen.page.is_visible("#expiry") is said
        assert seen.page.title().startswith("Expired: ") is said
        assert seen.errors == []
        assert seen.page.evaluate("window.pwned") is None

"""What is taken as written and may not mean what it says is told in the import summary."""

from collections.abc import Callable

from netgraph.intake.doubts import BIRTHDAY, SKIPPED, TWICE
from netgraph.records import IdentifierCount, ImportSummary
from netgraph.store import open_store

REPORTS = "id,date,grade\nr1,2025-01-01,2BP"


def summary_of(import_texts: Callable[..., ImportSummary], **tables: str) -> ImportSummary:
    store = open_store(":memory:")
    try:
        return import_texts(store, **tables)
    finally:
        store.close()


def test_birthdays_on_the_first_of_january_are_told(import_texts):
    people = "id,date_of_birth\np1,2009-01-01\np2,1990-01-01\np3,2009-01-02\np4,2009-10-01\np5,"

    assert summary_of(import_texts, people=people).doubtful == (
        ("people", "date_of_birth", BIRTHDAY, 2),
    )


def test_times_that_the_clocks_have_twice_or_not_at_all_are_told(import_texts):
    events = """
        id,type,start
        e1,other,2025-10-26T01:30:00
        e2,other,2025-10-26T01:30:00Z
        e3,other,2025-10-26T01:30:00+01:00
        e4,other,2025-10-26T02:00:00
        e5,other,2025-10-26T00:59:59
        e6,other,2025-03-30T01:30:00
        e7,other,2025-03-30T02:00:00
        e8,other,2025-10-26
        e9,other,2025-10-25T01:30
        """

    assert summary_of(import_texts, events=events).doubtful == (
        ("events", "start", TWICE, 1),
        ("events", "start", SKIPPED, 1),
    )


def test_identifiers_that_are_not_verified_are_counted_by_kind_and_reason(import_texts):
    phones = """
        id,number,imei
        t1,07700 900123,490154203237518
        t2,07700 900123,490154203237517
        t3,unknown,490154203237510
        t4,unknown,490154203237511
        """

    assert summary_of(import_texts, phones=phones).identifiers == (
        IdentifierCount("phone_number", 4, 2, (("not a number", 2),)),
        IdentifierCount(
            "imei",
            4,
            3,
            (("the check digit does not fit", 2), ("no check digit, as in call data", 1)),
        ),
    )


def test_an_import_that_changes_nothing_tells_nothing_again(import_texts):
    store = open_store(":memory:")
    first, second = (
        import_texts(store, reports=REPORTS, people="id,date_of_birth,cro\np1,2009-01-01,x")
        for _ in range(2)
    )
    store.close()

    assert first.doubtful
    assert first.identifiers
    assert (second.doubtful, second.identifiers) == ((), ())

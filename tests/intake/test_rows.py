"""Few rows are typed once and kept, many wherever they are read: the outcome is the same."""

from collections.abc import Callable

import pytest

from netgraph.intake import rows
from netgraph.records import ImportSummary
from netgraph.store import open_store

CASE = {
    "reports": """
        id,date,grade
        r1,2025-01-01,2BP
        r2, 2025-01-02 ,B21
        r3,2025-01-03,B2
        """,
    "people": """
        id,surname,forenames,aliases,date_of_birth
        p1, Able ,,one; two,2001-02-03
        \u00a0p2\u00a0,"  ",\tTab\t,,
        p2,Other,,,
        p1, Able ,,one; two,2001-02-03
        p3,,,,2030-01-01
        """,
    "links": """
        id,kind,from,to,start,end,count,report
        l1,pays,p1,p2,2025-01-01T10:00:00Z,2025-01-02,3,r1
        l2,pays,p1,p9,2025-01-01,,,r1
        l3,pays,p1,r1,2025-01-01,,,r1
        l4,pays,p1,p2,2025-02-01,2025-01-01,,r9
        p1,pays,p1,p2,,,,r2
        """,
}


@pytest.mark.parametrize("again", [False, True])
def test_few_rows_and_many_are_judged_alike(
    monkeypatch: pytest.MonkeyPatch, import_texts: Callable[..., ImportSummary], again: bool
) -> None:
    outcomes = []
    for most_copied in (rows.MOST_COPIED, 0):
        monkeypatch.setattr(rows, "MOST_COPIED", most_copied)
        store = open_store(":memory:")
        summaries = [import_texts(store, **CASE) for _ in range(1 + again)]
        kept = [
            store.tables().execute(f"SELECT * FROM {table} ORDER BY id, version").fetchall()
            for table in CASE
        ]
        outcomes.append((kept, [(each.counts, each.rejected) for each in summaries]))
        store.close()

    assert outcomes[0] == outcomes[1]
    assert [len(table) for table in outcomes[0][0]] == [2, 2, 1]

"""One invented case for all screening tests: p1 is under order d1; what is screened comes as text."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest

from netgraph import workflow
from netgraph.screening import Authority, Question, Screening

OPTIONS = workflow.ImportOptions(today=date(2026, 1, 1), now="2026-01-01T09:00:00Z", by="tests")
AUTHORITY = Authority("PACE 1984 s19, authorised by Inspector 4021")

# p2 is named in the order; p3 comes of age on 2 March 2025; of p4 no age is known; p5 is a worker.
PEOPLE = """\
id,surname,forenames,aliases,date_of_birth
p1,Ashdown,Kai,KayA,1995-01-01
p2,Birch,Theo,Bee,1990-01-01
p3,Coombe,Lia,Lulu,2007-03-02
p4,Dale,Sam,,
p5,Elm,Ruth,,
p6,Firth,Noor,,1991-01-01
"""
PHONES = """\
id,number,imei
t1,07700 900001,490154203237518
t2,+447700900002,
t3,07700900003,
t4,07700 900 004,
t5,07700900005,
t6,07700900006,
"""
ACCOUNTS = "id,platform,handle\nn1,Instagram,@kay.a\nn2,Snapchat,bee_b\n"
REPORTS = """\
id,date,grade,origin
r1,2025-01-01,1AP,o1
r2,2025-01-01,2DP,o2
r3,2025-01-01,3BP,o3
r4,2025-01-01,2EP,o4
"""
LINKS = "id,kind,from,to,start,end,count,report,basis,detail\n"
USES = LINKS + "".join(f"u{n},uses,p{n},t{n},2024-01-01,,,r1,,\n" for n in range(1, 7))
ACCOUNT_LINKS = "ua1,uses,p1,n1,2024-01-01,,,r1,,\nua2,uses,p2,n2,2024-01-01,,,r1,,\n"
FLAGS = "id,subject,flag,value,start,end,report\nf1,p5,professional,youth_worker,2024-01-01,,r1\n"
ORDERS = "id,type,person,court,made,served,interim,ends\n"
D1 = "d1,STRO,p1,Oakmere,2025-01-10,2025-01-15T12:00:00,no,2028-01-09\n"
CONDITIONS = "id,order,number,category,text,starts,ends,targets,exceptions\n"
NAMED = "c1,d1,1,contact_named,Not to contact the person in schedule A.,,,p2,court;custody;school_or_college;written_permission\n"
UNDER_18 = "c2,d1,2,contact_class,Not to be with any person under 18.,,,under_18,immediate_family\n"
CALLS = "a_number,b_number,start,duration_s,direction\n"

Screener = Callable[..., Screening]


@pytest.fixture
def screened(case_store, tmp_path: Path) -> Screener:
    """A function that imports the case and screens files, given as {name: text}.

    Tables may be given in place of the usual ones; against order d1, unless ``against`` is given.
    """

    def run(
        files: dict[str, str | bytes],
        *,
        against: tuple[str, ...] = ("d1",),
        authority: Authority = AUTHORITY,
        owner_name: str = "",
        zones: str = "",
        **tables: str,
    ) -> Screening:
        case = {
            "people": PEOPLE, "phones": PHONES, "accounts": ACCOUNTS, "reports": REPORTS,
            "links": USES + ACCOUNT_LINKS, "flags": FLAGS, "orders": ORDERS + D1,
            "conditions": CONDITIONS + NAMED + UNDER_18,
        } | tables  # fmt: skip
        store = case_store(**case)
        folder = tmp_path / "given"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            data = content if isinstance(content, bytes) else dedent(content).encode()
            (folder / name).write_bytes(data)
        paths = [folder / name for name in files]
        zones_file = None
        if zones:
            zones_file = tmp_path / "zones.toml"
            zones_file.write_text(dedent(zones), encoding="utf-8")
        return workflow.screen(
            store,
            paths,
            Question(against, authority, owner_name),
            OPTIONS,
            workflow.ScreeningFiles(zones=zones_file),
            date(2026, 1, 1),
        )

    return run


@pytest.fixture
def called(screened) -> Screener:
    """A function that screens rows of plain call data."""

    def run(rows: str, **more: object) -> Screening:
        return screened({"calls.csv": CALLS + dedent(rows)}, **more)

    return run


def kinds(found: Screening) -> list[tuple[str, str, str]]:
    """(condition, class, when) of every card, by time."""
    return sorted((each.condition, each.kind, each.when) for each in found.breaches)


def reasons(found: Screening) -> dict[str, int]:
    """How often each reason was given for what does not count."""
    counts: dict[str, int] = {}
    for each in found.not_counted:
        counts[each.reason] = counts.get(each.reason, 0) + each.count
    return counts

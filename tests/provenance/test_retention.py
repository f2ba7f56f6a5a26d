"""When records are due for review, by which group; what was kept, and what has expired."""

from datetime import date

import pytest

from netgraph.audit import Act, link
from netgraph.errors import DecisionError, InputError, UnknownId
from netgraph.provenance.retention import due, expired, keeping, read_schedule
from netgraph.provenance.second_thoughts import Given

GIVEN = Given("A", "Still in force.", "now")
SCHEDULE = """
name = "tried"
version = "1"
[[groups]]
name = "serious"
why = "x"
links_from = ["directs"]
years = 10
[[groups]]
name = "protection"
why = "x"
flags = ["at_risk"]
links_to = ["directs"]
years = 6
[[groups]]
name = "rest"
why = "x"
years = 1
[derived]
days = 30
"""
CASE = {
    "reports": "id,date,grade\nr1,2020-02-29,1AP\nr2,2021-02-01,1AP",
    "people": "id,surname\np1,Able\np2,Baker\np3,\np4,\np5,Worker",
    "links": "id,kind,from,to,start,report\nl1,directs,p1,p2,2019-01-01,r1\n"
    "l2,associates_with,p3,p1,2021-01-31,r2",
    "flags": "id,subject,flag,value,report\nf1,p5,professional,social_worker,r1",
}


@pytest.fixture
def schedule(tmp_path):
    file = tmp_path / "groups.toml"
    file.write_text(SCHEDULE, encoding="utf-8")
    return read_schedule(file)


def told(con, schedule, day, decisions=()):
    found = due(con, schedule, decisions, date.fromisoformat(day))
    return [(each.person, each.group, str(each.due)) for each in found]


def test_the_period_of_the_first_group_that_fits_begins_on_the_day_of_the_latest_record(
    case, schedule
):
    con = case(**CASE)

    assert told(con, schedule, "2022-01-31") == [("p4", "rest", "2022-01-31")]
    assert told(con, schedule, "2022-02-01") == [
        ("p3", "rest", "2022-02-01"),
        ("p4", "rest", "2022-02-01"),
    ]
    assert told(con, schedule, "2031-02-01") == [
        ("p3", "rest", "2022-02-01"),
        ("p2", "protection", "2026-03-01"),
        ("p1", "serious", "2031-02-01"),
        ("p4", "rest", "2031-02-01"),
    ]


def test_who_is_kept_is_due_again_on_the_day_that_was_decided(case, schedule):
    con, day = case(**CASE), date(2026, 3, 1)
    kept = keeping(con, "p2", date(2027, 3, 1), GIVEN, day)

    assert ("p2", "protection", "2026-03-01") in told(con, schedule, "2026-03-01")
    assert "p2" not in str(told(con, schedule, "2027-02-28", [kept]))
    assert ("p2", "protection", "2027-03-01") in told(con, schedule, "2027-03-01", [kept])
    undone = [kept, {"what": "undo", "about": "d1"}]
    assert ("p2", "protection", "2026-03-01") in told(con, schedule, "2026-03-01", undone)
    with pytest.raises(DecisionError, match="not to come"):
        keeping(con, "p2", day, GIVEN, day)
    with pytest.raises(UnknownId):
        keeping(con, "p9", date(2027, 3, 1), GIVEN, day)


def test_a_copy_expires_on_its_last_day_and_others_after_some_days(schedule):
    acts = (
        Act("2025-01-01T09:00:00Z", "A", "disclosure", "publish", {"to": "bolt://x", "expires": "2025-01-10"}),
        Act("2025-01-01T09:00:00Z", "A", "disclosure", "report", {"output": "a.html"}),
        Act("2025-01-01T09:00:00Z", "A", "disclosure", "report", {"output": "b.html"}),
        Act("2025-03-01T09:00:00Z", "A", "disclosure", "report", {"output": "b.html"}),
        Act("2025-03-01T09:00:00Z", "A", "consultation", "find", {}),
    )  # fmt: skip
    lines = [link(act, number, "")[0] for number, act in enumerate(acts, start=1)]

    def gone(day):
        return [(each.output.where, str(each.expired)) for each in expired(lines, schedule, day)]

    assert gone(date(2025, 1, 10)) == []
    assert gone(date(2025, 1, 11)) == [("bolt://x", "2025-01-10")]
    assert gone(date(2025, 2, 1)) == [("bolt://x", "2025-01-10"), ("a.html", "2025-01-31")]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('links_from = ["directs"]', 'links_from = ["directing"]', "directing is no such kind"),
        ("years = 10", "years = 0", "years must be 1 or more"),
        ('why = "x"\nyears = 1\n', 'why = "x"\nflags = ["nrm"]\nyears = 1\n', "must fit everybody"),
        ("[derived]", "[derivd]", "not a schedule"),
    ],
)
def test_a_schedule_that_is_none_says_why(tmp_path, before, after, said):
    file = tmp_path / "groups.toml"
    file.write_text(SCHEDULE.replace(before, after), encoding="utf-8")

    with pytest.raises(InputError, match=said):
        read_schedule(file)


def test_the_shipped_schedule_can_be_read():
    shipped = read_schedule()

    assert [each.years for each in shipped.groups] == [10, 6, 6, 1]

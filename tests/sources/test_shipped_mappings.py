"""The shipped mappings on the public data that they were written for, against published counts."""

import re
import time

import duckdb
import pytest

from netgraph.sources import RawSources, open_sources
from netgraph.sources.raw import RawTable
from tests.shared_data import shared_data

pytestmark = pytest.mark.shared

# Seconds that the POLE export may take to read; it takes under one on two cores.
POLE_SECONDS = 10


class Read:
    """The raw tables that a shipped mapping makes of a public data set, for questions in SQL."""

    def __init__(self, mapping: str, *folder: str) -> None:
        self.con = duckdb.connect()
        self.context = open_sources([shared_data(*folder)], mapping, self.con)
        self.raw: RawSources = self.context.__enter__()

    def close(self) -> None:
        self.context.__exit__(None, None, None)

    def all(self, question: str) -> list[tuple[object, ...]]:
        """Rows of a question over the tables, by their contract names in braces."""
        relations = {each.table: each.relation for each in self.raw.tables}
        return self.con.execute(question.format(**relations)).fetchall()

    def one(self, question: str) -> object:
        [row] = self.all(question)
        return row[0] if len(row) == 1 else row


@pytest.fixture
def read(request):
    found = Read(*request.param)
    yield found
    found.close()


def reads(*where: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("read", [where], ids=[where[0]], indirect=True)


def rejected(read: Read) -> int:
    """Rows with an end that is no row of the case, without an id, or with an id used twice."""
    ends = " UNION ALL ".join(
        f"SELECT id FROM {each.relation}"
        for each in read.raw.tables
        if each.table not in {"reports", "links", "flags"}
    )
    return sum(
        int(read.con.execute(question).fetchone()[0])
        for question in (
            f'SELECT count(*) FROM {links(read).relation} WHERE "from" NOT IN ({ends})'
            f' OR "to" NOT IN ({ends}) OR "from" IS NULL OR "to" IS NULL OR kind IS NULL',
            *(
                f"SELECT count(*) - count(DISTINCT id) + count(_reason) FROM {each.relation}"
                for each in read.raw.tables
            ),
        )
    )


def links(read: Read) -> RawTable:
    return next(each for each in read.raw.tables if each.table == "links")


@reads("london_gang", "london_gang")
def test_london_gang_is_54_people_and_315_weighted_ties(read):
    assert read.one("SELECT count(*) FROM {people}") == 54
    assert read.all("SELECT count, count(*) FROM {links} GROUP BY 1 ORDER BY 1") == [
        ("1", 182),
        ("2", 92),
        ("3", 25),
        ("4", 16),
    ]
    assert read.all("SELECT DISTINCT kind, report FROM {links}") == [
        ("associates_with", "london-gang-report")
    ]
    assert rejected(read) == 0


@reads("london_gang", "london_gang")
def test_an_age_gives_no_date_of_birth_and_a_birthplace_is_dropped_as_sensitive(read):
    assert read.one("SELECT count(date_of_birth) FROM {people}") == 0
    assert ("nodes.csv", "age", 54, "an age is not a date of birth") in read.raw.not_stored
    assert ("nodes.csv", "birthplace", 54, "sensitive") in read.raw.not_stored


@reads("montagna", "montagna")
def test_montagna_is_155_people_with_meetings_phone_kin_and_sightings(read):
    assert read.one("SELECT count(*) FROM {people}") == 155
    assert read.all(
        "SELECT kind, coalesce(detail, ''), count(*) FROM {links} WHERE kind <> 'related_to'"
        " GROUP BY ALL ORDER BY ALL"
    ) == [
        ("associates_with", "meeting", 256),
        ("associates_with", "sighting", 37),
        ("contacted", "phone", 150),
    ]
    assert read.all(
        "SELECT detail, count(*) FROM {links} WHERE kind = 'related_to' GROUP BY ALL ORDER BY ALL"
    ) == [("child", 5), ("other", 2), ("parent", 5), ("partner", 10), ("sibling", 2)]
    assert rejected(read) == 0


@reads("montagna", "montagna")
def test_the_courts_titles_and_families_are_not_stored(read):
    not_stored = {column: why for _, column, _, why in read.raw.not_stored}

    assert not_stored["title"] == "a label of the court, not of this case"
    assert not_stored["family"] == "a label of the court, not of this case"


@reads("caviar", "caviar")
def test_caviar_is_110_people_and_295_arcs_of_3546_calls(read):
    assert read.one("SELECT count(*) FROM {people}") == 110
    assert read.one("SELECT count(*), sum(count::INT) FROM {links} WHERE kind = 'contacted'") == (
        295,
        3546,
    )
    assert (
        read.one(
            'SELECT count(DISTINCT (least("from", "to"), greatest("from", "to"))) FROM {links}'
        )
        == 205
    )
    assert rejected(read) == 0


@reads("st_louis_crime", "st_louis_crime")
def test_st_louis_is_829_people_in_551_crimes_with_1476_pairs(read):
    assert read.one("SELECT count(*) FROM {people}") == 829
    assert read.one("SELECT count(*) FROM {events}") == 551
    assert read.one('SELECT count(DISTINCT ("from", "to")) FROM {links}') == 1476
    assert read.all("SELECT kind, count(*) FROM {links} GROUP BY 1 ORDER BY 1") == [
        ("suspect_in", 723),
        ("victim_in", 599),
        ("witness_in", 195),
    ]
    assert rejected(read) == 0


@reads("st_louis_crime", "st_louis_crime")
def test_who_is_suspect_and_victim_of_one_crime_keeps_both_links(read):
    assert (
        read.one(
            'SELECT count(*) FROM (SELECT "from", "to" FROM {links} '
            "WHERE kind IN ('suspect_in', 'victim_in') GROUP BY ALL HAVING count(DISTINCT kind) = 2)"
        )
        == 41
    )


@reads("call_data", "vast2008_cdr")
def test_call_data_is_400_phones_and_one_link_for_each_of_9834_calls(read):
    assert read.one("SELECT count(*) FROM {phones}") == 400
    assert read.one(
        "SELECT count(*), count(DISTINCT id), min(start), max(start), sum(count::INT) FROM {links}"
    ) == (9834, 9834, "2006-06-01T00:08:00", "2006-06-10T23:56:00", 9834)
    assert read.all('SELECT id, "from", "to", detail FROM {links} WHERE _line = 2') == [
        ("call-349-23-2006-06-01T00:08:00-1634", "phone-349", "phone-23", "1634 seconds")
    ]
    assert rejected(read) == 0


@reads("pole", "pole_manchester", "csv")
def test_every_row_of_pole_is_mapped_or_counted_as_left_out(read):
    notes = " | ".join(read.raw.notes)

    assert "nodes: 61,521 rows read, 45,897 mapped, 15,624 left out" in notes
    assert "relationships: 105,840 rows read, 31,761 mapped, 74,079 left out" in notes
    left_out = re.findall(r"([\d,]+) rows of \*\.(nodes|relationships)\S+ left out", notes)
    sums = {"nodes": 0, "relationships": 0}
    for amount, group in left_out:
        sums[group] += int(amount.replace(",", ""))
    assert sums == {"nodes": 61_521 - 45_897, "relationships": 105_840 - 31_761}


@reads("pole", "pole_manchester", "csv")
def test_what_pole_maps_and_leaves_out_adds_up_to_its_published_totals(read):
    counts = dict(
        read.all(" UNION ALL ".join(
            f"SELECT '{each.table}', count(*) FROM {{{each.table}}}" for each in read.raw.tables
        ))
    )  # fmt: skip
    kinds = dict(read.all("SELECT kind, count(*) FROM {links} GROUP BY 1"))

    assert counts == {
        "reports": 1,
        "people": 369,
        "addresses": 14_904,
        "phones": 328,
        "vehicles": 1_000,
        "events": 28_762,
        "links": 31_227,
    }
    assert kinds == {
        "contacted": 534,
        "lives_at": 368,
        "related_to": 155,
        "uses": 328,
        "associates_with": 1_025,
        "occurred_at": 28_762,
        "present_at": 55,
    }
    left_out = 1_000 + 328 + 7 + 93 + 14_196
    things = sum(counts[table] for table in ("people", "addresses", "phones", "vehicles", "events"))
    assert things + kinds["contacted"] + left_out == 61_521
    # A call is one link here and two relationships there.
    left_out = 328 + 14_904 + 28_762 + 985 + 14_904 + 14_196
    assert counts["links"] + kinds["contacted"] + left_out == 105_840
    assert rejected(read) == 0


@reads("pole", "pole_manchester", "csv")
def test_pole_keeps_nobody_as_a_suspect_and_no_health_number(read):
    assert read.all("SELECT DISTINCT kind FROM {links} WHERE kind LIKE '%_in'") == []
    assert (
        "crime-investigation.nodes.Person.csv", "nhs_no", 368, "sensitive",
    ) in read.raw.not_stored  # fmt: skip
    assert not [note for note in read.raw.notes if "passed over" in note]


@reads("pole", "pole_manchester", "csv")
def test_a_pole_call_joins_its_two_phones_at_its_time(read):
    assert read.all(
        'SELECT "from", "to", start, detail FROM {links} WHERE id = \'pole-call-16943\''
    ) == [("pole-808", "pole-826", "2017-08-04T00:32:00", "CALL 38")]


@reads("pole", "pole_manchester", "csv")
def test_pole_crimes_become_events_by_charge_outcome_and_type(read):
    assert read.all("SELECT type, count(*) FROM {events} GROUP BY 1 ORDER BY 1") == [
        ("antisocial", 4839),
        ("drug_possession", 75),
        ("drug_supply", 6),
        ("other", 14300),
        ("robbery", 541),
        ("violence", 8765),
        ("weapon", 236),
    ]
    assert read.one("SELECT min(start), max(start) FROM {events}") == ("2017-08-01", "2017-08-31")


def test_pole_is_read_in_a_few_seconds():
    started = time.perf_counter()
    Read("pole", "pole_manchester", "csv").close()

    assert time.perf_counter() - started < POLE_SECONDS


@reads("caviar", "caviar")
def test_a_second_reading_gives_the_same_rows_under_the_same_ids(read):
    again = Read("caviar", "caviar")
    try:
        question = "SELECT * FROM {links} ORDER BY id"
        assert read.all(question) == again.all(question)
    finally:
        again.close()

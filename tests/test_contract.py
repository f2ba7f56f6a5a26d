"""What others rely on, through the command line alone: case files in, JSON out, exit codes.

Each test is one small case, written by hand, with the answer written out.
"""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from netgraph.cli import main

AS_OF = "2025-03-01"

# Columns of each file as the contract lists them; a test fills only what it needs.
COLUMNS = {
    "reports": "id date grade origin agency handling marking",
    "people": "id surname forenames aliases date_of_birth sex pnc_id cro",
    "addresses": "id line postcode uprn lat lon use",
    "phones": "id number imei",
    "events": "id type start end report basis detail",
    "links": "id kind from to start end count report basis detail",
    "flags": "id subject flag value start end report basis",
    "orders": "id type person court made served interim ends",
    "conditions": "id order number category text starts ends targets exceptions",
    "organisations": "id name type",
}


class Case:
    """A case folder under construction, and the store that it is imported into."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "case"
        self.store = folder / "store.duckdb"
        self.rows: dict[str, list[dict[str, str]]] = {}
        self.serial = 0

    def add(self, table: str, **cells: str) -> str:
        self.serial += 1
        cells.setdefault("id", f"{table[0]}{self.serial}")
        if "from_" in cells:
            cells["from"] = cells.pop("from_")
        self.rows.setdefault(table, []).append(cells)
        return cells["id"]

    def report(self, date: str = "2025-02-01", grade: str = "1AP", **cells: str) -> str:
        return self.add("reports", date=date, grade=grade, **cells)

    def person(self, name: str, born: str = "1990-05-05", **cells: str) -> str:
        return self.add("people", id=name, surname=name.title(), date_of_birth=born, **cells)

    def link(self, kind: str, source: str, target: str, report: str, **cells: str) -> str:
        return self.add("links", kind=kind, from_=source, to=target, report=report, **cells)

    def write(self) -> Path:
        self.folder.mkdir(exist_ok=True)
        for table, rows in self.rows.items():
            with (self.folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                out = csv.DictWriter(file, COLUMNS[table].split(), restval="")
                out.writeheader()
                out.writerows(rows)
        return self.folder

    def run(self, *arguments: str, exit_code: int = 0) -> str:
        result = CliRunner().invoke(main, ["--store", str(self.store), *arguments])
        assert result.exit_code == exit_code, result.output + repr(result.exception)
        return result.stdout

    def imported(self) -> "Case":
        self.run("import", str(self.write()))
        return self

    def findings(self, claim: str | None = None) -> dict[tuple[str, str], dict]:
        chosen = [claim] if claim else []
        lines = self.run("find", *chosen, "--json", "--as-of", AS_OF).splitlines()
        found = [json.loads(line) for line in lines]
        return {(each["claim"], each["subject"]): each for each in found}

    def proposals(self) -> dict[str, dict]:
        lines = self.run("propose", "--json", "--as-of", AS_OF).splitlines()
        return {each["person"]: each for each in map(json.loads, lines)}

    def non_association(self, person: str) -> dict:
        return json.loads(self.run("non-association", person, "--json", "--as-of", AS_OF))


@pytest.fixture
def new(tmp_path):
    return Case(tmp_path)


def exploiter_with_two_sources(case: Case, who: str = "holder", child: str = "child") -> None:
    """Somebody who directs, threatens and arranges travel for a child, told by three origins."""
    case.person(who)
    if not any(row["id"] == child for row in case.rows.get("people", [])):
        case.person(child, "2009-01-10")
    case.link("directs", who, child, case.report(grade="1AP", origin="o1"), start="2025-01-10")
    case.link("threatens", who, child, case.report(grade="2BP", origin="o2"), start="2025-01-20")
    case.link(
        "arranges_travel_for", who, child, case.report(grade="2BC", origin="o3"), start="2025-02-01"
    )


def test_findings_have_the_fields_of_the_contract_and_points_that_add_up(new):
    exploiter_with_two_sources(new)

    found = new.imported().findings()

    assert set(found) >= {("exploiter", "holder"), ("likely_victim", "child")}
    for finding in found.values():
        assert list(finding)[:10] == [
            "claim",
            "subject",
            "label",
            "support",
            "points",
            "independent_sources",
            "last_act",
            "reasons",
            "against",
            "also",
        ]
        assert finding["support"] in {"strong", "moderate", "limited"}
        shown = [*finding["reasons"], *finding["against"]]
        assert finding["points"] == sum(reason["points"] for reason in shown)
        for reason in shown:
            assert {"indicator", "points", "text", "links", "reports"} <= set(reason)
        assert any(reason["reports"] for reason in finding["reasons"])


def test_forty_sightings_together_are_no_finding(new):
    new.person("a")
    for number in range(40):
        other = new.person(f"b{number}", "2009-01-01" if number % 2 else "1980-01-01")
        new.link("associates_with", "a", other, new.report(), start="2025-02-10")

    assert new.imported().findings() == {}
    assert new.proposals() == {}


def test_visits_and_calls_alone_make_no_cuckooed_address(new):
    home = new.add("addresses", id="a1", line="1 Example Road", use="home")
    tenant = new.person("tenant")
    new.link("lives_at", tenant, home, new.report())
    for number in range(25):
        visitor = new.person(f"v{number}")
        new.link("visits", visitor, home, new.report(), start="2025-02-20")

    assert new.imported().findings() == {}


def child_arrested_far_from_home(case: Case) -> None:
    case.person("child", "2008-06-01")
    case.add("addresses", id="home", line="1 Near Road", lat="51.88", lon="0.90", use="home")
    case.add("addresses", id="far", line="9 Far Road", lat="51.30", lon="0.50", use="public")
    case.link("lives_at", "child", "home", case.report(grade="1AP", origin="council"))
    for number in range(3):
        report = case.report(date=f"2025-02-0{number + 1}", grade="1AP", origin=f"arrest{number}")
        event = case.add(
            "events", type="drug_supply", start=f"2025-02-0{number + 1}", report=report
        )
        case.link("suspect_in", "child", event, report)
        case.link("occurred_at", event, "far", report)


def test_a_child_arrested_far_from_home_is_a_likely_victim_and_never_a_candidate(new):
    child_arrested_far_from_home(new)

    found = new.imported().findings()

    assert found["likely_victim", "child"]["support"] in {"moderate", "strong"}
    assert new.proposals().get("child", {}).get("status") != "candidate"
    assert next(iter(found)) == ("likely_victim", "child")


def test_a_social_worker_with_twelve_children_is_nothing(new):
    worker = new.person("worker")
    new.add(
        "flags", subject=worker, flag="professional", value="social_worker", report=new.report()
    )
    for number in range(12):
        child = new.person(f"child{number}", "2009-02-02")
        new.link("supports", worker, child, new.report())
        new.link("associates_with", worker, child, new.report(), start="2025-02-01")
        new.link("contacted", worker, child, new.report(), start="2025-02-01", count="9")
        new.link("arranges_travel_for", worker, child, new.report(), start="2025-02-01")

    assert ("exploiter", "worker") not in new.imported().findings()
    assert "worker" not in new.proposals() or new.proposals()["worker"]["status"] == "blocked"


def test_a_mother_who_arranges_travel_is_no_exploiter(new):
    new.person("mother", "1980-01-01")
    new.person("son", "2010-01-01")
    new.link("related_to", "mother", "son", new.report(), detail="parent")
    for day in ("01", "08", "15"):
        report = new.report(date=f"2025-02-{day}", grade="1AP", origin=day)
        new.link("arranges_travel_for", "mother", "son", report, start=f"2025-02-{day}")

    assert ("exploiter", "mother") not in new.imported().findings()


@pytest.mark.parametrize("grade", ["1EP", "2EC", "3EP"])
def test_reports_graded_e_never_count(new, grade):
    new.person("a")
    new.person("b", "2009-01-01")
    for kind in ("directs", "recruited", "threatens", "accuses"):
        new.link(kind, "a", "b", new.report(grade=grade, origin=kind), start="2025-02-01")

    assert new.imported().findings() == {}


def test_d_counts_only_when_corroborated(new):
    new.person("a")
    new.person("b", "2009-01-01")
    for number in range(4):
        report = new.report(grade="2DP", origin=f"o{number}")
        new.link("directs", "a", "b", report, start="2025-02-01")
        new.link("threatens", "a", "b", report, start="2025-02-01")

    assert new.imported().findings() == {}


def test_reports_of_one_origin_count_once(new):
    new.person("a")
    new.person("b", "2009-01-01")
    for number in range(10):
        report = new.report(grade="1AP", origin="operation", date=f"2025-02-{number + 10}")
        new.link("directs", "a", "b", report, start=f"2025-02-{number + 10}")

    found = new.imported().findings()

    assert all(each["independent_sources"] == 1 for each in found.values())
    assert all(each["support"] == "limited" for each in found.values())
    assert all(each["status"] != "candidate" for each in new.proposals().values())


def test_two_independent_sources_and_an_act_make_a_candidate(new):
    exploiter_with_two_sources(new)

    proposal = new.imported().proposals()["holder"]

    assert proposal["status"] == "candidate"
    assert proposal["independent_sources"] >= 2
    assert proposal["blockers"] == []
    assert "child" in proposal["protects"]
    assert all(
        {"indicator", "text", "links", "reports", "date"} <= set(a) for a in proposal["acts"]
    )


@pytest.mark.parametrize(
    ("code", "born"), [("under_18", "2007-03-02"), ("age_unknown", ""), (None, "2007-03-01")]
)
def test_age_blocks_a_proposal_up_to_the_eighteenth_birthday(new, code, born):
    new.person("child", "2011-01-10")
    new.rows["people"].append({"id": "holder", "date_of_birth": born})
    case = new
    case.link("directs", "holder", "child", case.report(origin="o1"), start="2025-01-10")
    case.link("threatens", "holder", "child", case.report(origin="o2"), start="2025-01-20")
    case.link("recruited", "holder", "child", case.report(origin="o3"), start="2025-01-25")
    case.link("supplies", "holder", "child", case.report(origin="o4"), start="2025-02-01")

    proposal = case.imported().proposals()["holder"]

    codes = [blocker["code"] for blocker in proposal["blockers"]]
    assert codes == ([code] if code else [])
    assert proposal["status"] == ("blocked" if code else "candidate")


@pytest.mark.parametrize("value", ["pending", "positive"])
def test_a_referral_blocks_a_proposal(new, value):
    exploiter_with_two_sources(new)
    new.add("flags", subject="holder", flag="nrm", value=value, report=new.report())

    proposal = new.imported().proposals()["holder"]

    assert proposal["status"] == "blocked"
    assert "nrm" in [blocker["code"] for blocker in proposal["blockers"]]


@pytest.mark.parametrize(
    ("ends", "status"), [("", "blocked"), ("2027-01-01", "blocked"), ("2025-02-27", "candidate")]
)
def test_an_order_blocks_while_it_is_in_force(new, ends, status):
    exploiter_with_two_sources(new)
    new.add(
        "orders",
        id="order1",
        type="STRO",
        person="holder",
        made="2024-01-01",
        served="2024-01-02",
        ends=ends,
    )

    assert new.imported().proposals()["holder"]["status"] == status


def test_an_exploited_exploiter_is_both_and_blocked(new):
    exploiter_with_two_sources(new, "alpha", "child")
    new.person("boss")
    for kind, origin in (("directs", "p1"), ("threatens", "p2"), ("recruited", "p3")):
        new.link(kind, "boss", "alpha", new.report(origin=origin), start="2025-01-05")

    found = new.imported().findings()
    proposal = new.proposals()["alpha"]

    assert ("likely_victim", "alpha") in found
    assert (
        found["likely_victim", "alpha"]["also"] == ["exploiter"]
        or (
            "exploiter",
            "alpha",
        )
        not in found
    )
    assert proposal["status"] == "blocked"
    assert "possible_victim" in [blocker["code"] for blocker in proposal["blockers"]]


def taken_over_home(case: Case) -> None:
    case.add("addresses", id="a12", line="12 Example Road", postcode="CM99 1AA", use="home")
    case.person("tenant", "1960-01-01")
    case.link("lives_at", "tenant", "a12", case.report(grade="1AP", origin="housing"))
    for number in range(3):
        visitor = case.person(f"dealer{number}", "1995-01-01")
        report = case.report(grade="2BP", origin=f"court{number}", date="2025-01-15")
        event = case.add("events", type="drug_supply", start="2025-01-15", report=report)
        case.link("charged_in", visitor, event, report)
        seen = case.report(grade="1BP", origin=f"seen{number}", date="2025-02-20")
        case.link("visits", visitor, "a12", seen, start="2025-02-20")
    told = case.report(grade="2BC", origin="neighbour", date="2025-02-25")
    case.link("controls", "dealer0", "a12", told, start="2025-02-25")


def test_a_home_that_dealers_visit_and_control_is_likely_cuckooed(new):
    taken_over_home(new)

    finding = new.imported().findings("cuckooed_address")["cuckooed_address", "a12"]

    assert finding["support"] in {"moderate", "strong"}
    assert "visitors_with_supply_history" in [each["indicator"] for each in finding["reasons"]]
    assert ("likely_victim", "tenant") in new.findings()


@pytest.mark.parametrize("flag", ["care_round", "licensed_hmo", "treatment_group", "seen_well"])
def test_a_benign_explanation_is_shown_and_lowers_the_points(new, flag):
    taken_over_home(new)
    before = new.imported().findings("cuckooed_address")["cuckooed_address", "a12"]["points"]
    new.add("flags", subject="a12", flag=flag, report=new.report(), start="2025-02-26")
    new.imported()

    after = new.findings("cuckooed_address").get(("cuckooed_address", "a12"))

    assert after is None or after["points"] < before
    assert after is None or flag in [each["indicator"] for each in after["against"]]


def test_non_association_names_the_partner_in_exploitation_and_nobody_else(new):
    exploiter_with_two_sources(new)
    new.person("partner")
    for kind, origin in (("directs", "q1"), ("threatens", "q2"), ("supplies", "q3")):
        new.link(kind, "partner", "child", new.report(origin=origin), start="2025-02-02")
    for origin in ("s1", "s2", "s3"):
        report = new.report(origin=origin, date="2025-02-10")
        event = new.add("events", type="drug_supply", start="2025-02-10", report=report)
        new.link("suspect_in", "holder", event, report)
        new.link("suspect_in", "partner", event, report)
    new.link("pays", "partner", "holder", new.report(origin="t2"), start="2025-02-12")
    new.person("mother", "1965-01-01")
    new.link("related_to", "mother", "holder", new.report(), detail="parent")
    new.link("associates_with", "mother", "holder", new.report(), start="2025-02-01")
    new.person("friend")
    for origin in ("f1", "f2", "f3"):
        new.link(
            "associates_with", "holder", "friend", new.report(origin=origin), start="2025-02-01"
        )
    worker = new.person("worker")
    new.add("flags", subject=worker, flag="professional", value="probation", report=new.report())
    new.link("supports", "worker", "holder", new.report())

    result = new.imported().non_association("holder")
    left_out = {each["person"]: each["code"] for each in result["left_out"]}

    assert set(result) >= {"person", "listed", "left_out", "class_conditions"}
    assert [each["person"] for each in result["listed"]] == ["partner"]
    assert "child" in result["listed"][0]["protects"]
    assert {"court", "custody"} <= set(result["listed"][0]["exceptions"])
    assert left_out["mother"] == "family"
    assert left_out["friend"] == "association_only"
    assert left_out["worker"] == "professional"
    assert left_out["child"] == "naming_exposes_victim"
    assert result["class_conditions"]


def test_a_link_that_names_an_unknown_id_is_rejected_and_the_rest_is_kept(new, tmp_path):
    exploiter_with_two_sources(new)
    new.link("directs", "holder", "nobody", new.report())
    rejects = tmp_path / "rejects.csv"

    new.run("import", str(new.write()), "--rejects", str(rejects), exit_code=3)

    rows = list(csv.DictReader(rejects.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 1
    assert rows[0]["to"] == "nobody"
    assert rows[0]["file"].endswith("links.csv")
    assert rows[0]["line"] == "5"
    assert ("exploiter", "holder") in new.findings()


def test_the_same_import_twice_changes_nothing(new):
    exploiter_with_two_sources(new)
    before = new.imported().findings()
    new.run("import", str(new.folder))

    assert new.findings() == before


def test_explain_of_an_unknown_id_fails_and_of_a_known_one_shows_links_and_reports(new):
    exploiter_with_two_sources(new)
    new.imported()

    new.run("explain", "nobody", exit_code=1)
    shown = json.loads(new.run("explain", "holder", "--json", "--as-of", AS_OF).splitlines()[0])

    assert len(shown["links"]) >= 3
    assert {report["grade"] for report in shown["reports"]} >= {"1AP", "2BP", "2BC"}


def test_looking_from_an_earlier_day_does_not_see_what_came_later(new):
    exploiter_with_two_sources(new)
    new.imported()

    lines = new.run("find", "--json", "--as-of", "2024-12-31").splitlines()

    assert lines == []


def test_an_outcome_of_no_further_action_takes_the_suspicion_away(new):
    new.person("a")
    for number in range(4):
        report = new.report(origin=f"o{number}")
        event = new.add("events", type="exploitation", start="2025-01-10", report=report)
        new.link("suspect_in", "a", event, report, detail="no_further_action")

    assert ("exploiter", "a") not in new.imported().findings()


def test_measures_have_the_fields_of_the_contract(new):
    exploiter_with_two_sources(new)
    new.imported()

    lines = new.run("measures", "--json", "--as-of", AS_OF).splitlines()
    measures = json.loads(lines[0])

    assert list(measures)[:8] == [
        "person",
        "degree",
        "betweenness",
        "effective_size",
        "pagerank",
        "community",
        "rank",
        "rank_interval",
    ]
    assert "NaN" not in "".join(lines)


@pytest.mark.parametrize(
    "arguments",
    [["find", "nonsense"], ["find", "--as-of", "2025-02-30"], ["import"], ["frobnicate"]],
)
def test_wrong_usage_ends_with_two(new, arguments):
    exploiter_with_two_sources(new)
    new.imported().run(*arguments, exit_code=2)

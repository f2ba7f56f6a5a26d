"""Records are frozen, and print as JSON with the contract's fields first and in its order."""

import dataclasses
import json
from datetime import date

import pytest

from netgraph import records
from netgraph.records import Act, ClassCondition, Finding, Proposal, Reason, as_json

RECORDS = [
    getattr(records, name) for name in records.__all__ if isinstance(getattr(records, name), type)
]

# record: the contract's fields, which come first
CONTRACT = {
    "Finding": "claim subject label support points independent_sources last_act reasons against also",
    "Proposal": "person status acts independent_sources protects blockers missing",
    "Act": "indicator text links reports date",
    "Blocker": "code text",
    "NonAssociation": "person listed left_out class_conditions",
    "Listed": "person reasons protects exceptions",
    "ListedReason": "text links reports",
    "LeftOut": "person code text",
    "ClassCondition": "category text",
    "PersonMeasures": "person degree betweenness effective_size pagerank community rank rank_interval",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_the_contracts_fields_come_first(name):
    fields = [field.name for field in dataclasses.fields(getattr(records, name))]
    wanted = CONTRACT[name].split()

    assert fields[: len(wanted)] == wanted


def test_a_reason_has_the_contracts_fields():
    fields = {field.name for field in dataclasses.fields(Reason)}

    assert fields >= {"indicator", "points", "text", "links", "reports"}


@pytest.mark.parametrize("record", RECORDS)
def test_nothing_can_be_changed_behind_a_findings_back(record):
    assert record.__dataclass_params__.frozen
    assert "__slots__" in vars(record)
    mutable = [field.name for field in dataclasses.fields(record) if "list" in str(field.type)]
    assert mutable == []


def test_json_has_lists_for_tuples_and_iso_text_for_days():
    act = Act("told_others", "Told 1 person.", ("l1",), ("r1", "r2"), date(2025, 3, 1))

    assert as_json(act) == {
        "indicator": "told_others",
        "text": "Told 1 person.",
        "links": ["l1"],
        "reports": ["r1", "r2"],
        "date": "2025-03-01",
    }


def test_json_keeps_what_is_unknown_as_null_and_nests_records():
    act = Act("told_others", "Told 1 person.", (), (), None)
    proposal = Proposal("p1", "insufficient", (act,), 0, (), (), ("an act",))

    assert as_json(proposal)["acts"][0]["date"] is None
    assert json.loads(json.dumps(as_json(proposal)))["missing"] == ["an act"]


def test_json_of_a_finding_can_be_written():
    reason = Reason("seen", 3, "Seen.", ("l1",), ("r1",), day=date(2025, 1, 1))
    finding = Finding("exploiter", "p1", "P", "limited", 3, 1, date(2025, 1, 1), (reason,))

    assert json.loads(json.dumps(as_json(finding)))["reasons"][0]["day"] == "2025-01-01"


def test_records_that_say_the_same_are_equal():
    assert ClassCondition("place", "Not to enter …") == ClassCondition("place", "Not to enter …")

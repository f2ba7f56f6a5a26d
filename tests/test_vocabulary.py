"""The one table holds what the contract says, typed out here a second time by hand."""

import dataclasses

import pytest

from netgraph import vocabulary
from netgraph.errors import VocabularyError

ASSOCIATION, CONDUCT, CONTEXT = "association", "conduct", "context"
PERSON = ("person", "person")
HOME = ("person", "address")
EVENT = ("person", "event")

# kind, from → to, class, whose conduct
LINK_KINDS = [
    ("associates_with", {PERSON}, ASSOCIATION, "from"),
    ("contacted", {PERSON, ("phone", "phone")}, ASSOCIATION, "from"),
    ("related_to", {PERSON}, CONTEXT, "from"),
    ("supports", {PERSON}, CONTEXT, "from"),
    ("directs", {PERSON}, CONDUCT, "from"),
    ("recruited", {PERSON}, CONDUCT, "from"),
    ("supplies", {PERSON}, CONDUCT, "from"),
    ("pays", {PERSON}, CONDUCT, "from"),
    ("in_debt_to", {PERSON}, CONDUCT, "to"),
    ("threatens", {PERSON}, CONDUCT, "from"),
    ("arranges_travel_for", {PERSON}, CONDUCT, "from"),
    ("accuses", {PERSON}, CONDUCT, "to"),
    ("lives_at", {HOME}, CONTEXT, "from"),
    ("visits", {HOME}, ASSOCIATION, "from"),
    ("gave_address", {HOME}, ASSOCIATION, "from"),
    ("controls", {HOME, ("person", "phone")}, CONDUCT, "from"),
    ("uses", {("person", "phone"), ("person", "vehicle"), ("person", "account")}, CONTEXT, "from"),
    ("keeps", {("person", "vehicle")}, CONTEXT, "from"),
    ("tied_to", {("phone", "address")}, ASSOCIATION, "from"),
    ("seen_at", {("vehicle", "address")}, ASSOCIATION, "from"),
    ("member_of", {("person", "organisation")}, CONTEXT, "from"),
    ("suspect_in", {EVENT}, CONDUCT, "from"),
    ("charged_in", {EVENT}, CONDUCT, "from"),
    ("convicted_in", {EVENT}, CONDUCT, "from"),
    ("victim_in", {EVENT}, CONTEXT, "from"),
    ("witness_in", {EVENT}, CONTEXT, "from"),
    ("present_at", {EVENT}, CONTEXT, "from"),
    ("occurred_at", {("event", "address")}, CONTEXT, "from"),
    ("found_at", {("event", "address"), ("event", "person")}, CONTEXT, "from"),
]

# flag, on what, values
FLAGS = [
    ("at_risk", "person", "child adult"),
    ("in_care", "person", ""),
    ("nrm", "person", "pending positive negative"),
    ("professional", "person", ""),
    ("deal_line", "phone", ""),
    ("care_round", "address", ""),
    ("licensed_hmo", "address", ""),
    ("treatment_group", "address", ""),
    ("seen_well", "address", ""),
]

# file: columns, required ones with a star
CASE_FILES = {
    "reports": "id* date* grade* origin agency handling marking",
    "people": "id* surname forenames aliases date_of_birth sex pnc_id cro",
    "addresses": "id* line postcode uprn lat lon use",
    "phones": "id* number imei",
    "vehicles": "id* vrm make colour",
    "organisations": "id* name type",
    "accounts": "id* platform handle",
    "events": "id* type* start* end report basis detail",
    "links": "id* kind* from* to* start end count report* basis detail",
    "flags": "id* subject* flag* value start end report* basis",
    "orders": "id* type* person* court made served interim ends",
    "conditions": "id* order* number category* text* starts ends targets exceptions",
    "posts": "id* account* posted* captured text coded report",
}

# Case files beyond those of the contract, which may have more.
FURTHER_CASE_FILES = {
    "order_steps": "id* order* kind* date* until condition new_condition given_by targets document "
    "detail",
}

# name of the tuple in the vocabulary: the contract's values
CHOICES = {
    "EVENT_TYPES": "missing custody stop_search drug_supply drug_possession weapon violence robbery "
    "threat exploitation modern_slavery antisocial travel welfare_check repair seizure other",
    "ADDRESS_USES": "home hmo hostel hotel supported_living care_home business public unknown",
    "ORGANISATION_TYPES": "gang agency business school other",
    "ORDER_TYPES": "STRO STPO interim_STRO CCEPO gang_injunction SCPO other",
    "CONDITION_CATEGORIES": "contact_named contact_class place travel device social_media other",
    "AGENCIES": "police social_care housing school health charity public other",
    "ORDER_STEPS": "service variation renewal discharge permission reporting_restriction review",
    "BASES": "fact assessment",
    "RELATION_DETAILS": "parent child sibling partner co_parent other",
    "CLEARED_DETAILS": "no_further_action acquitted",
    "EXCEPTION_WORDS": "court school_or_college agency_appointment custody written_permission "
    "immediate_family",
}


def test_kinds_of_link_are_those_of_the_contract():
    held = [
        (kind.name, set(kind.endpoints), kind.evidence_class.value, kind.conduct_of)
        for kind in vocabulary.LINK_KINDS
    ]

    assert held == LINK_KINDS


def test_flags_are_those_of_the_contract():
    held = [
        (flag.name, " ".join(flag.subjects), " ".join(flag.values)) for flag in vocabulary.FLAGS
    ]

    assert held == FLAGS


def test_case_files_and_their_columns_are_those_of_the_contract():
    held = {
        file.name: " ".join(f"{each.name}{'*' if each.required else ''}" for each in file.columns)
        for file in vocabulary.CASE_FILES
    }

    assert held == CASE_FILES | FURTHER_CASE_FILES


@pytest.mark.parametrize("name", CHOICES)
def test_closed_lists_of_values_are_those_of_the_contract(name):
    assert " ".join(getattr(vocabulary, name)) == CHOICES[name]


def test_no_column_asks_for_ethnicity_religion_or_health():
    names = {column.name for file in vocabulary.CASE_FILES for column in file.columns}

    assert not {
        name for name in names if any(word in name for word in ("ethnic", "relig", "health"))
    }


def test_every_reference_leads_to_a_case_file():
    files = {file.name for file in vocabulary.CASE_FILES}
    targets = {
        target
        for file in vocabulary.CASE_FILES
        for column in file.columns
        for target in column.refers_to
    }

    assert targets <= files


@pytest.mark.parametrize(
    ("table", "change", "problem"),
    [
        ("LINK_KINDS", {"endpoints": (("person", "planet"),)}, "planet"),
        ("LINK_KINDS", {"conduct_of": "both"}, "conduct_of both"),
        ("LINK_KINDS", {"name": "contacted"}, "a name occurs twice"),
        ("FLAGS", {"subjects": ("planet",)}, "unknown subject planet"),
        ("ENTITY_KINDS", {"colour": "#b35900"}, "colour: a name occurs twice"),
    ],
)
def test_a_vocabulary_that_contradicts_itself_does_not_load(monkeypatch, table, change, problem):
    first, *rest = getattr(vocabulary, table)
    monkeypatch.setattr(vocabulary, table, (dataclasses.replace(first, **change), *rest))

    with pytest.raises(VocabularyError, match=problem):
        vocabulary._check()

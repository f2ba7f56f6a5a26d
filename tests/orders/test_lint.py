"""Forty wordings of conditions: what is remarked of each, and what of none."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netgraph.orders.lint import RULES, lint
from netgraph.orders.terms import ALWAYS_EXCEPTED, save_clause

SAVE = save_clause(ALWAYS_EXCEPTED)

GOOD = [
    f"Not to be with, or contact directly or indirectly by any means, Ben Example, {SAVE}.",
    "Not to be with, or contact directly or indirectly by any means, any person named in schedule 1, "
    "save at a court hearing that both must attend.",
    "Not to be with, or contact by any means, any person whom you know or ought to know to be under "
    "18, save where that person is a member of your immediate family.",
    "Not to enter or remain in the area edged red on the map attached, save to attend a pre-arranged "
    "appointment with a doctor, a solicitor or the youth justice service.",
    "Not to enter the zone marked 1 on map A between 18:00 and 06:00, unless accompanied by a parent.",
    "Not to enter any railway station in the area shown on plan B, unless you hold or at once buy a "
    "ticket and board a train within 15 minutes.",
    "Not to enter any dwelling other than the one at which you are recorded as living.",
    "Not to own or use any mobile telephone unless its number and IMEI have been given to the police in "
    "writing beforehand.",
    "Not to possess more than one mobile telephone or more than one SIM card at any time.",
    "Not to book, pay for or drive a journey of any person whom you know or believe to be under 18, "
    "save a member of your immediate family.",
    "Not to give, lend or sell any telephone or SIM card to any person whom you know or ought to know "
    "to be under 18.",
    "Not to post, or cause another person to post, any offer of work or money to people whom you believe "
    "to be under 18.",
    "Not to knowingly appear in any video that is posted online and that names a street or a group in "
    "the schedule.",
    "Not to travel to any country outside the United Kingdom before 1 March 2029.",
    "Not to be in a public place in a group of three or more that includes a person named in the "
    "schedule, save at school or college.",
    "Not to hold a key to, or receive any parcel at, an address at which you are not recorded as living.",
    "Not to let, sublet or arrange the letting of any dwelling without first giving its address to the "
    "police in writing.",
    "Not to wait within 50 metres of the gates of Example School on the map attached between 08:00 and "
    "09:00 or 14:30 and 16:00 on a school day.",
    "Must not direct, ask or pay any other person to carry a package for you, unless that person is an "
    "adult employed by a delivery firm.",
    "Not to use any account on a social network unless its name has been given to the police in writing "
    "beforehand.",
]  # fmt: skip

BAD = [
    ("Not to associate with Ben Example, save at court.", "associate"),
    ("To attend the police station every Monday.", "positive_requirement"),
    ("You must hand over your phone for inspection.", "positive_requirement"),
    (
        "Not to own a telephone. You must surrender every telephone to the police.",
        "positive_requirement",
    ),
    ("Not to commit any criminal offence.", "mirrors_offence"),
    ("Not to possess any controlled drugs.", "mirrors_offence"),
    ("Not to carry a knife in a public place.", "mirrors_offence"),
    ("Not to carry any item that could be used as a weapon.", "could_be_used"),
    ("Not to enter the Example Estate.", "no_map"),
    ("Not to go within the area of Example Town.", "no_map"),
    ("Not to be in the vicinity of Example School.", "vague_place"),
    ("Not to be out late in Example Road.", "vague_time"),
    ("Not to behave in an anti-social manner.", "vague_word"),
    ("Not to have inappropriate contact with any person under 18.", "vague_word"),
    ("Not to be with known offenders.", "unnamed_people"),
    ("Not to meet anybody involved in county lines.", "unnamed_people"),
    ("Not to congregate in Example Square.", "group_without_number"),
    ("Not to contact the victim by any means.", "exposes_somebody"),
    ("Not to use the internet.", "blanket_ban"),
    ("Not to enter 1 Example Road for any reason under any circumstances.", "excuse_excluded"),
]

LOOK = [
    ("Not to be with any person under 18.", {"no_exception", "age_not_known"}),
    ("Not to contact Ben Example.", {"no_exception", "means_of_contact"}),
    ("Not to wear a hood in Example Road.", {"needs_a_link"}),
]


def codes(text, level="fix", order_type="STRO"):
    return {each.code for each in lint(text, order_type) if each.level == level}


def test_there_are_forty_examples_half_of_them_good():
    assert (len(GOOD), len(BAD)) == (20, 20)


@pytest.mark.parametrize("text", GOOD)
def test_precise_wording_needs_no_change(text):
    assert codes(text) == set()


@pytest.mark.parametrize(("text", "code"), BAD)
def test_wording_that_fails_is_told_how(text, code):
    assert code in codes(text)


@pytest.mark.parametrize(("text", "remarks"), LOOK)
def test_what_is_missing_is_asked_about(text, remarks):
    assert codes(text, "look") == remarks
    assert codes(text) == set()


def test_an_order_that_may_contain_requirements_may_say_what_must_be_done():
    assert (
        codes("To attend the youth centre at 18:00 on Mondays.", order_type="gang_injunction")
        == set()
    )
    assert codes("To attend the youth centre at 18:00 on Mondays.", order_type="other") == set()


def test_a_remark_shows_the_words_that_it_is_about():
    [remark] = [each for each in lint("Not to associate with B.") if each.code == "associate"]

    assert remark.words == "associate with"
    assert remark.text.endswith("write “not to be with, or contact”.")


def test_a_sentence_that_few_can_follow_is_remarked():
    assert codes("Not to " + "carry the thing and " * 30 + "go.", "look") == {"too_long"}


def test_what_to_fix_comes_before_what_to_think_about():
    levels = [each.level for each in lint("Not to contact the victim or associate with B.")]

    assert levels == sorted(levels, key=("fix", "look").index)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_a_pattern_and_is_told_by_an_example(rule):
    assert re.compile(rule.when)
    assert re.compile(rule.unless)
    said = [text for text, _ in BAD] + [text for text, _ in LOOK] + [
        "Not to meet his friends.", "Not to meet.", "Not to contact B indefinitely.",
    ]  # fmt: skip
    assert any(rule.code in {each.code for each in lint(text)} for text in said)


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at(text):
    for remark in lint(text):
        assert remark.level in ("fix", "look")

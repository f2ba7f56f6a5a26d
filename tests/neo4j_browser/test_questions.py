"""The files of cypher/: their headers, and how a value is written into a question."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import InputError
from netgraph.neo4j_browser.questions import read_question
from netgraph.store.neo4j_model import LABELS, LINK_TYPES, TIES
from tests.cypher.asking import PICTURES, questions

QUESTIONS = {question.name: question for question in questions()}

VISITORS = """// Question: Who comes to this
//   address?
// Answer: list
// Columns:
//   person: id of the visitor,
//     who need not live there
//   day: the day
// On the demonstration case: one visitor.
//
// A note of two lines, which
// belongs to no entry.
//
// Parameters: run these lines first.
// address: id of the address
:param address => 'a1';
// kinds: kinds of link
:param kinds => ['VISITS'];

// The first line of the statement is a comment of its own.
MATCH (person)-[link]->(:Address {id: $address}) WHERE type(link) IN $kinds
RETURN person.id AS person, link.start_day AS day;
"""


def test_a_file_is_read_as_header_parameters_and_statement() -> None:
    question = read_question("visitors", VISITORS)

    assert question.question == "Who comes to this address?"
    assert question.columns == (
        ("person", "id of the visitor, who need not live there"),
        ("day", "the day"),
    )
    assert [(each.name, each.meaning) for each in question.parameters] == [
        ("address", "id of the address"),
        ("kinds", "kinds of link"),
    ]
    assert question.values() == {"address": "a1", "kinds": ["VISITS"]}
    assert question.on_demonstration == "one visitor."
    assert question.statement.endswith("AS day")


def test_a_value_is_written_into_the_statement_in_quotes() -> None:
    filled = read_question("visitors", VISITORS).filled({"address": "a2"})

    assert "{id: 'a2'}" in filled
    assert "IN ['VISITS']" in filled
    assert "$" not in filled


@settings(max_examples=50)
@given(st.text())
def test_no_value_can_end_its_quotes(value: str) -> None:
    filled = read_question("visitors", VISITORS).filled({"address": value})

    written = filled.split("{id: ", 1)[1].split("})\x00")[0]
    quoted = re.match(r"'((?:[^'\\]|\\.)*)'\}", written, re.DOTALL)
    assert quoted is not None
    assert re.sub(r"\\(.)", r"\1", quoted[1], flags=re.DOTALL) == value


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("// Answer: list\n", "", "the header lacks Answer"),
        ("// Answer: list", "// Answer: map", "the answer is map"),
        (":param address => 'a1';\n", "", "parameter address is not set"),
        ("// address: id of the address\n", "", "nothing says what parameter address means"),
        ("type(link) IN $kinds", "true", "parameter kinds is not used"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(old: str, new: str, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        read_question("visitors", VISITORS.replace(old, new))


def test_there_are_at_least_sixteen_questions() -> None:
    assert len(QUESTIONS) >= 16


@pytest.mark.parametrize("name", QUESTIONS)
def test_labels_and_types_are_those_of_the_graph(name: str) -> None:
    text = re.sub(r"//.*|'[^']*'", "", QUESTIONS[name].statement)
    labels = set(re.findall(r"\(\w*:([A-Za-z|\s]+?)\s*[){]", text))
    types = set(re.findall(r"\[\w*:([A-Z_|\s]+?)\s*[\]{]", text))

    known = {*LABELS.values(), "Import", "Version", "Store"}
    assert {each.strip() for group in labels for each in group.split("|")} <= known
    ties = {tie.type for tie in TIES}
    assert {each.strip() for group in types for each in group.split("|")} <= {
        *LINK_TYPES.values(),
        *ties,
    }


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_that_reads_all_links_knows_every_kind(name: str) -> None:
    groups = [
        {each.strip() for each in group.split("|")}
        for group in re.findall(r"\[\w*:([A-Z_|\s]+?)\s*\]", QUESTIONS[name].statement)
    ]
    long = [group for group in groups if len(group) > len(LINK_TYPES) / 2]

    assert [set(LINK_TYPES.values()) - group for group in long] == [set()] * len(long)


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_is_ordered_bounded_and_as_the_header_says(name: str) -> None:
    question = QUESTIONS[name]
    columns = {column for column, _ in question.columns}

    assert re.search(r"\nORDER BY .+\nLIMIT \d+$", question.statement, re.DOTALL)
    assert bool(columns & PICTURES) == ("picture" in question.answer)
    assert (columns == {"path"}) == (question.answer == "picture")


@pytest.mark.parametrize("name", QUESTIONS)
def test_grades_that_are_doubted_are_left_out_unless_asked_for(name: str) -> None:
    values = QUESTIONS[name].values()

    if "grades" in values and name != "everything_from_one_source":
        assert values["grades"] == ["A", "B", "C"]

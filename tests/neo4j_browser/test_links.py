"""Links that open Neo4j Browser with a question."""

from urllib.parse import parse_qs, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.neo4j_browser.links import around, browser_link, quoted

BROWSER = "http://localhost:7474/browser/"


def test_a_link_puts_a_question_about_one_thing_into_the_editor() -> None:
    asked = parse_qs(urlsplit(browser_link(BROWSER, around("address", "a12"))).query)

    assert asked["cmd"] == ["edit"]
    assert asked["arg"][0].startswith("MATCH path = (:Address {id: 'a12'})-[link]-()\n")


def test_there_is_no_question_about_what_is_no_node_of_its_own_kind() -> None:
    assert around("report", "r1") == ""


@settings(max_examples=50)
@given(st.text())
def test_an_id_can_break_out_of_neither_the_quotes_nor_the_address(identifier: str) -> None:
    link = browser_link(BROWSER, around("person", identifier))

    assert set(link) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?&=%"
    )
    inside = quoted(identifier)[1:-1].replace("\\\\", "").replace("\\'", "")
    assert "'" not in inside

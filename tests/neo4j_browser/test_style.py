"""The style files: a rule for every label and type of the graph, readable, as the report draws them."""

import re

import pytest

from netgraph.neo4j_browser.style import LINK_LOOKS, style_sheet
from netgraph.store.neo4j_model import LABELS, LINK_TYPES, TIES
from netgraph.vocabulary import ENTITY_KINDS, LINK_KINDS

RULE = re.compile(r"^(\S+) \{\n((?:  .+;\n)+)\}$", re.MULTILINE)


def rules(*, published: bool) -> dict[str, dict[str, str]]:
    """The rules as Browser reads them: properties by selector."""
    return {
        selector: dict(line.strip().rstrip(";").split(": ", 1) for line in body.splitlines())
        for selector, body in RULE.findall(style_sheet(published=published))
    }


def contrast(first: str, second: str) -> float:
    """How far two colours are apart for a reader, by the usual measure; 4.5 is enough for text."""
    lights = []
    for colour in (first, second):
        channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [
            each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
            for each in channels
        ]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def test_every_label_and_every_type_of_the_graph_has_its_rule() -> None:
    found = rules(published=True)

    assert {f"node.{label}" for label in LABELS.values()} <= set(found)
    assert {f"relationship.{name}" for name in LINK_TYPES.values()} <= set(found)
    assert {f"relationship.{tie.type}" for tie in TIES} <= set(found)


@pytest.mark.parametrize("kind", ENTITY_KINDS, ids=lambda kind: kind.name)
def test_a_thing_has_the_colour_of_the_vocabulary(kind) -> None:
    assert rules(published=False)[f"node.{kind.label}"]["color"] == kind.colour


@pytest.mark.parametrize("link", LINK_KINDS, ids=lambda link: link.name)
def test_a_link_is_drawn_as_its_class_and_says_its_own_words(link) -> None:
    rule = rules(published=True)[f"relationship.{link.neo4j_type}"]

    assert (rule["color"], rule["shaft-width"]) == LINK_LOOKS[link.evidence_class]
    assert rule["caption"].strip('"') == link.reads.rstrip(",")


def test_a_thing_is_called_by_its_name_in_a_copy_and_by_its_columns_in_a_store() -> None:
    assert rules(published=True)["node.Person"]["caption"] == '"{name}"'
    assert rules(published=False)["node.Person"]["caption"] == '"{forenames} {surname}"'
    assert rules(published=False)["node.Event"]["caption"] == '"{type} {start_text}"'


def test_letters_can_be_read_on_every_colour() -> None:
    found = rules(published=True)

    faint = {
        selector
        for selector, rule in found.items()
        if selector.startswith("node")
        and contrast(rule["color"], rule["text-color-internal"]) < 4.5
    }
    assert faint == set()


def test_nothing_in_the_file_would_end_a_rule_early() -> None:
    sheet = style_sheet(published=True)

    assert "//" not in sheet
    assert "/*" not in sheet
    assert sheet.count("{") - len(re.findall(r"\{\w+\}", sheet)) == len(rules(published=True))

"""The colours, sizes and captions of Neo4j Browser, from the vocabulary: cypher/*.grass.

A label and a kind of link look as they do in the report: the same colour, and conduct drawn wide,
association thinner, context thin and grey. Captions are the words of the vocabulary, so that a
picture reads as a sentence: Nathan Sands – recruited – Lucy Foxley.

There are two: ``style.grass`` for a published copy, in which each thing has the name by which its
audience knows it, and ``store.grass`` for a shared store, in which names are in the columns of
the case files. Browser's style files know no comments; what is written here is the whole file.
"""

import re

from netgraph.vocabulary import ENTITY_KINDS, LINK_KINDS, EvidenceClass

__all__ = ["style_sheet"]

# Colour and width of each class of link; the same as in the report (report/graph.py).
LINK_LOOKS = {
    EvidenceClass.CONDUCT: ("#a3333d", "4px"),
    EvidenceClass.ASSOCIATION: ("#4d6b86", "2px"),
    EvidenceClass.CONTEXT: ("#a2aaa6", "1px"),
}

# Sizes that Browser knows: people largest, what merely tells of them smallest.
_THING, _RECORD = "65px", "50px"
_SIZES = {"Person": "80px", "Banner": "100px", "Finding": "80px", "Reason": "65px"}

# What is no entity, with its colour and caption: records about people and things, and the books.
RECORD_LOOKS = {
    "Report": ("#e3e1d8", "{id} {grade}"),
    "Flag": ("#8f3b76", "{flag} {value}"),
    "Order": ("#2b2b2b", "{type}"),
    "Condition": ("#57514a", "{number} {category}"),
    "OrderStep": ("#6f675d", "{kind}"),
    "Post": ("#c9bd9e", "{posted_text}"),
    "Import": ("#d8dbd9", "import {id}"),
    "Banner": ("#000000", "{marking} {audience} copy {copy}"),
    "Finding": ("#f2c14e", "{name}: {support}"),
    "Reason": ("#faecc0", "{name}"),
}

# Captions of relationships that are no links of a case.
TIE_CAPTIONS = {
    "ABOUT": "is about",
    "ON": "is on",
    "OF": "is part of",
    "AIMED_AT": "names",
    "STEP_OF": "is a step of",
    "POSTED_ON": "posted on",
    "RESTS_ON": "rests on",
    "WEAKENED_BY": "is weakened by",
    "NAMES": "names",
}

# Letters on a light colour are dark. The limit is on the usual scale of brightness, 0 to 255.
_LIGHT = 150


def style_sheet(*, published: bool) -> str:
    """The whole style file: all nodes, each label, all relationships, each type.

    Args:
        published: For a published copy; else for a shared store.
    """
    rules = [
        _rule(
            "node",
            diameter=_RECORD,
            color="#a2aaa6",
            border="#7d8581",
            caption="{id}",
            letters="#1a1a1a",
        )
    ]
    rules += [
        _node(
            kind.label,
            kind.colour,
            "{name}" if published else _captions(kind.caption),
            _SIZES.get(kind.label, _THING),
        )
        for kind in ENTITY_KINDS
    ]
    rules += [
        _node(label, colour, caption, _SIZES.get(label, _RECORD))
        for label, (colour, caption) in RECORD_LOOKS.items()
    ]
    rules.append(_link("relationship", "#a2aaa6", "1px", "<type>"))
    for kind in LINK_KINDS:
        colour, width = LINK_LOOKS[kind.evidence_class]
        rules.append(
            _link(f"relationship.{kind.neo4j_type}", colour, width, kind.reads.rstrip(","))
        )
    for name, caption in TIE_CAPTIONS.items():
        rules.append(_link(f"relationship.{name}", "#a2aaa6", "1px", caption))
    return "\n".join(rules)


def _captions(columns: tuple[str, ...]) -> str:
    """Columns one after the other; a day as it was written, for Browser puts its days in quotes."""
    return " ".join(f"{{{re.sub('_day$', '_text', column)}}}" for column in columns)


def _node(label: str, colour: str, caption: str, diameter: str) -> str:
    return _rule(
        f"node.{label}",
        diameter=diameter,
        color=colour,
        border=_darker(colour),
        caption=caption,
        letters="#1a1a1a" if _brightness(colour) > _LIGHT else "#ffffff",
    )


def _rule(
    selector: str, *, diameter: str, color: str, border: str, caption: str, letters: str
) -> str:
    return (
        f"{selector} {{\n"
        f"  diameter: {diameter};\n"
        f"  color: {color};\n"
        f"  border-color: {border};\n"
        "  border-width: 2px;\n"
        f"  text-color-internal: {letters};\n"
        "  font-size: 11px;\n"
        f'  caption: "{caption}";\n'
        "}\n"
    )


def _link(selector: str, colour: str, width: str, caption: str) -> str:
    return (
        f"{selector} {{\n"
        f"  color: {colour};\n"
        f"  shaft-width: {width};\n"
        "  font-size: 9px;\n"
        "  padding: 3px;\n"
        "  text-color-external: #1a1a1a;\n"
        "  text-color-internal: #ffffff;\n"
        f'  caption: "{caption}";\n'
        "}\n"
    )


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue


def _brightness(colour: str) -> float:
    """How bright a colour looks, from 0 to 255."""
    red, green, blue = _channels(colour)
    return (299 * red + 587 * green + 114 * blue) / 1000


def _darker(colour: str) -> str:
    return "#" + "".join(f"{round(each * 0.75):02x}" for each in _channels(colour))

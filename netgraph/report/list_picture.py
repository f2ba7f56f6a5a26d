"""A non-association list as a picture: who is kept apart from whom, and for whose sake.

Three columns, so that every name can be read: the person, those kept apart from them, and those
whom that protects. The table beside it says the same.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netgraph.report.content import ListLine, Reference

__all__ = ["ListPicture", "PictureLine", "PictureMark", "list_picture"]

# Across, in pixels: the middle of each column's marks; and down, the height of a row.
COLUMNS = (24, 268, 512)
ROW = 34
WIDTH = 740
# Characters of a name that fit into a column, and how wide one is at most, in pixels.
FITS = 26
LETTER = 7


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A person of the picture: where, the letter and kind of the mark, and the name that fits."""

    x: int
    y: int
    mark: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A line of the picture: ``apart`` between two to be kept apart, ``protects`` for whose sake."""

    x1: int
    y1: int
    x2: int
    y2: int
    sort: str


@dataclass(frozen=True, slots=True)
class ListPicture:
    """Marks and lines, how large it is, and what it says for those who do not see it."""

    width: int
    height: int
    marks: tuple[PictureMark, ...]
    lines: tuple[PictureLine, ...]
    words: str


def list_picture(person: "Reference", listed: "tuple[ListLine, ...]") -> ListPicture | None:
    """The picture of one list; None where nobody is listed."""
    if not listed:
        return None
    protected = list(dict.fromkeys(one for line in listed for one in line.protects))
    height = ROW * max(len(listed), len(protected))
    rows = [_rows(number, height) for number in (1, len(listed), len(protected))]
    [middle] = rows[0]
    marks = [_mark(person, COLUMNS[0], middle)]
    lines = []
    for line, y in zip(listed, rows[1], strict=True):
        marks.append(_mark(line.person, COLUMNS[1], y))
        lines.append(PictureLine(_after(person, 0), middle, COLUMNS[1] - 12, y, "apart"))
        for one in line.protects:
            there = rows[2][protected.index(one)]
            lines.append(PictureLine(_after(line.person, 1), y, COLUMNS[2] - 12, there, "protects"))
    marks += [_mark(one, COLUMNS[2], y) for one, y in zip(protected, rows[2], strict=True)]
    return ListPicture(WIDTH, height, tuple(marks), tuple(lines), _words(person, listed))


def _rows(number: int, height: int) -> list[int]:
    """Where so many rows stand, spread evenly over the height."""
    return [round(height * (place + 0.5) / number) for place in range(number)]


def _after(one: "Reference", column: int) -> int:
    """Where a line begins: behind the name."""
    return COLUMNS[column] + 20 + LETTER * min(len(one.label), FITS)


def _mark(one: "Reference", x: int, y: int) -> PictureMark:
    name = one.label if len(one.label) <= FITS else one.label[: FITS - 1] + "…"
    return PictureMark(x, y, one.mark, one.kind, name)


def _words(person: "Reference", listed: "tuple[ListLine, ...]") -> str:
    told = [
        line.person.label
        + (
            f", for the sake of {', '.join(one.label for one in line.protects)}"
            if line.protects
            else ""
        )
        for line in listed
    ]
    return f"To be kept apart from {person.label}: {'; '.join(told)}."

"""An i2 Analyst's Notebook chart (ANX) as two tables: its entities and its links.

Taken are identity, type, label and attributes of entities; ends, type, direction, date, description
and source of links. Pictures, places on the chart and styles are not looked at.
"""

import csv
import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from netgraph.errors import CaseError
from netgraph.sources.plain_xml import read_xml

__all__ = ["ENTITY_COLUMNS", "LINK_COLUMNS", "is_i2_chart", "write_i2_tables"]

ENTITY_COLUMNS = (
    "entity_id", "entity_type", "label", "surname", "forenames", "aliases", "date_of_birth", "sex",
    "line", "postcode", "uprn", "lat", "lon", "use", "number", "imei", "vrm", "make", "colour", "name",
    "type", "platform", "handle", "start", "end", "report", "basis", "detail",
)  # fmt: skip
LINK_COLUMNS = (
    "link_id", "link_type", "from_id", "to_id", "start", "end", "count", "description", "basis",
    "source_reference", "grade", "report_date",
)  # fmt: skip

# What attributes of charts are commonly called, in small letters, where it is not our name.
_ATTRIBUTES = {
    "dob": "date_of_birth",
    "date of birth": "date_of_birth",
    "forename": "forenames",
    "first name": "forenames",
    "last name": "surname",
    "telephone number": "number",
    "phone number": "number",
    "registration": "vrm",
    "registration number": "vrm",
    "latitude": "lat",
    "longitude": "lon",
}
_DAYS = ("date_of_birth", "start", "end")
_MIDNIGHT = re.compile(r"T00:00:00(\.0+)?$")
_REFERENCE = re.compile(r"(?P<report>\S.*?)(?: (?P<grade>[1-3][A-E][PC]|[A-E][1-5][1-5]))?")
_COUNT = re.compile(r"(?P<words>.*?)(?: \((?P<count>\d{1,9})\))?")
_HEAD_BYTES = 4096


def is_i2_chart(path: Path) -> bool:
    """Whether an XML file is a chart."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    return re.search(rb"<(\w+:)?Chart[\s>]", head) is not None


class _Reader:
    """Writes one row after the other as the items of the chart end."""

    def __init__(self, entities: "csv.DictWriter[str]", links: "csv.DictWriter[str]") -> None:
        self._entities, self._links = entities, links
        self._item: dict[str, str] = {}
        self._entity: dict[str, str] = {}
        self._link: dict[str, str] = {}
        self._values: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def opened(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "ChartItem":
            self._item, self._entity, self._link, self._values = attributes, {}, {}, {}
        elif tag == "Entity":
            self._entity = {"Identity": attributes.get("Identity", "")}
        elif tag == "IconStyle" or (tag.endswith("Style") and self._entity):
            self._entity.setdefault("Type", attributes.get("Type", ""))
        elif tag == "Link":
            self._link = dict(attributes)
        elif tag == "LinkStyle":
            self._link |= attributes
        elif tag == "Attribute":
            name = attributes.get("AttributeClass", "").strip().casefold()
            self._values[_ATTRIBUTES.get(name, name)] = attributes.get("Value", "")

    def closed(self, tag: str) -> None:
        if tag != "ChartItem":
            return
        if self._entity.get("Identity"):
            identity = self._entity["Identity"]
            self._names[self._item.get("Id", "")] = identity
            days = {name: _plain(self._values.get(name, "")) for name in _DAYS}
            self._entities.writerow(
                {
                    **self._values,
                    **days,
                    "entity_id": identity,
                    "entity_type": self._entity.get("Type", ""),
                    "label": self._item.get("Label", ""),
                }
            )
        elif self._link:
            self._links.writerow(self._link_row())
        self._item = {}

    def _link_row(self) -> dict[str, str]:
        ends = [self._link.get(f"End{number}Reference", "") for number in (1, 2)]
        ends = [
            self._names.get(end) or self._link.get(f"End{place}Id", end)
            for place, end in enumerate(ends, start=1)
        ]
        if self._link.get("ArrowStyle") == "ArrowOnTail":
            ends.reverse()
        reference = _REFERENCE.fullmatch(self._item.get("SourceReference", "").strip())
        said = _COUNT.fullmatch(self._item.get("Label", "").strip())
        dated = self._item.get("DateSet", "").casefold() == "true"
        return {
            "link_id": self._item.get("Id", ""),
            "link_type": self._link.get("Type", ""),
            "from_id": ends[0],
            "to_id": ends[1],
            "start": _plain(self._item.get("DateTime", "")) if dated else "",
            "count": (said["count"] or "") if said else "",
            "description": said["words"] if said else self._item.get("Label", ""),
            "source_reference": reference["report"] if reference else "",
            "grade": (reference["grade"] or "") if reference else "",
        }


def write_i2_tables(path: Path, name: str, folder: Path) -> Iterator[Path]:
    """Write the chart's entities and links as CSV into a folder.

    Raises:
        CaseError: It is no well-formed XML, holds what is refused, or is no chart.
    """
    targets = folder / "chart_entities.csv", folder / "chart_links.csv"
    with ExitStack() as stack:
        writers = []
        for target, columns in zip(targets, (ENTITY_COLUMNS, LINK_COLUMNS), strict=True):
            file = stack.enter_context(target.open("w", encoding="utf-8", newline=""))
            writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
            writer.writeheader()
            writers.append(writer)
        reader = _Reader(*writers)
        try:
            opened = stack.enter_context(path.open("rb"))
        except OSError as error:
            raise CaseError(f"{name}: cannot be read", hint="Check the path.") from error
        read_xml(opened, name, reader.opened, reader.closed, lambda _: None)
    yield from targets


def _plain(moment: str) -> str:
    """A time of the chart as the contract writes it: a day alone where it is midnight."""
    return _MIDNIGHT.sub("", moment).partition(".")[0]

"""For whom a report is written: one table of what each copy may hold.

A copy holds what its row of the table names and nothing else; an audience that is not in the table
gets no report. For partners and courts the table of columns goes further: their copy is made from
a part of the case (shared_part.py) in which no other column exists.
"""

from dataclasses import dataclass, replace

from netgraph.errors import InputError
from netgraph.tables import PROVENANCE, table_columns
from netgraph.vocabulary import CASE_FILES

__all__ = [
    "AUDIENCES",
    "PUBLISHED",
    "SECTIONS",
    "SHARED_COLUMNS",
    "Audience",
    "Published",
    "audience_of",
    "published_for",
]

# Every section of a report that an audience may be kept from.
SECTIONS = ("changes", "map", "proposals", "lists", "orders", "reports")


@dataclass(frozen=True, slots=True)
class Audience:
    """What one copy holds.

    ``points`` of reasons; ``code_c`` what becomes of reports with handling code C: ``shown``,
    ``masked`` (the claim stays, the report is not described) or ``absent`` (with all that rests
    on them); ``sources`` origins and agencies of reports; ``identifiers`` ids, and what is known
    of a thing beside its name; ``names`` ``all``, or ``asked`` (those asked about, all others are
    Person A, Address B …); ``nearby`` findings about others than those asked about.
    """

    name: str
    label: str
    points: bool
    code_c: str
    sources: bool
    identifiers: bool
    names: str
    nearby: bool
    sections: tuple[str, ...]


# SOURCE: [domain-r30], [decision-0008].
AUDIENCES = (
    Audience("analyst", "Analyst copy", True, "shown", True, True, "all", True, SECTIONS),
    Audience("officer", "Officer copy", False, "masked", True, True, "all", True, SECTIONS),
    Audience("partner", "Partner copy", False, "absent", False, False, "asked", False, ()),
    Audience("court", "Court copy", False, "absent", False, False, "asked", False, ()),
)

# What partners and courts may see, column by column; what is not here is empty in their part of
# the case. ``recoded``: another id, the same wherever the old one stood. ``asked``: of those asked
# about only. ``vocabulary``: words of the vocabulary stay, free words go. ``origin``: another word,
# unless it names a report that is there. SOURCE: [domain-r30].
SHARED_COLUMNS = {
    "reports": {
        "id": "recoded",
        "date": "kept",
        "grade": "kept",
        "grade_original": "kept",
        "source": "kept",
        "information": "kept",
        "handling_code": "kept",
        "origin": "recoded",
    },
    "people": {
        "id": "recoded",
        "surname": "asked",
        "forenames": "asked",
        "date_of_birth": "kept",
    },
    "addresses": {
        "id": "recoded",
        "line": "asked",
        "postcode": "asked",
        "lat": "kept",
        "lon": "kept",
        "use": "kept",
    },
    "phones": {"id": "recoded", "number": "asked"},
    "vehicles": {"id": "recoded", "vrm": "asked"},
    "organisations": {"id": "recoded", "name": "asked", "type": "kept"},
    "accounts": {"id": "recoded", "platform": "asked", "handle": "asked"},
    "events": {
        "id": "recoded",
        "type": "kept",
        "start_at": "kept",
        "start_day": "kept",
        "end_at": "kept",
        "end_day": "kept",
        "report": "recoded",
        "basis": "kept",
    },
    "links": {
        "id": "recoded",
        "kind": "kept",
        "from_id": "recoded",
        "to_id": "recoded",
        "start_at": "kept",
        "start_day": "kept",
        "end_at": "kept",
        "end_day": "kept",
        "count": "kept",
        "report": "recoded",
        "basis": "kept",
        "detail": "vocabulary",
    },
    "flags": {
        "id": "recoded",
        "subject": "recoded",
        "flag": "kept",
        "value": "vocabulary",
        "start_at": "kept",
        "start_day": "kept",
        "end_at": "kept",
        "end_day": "kept",
        "report": "recoded",
        "basis": "kept",
    },
}


_TIMES = ("start_at", "start_day", "end_at", "end_day")


@dataclass(frozen=True, slots=True)
class Published:
    """What a copy for a database holds for one audience, column by column.

    ``read`` are the columns of the part of the case from which it is made (as SHARED_COLUMNS),
    ``written`` those that stand in the copy; a table that is not in it is not there. Ids are
    there, and a name for each thing.
    """

    audience: Audience
    read: dict[str, dict[str, str]]
    written: dict[str, tuple[str, ...]]


def _officer_columns() -> dict[str, dict[str, str]]:
    """What officers' copies are made from: every column but those that lead to a source."""
    provenance = {name for name, _ in PROVENANCE}
    kept = {
        file.name: {name: "kept" for name, _ in table_columns(file.name) if name not in provenance}
        for file in CASE_FILES
        if file.name not in ("posts", "order_steps")
    }
    kept["reports"] |= {"origin": "origin"}
    del kept["reports"]["agency"], kept["reports"]["handling"]
    return kept


def published_for(name: str) -> Published:
    """What a published copy for that audience holds.

    A database tells nobody who looks at what, and hides nothing from anybody who may open it; so
    less goes into it than into a report that is handed over: nothing from a report with handling
    code C, and no origins. SOURCE: [domain-r30], [decision-0020].

    Raises:
        InputError: Nothing is published for that audience.
    """
    if name not in PUBLISHED:
        raise InputError(
            f"nothing is published for the audience {name!r}",
            hint=f"One of: {', '.join(PUBLISHED)}; for others write a report.",
        )
    audience = replace(audience_of(name), code_c="absent", sources=False, points=False)
    read = _officer_columns() if name == "officer" else SHARED_COLUMNS
    return Published(audience, read, PUBLISHED[name])


# Columns that stand in a published copy, by audience and table. SOURCE: [domain-r30].
PUBLISHED: dict[str, dict[str, tuple[str, ...]]] = {
    "officer": {
        "reports": ("date", "grade", "grade_original", "marking"),
        "people": ("surname", "forenames", "aliases", "date_of_birth", "sex", "pnc_id", "cro"),
        "addresses": ("line", "postcode", "uprn", "lat", "lon", "use"),
        "phones": ("number", "imei"),
        "vehicles": ("vrm", "make", "colour"),
        "organisations": ("name", "type"),
        "accounts": ("platform", "handle"),
        "events": ("type", *_TIMES, "report", "basis", "detail"),
        "links": (*_TIMES, "count", "report", "basis", "detail"),
        "flags": ("flag", "value", *_TIMES, "report", "basis"),
    },
    "partner": {
        "reports": ("date", "grade"),
        "people": (),
        "addresses": ("use",),
        "phones": (),
        "vehicles": (),
        "organisations": ("type",),
        "accounts": (),
        "events": ("type", "start_day", "end_day", "report", "basis"),
        "links": ("start_day", "end_day", "count", "report", "basis", "detail"),
    },
}


def audience_of(name: str) -> Audience:
    """The row of the table with that name.

    Raises:
        InputError: There is none: nothing is written for an audience that nobody described.
    """
    for each in AUDIENCES:
        if each.name == name:
            return each
    raise InputError(
        f"no audience {name!r}", hint=f"One of: {', '.join(each.name for each in AUDIENCES)}."
    )

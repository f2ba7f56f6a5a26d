"""For whom a report is written: one table of what each copy may hold.

A copy holds what its row of the table names and nothing else; an audience that is not in the table
gets no report. For partners and courts the table of columns goes further: their copy is made from
a part of the case (shared_part.py) in which no other column exists.
"""

from dataclasses import dataclass

from netgraph.errors import InputError

__all__ = ["AUDIENCES", "SECTIONS", "SHARED_COLUMNS", "Audience", "audience_of"]

# Every section of a report that an audience may be kept from.
SECTIONS = ("proposals", "lists", "orders", "reports")


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
# about only. ``vocabulary``: words of the vocabulary stay, free words go. SOURCE: [domain-r30].
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

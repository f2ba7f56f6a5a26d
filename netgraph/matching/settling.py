"""What would settle whether two records are of one and the same."""

from collections.abc import Sequence

from netgraph.matching.model import AGREE, UNKNOWN
from netgraph.matching.records import Compared, Conflict

__all__ = ["settles"]

# What to ask for, by what is unknown or does not agree.
_BY_FIELD = {
    "date_of_birth": "the date of birth from a document or a custody record of each",
    "forename": "the forenames from a document or a custody record of each",
    "surname": "whether one has used the other surname (marriage, family, a name taken on)",
    "contact": "whether both ever used one phone or lived at one address",
    "numbers": "the number of the flat",
    "number": "the whole number with its leading 0 or country code, from the report",
    "vrm": "the registration mark from the report or a photograph",
    "name": "the number of the company or charity of both",
}

_BY_CONFLICT = {
    "same_event": "whether the event names one person twice; if so, correct the event first",
    "two_places": "the times and places of both events",
    "other_identifier": "which of the two identifiers is right; correct the other first",
    "two_people": "whether those links are right; if not, withdraw their reports first",
}

_TWINS = "twins"
_MOST = 4


def settles(
    kind: str, fields: Sequence[Compared], conflicts: Sequence[Conflict]
) -> tuple[str, ...]:
    """What to ask for, what weighs most first; at most four."""
    asked = [_BY_CONFLICT[each.code] for each in conflicts]
    if kind == "person":
        if any(_TWINS in each.text for each in fields):
            asked.append("whether there are twins: the names of brothers and sisters")
        asked.append("a PNC identifier or CRO number of both, or fingerprints")
    if kind == "address":
        asked.append("the UPRN of both")
    open_fields = sorted(
        (each for each in fields if each.mark != AGREE and each.field in _BY_FIELD),
        key=lambda each: (each.mark == UNKNOWN, each.weight),
    )
    asked += [_BY_FIELD[each.field] for each in open_fields]
    return tuple(dict.fromkeys(asked))[:_MOST]

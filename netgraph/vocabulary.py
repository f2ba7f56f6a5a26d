"""The one table: every kind of thing that netgraph knows, and what each may hold.

Import checks, the embedded schema, Cypher constraints, Browser style, report legend and
docs/vocabulary.md all derive from here. The table checks itself when it is loaded.

Here: names, columns, endpoints, classes, labels, colours, shapes. Not here: thresholds and
points (findings/), statutory limits (orders/terms.py).
"""

from dataclasses import dataclass, field
from enum import StrEnum

from netgraph.errors import VocabularyError

__all__ = [
    "ADDRESS_USES",
    "AGENCIES",
    "CASE_FILES",
    "CLAIMS",
    "CONDITION_CATEGORIES",
    "ENTITY_KINDS",
    "EVENT_TYPES",
    "EXCEPTION_WORDS",
    "FLAGS",
    "LINK_KINDS",
    "MARKINGS",
    "MARKINGS_REFUSED",
    "ORDER_STEPS",
    "ORDER_TYPES",
    "RELATION_DETAILS",
    "CaseFile",
    "Claim",
    "Column",
    "ColumnType",
    "EntityKind",
    "EvidenceClass",
    "FlagKind",
    "LinkKind",
]


class ColumnType(StrEnum):
    """How the text of a column is read.

    ``id`` names the row itself; ``reference`` names another row of the case; ``moment`` is a
    date or an ISO 8601 time; ``texts`` is several values separated by ``;``.
    """

    ID = "id"
    REFERENCE = "reference"
    TEXT = "text"
    TEXTS = "texts"
    DATE = "date"
    MOMENT = "moment"
    INTEGER = "integer"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    GRADE = "grade"
    MARKING = "marking"


class EvidenceClass(StrEnum):
    """What a kind of link says. Association alone never makes a finding."""

    CONDUCT = "conduct"  # somebody did something
    ASSOCIATION = "association"  # two things were together or in touch
    CONTEXT = "context"  # what the relation is


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a case file.

    ``choices`` closes the values of a choice; ``refers_to`` names the case files in which a
    reference may be found (empty: any).
    """

    name: str
    type: ColumnType = ColumnType.TEXT
    required: bool = False
    choices: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One CSV file of a case: its name without ``.csv`` and its columns, id first."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that every row must fill."""
        return tuple(column.name for column in self.columns if column.required)

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of all columns, in the contract's order."""
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True, slots=True)
class EntityKind:
    """A kind of thing that links may join: where it is kept and how it is drawn.

    ``name`` is the singular used in link endpoints; ``file`` the case file that holds it.
    ``shape`` is a vis-network shape that needs no image; ``mark`` a letter for those who
    cannot tell the colours apart.
    """

    name: str
    file: str
    label: str
    colour: str
    shape: str
    mark: str
    caption: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkKind:
    """A kind of link: between what, of which class, and how it reads.

    ``conduct_of`` says whose conduct a conduct link shows: ``from`` or ``to``.
    ``reads`` is the words between the two ends in a sentence.
    """

    name: str
    endpoints: tuple[tuple[str, str], ...]
    evidence_class: EvidenceClass
    meaning: str
    reads: str
    directed: bool = True
    conduct_of: str = "from"
    details: tuple[str, ...] = field(default=())

    @property
    def neo4j_type(self) -> str:
        """Name of the relationship type in Cypher."""
        return self.name.upper()


@dataclass(frozen=True, slots=True)
class FlagKind:
    """A dated fact about one thing; ``subjects`` are the entity kinds that may carry it.

    ``values`` closes what it may say; empty means free words (``needs_value`` says if some).
    """

    name: str
    subjects: tuple[str, ...]
    meaning: str
    values: tuple[str, ...] = ()
    needs_value: bool = False


@dataclass(frozen=True, slots=True)
class Claim:
    """What a finding may say of a subject: ``name`` is the key everywhere, ``label`` for people."""

    name: str
    subject_kind: str
    label: str
    heading: str
    colour: str
    meaning: str


# Victims and children come first in every output: this is the order of all lists by claim.
CLAIMS = (
    Claim(
        "likely_victim",
        "person",
        "likely victim",
        "Likely victims",
        "#8f3b76",
        "A person, child or adult, who may be being exploited and may need protecting.",
    ),
    Claim(
        "cuckooed_address",
        "address",
        "likely cuckooed address",
        "Likely cuckooed addresses",
        "#b35900",
        "A home that others may have taken over; its occupant may need protecting.",
    ),
    Claim(
        "exploiter",
        "person",
        "possible exploiter",
        "Possible exploiters",
        "#1f4f82",
        "A person whose recorded conduct suggests that they exploit others.",
    ),
)

MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE")
MARKINGS_REFUSED = ("SECRET", "TOP SECRET", "TOP-SECRET")
AGENCIES = ("police", "social_care", "housing", "school", "health", "charity", "public", "other")
ADDRESS_USES = (
    "home",
    "hmo",
    "hostel",
    "hotel",
    "supported_living",
    "care_home",
    "business",
    "public",
    "unknown",
)
ORGANISATION_TYPES = ("gang", "agency", "business", "school", "other")
EVENT_TYPES = (
    "missing",
    "custody",
    "stop_search",
    "drug_supply",
    "drug_possession",
    "weapon",
    "violence",
    "robbery",
    "threat",
    "exploitation",
    "modern_slavery",
    "antisocial",
    "travel",
    "welfare_check",
    "repair",
    "seizure",
    "other",
)
ORDER_TYPES = ("STRO", "STPO", "interim_STRO", "CCEPO", "gang_injunction", "SCPO", "other")
CONDITION_CATEGORIES = (
    "contact_named",
    "contact_class",
    "place",
    "travel",
    "device",
    "social_media",
    "other",
)
# What is recorded of an order after it is made.
ORDER_STEPS = (
    "service",
    "variation",
    "renewal",
    "discharge",
    "permission",
    "reporting_restriction",
    "review",
)
EXCEPTION_WORDS = (
    "court",
    "school_or_college",
    "agency_appointment",
    "custody",
    "written_permission",
    "immediate_family",
)
RELATION_DETAILS = ("parent", "child", "sibling", "partner", "co_parent", "other")
CLEARED_DETAILS = ("no_further_action", "acquitted")
BASES = ("fact", "assessment")


def _id() -> Column:
    return Column("id", ColumnType.ID, required=True)


def _reference(name: str, *files: str, required: bool = False) -> Column:
    return Column(name, ColumnType.REFERENCE, required, refers_to=files)


def _moment(name: str, *, required: bool = False) -> Column:
    return Column(name, ColumnType.MOMENT, required)


def _choice(name: str, choices: tuple[str, ...], *, required: bool = False) -> Column:
    return Column(name, ColumnType.CHOICE, required, choices)


_BASIS = _choice("basis", BASES)
_REPORT = _reference("report", "reports", required=True)

LINK_KINDS = (
    LinkKind(
        "associates_with",
        (("person", "person"),),
        EvidenceClass.ASSOCIATION,
        "seen together",
        "was seen with",
        directed=False,
    ),
    LinkKind(
        "contacted",
        (("person", "person"), ("phone", "phone")),
        EvidenceClass.ASSOCIATION,
        "calls and messages, count of them",
        "called or messaged",
    ),
    LinkKind(
        "related_to",
        (("person", "person"),),
        EvidenceClass.CONTEXT,
        "family; detail says which relation",
        "is family of",
        directed=False,
        details=RELATION_DETAILS,
    ),
    LinkKind(
        "supports",
        (("person", "person"),),
        EvidenceClass.CONTEXT,
        "professional or carer working with that person",
        "works with, as professional or carer,",
    ),
    LinkKind(
        "directs",
        (("person", "person"),),
        EvidenceClass.CONDUCT,
        "tells the other what to do for the line",
        "directs",
    ),
    LinkKind(
        "recruited",
        (("person", "person"),),
        EvidenceClass.CONDUCT,
        "brought the other into it",
        "recruited",
    ),
    LinkKind(
        "supplies",
        (("person", "person"),),
        EvidenceClass.CONDUCT,
        "hands drugs over",
        "handed drugs to",
    ),
    LinkKind("pays", (("person", "person"),), EvidenceClass.CONDUCT, "money goes over", "paid"),
    LinkKind(
        "in_debt_to",
        (("person", "person"),),
        EvidenceClass.CONDUCT,
        "owes; a debt that is held over somebody",
        "is in debt to",
        conduct_of="to",
    ),
    LinkKind(
        "threatens",
        (("person", "person"),),
        EvidenceClass.CONDUCT,
        "threats, violence, punishment",
        "threatened",
    ),
    LinkKind(
        "arranges_travel_for",
        (("person", "person"),),
        EvidenceClass.CONDUCT,
        "books, pays for or drives the journey",
        "arranged travel for",
    ),
    LinkKind(
        "accuses",
        (("person", "person"),),
        EvidenceClass.CONDUCT,
        "names the other as exploiting somebody",
        "named as exploiting somebody",
        conduct_of="to",
    ),
    LinkKind(
        "lives_at",
        (("person", "address"),),
        EvidenceClass.CONTEXT,
        "resident or tenant",
        "lives at",
    ),
    LinkKind(
        "visits",
        (("person", "address"),),
        EvidenceClass.ASSOCIATION,
        "seen there; not known to live there",
        "was seen at",
    ),
    LinkKind(
        "gave_address",
        (("person", "address"),),
        EvidenceClass.ASSOCIATION,
        "gave it as their own in custody, on bail, for a parcel",
        "gave as their own address",
    ),
    LinkKind(
        "controls",
        (("person", "address"), ("person", "phone")),
        EvidenceClass.CONDUCT,
        "decides who enters; holds the line's phone",
        "controls",
    ),
    LinkKind(
        "uses",
        (("person", "phone"), ("person", "vehicle"), ("person", "account")),
        EvidenceClass.CONTEXT,
        "attribution",
        "uses",
    ),
    LinkKind(
        "keeps",
        (("person", "vehicle"),),
        EvidenceClass.CONTEXT,
        "registered keeper",
        "is the registered keeper of",
    ),
    LinkKind(
        "tied_to",
        (("phone", "address"),),
        EvidenceClass.ASSOCIATION,
        "delivered, topped up or on Wi-Fi there; a cell is never enough by itself",
        "is tied to",
    ),
    LinkKind(
        "seen_at",
        (("vehicle", "address"),),
        EvidenceClass.ASSOCIATION,
        "number plate reader or observation",
        "was seen at",
    ),
    LinkKind(
        "member_of",
        (("person", "organisation"),),
        EvidenceClass.CONTEXT,
        "belongs to it",
        "is recorded as a member of",
    ),
    LinkKind(
        "suspect_in",
        (("person", "event"),),
        EvidenceClass.CONDUCT,
        "suspected; detail may take it away",
        "is a suspect in",
        details=CLEARED_DETAILS,
    ),
    LinkKind(
        "charged_in",
        (("person", "event"),),
        EvidenceClass.CONDUCT,
        "charged; detail may take it away",
        "was charged in",
        details=CLEARED_DETAILS,
    ),
    LinkKind(
        "convicted_in",
        (("person", "event"),),
        EvidenceClass.CONDUCT,
        "convicted; detail may take it away",
        "was convicted in",
        details=CLEARED_DETAILS,
    ),
    LinkKind(
        "victim_in", (("person", "event"),), EvidenceClass.CONTEXT, "victim", "is a victim in"
    ),
    LinkKind(
        "witness_in", (("person", "event"),), EvidenceClass.CONTEXT, "witness", "is a witness in"
    ),
    LinkKind(
        "present_at",
        (("person", "event"),),
        EvidenceClass.CONTEXT,
        "the person whom the event is about, or who was there",
        "was present at",
    ),
    LinkKind(
        "occurred_at",
        (("event", "address"),),
        EvidenceClass.CONTEXT,
        "where it happened",
        "happened at",
    ),
    LinkKind(
        "found_at",
        (("event", "address"), ("event", "person")),
        EvidenceClass.CONTEXT,
        "where, or with whom, a missing person was found",
        "ended with the person found at or with",
    ),
)

FLAGS = (
    FlagKind("at_risk", ("person",), "known to be at risk", ("child", "adult"), needs_value=True),
    FlagKind("in_care", ("person",), "looked after by a local authority"),
    FlagKind(
        "nrm",
        ("person",),
        "referred to the National Referral Mechanism",
        ("pending", "positive", "negative"),
        needs_value=True,
    ),
    FlagKind("professional", ("person",), "works with people in this case; value is the role"),
    FlagKind("deal_line", ("phone",), "the number of a drug line"),
    FlagKind("care_round", ("address",), "carers visit by roster"),
    FlagKind("licensed_hmo", ("address",), "licensed house in multiple occupation"),
    FlagKind("treatment_group", ("address",), "a treatment or peer-support group meets here"),
    FlagKind("seen_well", ("address",), "a recent direct check found the occupant in control"),
)

_EVENT_STATUS = tuple(kind.name for kind in LINK_KINDS)
_FLAG_NAMES = tuple(flag.name for flag in FLAGS)

# In this order a case is read: what is named comes before what names it.
CASE_FILES = (
    CaseFile(
        "reports",
        "the reports that everything else rests on",
        (
            _id(),
            Column("date", ColumnType.DATE, required=True),
            Column("grade", ColumnType.GRADE, required=True),
            Column("origin"),
            _choice("agency", AGENCIES),
            Column("handling"),
            Column("marking", ColumnType.MARKING),
        ),
    ),
    CaseFile(
        "people",
        "people",
        (
            _id(),
            Column("surname"),
            Column("forenames"),
            Column("aliases", ColumnType.TEXTS),
            Column("date_of_birth", ColumnType.DATE),
            Column("sex"),
            Column("pnc_id"),
            Column("cro"),
        ),
    ),
    CaseFile(
        "addresses",
        "homes and other places",
        (
            _id(),
            Column("line"),
            Column("postcode"),
            Column("uprn"),
            Column("lat", ColumnType.NUMBER),
            Column("lon", ColumnType.NUMBER),
            _choice("use", ADDRESS_USES),
        ),
    ),
    CaseFile("phones", "phone numbers and handsets", (_id(), Column("number"), Column("imei"))),
    CaseFile("vehicles", "vehicles", (_id(), Column("vrm"), Column("make"), Column("colour"))),
    CaseFile(
        "organisations",
        "groups and bodies",
        (_id(), Column("name"), _choice("type", ORGANISATION_TYPES)),
    ),
    CaseFile("accounts", "accounts on platforms", (_id(), Column("platform"), Column("handle"))),
    CaseFile(
        "events",
        "what happened, with its time",
        (
            _id(),
            _choice("type", EVENT_TYPES, required=True),
            _moment("start", required=True),
            _moment("end"),
            _reference("report", "reports"),
            _BASIS,
            Column("detail"),
        ),
    ),
    CaseFile(
        "links",
        "who is joined to what, how, when, and which report says so",
        (
            _id(),
            _choice("kind", _EVENT_STATUS, required=True),
            _reference("from", required=True),
            _reference("to", required=True),
            _moment("start"),
            _moment("end"),
            Column("count", ColumnType.INTEGER),
            _REPORT,
            _BASIS,
            Column("detail"),
        ),
    ),
    CaseFile(
        "flags",
        "dated facts about one thing",
        (
            _id(),
            _reference("subject", required=True),
            _choice("flag", _FLAG_NAMES, required=True),
            Column("value"),
            _moment("start"),
            _moment("end"),
            _REPORT,
            _BASIS,
        ),
    ),
    CaseFile(
        "orders",
        "court orders",
        (
            _id(),
            _choice("type", ORDER_TYPES, required=True),
            _reference("person", "people", required=True),
            Column("court"),
            _moment("made"),
            _moment("served"),
            Column("interim", ColumnType.YES_NO),
            Column("ends", ColumnType.DATE),
        ),
    ),
    CaseFile(
        "conditions",
        "what an order forbids, word for word",
        (
            _id(),
            _reference("order", "orders", required=True),
            Column("number"),
            _choice("category", CONDITION_CATEGORIES, required=True),
            Column("text", required=True),
            Column("starts", ColumnType.DATE),
            Column("ends", ColumnType.DATE),
            Column("targets", ColumnType.TEXTS),
            Column("exceptions", ColumnType.TEXTS),
        ),
    ),
    CaseFile(
        "order_steps",
        "what happened to an order after it was made: service, variation, discharge, permission",
        (
            _id(),
            _reference("order", "orders", required=True),
            _choice("kind", ORDER_STEPS, required=True),
            _moment("date", required=True),
            Column("until", ColumnType.DATE),
            _reference("condition", "conditions"),
            _reference("new_condition", "conditions"),
            Column("given_by"),
            Column("targets", ColumnType.TEXTS),
            Column("document"),
            Column("detail"),
        ),
    ),
    CaseFile(
        "posts",
        "captured posts",
        (
            _id(),
            _reference("account", "accounts", required=True),
            _moment("posted", required=True),
            _moment("captured"),
            Column("text"),
            Column("coded"),
            _reference("report", "reports"),
        ),
    ),
)

# Colours from a palette that stays apart for colour-blind readers; shape and mark say it again.
ENTITY_KINDS = (
    EntityKind("person", "people", "Person", "#1f4f82", "dot", "P", ("forenames", "surname")),
    EntityKind("address", "addresses", "Address", "#b35900", "square", "A", ("line",)),
    EntityKind("phone", "phones", "Phone", "#00735c", "triangle", "T", ("number",)),
    EntityKind("vehicle", "vehicles", "Vehicle", "#5b6770", "triangleDown", "V", ("vrm",)),
    EntityKind("organisation", "organisations", "Organisation", "#6b4c9a", "box", "O", ("name",)),
    EntityKind("account", "accounts", "Account", "#8c6d1f", "hexagon", "N", ("platform", "handle")),
    EntityKind("event", "events", "Event", "#a3333d", "diamond", "E", ("type", "start_day")),
)


def _check() -> None:
    """Refuse to load a table that contradicts itself."""
    files = {file.name for file in CASE_FILES}
    kinds = {kind.name for kind in ENTITY_KINDS}
    problems = [
        f"entity {kind.name}: no file {kind.file}"
        for kind in ENTITY_KINDS
        if kind.file not in files
    ]
    for file in CASE_FILES:
        if file.columns[0].type is not ColumnType.ID:
            problems.append(f"file {file.name}: id is not the first column")
        if len(set(file.column_names)) != len(file.columns):
            problems.append(f"file {file.name}: a column occurs twice")
        problems += [
            f"file {file.name}: column {column.name} refers to unknown {target}"
            for column in file.columns
            for target in column.refers_to
            if target not in files
        ]
    for link in LINK_KINDS:
        problems += [
            f"link {link.name}: unknown end {end}"
            for pair in link.endpoints
            for end in pair
            if end not in kinds
        ]
        if link.conduct_of not in {"from", "to"}:
            problems.append(f"link {link.name}: conduct_of {link.conduct_of}")
    problems += [
        f"flag {flag.name}: unknown subject {subject}"
        for flag in FLAGS
        for subject in flag.subjects
        if subject not in kinds
    ]
    for what, names in (
        ("entity", [kind.name for kind in ENTITY_KINDS]),
        ("link", [link.name for link in LINK_KINDS]),
        ("flag", [flag.name for flag in FLAGS]),
        ("claim", [claim.name for claim in CLAIMS]),
        ("colour", [kind.colour for kind in ENTITY_KINDS]),
        ("shape", [kind.shape for kind in ENTITY_KINDS]),
        ("mark", [kind.mark for kind in ENTITY_KINDS]),
    ):
        if len(set(names)) != len(names):
            problems.append(f"{what}: a name occurs twice")
    if problems:
        raise VocabularyError("; ".join(problems))


_check()

"""Frozen values for people: what passes between stages from the findings on.

Few, immutable, ordered; every one can be printed as JSON by ``as_json``, with the contract's
field names. Tables (tables.py) are for machines; these are for people.
"""

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any

__all__ = [
    "Act",
    "Blocker",
    "ClassCondition",
    "Decision",
    "Explanation",
    "Finding",
    "IdentifierCount",
    "ImportRecord",
    "ImportSummary",
    "LeftOut",
    "LinkEvidence",
    "Listed",
    "ListedReason",
    "NonAssociation",
    "OtherExplanation",
    "PersonMeasures",
    "Proposal",
    "Reason",
    "Rejected",
    "ReportEvidence",
    "as_json",
]


@dataclass(frozen=True, slots=True)
class Reason:
    """One shown argument for or against a finding.

    ``points`` is negative in an argument against. ``links``, ``events``, ``flags`` and
    ``reports`` are the ids that it rests on, sorted; ``others`` the ids of other people or
    places that it speaks of. ``evidence_class`` is conduct, event, disclosure, association or
    context; ``day`` the latest day of what it rests on; ``second_pass`` says that it used the
    findings of pass one.
    """

    indicator: str
    points: int
    text: str
    links: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    evidence_class: str = "context"
    day: date | None = None
    second_pass: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A lead for a person to judge: what one claim on one subject rests on, for and against.

    ``points`` is the sum of the points of ``reasons`` and ``against``; ``support`` is strong,
    moderate or limited by rule; ``also`` names the other claims on the same subject;
    ``hypotheses`` the forms that fit (``local``, ``coupling`` …); ``missing`` what is not known
    and would settle it.
    """

    claim: str
    subject: str
    label: str
    support: str
    points: int
    independent_sources: int
    last_act: date | None
    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...] = ()
    also: tuple[str, ...] = ()
    hypotheses: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """One link, event or flag about a subject, as ``explain`` shows it.

    ``what`` is link, event or flag; ``used`` says whether a shown reason rests on it, and
    ``why_not`` why none does: the rule that keeps it from counting, or that no reason needs it.
    """

    id: str
    what: str
    kind: str
    from_id: str
    to_id: str
    day: date | None
    report: str
    basis: str
    detail: str
    used: bool = True
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class ReportEvidence:
    """One report behind a finding: its grade as counted and as written, its date and origin."""

    id: str
    day: date
    grade: str
    grade_original: str
    origin: str
    agency: str
    handling: str
    marking: str


@dataclass(frozen=True, slots=True)
class OtherExplanation:
    """A harmless explanation of what was found: looked for and found or not, or not to be seen.

    ``result`` is ``found``, ``not found`` or ``cannot be seen in the data``.
    """

    claim: str
    explanation: str
    result: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that the findings on one subject rest on.

    ``considered`` are claims for which something was found but not enough to say anything (their
    support is ``none``); ``excluded`` says which claims are never made about the subject, and why.
    ``also_recorded`` are other ids that are read as this one.
    """

    subject: str
    kind: str
    label: str
    findings: tuple[Finding, ...]
    links: tuple[LinkEvidence, ...]
    reports: tuple[ReportEvidence, ...]
    missing: tuple[str, ...]
    other_explanations: tuple[OtherExplanation, ...] = ()
    considered: tuple[Finding, ...] = ()
    excluded: tuple[str, ...] = ()
    also_recorded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a person is recorded to have done, with where it is recorded."""

    indicator: str
    text: str
    links: tuple[str, ...]
    reports: tuple[str, ...]
    date: date | None


@dataclass(frozen=True, slots=True)
class Blocker:
    """Why a person may not be proposed before a named supervisor decides otherwise."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided of a person who is proposed; it moves nothing by itself.

    ``blockers`` are the codes of what a supervisor has looked at and lets pass (an override).
    """

    outcome: str
    blockers: tuple[str, ...]
    reason: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A person considered for a new order: candidate, blocked or insufficient, and why.

    ``protects`` are ids of the people and homes whom the acts concern; ``missing`` says what a
    candidate would still need; ``decisions`` what people decided of it, oldest first.
    """

    person: str
    status: str
    acts: tuple[Act, ...]
    independent_sources: int
    protects: tuple[str, ...]
    blockers: tuple[Blocker, ...]
    missing: tuple[str, ...]
    label: str = ""
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedReason:
    """Why somebody is on a non-association list, in words, with links and reports."""

    text: str
    links: tuple[str, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody whom an order should keep apart from its subject."""

    person: str
    reasons: tuple[ListedReason, ...]
    protects: tuple[str, ...]
    exceptions: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who is not on the list, and why not."""

    person: str
    code: str
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class ClassCondition:
    """A condition that protects a class of people where a name would expose somebody.

    ``text`` is wording to start from and names nobody; ``why`` says what it answers, for the file
    and not for the order; ``protects`` are the ids of those for whom it is there; ``until`` the day on
    which the youngest child among them turns 18, which bears on its period.
    """

    category: str
    text: str
    why: str = ""
    protects: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class NonAssociation:
    """Whom an order on one person should keep apart, who is left out, and what protects instead.

    ``note`` says what to know before reading the list: above all that the person is no candidate.
    """

    person: str
    listed: tuple[Listed, ...]
    left_out: tuple[LeftOut, ...]
    class_conditions: tuple[ClassCondition, ...]
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PersonMeasures:
    """Place of one person in the network; ``rank`` and ``rank_interval`` by measure.

    Rank 1 is the highest; equal values share the better rank. ``community`` is the smallest
    person id of the community. ``rank_interval`` is empty unless stability was asked for.
    """

    person: str
    degree: int
    betweenness: float
    effective_size: float
    pagerank: float
    community: str
    rank: dict[str, int]
    rank_interval: dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken: which table it was for, where it stood, and why."""

    table: str
    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One line of the import register: what was imported, when, by whom, from which bytes.

    ``files`` are (name, sha256 of its bytes); ``counts`` are (table, new, changed, unchanged,
    rejected) rows.
    """

    id: int
    imported_at: str
    imported_by: str
    source: str
    mapping: str
    files: tuple[tuple[str, str], ...]
    counts: tuple[tuple[str, int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class IdentifierCount:
    """How many identifiers of one kind an import brought, how many of them are not verified.

    ``reasons`` are (why not, how many), most first.
    """

    kind: str
    given: int
    unverified: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did: its register line, the rejected rows, the columns not stored.

    ``record`` is None for a dry run and when nothing changed. ``not_stored`` are
    (file, column, filled cells, why): outside the contract, or sensitive. ``identifiers`` and
    ``doubtful`` (table, column, what is doubtful, rows) are of the new and changed rows.
    """

    record: ImportRecord | None
    counts: tuple[tuple[str, int, int, int, int], ...]
    rejected: tuple[Rejected, ...]
    rejected_total: int
    not_stored: tuple[tuple[str, str, int, str], ...]
    rejects_file: str = ""
    notes: tuple[str, ...] = ()
    identifiers: tuple[IdentifierCount, ...] = ()
    doubtful: tuple[tuple[str, str, str, int], ...] = ()


def as_json(record: Any) -> Any:
    """A record as JSON values: dataclasses as objects, tuples as lists, days as ISO text."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        return {
            field.name: as_json(getattr(record, field.name)) for field in dataclasses.fields(record)
        }
    if isinstance(record, dict):
        return {str(key): as_json(value) for key, value in record.items()}
    if isinstance(record, tuple | list):
        return [as_json(value) for value in record]
    if isinstance(record, date):
        return record.isoformat()
    return record

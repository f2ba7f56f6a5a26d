"""The values of a whole argument for or against proposing one person; no behaviour."""

from dataclasses import dataclass
from datetime import date

from netgraph.orders.alternatives import Alternative
from netgraph.orders.decisions import Contrary
from netgraph.orders.sensitivity import Withdrawal

__all__ = ["ArguedAct", "Argument", "Limb", "Unknown"]


@dataclass(frozen=True, slots=True)
class ArguedAct:
    """One record behind an act: what, when, of what stage, from which report, and what it counts for.

    ``basis`` is fact or assessment; ``hearsay`` says in words how near the source was; ``why_not``
    says why the record is no act of exploitation by itself, empty if it counts as one.
    """

    day: date | None
    stage: str
    text: str
    link: str
    report: str
    grade: str
    origin: str
    agency: str
    handling: str
    basis: str
    hearsay: str
    why_not: str


@dataclass(frozen=True, slots=True)
class Limb:
    """One of act, risk and necessity: what is recorded for it, and what a person must answer."""

    name: str
    recorded: tuple[str, ...]
    to_answer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that is not recorded and would matter, and who might hold it."""

    what: str
    held_by: str


@dataclass(frozen=True, slots=True)
class Argument:
    """Everything to read before a case is put forward: for and against with equal room."""

    acts: tuple[ArguedAct, ...]
    limbs: tuple[Limb, ...]
    contrary: Contrary
    alternatives: tuple[Alternative, ...]
    unknown: tuple[Unknown, ...]
    withdrawals: tuple[Withdrawal, ...]

"""What the register shows: orders, conditions, steps and what ends soon, as frozen values."""

from dataclasses import dataclass
from datetime import date

__all__ = [
    "ENDED",
    "IN_FORCE",
    "NOT_SERVED",
    "NOT_YET",
    "Expiry",
    "OrderStep",
    "RegisteredCondition",
    "RegisteredOrder",
]

# How an order or a condition stands on a day.
IN_FORCE, NOT_SERVED, NOT_YET, ENDED = "in force", "in force, not served", "not yet", "ended"


@dataclass(frozen=True, slots=True)
class RegisteredCondition:
    """A condition as it stands on a day: its wording, its days, and what data can show of it.

    ``last_day`` None is until further order; ``served`` the first day on which it was served.
    ``left_out`` is what a comparison with data leaves to a person.
    """

    condition: str
    number: str
    category: str
    text: str
    targets: tuple[str, ...]
    exceptions: tuple[str, ...]
    status: str
    first_day: date | None
    last_day: date | None
    served: date | None
    ended_by: str
    varied_by: str
    varies: str
    compared: str
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrderStep:
    """Something that happened to an order after it was made, as it was recorded.

    ``moment`` is a day, or a time as it was written; ``until`` the last day for which it holds.
    """

    step: str
    kind: str
    moment: str
    until: date | None
    condition: str
    new_condition: str
    given_by: str
    targets: tuple[str, ...]
    document: str
    detail: str


@dataclass(frozen=True, slots=True)
class RegisteredOrder:
    """An order as it stands on a day, with its conditions and what happened to it since.

    ``notes`` say what of it to look at: limits of the law that its days do not keep, as recorded.
    """

    order: str
    type: str
    person: str
    label: str
    court: str
    made: date | None
    served: date | None
    interim: bool
    ends: date | None
    status: str
    last_day: date | None
    ended_by: str
    reporting_restriction: tuple[str, ...]
    conditions: tuple[RegisteredCondition, ...]
    steps: tuple[OrderStep, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Expiry:
    """Something of an order that ends, or is due, within the days asked about.

    ``what`` is order, condition or review; ``days`` how many days from the day asked about.
    """

    day: date
    days: int
    what: str
    order: str
    condition: str
    number: str
    person: str
    label: str
    type: str

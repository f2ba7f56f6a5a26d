"""What a screening comes to, as frozen values for people: possible breaches, and what was left out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

__all__ = [
    "Approach",
    "LineSwap",
    "NotCounted",
    "PossibleBreach",
    "RuleRate",
    "Screening",
]

# So many orders are named; more are counted.
_ORDERS_NAMED = 20


@dataclass(frozen=True, slots=True)
class PossibleBreach:
    """One event that may be against one condition, for an officer to decide.

    ``kind`` is match, likely or check, by rule (the contract calls it ``class``). ``when`` is the
    time as it was written; ``at_utc`` and ``at_local`` the same instant, empty where only a day is
    known. ``why`` says why it was matched, ``sure`` how sure the attribution is, ``not_a_breach_if``
    what would make it no breach, each begun with the exception's word and found, not found or
    unknown. ``id`` names the card for decisions. ``context`` of a post: whose words it holds, when it
    was captured, who else posted the same, and what the account posted before and after, whole.
    """

    id: str
    order: str
    condition: str
    kind: str
    when: str
    what: str
    with_id: str
    not_a_breach_if: tuple[str, ...]
    safeguarding: str | None
    rule: str
    person: str
    with_label: str
    person_label: str
    number: str
    category: str
    condition_text: str
    in_force_from: str
    served: str
    in_force_to: str
    at_utc: str
    at_local: str
    why: tuple[str, ...]
    sure: tuple[str, ...]
    verbatim: str
    source: str
    grade: str
    reports: tuple[str, ...]
    links: tuple[str, ...]
    must_know: tuple[str, ...]
    context: tuple[str, ...] = ()

    @property
    def first_day(self) -> str:
        """The day in Europe/London from which the condition was in force and served."""
        return _london_day(max(self.in_force_from, self.served))

    @property
    def last_day(self) -> str:
        """The last day on which it is in force, or that there is none."""
        if not self.in_force_to.endswith("Z"):
            return self.in_force_to
        return _london_day(self.in_force_to, back=timedelta(seconds=1))

    def as_json(self) -> dict[str, object]:
        """The contract's fields first, under its names, then all others."""
        fields: dict[str, object] = {
            "order": self.order,
            "condition": self.condition,
            "class": self.kind,
            "when": self.when,
            "what": self.what,
            "with": self.with_id,
            "not_a_breach_if": list(self.not_a_breach_if),
            "safeguarding": self.safeguarding,
        }
        for name in self.__slots__:
            if name not in ("kind", "with_id", *fields):
                value = getattr(self, name)
                fields[name] = list(value) if isinstance(value, tuple) else value
        return fields


@dataclass(frozen=True, slots=True)
class NotCounted:
    """What was seen and is no possible breach by itself: how often, between which days, and why."""

    order: str
    condition: str
    other: str
    reason: str
    count: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Approach:
    """Contacts of one subject with one young person, or with a number of unknown age, since service.

    ``other`` is a person's id, or a masked number where nobody is known to use it. ``first`` and
    ``last`` are days; ``made`` and ``received`` count what the subject sent and got; ``at_night``
    what fell between ten in the evening and six in the morning; ``by_day`` is (day, made, received).
    ``shared_with`` are other people under orders who are in contact with the same person.
    """

    order: str
    person: str
    other: str
    label: str
    age: int | None
    at_risk: str
    initiated_by: str
    first: date
    last: date
    made: int
    received: int
    at_night: int
    by_day: tuple[tuple[date, int, int], ...]
    shared_with: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineSwap:
    """A number that goes quiet while another takes up its contacts: proposed as the same user.

    ``shared`` counts contacts that are themselves proposed as swapped as the same; ``overlap`` is
    the smaller of the shares of calls that each has with shared contacts, 0 to 1.
    """

    old: str
    new: str
    quiet_from: date
    new_from: date
    old_contacts: int
    new_contacts: int
    shared: int
    overlap: float
    through_swaps: bool


@dataclass(frozen=True, slots=True)
class RuleRate:
    """How the decided cards of one rule came out: decided, and those that were no breach."""

    rule: str
    decided: int
    no_breach: int


@dataclass(frozen=True, slots=True)
class Screening:
    """Everything that one screening found, and what was screened under which authority.

    ``dropped`` are (what, how many) left out as outside the scope; ``notes`` what could not be
    screened and why; ``unread`` are (file, line, reason) of rows that could not be read.
    """

    orders: tuple[str, ...]
    files: tuple[tuple[str, str, str], ...]
    screened: tuple[tuple[str, int], ...]
    authority: tuple[tuple[str, str], ...]
    breaches: tuple[PossibleBreach, ...]
    not_counted: tuple[NotCounted, ...]
    approaches: tuple[Approach, ...]
    swaps: tuple[LineSwap, ...]
    rates: tuple[RuleRate, ...]
    dropped: tuple[tuple[str, int], ...]
    unread: tuple[tuple[str, int, str], ...]
    notes: tuple[str, ...]

    @property
    def against(self) -> str:
        """The orders that were screened, by name while they are few."""
        if len(self.orders) > _ORDERS_NAMED:
            return f"{len(self.orders):,} orders"
        return ", ".join(self.orders) or "no order"

    def counts(self) -> tuple[tuple[str, str, int], ...]:
        """(rule, class, how many) of the possible breaches, in order."""
        keys = [(each.rule, each.kind) for each in self.breaches]
        return tuple((rule, kind, keys.count((rule, kind))) for rule, kind in sorted(set(keys)))

    def over_time(self) -> tuple[tuple[str, str, str, int], ...]:
        """(month, rule, class, how many) of the possible breaches, in order."""
        keys = [((each.at_local or each.when)[:7], each.rule, each.kind) for each in self.breaches]
        return tuple((*key, keys.count(key)) for key in sorted(set(keys)))


def _london_day(instant: str, back: timedelta = timedelta(0)) -> str:
    """The day in Europe/London of an instant in UTC, so much earlier."""
    moment = datetime.fromisoformat(instant) - back
    return moment.astimezone(ZoneInfo("Europe/London")).date().isoformat()

"""Writes single rows of invented intelligence into the tables: a report, then what rests on it."""

from dataclasses import dataclass, field
from random import Random

from netgraph.simulate.case import ENTITY_LETTERS, InventedCase
from netgraph.simulate.rows import NOTHING

__all__ = ["Recorder", "entity_code"]

_CODES = {kind: code for code, kind in enumerate(ENTITY_LETTERS)}


def entity_code(kind: str) -> int:
    """The number that stands for a kind of entity in the columns."""
    return _CODES[kind]


@dataclass(slots=True)
class Recorder:
    """Adds rows to one case; ``phone_of`` and ``vehicle_of`` are the ones known so far."""

    case: InventedCase
    random: Random
    phone_of: dict[int, int] = field(default_factory=dict)
    vehicle_of: dict[int, int] = field(default_factory=dict)
    account_of: dict[int, int] = field(default_factory=dict)
    line_phone_of: dict[int, int] = field(default_factory=dict)

    def report(self, day: int, grade: str, agency: str, origin: str = "") -> int:
        """Add one report; gives its number."""
        code = self.case.words.code
        return self.case.reports.add(
            day=day,
            grade=code(grade),
            agency=code(agency),
            origin=code(origin) if origin else NOTHING,
        )

    def link(
        self, kind: str, ends: tuple[str, int, str, int], day: int, report: int, **more: int
    ) -> int:
        """Add one link between two ends, given as kind and number each; gives its number."""
        from_kind, from_number, to_kind, to_number = ends
        return self.case.links.add(
            kind=self.case.words.code(kind),
            from_kind=_CODES[from_kind],
            to_kind=_CODES[to_kind],
            to=to_number,
            start=day,
            report=report,
            **{"from": from_number, **more},
        )

    def between(self, kind: str, who: int, whom: int, day: int, report: int, **more: int) -> None:
        """Add a link between two different people."""
        if who != whom and min(who, whom) >= 0:
            self.link(kind, ("person", who, "person", whom), day, report, **more)

    def at(self, kind: str, who: int, place: int, day: int, report: int, **more: int) -> None:
        """Add a link from a person to an address."""
        if min(who, place) >= 0:
            self.link(kind, ("person", who, "address", place), day, report, **more)

    def event(self, type_: str, day: int, report: int, place: int = NOTHING) -> int:
        """Add one event at some time of the day, and where it happened if known."""
        event = self.case.events.add(
            type=self.case.words.code(type_),
            day=day,
            minute=self.random.choice((NOTHING, self.random.randrange(1440))),
            report=report,
        )
        if place >= 0:
            self.link("occurred_at", ("event", event, "address", place), day, report)
        return event

    def in_event(
        self, kind: str, who: int, event: int, day: int, report: int, detail: str = ""
    ) -> None:
        """Add what somebody was in an event: suspect, victim or present."""
        if who >= 0:
            more = {"detail": self.case.words.code(detail)} if detail else {}
            self.link(kind, ("person", who, "event", event), day, report, **more)

    def flag(
        self, flag: str, subject: tuple[str, int], day: int, report: int, value: str = ""
    ) -> None:
        """Add one dated fact about a person, a phone or an address."""
        kind, number = subject
        self.case.flags.add(
            subject_kind=_CODES[kind],
            subject=number,
            flag=self.case.words.code(flag),
            value=self.case.words.code(value) if value else NOTHING,
            start=day,
            report=report,
        )

    def phone(self, person: int, day: int, report: int) -> int:
        """The phone of a person, attributed to them by this report if it was unknown."""
        if person not in self.phone_of:
            phone = self.case.phones.add(handset=self.random.randrange(10**8))
            self.phone_of[person] = phone
            self.link("uses", ("person", person, "phone", phone), day, report)
        return self.phone_of[person]

    def line_phone(self, holder: int, day: int, report: int) -> int:
        """The phone of the line that somebody holds: a number that is not their own."""
        if holder not in self.line_phone_of:
            phone = self.case.phones.add(handset=self.random.randrange(10**8))
            self.line_phone_of[holder] = phone
            self.flag("deal_line", ("phone", phone), day, report)
        return self.line_phone_of[holder]

    def vehicle(self, person: int, day: int, report: int) -> int:
        """The vehicle that a person drives, attributed by this report if it was unknown."""
        if person not in self.vehicle_of:
            vehicle = self.case.vehicles.add(
                make=self.random.randrange(6), colour=self.random.randrange(6)
            )
            self.vehicle_of[person] = vehicle
            self.link("uses", ("person", person, "vehicle", vehicle), day, report)
        return self.vehicle_of[person]

    def account(self, person: int, day: int, report: int) -> int:
        """The account of a person, attributed by this report if it was unknown."""
        if person not in self.account_of:
            account = len(self.case.accounts)
            self.case.accounts.append(("picshare", f"handle-{account + 1:04d}"))
            self.account_of[person] = account
            self.link("uses", ("person", person, "account", account), day, report)
        return self.account_of[person]

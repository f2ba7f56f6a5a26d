"""The ordinary life of everybody, as it comes to be on file: drawn at once for any number.

Homes, families, friends, phones, cars and clubs; crime that has nothing to do with a line;
loans, quarrels, small supply between friends, accusations that come to nothing. Most of a real
case is this, and people of a line have it like everybody else.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from netgraph.simulate.case import InventedCase
from netgraph.simulate.population import Population
from netgraph.simulate.recorder import entity_code
from netgraph.simulate.rows import UNKNOWN_BIRTH

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.integer[Any]]
    Choices = NDArray[np.bool_]

__all__ = ["record_background", "recorded_births"]

# Up to so many people all density is kept; above, friends and calls on file thin out.
# SOURCE: [design-speed] (100,000 people have 700,000 links, 1,000,000 have 5,000,000).
FULL_DENSITY_PEOPLE = 200_000
THIN = 0.6

UNKNOWN_BIRTH_SHARE = 0.06
WRONG_BIRTH_SHARE = 0.02

PERSON, ADDRESS = entity_code("person"), entity_code("address")
PHONE, VEHICLE = entity_code("phone"), entity_code("vehicle")
ORGANISATION, EVENT = entity_code("organisation"), entity_code("event")

POLICE_GRADES = ("1AP", "1BP", "1BP", "2BP", "2BP", "2CP", "2DP", "3CP", "B21", "E41")
AGENCY_GRADES = ("1AP", "1AP", "1BP", "2BP")
WEAK_GRADES = ("2CP", "3CP", "2DP", "3DP", "3EP", "2BC")
ADULT_DAYS = 18 * 365


@dataclass(slots=True)
class _Scribe:
    """Draws reports and links by the thousand."""

    case: InventedCase
    random: "np.random.Generator"
    first_day: int
    last_day: int

    def days(self, count: int, before: int = 0) -> "Numbers":
        """So many days of the case, or from so long before it."""
        days: Numbers = self.random.integers(self.first_day - before, self.last_day, count)
        return days

    def reports(
        self, day: "Numbers", grades: tuple[str, ...], agency: str, origin: Any = -1
    ) -> "Numbers":
        """One report for each day given."""
        codes = self.case.words.codes(grades)
        picked = codes[self.random.integers(0, len(codes), len(day))]
        return self.case.reports.extend(
            len(day), day=day, grade=picked, agency=self.case.words.code(agency), origin=origin
        )

    def links(self, kind: str, kinds: tuple[int, int], ends: Any, report: Any, **more: Any) -> None:
        """One link for each pair of ends, of one kind."""
        start, stop = ends
        more = {name: value for name, value in more.items() if value is not None}
        self.case.links.extend(
            len(start),
            kind=self.case.words.code(kind),
            from_kind=kinds[0],
            to_kind=kinds[1],
            to=stop,
            report=report,
            **{"from": start, **more},
        )

    def some(self, share: float) -> "Numbers":
        """A share of all people, in order."""
        chosen: Numbers = (self.random.random(self.case.population.people) < share).nonzero()[0]
        return chosen

    def friends(self, people: "Numbers") -> "Numbers":
        """For each of these people somebody who lives near: a small world."""
        import numpy as np

        step = self.random.geometric(0.03, len(people)) * self.random.choice((-1, 1), len(people))
        far = self.random.random(len(people)) < 0.05
        count = self.case.population.people
        other = np.where(far, self.random.integers(0, count, len(people)), people + step)
        friend: Numbers = (other % count).astype(np.int32)
        return np.where(friend == people, (friend + 1) % count, friend)


def record_background(
    case: InventedCase, random: "np.random.Generator", days: tuple[int, int]
) -> dict[int, int]:
    """Add what is on file about everybody; gives the known phone of each person who has one."""
    scribe = _Scribe(case, random, *days)
    people = case.population.people
    thin = 1.0 if people <= FULL_DENSITY_PEOPLE else THIN
    _homes_and_families(scribe)
    phones = _phones(scribe)
    _calls(scribe, phones, thin)
    _sightings(scribe, thin)
    _memberships_and_cars(scribe)
    _ordinary_crime(scribe)
    _quarrels_and_favours(scribe)
    _facts(scribe)
    if people > FULL_DENSITY_PEOPLE:
        return {}
    known = (phones >= 0).nonzero()[0]
    return dict(zip(known.tolist(), phones[known].tolist(), strict=True))


def _homes_and_families(scribe: _Scribe) -> None:
    """Who lives where, and who is whose parent, child, sibling or partner."""
    import numpy as np

    population, code = scribe.case.population, scribe.case.words.code
    day = scribe.days(population.homes, 400)
    report = scribe.reports(day, AGENCY_GRADES, "housing")
    known = scribe.some(0.94)
    home = population.home[known]
    scribe.links("lives_at", (PERSON, ADDRESS), (known, home), report[home], start=day[home] - 30)
    everybody = np.arange(population.people)
    for step in range(1, 6):
        one, other = everybody[:-step], everybody[step:]
        same = population.home[one] == population.home[other]
        kept = same & (scribe.random.random(len(one)) < 0.85)
        one, other = one[kept], other[kept]
        adults = population.adults_in_home[one]
        grown, small = (
            population.place_in_home[one] < adults,
            population.place_in_home[other] >= adults,
        )
        detail = np.where(grown & small, code("parent"), code("sibling"))
        detail = np.where(grown & ~small, code("partner"), detail)
        home = population.home[one]
        scribe.links("related_to", (PERSON, PERSON), (one, other), report[home], detail=detail)


def _phones(scribe: _Scribe) -> "Numbers":
    """Who uses which phone; one in thirty is put down to a neighbour instead."""
    import numpy as np

    population = scribe.case.population
    owners = scribe.some(0.55)
    phones = scribe.case.phones.extend(
        len(owners), handset=scribe.random.integers(0, 10**8, len(owners))
    )
    day = scribe.days(len(owners), 300)
    report = scribe.reports(day, POLICE_GRADES, "police")
    wrong = scribe.random.random(len(owners)) < 0.03
    named = np.where(wrong, (owners + 1) % population.people, owners)
    scribe.links("uses", (PERSON, PHONE), (named, phones), report, start=day)
    phone_of = np.full(population.people, -1, np.int32)
    phone_of[owners] = phones
    return phone_of


def _calls(scribe: _Scribe, phones: "Numbers", thin: float) -> None:
    """Calls and messages between friends, as phone reports give them: one report, four numbers."""
    import numpy as np

    callers = scribe.some(0.5 * thin)
    callers = callers[phones[callers] >= 0]
    day = scribe.days(len(callers))
    report = scribe.reports(day, ("1AC", "1BC"), "police")
    who, when, rest = (np.repeat(each, 5) for each in (callers, day, report))
    other = scribe.friends(who)
    known = phones[other] >= 0
    count = scribe.random.geometric(0.15, len(who))
    scribe.links(
        "contacted",
        (PHONE, PHONE),
        (phones[who[known]], phones[other[known]]),
        rest[known],
        start=when[known],
        count=count[known],
    )
    unknown = ~known
    scribe.links(
        "contacted",
        (PERSON, PERSON),
        (who[unknown], other[unknown]),
        rest[unknown],
        start=when[unknown],
        count=count[unknown],
    )


def _sightings(scribe: _Scribe, thin: float) -> None:
    """People seen with others, at the homes of others: more where the police look anyway."""
    import numpy as np

    population = scribe.case.population
    watched = np.clip(population.attention, 0.3, 4.0)[population.home]
    chance = 0.42 * thin * watched / watched.mean()
    subject = (scribe.random.random(population.people) < chance).nonzero()[0]
    often = scribe.random.random(len(subject)) < 0.06
    subject = np.concatenate([subject, *([subject[often]] * 4)])
    day = scribe.days(len(subject))
    origin = _operations(scribe, day, population.town[subject])
    report = scribe.reports(day, POLICE_GRADES, "police", origin)
    for visiting in (False, True, False):
        kept = scribe.random.random(len(subject)) < (0.75 if visiting else 0.95)
        who, other = subject[kept], scribe.friends(subject[kept])
        start, rest = day[kept], report[kept]
        if not visiting:
            scribe.links("associates_with", (PERSON, PERSON), (who, other), rest, start=start)
            continue
        end = np.where(scribe.random.random(len(who)) < 0.4, start, -1)
        place = population.home[other]
        away = place != population.home[who]
        scribe.links(
            "visits",
            (PERSON, ADDRESS),
            (who[away], place[away]),
            rest[away],
            start=start[away],
            end=end[away],
        )


def _operations(scribe: _Scribe, day: "Numbers", town: "Numbers") -> "Numbers":
    """One in eight sightings comes from an operation: three weeks in one town, one origin."""
    import numpy as np

    weeks = int(day.max(initial=0)) // 21 + 1
    first = int(day.min(initial=0)) // 21
    codes = np.array(
        [
            [scribe.case.words.code(f"operation-{place}-{week}") for week in range(first, weeks)]
            for place in range(int(town.max(initial=0)) + 1)
        ],
        np.int32,
    ).reshape(-1, max(weeks - first, 1))
    part = scribe.random.random(len(day)) < 0.125
    return np.where(part, codes[town, day // 21 - first], -1)


def _memberships_and_cars(scribe: _Scribe) -> None:
    """Clubs and firms that some belong to; cars that some keep, use and park."""
    import numpy as np

    population = scribe.case.population
    clubs = max(population.people // 60, 2)
    first = len(scribe.case.organisations)
    for club in range(clubs):
        kind = ("business", "other", "school")[club % 3]
        name = {"business": "Works", "other": "Club", "school": "Academy"}[kind]
        scribe.case.organisations.append((f"{name} {club + 1}", kind))
    members = scribe.some(0.22)
    day = scribe.days(len(members), 300)
    report = scribe.reports(day[::3], AGENCY_GRADES, "other")
    near = first + (members * clubs // population.people)
    rest = np.repeat(report, 3)[: len(members)]
    scribe.links("member_of", (PERSON, ORGANISATION), (members, near), rest, start=day)
    keepers = scribe.some(0.18)
    cars = scribe.case.vehicles.extend(
        len(keepers),
        make=scribe.random.integers(0, 6, len(keepers)),
        colour=scribe.random.integers(0, 6, len(keepers)),
    )
    day = scribe.days(len(keepers))
    report = scribe.reports(day, ("1AP", "1BP"), "police")
    scribe.links("keeps", (PERSON, VEHICLE), (keepers, cars), report, start=day)
    place = population.home[scribe.friends(keepers)]
    scribe.links("seen_at", (VEHICLE, ADDRESS), (cars, place), report, start=day)


def _ordinary_crime(scribe: _Scribe) -> None:
    """Theft, fights, possession, missing evenings and repairs, with suspects and victims."""
    import numpy as np

    population, code = scribe.case.population, scribe.case.words.code
    types = scribe.case.words.codes(
        ("violence", "violence", "other", "other", "drug_possession", "robbery", "antisocial")
    )
    for kind, share, role in (
        ("", 0.07, "suspect_in"),
        ("stop_search", 0.05, "present_at"),
        ("welfare_check", 0.012, "present_at"),
        ("drug_supply", 0.004, "suspect_in"),
        ("missing", 0.03, "present_at"),
    ):
        who = scribe.some(share)
        if kind == "missing":
            who = who[scribe.first_day - population.birth[who] < ADULT_DAYS - 300]
        day = scribe.days(len(who), 300)
        report = scribe.reports(day, POLICE_GRADES, "police")
        picked = types[scribe.random.integers(0, len(types), len(who))] if not kind else code(kind)
        minute = scribe.random.integers(0, 1440, len(who))
        event = scribe.case.events.extend(
            len(who), type=picked, day=day, minute=minute, report=report
        )
        detail = None
        if role == "suspect_in":
            cleared = scribe.random.random(len(who)) < 0.4
            detail = np.where(cleared, code("no_further_action"), -1)
        scribe.links(role, (PERSON, EVENT), (who, event), report, start=day, detail=detail)
        place = population.home[scribe.friends(who)]
        where = "found_at" if kind == "missing" else "occurred_at"
        scribe.links(where, (EVENT, ADDRESS), (event, place), report, start=day)
        if not kind:
            harmed = scribe.random.random(len(who)) < 0.7
            ends = (scribe.friends(who)[harmed], event[harmed])
            scribe.links("victim_in", (PERSON, EVENT), ends, report[harmed], start=day[harmed])


def _quarrels_and_favours(scribe: _Scribe) -> None:
    """Conduct that is on file about people who have nothing to do with a line."""
    for kind, share, grades, agency in (
        ("supplies", 0.004, WEAK_GRADES, "police"),
        ("threatens", 0.004, POLICE_GRADES, "police"),
        ("in_debt_to", 0.0015, WEAK_GRADES, "public"),
        ("pays", 0.004, ("1BC", "2BC", "2CC"), "police"),
        ("accuses", 0.002, ("3EP", "3DP", "2DP", "3CP", "3EP"), "public"),
        ("arranges_travel_for", 0.003, AGENCY_GRADES, "school"),
        ("directs", 0.0006, WEAK_GRADES, "public"),
        ("recruited", 0.0003, WEAK_GRADES, "public"),
    ):
        who = scribe.some(share)
        day = scribe.days(len(who), 300)
        report = scribe.reports(day, grades, agency)
        ends = (who, scribe.friends(who))
        scribe.links(kind, (PERSON, PERSON), ends, report, start=day)
    who = scribe.some(0.002)
    day = scribe.days(len(who))
    report = scribe.reports(day, POLICE_GRADES, "police")
    place = scribe.case.population.home[scribe.friends(who)]
    scribe.links("gave_address", (PERSON, ADDRESS), (who, place), report, start=day)


def _facts(scribe: _Scribe) -> None:
    """Flags: adults and children known to be at risk, in care, referred, or professionals."""
    import numpy as np

    population, code = scribe.case.population, scribe.case.words.code
    age = scribe.first_day - population.birth
    for flag, value, share, child in (
        ("at_risk", "adult", 0.01, False),
        ("at_risk", "child", 0.01, True),
        ("in_care", "", 0.006, True),
        ("nrm", "pending", 0.0006, True),
        ("nrm", "negative", 0.0006, True),
        ("professional", "teacher", 0.006, False),
        ("professional", "carer", 0.006, False),
    ):
        who = scribe.some(share)
        who = who[(age[who] < ADULT_DAYS) == child]
        day = scribe.days(len(who), 300)
        report = scribe.reports(day, AGENCY_GRADES, "social_care")
        scribe.case.flags.extend(
            len(who),
            subject_kind=np.int32(PERSON),
            subject=who,
            flag=code(flag),
            value=code(value) if value else -1,
            start=day,
            report=report,
        )


def recorded_births(population: Population, random: "np.random.Generator") -> "Numbers":
    """Days of birth as they are on file: some unknown, some a year or a month out."""
    import numpy as np

    count = population.people
    births = population.birth.copy()
    wrong = random.random(count) < WRONG_BIRTH_SHARE
    births = births + np.where(wrong, random.choice((-365, -30, 31, 365), count), 0)
    unknown = random.random(count) < UNKNOWN_BIRTH_SHARE
    recorded: Numbers = np.where(unknown, UNKNOWN_BIRTH, births).astype(np.int32)
    return recorded

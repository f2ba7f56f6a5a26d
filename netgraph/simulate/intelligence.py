"""From what truly happened to what is on file: partial, late, graded, biased and sometimes wrong.

Most things are never noticed. What is noticed comes through channels of their own habits
(recipes.py), more of it where the police look anyway, some of it twice, some about the wrong
person. This step sees people, places and happenings only, never the parts that people play.
"""

from collections.abc import Callable, Iterable
from datetime import date
from random import Random

from netgraph.simulate.population import Population
from netgraph.simulate.recipes import CHANNELS, OLD_GRADES, RECIPES, Channel
from netgraph.simulate.recorder import Recorder
from netgraph.simulate.rows import EPOCH, NOTHING
from netgraph.simulate.world import Happening

__all__ = ["record"]

LATE_SHARE = 0.4
LATE_DAYS = 12.0
OLD_GRADE_SHARE = 0.2
OLD_GRADE_DAYS = 90
OPERATION_DAYS = 21
REPEATS_OF_AN_OPERATION = 10
REPEATED_SHARE = 0.2
INFORMANTS_A_TOWN = 4
NO_FURTHER_ACTION_SHARE = 0.35
CHARGED_SHARE = 0.45
ADULT_DAYS = 18 * 365.25
LEAST_ATTENTION, MOST_ATTENTION = 0.4, 2.5

_Write = Callable[["Recorder", Happening, int, int], None]


def record(
    recorder: Recorder,
    happenings: Iterable[Happening],
    days: tuple[int, int],
    random: Random,
    noticed: float = 1.0,
) -> None:
    """Decide of each happening whether, how and how well it is reported, and write that down.

    ``days`` are the first and last day of the case: what would be reported later is unknown.
    ``noticed`` multiplies every chance; what always comes to notice still does.
    """
    population = recorder.case.population
    for happening in happenings:
        recipe = RECIPES[happening.what]
        chance = recipe.chance * noticed if recipe.chance < 1 else 1.0
        if recipe.watched:
            chance *= _attention(population, happening)
        if random.random() >= chance:
            continue
        name = random.choice(recipe.channels)
        times = 1
        if CHANNELS[name].origin == "operation" and random.random() < REPEATED_SHARE:
            times = random.randint(3, REPEATS_OF_AN_OPERATION)
        for again in range(times):
            _report(recorder, happening, (name, again), days, random)


def _attention(population: Population, happening: Happening) -> float:
    place = happening.place
    if place < 0:
        place = int(population.home[happening.who])
    return min(max(population.attention_at(place), LEAST_ATTENTION), MOST_ATTENTION)


def _report(
    recorder: Recorder,
    happening: Happening,
    via: tuple[str, int],
    days: tuple[int, int],
    random: Random,
) -> None:
    """Write one report of one happening, through one channel."""
    name, again = via
    channel = CHANNELS[name]
    first, last = days
    late = int(random.expovariate(1 / LATE_DAYS)) if random.random() < LATE_SHARE else 0
    day = happening.day + min(again, OPERATION_DAYS)
    if day + late >= last:
        return
    grade = random.choice(channel.grades)
    if day + late < first + OLD_GRADE_DAYS and random.random() < OLD_GRADE_SHARE:
        grade = random.choice(OLD_GRADES)
    if random.random() < channel.mistaken:
        happening = _mistaken(recorder.case.population, happening, random)
    origin = _origin(recorder, happening, name, channel)
    report = recorder.report(day + late, grade, channel.agency, origin)
    _WRITERS.get(happening.what, _between)(recorder, happening, day, report)


def _mistaken(population: Population, happening: Happening, random: Random) -> Happening:
    """The same thing told of somebody else of the same town."""
    if happening.who < 0:
        return happening
    towns = population.town
    for _ in range(20):
        other = random.randrange(population.people)
        if towns[other] == towns[happening.who] and other not in (happening.who, happening.whom):
            return Happening(
                happening.day,
                happening.what,
                other,
                happening.whom,
                happening.place,
                happening.detail,
                happening.count,
            )
    return happening


def _origin(recorder: Recorder, happening: Happening, name: str, channel: Channel) -> str:
    """What the report says of its origin: reports of one origin count once."""
    population = recorder.case.population
    place = happening.place if happening.place >= 0 else int(population.home[happening.whom])
    town = population.town_of(place)
    if channel.origin == "operation":
        return f"operation-{town}-{happening.day // OPERATION_DAYS}"
    if channel.origin == "informant":
        return f"source-{town}-{recorder.random.randrange(INFORMANTS_A_TOWN)}"
    if channel.origin == "caller" and recorder.random.random() < 0.5:
        return f"{name}-{happening.who}"
    return ""


# --- what each kind of happening looks like on file -----------------------------------------

_LINK_OF = {
    "together": "associates_with",
    "direct": "directs",
    "recruit": "recruited",
    "supply": "supplies",
    "pay": "pays",
    "debt": "in_debt_to",
    "threat": "threatens",
    "disclose": "accuses",
    "work_with": "supports",
}


def _between(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    recorder.between(_LINK_OF[seen.what], seen.who, seen.whom, day, report)


def _visit(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    end = day if recorder.random.random() < 0.4 else NOTHING
    recorder.at("visits", seen.who, seen.place, day, report, end=end)
    if seen.whom >= 0 and recorder.random.random() < 0.2:
        recorder.between("associates_with", seen.who, seen.whom, day, report)


def _call(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    if recorder.random.random() < 0.3:
        recorder.between("contacted", seen.who, seen.whom, day, report, count=seen.count)
        return
    phones = [recorder.phone(person, day, report) for person in (seen.who, seen.whom)]
    ends = ("phone", phones[0], "phone", phones[1])
    recorder.link("contacted", ends, day, report, count=seen.count)


def _line_call(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    line = recorder.line_phone(seen.who, day, report)
    ends = ("phone", line, "phone", recorder.phone(seen.whom, day, report))
    recorder.link("contacted", ends, day, report, count=seen.count)


def _hold_phone(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    line = recorder.line_phone(seen.who, day, report)
    kind = recorder.random.choice(("controls", "uses"))
    recorder.link(kind, ("person", seen.who, "phone", line), day, report)


def _line_phone(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    line = recorder.line_phone(seen.who, day, report)
    detail = recorder.random.choice(("cell", "cell", "wifi", "top_up", "delivery"))
    code = recorder.case.words.code(detail)
    recorder.link("tied_to", ("phone", line, "address", seen.place), day, report, detail=code)


def _drive_by(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    vehicle = recorder.vehicle(seen.who, day, report)
    recorder.link("seen_at", ("vehicle", vehicle, "address", seen.place), day, report)


def _journey(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    if recorder.random.random() < 0.6:
        detail = recorder.case.words.code(seen.detail)
        recorder.between("arranges_travel_for", seen.who, seen.whom, day, report, detail=detail)
    else:
        event = recorder.event("travel", day, report, seen.place)
        recorder.in_event("present_at", seen.whom, event, day, report)


def _control_home(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    recorder.at("controls", seen.who, seen.place, day, report)


def _malicious(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    if seen.who >= 0:
        recorder.between("accuses", seen.who, seen.whom, day, report)
    else:
        event = recorder.event("exploitation", day, report)
        recorder.in_event("suspect_in", seen.whom, event, day, report)


def _missing(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    if day - int(recorder.case.population.birth[seen.who]) >= ADULT_DAYS:
        return
    event = recorder.event("missing", day, report)
    recorder.in_event("present_at", seen.who, event, day, report)
    found = recorder.random.random()
    if found < 0.45:
        ends = ("event", event, "address", seen.place)
        recorder.link("found_at", ends, day + seen.count, report)
    elif found < 0.6 and seen.whom >= 0:
        recorder.link("found_at", ("event", event, "person", seen.whom), day + seen.count, report)


def _arrest(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    kind = "drug_supply" if recorder.random.random() < 0.6 else "drug_possession"
    event = recorder.event(kind, day, report, seen.place)
    chance = recorder.random.random()
    cleared = "no_further_action" if chance < NO_FURTHER_ACTION_SHARE else ""
    recorder.in_event("suspect_in", seen.who, event, day, report, cleared)
    if chance > 1 - CHARGED_SHARE:
        recorder.in_event("charged_in", seen.who, event, day, report)
    custody = recorder.event("custody", day, report)
    recorder.in_event("present_at", seen.who, custody, day, report)
    if recorder.random.random() < 0.5:
        recorder.at("gave_address", seen.who, seen.place, day, report)


def _stop(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    event = recorder.event("stop_search", day, report, seen.place)
    recorder.in_event("present_at", seen.who, event, day, report)


def _cleared(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    event = recorder.event(seen.detail, day, report, seen.place)
    detail = recorder.random.choice(("no_further_action", "no_further_action", "acquitted"))
    recorder.in_event("suspect_in", seen.who, event, day, report, detail)


def _convicted(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    event = recorder.event(seen.detail, day, report, seen.place)
    recorder.in_event("convicted_in", seen.who, event, day, report)


def _harmed(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    kind = "robbery" if seen.what == "robbery" else "violence"
    event = recorder.event(kind, day, report, seen.place)
    recorder.in_event("victim_in", seen.whom, event, day, report)
    if recorder.random.random() < 0.35:
        recorder.in_event("suspect_in", seen.who, event, day, report)


def _welfare_check(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    event = recorder.event("welfare_check", day, report, seen.place)
    recorder.in_event("present_at", seen.who, event, day, report)
    if seen.detail == "well":
        recorder.flag("seen_well", ("address", seen.place), day, report)
    elif recorder.random.random() < 0.5:
        recorder.flag("at_risk", ("person", seen.who), day, report, "adult")


def _at_place(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    recorder.event(seen.what, day, report, seen.place)


def _refer(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    value = recorder.random.choice(("pending", "pending", "positive", "negative"))
    recorder.flag("nrm", ("person", seen.who), day, report, value)
    child = day - int(recorder.case.population.birth[seen.who]) < ADULT_DAYS
    recorder.flag("at_risk", ("person", seen.who), day, report, "child" if child else "adult")


def _register(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    recorder.flag("professional", ("person", seen.who), day, report, seen.detail)


def _licence(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    recorder.flag(seen.detail, ("address", seen.place), day, report)


def _at_risk(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    recorder.flag("at_risk", ("person", seen.who), day, report, "adult")


def _family(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    detail = recorder.case.words.code(seen.detail or "partner")
    recorder.between("related_to", seen.who, seen.whom, day, report, detail=detail)


def _join(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    recorder.link("member_of", ("person", seen.who, "organisation", seen.whom), day, report)


def _move_in(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    recorder.at("lives_at", seen.who, seen.place, day, report)


def _post(recorder: Recorder, seen: Happening, day: int, report: int) -> None:
    account = recorder.account(seen.who, day, report)
    text = recorder.random.choice(("new track out", "studio tonight", "on stage friday"))
    posted = date.fromordinal(EPOCH + day).isoformat()
    recorder.case.posts.append((str(account), posted, posted, text, seen.detail, str(report)))


_WRITERS: dict[str, _Write] = {
    "visit": _visit,
    "malicious_visit": _visit,
    "call": _call,
    "line_call": _line_call,
    "hold_phone": _hold_phone,
    "line_phone": _line_phone,
    "drive_by": _drive_by,
    "journey": _journey,
    "control_home": _control_home,
    "malicious": _malicious,
    "missing": _missing,
    "arrest": _arrest,
    "stop": _stop,
    "cleared": _cleared,
    "convicted": _convicted,
    "robbery": _harmed,
    "assault": _harmed,
    "welfare_check": _welfare_check,
    "repair": _at_place,
    "antisocial": _at_place,
    "refer": _refer,
    "register": _register,
    "licence": _licence,
    "at_risk": _at_risk,
    "family": _family,
    "partner": _family,
    "join": _join,
    "move_in": _move_in,
    "post": _post,
}

"""The demonstration case: one small invented world, made legible.

It is lived and recorded by the same steps as any other (line.py, decoys.py, intelligence.py), in
two towns and a city, with more of it noticed. Then a storyboard adds, by role, the reports that
a reader should meet: so that every feature has something to show, whatever else was drawn.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.errors import OutputError
from netgraph.simulate.options import CaseOptions, Cast
from netgraph.simulate.recorder import Recorder
from netgraph.simulate.world import Line, World

if TYPE_CHECKING:
    from netgraph.simulate.case import InventedCase

__all__ = ["DEMONSTRATION_DAY", "SOURCE", "clear", "write_demonstration"]

# Name in the import register by which a store is known to hold this case and nothing else.
SOURCE = "demonstration"

# The day from which the demonstration case is looked at, always.
DEMONSTRATION_DAY = date(2025, 3, 1)

_OPTIONS = CaseOptions(seed=7, people=88, start=date(2024, 8, 1), days=212)
_CAST = Cast(
    recruiters=1,
    drivers=1,
    sitters=1,
    runners=1,
    children=3,
    adults=1,
    customers=5,
    homes=("nest_invading", "coupling", "local"),
    homes_at_once=3,
    decoy_share=0.4,
)
_TOWNS = 3
_NOTICED = 0.6


@dataclass(frozen=True, slots=True)
class _Story:
    """The people and homes of the storyboard, and where its reports go."""

    recorder: Recorder
    world: World
    line: Line

    def told(self, days_ago: int, grade: str, agency: str, origin: str = "") -> tuple[int, int]:
        """One report of so many days ago: its day and its number."""
        day = self.world.last_day - days_ago
        return day, self.recorder.report(day, grade, agency, origin)

    def decoy(self, name: str) -> int:
        """The first person who plays that decoy."""
        return min(person for person, part in self.world.people.items() if part.decoy == name)


def clear(case: Path, address: Path) -> None:
    """Make room for a fresh demonstration, taking away only what an earlier one wrote.

    Raises:
        OutputError: There is something else there.
    """
    from netgraph.store import open_store

    hint = "Give another folder: netgraph demo DIR"
    if case.is_dir() and any(case.iterdir()) and not (case / "truth.csv").exists():
        raise OutputError(f"{case} holds something other than a demonstration case", hint=hint)
    if not address.exists():
        return
    store = open_store(str(address))
    sources = {record.source for record in store.imports()}
    store.close()
    if sources - {SOURCE}:
        raise OutputError(f"{address} holds something other than the demonstration", hint=hint)
    address.unlink()


def write_demonstration(folder: Path) -> None:
    """Write the demonstration case, and truth.csv with what is true of it, into a folder.

    Raises:
        OutputError: The folder cannot be written.
    """
    import numpy as np

    from netgraph.simulate import invent, write

    numbers = np.random.default_rng(_OPTIONS.seed)
    world, case, recorder = invent(_OPTIONS, _CAST, numbers, towns=_TOWNS, noticed=_NOTICED)
    population = world.population
    population.forename[:] = numbers.permutation(population.people)
    story = _Story(recorder, world, world.lines[0])
    _homes_are_used(story)
    _children_are_used(story)
    _the_line_is_run(story)
    _innocent_people_are_on_file(story)
    _orders_are_made(story, case)
    births = population.birth.copy()
    births[story.line.runners[0]] = write.UNKNOWN_BIRTH
    write.write_case(folder, case, births, numbers)
    write.write_truth(folder, world)


def _homes_are_used(story: _Story) -> None:
    """Three homes taken over, each in its own way, told by housing, police and the occupants."""
    told, tell, line = story.told, story.recorder, story.line
    manager, sitter, enforcer = line.managers[0], line.sitters[0], line.enforcers[0]
    first, second, third = line.homes
    day, report = told(34, "1AP", "housing")
    tell.at("controls", sitter, first.address, day, report)
    day, report = told(33, "2AP", "police")
    assault = tell.event("violence", day, report, first.address)
    tell.in_event("victim_in", first.occupant, assault, day, report)
    tell.in_event("suspect_in", enforcer, assault, day, report)
    tell.between("threatens", enforcer, first.occupant, day, report)
    day, report = told(29, "1BP", "police")
    tell.at("visits", manager, first.address, day, report)
    tell.at("visits", line.runners[0], first.address, day, report)
    day, report = told(15, "1AP", "housing")
    tell.event("repair", day, report, first.address)
    day, report = told(40, "2BP", "social_care")
    tell.at("controls", second.controller, second.address, day, report)
    tell.between(
        "related_to",
        second.controller,
        second.occupant,
        day,
        report,
        detail=tell.case.words.code("partner"),
    )
    day, report = told(22, "2AP", "charity")
    tell.between("accuses", second.occupant, second.controller, day, report)
    day, report = told(26, "1BP", "police")
    tell.at("controls", third.controller, third.address, day, report)
    tell.between("supplies", third.controller, third.occupant, day, report)
    day, report = told(12, "2BP", "health")
    tell.between("in_debt_to", third.occupant, third.controller, day, report)
    tell.flag("at_risk", ("person", third.occupant), day, report, "adult")


def _children_are_used(story: _Story) -> None:
    """Children recruited, sent out, found far away; one of them is made to send out others."""
    told, tell, line = story.told, story.recorder, story.line
    manager, recruiter, alpha = line.managers[0], line.recruiters[0], line.alphas[0]
    one, two, three = line.children
    home = line.homes[0].address
    day, report = told(120, "2BP", "school")
    tell.between("recruited", recruiter, one, day, report)
    day, report = told(90, "1BP", "social_care")
    tell.between("recruited", recruiter, two, day, report)
    day, report = told(50, "1BP", "social_care")
    tell.between("directs", manager, one, day, report)
    day, report = told(44, "2AP", "police")
    tell.between("accuses", two, manager, day, report)
    for child, ago in ((one, 31), (two, 62), (alpha, 39)):
        day, report = told(ago, "1AP", "police")
        missing = tell.event("missing", day, report)
        tell.in_event("present_at", child, missing, day, report)
        tell.link("found_at", ("event", missing, "address", home), day + 2, report)
    day, report = told(37, "1AP", "police")
    custody = tell.event("drug_possession", day, report, home)
    tell.in_event("suspect_in", alpha, custody, day, report)
    tell.at("gave_address", alpha, home, day, report)
    day, report = told(28, "2AP", "charity")
    tell.between("in_debt_to", alpha, manager, day, report)
    tell.flag("nrm", ("person", alpha), day, report, "pending")
    day, report = told(24, "2BP", "social_care")
    tell.between("directs", alpha, three, day, report)
    day, report = told(52, "1BP", "social_care")
    tell.between("directs", alpha, two, day, report)
    day, report = told(18, "2BP", "police")
    tell.between("threatens", alpha, two, day, report)
    day, report = told(16, "2BP", "school")
    tell.between("recruited", alpha, three, day, report)
    tell.between("threatens", alpha, three, day, report)


def _the_line_is_run(story: _Story) -> None:
    """The line's phone, its money, its holder in the city, and who was seen with whom."""
    told, tell, line = story.told, story.recorder, story.line
    holder, manager, second = line.holders[0], line.managers[0], line.managers[1]
    recruiter, enforcer = line.recruiters[0], line.enforcers[0]
    day, report = told(27, "1AC", "police")
    phone = tell.line_phone(line.phone_holder, day, report)
    tell.link("controls", ("person", manager, "phone", phone), day, report)
    wifi = tell.case.words.code("wifi")
    tell.link(
        "tied_to", ("phone", phone, "address", line.homes[0].address), day, report, detail=wifi
    )
    for person in [*line.customers[:3], line.children[0]]:
        other = tell.phone(person, day, report)
        tell.link("contacted", ("phone", phone, "phone", other), day, report, count=14)
    day, report = told(58, "2BC", "police", "source-a")
    tell.between("directs", holder, manager, day, report)
    tell.between("pays", second, holder, day, report)
    day, report = told(36, "1BC", "police")
    tell.between("pays", manager, holder, day, report)
    for ago, grade, origin in ((30, "1AP", ""), (17, "2BP", "operation-harbour")):
        day, report = told(ago, grade, "police", origin)
        tell.between("associates_with", manager, recruiter, day, report)
        tell.between("associates_with", manager, enforcer, day, report)
        tell.between("associates_with", recruiter, enforcer, day, report)
    day, report = told(46, "2CC", "police", "source-b")
    tell.between("arranges_travel_for", line.drivers[0], line.children[1], day, report)
    tell.between("arranges_travel_for", line.drivers[0], line.children[0], day, report)
    day, report = told(32, "2BC", "police", "source-b")
    tell.between("supplies", line.drivers[0], line.children[0], day, report)
    tell.between("threatens", line.drivers[0], line.children[1], day, report)
    day, report = told(20, "2BC", "police", "source-a")
    tell.between("threatens", enforcer, line.children[0], day, report)
    day, report = told(14, "2BP", "police")
    account = tell.account(enforcer, day, report)
    posted = (DEMONSTRATION_DAY - timedelta(days=14)).isoformat()
    tell.case.posts.append(
        (str(account), posted, posted, "who wants to earn this weekend", "recruitment", str(report))
    )


def _innocent_people_are_on_file(story: _Story) -> None:
    """Accusations that are worth little, one operation told ten times, family and professionals."""
    told, tell, line = story.told, story.recorder, story.line
    manager = line.managers[0]
    accused, neighbour = story.decoy("maliciously_accused"), story.decoy("malicious_neighbour")
    for ago, grade in ((70, "3EP"), (41, "3DP"), (19, "3EP")):
        day, report = told(ago, grade, "public", "caller-neighbour")
        tell.between("accuses", neighbour, accused, day, report)
    first, *rest = sorted(
        p for p, part in story.world.people.items() if part.decoy == "music_group"
    )
    for ago in range(60, 50, -1):
        day, report = told(ago, "1BP", "police", "operation-promenade")
        stop = tell.event("stop_search", day, report, story.world.parks[line.town])
        for person in (first, *rest):
            tell.in_event("present_at", person, stop, day, report)
        tell.between("associates_with", first, rest[0], day, report)
    day, report = told(75, "1AP", "police")
    fight = tell.event("violence", day, report, story.world.parks[line.town])
    tell.in_event("suspect_in", first, fight, day, report, "no_further_action")
    dealer = story.decoy("lone_dealer")
    for ago in (66, 49):
        day, report = told(ago, "2CC", "police", "source-c")
        tell.between("threatens", dealer, line.customers[4], day, report)
        tell.between("supplies", dealer, line.customers[3], day, report)
    relative, worker = story.decoy("exploiter_family"), story.decoy("social_worker")
    day, report = told(80, "1AP", "social_care")
    parent = tell.case.words.code("parent")
    tell.between("related_to", relative, manager, day, report, detail=parent)
    tell.between("supports", worker, line.children[0], day, report)
    tell.between("supports", worker, manager, day, report)
    day, report = told(21, "1AC", "police")
    for person in (relative, worker, line.customers[0], line.children[2]):
        tell.between("contacted", manager, person, day, report, count=9)


def _orders_are_made(story: _Story, case: "InventedCase") -> None:
    """An order in force on the enforcer with five conditions, and one that has ended."""
    line = story.line
    width = len(str(case.population.people))
    number = f"p{line.recruiters[0] + 1:0{width}d}"
    case.orders.append(
        (
            "STRO",
            str(line.enforcers[0]),
            "Oakmere Magistrates' Court",
            "2024-11-12",
            "2024-11-14",
            "no",
            "2027-11-11",
        )
    )
    ended = (str(story.decoy("survivor")), "Oakmere Youth Court", "2022-02-01", "2022-02-02", "no")
    case.orders.append(("gang_injunction", *ended, "2024-01-31"))
    for text in (
        (
            "1",
            "contact_class",
            "Not to be with any person under 18.",
            "",
            "",
            "under_18",
            "court;immediate_family",
        ),
        (
            "2",
            "contact_named",
            "Not to be with the person named in schedule A.",
            "",
            "",
            number,
            "court;custody;written_permission",
        ),
        (
            "3",
            "travel",
            "Not to arrange or pay for travel of any person under 18.",
            "",
            "",
            "under_18",
            "immediate_family",
        ),
        (
            "4",
            "device",
            "Not to own a mobile phone that is not registered.",
            "",
            "2026-11-11",
            "",
            "",
        ),
        ("5", "social_media", "Not to post offers of work to persons under 18.", "", "", "", ""),
    ):
        case.conditions.append(("0", *text))

"""What a line truly does, day by day: recruiting, journeys, homes, money, debts and threats.

Here: only what happens. Whether anybody notices is decided elsewhere (intelligence.py).
The rates are a storyteller's, chosen so that a year of one line looks like accounts of real
ones: most weeks dull, some victims seen often, the holder hardly ever. SOURCE: [benchmark-accuracy].
"""

from random import Random

from netgraph.simulate.world import NOBODY, Happening, Home, Line, Part, World

__all__ = ["run_line"]

RUN_A_DAY = 0.045
LONGEST_RUN = 3
HOME_DISTURBED_A_DAY = 0.006
STAGED_ROBBERY_A_DAY = 0.008
DISCLOSURE_A_DAY = 0.002
REFERRAL_A_DAY = 0.003
ARREST_A_RUN_DAY = 0.05
LEAST_DAYS_INVOLVED = 21
EARLIER = 120


def run_line(world: World, line: Line, random: Random) -> None:
    """Let one line run from before the first day to the last, and settle who was exploited."""
    _plan_recruiting(world, line, random)
    for day in range(world.first_day - EARLIER, world.last_day):
        _recruit(world, line, day, random)
        _take_over_homes(world, line, day, random)
        _use_homes(world, line, day, random)
        _send_out(world, line, day, random)
        _hold_down(world, line, day, random)
        _command(world, line, day, random)
    _settle(world, line)


def _plan_recruiting(world: World, line: Line, random: Random) -> None:
    days = world.options.days
    for person in line.exploited:
        first, last = (-EARLIER, -30) if person in line.alphas else (-60, int(days * 0.7))
        line.recruited_on[person] = world.first_day + random.randint(first, last)
        recruiters = line.recruiters + (line.alphas if person not in line.alphas else [])
        line.recruited_by[person] = random.choice(recruiters)


def _active(line: Line, people: list[int], day: int) -> list[int]:
    return [person for person in people if line.recruited_on[person] <= day]


def _open_homes(line: Line, day: int) -> list[Home]:
    return [home for home in line.homes if NOBODY < home.start <= day and not _over(home, day)]


def _over(home: Home, day: int) -> bool:
    return home.end != NOBODY and day > home.end


def _recruit(world: World, line: Line, day: int, random: Random) -> None:
    """Some weeks of messages and meetings, then the day on which somebody is brought in."""
    for person, on in line.recruited_on.items():
        recruiter = line.recruited_by[person]
        if on - 21 <= day < on and random.random() < 0.3:
            place = world.schools[line.town] if random.random() < 0.5 else world.parks[line.town]
            world.happens(Happening(day, "call", recruiter, person, count=random.randint(1, 9)))
            world.happens(Happening(day, "together", recruiter, person, place))
        if day == on:
            world.happens(Happening(day, "recruit", recruiter, person))


def _take_over_homes(world: World, line: Line, day: int, random: Random) -> None:
    """Open homes up to the number in use at once, and lose one now and then."""
    if day < world.first_day - 60:
        return
    for home in _open_homes(line, day):
        if day - home.start > 30 and random.random() < HOME_DISTURBED_A_DAY:
            home.end = day
            world.happens(
                Happening(day, "welfare_check", home.occupant, place=home.address, detail="concern")
            )
    waiting = [home for home in line.homes if home.start == NOBODY]
    if waiting and len(_open_homes(line, day)) < line.cast.homes_at_once and random.random() < 0.1:
        home = waiting[0]
        home.start = day
        near = line.recruiters + line.managers[-1:] if home.way == "local" else []
        home.controller = random.choice(near or line.sitters + line.managers + line.recruiters[:1])


def _use_homes(world: World, line: Line, day: int, random: Random) -> None:
    for home in _open_homes(line, day):
        _press_occupant(world, line, home, day, random)
        for person in [home.controller, *line.sitters]:
            if random.random() < 0.3:
                world.happens(Happening(day, "visit", person, home.occupant, home.address))
        for person in line.managers:
            if random.random() < 0.06:
                world.happens(Happening(day, "visit", person, home.occupant, home.address))
        for customer in random.sample(line.customers, min(2, len(line.customers))):
            if random.random() < 0.4:
                world.happens(Happening(day, "visit", customer, home.occupant, home.address))
        if random.random() < 0.012:
            detail = random.choice(("repair", "antisocial", "antisocial"))
            world.happens(Happening(day, detail, home.occupant, place=home.address))
        if random.random() < 0.05:
            world.happens(Happening(day, "line_phone", line.phone_holder, place=home.address))


def _press_occupant(world: World, line: Line, home: Home, day: int, random: Random) -> None:
    """What each of the four ways of taking a home over does to the person who lives there."""
    controller, occupant = home.controller, home.occupant
    muscle = random.choice([*line.enforcers, controller])
    if random.random() < 0.06:
        world.happens(Happening(day, "control_home", controller, occupant, home.address))
    if home.way == "nest_invading" and random.random() < 0.04:
        world.happens(Happening(day, "threat", muscle, occupant, home.address))
        if random.random() < 0.4:
            world.happens(Happening(day, "assault", muscle, occupant, home.address))
    if home.way in ("quasi", "local") and random.random() < 0.1:
        world.happens(Happening(day, "supply", controller, occupant, home.address))
    if home.way in ("quasi", "local") and day - home.start > 45 and random.random() < 0.025:
        world.happens(Happening(day, "debt", occupant, controller))
        world.happens(Happening(day, "threat", muscle, occupant, home.address))
    if home.way == "coupling" and random.random() < 0.03:
        world.happens(Happening(day, "partner", controller, occupant))
    if home.way == "coupling" and day - home.start > 45 and random.random() < 0.02:
        world.happens(Happening(day, "assault", controller, occupant, home.address))
    if day - home.start > 30 and random.random() < DISCLOSURE_A_DAY * 2:
        world.happens(Happening(day, "disclose", occupant, controller))


def _send_out(world: World, line: Line, day: int, random: Random) -> None:
    """Send some of those who are exploited, and some willing runners, to a home to sell."""
    homes = _open_homes(line, day)
    for person in [*_active(line, line.exploited, day), *line.runners]:
        if random.random() >= RUN_A_DAY:
            continue
        boss = _boss(line, person, day, random)
        world.happens(Happening(day, "direct", boss, person))
        world.happens(Happening(day, "call", boss, person, count=random.randint(1, 12)))
        if line.cast.hotel_nights and random.random() < 0.5:
            place = world.hotels[line.town]
            world.happens(Happening(day, "together", boss, person, place))
            world.happens(Happening(day, "visit", person, place=place))
        elif homes:
            place = random.choice(homes).address
        else:
            place = world.parks[line.town]
        _one_run(world, line, (day, person, boss, place), random)


def _boss(line: Line, person: int, day: int, random: Random) -> int:
    """Who sends somebody out: a manager, or somebody exploited who is made to do it."""
    made_to = [alpha for alpha in _active(line, line.alphas, day) if alpha != person]
    if made_to and person not in line.alphas and random.random() < 0.35:
        return random.choice(made_to)
    return random.choice(line.managers)


def _one_run(world: World, line: Line, run: tuple[int, int, int, int], random: Random) -> None:
    day, person, boss, place = run
    length = random.randint(1, LONGEST_RUN)
    world.happens(Happening(day, "supply", boss, person, place))
    if line.cast.remote or random.random() < 0.3:
        by = random.choice(line.drivers) if line.drivers and random.random() < 0.5 else boss
        rail = line.cast.remote and by == boss
        world.happens(
            Happening(
                day,
                "journey",
                by,
                person,
                world.stations[line.town] if rail else place,
                "rail" if rail else "road",
            )
        )
    for later in range(day, day + length):
        world.happens(Happening(later, "visit", person, place=place))
        for customer in random.sample(line.customers, min(2, len(line.customers))):
            world.happens(Happening(later, "supply", person, customer, place))
        if random.random() < ARREST_A_RUN_DAY:
            world.happens(Happening(later, "arrest", person, boss, place, "supply"))
    if person in line.exploited:
        world.happens(Happening(day, "missing", person, boss, place, count=length))
    if random.random() < 0.3:
        world.happens(Happening(day + length, "pay", person, boss))


def _hold_down(world: World, line: Line, day: int, random: Random) -> None:
    """Debts, staged robberies and threats; now and then somebody tells, or is referred."""
    for person in _active(line, line.exploited, day):
        boss = random.choice(line.managers)
        if random.random() < STAGED_ROBBERY_A_DAY:
            place = world.parks[line.town]
            world.happens(Happening(day, "robbery", NOBODY, person, place))
            world.happens(Happening(day + 1, "debt", person, boss))
            threatener = random.choice(line.enforcers + _active(line, line.alphas, day))
            if threatener == person:
                threatener = line.enforcers[0]
            world.happens(Happening(day + random.randint(1, 6), "threat", threatener, person))
        if random.random() < DISCLOSURE_A_DAY:
            named = random.choice([boss, line.recruited_by[person], *line.enforcers])
            world.happens(Happening(day, "disclose", person, named))
        if random.random() < REFERRAL_A_DAY:
            world.happens(Happening(day, "refer", person))


def _command(world: World, line: Line, day: int, random: Random) -> None:
    """What goes up and down between the holder and the managers, and how the phone is used."""
    for holder in line.holders:
        for manager in line.managers:
            if random.random() < 0.1:
                world.happens(Happening(day, "direct", holder, manager))
            if random.random() < 0.3:
                world.happens(Happening(day, "call", manager, holder, count=random.randint(1, 20)))
            if random.random() < 0.04:
                world.happens(Happening(day, "pay", manager, holder))
    if random.random() < 0.03:
        world.happens(Happening(day, "hold_phone", line.phone_holder, place=NOBODY))
    for customer in random.sample(line.customers, min(3, len(line.customers))):
        calls = random.randint(1, 4)
        world.happens(Happening(day, "line_call", line.phone_holder, customer, count=calls))
    for person in _active(line, line.exploited, day):
        if random.random() < 0.08:
            calls = random.randint(1, 8)
            world.happens(Happening(day, "line_call", line.phone_holder, person, count=calls))
    for driver in line.drivers:
        for home in _open_homes(line, day):
            if random.random() < 0.05:
                world.happens(Happening(day, "drive_by", driver, place=home.address))


def _settle(world: World, line: Line) -> None:
    """Write down who was exploited and whose home was taken over, long enough to be found."""
    name = f"line-{line.number + 1}"
    latest = world.last_day - LEAST_DAYS_INVOLVED
    for person in line.exploited:
        if line.recruited_on[person] > latest:
            world.people[person] = Part(role="newly_exploited", line=name)
            continue
        alpha = person in line.alphas
        age = (world.last_day - int(world.population.birth[person])) / 365.25
        world.people[person] = Part(
            role="alpha_victim" if alpha else "exploited",
            claims=("likely_victim", "exploiter") if alpha else ("likely_victim",),
            alpha_victim=alpha,
            victim="child" if age < 18 else "adult",
            line=name,
        )
    for home in line.homes:
        if home.start == NOBODY:
            continue
        if home.start > latest:
            world.people[home.occupant] = Part(role="newly_exploited", line=name)
            world.addresses[home.address] = Part(role="newly_taken_over", line=name)
            continue
        world.people[home.occupant] = Part(
            role="occupant", claims=("likely_victim",), victim="adult", way=home.way, line=name
        )
        world.addresses[home.address] = Part(
            role="taken_over_home",
            claims=("cuckooed_address",),
            way=home.way,
            line=name,
            until=home.end,
        )

"""People and places that look like a line and are none: what they truly do, day by day.

Each decoy shares something with a line: many visitors, many young contacts, journeys, money,
suspicion, accusations, old convictions. They are meant to be hard. What gets recorded of them
is decided by the same step and at the same rates as for everybody (intelligence.py).
"""

from collections.abc import Callable
from random import Random

from netgraph.simulate.world import NOBODY, Happening, Line, Part, Picker, World

__all__ = ["DECOYS", "add_decoys"]

_Decoy = Callable[[World, Picker, Random, Line], None]


def add_decoys(world: World, picker: Picker, random: Random, line: Line) -> None:
    """One of each decoy, around the town and the people of one line."""
    for decoy in DECOYS:
        decoy(world, picker, random, line)


def _days(world: World, random: Random, every: float, before: int = 60) -> list[int]:
    """Days on which something happens that happens once in so many days."""
    days = range(world.first_day - before, world.last_day)
    return [day for day in days if random.random() < 1 / every]


def _few(line: Line, count: int) -> int:
    """So many people, or fewer in a small world."""
    return max(round(count * line.cast.decoy_share), 1)


def _decoy(world: World, people: list[int], decoy: str, line: Line) -> None:
    for person in people:
        world.people[person] = Part(decoy=decoy, line=f"line-{line.number + 1}")


def _decoy_place(world: World, place: int, decoy: str, line: Line) -> None:
    world.addresses[place] = Part(decoy=decoy, line=f"line-{line.number + 1}")


def _professionals(world: World, picker: Picker, random: Random, line: Line) -> None:
    """A social worker, a teacher and a youth worker with many contacts among the exploited."""
    young = [*line.children, *line.alphas]
    others = picker.several(_few(line, 4), 12, 17, line.town)
    for role in ("social_worker", "teacher", "youth_worker"):
        person = picker.pick(28, 60, line.town)
        _decoy(world, [person], role, line)
        world.happens(Happening(world.first_day, "register", person, detail=role))
        share = 0.9 if role == "youth_worker" else 0.6
        clients = [child for child in young + others if random.random() < share]
        for child in clients:
            world.happens(Happening(world.first_day + 10, "work_with", person, child))
        for day in _days(world, random, 2):
            client = random.choice(clients or others)
            what = random.choice(("call", "together"))
            place = world.parks[line.town] if role == "youth_worker" else world.schools[line.town]
            world.happens(Happening(day, what, person, client, place, count=2))
        for day in _days(world, random, 30):
            client = random.choice(clients or others)
            world.happens(
                Happening(day, "journey", person, client, world.schools[line.town], "road")
            )
        if role == "youth_worker":
            accuser = random.choice(others)
            for day in _days(world, random, 150):
                world.happens(Happening(day, "malicious", accuser, person))


def _families(world: World, picker: Picker, random: Random, line: Line) -> None:
    """The exploiters' own parents, partners and siblings: calls, visits, money, one journey."""
    bosses = [*line.holders, *line.managers, *line.recruiters]
    for boss in bosses:
        relative = picker.pick(40, 65, int(world.population.town[boss]))
        relation = random.choice(("parent", "parent", "partner", "sibling"))
        _decoy(world, [relative], "exploiter_family", line)
        world.happens(Happening(world.first_day, "family", relative, boss, detail=relation))
        for day in _days(world, random, 6):
            world.happens(Happening(day, "call", relative, boss, count=random.randint(1, 8)))
        for day in _days(world, random, 20):
            world.happens(Happening(day, "together", relative, boss, world.home_of(relative)))
        for day in _days(world, random, 40):
            world.happens(Happening(day, "pay", boss, relative))
        for day in _days(world, random, 90):
            world.happens(Happening(day, "journey", relative, boss, world.home_of(boss), "road"))


def _football_team(world: World, picker: Picker, random: Random, line: Line) -> None:
    """Boys who train and travel together, one coach, and one player who is exploited."""
    players = picker.several(_few(line, 9), 13, 18, line.town)
    coach = picker.pick(30, 50, line.town)
    club = len(world.organisations)
    world.organisations.append((f"Dockside Rovers {line.number + 1}", "other"))
    _decoy(world, [*players, coach], "football_team", line)
    world.happens(Happening(world.first_day, "register", coach, detail="coach"))
    team = players + line.children[:1]
    for person in [*team, coach]:
        world.happens(Happening(world.first_day, "join", person, whom=club))
    for day in range(world.first_day, world.last_day, 7):
        first, second = random.sample(team, 2)
        world.happens(Happening(day, "together", first, second, world.parks[line.town]))
        world.happens(Happening(day, "call", coach, first, count=2))
        if random.random() < 0.3:
            for player in random.sample(team, min(4, len(team))):
                place = world.parks[
                    world.towns[(world.towns.index(line.town) + 1) % len(world.towns)]
                ]
                world.happens(Happening(day, "journey", coach, player, place, "road"))


def _music_group(world: World, picker: Picker, random: Random, line: Line) -> None:
    """Young people who make music: often stopped together, posted about, accused, cleared."""
    group = picker.several(_few(line, 5), 16, 21, line.town)
    _decoy(world, group, "music_group", line)
    for day in _days(world, random, 4):
        first, second = random.sample(group, 2)
        world.happens(Happening(day, "together", first, second, world.parks[line.town]))
        world.happens(Happening(day, "call", first, second, count=random.randint(1, 15)))
    for day in _days(world, random, 25):
        member = random.choice(group)
        world.happens(Happening(day, "stop", member, place=world.parks[line.town]))
        world.happens(Happening(day, "post", member, detail="music"))
    for day in _days(world, random, 60):
        member = random.choice(group)
        world.happens(
            Happening(day, "cleared", member, place=world.parks[line.town], detail="violence")
        )
    for day in _days(world, random, 120):
        world.happens(Happening(day, "malicious", NOBODY, random.choice(group)))


def _care_round(world: World, picker: Picker, random: Random, line: Line) -> None:
    """Old people who live alone, and three carers who come and go at all hours."""
    carers = picker.several(_few(line, 3), 22, 24, line.town) + picker.several(
        _few(line, 1), 40, 60, line.town
    )
    _decoy(world, carers, "carer", line)
    for carer in carers:
        world.happens(Happening(world.first_day, "register", carer, detail="carer"))
    for _ in range(_few(line, 3)):
        resident = picker.pick(70, 92, line.town, alone=True)
        home = world.home_of(resident)
        _decoy(world, [resident], "care_round", line)
        _decoy_place(world, home, "care_round", line)
        world.happens(
            Happening(world.first_day, "licence", place=home, who=NOBODY, detail="care_round")
        )
        world.happens(Happening(world.first_day, "at_risk", resident))
        for carer in carers:
            world.happens(Happening(world.first_day, "work_with", carer, resident))
        for day in _days(world, random, 1.2):
            world.happens(Happening(day, "visit", random.choice(carers), resident, home))
        for day in _days(world, random, 150):
            world.happens(Happening(day, "welfare_check", resident, place=home, detail="well"))


def _shared_houses(world: World, picker: Picker, random: Random, line: Line) -> None:
    """A licensed shared house, a hotel and a hostel: many visitors, some with a history."""
    hmo = world.population.add_place(f"{line.number + 2} Wharf House", "hmo", line.town)
    hostel = world.population.add_place(f"Harbour Hostel {line.number + 1}", "hostel", line.town)
    hotel = world.hotels[line.town]
    world.happens(Happening(world.first_day, "licence", NOBODY, place=hmo, detail="licensed_hmo"))
    for place, decoy, size in ((hmo, "hmo", 7), (hostel, "hostel", 8)):
        _decoy_place(world, place, decoy, line)
        tenants = picker.several(_few(line, size), 25, 60, line.town)
        _decoy(world, tenants, f"{decoy}_resident", line)
        for tenant in tenants:
            world.happens(Happening(world.first_day, "move_in", tenant, place=place))
        for day in _days(world, random, 1.5):
            visitor = random.choice(tenants + line.customers + line.runners)
            world.happens(Happening(day, "visit", visitor, random.choice(tenants), place))
        for tenant in tenants[:3]:
            old = world.first_day - random.randint(100, 800)
            world.happens(Happening(old, "convicted", tenant, place=place, detail="drug_supply"))
        for day in _days(world, random, 40):
            world.happens(Happening(day, "antisocial", random.choice(tenants), place=place))
    if hotel not in world.addresses:
        _decoy_place(world, hotel, "hotel", line)
    guests = [*line.managers, *line.customers, *picker.several(_few(line, 3), 25, 60)]
    for day in _days(world, random, 2):
        world.happens(Happening(day, "visit", random.choice(guests), place=hotel))


def _taxi_firm(world: World, picker: Picker, random: Random, line: Line) -> None:
    """Licensed drivers who take anybody anywhere, the line's people and its homes among them."""
    drivers = picker.several(_few(line, 3), 28, 60, line.town)
    firm = len(world.organisations)
    world.organisations.append((f"Estuary Cars {line.number + 1}", "business"))
    _decoy(world, drivers, "taxi_driver", line)
    places = [home.address for home in line.homes] + [world.stations[line.town]]
    fares = [*line.exploited, *line.customers, *picker.several(_few(line, 3), 30, 60, line.town)]
    for driver in drivers:
        world.happens(Happening(world.first_day, "join", driver, whom=firm))
        world.happens(Happening(world.first_day, "register", driver, detail="licensed_driver"))
        for day in _days(world, random, 3):
            world.happens(Happening(day, "drive_by", driver, place=random.choice(places)))
        for day in _days(world, random, 20):
            where = random.choice(places)
            world.happens(Happening(day, "journey", driver, random.choice(fares), where, "road"))


def _treatment_group(world: World, picker: Picker, random: Random, line: Line) -> None:
    """A group for people who want to stop using: customers and a dependent victim go there."""
    hall = world.population.add_place(f"Meeting Hall {line.number + 1}", "public", line.town)
    worker = picker.pick(35, 60, line.town)
    members = [*random.sample(line.customers, min(4, len(line.customers))), *line.adults[:1]]
    _decoy_place(world, hall, "treatment_group", line)
    _decoy(world, [worker], "treatment_worker", line)
    world.happens(Happening(world.first_day, "register", worker, detail="drug_worker"))
    world.happens(
        Happening(world.first_day, "licence", NOBODY, place=hall, detail="treatment_group")
    )
    for day in range(world.first_day, world.last_day, 7):
        for member in members:
            world.happens(Happening(day, "visit", member, worker, hall))
        world.happens(Happening(day, "together", worker, random.choice(members), hall))


def _large_family(world: World, picker: Picker, random: Random, line: Line) -> None:
    """Nine relatives in and out of one house; one sold drugs once, some were suspected."""
    eldest = picker.pick(55, 70, line.town, alone=True)
    house = world.home_of(eldest)
    young = picker.several(_few(line, 5), 14, 24, line.town)
    older = picker.several(_few(line, 3), 28, 50, line.town)
    _decoy(world, [eldest, *young, *older], "large_family", line)
    _decoy_place(world, house, "large_family", line)
    for relative in young + older:
        detail = "child" if relative in older else "other"
        world.happens(Happening(world.first_day, "family", relative, eldest, detail=detail))
        for day in _days(world, random, 6):
            world.happens(Happening(day, "visit", relative, eldest, house))
        for day in _days(world, random, 10):
            world.happens(Happening(day, "call", relative, eldest, count=3))
    for day in _days(world, random, 60):
        world.happens(Happening(day, "journey", older[0], random.choice(young), house, "road"))
    world.happens(
        Happening(world.first_day + 40, "convicted", older[-1], place=house, detail="drug_supply")
    )
    for day in _days(world, random, 90):
        who = random.choice(young)
        world.happens(Happening(day, "cleared", who, place=house, detail="drug_supply"))


def _malicious_neighbour(world: World, picker: Picker, random: Random, line: Line) -> None:
    """One who reports the people next door again and again, for reasons of their own."""
    neighbour = picker.pick(40, 70, line.town)
    accused = picker.pick(25, 60, line.town, alone=True)
    home = world.home_of(accused)
    _decoy(world, [accused], "maliciously_accused", line)
    _decoy(world, [neighbour], "malicious_neighbour", line)
    _decoy_place(world, home, "maliciously_accused", line)
    friends = picker.several(_few(line, 4), 25, 60, line.town)
    for day in _days(world, random, 25):
        world.happens(Happening(day, "malicious", neighbour, accused))
        world.happens(Happening(day, "malicious_visit", random.choice(friends), accused, home))
        world.happens(Happening(day, "antisocial", accused, place=home))
    for day in _days(world, random, 5):
        world.happens(Happening(day, "visit", random.choice(friends), accused, home))
    world.happens(
        Happening(world.last_day - 40, "welfare_check", accused, place=home, detail="well")
    )


def _survivor(world: World, picker: Picker, random: Random, line: Line) -> None:
    """One who got out, was convicted then, and now helps others: the first whom many contact."""
    survivor = picker.pick(20, 24, line.town)
    young = [*line.children, *line.alphas]
    _decoy(world, [survivor], "survivor", line)
    world.happens(
        Happening(
            world.first_day - 500,
            "convicted",
            survivor,
            place=world.parks[line.town],
            detail="drug_supply",
        )
    )
    world.happens(Happening(world.first_day - 300, "register", survivor, detail="peer_mentor"))
    for child in young:
        world.happens(Happening(line.recruited_on.get(child, 0), "work_with", survivor, child))
        for day in _days(world, random, 15):
            world.happens(Happening(day, "call", survivor, child, count=random.randint(1, 6)))
    for day in _days(world, random, 10):
        client = random.choice(young)
        world.happens(Happening(day, "together", survivor, client, world.parks[line.town]))


def _lone_dealer(world: World, picker: Picker, random: Random, line: Line) -> None:
    """One who sells to friends, alone, and exploits nobody."""
    dealer = picker.pick(22, 40, line.town)
    buyers = picker.several(_few(line, 3), 22, 50, line.town)
    _decoy(world, [dealer], "lone_dealer", line)
    _decoy(world, buyers, "customer", line)
    _decoy_place(world, world.home_of(dealer), "lone_dealer", line)
    for day in _days(world, random, 4):
        buyer = random.choice(buyers)
        world.happens(Happening(day, "supply", dealer, buyer, world.home_of(dealer)))
        world.happens(Happening(day, "visit", buyer, dealer, world.home_of(dealer)))
        world.happens(Happening(day, "line_call", dealer, buyer, count=random.randint(1, 4)))
    for day in _days(world, random, 60):
        world.happens(Happening(day, "hold_phone", dealer, buyers[0]))
    for day in _days(world, random, 200):
        world.happens(
            Happening(day, "arrest", dealer, place=world.home_of(dealer), detail="supply")
        )


def _party_house(world: World, picker: Picker, random: Random, line: Line) -> None:
    """A young tenant with friends in and out at night, some of whom sell, buy or recruit."""
    tenant = picker.pick(20, 28, line.town, alone=True)
    home = world.home_of(tenant)
    friends = picker.several(_few(line, 5), 17, 24, line.town)
    _decoy(world, [tenant, *friends], "party_house", line)
    _decoy_place(world, home, "party_house", line)
    guests = [*friends, *line.runners, *line.recruiters[:1], *line.customers[:2]]
    for day in _days(world, random, 2):
        world.happens(Happening(day, "visit", random.choice(guests), tenant, home))
    for day in _days(world, random, 40):
        world.happens(Happening(day, "antisocial", tenant, place=home))
    for day in _days(world, random, 120):
        friend = random.choice(friends)
        world.happens(Happening(day, "cleared", friend, place=home, detail="drug_possession"))


def _unhappy_home(world: World, picker: Picker, random: Random, line: Line) -> None:
    """Violence between partners: another harm, with threats and many police visits."""
    one = picker.pick(28, 50, line.town)
    other = picker.pick(28, 50, line.town)
    home = world.home_of(other)
    _decoy(world, [one], "domestic_abuser", line)
    _decoy(world, [other], "domestic_abuse_victim", line)
    _decoy_place(world, home, "domestic_abuse", line)
    world.happens(Happening(world.first_day, "family", one, other, detail="partner"))
    for day in _days(world, random, 40):
        world.happens(Happening(day, "threat", one, other, home))
        world.happens(Happening(day, "assault", one, other, home))


def _runaways(world: World, picker: Picker, random: Random, line: Line) -> None:
    """Two children who go missing for other reasons, and are found with family or friends."""
    for child in picker.several(_few(line, 2), 13, 17, line.town):
        friend = picker.pick(13, 17, line.town)
        _decoy(world, [child], "runaway", line)
        for day in _days(world, random, 70):
            place = world.home_of(friend)
            world.happens(Happening(day, "missing", child, friend, place, count=1))
        for day in _days(world, random, 5):
            world.happens(Happening(day, "call", child, friend, count=5))


def _landlord(world: World, picker: Picker, random: Random, line: Line) -> None:
    """One who owns three homes, lets them, has the keys and takes the rent."""
    landlord = picker.pick(40, 65, line.town)
    _decoy(world, [landlord], "landlord", line)
    world.happens(Happening(world.first_day, "register", landlord, detail="landlord"))
    for _ in range(_few(line, 3)):
        tenant = picker.pick(25, 70, line.town)
        home = world.home_of(tenant)
        for day in _days(world, random, 30):
            world.happens(Happening(day, "pay", tenant, landlord))
            world.happens(Happening(day, "visit", landlord, tenant, home))
        for day in _days(world, random, 200):
            world.happens(Happening(day, "control_home", landlord, tenant, home))


# Each kind of decoy, in the order in which people are picked for them.
DECOYS: tuple[_Decoy, ...] = (
    _malicious_neighbour,
    _large_family,
    _party_house,
    _care_round,
    _professionals,
    _survivor,
    _football_team,
    _music_group,
    _runaways,
    _families,
    _shared_houses,
    _taxi_firm,
    _treatment_group,
    _lone_dealer,
    _unhappy_home,
    _landlord,
)

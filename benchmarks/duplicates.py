"""An invented register of people of whom some are recorded twice, with the answer: for matching.py.

Duplicates are made as records go wrong: misspellings, pet names, names the other way round, married
names, exchanged days and months, a wrong digit, 1 January. Decoys are what is not a duplicate and
looks like one: twins, parents and children of one name, namesakes with another birthday.
"""

import csv
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, product
from pathlib import Path

from netgraph.matching.nicknames import FORENAMES

# Shares of people: recorded twice, and decoys of each kind.
DUPLICATES = 0.10
TWINS = 0.01
SAME_NAME_AT_HOME = 0.01
NAMESAKES = 0.02

# Share of the duplicates that keep a phone or an address with which the first record is linked.
SAME_CONTACT = 0.4


def _words(text: str) -> list[str]:
    return text.split()


_STEMS = _words(
    "Ash Bar Bel Bray Car Clay Cor Dal Den Elm Far Fen Gar Glen Had Hal Har Hol Ivel Jar Kel Kir "
    "Lan Lin Mal Mar Mel Nor Oak Pen Quar Rad Rin Sal Sed Tar Thor Ul Van Wal Wen Yar"
)
_ENDINGS = _words(
    "by bury combe cott dale den field ford gate ham hurst ley low man mere more ridge sett son "
    "stead stone ton ver wick wood worth"
)
SURNAMES = [f"{stem}{ending}" for stem, ending in product(_STEMS, _ENDINGS)]
FIRST = [line.split() for line in FORENAMES.strip().split("\n")]
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Person:
    """One record of a person."""

    id: str
    surname: str
    forenames: str
    birth: date | None
    sex: str
    home: int
    phone: int
    aliases: str = ""


@dataclass(frozen=True)
class Register:
    """All records, and the pairs that are of one person."""

    people: tuple[Person, ...]
    truth: frozenset[tuple[str, str]]
    decoys: dict[str, frozenset[tuple[str, str]]]


def register(amount: int, seed: int) -> Register:
    """A register of about that many people, the same for the same seed."""
    chance = random.Random(seed)
    people = _people(amount, chance)
    truth: set[tuple[str, str]] = set()
    decoys: dict[str, set[tuple[str, str]]] = {
        "twins": set(),
        "same name at home": set(),
        "namesakes": set(),
    }
    for person in list(people):
        drawn = chance.random()
        if drawn < DUPLICATES:
            other = _again(person, f"p{len(people) + 1}", chance)
            truth.add((person.id, other.id))
        elif drawn < DUPLICATES + TWINS:
            forename = chance.choice(FIRST)[0]
            other = replace(person, id=f"p{len(people) + 1}", forenames=forename, phone=len(people))
            decoys["twins"].add((person.id, other.id))
        elif drawn < DUPLICATES + TWINS + SAME_NAME_AT_HOME:
            years = timedelta(days=chance.randint(20 * 365, 36 * 365))
            older = (person.birth or date(1990, 1, 1)) - years
            other = replace(person, id=f"p{len(people) + 1}", birth=older, phone=len(people))
            decoys["same name at home"].add((person.id, other.id))
        elif drawn < DUPLICATES + TWINS + SAME_NAME_AT_HOME + NAMESAKES:
            other = replace(
                person,
                id=f"p{len(people) + 1}",
                birth=_birth(chance),
                home=chance.randrange(amount),
                phone=len(people),
            )
            decoys["namesakes"].add((person.id, other.id))
        else:
            continue
        people.append(other)
    order = sorted(people, key=lambda each: int(each.id[1:]))
    return Register(
        tuple(order), frozenset(truth), {name: frozenset(each) for name, each in decoys.items()}
    )


def _people(amount: int, chance: random.Random) -> list[Person]:
    surnames = list(accumulate(1 / (place + 20) for place in range(len(SURNAMES))))
    forenames = list(accumulate(1 / (place + 10) for place in range(len(FIRST))))
    people: list[Person] = []
    while len(people) < amount:
        home, [surname] = len(people), chance.choices(SURNAMES, cum_weights=surnames)
        for _ in range(chance.choice((1, 1, 2, 2, 3, 4))):
            [names] = chance.choices(FIRST, cum_weights=forenames)
            second = f" {chance.choice(FIRST)[0]}" if chance.random() < 0.3 else ""
            number = len(people) + 1
            people.append(
                Person(
                    f"p{number}",
                    surname,
                    names[0] + second,
                    _birth(chance),
                    chance.choice("MF"),
                    home,
                    number,
                )
            )
    return people[:amount]


def _birth(chance: random.Random) -> date:
    day = date(1955, 1, 1) + timedelta(days=chance.randrange(365 * 58))
    return day.replace(month=1, day=1) if chance.random() < 0.01 else day


def _again(person: Person, id_: str, chance: random.Random) -> Person:
    """The same person, recorded a second time with one or two things gone wrong."""
    other = replace(person, id=id_)
    for change in chance.sample(_CHANGES, chance.choice((1, 1, 2))):
        other = change(other, chance)
    if chance.random() >= SAME_CONTACT:
        other = replace(other, home=-1, phone=-1)
    return other


def _typo(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, max(len(word) - 1, 2))
    kind = chance.randrange(4)
    if kind == 0:
        return word[:place] + chance.choice(_LETTERS) + word[place + 1 :]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + chance.choice(_LETTERS) + word[place:]
    return word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :]


def _misspell_surname(person: Person, chance: random.Random) -> Person:
    return replace(person, surname=_typo(person.surname, chance))


def _misspell_forename(person: Person, chance: random.Random) -> Person:
    return replace(person, forenames=_typo(person.forenames.split()[0], chance))


def _pet_name(person: Person, chance: random.Random) -> Person:
    first = person.forenames.split()[0]
    forms = next((each for each in FIRST if first in each), [first])
    return replace(person, forenames=chance.choice(forms))


def _middle_name(person: Person, _: random.Random) -> Person:
    return replace(person, forenames=person.forenames.split()[-1])


def _other_way_round(person: Person, _: random.Random) -> Person:
    return replace(person, surname=person.forenames.split()[0], forenames=person.surname)


def _married(person: Person, chance: random.Random) -> Person:
    before = f"{person.forenames.split()[0]} {person.surname}"
    surname = chance.choice(SURNAMES)
    return replace(person, surname=surname, aliases=before if chance.random() < 0.5 else "")


def _exchange(person: Person, chance: random.Random) -> Person:
    if person.birth is None or person.birth.day > 12:
        return _digit(person, chance)
    return replace(
        person, birth=person.birth.replace(month=person.birth.day, day=person.birth.month)
    )


def _digit(person: Person, chance: random.Random) -> Person:
    if person.birth is None:
        return person
    wrong = person.birth.day % 10
    day = person.birth.day - wrong + chance.randrange(1, 9)
    try:
        return replace(person, birth=person.birth.replace(day=day))
    except ValueError:
        return replace(person, birth=person.birth.replace(year=person.birth.year - 10))


def _first_of_january(person: Person, _: random.Random) -> Person:
    return replace(person, birth=person.birth and person.birth.replace(month=1, day=1))


def _no_birth(person: Person, _: random.Random) -> Person:
    return replace(person, birth=None)


def _nothing(person: Person, _: random.Random) -> Person:
    return person


_CHANGES = (
    _misspell_surname, _misspell_forename, _pet_name, _middle_name, _other_way_round, _married,
    _exchange, _digit, _first_of_january, _no_birth, _nothing,
)  # fmt: skip


def write_case(folder: Path, found: Register) -> None:
    """Write the register as case files."""
    folder.mkdir(parents=True, exist_ok=True)
    homes = sorted({each.home for each in found.people if each.home >= 0})
    phones = sorted({each.phone for each in found.people if each.phone >= 0})
    _write(folder / "reports.csv", ("id", "date", "grade"), [("r1", "2025-01-01", "1AP")])
    _write(
        folder / "people.csv",
        ("id", "surname", "forenames", "aliases", "date_of_birth", "sex"),
        [
            (each.id, each.surname, each.forenames, each.aliases, each.birth or "", each.sex)
            for each in found.people
        ],
    )
    _write(
        folder / "addresses.csv",
        ("id", "line"),
        [(f"a{home}", f"{home} Tide St") for home in homes],
    )
    _write(folder / "phones.csv", ("id", "number"), [(f"t{each}", "") for each in phones])
    links = [
        (f"l{kind[0]}{each.id}", kind, each.id, f"{letter}{other}", "r1")
        for each in found.people
        for kind, letter, other in (("lives_at", "a", each.home), ("uses", "t", each.phone))
        if other >= 0
    ]
    _write(folder / "links.csv", ("id", "kind", "from", "to", "report"), links)


def _write(path: Path, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)

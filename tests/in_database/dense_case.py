"""A made-up case in which little makes sense and nearly every rule is met, the same for each seed.

Few people, and between them links of every kind with every grade, open and ended, early and late:
what two ways of finding could see differently is all in it.
"""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from netgraph.vocabulary import EVENT_TYPES, LINK_KINDS

__all__ = ["AS_OF", "write_dense_case"]

AS_OF = date(2025, 3, 1)
ENDS = {
    "person": [f"p{n}" for n in range(24)],
    "address": [f"a{n}" for n in range(12)],
    "phone": [f"t{n}" for n in range(14)],
    "organisation": [f"g{n}" for n in range(6)],
    "account": [f"c{n}" for n in range(4)],
    "vehicle": [f"v{n}" for n in range(4)],
    "event": [f"e{n}" for n in range(60)],
}
REPORTS = [f"r{n}" for n in range(150)]
ROLES = ("suspect_in", "charged_in", "convicted_in")
TELLING = ("missing", "drug_supply", "exploitation", "custody", "robbery", "violence", "travel")
OFTEN = ("contacted", "present_at", "victim_in", "found_at", "occurred_at", "uses", *ROLES)
RARE = {"related_to": 0.4, "supports": 0.4, "lives_at": 0.6}
DETAILS = {
    "related_to": ("parent", "child", "sibling", "partner", "co_parent", "other"),
    **dict.fromkeys(ROLES, ("", "", "", "no_further_action", "acquitted", "small quantity")),
}
VALUES = {
    "nrm": ("pending", "positive", "negative"),
    "at_risk": ("adult", "child"),
    "professional": ("teacher", "social_worker"),
}

Rows = list[dict[str, object]]


def write_dense_case(folder: Path, seed: int) -> None:
    """Write the case files of that seed."""
    chance = random.Random(seed)
    tables = {
        "reports": [_report(chance, name) for name in REPORTS],
        "people": [_person(chance, name) for name in ENDS["person"]],
        "addresses": [_address(chance, name) for name in ENDS["address"]],
        "phones": [{"id": name} for name in ENDS["phone"]],
        "vehicles": [{"id": name} for name in ENDS["vehicle"]],
        "accounts": [{"id": name} for name in ENDS["account"]],
        "organisations": [
            {"id": name, "type": chance.choice(("gang", "agency", "business", "school", "other"))}
            for name in ENDS["organisation"]
        ],
        "events": [_event(chance, name) for name in ENDS["event"]],
        "links": _links(chance),
        "flags": [_flag(chance, f"f{n}") for n in range(50)],
        "orders": [
            {
                "id": f"d{n}",
                "type": "STRO",
                "person": chance.choice(ENDS["person"]),
                "made": _day(chance, 900, 800),
                "served": chance.choice(("", _day(chance, 790, 300))),
                "ends": chance.choice(("", _day(chance, 200, 0))),
            }
            for n in range(8)
        ],
        "conditions": [
            {
                "id": f"k{n}",
                "order": f"d{n % 8}",
                "category": "contact_named",
                "text": "Not to meet.",
                "starts": chance.choice(("", _day(chance, 700, 300))),
                "ends": chance.choice(("", _day(chance, 200, 0))),
                "targets": ";".join(chance.sample([*ENDS["person"], *ENDS["phone"]], 8)),
            }
            for n in range(16)
        ],
        "posts": [
            {
                "id": f"q{n}",
                "account": chance.choice(ENDS["account"]),
                "posted": _day(chance),
                "coded": chance.choice(("recruitment", "other")),
                "report": chance.choice(REPORTS),
            }
            for n in range(12)
        ],
    }
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def _day(chance: random.Random, earliest: int = 1300, latest: int = -40) -> date:
    return AS_OF - timedelta(days=chance.randint(latest, earliest))


def _span(chance: random.Random) -> tuple[object, object]:
    """A start and an end; often one of them is not known."""
    start, end = chance.choice(("", _day(chance))), chance.choice(("", "", "", _day(chance)))
    return (end, start) if start and end and str(end) < str(start) else (start, end)


def _report(chance: random.Random, name: str) -> dict[str, object]:
    grade = f"{chance.choice('1123')}{chance.choice('AAABBCDDE')}P"
    origin = chance.choice(("", "", "o1", "o2", "o3", "o4"))
    return {"id": name, "date": _day(chance, 1250, -20), "grade": grade, "origin": origin}


def _person(chance: random.Random, name: str) -> dict[str, object]:
    born = chance.choice(("", _day(chance, 20_000, 7_300), _day(chance, 6_900, 4_400)))
    return {"id": name, "surname": "Case", "date_of_birth": born}


def _address(chance: random.Random, name: str) -> dict[str, object]:
    return {
        "id": name,
        "lat": chance.choice(("", 51.1, 51.2, 51.9)),
        "lon": 0.5,
        "use": chance.choice(("home", "home", "", "hmo", "hostel", "business", "unknown")),
    }


def _event(chance: random.Random, name: str) -> dict[str, object]:
    return {
        "id": name,
        "type": chance.choice((*TELLING, *TELLING, *EVENT_TYPES)),
        "start": _day(chance),
        "report": chance.choice(("", chance.choice(REPORTS))),
        "detail": chance.choice(("", "a few wraps")),
    }


def _links(chance: random.Random) -> Rows:
    """Some 900 links; some told twice by different reports, some answered in kind."""
    weights = [3 if kind.name in OFTEN else 1 for kind in LINK_KINDS]
    rows: Rows = []
    for number in range(900):
        kind = chance.choices(LINK_KINDS, weights)[0]
        start, end = chance.choice(list(kind.endpoints))
        one, other = chance.choice(ENDS[start]), chance.choice(ENDS[end])
        if one == other or chance.random() > RARE.get(kind.name, 1):
            continue
        since, until = _span(chance)
        link = {
            "id": f"l{number}",
            "kind": kind.name,
            "from": one,
            "to": other,
            "start": since,
            "end": until,
            "report": chance.choice(REPORTS),
            "detail": chance.choice(DETAILS.get(kind.name, ("",))),
        }
        rows.append(link)
        if chance.random() < 0.1:
            rows.append({**link, "id": f"m{number}", "report": chance.choice(REPORTS)})
        if kind.name in {"threatens", "accuses"} and chance.random() < 0.4:
            answer = {"id": f"n{number}", "from": other, "to": one}
            rows.append({**link, **answer, "report": chance.choice(REPORTS)})
    return rows


def _flag(chance: random.Random, name: str) -> dict[str, object]:
    flag = chance.choice(("nrm", "at_risk", "professional", "in_care", "deal_line"))
    since, until = _span(chance)
    return {
        "id": name,
        "subject": chance.choice(ENDS["phone" if flag == "deal_line" else "person"]),
        "flag": flag,
        "value": chance.choice(VALUES.get(flag, ("",))),
        "start": since,
        "end": until,
        "report": chance.choice(REPORTS),
    }

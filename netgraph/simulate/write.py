"""Write an invented case as the contract's case files, and what is true of it as truth.csv.

Rows are put in order of their days, then by a drawn number, so that the order of rows and ids
says nothing about who is who. Text is made by the database engine, column by column.
"""

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netgraph.errors import OutputError
from netgraph.simulate.case import ENTITY_LETTERS, InventedCase
from netgraph.simulate.names import (
    COLOURS,
    DRAMA_NUMBERS,
    FEMALE,
    HANDLES,
    MAKES,
    MALE,
    STREETS,
    SURNAMES,
    TOWNS,
)
from netgraph.simulate.rows import EPOCH, NOTHING, UNKNOWN_BIRTH, Rows
from netgraph.simulate.world import World
from netgraph.tables import case_file

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.integer[Any]]

__all__ = ["UNKNOWN_BIRTH", "write_case", "write_truth"]

ALIAS_EVERY = 17
_LETTERS = tuple(ENTITY_LETTERS.values())
_UNIT = "ABDEFGHJLNPQRSTUWXYZ"


def write_case(
    folder: Path, case: InventedCase, births: "Numbers", random: "np.random.Generator"
) -> int:
    """Write all case files into a folder, made if it is not there. Gives the number of links.

    Raises:
        OutputError: The folder or a file cannot be written.
    """
    import duckdb

    con = duckdb.connect()
    try:
        con.execute("SET enable_progress_bar = false")
        folder.mkdir(parents=True, exist_ok=True)
        report_of = _register(con, case, births, random)
        for name, select in _SELECTS.items():
            con.execute(
                f"COPY ({select}) TO '{_quoted(folder / name)}.csv' (HEADER, DELIMITER ',')"
            )
        _write_text_tables(folder, case, report_of)
    except (OSError, duckdb.IOException) as error:
        raise OutputError(
            f"the case cannot be written to {folder}",
            hint="Is there room, and may you write there?",
        ) from error
    finally:
        con.close()
    return len(case.links)


def _write_text_tables(folder: Path, case: InventedCase, report_of: "Numbers") -> None:
    """Write the small tables that are kept as text; people, accounts and reports are numbers."""
    people = _width(case.population.people)
    accounts, reports = _width(len(case.accounts)), _width(len(case.reports))
    organisations = [
        (_id("g", number, _width(len(case.organisations))), name, kind)
        for number, (name, kind) in enumerate(case.organisations)
    ]
    handles = [
        (_id("n", number, accounts), platform, handle)
        for number, (platform, handle) in enumerate(case.accounts)
    ]
    orders = [
        (f"d{number + 1}", kind, _id("p", int(person), people), *rest)
        for number, (kind, person, *rest) in enumerate(case.orders)
    ]
    conditions = [
        (f"c{number + 1}", f"d{int(order) + 1}", *rest)
        for number, (order, *rest) in enumerate(case.conditions)
    ]
    posts = [
        (
            f"s{number + 1}",
            _id("n", int(account), accounts),
            posted,
            captured,
            text,
            coded,
            _id("r", int(report_of[int(report)]), reports),
        )
        for number, (account, posted, captured, text, coded, report) in enumerate(case.posts)
    ]
    for name, rows in (
        ("organisations", organisations),
        ("accounts", handles),
        ("orders", orders),
        ("conditions", conditions),
        ("order_steps", []),
        ("posts", posts),
    ):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(case_file(name).column_names)
            writer.writerows(rows)


def write_truth(folder: Path, world: World) -> None:
    """Write truth.csv: one row for each person and address with a part or a decoy's part."""
    rows = [
        ("id", "kind", "role", "decoy", "alpha_victim", "claims", "victim", "way", "line", "until")
    ]
    width = _width(world.population.people)
    places = _width(world.population.homes + len(world.population.places))
    for kind, parts, size in (
        ("person", world.people, width),
        ("address", world.addresses, places),
    ):
        for number, part in sorted(parts.items()):
            rows.append(
                (
                    _id(ENTITY_LETTERS[kind], number, size),
                    kind,
                    part.role,
                    part.decoy,
                    "yes" if part.alpha_victim else "no",
                    ";".join(part.claims),
                    part.victim,
                    part.way,
                    part.line,
                    date.fromordinal(EPOCH + part.until).isoformat() if part.until >= 0 else "",
                )
            )
    text = "\n".join(",".join(row) for row in rows)
    (folder / "truth.csv").write_text(text + "\n", encoding="utf-8", newline="\n")


def _id(letter: str, number: int, width: int) -> str:
    return f"{letter}{number + 1:0{width}d}"


def _width(count: int) -> int:
    return max(len(str(count)), 2)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _register(
    con: "duckdb.DuckDBPyConnection",
    case: InventedCase,
    births: "Numbers",
    random: "np.random.Generator",
) -> "Numbers":
    """Give the engine every table as columns of numbers, renumbered in the order of writing.

    Gives the new number of each report.
    """
    import numpy as np

    new = {
        "report": _places(case.reports.column("day"), random),
        "event": _places(case.events.column("day"), random),
        "phone": random.permutation(len(case.phones)),
        "vehicle": random.permutation(len(case.vehicles)),
    }
    kinds = list(ENTITY_LETTERS)
    links = {name: case.links.column(name) for name in case.links.columns}
    for side in ("from", "to"):
        for kind in ("event", "phone", "vehicle"):
            of_kind = links[f"{side}_kind"] == kinds.index(kind)
            links[side] = links[side].copy()
            links[side][of_kind] = new[kind][links[side][of_kind]]
    flags = {name: case.flags.column(name) for name in case.flags.columns}
    of_phone = flags["subject_kind"] == kinds.index("phone")
    flags["subject"] = flags["subject"].copy()
    flags["subject"][of_phone] = new["phone"][flags["subject"][of_phone]]
    day_of_link = np.where(
        links["start"] >= 0, links["start"], case.reports.column("day")[links["report"]]
    )
    tables: dict[str, tuple[dict[str, Numbers], Numbers]] = {
        "reports": (_columns(case.reports), new["report"]),
        "events": (_columns(case.events), new["event"]),
        "phones": (_columns(case.phones), new["phone"]),
        "vehicles": (_columns(case.vehicles), new["vehicle"]),
        "links": (links, _places(day_of_link, random)),
        "flags": (flags, _places(flags["start"], random)),
    }
    for name, (columns, place) in tables.items():
        if "report" in columns:
            known = columns["report"] >= 0
            columns["report"] = np.where(known, new["report"][columns["report"]], NOTHING)
        _hand_over(con, f"{name}_rows", {"n": place.astype(np.int32), **columns})
    _register_people(con, case, births)
    _register_words(con, case)
    return new["report"]


def _places(day: "Numbers", random: "np.random.Generator") -> "Numbers":
    """The place of each row when rows are put in order of day, then by a drawn number."""
    import numpy as np

    order = np.lexsort((random.permutation(len(day)), day))
    place = np.empty(len(day), np.int32)
    place[order] = np.arange(len(day), dtype=np.int32)
    return place


def _columns(rows: Rows) -> "dict[str, Numbers]":
    return {name: rows.column(name) for name in rows.columns}


def _hand_over(con: "duckdb.DuckDBPyConnection", name: str, columns: dict[str, Any]) -> None:
    import pandas as pd

    con.register("handed_over", pd.DataFrame(columns))
    con.execute(f"CREATE TABLE {name} AS SELECT * FROM handed_over ORDER BY n")
    con.unregister("handed_over")


def _register_people(
    con: "duckdb.DuckDBPyConnection", case: InventedCase, births: "Numbers"
) -> None:
    import numpy as np

    population = case.population
    _hand_over(
        con,
        "people_rows",
        {
            "n": np.arange(population.people),
            "surname": population.surname,
            "forename": population.forename % min(len(MALE), len(FEMALE)),
            "female": population.female,
            "birth": births,
        },
    )
    _hand_over(
        con,
        "homes_rows",
        {
            "n": np.arange(population.homes),
            "street": population.street,
            "number": population.number,
            "town": population.address_town,
            "lat": population.latitude,
            "lon": population.longitude,
        },
    )
    places = population.place_towns
    _hand_over(
        con,
        "places_rows",
        {
            "n": np.arange(population.homes, population.homes + len(places)),
            "line": [line for line, _ in population.places],
            "use": [use for _, use in population.places],
            "town": np.array(places, np.int32),
            "lat": [TOWNS[town].latitude for town in places],
            "lon": [TOWNS[town].longitude for town in places],
        },
    )


def _register_words(con: "duckdb.DuckDBPyConnection", case: InventedCase) -> None:
    """Small tables of words, and macros that turn numbers into them."""
    for name, texts in (
        ("words", case.words.texts),
        ("surnames", SURNAMES),
        ("male", MALE),
        ("female_names", FEMALE),
        ("streets", STREETS),
        ("towns", [town.name for town in TOWNS]),
        ("outcodes", [town.outcode for town in TOWNS]),
        ("handles", HANDLES),
        ("makes", MAKES),
        ("colours", COLOURS),
        ("letters", _LETTERS),
    ):
        con.execute(f"SET VARIABLE {name} = $1", [list(texts)])
    con.execute("SET VARIABLE units = $1", [list(_UNIT)])
    population = case.population
    widths = [
        _width(population.people),
        _width(population.homes + len(population.places)),
        _width(len(case.phones)),
        _width(len(case.vehicles)),
        _width(len(case.organisations)),
        _width(len(case.accounts)),
        _width(len(case.events)),
    ]
    con.execute("SET VARIABLE widths = $1", [widths])
    for name, rows in (("reports", case.reports), ("links", case.links), ("flags", case.flags)):
        con.execute(f"SET VARIABLE {name}_width = {_width(len(rows))}")
    con.execute("""
        CREATE MACRO word(code) AS getvariable('words')[code + 1];
        CREATE MACRO on_day(day) AS CASE WHEN day >= 0 THEN DATE '1970-01-01' + day END;
        CREATE MACRO numbered(letter, n, width) AS
            letter || lpad(CAST(n + 1 AS VARCHAR), width, '0');
        CREATE MACRO entity(kind, n) AS
            numbered(getvariable('letters')[kind + 1], n, getvariable('widths')[kind + 1]);
        CREATE MACRO report_id(n) AS
            CASE WHEN n >= 0 THEN numbered('r', n, getvariable('reports_width')) END;
    """)


_SELECTS = {
    "reports": """
        SELECT report_id(n) AS id, on_day(day) AS date, word(grade) AS grade,
               CASE WHEN origin >= 0 THEN word(origin) END AS origin, word(agency) AS agency,
               NULL AS handling, NULL AS marking
        FROM reports_rows ORDER BY n
    """,
    "people": f"""
        SELECT entity(0, n) AS id, getvariable('surnames')[surname + 1] AS surname,
               CASE WHEN female THEN getvariable('female_names')[forename + 1]
                    ELSE getvariable('male')[forename + 1] END AS forenames,
               CASE WHEN n % {ALIAS_EVERY} = 3
                    THEN getvariable('handles')[n % {len(HANDLES)} + 1] END AS aliases,
               CASE WHEN birth > {UNKNOWN_BIRTH} THEN DATE '1970-01-01' + birth END
                   AS date_of_birth,
               CASE WHEN female THEN 'F' ELSE 'M' END AS sex, NULL AS pnc_id, NULL AS cro
        FROM people_rows ORDER BY n
    """,
    "addresses": """
        SELECT entity(1, n) AS id, line, postcode, NULL AS uprn, lat, lon, use
        FROM (
            SELECT n, number || ' ' || getvariable('streets')[street + 1] || ', '
                       || getvariable('towns')[town + 1] AS line,
                   getvariable('outcodes')[town + 1] || ' ' || (1 + street % 9)
                       || getvariable('units')[1 + street % 19]
                       || getvariable('units')[1 + (n + town) % 19] AS postcode,
                   lat, lon, 'home' AS use
            FROM homes_rows
            UNION ALL
            SELECT n, line, getvariable('outcodes')[town + 1] || ' 1AA' AS postcode,
                   lat, lon, use
            FROM places_rows
        ) ORDER BY n
    """,
    "phones": f"""
        SELECT entity(2, n) AS id,
               CASE WHEN n < {DRAMA_NUMBERS} THEN printf('07700 900%03d', n)
                    ELSE printf('+44X%08d', n) END AS number,
               printf('35%013d', handset) AS imei
        FROM phones_rows ORDER BY n
    """,
    "vehicles": """
        SELECT entity(3, n) AS id, printf('ZZ99 %04d', n) AS vrm,
               getvariable('makes')[make + 1] AS make,
               getvariable('colours')[colour + 1] AS colour
        FROM vehicles_rows ORDER BY n
    """,
    "events": """
        SELECT entity(6, n) AS id, word(type) AS type,
               CASE WHEN minute >= 0
                    THEN strftime(on_day(day) + to_minutes(minute), '%Y-%m-%dT%H:%M:%S')
                    ELSE CAST(on_day(day) AS VARCHAR) END AS start,
               NULL AS end, report_id(report) AS report, NULL AS basis,
               CASE WHEN detail >= 0 THEN word(detail) END AS detail
        FROM events_rows ORDER BY n
    """,
    "links": """
        SELECT numbered('l', n, getvariable('links_width')) AS id, word(kind) AS kind,
               entity(from_kind, "from") AS "from", entity(to_kind, "to") AS "to",
               on_day(start) AS start, on_day("end") AS end,
               CASE WHEN count >= 0 THEN count END AS count, report_id(report) AS report,
               CASE WHEN basis >= 0 THEN word(basis) END AS basis,
               CASE WHEN detail >= 0 THEN word(detail) END AS detail
        FROM links_rows ORDER BY n
    """,
    "flags": """
        SELECT numbered('f', n, getvariable('flags_width')) AS id,
               entity(subject_kind, subject) AS subject, word(flag) AS flag,
               CASE WHEN value >= 0 THEN word(value) END AS value, on_day(start) AS start,
               on_day("end") AS end, report_id(report) AS report, NULL AS basis
        FROM flags_rows ORDER BY n
    """,
}

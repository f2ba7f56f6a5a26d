"""Each kind of identifier with published and hand-worked vectors; what fails is kept and not used."""

import string

import pytest

from netgraph.intake.identifiers import IDENTIFIERS, identify
from tests.conftest import CaseMaker

TABLES = {
    "pnc_id": ("people", "pnc_id"),
    "cro": ("people", "cro"),
    "phone_number": ("phones", "number"),
    "imei": ("phones", "imei"),
    "vrm": ("vehicles", "vrm"),
    "postcode": ("addresses", "postcode"),
    "uprn": ("addresses", "uprn"),
}

# Kind, text as written, normal form.
SOUND = [
    ("pnc_id", "1999/0123456X", "1999/0123456X"),
    ("pnc_id", "99/123456X", "1999/0123456X"),
    ("pnc_id", "1999/1234567B", "1999/1234567B"),
    ("pnc_id", "20/9N", "2020/" + "0000009N"),
    ("pnc_id", "21/9999M", "2021/" + "0009999M"),
    ("pnc_id", "2024/0001234F", "2024/0001234F"),
    ("pnc_id", "2024 / 1234f", "2024/0001234F"),
    ("cro", "123456/99L", "123456/99L"),
    ("cro", "1234/88P", "001234/88P"),
    ("cro", "1/11X", "000001/11X"),
    ("cro", "SF88/1234P", "SF88/001234P"),
    ("cro", "sf11/1x", "SF11/000001X"),
    ("phone_number", "07700 900123", "+447700900123"),
    ("phone_number", "+44 (0)7700-900-123", "+447700900123"),
    ("phone_number", "0044 7700 900123", "+447700900123"),
    ("phone_number", "447700900123", "+447700900123"),
    ("phone_number", "(020) 7946 0000", "+442079460000"),
    ("phone_number", "01632 960123", "+441632960123"),
    ("phone_number", "+1 202 555 0100", "+12025550100"),
    ("phone_number", "001 202 555 0100", "+12025550100"),
    ("imei", "490154203237518", "49015420323751"),
    ("imei", "49-015420-323751-8", "49015420323751"),
    ("vrm", "zz99 zzz", "ZZ99ZZZ"),
    ("vrm", "Z999 ZZZ", "Z999ZZZ"),
    ("vrm", "ZZZ 999Z", "ZZZ999Z"),
    ("vrm", "1 ZZ", "1ZZ"),
    ("vrm", "ZIZ 9999", "ZIZ9999"),
    ("vrm", "999 D 999", "999D999"),
    ("postcode", "cm991aa", "CM99 1AA"),
    ("postcode", "CM99  1AA", "CM99 1AA"),
    ("postcode", "GIR 0AA", "GIR 0AA"),
    ("uprn", "000100012345", "100012345"),
]

# Kind, text as written, why it is not verified.
NOT_SOUND = [
    ("pnc_id", "1999/1234567A", "the check letter does not fit"),
    ("pnc_id", "20/9Z", "the check letter does not fit"),
    ("pnc_id", "19991234567B", "not year, stroke, serial number and letter"),
    ("cro", "123456/99M", "the check letter does not fit"),
    ("cro", "SF88/1234X", "the check letter does not fit"),
    ("cro", "none", "neither serial number, stroke, year and letter, nor SF and the like"),
    ("phone_number", "7700900123", "neither 0 nor a country code before it"),
    ("phone_number", "070 0000" + " 0000", "a personal or pager number"),
    ("phone_number", "+999 123456", "not a possible number of that country"),
    ("phone_number", "900123", "a short number, or without area code"),
    ("phone_number", "077009" + "0012", "not the length of a number"),
    ("phone_number", "withheld", "not a number"),
    ("imei", "490154203237517", "the check digit does not fit"),
    ("imei", "490154203237510", "no check digit, as in call data"),
    ("imei", "49015420323751", "no check digit, as in call data"),
    ("imei", "4901542032375101", "no check digit, as in an IMEISV"),
    ("imei", "handset", "not fifteen digits"),
    ("vrm", "ZZ99 0000", "not a shape of the United Kingdom"),
    ("postcode", "Q1" + " 1AA", "not the shape of a postcode"),
    ("postcode", "N7 7CA", "not the shape of a postcode"),
    ("postcode", "ZZ99 9ZZ", "not the shape of a postcode"),
    ("uprn", "0", "not one to twelve digits"),
    ("uprn", "1234567890123", "not one to twelve digits"),
]


@pytest.fixture
def read(case: CaseMaker):
    """Entity ids by kind of identifier, and the rows of the table ``identifiers``."""

    def run(texts: list[tuple[str, str]]) -> dict[tuple[str, str], tuple[str | None, ...]]:
        tables: dict[str, list[str]] = {}
        for place, (kind, text) in enumerate(texts):
            table, column = TABLES[kind]
            header = {"people": "pnc_id,cro", "phones": "number,imei", "vehicles": "vrm"}
            columns = header.get(table, "postcode,uprn").split(",")
            cells = [f'"{text}"' if each == column else "" for each in columns]
            rows = tables.setdefault(table, [f"id,{','.join(columns)}"])
            rows.append(f"{table[0]}{place},{','.join(cells)}")
        con = case(**{table: "\n".join(rows) for table, rows in tables.items()})
        identify(con)
        found = con.execute("SELECT kind, text, normal, why_not, candidate FROM identifiers")
        return {(kind, text): tuple(rest) for kind, text, *rest in found.fetchall()}

    return run


def test_a_sound_identifier_is_verified_in_its_normal_form(read):
    found = read([(kind, text) for kind, text, _ in SOUND])

    assert {key: normal for key, (normal, *_) in found.items()} == {
        (kind, text): normal for kind, text, normal in SOUND
    }
    assert all(why_not is None for _, why_not, _ in found.values())


def test_what_fails_its_check_is_kept_as_written_and_has_no_normal_form(read):
    found = read([(kind, text) for kind, text, _ in NOT_SOUND])

    assert {key: (normal, why_not) for key, (normal, why_not, _) in found.items()} == {
        (kind, text): (None, why_not) for kind, text, why_not in NOT_SOUND
    }


def test_one_mistyped_figure_never_gives_the_normal_form_of_another(read):
    right = "1999/1234567B"
    mistyped = [
        ("pnc_id", right[:place] + figure + right[place + 1 :])
        for place in range(5, 12)
        for figure in string.digits
        if figure != right[place]
    ]

    assert {normal for normal, *_ in read(mistyped).values()} == {None}


def test_letters_and_figures_that_look_alike_are_offered_and_not_exchanged(read):
    [(normal, why_not, candidate)] = read([("vrm", "ZZO1 ZZ0")]).values()

    assert normal is None
    assert why_not == "not a shape of the United Kingdom, unless O and 0 or I and 1 were exchanged"
    assert candidate == "ZZ01ZZO"


def test_every_kind_has_a_vector_of_both_sorts():
    assert {kind for kind, *_ in SOUND} == {kind for kind, *_ in NOT_SOUND} == {*IDENTIFIERS}


def test_the_table_says_whose_and_can_be_made_again(case: CaseMaker):
    con = case(phones="id,number\nt1,07700 900123\nt2,0\nt3,")
    for _ in range(2):
        identify(con)

    assert con.execute("SELECT * FROM identifiers ORDER BY entity").fetchall() == [
        ("t1", "phone_number", "07700 900123", "+447700900123", True, None, None),
        ("t2", "phone_number", "0", None, False, "a short number, or without area code", None),
    ]

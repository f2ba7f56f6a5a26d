"""Everybody in this repository is invented: nobody can be telephoned, written to or looked up."""

import re
from collections.abc import Iterator

import pytest

from tests.project_files import project_texts

# Kept free for drama by the regulator. SOURCE: [ofcom-drama-numbers].
DRAMA_NUMBERS = (r"7700900\d{3}", r"1632960\d{3}", r"2079460\d{3}")

# Postcode districts that are given to no address. SOURCE: [postcode-districts].
INVENTED_DISTRICTS = ("CM99", "CO99", "SS99", "ZZ99")

# Identifiers that others published as vectors for their check letters: nobody's.
# SOURCE: [moj-identifier-vectors].
PUBLISHED_VECTORS = {
    "1999/0123456X", "99/123456X", "1999/1234567B", "20/9N", "21/9999M", "2024/0001234F",
    "1999/1234567A", "20/9Z", "123456/99L", "1234/88P", "1/11X",
}  # fmt: skip

# Endings of mail addresses that lead nowhere.
NOWHERE = re.compile(r"@([a-z0-9-]+\.)*example(\.(org|com|net))?$|@[a-z0-9.-]+\.(invalid|test)$")

PHONE = re.compile(
    r"(?<![\w./-])(?:\+44|0044|0)[ -]?(?:\(0\))?((?:[1237][ -]?)(?:\d[ -]?){8,9})(?![\w/-])"
)
POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[ABD-HJLNP-UW-Z]{2})\b")
PNC = re.compile(r"(?<![\w/])((?:19|20)?\d{2}/\d{1,7}[A-HJ-NP-RT-Z])\b")
MAIL = re.compile(r"[A-Za-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")

PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def lines() -> Iterator[tuple[str, str]]:
    for name, text in project_texts():
        for number, line in enumerate(text.splitlines(), start=1):
            yield f"{name}:{number}", line


def is_drama(number: str) -> bool:
    digits = re.sub(r"\D", "", number)
    return any(re.fullmatch(pattern, digits) for pattern in DRAMA_NUMBERS)


def has_right_letter(pnc: str) -> bool:
    """True if the check letter fits, so that the identifier could be somebody's."""
    year, serial = pnc[:-1].split("/")
    return pnc[-1] == PNC_LETTERS[int(year[-2:] + serial.zfill(7)) % 23]


def test_nobody_can_be_telephoned():
    found = [
        (where, each)
        for where, line in lines()
        for each in PHONE.findall(line)
        if not is_drama(each)
    ]

    assert found == []


def test_nobody_can_be_written_to():
    found = [
        (where, " ".join(each))
        for where, line in lines()
        for each in POSTCODE.findall(line)
        if each[0] not in INVENTED_DISTRICTS
    ]

    assert found == []


def test_nobody_can_be_mailed():
    found = [
        (where, each)
        for where, line in lines()
        for each in MAIL.findall(line)
        if not NOWHERE.search(each)
    ]

    assert found == []


def test_nobody_can_be_looked_up():
    found = [
        (where, each)
        for where, line in lines()
        for each in PNC.findall(line)
        if each not in PUBLISHED_VECTORS and has_right_letter(each)
    ]

    assert found == []


@pytest.mark.parametrize(
    ("number", "drama"),
    [
        ("7700 900123", True),
        ("7700 900 999", True),
        ("1632 960001", True),
        ("20 7946 0001", True),
        ("7911 123" + "456", False),
        ("20 7219 " + "3000", False),
    ],
)
def test_numbers_kept_for_drama_are_told_from_others(number, drama):
    assert is_drama(number) == drama


def test_the_search_for_numbers_finds_them_however_they_are_written():
    for written in ("+447700900123", "07700 900 123", "(020 7946 0001)", "0044 7700 900123"):
        assert len(PHONE.findall(written)) == 1


def test_the_check_letter_is_worked_out_as_published():
    assert has_right_letter("1999/1234567B")
    assert not has_right_letter("1999/1234567A")

"""Telephone numbers as E.164 (``+447700900123``).

Numbers of the United Kingdom are read here, by their shape: those that Ofcom keeps for drama are
possible numbers too. Those of other countries are read by the library ``phonenumbers``, each
different text once. A number without its leading 0 is not guessed.
"""

from collections.abc import Sequence

from netgraph.intake.identifiers.form import Form

__all__ = ["PHONE"]

# Mobiles without 070 (personal numbers) and 076 (pagers, save 07624 of the Isle of Man), then
# geographic and other numbers. SOURCE: [ofcom-numbering].
_UNITED_KINGDOM = (
    "7(?:[1-57-9][0-9]{8}|624[0-9]{6})|1[0-9]{8,9}|2[0-9]{9}|3[0-9]{9}|5[56][0-9]{8}"
    "|80[0-9]{7,8}|8[47][0-9]{8}|9[0-9]{9}"
)

# Everything that people put between digits; the 0 in brackets after a country code as well.
_CLEAN = "regexp_replace(replace(text, '(0)', ''), '[\\s\\x{a0}().\\x{2010}-\\x{2015}/-]', '', 'g')"


def _abroad(numbers: Sequence[str]) -> list[str | None]:
    """E.164 of numbers with a country code, None where no such number is possible."""
    import phonenumbers

    found: list[str | None] = []
    for number in numbers:
        try:
            parsed = phonenumbers.parse(number, None)
        except phonenumbers.NumberParseException:
            found.append(None)
            continue
        possible = phonenumbers.is_possible_number(parsed)
        kind = phonenumbers.PhoneNumberFormat.E164
        found.append(phonenumbers.format_number(parsed, kind) if possible else None)
    return found


PHONE = Form(
    (
        ("clean", _CLEAN),
        (
            "national",
            "CASE WHEN regexp_full_match(clean, '(?:[+]44|0044)0?[1-9][0-9]{8,9}') "
            "THEN regexp_extract(clean, '(?:[+]44|0044)0?([1-9][0-9]{8,9})', 1) "
            "WHEN regexp_full_match(clean, '0[1-9][0-9]{8,9}') THEN substr(clean, 2) "
            "WHEN regexp_full_match(clean, '44[1-357-9][0-9]{9}') THEN substr(clean, 3) END",
        ),
        (
            "normal",
            f"CASE WHEN regexp_full_match(national, '{_UNITED_KINGDOM}') "
            "THEN concat('+44', national) END",
        ),
        (
            "asked",
            "CASE WHEN national IS NULL AND regexp_full_match(clean, '(?:[+]|00)[1-9][0-9]{5,14}') "
            "THEN concat('+', ltrim(clean, '+0')) END",
        ),
        (
            "why_not",
            "CASE WHEN regexp_full_match(national, '7[06][0-9]{8}') THEN 'a personal or pager number' "
            "WHEN asked IS NOT NULL THEN 'not a possible number of that country' "
            "WHEN regexp_full_match(clean, '[1-9][0-9]{8,9}') "
            "THEN 'neither 0 nor a country code before it' "
            "WHEN regexp_full_match(clean, '[0-9]{1,7}') THEN 'a short number, or without area code' "
            "WHEN regexp_full_match(clean, '[+]?[0-9]+') THEN 'not the length of a number' "
            "ELSE 'not a number' END",
        ),
    ),
    library=_abroad,
)

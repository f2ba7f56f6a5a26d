"""PNC identifiers (``1999/0123456X``) and CRO numbers (``123456/99L``, ``SF88/1234P``).

Both end in a letter that is worked out from year and serial number: a mistyped digit shows.
"""

from netgraph.intake.identifiers.form import Form

__all__ = ["CRO", "PNC"]

# The check letter is the one at the remainder of year and serial by 23; no I, O and S.
# SOURCE: [moj-identifier-vectors].
_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"

# A year of two digits up to this is of this century, any other of the last; the Police National
# Computer began in 1974. SOURCE: [decision-0018].
_LATEST_SHORT_YEAR = 49

_CLEAN = "upper(regexp_replace(text, '[\\s\\x{a0}]', '', 'g'))"
_LETTER_DOES_NOT_FIT = "the check letter does not fit"


def _check(digits: str) -> str:
    """SQL: the letter that belongs to year and serial, given as digits in one text."""
    return f"substr('{_LETTERS}', (TRY_CAST({digits} AS BIGINT) % {len(_LETTERS)} + 1)::BIGINT, 1)"


PNC = Form(
    (
        ("clean", _CLEAN),
        ("shaped", "regexp_full_match(clean, '(?:[0-9]{2}|[0-9]{4})/[0-9]{1,7}[A-Z]')"),
        ("year", "split_part(clean, '/', 1)"),
        ("serial", "lpad(regexp_extract(clean, '/([0-9]{1,7})', 1), 7, '0')"),
        ("fits", f"shaped AND right(clean, 1) = {_check('concat(right(year, 2), serial)')}"),
        ("century", f"CASE WHEN year <= '{_LATEST_SHORT_YEAR}' THEN '20' ELSE '19' END"),
        ("full_year", "CASE WHEN length(year) = 2 THEN concat(century, year) ELSE year END"),
        ("normal", "CASE WHEN fits THEN concat(full_year, '/', serial, right(clean, 1)) END"),
        (
            "why_not",
            f"CASE WHEN shaped THEN '{_LETTER_DOES_NOT_FIT}' "
            "ELSE 'not year, stroke, serial number and letter' END",
        ),
    )
)

CRO = Form(
    (
        ("clean", _CLEAN),
        ("file_only", "regexp_full_match(clean, 'SF[0-9]{2}/[0-9]{1,6}[A-Z]')"),
        ("shaped", "file_only OR regexp_full_match(clean, '[0-9]{1,6}/[0-9]{2}[A-Z]')"),
        (
            "year",
            "CASE WHEN file_only THEN substr(clean, 3, 2) "
            "ELSE left(split_part(clean, '/', 2), 2) END",
        ),
        # The serial of a file-only number is filled up with zeros too: the published vectors say so.
        (
            "serial",
            "lpad(CASE WHEN file_only THEN regexp_extract(clean, '/([0-9]{1,6})', 1) "
            "ELSE split_part(clean, '/', 1) END, 6, '0')",
        ),
        ("fits", f"shaped AND right(clean, 1) = {_check('concat(year, serial)')}"),
        (
            "normal",
            "CASE WHEN fits AND file_only THEN concat('SF', year, '/', serial, right(clean, 1)) "
            "WHEN fits THEN concat(serial, '/', year, right(clean, 1)) END",
        ),
        (
            "why_not",
            f"CASE WHEN shaped THEN '{_LETTER_DOES_NOT_FIT}' "
            "ELSE 'neither serial number, stroke, year and letter, nor SF and the like' END",
        ),
    )
)

"""IMEI: the number of a handset, fourteen digits and a check digit (Luhn).

Call data often gives fourteen digits and a 0, an IMEISV fourteen and a version of two: nothing in
these shows a mistyped digit, so they are not verified.
"""

from netgraph.intake.identifiers.form import Form

__all__ = ["IMEI"]

_DIGITS = 14


def _luhn() -> str:
    """SQL: the sum of the first fourteen digits, every second one doubled and cast out by nines."""
    digits = [f"TRY_CAST(substr(clean, {place}, 1) AS INTEGER)" for place in range(1, _DIGITS + 1)]
    plain = " + ".join(digits[::2])
    doubled = " + ".join(f"({digit} * 2) // 10 + ({digit} * 2) % 10" for digit in digits[1::2])
    return f"{plain} + {doubled}"


IMEI = Form(
    (
        ("clean", "regexp_replace(text, '[\\s\\x{a0}/-]', '', 'g')"),
        ("whole", "regexp_full_match(clean, '[0-9]{15}')"),
        ("check_digit", f"CASE WHEN whole THEN (10 - ({_luhn()}) % 10) % 10 END"),
        ("fits", "whole AND right(clean, 1) = check_digit::VARCHAR"),
        ("normal", f"CASE WHEN fits THEN left(clean, {_DIGITS}) END"),
        (
            "why_not",
            "CASE WHEN regexp_full_match(clean, '[0-9]{14}0?') THEN 'no check digit, as in call data' "
            "WHEN regexp_full_match(clean, '[0-9]{16}') THEN 'no check digit, as in an IMEISV' "
            "WHEN whole THEN 'the check digit does not fit' ELSE 'not fifteen digits' END",
        ),
    )
)

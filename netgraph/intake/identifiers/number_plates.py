"""Registration marks of vehicles, in the shapes that the United Kingdom has given out.

A mark of another shape may be foreign, or misread. O and 0, I and 1 are never exchanged by
themselves: where that would make a mark of today's shape, it is offered as a candidate.
"""

from netgraph.intake.identifiers.form import Form

__all__ = ["NUMBER_PLATE"]

# Current, prefix, suffix, dateless (Northern Ireland with them), diplomatic. SOURCE: [vrm-shapes].
_SHAPES = (
    "[A-Z]{2}[0-9]{2}[A-Z]{3}",
    "[A-Z][0-9]{1,3}[A-Z]{3}",
    "[A-Z]{3}[0-9]{1,3}[A-Z]",
    "[0-9]{1,4}[A-Z]{1,2}",
    "[0-9]{1,3}[A-Z]{1,3}",
    "[A-Z]{1,2}[0-9]{1,4}",
    "[A-Z]{1,3}[0-9]{1,4}",
    "[0-9]{3}[DX][0-9]{3}",
)

_LETTERS_READ = "translate({}, '01', 'OI')"
_DIGITS_READ = "translate({}, 'OI', '01')"

NUMBER_PLATE = Form(
    (
        ("clean", "upper(regexp_replace(text, '[\\s\\x{a0}-]', '', 'g'))"),
        ("normal", f"CASE WHEN regexp_full_match(clean, '{'|'.join(_SHAPES)}') THEN clean END"),
        (
            "exchanged",
            "concat("
            + _LETTERS_READ.format("left(clean, 2)")
            + ", "
            + _DIGITS_READ.format("substr(clean, 3, 2)")
            + ", "
            + _LETTERS_READ.format("substr(clean, 5)")
            + ")",
        ),
        (
            "candidate",
            f"CASE WHEN regexp_full_match(exchanged, '{_SHAPES[0]}') THEN exchanged END",
        ),
        (
            "why_not",
            "CASE WHEN candidate IS NOT NULL THEN 'not a shape of the United Kingdom, unless O and 0 or I and 1 were exchanged' "
            "ELSE 'not a shape of the United Kingdom' END",
        ),
    )
)

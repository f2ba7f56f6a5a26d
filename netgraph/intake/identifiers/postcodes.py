"""Postcodes of the United Kingdom by their shape; whether one is in use is not known here."""

from netgraph.intake.identifiers.form import Form

__all__ = ["POSTCODE"]

# SOURCE: [bs7666-postcode].
_SHAPE = (
    "GIR0AA|(?:[A-PR-UWYZ][0-9]{1,2}|[A-PR-UWYZ][A-HK-Y][0-9]{1,2}|[A-PR-UWYZ][0-9][A-HJKPSTUW]"
    "|[A-PR-UWYZ][A-HK-Y][0-9][ABEHMNPRVWXY])[0-9][ABD-HJLNP-UW-Z]{2}"
)

POSTCODE = Form(
    (
        ("clean", "upper(regexp_replace(text, '[\\s\\x{a0}]', '', 'g'))"),
        (
            "normal",
            f"CASE WHEN regexp_full_match(clean, '{_SHAPE}') "
            "THEN concat(left(clean, -3), ' ', right(clean, 3)) END",
        ),
        ("why_not", "'not the shape of a postcode'"),
    )
)

"""UPRN: the number of a property, up to twelve digits, without a check digit."""

from netgraph.intake.identifiers.form import Form

__all__ = ["UPRN"]

UPRN = Form(
    (
        (
            "normal",
            "CASE WHEN regexp_full_match(text, '[0-9]{1,12}') THEN nullif(ltrim(text, '0'), '') END",
        ),
        ("why_not", "'not one to twelve digits'"),
    )
)

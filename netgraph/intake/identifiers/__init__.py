"""Identifiers: what a person, phone, vehicle or address is known by outside this case.

The contract's columns keep them as written. Beside that, ``identify`` makes a table ``identifiers``
of every one with its normal form, if it passes the check of its kind. **Only a verified identifier
has a normal form**, so that what joins on it never joins on a mistyped one.
"""

from netgraph.intake.identifiers.table import IDENTIFIERS, count_identifiers, identify

__all__ = ["IDENTIFIERS", "count_identifiers", "identify"]

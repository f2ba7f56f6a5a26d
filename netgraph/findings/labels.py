"""What people read beside an id: a person's name, a home's address; the id where nothing is known."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

__all__ = ["labels"]

# What names a thing of each kind; parts that are empty are left out.
_LABELS = {
    "people": "concat_ws(' ', nullif(trim(forenames), ''), nullif(trim(surname), ''))",
    "addresses": "concat_ws(', ', nullif(trim(line), ''), nullif(trim(postcode), ''))",
    "phones": "coalesce(number, '')",
    "vehicles": "coalesce(vrm, '')",
    "organisations": "coalesce(name, '')",
    "accounts": "concat_ws(' ', platform, handle)",
    "events": "concat_ws(' ', replace(type, '_', ' '), start_day)",
}


def labels(con: "duckdb.DuckDBPyConnection", ids: Iterable[str]) -> dict[str, str]:
    """Label of each of those ids, whatever its kind; an unknown id or empty label is the id."""
    wanted = sorted(set(ids))
    parts = " UNION ALL ".join(
        f"SELECT id, {label} AS label FROM {table} WHERE id IN (SELECT unnest($ids))"
        for table, label in _LABELS.items()
    )
    found = dict(con.execute(parts, {"ids": wanted}).fetchall())
    return {each: found.get(each) or each for each in wanted}

"""Splink adds up the weights: on its own DuckDB in memory, so that it never touches the store."""

from typing import TYPE_CHECKING

from netgraph.matching.model import Field, Model

if TYPE_CHECKING:
    import duckdb
    from splink import SettingsCreator

__all__ = ["score", "settings"]

# Where nothing is known of two records, nothing is added: even odds have the weight 0.
_NO_PRIOR = 0.5


def score(
    con: "duckdb.DuckDBPyConnection", model: Model, tables: tuple[str, str], threshold: float
) -> list[tuple[str, str, float, tuple[int, ...]]]:
    """The pairs whose weights sum up to the threshold or more, in the order of their ids.

    ``tables`` are, on ``con``, the records (``id`` and the columns of the model) and the pairs to
    compare (``a``, ``b``). Gives both ids, the sum, and the place of each field's level (-1: nothing
    to compare).
    """
    import duckdb
    from splink import DuckDBAPI, Linker

    records, pairs = tables
    [(amount,)] = con.execute(f"SELECT count(*) FROM {pairs}").fetchall()
    if not amount:
        return []
    columns = sorted({each for field in model.fields for each in field.columns})
    chosen = con.sql(
        f"SELECT id AS unique_id, {', '.join(columns)} FROM {records} "
        f"WHERE id IN (SELECT a FROM {pairs} UNION SELECT b FROM {pairs}) ORDER BY id"
    ).to_arrow_table()
    blocked = con.sql(
        f"SELECT '0' AS match_key, a AS join_key_l, b AS join_key_r FROM {pairs} ORDER BY a, b"
    ).to_arrow_table()
    own = duckdb.connect(":memory:")
    try:
        database = DuckDBAPI(own)
        linker = Linker(database.register(chosen), settings(model), log_level=None)
        linker.table_management.register_blocked_pairs_for_predict(database.register(blocked))
        found = linker.inference.predict(
            threshold_match_weight=threshold - 0.5, warning_mode="never"
        )
        own.execute(f"CREATE TABLE scored AS SELECT * FROM {found.physical_name}")
        levels = ", ".join(f"gamma_{field.name}" for field in model.fields)
        rows = own.execute(
            f"SELECT unique_id_l, unique_id_r, {levels} FROM scored "
            "ORDER BY unique_id_l, unique_id_r"
        ).fetchall()
    finally:
        own.close()
    return _summed(model, rows, threshold)


def _summed(
    model: Model, rows: list[tuple[object, ...]], threshold: float
) -> list[tuple[str, str, float, tuple[int, ...]]]:
    """The places of levels, and the sum of the weights that are shown for them."""
    found = []
    for a, b, *gammas in rows:
        places = tuple(
            -1 if gamma == -1 else len(field.levels) - 1 - int(str(gamma))
            for field, gamma in zip(model.fields, gammas, strict=True)
        )
        total = sum(
            field.levels[place].weight
            for field, place in zip(model.fields, places, strict=True)
            if place >= 0
        )
        if round(total, 1) >= threshold:
            found.append((str(a), str(b), round(total, 1), places))
    return found


def settings(model: Model) -> "SettingsCreator":
    """The model as Splink reads it, every share as stated."""
    from splink import SettingsCreator

    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(field) for field in model.fields],
        probability_two_random_records_match=_NO_PRIOR,
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=False,
    )


def _comparison(field: Field) -> dict[str, object]:
    """One field as Splink's dictionary of levels."""
    levels: list[dict[str, object]] = [
        {
            "sql_condition": field.absent,
            "label_for_charts": "nothing to compare",
            "is_null_level": True,
        }
    ]
    levels += [
        {
            "sql_condition": level.condition or "ELSE",
            "label_for_charts": level.words,
            "m_probability": level.m,
            "u_probability": level.u,
        }
        for level in field.levels
    ]
    return {"output_column_name": field.name, "comparison_levels": levels}

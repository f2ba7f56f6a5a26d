"""Where one claim comes from: which row of which file, which report and grade, when, by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from netgraph.errors import UnknownId
from netgraph.records import ImportRecord, ReportEvidence
from netgraph.store.effects import standing
from netgraph.tables import PROVENANCE, table_columns
from netgraph.vocabulary import CASE_FILES

if TYPE_CHECKING:
    import duckdb

__all__ = ["Claim", "Version", "claim"]

# Columns that say the same as another one does, in another form.
_TWICE = ("grade_original", "source", "information", "handling_code")


@dataclass(frozen=True, slots=True)
class Version:
    """What one import said under an id, where it stood, and whether it is what is shown.

    ``state`` is ``shown``, or says why it is not; ``said`` are the filled columns.
    """

    version: int
    state: str
    file: str
    line: int
    import_id: int
    imported_at: str
    imported_by: str
    source: str
    mapping: str
    sha256: str
    said: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """All that the store holds under one id, the newest version first, with the report behind it."""

    id: str
    table: str
    report: ReportEvidence | None
    versions: tuple[Version, ...]


def claim(
    con: "duckdb.DuckDBPyConnection",
    each: str,
    imports: Sequence[ImportRecord],
    decisions: Sequence[dict[str, str]],
) -> Claim:
    """Where what is held under an id comes from.

    Raises:
        UnknownId: Nothing was ever imported under that id.
    """
    for file in CASE_FILES:
        rows = con.execute(
            f"SELECT * FROM kept.{file.name} WHERE id = $id ORDER BY version DESC", {"id": each}
        )
        names = [column[0] for column in rows.description or ()]
        held = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
        if held:
            shown = con.execute(
                f"SELECT version FROM {file.name} WHERE id = $id", {"id": each}
            ).fetchall()
            states = _States([row[0] for row in shown], held[0]["version"], decisions)
            versions = tuple(
                _version(file.name, row, states, imports[row["import_id"] - 1]) for row in held
            )
            return Claim(each, file.name, _report(con, held[0].get("report")), versions)
    raise UnknownId(
        f"nothing in this store has the id {each!r}",
        hint="Give the id of a link, flag, event, report, person … as find and explain print it.",
    )


class _States:
    """Why a version is shown, or is not."""

    def __init__(
        self, shown: Sequence[int], latest: int, decisions: Sequence[dict[str, str]]
    ) -> None:
        self._shown = shown
        self._latest = latest
        self._by: dict[tuple[str, str], int] = {
            (each["what"], each["about"]): number
            for number, each in standing(decisions)
            if each.get("what") in ("withdraw", "undo")
        }

    def of(self, table: str, row: Mapping[str, Any]) -> str:
        if row["version"] in self._shown:
            return "shown"
        report = row["id"] if table == "reports" else row.get("report")
        by_import = self._by.get(("undo", f"i{row['import_id']}"))
        by_report = self._by.get(("withdraw", str(report)))
        if by_import is not None:
            return f"not shown: import {row['import_id']} is undone (decision d{by_import})"
        if row["version"] != self._latest:
            return f"not shown: replaced by version {row['version'] + 1}"
        if by_report is not None:
            return f"not shown: report {report} is withdrawn (decision d{by_report})"
        return "not shown: it names something that is left out, or is read under another id"


def _version(table: str, row: Mapping[str, Any], states: _States, record: ImportRecord) -> Version:
    digests = dict(record.files)
    said = tuple(
        (name, _text(row[name]))
        for name, _ in table_columns(table)[: -len(PROVENANCE)]
        if name not in _TWICE and row[name] not in (None, [])
    )
    return Version(
        row["version"],
        states.of(table, row),
        row["source_file"],
        row["source_line"],
        record.id,
        record.imported_at,
        record.imported_by,
        record.source,
        record.mapping,
        digests.get(row["source_file"], ""),
        said,
    )


def _text(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _report(con: "duckdb.DuckDBPyConnection", report: str | None) -> ReportEvidence | None:
    """The report behind a claim, with its grade as counted and as written; also a withdrawn one."""
    rows = con.execute(
        "SELECT id, date, grade, coalesce(grade_original, grade), coalesce(origin, ''), "
        "coalesce(agency, ''), coalesce(handling, ''), coalesce(marking, '') "
        "FROM kept.reports WHERE id = $id ORDER BY version DESC LIMIT 1",
        {"id": report},
    ).fetchall()
    made: list[tuple[str, date, str, str, str, str, str, str]] = rows
    return ReportEvidence(*made[0]) if made else None

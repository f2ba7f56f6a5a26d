"""Files of another shape, through a mapping, become the same raw tables as case files.

Everything runs as SQL over columns. A row that several rules say alike is handed on once; the
ids come from the mapping's templates, so a second import of the same files changes nothing.
What does not fit is counted by reason, and the notes say so.
"""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.errors import MappingError
from netgraph.sources.csv_rows import literal, quoted
from netgraph.sources.mapped_columns import named_columns
from netgraph.sources.mapped_files import (
    FoundFile,
    ReadFile,
    find_files,
    given_files,
    read_files,
)
from netgraph.sources.mapped_sql import (
    distinct_sql,
    joined_sql,
    judgement_sql,
    rule_sql,
    wide_sql,
)
from netgraph.sources.mapping import FileRules, Mapping, load_mapping
from netgraph.sources.raw import SCRATCH, RawSources, RawTable
from netgraph.sources.stated import Stated
from netgraph.sources.tabled import as_tables
from netgraph.tables import case_file
from netgraph.vocabulary import CASE_FILES

if TYPE_CHECKING:
    import duckdb

__all__ = ["open_mapped"]

_NOTHING_STATED = Stated()


def open_mapped(
    paths: Sequence[Path],
    mapping_name: str,
    con: "duckdb.DuckDBPyConnection",
    progress: Callable[[int, int, str], None],
    stated: Stated = _NOTHING_STATED,
) -> RawSources:
    """Read the files that a mapping names and hand on its rows, one raw table a contract table.

    Args:
        paths: Files, and folders in which the mapping finds its files by their names.
        mapping_name: Name of a shipped mapping, or path of a TOML file.
        con: Connection with the scratch database attached.
        progress: Told how many of the kinds of file are read.
        stated: The report that links rest on, and the authority under which a device is read.

    Raises:
        MappingError: The mapping is wrong, or a file or column that it names is not there.
        CaseError: A file cannot be read.
    """
    mapping = load_mapping(mapping_name, stated.report)
    _check_report(mapping)
    with tempfile.TemporaryDirectory(prefix="netgraph-") as folder:
        scratch = Path(folder)
        given, plain = given_files(paths)
        tables_given = as_tables(con, given, mapping, stated, scratch)
        found, passed_over = find_files(tables_given, plain, mapping)
        relations, read = _read(con, mapping, (found, scratch), progress)
    files = [file for file in mapping.files if file.name in relations]
    wide = {file.name: _wide(con, file, relations, mapping) for file in files if file.rules}
    tables = _raw_tables(con, mapping, files, relations, wide)
    accounts = {file.name: _account(con, file, relations, wide, mapping) for file in files}
    return RawSources(
        tables=tables,
        files=(
            *((each.name, each.sha256) for each in read),
            (mapping.origin, mapping.sha256),
        ),
        mapping=f"{mapping.name} {mapping.version}",
        not_stored=tuple(column for each in read for column in each.not_stored),
        notes=(*mapping.notes, *_notes(files, accounts), *passed_over),
    )


def _read(
    con: "duckdb.DuckDBPyConnection",
    mapping: Mapping,
    found_in: tuple[Sequence[FoundFile], Path],
    progress: Callable[[int, int, str], None],
) -> tuple[dict[str, str], tuple[ReadFile, ...]]:
    """Relation of each kind of file that was found, by its name, and what was seen of the files."""
    found, scratch = found_in
    named = named_columns(mapping)
    kinds = list(dict.fromkeys(each.rules.name for each in found))
    _check_joins(mapping, kinds)
    relations: dict[str, str] = {}
    read: list[ReadFile] = []
    for done, kind in enumerate(kinds):
        progress(done, len(kinds), kind)
        of_kind = [each for each in found if each.rules.name == kind]
        relations[kind], seen = read_files(con, of_kind, mapping, named, scratch)
        read += seen
    progress(len(kinds), len(kinds), "read")
    return relations, tuple(read)


def _check_report(mapping: Mapping) -> None:
    """Refuse a mapping whose links all rest on a report that is to be stated, where it is not."""
    if mapping.report:
        return
    for rule in (rule for file in mapping.files for rule in file.rules):
        cells = dict(rule.cells).get("report", ())
        if cells and all(cell.columns == ("report.id",) for cell in cells):
            raise MappingError(
                f"{mapping.origin}: {rule.path}.report: no report is stated",
                hint="State it with --report ID, --report-date and --grade, or in a mapping of your own.",
            )


def _check_joins(mapping: Mapping, kinds: Sequence[str]) -> None:
    """Refuse a file whose partner in a join is optional and was not given."""
    for file in mapping.files:
        for join in file.joins:
            if file.name in kinds and join.file not in kinds:
                raise MappingError(
                    f"{mapping.origin}: {join.path}.file: no file {join.file} under what was given",
                    hint=f"{mapping.description}.",
                )


def _wide(
    con: "duckdb.DuckDBPyConnection",
    file: FileRules,
    relations: dict[str, str],
    mapping: Mapping,
) -> str:
    """Relation of a file's rows with its joined and computed columns."""
    if not file.joins and not file.computed:
        return relations[file.name]
    relation = f"{SCRATCH}.{quoted(f'wide {file.name}')}"
    con.execute(f"CREATE TABLE {relation} AS {wide_sql(file, relations, mapping)}")
    return relation


def _raw_tables(
    con: "duckdb.DuckDBPyConnection",
    mapping: Mapping,
    files: Sequence[FileRules],
    relations: dict[str, str],
    wide: dict[str, str],
) -> tuple[RawTable, ...]:
    """One raw table for each contract table that some rule fills, in the contract's order."""
    selects: dict[str, list[str]] = {}
    if mapping.report:
        selects["reports"] = [_report_sql(mapping)]
    for file in files:
        for rule in file.rules:
            selects.setdefault(rule.table, []).append(rule_sql(rule, wide[file.name], mapping))
        table = _table_of(file, files)
        if table:
            relation = wide.get(file.name, relations[file.name])
            selects.setdefault(table, []).append(_broken_sql(table, relation))
    tables = []
    for table in (each.name for each in CASE_FILES):
        if table in selects:
            relation = f"{SCRATCH}.raw_{table}_mapped"
            con.execute(f"CREATE TABLE {relation} AS {distinct_sql(selects[table], table)}")
            tables.append(RawTable(table, relation))
    return tuple(tables)


def _table_of(file: FileRules, files: Sequence[FileRules]) -> str:
    """Contract table for which a file's rows are: its first rule's, or of the file that joins it."""
    if file.rules or file.left_out:
        return file.rules[0].table if file.rules else ""
    joining = (
        other.rules[0].table
        for other in files
        if other.rules and any(join.file == file.name for join in other.joins)
    )
    return next(joining, "")


def _report_sql(mapping: Mapping) -> str:
    """The report that the mapping states, as a raw row that stands in the mapping's own file."""
    words = dict(mapping.report)
    values = ", ".join(
        f"{literal(words[column]) if column in words else 'NULL'}::VARCHAR AS {quoted(column)}"
        for column in case_file("reports").column_names
    )
    return (
        f"SELECT {values}, {literal(mapping.origin)} AS _file,"
        f" {mapping.report_line}::BIGINT AS _line, NULL::VARCHAR AS _reason"
    )


def _broken_sql(table: str, relation: str) -> str:
    """Rows that could not be split, for the table that they would have been for."""
    values = ", ".join(
        f"NULL::VARCHAR AS {quoted(column)}" for column in case_file(table).column_names
    )
    return (
        f"SELECT {values}, _file, _line, _reason FROM {relation}"
        " WHERE _reason IS NOT NULL GROUP BY _file, _line, _reason"
    )


def _account(
    con: "duckdb.DuckDBPyConnection",
    file: FileRules,
    relations: dict[str, str],
    wide: dict[str, str],
    mapping: Mapping,
) -> tuple[int, tuple[tuple[str, int], ...]]:
    """Rows of a file that are mapped, and those left out by reason."""
    if file.name in wide:
        sql = judgement_sql(file, wide[file.name], mapping)
    elif file.left_out:
        sql = f"SELECT {literal(file.left_out)}, count(*) FROM {relations[file.name]}"
    else:
        sql = joined_sql(file, relations, mapping)
    counts = con.execute(sql).fetchall()
    mapped = sum(count for reason, count in counts if reason is None)
    return mapped, tuple(
        (reason, count) for reason, count in counts if reason is not None and count
    )


def _notes(
    files: Sequence[FileRules],
    accounts: dict[str, tuple[int, tuple[tuple[str, int], ...]]],
) -> tuple[str, ...]:
    """Sentences on what was left out, by file and reason, then the sums of each group."""
    notes = [
        f"{count:,} row{'' if count == 1 else 's'} of {file.pattern} left out: {reason}"
        for file in files
        for reason, count in accounts[file.name][1]
    ]
    groups = dict.fromkeys(file.group or "in all" for file in files)
    for group in groups:
        of_group = [accounts[file.name] for file in files if (file.group or "in all") == group]
        mapped = sum(count for count, _ in of_group)
        left_out = sum(count for _, reasons in of_group for _, count in reasons)
        notes.append(
            f"{group}: {mapped + left_out:,} row{'' if mapped + left_out == 1 else 's'} read,"
            f" {mapped:,} mapped, {left_out:,} left out"
        )
    return tuple(notes)

"""An embedded store written anew without somebody, and put in place of the old file in one step.

DuckDB keeps what was deleted in blocks that it uses again later, so deleting is not enough. The new
file holds only what stays; the old one stands whole until the new one bears its name. Rejects files
beside the store lose the rows that name the removed.
"""

import csv
import io
import json
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from netgraph.errors import OutputError, StoreError
from netgraph.store import files
from netgraph.store.removal import Removal, text_columns
from netgraph.tables import kept_columns
from netgraph.vocabulary import CASE_FILES, CaseFile

if TYPE_CHECKING:
    import duckdb

__all__ = ["blanked_texts", "clean_rejects", "rejects_files", "renew"]

# The new file, while it is being written.
_NEW = "renewed"

# Longest cell of a rejects file.
_LONGEST_CELL = 2**31 - 1


def renew(
    address: str,
    con: "duckdb.DuckDBPyConnection",
    removal: Removal,
    decisions: Sequence[dict[str, str]],
) -> None:
    """Write the store anew without the removed; what the connection holds open is then the old file."""
    path = Path(address).resolve()
    for left in path.parent.glob(f".{path.name}.new-*"):
        left.unlink(missing_ok=True)  # of a process that ended while it wrote one
    new = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        files.make(new)
        quoted = str(new).replace("'", "''")
        con.execute(f"ATTACH '{quoted}' AS {_NEW}")
        try:
            _copy_all(con, removal, decisions)
            con.execute(f"CHECKPOINT {_NEW}")
        finally:
            con.execute(f"DETACH {_NEW}")
        con.execute("CHECKPOINT")
        _put_in_place(new, path)
    finally:
        files.delete(str(new))


def _database(con: "duckdb.DuckDBPyConnection") -> str:
    return '"{}"'.format(con.execute("SELECT current_database()").fetchall()[0][0])


def _put_in_place(new: Path, path: Path) -> None:
    """Let the new file bear the store's name, durably; the lock on the old one is still held."""
    log = Path(f"{path}.wal")
    if log.exists() and log.stat().st_size:
        raise StoreError(
            f"{path}: the store still has unwritten changes; nothing was removed",
            hint="Close every other process that uses it, and try again.",
        )
    new.chmod(stat.S_IMODE(path.stat().st_mode))
    for each, flags in ((new, os.O_RDWR), (path.parent, os.O_RDONLY)):
        if each == path.parent:
            new.replace(path)
        descriptor = os.open(each, flags)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _copy_all(
    con: "duckdb.DuckDBPyConnection", removal: Removal, decisions: Sequence[dict[str, str]]
) -> None:
    held = {
        name
        for (name,) in con.execute(
            "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'kept' "
            "AND database_name = current_database()"
        ).fetchall()
    }
    for file in CASE_FILES:
        if file.name in held:
            _copy_rows(con, file, removal)
    gone = [[table, ids] for table, every in removal.rows for ids in every]
    con.execute(
        f"INSERT INTO {_NEW}.kept.superseded SELECT s.* FROM kept.superseded s WHERE NOT EXISTS ("
        "SELECT 1 FROM (SELECT unnest($tables::VARCHAR[]) AS t, unnest($ids::VARCHAR[]) AS i) g "
        "WHERE g.t = s.table_name AND g.i = s.id)",
        {"tables": [table for table, _ in gone], "ids": [each for _, each in gone]},
    )
    for row in con.execute("SELECT * FROM kept.imports ORDER BY id").fetchall():
        shown = [removal.blanked(each) if isinstance(each, str) else each for each in row[:5]]
        said = [json.dumps(_blanked_names(json.loads(row[5]), removal)), row[6]]
        con.execute(
            f"INSERT INTO {_NEW}.kept.imports VALUES (?, ?, ?, ?, ?, ?, ?)", [*shown, *said]
        )
    _copy_named(con, removal, "findings", held)
    _copy_named(con, removal, "layouts", held)
    texts = removal.kept_decisions(decisions)
    con.execute(
        f"INSERT INTO {_NEW}.kept.decisions SELECT unnest($ids::INTEGER[]), unnest($texts::VARCHAR[])",
        {"ids": list(range(1, len(texts) + 1)), "texts": list(texts)},
    )


def _blanked_names(named: list[list[str]], removal: Removal) -> list[list[str]]:
    return [[removal.blanked(name), sha256] for name, sha256 in named]


def _copy_rows(con: "duckdb.DuckDBPyConnection", file: CaseFile, removal: Removal) -> None:
    """Copy the rows of one table that stay, with the words that name the removed blanked."""
    columns = []
    changed = dict(blanked_texts(con, file, removal))
    for name, kind in kept_columns(file.name):
        pairs = changed.get(name)
        if not pairs:
            columns.append(f'r."{name}"')
            continue
        old, new = (json.dumps([each[place] for each in pairs]) for place in (0, 1))
        table = f"blanked_{file.name}_{name}"
        con.execute(
            f"CREATE TEMP TABLE {table} AS SELECT unnest(from_json(?::JSON, '[\"{kind}\"]')) AS old, "
            f"unnest(from_json(?::JSON, '[\"{kind}\"]')) AS new",
            [old, new],
        )
        replaced = f'(SELECT ROW(b.new) FROM temp.{table} b WHERE b.old = r."{name}")'
        columns.append(
            f'CASE WHEN r."{name}" IN (SELECT old FROM temp.{table}) '
            f'THEN struct_extract_at({replaced}, 1) ELSE r."{name}" END'
        )
    con.execute(
        f"INSERT INTO {_NEW}.kept.{file.name} SELECT {', '.join(columns)} FROM kept.{file.name} AS r "
        "WHERE r.id NOT IN (SELECT unnest($ids::VARCHAR[]))",
        {"ids": list(removal.of(file.name))},
    )
    for name, pairs in changed.items():
        if pairs:
            con.execute(f"DROP TABLE temp.blanked_{file.name}_{name}")


def blanked_texts(
    con: "duckdb.DuckDBPyConnection", file: CaseFile, removal: Removal
) -> Iterator[tuple[str, list[tuple[object, object]]]]:
    """For each column of free words: texts that name the removed, each with what stands instead."""
    words = list(removal.may_be_named())
    for name, is_list in text_columns(file):
        text = f'array_to_string("{name}", chr(31))' if is_list else f'"{name}"'
        rows = con.execute(
            f'SELECT DISTINCT "{name}" FROM kept.{file.name} '
            f"WHERE len(list_filter($words::VARCHAR[], lambda w: contains(lower({text}), w))) > 0 "
            "ORDER BY 1",
            {"words": words},
        ).fetchall()
        pairs: list[tuple[object, object]] = []
        for (old,) in rows:
            if is_list:
                stays = [each for each in old if each not in removal.ids]
                new: object = [removal.blanked(each) for each in stays]
            else:
                new = removal.blanked(old)
            if new != old:
                pairs.append((old, new))
        yield name, pairs


def _copy_named(
    con: "duckdb.DuckDBPyConnection", removal: Removal, table: str, held: set[str]
) -> None:
    """Copy the rows of a book whose JSON text names nothing that is removed."""
    if table not in held:
        return
    con.execute(
        f"CREATE TABLE IF NOT EXISTS {_NEW}.kept.{table} AS SELECT * FROM kept.{table} LIMIT 0"
    )
    rows = con.execute(f"SELECT rowid, * FROM kept.{table} ORDER BY rowid").fetchall()
    named = [
        row[0]
        for row in rows
        if any(isinstance(each, str) and removal.is_named_in(_as_text(each)) for each in row[1:])
    ]
    con.execute(
        f"INSERT INTO {_NEW}.kept.{table} SELECT * FROM kept.{table} "
        f"WHERE rowid NOT IN (SELECT unnest($named::BIGINT[]))",
        {"named": named},
    )


def _as_text(text: str) -> str:
    """JSON text with its letters as they are read, not as escapes."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text


def rejects_files(address: str) -> tuple[Path, ...]:
    """Rejects files that imports wrote beside the store."""
    store = Path(address)
    return tuple(sorted(store.parent.glob(f"{store.stem}.rejects-*.csv")))


def clean_rejects(address: str, removal: Removal) -> tuple[tuple[str, int], ...]:
    """Take the rows that name the removed out of the rejects files; how many of which."""
    csv.field_size_limit(_LONGEST_CELL)
    found = []
    for path in rejects_files(address):
        try:
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            stays = [
                row
                for place, row in enumerate(rows)
                if place == 0 or not any(removal.is_named_in(cell) for cell in row)
            ]
            if len(stays) != len(rows):
                _write_rows(path, stays)
                found.append((path.name, len(rows) - len(stays)))
        except OSError as error:
            raise OutputError(
                f"{path}: the rejects file cannot be written: {error.strerror}",
                hint="Nobody was forgotten. Check your rights on the file.",
            ) from error
    return tuple(found)


def _write_rows(path: Path, rows: list[list[str]]) -> None:
    new = path.with_name(f".{path.name}.new-{os.getpid()}")
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    try:
        new.write_text(text.getvalue(), encoding="utf-8", newline="")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)

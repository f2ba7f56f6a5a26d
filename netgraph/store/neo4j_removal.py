"""Somebody removed from a shared store, and named nowhere in it any more: one transaction.

The server uses the space of what was deleted again; its own files and transaction logs may hold the
bytes until then, which is for those who keep the server (docs/privacy.md).
"""

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from netgraph.store.neo4j_model import LABELS, LINK_TYPES
from netgraph.store.removal import Removal
from netgraph.store.renewal import blanked_texts
from netgraph.vocabulary import CASE_FILES

if TYPE_CHECKING:
    import duckdb
    import neo4j

__all__ = ["remove"]


def remove(
    tx: "neo4j.ManagedTransaction",
    con: "duckdb.DuckDBPyConnection",
    removal: Removal,
    decisions: Sequence[dict[str, str]],
) -> None:
    """Remove rows, blank words and decisions, drop recorded findings and layouts that name them.

    Args:
        tx: A transaction that holds the store.
        con: The case as the server holds it, read into tables.
        removal: What goes.
        decisions: All decisions, oldest first.
    """
    for table, ids in removal.rows:
        _delete(tx, table, list(ids))
    for file in CASE_FILES:
        for name, pairs in blanked_texts(con, file, removal):
            for old, new in pairs:
                _replace(tx, file.name, name, old, new)
    for label in ("RecordedFinding", "Layout"):
        named = [
            each["id"]
            for each in tx.run(
                f"MATCH (n:{label}) RETURN elementId(n) AS id, properties(n) AS said"
            )
            if any(
                isinstance(text, str) and removal.is_named_in(text)
                for text in each["said"].values()
            )
        ]
        tx.run("UNWIND $ids AS id MATCH (n) WHERE elementId(n) = id DELETE n", ids=named).consume()
    texts = removal.kept_decisions(decisions)[:-1]
    rows = [[number, text] for number, text in enumerate(texts, start=1)]
    tx.run(
        "UNWIND $rows AS row MATCH (n:Decision {id: row[0]}) SET n.decision = row[1]", rows=rows
    ).consume()
    _blank_register(tx, removal)


def _delete(tx: "neo4j.ManagedTransaction", table: str, ids: list[str]) -> None:
    """Delete the rows of one table, as they are and as they were."""
    if table == "links":
        for link_type in LINK_TYPES.values():
            tx.run(f"MATCH ()-[n:{link_type}]->() WHERE n.id IN $ids DELETE n", ids=ids).consume()
    else:
        label = LABELS[table]
        tx.run(f"MATCH (n:{label}) WHERE n.id IN $ids DETACH DELETE n", ids=ids).consume()
    tx.run(
        "MATCH (n:Version {table: $table}) WHERE n.id IN $ids DELETE n", table=table, ids=ids
    ).consume()


def _replace(tx: "neo4j.ManagedTransaction", table: str, name: str, old: Any, new: Any) -> None:
    """Put another text in place of one, wherever a column of a table holds it."""
    patterns = ["MATCH (n:Version {table: $table})"]
    if table == "links":
        patterns += [f"MATCH ()-[n:{each}]->()" for each in LINK_TYPES.values()]
    else:
        patterns.append(f"MATCH (n:{LABELS[table]})")
    for pattern in patterns:
        tx.run(
            f"{pattern} WHERE n.{name} = $old SET n.{name} = $new", table=table, old=old, new=new
        ).consume()


def _blank_register(tx: "neo4j.ManagedTransaction", removal: Removal) -> None:
    """Blank the words in the names of files and sources of the import register."""
    rows = []
    found = tx.run("MATCH (n:Import) RETURN n.id, n.imported_by, n.source, n.mapping, n.files")
    for number, *texts, files in found:
        named = [[removal.blanked(name), sha256] for name, sha256 in json.loads(files)]
        rows.append([number, *(removal.blanked(each) for each in texts), json.dumps(named)])
    tx.run(
        "UNWIND $rows AS row MATCH (n:Import {id: row[0]}) SET n.imported_by = row[1], "
        "n.source = row[2], n.mapping = row[3], n.files = row[4]",
        rows=rows,
    ).consume()

"""The graph in which a case is kept on a Neo4j server, derived from the vocabulary.

- Each row of a case file that is no link is a node with one label, ``(:Person)`` … ``(:Event)``
  for entities and ``(:Report)``, ``(:Flag)``, ``(:Order)``, ``(:Condition)``, ``(:OrderStep)``,
  ``(:Post)``; each
  link is a relationship, ``[:VISITS]`` …, found by its own ``id``. Properties have the names of
  tables.py; what is unknown is absent.
- What a flag, order, condition, step or post is about is a relationship too (``TIES``).
- ``(:Version)`` nodes hold what rows said before they changed; they join nothing.
- ``(:Import)``, ``(:Decision)``, ``(:RecordedFinding)`` and ``(:Layout)`` are the store's books,
  ``(:Store)`` its one marker; ``(:LogLine)`` and ``(:Log)`` are its log (neo4j_log.py).

Here: names and statements. Not here: what is sent when (neo4j_write.py, neo4j_read.py).
"""

from dataclasses import dataclass

from netgraph.tables import stored_columns, table_columns
from netgraph.vocabulary import CASE_FILES, ENTITY_KINDS, LINK_KINDS, CaseFile, ColumnType

__all__ = [
    "FORMAT",
    "LABELS",
    "LINK_TYPES",
    "STORE_NAME",
    "TIES",
    "Tie",
    "link_properties",
    "name_statements",
    "schema_file",
    "schema_statements",
]

# Version of the layout above; a server with another one is refused.
FORMAT = 1

# The one value by which the marker of a store is found.
STORE_NAME = "netgraph"

_ENTITY_LABELS = {kind.file: kind.label for kind in ENTITY_KINDS}

# Label of the nodes that each case file becomes; links are relationships.
LABELS = {
    file.name: _ENTITY_LABELS.get(file.name, file.name.removesuffix("s").title().replace("_", ""))
    for file in CASE_FILES
    if file.name != "links"
}

# Relationship type of each kind of link.
LINK_TYPES = {kind.name: kind.neo4j_type for kind in LINK_KINDS}

# Properties of the store's books that questions ask for.
_BOOKS = {"imported_at", "imported_by", "kind", "name", "table"}

# What a link says by its place in the graph, and not by a property.
_IN_THE_PATTERN = ("kind", "from_id", "to_id")

# Columns that are searched although the vocabulary knows them as free words.
_ALSO_SEARCHED = (("reports", "origin"),)

# What every row says of its own import; asked for to see what an import brought or changed.
_OF_IMPORT = "import_id"


@dataclass(frozen=True, slots=True)
class Tie:
    """A relationship from a row's node to what one of its columns names."""

    table: str
    column: str
    type: str


TIES = (
    Tie("flags", "subject", "ABOUT"),
    Tie("orders", "person", "ON"),
    Tie("conditions", "order_id", "OF"),
    Tie("conditions", "targets", "AIMED_AT"),
    Tie("order_steps", "order_id", "STEP_OF"),
    Tie("posts", "account", "POSTED_ON"),
)


def link_properties() -> tuple[tuple[str, str], ...]:
    """Name and SQL type of each property of a link's relationship, id first."""
    return tuple(column for column in table_columns("links") if column[0] not in _IN_THE_PATTERN)


def schema_statements() -> dict[str, str]:
    """Every constraint and index by its name, as statements that may be run again."""
    statements: dict[str, str] = {}
    for label in LABELS.values():
        _unique(statements, f"(n:{label})", label.lower(), ("id",))
    for kind in LINK_KINDS:
        _unique(statements, f"()-[n:{kind.neo4j_type}]-()", kind.name, ("id",))
    _unique(statements, "(n:Store)", "store", ("name",))
    _unique(statements, "(n:Import)", "import", ("id",))
    _unique(statements, "(n:Decision)", "decision", ("id",))
    _unique(statements, "(n:Log)", "log", ("name",))
    _unique(statements, "(n:LogLine)", "logline", ("number",))
    _unique(statements, "(n:RecordedFinding)", "recordedfinding", ("run", "place"))
    _unique(statements, "(n:Version)", "version", ("table", "id", "version"))
    for file in CASE_FILES:
        if file.name in LABELS:
            label = LABELS[file.name]
            for column in (*_searched(file), _OF_IMPORT):
                _index(statements, f"(n:{label})", label.lower(), column)
    for kind in LINK_KINDS:
        for column in ("report", _OF_IMPORT):
            _index(statements, f"()-[n:{kind.neo4j_type}]-()", kind.name, column)
    return statements


def name_statements() -> tuple[str, ...]:
    """Statements that make every property and type known, also those that no row fills yet.

    Neo4j warns of each name in a question that it has never met; a case without, say, a condition
    that ends would let every question about orders be answered with a warning.
    """
    tables = (*LABELS, "links")
    columns = {name for table in tables for name, _ in table_columns(table)} - set(_IN_THE_PATTERN)
    properties = sorted(columns | _BOOKS)
    types = sorted({tie.type for tie in TIES})
    return (
        *(f"CALL db.createProperty('{name}')" for name in properties),
        *(f"CALL db.createRelationshipType('{name}')" for name in types),
    )


def _searched(file: CaseFile) -> tuple[str, ...]:
    """Columns of a table that questions start from: what it names, its type, its days."""
    found = []
    for column in file.columns:
        by_type = column.type in {ColumnType.REFERENCE, ColumnType.DATE}
        by_need = column.required and column.type in {ColumnType.CHOICE, ColumnType.MOMENT}
        if by_type or by_need:
            found.append(stored_columns(column)[-1][0])
    return (*found, *(column for table, column in _ALSO_SEARCHED if table == file.name))


def _unique(statements: dict[str, str], pattern: str, stem: str, columns: tuple[str, ...]) -> None:
    name = f"netgraph_{stem}_{'_'.join(columns)}_unique"
    named = ", ".join(f"n.{column}" for column in columns)
    named = f"({named})" if len(columns) > 1 else named
    statements[name] = (
        f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR {pattern} REQUIRE {named} IS UNIQUE"
    )


def _index(statements: dict[str, str], pattern: str, stem: str, column: str) -> None:
    name = f"netgraph_{stem}_{column}"
    statements[name] = f"CREATE INDEX {name} IF NOT EXISTS FOR {pattern} ON (n.{column})"


def schema_file() -> str:
    """All statements as one Cypher file, one a line."""
    statements = (*schema_statements().values(), *name_statements())
    return "".join(f"{statement};\n" for statement in statements)

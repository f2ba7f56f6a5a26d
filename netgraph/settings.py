"""Settings that come from the environment: one table of name, default and help.

Read by cli only; nothing here looks at the environment when it is imported.
"""

from dataclasses import dataclass

__all__ = ["SETTINGS", "Setting", "setting"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, what holds where it is not set, and what it does."""

    name: str
    default: str
    help: str


SETTINGS = (
    Setting("NETGRAPH_STORE", "netgraph.duckdb", "Store to read and write: a path, or bolt://."),
    Setting("NETGRAPH_NEO4J_USER", "neo4j", "User on a Neo4j server."),
    Setting(
        "NETGRAPH_NEO4J_PASSWORD", "", "Password on a Neo4j server; a terminal is asked if empty."
    ),
    Setting(
        "NETGRAPH_PUBLISH_USER",
        "",
        "User on the server to publish to; NETGRAPH_NEO4J_USER if empty.",
    ),
    Setting(
        "NETGRAPH_PUBLISH_PASSWORD",
        "",
        "Password on the server to publish to; NETGRAPH_NEO4J_PASSWORD if empty.",
    ),
    Setting(
        "NETGRAPH_RETENTION",
        "",
        "TOML file with groups and periods of review; shipped ones if empty.",
    ),
    Setting("NETGRAPH_USER", "", "Name for the import register and log; the login name if empty."),
)


def setting(name: str) -> Setting:
    """The setting of that name; KeyError if there is none."""
    for each in SETTINGS:
        if each.name == name:
            return each
    raise KeyError(name)

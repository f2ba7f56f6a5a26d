"""Leads from the tables: what a case suggests about people and homes, with the whole argument."""

from netgraph.findings.assemble import find_all
from netgraph.findings.explain import explain

__all__ = ["explain", "find_all"]

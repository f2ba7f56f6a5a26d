"""netgraph: association intelligence in; leads with their whole argument out.

Read ``netgraph/workflow.py`` first: one straight-line function for each thing a person asks for.
"""

__version__ = "0.1.0"

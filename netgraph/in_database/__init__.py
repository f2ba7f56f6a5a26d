"""The finders of pass one as questions in Cypher, for a case that stays on its server.

Put together from one fragment an indicator (fragments.py), written as ``cypher/<claim>.cypher``
for officers, and sent by ``netgraph find --in-database``. Thresholds and points come from
findings/, and a test holds the answers equal to those of the finders.
"""

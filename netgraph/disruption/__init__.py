"""What orders would change: who stays in reach of a group, before and after, and what may go wrong.

A what-if over recorded contacts, for people who decide. It says nothing of what will happen. Read
scene.py (who is in it), then effects.py (what an order cuts), choices.py (which orders), risks.py
(who may follow, who may be harmed), compare.py (beside chance and centrality, and without part of the
intelligence).
"""

from netgraph.disruption.answer import Asked, disrupt

__all__ = ["Asked", "disrupt"]

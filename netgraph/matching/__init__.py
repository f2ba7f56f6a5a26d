"""Who and what is recorded twice: joined by verified identifiers, proposed by all else.

read_verified → alike (joined by themselves) · compare → pair → score (Splink) → cards (proposed)

A person decides; what was decided is put over the tables by store/joins.py, and nothing is rewritten.
"""

from netgraph.matching.deciding import NewPair, join_alike, pair_decision
from netgraph.matching.proposing import THRESHOLD, propose_matches
from netgraph.matching.records import Match, Matches, Settled
from netgraph.matching.verified import second_look

__all__ = [
    "THRESHOLD",
    "Match",
    "Matches",
    "NewPair",
    "Settled",
    "join_alike",
    "pair_decision",
    "propose_matches",
    "second_look",
]

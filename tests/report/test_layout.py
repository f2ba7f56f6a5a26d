import itertools
import math
import os
import subprocess
import sys

from netgraph.report.layout import positions

RING = {(f"p{n}", f"p{(n + 1) % 8}"): 1.0 for n in range(8)}
IDS = [f"p{n}" for n in range(8)]


def _nearest(at):
    return min(math.dist(a, b) for a, b in itertools.combinations(at.values(), 2))


def test_positions_are_the_same_whatever_the_order():
    turned = {(b, a): strength for (a, b), strength in reversed(RING.items())}

    assert positions(IDS, RING) == positions(reversed(IDS), turned)


def test_two_things_are_never_drawn_over_each_other():
    star = {("hub", f"p{n}"): 1.0 for n in range(40)}

    laid = positions(["hub", *(f"p{n}" for n in range(40))], star)

    assert _nearest(laid.at) > 40


def test_parts_that_are_not_linked_stand_apart():
    ties = RING | {("q1", "q2"): 1.0}
    at = positions([*IDS, "q1", "q2", "alone"], ties).at

    gap = min(math.dist(at[p], at[q]) for p in IDS for q in ("q1", "q2", "alone"))
    assert gap > 100


def test_the_core_keeps_its_arrangement_when_others_are_drawn_around_it():
    around = RING | {(f"p{n}", f"x{n}"): 1.0 for n in range(8)}
    alone = positions(IDS, RING, IDS)
    whole = positions([*IDS, *(f"x{n}" for n in range(8))], around, IDS)

    for each in IDS:
        expected = [value * whole.room for value in alone.at[each]]
        assert math.dist(whole.at[each], expected) < 2


def test_nothing_to_draw_is_no_failure():
    assert positions([], {}).at == {}
    assert positions(["p1"], {}).at == {"p1": (0, 0)}


_IN_ANOTHER_RUN = """
from netgraph.report.layout import positions
ids = [f"p{n}" for n in range(90)]
ties = {(f"p{n}", f"p{(n * 7 + k) % 90}"): 1.0 for n in range(90) for k in (1, 5)}
ties = {(a, b): 1.0 for a, b in ties if a != b}
print(sorted(positions(ids, ties, ids[:40]).at.items()))
"""


def test_positions_are_the_same_in_every_run_of_python():
    runs = {
        subprocess.run(
            [sys.executable, "-c", _IN_ANOTHER_RUN],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(runs) == 1

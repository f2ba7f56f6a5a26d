import itertools
import math
import os
import subprocess
import sys

from netgraph.report.layout import as_text, from_text, merged, positions

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
from netgraph.report.layout import as_text, from_text, merged, positions
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


def _grown(ids, ties):
    """A network that grew by a fifth: some beside those who were there, some by themselves."""
    more = [f"n{n}" for n in range(len(ids) // 5)]
    joined = {(ids[n * 3], each): 1.0 for n, each in enumerate(more[:-2])}
    return [*ids, *more], ties | joined | {(more[-2], more[-1]): 1.0}


def test_everybody_stays_where_they_were_when_the_network_grows_by_a_fifth():
    ids = [f"p{n}" for n in range(60)]
    ties = {(f"p{n}", f"p{(n * 7 + 1) % 60}"): 1.0 for n in range(60) if n != (n * 7 + 1) % 60}
    before = positions(ids, ties, ids[:20])
    grown, more = _grown(ids, ties)
    after = positions(grown, more, [*ids[:20], "n0", "n1"], before)

    assert {each: after.at[each] for each in ids} == before.at
    assert set(after.at) == set(grown)
    assert _nearest(after.at) > 40
    assert math.dist(after.at["n0"], after.at["p0"]) < 500


def test_what_is_kept_reads_back_as_it_was_and_gives_the_same_picture_again():
    before = positions(IDS, RING, IDS[:3])
    kept = from_text(as_text(before))
    after = positions(reversed(IDS), RING, IDS[:3], kept)

    assert kept == before
    assert after == before
    assert from_text("") is None


def test_those_who_are_not_drawn_today_are_kept_for_another_day():
    before = positions(IDS, RING)
    today = positions(
        IDS[:4], {pair: 1.0 for pair in RING if set(pair) <= set(IDS[:4])}, (), before
    )

    assert merged(before, today) == before

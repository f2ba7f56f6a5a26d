"""A swap seen in calls that the case itself records is proposed where it concerns the order."""

from tests.screening.conftest import LINKS, PHONES, USES

# Numbers kept for drama, but for their last figure.
NUMBER = "0163296" + "000"


def test_recorded_calls_show_the_persons_new_number(screened):
    phones = PHONES + "".join(f"k{n},{NUMBER}{n},\n" for n in range(6))
    calls = "".join(
        f"c{caller}{day}{other},contacted,{caller},{other},2025-02-{day:02d},,1,r1,,\n"
        for caller, days in (("t1", range(1, 8)), ("k0", range(8, 15)))
        for day in days
        for other in ("k1", "k2", "k3", "k4")
    )
    found = screened({"links.csv": LINKS + calls}, phones=phones, links=USES)

    [swap] = found.swaps
    assert (swap.old, swap.new, swap.shared) == ("447700900001", "441632960000", 4)

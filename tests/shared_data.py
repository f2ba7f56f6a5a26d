"""Where the public data sets lie that some tests read: beside the checkout, never in it."""

from pathlib import Path

import pytest

# The folder next to this checkout; only names below it are ever asked for.
_ROOT = Path(__file__).resolve().parents[2] / "shared" / "data"


def shared_data(*parts: str) -> Path:
    """Path of a public data set, such as ``shared_data("london_gang")``.

    Skips the test, naming the folder, where it is not there: its absence is said, never silent.
    """
    path = _ROOT.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"no {Path('../shared/data', *parts)} beside the checkout")
    return path

import importlib.util
import sys
from pathlib import Path

import pytest

from tests.shared_data import shared_data

pytestmark = pytest.mark.shared

PUBLISHED = Path(__file__).parent.parent / "benchmarks" / "published.py"


@pytest.fixture(scope="module")
def published():
    specification = importlib.util.spec_from_file_location("published", PUBLISHED)
    module = importlib.util.module_from_spec(specification)
    sys.modules["published"] = module
    specification.loader.exec_module(module)
    yield module
    del sys.modules["published"]


def test_every_published_figure_is_reproduced(published, capsys):
    for folder in ("montagna", "caviar", "london_gang", "pole_manchester"):
        shared_data(folder)
    code = published.main([str(shared_data())])

    assert "DIFFERS" not in capsys.readouterr().out
    assert code == 0


def test_a_figure_that_differs_is_said_and_fails(published, capsys, monkeypatch):
    monkeypatch.setattr(published, "LONDON_GANG", ("316", "0.88"))
    monkeypatch.setattr(
        published, "compare", lambda data: published._london_gang(data / "london_gang")
    )
    shared_data("london_gang")
    code = published.main([str(shared_data())])

    assert "DIFFERS" in capsys.readouterr().out
    assert code == 1


def test_a_folder_that_is_not_there_is_said(published, capsys, tmp_path):
    assert published.main([str(tmp_path / "nothing")]) == 1
    assert "no folder nothing" in capsys.readouterr().err

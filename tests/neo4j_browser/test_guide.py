"""The guide and the other files of cypher/ that are made from the code."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from netgraph.neo4j_browser.guide import GUIDE_HOST

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "cypher" / "guide.md").read_text(encoding="utf-8")


def test_the_files_made_from_the_code_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/generated_files.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_guide_goes_from_the_banner_to_a_finding_its_reasons_a_home_and_an_order() -> None:
    titles = re.findall(r"^# (.+)$", GUIDE, re.MULTILINE)

    wanted = ["The banner", "The findings", "One finding and its reasons", "The home", "Orders"]
    assert [title for title in titles if title in wanted] == wanted


def test_no_question_of_the_guide_needs_a_parameter() -> None:
    assert "$" not in GUIDE


@pytest.mark.parametrize("name", re.findall(rf"{re.escape(GUIDE_HOST)}/([\w.]+)", GUIDE))
def test_every_file_that_the_guide_names_is_handed_out(name: str) -> None:
    assert (ROOT / "cypher" / name).is_file()

"""What ``netgraph --help`` loads, and how long it takes: a fresh interpreter each time."""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from netgraph.cli import COMMANDS

# Packages that cost a tenth of a second or more, or that only one command needs.
HEAVY = ("duckdb", "jinja2", "neo4j", "networkx", "numpy", "pandas", "pyvis", "rustworkx", "scipy")

# Seconds that ``netgraph --help`` may take on an idle machine (design 3.12), and how much longer
# on one that runs other tests at the same time.
HELP_SECONDS = 0.3
SLOW_MACHINE = 5


def loaded_after(statement: str) -> set[str]:
    """First names of all modules that a fresh interpreter has loaded after a statement."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in json.loads(done.stdout)}


@pytest.mark.parametrize("module", ["netgraph", "netgraph.cli", "netgraph.workflow"])
def test_importing_the_command_line_loads_nothing_heavy(module):
    assert loaded_after(f"import {module}") & set(HEAVY) == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_loads_nothing_heavy(command):
    shown = f"""
from netgraph.cli import main
import contextlib, io
with contextlib.redirect_stdout(io.StringIO()):
    main(["{command}", "--help"], standalone_mode=False)
"""
    assert loaded_after(shown) & set(HEAVY) == set()


def test_help_comes_at_once():
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "netgraph", "--help"], capture_output=True, check=True
        )
        seconds.append(time.perf_counter() - start)

    assert statistics.median(seconds) < HELP_SECONDS * SLOW_MACHINE


def test_the_help_shows_every_command():
    done = subprocess.run(
        [Path(sys.executable).parent / "netgraph", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )

    assert [name for name in COMMANDS if f"  {name} " not in done.stdout] == []

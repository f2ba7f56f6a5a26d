"""Packages loaded ahead of their use, while the database is busy: what takes long to load is then there."""

import importlib
import sys
import threading

__all__ = ["load_ahead"]


def load_ahead(*packages: str) -> None:
    """Load those packages beside what goes on; whoever needs one sooner waits until it is there."""
    wanted = [each for each in packages if each not in sys.modules]
    if wanted:
        threading.Thread(target=_load, args=(wanted,)).start()


def _load(packages: list[str]) -> None:
    for each in packages:
        importlib.import_module(each)

"""The text files of this project, for tests that read all of them."""

import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]

_LEFT_OUT = {".png", ".gz", ".duckdb", ".ico", ".woff2"}


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that belongs to the project: what git knows, and what it would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    paths = (ROOT / name for name in sorted(set(listed.stdout.splitlines())))
    return tuple(path for path in paths if path.is_file() and path.suffix not in _LEFT_OUT)


def project_texts(*suffixes: str) -> Iterator[tuple[str, str]]:
    """Path and text of each file of the project that is UTF-8, of those endings if any is given."""
    for path in project_files():
        if not suffixes or path.suffix in suffixes:
            try:
                text = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
            yield path.relative_to(ROOT).as_posix(), text

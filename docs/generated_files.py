"""Files of cypher/ that are made whole from the code: ``python docs/generated_files.py [--check]``."""

import sys
from pathlib import Path

from generated_parts import read_questions

from netgraph.neo4j_browser.guide import guide_page
from netgraph.neo4j_browser.style import style_sheet

CYPHER = Path(__file__).parents[1] / "cypher"


def generated_files() -> dict[Path, str]:
    """Every such file with what it ought to hold."""
    questions = {question.name: question for question in read_questions()}
    return {
        CYPHER / "guide.md": guide_page(questions),
        CYPHER / "store.grass": style_sheet(published=False),
        CYPHER / "style.grass": style_sheet(published=True),
    }


def main() -> int:
    """Write what is out of date; with ``--check`` say what is, and fail."""
    stale = 0
    for path, text in generated_files().items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if "--check" in sys.argv:
            print(f"{path.name} is out of date: make docs", file=sys.stderr)  # noqa: T201
        else:
            path.write_text(text, encoding="utf-8")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())

"""The tree of errors is the one that is drawn, and each error is shown once, with its hint."""

import ast
import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from netgraph import errors
from netgraph.cli import main

PACKAGE = Path(errors.__file__).parent

# One line of the drawing: stems, name, exit code, meaning.
DRAWN = re.compile(r"^([│├└─ ]*)(\w+) +(\d) +(\S.*)$", re.MULTILINE)

TREE = [getattr(errors, name) for name in errors.__all__]


def drawn_tree() -> dict[str, tuple[str, int]]:
    """Parent and exit code of each class in the drawing; the root's parent is Exception."""
    found: dict[str, tuple[str, int]] = {}
    above: dict[int, str] = {-1: "Exception"}
    for stems, name, code, _ in DRAWN.findall(errors.__doc__):
        depth = len(stems) // 4
        above[depth] = name
        found[name] = (above[depth - 1], int(code))
    return found


def real_tree() -> dict[str, tuple[str, int]]:
    return {each.__name__: (each.__bases__[0].__name__, each.exit_code) for each in TREE}


def test_the_drawn_tree_is_the_real_one():
    assert drawn_tree() == real_tree()


def test_every_error_of_the_package_is_in_the_tree():
    outside = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and path.name != "errors.py":
                bases = [ast.unparse(base) for base in node.bases]
                if any(re.search(r"(Error|Exception|Warning)$", base) for base in bases):
                    outside.append(f"{path.name}: {node.name}")

    assert outside == []


@pytest.mark.parametrize("error", TREE)
def test_every_error_says_when_it_is_raised(error):
    assert "__doc__" in vars(error)
    assert error.__doc__.strip().endswith((".", "input."))


@pytest.mark.parametrize("error", TREE)
def test_message_and_hint_are_printed_once_and_the_exit_code_is_the_classs(error, monkeypatch):
    @click.command()
    def failing():
        raise error("no order o7", hint="Run: netgraph orders")

    monkeypatch.setattr(type(main), "get_command", lambda *_: failing)

    result = CliRunner().invoke(main, ["find"])

    assert result.stderr == "Error: no order o7\nRun: netgraph orders\n"
    assert result.stdout == ""
    assert result.exit_code == error.exit_code


def test_without_a_hint_there_is_no_empty_line():
    assert (
        str(errors.StoreBusy("another process holds the store"))
        == "another process holds the store"
    )


def test_an_error_keeps_its_message_and_hint():
    error = errors.MappingError("links.kind: unknown value", hint="Give one of the link kinds.")

    assert (error.message, error.hint) == (
        "links.kind: unknown value",
        "Give one of the link kinds.",
    )
    assert error.args == ("links.kind: unknown value",)


def test_exit_codes_are_those_of_the_contract():
    assert (errors.EXIT_FAILURE, errors.EXIT_USAGE, errors.EXIT_REJECTS) == (1, 2, 3)


def raised() -> list[tuple[str, int, ast.Call]]:
    """Every place in the package where an error of the tree is made."""
    names = set(errors.__all__)
    return [
        (path.relative_to(PACKAGE).as_posix(), node.lineno, node)
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]


def test_every_error_for_people_says_what_to_do_next():
    without = [
        f"{path}:{line}"
        for path, line, call in raised()
        if ast.unparse(call.func) != "VocabularyError"
        and "hint" not in {keyword.arg for keyword in call.keywords}
    ]

    assert without == []

"""The documentation says what the program does: generated parts, commands, tour, changelog."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from netgraph import __version__, vocabulary
from netgraph.cli import COMMANDS, main
from netgraph.findings import registry

ROOT = Path(__file__).parent.parent
TOUR = re.compile(r"```console\n(.*?)```", re.DOTALL)


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def first_line(command: str) -> str:
    found = main.get_command(None, command)
    return " ".join((found.help or "").split("\n\n")[0].split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_an_example_and_a_section(command):
    shown = CliRunner().invoke(main, [command, "--help"])

    assert shown.exit_code == 0
    assert "Example:" in shown.output
    assert f"## {command}\n" in text("docs/cli.md")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_list_of_commands_says_what_each_command_says_of_itself(command):
    assert COMMANDS[command][1] == first_line(command)


@pytest.mark.parametrize("name", [each.name for each in registry.indicators()])
def test_every_indicator_is_in_the_documentation(name):
    assert f"| `{name}` |" in text("docs/findings.md")


@pytest.mark.parametrize("link", [link.name for link in vocabulary.LINK_KINDS])
def test_every_kind_of_link_is_in_the_documentation(link):
    assert f"| `{link}` |" in text("docs/vocabulary.md")


def test_summaries_of_indicators_are_unique():
    summaries = [each.function.__doc__.splitlines()[0] for each in registry.indicators()]

    assert len(set(summaries)) == len(summaries)


def test_the_generated_pages_are_up_to_date():
    pages = [
        "docs/cli.md",
        "docs/vocabulary.md",
        "docs/findings.md",
        "docs/orders.md",
        "docs/questions.md",
        "cypher/README.md",
    ]
    done = subprocess.run(
        [f"{Path(__import__('sys').executable)}", "-m", "cogapp", "--check", "--diff", *pages],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_version_is_the_same_in_package_and_project():
    project = tomllib.loads(text("pyproject.toml"))

    assert project["project"]["version"] == __version__


def test_the_changelog_starts_with_what_is_not_released_yet():
    headings = re.findall(r"^## (.+)$", text("CHANGELOG.md"), re.MULTILINE)

    assert headings[0] == "Unreleased"
    assert headings[1:2] in ([], [__version__])


def test_every_link_between_pages_leads_somewhere():
    missing = []
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                missing.append(f"{page.relative_to(ROOT)}: {target}")

    assert missing == []


def commands_of_the_tour() -> list[tuple[str, str]]:
    """Each command of the README's tour with the output that is promised for it."""
    found = []
    for block in TOUR.findall(text("README.md")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output.rstrip("\n")))
    return found


def matches(promised: str, actual: str) -> bool:
    """True if every promised line occurs, in order; ``…`` stands for any text, also in a line."""
    position = 0
    lines = actual.splitlines()
    for line in promised.splitlines():
        if line.strip() == "…":
            continue
        pattern = ".*".join(re.escape(piece) for piece in line.rstrip().split("…"))
        for index in range(position, len(lines)):
            if re.fullmatch(pattern, lines[index].rstrip()):
                position = index + 1
                break
        else:
            return False
    return True


def test_the_tour_in_the_readme_does_what_it_says(tmp_path):
    bin_folder = Path(__import__("sys").executable).parent
    environment = {"PATH": f"{bin_folder}:/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(tmp_path)}
    (tmp_path / "shared").symlink_to(ROOT.parent / "shared")
    work = tmp_path / "netgraph"
    work.mkdir()
    steps = commands_of_the_tour()
    assert len(steps) >= 6
    for command, promised in steps:
        if command.startswith(("make ", "git ")):
            continue
        if "../shared/data" in command and not (ROOT.parent / "shared" / "data").exists():
            pytest.skip("the folder ../shared/data beside the checkout is absent")
        done = subprocess.run(
            command, shell=True, cwd=work, env=environment, capture_output=True, text=True
        )
        assert done.returncode in (0, 3), f"{command}\n{done.stdout}\n{done.stderr}"
        assert matches(promised, done.stdout), (
            f"{command}\n--- promised\n{promised}\n--- got\n{done.stdout}"
        )

from click.testing import CliRunner

from netgraph.cli import main


def test_simulate_writes_a_case_and_says_from_which_day_to_look(tmp_path):
    arguments = ["simulate", str(tmp_path / "case"), "--people", "400", "--seed", "2"]

    result = CliRunner().invoke(main, arguments)

    assert result.exit_code == 0
    assert "--as-of 2025-03-01" in result.stdout
    assert (tmp_path / "case" / "truth.csv").exists()


def test_simulate_refuses_too_few_people(tmp_path):
    result = CliRunner().invoke(main, ["simulate", str(tmp_path / "case"), "--people", "20"])

    assert result.exit_code == 2


def test_simulate_says_when_it_cannot_write(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    result = CliRunner().invoke(main, ["simulate", str(tmp_path / "file" / "case")])

    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output


def test_demo_prints_what_was_found_and_what_to_try_next(tmp_path):
    result = CliRunner().invoke(main, ["demo", str(tmp_path)])

    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    found = [line for line in lines if line.startswith("  Likely victims")]
    assert found
    assert lines.index(found[0]) < next(
        place for place, line in enumerate(lines) if "Possible exploiters" in line
    )
    assert str(tmp_path / "report.html") in result.stdout
    assert "non-association p" in result.stdout

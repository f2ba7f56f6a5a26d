"""The server that docker-compose.yml describes: closed to others, silent, and with a password.

Docker's compose checks the file too; no engine is needed for that.
"""

import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.neo4j_server import free_port

ROOT = Path(__file__).parents[1]


@pytest.fixture
def services() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]


def compose() -> list[str]:
    """The compose command of this machine."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]):
            asked = subprocess.run([*command, "version"], capture_output=True)
            if asked.returncode == 0:
                return command
    pytest.fail("the file is checked by compose: apt-get install docker-compose")


def test_compose_accepts_the_file_with_a_password_and_refuses_it_without(tmp_path: Path) -> None:
    base = [*compose(), "-f", str(ROOT / "docker-compose.yml"), "--env-file"]
    for name, password in (("with", "example-password"), ("without", "")):
        (tmp_path / name).write_text(f"NETGRAPH_NEO4J_PASSWORD={password}\n", encoding="utf-8")

    taken, refused = (
        subprocess.run([*base, str(tmp_path / name), "config"], capture_output=True, text=True)
        for name in ("with", "without")
    )

    assert taken.returncode == 0, taken.stderr
    assert refused.returncode != 0
    assert "put a password" in refused.stderr


def test_it_is_the_community_edition_that_the_store_was_made_for(services: dict[str, Any]) -> None:
    assert services["neo4j"]["image"] == "neo4j:5.26-community"


def test_no_port_is_open_to_other_machines(services: dict[str, Any]) -> None:
    ports = [port for service in services.values() for port in service["ports"]]

    assert len(ports) == 3
    assert [port for port in ports if not port.startswith("127.0.0.1:")] == []


def test_there_is_no_default_password(services: dict[str, Any]) -> None:
    assert services["neo4j"]["environment"]["NEO4J_AUTH"].startswith(
        "neo4j/${NETGRAPH_NEO4J_PASSWORD:?"
    )
    assert "NETGRAPH_NEO4J_PASSWORD=\n" in (ROOT / ".env.example").read_text(encoding="utf-8")
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_server_tells_nobody_and_has_its_memory_set(services: dict[str, Any]) -> None:
    environment = services["neo4j"]["environment"]

    assert environment["NEO4J_dbms_usage__report_enabled"] == "false"
    assert environment["NEO4J_client_allow__telemetry"] == "false"
    assert {name for name in environment if "memory" in name} == {
        "NEO4J_server_memory_heap_initial__size",
        "NEO4J_server_memory_heap_max__size",
        "NEO4J_server_memory_pagecache_size",
    }
    assert "NEO4J_browser_remote__content__hostname__whitelist" in environment


def test_its_data_outlive_it_and_its_health_is_watched(services: dict[str, Any]) -> None:
    assert services["neo4j"]["volumes"] == ["neo4j-data:/data"]
    assert all("healthcheck" in service for service in services.values())


def test_the_guide_can_be_read_but_not_written(services: dict[str, Any]) -> None:
    guide = services["guide"]

    assert guide["volumes"] == ["./cypher:/cypher:ro"]
    assert guide["read_only"] is True


def test_the_guide_service_hands_out_files_to_a_browser_on_another_port(
    services: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "around.cypher").write_text("RETURN 1", encoding="utf-8")
    port = free_port()
    script = services["guide"]["command"][2]
    script = script.replace("8001", str(port)).replace("/cypher", str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(100):
                try:
                    with urllib.request.urlopen(f"http://127.0.0.1:{port}/around.cypher") as answer:
                        break
                except OSError:
                    time.sleep(0.1)
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert answer.status == 200
        finally:
            process.kill()

"""A real Neo4j 5.26 Community for tests and development where there is no Docker engine.

Run from Neo4j's own Maven artifacts, on loopback, on free ports, in a folder of its own:

    python tests/neo4j_server.py start [--folder .neo4j]
    python tests/neo4j_server.py stop [--folder .neo4j]

Needs a JDK 17 or newer and Maven, and says so where one is missing. Tests use a server of your
own instead where NETGRAPH_NEO4J_URI is set (with NETGRAPH_NEO4J_USER and NETGRAPH_NEO4J_PASSWORD);
it must be empty, and is emptied. NEWEST is the release that the questions must run on as well; it
needs a JDK 21 or newer, which is looked for beside the one on the path.
"""

import argparse
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

START_SECONDS = 180
STOP_SECONDS = 30
OPENED_MODULES = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang")
# Servers that this process started, so that they can be waited for.
_STARTED: "dict[int, subprocess.Popen[bytes]]" = {}
BRIEF = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# Where Debian and others put the JDKs that are installed beside the one on the path.
JDKS = Path("/usr/lib/jvm")

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>netgraph</groupId><artifactId>neo4j-for-tests</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>
{}  </dependencies>
</project>
"""


@dataclass(frozen=True)
class Release:
    """A version of Neo4j: its artifacts, what starts it and the oldest Java that it runs on."""

    version: str
    main_class: str
    oldest_java: int
    jdk: str
    flags: tuple[str, ...] = ()
    browser_version: str = ""

    @property
    def library(self) -> Path:
        """The folder that holds its jars on this machine."""
        return Path.home() / ".cache" / "netgraph" / f"neo4j-{self.version}"

    @property
    def pom(self) -> str:
        """What Maven is asked for."""
        wanted = [("org.neo4j", "neo4j", self.version)]
        wanted.append(("org.neo4j.app", "neo4j-server", self.version))
        if self.browser_version:
            wanted.append(("org.neo4j.client", "neo4j-browser", self.browser_version))
        lines = (
            f"    <dependency><groupId>{group}</groupId><artifactId>{name}</artifactId>"
            f"<version>{version}</version></dependency>\n"
            for group, name, version in wanted
        )
        return POM.format("".join(lines))


# The release that a shared store runs on, and the newest one, on which the questions must run too.
LTS = Release(
    version="5.26.30",
    main_class="org.neo4j.server.CommunityEntryPoint",
    oldest_java=17,
    jdk="openjdk-17-jdk-headless",
    browser_version="5.24.0",
)
NEWEST = Release(
    version="2026.08.1",
    main_class="org.neo4j.server.Neo4jCommunity",
    oldest_java=21,
    jdk="a JDK 21 or newer",
    flags=("--add-modules=jdk.incubator.vector",),
)


class MissingTool(RuntimeError):
    """A JDK or Maven is missing; the message says what to install."""


@dataclass(frozen=True)
class Server:
    """A running server: where it answers, how to log in, which process it is."""

    folder: str
    pid: int
    bolt: str
    browser: str
    user: str
    password: str = field(repr=False)

    @property
    def credentials(self) -> tuple[str, str]:
        """User and password, as open_store takes them."""
        return (self.user, self.password)

    def query(self, statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """Rows of one statement, asked past netgraph."""
        import neo4j

        with (
            neo4j.GraphDatabase.driver(
                self.bolt, auth=self.credentials, notifications_min_severity="OFF"
            ) as driver,
            driver.session() as session,
        ):
            return [tuple(row) for row in session.run(statement, parameters)]


def libraries(release: Release = LTS) -> Path:
    """The folder with a release's jars, copied by Maven once for each machine."""
    library = release.library
    done = library / "complete"
    if done.exists():
        return library
    _need("mvn", "maven")
    library.mkdir(parents=True, exist_ok=True)
    (library / "pom.xml").write_text(release.pom, encoding="utf-8")
    subprocess.run(
        ["mvn", "-q", "-B", "dependency:copy-dependencies", f"-DoutputDirectory={library}"],
        cwd=library,
        check=True,
    )
    done.write_text(release.version, encoding="utf-8")
    return library


def _need(tool: str, package: str) -> None:
    """Refuse to go on without a tool, saying how to get it."""
    if shutil.which(tool) is None:
        raise MissingTool(
            f"Neo4j for the tests needs {tool}: apt-get install {package}, "
            "or set NETGRAPH_NEO4J_URI to an empty server of your own."
        )


@cache
def java_for(release: Release) -> str:
    """A Java that this release runs on: the one on the path, else the oldest installed beside it.

    Raises:
        MissingTool: There is none; the message says what to install.
    """
    beside = sorted(str(path) for path in JDKS.glob("*/bin/java"))
    found = {path: _java_version(path) for path in (shutil.which("java"), *beside) if path}
    fitting = [path for path, version in found.items() if version >= release.oldest_java]
    if not fitting:
        raise MissingTool(
            f"Neo4j {release.version} needs Java {release.oldest_java} or newer: "
            f"install {release.jdk}, or set NETGRAPH_NEO4J_URI to an empty server of your own."
        )
    return fitting[0] if fitting[0] == shutil.which("java") else min(fitting, key=found.__getitem__)


def _java_version(path: str) -> int:
    said = subprocess.run([path, "-version"], capture_output=True, text=True).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def configuration(bolt: int, http: int, guide_host: str) -> str:
    lines = [
        "server.default_listen_address=127.0.0.1",
        f"server.bolt.listen_address=127.0.0.1:{bolt}",
        f"server.bolt.advertised_address=127.0.0.1:{bolt}",
        f"server.http.listen_address=127.0.0.1:{http}",
        f"server.http.advertised_address=127.0.0.1:{http}",
        "server.https.enabled=false",
        "dbms.usage_report.enabled=false",
        "client.allow_telemetry=false",
        f"browser.remote_content_hostname_whitelist={guide_host}",
        "server.directories.import=import",
        "server.memory.pagecache.size=256m",
        "dbms.cypher.min_replan_interval=1h",  # tests empty the database again and again
    ]
    return "\n".join(lines) + "\n"


def java_command(*arguments: str, brief: bool = False, release: Release = LTS) -> list[str]:
    """The command line of a Java program; one that lives briefly is compiled less."""
    heap = os.environ.get("NETGRAPH_NEO4J_HEAP", "2g")
    opens = [f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in OPENED_MODULES]
    return [
        java_for(release),
        "-Xms512m",
        f"-Xmx{heap}",
        *(BRIEF if brief else ()),
        *opens,
        *release.flags,
        "-cp",
        f"{libraries(release)}/*",
        *arguments,
    ]


@contextmanager
def running_server(folder: Path) -> Iterator[Server]:
    """A server for as long as the context lasts: one of one's own, or one started in the folder."""
    address = os.environ.get("NETGRAPH_NEO4J_URI")
    if not address:
        server = start(folder, brief=True)
        try:
            yield server
        finally:
            stop(server.pid)
        return
    user = os.environ.get("NETGRAPH_NEO4J_USER", "neo4j")
    server = Server("", 0, address, "", user, os.environ.get("NETGRAPH_NEO4J_PASSWORD", ""))
    if server.query("MATCH (n) RETURN 1 LIMIT 1"):
        raise RuntimeError(
            "NETGRAPH_NEO4J_URI names a server that is not empty; tests would empty it"
        )
    yield server
    server.query("MATCH (n) DETACH DELETE n")


def start(folder: Path, *, brief: bool = False, release: Release = LTS) -> Server:
    """Start a server in that folder and wait until it answers.

    One for tests (``brief``) starts sooner and takes less of the processor, and is slower at work.

    Raises:
        MissingTool: There is no Java for it, or no Maven.
    """
    java_for(release)
    folder = folder.resolve()
    for name in ("conf", "data", "import", "logs"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    bolt, http = free_port(), free_port()
    (folder / "conf" / "neo4j.conf").write_text(
        configuration(bolt, http, "localhost,127.0.0.1"), encoding="utf-8"
    )
    password_file = folder / "password"
    environment = {**os.environ, "NEO4J_HOME": str(folder), "NEO4J_CONF": str(folder / "conf")}
    if not password_file.exists():
        password_file.touch(mode=0o600)
        password_file.write_text(secrets.token_hex(18), encoding="utf-8")
        admin = ("org.neo4j.cli.AdminTool", "dbms", "set-initial-password")
        subprocess.run(
            java_command(
                *admin, password_file.read_text(encoding="utf-8"), brief=True, release=release
            ),
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    with (folder / "logs" / "console.log").open("ab") as console:
        process = subprocess.Popen(
            java_command(
                release.main_class,
                f"--home-dir={folder}",
                f"--config-dir={folder / 'conf'}",
                brief=brief,
                release=release,
            ),
            env=environment,
            stdout=console,
            stderr=console,
            start_new_session=True,
        )
    _STARTED[process.pid] = process
    server = Server(
        folder=str(folder),
        pid=process.pid,
        bolt=f"bolt://127.0.0.1:{bolt}",
        browser=f"http://127.0.0.1:{http}/browser/",
        user="neo4j",
        password=password_file.read_text(encoding="utf-8"),
    )
    (folder / "server.json").write_text(
        json.dumps({key: value for key, value in asdict(server).items() if key != "password"}),
        encoding="utf-8",
    )
    _wait(process, (bolt, http), folder)
    return server


def _wait(process: "subprocess.Popen[bytes]", ports: tuple[int, int], folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"Neo4j ended by itself; see {folder}/logs/neo4j.log")
        if all(_answers(port) for port in ports):
            return
        time.sleep(0.2)
    process.kill()
    raise RuntimeError(f"Neo4j did not answer within {START_SECONDS} s; see {folder}/logs")


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def stop(pid: int) -> None:
    """End the server with that process id, by force if it does not go by itself."""
    for sent in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.kill(pid, sent)
        except ProcessLookupError:
            return
        if _has_ended(pid):
            return


def _has_ended(pid: int) -> bool:
    """Wait for the process to end; false if it does not in good time."""
    if pid in _STARTED:
        try:
            _STARTED[pid].wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            return False
        return True
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:
        if not Path(f"/proc/{pid}").exists():
            return True
        time.sleep(0.1)
    return False


def stop_in(folder: Path) -> None:
    """End the server that was started in that folder, if it still runs."""
    written = folder / "server.json"
    if not written.exists():
        return
    pid = json.loads(written.read_text(encoding="utf-8"))["pid"]
    started = Path(f"/proc/{pid}/cmdline")
    if not started.exists() or str(folder.resolve()).encode() in started.read_bytes():
        stop(pid)
    written.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["start", "stop"])
    parser.add_argument("--folder", type=Path, default=Path(".neo4j"))
    arguments = parser.parse_args()
    if arguments.what == "stop":
        stop_in(arguments.folder)
        return
    try:
        server = start(arguments.folder)
    except MissingTool as error:
        sys.exit(str(error))
    print(f"Neo4j answers at {server.bolt}\nBrowser: {server.browser}\nUser: {server.user}")
    print(f"Password: in {arguments.folder / 'password'}")


if __name__ == "__main__":
    main()

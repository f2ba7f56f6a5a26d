"""The map of the house: who may import whom, what may be used where, how long things may be.

Read the tables; the tests below only hold the code to them. A part is a folder of the package, or
a module beside the folders (``measures_…`` belong to ``measures``).
"""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "netgraph"

BASE = {"errors", "vocabulary", "tables", "records"}

# sources → intake → store → network → findings → orders → report; each part may know what stands
# to its left, and never what stands to its right.
MAY_IMPORT = {
    "errors": set(),
    "ahead": set(),
    "settings": set(),
    "vocabulary": {"errors"},
    "tables": {"vocabulary"},
    "records": set(),
    "actions": {"records"},
    "neo4j_browser": {"errors", "vocabulary"},
    "audit": {"errors", "records"},
    "sources": BASE,
    "intake": BASE | {"sources"},
    "store": BASE | {"intake", "audit"},
    "network": BASE | {"findings"},
    "measures": BASE | {"network"},
    "findings": BASE | {"ahead", "network", "measures"},
    "in_database": BASE | {"findings"},
    "orders": BASE | {"findings", "network", "measures"},
    "disruption": BASE | {"findings", "orders", "network", "measures"},
    "screening": BASE | {"findings", "orders", "sources"},
    "report": BASE
    | {
        "ahead",
        "actions",
        "neo4j_browser",
        "screening",
        "findings",
        "orders",
        "network",
        "measures",
        "netgraph",
    },
    "exchange": BASE | {"network", "findings"},
    "publish": BASE | {"store", "report", "findings", "orders"},
    "provenance": BASE | {"audit", "store"},
    "matching": BASE | {"intake", "store"},
    "safeguarding": BASE | {"findings", "provenance"},
    "simulate": BASE | {"store"},
    "workflow_exchange": BASE | {"store", "exchange"},
    "workflow_orders": BASE | {"store", "findings", "orders", "disruption"},
    "workflow_matching": BASE | {"store", "matching"},
    "workflow_intelligence": BASE | {"store", "findings", "orders", "provenance", "safeguarding"},
    "workflow_findings": BASE | {"store", "findings"},
    "workflow": BASE
    | {
        "workflow_findings",
        "actions",
        "sources",
        "intake",
        "store",
        "network",
        "measures",
        "findings",
        "in_database",
        "orders",
        "screening",
        "report",
        "publish",
        "simulate",
    },
    "cli": BASE
    | {
        "workflow",
        "workflow_exchange",
        "workflow_intelligence",
        "workflow_matching",
        "workflow_orders",
        "audit",
        "exchange",
        "matching",
        "provenance",
        "safeguarding",
        "disruption",
        "publish",
        "settings",
        "store",
        "measures",
        "orders",
        "screening",
        "simulate",
        "netgraph",
    },
    "__main__": {"cli"},
}

# What a part may know beyond the map for its types alone (under TYPE_CHECKING).
MAY_IMPORT_TYPES = {
    "actions": {"provenance"},  # Change
    "report": {"provenance"},  # Change
    "intake": {"actions"},  # ImportOptions
    "provenance": {"orders"},  # RegisteredOrder
}

# Packages of others, and the parts that may use them. What is not here is used nowhere.
OUTSIDE = {
    "click": {"cli"},
    "docx": {"report"},
    "duckdb": {
        "sources", "intake", "store", "network", "matching", "measures", "findings", "orders", "disruption", "provenance", "safeguarding", "screening", "exchange", "report", "publish", "simulate"
    },
    "jinja2": {"report"},
    "markupsafe": {"report"},
    "neo4j": {"store", "publish"},
    "networkx": {"disruption", "network", "measures", "findings", "report"},
    "numpy": {"disruption", "findings", "measures", "network", "orders", "report", "simulate", "sources"},
    "openpyxl": {"sources"},
    "pandas": {"simulate", "sources", "network", "measures"},
    "phonenumbers": {"intake"},
    "pyvis": {"report"},
    "rustworkx": {"findings", "measures", "report"},
    "splink": {"matching"},
    "scipy": {"disruption", "findings", "measures", "orders", "report"},
    "tqdm": {"cli"},
}  # fmt: skip

# Packages that are called otherwise where they are installed from.
CALLED = {"docx": "python-docx"}

# Modules that load a heavy package as soon as they are imported; all are imported when needed.
EAGER = {
    "duckdb": {"store/embedded.py", "store/files.py"},
}
HEAVY = (
    "docx",
    "duckdb",
    "jinja2",
    "neo4j",
    "networkx",
    "numpy",
    "openpyxl",
    "pandas",
    "phonenumbers",
    "pyvis",
    "rustworkx",
    "scipy",
    "splink",
    "tqdm",
)

# The pure middle: no file, no clock. And the whole package: no network.
PURE = (
    "errors",
    "vocabulary",
    "tables",
    "records",
    "audit",
    "network",
    "measures",
    "findings",
    "orders",
    "disruption",
    "screening",
)
FILE_MODULES = {"io", "os", "pathlib", "shutil", "tempfile", "glob", "gzip", "zipfile", "csv"}
FILE_CALLS = {"open", "read_text", "write_text", "read_bytes", "write_bytes", "to_csv", "read_csv"}
FILE_SQL = re.compile(r"\b(read_csv|read_parquet|read_json|ATTACH)\b|\bCOPY\b.*\b(TO|FROM)\b")
NETWORK_MODULES = {"asyncio", "ftplib", "http", "requests", "smtplib", "socket", "ssl", "urllib"}
# Modules that write addresses for others to open, and so may quote what stands in them.
QUOTES_ADDRESSES = {"neo4j_browser/links.py"}

# Only cli asks these.
CLOCK_AND_ENVIRONMENT = {
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "time.time_ns",
    "time.monotonic", "time.perf_counter", "time.localtime", "time.gmtime", "time.strftime",
    "os.environ", "os.getenv", "os.environb", "os.getlogin", "getpass.getuser",
    "sys.argv", "sys.stdin", "sys.stdout", "sys.stderr", "uuid.uuid4", "uuid.uuid1",
}  # fmt: skip
CLOCK_SQL = re.compile(
    r"\b(current_date|current_time|current_timestamp|get_current_timestamp|now\(\)|today\(\)|random\(\)|uuid\(\))",
    re.IGNORECASE,
)

LONGEST_FILE = 400
LONGEST_FUNCTION = 60

# Longer than the limit, and why.
LONGER_FILES = {
    "vocabulary.py": "the one table: one entry a line, nothing to follow",
}


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its path, read once."""
    return {
        path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def part_of(module: str) -> str:
    """The part of the house that a path within the package belongs to."""
    first = module.split("/")[0].removesuffix(".py")
    return re.sub(r"^(measures|network)_.*", r"\1", first)


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imports(tree: ast.AST, *, types: bool = False) -> Iterator[tuple[str, bool]]:
    """Each imported module (``netgraph.x`` with the first part) and whether for types only."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, types) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "netgraph":
            names = (alias.name for alias in node.names)
            yield from (
                (f"netgraph.{name}" if name[0] != "_" else "netgraph", types) for name in names
            )
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", types
        else:
            yield from imports(node, types=types or is_type_checking(node))


def own_imports(module: str) -> Iterator[tuple[str, bool]]:
    """Parts of the package that a module imports, its own left out."""
    for name, types in imports(modules()[module]):
        if name.split(".")[0] == "netgraph":
            second = [*name.split("."), ""][1]
            part = part_of(second) if second else "netgraph"
            if part != part_of(module):
                yield part, types


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def dotted(node: ast.AST) -> str:
    """``datetime.now`` of ``dt.datetime.now``: the last two names of an attribute."""
    return ".".join(ast.unparse(node).split(".")[-2:]) if isinstance(node, ast.Attribute) else ""


MODULES = sorted(modules())


def test_every_part_of_the_package_is_on_the_map():
    parts = {part_of(module) for module in MODULES} - {"__init__"}

    assert parts - set(MAY_IMPORT) == set()


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_only_what_the_map_lets_it(module):
    part = part_of(module)
    allowed = MAY_IMPORT.get(part, set())
    allowed_types = allowed | MAY_IMPORT_TYPES.get(part, set())

    wrong = {
        other
        for other, types in own_imports(module)
        if other not in (allowed_types if types else allowed)
    }

    assert wrong == set()


@pytest.mark.parametrize("module", MODULES)
def test_packages_of_others_are_used_only_where_they_belong(module):
    tops = {name.split(".")[0] for name, _ in imports(modules()[module])}
    outside = tops - set(sys.stdlib_module_names) - {"netgraph"}

    assert {top for top in outside if part_of(module) not in OUTSIDE.get(top, set())} == set()
    assert tops & NETWORK_MODULES == ({"urllib"} if module in QUOTES_ADDRESSES else set())


def test_addresses_are_quoted_and_not_opened():
    for module in QUOTES_ADDRESSES:
        named = {name for name, _ in imports(modules()[module]) if name.startswith("urllib")}
        assert named <= {"urllib.parse", "urllib.parse.quote"}


@pytest.mark.parametrize("module", MODULES)
def test_heavy_packages_are_loaded_when_they_are_needed(module):
    eager = {
        name.split(".")[0]
        for node in modules()[module].body
        if not is_type_checking(node)
        for name, _ in imports(ast.Module([node], []))
        if isinstance(node, ast.Import | ast.ImportFrom)
    }

    heavy = {each for each in eager if each in HEAVY and module not in EAGER.get(each, set())}
    assert heavy == set()


def test_every_package_of_others_is_a_declared_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = {re.split(r"[^a-z0-9-]", line)[0] for line in project["project"]["dependencies"]}
    used = {
        CALLED.get(top, top)
        for module in MODULES
        for name, _ in imports(modules()[module])
        if (top := name.split(".")[0]) in OUTSIDE
    }

    assert used - declared == set()


@pytest.mark.parametrize("module", [each for each in MODULES if part_of(each) != "cli"])
def test_only_cli_reads_the_clock_and_the_environment(module):
    tree = modules()[module]
    asked = {dotted(node) for node in ast.walk(tree)} & CLOCK_AND_ENVIRONMENT
    named = {name for name, _ in imports(tree)} & {"getpass", "uuid"}
    in_sql = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if CLOCK_SQL.search(node.value) and re.search(r"\bSELECT\b", node.value)
    }

    assert (asked, named, in_sql) == (set(), set(), set())


@pytest.mark.parametrize("module", [each for each in MODULES if part_of(each) in PURE])
def test_the_pure_middle_touches_no_file(module):
    tree = modules()[module]
    imported = {name.split(".")[0] for name, types in imports(tree) if not types} & FILE_MODULES
    calls = {
        node.func.id if isinstance(node.func, ast.Name) else node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    }
    in_sql = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if FILE_SQL.search(node.value)
    }

    assert (imported, calls & FILE_CALLS, in_sql) == (set(), set(), set())


@pytest.mark.parametrize("module", MODULES)
def test_files_are_not_longer_than_the_limit(module):
    lines = len((PACKAGE / module).read_text(encoding="utf-8").splitlines())

    assert lines <= LONGEST_FILE or module in LONGER_FILES


@pytest.mark.parametrize("module", MODULES)
def test_functions_are_not_longer_than_the_limit(module):
    long = {
        f"{each.name}: {length} lines"
        for each in functions(modules()[module])
        if (length := (each.end_lineno or 0) - each.lineno + 1) > LONGEST_FUNCTION
    }

    assert long == set()


def test_first_lines_of_docstrings_are_unique_over_the_project():
    seen: dict[str, str] = {}
    twice = []
    for module, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                name = getattr(node, "name", module)
                first = (ast.get_docstring(node) or "").partition("\n")[0]
                if first and not name.startswith("_") and first in seen:
                    twice.append(f"{module} {name} and {seen[first]}: {first}")
                if first and not name.startswith("_"):
                    seen[first] = f"{module} {name}"

    assert twice == []

"""The house keeps its plan: who may import whom, what must not exist, how long a module may be."""

import ast
import subprocess
import tomllib
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
WIRING = {"dagster_project", "bizenv"}
MAY_IMPORT = {
    "ingest": set(),
    "expectations": {"ingest"},
    "methodology": set(),
    "release": set(),
    "sample": set(),
    "warehouse": {"ingest", "methodology", "release"},
    "search": {"ingest", "warehouse"},
    "dagster_project": {"ingest", "expectations", "methodology", "release", "search", "warehouse"},
    "bizenv": {"ingest", "expectations", "methodology", "release", "search", "warehouse", "dagster_project"},
}
DAGSTER = {"dagster", "dagster_dbt", "dagster_webserver", "dagster_graphql"}
MODULES = sorted(path for room in MAY_IMPORT for path in (PROJECT / room).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Full names that a module imports, at its head or inside functions, type-checking blocks included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def module_name(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_what_the_plan_allows(room: str) -> None:
    forbidden = (set(MAY_IMPORT) - MAY_IMPORT[room] - {room}) | {"tests", "benchmarks"}
    if room not in WIRING:
        forbidden |= DAGSTER
    faults = {
        f"{path.relative_to(PROJECT)}: {name}"
        for path in (PROJECT / room).rglob("*.py")
        for name in imports(path)
        if name.split(".")[0] in forbidden
    }
    assert faults == set()


def test_modules_do_not_import_in_a_circle() -> None:
    names = {module_name(path): path for path in MODULES}
    graph = {name: (imports(path) & names.keys()) - {name} for name, path in names.items()}
    assert set(TopologicalSorter(graph).static_order()) >= set(names)  # a circle raises CycleError


def test_no_module_hides_the_package_dbt() -> None:
    assert [path for path in MODULES if path.name == "dbt.py"] == []
    assert not (PROJECT / "dbt.py").exists()
    assert [*(PROJECT / "dbt").rglob("__init__.py"), *(PROJECT / "tests").rglob("__init__.py")] == []


def test_modules_are_short() -> None:
    lengths = {path.relative_to(PROJECT): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {path: length for path, length in lengths.items() if length > 300} == {}


def test_every_package_is_installed() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    found = {module_name(path) for path in MODULES if path.name == "__init__.py"}
    folders = {module_name(path.parent / "__init__.py") for path in MODULES}
    assert folders == found, "a folder with modules lacks its __init__.py"
    assert set(settings["tool"]["setuptools"]["packages"]) == found


def test_tracked_files_name_no_folder_of_a_machine() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout: what is tracked is unknown")
    # written in pieces, or this file would name them
    needles = [b"/".join((b"", folder, b"")) for folder in (b"work", b"root", b"Users")]
    faults = []
    for name in listed.stdout.decode().split("\0"):
        path = PROJECT / name
        if name and path.is_file():
            content = path.read_bytes()
            faults += [f"{name}: {needle.decode()}" for needle in needles if needle in content]
    assert faults == []

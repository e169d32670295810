"""dbt's project for Dagster: the manifest, made once per change of the project, and the command that builds."""

import hashlib
import os
import subprocess
import sys
import tempfile
from functools import cached_property
from importlib.metadata import version as installed_version
from pathlib import Path

from dagster_dbt import DbtCliResource
from packaging.version import Version, parse

from warehouse.home import DBT_PROJECT

_TARGET = DBT_PROJECT / "target"
_EXECUTABLE = Path(sys.executable).with_name("dbt")
_SOURCES = ("dbt_project.yml", "profiles.yml", "models", "macros", "seeds", "tests")


class Dbt(DbtCliResource):
    """dbt as an own process, one per build.

    Asks the installed package for its version instead of starting ``dbt --version`` for it (five seconds a run).
    """

    @cached_property
    def _cli_version(self) -> Version:
        return parse(installed_version("dbt-core"))


def dbt_resource() -> Dbt:
    """dbt with the project's own profile."""
    return Dbt(project_dir=str(DBT_PROJECT), profiles_dir=str(DBT_PROJECT), dbt_executable=str(_EXECUTABLE))


def current_manifest() -> Path:
    """Path of a manifest that belongs to the project as it stands; parses it (some seconds) only when it changed."""
    manifest = _TARGET / f"manifest-{_project_digest()[:12]}.json"
    if not manifest.is_file():
        _parse(manifest)
    return manifest


def _parse(manifest: Path) -> None:
    _TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=_TARGET) as scratch:
        command = [str(_EXECUTABLE), "--quiet", "parse", "--no-partial-parse", "--target-path", scratch]
        command += ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--log-path", scratch]
        outcome = subprocess.run(command, cwd=DBT_PROJECT, capture_output=True, text=True, check=False)
        made = Path(scratch, "manifest.json")
        if outcome.returncode or not made.is_file():
            raise RuntimeError(f"dbt cannot parse the project:\n{outcome.stdout}{outcome.stderr}")
        for old in _TARGET.glob("manifest-*.json"):
            old.unlink(missing_ok=True)
        os.replace(made, manifest)


def _project_digest() -> str:
    digest = hashlib.sha256(installed_version("dbt-core").encode())
    for name in _SOURCES:
        root = DBT_PROJECT / name
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.is_file():
                digest.update(f"{path.relative_to(DBT_PROJECT).as_posix()}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


MANIFEST = current_manifest()

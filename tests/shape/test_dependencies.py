"""Every dependency is chosen, pinned, hashed and given its reason."""

import re
import sys
from functools import cache
from importlib.metadata import packages_distributions
from typing import NamedTuple

import pytest

from tests.shape.tree import AROUND, LAYERS, ROOT, imports, modules, rooms_there

PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)")
LOCKS = ("requirements.txt", "requirements-dev.txt")
NEEDED = {"streamlit", "pandas", "plotly", "duckdb", "openpyxl"}


class Pinned(NamedTuple):
    """One requirement of a lock."""

    name: str
    version: str
    hashes: int


def locked(file: str) -> list[Pinned]:
    """The requirements of a lock, each joined with its continuation lines."""
    joined = (ROOT / file).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    found = []
    for entry in entries:
        pin = PIN.match(entry)
        assert pin, f"{file}: not pinned to one version: {entry[:60]}"
        found.append(Pinned(pin["name"].lower(), pin["version"], entry.count("--hash=sha256:")))
    return found


def chosen(file: str) -> dict[str, str]:
    """Names of a .in file with the version asked for, empty where any will do."""
    lines = [line.strip() for line in (ROOT / file).read_text(encoding="utf-8").splitlines()]
    names = [line for line in lines if line and not line.startswith(("#", "-"))]
    return {name.split("==")[0].lower(): name.partition("==")[2] for name in names}


@pytest.mark.parametrize("file", LOCKS)
def test_every_requirement_is_pinned_and_hashed(file):
    entries = locked(file)
    assert len(entries) > 10
    assert not [entry.name for entry in entries if not entry.hashes]


@pytest.mark.parametrize("file", LOCKS)
def test_a_lock_holds_what_was_chosen(file):
    versions: dict[str, set[str]] = {}
    for entry in locked(file):
        versions.setdefault(entry.name, set()).add(entry.version)
    for name, version in chosen(file.replace(".txt", ".in")).items():
        assert name in versions, f"{name} is chosen but not locked: make lock"
        assert not version or versions[name] == {version}, (
            f"{name}: {version} is chosen, {versions[name]} locked: make lock"
        )


@pytest.mark.parametrize("file", LOCKS)
def test_a_lock_names_no_address(file):
    assert "://" not in (ROOT / file).read_text(encoding="utf-8")


def test_what_the_project_stands_on_is_chosen_by_exact_version():
    choices = chosen("requirements.in")
    assert choices.keys() >= NEEDED
    assert all(choices[name] for name in NEEDED)
    assert choices["duckdb"] == "1.5.6"


def test_both_locks_agree():
    run = {entry.name: entry.version for entry in locked("requirements.txt")}
    several = [name for name in run if sum(entry.name == name for entry in locked("requirements.txt")) > 1]
    dev = [entry for entry in locked("requirements-dev.txt") if entry.name in run and entry.name not in several]
    assert not [entry.name for entry in dev if run[entry.name] != entry.version]


@pytest.mark.parametrize("name", sorted(chosen("requirements.in")))
def test_every_dependency_has_its_reason_written_down(name):
    assert f"`{name}`" in (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")


@cache
def distributions() -> dict[str, set[str]]:
    """Names a package is installed under, by the name it is imported by."""
    return {top: {each.lower() for each in names} for top, names in packages_distributions().items()}


@pytest.mark.parametrize("room", rooms_there())
def test_what_a_room_imports_was_chosen(room):
    """Not only brought along by something else, which may leave it out tomorrow."""
    ours = {*LAYERS, *AROUND, *sys.stdlib_module_names}
    others = [found for path in modules(room) for found in imports(path) if found.top not in ours]
    chosen_names = set(chosen("requirements.in"))
    assert not [str(found) for found in others if not distributions().get(found.top, set()) & chosen_names]

"""The project as a reader of files sees it: rooms, modules, imports, tracked texts. Imports nothing of the project."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]

# Arrows are imports; they only point to a lower number. Rooms of one number never import each other.
LAYERS = {
    "catalog": 0,
    "store": 1,
    "access": 1,
    "etl": 2,
    "metrics": 2,
    "charts": 3,
    "reports": 4,
    "ui": 5,
    "pages": 6,
    "app": 7,
}
# What stands around the rooms; no room may import it.
AROUND = ("bench", "deploy", "docs", "tests")


class Import(NamedTuple):
    """One import: the module that has it, the line, and the full name of what it imports."""

    path: Path
    line: int
    name: str

    @property
    def top(self) -> str:
        """The first part of the imported name."""
        return self.name.split(".")[0]

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.line} imports {self.name}"


def shown(path: Path) -> str:
    """A path as a reader of the repository writes it."""
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    """The room a module belongs to; `app` for app.py."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@cache
def modules(*rooms: str) -> tuple[Path, ...]:
    """Every Python file of the given rooms (of all rooms and app.py when none is given), committed or not."""
    found: list[Path] = []
    for room in rooms or tuple(LAYERS):
        found += sorted((ROOT / room).rglob("*.py"))
        found += [ROOT / f"{room}.py"] if (ROOT / f"{room}.py").is_file() else []
    return tuple(found)


def rooms_there() -> list[str]:
    """The rooms that exist, whether or not they hold anything."""
    return [room for room in LAYERS if (ROOT / room).is_dir() or (ROOT / f"{room}.py").is_file()]


@cache
def syntax(path: Path) -> ast.Module:
    """The parsed module."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[Import]:
    """Everything a module imports, at its top or inside a function, by statement or by `import_module("…")`."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Import):
            yield from (Import(path, node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            name = ".".join((*base, *([node.module] if node.module else [])))
            yield from (Import(path, node.lineno, f"{name}.{alias.name}".strip(".")) for alias in node.names)
        elif isinstance(node, ast.Call) and called_name(node) in {"import_module", "__import__"}:
            for word in node.args[:1]:
                if isinstance(word, ast.Constant) and isinstance(word.value, str):
                    yield Import(path, node.lineno, word.value)


def called_name(call: ast.Call) -> str:
    """The last name of what is called: `a.b.c()` gives `c`."""
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a module."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, in the repository; everything there when it is no repository."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    seen = subprocess.run(listing, cwd=ROOT, capture_output=True, check=False)
    if seen.returncode == 0:
        names = seen.stdout.decode().split("\0")
        return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())
    return tuple(path for path in sorted(ROOT.rglob("*")) if path.is_file() and ".venv" not in path.parts)


def texts() -> Iterator[tuple[Path, str]]:
    """The project's files that are text, with their text."""
    for path in project_files():
        content = path.read_bytes()
        if b"\0" not in content[:8000]:
            yield path, content.decode("utf-8", errors="replace")

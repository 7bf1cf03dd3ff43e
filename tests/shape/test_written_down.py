"""What must not stand in the repository: hosts of registries, paths of one machine, stubs, swallowed errors, mocks."""

import ast
import re

from tests.shape.tree import LAYERS, ROOT, imports, modules, shown, syntax, texts

# Put together from pieces, or this file would find itself.
REGISTRIES = re.compile(
    "|".join([r"py" + r"pi\.org", r"python" + r"hosted\.org", r"deb\.deb" + r"ian\.org", r"registry\.np" + r"mjs"])
)
MACHINE_PATHS = re.compile(
    "|".join([r"/wo" + r"rk/", r"\.\./sha" + r"red", r"/ho" + r"me/[a-z]", r"/Us" + r"ers/[a-zA-Z]", r"/ro" + r"ot/"])
)
# The one file that may look beside the clone.
LOOKS_BESIDE = ".ci/run"
STUBS = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|raise NotImpl" + r"emented")
ASSERTS = re.compile(r"\bassert\b|pytest\.raises|expect\(|\bcheck_\w+\(")


def lines_with(pattern: re.Pattern[str], *, ends: tuple[str, ...] = ("",), but: str = "") -> list[str]:
    """`file:line` of every line of the project's texts in which the pattern occurs."""
    return [
        f"{shown(path)}:{number} {line.strip()[:80]}"
        for path, text in texts()
        if path.name.endswith(ends) and shown(path) != but
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_registry_is_named():
    assert not lines_with(REGISTRIES)


def test_no_path_of_one_machine_is_named():
    assert not lines_with(MACHINE_PATHS, but=LOOKS_BESIDE)


def test_nothing_is_left_as_a_stub():
    assert not lines_with(STUBS, ends=(".py",))


def test_no_error_is_swallowed():
    found = []
    for path in modules(*LAYERS, "bench", "deploy", "docs"):
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body):
                found.append(f"{shown(path)}:{node.lineno}")
    assert not found


def test_tests_use_the_real_thing():
    found = [str(each) for path in modules("tests") for each in imports(path) if "mock" in each.name.split(".")]
    assert not found


def test_every_test_file_asserts_something():
    files = [path for path in modules("tests") if path.name.startswith("test_")]
    assert files
    assert not [shown(path) for path in files if not ASSERTS.search(path.read_text(encoding="utf-8"))]


def test_no_bureaus_data_is_in_the_repository():
    inside = [shown(path) for path, _ in texts() if path.is_relative_to(ROOT / "data" / "local")]
    assert not inside


def test_the_patterns_find_what_they_look_for():
    assert REGISTRIES.search("--index-url https://files.python" + "hosted.org/simple")
    assert MACHINE_PATHS.search("open('/ho" + "me/someone/file.xlsx')")
    assert STUBS.search("# TO" + "DO later")

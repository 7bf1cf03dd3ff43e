"""What things are called, that every module says what it is for, and how long things grow."""

import ast
import re
import statistics

import pytest

from tests.shape.tree import AROUND, LAYERS, ROOT, functions, modules, shown, syntax

BANNED_WORDS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "process", "handle", "data2"}
BANNED_VARIABLES = {"df", "tmp", "res", "info"}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 90
MEDIAN_FUNCTION = 15

OURS = modules(*LAYERS, *AROUND)
ROOMS = modules()


def words_of(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+", name)}


def test_no_file_has_a_name_that_says_nothing():
    assert not [shown(path) for path in OURS if words_of(path.stem) & BANNED_WORDS]
    folders = {folder for path in OURS for folder in path.relative_to(ROOT).parts[:-1]}
    assert not [folder for folder in folders if words_of(folder) & BANNED_WORDS]


def test_no_function_or_class_has_a_name_that_says_nothing():
    found = []
    for path in OURS:
        named = [node for node in ast.walk(syntax(path)) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        # Names of tests are sentences, and a sentence may speak of a killed process.
        named = [node for node in named if not node.name.startswith("test_")]
        found += [f"{shown(path)}:{node.lineno} {node.name}" for node in named if words_of(node.name) & BANNED_WORDS]
    assert not found


def test_no_variable_has_a_name_that_says_nothing():
    found = []
    for path in OURS:
        for node in ast.walk(syntax(path)):
            is_stored = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            name = node.id if is_stored else node.arg if isinstance(node, ast.arg) else ""
            if name in BANNED_VARIABLES:
                found.append(f"{shown(path)}:{node.lineno} {name}")
    assert not found


def test_every_module_says_what_it_is_for():
    silent = [shown(path) for path in OURS if path.stat().st_size and not ast.get_docstring(syntax(path))]
    assert OURS
    assert not silent


def test_modules_stay_short():
    long = [f"{shown(path)}: {lines}" for path in ROOMS if (lines := line_count(path)) > LONGEST_MODULE]
    assert not long


def test_functions_stay_short():
    sizes = {
        f"{shown(path)}:{each.name}": each.end_lineno - each.lineno + 1 for path in ROOMS for each in functions(path)
    }
    assert not {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION}
    assert statistics.median(sizes.values()) <= MEDIAN_FUNCTION


def line_count(path) -> int:
    """Lines of a file."""
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("read_cell", {"read", "cell"}),
        ("DraftManager", {"draft", "manager"}),
        ("SQLText", {"sql", "text"}),
        ("processed", {"processed"}),
    ],
)
def test_a_name_is_read_word_by_word(name, words):
    assert words_of(name) == words

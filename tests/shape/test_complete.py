"""Nothing is declared and forgotten: pages are on the menu, problems are raised, reference pages are up to date."""

import ast
import re
from importlib import import_module

import pytest

from docs import build
from etl.problems import PROBLEMS
from etl.screen import CHECKS
from pages import PAGES
from tests.shape.tree import ROOT, called_name, modules, shown, syntax


def page_modules() -> list[str]:
    """The modules below pages/ that define a page."""
    return [
        shown(path).removesuffix(".py").replace("/", ".")
        for path in modules("pages")
        if any(isinstance(node, ast.Assign) and targets(node) == ["PAGE"] for node in syntax(path).body)
    ]


def targets(node: ast.Assign) -> list[str]:
    """The names an assignment sets."""
    return [target.id for target in node.targets if isinstance(target, ast.Name)]


def test_every_page_is_on_the_menu():
    assert page_modules()
    assert {id(import_module(name).PAGE) for name in page_modules()} == {id(page) for page in PAGES}


def test_no_two_pages_share_an_address():
    addresses = [page.url for page in PAGES]
    assert len(set(addresses)) == len(addresses)


def codes_named_in_etl() -> set[str]:
    """Every word in quotes in etl/ and catalog/, outside the catalogue of problems itself, that could be a code."""
    raising = [path for path in modules("etl", "catalog") if not path.name.startswith("problem")]
    quoted = re.compile(r"[\"']([a-z][a-z0-9_]+)[\"']")
    return {code for path in raising for code in quoted.findall(path.read_text(encoding="utf-8"))}


def test_every_problem_of_the_catalogue_is_raised_somewhere():
    assert PROBLEMS
    assert not set(PROBLEMS) - codes_named_in_etl()


def test_every_finding_is_in_the_catalogue():
    found = []
    for path in modules("etl"):
        calls = [node for node in ast.walk(syntax(path)) if isinstance(node, ast.Call) and node.args]
        codes = [
            (node, node.args[0].value) for node in calls if called_name(node) == "finding" and is_text(node.args[0])
        ]
        found += [f"{shown(path)}:{node.lineno} {code}" for node, code in codes if code not in PROBLEMS]
    assert not found


def is_text(node: ast.expr) -> bool:
    """Whether an expression is a text written out."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_the_reference_pages_are_up_to_date():
    written = {path: path.read_text(encoding="utf-8") for path in build.pages() if path.is_file()}
    assert written == build.pages(), "make docs"


def test_every_check_is_run():
    """A check's file holds one function named like the file; what other files there hold is not called a check."""
    files = [path for path in modules("etl") if path.parent.name == "checks" and path.stem != "__init__"]
    found = {path.stem: getattr(import_module(f"etl.checks.{path.stem}"), path.stem, None) for path in files}
    checks = {check for check in found.values() if check is not None}
    assert checks
    assert checks == set(CHECKS)


DOCUMENTS = ("README.md", "CONTRIBUTING.md", "docs/decisions.md", "docs/glossary.md", "deploy/offline.md")


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "docs/decisions.md", "docs/glossary.md", "deploy/offline.md"]
)
def test_a_link_between_our_documents_leads_somewhere(name):
    page = ROOT / name
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]

"""Every word stands in both languages, takes the same values in both, and every key a module asks for is there."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from catalog import DATASETS, INDICATORS, stages
from catalog.model import Direction, Kind, Level, Role, Unit
from catalog.periods import PeriodKind
from ui.text import TEXT

ROOT = Path(__file__).parents[2]
ASKED = re.compile(r"""say\(\s*["']([a-z_]+\.[a-z_0-9]+)["']""")


def places(text: str) -> set[str]:
    """The names a text leaves open."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(TEXT))
def test_a_text_stands_in_both_languages_and_the_english_needs_nothing_more(key):
    chinese, english = TEXT[key]
    assert chinese or key == "unit.none"
    assert english or key == "unit.none"
    assert places(english) <= places(chinese), "the English asks for a value the Chinese does not have"


def test_every_key_the_pages_ask_for_is_there():
    modules = [*ROOT.glob("ui/**/*.py"), *ROOT.glob("pages/**/*.py"), *ROOT.glob("app.py")]
    asked = {key for module in modules for key in ASKED.findall(module.read_text(encoding="utf-8"))}
    assert len(asked) > 100
    assert sorted(asked - set(TEXT)) == []


def test_whatever_a_declaration_may_hold_has_a_word():
    needed = [f"unit.{each.value}" for each in Unit] + [f"level.{each.value}" for each in Level]
    needed += [f"direction.{each.value}" for each in Direction] + [f"kind.{each.value}" for each in Kind]
    needed += [f"role.{each.value}" for each in Role] + [f"grain.{each.value}" for each in PeriodKind]
    needed += [f"span.{each.value}" for each in PeriodKind] + [f"stage.{each.code}" for each in stages.STAGES]
    needed += [f"beyond.{each.value}" for each in Direction] + [
        f"page.{theme}" for theme in {each.theme for each in INDICATORS} - {"balance"}
    ]
    assert len(DATASETS) == 15
    assert [key for key in needed if key not in TEXT] == []

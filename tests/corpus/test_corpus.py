"""The corpus of layouts: nothing accepted is wrong, and the share understood without a click does not fall."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus.composer import ARRANGEMENTS, compose
from tests.corpus.measure import FileOutcome, measure, shares

SEEDS = range(110)
MANY_SEEDS = range(1000, 1600)
LEAST_UNDERSTOOD = 0.97


def _wrong(outcomes: list[FileOutcome]) -> list[str]:
    return [
        f"seed {outcome.book.seed} {page.name}: {each}"
        for outcome in outcomes
        for page, sheet in zip(outcome.book.pages, outcome.sheets, strict=True)
        for each in sheet.wrong
    ]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> list[FileOutcome]:
    """The fixed files, read once."""
    return measure(SEEDS, tmp_path_factory.mktemp("corpus"))


def test_no_number_is_accepted_wrongly(outcomes: list[FileOutcome]) -> None:
    assert _wrong(outcomes) == []


def test_the_share_understood_without_a_click_holds(outcomes: list[FileOutcome]) -> None:
    whole, _ = shares(outcomes)
    assert whole.understood_share >= LEAST_UNDERSTOOD


def test_the_fixed_files_are_of_many_layouts_and_of_every_arrangement(outcomes: list[FileOutcome]) -> None:
    layouts = {(outcome.book.form.partition(":")[0], outcome.book.traits) for outcome in outcomes}
    shown = {trait for outcome in outcomes for trait in outcome.book.traits}
    assert len(layouts) >= 60
    assert {f"kind_{name}" for name in ARRANGEMENTS} <= shown


def test_a_seed_gives_the_same_file_each_time() -> None:
    one, two = compose(7), compose(7)
    assert [page.grid for page in one.pages] == [page.grid for page in two.pages]


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_number_of_many_files_is_accepted_wrongly(tmp_path: Path) -> None:
    outcomes = measure(MANY_SEEDS, tmp_path)
    whole, _ = shares(outcomes)
    assert _wrong(outcomes) == []
    assert whole.understood_share >= LEAST_UNDERSTOOD

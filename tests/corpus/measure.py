"""Read composed files with the importer's own code and compare with what they truly say."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from etl.extract.book import read_file
from etl.extract.limits import LIMITS
from etl.model import ExtractedSheet, Finding
from tests.corpus.composer import compose
from tests.corpus.page import Book, Page
from tests.corpus.truth import Key, same, taken
from tests.corpus.writer import write


@dataclass
class SheetOutcome:
    """One sheet. `wrong` accepted numbers that are not so; `right` those that are; `missing` what was not taken."""

    understood: bool
    damaged: bool
    refused: bool
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[Key] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


@dataclass
class FileOutcome:
    """One file: its sheets, and how long the reading took."""

    book: Book
    sheets: list[SheetOutcome]
    seconds: float


def measure(seeds: Iterable[int], folder: Path) -> list[FileOutcome]:
    """The files of these seeds, written to `folder`, read and compared."""
    return [measure_one(compose(seed), folder) for seed in seeds]


def measure_one(book: Book, folder: Path) -> FileOutcome:
    """One file."""
    path = write(book, folder)
    start = time.perf_counter()
    sheets, findings = read_file(path, path.stem, None, None, LIMITS)
    seconds = time.perf_counter() - start
    path.unlink()
    return FileOutcome(book, compare(book, sheets, findings), seconds)


def compare(book: Book, sheets: list[ExtractedSheet], findings: list[Finding]) -> list[SheetOutcome]:
    """How each sheet of the file came out."""
    text = ":" in book.form
    outcomes = []
    for page in book.pages:
        mine = [each for each in sheets if text or each.sheet == page.name]
        about = [each for each in findings if text or each.sheet in ("", page.name)]
        outcomes.append(_of_page(page, mine, about, refused=any(each.stops for each in findings)))
    return outcomes


def _of_page(page: Page, sheets: list[ExtractedSheet], findings: list[Finding], *, refused: bool) -> SheetOutcome:
    truth = page.truth
    errors = {(each.code, each.cell) for each in findings if each.stops}
    told = [f"{each.level}:{each.code} {each.cell} {each.message}" for each in findings]
    if truth is None:
        false = [f"taken from a sheet of nothing: {key}" for sheet in sheets for key, *_ in taken(sheet)]
        return SheetOutcome(not false and not errors, False, refused, 0, false[:5], [], told)
    if truth.damage:
        named = bool(errors & truth.damage) and all(code in {each for each, _ in truth.damage} for code, _ in errors)
        return SheetOutcome(named, True, refused, 0, [] if errors else ["damage not noticed"], [], told)
    outcome = SheetOutcome(False, False, refused, told=told)
    _compare_facts(outcome, sheets, truth.facts, truth.townships, truth.derived)
    if errors:
        outcome.wrong, outcome.right = [], 0  # refused: nothing of it is used
    outcome.understood = not errors and not outcome.wrong and not outcome.missing
    return outcome


def _compare_facts(
    outcome: SheetOutcome,
    sheets: list[ExtractedSheet],
    facts: dict[Key, object],
    townships: dict[str, str],
    derived: set[Key],
) -> None:
    left, seen = dict(facts), set()
    for sheet in sheets:
        for where, value, township, marked in taken(sheet):
            expected = facts.get(where)
            if where in seen:
                outcome.wrong.append(f"twice: {where}")
            elif expected is None:
                outcome.wrong.append(f"not so: {where} = {value}")
            elif not same(expected, value):
                outcome.wrong.append(f"{where}: {value} instead of {expected}")
            elif township and townships.get(where.place) and not same(township, townships[where.place]):
                outcome.wrong.append(f"{where}: of {township} instead of {townships[where.place]}")
            elif where in derived and not marked:
                outcome.wrong.append(f"{where}: not marked as derived")
            else:
                outcome.right += 1
            seen.add(where)
            left.pop(where, None)
    outcome.missing = list(left)


@dataclass
class Shares:
    """Of many files: sheets, those understood, accepted numbers, those right."""

    sheets: int = 0
    understood: int = 0
    right: int = 0
    wrong: int = 0

    @property
    def understood_share(self) -> float:
        """Sheets understood without a click."""
        return self.understood / self.sheets if self.sheets else 1.0

    @property
    def right_share(self) -> float:
        """Accepted numbers that are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0


def shares(outcomes: Iterable[FileOutcome]) -> tuple[Shares, dict[str, Shares]]:
    """(over everything, by trait)."""
    whole, by_trait = Shares(), defaultdict(Shares)
    for outcome in outcomes:
        for sheet in outcome.sheets:
            for each in (whole, *(by_trait[trait] for trait in outcome.book.traits)):
                each.sheets += 1
                each.understood += sheet.understood
                each.right += sheet.right
                each.wrong += len(sheet.wrong)
    return whole, dict(by_trait)


def reasons(outcomes: Iterable[FileOutcome]) -> Counter[str]:
    """Why sheets were not understood: the codes of their errors and warnings."""
    found: Counter[str] = Counter()
    for outcome in outcomes:
        for sheet in outcome.sheets:
            if not sheet.understood:
                codes = {each.split(" ")[0] for each in sheet.told if not each.startswith("info")}
                found["+".join(sorted(codes)) or ("wrong" if sheet.wrong else "silent")] += 1
    return found

"""Random histories of batches, replacements, undo and redo: the tables agree with the plain model, cell for cell."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from store import Store, redo, undo
from tests.store import model
from tests.store.build import load, table

SCHOOLS = {"甲小学": "石桥镇", "乙小学": "石桥镇", "丙小学": "龙湾镇"}
TOWNSHIPS = {"石桥镇": "T0001", "龙湾镇": "T0002"}
PERIODS = ("2023-2024-1", "2023-2024", "2023-2024-2")
GRADES = (None, None, 1, 2, 3, 4, 5, 6)


class History:
    """A store and the model of it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.rng = Random(seed)
        self.store = Store(folder, keep_versions=2)
        self.batches: list[model.Batch] = []
        # The places come first, so that undo never takes a school away.
        load(
            self.store,
            "school",
            [{"township": t, "school": s, "stage": "primary", "period": None} for s, t in SCHOOLS.items()],
        )

    def step(self) -> None:
        """One more batch, or one taken back, or one brought again."""
        chance = self.rng.random()
        if self.batches and chance < 0.35:
            batch = self.rng.choice(self.batches)
            (undo if batch["live"] else redo)(self.store, f"b{batch['seq']:06d}", "甲")
            batch["live"] = not batch["live"]
        else:
            self.import_one(replaces=chance > 0.75)

    def import_one(self, *, replaces: bool) -> None:
        rows = [self.row() for _ in range(self.rng.randint(1, 14))]
        rows += self.full_breakdown() if self.rng.random() < 0.4 else []
        covered = self.some_slice() if replaces else None
        slices = [] if covered is None else [self.as_slice(covered)]
        stored = [{**row, "stage": "primary"} for row in rows]
        batch = load(self.store, "enrolment", stored, replaces=replaces, slices=slices, mint=False)
        self.batches.append({"seq": int(batch[1:]), "live": True, "rows": rows, "slice": covered})

    def row(self) -> dict[str, Any]:
        school = self.rng.choice(list(SCHOOLS))
        values = {name: self.rng.choice([None, self.rng.randint(0, 9)]) for name in model.COLUMNS}
        place = {"school": school, "township": SCHOOLS[school]}
        return {**place, "grade": self.rng.choice(GRADES), "period": self.rng.choice(PERIODS), **values}

    def full_breakdown(self) -> list[dict[str, Any]]:
        """All grades of one school, half the time with their true total."""
        first = {**self.row(), "period": PERIODS[0]}
        grades = range(1, self.rng.choice((3, 6)) + 1)
        rows = [
            {**first, **{name: self.rng.randint(0, 9) for name in model.COLUMNS}, "grade": grade} for grade in grades
        ]
        summed = {name: sum(row[name] for row in rows) for name in model.COLUMNS}
        return [*rows, {**first, **summed, "grade": None}] if self.rng.random() < 0.5 else rows

    def some_slice(self) -> dict[str, Any]:
        townships = self.rng.sample(list(TOWNSHIPS), self.rng.randint(1, 2))
        return {"periods": self.rng.sample(PERIODS, self.rng.randint(1, 2)), "townships": townships}

    @staticmethod
    def as_slice(covered: dict[str, Any]) -> dict[str, Any]:
        areas = [TOWNSHIPS[name] for name in covered["townships"]]
        return {"dataset": "enrolment", "periods": covered["periods"], "areas": areas, "stages": ["primary"]}

    def check(self) -> None:
        names = {row["area_id"]: row["name"] for row in table(self.store, "SELECT area_id, name FROM area")}
        found: dict[Any, Any] = {}
        for row in table(self.store, "SELECT * FROM enrolment"):
            found |= {
                (names[row["area_id"]], row["grade"], row["period"], name): row[name]
                for name in model.COLUMNS
                if row[name] is not None
            }
        assert found == model.current(self.batches)
        summed: dict[Any, Any] = {}
        for row in table(self.store, "SELECT * FROM enrolment_totals"):
            summed |= {
                (names[row["area_id"]], row["period"], name): row[name]
                for name in model.COLUMNS
                if row[name] is not None
            }
        assert summed == model.totals(self.batches)


@pytest.mark.parametrize("seed", range(3))
def test_the_tables_agree_with_the_model(tmp_path: Path, seed: int):
    history = History(tmp_path, seed)
    for _ in range(8):
        history.step()
        history.check()


@pytest.mark.slow
@pytest.mark.timeout(3000)
@pytest.mark.parametrize("seed", range(100, 140))
def test_the_tables_agree_with_the_model_on_long_histories(tmp_path: Path, seed: int):
    history = History(tmp_path, seed)
    for _ in range(25):
        history.step()
        history.check()

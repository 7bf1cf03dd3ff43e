"""What a file or an undo changes, told row by row and cell by cell, beside a plain comparison of what was there and is there."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from etl.drafts import open_draft
from etl.history_jobs import look
from etl.options import Options
from etl.prepare import prepare, publish
from store.history import redo, undo
from tests.etl.build import Bureau, enrolment

SCHOOLS = {
    f"{name}小学": township for township, names in {"石桥镇": "甲乙", "白沙镇": "丙丁"}.items() for name in names
}
TERMS = {"2023-2024-1": "2023—2024学年第一学期", "2023-2024-2": "2023—2024学年第二学期"}
COLUMNS = ("classes", "pupils", "girls")
Rows = dict[tuple[str, str], tuple[int | None, ...]]


def rows_of(bureau: Bureau) -> Rows:
    """(school, period) -> the values of the columns."""
    found = bureau.rows("SELECT a.name, e.* FROM enrolment e JOIN area a ON a.area_id = e.school_id")
    return {(row["name"], row["period"]): tuple(row[each] for each in COLUMNS) for row in found}


def compared(before: Rows, after: Rows) -> dict[str, Any]:
    """The plain comparison."""
    both = before.keys() & after.keys()
    pairs = [
        (key, name, old, new) for key in both for name, old, new in zip(COLUMNS, before[key], after[key], strict=True)
    ]
    return {
        "new": len(after.keys() - before.keys()),
        "removed": len(before.keys() - after.keys()),
        "changed": sum(before[key] != after[key] for key in both),
        "overwritten": sum(None not in (old, new) and old != new for _, _, old, new in pairs),
        "emptied": sum(old is not None and new is None for _, _, old, new in pairs),
        "cells": {(*key, name, str(old), None if new is None else str(new)) for key, name, old, new in pairs
                  if old is not None and old != new},
    }  # fmt: skip


def told(changes: dict[str, Any]) -> dict[str, Any]:
    """What was said, in the shape of `compared`."""
    cells = {(each["area"], each["period"], each["column"], each["old"], each["new"]) for each in changes["cells"]}
    return {name: changes[name] for name in ("new", "removed", "changed", "overwritten", "emptied")} | {"cells": cells}


class Office:
    """A store, and what its clerk does at random."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.draw, self.folder, self.files = Random(seed), folder, 0
        self.bureau = Bureau(folder / "data")
        self.batches: dict[str, bool] = {}
        every = [(township, school, "小学", 6, 100, 50) for school, township in SCHOOLS.items()]
        self.bureau.must_take(enrolment(folder / "first.xlsx", every, period="2021—2022学年第一学期"))

    def import_one(self) -> None:
        term = self.draw.choice(list(TERMS))
        chosen = self.draw.sample(list(SCHOOLS), self.draw.randint(1, 4))
        rows = [(SCHOOLS[each], each, "小学", *self.values()) for each in chosen]
        self.files += 1
        path = enrolment(self.folder / f"{self.files}.xlsx", rows, period=TERMS[term])
        replaces = self.draw.random() < 0.4
        before = rows_of(self.bureau)
        draft = prepare(self.bureau.store, path, Options(replace=replaces), "李")
        said = draft.changes["enrolment"]
        batch = publish(self.bureau.store, open_draft(self.bureau.store, draft.id), "李")["batch"]
        self.batches[batch] = True
        after, stated = rows_of(self.bureau), {(each, term) for each in chosen}
        assert told(said) == compared(before, after)
        assert said["unchanged"] == sum(before.get(key) == after[key] for key in stated)
        townships = {SCHOOLS[each] for each in chosen}
        covered = {key for key in before if key[1] == term and SCHOOLS[key[0]] in townships}
        assert said["absent"] == (0 if replaces else len(covered - stated))

    def values(self) -> tuple[int | None, ...]:
        return (self.draw.choice([None, 3, 4]), self.draw.randint(20, 24), self.draw.choice([None, 10, 11]))

    def flip_one(self) -> None:
        batch = self.draw.choice(list(self.batches))
        live = not self.batches[batch]
        before = rows_of(self.bureau)
        seen = look(self.bureau.store, {"batch": batch, "live": live}, "李", lambda share, text: None)
        assert rows_of(self.bureau) == before, "looking changes nothing"
        (redo if live else undo)(self.bureau.store, batch, "李")
        self.batches[batch] = live
        assert told(seen["changes"]["enrolment"]) == compared(before, rows_of(self.bureau))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_changes_are_told_as_a_plain_comparison_sees_them(tmp_path: Path, seed: int):
    office = Office(tmp_path, seed)
    for step in range(7):
        office.flip_one() if step in (3, 5, 6) else office.import_one()


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(50, 54))
def test_changes_are_told_rightly_over_long_histories(tmp_path: Path, seed: int):
    office = Office(tmp_path, seed)
    for _ in range(25):
        office.flip_one() if office.batches and office.draw.random() < 0.5 else office.import_one()

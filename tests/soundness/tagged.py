"""Numbers that remember which cells of which rows they were added up from: the oracle's answers become an attacker's equations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from catalog import dataset as declared
from tests.metrics.building import File, Said

Cell = tuple[str, str, str, str, str, str]  # dataset, place, stage, period, further key, column


class Tagged(float):
    """A number with the cells it is a sum of, each with its factor."""

    form: dict[Cell, float]

    def __new__(cls, value: float, form: Mapping[Cell, float]) -> Tagged:
        made = super().__new__(cls, value)
        made.form = dict(form)
        return made

    def __add__(self, other: float) -> Tagged:
        form = dict(self.form)
        for cell, factor in form_of(other).items():
            form[cell] = form.get(cell, 0) + factor
        return Tagged(float(self) + float(other), form)

    __radd__ = __add__

    def __mul__(self, factor: float) -> Tagged:
        assert not isinstance(factor, Tagged)
        return Tagged(float(self) * factor, {cell: each * factor for cell, each in self.form.items()})

    __rmul__ = __mul__

    def __neg__(self) -> Tagged:
        return self * -1.0

    def __sub__(self, other: float) -> Tagged:
        return self + (-other)

    def __rsub__(self, other: float) -> Tagged:
        return -self + other


def form_of(number: float | None) -> dict[Cell, float]:
    """The cells a number adds up; none for a plain number."""
    return number.form if isinstance(number, Tagged) else {}


def cell_of(said: Said, column: str) -> Cell:
    """What a cell of a row is called."""
    dataset = declared(said.dataset)
    further = [str(said.values.get(name)) for name in dataset.key if name not in ("stage", "period")]
    place = said.school or said.township or "district"
    return (said.dataset, place, str(said.values.get("stage")), str(said.period), "/".join(further), column)


def tagged(file: File) -> File:
    """The same file with its facts tagged."""
    rows = []
    for said in file.rows:
        facts = {each.name for each in declared(said.dataset).facts}
        values = {
            name: Tagged(value, {cell_of(said, name): 1.0}) if name in facts and value is not None else value
            for name, value in said.values.items()
        }
        rows.append(replace(said, values=values))
    return File(rows, file.live)

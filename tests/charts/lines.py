"""Lines as `charts.series` makes them, from a few numbers."""

from __future__ import annotations

from charts.series import Line


def line(name: str, *values: float | None, base: float = 1000, missing: int = 0) -> Line:
    """A line with one base for all periods; its numerators follow from the values."""
    size = len(values)
    numerators = tuple(None if value is None else value * base for value in values)
    return Line(name, name, "青山县", tuple(values), (base,) * size, numerators, (1,) * size, (missing,) * size)

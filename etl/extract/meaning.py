"""The shape of what one column's header means."""

from __future__ import annotations

from dataclasses import dataclass

Dims = tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class Meaning:
    """What column `index` means. `role`: place, text, fact, score, period, person, serial, class, ignored, unknown."""

    index: int
    role: str
    header: str
    column: str = ""
    dims: Dims = ()
    sex: str = ""
    is_total: bool = False
    previous: bool = False
    unit: str | None = None
    full_mark: float | None = None
    specific: bool = False
    missing_measure: bool = False
    strange_unit: str = ""
    bare_year: str = ""  # the header names a year alone: the period it was read as

    @property
    def dim(self) -> dict[str, object]:
        """The groups it stands under."""
        return dict(self.dims)

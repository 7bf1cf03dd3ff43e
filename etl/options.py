"""What the clerk may choose for an import, and the thresholds of the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog import dataset
from catalog.periods import is_period
from etl.layouts import SheetLayout, sheets_as_json, sheets_from_json


class BadOption(ValueError):
    """A choice that cannot be: an unknown dataset, something that is no period. Its text is for the clerk."""


@dataclass(frozen=True)
class Thresholds:
    """Settings of the checks. Shares are fractions of one."""

    # A change on the year before larger than this share is worth a second look.
    change_share: float = 0.30
    # Below this base a share says nothing: 3 pupils more in a class of 9 is a third.
    change_base: int = 20
    # The most findings of one code that are shown one by one; the rest is one finding with their number.
    shown_per_code: int = 200
    # A code settles which school is meant; a name less alike than this (0 to 100) is mentioned all the same.
    name_likeness: float = 60.0
    # An amount per head so many times above or below its like is taken for a slip of the unit. Programmes of one sheet
    # differ by less than 20 (nutrition of a month to a year's grant); 元 for 万元 is 10 000: 100 lies midway.
    per_head_share: float = 100.0
    # What aid gives a head, in yuan: the living subsidy of a primary boarder for a term from 2011 on. A year's grant of
    # 6000 and a month's meals of 100 lie well within a hundredth and a hundredfold of it.
    per_head_usual: float = 500.0


@dataclass(frozen=True)
class Options:
    """How one file is to be taken. `replace`: the slice becomes exactly what the file says.

    `sheets` corrects what was misread, by sheet name; `new_names` are names of schools that may be created. `beside` are the
    batches that other files of the same zip became just now.
    """

    dataset: str | None = None
    period: str | None = None
    replace: bool = False
    new_schools: bool = False
    thresholds: Thresholds = field(default_factory=Thresholds)
    sheets: Mapping[str, SheetLayout] = field(default_factory=dict)
    new_names: tuple[str, ...] = ()
    beside: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.dataset is not None:
            _known_dataset(self.dataset)
        if self.period is not None and not is_period(self.period):
            raise BadOption(
                f"“{self.period}”不是时期的写法。学年写 2023-2024，学期写 2023-2024-1（第一学期），"
                "月份写 2024-03，年度写 2024。"
            )

    def as_json(self) -> dict[str, object]:
        """The choices as plain values; `Options.from_json` reads them back."""
        return {
            "dataset": self.dataset,
            "period": self.period,
            "replace": self.replace,
            "new_schools": self.new_schools,
            "change_share": self.thresholds.change_share,
            "sheets": sheets_as_json(self.sheets),
            "new_names": list(self.new_names),
        }

    @classmethod
    def from_json(cls, values: dict) -> Options:
        """The choices that `as_json` wrote."""
        share = values.get("change_share", Thresholds.change_share)
        return cls(
            values.get("dataset"),
            values.get("period"),
            bool(values.get("replace")),
            bool(values.get("new_schools")),
            Thresholds(change_share=float(share)),
            sheets_from_json(values.get("sheets") or {}),
            tuple(values.get("new_names") or ()),
        )


def _known_dataset(name: str) -> None:
    try:
        dataset(name)
    except KeyError as error:
        raise BadOption(f"没有名为“{name}”的数据集。") from error

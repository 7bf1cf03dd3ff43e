"""What part of a dataset or an indicator is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from catalog import dataset
from catalog.periods import label_zh
from catalog.stages import stage


@dataclass(frozen=True)
class Selection:
    """Filters of a download; empty means everything. Townships are ids; `levels` are the area levels of rows."""

    periods: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    townships: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()

    def described(self, township_names: dict[str, str]) -> list[tuple[str, str]]:
        """The filters in words, for the sheet that explains the file."""
        return [
            ("时期", "、".join(label_zh(each) for each in self.periods) or "全部"),
            ("学段", "、".join(stage(each).zh for each in self.stages) or "全部"),
            ("乡镇", "、".join(township_names.get(each, each) for each in self.townships) or "全部"),
            ("层级", "、".join(LEVEL_LABELS.get(each, each) for each in self.levels) or "全部"),
        ]


# A total given by a township or the district itself is called by its own name, not taken for a school.
LEVEL_LABELS = {"school": "学校", "township": "乡镇", "district": "区县", "zone": "片区", "pair": "结对"}


def has_column(dataset_name: str, column: str) -> bool:
    """Whether a dataset declares this column."""
    return any(each.name == column for each in dataset(dataset_name).columns)

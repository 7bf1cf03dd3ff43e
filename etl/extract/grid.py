"""The first rows of a sheet as text with what each row and column was taken for, so that a person can check it."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.model import Dataset
from catalog.stages import grade_label_zh, stage
from etl.extract.cells import RawSheet
from etl.extract.layout import Layout
from etl.extract.meaning import Meaning
from etl.extract.redact import redacted
from etl.extract.text import as_text
from etl.model import Grid

SHOWN_ROWS = 60
SHOWN_CHARACTERS = 60


def plain_grid(sheet: RawSheet) -> Grid:
    """A sheet that was not recognised: its first rows, without roles."""
    rows = _texts(sheet)
    return Grid(rows, [""] * len(rows), [""] * sheet.width, [""] * sheet.width, [""] * sheet.width)


def read_grid(sheet: RawSheet, layout: Layout, kinds: Sequence[str]) -> Grid:
    """`kinds` are the roles of the rows under the header."""
    rows = _texts(sheet)
    first = layout.bottom + 1
    roles = ["title" if any(row) else "blank" for row in rows[: layout.top]]
    roles += ["header"] * (min(first, len(rows)) - len(roles))
    roles += [kinds[row] for row in range(len(rows) - len(roles))]
    return Grid(
        rows,
        roles,
        [said_of(layout, meaning) for meaning in layout.meanings],
        [redacted(meaning.header)[:SHOWN_CHARACTERS] for meaning in layout.meanings],
        [code_of(meaning) for meaning in layout.meanings],
    )


def header_grid(sheet: RawSheet, layout: Layout) -> Grid:
    """A sheet of which only the header is known: what stands below is taken for data."""
    return read_grid(sheet, layout, ["data"] * len(sheet.rows))


def _texts(sheet: RawSheet) -> list[list[str]]:
    return [[redacted(as_text(cell))[:SHOWN_CHARACTERS] for cell in row] for row in sheet.rows[:SHOWN_ROWS]]


def code_of(meaning: Meaning) -> str:
    """The column of the dataset a column was taken for, as a correction names it; empty when it is not understood."""
    if meaning.role in ("fact", "score"):
        return "girls" if meaning.column == "pupils" and meaning.sex == "f" else meaning.column
    if meaning.role in ("place", "text", "period"):
        return meaning.column
    return {"unknown": "", "person": "person"}.get(meaning.role, "ignore")


def said_of(layout: Layout, meaning: Meaning) -> str:
    """What a column holds, in words: 一年级 · 在校生数（女）."""
    if meaning.role in ("unknown", "ignored", "serial", "person", "class"):
        return {"serial": "序号", "person": "个人信息（不保留）", "class": "班级"}.get(meaning.role, "")
    if meaning.role == "period":
        return "时期"
    names = {each.name: each.zh for each in layout.dataset.columns}
    said = [*(_group(layout.dataset, key, value) for key, value in meaning.dims), names.get(meaning.column, "分数")]
    sex = {"m": "（男）", "f": "（女）"}.get(meaning.sex, "")
    return " · ".join(said) + sex + ("（上一学年）" if meaning.previous else "")


def _group(dataset: Dataset, key: str, value: object) -> str:
    if key == "grade":
        return grade_label_zh(int(str(value)))
    if key == "stage":
        return stage(str(value)).zh
    if key == "period" and isinstance(value, tuple):
        kind, what = value
        return {
            "month": f"{what}月",
            "term": f"第{what}学期",
            "half": f"第{what}学期",
            "season": "秋季" if what == 1 else "春季",
        }.get(kind, str(what))
    labels = next((each.choices.get(str(value), ()) for each in dataset.columns if each.name == key), ())
    return labels[0] if labels else str(value)
